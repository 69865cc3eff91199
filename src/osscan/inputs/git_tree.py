"""What a folder held in a revision, read straight from git's objects: nothing is checked out, run, fetched or replaced."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from osscan.inputs.git_process import ran

_REGULAR, _LINK, _SUBMODULE = ("100644", "100755", "100664"), "120000", "160000"
_LONGEST_CHAIN = 8
"""Links that lead to links."""
_NOT_FETCHED = re.compile(r"could not fetch ([0-9a-f]{40,64})")
_MOST_STOPS = 100
"""In a partial clone git stops at every content that is not there."""


class Entry(NamedTuple):
    """A file of the revision: the id of its content, and how many bytes that has."""

    blob: str
    size: int


class Tree(NamedTuple):
    """The files below a folder by path relative to it; or the reason why there are none to be had.

    Reasons: `no-checkout`, `no-git`, `unknown` (git knows no such revision), `shallow` (the clone does not go back far enough to
    tell), `refused` (git's own words stand in `said`).
    """

    files: Mapping[str, Entry] = MappingProxyType({})
    commit: str = ""
    submodules: Mapping[str, str] = MappingProxyType({})
    """The commit that is named instead of files, by folder."""
    reason: str = ""
    said: str = ""


def tree_of(folder: Path, revision: str) -> Tree:
    """The files below `folder` in `revision`; links count as the file that they lead to, if that lies below the folder too."""
    import shutil  # noqa: PLC0415 - only comparing runs need it

    if not any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        return Tree(reason="no-checkout")
    git = shutil.which("git")
    if git is None:
        return Tree(reason="no-git")
    if not revision or revision.startswith("-") or "\0" in revision:
        return Tree(reason="unknown")
    code, commit, said = ran(git, folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if code != 0:
        return Tree(reason=_why_unknown(git, folder, said), said=said)
    name = commit.decode("ascii", "replace").strip()
    code, listing, said = ran(git, folder, "ls-tree", "-r", "-z", "-l", name)
    if code != 0 and "promisor" in said:
        code, listing, said = ran(git, folder, "ls-tree", "-r", "-z", name)  # a partial clone does not know sizes
    if code != 0:
        return Tree(reason="refused", said=said)
    return _parsed(folder, name, listing)


def contents_of(folder: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """The contents by id; what git does not have (a partial clone) is not in the answer."""
    import shutil  # noqa: PLC0415 - as above

    git = shutil.which("git")
    wanted = sorted(set(blobs))
    if git is None or not wanted:
        return {}
    found: dict[str, bytes] = {}
    for _ in range(_MOST_STOPS):
        code, output, said = ran(git, folder, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in wanted).encode())
        found.update(_objects(output))
        missing = _NOT_FETCHED.search(said) if code != 0 else None
        if missing is None or missing[1] not in wanted:
            break
        del wanted[: wanted.index(missing[1]) + 1]
    return found


def _why_unknown(git: str, folder: Path, said: str) -> str:
    if "dubious ownership" in said:
        return "refused"
    code, shallow, told = ran(git, folder, "rev-parse", "--is-shallow-repository")
    if code != 0:
        return "refused" if told else "unknown"
    return "shallow" if shallow.strip() == b"true" else "unknown"


def _parsed(folder: Path, commit: str, listing: bytes) -> Tree:
    files: dict[str, Entry] = {}
    links: dict[str, str] = {}
    submodules: dict[str, str] = {}
    for row in listing.split(b"\0"):
        head, tab, name = row.partition(b"\t")
        if not tab:
            continue
        mode, _, blob, size = (*head.decode("ascii", "replace").split(), "-")[:4]
        path = os.fsdecode(name)
        if mode in _REGULAR:
            files[path] = Entry(blob, int(size) if size.isdigit() else 0)
        elif mode == _LINK:
            links[path] = blob
        elif mode == _SUBMODULE:
            submodules[path] = blob
    if links:
        files |= _followed(links, contents_of(folder, links.values()), files)
    return Tree(files, commit, submodules)


def _followed(links: Mapping[str, str], contents: Mapping[str, bytes], files: Mapping[str, Entry]) -> dict[str, Entry]:
    leads = {
        path: posixpath.normpath(posixpath.join(posixpath.dirname(path), os.fsdecode(contents[blob])))
        for path, blob in links.items()
        if blob in contents
    }
    found = {}
    for path in leads:
        end = path
        for _ in range(_LONGEST_CHAIN):
            end = leads.get(end, end)
        if end in files:
            found[path] = files[end]
    return found


def _objects(output: bytes) -> Iterable[tuple[str, bytes]]:
    """The blobs that git has written in full; it may break off at any byte."""
    at = 0
    while at < len(output):
        end = output.find(b"\n", at)
        head = output[at:end].split(b" ") if end >= 0 else []
        at = end + 1
        if len(head) < 2 or (len(head) == 3 and head[2].isdigit() and at + int(head[2]) > len(output)):
            return
        if len(head) == 3 and head[1] == b"blob":
            size = int(head[2])
            yield head[0].decode("ascii"), output[at : at + size]
            at += size + 1
        elif len(head) == 3 and head[2].isdigit():
            at += int(head[2]) + 1
