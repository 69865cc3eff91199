"""`osscan lock` and what `osscan check` makes of its file, from outside."""

from __future__ import annotations

import json

import pytest

HASH = "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg=="
OTHER = "sha512-MJ7MSJwS1utMxA9QyQLytNDtd+5RGnx6m808qG1M2G+YndNbxf9JlnDaNCVbRbDP2DDoH2Bdz33FVC6TrpzXbw=="
WRITTEN = """osscan.lock: 2 components, 1 with a license.
Without a license: 1 (1 npm)
  pkg:npm/b@1.0.0
What helps: name the installed packages as targets too, or let osscan lock --online ask the sources that osscan.toml allows.
"""
CURATION = {"expression": "ISC", "role": "license officer", "when": "2026-11-22", "why": "LICENSE in its repository"}


def project(folder, **packages):
    folder.mkdir(exist_ok=True)
    rows = {f"node_modules/{name}": {"version": "1.0.0", **row} for name, row in packages.items()}
    root = {"name": "p", "version": "1.0.0", "dependencies": dict.fromkeys(packages, "1.0.0")}
    document = {"name": "p", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": root, **rows}}
    (folder / "package-lock.json").write_text(json.dumps(document))


def lock_in(folder):
    return json.loads((folder / "osscan.lock").read_text())


def change(folder, purl, **entry):
    document = lock_in(folder)
    document["components"][purl].update(entry)
    (folder / "osscan.lock").write_text(json.dumps(document))


def claim(raw, source="registry:npm", role="declared"):
    return {"source": source, "role": role, "form": "expression", "raw": raw, "date": "2026-11-22"}


def licenses(done):
    found = json.loads(done.stdout)
    return {c["name"]: c["license"]["expression"] for c in found["components"] if not c["first_party"]}


def codes(done):
    return [problem["code"] for problem in json.loads(done.stdout)["problems"]]


def test_lock_says_what_the_inputs_say(osscan, tmp_path):
    project(tmp_path, a={"license": "MIT", "integrity": HASH}, b={})
    done = osscan("lock", ".")

    assert (0, WRITTEN) == (
        done.returncode,
        done.out,
    )
    entry = lock_in(tmp_path)["components"]["pkg:npm/a@1.0.0"]
    assert ("MIT", "resolved", ["role-declared"]) == (entry["expression"], entry["status"], entry["because"])
    assert [claim("MIT", "local:lockfile") | {"at": "package-lock.json"}] == entry["claims"]
    assert entry["integrity"][0].startswith("SHA512:cf83e1357eefb8bd")


def test_second_run_writes_the_same_bytes_on_another_day(osscan, tmp_path):
    project(tmp_path, a={"license": "MIT"}, b={"license": "(MIT OR Apache-2.0)"}, c={})
    osscan("lock", ".")
    first = (tmp_path / "osscan.lock").read_bytes()
    osscan("lock", ".", SOURCE_DATE_EPOCH="1895305600")

    assert first == (tmp_path / "osscan.lock").read_bytes()


def test_lock_is_the_same_from_whatever_folder_it_is_asked_for(osscan, tmp_path):
    project(tmp_path / "web", a={"license": "MIT"})
    osscan("lock", "web")
    first = (tmp_path / "web" / "osscan.lock").read_bytes()
    (tmp_path / "web" / "osscan.lock").unlink()
    osscan("lock", tmp_path / "web")

    assert first == (tmp_path / "web" / "osscan.lock").read_bytes()


def test_claims_of_the_lock_count_where_nothing_else_is_said(osscan, tmp_path):
    project(tmp_path, a={}, b={"license": "MIT"})
    osscan("lock", ".")
    change(tmp_path, "pkg:npm/a@1.0.0", claims=[claim("ISC")])
    change(tmp_path, "pkg:npm/b@1.0.0", claims=[claim("GPL-3.0-only"), claim("GPL-2.0-only", "aggregator:deps.dev")])
    done = osscan("check", ".", "--format", "json")

    assert {"a": "ISC", "b": "MIT"} == licenses(done)
    assert "What osscan.lock says counts too.\n" == done.err
    assert [("pkg:npm/b@1.0.0", [0, 1, 2])] == [(c["component"], c["claims"]) for c in json.loads(done.out)["conflicts"]]


def test_words_that_left_the_tree_leave_the_lock(osscan, tmp_path):
    project(tmp_path, a={"license": "MIT"})
    component = {"type": "library", "name": "x", "version": "1", "purl": "pkg:generic/x@1", "bom-ref": "x"}
    bom = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [component | {"licenses": [{"license": {"id": "ISC"}}]}]}
    (tmp_path / "x.cdx.json").write_text(json.dumps(bom))
    osscan("lock", ".")
    (tmp_path / "x.cdx.json").write_text(json.dumps(bom | {"components": [component]}))
    checked = osscan("check", ".", "--format", "json")
    osscan("lock", ".")

    assert {"a": "MIT", "x": None} == licenses(checked)
    assert [] == lock_in(tmp_path)["components"]["pkg:generic/x@1"]["claims"]


