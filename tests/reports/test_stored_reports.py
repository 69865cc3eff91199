"""Stored reports come back as the values that were written; what was changed by hand is told with place and key."""

from __future__ import annotations

import json

import pytest

from osscan.errors import StoredReportError
from osscan.model.place import Place
from osscan.model.problem import warning
from osscan.model.publication import (
    BadgeLevel,
    Checked,
    Clause,
    Criterion,
    CriterionScore,
    Decision,
    Profile,
    ProjectKind,
    PublicationReport,
    PublicationVerdict,
    Spot,
    Waiving,
)
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.reports import publication_json, report_json
from osscan.reports.stored.door import read, stored_report
from osscan.texts.catalogue import Words

from .sample import REPORTS, SampleWords

EN, DE = Words("en"), Words("de")
WAIVER = Waiving("PUB-DOC-05", "", "office", "soon", "2027-01-31", Place(".osscan/publish.yml", "waivers[0]", 3, 5))
SPOT = Spot("missing", Place("docs/a.md", "x[1]", 4, 2), (("asked", "2"), ("word", "ä\u202e")), "docs/a.md", CheckSeverity.HINT)


def publication():
    checks = (
        Checked(
            "PUB-LIC-01",
            CheckStatus.UNKNOWN,
            CheckSeverity.BLOCKER,
            (Criterion.SECURITY, Criterion.SUSTAINABILITY),
            (Clause("OSPS Baseline", "LE-03", ("BSI TR-03185-2 LE.02",)), Clause("openCode", "")),
            (),
            (),
            "no-git",
            (("a", "b"),),
            "init license",
        ),
        Checked("PUB-DOC-05", CheckStatus.PASSED, CheckSeverity.CONDITION, (), (), (), ((_spot("PUB-DOC-05"), WAIVER),)),
        Checked(
            "PUB-REL-01",
            CheckStatus.PASSED,
            CheckSeverity.CONDITION,
            (),
            (),
            reason="recorded",
            fix="notice",
            decision=Decision("PUB-REL-01", "yes", "office", "2026-11-01", "12-3", "", "", Place("d.jsonl", "", 1)),
        ),
    )
    return PublicationReport(
        path="shop",
        profile=Profile.OPENCODE,
        kind=ProjectKind.SERVICE,
        verdict=PublicationVerdict.INCONCLUSIVE,
        checks=checks,
        criteria=(CriterionScore(Criterion.SECURITY, 1, 0, 0),),
        badges=(BadgeLevel("maintained", 1, "commits", None, (("commits", "3"),)),),
        problems=(warning("waiver-idle-for-a-test", Place("a"), x="1"),)[:0],
        revision="0" * 40,
        generated_at="2026-11-22T10:00:00Z",
        tool=("osscan", "0.1.0"),
        data=(("spdx", "3.28"),),
        policy_hash="f" * 64,
        unused_waivers=(WAIVER,),
        expired_waivers=(WAIVER._replace(place=Place("p")),),
    )


def _spot(check):
    """A spot of a check, with a code of its own."""
    code = next(
        key.split(".")[2]
        for key in _keys()
        if key.startswith(f"publish.{check}.") and key.split(".")[2] not in ("title", "why", "next")
    )
    return SPOT._replace(code=code, facts=(*SPOT.facts, *((name, "1") for name in _facts(f"publish.{check}.{code}"))))


def _keys():
    from osscan.texts.catalogue import sentences

    return sentences("en", "publish")


def _facts(key):
    from string import Formatter

    return sorted({name for _, name, _, _ in Formatter().parse(_keys()[key]) if name})


@pytest.mark.parametrize("words", [EN, DE], ids=["en", "de"])
def test_a_publication_comes_back_whole_whatever_its_language(words) -> None:
    assert read(publication_json.render(publication(), words).encode(), "r.json", EN) == publication()


@pytest.mark.parametrize("name", sorted(set(REPORTS) - {"hostile"}))
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_report_comes_back_whole_whatever_its_language(name, language) -> None:
    report = REPORTS[name]()
    told = read(report_json.render(report, SampleWords(language)).encode(), "r.json", SampleWords("en"))

    assert told == same_refs(report)
    for other in ("de", "en"):
        assert report_json.render(told, SampleWords(other)) == report_json.render(report, SampleWords(other))


