"""The texts of the SPDX list can be had word for word, without a network."""

from __future__ import annotations

import pytest

from osscan.detect import layout
from osscan.detect.standard_texts import TABLE, packed, standard_text
from osscan.knowledge import spdx


def test_text_of_a_license_is_that_of_the_list() -> None:
    text = standard_text("MIT")

    assert text is not None
    assert text.startswith("MIT License\n\nCopyright (c) <year> <copyright holders>\n")
    assert "The above copyright notice and this permission notice shall be included in all copies" in text


def test_every_license_in_force_has_a_text() -> None:
    assert [one.id for one in spdx.licenses().values() if "d" not in one.flags and not standard_text(one.id)] == []


def test_exceptions_have_texts_and_the_missing_ones_are_known() -> None:
    missing = {one.id for one in spdx.exceptions().values() if "d" not in one.flags and not standard_text(one.id)}

    assert "As a special exception, the copyright holders of this library give you" in (
        standard_text("Classpath-exception-2.0") or ""
    )
    assert missing == {
        *("Classpath-exception-2.0-short", "Google-Patent-WebM", "Simple-Library-Usage-exception"),
        *("Spelling-Provider-LGPL-exception", "kvirc-openssl-exception", "rsync-linking-exception"),
        "sqlitestudio-OpenSSL-exception",
    }


@pytest.mark.parametrize(
    ("asked", "same"), [("GPL-2.0", "GPL-2.0-only"), ("Apache-2.0+", "Apache-2.0"), ("GPL-3.0+", "GPL-3.0-only")]
)
def test_old_spellings_have_the_text_of_the_license(asked, same) -> None:
    assert standard_text(asked) == standard_text(same)


def test_unknown_names_have_no_text() -> None:
    assert (standard_text("Nope-1.0"), standard_text("LicenseRef-own")) == (None, None)


def test_same_texts_give_the_same_bytes() -> None:
    assert packed({"b": "two", "a": "one"}) == packed({"a": "one", "b": "two"})


def test_index_without_texts_is_no_empty_answer(tmp_path) -> None:
    layout.write(tmp_path / "old.index", {}, {"names": b"x"})
    layout.write(tmp_path / "new.index", {}, {"names": b"x", TABLE: packed({"Own": "words\n"})})

    assert standard_text("Own", tmp_path / "new.index") == "words\n"
    with pytest.raises(ValueError, match="without texts"):
        standard_text("Own", tmp_path / "old.index")
