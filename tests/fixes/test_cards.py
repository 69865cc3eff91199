"""The command that a check names for its mending is there."""

from __future__ import annotations

import pytest

from osscan.checks.table import CHECKS
from osscan.fixes.table import FIX, INIT
from osscan.texts.catalogue import LANGUAGES, Words

NAMES = {"init": {thing.name for thing in INIT}, "fix": {thing.name for thing in FIX}}


def test_every_check_names_a_thing_that_there_is() -> None:
    named = [(one.id, one.fix.split()) for one in CHECKS if one.fix.startswith(("init ", "fix "))]

    assert [(name, words) for name, words in named if words[1] not in NAMES[words[0]]] == []
    assert len(named) > 20


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", NAMES)
def test_help_names_every_thing(language, command) -> None:
    told = Words(language)(f"cli.publish.{command}.help")

    assert [name for name in NAMES[command] if name not in told] == []
