"""What the files of a source tree say in words: whose license it becomes, and what does not count."""

from __future__ import annotations

from importlib.metadata import files
from pathlib import Path

import pytest

from osscan.engine.baseline import fingerprint
from osscan.model.component import Kind

MIT = next(Path(file.locate()).read_text() for file in files("pytest") or () if file.name == "LICENSE")
TAG = "SPDX-License-" + "Identifier"
EUPL = "# Licensed under the EUPL-1.2\n"
GPL = """\
# This program is free software; you can redistribute it and/or modify it under the terms of the
# GNU General Public License version 2 as published by the Free Software Foundation.
"""
MANIFEST = '[project]\nname = "shop"\nversion = "1.0"\nlicense = "EUPL-1.2"\n'


@pytest.fixture
def tree(checked, tmp_path):
    """Checks a tree of files and gives the ids of its components with license, files and policy word."""

    def call(*targets, **contents):
        for path, content in contents.pop("files", {}).items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(content)
        return checked(*(targets or (".",)), **contents)

    return call


def words(report):
    return {
        component.id: (component.license.expression, component.component.files, verdict.judgement.policy.verdict.value)
        for component, verdict in zip(report.components, report.verdicts, strict=True)
    }


def known(report):
    return frozenset(
        fingerprint(component, verdict)
        for component, verdict in zip(report.components, report.verdicts, strict=True)
        if verdict.objects
    )


def codes(report):
    return [(problem.code, problem.place.input) for problem in report.problems if not problem.code.startswith("policy-")]


def only(report, name):
    (found,) = (judged for judged in report.components if judged.component.name == name)
    return found


def test_notices_are_gathered_by_license(tree):
    report = tree(files={"a.py": EUPL, "b.py": EUPL + "x = 1\n", "c.py": GPL, "d.py": "x = 1\n"})

    assert words(report) == {
        ".#files:EUPL-1.2": ("EUPL-1.2", 2, "allowed-with-obligations"),
        ".#files:GPL-2.0-only": ("GPL-2.0-only", 1, "denied"),
    }


def test_claim_of_a_notice_says_where_and_how_certainly(tree):
    (judged,) = tree(files={"src/c.py": "import os\n" + GPL}).components
    (claim,) = judged.component.claims

    assert (claim.role, claim.method, claim.confidence) == ("detected", "license-notice", 0.99)
    assert (claim.place.input, claim.place.line) == ("src/c.py", 2)


def test_tag_that_says_the_same_is_the_only_claim(tree):
    (judged,) = tree(files={"a.py": f"# {TAG}: GPL-2.0-only\n{GPL}"}).components

    assert [claim.method for claim in judged.component.claims] == ["spdx-tag"]
    assert judged.component.files == 1


def test_tag_under_an_old_name_says_the_same(tree):
    assert words(tree(files={"a.py": f"# {TAG}: GPL-2.0\n{GPL}"})).keys() == {".#files:GPL-2.0"}


def test_text_that_contradicts_the_tag_is_judged_too(tree):
    report = tree(files={"a.py": f"# {TAG}: MIT\n{GPL}"})

    assert words(report) == {
        ".#files:GPL-2.0-only": ("GPL-2.0-only", 1, "denied"),
        ".#files:MIT": ("MIT", 1, "allowed-with-obligations"),
    }


def test_tag_for_a_choice_covers_the_notices_of_its_branches(tree):
    report = tree(files={"a.py": f"# {TAG}: MIT OR GPL-2.0-only\n{GPL}"})

    assert words(report).keys() == {".#files:MIT OR GPL-2.0-only"}


def test_tag_with_an_exception_covers_the_license_and_the_exception(tree):
    tagged = f"# {TAG}: GPL-2.0-only WITH Classpath-exception-2.0\n{GPL}"

    assert words(tree(files={"a.py": tagged})).keys() == {".#files:GPL-2.0-only WITH Classpath-exception-2.0"}


