"""init writes what is missing, in both languages, invents nothing, and touches nothing that is there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from tests.fixes.projects import ANSWERS, PROJECTS, done, git, made, only, plan

from osscan.engine.publish_fix import Change, difference, write
from osscan.errors import WrongCallError
from osscan.fixes import answers, legal
from osscan.fixes.table import FIX, INIT
from osscan.knowledge.license_texts import recognise
from osscan.texts.catalogue import LANGUAGES

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git not found")
TEMPLATES = Path(legal.__file__).parent / "templates"


@pytest.fixture
def bare(tmp_path) -> Path:
    return made(tmp_path / "repository", PROJECTS["bare"])


def paths(found) -> list[str]:
    return [change.path for change in found.changes]


def text_of(found, path: str) -> str:
    return next(change.after for change in found.changes if change.path == path)


@pytest.mark.parametrize(
    "file",
    ["LICENSE", "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "publiccode.yml", ".gitignore", "REUSE.toml"],
)
def test_words_of_others_stay_as_they_are(bare, file) -> None:
    (bare / file).write_text("Our own words.\n")
    done(bare, "init", ANSWERS)

    assert (bare / file).read_text() == "Our own words.\n"


def test_file_that_git_ignores_is_somebodys_too(bare) -> None:
    (bare / ".gitignore").write_text("SECURITY.md\n")
    (bare / "SECURITY.md").write_text("Not in git.\n")
    found = done(bare, only("security", of="init"))

    assert [(one.code, one.path) for one in found.remarks] == [("ignored-file", "SECURITY.md")]
    assert (bare / "SECURITY.md").read_text() == "Not in git.\n"


def test_link_that_leads_out_is_not_followed(bare, tmp_path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (bare / ".gitlab").symlink_to(outside)
    found = done(bare, only("templates", of="init"))

    assert {one.code for one in found.remarks} == {"link"}
    assert list(outside.iterdir()) == []


def test_file_that_appears_meanwhile_is_not_overwritten(bare) -> None:
    (bare / "SECURITY.md").write_text("New.\n")

    with pytest.raises(FileExistsError):
        write(str(bare), (Change("SECURITY.md", None, "Ours.\n"),))
    assert (bare / "SECURITY.md").read_text() == "New.\n"
    assert not [file for file in bare.iterdir() if file.name.endswith(".osscan")]


def test_rights_of_a_file_stay(bare) -> None:
    (bare / "berichte.sh").chmod(0o750)
    done(bare, "init", ANSWERS)
    done(bare, "fix")

    assert (bare / "berichte.sh").stat().st_mode & 0o777 == 0o750
    assert (bare / "berichte.sh").read_text().startswith("#!/bin/sh\n# SPDX-FileCopyrightText: 2026 Stadt Dortmund\n")


def test_planning_writes_nothing(bare) -> None:
    before = sorted(file.name for file in bare.iterdir())
    plan(bare, "init", ANSWERS)

    assert sorted(file.name for file in bare.iterdir()) == before


def test_license_text_is_the_standard_one_and_the_german_one_lies_beside(bare) -> None:
    found = plan(bare, only("license", of="init"))

    assert paths(found) == ["LICENSE", "LICENSES/EUPL-1.2.txt", "legal/LICENSE.de.txt"]
    assert [recognise(change.after) for change in found.changes] == [("EUPL-1.2",)] * 3


def test_license_gets_year_and_holder_where_it_has_a_place_for_them(bare) -> None:
    found = plan(bare, only("license", of="init"), license_="MIT", language="en")

    assert "Copyright (c) 2026 Stadt Dortmund\n" in text_of(found, "LICENSE")
    assert "Copyright (c) <year> <copyright holders>" in text_of(found, "LICENSES/MIT.txt")
    assert paths(found) == ["LICENSE", "LICENSES/MIT.txt"]


def test_choice_of_licenses_has_all_texts_and_no_license_file(bare) -> None:
    assert paths(plan(bare, only("license", of="init"), license_="MIT OR Apache-2.0", language="en")) == [
        "LICENSES/Apache-2.0.txt",
        "LICENSES/MIT.txt",
    ]


def test_license_file_decides_and_the_manifest_says_it_more_exactly(tmp_path) -> None:
    files = {"LICENSE": legal.text_of("GPL-3.0-only"), "package.json": '{"name": "a", "license": "GPL-3.0-or-later"}'}
    folder = made(tmp_path / "repository", files)

    assert plan(folder, only("license", of="init")).license == "GPL-3.0-or-later"
    assert plan(folder, only("license", of="init"), license_="GPL-3.0-only").license == "GPL-3.0-only"


def test_license_that_init_was_told_need_not_be_told_again(tmp_path) -> None:
    folder = made(tmp_path / "repository", {"COPYING": legal.text_of("GPL-3.0-only")})
    done(folder, "init", license_="GPL-3.0-or-later")

    assert plan(folder, "fix").license == "GPL-3.0-or-later"


def test_text_of_a_gnu_license_alone_does_not_tell_whether_later_versions_hold(tmp_path) -> None:
    folder = made(
        tmp_path / "repository", {"COPYING": legal.text_of("GPL-3.0-only"), "package.json": '{"name": "a", "license": "MIT"}'}
    )

    with pytest.raises(WrongCallError) as told:
        plan(folder, "init")
    assert told.value.problems[0].code == "license-only-or-later"


def test_manifest_decides_where_there_is_no_license_file(tmp_path) -> None:
    folder = made(tmp_path / "repository", {"package.json": '{"name": "a", "license": "Apache-2.0"}'})

    assert "Apache License" in text_of(plan(folder, only("license", of="init")), "LICENSE")


@pytest.mark.parametrize(
    ("remote", "page", "private"),
    [
        (
            "git@gitlab.example:stadt/werkzeug.git",
            "https://gitlab.example/stadt/werkzeug",
            "/-/issues/new?issue%5Bconfidential%5D=true",
        ),
        (
            "https://user:word@gitlab.example/stadt/werkzeug.git",
            "https://gitlab.example/stadt/werkzeug",
            "/-/issues/new?issue%5Bconfidential%5D=true",
        ),
        ("ssh://git@github.com/stadt/werkzeug", "https://github.com/stadt/werkzeug", "/security/advisories/new"),
    ],
)
def test_address_comes_from_git_without_passwords(bare, remote, page, private) -> None:
    git(bare, "remote", "add", "origin", remote)
    found = plan(bare, "init")

    assert f'url: "{page}"\n' in text_of(found, "publiccode.yml")
    assert f"{page}{private}" in text_of(found, "SECURITY.md")
    assert "word@" not in "".join(change.after for change in found.changes)


@pytest.mark.parametrize("remote", ["/srv/git/werkzeug.git", "../werkzeug", "file:///srv/git/werkzeug"])
def test_remote_on_a_disk_is_no_address(bare, remote) -> None:
    git(bare, "remote", "add", "origin", remote)

    assert "url: # [?url:" in text_of(plan(bare, "init"), "publiccode.yml")


def test_github_gets_its_own_templates_and_workflows(bare) -> None:
    git(bare, "remote", "add", "origin", "https://github.com/stadt/werkzeug")

    assert [path for path in paths(plan(bare, "init")) if path.startswith(".git")] == [
        ".github/ISSUE_TEMPLATE/bug.md",
        ".github/ISSUE_TEMPLATE/wish.md",
        ".github/pull_request_template.md",
        ".github/workflows/osscan.yml",
        ".github/workflows/sbom.yml",
        ".gitignore",
    ]


def test_project_without_an_address_is_githubs_where_its_files_are(bare) -> None:
    (bare / ".github/workflows").mkdir(parents=True)
    (bare / ".github/workflows/test.yml").write_text("on: push\n")

    assert ".github/workflows/sbom.yml" in paths(plan(bare, "init"))


def test_pipeline_that_is_there_stays_and_the_job_that_it_lacks_is_told(bare) -> None:
    (bare / ".gitlab-ci.yml").write_text("test:\n  script: [make test]\n")
    found = done(bare, (*only("ci", of="init"), *only("sbom", of="init")))

    assert paths(found) == [".gitlab/ci/sbom.yml"]
    assert [one.code for one in found.remarks] == ["include-it"]


def test_newest_tag_gives_version_date_and_status(bare) -> None:
    git(bare, "tag", "v1.2.0")
    found = plan(bare, "init", ANSWERS)

    told = text_of(found, "publiccode.yml")
    assert 'softwareVersion: "1.2.0"\n' in told
    assert "developmentStatus: stable\n" in told
    assert re.search(r'^releaseDate: "\d{4}-\d\d-\d\d"$', told, re.MULTILINE)
    assert re.search(r"^## \[1\.2\.0\] - \d{4}-\d\d-\d\d$", text_of(found, "CHANGELOG.md"), re.MULTILINE)


@pytest.mark.parametrize(("language", "first", "second"), [("de", "Sicherheit", "Security"), ("en", "Security", "Sicherheit")])
def test_chosen_language_comes_first_and_the_other_one_is_there(bare, language, first, second) -> None:
    found = plan(bare, "init", ANSWERS, language)
    heads = [line for line in text_of(found, "SECURITY.md").splitlines() if line.startswith("# ")]
    other = "en" if language == "de" else "de"

    assert heads == [f"# {first}", f"# {second}"]
    assert f"README.{other}.md" in paths(found)


def test_no_mail_address_is_invented(bare) -> None:
    assert [change.path for change in plan(bare, "init").changes if "@" in change.after and "LICENSE" not in change.path] == []


def test_files_of_the_organisation_are_not_written_again(bare) -> None:
    (bare / ".osscan").mkdir()
    (bare / ".osscan/publish.yml").write_text(
        "schema: osscan/publish/1\nextends: [{packaged: dortmund}]\ninherited: [CONTRIBUTING.md, SECURITY.md]\n"
    )

    written = paths(plan(bare, "init"))
    assert "CONTRIBUTING.md" not in written
    assert "SECURITY.md" in written


def test_answer_with_signs_of_yaml_is_read_back(bare) -> None:
    found = plan(bare, only("publiccode", of="init"), {**ANSWERS, "short-de": 'Sagt: "ja" # wirklich [?x: y]'})

    assert '    shortDescription: "Sagt: \\"ja\\" # wirklich [?x: y]"\n' in text_of(found, "publiccode.yml")


def test_difference_is_one_that_git_applies(bare) -> None:
    found = plan(bare, "init", ANSWERS)
    patch = "".join(f"{line}\n" for change in found.changes for line in difference(change))
    (bare.parent / "all.patch").write_text(patch)
    git(bare, "apply", str(bare.parent / "all.patch"))

    assert [change.path for change in found.changes if (bare / change.path).read_text() != change.after] == []


@pytest.mark.parametrize("name", sorted({file.name.split(".")[0] for file in TEMPLATES.glob("*.de.template")}))
def test_template_asks_for_the_same_in_both_languages(name) -> None:
    asked = [
        sorted(
            re.sub(r"-(?:de|en)\b", "", word)
            for word in re.findall(r"\{\{[^}]+\}\}", (TEMPLATES / f"{name}.{one}.template").read_text())
        )
        for one in LANGUAGES
    ]

    assert asked[0] == asked[1]


def test_every_place_of_a_template_is_filled(bare) -> None:
    assert [change.path for change in plan(bare, "init").changes if re.search(r"\{\{[?!]?[a-z-]+\}\}", change.after)] == []


def test_every_question_is_told_in_both_languages_and_fits_its_mark() -> None:
    told = [answers.question(key, language) for key in answers.question_keys() for language in LANGUAGES]

    assert [text for text in told if not re.fullmatch(r"\[\?[a-z-]+: [^\]\n@]+\]", text)] == []
    assert set(answers.question_keys()) == set(ANSWERS)


def test_names_of_things_are_told_once() -> None:
    assert [len({thing.name for thing in table}) for table in (INIT, FIX)] == [len(INIT), len(FIX)]
