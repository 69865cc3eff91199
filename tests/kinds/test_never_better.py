"""A document never says better than its report: what is unfinished, refused or nearly whole is told as that."""

from __future__ import annotations

import json

import pytest
from tests.reports.sample import REPORTS, SampleWords

from osscan.documents.document import Break, Status, Table, Tone
from osscan.documents.written import Written
from osscan.errors import StoredReportError
from osscan.model.delivery import DeliveredFile, DeliveryVerdict
from osscan.model.place import Place
from osscan.model.problem import error, warning
from osscan.model.publication import PublicationVerdict
from osscan.model.report import Outcome
from osscan.model.verdict import CompatibilityWord, Level, PolicyWord
from osscan.reports import delivery_json, report_json
from osscan.reports.kinds.assessment import assessment
from osscan.reports.kinds.citizens import citizens
from osscan.reports.kinds.defects import defects
from osscan.reports.kinds.file_set import beginning
from osscan.reports.kinds.table import case_of, kinds_for
from osscan.reports.kinds.technical import technical
from osscan.reports.stored.door import read
from osscan.texts.catalogue import Words

from .sample import (
    BLOCKER,
    CONDITION,
    FAILED,
    MANUAL,
    PASSED,
    REFUSED,
    WAIVER,
    KindWords,
    check,
    delivery,
    in_a_word,
    publication,
    setting,
    spot,
)

DE = setting("de")
FINE = DE.words("paper.nothing-against")
UNSETTLED = DE.words("paper.defects.unsettled")
GOOD = check("V-01", PASSED, BLOCKER)
BARE = {"layers": (), "problems": (), "parts": (), "contract": (), "bills": ()}


def of(report, told=DE):
    case = case_of(report, told)
    return in_a_word(assessment(case, told)), in_a_word(defects(case, told))


def check_setting(language="de"):
    words = SampleWords(language)
    return DE._replace(words=words, written=Written(words))


def test_reasons_say_what_the_first_page_says_where_not_everything_could_be_looked_at() -> None:
    vermerk, letter = of(delivery((GOOD,), DeliveryVerdict.ACCEPTABLE))

    assert FINE not in vermerk
    assert vermerk.count(DE.words("paper.unseen.some")) == 2
    assert UNSETTLED in letter


@pytest.mark.parametrize(
    ("name", "status", "code"), [("V-25", MANUAL, ""), ("V-12", FAILED, "review"), ("V-14", FAILED, "contested")]
)
def test_a_letter_without_a_defect_says_that_we_are_not_done(name, status, code) -> None:
    open_ = check(name, status, BLOCKER, *((spot(code),) if code else ()))
    _, letter = of(delivery((GOOD, open_), DeliveryVerdict.INCONCLUSIVE, **BARE))

    assert "kein Mangel" in letter
    assert UNSETTLED in letter


def test_a_letter_on_what_is_settled_says_no_more_than_that() -> None:
    assert UNSETTLED not in of(delivery((GOOD,), DeliveryVerdict.ACCEPTABLE, **BARE))[1]


@pytest.mark.parametrize("name", ["incomplete", "empty"])
def test_licenses_that_could_not_be_read_are_told_in_vermerk_and_letter(name) -> None:
    told = check_setting()
    case = case_of(REPORTS[name](), told)
    letter = in_a_word(defects(case, told))

    assert FINE not in in_a_word(assessment(case, told))
    assert UNSETTLED in letter
    assert [one.said for one in case.unseen if one.said not in letter] == []


def test_licenses_that_are_not_established_are_told_where_they_leave_the_report_open() -> None:
    report = REPORTS["passing"]()
    first, *rest = report.verdicts
    judgement = first.judgement._replace(
        policy=first.judgement.policy._replace(verdict=PolicyWord.UNKNOWN_LICENSE),
        compatibility=first.judgement.compatibility._replace(verdict=CompatibilityWord.UNKNOWN),
        level=Level.REVIEW,
    )
    report = report._replace(
        outcome=Outcome.INCOMPLETE, verdicts=(first._replace(judgement=judgement, objects=False), *rest), problems=()
    )
    case = case_of(report, check_setting())

    assert [one.said for one in case.unseen] == [f"{report.components[0].component.name} 1.0.0: Lizenz unbekannt"]
    assert FINE not in of(report, check_setting())[0]


