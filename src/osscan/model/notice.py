"""Notices: what has to be said of the works of others that a product passes on, decided and ready to be worded."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from osscan.model.problem import Facts
from osscan.model.verdict import Reason


class Origin(StrEnum):
    """Where a text comes from."""

    DELIVERED = "delivered"
    """From the package itself, word for word."""
    STANDARD = "standard"
    """From the SPDX list, because the package's own was not at hand."""


class Weight(StrEnum):
    """What a gap means: the notices lack something that is owed, or something that a person should know."""

    OWED = "owed"
    HINT = "hint"


class Gap(NamedTuple):
    """One thing that is missing (sentence `notice.gap.<code>`)."""

    code: str
    weight: Weight
    component: str = ""
    """Id of the component."""
    facts: Facts = ()


class NoticeText(NamedTuple):
    """One text in full, with all components that it stands for; `licenses` are those that were recognised in it."""

    id: str
    licenses: tuple[str, ...]
    origin: Origin
    text: str
    components: tuple[str, ...]
    files: tuple[str, ...] = ()
    """Names of the files in which it was delivered, without folders."""


class NoticeComponent(NamedTuple):
    """One work that is passed on.

    `license` is what counts; `chosen` the branch of it under which the work is passed on, empty where nothing was to choose,
    with `because` as the reason. `sources` are addresses of its source code, `duties` what asks for it.
    """

    id: str
    name: str
    version: str
    purl: str
    license: str
    chosen: str
    because: tuple[Reason, ...]
    page: str
    copyrights: tuple[str, ...]
    texts: tuple[str, ...]
    """Ids of the texts of its licenses."""
    notices: tuple[str, ...]
    """Ids of its NOTICE texts."""
    duties: tuple[str, ...]
    sources: tuple[str, ...]
    at_hand: bool
    """Whether the package itself, or its folder, could be looked at."""
    files: int = 1
    """How many single files it stands for, where it is no package."""
    paths: tuple[str, ...] = ()
    """Some of these files."""


class LeftOut(NamedTuple):
    """Components that are not passed on, by the reason (sentence `notice.left-out.<why>`)."""

    why: str
    names: tuple[str, ...]


class Notices(NamedTuple):
    """The whole document. No time in it: the same inventory gives the same notices; `inventory` is a hash over it."""

    tool: tuple[str, str]
    product: str
    inventory: str
    components: tuple[NoticeComponent, ...]
    texts: tuple[NoticeText, ...]
    notices: tuple[NoticeText, ...]
    left_out: tuple[LeftOut, ...]
    gaps: tuple[Gap, ...]


class Missing(NamedTuple):
    """What an existing document lacks (sentence `notice.missing.<code>`): `component`, `version`, `text`, `copyright`, `notice`."""

    code: str
    component: str
    """Name and version, as people know it."""
    facts: Facts = ()
