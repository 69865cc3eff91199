"""Files that somebody states to be made elsewhere are that component's, not the project's own."""

from __future__ import annotations

from hashlib import sha256

from osscan.engine.executor import Serial
from osscan.engine.looking import look_at
from osscan.inputs.source import Limits
from osscan.model.component import Kind, PathRole

MIT_TAG = "// SPDX-License-Identifier: MIT\n"
GPL_TAG = "// SPDX-License-Identifier: GPL-3.0-only\n"


def seen(root, **files: str):
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return look_at([str(root)], Limits(), Serial())


def components(looked) -> list[tuple[str, Kind, list[str]]]:
    united = sorted(looked.union.components.values(), key=lambda one: one.component.name)
    return [(one.component.name, one.component.kind, [claim.raw for claim in one.component.claims]) for one in united]


def problems(looked) -> list[str]:
    told = [*looked.problems, *(p for _, inventory in looked.read for p in inventory.problems)]
    return sorted({p.code for p in told})


def test_stated_files_are_a_component_of_their_own(tmp_path):
    stated = "components: [{name: kit, version: 1, license: MIT, paths: [js/kit/**]}]"
    looked = seen(
        tmp_path, **{"osscan.components.yml": stated, "js/kit/a.js": MIT_TAG, "js/kit/b/c.js": MIT_TAG, "own.js": GPL_TAG}
    )

    assert components(looked) == [("GPL-3.0-only", Kind.FILES, ["GPL-3.0-only"]), ("kit", Kind.LIBRARY, ["MIT"])]
    assert problems(looked) == []


def test_what_the_files_say_otherwise_is_kept_beside_the_statement(tmp_path):
    stated = "components: [{name: kit, version: 1, license: MIT, paths: [kit.js]}]"
    looked = seen(tmp_path, **{"osscan.components.yml": stated, "kit.js": GPL_TAG})

    assert components(looked) == [("kit", Kind.LIBRARY, ["MIT", "GPL-3.0-only"])]


def test_void_statement_leaves_the_files_to_the_project(tmp_path):
    stated = f"components: [{{name: kit, version: 1, license: MIT, paths: kit.js, sha256: {sha256(b'').hexdigest()}}}]"
    looked = seen(tmp_path, **{"osscan.components.yml": stated, "kit.js": GPL_TAG})

    assert components(looked) == [("GPL-3.0-only", Kind.FILES, ["GPL-3.0-only"])]
    assert problems(looked) == ["components-void"]


def test_manifest_among_stated_files_is_no_project(tmp_path):
    stated = "components: [{name: kit, version: 1, license: MIT, paths: [kit/**]}]"
    looked = seen(tmp_path, **{"osscan.components.yml": stated, "kit/package.json": '{"name": "kit", "license": "MIT"}'})

    assert components(looked) == [("kit", Kind.LIBRARY, ["MIT"])]


def test_stated_part_of_a_vendor_folder_is_not_told_twice(tmp_path):
    stated = "components: [{name: kit, version: 1, license: MIT, paths: [vendor/kit/**]}]"
    looked = seen(
        tmp_path, **{"osscan.components.yml": stated, "vendor/kit/a.c": "int a;\n", "vendor/kit/LICENSE": "MIT License\n"}
    )

    assert [(name, kind) for name, kind, _ in components(looked)] == [("kit", Kind.LIBRARY)]


def test_path_that_fits_nothing_and_file_of_two_entries_are_told(tmp_path):
    stated = "components:\n- {name: a, paths: ['*.js']}\n- {name: b, paths: [kit.js, gone.js]}\n"
    looked = seen(tmp_path, **{"osscan.components.yml": stated, "kit.js": MIT_TAG})

    assert problems(looked) == ["components-file-twice", "components-pattern-unmatched"]


def test_component_of_test_files_only_is_none_of_the_product(tmp_path):
    stated = "components: [{name: kit, version: 1, license: MIT, paths: [tests/kit.js]}]"
    looked = seen(tmp_path, **{"osscan.components.yml": stated, "tests/kit.js": MIT_TAG})

    assert [one.role for one in looked.union.components.values()] == [PathRole.TEST]


def test_statement_reaches_only_below_its_folder(tmp_path):
    stated = "components: [{name: kit, version: 1, license: MIT, paths: ['**']}]"
    looked = seen(tmp_path, **{"a/osscan.components.yml": stated, "a/kit.js": MIT_TAG, "ab/own.js": GPL_TAG})

    assert components(looked) == [("GPL-3.0-only", Kind.FILES, ["GPL-3.0-only"]), ("kit", Kind.LIBRARY, ["MIT"])]


def test_statement_without_a_version_is_not_lost_behind_a_lockfile(tmp_path):
    stated = "components: [{name: kit, purl: 'pkg:npm/kit', license: MIT, paths: [kit.js]}]"
    lock = '{"lockfileVersion": 3, "packages": {"": {}, "node_modules/kit": {"version": "2.0.0"}}}'
    looked = seen(tmp_path, **{"osscan.components.yml": stated, "kit.js": "a()\n", "package-lock.json": lock})

    assert sorted((name, claims) for name, _, claims in components(looked) if name == "kit") == [("kit", []), ("kit", ["MIT"])]


def test_minified_file_with_a_banner_is_a_component(tmp_path):
    looked = seen(tmp_path, **{"kit.min.js": "/*! kit v1.2 | (c) Someone | MIT */a()\n", "own.min.js": "b()\n"})

    assert components(looked) == [("kit", Kind.LIBRARY, ["MIT"])]
    assert [i.path.rpartition("/")[2] for _, i in looked.inventories] == ["kit.min.js"]


def test_license_text_in_a_minified_file_belongs_to_its_banner(tmp_path):
    looked = seen(tmp_path, **{"kit.min.js": f"/*! kit v1.2 */\n{GPL_TAG}a()\n"})

    assert components(looked) == [("kit", Kind.LIBRARY, ["GPL-3.0-only"])]


def test_words_of_a_build_file_are_still_looked_at(tmp_path):
    looked = seen(tmp_path, Dockerfile="# SPDX-License-Identifier: MIT\nFROM base:1\n")

    assert components(looked) == [("MIT", Kind.FILES, ["MIT"]), ("base", Kind.OTHER, [])]


def test_hundred_entries_and_many_files_are_settled(tmp_path):
    stated = "components:\n" + "".join(f"- {{name: n{n}, version: 1, paths: ['d{n}/**']}}\n" for n in range(100))
    files = {f"d{n}/{m}.js": "" for n in range(100) for m in range(5)}
    looked = seen(tmp_path, **{"osscan.components.yml": stated, **files})

    assert len(looked.union.components) == 100
    assert problems(looked) == []