def test_outbound_rests_on_the_same_claims(osscan, tmp_path):
    project(tmp_path, a={})
    osscan("lock", ".")
    change(tmp_path, "pkg:npm/a@1.0.0", claims=[claim("GPL-3.0-only")])
    found = json.loads(osscan("license", "outbound", ".", "--candidates", "MIT", "--format", "json").out)

    assert "GPL-3.0-only" in json.dumps(found)


def test_a_registry_counts_before_an_aggregator(osscan, tmp_path):
    project(tmp_path, a={})
    osscan("lock", ".")
    change(tmp_path, "pkg:npm/a@1.0.0", claims=[claim("GPL-3.0-only", "aggregator:x", "concluded"), claim("ISC")])

    assert {"a": "ISC"} == licenses(osscan("check", ".", "--format", "json"))


def test_a_vague_word_at_hand_is_made_exact_by_the_registry(osscan, tmp_path):
    project(tmp_path, a={"license": "BSD"})
    osscan("lock", ".")
    change(tmp_path, "pkg:npm/a@1.0.0", claims=[claim("BSD-3-Clause")])

    assert {"a": "BSD-3-Clause"} == licenses(osscan("check", ".", "--format", "json"))


def test_a_curation_counts_before_all_and_survives_the_next_lock(osscan, tmp_path):
    project(tmp_path, a={"license": "MIT"})
    osscan("lock", ".")
    change(tmp_path, "pkg:npm/a@1.0.0", curation=CURATION)
    osscan("lock", ".")

    assert CURATION == lock_in(tmp_path)["components"]["pkg:npm/a@1.0.0"]["curation"]
    assert "ISC" == lock_in(tmp_path)["components"]["pkg:npm/a@1.0.0"]["expression"]
    assert {"a": "ISC"} == licenses(osscan("check", ".", "--format", "json"))


def test_a_curation_counts_until_its_last_day(osscan, tmp_path):
    project(tmp_path, a={"license": "MIT"})
    osscan("lock", ".")
    change(tmp_path, "pkg:npm/a@1.0.0", curation=CURATION | {"expires": "2026-12-31"})
    last = osscan("check", ".", "--format", "json", "--as-of", "2026-12-31")
    after = osscan("check", ".", "--format", "json", "--as-of", "2027-01-01")

    assert ({"a": "ISC"}, {"a": "MIT"}) == (licenses(last), licenses(after))
    assert ["lock-curation-expired"] == codes(after)


def test_a_curation_of_what_is_gone_stays(osscan, tmp_path):
    project(tmp_path, a={"license": "MIT"}, b={})
    osscan("lock", ".")
    change(tmp_path, "pkg:npm/b@1.0.0", curation=CURATION)
    project(tmp_path, a={"license": "MIT"})
    osscan("lock", ".")

    assert ["pkg:npm/a@1.0.0", "pkg:npm/b@1.0.0"] == list(lock_in(tmp_path)["components"])


def test_claims_from_outside_stay_when_the_lock_is_written_without_network(osscan, tmp_path):
    project(tmp_path, a={})
    osscan("lock", ".")
    change(tmp_path, "pkg:npm/a@1.0.0", claims=[claim("ISC"), claim("MIT", "local:installed")])
    osscan("lock", ".")

    assert ["local:installed", "registry:npm"] == [
        c["source"] for c in lock_in(tmp_path)["components"]["pkg:npm/a@1.0.0"]["claims"]
    ]


def test_another_file_under_the_same_version_loses_the_claims_from_outside(osscan, tmp_path):
    project(tmp_path, a={"integrity": HASH})
    osscan("lock", ".")
    change(tmp_path, "pkg:npm/a@1.0.0", claims=[claim("ISC")])
    project(tmp_path, a={"integrity": OTHER})
    checked = osscan("check", ".", "--format", "json")
    osscan("lock", ".")

    assert ({"a": None}, ["lock-integrity-changed"]) == (licenses(checked), codes(checked))
    assert [] == lock_in(tmp_path)["components"]["pkg:npm/a@1.0.0"]["claims"]