def test_content_license_beside_one_for_programs_is_no_mere_data(tree):
    both = f"# {TAG}: CC-BY-4.0 AND GPL-3.0-only\n"
    report = tree(files={"a.css": both, "b.css": f"# {TAG}: CC-BY-4.0\n"})

    assert {judged.component.name: judged.relation.value for judged in report.components} == {
        "CC-BY-4.0": "data",
        "CC-BY-4.0 AND GPL-3.0-only": "incorporate",
    }


def test_folders_for_tests_are_kept_apart_from_the_product(tree):
    report = tree(files={"a.py": EUPL, "tests/b.py": EUPL, "tests/c.py": GPL})

    assert words(report) == {
        ".#files:EUPL-1.2": ("EUPL-1.2", 1, "allowed-with-obligations"),
        ".#test-files:EUPL-1.2": ("EUPL-1.2", 1, "not-evaluated"),
        ".#test-files:GPL-2.0-only": ("GPL-2.0-only", 1, "not-evaluated"),
    }


def test_file_that_refers_to_a_license_file_is_fine(tree):
    report = tree(files={"LICENSE": MIT, "src/a.py": "# License terms: see LICENSE in the root folder\n"})

    assert (list(words(report)), codes(report)) == ([".#files:MIT"], [])


def test_reference_to_a_missing_license_file_is_told_once(tree):
    see = "# License terms: see LICENSE in the root folder\n"
    report = tree(files={"a.py": see, "b.py": see})

    assert codes(report) == [("license-reference-dangling", "a.py")]
    (problem,) = (p for p in report.problems if p.code == "license-reference-dangling")
    assert problem.facts == (("count", "2"), ("name", "LICENSE"))


def test_unreadable_text_of_a_license_file_never_passes(tree):
    report = tree(files={"LICENSE": "You may look at this, but only on Sundays.\n" * 9})

    assert [word[2] for word in words(report).values()] == ["unknown-license"]
    assert ("license-text-not-recognised", "LICENSE") in codes(report)


def test_license_recognised_in_part_says_so(tree):
    half = "\n".join(line for line in MIT.split("\n") if "sublicense" not in line and "copies of the Software" not in line)
    (judged,) = tree(files={"LICENSE": half}).components

    assert judged.license.expression == "MIT"
    assert 0.5 < judged.component.claims[-1].confidence < 0.99
    assert [reason.key for reason in judged.license.because] == ["role-detected", "text-recognised-in-part"]


def test_vendored_folder_is_a_component_of_its_own(tree):
    report = tree(files={"vendor/tinyjson/LICENSE": MIT, "vendor/tinyjson/a.c": "int a;\n", "vendor/tinyjson/VERSION": "v1.4\n"})
    judged = only(report, "tinyjson")

    assert words(report) == {"vendor/tinyjson#folder": ("MIT", 1, "allowed-with-obligations")}
    assert (judged.component.version, judged.component.purl) == ("1.4", "pkg:generic/tinyjson@1.4")
    assert (judged.component.kind, judged.component.first_party, judged.relation) == (Kind.LIBRARY, False, "incorporate")
    assert judged.component.place.input == "vendor/tinyjson/LICENSE"


def test_vendored_folder_without_license_is_denied(tree):
    report = tree(files={"third_party/x/a.c": "int a;\n", "third_party/x/README.md": "# x\n"})

    assert words(report) == {"third_party/x#folder": (None, 1, "no-license")}
    assert report.outcome.value == "objections"


def test_vendored_folder_speaks_by_its_headers_where_it_has_no_license_file(tree):
    assert words(tree(files={"vendor/x/a.py": EUPL})) == {"vendor/x#folder": ("EUPL-1.2", 1, "allowed-with-obligations")}


def test_file_under_another_license_in_a_vendored_folder_is_judged_alone(tree):
    report = tree(files={"vendor/x/LICENSE": MIT, "vendor/x/a.py": GPL})

    assert words(report) == {
        "vendor/x#files:GPL-2.0-only": ("GPL-2.0-only", 1, "denied"),
        "vendor/x#folder": ("MIT", 1, "allowed-with-obligations"),
    }


