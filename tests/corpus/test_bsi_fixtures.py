"""Fixtures of another checker for BSI TR-03183-2: what we answer on the field that each is about, and why where we differ.

The expectation is that of the fixture's name, under the reading of the checker that it comes from (docs: sbom-profiles).
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path

import pytest

from osscan.inputs.source import Source
from osscan.sbom.codec import facts_of
from osscan.sbom.opening import open_document
from osscan.sbom.profiles.base import Subject
from osscan.sbom.profiles.bsi_2_1 import PROFILE

pytestmark = pytest.mark.corpus

DEMANDS = {demand.code: demand for demand in PROFILE.demands}
FIELDS = (
    ("Metadata", "Timestamp", "bsi-timestamp"),
    ("Metadata", "", "bsi-sbom-creator"),
    ("SerialNumber", "", "bsi-sbom-uri"),
    ("DocumentNamespace", "", "bsi-sbom-uri"),
    ("", "Dependencies", "bsi-dependencies"),
    ("", "Email", "bsi-component-creator"),
    ("", "EmailAndURL", "bsi-component-creator"),
    ("ComponentManufacturer", "", "bsi-component-creator"),
    ("ComponentOrganizationSupplier", "", "bsi-component-creator"),
    ("ComponentDownloadURL", "", "bsi-deployable-uri"),
    ("ComponentSourceCodeURL", "", "bsi-source-uri"),
    ("ComponentSourceHash", "", "bsi-source-hash"),
    ("ComponentHash", "", "bsi-hash"),
    ("ComponentDeployableHash", "", "bsi-hash"),
    ("ComponentExtRefDistribution", "", "bsi-hash"),
    ("ComponentLicenseDeclared", "", "bsi-original-licence"),
    ("ComponentLicense", "", "bsi-distribution-licence"),
    ("ComponentBsiArchive", "", "bsi-archive"),
    ("ComponentBsiExecutable", "", "bsi-executable"),
    ("ComponentBsiStructured", "", "bsi-structured"),
    ("ComponentName", "", "bsi-component-name"),
    ("ComponentVersion", "", "bsi-component-version"),
    ("ComponentCPE", "", "bsi-identifiers"),
    ("ComponentPURL", "", "bsi-identifiers"),
    ("Vulnerabilities", "", "bsi-vulnerabilities"),
)
"""Beginning and end of a fixture's subject, and the demand that it is about; the first that fits."""
KEPT = ("valid", "no", "leaf")
"""Claims under which the fixture's author expects the field to be met."""


@cache
def home() -> Path:
    folder = Path(os.environ.get("OSSCAN_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus") / "sbom"
    if not folder.is_dir():
        pytest.skip("corpus not found: set OSSCAN_CORPUS")
    return folder


@cache
def fixtures():
    """By name; where two of one name differ, the second keeps the beginning of its hash."""
    lines = (home() / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    found = {}
    for row in (json.loads(line) for line in lines if line.strip()):
        if row.get("bsi") and row["bsi"]["subject"]:
            file = row["path"].rpartition("/")[2]
            name = file.partition("_")[2]
            found[file if name in found else name] = row
    return found


def field(subject):
    return next((code for begin, end, code in FIELDS if subject.startswith(begin) and subject.endswith(end)), None)


def answers(row, *codes):
    """The codes of what we miss."""
    opened = open_document(Source(row["path"], str(home() / row["path"])))
    subject = Subject(facts_of(opened.family, opened.document), opened.document, opened.notation)
    told = {code: DEMANDS[code].look(subject) for code in codes}
    return {gap.code or code for code, one in told.items() for gap in one.gaps if not gap.note}


@cache
def ours():
    """By fixture: whether its author expects the field to be met, and what we miss."""
    found = {}
    for name, row in fixtures().items():
        code = field(row["bsi"]["subject"])
        if code is not None:
            found[name] = (row["bsi"]["claim"] in KEPT, answers(row, code))
    return found


DIFFERENCES = {
    # 5.2.2 and the note in table 9: what needs nothing has an empty entry; silence is no enumeration.
    "leafComponentNoDependencies.cdx16.json": {"bsi-dependencies"},
    "leafComponentNoDependencies.spdx23.json": {"bsi-dependencies"},
    "validComponentDependencies.spdx23.json": {"bsi-dependencies"},
    # 5.2.2: "executable" or "non-executable", "structured" or "unstructured"; "true" is neither.
    "validComponentBsiExecutable.cdx16.json": {"bsi-property-value"},
    "validComponentBsiStructured.cdx16.json": {"bsi-property-value"},
    # 5.2.2 and table 9: the checksum stands with what is distributed; where a component came in is another place.
    "validComponentDeployableHashDistributionIntake.cdx16.json": {"bsi-hash"},
    "validComponentExtRefDistributionIntakeHashSHA256.cdx16.json": {"bsi-hash"},
    "validComponentExtRefDistributionIntakeHashSHA512.cdx16.json": {"bsi-hash"},
    "validComponentHashSHA256.cdx16.json": {"bsi-hash"},
    # 5.2.2: SHA-512.
    "validComponentExtRefDistributionHashEmpty.cdx16.json": {"bsi-hash-algorithm"},
    "validComponentExtRefDistributionHashSHA1.cdx16.json": {"bsi-hash-algorithm"},
    "validComponentExtRefDistributionHashSHA256.cdx16.json": {"bsi-hash-algorithm"},
    # 3.2.9: the vendor is not the creator.
    "validComponentOrganizationSupplier.spdx23.json": {"bsi-component-creator-supplier"},
    "validComponentSupplierEmail.cdx16.json": {"bsi-component-creator-supplier"},
    "validComponentSupplierEmailAndURL.cdx16.json": {"bsi-component-creator-supplier"},
    # 5.2.4: free text of SPDX 2.3 is no field for a URI.
    "validComponentSourceCodeURL.spdx23.json": {"bsi-source-uri"},
}


def test_our_answer_is_that_of_the_fixture_except_where_the_guideline_says_otherwise() -> None:
    differing = {name: missed for name, (kept, missed) in ours().items() if kept == bool(missed)}

    assert differing == {name: codes for name, codes in DIFFERENCES.items() if name in ours()}


def test_every_fixture_is_about_a_field() -> None:
    whole = {name for name, row in fixtures().items() if "FullyCompliant" in row["bsi"]["subject"]}

    assert set(fixtures()) - set(ours()) == whole


def test_fixture_that_claims_to_have_everything_has_wrong_words_and_a_vendor_for_a_creator() -> None:
    row = fixtures().get("validFullyCompliantBsiV21.cdx16.json")
    if row is None:
        pytest.skip("this part of the corpus is not here")
    needed = [demand.code for demand in PROFILE.demands if demand.level == "must"]

    assert answers(row, *needed) == {"bsi-property-value", "bsi-component-creator-supplier"}
