"""One malformed file never costs another, and what could not be read is told."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from tests.readers.hostile import EVERY, WRONG, path_for

from osscan.engine.executor import Serial
from osscan.engine.gather import gather
from osscan.engine.inventory import inventories
from osscan.inputs.source import Limits
from osscan.readers import table

GOOD = 30
BROKEN = ("empty", "nul", "list", "deep-lists", "elements-not-closed", "not-utf-8")
NAMED = [row for row in table.ROWS if row.patterns and not row.name.startswith("license/")]


def tree(folder, broken):
    for number in range(GOOD):
        place = folder / f"good{number:02}"
        place.mkdir()
        (place / "requirements.txt").write_text(f"part{number}==1.{number}\n")
    for path, content in broken:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


def names(found):
    return sorted(component.name for _, inventory in found.inventories for component in inventory.components)


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_files_of_every_kind_cost_no_good_one(tmp_path, kind):
    broken = [(f"bad{number:02}/{path_for(row)}", WRONG[kind]) for number, row in enumerate(NAMED)]
    found = gather((str(tree(tmp_path, broken)),), Limits(), Serial())

    assert {f"part{number}" for number in range(GOOD)} <= set(names(found))
    assert [p for _, i in found.inventories for p in i.problems if p.code == "reader-fault"] == []


@pytest.mark.parametrize(("row", "card"), [pair for pair in EVERY if pair[0] in NAMED], ids=[row.name for row in NAMED])
def test_thirty_good_files_and_five_broken_ones_of_a_kind(tmp_path, row, card):
    broken = [(f"bad{kind}/{path_for(row)}", WRONG[kind]) for kind in BROKEN[:5]]
    found = gather((str(tree(tmp_path, broken)),), Limits(), Serial())
    good = [inventory for _, inventory in found.inventories if "/good" in inventory.path and inventory.components]

    assert len(good) == GOOD
    assert all(inventory.complete for inventory in good)


def test_a_fault_in_one_reader_is_told_and_costs_only_that_input(tmp_path, monkeypatch):
    folder = tree(tmp_path, [("bad/uv.lock", b"version = 1\n")])
    card = table.card("python/uv-lock")

    def fails(source):
        raise ZeroDivisionError

    cards = {row.name: found for row, found in EVERY} | {card.name: replace(card, read=fails)}
    monkeypatch.setattr(table, "card", cards.__getitem__)
    found = gather((str(folder),), Limits(), Serial())

    assert len(names(found)) == GOOD
    assert [problem.code for _, inventory in found.inventories for problem in inventory.problems] == ["reader-fault"]


def test_links_in_a_circle_and_odd_names_cost_nothing(tmp_path):
    folder = tree(tmp_path, [])
    (folder / "self").symlink_to(folder / "self")
    (folder / "up").symlink_to(folder)
    (folder / "one").symlink_to(folder / "two")
    (folder / "two").symlink_to(folder / "one")
    (folder / "outside.txt").symlink_to("/etc/hostname")
    for name in (
        b"requirements-\xff.txt",
        b"requirements-\n\x1b[31m.txt",
        b"requirements-\xe2\x80\xae.txt",
        b"-r requirements.txt",
    ):
        (folder / os.fsdecode(name)).write_text("odd==1.0\n")
    os.mkfifo(folder / "requirements-pipe.txt")
    found = gather((str(folder),), Limits(), Serial())

    assert names(found) == sorted([f"part{number}" for number in range(GOOD)] + ["odd"] * 4)
    assert [problem.code for problem in found.problems] == ["link-not-followed"]


def test_a_document_that_points_into_a_circle_of_links_is_read(tmp_path):
    (tmp_path / "requirements.txt").write_text("-r loop.txt\nfirst==1.0\n")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    found = gather((str(tmp_path),), Limits(), Serial())

    assert names(found) == ["first"]
    assert "reader-fault" not in [problem.code for _, inventory in found.inventories for problem in inventory.problems]


def test_a_hundred_thousand_files_are_walked_in_bounded_time(tmp_path):
    """A tenth of that here; the time grows with the number, not faster."""
    for number in range(100):
        place = tmp_path / f"d{number}"
        place.mkdir()
        for inner in range(100):
            os.mknod(place / f"f{inner}.bin")
    (tmp_path / "requirements.txt").write_text("first==1.0\n")
    found = gather((str(tmp_path),), Limits(), Serial())

    assert names(found) == ["first"]
    assert len(found.walked.sources) == 10_001


def test_an_inventory_tells_what_was_read_and_what_was_not(tmp_path):
    folder = tree(tmp_path, [("bad/package-lock.json", b"{"), ("bad/uv.lock", b"[[")])
    told = {inventory.path.rpartition("/")[2]: inventory for _, inventory in inventories((str(folder),), Serial())}

    assert told["requirements.txt"].complete
    assert not told["package-lock.json"].complete
    assert not told["uv.lock"].complete
