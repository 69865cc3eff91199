"""Bom: an SBOM told in the facts that every format can be asked for; what only its own format knows stays in the document."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from osscan.model.claim import Form


class PartyKind(StrEnum):
    """Who acts. Formats that do not say it leave it unknown."""

    ORGANIZATION = "organization"
    PERSON = "person"
    TOOL = "tool"
    UNKNOWN = "unknown"


class Party(NamedTuple):
    """Somebody or something that made, supplied or described a part or the document."""

    name: str = ""
    kind: PartyKind = PartyKind.UNKNOWN
    emails: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    version: str = ""
    """Of a tool."""


class Checksum(NamedTuple):
    """`algorithm` as SPDX 2.3 spells it (`SHA512`, 8.4), `digest` as it was written."""

    algorithm: str
    digest: str


class Identifier(NamedTuple):
    """`type` is purl, cpe22, cpe23, swid, swhid, omniborid or the format's own word; `value` as it was written."""

    type: str
    value: str


class Reference(NamedTuple):
    """An address of something outside of the document; `type` in the words of CycloneDX's external references."""

    type: str
    url: str
    comment: str = ""
    checksums: tuple[Checksum, ...] = ()


class LicenseRole(StrEnum):
    """Who speaks of the license. An entry of CycloneDX without `acknowledgement` is unmarked."""

    DECLARED = "declared"
    CONCLUDED = "concluded"
    OBSERVED = "observed"
    EFFECTIVE = "effective"
    """BSI TR-03183-2, 5.2.4: the license under which the SBOM's creator uses the part."""
    UNMARKED = "unmarked"


class LicenseEntry(NamedTuple):
    """One entry, as it was written. Several of one role were a list whose operator the format leaves open (CycloneDX) or the
    results of files (SPDX); `NONE` and `NOASSERTION` stand in `raw` like everything else.
    """

    role: LicenseRole
    form: Form
    raw: str
    text: str = ""
    """The license text that stands with the entry."""
    url: str = ""


class LicenseText(NamedTuple):
    """What a document says of a license of its own (`LicenseRef-…`)."""

    id: str
    name: str = ""
    text: str = ""
    urls: tuple[str, ...] = ()


class Deliverable(NamedTuple):
    """BSI TR-03183-2, 5.2.2: what the file is that carries a part. Words as the taxonomy has them, empty when nothing is said."""

    filename: str = ""
    executable: str = ""
    """executable | non-executable"""
    archive: str = ""
    """archive | no archive"""
    structured: str = ""
    """structured | unstructured"""


class Part(NamedTuple):
    """One component, package or file of a document.

    `ref` is its key in the document and unique in a Bom; where the document has none or repeats one, it is the pointer.
    `kind` is a component type of CycloneDX 1.7 (`library`, `application`, `file`, `operating-system` ...) or empty.
    `checksums` are those of the part itself; those of what is distributed stand at the reference to it.
    """

    ref: str
    name: str
    version: str = ""
    group: str = ""
    kind: str = ""
    pointer: str = ""
    """JSON pointer (RFC 6901) in the JSON form of the document."""
    supplier: Party | None = None
    """Who hands it out (CycloneDX `supplier`, SPDX `supplier`)."""
    creator: Party | None = None
    """Who made it (CycloneDX `manufacturer`, SPDX `originator`)."""
    authors: tuple[Party, ...] = ()
    publisher: str = ""
    description: str = ""
    copyright: str = ""
    scope: str = ""
    """required | optional | excluded, as CycloneDX has it."""
    identifiers: tuple[Identifier, ...] = ()
    checksums: tuple[Checksum, ...] = ()
    references: tuple[Reference, ...] = ()
    licenses: tuple[LicenseEntry, ...] = ()
    deliverable: Deliverable = Deliverable()
    properties: tuple[tuple[str, str], ...] = ()
    """Names and values that formats let anybody add (CycloneDX `properties`); `bsi:` ones that `deliverable` holds are not among them."""


class Joint(StrEnum):
    """How two parts belong together."""

    DEPENDS_ON = "depends-on"
    CONTAINS = "contains"
    DESCRIBES = "describes"
    OTHER = "other"


class Link(NamedTuple):
    """`source` has the relation to `target`, both refs; `word` is the format's own word where it says more than `joint`."""

    source: str
    target: str
    joint: Joint
    word: str = ""


class Completeness(StrEnum):
    """Whether all parts that one needs or holds are named."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    UNKNOWN = "unknown"


class Bom(NamedTuple):
    """A whole document. Nothing is merged or dropped: parts stand in the order of the document, nested ones behind their parent."""

    format: str
    """CycloneDX | SPDX"""
    version: str
    """Of the format, as written."""
    serial: str = ""
    """CycloneDX `serialNumber`, SPDX `documentNamespace` or the document's spdxId."""
    edition: str = ""
    """Version of the document itself (CycloneDX `version`)."""
    name: str = ""
    created: str = ""
    authors: tuple[Party, ...] = ()
    tools: tuple[Party, ...] = ()
    manufacturer: Party | None = None
    supplier: Party | None = None
    lifecycles: tuple[str, ...] = ()
    comment: str = ""
    data_license: str = ""
    root: str = ""
    """ref of the part that the document is about; empty when it names none or several (see links of joint DESCRIBES)."""
    parts: tuple[Part, ...] = ()
    links: tuple[Link, ...] = ()
    told_dependencies: tuple[str, ...] = ()
    """Refs of which the document says what they need, even if that is nothing."""
    completeness: tuple[tuple[str, Completeness], ...] = ()
    license_texts: tuple[LicenseText, ...] = ()
    vulnerabilities: int = 0
    """How many entries of vulnerability data it carries."""
    signed: bool = False


class Fate(StrEnum):
    """What became of a fact on its way into another format."""

    CARRIED = "carried"
    """The target has no place for it: it travels in a property or annotation and comes back on the way back."""
    CHANGED = "changed"
    """The target says it less exactly."""
    LOST = "lost"


class Loss(NamedTuple):
    """One fact that the target could not hold as it was. `pointer` leads to it in the JSON form of the source document."""

    fate: Fate
    pointer: str
    part: str = ""
    """Name of the part, empty for the document."""
    reason: str = ""
    """Code of the sentence `loss.<reason>`."""
    became: str = ""
