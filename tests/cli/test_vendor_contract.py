"""`osscan vendor init` and `record`, and what `vendor check` makes of contract and decisions beside a delivery."""

from __future__ import annotations

import hashlib
import json
import zipfile

import pytest

DECIDED = ("--answer", "accepted-with-conditions", "--until", "2027-01-31", "--role", "Koordination", "--reason", "NOTICE fehlt")


@pytest.fixture
def delivery(tmp_path):
    file = tmp_path / "in" / "lieferung.zip"
    file.parent.mkdir()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("LIESMICH.md", "# Anträge\n")
    return file


def checked(osscan, *more, exits=(0, 1, 3)):
    done = osscan("vendor", "check", "in/lieferung.zip", "--format", "json", *more)
    assert done.returncode in exits, done.err
    return json.loads(done.out)


def status(report, check):
    return next(one["status"] for one in report["checks"] if one["id"] == check)


def codes(report):
    return [one["code"] for one in report["problems"]]


def test_init_writes_a_german_form_and_never_overwrites_it(osscan, tmp_path) -> None:
    first = osscan("vendor", "init")
    (tmp_path / "vertrag.yml").write_text((tmp_path / "vertrag.yml").read_text().replace("titel:", "titel: Portal"))
    second = osscan("vendor", "init")
    text = (tmp_path / "vertrag.yml").read_text()

    assert (first.returncode, second.returncode) == (0, 2)
    assert "# Vertragsnummer." in text
    assert "titel: Portal" in text
    assert "vertrag.yml is there already" in second.err


def test_init_speaks_english_where_asked_and_can_only_show(osscan, tmp_path) -> None:
    done = osscan("vendor", "init", "--show", "--lang", "en")

    assert (done.returncode, "# Number of the contract." in done.out) == (0, True)
    assert not (tmp_path / "vertrag.yml").exists()


def test_contract_beside_the_delivery_is_found(osscan, delivery) -> None:
    without = checked(osscan)
    (delivery.parent / "vertrag.yml").write_text("schema: osscan/contract/1\nsbom_geschuldet: {geschuldet: ja}\n")
    found = checked(osscan)

    assert (status(without, "V-26"), status(found, "V-26"), status(checked(osscan, "--contract", "-"), "V-26")) == (
        "unknown",
        "failed",
        "unknown",
    )
    rows = {one["promise"]: one["kept"] for one in found["contract"]}
    assert (rows["sbom_geschuldet.geschuldet"], rows["copyleft_erlaubt"]) == (False, None)


def test_contract_inside_of_the_delivery_is_the_vendors_word_and_no_more(osscan, delivery) -> None:
    with zipfile.ZipFile(delivery, "a") as archive:
        archive.writestr("vertrag.yml", "schema: osscan/contract/1\n")

    assert status(checked(osscan), "V-25") == "manual"


def test_faults_of_a_contract_are_told_with_their_place(osscan, delivery) -> None:
    (delivery.parent / "vertrag.yml").write_text("schema: osscan/contract/1\nsupport_bis: bald\n")
    report = checked(osscan)
    (problem,) = [one for one in report["problems"] if one["code"] == "contract-wrong-value"]

    assert (problem["at"]["input"], problem["at"]["line"], problem["at"]["column"]) == ("in/vertrag.yml", 2, 14)


def test_decision_is_chained_and_names_the_delivery(osscan, delivery) -> None:
    for answer in (("V-32", *DECIDED), ("V-27", "--answer", "yes", "--role", "Koordination", "--reason", "liegt vor")):
        done = osscan("vendor", "record", answer[0], "in/lieferung.zip", *answer[1:])
        assert done.returncode == 0, done.err
    rows = (delivery.parent / "lieferung.zip.osscan" / "decisions.jsonl").read_bytes().split(b"\n")
    first, second = json.loads(rows[0]), json.loads(rows[1])

    assert first["about"] == hashlib.sha256(delivery.read_bytes()).hexdigest()
    assert second["before"] == hashlib.sha256(rows[0] + b"\n").hexdigest()
    report = checked(osscan, "--as-of", "2026-11-30")
    assert (status(report, "V-32"), status(report, "V-27")) == ("passed", "passed")
    assert status(checked(osscan, "--as-of", "2027-02-01"), "V-32") == "failed"


