"""A clean room: the committed state of a repository in a folder of its own, without hooks, filters, remotes that answer, or anything uncommitted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from osscan.inputs.ending import finished
from osscan.inputs.git_process import ran

_RAW = b"* -filter -text -eol -ident -working-tree-encoding\n"
"""Files come out as they are stored: a filter is a program, and Git LFS would fetch."""
_PUSHED = ("refs/heads/", "refs/tags/")
_IMPORT = "import@example.invalid"


class Room(NamedTuple):
    """The clone, or the reason (`no-git`, `no-checkout`, `no-commit`, `refused`) why there is none. `revision` is the commit that was cloned."""

    folder: Path | None = None
    reason: str = ""
    revision: str = ""
    staying: tuple[str, ...] = ()
    shallow: bool = False
    said: str = ""
    """git's own words where it refused."""


class _FailedError(OSError):
    """git could not."""


@contextmanager
def clean_room(folder: Path) -> Iterator[Room]:
    """The committed state of `folder` for the time of the block; then it is gone, whatever happens."""
    git = shutil.which("git")
    if not (folder / ".git").exists():
        yield Room(reason="no-checkout")
        return
    if git is None:
        yield Room(reason="no-git")
        return
    head = ran(git, folder, "rev-parse", "--verify", "-q", "HEAD^{commit}")
    if head.code != 0:
        yield Room(reason="refused", said=head.said) if "dubious" in head.said else Room(reason="no-commit")
        return
    with _place() as place:
        try:
            room = _furnished(git, folder, place, head.output.decode().strip())
        except _FailedError as fault:
            room = Room(reason="refused", said=str(fault).partition("\n")[0])
        yield room


@contextmanager
def _place() -> Iterator[Path]:
    """A folder of our own; it is made and taken away in one go each, so that no signal comes between a folder and its end."""
    made = None
    try:
        with finished():
            made = TemporaryDirectory(prefix="osscan-rehearsal-", ignore_cleanup_errors=True)
        yield Path(made.name)
    finally:
        if made is not None:
            with finished():
                made.cleanup()


def squash(clone: Path, revision: str, moment: int, holder: str) -> None:
    """The clone's history becomes one commit of the time `moment` (seconds since 1970) by `holder`; tags of `revision` move to it, other refs go.

    Raises OSError where git does not answer.
    """
    git = shutil.which("git") or ""
    tree = _said(git, clone, "rev-parse", "HEAD^{tree}").decode().strip()
    name = "".join(sign for sign in holder if sign.isprintable() and sign not in "<>") or "Import"
    person = f"{name} <{_IMPORT}> {moment} +0000"
    text = f"tree {tree}\nauthor {person}\ncommitter {person}\n\nInitial import\n".encode()
    commit = _said(git, clone, "hash-object", "-t", "commit", "-w", "--stdin", given=text).decode().strip()
    here = _said(git, clone, "tag", "--points-at", revision).decode("utf-8", "surrogateescape").splitlines()
    refs = _said(git, clone, "for-each-ref", "--format=%(refname)").decode("utf-8", "surrogateescape").splitlines()
    _said(git, clone, "update-ref", "HEAD", commit)
    branch = ran(git, clone, "symbolic-ref", "-q", "HEAD").output.decode("utf-8", "surrogateescape").strip("\n")
    orders = "".join(f"delete {ref}\0\0" for ref in refs if ref != branch and ref.removeprefix("refs/tags/") not in here)
    orders += "".join(f"update refs/tags/{tag}\0{commit}\0\0" for tag in here)
    _said(git, clone, "update-ref", "--no-deref", "-z", "--stdin", given=orders.encode("utf-8", "surrogateescape"))
    (clone / ".git" / "shallow").unlink(missing_ok=True)


def _furnished(git: str, folder: Path, place: Path, head: str) -> Room:
    clone = place / (folder.resolve().name or "project")
    clone.mkdir()
    bundle = place / "state.bundle"
    form = _said(git, folder, "rev-parse", "--show-object-format").decode().strip() or "sha1"
    _said(git, folder, "-c", "gc.auto=0", "bundle", "create", "-q", str(bundle), "--branches", "--tags", "HEAD")
    _said(git, clone, "init", "-q", "--template=", f"--object-format={form}")
    shallow = _copied_limits(git, folder, clone)
    _said(git, clone, "bundle", "unbundle", str(bundle))
    bundle.unlink()
    refs = [
        row.split(" ")
        for row in _said(git, folder, "for-each-ref", "--format=%(objectname) %(refname)")
        .decode("utf-8", "surrogateescape")
        .splitlines()
    ]
    pushed = [(name, target) for target, name in refs if name.startswith(_PUSHED)]
    orders = "".join(f"create {name}\0{target}\0" for name, target in pushed)
    _said(git, clone, "update-ref", "-z", "--stdin", given=orders.encode("utf-8", "surrogateescape"))
    _look_like(git, folder, clone, head)
    for number, address in enumerate(_remotes(git, folder)):
        _said(git, clone, "config", f"remote.{'origin' if not number else f'origin{number + 1}'}.url", address)
    (clone / ".git" / "info").mkdir(exist_ok=True)
    (clone / ".git" / "info" / "attributes").write_bytes(_RAW)
    _said(git, clone, "-c", "core.autocrlf=false", "reset", "-q", "--hard")
    staying = tuple(sorted(name for _, name in refs if not name.startswith(_PUSHED)))
    return Room(clone, "", head, staying, shallow)


def _look_like(git: str, folder: Path, clone: Path, head: str) -> None:
    """The clone stands where the original stands: on its branch, or on the commit itself."""
    branch = ran(git, folder, "symbolic-ref", "-q", "HEAD")
    if branch.code == 0:
        _said(git, clone, "symbolic-ref", "HEAD", branch.output.decode("utf-8", "surrogateescape").strip("\n"))
    else:
        _said(git, clone, "update-ref", "--no-deref", "HEAD", head)


def _copied_limits(git: str, folder: Path, clone: Path) -> bool:
    """Whether the original is shallow; then the clone ends where it ends."""
    limits = ran(git, folder, "rev-parse", "--git-path", "shallow")
    file = folder / limits.output.decode("utf-8", "surrogateescape").strip("\n")
    if limits.code != 0 or not file.is_file():
        return False
    shutil.copyfile(file, clone / ".git" / "shallow")
    return True


def _remotes(git: str, folder: Path) -> list[str]:
    """Addresses without what stands before an `@` of an URL: it may be a password. Nothing is ever fetched from them."""
    told = ran(git, folder, "config", "--local", "--get-regexp", r"^remote\..*\.url$").output.decode("utf-8", "replace")
    found = []
    for row in told.splitlines():
        address = row.partition(" ")[2]
        scheme, mark, rest = address.partition("://")
        host, slash, path = rest.partition("/")
        found.append(f"{scheme}{mark}{host.rpartition('@')[2]}{slash}{path}" if mark else address)
    return sorted(set(found))


def _said(git: str, folder: Path, *command: str, given: bytes = b"") -> bytes:
    done = ran(git, folder, *command, given=given)
    if done.code != 0:
        raise _FailedError(done.said)
    return done.output
