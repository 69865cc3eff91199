"""What lies beside a delivery: its contract, and what people decided about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from osscan.cli.options import wrong_call

if TYPE_CHECKING:
    from collections.abc import Callable

    from osscan.inputs.source import Source
    from osscan.model.problem import Problem
    from osscan.model.publication import Decision

NO_CONTRACT = "-"


class Decided(NamedTuple):
    """Decisions about these deliveries, and what is wrong with the files that hold them."""

    decisions: tuple[Decision, ...] = ()
    problems: tuple[Problem, ...] = ()


def contract_for(deliveries: tuple[str, ...], named: str | None) -> Source | None:
    """The contract that was named, else the one that lies beside the first delivery; `-` wants none."""
    from osscan.engine.vendor_decisions import contract_beside
    from osscan.inputs.source import Source

    if named == NO_CONTRACT:
        return None
    if named is not None and not Path(named).is_file():
        raise wrong_call("input-missing", "--contract", path=named)
    file = Path(named) if named is not None else contract_beside(Path(deliveries[0]))
    return None if file is None else Source(shown(file), str(file))


def decisions_for(deliveries: tuple[str, ...], named: str | None) -> Decided:
    """What was decided about these deliveries and no others: in the folder that was named, else beside each of them."""
    from osscan.engine.vendor_decisions import FILE, decisions_in, fingerprint, folder_of

    if named is not None and not Path(named).is_dir():
        raise wrong_call("input-missing", "--decisions", path=named)
    decisions: list[Decision] = []
    problems: list[Problem] = []
    folders = {path: Path(named) if named is not None else folder_of(Path(path)) for path in deliveries}
    for folder in dict.fromkeys(folders.values()):
        if not (folder / FILE).is_file():
            continue
        about = [_fingerprint(path, fingerprint) for path, one in folders.items() if one == folder]
        told = decisions_in(folder, frozenset(about), shown(folder / FILE))
        decisions += told.decisions
        problems += told.problems
    return Decided(tuple(decisions), tuple(problems))


def _fingerprint(path: str, fingerprint: Callable[[Path], str]) -> str:
    try:
        return fingerprint(Path(path))
    except OSError as fault:
        raise wrong_call("input-unreadable", path, reason=fault.strerror or str(fault)) from fault


def shown(file: Path) -> str:
    """As people read it: from where they stand, if it lies below."""
    try:
        return file.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()
