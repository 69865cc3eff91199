"""The gate in formats that platforms read: SARIF, JUnit and Code Quality say the same as the report, and no open point passes."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog

from osscan.engine.publish_decisions import FILE, append
from osscan.model.publication import Decision

HIDDEN = "hunter2-Zq81-kk9x"
WAIVERS = (
    "schema: osscan/publish/1\nwaivers:\n"
    "  - {check: PUB-DOC-08, role: office, reason: page follows, expires: 2027-01-31}\n"
    "  - {check: PUB-LIC-01, only: x, role: office, reason: idle, expires: 2027-01-31}\n"
    "  - {check: PUB-LIC-02, role: office, reason: late, expires: 2026-01-31}\n"
)
FILES = {
    "README.md": "# Shop\n\nSee the [manual](docs/manual.md).\n",
    "src/app.py": f'PASSWORD = "{HIDDEN}"\n',
    ".osscan/publish.yml": WAIVERS,
    "package.json": '{"name": "shop", "dependencies": {"shout": "1.0.0"}}',
}
ALIKE = {"failed": "failure", "unknown": "error", "manual": "error", "not-applicable": "skipped", "passed": None}
LEVELS = {"blocker": "error", "condition": "warning", "hint": "note"}


@pytest.fixture
def shop(repository):
    """A secret, a waived link, waivers that are idle and over, a dependency whose license nobody knows."""
    repository.commit(FILES)
    return repository


@pytest.fixture
def told(osscan, tmp_path):
    """The report in all formats that programs read, from one run."""

    def call(*more, folder="shop", command="check"):
        names = ("json", "sarif", "junit", "codequality")
        done = osscan(command, folder, *(f"--format={name}=out.{name}" for name in names), *more)
        assert done.returncode in (0, 1, 3), done.err
        report, log, quality = (json.loads((tmp_path / f"out.{name}").read_bytes()) for name in ("json", "sarif", "codequality"))
        return report, log, ET.fromstring((tmp_path / "out.junit").read_bytes()), quality

    return call


def results(log):
    return log["runs"][0]["results"]


def place(result):
    where = result["locations"][0]["physicalLocation"]
    return f"{where['artifactLocation']['uri']}:{where['region']['startLine']}"


def cases(junit):
    """What became of each check."""
    found = {}
    for case in junit.iter("testcase"):
        kinds = [child.tag for child in case]
        assert len(kinds) <= 1
        found[case.get("name").partition(" ")[0]] = kinds[0] if kinds else None
    return found


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_log_is_valid_and_describes_each_check_in_the_language_of_the_run(told, shop, language) -> None:
    report, log, _, _ = told("--lang", language)
    rules = log["runs"][0]["tool"]["driver"]["rules"]

    assert SarifLog.model_validate(log).version.value == "2.1.0"
    assert [rule["id"] for rule in rules] == [one["id"] for one in report["checks"]]
    assert [rule["shortDescription"]["text"] for rule in rules] == [one["title"] for one in report["checks"]]
    assert [rule["properties"]["clauses"] for rule in rules] == [one["clauses"] for one in report["checks"]]
    mended = [
        (one["remedy"], rule["help"]["text"])
        for one, rule in zip(report["checks"], rules, strict=True)
        if one["status"] == "failed"
    ]
    assert all(remedy in text for remedy, text in mended)


def test_every_place_and_every_open_check_is_a_result(told, shop) -> None:
    report, log, _, _ = told()
    wanted = []
    for one in report["checks"]:
        if one["status"] in ("failed", "unknown", "manual"):
            wanted += [one["id"]] * max(len(one["places"]), 1)
        wanted += [one["id"]] * len(one["waived"])

    assert [one["ruleId"] for one in results(log)] == wanted
    assert {one["ruleId"] for one in results(log)} > {"PUB-LEAK-01", "PUB-DEP-01", "PUB-REL-01", "PUB-DOC-08"}


def test_the_level_is_that_of_the_severity_whether_it_failed_or_was_not_looked_at(told, shop) -> None:
    report, log, _, _ = told("--no-history")
    severities = {one["id"]: one["severity"] for one in report["checks"]}
    levels = {one["ruleId"]: one["level"] for one in results(log)}

    assert levels["PUB-LEAK-02"] == "error"
    assert levels == {id_: LEVELS[severities[id_]] for id_ in levels}


def test_a_waived_place_is_suppressed_with_the_reason(told, shop) -> None:
    _, log, junit, quality = told()
    (waived,) = [one for one in results(log) if "suppressions" in one]

    assert (waived["ruleId"], place(waived)) == ("PUB-DOC-08", "shop/README.md:3")
    assert waived["suppressions"] == [{"kind": "external", "justification": "Waived by office until 2027-01-31: page follows"}]
    assert "PUB-DOC-08" not in {one["check_name"] for one in quality}
    (skipped,) = [case for case in junit.iter("testcase") if case.get("name").startswith("PUB-DOC-08")]
    assert skipped.find("skipped").get("message") == "shop/README.md:3: Waived by office until 2027-01-31: page follows"


def test_waivers_that_are_over_or_idle_are_told(told, shop) -> None:
    _, log, junit, _ = told()
    notes = log["runs"][0]["invocations"][0]["toolConfigurationNotifications"]

    assert [(place(one), one["message"]["text"]) for one in notes] == [
        ("shop/.osscan/publish.yml:5", "Expired waiver of PUB-LIC-02 (office, until 2026-01-31): it waives nothing any more."),
        ("shop/.osscan/publish.yml:4", "Waiver of PUB-LIC-01 (office, until 2027-01-31): it waived nothing in this run."),
    ]
    assert "shop/.osscan/publish.yml:5:5: Expired waiver" in junit.find("testsuite/system-out").text


def test_each_check_is_a_case_and_only_what_is_met_passes(told, shop) -> None:
    report, _, junit, _ = told()
    wanted = {one["id"]: ALIKE[one["status"]] for one in report["checks"]}

    assert cases(junit) == wanted | {"PUB-DOC-08": "skipped"}
    suite = junit.find("testsuite")
    counted = [
        len(suite.findall("testcase")),
        *(len(suite.findall(f"testcase/{kind}")) for kind in ("failure", "error", "skipped")),
    ]
    assert [int(suite.get(kind)) for kind in ("tests", "failures", "errors", "skipped")] == counted


def test_code_quality_has_the_fields_that_gitlab_reads_and_the_weight_of_each_finding(told, shop) -> None:
    _, log, _, quality = told()

    assert all(list(one) == ["description", "check_name", "fingerprint", "severity", "location"] for one in quality)
    assert [one["fingerprint"] for one in quality] == [
        one["partialFingerprints"]["osscanPublication/v1"] for one in results(log) if "suppressions" not in one
    ]
    (secret,) = [one for one in quality if one["check_name"] == "PUB-LEAK-01"]
    assert (secret["severity"], secret["location"]) == ("blocker", {"path": "shop/src/app.py", "lines": {"begin": 1}})
    assert secret["description"].startswith("No secrets in the present state: not met. ")


def test_no_format_holds_the_secret(told, shop, tmp_path) -> None:
    told()

    assert not any(HIDDEN.encode() in file.read_bytes() for file in tmp_path.glob("out.*"))


def test_fingerprints_outlive_other_lines_and_other_figures(told, shop) -> None:
    _, before, _, _ = told()
    moved = {path: f"\n\n{text}" for path, text in FILES.items() if path in ("src/app.py", "README.md")}
    shop.commit(moved)
    _, after, _, _ = told()
    prints = [
        {(one["ruleId"], one["partialFingerprints"]["osscanPublication/v1"]) for one in results(log)} for log in (before, after)
    ]

    assert [place(one) for one in results(after) if one["ruleId"] == "PUB-LEAK-01"] == ["shop/src/app.py:3"]
    assert prints[0] == prints[1]
    assert len(prints[0]) == len(results(before))


def test_paths_are_those_from_where_the_run_stands(told, osscan, shop, tmp_path) -> None:
    def secret(folder):
        return next(place(one) for one in results(told(folder=folder)[1]) if one["ruleId"] == "PUB-LEAK-01")

    assert [secret(folder) for folder in ("shop", "./shop/", tmp_path / "shop")] == [
        "shop/src/app.py:1",
        "shop/src/app.py:1",
        "src/app.py:1",
    ]


def test_what_could_not_be_read_is_a_notification_an_error_and_an_entry(told, shop) -> None:
    shop.commit({"package-lock.json": "{"})
    _, log, junit, quality = told()
    (run,) = log["runs"][0]["invocations"]
    codes = {one["descriptor"]["id"]: place(one) for one in run["toolExecutionNotifications"]}

    assert run["executionSuccessful"] is False
    assert codes["json-syntax"].partition(":")[0] == "shop/package-lock.json"
    assert [case.get("file") for case in junit.findall(".//testcase[error]") if case.find("error").get("type") == "json-syntax"]
    assert [one["location"]["path"] for one in quality if one["check_name"] == "json-syntax"] == ["shop/package-lock.json"]


def test_a_decision_not_to_publish_is_seen_in_every_format(told, shop) -> None:
    append(shop.folder, Decision("PUB-REL-03", "refuse", "office", "2026-11-20", reason="fraud detection"))
    report, log, junit, quality = told("--profile", "minimal")
    said = "Decided not to publish (office, 2026-11-20): fraud detection"

    assert {one["id"]: one["status"] for one in report["checks"]}["PUB-REL-03"] == "passed"
    (refusal,) = [one for one in results(log) if one["ruleId"] == "PUB-REL-03"]
    assert (refusal["level"], refusal["message"]["text"], place(refusal)) == ("error", said, f"shop/{FILE}:1")
    assert cases(junit)["PUB-REL-03"] == "failure"
    assert [(one["severity"], one["description"]) for one in quality if one["check_name"] == "PUB-REL-03"] == [("blocker", said)]


def test_a_rehearsal_is_told_in_the_same_formats(osscan, shop) -> None:
    done = osscan("rehearse", "shop", "--format", "sarif", "--format", "junit=out.junit")
    log = json.loads(done.stdout)

    assert SarifLog.model_validate(log).version.value == "2.1.0"
    assert [place(one) for one in results(log) if one["ruleId"] == "PUB-LEAK-01"] == ["shop/src/app.py:1"]


def test_a_page_for_a_merge_request_says_what_is_not_met_and_what_is_waived(osscan, shop) -> None:
    page = osscan("check", "shop", "--format", "markdown").out

    assert "No secrets in the present state: not met. " in page
    assert "- PUB-DOC-08 <code>README.md:3</code>: " in page
    assert "Waived by office until 2027-01-31: page follows" in page
    assert "Expired waiver of PUB-LIC-02" in page


def test_hints_that_nobody_answered_are_counted_on_the_page(osscan, shop) -> None:
    short, long = (osscan("check", "shop", *more).out for more in ((), ("--verbose",)))

    assert "2 hints are still open." in short
    assert "- PUB-SEC-07 " in long


def test_where_it_could_not_be_looked_at_the_next_step_is_how_to_look(told, shop) -> None:
    report, log, _, _ = told("--no-history")
    remedies = {one["id"]: one["remedy"] for one in report["checks"]}
    (result,) = [one for one in results(log) if one["ruleId"] == "PUB-LEAK-02"]
    rules = {rule["id"]: rule["help"]["text"] for rule in log["runs"][0]["tool"]["driver"]["rules"]}

    assert remedies["PUB-LEAK-02"] == "Check again without --no-history."
    assert "Check again without --no-history." in result["message"]["text"]
    assert "Change the secret first" in rules["PUB-LEAK-02"]


def test_who_answers_with_no_is_told_with_the_reason_in_every_format(told, osscan, shop) -> None:
    append(shop.folder, Decision("PUB-LIC-10", "no", "legal office", "2026-11-20", reason="old contract"))
    _, log, junit, quality = told()
    said = "Answered with no by legal office on 2026-11-20: old contract"
    (result,) = [one for one in results(log) if one["ruleId"] == "PUB-LIC-10"]
    (entry,) = [one for one in quality if one["check_name"] == "PUB-LIC-10"]

    assert (place(result), result["message"]["text"].startswith(said)) == (f"shop/{FILE}:1", True)
    assert f": not met. {said}" in entry["description"]
    assert cases(junit)["PUB-LIC-10"] == "failure"
    assert [said in osscan("check", "shop", "--format", form).out for form in ("terminal", "markdown")] == [True, True]
