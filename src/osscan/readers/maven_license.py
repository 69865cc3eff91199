"""What a pom says of licenses, as claims: several are a choice, as Maven's reference defines the list."""

from __future__ import annotations

from collections.abc import Sequence

from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.place import Place
from osscan.readers.maven_pom import License, Pom


def pom_claims(licenses: Sequence[tuple[License, Pom]], method: Method) -> tuple[LicenseClaim, ...]:
    """One claim for each entry: its name, or its address where only that one tells."""
    found = [
        (*_telling(one), pom.source.place(f"licenses.license[{position}]", one.line))
        for position, (one, pom) in enumerate(licenses)
        if one.name or one.url
    ]
    return listed(found, Joined.ANY, "licenses", method)


def listed(found: Sequence[tuple[str, Form, Place]], joined: Joined, group: str, method: Method) -> tuple[LicenseClaim, ...]:
    """Claims of one list; a single entry stands alone."""
    if len(found) == 1:
        joined, group = Joined.ALONE, ""
    return tuple(LicenseClaim(ClaimRole.DECLARED, raw, form, method, place, joined, group) for raw, form, place in found)


def _telling(one: License) -> tuple[str, Form]:
    """The name, unless it is vague or unknown and the address is known."""
    if not (one.name and one.url):
        return (one.name, Form.NAME) if one.name else (one.url, Form.URL)
    from osscan.knowledge import names  # noqa: PLC0415 - most poms name no license at all

    if names.resolve_name(one.name).expression is None and names.resolve_name(one.url).expression is not None:
        return one.url, Form.URL
    return one.name, Form.NAME
