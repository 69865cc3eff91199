"""ScanCode's answers about files, asked once for each content and name and kept for the next run."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WORKER = Path(__file__).with_name("detection_peer.py").resolve()
Line = dict[str, Any]


def ask(python: Path, files: list[str], home: Path, keep: Path | None) -> Iterator[Line]:
    """One answer for each file, in their order. The name counts beside the content: ScanCode looks at suffixes."""
    keys = {path: (hashlib.sha256((home / path).read_bytes()).hexdigest(), Path(path).name) for path in files}
    store = keep / "scancode.jsonl" if keep else None
    known = kept(store) if store and store.exists() else {}
    missing = [path for path, key in keys.items() if key not in known]
    if missing:
        print(f"asking ScanCode about {len(missing)} files", flush=True)
        known |= answers(python, missing, home, store)
    for path, key in keys.items():
        yield {**known[key], "path": path}


def kept(store: Path) -> dict[tuple[str, str], Line]:
    """What is in the store; the last line may have been cut off by an interrupted run."""
    text = store.read_text(encoding="utf-8")
    whole = text[: text.rfind("\n") + 1]
    if whole != text:
        store.write_text(whole, encoding="utf-8")
    return by_content(json.loads(line) for line in whole.splitlines())


def answers(python: Path, files: list[str], home: Path, store: Path | None) -> dict[tuple[str, str], Line]:
    """Runs the worker, and adds each line to the store as soon as it comes."""
    if store:
        store.parent.mkdir(parents=True, exist_ok=True)
    found = []
    with subprocess.Popen((python, WORKER), cwd=home, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdin  # noqa: S101 - only to tell the type checker that a pipe is there
        assert worker.stdout  # noqa: S101 - the same
        for path in files:
            worker.stdin.write(path + "\n")
            worker.stdin.flush()
            line = worker.stdout.readline()
            if not line.endswith("\n"):
                raise SystemExit(f"ScanCode ended at {path}: see above")
            found.append(json.loads(line))
            if store:
                with store.open("a", encoding="utf-8") as more:
                    more.write(line)
        worker.stdin.close()
    return by_content(found)


def by_content(lines: Iterator[Line] | list[Line]) -> dict[tuple[str, str], Line]:
    return {(line["sha256"], Path(line["path"]).name): line for line in lines}