def test_decision_on_other_content_does_not_count(osscan, delivery) -> None:
    osscan("vendor", "record", "V-32", "in/lieferung.zip", *DECIDED)
    with zipfile.ZipFile(delivery, "a") as archive:
        archive.writestr("more.txt", "x")
    report = checked(osscan)

    assert (status(report, "V-32"), "decision-on-other-delivery" in codes(report)) == ("manual", True)


def test_broken_chain_is_told_and_ends_the_decisions(osscan, delivery) -> None:
    osscan("vendor", "record", "V-32", "in/lieferung.zip", *DECIDED)
    file = delivery.parent / "lieferung.zip.osscan" / "decisions.jsonl"
    file.write_bytes(file.read_bytes().replace(b'"before": "0', b'"before": "1'))
    report = checked(osscan)

    assert (status(report, "V-32"), "decisions-changed" in codes(report)) == ("manual", True)


def test_a_folder_is_decided_about_by_the_list_of_its_files(osscan, tmp_path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "b.txt").write_text("b")
    (tmp_path / "in" / "sub" / "a.txt").write_text("a")
    osscan("vendor", "record", "V-32", "in", "--answer", "accepted", "--role", "Koordination")
    listing = "".join(f"{hashlib.sha256(text).hexdigest()}  {path}\n" for text, path in ((b"b", "b.txt"), (b"a", "sub/a.txt")))
    told = json.loads((tmp_path / "in.osscan" / "decisions.jsonl").read_text())
    report = json.loads(osscan("vendor", "check", "in", "--format", "json").out)

    assert told["about"] == hashlib.sha256(listing.encode()).hexdigest()
    assert status(report, "V-32") == "passed"


def test_another_folder_can_hold_the_decisions(osscan, delivery, tmp_path) -> None:
    done = osscan("vendor", "record", "V-32", "in/lieferung.zip", *DECIDED, "--record-to", "akte")

    assert (done.returncode, (tmp_path / "akte" / "decisions.jsonl").is_file()) == (0, True)
    assert status(checked(osscan, "--decisions", "akte"), "V-32") == "passed"
    assert status(checked(osscan), "V-32") == "manual"


@pytest.mark.parametrize(
    "wrong",
    [
        ("V-12", "--answer", "yes", "--role", "R", "--reason", "x"),
        ("V-32", "--answer", "yes", "--role", "R", "--reason", "x"),
        ("V-32", "--answer", "accepted"),
        ("V-32", "--answer", "rejected", "--role", "R"),
        ("V-32", "--answer", "accepted-with-conditions", "--role", "R", "--reason", "x"),
        ("V-32", "--answer", "accepted-with-conditions", "--role", "R", "--reason", "x", "--until", "bald"),
    ],
)
def test_decision_without_all_that_it_needs_is_not_recorded(osscan, delivery, wrong) -> None:
    done = osscan("vendor", "record", wrong[0], "in/lieferung.zip", *wrong[1:])

    assert (done.returncode, (delivery.parent / "lieferung.zip.osscan").exists()) == (2, False)


def test_all_that_is_missing_in_a_decision_is_told_at_once(osscan, delivery) -> None:
    nothing = osscan("vendor", "record", "V-32", "in/lieferung.zip")
    half = osscan("vendor", "record", "V-32", "in/lieferung.zip", "--answer", "accepted-with-conditions", "--role", "R")

    assert "still missing here: --answer accepted|accepted-with-conditions|rejected, --role ROLE" in nothing.err
    assert "still missing here: --reason TEXT, --until 2027-06-30" in half.err


def test_what_was_recorded_is_said_in_words(osscan, delivery) -> None:
    done = osscan("vendor", "record", "V-32", "in/lieferung.zip", *DECIDED, "--lang", "de")

    assert done.err.startswith("Zu V-32 festgehalten: angenommen mit Auflagen, durch Koordination am ")
    assert done.err.rstrip().endswith("(in/lieferung.zip.osscan/decisions.jsonl).")


def test_previous_delivery_is_read_from_its_report_or_looked_at(osscan, delivery, tmp_path) -> None:
    (tmp_path / "before.json").write_text(osscan("vendor", "check", "in/lieferung.zip", "--format", "json").out)
    stored = checked(osscan, "--previous", "before.json")
    looked = checked(osscan, "--previous", "in/lieferung.zip")

    assert (status(stored, "V-31"), status(looked, "V-31"), status(checked(osscan), "V-31")) == (
        "passed",
        "passed",
        "not-applicable",
    )
