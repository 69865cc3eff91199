"""How often the licenses found are the licenses that other projects' labels name, for osscan and for ScanCode on the same files."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detection_kept import ask
from detection_names import Ids, base_ids, readings

INDEPENDENT = ("google-licensecheck", "google-licenseclassifier", "licensee", "askalono", "spdx-license-list", "debian-dep5")
NOT_SCORED = ("scancode-ext-glc", "scancode-unknown")
MOST_BYTES = 300_000
LIST_OF_IDS = 15
"""So many different SPDX ids in one file make it a list of ids rather than a license. It is the corpus's own ids that are
counted; files of the corpus have either 16 and more of them, or at most 9."""
Answers = dict[str, tuple[str, ...]]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled file: the label's expressions, the sets of base ids that count as right, and those after reconciliation."""

    path: str
    source: str
    suite: bool
    list_of_ids: bool
    expressions: frozenset[str]
    right: tuple[Ids, ...]
    reconciled: tuple[Ids, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of files with the same expressions and with the same base ids; micro precision and recall over base ids."""

    files: int
    exact: float
    base: float
    precision: float
    recall: float

    def __str__(self) -> str:
        return f"{self.files:6d} {self.exact:8.4f} {self.base:8.4f} {self.precision:8.4f} {self.recall:8.4f}"


def measure(home: Path, osscan: tuple[str, ...] | None, peer: Path | None, keep: Path | None, *, wrong: int) -> None:
    """Prints the figures of every group and source, for each tool that was asked."""
    cases = labelled(home)
    files = [case.path for case in cases]
    tools: dict[str, Answers] = {}
    if osscan:
        tools["osscan"] = answers_of(osscan, files, home)
    if peer:
        for line in ask(peer, files, home, keep):
            tools.setdefault("ScanCode get_licenses", {})[line["path"]] = tuple(line["detections"])
            tools.setdefault("ScanCode index", {})[line["path"]] = tuple(match["expression"] for match in line["matches"])
    if not tools:
        raise SystemExit("nothing to measure: --skip-osscan without --peer")
    groups = {
        "suites": [case for case in cases if case.suite],
        "independent": [case for case in cases if not case.suite],
        "both": cases,
        **{
            f"  {source}": [case for case in cases if case.source == source] for source in sorted({case.source for case in cases})
        },
    }
    print(f"{'group':34s} {'tool':22s}  files    exact     base     prec.   recall   after reconciliation: base, prec., recall")
    for group, members in groups.items():
        for tool, found in tools.items():
            row, after = figures(members, found, lambda case: case.right), figures(members, found, lambda case: case.reconciled)
            print(f"{group:34s} {tool:22s} {row}   {after.base:8.4f} {after.precision:8.4f} {after.recall:8.4f}")
    lists([case for case in cases if case.list_of_ids], tools)
    if "osscan" in tools and "ScanCode index" in tools:
        same = sum(plain(tools["osscan"].get(path, ())) == plain(tools["ScanCode index"].get(path, ())) for path in files)
        print(f"osscan and ScanCode's index give the same expressions for {same} of {len(files)} files ({same / len(files):.4f})")
    for group in ("suites", "independent"):
        for said in wrong_ones(groups[group], tools)[:wrong]:
            print(said)


def labelled(home: Path) -> list[Case]:
    """The files that are scored, by the rules of the corpus: no folders, binaries, known failures, or labels that forbid a claim."""
    sources = sorted(folder.name for folder in home.iterdir() if (folder / "labels.jsonl").exists())
    known = {row["expected"] for row in rows_of(home / "spdx-license-list")}
    cases = []
    for source in sources:
        suite = source.startswith(("scancode", "provenant")) and source not in NOT_SCORED
        if not suite and source not in INDEPENDENT:
            continue
        cases += [case_of(home, source, row, known, suite=suite) for row in rows_of(home / source) if scored(row)]
    return cases


def case_of(home: Path, source: str, row: Row, known: set[str], *, suite: bool) -> Case:
    path = f"{source}/files/{row['path'].removeprefix('files/')}"
    wanted = row.get("expected_list") or ([row["expected"]] if row["expected"] not in ("", "NONE") else [])
    labels = [wanted, *([other] for other in row.get("same_text_as") or [])]
    right = tuple(base_ids(label) for label in labels)
    more = (
        () if suite else tuple(ids for label in labels for ids in readings(source, label, exception=row["kind"] == "exception"))
    )
    return Case(path, source, suite, is_list_of_ids(home / path, known), plain(wanted), right, (*right, *more))


def is_list_of_ids(file: Path, known: set[str]) -> bool:
    words = re.findall(r"[A-Za-z0-9][A-Za-z0-9.+-]+", file.read_text(encoding="utf-8", errors="replace"))
    return len(known.intersection(words)) >= LIST_OF_IDS


def rows_of(source: Path) -> list[Row]:
    return [json.loads(line) for line in (source / "labels.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]


def scored(row: Row) -> bool:
    return (
        row["kind"] not in ("project-dir", "binary")
        and not row.get("expected_failure")
        and not row.get("same_words_in_dev")
        and row["expected"] != "NOASSERTION"
        and row.get("bytes", 0) < MOST_BYTES
    )


def answers_of(osscan: tuple[str, ...], files: list[str], home: Path) -> Answers:
    command = (*osscan, "license", "detect", "--no-cache", "--format", "jsonl", "--files-from", "-")
    done = subprocess.run(command, input="\n".join(files) + "\n", capture_output=True, text=True, cwd=home, check=False)
    if "Traceback" in done.stderr or not done.stdout:
        raise SystemExit(f"osscan ended with {done.returncode}: {done.stderr[-500:]}")
    lines = (json.loads(line) for line in done.stdout.splitlines())
    return {line["path"]: tuple(match["expression"] for match in line["matches"]) for line in lines}


def figures(cases: list[Case], answers: Answers, accepted: Callable[[Case], tuple[Ids, ...]]) -> Figures:
    """The measure: where several labels are right, the one that shares most with the answer counts."""
    exact = same = hits = found = wanted = 0
    for case in cases:
        answer = answers.get(case.path, ())
        ours, right = base_ids(answer), accepted(case)
        best = ours if ours in right else max(right, key=lambda ids: len(ids & ours))
        exact += plain(answer) == case.expressions
        same += ours in right
        hits, found, wanted = hits + len(best & ours), found + len(ours), wanted + len(best)
    count = max(len(cases), 1)
    return Figures(len(cases), exact / count, same / count, hits / max(found, 1), hits / max(wanted, 1))


def lists(cases: list[Case], tools: dict[str, Answers]) -> None:
    """Prints what is claimed for files that only list ids: expressions that the label does not have are spurious."""
    for tool, answers in tools.items():
        spurious = {case.path: plain(answers.get(case.path, ())) - case.expressions for case in cases}
        total, files = sum(map(len, spurious.values())), sum(map(bool, spurious.values()))
        print(f"{'lists of ids':34s} {tool:22s} {len(cases):6d} files, {total} spurious expressions in {files} of them")


def wrong_ones(cases: list[Case], tools: dict[str, Answers]) -> list[str]:
    """The cases that the first tool gets wrong after reconciliation, with what every tool says."""
    first = next(iter(tools.values()))
    return [
        f"{case.path}\n  label {sorted(case.expressions)}"
        + "".join(f"\n  {tool} {sorted(plain(answers.get(case.path, ())))}" for tool, answers in tools.items())
        for case in cases
        if base_ids(first.get(case.path, ())) not in case.reconciled
    ]


def plain(expressions: Iterable[str]) -> frozenset[str]:
    return frozenset(expression.lower() for expression in expressions if expression)
