"""The pages on `vertrag.yml` are true: their example is read whole, every key is explained, and the commands say what the pages say."""

from __future__ import annotations

import re
import shlex
import unicodedata
from pathlib import Path

import pytest
from tests.delivered import shop

from osscan.deliveries.contract import contract_of
from osscan.inputs.source import Source
from osscan.model.contract import QUESTIONS

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {"de": DOCS / "de" / "vertrag.md", "en": DOCS / "contract.md"}


def blocks(page, kind):
    return re.findall(rf"```{kind}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def plain(text):
    return " ".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_example_answers_all_that_is_asked(page) -> None:
    (example,) = blocks(page, "yaml")
    found = contract_of(Source("vertrag.yml", held=example.encode()))

    assert (found.problems, found.contract.open) == ((), ())


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_key_and_every_word_is_explained(page) -> None:
    rows = "\n".join(line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| `"))
    missing = [one.key for one in QUESTIONS if f"`{one.key}`" not in rows]
    missing += [word for one in QUESTIONS for word in one.words if f"`{word}`" not in rows]

    assert missing == []


def test_both_pages_show_the_same_example() -> None:
    assert blocks(PAGES["de"], "yaml") == blocks(PAGES["en"], "yaml")


@pytest.mark.parametrize("language", PAGES)
def test_the_commands_say_what_the_page_says(language, osscan, tmp_path) -> None:
    page = PAGES[language]
    first, *_, recording = blocks(page, "sh")
    init, check, _ = (shlex.split(line)[1:] for line in first.splitlines())
    delivery = tmp_path / check[2]
    delivery.parent.mkdir()
    changed = {"permits-3.1.0.war": shop.app({"strict-pdf-5.0.0.jar": shop.STRICT})}
    delivery.write_bytes(shop.zipped(shop.files(**changed)))

    said = [osscan(*init, "--lang", language).err]
    (tmp_path / check[4]).write_text(blocks(page, "yaml")[0], encoding="utf-8")
    said.append(osscan(*check, "--lang", language).out)
    said += [osscan(*shlex.split(line)[1:], "--lang", language).err for line in recording.splitlines()]
    said.append(osscan(*check, "--lang", language).out)
    heard = plain("\n".join(said))
    promised = [plain(line) for block in blocks(page, "text") for line in block.splitlines()]

    assert [line for line in promised if line not in heard] == []
    assert len(promised) == 10
