"""Where the chain of decisions does not hold, no consent counts, a refusal may be hidden, and every report says so."""

from __future__ import annotations

import json
import zipfile
from datetime import date

import pytest
from tests.publish.projects import CARDS, project

from osscan.checks.table import CHECKS
from osscan.engine.publish_decisions import FILE, append, read
from osscan.engine.publish_judge import checked, verdict_of
from osscan.engine.vendor_decisions import decisions_in, record
from osscan.model.publication import Decision, Profile, PublicationVerdict
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.reports.stored.door import stored_report
from osscan.texts.catalogue import Words

DAY = date(2026, 11, 22)
BROKEN = {"missing": {"decisions": "decisions-broken"}}
BY_PEOPLE = [card.id for card in CHECKS if card.by_people]


def decision(check, answer, role="office"):
    return Decision(check, answer, role, "2026-11-20", reason="because")


def said(check, *decisions, **parts):
    (found,) = checked([CARDS[check]], project(decisions=decisions, **parts), DAY)
    return found


@pytest.mark.parametrize("check", [*BY_PEOPLE, "PUB-REL-01", "PUB-REL-03", "PUB-REL-04"])
@pytest.mark.parametrize("answer", ["yes", "not-applicable"])
def test_no_consent_of_a_broken_chain_counts(check, answer) -> None:
    found = said(check, decision(check, answer), decision(check, answer, "council"), **BROKEN)

    assert (found.status, found.reason) == (CheckStatus.UNKNOWN, "decisions-broken")


@pytest.mark.parametrize("check", [*BY_PEOPLE, "PUB-REL-01"])
def test_an_objection_of_a_broken_chain_counts(check) -> None:
    told = (decision(check, "no"), decision(check, "yes"), decision(check, "yes", "council"))

    assert said(check, *told, **BROKEN).status is CheckStatus.FAILED


def test_what_the_policy_answers_stays_open_as_somebody_may_have_objected() -> None:
    settings = {"resolutions": ("23758-22",)}

    assert said("PUB-REL-02", settings=settings).status is CheckStatus.PASSED
    assert said("PUB-REL-02", settings=settings, **BROKEN).status is CheckStatus.UNKNOWN


@pytest.mark.parametrize("profile", Profile)
def test_a_refusal_that_may_be_hidden_keeps_any_project_from_being_ready(profile) -> None:
    found = said("PUB-REL-03", settings={"profile": profile}, **BROKEN)

    assert (found.status, found.severity) == (CheckStatus.UNKNOWN, CheckSeverity.BLOCKER)
    assert verdict_of([found]) is PublicationVerdict.INCONCLUSIVE


def test_a_refusal_before_the_break_is_still_told() -> None:
    assert said("PUB-REL-03", decision("PUB-REL-03", "refuse"), **BROKEN).decision.answer == "refuse"


def test_only_the_role_that_refused_takes_it_back() -> None:
    refused, same, other = (
        decision("PUB-REL-03", answer, role)
        for answer, role in (("refuse", "office"), ("not-applicable", "office"), ("not-applicable", "council"))
    )

    assert said("PUB-REL-03", refused, other).decision is refused
    assert said("PUB-REL-03", refused, same).decision is same


@pytest.mark.parametrize("missing", ["check", "answer", "role", "date"])
def test_a_decision_that_lacks_what_it_needs_ends_the_chain(tmp_path, missing) -> None:
    append(tmp_path, decision("PUB-REL-01", "yes"))
    append(tmp_path, decision("PUB-REL-01", "yes")._replace(**{missing: ""}))
    append(tmp_path, decision("PUB-REL-01", "yes", "council"))
    told = read(tmp_path)

    assert len(told.decisions) == 1
    assert [(one.code, one.place.line, one.facts) for one in told.problems] == [
        ("decision-incomplete", 2, (("fields", missing),))
    ]


@pytest.mark.parametrize(
    "make", [lambda file: file.mkdir(), lambda file: file.symlink_to("nowhere"), lambda file: file.symlink_to(file)]
)
def test_decisions_that_can_not_be_opened_are_no_silence(tmp_path, make) -> None:
    (tmp_path / ".osscan").mkdir()
    make(tmp_path / FILE)

    assert [one.code for one in read(tmp_path).problems] == ["input-unreadable"]