def test_remarks_on_the_policy_that_count_stand_against_it() -> None:
    report = REPORTS["passing"]()
    facts = {"waiver": "W-7", "owner": "IT", "expires": "2026-01-31"}
    remark = error("policy-waiver-expired", Place("policy.yaml", "", 4), **facts)
    report = report._replace(outcome=Outcome.OBJECTIONS, problems=(remark,), summary=report.summary._replace(remarks=1))
    told = check_setting()
    vermerk, letter = of(report, told)

    assert FINE not in vermerk
    assert "policy.yaml:4: Ausnahme W-7 (IT) ist am 2026-01-31 abgelaufen." in vermerk.replace("\n", "")
    assert case_of(report, told).unseen == ()
    assert "Ausnahme ist abgelaufen" in letter


def refused(**more):
    decided = check("PUB-REL-03", PASSED, CONDITION)._replace(decision=REFUSED._replace(**more))
    return publication((decided,), PublicationVerdict.READY)


def test_what_people_refused_is_not_proposed_for_release() -> None:
    for language in ("de", "en"):
        told = setting(language)
        case = case_of(refused(), told)

        for kind in kinds_for(case.story):
            document = kind.make(case, told)
            said = in_a_word(document)
            assert told.words("paper.publication.proposal.ready") not in said
            assert told.words("paper.publication.verdict.ready") not in said
            assert told.words("paper.nothing-against") not in said
            assert not any(isinstance(one, Status) and one.tone is Tone.GOOD for one in document.blocks)
    assert "Es bleibt bei der Entscheidung" in of(refused())[0]


@pytest.mark.parametrize("reason", ["Betrugserkennung", "Betrugserkennung.", "Betrugserkennung. "])
def test_a_reason_ends_with_one_full_stop(reason) -> None:
    case = case_of(refused(reason=reason), DE)

    assert "Der Grund dafür ist: Betrugserkennung.\n" in in_a_word(citizens(case, DE)) + "\n"
    assert case.decided.endswith("Grund: Betrugserkennung.")


def test_a_refusal_without_a_reason_names_none() -> None:
    page = in_a_word(citizens(case_of(refused(reason=" "), DE), DE))

    assert "Wir haben so entschieden.\n" in page
    assert "Der Grund dafür ist" not in page


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 5, "0 %"),
        (1, 20_000, "0,1 %"),
        (1, 3, "33,3 %"),
        (19_999, 20_000, "99,9 %"),
        (5, 5, "100 %"),
    ],
)
def test_all_and_nothing_are_said_only_of_all_and_nothing(part, whole, said) -> None:
    assert DE.written.share(part, whole) == said.replace(" ", "\u00a0")


def test_states_of_waivers_are_words_of_the_language() -> None:
    for language, states in (("de", ("gilt", "abgelaufen", "nicht gebraucht")), ("en", ("holds", "expired", "not needed"))):
        told = check_setting(language)
        annex = next(one for one in case_of(REPORTS["objecting"](), told).annexes if one.key == "waivers")

        assert tuple(row[1][0].words for row in annex.blocks[0].rows) == states


@pytest.mark.parametrize(("language", "said"), [("de", "24 Byte, 4 Dateien"), ("en", "24 bytes, 4 files")])
def test_a_delivery_without_archives_has_none(language, said) -> None:
    told = setting(language)
    counts = delivery().counts._replace(files=4, bytes=24, layers=0)
    report = delivery((GOOD,), counts=counts, delivery=DeliveredFile("eingang/ordner", 0, "", "", ""))
    facts = dict(case_of(report, told).facts)

    assert facts[told.words("paper.fact.extent")][0].words.replace("\u00a0", " ") == said


