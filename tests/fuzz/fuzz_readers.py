"""Fuzzes every reader of the table with atheris; started by `test_fuzz.py`, or by hand:

python tests/fuzz/fuzz_readers.py -max_total_time=300 [-only=python/uv-lock]
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

with atheris.instrument_imports(include=["osscan.readers", "osscan.inputs"]):
    from tests.readers.hostile import EVERY, WRONG, read, seeds

_ONLY = [one.partition("=")[2] for one in sys.argv if one.startswith("-only=")]
_CARDS = [(row, card) for row, card in EVERY if not _ONLY or row.name in _ONLY]
_SIZES = len(_CARDS)


def one_input(content: bytes) -> None:
    """The first byte chooses the reader, so that one corpus serves them all."""
    if content:
        row, card = _CARDS[content[0] % _SIZES]
        read(row, card, content[1:])


def _write_seeds(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, (row, _) in enumerate(_CARDS):
        small = [content for content in WRONG.values() if len(content) < 2000]
        for position, content in enumerate((*seeds(row), *small)):
            (folder / f"{number:03}-{position:03}").write_bytes(bytes([number % 256]) + content)


if __name__ == "__main__":
    arguments = [one for one in sys.argv if not one.startswith("-only=")]
    if not any(not one.startswith("-") for one in arguments[1:]):
        from tempfile import mkdtemp

        corpus = Path(mkdtemp(prefix="osscan-fuzz-"))
        _write_seeds(corpus)
        arguments.append(str(corpus))
    atheris.Setup(["fuzz_readers", "-max_len=4096", "-timeout=20", "-rss_limit_mb=2048", *arguments[1:]], one_input)
    atheris.Fuzz()
