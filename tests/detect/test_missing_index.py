import pytest

from osscan.detect import detector, layout
from osscan.engine.detecting import detect_sources
from osscan.engine.executor import Serial
from osscan.errors import IndexMissingError
from osscan.inputs.source import Source


@pytest.fixture
def without_index(tmp_path, monkeypatch):
    index = tmp_path / "licenses.index"
    monkeypatch.setattr(layout, "FILE", index)
    detector._about.cache_clear()
    detector.version.cache_clear()
    yield index
    detector._about.cache_clear()
    detector.version.cache_clear()


@pytest.mark.parametrize(
    "content", [None, b"", b"something else", b"osscan-licenses\n", b'osscan-licenses\n\x08\0\0\0\0\0\0\0{"format']
)
def test_without_a_whole_index_nothing_is_answered(without_index, content) -> None:
    if content is not None:
        without_index.write_bytes(content)

    with pytest.raises(IndexMissingError) as fault:
        list(detect_sources([Source("a.txt", held=b"MIT License")], Serial()))

    assert ["index-missing"] == [problem.code for problem in fault.value.problems]


def test_an_index_that_was_cut_off_is_none(without_index) -> None:
    layout.write(without_index, {"search": "gpl"}, {"names": b"some names of rules"})
    whole = without_index.read_bytes()
    detector.version()
    detector._about.cache_clear()
    detector.version.cache_clear()
    without_index.write_bytes(whole[:-64])

    with pytest.raises(IndexMissingError):
        detector.version()
