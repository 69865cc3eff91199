"""Workspaces: members are first party, ask for each other by ranges, and settle the scopes of a lockfile together."""

from __future__ import annotations

import json

LOCK = """# yarn lockfile v1


lib@^2.0.0:
  version "2.0.1"
  dependencies:
    shared "^1.0.0"

shared@^1.0.0:
  version "1.0.0"

tool@^1.0.0:
  version "1.1.0"
  dependencies:
    shared "^1.0.0"
"""


def tree(folder):
    manifests = {
        "package.json": {"name": "mono", "workspaces": ["packages/*"], "devDependencies": {"tool": "^1.0.0"}},
        "packages/a/package.json": {"name": "pkg-a", "dependencies": {"pkg-b": "^1.0.0"}},
        "packages/b/package.json": {"name": "pkg-b", "version": "1.0.0", "dependencies": {"lib": "^2.0.0"}},
    }
    for path, manifest in manifests.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(json.dumps(manifest))
    (folder / "yarn.lock").write_text(LOCK)


def test_members_settle_the_scopes_of_a_lockfile_of_yarn_1(checked, tmp_path):
    tree(tmp_path)

    found = {c.component.name: c.scope.value for c in checked(".").components if not c.component.first_party}

    assert found == {"lib": "runtime", "shared": "runtime", "tool": "dev"}


def test_member_that_another_asks_for_is_no_foreign_package(checked, tmp_path):
    tree(tmp_path)

    paths = {c.component.name: c.path for c in checked(".").components}

    assert sorted(paths) == ["lib", "mono", "pkg-a", "pkg-b", "shared", "tool"]


def test_namesake_in_a_folder_of_tests_hides_no_requirement(checked, tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "package.json").write_text('{"name": "lib", "main": "x.js"}')
    (tmp_path / "package.json").write_text('{"name": "shop", "dependencies": {"lib": "^1.0.0"}}')

    found = [(c.component.name, c.component.requirement) for c in checked(".").components if not c.component.first_party]

    assert found == [("lib", "^1.0.0")]
