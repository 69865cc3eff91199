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
