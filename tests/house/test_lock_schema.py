"""The published schema of osscan.lock and the program agree."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from jsonschema import Draft202012Validator

from osscan.model.claim import ClaimRole, Form, Joined
from osscan.model.verdict import LicenseStatus
from osscan.store.lock import Curation, Entry, LockedClaim
from osscan.store.lock_text import text_of

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[2] / "docs" / "schema" / "osscan-lock-1.schema.json").read_text(encoding="utf-8")
)
CLAIM = SCHEMA["$defs"]["claim"]["properties"]


def test_schema_is_a_schema() -> None:
    assert Draft202012Validator.check_schema(SCHEMA) is None


def test_schema_knows_the_words_that_the_program_knows() -> None:
    assert (CLAIM["role"]["enum"], CLAIM["form"]["enum"], ["alone", *CLAIM["joined"]["enum"]]) == (
        list(ClaimRole),
        list(Form),
        list(Joined),
    )
    assert SCHEMA["$defs"]["entry"]["properties"]["status"]["enum"] == list(LicenseStatus)


def test_what_is_written_keeps_to_the_schema() -> None:
    claims = (
        LockedClaim("local:installed", ClaimRole.DECLARED, Form.CLASSIFIER, "A", "2026-01-01", Joined.ALL, 1, 0.5, "x", "0" * 64),
        LockedClaim("registry:npm", ClaimRole.DECLARED, Form.ID, "B", "2026-01-02"),
    )
    curation = Curation("MIT", "license officer", date(2026, 1, 1), "looked", date(2027, 1, 1))
    full = Entry("MIT", "resolved", ("role-curated",), (("SHA512", "ab"),), claims, curation)
    text = text_of({"pkg:npm/a@1": full, "pkg:npm/b@1": Entry(None, "absent")})

    assert [fault.message for fault in Draft202012Validator(SCHEMA).iter_errors(json.loads(text))] == []
