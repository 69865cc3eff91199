"""What `osscan policy diff` says: each difference with its line, and for which licenses verdicts flip."""

from __future__ import annotations

from typing import Any

from osscan.cli.policy_explanation import stand_said
from osscan.engine.policy_diff import Comparison
from osscan.model.component import Relation
from osscan.model.verdict import LicenseStatus
from osscan.policy.difference import Action, Change, Direction
from osscan.policy.impact import Context, Flip
from osscan.reports.numbers import counted
from osscan.reports.page import Page
from osscan.reports.sentences import and_more, where, word
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

SCHEMA = "osscan/policy-diff/1"
INKS = {Direction.LAXER: "yellow", Direction.STRICTER: "cyan", Direction.NONE: "", Direction.OPEN: "yellow"}
_MOST_LICENSES = 8


def write_page(page: Page, found: Comparison, words: Words, *, verbose: bool) -> None:
    """Changes grouped by the policy's keys, then what they mean."""
    if not found.changes:
        page.line(words("policy.diff.same"), 0, "green")
        return
    section = ""
    for change in found.changes:
        if change.section != section:
            section = change.section
            page.head(section, "bold")
        _write_change(page, change, words)
    page.head(words("policy.diff.meaning"), "bold")
    if not found.flips:
        page.line(words("policy.diff.no-flip"), 2, "green")
    direction = None
    for flip in found.flips:
        if flip.direction is not direction:
            direction = flip.direction
            page.gap()
            page.line(words(f"policy.direction.{direction}"), 2, "bold")
        _write_flip(page, flip, words, verbose=verbose)
    page.gap()
    page.line(_verdict(found, words))


def document(found: Comparison, words: Words) -> dict[str, Any]:
    """All of it for scripts."""
    return {
        "schema": SCHEMA,
        "old": {"id": found.old.id, "version": found.old.version, "path": found.old.place.input},
        "new": {"id": found.new.id, "version": found.new.version, "path": found.new.place.input},
        "directions": sorted(found.directions()),
        "changes": [
            {
                "section": change.section,
                "action": change.action,
                "name": change.name or None,
                "field": change.field or None,
                "old": change.old or None,
                "new": change.new or None,
                "place": where(change.place) if change.place is not None else None,
                "direction": change.direction,
            }
            for change in found.changes
        ],
        "flips": [_flip_document(flip, words) for flip in found.flips],
    }


def _write_change(page: Page, change: Change, words: Words) -> None:
    place = where(change.place) if change.place is not None else ""
    name = change.name or change.section
    facts = {"name": shown(name), "field": change.field, "old": change.old or "-", "new": change.new or "-", "place": place}
    key = f"{change.action}-field" if change.field and change.action is Action.CHANGED and change.name else change.action.value
    if change.field == "licenses":
        for one, text in (("licenses-added", change.new), ("licenses-removed", change.old)):
            if text:
                page.line(words(f"policy.change.{one}", (), **{**facts, "licenses": text}), 2)
        return
    if change.action is Action.MOVED:
        key = "moved" if change.new else "moved-last"
    if not change.name and change.field:
        facts["name"] = change.field
    page.line(words(f"policy.change.{key}", (), **facts), 2, INKS[change.direction])


def _write_flip(page: Page, flip: Flip, words: Words, *, verbose: bool) -> None:
    facts = {"old": stand_said(flip.old, words), "new": stand_said(flip.new, words)}
    page.line(counted(words, "policy.flip.licenses", len(flip.licenses), **facts), 2, INKS[flip.direction])
    names = [_license_said(name, words) for name in flip.licenses]
    most = len(names) if verbose else _MOST_LICENSES
    page.line(and_more(words, names[:most], len(names)), 4)
    for text in contexts_said(flip.contexts, words):
        page.line(text, 4)
    page.line(words("policy.flip.rules", (), old=", ".join(flip.old_rules), new=", ".join(flip.new_rules)), 4, "dim")


def contexts_said(contexts: tuple[Context, ...], words: Words) -> list[str]:
    """Where a flip happens: relations that differ in nothing else in one line."""
    plain: dict[Context, list[Relation]] = {}
    said = []
    for context in contexts:
        if context.ecosystem:
            said.append(_rejoined_said(context, words))
        else:
            alike = context._replace(relation=Relation.DATA, new_relation=Relation.DATA)
            plain.setdefault(alike, []).append(context.relation)
    return [_plain_said(context, relations, words) for context, relations in plain.items()] + said


def _plain_said(context: Context, relations: list[Relation], words: Words) -> str:
    every = len(relations) == len(Relation)
    parts = [words("policy.relations.all") if every else words("policy.flip.relations", (), relations=", ".join(relations))]
    if context.scopes:
        parts.append(words("policy.flip.scopes", (), scopes=", ".join(context.scopes)))
    if context.purl:
        parts.append(words("policy.flip.purl", (), purl=context.purl))
    return "; ".join(parts)


def _rejoined_said(context: Context, words: Words) -> str:
    key = "rejoined-other" if context.ecosystem == "*" else "rejoined"
    facts = {"ecosystem": context.ecosystem, "old": context.relation, "new": context.new_relation}
    said = words(f"policy.flip.{key}", (), **facts)
    if context.scopes:
        said += "; " + words("policy.flip.scopes", (), scopes=", ".join(context.scopes))
    return said


def _license_said(name: str, words: Words) -> str:
    if name in list(LicenseStatus):
        return words("policy.flip.without", (), status=word(words, "status", name))
    return name


def _verdict(found: Comparison, words: Words) -> str:
    laxer = sum(flip.direction is Direction.LAXER for flip in found.flips)
    stricter = sum(flip.direction is Direction.STRICTER for flip in found.flips)
    said = counted(words, "policy.diff.changes", len(found.changes))
    groups = words("policy.diff.groups", (), laxer=laxer, stricter=stricter, other=len(found.flips) - laxer - stricter)
    opened = sum(change.direction is Direction.OPEN for change in found.changes)
    return " ".join([said, groups, *([counted(words, "policy.diff.open", opened)] if opened else [])])


def _flip_document(flip: Flip, words: Words) -> dict[str, Any]:
    return {
        "direction": flip.direction,
        "old": {"level": flip.old.level, "word": flip.old.word, "rules": list(flip.old_rules)},
        "new": {"level": flip.new.level, "word": flip.new.word, "rules": list(flip.new_rules)},
        "text": counted(
            words, "policy.flip.licenses", len(flip.licenses), old=stand_said(flip.old, words), new=stand_said(flip.new, words)
        ),
        "licenses": list(flip.licenses),
        "contexts": [
            {
                "relation": context.relation,
                "new_relation": context.new_relation,
                "scopes": list(context.scopes),
                "purl": context.purl or None,
                "ecosystem": context.ecosystem or None,
            }
            for context in flip.contexts
        ],
    }
