"""An expression of which a part may be missing is no answer, however well the rest reads."""

from __future__ import annotations

import pytest

from osscan.knowledge.normalise import Clarity, normalise


@pytest.mark.parametrize("text", ["GPL-2.0-only AND (MIT", "MIT OR Apache-2.0)", "(Apache 2.0 or MIT", "GPL v2 and (MIT"])
def test_a_bracket_without_its_partner_is_not_mended(text):
    found = normalise(text, {})
    assert (Clarity.UNRESOLVED, None) == (found.clarity, found.tree)
    assert found.fault is not None
