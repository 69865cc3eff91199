"""How long documents take: every kind in every format out of the stored report on a delivery of 2 000 packages."""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

FORMATS = ("html", "pdf", "odt", "docx", "md", "xlsx", "ods", "csv")
LICENSES = ("MIT", "Apache-2.0", "BSD-3-Clause", "ISC", "MPL-2.0", "GPL-3.0-only", "AGPL-3.0-only", "")


def main() -> None:
    """Prints a row for each kind: CPU seconds of `osscan report` for each format, start-up included, and how large the file is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=int, default=2000)
    count = parser.parse_args().packages
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _delivery(folder / "delivery.zip", count)
        _run(folder, "vendor", "check", "delivery.zip", "--format", "json=report.json", "--no-cache")
        print(f"report: {(folder / 'report.json').stat().st_size / 1e6:.1f} MB")
        for kind in ("assessment", "defects", "criteria", "technical"):
            told = []
            for form in FORMATS:
                spent = _run(folder, "report", "report.json", "--kind", kind, "-o", f"out.{form}")
                told.append(f"{form} {spent:.2f} s {(folder / f'out.{form}').stat().st_size / 1e3:.0f} kB")
            print(f"{kind}: {', '.join(told)}")
        print(f"--all: {_run(folder, 'report', 'report.json', '--all', '-o', 'set'):.2f} s")


def _delivery(file: Path, count: int) -> None:
    """Packages with a license each, of which every tenth is not in the SBOM."""
    parts = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            name, license_ = f"part-{number:04}", LICENSES[number % len(LICENSES)]
            told = {"name": name, "version": "1.0.0", **({"license": license_} if license_ else {})}
            archive.writestr(f"web/node_modules/{name}/package.json", json.dumps(told))
            if number % 10:
                parts.append({"type": "library", "name": name, "version": "1.0.0", "purl": f"pkg:npm/{name}@1.0.0"})
        archive.writestr("sbom.cdx.json", json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": parts}))


def _run(folder: Path, *arguments: str) -> float:
    """CPU of the process, user and system."""
    before = _spent()
    done = subprocess.run(
        [sys.executable, "-m", "osscan", *arguments, "--lang", "de"], cwd=folder, capture_output=True, check=False
    )
    if done.returncode not in (0, 1, 3):
        raise SystemExit(done.stderr.decode())
    return _spent() - before


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
