"""What is passed on is told with its texts and lines; what is missing is told too."""

from __future__ import annotations

import json

import pytest
from tests.notice.trees import gaps_of, jar, made, node_package, npm_lock, one, text, texts_of, wheel

from osscan.model.component import Provision
from osscan.model.notice import Origin

NOTICE = "Example Router\nCopyright 2019 Example Works\n\nThis product includes parts of Sample Kit.\n"


def test_package_at_hand_brings_its_own_text_and_line(tmp_path) -> None:
    wheel(tmp_path, "alpha", "1.0", "MIT", {"LICENSE": text("MIT", "2020 Example Works")})

    notices = made(tmp_path).notices

    found = one(notices, "alpha")
    (own,) = texts_of(notices, "alpha")
    assert (found.license, found.chosen, found.copyrights) == ("MIT", "", ("Copyright (c) 2020 Example Works",))
    assert (own.origin, own.licenses, own.files, own.text) == (Origin.DELIVERED, ("MIT",), ("LICENSE",), text("MIT", "2020 Example Works").strip("\n"))  # fmt: skip
    assert found.sources == ("https://code.example/alpha",)
    assert gaps_of(notices, "alpha") == []


def test_same_texts_stand_once_and_those_of_other_holders_apart(tmp_path) -> None:
    for name, holder in (("a", "2020 Example A"), ("b", "2020 Example A"), ("c", "2020 Example C")):
        wheel(tmp_path, name, "1.0", "MIT", {"LICENSE": text("MIT", holder)})
    for name in ("d", "e"):
        wheel(tmp_path, name, "1.0", "Apache-2.0", {"LICENSE": text("Apache-2.0")})

    notices = made(tmp_path).notices

    assert sorted((found.licenses, [name.rpartition("/")[2] for name in found.components]) for found in notices.texts) == [
        (("Apache-2.0",), ["d@1.0", "e@1.0"]),
        (("MIT",), ["a@1.0", "b@1.0"]),
        (("MIT",), ["c@1.0"]),
    ]


def test_only_the_chosen_branch_brings_its_text_and_both_bring_their_lines(tmp_path) -> None:
    files = {"LICENSE.APACHE": text("Apache-2.0"), "LICENSE.BSD": text("BSD-3-Clause", "2021 Example Works")}
    wheel(tmp_path, "either", "2.0", "Apache-2.0 OR BSD-3-Clause", files)

    notices = made(tmp_path).notices

    found = one(notices, "either")
    assert (found.license, found.chosen) == ("Apache-2.0 OR BSD-3-Clause", "Apache-2.0")
    assert [reason.key for reason in found.because] == ["branch-chosen"]
    assert [own.files for own in texts_of(notices, "either")] == [("LICENSE.APACHE",)]
    assert found.copyrights == ("Copyright (c) 2021 Example Works",)


def test_notice_is_passed_on_word_for_word(tmp_path) -> None:
    wheel(tmp_path, "router", "1.0", "Apache-2.0", {"LICENSE": text("Apache-2.0"), "NOTICE": NOTICE})

    notices = made(tmp_path).notices

    assert [(found.text, found.components) for found in notices.notices] == [(NOTICE.strip("\n"), ("pkg:pypi/router@1.0",))]
    assert one(notices, "router").notices == (notices.notices[0].id,)
    assert one(notices, "router").copyrights == ("Copyright 2019 Example Works",)


def test_notice_that_nobody_filled_in_is_left_out(tmp_path) -> None:
    files = {"LICENSE": text("Apache-2.0"), "NOTICE": "Copyright [yyyy] [name of copyright owner]\n"}
    wheel(tmp_path, "router", "1.0", "Apache-2.0", files)

    notices = made(tmp_path).notices

    assert (notices.notices, one(notices, "router").copyrights) == ((), ())
    assert gaps_of(notices, "router") == [("no-copyright", "hint")]


def test_lockfile_alone_gives_standard_texts_and_says_so(tmp_path) -> None:
    rows = {"a": {"version": "1.0.0", "license": "MIT"}, "b": {"version": "1.0.0", "license": "Apache-2.0"}}
    npm_lock(tmp_path, rows)

    noticed = made(tmp_path)

    (mit,) = texts_of(noticed.notices, "a")
    assert (mit.origin, mit.files) == (Origin.STANDARD, ())
    assert "<year>" not in mit.text
    assert gaps_of(noticed.notices, "a") == [("no-copyright", "owed"), ("standard-text", "hint")]
    assert gaps_of(noticed.notices, "b") == [("no-copyright", "owed"), ("notice-unknown", "hint"), ("standard-text", "hint")]
    assert noticed.complete is False


