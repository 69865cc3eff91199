"""How long a pnpm lockfile of some megabytes takes, beside PyYAML's CSafeLoader on the same bytes.

    python benchmarks/pnpm.py
    python benchmarks/pnpm.py --megabytes 20
    python benchmarks/pnpm.py --file some/pnpm-lock.yaml

Each figure is the best of some fresh processes, with Python's garbage collector as it is by default. `layout` is the line
scanner that stands in for a YAML loader (text to tables), `reader` goes on to components, scopes and edges, `command` is
`osscan inventory --format jsonl`, whole process, printing included; `start` is the same on a lockfile without packages. All figures
are CPU seconds (user and system), so that other work on the machine bends them less. The ratio says how many times longer
CSafeLoader takes to load the text, its import not counted.
"""

from __future__ import annotations

import argparse
import base64
import random
import subprocess
import sys
import tempfile
from pathlib import Path

MEASURES = {
    "CSafeLoader": "import yaml; document = lambda: list(yaml.load_all(text, yaml.CSafeLoader))",
    "layout": "from osscan.readers.pnpm_layout import scanned; document = lambda: scanned(text)",
    "reader": (
        "from osscan.inputs.source import Source; from osscan.readers.javascript.pnpm_lock import read; "
        "document = lambda: read(Source('pnpm-lock.yaml', held=text.encode()))"
    ),
}
FRESH = """
import resource, sys, time
text = open(sys.argv[1], encoding="utf-8").read()
{measure}
start = time.process_time()
document()
print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
COMMAND = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "osscan", "inventory", {path}, "--format", "jsonl"], check=False, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
"""


def main() -> int:
    call = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    call.add_argument("--megabytes", type=float, default=5.0)
    call.add_argument("--file", type=Path, help="a lockfile instead of a made one")
    call.add_argument("--rounds", type=int, default=5)
    asked = call.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pnpm-lock.yaml"
        path.write_text(asked.file.read_text("utf-8") if asked.file else made(asked.megabytes), "utf-8")
        print(f"{path.stat().st_size / 1e6:.2f} MB")
        empty = Path(folder) / "empty" / "pnpm-lock.yaml"
        empty.parent.mkdir()
        empty.write_text("lockfileVersion: '9.0'\n", "utf-8")
        scripts = {name: FRESH.format(measure=measure) for name, measure in MEASURES.items()}
        scripts |= {"command": COMMAND.format(path="sys.argv[1]"), "start": COMMAND.format(path=repr(str(empty)))}
        peer = 0.0
        for name, script in scripts.items():
            seconds, megabytes = best(script, path, asked.rounds)
            peer = peer or seconds
            print(f"{name:12} {seconds:7.3f} s {megabytes:5d} MB  {peer / seconds:5.1f}x")
    return 0


def best(script: str, path: Path, rounds: int) -> tuple[float, int]:
    """The shortest CPU time and the memory of that run."""
    runs = []
    for _ in range(rounds):
        out = subprocess.run([sys.executable, "-c", script, str(path)], check=True, capture_output=True, text=True).stdout.split()
        runs.append((float(out[0]), int(out[1])))
    return min(runs)


def made(megabytes: float) -> str:
    """A lockfile of version 9 in pnpm's layout, with shares of scopes, peers, platforms and notes as large projects have them."""
    dice = random.Random(20)
    count = int(megabytes * 1_000_000 / 314)
    names = [f"@scope-{n % 90}/package-{n:05d}" if n % 3 == 0 else f"package-{n:05d}" for n in range(count)]
    versions = [f"{dice.randrange(20)}.{dice.randrange(30)}.{dice.randrange(40)}" for _ in names]
    peers = [dice.randrange(count) if dice.random() < 0.12 else None for _ in names]
    suffixes = [f"({names[peer]}@{versions[peer]})" if peer is not None else "" for peer in peers]
    out = [
        "lockfileVersion: '9.0'\n\nsettings:\n  autoInstallPeers: true\n  excludeLinksFromLockfile: false\n\nimporters:\n\n  .:\n"
    ]
    for table, start in (("dependencies", 0), ("devDependencies", 25)):
        out.append(f"    {table}:\n")
        out += (f"      {_key(names[n])}:\n{_asked(versions[n], suffixes[n])}" for n in range(start, count, 50))
    out.append("\npackages:\n\n")
    for name, version, peer in zip(names, versions, peers, strict=True):
        out.append(f"  {_key(f'{name}@{version}')}:\n    resolution: {{integrity: sha512-{_digest(dice)}}}\n")
        out.append("    engines: {node: '^18.17.0 || >=20.5.0'}\n" if dice.random() < 0.7 else "")
        out.append("    cpu: [x64]\n    os: [linux]\n" if dice.random() < 0.07 else "")
        out.append("    deprecated: 'Not maintained any more: use another one'\n" if dice.random() < 0.02 else "")
        out.append("    hasBin: true\n" if dice.random() < 0.1 else "")
        out.append(f"    peerDependencies:\n      {_key(names[peer])}: ^{versions[peer]}\n" if peer is not None else "")
        out.append("\n")
    out.append("snapshots:\n\n")
    for name, version, suffix in zip(names, versions, suffixes, strict=True):
        needed = sorted({dice.randrange(count) for _ in range(dice.choice((0, 0, 1, 1, 2, 3, 6)))})
        key = _key(f"{name}@{version}{suffix}")
        lines = "".join(f"      {_key(names[n])}: {versions[n]}{suffixes[n]}\n" for n in needed)
        out.append(f"  {key}:\n    dependencies:\n{lines}\n" if needed else f"  {key}: {{}}\n\n")
    return "".join(out)


def _asked(version: str, suffix: str) -> str:
    return f"        specifier: ^{version}\n        version: {version}{suffix}\n"


def _key(text: str) -> str:
    return f"'{text}'" if text.startswith("@") else text


def _digest(dice: random.Random) -> str:
    return base64.b64encode(dice.randbytes(64)).decode()


if __name__ == "__main__":
    raise SystemExit(main())
