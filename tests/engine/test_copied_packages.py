"""What a package manager copied into the tree is the package that it knows, with the licenses of its folder."""

from __future__ import annotations

import json

from osscan.engine.executor import Serial
from osscan.engine.looking import look_at
from osscan.inputs.source import Limits

MIT_TAG = "// SPDX-License-Identifier: MIT\n"
GPL_TAG = "// SPDX-License-Identifier: GPL-3.0-only\n"


def test_gems_that_bundler_installed_below_the_project_are_no_copies(tmp_path):
    home = tmp_path / "vendor" / "bundle" / "ruby" / "3.2.0"
    (home / "specifications").mkdir(parents=True)
    (home / "gems" / "part-1.0.0" / "lib").mkdir(parents=True)
    (home / "gems" / "part-1.0.0" / "lib" / "part.rb").write_text("puts 1\n")
    (home / "specifications" / "part-1.0.0.gemspec").write_text(
        "# stub: part 1.0.0 ruby lib\n\nGem::Specification.new do |s|\n"
        '  s.name = "part".freeze\n  s.version = "1.0.0"\n  s.licenses = ["MIT".freeze]\nend\n'
    )
    (tmp_path / "Gemfile.lock").write_text(
        "GEM\n  remote: https://registry.example/\n  specs:\n    part (1.0.0)\n\nDEPENDENCIES\n  part\n"
    )
    found = look_at((str(tmp_path),), Limits(), Serial()).union.components

    assert {id_: [claim.raw for claim in one.component.claims] for id_, one in found.items()} == {"pkg:gem/part@1.0.0": ["MIT"]}


def seen(root, files: dict[str, str]) -> list[tuple[str, list[str]]]:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    looked = look_at([str(root)], Limits(), Serial())
    united = sorted(looked.union.components.values(), key=lambda one: one.component.purl)
    return [(one.component.purl, [claim.raw for claim in one.component.claims]) for one in united]


def test_vendored_go_module_has_the_licenses_of_its_folder(tmp_path):
    files = {
        "go.mod": "module x.example/shop\nrequire a.example/a v1.0.0\nrequire b.example/old v1.0.0\nreplace b.example/old => c.example/new v1.1.0\n",
        "vendor/modules.txt": "# a.example/a v1.0.0\na.example/a\n# b.example/old v1.0.0 => c.example/new v1.1.0\nb.example/old\n",
        "vendor/a.example/a/a.go": MIT_TAG,
        "vendor/b.example/old/b.go": GPL_TAG,
    }

    assert seen(tmp_path, files) == [
        ("pkg:golang/a.example/a@v1.0.0", ["MIT"]),
        ("pkg:golang/c.example/new@v1.1.0", ["GPL-3.0-only"]),
        ("pkg:golang/x.example/shop", []),
    ]


def test_vendored_module_without_a_word_has_no_license(tmp_path):
    files = {"vendor/modules.txt": "# a.example/a v1.0.0\na.example/a\n", "vendor/a.example/a/a.go": "package a\n"}

    assert seen(tmp_path, files) == [("pkg:golang/a.example/a@v1.0.0", ["NONE"])]


def test_files_of_an_installed_composer_package_speak_for_it(tmp_path):
    files = {
        "vendor/composer/installed.json": json.dumps({"packages": [{"name": "acme/web", "version": "1.0", "license": ["MIT"]}]}),
        "vendor/acme/web/composer.json": '{"name": "acme/web", "license": ["MIT"]}',
        "vendor/acme/web/a.php": GPL_TAG,
    }

    assert ("pkg:composer/acme/web@1.0", ["MIT"]) in seen(tmp_path, files)
    assert [claims for _, claims in seen(tmp_path, files)] == [["GPL-3.0-only"], ["MIT"]]


def test_vendored_crate_and_bundled_gem_are_packages_not_projects(tmp_path):
    gem = "vendor/bundle/ruby/3.0.0/gems/rake-13.0.3"
    files = {
        "vendor/crate/Cargo.toml": '[package]\nname = "crate"\nversion = "1.0.0"\nlicense = "MIT"\n',
        "vendor/crate/.cargo-checksum.json": "{}",
        f"{gem}/rake.gemspec": 'Gem::Specification.new do |s|\n  s.name = "rake"\n  s.version = "13.0.3"\n  s.license = "MIT"\nend\n',
        f"{gem}/lib/rake.rb": "# SPDX-License-Identifier: MIT\n",
    }

    assert seen(tmp_path, files) == [("pkg:cargo/crate@1.0.0", ["MIT"]), ("pkg:gem/rake@13.0.3", ["MIT"])]
