"""LicenseCard: all that the help desk can say of one license, decided and ready to be worded."""

from __future__ import annotations

from typing import NamedTuple

from osscan.model.component import Provision
from osscan.model.verdict import Judgement


class Permission(NamedTuple):
    """Works under the license may be passed on under `to`, by `by`, if `needs` hold; `source` is the place in the text."""

    to: str
    by: str
    needs: tuple[str, ...]
    source: str


class LicenseCard(NamedTuple):
    """One license, with or without an exception. Empty words mean that osscan has no profile, which is never good news.

    `copyleft`, `network`, `closed`, `kind`, `restricts` are the words of `knowledge/profiles.py`; `duties` pairs each provision
    with the ids of what is then to be done; `judgements` are those of the policy, one for each relation that was asked for.
    """

    id: str
    name: str
    asked: str
    osi: bool
    fsf: bool
    categories: tuple[str, ...]
    kind: str = ""
    copyleft: str = ""
    network: str = ""
    closed: str = ""
    restricts: tuple[str, ...] = ()
    exception: str = ""
    exception_permits: str = ""
    duties: tuple[tuple[Provision, tuple[str, ...]], ...] = ()
    permissions: tuple[Permission, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    sources: tuple[str, ...] = ()
