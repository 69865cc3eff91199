"""Whole-process CPU time of `osscan license outbound` on SBOMs of many components, and of `compat --pairs` on many questions.

    python benchmarks/outbound.py [--runs 5] [--components 10000]

Needs an environment with osscan. CPU time is user + system of the child process, the median of the runs. Three SBOMs: licenses
as real ones have them, the same without any possible outbound, and one with as many different expressions as components, which
no real product has: nothing is remembered from one component to the next.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

LICENSE = (sys.executable, "-m", "osscan", "license")
OSSCAN = (*LICENSE, "outbound")
USUAL = (*("MIT",) * 40, *("Apache-2.0",) * 15, *("ISC",) * 10, *("BSD-3-Clause",) * 8, *("BSD-2-Clause",) * 4)
RARE = ("MPL-2.0", "LGPL-2.1-or-later", "LGPL-3.0-only", "EPL-2.0", "CC0-1.0", "Zlib", "PSF-2.0", "CDDL-1.0", "0BSD", "BSL-1.0")
CHOICES = ("MIT OR Apache-2.0", "GPL-2.0-or-later OR MIT", "Apache-2.0 AND BSD-3-Clause", "(MIT OR GPL-3.0-only) AND ISC")
STRICT = ("GPL-2.0-only", "GPL-3.0-only", "AGPL-3.0-only", "CDDL-1.0", "EPL-1.0", "SSPL-1.0")
ECOSYSTEMS = ("npm", "pypi", "golang", "cargo", "maven", "generic")


def usual(random_: random.Random, _: int) -> str:
    return random_.choice(USUAL + RARE * 2 + CHOICES)


def conflicting(random_: random.Random, number: int) -> str:
    return STRICT[number // 7 % len(STRICT)] if number % 7 == 0 else usual(random_, number)


def all_different(random_: random.Random, number: int) -> str:
    """Every component has an expression of its own: nothing can be remembered from one to the next."""
    parts = random_.sample([*set(USUAL), *RARE, *STRICT[:3]], 3 + number % 4)
    operators = [random_.choice((" AND ", " OR ")) for _ in parts[1:]]
    text = parts[0]
    for operator, part in zip(operators, parts[1:], strict=True):
        text = f"({text}){operator}{part}"
    return text


def sbom(count: int, license_of: Callable[[random.Random, int], str]) -> dict:
    random_ = random.Random(count)
    components = []
    for number in range(count):
        purl = f"pkg:{ECOSYSTEMS[number % len(ECOSYSTEMS)]}/package-{number}@1.{number % 50}.{number}"
        components.append(
            {
                "type": "library",
                "bom-ref": purl,
                "name": f"package-{number}",
                "version": f"1.{number % 50}.{number}",
                "purl": purl,
                "licenses": [{"expression": license_of(random_, number)}],
            }
        )
    edges = [
        {"ref": one["bom-ref"], "dependsOn": [two["bom-ref"] for two in components[2 * at + 1 : 2 * at + 3]]}
        for at, one in enumerate(components)
    ]
    root = {"type": "application", "bom-ref": "root", "name": "benchmark", "version": "1.0.0"}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": root},
        "components": components,
        "dependencies": [{"ref": "root", "dependsOn": [components[0]["bom-ref"]]}, *edges],
    }


def questions(count: int, ids: list[str]) -> list[str]:
    """As many questions about any two of these licenses."""
    random_ = random.Random(count)
    return [
        json.dumps(
            {
                "inbound": random_.choice(ids),
                "outbound": random_.choice(ids),
                "relation": random_.choice(("incorporate", "dynamic-link")),
                "provision": "binary",
            }
        )
        for _ in range(count)
    ]


def measure_questions(folder: str, runs: int) -> None:
    """100 000 rows, of which many or few differ."""
    from osscan.knowledge import osadl

    for ids in (list(osadl.covered()), sorted({*USUAL, *RARE, *CHOICES})):
        rows = questions(100_000, ids)
        file = Path(folder, "questions.jsonl")
        file.write_text("\n".join(rows), encoding="utf-8")
        times = [cpu_of((*LICENSE, "compat", "--pairs", str(file))) for _ in range(runs)]
        print(f"100000 questions, {len(set(rows))} different: {statistics.median(times):.2f} s CPU")


def cpu_of(command: tuple[str, ...]) -> float:
    """User and system seconds of one child process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1, 3) or b"Traceback" in done.stderr:
        raise SystemExit(f"{command} ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--components", type=int, default=10_000)
    asked = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f}; median of {asked.runs} runs")
    with tempfile.TemporaryDirectory() as folder:
        for name, license_of in (("usual", usual), ("no outbound possible", conflicting), ("all different", all_different)):
            document = sbom(asked.components, license_of)
            file = Path(folder, f"{license_of.__name__}.cdx.json")
            file.write_text(json.dumps(document), encoding="utf-8")
            kinds = len({one["licenses"][0]["expression"] for one in document["components"]})
            further = () if license_of is all_different else ((", all candidates", ("--candidates", "all")),)
            for label, options in (("", ()), (", json", ("--format", "json")), *further):
                times = [cpu_of((*OSSCAN, str(file), *options)) for _ in range(asked.runs)]
                print(f"{asked.components} components, {kinds} expressions, {name}{label}: {statistics.median(times):.2f} s CPU")
        measure_questions(folder, asked.runs)


if __name__ == "__main__":
    main()
