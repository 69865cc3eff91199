"""What share of license names is answered, how fast, and where osscan and two peers disagree.

    python benchmarks/names.py
    python benchmarks/names.py --licenselynx licenselynx-2.3.4-py3-none-any.whl --disagreements

Reads `names/licence_strings.json` (kind, value, count: what stood in license fields of real SBOMs, without labels) and
`lockfiles/ort_declared_licenses.jsonl` (what ORT mapped declared licenses to) from the folder OSSCAN_CORPUS, or from
../shared/corpus beside the checkout. An answer counts when it is an expression; suggestions do not count. LicenseLynx answers through its
own API, from its stable map; an answer counts when it is an identifier of the SPDX License List.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from osscan.engine.naming import answer
from osscan.knowledge import spdx

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("OSSCAN_CORPUS") or ROOT.parent / "shared" / "corpus")
Ask = Callable[[str], str | None]


class Said(NamedTuple):
    """A text that stood in license fields, and how often."""

    text: str
    count: int


def main() -> int:
    call = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    call.add_argument("--licenselynx", type=Path, metavar="WHEEL", help="compare with LicenseLynx, taken from this wheel")
    call.add_argument("--disagreements", action="store_true", help="list every text that is answered differently")
    asked = call.parse_args()
    if not (CORPUS / "names").is_dir():
        print("corpus not found: set OSSCAN_CORPUS")
        return 0
    said = texts_of(CORPUS / "names" / "licence_strings.json")
    lynx = licenselynx(asked.licenselynx) if asked.licenselynx else None
    shares(said, lynx)
    statuses(said)
    times(said, lynx)
    if lynx is not None:
        differing("LicenseLynx", ((one.text, lynx(one.text), one.count) for one in said), listed=asked.disagreements)
    ort = mapped_by_ort(CORPUS / "lockfiles" / "ort_declared_licenses.jsonl")
    differing("ORT", ((text, expression, count) for (text, expression), count in ort.items()), listed=asked.disagreements)
    return 0


def texts_of(file: Path) -> list[Said]:
    counts: Counter[str] = Counter()
    for _, value, count in json.loads(file.read_text(encoding="utf-8")):
        counts[value or ""] += count
    return [Said(text, count) for text, count in counts.items()]


def ours(text: str) -> str | None:
    return answer(text, {}).expression


def licenselynx(wheel: Path) -> Ask:
    folder = tempfile.mkdtemp(prefix="licenselynx-")
    zipfile.ZipFile(wheel).extractall(folder)
    sys.path.insert(0, folder)
    mapper = importlib.import_module("licenselynx.licenselynx").LicenseLynx

    def ask(text: str) -> str | None:
        found = mapper.map(text)
        return spdx.current(found.id) if found is not None and found.is_spdx_identifier() else None

    return ask


def shares(said: list[Said], lynx: Ask | None) -> None:
    """All texts; those that are no SPDX expression already; and those of them that name one license only."""
    free = [one for one in said if answer(one.text, {}).status != "exact"]
    single = [one for one in free if not any(mark in one.text for mark in (",", ";", " and ", " or ", " AND ", " OR ", "/", "|"))]
    print(
        f"{'texts':34}{'distinct':>9}{'count':>9}{'osscan':>9}{'weighted':>9}" + (f"{'Lynx':>9}{'weighted':>9}" if lynx else "")
    )
    for name, chosen in (("all", said), ("no SPDX expression", free), ("of these, one name", single)):
        figures = [share(chosen, ours), *([share(chosen, lynx)] if lynx else [])]
        row = "".join(f"{distinct:9.1%}{weighted:9.1%}" for distinct, weighted in figures)
        print(f"{name:34}{len(chosen):9}{sum(one.count for one in chosen):9}{row}")


def share(said: list[Said], ask: Ask) -> tuple[float, float]:
    answered = [one for one in said if ask(one.text) is not None]
    return len(answered) / max(len(said), 1), sum(one.count for one in answered) / max(sum(one.count for one in said), 1)


def statuses(said: list[Said]) -> None:
    total = sum(one.count for one in said)
    found: Counter[str] = Counter()
    for one in said:
        told = answer(one.text, {})
        found[f"{told.status} {told.why}".strip()] += one.count
    print("\nby status, weighted: " + ", ".join(f"{status} {count / total:.1%}" for status, count in found.most_common(12)))


def times(said: list[Said], lynx: Ask | None) -> None:
    """Each distinct text once, without the cache that a run keeps; and the first answer of a new process."""
    from osscan.knowledge.names import resolve_name

    for name, ask in (("osscan", ours), *((("LicenseLynx", lynx),) if lynx else ())):
        resolve_name.cache_clear()
        ask("warm")
        spent = []
        for one in said:
            began = time.process_time_ns()
            ask(one.text)
            spent.append((time.process_time_ns() - began) / 1000)
        print(
            f"{name}: median {statistics.median(spent):.0f} µs, mean {statistics.mean(spent):.0f} µs over {len(said)} distinct texts"
        )
    for text in ("Apache-2.0", "Apache License, Version 2.0", "no such license"):
        program = (
            "import time; began = time.process_time(); from osscan.engine.naming import answer; imported = time.process_time(); "
            f"answer({text!r}, {{}}); print((imported - began) * 1000, (time.process_time() - imported) * 1000)"
        )
        runs = [
            subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
            for _ in range(5)
        ]
        imported, first = (min(float(run[at]) for run in runs) for at in (0, 1))
        print(f"first answer of a process, {text!r}: {first:.1f} ms after {imported:.1f} ms of imports")


def mapped_by_ort(file: Path) -> Counter[tuple[str, str | None]]:
    found: Counter[tuple[str, str | None]] = Counter()
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.update((row["mapped"] or {}).items())
        if len(row["declared"]) == 1 and not row["mapped"] and isinstance(row["declared"][0], str):
            found[row["declared"][0], row["spdx_expression"]] += 1
    return found


def differing(peer: str, rows: Iterable[tuple[str, str | None, int]], *, listed: bool) -> None:
    """Texts that the peer answers: how often osscan says the same, nothing, or something else."""
    kinds: Counter[str] = Counter()
    found: list[tuple[int, str]] = []
    for text, theirs, count in rows:
        if theirs is None:
            continue
        told = answer(text, {})
        kind = "nothing" if told.expression is None else "the same" if same(told.expression, theirs) else "another"
        kinds[kind] += count
        if kind != "the same":
            found.append((count, f"{text!r}: {peer} {theirs}, osscan {told.expression or f'{told.status} {told.why}'}"))
    total = max(sum(kinds.values()), 1)
    print(
        f"\nwhere {peer} answers, osscan says: "
        + ", ".join(f"{kind} {count} ({count / total:.1%})" for kind, count in kinds.items())
    )
    if listed:
        print("\n".join(f"  {count:6} {line}" for count, line in sorted(found, reverse=True)))


def same(one: str, other: str) -> bool:
    """The order of operands makes no difference."""
    return sorted(one.replace("(", "").replace(")", "").split()) == sorted(other.replace("(", "").replace(")", "").split())


if __name__ == "__main__":
    sys.exit(main())