def stored(change, report=None):
    document = json.loads(delivery_json.render(report or delivery(), KindWords("de")))
    change(document)
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("change", "route"),
    [
        (lambda one: one.update(verdict="acceptable"), "verdict"),
        (lambda one: one.update(verdict="acceptable-with-conditions"), "verdict"),
        (lambda one: one.update(verdict="inconclusive"), "verdict"),
        (lambda one: one.update(verdict="acceptable", checks=[], criteria=[]), "checks"),
        (lambda one: one["criteria"][0].update(met=500), "criteria[0]"),
        (lambda one: one["criteria"][0].update(asked=1, answered=1, met=1), "criteria[0]"),
        (lambda one: one["criteria"][1].update(criterion="S"), "criteria[1]"),
    ],
)
def test_a_report_that_contradicts_itself_becomes_no_document(change, route) -> None:
    with pytest.raises(StoredReportError) as caught:
        read(stored(change), "r.json", KindWords("de"))

    (problem,) = caught.value.problems
    assert (problem.code, problem.place.route) == ("stored-contradiction", route)
    assert Words("de")("problem.stored-contradiction.message", problem.facts)


def test_the_decision_about_a_delivery_has_no_say_in_its_verdict() -> None:
    report = delivery((GOOD, check("V-32", FAILED, CONDITION, spot("x"))), DeliveryVerdict.ACCEPTABLE)

    assert read(stored(lambda one: None, report), "r.json", KindWords("de")) == report


@pytest.mark.parametrize(
    ("change", "route"),
    [
        (lambda one: one.update(outcome="passed"), "outcome"),
        (lambda one: one.update(outcome="incomplete"), "outcome"),
        (lambda one: one["summary"].update(objections=0), "summary.objections"),
        (lambda one: one["summary"].update(not_evaluated=0), "summary.not_evaluated"),
    ],
)
def test_licenses_that_are_objected_to_cannot_be_counted_away(change, route) -> None:
    document = json.loads(report_json.render(REPORTS["objecting"](), SampleWords("de")))
    change(document)

    with pytest.raises(StoredReportError) as caught:
        read(json.dumps(document).encode(), "r.json", SampleWords("de"))

    (problem,) = caught.value.problems
    assert (problem.code, problem.place.route) == ("stored-contradiction", route)


@pytest.mark.parametrize("title", ["W" * 3000, "Apache-2.0 AND " * 200])
def test_long_titles_leave_room_on_the_first_page(title) -> None:
    case = case_of(delivery(), DE)
    case = case._replace(findings=tuple(one._replace(title=title) for one in case.findings))
    document = assessment(case, DE)
    first = document.blocks[: next(at for at, one in enumerate(document.blocks) if isinstance(one, Break))]
    tables = [one for one in first if isinstance(one, Table)]

    assert max(sum(len(one.words) for one in row[1]) for one in tables for row in one.rows) <= 350
    assert title in in_a_word(document)


@pytest.mark.parametrize(
    ("fix", "added"), [("init license", 0), ("init readme", 1)], ids=["named in the step", "not named in the step"]
)
def test_a_command_stands_in_a_next_step_once(fix, added) -> None:
    words = Words("de")
    told = DE._replace(words=words, written=Written(words))
    step = case_of(publication((check("PUB-LIC-02", FAILED, BLOCKER, fix=fix),)), told).findings[0].next

    assert (step.count("osscan publish"), step.count("Befehl: ")) == (1 + added, added)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ((), "1 Punkt ist noch zu klären."),
        ((check("V-05", FAILED, CONDITION, spot("x")),), "1 Auflage ist zu erfüllen. 1 weiterer Punkt ist noch zu klären."),
    ],
)
def test_only_what_comes_after_something_is_further(before, said) -> None:
    checks = (GOOD, *before, check("V-25", MANUAL, CONDITION))

    assert f"\n{said}\n" in of(delivery(checks, DeliveryVerdict.ACCEPTABLE_WITH_CONDITIONS, **BARE))[0]


