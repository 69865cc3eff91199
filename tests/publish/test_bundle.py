"""The evidence archive: sha256sum alone verifies it, its bytes are fixed, and nothing that is changed goes unseen."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import zipfile

import pytest

from osscan.engine import publish_decisions
from osscan.engine.publish_bundle import archived
from osscan.engine.publish_decisions import FILE
from osscan.engine.publish_verify import verify
from osscan.model.publication import Decision


@pytest.fixture
def shop(repository):
    """A repository with two decisions, one of them not to publish."""
    repository.commit({"README.md": "# Shop\n", "pyproject.toml": '[project]\nname = "parking"\nversion = "1.0"\n'})
    for role in ("head of department", "coordination office"):
        decision = Decision("PUB-REL-03", "refuse", role, "2026-11-20", "12345-67", "fraud detection")
        publish_decisions.append(repository.folder, decision)
    repository.commit({FILE: (repository.folder / FILE).read_bytes()})
    return repository


@pytest.fixture
def bundle(osscan, shop, tmp_path):
    """The archive of it, and what was said."""
    done = osscan("bundle", "shop", "--output", "e.zip")
    assert done.returncode == 0, done.err
    return tmp_path / "e-refused-not-ready.zip"


def unpacked(bundle, folder):
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(folder)
    return folder


def shell(command, folder):
    return subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False)


def test_sha256sum_alone_verifies_every_file(bundle, tmp_path) -> None:
    folder = unpacked(bundle, tmp_path / "u")
    done = shell("sha256sum --check --strict SHA256SUMS", folder)
    listed = {line.partition("  ")[2] for line in (folder / "SHA256SUMS").read_text().splitlines()}

    assert done.returncode == 0, done.stderr
    assert listed | {"SHA256SUMS"} == {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def test_it_holds_what_an_auditor_asks_for(bundle, tmp_path) -> None:
    folder = unpacked(bundle, tmp_path / "u")
    told = json.loads((folder / "evidence.json").read_bytes())

    assert sorted(told["files"]) == [
        "README.de.md",
        "README.en.md",
        "decisions/decisions.jsonl",
        "licenses/report.json",
        "policy/01-dortmund.yml",
        "policy/02-public-de.yml",
        "publication/report.de.md",
        "publication/report.de.txt",
        "publication/report.en.md",
        "publication/report.en.txt",
        "publication/report.json",
        "sbom/sbom.cdx.json",
        "settings/01-dortmund.yml",
    ]
    assert (told["verdict"], told["refused"], told["decisions"], told["committed_state"]) == ("not-ready", True, 2, True)
    assert json.loads((folder / "licenses/report.json").read_bytes())["schema"] == "osscan/report/1"
    assert json.loads((folder / "sbom/sbom.cdx.json").read_bytes())["bomFormat"] == "CycloneDX"
    assert "fraud detection" in " ".join((folder / "publication/report.de.txt").read_text(encoding="utf-8").split())
    assert "coordination office" in (folder / "publication/report.en.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_manual_inside_checks_the_chain_without_osscan(bundle, tmp_path, language) -> None:
    folder = unpacked(bundle, tmp_path / "u")
    sums, chain = re.findall(r"```sh\n(.*?)```", (folder / f"README.{language}.md").read_text(encoding="utf-8"), re.DOTALL)
    whole = (folder / "decisions/decisions.jsonl").read_bytes()

    assert shell(sums, folder).returncode == 0
    assert shell(chain, folder).stdout == ""
    (folder / "decisions/decisions.jsonl").write_bytes(whole.replace(b"head of", b"tail of"))
    assert shell(sums, folder).returncode == 1
    assert "2" in shell(chain, folder).stdout


def test_the_same_project_gives_the_same_bytes(osscan, bundle) -> None:
    first = bundle.read_bytes()
    osscan("bundle", "shop", "--output", "e.zip")

    assert bundle.read_bytes() == first


def test_order_times_and_rights_are_fixed(bundle) -> None:
    with zipfile.ZipFile(bundle) as archive:
        infos = archive.infolist()

    assert [one.filename for one in infos] == sorted(one.filename for one in infos)
    assert {one.date_time for one in infos} == {(2026, 11, 22, 0, 0, 0)}
    assert {(one.create_system, one.external_attr >> 16, one.compress_type) for one in infos} == {(3, 0o100644, 0)}


def test_an_archive_from_before_its_own_calendar_is_written() -> None:
    with zipfile.ZipFile(io.BytesIO(archived({"a": b"x"}, "1970-01-01T00:00:00Z"))) as archive:
        assert archive.getinfo("a").date_time == (1980, 1, 1, 0, 0, 0)


def test_what_is_not_ready_is_not_written_unless_asked_for(osscan, repository, tmp_path) -> None:
    repository.commit({"README.md": "# Shop\n"})
    refused = osscan("bundle", "shop", "--output", "e.zip")
    assert (refused.returncode, list(tmp_path.glob("*.zip"))) == (1, [])
    assert "--even-so" in refused.err
    written = osscan("bundle", "shop", "--output", "e.zip", "--even-so")
    assert (written.returncode, [file.name for file in tmp_path.glob("*.zip")]) == (0, ["e-not-ready.zip"])


def test_that_it_is_on_file_joins_the_chain(osscan, shop, tmp_path) -> None:
    done = osscan("bundle", "shop", "--output", "e.zip", "--role", "release management")
    content = (tmp_path / "e-refused-not-ready.zip").read_bytes()
    last = publish_decisions.read(shop.folder).decisions[-1]

    assert done.returncode == 0, done.err
    assert (last.check, last.answer, last.role) == ("PUB-REL-04", "yes", "release management")
    assert last.reference == f"e-refused-not-ready.zip sha256:{hashlib.sha256(content).hexdigest()}"
    told = json.loads(osscan("check", "shop", "--format", "json").stdout)
    assert {one["id"]: one["status"] for one in told["checks"]}["PUB-REL-04"] == "passed"


def test_without_a_file_to_write_nothing_runs(osscan, shop) -> None:
    assert osscan("bundle", "shop").returncode == 2
    assert osscan("bundle", "shop", "--output", "no/such/folder/e.zip").returncode == 2


def test_a_bundle_that_holds_is_said_to_hold(osscan, bundle, tmp_path) -> None:
    folder = unpacked(bundle, tmp_path / "u")

    for target in (bundle, folder):
        done = osscan("verify", target)
        assert (done.returncode, done.out[0]) == (0, "✔")
    assert "14 Dateien" in osscan("verify", bundle, language="de").out


def repacked(bundle, change):
    """The archive with members changed by name: None takes one out."""
    with zipfile.ZipFile(bundle) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members |= change(members)
    with zipfile.ZipFile(bundle, "w") as archive:
        for name, content in members.items():
            if content is not None:
                archive.writestr(name, content)
    return [(fault.code, fault.place.input) for fault in verify(bundle).faults]


def reordered(members):
    lines = members["decisions/decisions.jsonl"].splitlines(keepends=True)
    return b"".join(lines[::-1])


def summed(members, **changes):
    """Changed members with sums that fit."""
    told = {**{name: content for name, content in members.items() if name != "SHA256SUMS"}, **changes}
    lines = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in told.items())
    return {**changes, "SHA256SUMS": lines.encode()}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda _: {"evidence.json": b"{}"}, [("changed", "evidence.json")]),
        (lambda _: {"evidence.json": None}, [("missing", "evidence.json")]),
        (lambda _: {"more.txt": b"x"}, [("not-listed", "more.txt")]),
        (lambda _: {"SHA256SUMS": None}, [("no-sums", "SHA256SUMS")]),
        (lambda one: {"SHA256SUMS": one["SHA256SUMS"] + b"no sum\n"}, [("odd-line", "SHA256SUMS")]),
        (lambda one: {"SHA256SUMS": one["SHA256SUMS"] * 2}, [("odd-line", "SHA256SUMS")] * 14),
        (lambda one: summed(one, **{"../evil": b"x"}), [("strange-name", "../evil")]),
        (
            lambda one: summed(one, **{"decisions/decisions.jsonl": reordered(one)}),
            [("chain", "decisions/decisions.jsonl")],
        ),
    ],
)
def test_every_change_of_an_archive_shows(bundle, change, found) -> None:
    assert repacked(bundle, change) == found


def test_two_files_of_one_name_show(bundle) -> None:
    with zipfile.ZipFile(bundle, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("evidence.json", b"{}")

    assert "twice" in {fault.code for fault in verify(bundle).faults}


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive_is_told(osscan, tmp_path, content) -> None:
    (tmp_path / "e.zip").write_bytes(content)

    assert osscan("verify", "e.zip").returncode in (1, 2)


def test_a_chain_of_a_project_is_compared_with_its_past(osscan, shop) -> None:
    assert osscan("verify", "shop").returncode == 0
    lines = (shop.folder / FILE).read_bytes().splitlines(keepends=True)
    shop.commit({FILE: lines[0]})
    done = osscan("verify", "shop")

    assert (done.returncode, "not there any more" in done.out) == (1, True)


def test_a_chain_that_disappeared_shows_too(shop) -> None:
    (shop.folder / FILE).unlink()

    assert [fault.code for fault in verify(shop.folder).faults] == ["taken-back"]


def test_nothing_to_verify_is_no_pass(osscan, repository) -> None:
    assert osscan("verify", "shop").returncode == 4
    assert osscan("verify", "nowhere").returncode == 2


def test_a_broken_chain_is_no_evidence(osscan, shop, tmp_path) -> None:
    (shop.folder / FILE).write_bytes((shop.folder / FILE).read_bytes().replace(b"head of", b"tail of"))
    done = osscan("bundle", "shop", "--output", "e.zip")

    assert (done.returncode, list(tmp_path.glob("*.zip"))) == (3, [])
    assert "decisions-changed" in done.err
