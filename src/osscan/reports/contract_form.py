"""An empty `vertrag.yml`: every question with what it means and what may be answered; empty answers are open ones."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from osscan.model.contract import QUESTIONS, SCHEMA, Form, Question
from osscan.texts.catalogue import Words

_WIDTH = 100
_EXAMPLES = {Form.LICENSES: "EUPL-1.2, MIT", Form.TEXTS: "de.stadt.antrag"}


def render(words: Words) -> str:
    """The file, in which nothing is answered yet."""
    lines = [
        *_comment("", words("contract.head"), words("contract.head-open"), words("contract.head-advice")),
        f"schema: {SCHEMA}",
    ]
    group = ""
    for question in QUESTIONS:
        if question.group != group:
            group = question.group
            if group:
                lines += ["", f"{group}:"]
        lines += _asked(question, words)
    return "\n".join(lines) + "\n"


def _asked(question: Question, words: Words) -> Iterator[str]:
    key = f"contract.{question.key.replace('.', '-').replace('_', '-')}"
    indent = "  " if question.group else ""
    if not question.group:
        yield ""
    yield from _comment(indent, f"{words(f'{key}.title')}. {words(f'{key}.help')}", _possible(question, words))
    yield f"{indent}{question.key.rpartition('.')[2]}:"


def _possible(question: Question, words: Words) -> str:
    """What may stand there; nothing for free text."""
    form = question.form
    if form is Form.TEXT:
        return ""
    named = ", ".join(question.words)
    if form is Form.WORD:
        told = named
    elif form is Form.WORDS:
        told = words("contract.several", (), words=named)
    elif form in _EXAMPLES:
        told = words("contract.list", (), example=_EXAMPLES[form])
    else:
        told = words({Form.FLAG: "contract.yes-no", Form.DAY: "contract.day", Form.NUMBER: "contract.number"}[form])
    return words("contract.allowed", (), words=told)


def _comment(indent: str, *texts: str) -> Iterator[str]:
    for text in texts:
        for line in textwrap.wrap(text, _WIDTH - len(indent)):
            yield f"{indent}# {line}"
