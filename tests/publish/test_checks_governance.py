"""Working together: each check kept and broken once."""

from __future__ import annotations

import pytest
from tests.publish.projects import codes, git, look

from osscan.model.report import CheckStatus

DCO = "Sign off your commits (Developer Certificate of Origin).\n"


@pytest.mark.parametrize(
    ("check", "files", "found"),
    [
        ("PUB-GOV-01", {"CONTRIBUTING.md": "x"}, []),
        ("PUB-GOV-01", {".github/CONTRIBUTING.md": "x"}, []),
        ("PUB-GOV-01", {"src/CONTRIBUTING.md": "x"}, ["missing"]),
        ("PUB-GOV-03", {"CODE_OF_CONDUCT.md": "Write to conduct@example.org."}, []),
        ("PUB-GOV-03", {"CODE_OF_CONDUCT.md": "Be kind. From https://www.contributor-covenant.org/version/2/1/"}, ["no-contact"]),
        ("PUB-GOV-03", {"CODE_OF_CONDUCT.md": "Report it at https://city.example/contact."}, []),
        ("PUB-GOV-03", {}, ["missing"]),
        ("PUB-GOV-04", {".github/CODEOWNERS": "* @team"}, []),
        ("PUB-GOV-04", {"MAINTAINERS.md": "x"}, []),
        ("PUB-GOV-04", {}, ["missing"]),
        ("PUB-GOV-05", {".gitlab/issue_templates/bug.md": "x"}, []),
        ("PUB-GOV-05", {".github/ISSUE_TEMPLATE/bug.yml": "x"}, []),
        ("PUB-GOV-05", {}, ["missing"]),
    ],
)
def test_rules_are_there_or_not(check, files, found) -> None:
    assert codes(check, files) == found


@pytest.mark.parametrize(
    ("files", "facts", "found"),
    [
        ({"CONTRIBUTING.md": DCO}, git(), []),
        ({"CONTRIBUTING.md": "Herkunftserklärung: Signed-off-by"}, git(), []),
        ({"DCO": "x", "CONTRIBUTING.md": "x"}, git(), []),
        ({"CONTRIBUTING.md": "Send patches."}, git(), ["not-asked"]),
        ({}, git(), ["not-asked"]),
        ({"CONTRIBUTING.md": DCO}, git(signed_off=False), ["not-signed"]),
        ({"CONTRIBUTING.md": DCO}, git(commits=0), []),
    ],
)
def test_contributions_say_where_they_come_from(files, facts, found) -> None:
    assert codes("PUB-GOV-02", files, git=facts) == found


def test_without_git_nobody_knows_who_signed() -> None:
    looked = look("PUB-GOV-02", {"CONTRIBUTING.md": DCO}, missing={"git": "no-checkout"})

    assert (looked.status, looked.reason) == (CheckStatus.UNKNOWN, "no-checkout")


@pytest.mark.parametrize(
    ("check", "file"),
    [("PUB-GOV-01", "CONTRIBUTING.md"), ("PUB-GOV-03", "CODE_OF_CONDUCT.md"), ("PUB-GOV-02", "CONTRIBUTING.md")],
)
def test_the_organisation_may_provide_it(check, file) -> None:
    assert codes(check, settings={"inherited": (file,)}, git=git()) == []


def test_care_is_left_to_people() -> None:
    assert look("PUB-GOV-06").status is CheckStatus.MANUAL