def test_ignored_packages_beside_a_lockfile_are_looked_at_if_they_are_the_same_version(tmp_path) -> None:
    npm_lock(tmp_path, {"a": {"version": "1.0.0", "license": "MIT"}, "b": {"version": "2.0.0", "license": "MIT"}})
    node_package(tmp_path, "a", "1.0.0", "MIT", {"LICENSE": text("MIT", "2020 Example A")})
    node_package(tmp_path, "b", "1.9.0", "MIT", {"LICENSE": text("MIT", "2020 Example B")})

    notices = made(tmp_path / "package-lock.json").notices

    assert one(notices, "a").copyrights == ("Copyright (c) 2020 Example A",)
    assert one(notices, "b").copyrights == ()


def test_readme_with_a_license_text_stands_in_for_a_license_file(tmp_path) -> None:
    readme = f"# tiny\n\nDoes little.\n\n## License\n\n{text('MIT', '2012 Example Works')}\n"
    npm_lock(tmp_path, {"tiny": {"version": "1.0.0", "license": "MIT"}})
    node_package(tmp_path, "tiny", "1.0.0", "MIT", {"README.md": readme})

    notices = made(tmp_path).notices

    (found,) = texts_of(notices, "tiny")
    assert found.text.startswith("MIT License\n\nCopyright (c) 2012 Example Works\n") or found.text.startswith("## License")
    assert "Does little" not in found.text
    assert one(notices, "tiny").copyrights == ("Copyright (c) 2012 Example Works",)


def test_headers_of_programs_are_asked_where_no_text_names_a_holder(tmp_path) -> None:
    sources = {"quiet/__init__.py": "# Copyright 2022 Example Works\n# SPDX-License-Identifier: Apache-2.0\n"}
    wheel(tmp_path, "quiet", "1.0", "Apache-2.0", {"LICENSE": text("Apache-2.0")}, sources)

    notices = made(tmp_path).notices

    assert (one(notices, "quiet").copyrights, gaps_of(notices, "quiet")) == (("Copyright 2022 Example Works",), [])


def test_archive_brings_what_lies_in_it(tmp_path) -> None:
    pom = "<project><groupId>org.example</groupId><artifactId>lib</artifactId><version>1.0</version><licenses><license><name>Apache-2.0</name></license></licenses></project>"  # fmt: skip
    members = {
        "META-INF/maven/org.example/lib/pom.xml": pom,
        "META-INF/maven/org.example/lib/pom.properties": "groupId=org.example\nartifactId=lib\nversion=1.0\n",
        "META-INF/LICENSE.txt": text("Apache-2.0"),
        "META-INF/NOTICE.txt": NOTICE,
    }
    jar(tmp_path / "lib-1.0.jar", members)

    notices = made(tmp_path / "lib-1.0.jar").notices

    assert [found.text for found in notices.notices] == [NOTICE.strip("\n")]
    assert [(found.licenses, found.origin) for found in notices.texts] == [(("Apache-2.0",), Origin.DELIVERED)]


def test_packages_of_composer_and_go_are_found_where_they_are_copied_to(tmp_path) -> None:
    (tmp_path / "vendor/composer").mkdir(parents=True)
    installed = {"packages": [{"name": "example/kit", "version": "1.0.0", "license": ["MIT"]}]}
    (tmp_path / "vendor/composer/installed.json").write_text(json.dumps(installed))
    (tmp_path / "vendor/example/kit").mkdir(parents=True)
    (tmp_path / "vendor/example/kit/LICENSE").write_text(text("MIT", "2020 Example Kit"))
    (tmp_path / "go/vendor/code.example/flow").mkdir(parents=True)
    (tmp_path / "go/go.mod").write_text("module code.example/shop\n\ngo 1.22\n\nrequire code.example/flow v1.2.3\n")
    (tmp_path / "go/vendor/modules.txt").write_text("# code.example/flow v1.2.3\n## explicit\ncode.example/flow\n")
    (tmp_path / "go/vendor/code.example/flow/LICENSE").write_text(text("BSD-3-Clause", "2021 Example Flow"))

    notices = made(tmp_path).notices

    assert [(found.name, found.copyrights) for found in notices.components] == [
        ("code.example/flow", ("Copyright (c) 2021 Example Flow",)),
        ("example/kit", ("Copyright (c) 2020 Example Kit",)),
        ("stdlib", ()),
    ]


def test_files_of_others_are_told_with_their_paths(tmp_path) -> None:
    npm_lock(tmp_path, {})
    (tmp_path / "src").mkdir()
    header = "/*\n * Copyright (c) 2018 Example Works\n * SPDX-License-Identifier: BSD-2-Clause\n */\n"
    (tmp_path / "src/kit.c").write_text(header + "int kit(void) { return 1; }\n")

    (found,) = made(tmp_path).notices.components

    assert (found.license, found.files, found.copyrights) == ("BSD-2-Clause", 1, ("Copyright (c) 2018 Example Works",))
    assert [path.rpartition("/")[2] for path in found.paths] == ["kit.c"]


def test_exceptions_have_their_text_too(tmp_path) -> None:
    npm_lock(tmp_path, {"a": {"version": "1.0.0", "license": "GPL-2.0-only WITH Classpath-exception-2.0"}})

    notices = made(tmp_path).notices

    assert sorted(found.licenses for found in texts_of(notices, "a")) == [("Classpath-exception-2.0",), ("GPL-2.0-only",)]


