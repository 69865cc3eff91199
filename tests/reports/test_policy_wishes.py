"""What a policy wants shown: severity, advice, evidence, why a waiver does not hold, and remarks that count."""

from __future__ import annotations

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from osscan.engine.check import check
from osscan.engine.executor import Serial
from osscan.engine.request import CheckRequest
from osscan.policy.find import policy_named
from osscan.reports import table, terminal
from osscan.texts.catalogue import Words

POLICY = """\
schema: osscan/policy/1
id: own
title: {de: a, en: b}
version: "1"
outbound: MIT
context: {relation_default: dynamic-link}
approvals: {roles: {osbo: {de: Koordinierung, en: open source office}}, waivers: {review: osbo}}
rules:
  - {id: R-1, when: {license: ISC}, then: review, text: {de: Prüfen., en: Look.}, severity: SEVERITY,
     remedy: {de: Bitte fragen., en: Please ask.}}
  - {id: R-2, when: {license: Zlib}, then: review, text: {de: Auch., en: Too.}}
waivers:
  - {id: W-1, rule: R-1, purl: "pkg:npm/ISC", owner: o, reason: {de: Weil., en: Because.}, ticket: T, expires: 2027-06-30}
  - {id: W-2, rule: R-2, purl: "pkg:npm/Zlib", owner: o, reason: {de: Weil., en: Because.}, ticket: T, approved_by: osbo,
     expires: 2027-06-30}
"""


@pytest.fixture
def report(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*licenses, severity="note", more="", as_of=date(2027, 1, 1), **options):
        (tmp_path / "own.yml").write_text(POLICY.replace("SEVERITY", severity) + more, encoding="utf-8")
        components = [
            {"type": "library", "name": name, "purl": f"pkg:npm/{name}@1", "licenses": [{"license": {"id": name}}]}
            for name in licenses
        ]
        document = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components}
        (tmp_path / "a.cdx.json").write_text(json.dumps(document), encoding="utf-8")
        return check(
            CheckRequest(("a.cdx.json",), policy_named("own.yml"), "", as_of, "2027-01-01T00:00:00Z", **options), Serial()
        )

    return call


def shown(form, report, language="en"):
    """The text without line breaks."""
    return " ".join(table.by_name(form).render(report, Words(language)).split())


@pytest.mark.parametrize(("severity", "quality"), [("error", "critical"), ("warning", "major"), ("note", "minor")])
def test_severity_reaches_the_formats_that_have_one(report, severity, quality):
    found = report("ISC", severity=severity)
    (result,) = json.loads(shown("sarif", found))["runs"][0]["results"]
    assert (severity, quality) == (result["level"], json.loads(shown("codequality", found))[0]["severity"])


def test_severity_does_not_change_what_counts(report):
    assert ["objections"] * 3 == [report("ISC", severity=severity).outcome for severity in ("error", "warning", "note")]


def test_severity_of_the_policy_does_not_soften_an_incompatibility(report):
    found = report("BSL-1.0", more="severity: {needs-review: note}\n")
    assert ["note"] == [one["level"] for one in json.loads(shown("sarif", found))["runs"][0]["results"]]
    found = report("GPL-3.0-only", more="severity: {needs-review: note}\n")
    assert ["error"] == [one["level"] for one in json.loads(shown("sarif", found))["runs"][0]["results"]]


@pytest.mark.parametrize(("language", "expected"), [("de", "Bitte fragen."), ("en", "Please ask.")])
def test_the_advice_of_a_rule_is_the_next_step(report, language, expected):
    assert expected in shown("terminal", report("ISC"), language)


@pytest.mark.parametrize("form", ["terminal", "markdown", "junit", "sarif"])
def test_every_format_says_why_a_waiver_does_not_hold(report, form):
    assert "Waiver W-1 needs the approval of one of these roles: osbo." in shown(form, report("ISC"))
    assert "Ausnahme W-1 braucht die Genehmigung einer dieser Rollen: osbo." in shown(form, report("ISC"), "de")


def test_who_approved_stands_beside_the_waiver(report):
    found = report("Zlib")
    assert "approved by open source office, valid until 2027-06-30" in shown("markdown", found)
    assert "genehmigt: Koordinierung, gültig bis 2027-06-30" in shown("markdown", found, "de")


def test_evidence_stands_where_a_waiver_is_proposed(report):
    found = report("BSL-1.0")
    evidence = found.verdicts[0].evidence
    assert f"Evidence for a waiver: <code>{evidence}</code>" in shown("markdown", found)
    assert evidence not in shown("terminal", found)
    assert evidence in terminal.render_for(found, Words("en"), 100, color=False, verbose=True)


def test_evidence_that_differs_is_not_told_as_one(report, tmp_path):
    found = report("BSL-1.0", "BSL-1.0")
    first = found.verdicts[0]._replace(evidence="sha256:0")
    twice = found._replace(verdicts=(first, first._replace(evidence="sha256:1")), components=found.components * 2)
    page = terminal.render_for(twice, Words("en"), 100, color=False, verbose=True)
    assert "differs; for each component with --format json" in page


def test_a_report_without_evidence_shows_none(report):
    found = report("BSL-1.0", evidence=False)
    assert "Evidence" not in shown("markdown", found)
    assert [None] == [verdict["evidence"] for verdict in json.loads(shown("json", found))["verdicts"]]


def test_remarks_that_count_are_counted(report):
    found = report("MIT-0", more="severity: {}\nfail_on: {severity: denied, unused_entries: error}\n")
    assert ("objections", 2) == (found.outcome, found.summary.remarks)
    for form in ("terminal", "markdown"):
        assert "2 remarks on the policy or the baseline count as objections." in shown(form, found)
        assert "2 Hinweise zur Richtlinie oder zum Vergleichsstand zählen als Beanstandungen." in shown(form, found, "de")


def test_the_json_keeps_to_its_schema(report, request):
    schema = json.loads((request.config.rootpath / "docs/schema/osscan-report-1.schema.json").read_text(encoding="utf-8"))
    document = json.loads(shown("json", report("ISC", "Zlib", "BSL-1.0", more="fail_on: {expired_waivers: error}\n")))
    assert [] == [fault.message for fault in Draft202012Validator(schema).iter_errors(document)]
    by_id = {verdict["component"]: verdict for verdict in document["verdicts"]}
    void = by_id["pkg:npm/ISC@1"]
    assert ("waiver-void", "waiver-not-approved", "note", "Please ask.") == (
        void["modifier"],
        void["void"]["key"],
        void["policy"]["severity"],
        void["policy"]["remedy"],
    )
    assert {"W-1": "void", "W-2": "used"} == {waiver["id"]: waiver["state"] for waiver in document["waivers"]}