@pytest.mark.parametrize(
    ("packages", "code"),
    [
        ({"a": {"license": "MIT"}, "new": {}}, "lock-entries-missing"),
        ({"a": {"license": "MIT", "integrity": HASH}}, "lock-integrity-changed"),
    ],
)
def test_frozen_is_incomplete_after_drift(osscan, tmp_path, packages, code):
    project(tmp_path, a={"license": "MIT"})
    osscan("lock", ".")
    project(tmp_path, **packages)
    loose = osscan("check", ".", "--format", "json", "--fail-on", "denied")
    frozen = osscan("check", ".", "--format", "json", "--frozen", "--fail-on", "denied")

    assert (3, [code]) == (frozen.returncode, codes(frozen))
    assert [] == codes(loose)


def test_frozen_asks_nothing_of_what_says_its_license_itself(osscan, tmp_path):
    project(tmp_path, a={"license": "MIT"})
    osscan("lock", ".")
    project(tmp_path, a={"license": "MIT"}, b={"license": "ISC"})

    assert 0 == osscan("check", ".", "--frozen").returncode


def test_frozen_without_a_lock_does_not_run(osscan, tmp_path):
    project(tmp_path, a={"license": "MIT"})
    done = osscan("check", ".", "--frozen")

    assert (2, True) == (done.returncode, "error[lock-not-found]" in done.err)


def test_broken_lock_makes_a_run_incomplete_and_is_not_written_over(osscan, tmp_path):
    project(tmp_path, a={"license": "MIT"})
    (tmp_path / "osscan.lock").write_text("<<<<<<< ours\n")

    assert 3 == osscan("check", ".").returncode
    assert 2 == osscan("lock", ".").returncode
    assert "<<<<<<< ours\n" == (tmp_path / "osscan.lock").read_text()


def test_words_of_the_lock_are_no_words_of_the_product(osscan, tmp_path):
    project(tmp_path, a={"license": "MIT"})
    (tmp_path / "osscan.lock").write_text(
        '{"schema": "osscan/lock/1", "components": {}}\n// SPDX-License-Identifier: GPL-3.0-only'
    )

    assert "GPL-3.0-only" not in osscan("check", ".", "--format", "json").out


def test_nothing_to_lock_writes_nothing(osscan, tmp_path):
    (tmp_path / "empty").mkdir()

    assert 4 == osscan("lock", "empty").returncode
    assert not (tmp_path / "empty" / "osscan.lock").exists()


CURATIONS = """schema: osscan/curations/1
curations:
  - purl: pkg:npm/a*
    versions: ">=1,<2"
    expression: ISC
    reason: {de: nachgesehen, en: looked at}
"""


def test_curations_of_the_organisation_count_for_their_versions(osscan, tmp_path):
    project(tmp_path, a={}, b={"license": "MIT"})
    (tmp_path / "curations.yml").write_text(CURATIONS)
    done = osscan("check", "package-lock.json", "--curations", "curations.yml", "--format", "json")
    (tmp_path / "curations.yml").write_text(CURATIONS.replace(">=1,<2", ">=2"))
    other = osscan("check", "package-lock.json", "--curations", "curations.yml", "--format", "json")

    assert ({"a": "ISC", "b": "MIT"}, {"a": None, "b": "MIT"}) == (licenses(done), licenses(other))
    assert [] == codes(other)


def test_a_policy_may_name_files_of_curations(osscan, tmp_path):
    project(tmp_path, a={})
    (tmp_path / "curations.yml").write_text(CURATIONS)
    head = "schema: osscan/policy/1\nid: x\ntitle: {de: x, en: x}\nversion: '1'\nextends: [{packaged: dortmund}]\n"
    (tmp_path / "policy.yml").write_text(f"{head}curations: [curations.yml]\n")
    done = osscan("check", "package-lock.json", "--policy", "policy.yml", "--format", "json")

    assert {"a": "ISC"} == licenses(done)


def test_a_base_that_locks_clarifications_locks_curations_too(osscan, tmp_path):
    project(tmp_path, a={})
    osscan("lock", ".")
    change(tmp_path, "pkg:npm/a@1.0.0", curation=CURATION)
    (tmp_path / "curations.yml").write_text(CURATIONS)
    head = "schema: osscan/policy/1\nid: {0}\ntitle: {{de: x, en: x}}\nversion: '1'\nextends: [{1}]\n"
    (tmp_path / "base.yml").write_text(head.format("base", "{packaged: dortmund}") + "locked: [clarifications]\n")
    (tmp_path / "policy.yml").write_text(head.format("x", "{path: base.yml}") + "curations: [curations.yml]\n")
    (tmp_path / "plain.yml").write_text(head.format("x", "{path: base.yml}"))
    done = osscan("check", ".", "--policy", "plain.yml", "--format", "json")

    assert "error[policy-locked]" in osscan("check", ".", "--policy", "policy.yml").err
    assert "error[curations-locked]" in osscan("check", ".", "--policy", "plain.yml", "--curations", "curations.yml").err
    assert ({"a": None}, ["lock-curation-forbidden"]) == (licenses(done), codes(done))
