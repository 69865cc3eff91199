"""The to-do list of a report: what passing components ask for, each duty once."""

from __future__ import annotations

import json

from osscan.reports.duties import duties


def sbom(*licenses):
    parts = [
        {
            "type": "library",
            "name": f"c{number}",
            "version": "1",
            "purl": f"pkg:maven/g/c{number}@1",
            "licenses": [{"license": {"id": one}}],
        }
        for number, one in enumerate(licenses)
    ]
    return json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": parts})


def told(report):
    return {duty.id: [judged.component.name for judged in duty.members] for duty in duties(report)}


def test_each_duty_stands_once_with_all_that_owe_it(checked, tmp_path):
    (tmp_path / "a.cdx.json").write_text(sbom("MIT", "Apache-2.0", "CC0-1.0"))
    assert {"license-text": ["c0", "c1"], "copyright-notice": ["c0", "c1"], "notice-file": ["c1"]} == told(checked("a.cdx.json"))


def test_what_is_objected_to_is_not_on_the_list(checked, tmp_path):
    (tmp_path / "a.cdx.json").write_text(sbom("SSPL-1.0", "AGPL-3.0-only"))
    assert {} == told(checked("a.cdx.json"))


def test_conditions_come_after_the_duties(checked, tmp_path):
    (tmp_path / "a.cdx.json").write_text(sbom("MPL-2.0", "MIT", "MPL-2.0"))
    listed = told(checked("a.cdx.json", outbound="MIT"))
    assert [("copyright-notice", 3), ("license-text", 3), ("files-stay", 2)] == [
        (key, len(names)) for key, names in listed.items()
    ]
