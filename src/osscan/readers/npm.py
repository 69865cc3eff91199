"""How npm names packages and asks for them: scopes, aliases, exact versions, folders of the project's own."""

from __future__ import annotations

import re
from typing import NamedTuple

from osscan.model.purl import purl

_EXACT = re.compile(r"[=v\s]*(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)")
_FOREIGN = re.compile(r"(?:git|git\+\w+|github|gitlab|bitbucket|gist|https?|ssh):|[\w.-]+/[\w.-]+(?:#|$)|[\w.-]+@[\w.-]+:")
_PATHS = ("./", "../", "/", "~/")
_LOCAL = ("file:", "link:", "portal:", *_PATHS)
_ARCHIVES = (".tgz", ".tar.gz", ".tar")
_FOLDERS = ("file", "link", "portal")
_USUAL_NAME = re.compile(r"(@(?=[^/]+/)|)((?:(?<=@)[a-z0-9._~-]+/)?[a-z0-9._~-]+@[A-Za-z0-9._~-]+)").fullmatch
MODULES = "node_modules/"


class Asked(NamedTuple):
    """What a dependency asks for: the package's real name, and its version where it can be only one, else the range."""

    name: str
    version: str = ""
    range: str = ""
    local: bool = False
    """A folder of the project's own, a member of its workspace."""


def npm_purl(name: str, version: str = "") -> str:
    """The purl of an npm package; `@scope/name` has its scope as namespace."""
    usual = _USUAL_NAME(f"{name}@{version}")
    if usual is not None:
        return f"pkg:npm/%40{usual[2]}" if usual[1] else f"pkg:npm/{usual[2]}"
    if name.startswith("@"):
        scope, _, bare = name.partition("/")
        return purl("npm", bare, version, scope) if bare else purl("npm", name, version)
    return purl("npm", name, version)


def name_in(path: str) -> str:
    """The package name at the end of an install path (`node_modules/a/node_modules/@s/b` -> `@s/b`), or nothing."""
    at = path.rfind(MODULES)
    return path[at + len(MODULES) :] if at == 0 or (at > 0 and path[at - 1] == "/") else ""


def asked_of(name: str, spec: str) -> Asked:
    """What `name: spec` of a manifest, or name and version of a version 1 lock, ask for."""
    spec = spec.strip()
    if spec.startswith("npm:"):
        at = spec.rfind("@", len("npm:@"))
        name, spec = (spec[4:at], spec[at + 1 :]) if at > 0 else (spec[4:], "")
    if spec.startswith("workspace:") or is_local(spec):
        return Asked(name, local=True)
    exact = _EXACT.fullmatch(spec)
    if exact is not None:
        return Asked(name, exact[1])
    if spec in ("", "*") or spec.startswith(_LOCAL) or _FOREIGN.match(spec):
        return Asked(name)
    return Asked(name, range=spec)


def folder_in(spec: str) -> str:
    """The folder that `file:`, `link:` or `portal:` lead to; nothing for an archive."""
    kind, colon, path = spec.partition("::")[0].partition(":")
    path = path.partition("#")[0]
    return path if colon and kind in _FOLDERS and not path.lower().endswith(_ARCHIVES) else ""


def local_folder(spec: str) -> str:
    """The folder that a specifier leads to, with `file:` and the like or bare; nothing for all else."""
    return folder_in(spec) or (spec if is_local(spec) and spec.startswith(_PATHS) else "")


def is_local(spec: str) -> bool:
    """Whether a specifier or resolution leads to a folder beside, not to an archive or a foreign place."""
    return spec.startswith(_LOCAL) and not spec.lower().endswith(_ARCHIVES)
