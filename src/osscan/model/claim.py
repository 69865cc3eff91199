"""LicenseClaim: what one place says about a component's license, as found."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from osscan.model.place import Place

NONE = "NONE"
"""Somebody looked and found no license (SPDX 2.3, annex D); not the same as NOASSERTION or silence."""
NOASSERTION = "NOASSERTION"
"""Somebody says nothing on purpose (SPDX 2.3, 7.13)."""


class ClaimRole(StrEnum):
    """Who speaks: the author (declared), the SBOM's maker (concluded), a scan (detected), a person here (curated)."""

    DECLARED = "declared"
    CONCLUDED = "concluded"
    DETECTED = "detected"
    CURATED = "curated"
    UNMARKED = "unmarked"


class Form(StrEnum):
    """In which kind of field the text stood."""

    ID = "id"
    EXPRESSION = "expression"
    NAME = "name"
    CLASSIFIER = "classifier"
    URL = "url"
    TEXT = "text"
    """A license text without a name; `raw` is empty when the text was not recognised."""


class Method(StrEnum):
    """How the claim was come by."""

    SBOM = "sbom"
    MANIFEST = "manifest"
    LOCKFILE = "lockfile"
    INSTALLED = "installed"
    SPDX_TAG = "spdx-tag"
    REUSE = "reuse"
    LICENSE_TEXT = "license-text"
    LICENSE_NOTICE = "license-notice"
    """Words in a file that name its license without giving the text."""
    CURATION = "curation"
    LOCK = "osscan-lock"
    """Kept in osscan.lock: what local evidence said when the lock was written, or what a person entered there."""
    REGISTRY = "registry"
    """Told by a package registry, kept in osscan.lock."""
    AGGREGATOR = "aggregator"
    """Told by a service that gathers such statements from others, kept in osscan.lock."""
    KNOWLEDGE = "knowledge"
    """Carried by osscan itself; the place is the address of the text that says so."""


class Joined(StrEnum):
    """How claims of one group belong together."""

    ALONE = "alone"
    ALL = "all"
    ANY = "any"
    UNSAID = "unsaid"
    """A list whose format does not say whether AND or OR is meant (CycloneDX `licenses`)."""


class Fit(StrEnum):
    """What came of comparing a text with the known licenses."""

    SILENT = "silent"
    """There is no text, or one that speaks of no license."""
    WHOLE = "whole"
    """It is the text of a license word for word, and nothing else."""
    PART = "part"
    """Licenses are recognised in it, but more stands beside them, or not every word."""
    UNKNOWN = "unknown"
    """It is no known license, or restricts one."""


class Meaning(NamedTuple):
    """What an input says that a license stands for which is on no list, beside the id or name that a claim gives.

    `text` is the expression of what was recognised in its text. `urls` are where the license is said to be found.
    """

    id: str
    """`LicenseRef-...`; empty where the whole claim is meant."""
    name: str = ""
    fit: Fit = Fit.SILENT
    text: str = ""
    urls: tuple[str, ...] = ()
    place: Place = Place("")


class LicenseClaim(NamedTuple):
    """One statement, never overwritten.

    Claims with the same role, input and `group` (the route of their list) are one statement in several entries.
    `confidence` is 1.0 for what is written out, less for what was recognised.
    """

    role: ClaimRole
    raw: str
    form: Form
    method: Method
    place: Place
    joined: Joined = Joined.ALONE
    group: str = ""
    confidence: float = 1.0
    meant: tuple[Meaning, ...] = ()
    """What its input says of the licenses that `raw` names."""
