"""Inventories beside the tools that the field uses: whole processes, one after the other on the same input, median of the runs.

    python benchmarks/peers.py --npm-project FOLDER --python-environment FOLDER [--cyclonedx-npm PROGRAM] [--cdxgen PROGRAM]
        [--cyclonedx-py PROGRAM] [--syft PROGRAM] [--runs 3]

`FOLDER` holds a package-lock.json, respectively is a virtual environment. A peer that is not named is left out. Wall clock and
CPU time are those of the child with all that it starts, memory is the largest of them. Of an environment osscan looks at the license
files too and keeps what it found: `osscan` is a run that knows them, `first run` one without what was kept.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OSSCAN = (sys.executable, "-m", "osscan", "inventory")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--npm-project", "--python-environment"):
        parser.add_argument(name, type=Path)
    for name in ("--cyclonedx-npm", "--cdxgen", "--cyclonedx-py", "--syft"):
        parser.add_argument(name)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    if asked.npm_project:
        compare("package-lock", npm_commands(asked), asked.runs)
    if asked.python_environment:
        compare("environment", python_commands(asked), asked.runs)


def npm_commands(asked: argparse.Namespace) -> dict[str, tuple[str, ...]]:
    """The same lockfile for everyone, without network and without installing."""
    project = asked.npm_project
    lock, manifest = str(project / "package-lock.json"), str(project / "package.json")
    found = {"osscan": (*OSSCAN, lock, manifest, "--format", "jsonl")}
    if asked.cyclonedx_npm:
        found["cyclonedx-npm"] = (asked.cyclonedx_npm, "--package-lock-only", "--output-format", "JSON", manifest)
    if asked.cdxgen:
        found["cdxgen"] = (asked.cdxgen, "-t", "npm", "--no-install-deps", "-o", os.devnull, str(project))
    if asked.syft:
        found["syft"] = (asked.syft, "scan", f"file:{lock}", "-o", "json", "-q")
    return found


def python_commands(asked: argparse.Namespace) -> dict[str, tuple[str, ...]]:
    folder = asked.python_environment
    ours = (*OSSCAN, str(next(folder.glob("lib/python3*/site-packages"))), "--format", "jsonl", "--quiet")
    found = {"first run": (*ours, "--no-cache"), "osscan": ours}
    run(ours)
    if asked.cyclonedx_py:
        found["cyclonedx-py"] = (asked.cyclonedx_py, "environment", str(folder / "bin" / "python"))
    if asked.syft:
        found["syft"] = (asked.syft, "scan", f"dir:{folder}", "-o", "json", "-q")
    return found


def compare(name: str, commands: dict[str, tuple[str, ...]], runs: int) -> None:
    """Takes turns, so that a busy moment hits all of them."""
    measured: dict[str, list[tuple[float, float, int]]] = {peer: [] for peer in commands}
    for _ in range(runs):
        for peer, command in commands.items():
            measured[peer].append(run(command))
    print(f"{name}: median of {runs} runs")
    ours = statistics.median(wall for wall, _, _ in measured["osscan"])
    for peer, times in measured.items():
        wall, cpu, memory = (statistics.median(one[part] for one in times) for part in range(3))
        print(
            f"  {peer:14s} wall {wall:7.2f} s  cpu {cpu:7.2f} s  memory {memory / 1024:6.0f} MB  {wall / ours:6.1f} times osscan's wall"
        )


def run(command: tuple[str, ...]) -> tuple[float, float, int]:
    """Wall seconds, CPU seconds and peak KB of a child and its children; in a process of its own, so that peaks do not mix."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        start = time.perf_counter()
        with tempfile.TemporaryFile() as errors:
            done = subprocess.run(
                command, stdout=subprocess.DEVNULL, stderr=errors, check=False, env={**os.environ, "FETCH_LICENSE": "false"}
            )
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        told = f"{time.perf_counter() - start} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss} {done.returncode}"
        os.write(writer, told.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        wall, cpu, memory, code = pipe.read().split()
    os.waitpid(child, 0)
    if int(code) not in (0, 1, 3):
        raise SystemExit(f"{command} ended with {code}")
    return float(wall), float(cpu), int(memory)


if __name__ == "__main__":
    main()
