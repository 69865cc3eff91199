"""Contract: what a vendor has promised, question by question; what nobody has answered is open and never kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from osscan.model.place import Place

SCHEMA = "osscan/contract/1"


class Form(StrEnum):
    """What kind of value answers a question."""

    TEXT = "text"
    FLAG = "flag"
    """`ja` or `nein`; `true` and `false` mean the same."""
    WORD = "word"
    WORDS = "words"
    DAY = "day"
    NUMBER = "number"
    """Whole, from 1 to 9999."""
    TEXTS = "texts"
    LICENSES = "licenses"
    """SPDX identifiers."""


class Question(NamedTuple):
    """One key of `vertrag.yml`; its sentences are `contract.<key>.*` with hyphens for dots and underscores.

    `asked` is False for what only helps and for what one need not know. `when` names a flag: the question is open only where that is yes.
    """

    key: str
    form: Form
    words: tuple[str, ...] = ()
    asked: bool = True
    when: str = ""

    @property
    def group(self) -> str:
        """The mapping that it stands in; empty at the top."""
        return self.key.rpartition(".")[0]


EVB_IT = (
    "Erstellung",
    "Überlassung Typ A",
    "Überlassung Typ B",
    "Pflege S",
    "Instandhaltung",
    "Dienstleistung",
    "System",
    "Systemlieferung",
    "Service",
    "Cloud",
    "Rahmenvereinbarung",
    "keiner",
)
"""Types of contract; which number of which clause says what is left to the contract itself."""

QUESTIONS = (
    Question("nummer", Form.TEXT),
    Question("titel", Form.TEXT),
    Question("parteien.auftraggeber", Form.TEXT),
    Question("parteien.auftragnehmer", Form.TEXT),
    Question("evb_it.typ", Form.WORD, EVB_IT),
    Question("evb_it.fassung", Form.TEXT),
    Question("leistung", Form.TEXT),
    Question("oss_vereinbart", Form.WORD, ("nur-oss", "erlaubt", "ausgeschlossen")),
    Question("copyleft_erlaubt", Form.WORD, ("ja", "schwach", "nein")),
    Question("sbom_geschuldet.geschuldet", Form.FLAG),
    Question("sbom_geschuldet.format", Form.WORDS, ("CycloneDX", "SPDX"), when="sbom_geschuldet.geschuldet"),
    Question("sbom_geschuldet.umfang", Form.WORD, ("direkt", "vollständig"), when="sbom_geschuldet.geschuldet"),
    Question("sbom_geschuldet.tr_version", Form.TEXT, asked=False),
    Question("quellcode_uebergabe", Form.WORD, ("keine", "eigenentwicklung", "vollständig")),
    Question("nutzungsrechte.art", Form.WORD, ("einfach", "ausschließlich", "open-source-lizenz")),
    Question("nutzungsrechte.bearbeiten", Form.FLAG),
    Question("nutzungsrechte.weitergeben", Form.FLAG),
    Question("veroeffentlichung_opencode", Form.FLAG),
    Question("lizenzliste.name", Form.TEXT, asked=False),
    Question("lizenzliste.stand", Form.DAY, asked=False),
    Question("lizenzliste.lizenzen", Form.LICENSES, asked=False),
    Question("barrierefreiheit.geschuldet", Form.FLAG),
    Question("barrierefreiheit.norm", Form.TEXT, asked=False),
    Question("support_bis", Form.DAY),
    Question("openchain.geschuldet", Form.FLAG),
    Question("frist.tage", Form.NUMBER, asked=False),
    Question("frist.bis", Form.DAY, asked=False),
    Question("abnahme", Form.DAY, asked=False),
    Question("eigene_pakete", Form.TEXTS, asked=False),
)
DEADLINE = "frist"
"""Open until one of its two keys is answered."""

Value = str | bool | int | date | tuple[str, ...]


class Answer(NamedTuple):
    """What the file says to one question: the value, the text as it is written there, and where it stands."""

    value: Value
    text: str
    place: Place


class Contract(NamedTuple):
    """One contract, by the keys of `QUESTIONS`. A key without an answer is open."""

    path: str
    answers: Mapping[str, Answer]

    def text(self, key: str) -> str:
        """An answer as it is written; empty where it is open."""
        found = self.answers.get(key)
        return found.text if found is not None else ""

    def word(self, key: str) -> str:
        """A word or text; empty where it is open."""
        found = self.answers.get(key)
        return found.value if found is not None and isinstance(found.value, str) else ""

    def flag(self, key: str) -> bool | None:
        """Yes or no; None where it is open."""
        found = self.answers.get(key)
        return found.value if found is not None and isinstance(found.value, bool) else None

    def day(self, key: str) -> date | None:
        """A date; None where it is open."""
        found = self.answers.get(key)
        return found.value if found is not None and isinstance(found.value, date) else None

    def words(self, key: str) -> tuple[str, ...]:
        """The elements of a list; none where it is open."""
        found = self.answers.get(key)
        return found.value if found is not None and isinstance(found.value, tuple) else ()

    def place(self, key: str) -> Place:
        """Where the answer stands, or the file where it is open."""
        found = self.answers.get(key)
        return found.place if found is not None else Place(self.path, key)

    @property
    def open(self) -> tuple[str, ...]:
        """The questions that nobody has answered, in the order of the file that `osscan vendor init` writes."""
        wanted = [one for one in QUESTIONS if one.asked and one.key not in self.answers]
        found = [one.key for one in wanted if not one.when or self.flag(one.when) is True]
        return (*found, DEADLINE) if self.deadline(date.min) is None else tuple(found)

    def deadline(self, day: date) -> date | None:
        """By when a defect that is told on that day has to be mended; None where nothing is agreed."""
        agreed = self.day("frist.bis")
        days = self.answers.get("frist.tage")
        if agreed is not None or days is None or not isinstance(days.value, int):
            return agreed
        return day + timedelta(days=days.value)
