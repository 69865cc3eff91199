"""Laws of documents: nothing that is wrong is left out, nothing waived is a defect, nothing open is fine, nothing is empty."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osscan.documents.document import Break, Details, Paragraph, Status, Table, Tone
from osscan.model.delivery import DeliveryVerdict
from osscan.model.publication import Criterion
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.policy.office import Office
from osscan.reports import delivery_json
from osscan.reports.kinds.assessment import assessment
from osscan.reports.kinds.criteria import criteria
from osscan.reports.kinds.defects import defects
from osscan.reports.kinds.inside import inside
from osscan.reports.kinds.table import KINDS, case_of, kinds_for
from osscan.reports.stored.door import read

from .sample import (
    FAILED,
    MANUAL,
    PASSED,
    REFUSED,
    SKIPPED,
    UNKNOWN,
    WAIVER,
    KindWords,
    check,
    delivery,
    in_a_word,
    publication,
    scores,
    setting,
    spot,
    texts,
)

DE = setting("de")
OURS = ("V-25", "V-32")


@st.composite
def checks(draw):
    """Some of the 32 checks with any answer; some with places that somebody answers for."""
    numbers = draw(st.lists(st.integers(1, 32), unique=True, min_size=1, max_size=32))
    found = []
    for number in sorted(numbers):
        name = f"V-{number:02}"
        status = draw(st.sampled_from(list(CheckStatus)))
        spots = tuple(spot(f"wrong-{name}-{at}") for at in range(draw(st.integers(1, 3)))) if status is FAILED else ()
        waived = ((spot(f"waived-{name}"), WAIVER),) if draw(st.booleans()) else ()
        told = draw(st.sets(st.sampled_from(list(Criterion)), min_size=1))
        ordered = tuple(sorted(told))
        found.append(check(name, status, draw(st.sampled_from(list(CheckSeverity))), *spots, criteria=ordered, waived=waived))
    return tuple(found)


@given(checks())
@settings(max_examples=60, deadline=None)
def test_everything_that_failed_stands_in_assessment_and_list_of_defects(found) -> None:
    case = case_of(delivery(found), DE)
    told, letter = in_a_word(assessment(case, DE)), in_a_word(defects(case, DE))

    failed = [one.id for one in found if one.status is FAILED]
    assert [one for one in failed if f"{one} · " not in told] == []
    assert [one for one in failed if one not in OURS and f"({one})" not in letter] == []
    assert [one for one in failed if one not in OURS and f"<vendor.{one}.cure>" not in letter] == []


@given(checks())
@settings(max_examples=60, deadline=None)
def test_nothing_waived_is_a_defect_and_nothing_waived_is_left_out(found) -> None:
    case = case_of(delivery(found), DE)
    letter, told = in_a_word(defects(case, DE)), in_a_word(assessment(case, DE))

    assert "waived-" not in letter
    waived = [f"waived-{one.id}" for one in found if one.waived and (one.id != "V-32" or one.status is FAILED)]
    assert [one for one in waived if one not in told] == []


@given(checks())
@settings(max_examples=60, deadline=None)
def test_what_is_open_is_never_said_to_be_fine(found) -> None:
    case = case_of(delivery(found, DeliveryVerdict.INCONCLUSIVE), DE)
    fine = DE.words("paper.nothing-against")
    waiting = [one for one in case.findings if one.status in (UNKNOWN, MANUAL)]

    for kind in kinds_for(case.story):
        document = kind.make(case, DE)
        said = list(texts(document.blocks))
        for finding in waiting:
            assert (DE.words(f"publish.status.{finding.status}"), Tone.GOOD) not in said
        assert not any(isinstance(one, Status) and one.tone is Tone.GOOD for one in document.blocks)
        if any(one.severity is not CheckSeverity.HINT for one in waiting):
            assert fine not in in_a_word(document)
    assert [one.id for one in waiting if not any(unseen.where.startswith(one.id) for unseen in case.unseen)] == []


@given(checks())
@settings(max_examples=40, deadline=None)
def test_nothing_is_graded_where_too_little_was_answered(found) -> None:
    case = case_of(delivery(found), DE)
    table = next(one for one in criteria(case, DE).blocks if isinstance(one, Table))
    graded = {row[0][0].words: row[-1][0].tone is not Tone.OPEN for row in table.rows}

    expected = {
        DE.words(f"publish.criterion.{one.criterion}"): one.asked > 0 and one.answered >= 0.6 * one.asked for one in scores(found)
    }
    assert graded == {name: expected[name] for name in graded}
    assert len(graded) == 7


@given(checks(), st.sampled_from(["de", "en"]))
@settings(max_examples=30, deadline=None)
def test_no_sentence_is_empty_and_twice_is_the_same(found, language) -> None:
    told = setting(language)
    for kind in KINDS[:4]:
        document = kind.make(case_of(delivery(found), told), told)

        assert [words for words, _ in texts(document.blocks) if not words.strip()] == []
        assert kind.make(case_of(delivery(found), told), told) == document
        assert document.title.strip()
        assert document.footer.strip()


@given(checks())
@settings(max_examples=30, deadline=None)
def test_the_language_of_the_stored_report_does_not_matter(found) -> None:
    report = delivery(found)
    german, english = (
        read(delivery_json.render(report, KindWords(language)).encode(), "r.json", KindWords("de")) for language in ("de", "en")
    )

    assert german == english == report


@given(checks())
@settings(max_examples=30, deadline=None)
def test_the_first_page_stays_short(found) -> None:
    document = assessment(case_of(delivery(found), DE), DE)
    first = document.blocks[: next(at for at, one in enumerate(document.blocks) if isinstance(one, Break))]
    rows = [row for one in first if isinstance(one, Table) for row in one.rows]

    assert len(rows) <= 10
    assert max((sum(len(one.words) for one in row[1]) for row in rows), default=0) <= 250
    assert not any(isinstance(one, Details) for one in first)
    assert sum(len(one.words) for one in first if isinstance(one, Paragraph) for one in one.line) <= 900


@given(checks())
@settings(max_examples=30, deadline=None)
def test_whatever_stands_against_it_is_named_on_the_first_page(found) -> None:
    case = case_of(delivery(found), DE)
    document = assessment(case, DE)
    first = document.blocks[: next(at for at, one in enumerate(document.blocks) if isinstance(one, Break))]
    told = "\n".join(words for words, _ in texts(first))
    against = (*case.failed(CheckSeverity.BLOCKER), *case.open(CheckSeverity.BLOCKER))

    assert [one.id for one in against[:11] if one.id not in told] == []
    assert len(against) <= 11 or f"{len(against) - 11} weitere" in told


@pytest.mark.parametrize("status", [UNKNOWN, MANUAL])
def test_a_delivery_of_which_only_hints_are_open_says_so(status) -> None:
    case = case_of(delivery((check("V-29", status, CheckSeverity.HINT),), DeliveryVerdict.ACCEPTABLE, layers=(), problems=()), DE)

    assert DE.words("paper.nothing-against") not in in_a_word(assessment(case, DE))


def test_a_delivery_without_fault_is_to_be_accepted() -> None:
    case = case_of(
        delivery((check("V-01", PASSED, CheckSeverity.BLOCKER),), DeliveryVerdict.ACCEPTABLE, layers=(), problems=()), DE
    )

    assert DE.words("paper.nothing-against") in in_a_word(assessment(case, DE))
    assert "kein Mangel" in in_a_word(defects(case, DE))


def test_contract_and_finding_stand_beside_the_defect() -> None:
    letter = in_a_word(defects(case_of(delivery(), DE), DE))

    assert "<contract.copyleft-erlaubt.title>" in letter
    assert "„nein“" in letter


def test_dependency_ways_are_drawn_for_what_is_objected_to() -> None:
    told = in_a_word(assessment(case_of(delivery(), DE), DE))

    assert "Wie strict-pdf 5.0.0 (AGPL-3.0-only) hineinkommt" in told


def test_what_an_organisation_does_not_say_is_a_blank() -> None:
    told = DE._replace(office=Office())
    document = assessment(case_of(delivery(), told), told)

    assert document.letterhead.reference == "______________"
    assert "______________" in in_a_word(document)
    assert setting("de", "10/3").reference == "10/3"


def test_a_refusal_is_told_to_citizens_with_its_reason() -> None:
    refused = check("PUB-REL-03", PASSED, CheckSeverity.CONDITION)._replace(decision=REFUSED)
    case = case_of(publication((refused,)), DE)
    page = in_a_word(KINDS[4].make(case, DE))

    assert "Das Programm wird nicht veröffentlicht." in page
    assert "Betrugserkennung" in page


def test_a_check_that_does_not_apply_is_neither_open_nor_a_defect() -> None:
    case = case_of(
        delivery((check("V-18", SKIPPED, CheckSeverity.BLOCKER),), DeliveryVerdict.ACCEPTABLE, layers=(), problems=()), DE
    )

    assert "V-18" not in in_a_word(defects(case, DE))
    assert case.unseen == ()


def test_paths_begin_in_the_delivery_and_what_concerns_all_of_it_has_none() -> None:
    checks_ = (
        check("V-08", FAILED, CheckSeverity.BLOCKER, spot("x", "lieferung.zip!/in/lieferung.zip!/a.jar")),
        check("V-01", FAILED, CheckSeverity.CONDITION, spot("y", "lieferung.zip")),
    )
    found = case_of(delivery(checks_), DE).findings

    assert [one.where for finding in found for one in finding.spots] == ["in/lieferung.zip!/a.jar:3", "lieferung.zip:3"]
    assert inside("lieferung.zip")("In lieferung.zip!/a und andere-lieferung.zip!/b") == "In a und andere-lieferung.zip!/b"


def test_hints_are_no_defects_in_the_letter() -> None:
    hint = check("V-29", FAILED, CheckSeverity.HINT, spot("missing"))
    letter = in_a_word(defects(case_of(delivery((hint,), DeliveryVerdict.ACCEPTABLE, layers=(), problems=()), DE), DE))

    assert "kein Mangel" in letter
    assert "1 Hinweis ohne Frist" in letter
    assert "Nicht erfüllt" not in letter


def test_the_vendor_never_reads_of_a_file_that_only_we_have() -> None:
    kept = check("V-26", FAILED, CheckSeverity.CONDITION, spot("copyleft", "vertrag.yml", key="copyleft_erlaubt"))
    case = case_of(delivery((kept,)), DE)

    assert [one.where for one in case.findings[0].spots] == [""]
    assert "vertrag.yml" not in in_a_word(defects(case, DE))


@pytest.mark.parametrize(("check_id", "code"), [("V-12", "review"), ("V-14", "contested")])
def test_what_only_we_can_decide_is_no_defect_of_theirs(check_id, code) -> None:
    left = check(check_id, FAILED, CheckSeverity.CONDITION, spot(code, "lieferung.zip!/left.jar"))
    both = check(
        check_id, FAILED, CheckSeverity.CONDITION, spot(code, "lieferung.zip!/left.jar"), spot("denied", "lieferung.zip!/bad.jar")
    )

    assert check_id not in in_a_word(defects(case_of(delivery((left,)), DE), DE))
    told = in_a_word(defects(case_of(delivery((both,)), DE), DE))
    assert ("bad.jar" in told, "left.jar" in told) == (True, False)
    assert "left.jar" in in_a_word(assessment(case_of(delivery((left,)), DE), DE))
