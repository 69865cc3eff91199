"""Component: one piece of software that an input names, with all that is claimed about its license."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from osscan.model.claim import LicenseClaim
from osscan.model.place import Place


class Scope(StrEnum):
    """What a component is needed for, as its input says it."""

    RUNTIME = "runtime"
    OPTIONAL = "optional"
    PROVIDED = "provided"
    BUILD = "build"
    TEST = "test"
    DEV = "dev"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


SCOPES_BY_STRENGTH = (
    Scope.RUNTIME,
    Scope.PROVIDED,
    Scope.OPTIONAL,
    Scope.BUILD,
    Scope.TEST,
    Scope.DEV,
    Scope.EXCLUDED,
    Scope.UNKNOWN,
)
"""Of two scopes the one that stands first holds: it asks more. Nobody's word holds least."""


class Relation(StrEnum):
    """How a component and the product are joined."""

    INCORPORATE = "incorporate"
    STATIC_LINK = "static-link"
    DYNAMIC_LINK = "dynamic-link"
    SEPARATE_PROCESS = "separate-process"
    BUILD_TOOL = "build-tool"
    TEST = "test"
    DATA = "data"
    AGGREGATE = "aggregate"


class Provision(StrEnum):
    """How the product reaches people."""

    INTERNAL = "internal"
    SAAS = "saas"
    SOURCE = "source"
    BINARY = "binary"
    DEVICE = "device"


class PathRole(StrEnum):
    """What the folder is for in which an input lies."""

    PRODUCT = "product"
    TEST = "test"
    EXAMPLE = "example"
    VENDORED = "vendored"
    BUILD = "build"


class Kind(StrEnum):
    """What sort of thing a component is."""

    LIBRARY = "library"
    APPLICATION = "application"
    FILES = "files"
    """First-party files that share one license statement."""
    OTHER = "other"


class Component(NamedTuple):
    """One component as one input tells it.

    `ref` is its key inside that input (bom-ref, SPDXID, lockfile key) and what edges speak of.
    `version` is exact or empty; `requirement` holds a range (`>=2,<3`) when only a range is known.
    """

    name: str
    version: str
    place: Place
    ref: str
    purl: str = ""
    claims: tuple[LicenseClaim, ...] = ()
    scope: Scope = Scope.UNKNOWN
    kind: Kind = Kind.LIBRARY
    requirement: str = ""
    first_party: bool = False
    relation: Relation | None = None
    """What the input itself says of the relation; None leaves it to the policy."""
    hashes: tuple[tuple[str, str], ...] = ()
    """(algorithm as SPDX spells it, lower-case hex digest)"""
    files: int = 1
    """How many files a component of kind FILES stands for."""