def test_single_files_in_a_vendor_folder_stand_under_it(tree):
    assert words(tree(files={"vendor/json.py": GPL})) == {"vendor#files:GPL-2.0-only": ("GPL-2.0-only", 1, "denied")}


def test_manifest_of_a_vendored_folder_gives_name_version_and_license(tree):
    manifest = '{"name": "tiny", "version": "2.1.0", "license": "MIT", "dependencies": {"left": "^1.0.0"}}'
    report = tree(files={"vendor/x/package.json": manifest, "vendor/x/LICENSE": MIT, "vendor/x/a.js": "let a = 1\n"})
    judged = only(report, "tiny")

    assert (judged.id, judged.component.version, judged.component.first_party) == ("vendor/x#folder", "2.1.0", False)
    assert [claim.role for claim in judged.component.claims] == ["detected", "declared"]
    assert words(report)["pkg:npm/left"] == (None, 1, "not-evaluated")
    assert len(report.components) == 2


def test_same_name_in_two_folders_is_two_components(tree):
    report = tree(files={"vendor/x/LICENSE": MIT, "web/vendor/x/a.js": "let a = 1\n"})

    assert {id_: word[2] for id_, word in words(report).items()} == {
        "vendor/x#folder": "allowed-with-obligations",
        "web/vendor/x#folder": "no-license",
    }


def test_folders_that_only_order_others_are_no_components(tree):
    report = tree(files={"vendor/example.org/team/tool/LICENSE": MIT, "vendor/example.org/team/tool/a.go": "var a int\n"})

    assert words(report).keys() == {"vendor/example.org/team/tool#folder"}
    assert only(report, "example.org/team/tool").component.purl == "pkg:generic/example.org/team/tool"


def test_own_code_in_a_folder_called_deps_is_not_foreign(tree):
    assert words(tree(files={"src/deps/a.py": "x = 1\n", "src/external/b.py": EUPL})).keys() == {".#files:EUPL-1.2"}


@pytest.mark.parametrize("folder", ["src/main/java/org/example/vendor/api", "app/Vendor/Http", "src/deps/io"])
def test_package_with_such_a_name_is_not_foreign(tree, folder):
    assert words(tree(files={f"{folder}/A.java": "class A {}\n"})) == {}


@pytest.mark.parametrize("folder", ["vendor", "ThirdParty", "extern", "src/_vendor", "a/b/3rdparty"])
def test_folder_for_foreign_works_is_told_by_its_name(tree, folder):
    assert words(tree(files={f"{folder}/x/a.c": "int a;\n"})).keys() == {f"{folder}/x#folder"}


def test_folder_with_a_license_of_its_own_is_foreign(tree):
    report = tree(files={"pyproject.toml": MANIFEST, "src/lib/sort/LICENSE": MIT, "src/lib/sort/sort.c": "int a;\n"})

    assert words(report)["src/lib/sort#folder"] == ("MIT", 1, "allowed-with-obligations")


def test_folder_with_the_license_of_the_project_is_the_project(tree):
    report = tree(files={"LICENSE": MIT, "backend/LICENSE": MIT, "backend/a.py": "x = 1\n"})

    assert words(report) == {".#files:MIT": ("MIT", 2, "allowed-with-obligations")}


def test_member_of_a_workspace_with_its_own_license_is_first_party(tree):
    report = tree(files={"LICENSE": MIT, "packages/a/pyproject.toml": MANIFEST, "packages/a/LICENSE": EUPL})

    assert "packages/a#folder" not in words(report)


def test_vendored_folder_is_first_party_when_it_is_the_target(tree):
    assert words(tree("vendor/x", files={"vendor/x/LICENSE": MIT})).keys() == {".#files:MIT"}


POLICY = """
schema: osscan/policy/1
id: own
title: {de: Eigene, en: Own}
version: "1"
extends: [{path: BASE}]
clarifications:
  - {purl: "pkg:generic/tinyjson", expression: MIT, reason: {de: Gefragt., en: Asked.}}
"""


