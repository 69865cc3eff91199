"""Places of `osscan publish check` are those in the project, wherever the user stands."""

from __future__ import annotations

import json

FILES = {
    "package.json": '{"name": "own", "version": "1.0.0", "license": "EUPL-1.2", "dependencies": {"shout": "1.0.0"}}',
    "package-lock.json": json.dumps(
        {
            "name": "own",
            "lockfileVersion": 3,
            "packages": {"": {"name": "own"}, "node_modules/shout": {"version": "1.0.0", "license": "SSPL-1.0"}},
        }
    ),
    "publiccode.yml": "publiccodeYmlVersion: '0.2'\nname: own\n",
    "vendor/old/package.json": '{"name": "old", "version": "2.0.0", "license": "MIT"}',
    "web/app.js": "// password = 'hunter2-Zq81-kk'\n",
}


def test_the_way_a_folder_is_named_changes_no_place(osscan, tmp_path):
    for path, text in FILES.items():
        file = tmp_path / "deep" / "own" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    told = []
    for name in ("deep/own", "./deep/own/", str(tmp_path / "deep" / "own")):
        done = osscan("publish", "check", name, "--no-history", "--format", "json")
        assert done.returncode in (1, 3), done.err
        told.append(
            [(one["id"], one["status"], [spot["path"] for spot in one["places"]]) for one in json.loads(done.out)["checks"]]
        )
    assert told[0] == told[1] == told[2]
    places = {id_: paths for id_, _, paths in told[0]}
    assert ["package-lock.json"] == places["PUB-DEP-01"]
    assert {"publiccode.yml"} == set(places["PUB-META-02"])
    assert not any("own/" in path for paths in places.values() for path in paths)


def test_installed_packages_clear_what_a_manifest_leaves_open(osscan, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "pyproject.toml").write_text(
        '[project]\nname = "own"\nversion = "1"\nlicense = "EUPL-1.2"\ndependencies = ["shout>=1"]\n'
    )
    installed = tmp_path / "venv" / "lib" / "python3.11" / "site-packages" / "shout-1.2.dist-info"
    installed.mkdir(parents=True)
    (installed / "METADATA").write_text("Metadata-Version: 2.4\nName: shout\nVersion: 1.2\nLicense-Expression: MIT\n")
    told = {}
    for more in ((), ("--installed", "venv")):
        done = osscan("publish", "check", "own", "--no-history", "--format", "json", *more)
        told[more] = next(one["status"] for one in json.loads(done.out)["checks"] if one["id"] == "PUB-DEP-01")
    assert {(): "unknown", ("--installed", "venv"): "passed"} == told
