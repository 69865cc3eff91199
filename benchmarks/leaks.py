"""Leaks: CPU seconds of the search in a tree and in a history, beside detect-secrets on the same files.

    python benchmarks/leaks.py CHECKOUT [--history REPOSITORY] [--peer PROGRAM]

`--peer` names the program `detect-secrets` of an environment of its own. Times are CPU seconds (user and system, children too) of
processes that are started for it, the shortest of three runs; start-up counts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

RUNS = 3
TREE = """
import sys
from osscan.inputs.source import Limits
from osscan.inputs.tree import walk
from osscan.leaks.leak import Settings
from osscan.leaks.tree import scan_tree
sources = walk(sys.argv[1], Limits()).sources
leaks = list(scan_tree(sources, Settings()))
print(len(sources), len(leaks), sum(leak.blocks for leak in leaks))
"""
HISTORY = """
import sys
from pathlib import Path
from osscan.leaks.history import scan_history
from osscan.leaks.leak import Settings
problems = []
leaks = list(scan_history(sys.argv[1], Settings(), problems))
print(len(leaks), sum(leak.blocks for leak in leaks))
"""
SIZE = """
import sys
from pathlib import Path
from osscan.leaks.objects import git_program, objects_of
objects = objects_of(git_program(), Path(sys.argv[1])).objects
print(len(objects), sum(one.size for one in objects))
"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("checkout")
    parser.add_argument("--history", default="")
    parser.add_argument("--peer", default="")
    asked = parser.parse_args()
    seconds, said = cpu([sys.executable, "-c", TREE, asked.checkout])
    files, leaks, blockers = map(int, said.split())
    print(f"tree: {files} files, {leaks} findings, {blockers} blockers, {seconds:.2f} s CPU, {files / seconds:.0f} files/s")
    if asked.peer:
        theirs, _ = cpu([asked.peer, "-c", "1", "scan", "--all-files"], Path(asked.checkout))
        print(f"detect-secrets: {theirs:.2f} s CPU, {files / theirs:.0f} files/s, {theirs / seconds:.1f} times as long")
    if asked.history:
        objects, size = map(int, cpu([sys.executable, "-c", SIZE, asked.history])[1].split())
        seconds, said = cpu([sys.executable, "-c", HISTORY, asked.history])
        megabytes = size / 1e6
        print(
            f"history: {objects} objects, {megabytes:.0f} MB, {said.strip()} (findings, blockers), {seconds:.1f} s CPU, {megabytes / seconds:.0f} MB/s"
        )


def cpu(command: list[str], folder: Path | None = None) -> tuple[float, str]:
    """The shortest time of a command, and what it printed."""
    times, said = [], ""
    for _ in range(RUNS):
        before = os.times()
        said = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
        after = os.times()
        times.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return min(times), said


if __name__ == "__main__":
    main()
