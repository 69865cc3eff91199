"""What BSI TR-03183-2 asks of each component: who made it, what it is called, and what its file is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from osscan.model.bom import Checksum, Part, Party
from osscan.model.claim import NOASSERTION, NONE
from osscan.sbom.profiles.base import Gap, Subject, Told, of, over
from osscan.sbom.profiles.bsi_classes import COMPONENTS, FILES, PRESENT, Class, is_external, of_class, primary
from osscan.sbom.profiles.bsi_contacts import Way, contact
from osscan.sbom.sense import BROKEN_ALGORITHMS, DIGITS
from osscan.sbom.subjects import at
from osscan.sbom.words import DELIVERABLE_PROPERTIES

_PROPERTIES = {field: name for name, field in DELIVERABLE_PROPERTIES.items()}
_ALLOWED = {
    "executable": ("executable", "non-executable"),
    "archive": ("archive", "no archive"),
    "structured": ("structured", "unstructured"),
}
"""5.2.2, word by word."""
_SAYS_NOTHING = frozenset(
    {"unknown", "noassertion", "none", "n/a", "undefined", "null", "unspecified", "not specified", "?", "-"}
)
_NOTHING = frozenset({"", NONE, NOASSERTION})
_IDENTIFIERS = frozenset({"purl", "cpe22", "cpe23", "swid", "swhid", "omniborid", "gitoid"})
_SHA512 = DIGITS["SHA512"]


def creator(subject: Subject) -> Told:
    """5.2.2 and 3.2.9; table 9 maps it to `manufacturer` and to `originatedBy`. The vendor is somebody else."""
    return over(of_class(subject, *COMPONENTS), lambda part: _creator(part, (part.creator, *part.authors)))


def creator_or_supplier(subject: Subject) -> Told:
    """The same for 2.0.0, which maps nothing: before 1.6, CycloneDX had room for an address at the supplier alone."""
    root = primary(subject)
    old = subject.bom.format == "CycloneDX" and subject.bom.version < "1.6"

    def look(part: Part) -> Iterator[Gap]:
        also = (part.supplier, subject.bom.manufacturer if part.ref == root else None) if old else ()
        return _creator(part, (part.creator, *part.authors, *also))

    return over(of_class(subject, *COMPONENTS), look)


def _creator(part: Part, parties: tuple[Party | None, ...]) -> Iterator[Gap]:
    found = contact(parties)
    if found.way is Way.MALFORMED:
        yield of(part, "bsi-component-creator-malformed", value=found.value)
    elif found.way is not Way.REACHED:
        vendor = contact((part.supplier,))
        if vendor.way is Way.REACHED:
            yield of(part, "bsi-component-creator-supplier", value=vendor.value)
        elif found.way is Way.NAMED:
            yield of(part, "bsi-component-creator-name", name=found.value)
        else:
            yield of(part)
    elif contact((part.creator,)).way is not Way.REACHED:
        yield of(part, "bsi-component-creator-place", note=True, value=found.value)


def name(subject: Subject) -> Told:
    """5.2.2: where a component has no name, its filename."""
    return over(of_class(subject, *COMPONENTS), lambda part: [] if part.name.strip() else [of(part)])


def version(subject: Subject) -> Told:
    """5.2.2; outside the delivery the least version that is needed will do (3.2.1), a range as well."""

    def look(part: Part) -> Iterator[Gap]:
        if part.version.strip().lower() in _SAYS_NOTHING:
            yield of(part, "bsi-component-version-says-nothing", value=part.version)
        elif not part.version.strip() and not _range(subject, part):
            yield of(part)

    return over(of_class(subject, *COMPONENTS), look)


def _range(subject: Subject, part: Part) -> bool:
    return is_external(part, subject) and bool(at(subject.document, f"{part.pointer}/versionRange"))


def filename(subject: Subject) -> Told:
    """5.2.2: a name, not a way through directories."""

    def look(part: Part) -> Iterator[Gap]:
        said = part.deliverable.filename
        yield from _repeated(part, "filename")
        if not said.strip():
            yield of(part)
        elif "/" in said or "\\" in said:
            yield of(part, "bsi-filename-path", value=said)

    return over(of_class(subject, *FILES), look)


def word(field: str) -> Callable[[Subject], Told]:
    """5.2.2 and the taxonomy: one of two words, once. For SPDX 2 nobody ever said where they stand."""

    def look(part: Part, *, homeless: bool) -> Iterator[Gap]:
        said = getattr(part.deliverable, field)
        yield from _repeated(part, field)
        if not said:
            yield of(part, "bsi-property-no-place", property=_PROPERTIES[field]) if homeless else of(part)
        elif said not in _ALLOWED[field]:
            yield of(part, "bsi-property-value", property=_PROPERTIES[field], value=said, allowed=" | ".join(_ALLOWED[field]))

    def told(subject: Subject) -> Told:
        homeless = subject.bom.format == "SPDX" and subject.bom.version.startswith("2")
        return over(of_class(subject, *FILES), partial(look, homeless=homeless))

    return told


def _repeated(part: Part, field: str) -> Iterator[Gap]:
    again = [value for called, value in part.properties if called == _PROPERTIES[field] and value]
    if again and getattr(part.deliverable, field):
        values = ", ".join(dict.fromkeys((getattr(part.deliverable, field), *again)))
        yield of(part, "bsi-property-repeated", property=_PROPERTIES[field], count=len(again) + 1, values=values)


def digest(subject: Subject) -> Told:
    """5.2.2: SHA-512 of what is delivered; table 9 maps it to the reference from which that is to be had."""
    return over(of_class(subject, *FILES), lambda part: _digest(part, distributed(part)))


def digest_anywhere(subject: Subject) -> Told:
    """The same for 2.0.0, which does not say where the checksum stands."""
    return over(of_class(subject, *FILES), lambda part: _digest(part, (*distributed(part), *part.checksums)))


def distributed(part: Part) -> tuple[Checksum, ...]:
    """Checksums of what is delivered."""
    return tuple(one for reference in part.references if reference.type == "distribution" for one in reference.checksums)


def _digest(part: Part, told: tuple[Checksum, ...]) -> Iterator[Gap]:
    wanted = [one.digest for one in told if one.algorithm == "SHA512"]
    malformed = [value for value in wanted if not is_sha512(value)]
    if malformed:
        yield of(part, "bsi-hash-malformed", value=malformed[0])
    elif wanted:
        return
    elif any(one.algorithm == "SHA512" for one in part.checksums):
        yield of(part, "bsi-hash-elsewhere")
    elif told:
        yield of(part, "bsi-hash-algorithm", algorithms=", ".join(dict.fromkeys(one.algorithm or "?" for one in told)))
    else:
        yield of(part)


def is_sha512(digest_: str) -> bool:
    """Whether a digest has the form of SHA-512."""
    return len(digest_) == _SHA512 and all(digit in "0123456789abcdefABCDEF" for digit in digest_)


def source_uri(subject: Subject) -> Told:
    """5.2.4: the repository will do."""
    return over(of_class(subject, *FILES), lambda part: _address(part, "source-distribution", "vcs"))


def deployable_uri(subject: Subject) -> Told:
    """5.2.4."""
    return over(of_class(subject, *FILES), lambda part: _address(part, "distribution"))


def _address(part: Part, *types: str) -> Iterator[Gap]:
    urls = [one.url for one in part.references if one.type in types and one.url not in _NOTHING]
    if not urls:
        yield of(part)
    elif not any(is_uri(url) for url in urls):
        yield of(part, "bsi-uri-malformed", value=urls[0])


def is_uri(value: str) -> bool:
    """Whether an address is absolute: a scheme, and something behind it (RFC 3986, 3)."""
    scheme, colon, rest = value.partition(":")
    plain = scheme.replace("+", "").replace("-", "").replace(".", "")
    return bool(colon and rest.strip("/") and plain.isalnum() and scheme[0].isalpha()) and not any(map(str.isspace, value))


def identifiers(subject: Subject) -> Told:
    """5.2.4: CPE, package URL, SWID or the like."""
    kept = (*PRESENT, Class.IDENTIFIED)
    return over(
        of_class(subject, *kept), lambda part: [] if any(one.type in _IDENTIFIERS for one in part.identifiers) else [of(part)]
    )


def source_digest(subject: Subject) -> Told:
    """5.2.5: cryptographically secure; the algorithm is open otherwise."""
    return over(of_class(subject, *FILES), _source_digest)


def _source_digest(part: Part) -> Iterator[Gap]:
    told = [
        one.algorithm for reference in part.references if reference.type == "source-distribution" for one in reference.checksums
    ]
    if not told:
        yield of(part)
    elif BROKEN_ALGORITHMS.issuperset(told):
        yield of(part, "bsi-source-hash-insecure", algorithms=", ".join(dict.fromkeys(told)))


def security_txt(subject: Subject) -> Told:
    """5.2.5: RFC 9116."""
    return over(
        of_class(subject, *PRESENT), lambda part: [] if any(one.type == "rfc-9116" for one in part.references) else [of(part)]
    )


def no_more_than_referenced(subject: Subject) -> Told:
    """3.2.5: what the other BOM says should not be said again, for it could come to say something else."""

    def look(part: Part) -> Iterator[Gap]:
        if any(part.deliverable) or part.licenses or distributed(part) or part.checksums:
            yield of(part)

    return over(of_class(subject, Class.REFERENCED), look)


def judged_as_logical(subject: Subject) -> Told:
    """3.2.2: that a component is logical no format can say; it is told where that is why nothing of a file is asked."""
    found = list(of_class(subject, Class.LOGICAL))
    return Told(len(found), 0, tuple(of(part, "bsi-logical", note=True) for part in found))