def test_source_offer_names_where_the_source_is_or_that_nobody_knows(tmp_path) -> None:
    rows = {
        "known": {"version": "1.0.0", "license": "MPL-2.0", "resolved": "https://registry.example/known-1.0.0.tgz"},
        "unknown": {"version": "1.0.0", "license": "MPL-2.0"},
        "free": {"version": "1.0.0", "license": "MIT"},
    }
    npm_lock(tmp_path, rows)

    notices = made(tmp_path, provisions=(Provision.BINARY,)).notices

    assert (one(notices, "known").duties, one(notices, "known").sources) == (("component-source",), ("https://registry.example/known-1.0.0.tgz",))  # fmt: skip
    assert ("no-source-address", "owed") in gaps_of(notices, "unknown")
    assert one(notices, "free").duties == ()


def test_what_is_not_passed_on_is_named(tmp_path) -> None:
    rows = {"a": {"version": "1.0.0", "license": "MIT"}, "tool": {"version": "3.0.0", "license": "MIT", "dev": True}}
    npm_lock(tmp_path, rows)

    notices = made(tmp_path).notices

    assert [found.name for found in notices.components] == ["a"]
    assert [(left.why, left.names) for left in notices.left_out] == [
        ("first-party", ("shop 1.0.0",)),
        ("scope-dev", ("tool 3.0.0",)),
    ]


def test_what_a_build_asks_for_too_is_passed_on_where_the_product_needs_it(tmp_path) -> None:
    for name in ("core", "tool"):
        wheel(tmp_path, name, "1.0", "MIT", {"LICENSE": text("MIT", f"2020 Example {name}")})
    wheel(tmp_path, "app", "1.0", "MIT", {"LICENSE": text("MIT", "2020 Example app")})
    metadata = tmp_path / "lib/python3.11/site-packages/app-1.0.dist-info/METADATA"
    metadata.write_text(metadata.read_text() + "Requires-Dist: core\n")
    (tmp_path / "pyproject.toml").write_text('[build-system]\nrequires = ["core==1.0", "tool==1.0"]\n')

    notices = made(tmp_path).notices

    assert [found.name for found in notices.components] == ["app", "core"]
    assert ("scope-build", ("tool 1.0",)) in [(left.why, left.names) for left in notices.left_out]


def test_unknown_license_is_a_gap_and_no_silence(tmp_path) -> None:
    wheel(tmp_path, "odd", "1.0", "", {"LICENSE": "Use it nicely, says Example Works, or do not use it at all."})

    noticed = made(tmp_path)

    assert gaps_of(noticed.notices, "odd") == [("no-license", "owed"), ("no-copyright", "hint")]
    assert [found.text for found in texts_of(noticed.notices, "odd")] == [
        "Use it nicely, says Example Works, or do not use it at all."
    ]
    assert noticed.complete is False


def test_license_file_that_is_no_text_is_told(tmp_path) -> None:
    wheel(tmp_path, "odd", "1.0", "MIT", {"LICENSE": "x"})
    (tmp_path / "lib/python3.11/site-packages/odd-1.0.dist-info/licenses/LICENSE").write_bytes(b"\0\1\2" * 50)

    assert ("file-unreadable", "owed") in gaps_of(made(tmp_path).notices, "odd")


def test_foreign_folder_in_the_tree_is_told_with_its_license(tmp_path) -> None:
    npm_lock(tmp_path, {})
    (tmp_path / "vendor/kit").mkdir(parents=True)
    (tmp_path / "vendor/kit/LICENSE").write_text(text("BSD-2-Clause", "2018 Example Works"))
    (tmp_path / "vendor/kit/kit.c").write_text("int kit(void) { return 1; }\n")

    notices = made(tmp_path).notices

    assert [(found.license, found.copyrights) for found in notices.components] == [
        ("BSD-2-Clause", ("Copyright (c) 2018 Example Works",))
    ]


def test_order_of_targets_makes_no_difference(tmp_path) -> None:
    wheel(tmp_path / "x", "a", "1.0", "MIT", {"LICENSE": text("MIT", "2020 Example A")})
    wheel(tmp_path / "y", "b", "1.0", "Apache-2.0", {"LICENSE": text("Apache-2.0"), "NOTICE": NOTICE})

    forth, back = made(tmp_path / "x", tmp_path / "y").notices, made(tmp_path / "y", tmp_path / "x").notices

    assert forth == back


@pytest.mark.parametrize("name", ["LICENSE", "NOTICE"])
def test_files_beside_the_root_are_not_opened(tmp_path, name) -> None:
    npm_lock(tmp_path / "in", {"../../secret": {"version": "1.0.0", "license": "Apache-2.0"}})
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/package.json").write_text('{"name": "secret", "version": "1.0.0"}')
    (tmp_path / "secret" / name).write_text("Copyright 2020 Secret Works")

    notices = made(tmp_path / "in").notices

    assert "Secret Works" not in repr(notices)
