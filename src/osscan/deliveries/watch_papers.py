"""What the papers of a delivery say: offers of source code, in which formats they are, accessibility, support, OpenChain."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from datetime import date

from osscan.deliveries.seen import Dated, Line, Offer, Paper, Seen
from osscan.inputs.archives.member import Member

_MOST = 5_000
_LARGEST = 4 * 1024 * 1024
_TEXTS = (".txt", ".md", ".rst", ".adoc", ".html", ".htm", ".asc", ".text")
_OPEN = (".odt", ".ods", ".odp", ".odg", ".md", ".rst", ".adoc", ".html", ".htm", ".epub", ".csv")
_STANDARD = (".docx", ".xlsx", ".pptx")
_CLOSED = (
    *(".doc", ".xls", ".ppt", ".pps", ".vsd", ".vsdx", ".mdb", ".accdb", ".pub", ".one", ".mpp", ".dwg", ".msg", ".pst", ".wpd"),
    *(".pages", ".numbers", ".key", ".cdr", ".indd", ".chm", ".hlp", ".xmind", ".eap", ".eapx"),
)
_ZIPPED = {".odt": "content.xml", ".docx": "word/document.xml"}
_PDF_A = re.compile(rb"pdfaid:part(?:>|=[\"'])\s*[1-4]")
_TAG = re.compile(rb"<[^<>]{0,2000}>")

_SOURCE = rb"(?:source[ -]?code|sources|quell(?:code|text)\w*)"
_OFFER = re.compile(
    rb"(?:\b(?:we|our company|the (?:vendor|supplier|contractor))\b[^.\n]{0,200}\b(?:offer|provide|send|supply|make available|deliver)\b.{0,200}?" + _SOURCE + rb")"
    rb"|(?:" + _SOURCE + rb".{0,200}?\b(?:can be (?:obtained|requested|downloaded)|(?:is|are) available (?:from us|on request|upon request|at https?:)|(?:up)?on request|may be requested))"
    rb"|(?:\bwritten offer\b[^.]{0,60}\bby\b.{0,200}?" + _SOURCE + rb")"
    rb"|(?:" + _SOURCE + rb".{0,200}?\b(?:auf (?:schriftliche |formlose )?(?:anfrage|anforderung|wunsch)|angefordert werden|(?:stellen|senden|liefern|geben|bieten) wir|erh(?:alten sie|\xc3\xa4ltlich))\b)"
    rb"|(?:\b(?:auf (?:schriftliche |formlose )?(?:anfrage|anforderung|wunsch)|wir (?:stellen|bieten|senden|liefern|geben)|der auftragnehmer (?:stellt|bietet|sendet|liefert))\b.{0,200}?" + _SOURCE + rb")",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_LICENSE_WORDS = re.compile(
    rb"accompan(?:y|ied)\b.{0,40}written offer|you (?:may|must|received|can|convey|distribute)\b|physically performing|you received?\b|\blicensor|lizenzgeber|must provide|may be distributed|is governed by|this license applies|"
    rb"to give the same user|general public license.{0,200}everyone is permitted",
    re.IGNORECASE | re.DOTALL,
)
_YEARS = re.compile(rb"\b(\d{1,2}|three|five|ten|drei|f(?:ue|\xc3\xbc|\xfc)nf|zehn)[ -]+(?:years?|jahren?)\b", re.IGNORECASE)
_NUMBERS = {b"three": 3, b"drei": 3, b"five": 5, b"ten": 10, b"zehn": 10}
_ADDRESS = re.compile(rb"[\w.+-]+@[\w-]+\.\w|https?://|\b\d{5} [A-Z\xc3]|\bPostfach\b|\bP\.? ?O\.? ?Box\b", re.IGNORECASE)
_ACCESSIBILITY_NAME = re.compile(
    r"(?:^|[^a-z])(?:vpat|acr|bitv|wcag|en[ _-]?301[ _-]?549|barrierefrei\w*|accessibility|a11y)(?:[^a-z]|$)", re.IGNORECASE
)
_ACCESSIBILITY = re.compile(
    rb"\b(?:EN ?301 ?549|BITV(?:[ -]?2\.0)?|VPAT)\b.{0,4000}?\b(?:konform\w*|conform\w*|supports|partially|erf(?:ue|\xc3\xbc|\xfc)llt|pr(?:ue|\xc3\xbc|\xfc)fbericht|report|evaluat\w+|getestet|tested)",
    re.IGNORECASE | re.DOTALL,
)
_SUPPORT = re.compile(
    rb"\b(?:supported until|end of (?:support|life|maintenance)|support(?:ed)? (?:period|ends?|until)|security updates until|"
    rb"support(?:zeitraum|ende)?\b[^\n.]{0,40}\bbis(?: zum)?|wartung\b[^\n.]{0,30}\bbis(?: zum)?|supportzeitraum|(?:sicherheits)?updates bis(?: zum)?|pflege\b[^\n.]{0,30}\bbis(?: zum)?)\b",
    re.IGNORECASE,
)
_OPENCHAIN = re.compile(
    rb"\bopenchain\b.{0,600}?\b(?:conform\w*|certif\w+|zertifi\w+|konform\w*|ISO/IEC ?(?:5230|18974))|\bISO/IEC ?(?:5230|18974)\b.{0,600}?(?:conform|certif|zertifi|konform)",
    re.IGNORECASE | re.DOTALL,
)
_OPENCHAIN_NAME = re.compile(r"openchain|iso[ _-]?(?:iec[ _-]?)?(?:5230|18974)", re.IGNORECASE)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar mär mrz", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez"), 1
    )
    for name in names.split()
}
_DAY = re.compile(
    r"\b(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b|\b(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.\s?(?P<y2>20\d\d)\b"
    r"|\b(?P<d3>\d{1,2})\.? (?P<m3>[A-Za-zä]{3,9}) (?P<y3>20\d\d)\b|\b(?P<m4>[A-Za-z]{3,9}) (?P<d4>\d{1,2}), (?P<y4>20\d\d)\b"
)


class PapersWatch:
    """Takes in file by file; `own` is whether it lies beside the software and not in a package of somebody else."""

    def __init__(self) -> None:
        self._offers: list[Offer] = []
        self._papers: list[Paper] = []
        self._accessibility: list[Line] = []
        self._support: list[Dated] = []
        self._openchain: list[Dated] = []
        self._unread: list[str] = []
        self._cut = False

    def take(self, member: Member, *, own: bool) -> None:
        """One file. What others say in their packages counts as an offer of source only."""
        path = member.path
        ending = posixpath.splitext(path)[1].lower()
        if own:
            self._paper(member, ending)
        if member.archive and ending not in _ZIPPED:
            return
        if len(self._papers) + len(self._offers) + len(self._support) > _MOST:
            self._cut = True
            return
        if ending in (".pdf", ".doc") and own:
            self._unread.append(path)
            self._by_name(path)
        elif ending in _TEXTS or not ending or ending in _ZIPPED or _is_notice(path):
            text = _text(member, ending)
            if text:
                self._words(path, text, own=own)

    def add_to(self, seen: Seen) -> Seen:
        """The facts, when nothing more comes."""
        return seen._replace(
            offers=tuple(self._offers),
            papers=tuple(self._papers),
            accessibility=tuple(self._accessibility),
            support=tuple(self._support),
            openchain=tuple(self._openchain),
            unread=tuple(self._unread),
            cut=(*seen.cut, "papers") if self._cut else seen.cut,
        )

    def _paper(self, member: Member, ending: str) -> None:
        if len(self._papers) >= _MOST:
            self._cut = True
            return
        standing = "open" if ending in _OPEN else "standard" if ending in _STANDARD else "closed" if ending in _CLOSED else ""
        if ending == ".pdf":
            content = member.content if member.content is not None else member.head
            standing = "pdf-a" if _PDF_A.search(content) else "pdf"
        if standing == "closed" and not _is_office(ending, member.head):
            return
        if standing:
            self._papers.append(Paper(member.path, ending[1:], standing))

    def _by_name(self, path: str) -> None:
        """Of a document whose words can't be read only its name counts."""
        name = posixpath.basename(path)
        if _ACCESSIBILITY_NAME.search(name):
            self._accessibility.append(Line(path, 0))
        if _OPENCHAIN_NAME.search(name):
            self._openchain.append(
                Dated(path, 0, _days_in(name.replace("_", " "))[-1] if _days_in(name.replace("_", " ")) else None)
            )

    def _words(self, path: str, text: bytes, *, own: bool) -> None:
        low = text.lower()
        if b"quell" in low or b"source" in low:
            self._offer(path, text, own=own)
        if not own:
            return
        self._accessible(path, text, low)
        if b"support" in low or b"end of" in low or b" bis " in low:
            self._supported(path, text)
        if b"openchain" in low or b"5230" in low or b"18974" in low:
            self._conforming(path, text)

    def _offer(self, path: str, text: bytes, *, own: bool) -> None:
        """The first paragraph in which somebody offers; the words of a license about offers are none."""
        for found in _OFFER.finditer(text):
            start = text.rfind(b"\n\n", 0, found.start()) + 1
            end = text.find(b"\n\n", found.end())
            paragraph = text[max(start, found.start() - 2000) : end if 0 <= end < found.end() + 2000 else found.end() + 600]
            if _LICENSE_WORDS.search(paragraph):
                continue
            years = [
                _NUMBERS.get(one[1].lower()) or (5 if one[1][:1] in b"fF" else int(one[1])) for one in _YEARS.finditer(paragraph)
            ]
            self._offers.append(
                Offer(path, _line(text, found.start()), max(years, default=0), _ADDRESS.search(paragraph) is not None, own)
            )
            return

    def _accessible(self, path: str, text: bytes, low: bytes) -> None:
        found = _ACCESSIBILITY.search(text) if b"301" in low or b"bitv" in low or b"vpat" in low else None
        if found is not None:
            self._accessibility.append(Line(path, _line(text, found.start())))

    def _supported(self, path: str, text: bytes) -> None:
        for found in _SUPPORT.finditer(text):
            days = _days_in(text[found.start() : found.end() + 80].decode("utf-8", "replace"))
            if days:
                self._support.append(Dated(path, _line(text, found.start()), days[0]))
                return

    def _conforming(self, path: str, text: bytes) -> None:
        found = _OPENCHAIN.search(text)
        if found is None:
            return
        near = text[max(0, found.start() - 500) : found.end() + 1000].decode("utf-8", "replace")
        self._openchain.append(Dated(path, _line(text, found.start()), max(_days_in(near), default=None)))


