"""Runs git so that the repository can't run, fetch or replace anything, and so that git can't hang us."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from osscan.inputs.ending import finished

if TYPE_CHECKING:
    import subprocess

_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=", "-c", "core.quotePath=false", "-c", "protocol.allow=never")
"""A repository from a stranger may name programs in its configuration; none of them is started."""
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
"""A partial clone would fetch what it lacks, by a program that the repository names; and replaced objects lie."""
_OTHERS = frozenset(
    {
        *("GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE"),
        *("GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE"),
        *("GIT_REPLACE_REF_BASE", "GIT_TEMPLATE_DIR", "GIT_EXTERNAL_DIFF"),
    }
)
"""They name another repository than the folder that is asked for: hooks set them, and a clone must not be mixed up with its original."""
SECONDS = 600
_LONGEST_SAID = 4000


class Ran(NamedTuple):
    """How git ended, what it wrote, and its own words; a git that could not be run or did not end counts as failed."""

    code: int
    output: bytes
    said: str


def ran(git: str, folder: Path, *command: str, given: bytes = b"", seconds: float = SECONDS) -> Ran:
    """The end of one git command in a folder; where this program is ended, git is ended before, so that it writes into no folder that is gone."""
    import subprocess  # noqa: PLC0415 - only checkouts need it

    process = None
    try:
        with finished():
            process = subprocess.Popen(  # noqa: S603 - a fixed program with fixed words
                [git, "-C", str(folder), *_SAFE, *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=_environment(),
            )
        output, said = process.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired:
        return Ran(-1, b"", f"git {command[0]}: no end after {seconds:g} s")
    except OSError as fault:
        return Ran(-1, b"", fault.strerror or str(fault))
    finally:
        if process is not None and process.returncode is None:
            _ended(process)
    return Ran(process.returncode, output, said.decode("utf-8", "replace").strip())


def _ended(process: subprocess.Popen[bytes]) -> None:
    with finished(), suppress(OSError), process:
        process.kill()


def _environment() -> dict[str, str]:
    return {**{name: value for name, value in os.environ.items() if name not in _OTHERS}, **_ENVIRONMENT}


@contextmanager
def streamed(git: str, folder: Path, *command: str, given: bytes = b"", seconds: float = SECONDS) -> Iterator[Stream]:
    """One git command whose output is read while it is written; it is ended with the block, or when its time is over."""
    import subprocess  # noqa: PLC0415 - only histories need it
    import tempfile  # noqa: PLC0415 - as above
    import threading  # noqa: PLC0415 - as above

    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as heard:
        asked.write(given)
        asked.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 - a fixed program with fixed words
                [git, "-C", str(folder), *_SAFE, *command],
                stdin=asked,
                stdout=subprocess.PIPE,
                stderr=heard,
                env=_environment(),
            )
        except OSError as fault:
            yield Stream(io.BytesIO(), said=fault.strerror or str(fault), code=-1)
            return
        stream = Stream(cast("BinaryIO", process.stdout))
        watch = threading.Timer(seconds, process.kill)
        watch.daemon = True
        watch.start()
        try:
            yield stream
        finally:
            watch.cancel()
            stream.is_whole = not stream.output.read(1)
            stream.output.close()
            if not stream.is_whole:
                process.kill()
            stream.code = process.wait()
            heard.seek(0)
            stream.said = heard.read(_LONGEST_SAID).decode("utf-8", "replace").strip()


class Stream:
    """The output of a git that is still running; how it ended stands here when the block is left."""

    def __init__(self, output: BinaryIO, said: str = "", code: int = 0) -> None:
        self.output = output
        self.said = said
        self.code = code
        self.is_whole = True
