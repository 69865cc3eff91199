"""One question about two licenses, answered for people: the word, why, every voice, what has to be done, and what would help."""

from __future__ import annotations

from osscan.model.pair import Pair, PairAnswer, Part
from osscan.model.verdict import Compatibility, CompatibilityWord, Proviso, Reason, Remedy
from osscan.reports.page import Page
from osscan.reports.sentences import reason_text, word
from osscan.texts.catalogue import Words

Word = CompatibilityWord

SIGNS = {
    Word.COMPATIBLE: ("✔", "green"),
    Word.COMPATIBLE_IF: ("◐", "green"),
    Word.CONTESTED: ("±", "yellow"),
    Word.UNKNOWN: ("?", "yellow"),
    Word.INCOMPATIBLE: ("✘", "red"),
    Word.NOT_EVALUATED: ("–", "dim"),
}
_PARTS = 40
"""How many parts of an expression are shown; what goes beyond is in the JSON."""


def write_page(answer: PairAnswer, elsewhere: tuple[str, ...], policy: str, words: Words, page: Page) -> None:
    """The whole page; `elsewhere` are outbound licenses under which it would be possible, `policy` is the policy's name."""
    found = answer.weighed.compatibility
    sign, ink = SIGNS[Word.UNKNOWN if _is_open(found) else found.verdict]
    page.line(f"{sign} {_headline(answer, words)}", 0, ink)
    _write_question(answer, policy, words, page)
    _write_parts(answer.parts, words, page)
    voices = [reason for reason in found.reasons if reason.key.startswith("vote-")]
    write_reasons(words("compat.head.why"), [reason for reason in found.reasons if reason not in voices], words, page)
    write_reasons(words("compat.head.voices"), voices, words, page)
    write_conditions(found.conditions, (words("compat.head.to-do"), words("compat.head.to-find-out")), words, page)
    write_remedies(found.remedies, words, page)
    if elsewhere:
        page.head(words("compat.head.elsewhere"), "bold")
        page.line(", ".join(elsewhere), 2)
    page.gap()
    page.line(words("compat.not-advice"), 0, "dim")


def write_reasons(head: str, reasons: list[Reason], words: Words, page: Page) -> None:
    """Numbered sentences, each with its source beneath."""
    if not reasons:
        return
    page.head(head, "bold")
    wide = len(str(len(reasons))) + 2
    for number, reason in enumerate(reasons, 1):
        page.field(f"{number}.", reason_text(words, reason), 2, 2 + wide)
        caret = dict(reason.facts).get("caret", "").split("\n")
        if len(caret) == 2:
            page.quote(tuple(caret), 2 + wide)
        _write_source(reason.source, 2 + wide, words, page)


def write_conditions(conditions: tuple[Proviso, ...], heads: tuple[str, str], words: Words, page: Page) -> None:
    """What has to be done, and apart from it what has to be found out first, each under its head."""
    for head, is_open, mark in ((heads[0], False, "[ ]"), (heads[1], True, "[?]")):
        mine = [condition for condition in conditions if condition.open is is_open]
        if mine:
            page.head(head, "yellow" if is_open else "bold")
        for condition in mine:
            page.field(mark, words(f"proviso.{condition.key}", condition.facts), 2, 6)
            _write_source(condition.source, 6, words, page)


def write_remedies(remedies: tuple[Remedy, ...], words: Words, page: Page) -> None:
    """Ways out, the smallest change first, each with the command that looks at it."""
    if not remedies:
        return
    page.head(words("compat.head.remedies"), "bold")
    wide = len(str(len(remedies))) + 2
    for number, remedy in enumerate(remedies, 1):
        page.field(f"{number}.", words(f"remedy.{remedy.key}", remedy.facts), 2, 2 + wide)
        if remedy.command:
            page.command(remedy.command, 2 + wide)


def _headline(answer: PairAnswer, words: Words) -> str:
    found = answer.weighed.compatibility
    key = "open" if _is_open(found) else found.verdict.value
    inbound, outbound = answer.inbound or answer.pair.inbound, answer.outbound or answer.pair.outbound
    return words(f"compat.answer.{key}", inbound=inbound, outbound=outbound)


def _write_question(answer: PairAnswer, policy: str, words: Words, page: Page) -> None:
    pair = answer.pair
    rows = [
        (words("compat.label.relation"), _relation_said(pair, words)),
        (words("compat.label.provision"), _provision_said(pair, policy, words)),
    ]
    rows += [
        (words("compat.label.read"), words("compat.read", raw=raw, expression=read))
        for raw, read in ((pair.inbound, answer.inbound), (pair.outbound, answer.outbound))
        if read is not None and read != raw
    ]
    if answer.weighed.chosen:
        rows.append((words("compat.label.chosen"), answer.weighed.chosen))
    column = 4 + max(len(label) for label, _ in rows)
    for label, said in rows:
        page.field(label, said, 2, column)


def _relation_said(pair: Pair, words: Words) -> str:
    said = words("compat.word", word=word(words, "relation", pair.relation), code=pair.relation.value)
    return words("compat.assumed.relation", said=said) if "relation" in pair.assumed else said


def _provision_said(pair: Pair, policy: str, words: Words) -> str:
    if not pair.provisions:
        return words("compat.provision-open")
    named = (words("compat.word", word=word(words, "provision", one), code=one.value) for one in pair.provisions)
    said = ", ".join(named)
    return words("compat.assumed.provision", said=said, policy=policy) if "provision" in pair.assumed else said


def _write_parts(parts: tuple[Part, ...], words: Words, page: Page) -> None:
    """The expression as a tree; what was not chosen is dim."""
    if not parts:
        return
    page.head(words("compat.head.parts"), "bold")
    wide = max(2 * part.depth + len(part.operator or part.expression) for part in parts[:_PARTS]) + 8
    for part in parts[:_PARTS]:
        sign, ink = SIGNS[Word.UNKNOWN if _is_open(part.compatibility) else part.compatibility.verdict]
        name = f"{'  ' * part.depth}{sign} {words(f'compat.operator.{part.operator}') if part.operator else part.expression}"
        said = word(words, "compatibility", part.compatibility.verdict)
        text = said if part.counts else words("compat.not-chosen", said=said)
        page.line(f"{name:<{wide}}{text}", 2, ink if part.counts else "dim")
    if len(parts) > _PARTS:
        page.line(words("compat.more-parts", count=len(parts) - _PARTS), 2)


def _write_source(source: str, indent: int, words: Words, page: Page) -> None:
    if source:
        page.line(words("compat.source", source=source), indent, "dim")


def _is_open(found: Compatibility) -> bool:
    """Whether the answer hangs on what only a look at the component can tell."""
    return found.verdict is Word.COMPATIBLE_IF and any(condition.open for condition in found.conditions)