def same_refs(report):
    """Key, scope and relation as one input alone says them are not stored; what counts for the union is."""
    return report._replace(components=tuple(map(_same_refs, report.components)))


def _same_refs(one):
    component = one.component._replace(ref=one.id, relation=None, scope=one.scope)
    expressions = one.license.expressions or (None,) * len(component.claims)
    return one._replace(component=component, license=one.license._replace(expressions=expressions))


def test_a_hostile_report_is_written_again_as_it_was() -> None:
    first = report_json.render(REPORTS["hostile"](), SampleWords("de"))
    again = report_json.render(read(first.encode(), "r.json", SampleWords("de")), SampleWords("de"))

    assert again == first.replace("\\ufffd", "\ufffd")


def changed(change):
    document = json.loads(publication_json.render(publication(), EN))
    change(document)
    return json.dumps(document).encode()


def told(content, words=EN):
    with pytest.raises(StoredReportError) as caught:
        read(content, "r.json", words)
    (problem,) = caught.value.problems
    return problem.code, problem.place.route, dict(problem.facts)


@pytest.mark.parametrize(
    ("change", "code", "route", "facts"),
    [
        (lambda one: one["checks"][1].pop("severity"), "stored-key-missing", "checks[1]", {"key": "severity"}),
        (lambda one: one.pop("tool"), "stored-key-missing", "", {"key": "tool"}),
        (
            lambda one: one["checks"][0].update(status="fine"),
            "stored-wrong-value",
            "checks[0].status",
            {"value": "'fine'"},
        ),
        (
            lambda one: one["checks"].append("V-01"),
            "stored-wrong-type",
            "checks[3]",
            {"expected": "object", "found": "str"},
        ),
        (lambda one: one.update(checks=7), "stored-wrong-type", "checks", {"expected": "array", "found": "int"}),
        (
            lambda one: one["checks"][0].update(id="PUB-LIC-99"),
            "stored-code-unknown",
            "checks[0].id",
            {"key": "publish.PUB-LIC-99.title"},
        ),
        (
            lambda one: one["checks"][0].update(reason_code="{0.__class__}"),
            "stored-code-unknown",
            "checks[0].reason_code",
            {"key": "publish.reason.{0.__class__}"},
        ),
        (
            lambda one: one["checks"][1]["waived"][0].update(code="other"),
            "stored-code-unknown",
            "checks[1].waived[0].code",
            {"key": "publish.PUB-DOC-05.other"},
        ),
        (
            lambda one: one.update(schema="osscan/publication/2"),
            "stored-schema-unknown",
            "",
            {"found": "osscan/publication/2", "known": "osscan/delivery/1, osscan/publication/1, osscan/report/1"},
        ),
        (lambda one: one.update(schema=["x"]), "stored-schema-unknown", "", None),
        (lambda one: one.pop("schema"), "stored-schema-unknown", "", None),
    ],
)
def test_what_was_changed_by_hand_is_told_with_its_place(change, code, route, facts) -> None:
    found = told(changed(change))

    assert found[:2] == (code, route)
    assert facts is None or found[2] == facts


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe{", b"[" * 200_000, b'{"schema":' + b"[" * 200_000, b"[]", b'"x"', b"null"]
)
def test_what_is_no_report_is_refused(content) -> None:
    assert told(content)[0] in ("stored-broken", "stored-wrong-type")


def test_a_file_that_is_not_there_is_told(tmp_path) -> None:
    with pytest.raises(StoredReportError) as caught:
        stored_report(tmp_path / "none.json", "none.json", EN)
    assert [one.code for one in caught.value.problems] == ["stored-unreadable"]


def test_verdicts_of_other_components_are_refused() -> None:
    document = json.loads(report_json.render(REPORTS["objecting"](), SampleWords("en")))
    document["verdicts"].reverse()

    assert told(json.dumps(document).encode(), SampleWords("en"))[:2] == ("stored-wrong-value", "verdicts")
