"""A local Maven repository: where poms of other projects lie, for those who want them to be asked."""

from __future__ import annotations

import re
from pathlib import Path

from osscan.inputs.source import Limits, Source
from osscan.readers.maven_places import Repository

_PART = re.compile(r"[A-Za-z0-9_][\w.+-]*")
"""What may stand in a path: no coordinate leads out of the folder."""


def repository_of(limits: Limits) -> Repository | None:
    """The repository that a run may read beside its targets, if there is one."""
    return maven_repository(limits.maven_repository, limits) if limits.maven_repository else None


def maven_repository(folder: str, limits: Limits) -> Repository:
    """Finds the pom of (group, artifact, version) below `folder`; None for what is not there."""
    root = Path(folder).resolve()

    def find(group: str, artifact: str, version: str) -> Source | None:
        if not all(map(_PART.fullmatch, (*group.split("."), artifact, version))):
            return None
        path = f"{group.replace('.', '/')}/{artifact}/{version}/{artifact}-{version}.pom"
        file = root / path
        if not file.is_file() or not file.resolve().is_relative_to(root):
            return None
        return Source(f"{folder.rstrip('/')}/{path}", str(file), None, str(root), limits=limits)

    return find
