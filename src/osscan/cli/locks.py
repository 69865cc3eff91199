"""Which osscan.lock speaks for the targets of a command line, and which curations come on top of the policy."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from osscan.cli.options import wrong_call

if TYPE_CHECKING:
    from osscan.inputs.source import Source
    from osscan.policy.schema import Policy


def locks_for(targets: tuple[str | Source, ...], named: str | None, *, frozen: bool = False) -> tuple[Source, ...]:
    """The lock that was named, or those beside or above the targets; raises WrongCallError when a named one is not there."""
    from osscan.inputs.source import Source
    from osscan.store.lock import beside_or_above

    if named is not None:
        if not Path(named).is_file():
            raise wrong_call("lock-not-found", named, path=named)
        return (Source(named.replace("\\", "/").removeprefix("./"), named),)
    found = [beside_or_above(Path(target)) for target in targets if isinstance(target, str)]
    files = [file for file in dict.fromkeys(found) if file is not None]
    if frozen and not files:
        raise wrong_call("lock-not-found", "--frozen", path="osscan.lock")
    return tuple(Source(shown_as(file), str(file)) for file in files)


def with_curations(policy: Policy, files: list[str] | None) -> Policy:
    """The policy with the clarifications of curation files after its own."""
    if not files:
        return policy
    from osscan.policy.curations import curations_in

    if "clarifications" in policy.locked:
        raise wrong_call("curations-locked", "--curations", policy=policy.id)
    found = tuple(one for file in files for one in curations_in(Path(file), file.replace("\\", "/").removeprefix("./")))
    shared = policy.shared | {one.place.input for one in found}
    return policy._replace(clarifications=(*policy.clarifications, *found), shared=shared)


def shown_as(file: Path) -> str:
    """As seen from here, so that reports say the same on every machine."""
    try:
        return os.path.relpath(file).replace("\\", "/")
    except ValueError:
        return str(file).replace("\\", "/")
