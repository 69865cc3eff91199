"""The texts of a notice: read as they were delivered, recognised, put together where they are one, and standard ones as a stopgap."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field

from osscan.detect.standard_texts import standard_text
from osscan.errors import UnreadableError
from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import Leaf, leaves
from osscan.inputs.source import Source
from osscan.knowledge.license_texts import recognise
from osscan.model.detection import LicenseMatch
from osscan.model.notice import NoticeText, Origin
from osscan.notice.alike import fingerprint

LARGEST = 3_000_000
_LEAST_COVERAGE = 80.0
_SAME_LENGTH = 0.6
"""A match that is so much shorter than the standard text is a notice that points to it."""
_HOLDS = {"Python-2.0": "PSF-2.0", "Python-2.0.1": "PSF-2.0"}
"""Texts in which that of another license stands whole."""
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LATER = ("-only", "-or-later", "+")


def text_of(source: Source) -> str | None:
    """The text of a file with plain line ends; None where it can't be read or is no text."""
    try:
        content = source.start(LARGEST + 1)
    except UnreadableError:
        return None
    if len(content) > LARGEST:
        return None
    return decoded(content)


def decoded(content: bytes) -> str | None:
    """Bytes of a text file as text, else None."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\0" in content:
        return None
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def bare(license_id: str) -> str:
    """A license without what it says of later versions: these share one text."""
    for ending in _LATER:
        license_id = license_id.removesuffix(ending)
    return license_id


def leaves_of(expression: str) -> tuple[Leaf, ...]:
    """The licenses of an expression; none where it is no expression."""
    tree = parse(expression) if expression else None
    return () if tree is None or isinstance(tree, Fault) else tuple(dict.fromkeys(leaves(tree)))


@dataclass(slots=True, eq=False, repr=False)
class _Held:
    text: str
    origin: Origin
    licenses: tuple[str, ...]
    components: list[str] = field(default_factory=list)
    files: dict[str, None] = field(default_factory=dict)


class Texts:
    """Collects texts; those that are one become one."""

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}
        self._known: dict[str, tuple[str, ...]] = {}

    def add(self, text: str, component: str, file: str, origin: Origin = Origin.DELIVERED, licenses: tuple[str, ...] = ()) -> str:
        """The id under which a text stands in the notice."""
        mark = fingerprint(text)
        held = self._held.get(mark)
        if held is None:
            held = self._held[mark] = _Held(text, origin, licenses)
        if origin is Origin.DELIVERED and held.origin is Origin.STANDARD:
            held.text, held.origin = text, origin
        held.licenses = tuple(dict.fromkeys((*held.licenses, *licenses)))
        if component not in held.components:
            held.components.append(component)
        if file:
            held.files[file] = None
        return mark

    def licenses_in(self, text: str) -> tuple[str, ...]:
        """The licenses and exceptions whose texts stand in a text."""
        mark = fingerprint(text)
        known = self._known.get(mark)
        if known is None:
            exact = recognise(text)
            known = self._known[mark] = (*exact, *filter(None, map(_HOLDS.get, exact))) if exact else _detected(text)
        return known

    def licenses_of(self, mark: str) -> tuple[str, ...]:
        """The licenses of a text that was added."""
        return self._held[mark].licenses

    def all(self) -> tuple[NoticeText, ...]:
        """Every text, by its licenses and then by its id."""
        found = (
            NoticeText(mark, held.licenses, held.origin, held.text, tuple(sorted(held.components)), tuple(sorted(held.files)))
            for mark, held in self._held.items()
        )
        return tuple(sorted(found, key=lambda one: (not one.licenses, [name.lower() for name in one.licenses], one.id)))


def _detected(text: str) -> tuple[str, ...]:
    """Licenses whose text, or nearly all of it, stands in a file together with other words."""
    return tuple(dict.fromkeys(name for match in _matches(text, "LICENSE") for name in _names(match)))


def license_section(text: str) -> str | None:
    """The part of a README that is a license's text: from its heading, or from the copyright line above it, to its end."""
    found = _matches(text, "README")
    if not found:
        return None
    lines = text.split("\n")
    first, last = min(one.start_line for one in found), max(one.end_line for one in found)
    for at in range(first, max(first - 12, 0), -1):
        said = lines[at - 1]
        if "opyright" in said:
            first = at
        elif said.lstrip().startswith("#") or "icen" in said[:60] or "ICEN" in said[:60]:
            first = at if "icen" in said or "ICEN" in said else first
            break
    return "\n".join(lines[first - 1 : last]).strip("\n")


def _matches(text: str, name: str) -> list[LicenseMatch]:
    from osscan.detect.detector import detect  # noqa: PLC0415 - most license files are a text and nothing else

    return [one for one in detect(text.encode("utf-8", "replace"), name).matches if _is_text(one)]


def _is_text(match: LicenseMatch) -> bool:
    """Whether a match is the license itself, by its length: some texts are filed among the notices."""
    if match.kind not in ("text", "notice") or match.coverage < _LEAST_COVERAGE:
        return False
    standard = standard_text(_names(match)[0]) if _names(match) else None
    return match.kind == "text" if standard is None else match.words >= _SAME_LENGTH * len(standard.split())


def _names(match: LicenseMatch) -> tuple[str, ...]:
    """Licenses and exceptions of a match, and those whose texts are parts of theirs."""
    found: dict[str, None] = {}
    for leaf in leaves_of(match.expression):
        for name in filter(None, (leaf.license, leaf.exception, _HOLDS.get(leaf.license))):
            found[name] = None
    return tuple(found)
