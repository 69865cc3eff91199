"""A license that a document describes itself gets the same verdict in every format and notation."""

from __future__ import annotations

import json
from datetime import date

import pytest

from osscan.detect.standard_texts import standard_text
from osscan.engine.check import check
from osscan.engine.executor import Serial
from osscan.engine.request import CheckRequest
from osscan.engine.sbom_convert import convert_source, targets
from osscan.inputs.source import Source
from osscan.policy.find import policy_named

POLICY = policy_named("dortmund")
APACHE = standard_text("Apache-2.0") or ""
MIT = (standard_text("MIT") or "").replace("<year>", "2012").replace("<copyright holders>", "Foo Works")
OTHER = "You may look at this program on Tuesdays, as long as the moon is full and nobody else is looking at it with you. " * 3
OWN = [
    ("named", "Apache License, Version 2.0", ""),
    ("nameless", "", APACHE),
    ("both", "Apache License, Version 2.0", APACHE),
    ("contradicting", "The MIT License", APACHE),
    ("text-tells", "Foo License", MIT),
    ("vague-name", "BSD", standard_text("BSD-3-Clause") or ""),
    ("vague-alone", "BSD", ""),
    ("vague-other", "BSD", MIT),
    ("other-text", "MIT License", OTHER),
    ("restricted", "MIT License", f"{MIT}\nThe Software must not be used commercially.\n"),
    ("unknown", "Foo License", ""),
    ("unknown-text", "Foo License", OTHER),
    ("later", "GNU General Public License v2.0 or later", standard_text("GPL-2.0-only") or ""),
    ("denied", "Business Source License 1.1", ""),
]
PASSING = {"named", "nameless", "both", "text-tells", "vague-name"}
DATE = "2026-01-01T00:00:00Z"


def cyclonedx():
    def license_(name, text):
        return ({"name": name} if name else {"name": "license text"}) | ({"text": {"content": text}} if text else {})

    parts = [
        {"type": "library", "name": key, "version": "1", "bom-ref": key, "licenses": [{"license": license_(name, text)}]}
        for key, name, text in OWN
    ]
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {"timestamp": DATE}, "components": parts}


def spdx2():
    packages = [
        {"SPDXID": f"SPDXRef-{key}", "name": key, "versionInfo": "1", "downloadLocation": "NOASSERTION"}
        | {"licenseDeclared": f"LicenseRef-{key}", "licenseConcluded": "NOASSERTION", "filesAnalyzed": False}
        for key, _, _ in OWN
    ]
    own = [
        {"licenseId": f"LicenseRef-{key}", "extractedText": text or name} | ({"name": name} if name else {})
        for key, name, text in OWN
    ]
    return {
        "spdxVersion": "SPDX-2.3",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": "d",
        "dataLicense": "CC0-1.0",
        "documentNamespace": "https://d.example/1",
        "creationInfo": {"created": DATE, "creators": ["Tool: t-1"]},
        "packages": packages,
        "documentDescribes": [f"SPDXRef-{key}" for key, _, _ in OWN],
        "hasExtractedLicensingInfos": own,
    }


def verdicts(content):
    """What is thought of each component; which license counts where it passes (what nobody knows has a name of its own in each format)."""
    report = check(CheckRequest((Source("x", held=content),), POLICY, "", date(2026, 11, 22), "2026-11-22T00:00:00Z"), Serial())
    components = {one.id: one for one in report.components}
    return {
        components[v.component].component.name: (
            v.judgement.level.value,
            v.objects,
            components[v.component].license.expression if v.judgement.level.value != "review" else "",
        )
        for v in report.verdicts
    }


def converted(document, target):
    return convert_source(Source("d.json", held=json.dumps(document).encode()), target).content


@pytest.fixture(scope="module")
def expected():
    return verdicts(json.dumps(cyclonedx()).encode())


def test_names_and_texts_are_heard_and_no_contradiction_passes(expected):
    assert PASSING == {name for name, (level, _, _) in expected.items() if level == "ok"}
    assert {"Apache-2.0"} == {expected[name][2] for name in ("named", "nameless", "both")}
    assert ("denied", "denied") == (expected["denied"][0], expected["later"][0])


def test_both_families_say_the_same_without_any_conversion(expected):
    assert expected == verdicts(json.dumps(spdx2()).encode())


@pytest.mark.parametrize("target", sorted(targets()))
def test_no_conversion_from_cyclonedx_changes_a_verdict(expected, target):
    assert expected == verdicts(converted(cyclonedx(), target))


@pytest.mark.parametrize("target", sorted(targets()))
def test_no_conversion_from_spdx_changes_a_verdict(expected, target):
    assert expected == verdicts(converted(spdx2(), target))
