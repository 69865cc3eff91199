"""CPU time, memory and equal answers of license detection on whole source trees, with ScanCode on the same tree in the same run."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

NOTICE = (
    "# Licensed under the Apache License, Version 2.0 (the License); you may not use this file except in compliance with it.\n"
)
RACY_SECOND = 1.1
"""Git's index trusts a file's time of change only when the index is younger than the file; times have whole seconds at worst."""
Command = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """What a command and all that it started used; digest and number of lines of what it wrote."""

    cpu: float
    wall: float
    megabytes: float
    output: str
    lines: int
    stopped: bool = False


def measure(osscan: Command, tree: Path, runs: int, start: float, *, scancode: Path | None, limit: float | None) -> None:
    """Prints the figures of one tree; `start`: the CPU seconds of a run over one small file."""
    files = [file for file in tree.rglob("*") if file.is_file() and not file.is_symlink()]
    size = sum(file.stat().st_size for file in files)
    print(f"\n{tree.name}: {len(files)} files, {size / 1e6:.1f} MB")
    detect = (*osscan, "license", "detect", "--format", "jsonl")
    first = median([used((*detect, "--no-cache", tree.name), tree.parent) for _ in range(runs)])
    say("osscan", first, f"{first.lines} answers; wanted at most 250 MB")
    rates = f"{len(files) / first.cpu:.0f} with start, {len(files) / max(first.cpu - start, 0.001):.0f} without"
    print(f"  files per CPU second: {rates} (wanted 1 000 on ordinary trees, 150 where licenses are dense)")
    if scancode:
        with tempfile.TemporaryDirectory() as folder:
            command = (str(scancode), "--license", "-n", "1", "--quiet", "--json", str(Path(folder) / "found.json"), tree.name)
            theirs = used(command, tree.parent, limit)
        note = "stopped: a lower bound; " if theirs.stopped else ""
        say("ScanCode", theirs, f"{len(files) / theirs.cpu:.2f} files per CPU second")
        print(
            f"  {note}{theirs.cpu / first.cpu:.0f} times the CPU time of osscan (wanted at least 50), {theirs.wall / first.wall:.0f} times the wall time"
        )
    several(detect, tree, first)
    again(detect, tree, runs)


def several(detect: Command, tree: Path, first: Usage) -> None:
    """Says whether the number of processes changes a byte."""
    for jobs in (1, 2, max(4, os.cpu_count() or 1)):
        found = used((*detect, "--no-cache", "--jobs", str(jobs), tree.name), tree.parent)
        say(f"{jobs} processes", found, same(found, first))


def again(detect: Command, tree: Path, runs: int) -> None:
    """Runs over a fresh checkout of the tree in git: without a cache, with a new one, and with the one of that run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy = folder / tree.name
        shutil.copytree(tree, copy, symlinks=True, ignore=shutil.ignore_patterns(".git"))
        time.sleep(RACY_SECOND)
        commit(copy)
        time.sleep(RACY_SECOND)
        plain = median([used((*detect, "--no-cache", copy.name), folder) for _ in range(runs)])
        say("git checkout, no cache", plain)
        cached = (*detect, "--cache-dir", str(folder / "cache"), copy.name)
        new = used(cached, folder)
        say("git checkout, new cache", new, same(new, plain))
        known = median([used(cached, folder) for _ in range(runs)])
        say(
            "git checkout, second run",
            known,
            f"{known.cpu / new.cpu:.0%} of the first run's CPU (wanted at most 15 %); {same(known, plain)}",
        )


def start_up(osscan: Command, runs: int) -> float:
    """Prints and returns the CPU seconds of one small file with a license notice: start of the interpreter, index and all."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "small.py").write_text(NOTICE, encoding="utf-8")
        command = (*osscan, "license", "detect", "--format", "jsonl", "--no-cache", "small.py")
        used(command, Path(name))
        found = median([used(command, Path(name)) for _ in range(max(5, runs))])
    say("one small file", found, "wanted at most 0.35 s CPU")
    return found.cpu


def check(osscan: Command, tree: Path, runs: int) -> None:
    """Prints the wall time of `osscan check` on a checkout, with as many processes as there are cores, and with one."""
    files = sum(file.is_file() for file in tree.rglob("*"))
    for jobs in dict.fromkeys((os.cpu_count() or 1, 1)):
        found = median([used((*osscan, "check", "--quiet", "--jobs", str(jobs), tree.name), tree.parent) for _ in range(runs)])
        say(f"check, {jobs} processes", found, f"{tree.name}: {files} files; wanted less than 10 s wall for 5 000")


def used(command: Command, folder: Path, limit: float | None = None) -> Usage:
    """Runs a command in a process group of its own, and stops the group when the limit is reached."""
    began = time.perf_counter()
    digest, lines = hashlib.sha256(), 0
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=errors, start_new_session=True) as child,
    ):
        timer = threading.Timer(limit or 0, os.killpg, (child.pid, signal.SIGTERM))
        if limit:
            timer.start()
        while child.stdout and (part := child.stdout.read(1 << 20)):
            digest.update(part)
            lines += part.count(b"\n")
        _, status, usage = os.wait4(child.pid, 0)
        timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read()
    wall = time.perf_counter() - began
    stopped = limit is not None and wall >= limit
    if not stopped and (child.returncode not in (0, 1, 3, 4) or b"Traceback" in said):
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}: {said.decode(errors='replace')[-500:]}")
    return Usage(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, digest.hexdigest(), lines, stopped)


def median(runs: list[Usage]) -> Usage:
    """The medians of several runs; an output that is not always the same is an error."""
    if len({run.output for run in runs}) > 1:
        raise SystemExit("two runs of the same command gave different outputs")
    cpu, wall, megabytes = (
        statistics.median(column) for column in zip(*((r.cpu, r.wall, r.megabytes) for r in runs), strict=True)
    )
    return Usage(cpu, wall, megabytes, runs[0].output, runs[0].lines)


def same(one: Usage, other: Usage) -> str:
    return "the same bytes" if one.output == other.output else "OTHER BYTES"


def say(what: str, usage: Usage, note: str = "") -> None:
    print(f"  {what:26s} {usage.cpu:9.3f} s CPU {usage.wall:9.3f} s wall {usage.megabytes:8.1f} MB   {note}", flush=True)


def commit(folder: Path) -> None:
    """Makes the folder a git checkout whose files are all known to the index, whatever the user's own settings are."""
    git = ("git", "-c", "core.autocrlf=false", "-c", "user.name=benchmark", "-c", "user.email=benchmark@example.org")
    for command in (("init", "--quiet"), ("add", "--all", "--force"), ("commit", "--quiet", "--no-verify", "--message", "tree")):
        subprocess.run((*git, *command), cwd=folder, check=True)