def test_clarification_of_the_policy_reaches_a_vendored_folder(tree, tmp_path):
    base = Path(__file__).parents[2] / "policies" / "dortmund.yml"
    (tmp_path / "own.yml").write_text(POLICY.replace("BASE", str(base)))
    report = tree("lib", files={"lib/vendor/tinyjson/a.c": "int a;\n"}, policy="own.yml")

    assert words(report) == {"lib/vendor/tinyjson#folder": ("MIT", 1, "allowed-with-obligations")}


def test_clarification_settles_what_files_say_otherwise(tree, tmp_path):
    base = Path(__file__).parents[2] / "policies" / "dortmund.yml"
    (tmp_path / "own.yml").write_text(POLICY.replace("BASE", str(base)))
    report = tree("lib", files={"lib/vendor/tinyjson/COPYING": GPL, "lib/vendor/tinyjson/a.c": "int a;\n"}, policy="own.yml")

    assert words(report) == {"lib/vendor/tinyjson#folder": ("MIT", 1, "allowed-with-obligations")}
    assert [conflict.component for conflict in report.conflicts] == ["lib/vendor/tinyjson#folder"]


def test_vendor_folder_may_be_the_target(tree):
    assert words(tree("vendor", files={"vendor/x/a.c": "int a;\n"})).keys() == {"vendor/x#folder"}


def test_known_objection_to_one_folder_is_new_for_another_of_its_name(tree, tmp_path):
    first = tree("a", files={"a/vendor/x/x.c": "int a;\n", "b/vendor/x/x.c": "int a;\n"})
    both = tree("a", "b", baseline=known(first), only_new=True)

    assert [v.component for v in both.verdicts if v.objects] == ["b/vendor/x#folder"]


def reuse(precedence, path="**", license_id="MIT"):
    return f'version = 1\n[[annotations]]\npath = "{path}"\nprecedence = "{precedence}"\n{TAG} = "{license_id}"\n'


def test_override_silences_tags_and_texts(tree):
    report = tree(files={"REUSE.toml": reuse("override"), "a.py": GPL, "b.py": f"# {TAG}: GPL-2.0-only\n", "c.py": "x = 1\n"})

    assert words(report) == {".#files:MIT": ("MIT", 3, "allowed-with-obligations")}
    assert codes(report) == [("reuse-override", "a.py")]


def test_override_does_not_silence_license_files(tree):
    report = tree(files={"REUSE.toml": reuse("override", license_id="EUPL-1.2"), "LICENSE": MIT})

    assert words(report)[".#files:MIT"] == ("MIT", 1, "allowed-with-obligations")


def test_override_of_a_folder_leaves_the_others_alone(tree):
    report = tree(files={"REUSE.toml": reuse("override", "a/**"), "a/x.py": GPL, "b/x.py": GPL})

    assert words(report) == {
        ".#files:GPL-2.0-only": ("GPL-2.0-only", 1, "denied"),
        ".#files:MIT": ("MIT", 1, "allowed-with-obligations"),
    }


def test_override_above_beats_override_below(tree):
    report = tree(files={"REUSE.toml": reuse("override"), "a/REUSE.toml": reuse("override", license_id="ISC"), "a/x.py": GPL})

    assert words(report) == {".#files:MIT": ("MIT", 1, "allowed-with-obligations")}


def test_closest_counts_only_for_files_without_a_tag(tree):
    report = tree(
        files={
            "REUSE.toml": reuse("closest"),
            "a.py": f"# {TAG}: ISC\n",
            "b.py": "x = 1\n",
            "c.png.license": f"{TAG}: ISC\n",
            "c.png": "",
        }
    )

    assert words(report) == {
        ".#files:ISC": ("ISC", 2, "allowed-with-obligations"),
        ".#files:MIT": ("MIT", 1, "allowed-with-obligations"),
    }


def test_aggregate_above_an_override_counts_too(tree):
    report = tree(
        files={
            "REUSE.toml": reuse("aggregate"),
            "a/REUSE.toml": reuse("override", license_id="ISC"),
            "a/x.py": f"# {TAG}: 0BSD\n",
        }
    )

    assert words(report).keys() == {".#files:MIT", ".#files:ISC"}


