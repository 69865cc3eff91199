"""Licenses that a document describes itself: what their names, texts and addresses say, for all claims that refer to them."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from osscan.inputs.faults import Faults
from osscan.inputs.json_walk import CutObject
from osscan.model.claim import NOASSERTION, NONE, Fit, LicenseClaim, Meaning
from osscan.model.component import Component
from osscan.model.place import Place
from osscan.readers.telling import tell_doubled, word

_REFERENCE = "LicenseRef-"
_SURE = ("exact", "alias")
_BRIEF = 120
"""Longest text (characters) that is a name or a remark rather than a license."""
_references = re.compile(r"(?:DocumentRef-[^\s():]+:)?(?:LicenseRef|AdditionRef)-[^\s(),;]+", re.IGNORECASE).findall


class OwnLicenses:
    """Takes the descriptions in any order; a text is compared only when a claim names its id."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._told: dict[str, dict[tuple[str, str, str, tuple[str, ...]], Place]] = {}
        self._meant: dict[str, tuple[Meaning, ...]] = {}

    def take(self, told: Any, route: str) -> None:
        """Takes one extracted license of SPDX 2 in its JSON form; what is odd about a field costs that field."""
        if isinstance(told, CutObject):
            return
        if not isinstance(told, dict):
            self._faults.wrong_type(route, "object", told)
            return
        tell_doubled(self._faults, told, route)
        id_, name, text = (word(self._faults, told, key, route) for key in ("licenseId", "name", "extractedText"))
        crossed = told.get("crossRefs")
        rows = crossed if isinstance(crossed, list) else [crossed]
        urls = [*_listed(told.get("seeAlsos")), *(row.get("url") for row in rows if isinstance(row, dict))]
        self.add(id_, name, text, urls, self._faults.place(route))

    def add(self, id_: str, name: str, text: str, urls: Iterable[Any], place: Place) -> None:
        """Takes one description; another one of the same id does not replace the first."""
        if id_:
            addresses = tuple(dict.fromkeys(url for url in urls if isinstance(url, str) and url and not url.isspace()))
            self._told.setdefault(id_.casefold(), {}).setdefault((id_, name, text, addresses), place)

    def handed_to(self, components: list[Component]) -> None:
        """Completes the claims that name licenses of the document's own."""
        for position, component in enumerate(components if self._told else ()):
            if any(_REFERENCE in claim.raw for claim in component.claims):
                components[position] = component._replace(claims=tuple(map(self.completed, component.claims)))

    def completed(self, claim: LicenseClaim) -> LicenseClaim:
        """The claim with what is said of the licenses that it names."""
        found = self.meant(claim.raw) if _REFERENCE in claim.raw and not claim.meant else ()
        return claim._replace(meant=found) if found else claim

    def meant(self, raw: str) -> tuple[Meaning, ...]:
        """What is said of the licenses that a claim's text names."""
        known = self._meant.get(raw)
        if known is None:
            ids = dict.fromkeys(one.casefold() for one in _references(raw))
            told = [row for id_ in ids for row in (self._told.get(id_) or self._told.get(id_.rstrip("+"), {})).items()]
            known = self._meant[raw] = tuple(meaning(*described, place) for described, place in told)
        return known


def meaning(id_: str, name: str, text: str, urls: tuple[str, ...], place: Place) -> Meaning:
    """What a description says; a few words in the place of a text are a name, where there is no other."""
    brief = " ".join(text.split())
    if not name.strip() and len(brief) <= _BRIEF:
        return Meaning(id_, "" if brief.upper() in (NONE, NOASSERTION) else brief, urls=urls, place=place)
    fit, expression = (Fit.SILENT, "") if brief == " ".join(name.split()) else recognised(text)
    return Meaning(id_, name, fit, expression, urls, place)


@lru_cache(maxsize=1024)
def recognised(text: str) -> tuple[Fit, str]:
    """Which license a text is, and how well it fits."""
    brief = " ".join(text.split())
    if not brief or brief.upper() in (NONE, NOASSERTION):
        return Fit.SILENT, ""
    if len(brief) <= _BRIEF:
        return _remark(brief)
    from osscan.detect.detector import MOST_BYTES, detect  # noqa: PLC0415 - brings numpy and the index of texts
    from osscan.readers.remainder import remainder_of  # noqa: PLC0415 - as above
    from osscan.readers.wording import named  # noqa: PLC0415 - as above

    detection = detect(text.encode("utf-8", "replace"), "LICENSE")
    found = named(detection)
    expressions = list(dict.fromkeys(match.expression for match in found))
    is_text = any(match.kind == "text" for match in found)
    if not is_text and (known := _translated(text)):
        return Fit.WHOLE, known
    rest = remainder_of(text, detection.matches)
    if not found or rest.restriction is not None:
        return Fit.UNKNOWN, ""
    is_whole = is_text and len(expressions) == 1 and rest.more is None and len(text) <= MOST_BYTES
    if is_whole and all(match.coverage >= 100 for match in found):
        return Fit.WHOLE, expressions[0]
    return Fit.PART, " AND ".join(f"({one})" if " " in one else one for one in expressions)


def _remark(brief: str) -> tuple[Fit, str]:
    """What a few words beside a name say."""
    from osscan.knowledge.normalise import normalise  # noqa: PLC0415 - few documents have licenses of their own
    from osscan.readers.remainder import remainder_of  # noqa: PLC0415 - as above

    found = normalise(brief, {}, suggest=False)
    if found.tree is not None and found.either is None and found.clarity.value in _SURE:
        return Fit.PART, str(found.tree)
    is_other = found.why == "reserved" or remainder_of(brief, ()).restriction is not None
    return (Fit.UNKNOWN, "") if is_other else (Fit.SILENT, "")


def _translated(text: str) -> str:
    from osscan.knowledge.license_texts import recognise  # noqa: PLC0415 - 5 ms that most runs need not pay

    return " OR ".join(recognise(text))


def attached(told: Any) -> str:
    """The words of a text that CycloneDX attaches, which may be packed into base64; a bare text is one too."""
    if isinstance(told, str):
        return told
    content = told.get("content") if isinstance(told, dict) else None
    if not isinstance(content, str) or not isinstance(told, dict):
        return ""
    if told.get("encoding") != "base64":
        return content
    try:
        return base64.b64decode("".join(content.split()), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _listed(told: Any) -> list[Any]:
    return told if isinstance(told, list) else [told]
