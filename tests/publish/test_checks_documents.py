"""Documents: each check kept and broken once, and what it must not object to."""

from __future__ import annotations

import pytest
from tests.publish.projects import LONG, codes, git, look, places, project

from osscan.checks.headings import sections
from osscan.model.publiccode import Publiccode
from osscan.model.report import CheckStatus

README = (
    f"# Parking\n\n{LONG}\n\n## Installation\n\n```sh\nmake\n```\n\n## Usage\n\nAsk it.\n\n## Support\n\nBy the department.\n"
)


@pytest.mark.parametrize(
    ("check", "files", "found"),
    [
        ("PUB-DOC-01", {"README.md": "# Parking"}, []),
        ("PUB-DOC-01", {"readme.rst": "Parking"}, []),
        ("PUB-DOC-01", {"docs/README.md": "Parking"}, []),
        ("PUB-DOC-01", {}, ["missing"]),
        ("PUB-DOC-01", {"README.md": ""}, ["missing"]),
        ("PUB-DOC-01", {"src/README.md": "Parking"}, ["missing"]),
        ("PUB-DOC-02", {"README.md": README}, []),
        ("PUB-DOC-02", {"README.md": "# Parking\n\n[![build](https://ci.example/x.svg)](https://ci.example)\n\n" + LONG}, []),
        ("PUB-DOC-02", {"README.md": "# Parking\n\nA tool for parking cars.\n"}, ["too-short"]),
        ("PUB-DOC-02", {"README.md": "# Parking\n\n```\n" + LONG + "\n```\n"}, ["too-short"]),
        ("PUB-DOC-01", {"README.md": "# Parking\n\n[?purpose: What is it for?]\n"}, ["open-question"]),
        ("PUB-DOC-01", {"README.md": "# Parking\n", "SECURITY.md": "[?contact-mail: Which address?]"}, ["open-question"]),
        ("PUB-DOC-01", {"README.md": "# Parking\n\nMarked as `[?purpose: …]`.\n"}, []),
        ("PUB-DOC-02", {"README.md": "# Parking\n\n[?purpose: " + LONG.strip() + "]\n"}, ["too-short"]),
        ("PUB-DOC-02", {"README.md": "# Parking\n\n## Installation\n\n" + LONG}, ["too-short"]),
        ("PUB-DOC-02", {"README.md": "# Parking\n\n## About\n\n" + LONG}, []),
        ("PUB-DOC-02", {"README.md": "# Start portal\n\n" + LONG}, []),
        ("PUB-DOC-02", {}, ["no-readme"]),
        ("PUB-DOC-03", {"README.md": README}, []),
        ("PUB-DOC-03", {"README.md": "# Parken\n\n## Einrichtung\n\nSo geht es.\n"}, []),
        ("PUB-DOC-03", {"README.md": "Parking\n=======\n\nQuick start\n-----------\n\nRun it.\n"}, []),
        ("PUB-DOC-03", {"README.md": "# Parking\n", "INSTALL.md": "make"}, []),
        ("PUB-DOC-03", {"README.md": "# Parking\n\nJust like that.\n"}, ["not-told"]),
        ("PUB-DOC-03", {}, ["no-readme"]),
        ("PUB-DOC-04", {"README.md": "# Parking\n", "docs/manual.md": "Ask it."}, []),
        ("PUB-DOC-04", {"README.md": README}, []),
        ("PUB-DOC-04", {"README.md": "# Parking\n"}, ["not-told"]),
        ("PUB-DOC-05", {"CHANGELOG.md": "# 1.0"}, []),
        ("PUB-DOC-05", {}, ["missing"]),
        ("PUB-DOC-06", {"README.md": README}, []),
        ("PUB-DOC-06", {"README.md": "# Parking\n"}, ["not-told"]),
        ("PUB-DOC-07", {"README.md": "# Parking\n\n## Schnittstellen\n"}, []),
        ("PUB-DOC-07", {"README.md": "# Parking\n", "docs/architecture.md": "x"}, []),
        ("PUB-DOC-07", {"README.md": "# Parking\n"}, ["not-told"]),
    ],
)
def test_documents_are_there_or_not(check, files, found) -> None:
    assert codes(check, files) == found


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ((), []),
        ((("v1.0.0", "c0", False),), []),
        ((("v1.1.0", "c0", False),), ["version-missing"]),
        ((("nightly", "c0", False),), []),
    ],
)
def test_the_changelog_knows_the_newest_version(tags, found) -> None:
    assert codes("PUB-DOC-05", {"CHANGELOG.md": "## 1.0.0\n"}, git=git(tags=tags)) == found


