"""The forms that values must have: addresses, dates, languages, countries, license expressions. Each form tells what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from osscan.expression.parse import parse
from osscan.expression.scan import Fault as ExpressionFault
from osscan.expression.tree import Leaf, Tree
from osscan.inputs.source import Source
from osscan.knowledge import spdx
from osscan.model.problem import Facts, Severity, facts_of
from osscan.publiccode import languages, schema
from osscan.publiccode.pictures import LOGOS, NARROWEST_LOGO, SCREENSHOTS, file_faults

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*")
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{1,31}:(?:[a-z0-9()+,\-.:=@;$_!*'&~/?#]|%[0-9a-f]{2})+", re.IGNORECASE)
_MIME = re.compile(r" *[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126} *")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a0-\U0010ffff-]+"
_LABEL = r"[A-Za-z0-9\u00a0-\U0010ffff](?:[A-Za-z0-9\u00a0-\U0010ffff-]*[A-Za-z0-9\u00a0-\U0010ffff])?"
_EMAIL = re.compile(rf"(?:{_ATOM}(?:\.{_ATOM})*|\"[^\"\\\x00-\x1f\x7f]+\")@(?:{_LABEL}\.)+{_LABEL}\.?")
_IPA = re.compile(r"[a-z0-9-]+(?:_[a-z0-9-]*)?", re.IGNORECASE)
_ITALIAN = "x-italian-pa:"
_LONGEST_IPA = 16


class Around(NamedTuple):
    """What a form may look at beside the value: the file it stands in, and the day."""

    source: Source
    day: date


class Told(NamedTuple):
    """What is wrong with a value."""

    code: str
    facts: Facts
    severity: Severity = Severity.ERROR


Form = Callable[[str, Around], Iterator[Told]]


def told(form: str, text: str, around: Around) -> Iterator[Told]:
    """What the form of this name objects to in a value."""
    return FORMS[form](text, around)


def _url(text: str, _: Around) -> Iterator[Told]:
    """Scheme, and host or what else follows it (as git addresses do)."""
    parted = _parted(text)
    if parted is None or not parted[0] or not (parted[1] or parted[2]):
        yield Told("url-invalid", facts_of(url=text))


def _http_url(text: str, _: Around) -> Iterator[Told]:
    parted = _parted(text)
    if parted is None or parted[0] not in ("http", "https") or not parted[1]:
        yield Told("url-not-http", facts_of(url=text))


def _parted(text: str) -> tuple[str, str, str] | None:
    """Scheme, host and the rest; None where the text is no address at all."""
    if any(sign <= " " or sign == "\x7f" for sign in text):
        return None
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return None
    rest = parts.path if parts.scheme != "file" else parts.path.strip("/")
    return parts.scheme, parts.hostname or "", rest or parts.fragment


def _date(text: str, _: Around) -> Iterator[Told]:
    if _day(text) is None:
        yield Told("date-form", facts_of(date=text))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def is_after(text: str, day: date) -> bool | None:
    """Whether a date lies behind a day; None where it is none."""
    found = _day(text)
    return None if found is None else found > day


def _email(text: str, _: Around) -> Iterator[Told]:
    if text and not _EMAIL.fullmatch(text):
        yield Told("email-invalid", facts_of(email=text))


def _mime(text: str, _: Around) -> Iterator[Told]:
    if not _MIME.fullmatch(text):
        yield Told("mime-invalid", facts_of(value=text))


def _language(text: str, _: Around) -> Iterator[Told]:
    if not languages.is_tag(text):
        yield Told("language-invalid", facts_of(language=text))


def _country(text: str, _: Around) -> Iterator[Told]:
    if text.upper() not in schema.countries() or text not in (text.upper(), text.lower()):
        yield Told("country-invalid", facts_of(country=text))
    elif text != text.upper():
        yield Told("country-lowercase", facts_of(country=text, instead=text.upper()), Severity.WARNING)


def _organisation_uri(text: str, _: Around) -> Iterator[Told]:
    """A URL with a host, or a URN; behind `urn:x-italian-pa:` a code of the Italian register."""
    if not _is_uri(text, strict=True):
        yield Told("uri-invalid", facts_of(uri=text))
    elif text.lower().startswith(f"urn:{_ITALIAN}"):
        yield from _ipa_code(text[len(_ITALIAN) + 4 :], _)


def _is_uri(text: str, *, strict: bool) -> bool:
    parted = _parted(text)
    if parted is None or not parted[0] or not _SCHEME.fullmatch(parted[0]):
        return False
    if parted[0] == "urn":
        return _URN.fullmatch(text) is not None
    return bool(parted[1]) if strict or "://" in text else bool(parted[2])


def _supported(text: str, _: Around) -> Iterator[Told]:
    if text.startswith("alias:"):
        name = text.removeprefix("alias:")
        if name not in schema.aliases():
            yield Told("alias-unknown", facts_of(alias=name, known=", ".join(schema.aliases())))
    elif not _is_uri(text, strict=False):
        yield Told("uri-invalid", facts_of(uri=text))


def _ipa_code(text: str, _: Around) -> Iterator[Told]:
    if text and (not _IPA.fullmatch(text) or len(text) > _LONGEST_IPA):
        yield Told("ipa-code-invalid", facts_of(value=text))


def _video(text: str, around: Around) -> Iterator[Told]:
    faults = tuple(_http_url(text, around))
    if faults:
        yield from faults
        return
    parts = urlsplit(text)
    host = parts.hostname or ""
    sites = schema.video_sites()
    if not any((host == site or host.endswith(f".{site}")) and parts.path.startswith(path) for site, path in sites):
        yield Told("video-not-embeddable", facts_of(url=text))


def _logo(text: str, around: Around) -> Iterator[Told]:
    if text:
        yield from (Told(*fault) for fault in file_faults(text, around.source, LOGOS, NARROWEST_LOGO))


def _screenshot(text: str, around: Around) -> Iterator[Told]:
    yield from (Told(*fault) for fault in file_faults(text, around.source, SCREENSHOTS))


def _file(text: str, around: Around) -> Iterator[Told]:
    yield from (Told(*fault) for fault in file_faults(text, around.source))


def _license(text: str, _: Around) -> Iterator[Told]:
    """A fault of grammar, else each identifier that the SPDX list does not know, or knows as deprecated or as not open."""
    tree = parse(text)
    if isinstance(tree, ExpressionFault):
        yield Told("license-expression", facts_of(text=text, word=text[tree.start : tree.end] or text))
        return
    for leaf in dict.fromkeys(_leaves(tree)):
        yield from _license_faults(leaf)


def _license_faults(leaf: Leaf) -> Iterator[Told]:
    name = leaf.license.removesuffix("+")
    known = spdx.licenses().get(leaf.license.lower()) or spdx.licenses().get(name.lower())
    if known is None and spdx.current(name) is None:
        near = ", ".join(spdx.near(name)) or "–"
        yield Told("license-id-unknown", facts_of(license=leaf.license, near=near))
    elif known is None:
        yield Told("license-not-listed", facts_of(license=leaf.license), Severity.WARNING)
    elif "d" in known.flags:
        yield Told(
            "license-id-deprecated", facts_of(license=leaf.license, instead=spdx.current(leaf.license) or "–"), Severity.WARNING
        )
    elif not set(known.flags) & {"o", "f"}:
        yield Told("license-not-open", facts_of(license=known.id), Severity.WARNING)
    if leaf.exception and spdx.exception(leaf.exception) is None:
        yield Told("license-id-unknown", facts_of(license=leaf.exception, near="–"))


def _leaves(tree: Tree) -> Iterator[Leaf]:
    if isinstance(tree, Leaf):
        yield tree
        return
    for part in tree.parts:
        yield from _leaves(part)


FORMS: dict[str, Form] = {
    "url": _url,
    "http-url": _http_url,
    "date": _date,
    "email": _email,
    "mime": _mime,
    "language": _language,
    "country": _country,
    "organisation-uri": _organisation_uri,
    "supported": _supported,
    "ipa-code": _ipa_code,
    "video": _video,
    "logo": _logo,
    "screenshot": _screenshot,
    "file": _file,
    "license": _license,
}
ADDRESSES = frozenset({"url", "http-url", "video"})
"""Forms of addresses, whose reachability nobody looks at."""
