"""What ScanCode says about files, one JSON line each; run by the Python that has scancode-toolkit, never by osscan's.

    PATH_OF_SCANCODE_PYTHON benchmarks/detection_peer.py < LIST_OF_FILES > lines.jsonl

Two views of one matching: `matches` as the index gives them, `detections` as a user's report groups and filters them.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path
from typing import Any

SECONDS_A_FILE = 300


class Remembering:
    """An index that hands out the matches of a file once computed, so that both views cost one matching."""

    def __init__(self, matches: list[Any]) -> None:
        self.matches = matches

    def match(self, **_: Any) -> list[Any]:
        return self.matches


def described(match: Any) -> dict[str, Any]:
    return {
        "expression": match.rule.spdx_license_expression(),
        "rule": match.rule.identifier,
        "matcher": match.matcher,
        "start_line": match.start_line,
        "end_line": match.end_line,
        "coverage": match.coverage(),
        "score": match.score(),
        "rule_length": match.rule.length,
        "matched_length": match.len(),
    }


def answer(location: str, index: Any) -> dict[str, Any]:
    from scancode.api import get_licenses

    began = time.process_time()
    found = index.match(location=location, min_score=0, deadline=time.time() + SECONDS_A_FILE)
    matches = [described(match) for match in found]
    seen = get_licenses(location, min_score=0, index=Remembering(found)) if found else {}
    return {
        "path": location,
        "sha256": hashlib.sha256(Path(location).read_bytes()).hexdigest(),
        "cpu": round(time.process_time() - began, 3),
        "matches": matches,
        "detections": [
            match["license_expression_spdx"] for one in seen.get("license_detections", []) for match in one["matches"]
        ],
        "clues": [match["license_expression_spdx"] for match in seen.get("license_clues", [])],
        "detected": seen.get("detected_license_expression_spdx"),
    }


def main() -> None:
    from licensedcode.cache import get_index

    index = get_index()
    for line in sys.stdin:
        print(json.dumps(answer(line.rstrip("\n"), index)), flush=True)


if __name__ == "__main__":
    main()
