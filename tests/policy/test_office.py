"""The office: who speaks in documents; every fault of its file has a place, and its logo lies beside it."""

from __future__ import annotations

import pytest

from osscan.errors import PolicyInvalidError
from osscan.policy.office import KINDS, office_named

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>'


@pytest.fixture
def told(tmp_path):
    """What the office in a file says, or the codes and lines of its faults."""

    def read(text):
        file = tmp_path / "office" / "brief.yml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        try:
            return office_named(str(file))
        except PolicyInvalidError as fault:
            return [(one.code, one.place.line) for one in fault.problems]

    return read


def test_the_one_that_comes_along_speaks_both_languages_and_knows_its_deadlines() -> None:
    office = office_named("dortmund")

    assert (office.sender.de, office.sender.en) == ("Stadt Dortmund", "City of Dortmund")
    assert dict(office.deadlines) == {"blocker": 14, "condition": 28}
    assert [(one.number, one.date) for one in office.resolutions] == [("23758-22", "2022-12-15")]
    assert {kind for kind, _ in office.signatures} <= set(KINDS)


def test_an_office_that_says_nothing_is_no_fault(told) -> None:
    assert told("schema: osscan/documents/1\n").sender.de == ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("sender: {de: a, en: b}\n", ("policy-missing-key", 1)),
        ("schema: osscan/documents/2\n", ("policy-wrong-value", 1)),
        ("schema: osscan/documents/1\ndeadlines: {soon: 1}\n", ("policy-unknown-key", 2)),
        ("schema: osscan/documents/1\nsignatures: {letter: []}\n", ("policy-unknown-key", 2)),
        ("schema: osscan/documents/1\n\nresolutions: [{number: DS 7, title: {de: a, en: b}}]\n", ("policy-wrong-value", 3)),
    ],
)
def test_a_fault_has_its_line(told, text, fault) -> None:
    assert told(text) == [fault]


def test_the_logo_lies_beside_the_file_and_nowhere_else(told, tmp_path) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "logo.svg").write_text(SVG)
    (tmp_path / "outside.svg").write_text(SVG)
    (tmp_path / "office" / "link.svg").symlink_to(tmp_path / "outside.svg")
    head = "schema: osscan/documents/1\nlogo: "

    assert told(head + "logo.svg\n").logo == SVG
    for elsewhere in ("../outside.svg", "link.svg", str(tmp_path / "outside.svg"), "brief.yml"):
        assert told(f"{head}{elsewhere}\n") == [("policy-wrong-value", 2)]


def test_the_name_of_an_office_is_no_path(tmp_path) -> None:
    for name in ("nobody", "../documents/dortmund", str(tmp_path / "x")):
        with pytest.raises(PolicyInvalidError) as refused:
            office_named(name)
        assert [one.code for one in refused.value.problems] == ["letterhead-missing"]
        assert dict(refused.value.problems[0].facts)["known"] == "dortmund"
