"""What only the SBOM names may be built into a program: its copyleft counts, and nobody is told that nothing is owed."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from tests.delivered import shop

from osscan.deliveries.holding import answers
from osscan.deliveries.table import CHECKS
from osscan.engine.executor import Serial
from osscan.engine.vendor_gather import Asked, gather
from osscan.engine.vendor_judge import checked
from osscan.inputs.source import Source
from osscan.policy.find import policy_named

STRICT, LIBRARY = "pkg:cargo/strict@1.0.0", "pkg:cargo/library@1.0.0"


@pytest.fixture
def delivery(tmp_path):
    """A program in which crates may be, and an SBOM that names them."""

    def delivery(*parts, contract="", more=None):
        files = shop.files(**{"bin/tool": b"\x7fELF" + bytes(300), **(more or {})})
        declared = [*shop.declared(), *(shop.component(*part) for part in parts)]
        bill = json.dumps(shop.sbom(files["permits-3.1.0.war"], declared))
        target = tmp_path / "permits.zip"
        target.write_bytes(shop.zipped({**files, "sbom.cdx.json": bill}))
        agreed = Source("vertrag.yml", held=f"schema: osscan/contract/1\n{contract}\n".encode()) if contract else None
        policy = policy_named("dortmund", tests=False)
        return gather(Asked((str(target),), policy, "", dt.date(2026, 11, 22), "2026-11-22T00:00:00Z", contract=agreed), Serial())

    return delivery


def said(delivery, id_):
    told = next(one for one in checked(CHECKS, delivery) if one.id == id_)
    return (told.status.value, told.reason, [spot.key for spot in told.spots])


def test_source_of_what_may_be_built_in_stays_open(delivery):
    told = delivery((STRICT, "GPL-3.0-only"), (LIBRARY, "LGPL-2.1-only"))

    assert said(told, "V-17") == ("unknown", "built-in-open", [LIBRARY, STRICT])
    assert said(told, "V-18") == ("unknown", "built-in-open", [LIBRARY])


def test_a_written_offer_settles_the_source_of_what_may_be_built_in(delivery):
    offer = "We will provide the complete source code of all components on request for three years: source@vendor.example\n"

    assert said(delivery((STRICT, "GPL-3.0-only"), more={"SOURCE-OFFER.txt": offer}), "V-17") == ("passed", "", [])


def test_of_what_may_be_built_in_under_a_permissive_license_nothing_is_owed(delivery):
    told = delivery((STRICT, "MIT"))

    assert [said(told, id_)[0] for id_ in ("V-17", "V-18")] == ["passed", "passed"]


@pytest.mark.parametrize(("license_", "found", "kept"), [("GPL-3.0-only", "copyleft", False), ("MIT", "no-copyleft", True)])
def test_a_promise_of_no_copyleft_counts_what_may_be_built_in(delivery, license_, found, kept):
    told = delivery((STRICT, license_), contract="copyleft_erlaubt: nein")

    assert [(one.found, one.kept) for one in answers(told) if one.promise == "copyleft_erlaubt"] == [(found, kept)]