def test_what_is_said_of_a_component_is_no_half_sentence() -> None:
    spots = [spot.said for one in case_of(REPORTS["objecting"](), check_setting()).findings for spot in one.spots]

    assert "keine Lizenz (keine Angabe gefunden)" in spots
    assert "abgelehnt, unverträglich („AGPLv3“)" in spots


@pytest.mark.parametrize("made", [delivery, publication])
def test_waivers_that_are_over_or_not_needed_are_told(made) -> None:
    case = case_of(made(expired_waivers=(WAIVER,), unused_waivers=(WAIVER._replace(check="V-11", only="lib/*"),)), DE)
    annex = next(one for one in case.annexes if one.key == "waivers")

    assert [tuple(cell[0].words.replace("\u00a0", " ") for cell in row) for row in annex.blocks[0].rows] == [
        ("V-10", "abgelaufen", "Ausgenommen durch office bis 31. Januar 2027: known"),
        ("V-11 lib/*", "nicht gebraucht", "Ausgenommen durch office bis 31. Januar 2027: known"),
    ]
    for kind in (assessment, technical):
        assert "V-11 lib/*" in in_a_word(kind(case, DE))


@pytest.mark.parametrize(
    ("change", "route"),
    [
        (lambda one: one["delivery"].update(size=10**400), "delivery.size"),
        (lambda one: one["counts"].update(files=-1), "counts.files"),
        (lambda one: one["counts"]["licenses"][0].update(components=2**60), "counts.licenses[0].components"),
        (lambda one: one["bills"][0].update(present=-3), "bills[0].present"),
        (lambda one: one["layers"][0].update(size=-3), "layers[0].size"),
    ],
)
def test_figures_that_count_nothing_are_refused(change, route) -> None:
    with pytest.raises(StoredReportError) as caught:
        read(stored(change), "r.json", KindWords("de"))

    (problem,) = caught.value.problems
    assert (problem.code, problem.place.route) == ("stored-wrong-value", route)
    assert " - at " not in dict(problem.facts)["value"]


def test_a_byte_order_mark_before_a_report_is_no_damage() -> None:
    assert read(b"\xef\xbb\xbf" + stored(lambda one: None), "r.json", KindWords("de")) == delivery()


@pytest.mark.parametrize(
    ("path", "stamp", "said"),
    [
        ("eingang/..", "2026-11-22T10:00:00Z", "2026-11-22"),
        ("a/-.-", "2026-11-22T10:00:00Z", "2026-11-22"),
        ("a/Ämter & Co.zip", "２０２６-１１-２２", "0000-00-00_Aemter-Co.zip"),
    ],
)
def test_names_of_files_hold_only_what_every_register_takes(path, stamp, said) -> None:
    report = delivery(delivery=DeliveredFile(path, 1, "", "", ""), generated_at=stamp)

    assert beginning(case_of(report, DE)) == said


def test_the_technical_report_tells_warnings_and_where_inputs_disagree() -> None:
    told = check_setting()
    case = case_of(REPORTS["objecting"](), told)
    annexes = {
        one.key: [tuple(cell[0].words for cell in row) for row in one.blocks[0].rows]
        for one in case.annexes
        if isinstance(one.blocks[0], Table)
    }

    assert annexes["conflicts"] == [("font 1.0.0", "Angegeben ist etwas anderes, als gefunden wurde.")]
    assert [where for where, _ in annexes["remarks"]] == ["policies/dortmund.yaml:88:3", "sbom/shop.cdx.json:7", "big.json"]
    assert "Angegeben ist etwas anderes, als gefunden wurde." in in_a_word(assessment(case, told))


@pytest.mark.parametrize("made", [delivery, publication])
def test_warnings_of_a_check_are_told_to_those_who_mend_it(made) -> None:
    case = case_of(made(problems=(warning("bytes-not-text", Place("a.txt"), encoding="utf-8", offset="7"),)), DE)

    assert "a.txt" in in_a_word(technical(case, DE))
    assert case_of(made(problems=()), DE).annexes == tuple(one for one in case.annexes if one.key != "remarks")
