"""Who made it, by e-mail or, where there is no e-mail, by a web address (BSI TR-03183-2, 5.2.1 and 5.2.2)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from osscan.model.bom import Party, PartyKind
from osscan.sbom.sense import is_email, is_web_address


class Way(StrEnum):
    """How somebody can be reached."""

    REACHED = "reached"
    MALFORMED = "malformed"
    NAMED = "named"
    """A name alone, which is not enough."""
    NOBODY = "nobody"


class Contact(NamedTuple):
    way: Way
    value: str = ""


def contact(parties: Iterable[Party | None]) -> Contact:
    """The best way to reach one of these; tools are nobody."""
    people = [party for party in parties if party is not None and party.kind is not PartyKind.TOOL]
    emails = [email for party in people for email in party.emails]
    urls = [url for party in people for url in party.urls]
    for email in emails:
        if is_email(email):
            return Contact(Way.REACHED, email)
    if emails:
        return Contact(Way.MALFORMED, emails[0])
    for url in urls:
        if is_web_address(url):
            return Contact(Way.REACHED, url)
    if urls:
        return Contact(Way.MALFORMED, urls[0])
    names = [party.name for party in people if party.name]
    return Contact(Way.NAMED, names[0]) if names else Contact(Way.NOBODY)
