"""Rules between keys: who maintains, which language says what, and sections that stand twice."""

from __future__ import annotations

from datetime import date

from osscan.model.problem import Severity, facts_of
from osscan.publiccode import schema
from osscan.publiccode.document import Node
from osscan.publiccode.forms import is_after
from osscan.publiccode.notes import Notes, Spot, below


def cross(root: Node, notes: Notes, day: date) -> None:
    """All rules that look at more than one key."""
    maintenance = root.get("maintenance")
    if maintenance is not None and maintenance.kind == "mapping":
        _maintenance(maintenance, notes)
        _ended(maintenance, notes, day)
    description = root.get("description")
    if description is not None and description.kind == "mapping":
        for name, key in schema.standard().keys["description"].element.keys.items():
            if key.in_one_language:
                _in_one_language(name, description, notes)
    _released(root, notes, day)
    small = root.pair("it")
    if small is not None and root.get("IT") is not None:
        notes.say("section-doubled", "it", _spot(small[0]))


def _maintenance(section: Node, notes: Notes) -> None:
    """Contractors if and only if there is a contract; contacts if the house or a community does it."""
    found = section.get("type")
    kind = found.text if found is not None else ""
    contractors, contacts = section.get("contractors"), section.get("contacts")
    if contractors is not None and kind != "contract":
        notes.forget_below("maintenance.contractors[")
        pair = section.pair("contractors")
        notes.say("contractors-without-contract", "maintenance.contractors", _spot(pair[0] if pair else section))
    wanted = {"contract": "contractors", "internal": "contacts", "community": "contacts"}.get(kind)
    if wanted is None:
        return
    value = contractors if wanted == "contractors" else contacts
    if value is None:
        _missing(wanted, kind, section, notes)
    elif value.kind == "list" and not value.items:
        pair = section.pair(wanted)
        notes.say("list-empty", f"maintenance.{wanted}", _spot(pair[0] if pair else section), facts=_key(f"maintenance.{wanted}"))


def _missing(wanted: str, kind: str, section: Node, notes: Notes) -> None:
    route = f"maintenance.{wanted}"
    pair = section.pair(wanted)
    spot = _spot(pair[0]) if pair else _gap(section)
    notes.say("party-missing", route, spot, facts=facts_of(key=route, type=kind))


def _ended(section: Node, notes: Notes, day: date) -> None:
    """A contract whose last day has passed."""
    contractors, kind = section.get("contractors"), section.get("type")
    if kind is None or kind.text != "contract":
        return
    for position, item in enumerate(contractors.items if contractors is not None and contractors.kind == "list" else ()):
        until = item.get("until")
        if until is not None and until.text and is_after(until.text, day) is False and until.text != day.isoformat():
            route = f"maintenance.contractors[{position}].until"
            pair = item.pair("until")
            notes.say(
                "contract-ended", route, _spot(pair[0] if pair else item), None, facts_of(date=until.text), Severity.WARNING
            )


def _released(root: Node, notes: Notes, day: date) -> None:
    found = root.get("releaseDate")
    if found is not None and is_after(found.text, day):
        pair = root.pair("releaseDate")
        facts = facts_of(date=found.text)
        notes.say("date-in-future", "releaseDate", _spot(pair[0] if pair else found), None, facts, Severity.WARNING)


def _in_one_language(name: str, description: Node, notes: Notes) -> None:
    """Missing in all languages is an error in each; missing in some of them, programs that read less carefully may refuse."""
    missing = []
    for language, words in description.pairs():
        value = words.get(name)
        if value is not None and (value.items or value.text):
            continue
        pair = words.pair(name)
        spot = _spot(pair[0]) if pair else (_gap(words) if words.kind == "mapping" else _spot(language))
        missing.append((below(below("description", language.text), name), spot))
    everywhere = len(missing) == len(description.pairs())
    for route, spot in missing:
        if everywhere:
            notes.say("missing-in-every-language", route, spot, facts=_key(route))
        else:
            notes.say("missing-in-one-language", route, spot, facts=_key(route), severity=Severity.WARNING)


def _key(route: str) -> tuple[tuple[str, str], ...]:
    return facts_of(key=route)


def _spot(node: Node) -> Spot:
    return node.line, node.column


def _gap(mapping: Node) -> Spot:
    return _spot(mapping if mapping.flow or not mapping.items else mapping.items[0])
