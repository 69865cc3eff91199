"""What a change of the project does to its components: as lines for people, rows for a merge request, objects for machines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from osscan.model.changes import Change, ChangeKind, Changes, State
from osscan.reports.numbers import counted, number
from osscan.reports.page import Page
from osscan.reports.sentences import word
from osscan.texts.catalogue import Words
from osscan.texts.escapes import markdown_code, markdown_text

_SIGNS = {ChangeKind.ADDED: "+", ChangeKind.REMOVED: "-"}
_STATED = 2
_COMMIT = 12


def changes_object(changes: Changes) -> dict[str, Any]:
    """The changes as the report's JSON holds them, counts first."""
    return {
        "since": changes.revision,
        "commit": changes.commit,
        "complete": changes.complete,
        "counts": _counts(changes),
        "components": [_change_object(change) for change in changes.items],
    }


def write_changes(page: Page, words: Words, changes: Changes | None, most: int) -> None:
    """A block for the terminal, with as many lines as `most`; new objections first."""
    if changes is None:
        return
    page.head(_head(words, changes), "bold")
    page.line(said_in_all(words, changes), 2)
    for change in _weightiest_first(changes)[:most]:
        ink = "red" if change.new_objection else "green" if change.settles else ""
        page.line(f"{_SIGNS.get(change.kind, '~')} {_line(words, change)}", 4, ink)
    if len(changes.items) > most:
        page.line(counted(words, "changes.more", len(changes.items) - most), 4)
    if not changes.complete:
        page.line(words("changes.incomplete"), 2, "yellow")


def changes_table(words: Words, changes: Changes | None, most: int) -> str:
    """A Markdown table of at most so many characters; without changes one sentence."""
    if changes is None:
        return ""
    parts = [f"**{markdown_text(_head(words, changes))}** {markdown_text(said_in_all(words, changes))}"]
    if changes.items:
        heads = [words(f"changes.table.{name}") for name in ("kind", "component", "license", "verdict")]
        rows = list(_fitting((_row(_cells(words, change)) for change in _weightiest_first(changes)), most))
        parts.append("\n".join([_row(heads), _row(["---"] * len(heads)), *rows]))
        if len(rows) < len(changes.items):
            parts.append(markdown_text(counted(words, "changes.more", len(changes.items) - len(rows))))
    if not changes.complete:
        parts.append(markdown_text(words("changes.incomplete")))
    return "\n\n".join(parts)


def said_in_all(words: Words, changes: Changes) -> str:
    """The counts in a sentence."""
    if not changes.items:
        return words("changes.none")
    return words("changes.counts", (), **{key: number(words, count) for key, count in _counts(changes).items()})


def _head(words: Words, changes: Changes) -> str:
    return words("changes.head", (), revision=changes.revision, commit=changes.commit[:_COMMIT])


def _counts(changes: Changes) -> dict[str, int]:
    counts = {kind.value: sum(change.kind is kind for change in changes.items) for kind in ChangeKind}
    counts["relicensed"] = sum(change.relicensed for change in changes.items)
    counts["new_objections"] = sum(change.new_objection for change in changes.items)
    counts["settled"] = sum(change.settles for change in changes.items)
    return counts


def _weightiest_first(changes: Changes) -> list[Change]:
    return sorted(changes.items, key=lambda change: (not change.new_objection, not change.settles, not change.relicensed))


def _line(words: Words, change: Change) -> str:
    parts = [change.name, _moved(*_versions(change)), _moved(*_licenses(words, change)), _moved(*_verdicts(words, change))]
    return "  ".join(part for part in (*parts, _mark(words, change)) if part)


def _cells(words: Words, change: Change) -> list[str]:
    name = f"{change.name} {_moved(*_versions(change))}".strip()
    mark = _mark(words, change)
    verdict = _moved(*_verdicts(words, change))
    return [
        markdown_text(words(f"changes.kind.{change.kind}")),
        markdown_code(name),
        markdown_text(_moved(*_licenses(words, change))),
        f"{markdown_text(verdict)} **{markdown_text(mark)}**" if mark else markdown_text(verdict),
    ]


def _mark(words: Words, change: Change) -> str:
    if change.new_objection:
        return words("changes.new")
    return words("changes.settled") if change.settles else ""


def _versions(change: Change) -> tuple[str, ...]:
    return tuple(state.version for state in (change.before, change.after) if state is not None)


def _licenses(words: Words, change: Change) -> tuple[str, ...]:
    return tuple(_license(words, state) for state in (change.before, change.after) if state is not None)


def _license(words: Words, state: State) -> str:
    if state.license is not None:
        return state.license
    stated = ", ".join(f"“{raw}”" for raw in state.stated[:_STATED])
    return stated or words("changes.unstated")


def _verdicts(words: Words, change: Change) -> tuple[str, ...]:
    """The policy's word, and the other answer where that is what objects; with the scope where only that has changed."""
    states = [state for state in (change.before, change.after) if state is not None]
    said = [_verdict(words, state) for state in states]
    if change.kind is ChangeKind.REJUDGED and len({state.scope for state in states}) > 1:
        said = [f"{text} ({word(words, 'scope', state.scope)})" for text, state in zip(said, states, strict=True)]
    return tuple(said)


def _verdict(words: Words, state: State) -> str:
    said = word(words, "policy", state.policy)
    if state.objects and state.compatibility in ("incompatible", "contested", "unknown", "compatible-if"):
        return f"{said}, {word(words, 'compatibility', state.compatibility)}"
    return said


def _moved(before: str, after: str | None = None) -> str:
    return before if after is None or after == before else f"{before or '–'} → {after or '–'}"


def _change_object(change: Change) -> dict[str, Any]:
    return {
        "change": change.kind,
        "name": change.name,
        "relicensed": change.relicensed,
        "new_objection": change.new_objection,
        "settled": change.settles,
        "before": _state_object(change.before),
        "after": _state_object(change.after),
    }


def _state_object(state: State | None) -> dict[str, Any] | None:
    if state is None:
        return None
    return {
        "component": state.id,
        "version": state.version or None,
        "license": state.license,
        "stated": state.stated,
        "scope": state.scope,
        "level": state.level,
        "policy": state.policy,
        "compatibility": state.compatibility,
        "objects": state.objects,
    }


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _fitting(rows: Iterator[str], most: int) -> Iterator[str]:
    for row in rows:
        most -= len(row) + 1
        if most < 0:
            return
        yield row
