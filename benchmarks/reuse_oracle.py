"""REUSE beside the reference tool, each in a process of its own: the same files, the same lacks, the same verdict, and how fast.

    python benchmarks/reuse_oracle.py --reuse PROGRAM FOLDER... [--runs 3]      projects, best fresh checkouts
    python benchmarks/reuse_oracle.py --reuse PROGRAM FOLDER... --spoil         seven spoiled copies of each (fresh checkouts)
    python benchmarks/reuse_oracle.py --reuse PROGRAM                           the small trees of tests/reuse
    python benchmarks/reuse_oracle.py --reuse PROGRAM --write                   what tests/reuse expects is written anew

`PROGRAM` is `reuse` 6.2. CPU is user + system of the whole process, the median of the runs; the tools take turns.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1] / "tests" / "reuse"
OURS = (sys.executable, str(Path(__file__).resolve()), "--ours")
Facts = dict[str, Any]
DAMAGE = {
    "all-gone": ((b"SPDX-", b"SPD-"), (b"Copyright", b"Copyr"), ("©".encode(), b"o")),
    "broken": ((b"License-Identifier: ", b"License-Identifier: X Y "),),
    "half": ((b"License-Identifier", b"Lic"),),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--reuse", default="reuse")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--spoil", action="store_true")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--ours", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.ours:
        print(json.dumps(_trees().facts(asked.ours)))
    elif asked.folders:
        for folder in asked.folders:
            if asked.spoil:
                spoiled(folder, asked.reuse)
            else:
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
    same = "DIFFERENT" if differing(peer, own) else "the same"
    print(
        f"{folder.name:24s} {len(own['files']):6d} files, {len(own['without license']):4d} / {len(own['without copyright']):4d} lacking, "
        f"compliant {own['compliant']!s:5s} {same:9s}  CPU {cpu:5.2f} s, reuse {peer_cpu:5.2f} s, {peer_cpu / cpu:4.1f} times"
    )
    for name, (theirs, mine) in differing(peer, own).items():
        print(f"    {name}: reuse {theirs}, osscan {mine}")


def spoiled(folder: Path, reuse: str) -> None:
    """Copies that lack a text, have too many, lack REUSE.toml, or lose tags in forty files drawn by lot."""
    for kind in ("text-gone", "texts-more", "text-bare", "toml-gone", "all-gone", "broken", "half"):
        with tempfile.TemporaryDirectory() as place:
            copy = Path(place).resolve() / f"{folder.name}-{kind}"
            shutil.copytree(folder, copy, symlinks=True)
            spoil(copy, kind)
            compare(copy, reuse, 1)


def spoil(project: Path, kind: str) -> None:
    """Does one kind of damage."""
    texts = sorted((project / "LICENSES").iterdir())
    if kind == "text-gone":
        texts[0].unlink()
    elif kind == "texts-more":
        for name in ("Foo.txt", "GPL-2.0.txt", "0BSD.txt", "BSD-2-Clause"):
            (project / "LICENSES" / name).write_text("x")
    elif kind == "text-bare":
        texts[-1].rename(texts[-1].with_suffix(""))
    elif kind == "toml-gone":
        for file in (*project.rglob("REUSE.toml"), *project.glob(".reuse/dep5")):
            file.unlink()
    else:
        for file in random.Random(7).sample(_own_files(project), k=min(40, len(_own_files(project)))):
            content = file.read_bytes()
            for old, new in DAMAGE[kind]:
                content = content.replace(old, new)
            file.write_bytes(content)


def _own_files(project: Path) -> list[Path]:
    listed = subprocess.run(("git", "-C", str(project), "ls-files", "-z"), capture_output=True, text=True, check=True).stdout
    files = [project / name for name in listed.split("\0") if name]
    return [file for file in files if file.is_file() and not file.is_symlink() and file.name not in ("REUSE.toml", "dep5")]


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
    below, plain = f"{folder.resolve()}/", _trees().plain

    def paths(key: str) -> list[str]:
        return sorted(str(path).removeprefix(below).removeprefix(f"{folder}/") for path in lacks[key])

    return {
        "compliant": found["summary"]["compliant"],
        "files": sorted(file["path"] for file in files),
        "without license": paths("missing_licensing_info"),
        "without copyright": paths("missing_copyright_info"),
        "unreadable": paths("read_errors"),
        "invalid": sorted(file["path"] for file in files if not all(one["is_valid"] for one in file["spdx_expressions"])),
        "expressions": sorted(
            f"{file['path']}: {plain(one['value'])}, {one['source']}" for file in files for one in file["spdx_expressions"]
        ),
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
