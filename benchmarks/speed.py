"""Whole-process CPU time of osscan beside the libraries that the field uses, each pair in one run.

    python benchmarks/speed.py [--runs 5] [--scale] [--no-pairs]

Needs an environment with osscan and its `test` extra. CPU time is user + system of the child process, the median of the
runs; the two of a pair take turns. `--scale` adds 1 000 to 100 000 components: growth and memory.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

OSSCAN = (sys.executable, "-m", "osscan")
FROM_JSON = "import json, sys; from cyclonedx.model.bom import Bom; Bom.from_json(json.load(open(sys.argv[1])))"
SPDX_PARSE = "import sys; from spdx_tools.spdx.parser.parse_anything import parse_file; parse_file(sys.argv[1])"
IMPORTS = "import typer, rich, license_expression"


def cpu_and_memory(command: tuple[str, ...]) -> tuple[float, int]:
    """CPU seconds and peak resident KB of one finished child."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as child:
        errors = child.stderr.read() if child.stderr else b""
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1) or b"Traceback" in errors:
        raise SystemExit(f"{command} ended with {child.returncode}: {errors.decode()[-500:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def make(kind: str, count: int, file: Path) -> None:
    """Writes an input in a process of its own, so that its memory does not count as that of the commands measured later."""
    subprocess.run([sys.executable, str(Path(__file__).with_name("inputs.py")), kind, str(count), str(file)], check=True)


def pair(name: str, ours: tuple[str, ...], theirs: tuple[str, ...], runs: int, *, wanted: str) -> None:
    """Prints the medians of two commands that took turns, and their ratio."""
    cpu_and_memory(ours)
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        times[0].append(cpu_and_memory(ours)[0])
        times[1].append(cpu_and_memory(theirs)[0])
    first, second = (statistics.median(some) for some in times)
    print(
        f"{name:58s} {first:8.3f} s {second:9.3f} s   ours/theirs {first / second:6.3f}   theirs/ours {second / first:6.1f}   {wanted}",
        flush=True,
    )


def scale(folder: Path, runs: int) -> None:
    """Prints time and memory by size, the growth exponent, and memory for each further component."""
    for name, kind in (
        ("CycloneDX JSON", "cyclonedx"),
        ("SPDX, no files", "spdx_without_files"),
        ("SPDX, 2 files each", "spdx"),
    ):
        found = []
        for count in (1_000, 10_000, 100_000):
            file = folder / f"{kind}-{count}.json"
            make(kind, count, file)
            measured = [cpu_and_memory((*OSSCAN, "check", str(file))) for _ in range(runs)]
            cpu, memory = (statistics.median(column) for column in zip(*measured, strict=True))
            found.append((count, cpu, memory))
            print(
                f"{name:20s} {count:8d} components {file.stat().st_size / 1e6:7.1f} MB {cpu:8.3f} s {memory / 1024:8.1f} MB",
                flush=True,
            )
        (n0, t0, _), (n1, t1, m1), (n2, t2, m2) = found
        print(
            f"{name:20s} exponent {n1}-{n2}: {math.log(t2 / t1) / math.log(n2 / n1):.2f}, {n0}-{n2}: {math.log(t2 / t0) / math.log(n2 / n0):.2f};"
            f" {(m2 - m1) * 1024 / (n2 - n1):.0f} bytes a component",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--scale", action="store_true", help="also 1 000 to 100 000 components")
    parser.add_argument("--no-pairs", dest="pairs", action="store_false", help="leave the comparison with other libraries out")
    asked = parser.parse_args()
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; median of {asked.runs} runs"
    )
    if asked.pairs:
        compare(asked.runs)
    if asked.scale:
        with tempfile.TemporaryDirectory() as name:
            scale(Path(name), max(1, asked.runs // 2))


def compare(runs: int) -> None:
    """Prints osscan beside the libraries."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cdx, spdx, lock = folder / "bom.json", folder / "bom.spdx.json", folder / "package-lock.json"
        make("cyclonedx", 10_000, cdx)
        make("spdx", 10_000, spdx)
        bare = folder / "bare.spdx.json"
        make("spdx_without_files", 10_000, bare)
        make("package_lock", 1_400, lock)
        python = sys.executable
        pair(
            "--version / import typer",
            (*OSSCAN, "--version"),
            (python, "-c", "import typer"),
            runs * 3,
            wanted="at most 1.6",
        )
        pair(
            "check package-lock 1 400 / imports",
            (*OSSCAN, "check", str(lock)),
            (python, "-c", IMPORTS),
            runs * 3,
            wanted="at most 2.5",
        )
        pair(
            "check CycloneDX 10 000 / Bom.from_json",
            (*OSSCAN, "check", str(cdx)),
            (python, "-c", FROM_JSON, str(cdx)),
            runs,
            wanted="at least 30 times",
        )
        pair(
            "check SPDX 10 000, 20 000 files / spdx_tools parse",
            (*OSSCAN, "check", str(spdx)),
            (python, "-c", SPDX_PARSE, str(spdx)),
            runs,
            wanted="at least 10 times",
        )
        pair(
            "check SPDX 10 000, no files / spdx_tools parse",
            (*OSSCAN, "check", str(bare)),
            (python, "-c", SPDX_PARSE, str(bare)),
            runs,
            wanted="",
        )


if __name__ == "__main__":
    main()
