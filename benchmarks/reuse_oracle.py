"""REUSE beside the reference tool, each in a process of its own: the same files, the same lacks, the same verdict, and how fast.

    python benchmarks/reuse_oracle.py --reuse PROGRAM FOLDER... [--runs 3]      projects, best fresh checkouts
    python benchmarks/reuse_oracle.py --reuse PROGRAM                           the small trees of tests/reuse
    python benchmarks/reuse_oracle.py --reuse PROGRAM --write                   what tests/reuse expects is written anew

`PROGRAM` is `reuse` 6.2. CPU is user + system of the whole process, the median of the runs; the tools take turns.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1] / "tests" / "reuse"
OURS = (sys.executable, str(Path(__file__).resolve()), "--ours")
Facts = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--reuse", default="reuse")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--ours", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.ours:
        print(json.dumps(_trees().facts(asked.ours)))
    elif asked.folders:
        for folder in asked.folders:
            compare(folder, asked.reuse, asked.runs)
    else:
        small_trees(asked.reuse, write=asked.write)


def compare(folder: Path, reuse: str, runs: int) -> None:
    """One line for a project, and one for each fact on which the tools part."""
    peer_times, our_times = [], []
    for _ in range(runs):
        peer_output, cpu, wall = run((reuse, "--root", str(folder), "lint", "--json"))
        peer_times.append((cpu, wall))
        our_output, cpu, wall = run((*OURS, str(folder)))
        our_times.append((cpu, wall))
    peer, own = told(peer_output, folder), json.loads(our_output)
    cpu, peer_cpu = (statistics.median(one for one, _ in times) for times in (our_times, peer_times))
    same = "the same" if peer == own else "DIFFERENT"
    print(
        f"{folder.name:24s} {len(own['files']):6d} files, {len(own['without license']):4d} / {len(own['without copyright']):4d} lacking, "
        f"compliant {own['compliant']!s:5s} {same:9s}  CPU {cpu:5.2f} s, reuse {peer_cpu:5.2f} s, {peer_cpu / cpu:4.1f} times"
    )
    for name, (theirs, mine) in differing(peer, own).items():
        print(f"    {name}: reuse {theirs}, osscan {mine}")


def small_trees(reuse: str, *, write: bool) -> None:
    """Lints the trees of the tests; prints where osscan parts from the tool, or writes what the tool says."""
    trees = _trees()
    found: dict[str, Facts] = {}
    for name, tree in trees.TREES.items():
        with tempfile.TemporaryDirectory() as place:
            folder = trees.plant(tree, Path(place).resolve())
            found[name] = told(run((reuse, "--root", str(folder), "lint", "--json"))[0], folder)
            own = trees.facts(folder)
        for fact, (theirs, mine) in differing(found[name], own).items():
            print(f"{name}: {fact}: reuse {theirs}, osscan {mine}")
    print(f"{len(found)} trees")
    if write:
        text = json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True)
        (TESTS / "expected.json").write_text(text + "\n")


def told(output: str, folder: Path) -> Facts:
    """What the reference tool says, in the words of the tests; where it refuses to look, only that."""
    try:
        found = json.loads(output)
    except ValueError:
        return {"refused": True}
    lacks, files = found["non_compliant"], found["files"]
    below = f"{folder.resolve()}/"

    def paths(key: str) -> list[str]:
        return sorted(str(path).removeprefix(below).removeprefix(f"{folder}/") for path in lacks[key])

    return {
        "compliant": found["summary"]["compliant"],
        "files": sorted(file["path"] for file in files),
        "without license": paths("missing_licensing_info"),
        "without copyright": paths("missing_copyright_info"),
        "unreadable": paths("read_errors"),
        "invalid": sorted(file["path"] for file in files if not all(one["is_valid"] for one in file["spdx_expressions"])),
        "used": sorted(found["summary"]["used_licenses"]),
        "missing": sorted(lacks["missing_licenses"]),
        "unused": sorted(lacks["unused_licenses"]),
        "bad": sorted(lacks["bad_licenses"]),
        "deprecated": sorted(lacks["deprecated_licenses"]),
        "without extension": sorted(lacks["licenses_without_extension"]),
    }


def differing(peer: Facts, own: Facts) -> dict[str, tuple[object, object]]:
    """The facts on which the tools part; of lists only what one of them does not have."""
    if "refused" in peer:
        return {"refused": (True, f"compliant {own['compliant']}")} if own["compliant"] else {}
    found: dict[str, tuple[object, object]] = {}
    for name, theirs in peer.items():
        mine = own[name]
        if isinstance(theirs, list):
            more, less = sorted(set(theirs) - set(mine))[:10], sorted(set(mine) - set(theirs))[:10]
            if more or less:
                found[name] = (f"has {more}", f"has {less}")
        elif theirs != mine:
            found[name] = (theirs, mine)
    return found


def run(command: tuple[str, ...]) -> tuple[str, float, float]:
    """Output, CPU seconds and wall seconds of a child with all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = os.times().elapsed
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.stdout, cpu, os.times().elapsed - start


def _trees() -> Any:
    file = TESTS / "trees.py"
    spec = importlib.util.spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{file} is not there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
