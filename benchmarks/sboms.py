"""SBOMs of 10,000 components beside the libraries that the field uses, in one process and one run: `python benchmarks/sboms.py [count]`.

Reading: bytes in memory to an Inventory here; `Bom.from_json` of a decoded document and `parse_file` of a file there.
Validating: the schema layer of the same CycloneDX document, with all faults and formats, beside cyclonedx-python-lib's strict
validator on a document of 250 components (it stops at the first fault, and larger ones take minutes); sense of 100,000 SPDX packages.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import inputs
from osscan.inputs.source import Source
from osscan.readers.sbom import cyclonedx_json, spdx_json

_ROUNDS = 5


def seconds(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """Processor time of the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def reading(count: int) -> None:
    from cyclonedx.model.bom import Bom
    from spdx_tools.spdx.parser.parse_anything import parse_file

    warnings.simplefilter("ignore")
    cyclonedx = json.dumps(inputs.cyclonedx(count), indent=2).encode()
    spdx = json.dumps(inputs.spdx(count), indent=2).encode()
    # The libraries first: what a process has in memory costs whoever comes later.
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "bom.spdx.json")
        file.write_bytes(spdx)
        spdx_tools = seconds(lambda: parse_file(str(file)), 1)
    library = seconds(lambda: Bom.from_json(json.loads(cyclonedx)), 1)
    gc.collect()
    told("CycloneDX JSON", len(cyclonedx), seconds(lambda: cyclonedx_json.read(Source("x", held=cyclonedx))), library)
    told("SPDX JSON", len(spdx), seconds(lambda: spdx_json.read(Source("x", held=spdx))), spdx_tools)


def validating() -> None:
    from datetime import UTC, datetime

    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    from osscan.sbom.schema import cyclonedx_findings, spdx2_findings
    from osscan.sbom.semantics_spdx2 import findings

    document = inputs.cyclonedx(250)
    version = document["specVersion"]
    text = json.dumps(document)
    judge = JsonStrictValidator(SchemaVersion.from_version(version))
    library = seconds(lambda: judge.validate_str(text), 1)
    cyclonedx_findings(document, version)
    told("CycloneDX schema, 250 components", len(text), seconds(lambda: cyclonedx_findings(json.loads(text), version)), library)
    large = inputs.spdx(100_000, 0)
    print(f"SPDX schema, 100,000 packages: {seconds(lambda: spdx2_findings(large, '2.3'), 1):.1f} s")
    now = datetime.now(UTC)
    print(f"SPDX sense, 100,000 packages: {seconds(lambda: findings(large, '2.3', now), 1):.1f} s")


def told(what: str, size: int, ours: float, theirs: float) -> None:
    print(f"{what}, {size / 1e6:.1f} MB: {ours:.3f} s, library {theirs:.2f} s, {theirs / ours:.0f}x")


def whole_process(count: int) -> None:
    """`osscan check` from the start of the interpreter to its end."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "bom.cdx.json")
        file.write_bytes(json.dumps(inputs.cyclonedx(count), indent=2).encode())
        best = float("inf")
        for _ in range(_ROUNDS):
            before = os.times()
            subprocess.run([sys.executable, "-m", "osscan", "check", str(file)], capture_output=True, check=False)
            after = os.times()
            spent = after.children_user - before.children_user + after.children_system - before.children_system
            best = min(best, spent)
    print(f"osscan check, whole process, CycloneDX JSON, {count} components: {best:.2f} s")


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    reading(wanted)
    validating()
    whole_process(wanted)
