"""The file is held to the standard, key by key: what is missing, unknown, of the wrong kind, out of date or in the wrong form."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from osscan.inputs.source import Source
from osscan.model.problem import Severity, facts_of
from osscan.model.publiccode import PubliccodeFinding
from osscan.publiccode import schema
from osscan.publiccode.crossing import cross
from osscan.publiccode.document import Document, Node
from osscan.publiccode.forms import ADDRESSES, Around, Told, told
from osscan.publiccode.graphemes import length
from osscan.publiccode.languages import is_tag
from osscan.publiccode.notes import NOWHERE, Notes, Spot, below
from osscan.publiccode.pictures import is_address
from osscan.publiccode.schema import Key

_YES_AND_NO = frozenset({"yes", "no", "on", "off", "y", "n"})


class Judged(NamedTuple):
    """What was found, how many addresses were not asked, and whether files were named that could not be looked at."""

    version: str | None
    findings: tuple[PubliccodeFinding, ...]
    addresses: int
    files_unseen: int


def judge(document: Document, source: Source, day: date) -> Judged:
    """Every rule of the standard on one document; rules about dates by `day`, about files by what lies beside the Source."""
    notes = Notes(source.path)
    if document.marked:
        notes.say("byte-order-mark", "", (1, 1), severity=Severity.WARNING)
    for one in document.broken:
        notes.say(one.code, "", (one.line, one.column), facts=one.facts)
    root = document.root
    if document.broken and root is None:
        return Judged(None, notes.sorted(), 0, 0)
    if root is None or root.kind != "mapping" or not root.items:
        code = "empty" if root is None or not (root.items or root.text) else "no-mapping"
        notes.say(code, "publiccodeYmlVersion", NOWHERE if root is None else (root.line, root.column))
        return Judged(None, notes.sorted(), 0, 0)
    version = _version(root, notes)
    if version is None or version in schema.versions() or version == "0":
        judging = _Judging(notes, Around(source, day))
        judging.document(root)
        cross(root, notes, day)
        return Judged(version, notes.sorted(), judging.addresses, judging.files_unseen)
    return Judged(version, notes.sorted(), 0, 0)


def _version(root: Node, notes: Notes) -> str | None:
    """What the file says of itself; of a version that osscan does not know nothing else is judged."""
    found = root.pair("publiccodeYmlVersion")
    if found is None or found[1].kind == "nothing" or (found[1].kind == "text" and not found[1].text):
        notes.say("version-missing", "publiccodeYmlVersion", NOWHERE if found is None else (found[0].line, found[0].column))
        return None
    key, value = found
    spot = (key.line, key.column)
    notes.version = value.text
    if value.kind != "text":
        notes.say("version-no-text", "publiccodeYmlVersion", spot, facts=facts_of(version=value.text or value.kind))
        return value.text or None
    known = schema.versions()
    if value.text not in known and value.text != "0":
        notes.say(
            "version-unknown", "publiccodeYmlVersion", spot, facts=facts_of(version=value.text, known=", ".join(("0", *known)))
        )
    elif schema.number(value.text) < schema.number(schema.newest()):
        facts = facts_of(version=value.text, newest=schema.newest())
        notes.say("version-old", "publiccodeYmlVersion", spot, facts=facts, severity=Severity.WARNING)
    return value.text


class _Judging:
    """One walk over one document."""

    __slots__ = ("addresses", "around", "files_unseen", "notes")

    def __init__(self, notes: Notes, around: Around) -> None:
        self.notes = notes
        self.around = around
        self.addresses = 0
        self.files_unseen = 0

    def document(self, root: Node) -> None:
        """The whole file; a section that holds a fault of kind is dropped whole by reading programs, and this is told."""
        key = schema.standard()
        self._unknown(key, root, "")
        for name, child in key.keys.items():
            if name == "publiccodeYmlVersion":
                continue
            pair = root.pair(name)
            if pair is None or pair[1].kind == "nothing":
                self._absent(child, "", root, pair)
            elif not self._member(child, pair, ""):
                self._dropped(child, pair)

    def _dropped(self, key: Key, pair: tuple[Node, Node]) -> None:
        section, value = pair
        if key.required:
            self._lost(key, section.text, (section.line, section.column), section.text)
        for name, child in key.keys.items():
            if key.kind == "mapping" and child.required and key.path in _NEEDED:
                found = value.pair(name)
                self._lost(child, below(section.text, name), spot_of(found[0]) if found else gap_of(value), section.text)

    def _lost(self, key: Key, route: str, spot: Spot, section: str) -> None:
        if not self.notes.has_error(route, spot):
            self.notes.say("section-lost", route, spot, key, facts_of(key=route, section=section))

    def _member(self, key: Key, pair: tuple[Node, Node], route: str) -> bool:
        """A key that is there with its value; False where something in it has the wrong kind."""
        name, value = pair
        here = below(route, name.text)
        spot = spot_of(name)
        self._ages(key, here, spot)
        return self._value(key, value, here, spot, name)

    def _value(self, key: Key, node: Node, route: str, spot: Spot, name: Node | None) -> bool:
        """`spot` is where findings about the value are shown; `name` is the key before it, None for an element of a list."""
        if key.kind == "text-or-list":
            return self._list(key, node, route) if node.kind == "list" else self._alone(key, node, route, spot, name)
        if key.kind == "list":
            if node.kind != "list":
                return self._wrong(key, node, route, name)
            return self._list(key, node, route) and self._enough(key, node, route, spot)
        if key.kind in ("mapping", "languages"):
            if node.kind == "nothing":
                node = Node("mapping", "", spot[0], spot[1], [])
            if node.kind != "mapping":
                return self._wrong(key, node, route, name)
            return self._languages(key, node, route, spot) if key.kind == "languages" else self._mapping(key, node, route)
        return self._scalar(key, node, route, spot, name)

    def _alone(self, key: Key, node: Node, route: str, spot: Spot, name: Node | None) -> bool:
        """A text where a list may stand counts as a list of one."""
        if node.kind == "mapping":
            return self._wrong(key, node, route, name)
        return self._scalar(key._replace(kind="text"), node, f"{route}[0]", spot, name)

    def _enough(self, key: Key, node: Node, route: str, spot: Spot) -> bool:
        if len(node.items) < key.least and not key.in_one_language:
            self.notes.say("list-empty", route, spot, key, facts_of(key=route))
        return True

    def _list(self, key: Key, node: Node, route: str) -> bool:
        element = key.element if key.kind == "list" else key._replace(kind="text")
        whole = True
        for position, item in enumerate(node.items):
            whole = self._value(element, item, f"{route}[{position}]", spot_of(item), None) and whole
        return whole

    def _mapping(self, key: Key, node: Node, route: str) -> bool:
        whole = self._unknown(key, node, route)
        for name, child in key.keys.items():
            pair = node.pair(name)
            if pair is None or pair[1].kind == "nothing":
                self._absent(child, route, node, pair)
            else:
                whole = self._member(child, pair, route) and whole
        return whole

    def _languages(self, key: Key, node: Node, route: str, spot: Spot) -> bool:
        if not node.items:
            self.notes.say("list-empty", route, spot, key, facts_of(key=route))
        whole = True
        for name, value in node.pairs():
            if name.kind in ("list", "mapping") or not is_tag(name.text):
                self.notes.say("language-invalid", route, spot, key, facts_of(language=name.text or name.kind))
            whole = self._value(key.element, value, below(route, name.text), spot_of(name), name) and whole
        self._doubled(node, route)
        return whole

    def _absent(self, key: Key, route: str, parent: Node, pair: tuple[Node, Node] | None) -> None:
        """A key that is not there, or has nothing behind it."""
        here = below(route, key.path.rpartition(".")[2].removesuffix("[]"))
        spot = spot_of(pair[0]) if pair else gap_of(parent)
        if key.required:
            self.notes.say(_missing_code(key), here, spot, key, facts_of(key=here))
        elif key.wanted:
            self.notes.say("key-wanted", here, spot, key, facts_of(key=here), Severity.WARNING)
        elif key.required_until and schema.number(self.notes.version) < schema.number(key.required_until):
            facts = facts_of(key=here, version=self.notes.version, until=key.required_until)
            self.notes.say("key-missing-then", here, spot, key, facts, Severity.WARNING)
        elif key.path in _NEEDED:
            for name, child in key.keys.items():
                if child.required:
                    route_below = below(here, name)
                    spot_below = spot if pair else NOWHERE
                    self.notes.say(_missing_code(child), route_below, spot_below, child, facts_of(key=route_below))

    def _ages(self, key: Key, route: str, spot: Spot) -> None:
        """Keys that are newer than the file says it is, or that nobody should use any more."""
        if key.since and schema.number(self.notes.version) < schema.number(key.since):
            facts = facts_of(key=route, since=key.since, version=self.notes.version)
            self.notes.say("key-newer", route, spot, key, facts, Severity.WARNING)
        if key.deprecated:
            code = "key-replaced" if key.instead else "key-deprecated"
            facts = facts_of(key=route, since=key.deprecated, instead=key.instead)
            self.notes.say(code, route, spot, key, facts, Severity.WARNING)

    def _unknown(self, key: Key, node: Node, route: str) -> bool:
        """Keys that the standard does not have, and such as stand twice; False where there are some of the first."""
        from difflib import get_close_matches  # noqa: PLC0415 - only a misspelt key needs it

        known = True
        for name, _ in node.pairs():
            if name.kind not in ("list", "mapping") and name.text in key.keys:
                continue
            known = False
            if self.notes.full:
                break
            here = below(route, name.text or name.kind)
            if not route and re.fullmatch(r"[A-Za-z]{2}", name.text) and name.text.upper() in schema.countries() - {"IT"}:
                self.notes.say("country-undefined", here, spot_of(name), key, facts_of(key=name.text))
                continue
            folded = {one.lower(): one for one in key.keys}
            near = [folded[one] for one in get_close_matches(name.text.lower(), folded, 1, 0.7)]
            code = "key-misspelt" if near else "key-unknown"
            self.notes.say(code, here, spot_of(name), key, facts_of(key=here, near=near[0] if near else ""))
        self._doubled(node, route)
        return known

    def _doubled(self, node: Node, route: str) -> None:
        met: dict[str, int] = {}
        for name, _ in node.pairs():
            if name.text in met:
                here = below(route, name.text)
                self.notes.say("key-doubled", here, spot_of(name), facts=facts_of(key=here, line=met[name.text]))
            met.setdefault(name.text, name.line)

    def _wrong(self, key: Key, node: Node, route: str, name: Node | None) -> bool:
        """A value of the wrong kind, shown where it begins; in a block, that is the key or element it begins with."""
        where = route
        if name is not None and node.line != name.line and not node.flow and node.items:
            where = below(route, node.items[0].text) if node.kind == "mapping" else f"{route}[0]"
        if key.kind == "boolean" and node.text.lower() in _YES_AND_NO and node.kind == "text":
            self.notes.say("boolean-as-word", where, spot_of(node), key, facts_of(key=route, word=node.text))
        else:
            code = f"wrong-kind-{key.kind if key.kind != 'languages' else 'mapping'}"
            self.notes.say(code, where, spot_of(node), key, facts_of(key=route))
        return False

    def _scalar(self, key: Key, node: Node, route: str, spot: Spot, name: Node | None) -> bool:
        if key.kind == "boolean":
            return node.kind in ("boolean", "nothing") or self._wrong(key, node, route, name)
        if node.kind in ("list", "mapping"):
            return self._wrong(key, node, route, name)
        if node.kind in ("number", "boolean"):
            facts = facts_of(key=route, value=node.text)
            self.notes.say("text-unquoted", route, spot_of(node), key, facts, Severity.WARNING)
        self._text(key, node.text if node.kind != "nothing" else "", route, spot)
        return True

    def _text(self, key: Key, text: str, route: str, spot: Spot) -> None:
        if not text and key.required:
            self.notes.say("key-missing", route, spot, key, facts_of(key=route))
            return
        if key.least and text and (short := length(text)) < key.least:
            self.notes.say("text-too-short", route, spot, key, facts_of(key=route, length=short, least=key.least))
        if key.most and (long := length(text)) > key.most:
            self.notes.say("text-too-long", route, spot, key, facts_of(key=route, length=long, most=key.most))
        if key.values:
            self._word(key, text, route, spot)
        if key.form:
            self._counted(key.form, text)
            for one in told(key.form, text, self.around):
                self._told(one, key, route, spot)

    def _told(self, one: Told, key: Key, route: str, spot: Spot) -> None:
        self.notes.say(one.code, route, spot, key, one.facts, one.severity)

    def _counted(self, form: str, text: str) -> None:
        """Addresses are not asked, and files without a folder not looked at: how many these are is told."""
        if form in ADDRESSES or (form in ("logo", "screenshot", "file") and is_address(text)):
            self.addresses += 1
        elif form in ("logo", "screenshot", "file") and text and not (self.around.source.file and self.around.source.root):
            self.files_unseen += 1

    def _word(self, key: Key, text: str, route: str, spot: Spot) -> None:
        from difflib import get_close_matches  # noqa: PLC0415 - only a word that is not allowed needs it

        if self.notes.full:
            return
        if text not in schema.words(key.values):
            allowed = schema.ordered_words(key.values)
            near = get_close_matches(text, allowed, 1, 0.6)
            if near:
                self.notes.say("word-misspelt", route, spot, key, facts_of(value=text, near=near[0]))
            else:
                self.notes.say("word-not-allowed", route, spot, key, facts_of(value=text, allowed=_shortly(allowed)))
            return
        since = schema.word_since(text) if key.values == "categories" else ""
        if since and schema.number(self.notes.version) < schema.number(since):
            facts = facts_of(value=text, since=since, version=self.notes.version)
            self.notes.say("word-newer", route, spot, key, facts, Severity.WARNING)


_NEEDED = frozenset({"legal", "maintenance", "localisation"})
"""Sections that are not called mandatory, but hold keys that are."""


def spot_of(node: Node) -> Spot:
    return node.line, node.column


def gap_of(mapping: Node) -> Spot:
    """Where something that is missing in a mapping is shown: at its bracket, or at its first key."""
    if mapping.flow or not mapping.items:
        return mapping.line, mapping.column
    return mapping.items[0].line, mapping.items[0].column


def _missing_code(key: Key) -> str:
    return "list-missing" if key.kind in ("list", "languages") else "key-missing"


def _shortly(allowed: tuple[str, ...]) -> str:
    return ", ".join(allowed) if len(allowed) <= 30 else f"{', '.join(allowed[:12])}, …"
