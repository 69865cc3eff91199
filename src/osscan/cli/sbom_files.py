"""Documents that commands about SBOMs take and give: opened as they were named, written where they were asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from osscan.cli.options import wrong_call

if TYPE_CHECKING:
    from osscan.inputs.source import Source


def sources_of(paths: Iterable[str]) -> list[Source]:
    """The inputs in their order, `-` being standard input; raises InputMissingError for one that is no file."""
    import sys
    from pathlib import Path

    from osscan.errors import InputMissingError
    from osscan.inputs.source import Source
    from osscan.model.place import Place
    from osscan.model.problem import error

    found = []
    for path in paths:
        if path == "-":
            found.append(Source("-", held=sys.stdin.buffer.read()))
        elif not Path(path).exists():
            raise InputMissingError(error("input-missing", Place(path), path=path))
        elif Path(path).is_dir():
            raise InputMissingError(error("input-is-folder", Place(path)))
        else:
            found.append(_source(path))
    return found


def _source(path: str) -> Source:
    """A file on disk, or what passes through a pipe; raises InputMissingError where that can't be had."""
    from pathlib import Path

    from osscan.errors import InputMissingError, UnreadableError
    from osscan.inputs.source import Limits, Source, passing
    from osscan.model.place import Place
    from osscan.model.problem import error

    try:
        return passing(path, Path(path), Limits()) or Source(path, path)
    except UnreadableError as fault:
        raise InputMissingError(fault.problem) from fault
    except OSError as fault:
        raise InputMissingError(error("input-unreadable", Place(path), reason=fault.strerror or str(fault))) from fault


def write_document(content: bytes, output: str) -> None:
    """A document as it is, into a file or to standard output; nothing where there is nothing."""
    import sys
    from pathlib import Path

    if not content:
        return
    if not output:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        Path(output).write_bytes(content)
    except OSError as fault:
        raise wrong_call("output-unwritable", output, reason=fault.strerror or str(fault)) from fault
