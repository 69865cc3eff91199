"""What holds for every reader of the table, whoever wrote it: bad input becomes a Problem, soon, and nothing is raised."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.readers.hostile import EVERY, WRONG, documents, forms, path_for, read

from osscan.readers import table

SECONDS = 20
"""Far more than any of these needs, even on a busy machine; a reader that grows with the square would take minutes."""
EACH = pytest.mark.parametrize(("row", "card"), EVERY, ids=[row.name for row, _ in EVERY])
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@EACH
@pytest.mark.parametrize("kind", WRONG)
def test_wrong_input_is_read_or_refused_soon(row, card, kind):
    began = time.process_time()
    problems = read(row, card, WRONG[kind])

    assert time.process_time() - began < SECONDS
    assert [problem.code for problem in problems if problem.code == "reader-fault"] == []


@EACH
@FEW
@given(data=st.data())
def test_any_document_is_read_or_refused(row, card, data):
    for content in forms(data.draw(documents(row))):
        read(row, card, content)


@EACH
@FEW
@given(data=st.data())
def test_a_document_that_breaks_off_is_read_or_refused(row, card, data):
    content = data.draw(st.sampled_from(forms(data.draw(documents(row)))))
    read(row, card, content[: data.draw(st.integers(0, len(content)))])


@EACH
@FEW
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(row, card, content):
    read(row, card, content)
    assert card.recognises is None or card.recognises(content) in (True, False)


@pytest.mark.parametrize("row", [row for row in table.ROWS if row.patterns], ids=lambda row: row.name)
def test_samples_are_named_as_the_table_wants_them(row):
    found = table.by_path(path_for(row))

    assert found is not None
    assert found.name == row.name
