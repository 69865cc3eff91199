"""License text detection beside ScanCode's: accuracy on labelled files, speed on real trees, wall time of a whole check.

    python benchmarks/detection.py accuracy [--corpus DIR] [--peer PYTHON] [--keep DIR] [--wrong N]
    python benchmarks/detection.py speed TREE... [--peer PYTHON] [--peer-limit SECONDS] [--runs N]
    python benchmarks/detection.py check TREE

PYTHON is the interpreter of an environment of its own that has scancode-toolkit 32.5.0 (it works with pluggy 1.5.0 only).
Without --peer, osscan is measured alone. The corpus lies in OSSCAN_CORPUS or in ../shared/corpus beside the checkout.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from pathlib import Path

import detection_accuracy
import detection_speed

OSSCAN = (sys.executable, "-m", "osscan")


def main() -> None:
    asked = parser().parse_args()
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    asked.run(asked)


def accuracy(asked: argparse.Namespace) -> None:
    if not (asked.corpus / "detection").is_dir():
        raise SystemExit("corpus not found: set OSSCAN_CORPUS")
    detection_accuracy.measure(
        (asked.corpus / "detection").resolve(),
        None if asked.skip_osscan else OSSCAN,
        asked.peer,
        asked.keep,
        wrong=asked.wrong,
    )


def speed(asked: argparse.Namespace) -> None:
    scancode = asked.peer and asked.peer.with_name("scancode")
    start = detection_speed.start_up(OSSCAN, asked.runs)
    for tree in asked.trees:
        detection_speed.measure(OSSCAN, tree.resolve(), asked.runs, start, scancode=scancode, limit=asked.peer_limit)


def check(asked: argparse.Namespace) -> None:
    detection_speed.check(OSSCAN, asked.tree.resolve(), asked.runs)


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = whole.add_subparsers(required=True)
    one = parts.add_parser("accuracy", help="figures on labelled files")
    beside = Path(__file__).resolve().parents[2] / "shared" / "corpus"
    one.add_argument("--corpus", type=Path, default=Path(os.environ.get("OSSCAN_CORPUS") or beside))
    one.add_argument("--peer", type=Path, metavar="PYTHON", help="the interpreter that has ScanCode")
    one.add_argument(
        "--keep", type=Path, metavar="DIR", help="where ScanCode's answers are kept, by content and name, for the next run"
    )
    one.add_argument("--wrong", type=int, default=0, metavar="N", help="also print N wrong cases of each group")
    one.add_argument("--skip-osscan", action="store_true", help="ScanCode alone")
    one.set_defaults(run=accuracy)
    two = parts.add_parser("speed", help="CPU time and memory on source trees")
    two.add_argument("trees", type=Path, nargs="+", metavar="TREE")
    two.add_argument("--peer", type=Path, metavar="PYTHON", help="the interpreter that has ScanCode")
    two.add_argument(
        "--peer-limit", type=float, metavar="SECONDS", help="stop ScanCode after that: the ratio is then a lower bound"
    )
    two.add_argument("--runs", type=int, default=3, help="of osscan; ScanCode runs once")
    two.set_defaults(run=speed)
    three = parts.add_parser("check", help="wall time of a whole check")
    three.add_argument("tree", type=Path, metavar="TREE")
    three.add_argument("--runs", type=int, default=3)
    three.set_defaults(run=check)
    return whole


if __name__ == "__main__":
    main()
