"""An SBOM above 32 MB is read in pieces where its components are written as they come."""

from __future__ import annotations

import json


def test_a_large_sbom_is_told_as_one_json_line(osscan, tmp_path):
    row = json.dumps({"type": "library", "name": "x", "version": "1", "description": "y" * 9_000})
    (tmp_path / "big.cdx.json").write_text(
        '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [' + ",".join([row] * 4_000) + "]}"
    )
    (tmp_path / "small.cdx.json").write_text('{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": []}')
    done = osscan("inventory", "big.cdx.json", "small.cdx.json", "--format", "jsonl", "-q")
    lines = {told["path"]: told for told in map(json.loads, done.out.splitlines())}

    assert (done.returncode, done.err, sorted(lines)) == (0, "", ["big.cdx.json", "small.cdx.json"])
    assert (len(lines["big.cdx.json"]["components"]), lines["big.cdx.json"]["complete"]) == (4_000, True)
    assert [problem["code"] for problem in lines["big.cdx.json"]["problems"]] == ["read-in-pieces"]