def _text(member: Member, ending: str) -> bytes:
    """The words of a document; nothing where they can't be read."""
    content = member.content if member.content is not None else member.head
    if ending in _ZIPPED:
        return _TAG.sub(b" ", _zipped(content, _ZIPPED[ending]))
    if len(content) > _LARGEST or b"\0" in content[:1024]:
        return b""
    return _TAG.sub(b" ", content) if ending in (".html", ".htm") else content


def _zipped(content: bytes, name: str) -> bytes:
    """One part of an office document, as far as it is reasonably large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if archive.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                return b""  # it would be unpacked at one go, however large it grows
            with archive.open(name) as opened:
                return opened.read(_LARGEST)
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError, ValueError, EOFError, zlib.error):
        return b""


def _is_office(ending: str, head: bytes) -> bool:
    """Names such as `.key`, `.one` and `.pages` mean other things as well: texts and keys are no office documents."""
    if ending in (".key", ".one", ".pages", ".numbers", ".pub", ".msg", ".hlp"):
        return b"\0" in head[:512] or head.startswith(b"PK")
    return True


def _is_notice(path: str) -> bool:
    return posixpath.basename(path).lower().startswith(("notice", "license", "licence", "copying", "readme", "source"))


def _days_in(text: str) -> list[date]:
    found = []
    for one in _DAY.finditer(text):
        told = one.groupdict()
        for mark in ("", "2", "3", "4"):
            year, month, day = (told[f"{part}{mark}"] for part in "ymd")
            if year:
                number = int(month) if month.isdigit() else _MONTHS.get(month[:3].lower(), 0)
                found += _day(int(year), number, int(day))
    return found


def _day(year: int, month: int, day: int) -> list[date]:
    try:
        return [date(year, month, day)]
    except ValueError:
        return []


def _line(text: bytes, at: int) -> int:
    return text.count(b"\n", 0, at) + 1