def test_the_nearest_closest_annotation_with_a_license_counts(tree):
    report = tree(
        files={"REUSE.toml": reuse("closest"), "a/REUSE.toml": 'version = 1\n[[annotations]]\npath = "**"\n', "a/x.py": "x"}
    )

    assert words(report).keys() == {".#files:MIT"}


DEP5 = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"


def test_dep5_of_reuse_speaks_for_files_and_its_last_paragraph_counts(tree):
    dep5 = f"{DEP5}\nFiles: *\nCopyright: S\nLicense: MIT\n\nFiles: b/*\nCopyright: S\nLicense: ISC\n"
    report = tree(files={".reuse/dep5": dep5, "a.py": "x", "b/c/d.py": "x", "e.py": "x"})

    assert words(report) == {
        ".#files:ISC": ("ISC", 1, "allowed-with-obligations"),
        ".#files:MIT": ("MIT", 2, "allowed-with-obligations"),
    }


def test_dep5_of_reuse_is_added_to_what_a_file_says(tree):
    report = tree(files={".reuse/dep5": f"{DEP5}\nFiles: *\nCopyright: S\nLicense: MIT\n", "a.py": f"# {TAG}: ISC\n"})

    assert words(report).keys() == {".#files:ISC", ".#files:MIT"}


def test_dep5_of_reuse_without_a_field_is_told(tree):
    report = tree(files={".reuse/dep5": f"{DEP5}\nFiles: *\nLicense: MIT\n", "a.py": "x"})

    assert codes(report) == [("reuse-dep5-unusable", ".reuse/dep5")]


def test_text_beside_a_closest_annotation_is_judged_too(tree):
    report = tree(files={"REUSE.toml": reuse("closest"), "a.py": GPL})

    assert words(report).keys() == {".#files:GPL-2.0-only", ".#files:MIT"}


def test_aggregate_counts_beside_the_tags(tree):
    report = tree(files={"REUSE.toml": reuse("aggregate"), "a.py": f"# {TAG}: ISC\n"})

    assert words(report).keys() == {".#files:ISC", ".#files:MIT"}


def test_annotation_that_covers_nothing_here_still_counts(tree):
    assert words(tree(files={"REUSE.toml": reuse("override", "gone.py", "GPL-2.0-only")})) == {
        ".#files:GPL-2.0-only": ("GPL-2.0-only", 1, "denied")
    }


def test_annotation_of_a_vendored_folder_is_its_license(tree):
    report = tree(files={"REUSE.toml": reuse("closest", "vendor/x/**"), "vendor/x/a.c": "int a;\n"})

    assert words(report) == {"vendor/x#folder": ("MIT", 1, "allowed-with-obligations")}


def test_data_versions_name_the_license_texts_only_where_files_were_searched(tree, tmp_path):
    searched = tree(files={"a.py": EUPL})
    (tmp_path / "bom.json").write_text('{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": []}')
    not_searched = tree("bom.json")

    assert "scancode-rules" in dict(searched.data)
    assert "scancode-rules" not in dict(not_searched.data)


@pytest.mark.parametrize(
    "added",
    [
        "The Software may not be used for commercial purposes.",
        "Free for non-commercial use.",
        "For academic use only.",
        "Selling the Software is prohibited.",
        "The Software must not be used by the military.",
    ],
)
def test_license_with_a_restriction_added_never_passes(tree, added):
    within = MIT.replace("following conditions:", f"following conditions:\n\n{added}")

    assert tree(files={"LICENSE": f"{MIT}\n{added}\n"}).outcome == "objections"
    assert tree(files={"LICENSE": within}).outcome == "objections"


def test_other_words_beside_a_license_are_told(tree):
    report = tree(files={"LICENSE": f"{MIT}\nAsk before you sell copies.\n"})

    assert codes(report) == [("license-text-has-more", "LICENSE")]