@pytest.fixture
def shop(repository):
    """A project with two decisions, the first of which was changed afterwards."""
    for role in ("office", "council"):
        append(repository.folder, decision("PUB-REL-01", "yes", role))
    text = (repository.folder / FILE).read_text(encoding="utf-8")
    repository.commit({"README.md": "# Shop\n", FILE: text.replace("office", "desk")})
    return repository


@pytest.mark.parametrize("command", ["check", "rehearse"])
def test_reports_that_are_kept_tell_the_break(osscan, shop, tmp_path, command) -> None:
    done = osscan(command, "shop", "--format", "json=out.json", "--format", "markdown=out.md", "--format", "terminal=out.txt")
    document = json.loads((tmp_path / "out.json").read_bytes())
    report = document.get("publication", document)
    (problem,) = [one for one in report["problems"] if one["code"] == "decisions-changed"]
    statuses = {one["id"]: (one["status"], one["reason_code"]) for one in report["checks"]}

    assert done.returncode == 1
    assert (problem["severity"], problem["place"], problem["at"]["line"]) == ("error", FILE, 2)
    assert statuses["PUB-REL-01"] == statuses["PUB-REL-03"] == ("unknown", "decisions-broken")
    assert report["complete"] is False
    assert "- .osscan/decisions.jsonl:2: This line does not fit the lines before it" in (tmp_path / "out.md").read_text()
    assert "! .osscan/decisions.jsonl:2: This line does not fit" in (tmp_path / "out.txt").read_text()


def test_a_report_that_was_kept_is_read_again(osscan, shop, tmp_path) -> None:
    osscan("check", "shop", "--format", "json=out.json")
    told = stored_report(tmp_path / "out.json", "out.json", Words("en"))

    assert [one.code for one in told.problems if one.severity == "error"] == ["decisions-changed"]


def test_evidence_of_a_broken_chain_says_so_in_its_name_and_in_its_pages(osscan, shop, tmp_path) -> None:
    osscan("bundle", "shop", "--output", "e.zip", "--even-so")
    (file,) = tmp_path.glob("e-*.zip")
    with zipfile.ZipFile(file) as archive:
        pages = [archive.read(f"publication/report.{end}").decode() for end in ("json", "en.md", "de.txt")]

    assert file.name == "e-not-ready.zip"
    assert ["decisions-changed" in pages[0], "does not fit" in pages[1], "passt nicht" in pages[2]] == [True, True, True]
    assert osscan("verify", file.name).returncode == 1


def test_nothing_is_recorded_behind_a_break(osscan, shop) -> None:
    before = (shop.folder / FILE).read_bytes()
    done = osscan("record", "PUB-REL-01", "shop", "--answer", "yes", "--role", "council")
    osscan("bundle", "shop", "--output", "e.zip", "--even-so", "--role", "office")

    assert (done.returncode, "decisions-changed" in done.err) == (2, True)
    assert (shop.folder / FILE).read_bytes() == before


def test_a_decision_on_a_folder_that_is_not_there_makes_none(osscan, tmp_path) -> None:
    done = osscan("record", "PUB-REL-01", "nowhere", "--answer", "yes", "--role", "council")

    assert (done.returncode, (tmp_path / "nowhere").exists()) == (2, False)


@pytest.mark.parametrize(
    ("answer", "counts"),
    [("accepted", False), ("accepted-with-conditions", False), ("yes", False), ("rejected", True), ("no", True)],
)
def test_beside_a_delivery_too_only_objections_of_a_broken_chain_count(tmp_path, answer, counts) -> None:
    for role in ("office", "council"):
        record(tmp_path, decision("V-32", answer, role)._replace(about="a"))
    whole = decisions_in(tmp_path, frozenset("a"), "d")
    text = (tmp_path / "decisions.jsonl").read_text(encoding="utf-8")
    (tmp_path / "decisions.jsonl").write_text(text.replace("office", "desk"), encoding="utf-8")
    broken = decisions_in(tmp_path, frozenset("a"), "d")

    assert (len(whole.decisions), [one.code for one in whole.problems]) == (2, [])
    assert ([one.role for one in broken.decisions], [one.code for one in broken.problems]) == (
        ["desk"] * counts,
        ["decisions-changed"],
    )
