"""Addresses of git repositories: which forge, whose and which repository they name."""

from __future__ import annotations

import re
from typing import NamedTuple

from osscan.model.purl import purl

_SCP = re.compile(r"(?:[^@/\s]+@)?([^:/\s]+):(?!//)(.+)")
_URL = re.compile(r"(?:git\+)?[a-z][a-z0-9+.\-]*://(?:[^@/\s]*@)?([^:/\s]*)(?::\d+)?/(.+)", re.IGNORECASE)
_FORGES = {"github.com": "github", "bitbucket.org": "bitbucket"}


class Repository(NamedTuple):
    """Host in lower case (empty for a path on this machine) and the path of the repository without `.git`."""

    host: str
    path: str

    @property
    def name(self) -> str:
        """What people call it: owner and name."""
        return self.path

    def purl(self, version: str) -> str:
        """The purl by the forge where it has a type of its own, else a generic one that names the host."""
        namespace, _, last = self.path.rpartition("/")
        kind = _FORGES.get(self.host)
        if kind is not None and namespace:
            return purl(kind, last, version, namespace)
        return purl("generic", last, version, "/".join(part for part in (self.host, namespace) if part))


def repository_of(address: str) -> Repository | None:
    """The repository that a URL or `host:path` names; None for paths, which may be anything of the project's own."""
    found = _URL.fullmatch(address) or _SCP.fullmatch(address)
    if found is None or "\\" in address:
        return None
    path = found[2].partition("#")[0].partition("?")[0].strip("/").removesuffix(".git").strip("/")
    parts = [part for part in path.split("/") if part not in ("", ".", "..")]
    return Repository(found[1].lower(), "/".join(parts)) if parts else None
