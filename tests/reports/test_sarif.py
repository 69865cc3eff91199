"""SARIF: valid, one result for each objection, and what could not be read is no silent success."""

from __future__ import annotations

import json

import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog

from osscan.model.component import Component
from osscan.model.place import Place
from osscan.reports.sarif import render

from .sample import REPORTS, SampleWords

DE, EN = SampleWords("de"), SampleWords("en")


def run_of(name, words=EN):
    return json.loads(render(REPORTS[name](), words))["runs"][0]


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("words", [DE, EN], ids=["de", "en"])
def test_log_is_valid(name, words) -> None:
    log = SarifLog.model_validate(json.loads(render(REPORTS[name](), words)))

    assert log.version.value == "2.1.0"


def test_each_objection_and_each_suppressed_one_is_a_result() -> None:
    results = run_of("objecting")["results"]

    assert len(results) == 12
    assert sum("suppressions" in result for result in results) == 2


def test_suppression_says_who_and_until_when() -> None:
    suppressed = [result["suppressions"] for result in run_of("objecting")["results"] if "suppressions" in result]

    assert suppressed[0] == [
        {"kind": "external", "justification": "Being replaced. (waiver W-1, answered for by IT-Leitung, valid until 2027-06-30)"}
    ]


def test_result_names_its_rule_by_id_and_by_number() -> None:
    run = run_of("objecting")
    rules = run["tool"]["driver"]["rules"]

    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [result["ruleId"] for result in run["results"]]


def test_rule_is_the_policy_s_or_says_what_objects() -> None:
    rules = [rule["id"] for rule in run_of("objecting")["tool"]["driver"]["rules"]]

    assert rules == [
        "no-network-copyleft",
        "policy-unknown-license",
        "fonts",
        "policy-no-license",
        "copyleft",
        "compat-incompatible",
    ]


def test_denied_is_an_error_and_review_a_warning() -> None:
    levels = {result["ruleId"]: result["level"] for result in run_of("objecting")["results"]}

    assert (levels["no-network-copyleft"], levels["fonts"]) == ("error", "warning")


def test_unread_input_makes_the_run_unsuccessful() -> None:
    assert [run_of(name)["invocations"][0]["executionSuccessful"] for name in ("passing", "incomplete")] == [True, False]


def test_problems_are_notifications_and_those_of_the_policy_are_about_configuration() -> None:
    invocation = run_of("objecting")["invocations"][0]
    codes = {kind: [one["descriptor"]["id"] for one in invocation[kind]] for kind in invocation if kind.endswith("Notifications")}

    assert codes == {
        "toolExecutionNotifications": ["bytes-not-text", "input-too-large", "json-syntax"],
        "toolConfigurationNotifications": ["policy-waiver-unused"],
    }


def test_fingerprint_outlives_a_new_version_and_another_line() -> None:
    report = REPORTS["objecting"]()
    first = report.components[0]
    moved = first.component._replace(version="9.9.9", purl="pkg:npm/agpl-a@9.9.9", place=Place("sbom/shop.cdx.json", "", 999))
    later = report._replace(components=(first._replace(component=moved), *report.components[1:]))

    prints = [json.loads(render(one, EN))["runs"][0]["results"][0]["partialFingerprints"] for one in (report, later)]

    assert prints[0] == prints[1]


def test_two_versions_of_one_package_have_two_fingerprints() -> None:
    prints = [result["partialFingerprints"]["osscanComponent/v1"] for result in run_of("objecting")["results"]]

    assert len(set(prints)) == len(prints)


def test_foreign_text_makes_no_link_and_no_placeholder() -> None:
    messages = [result["message"]["text"] for result in run_of("hostile")["results"]]

    assert "](" not in messages[0]
    assert "{{0}}" in messages[0]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/ä.json", "a%20b/%C3%A4.json"),
        ("./bom.json", "bom.json"),
        ("/srv/bom.json", "file:///srv/bom.json"),
        ("C:/srv/bom.json", "file:///C:/srv/bom.json"),
        ("a:b.json", "a%3Ab.json"),
        ("-", "-"),
    ],
)
def test_paths_become_uri_references(path: str, uri: str) -> None:
    report = REPORTS["objecting"]()
    component: Component = report.components[0].component._replace(place=Place(path))
    moved = report._replace(components=(report.components[0]._replace(component=component), *report.components[1:]))
    location = json.loads(render(moved, EN))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]

    assert location == {"artifactLocation": {"uri": uri}, "region": {"startLine": 1}}