def test_publiccode_may_tell_maturity_and_support() -> None:
    described = Publiccode("publiccode.yml", development_status="stable", maintenance="internal")

    assert codes("PUB-DOC-06", {"README.md": "# Parking\n"}, publiccode=described) == []


@pytest.mark.parametrize(
    ("link", "dead"),
    [
        ("[a](docs/a.md)", False),
        ("[a](docs/a.md#part)", False),
        ("[a](./docs/a.md 'Title')", False),
        ("[a](docs)", False),
        ("[a](docs/)", False),
        ("[a](<docs/with blank.md>)", False),
        ("[a](docs/with%20blank.md)", False),
        ("[a](docs/b_(c).md)", False),
        ("[![badge](docs/a.md)](docs/a.md)", False),
        ("[a](https://example.org/no.md)", False),
        ("[a](mailto:office@example.org)", False),
        ("[a](#part)", False),
        ("[a](../other/project)", False),
        ("[a]({{ url }})", False),
        ("`[a](no.md)`", False),
        ("[a](no.md)", True),
        ("![picture](docs/no.png)", True),
        ("[![badge](docs/a.md)](docs/no.md)", True),
        ("[a](docs/A.md)", True),
    ],
)
def test_links_lead_to_files_of_the_project(link, dead) -> None:
    files = {"README.md": f"# Parking\n\n{link}\n", "docs/a.md": "", "docs/b_(c).md": "", "docs/with blank.md": ""}

    assert places("PUB-DOC-08", files) == (["README.md:3"] if dead else [])


def test_links_in_code_and_in_copies_of_others_are_not_asked() -> None:
    assert codes("PUB-DOC-08", {"README.md": "```\n[a](no.md)\n```\n", "vendor/x/README.md": "[a](no.md)"}) == []


def test_pictures_are_left_to_people() -> None:
    assert look("PUB-DOC-09", {"docs/screen.png": b"x"}).status is CheckStatus.MANUAL
    assert look("PUB-DOC-09", {"README.md": "x"}).status is CheckStatus.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("# One\n\ntext\n\n## Two ##\n", ["", "One", "Two"]),
        ("One\n===\n\nTwo\n---\n", ["", "One", "Two"]),
        ("= One\n\n== Two\n", ["", "One", "Two"]),
        ("```\n# no heading\n```\n", [""]),
        ("#no heading\n", [""]),
        ("", [""]),
        ("#\n", [""]),
    ],
)
def test_headings_of_three_languages(text, titles) -> None:
    assert [section.title for section in sections(text)] == titles


HOSTILE = (
    "[" * 200_000,
    "](a'" * 50_000,
    "](((" * 50_000,
    "<" * 200_000,
    "# a" + " " * 200_000 + "b",
    "`" * 200_001,
    "![" * 100_000,
    "<img " * 40_000,
    "a" * 100_000,
    "=" * 200_000,
    "\n" * 50_000,
    "\0" * 10,
    "\udcff".encode("utf-8", "surrogatepass") * 5,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_costs_nothing(text) -> None:
    content = text if isinstance(text, bytes) else text.encode()
    for check in (
        "PUB-DOC-02",
        "PUB-DOC-03",
        "PUB-DOC-08",
        "PUB-A11Y-03",
        "PUB-GOV-03",
        "PUB-SEC-02",
        "PUB-GOV-02",
        "PUB-STD-02",
    ):
        files = {"README.md": content, "CODE_OF_CONDUCT.md": content, "SECURITY.md": content, "CONTRIBUTING.md": content}
        look(check, files)
    assert project({"README.md": content}).files[0].size == len(content)
