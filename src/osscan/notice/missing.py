"""What an existing document of notices lacks: components, texts, copyright lines and NOTICEs, compared by their letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from osscan.detect.detector import detect
from osscan.detect.standard_texts import standard_text
from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import leaves
from osscan.model.notice import Missing, NoticeComponent, Notices, Origin
from osscan.model.problem import facts_of
from osscan.model.report import Report
from osscan.notice.alike import letters
from osscan.notice.passed_on import passed_on

_PAGE = re.compile(r"(?i)\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b")
_TAGS = re.compile(r"<(?:!--.{0,5000}?--|/?[a-zA-Z][^<>]{0,300})>", re.DOTALL)
_ESCAPES = re.compile(r"\\u[0-9a-f]{4}|\\U[0-9a-f]{8}|[\u00ad\u200b\ufeff]")
"""Invisible signs, and how they are written where they are made visible."""
_PART_BEFORE, _PART_BEHIND = re.compile(r"[\w@/-]").match, re.compile(r"[\w-]").match
_NEAR = 300
"""Characters behind a name in which its version is looked for."""
_PIECE = 4_000_000


def missing_of(document: str, notices: Notices) -> tuple[Missing, ...]:
    """What the document lacks of the notices, in their order: a strict comparison, text by text.

    A license counts as there when its text as it was delivered is, else when any text of that license is.
    """
    return tuple(_Document(document).lacks(notices))


def missing_in(document: str, report: Report) -> tuple[Missing, ...]:
    """What the document lacks by a report alone: components that are not named, and licenses without a text.

    Which copyright lines and NOTICEs belong in it, only the packages themselves tell (`missing_of`).
    """
    told = _Document(document)
    found: list[Missing] = []
    for judged, verdict in passed_on(report):
        component = judged.component
        said = f"{component.name} {component.version}".strip()
        if not told.names(component.name):
            found.append(Missing("component", said))
            continue
        expression = verdict.judgement.chosen or judged.license.expression or ""
        found += [Missing("text", said, facts_of(license=name)) for name in _licenses(expression) if not told.has_text_of(name)]
    return tuple(found)


class _Document:
    """A document as it is searched."""

    def __init__(self, text: str) -> None:
        self._plain = _plain(_TAGS.sub(" ", text) if _PAGE.match(text) else text)
        self._low = self._plain.casefold()
        self._letters = letters(self._plain)
        self._licenses: frozenset[str] | None = None
        self._texts: dict[str, bool] = {}

    @property
    def licenses(self) -> frozenset[str]:
        """The licenses and exceptions whose texts stand in the document, without what their names say of later versions."""
        if self._licenses is None:
            found: set[str] = set()
            for match in detect(self._plain[:_PIECE].encode("utf-8", "replace"), "NOTICE").matches:
                if match.kind in ("text", "notice") and match.words >= 60:
                    found.update(map(_bare, _licenses(match.expression)))
            self._licenses = frozenset(found)
        return self._licenses

    def names(self, name: str) -> bool:
        """Whether a name stands in the document as a word of its own."""
        return next(self._ends(name.casefold()), None) is not None

    def has_text_of(self, name: str) -> bool:
        """Whether a text of the license stands in the document: one that is recognised, or that of the SPDX list."""
        known = self._texts.get(name)
        if known is None:
            known = _bare(name) in self.licenses
            standard = None if known else standard_text(name)
            known = self._texts[name] = known or (standard is not None and self._holds(standard))
        return known

    def lacks(self, notices: Notices) -> Iterable[Missing]:
        texts = {one.id: one for one in (*notices.texts, *notices.notices)}
        held: dict[str, bool] = {}
        for one in texts.values():
            held[one.id] = self._holds(one.text)
        for component in notices.components:
            said = f"{component.name} {component.version}".strip()
            if not component.purl and component.files and component.name == component.license:
                if not all(held[text] for text in component.texts):
                    yield Missing("text", said, facts_of(license=component.license))
                continue
            if not self.names(component.name):
                yield Missing("component", said)
                continue
            if component.version and not self._has_version(component):
                yield Missing("version", said, facts_of(version=component.version))
            for mark in component.texts:
                text = texts[mark]
                stands = held[mark] or (text.origin is Origin.STANDARD and self._has_all(text.licenses))
                if not stands:
                    yield Missing("text", said, facts_of(license=" AND ".join(text.licenses) or ", ".join(text.files)))
            for line in component.copyrights:
                if not self._holds(line):
                    yield Missing("copyright", said, facts_of(line=line))
            if not all(held[mark] for mark in component.notices):
                yield Missing("notice", said)

    def _holds(self, text: str) -> bool:
        return letters(_plain(text)) in self._letters

    def _has_all(self, names: tuple[str, ...]) -> bool:
        return bool(names) and all(map(self.has_text_of, names))

    def _has_version(self, component: NoticeComponent) -> bool:
        """Whether the version stands behind one of the places where the name does."""
        version = component.version.casefold()
        return any(version in self._low[end : end + _NEAR] for end in self._ends(component.name.casefold()))

    def _ends(self, name: str) -> Iterator[int]:
        """Where the places end in which a name stands as a word of its own."""
        at = self._low.find(name) if name else -1
        while at >= 0:
            end = at + len(name)
            before, behind = self._low[at - 1 : at], self._low[end : end + 1]
            if not (_PART_BEFORE(before) or _PART_BEHIND(behind)):
                yield end
            at = self._low.find(name, end)


def _plain(text: str) -> str:
    """A text without the escapes that its own file or the document's format needed."""
    return _ESCAPES.sub("", unescape(unescape(text)) if "&" in text else text)


def _licenses(expression: str) -> tuple[str, ...]:
    tree = parse(expression) if expression else None
    if tree is None or isinstance(tree, Fault):
        return ()
    return tuple(dict.fromkeys(name for leaf in leaves(tree) for name in (leaf.license, leaf.exception) if name))


def _bare(name: str) -> str:
    return name.removesuffix("-or-later").removesuffix("-only").rstrip("+")
