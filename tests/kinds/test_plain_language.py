"""What is written for everybody can be read by everybody: short, in short sentences, in common words."""

from __future__ import annotations

import re

import pytest

from osscan.documents.document import Status
from osscan.model.publication import PublicationVerdict
from osscan.model.report import CheckSeverity
from osscan.reports.kinds.assessment import summary
from osscan.reports.kinds.citizens import citizens
from osscan.reports.kinds.table import case_of

from .plain import amstad, lix, sentences, words
from .sample import FAILED, PASSED, REFUSED, check, delivery, publication, setting, texts

STATES = [*PublicationVerdict, "refused"]
FAMILIES = ("LIC", "DEP", "LEAK", "META", "DOC", "GOV", "SEC", "REPO", "STD", "A11Y", "REL")
ABBREVIATION = re.compile(r"\b(?:[A-ZÄÖÜ]{2,}|z\. ?B\.|d\. ?h\.|u\. ?a\.|e\. ?g\.|i\. ?e\.)")


def page(state, language):
    """The page with a point of every family."""
    blocking = () if state in ("ready", "refused") else FAMILIES[:6]
    checks = [check(f"PUB-{one}-01", FAILED, CheckSeverity.BLOCKER) for one in blocking]
    checks += [check(f"PUB-{one}-01", FAILED, CheckSeverity.CONDITION) for one in FAMILIES if one not in blocking]
    if state == "refused":
        refused = REFUSED._replace(reason="Sicherheit" if language == "de" else "safety")
        checks.append(check("PUB-REL-03", PASSED, CheckSeverity.CONDITION)._replace(decision=refused))
    verdict = PublicationVerdict.READY if state == "refused" else state
    told = setting(language)
    return citizens(case_of(publication(checks, verdict), told), told)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("state", STATES)
def test_in_short_has_at_most_120_words_and_is_easy(state, language) -> None:
    status = next(one for one in page(state, language).blocks if isinstance(one, Status))
    text = f"{status.word} {' '.join(one.words for one in status.said)}"
    print(f"{state} {language}: {len(words(text))} words, LIX {lix(text):.1f}, Amstad {amstad(text):.0f}")  # noqa: T201 - shown with -s

    assert len(words(text)) <= 120
    assert lix(text) <= 45
    assert [one for one in sentences(text) if len(words(one)) > 15] == []
    assert ABBREVIATION.findall(text) == []


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("state", STATES)
def test_the_whole_page_is_easy(state, language) -> None:
    document = page(state, language)
    text = "\n".join([document.title, *(one for one, _ in texts(document.blocks))])
    print(f"{state} {language}: {len(words(text))} words, LIX {lix(text):.1f}, Amstad {amstad(text):.0f}")  # noqa: T201 - shown with -s

    assert lix(text) <= 45
    assert [one for one in sentences(text) if len(words(one)) > 15] == []
    assert ABBREVIATION.findall(text) == []


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("report", [delivery, publication])
def test_the_summary_of_an_assessment_is_easy(report, language) -> None:
    told = setting(language)
    text = summary(case_of(report(), told), told)

    assert lix(text) <= 45
    assert [one for one in sentences(text) if len(words(one)) > 15] == []


def test_the_measures_are_those_of_their_authors() -> None:
    assert lix("Das ist ein Satz. Veröffentlichung dauert.") == pytest.approx(6 / 2 + 100 * 1 / 6)
    assert amstad("Das ist gut.") == pytest.approx(180 - 3 - 58.5)
    assert sentences("Eins. Zwei?\nDrei") == ["Eins.", "Zwei?", "Drei"]
