"""What BSI TR-03183-2 asks of the document itself: its format, who made it and when, and that it is about something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from osscan.model.problem import facts_of
from osscan.sbom.profiles.base import Gap, Subject, Told, once
from osscan.sbom.profiles.bsi_classes import primary
from osscan.sbom.profiles.bsi_contacts import Way, contact
from osscan.sbom.sense import is_utc, moment_of

Version = tuple[int, ...]
_NOTATIONS = ("json", "xml")
_RELEASED = frozenset({"1.5", "1.6", "1.7", "2.2", "2.2.1", "2.2.2", "2.3", "3.0.0", "3.0.1"})
"""Versions of both formats that were officially released, as far as osscan knows them."""


def in_format(cyclonedx: Version, spdx: Version) -> Callable[[Subject], Told]:
    """Section 4: JSON or XML, one of two formats from these versions on, and valid."""
    needed = f"CycloneDX ≥ {_dotted(cyclonedx)}, SPDX ≥ {_dotted(spdx)}"

    def look(subject: Subject) -> Told:
        return once(_format(subject, cyclonedx if subject.bom.format == "CycloneDX" else spdx, needed))

    return look


def _format(subject: Subject, least: Version, needed: str) -> Iterator[Gap]:
    bom = subject.bom
    if _version(bom.version) < least:
        yield Gap("", facts=facts_of(format=bom.format, version=bom.version or "?", needed=needed))
    elif bom.version not in _RELEASED:
        yield Gap("", facts=facts_of(format=bom.format, version=bom.version), code="bsi-format-unreleased")
    if subject.notation not in _NOTATIONS:
        yield Gap("", facts=facts_of(notation=subject.notation), code="bsi-format-notation")
    if subject.valid is False:
        yield Gap("", facts=facts_of(format=bom.format, version=bom.version or "?"), code="bsi-format-invalid")


def _version(said: str) -> Version:
    numbers = said.removeprefix("SPDX-").split(".")
    return tuple(int(number) for number in numbers) if all(number.isdecimal() for number in numbers) else ()


def _dotted(version: Version) -> str:
    return ".".join(map(str, version))


def no_vulnerabilities(subject: Subject) -> Told:
    """3.1: what is known of vulnerabilities changes, an SBOM does not."""
    count = subject.bom.vulnerabilities
    pointer = "/vulnerabilities" if subject.bom.format == "CycloneDX" else ""
    return once([Gap(pointer, facts=facts_of(count=count))] if count else ())


def creator(subject: Subject) -> Told:
    """5.2.1; table 8 maps it to `metadata.manufacturer` and to `createdBy`."""
    return once(_creator(subject))


def _creator(subject: Subject) -> Iterator[Gap]:
    bom = subject.bom
    pointer = "/metadata" if bom.format == "CycloneDX" else ""
    mapped = contact((bom.manufacturer,)) if bom.manufacturer else contact(())
    found = mapped if mapped.way in (Way.REACHED, Way.MALFORMED) else contact((bom.manufacturer, *bom.authors))
    if found.way is Way.MALFORMED:
        yield Gap(pointer, facts=facts_of(value=found.value), code="bsi-sbom-creator-malformed")
    elif found.way is Way.NAMED:
        yield Gap(pointer, facts=facts_of(name=found.value), code="bsi-sbom-creator-name")
    elif found.way is Way.NOBODY:
        yield Gap(pointer)
    elif bom.format == "CycloneDX" and mapped.way is not Way.REACHED:
        yield Gap("/metadata/authors", facts=facts_of(value=found.value), code="bsi-sbom-creator-place", note=True)


def timestamp(subject: Subject) -> Told:
    """5.2.1, as both formats have it: RFC 3339 with an offset. UTC is recommended, no more."""
    return once(_timestamp(subject))


def _timestamp(subject: Subject) -> Iterator[Gap]:
    said = subject.bom.created
    pointer = "/metadata/timestamp" if subject.bom.format == "CycloneDX" and said else ""
    told = moment_of(said)
    if not said:
        yield Gap(pointer)
    elif told is None or not is_utc(said):
        yield Gap(pointer, facts=facts_of(value=said), code="bsi-timestamp-malformed")
    elif told.utcoffset() != timedelta():
        yield Gap(pointer, facts=facts_of(value=said), code="bsi-timestamp-not-utc", note=True)


def uri(subject: Subject) -> Told:
    """5.2.3: where the SBOM has a URI."""
    said = subject.bom.serial
    if not said:
        return once([Gap("")])
    return once([] if ":" in said else [Gap("", facts=facts_of(value=said), code="bsi-uri-malformed")])


def is_about_something(subject: Subject) -> Told:
    """3.2.1: the product itself is a component, too."""
    return once([] if primary(subject) else [Gap("/metadata" if subject.bom.format == "CycloneDX" else "")])
