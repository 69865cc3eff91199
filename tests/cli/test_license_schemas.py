"""The help desk's documents follow the schemas that docs/schema publishes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"


def follows(document, name):
    schema = json.loads((SCHEMAS / f"osscan-{name}-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "asked",
    [
        ("MIT", "EUPL-1.2"),
        ("GPL-2.0-or-later OR MIT", "EUPL-1.2", "--relation", "dynamic-link"),
        ("(MIT AND EPL-2.0) OR BUSL-1.1", "GPL-3.0-only", "--provision", "binary"),
        ("GPL-3.0-only", "EUPL-1.2", "--relation", "dynamic-link"),
        ("BSD", "MIT"),
        ("no such thing AND", "MIT"),
    ],
)
def test_an_answer_follows_its_schema(osscan, asked):
    follows(json.loads(osscan("license", "compat", *asked, "--format", "json").stdout), "compat")


@pytest.mark.parametrize(
    "subject", ["EUPL-1.2", "GPL-2.0-only WITH Classpath-exception-2.0", "MIT OR CC-BY-NC-4.0", "LicenseRef-x", "BSD"]
)
def test_a_card_follows_its_schema(osscan, subject):
    follows(json.loads(osscan("license", "show", subject, "--format", "json").stdout), "license")
