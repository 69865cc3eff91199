"""What people decided about a delivery, kept beside it: `<delivery>.osscan/decisions.jsonl`, chained like those before a publication.

A decision names the delivery by the SHA-256 of its content: what was decided about one delivery never counts for another of the same name.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from osscan.engine import publish_decisions
from osscan.engine.publish_decisions import OBJECTIONS, Decisions
from osscan.model.place import Place
from osscan.model.problem import error, note
from osscan.model.publication import Decision

SUFFIX = ".osscan"
FILE = "decisions.jsonl"
CONTRACT = "vertrag.yml"
_BLOCK = 1024 * 1024
_REPOSITORIES = frozenset({".git", ".hg", ".svn", ".bzr"})


def folder_of(delivery: Path) -> Path:
    """Where all that belongs to a delivery lies: beside it, never in it, as what a vendor hands over stays as it is."""
    whole = Path(os.path.abspath(delivery))  # noqa: PTH100 - links are not followed: the folder lies beside what was named
    return whole.with_name(whole.name + SUFFIX)


def contract_beside(delivery: Path) -> Path | None:
    """The contract of a delivery: in its folder, else beside it; one inside of the delivery is the vendor's word and counts for nothing."""
    folder = folder_of(delivery)
    return next((file for file in (folder / CONTRACT, folder.parent / CONTRACT) if file.is_file()), None)


def decisions_in(folder: Path, about: frozenset[str], shown: str) -> Decisions:
    """The decisions about deliveries with these fingerprints; those about other content are told and left out.

    Of a chain that does not hold only objections count: what was consented to may have been taken back behind the break.
    """
    file = folder / FILE
    if not file.is_file():
        return Decisions()
    try:
        told = publish_decisions.told_by(file.read_bytes(), shown)
    except OSError as fault:
        return Decisions(problems=(error("input-unreadable", Place(shown), reason=fault.strerror or str(fault)),))
    others = [one for one in told.decisions if one.about not in about]
    problems = [note("decision-on-other-delivery", one.place or Place(shown), check=one.check, date=one.date) for one in others]
    ours = (one for one in told.decisions if one.about in about and (not told.problems or one.answer in OBJECTIONS))
    return Decisions(tuple(ours), (*told.problems, *problems))


def record(folder: Path, decision: Decision) -> None:
    """Writes a decision behind those that are there; raises OSError where that is not possible."""
    publish_decisions.append_to(folder / FILE, decision)


def fingerprint(delivery: Path) -> str:
    """The SHA-256 of a file; of a folder that of its list of files, sorted, as `sha256sum` would write it. Raises OSError."""
    if delivery.is_file():
        return _sha256(delivery)
    return of_listing((_sha256(file), file.relative_to(delivery).as_posix()) for file in _files(delivery))


def of_listing(files: Iterable[tuple[str, str]]) -> str:
    """The SHA-256 of a list of files by digest and path."""
    told = "".join(f"{digest}  {path}\n" for path, digest in sorted((path, digest) for digest, path in files))
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for top, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _REPOSITORIES and not (Path(top) / name).is_symlink()]
        yield from (file for name in names if (file := Path(top) / name).is_file() and not file.is_symlink())


def _sha256(file: Path) -> str:
    found = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            found.update(block)
    return found.hexdigest()
