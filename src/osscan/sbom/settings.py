"""[sbom] in osscan.toml: who makes SBOMs here, and what they say of the product that no file of it can tell."""

from __future__ import annotations

import re
import tomllib
from typing import Any, NamedTuple

from osscan.errors import WrongCallError
from osscan.model.bom import Party, PartyKind
from osscan.model.place import Place
from osscan.model.problem import error

LICENSE_REF = "LicenseRef-osscan-"
"""Begins the references of licenses that are on no list, where the settings do not name another beginning."""
_PARTY = ("name", "email", "url")
_PRODUCT = ("name", "version", "type", "url", "copyright", "supplier", "manufacturer")
_ALL = ("creator", "product", "license_ref", "effective_license", "public_hosts")
_TYPES = ("application", "framework", "library", "container", "platform", "operating-system", "device", "firmware", "file")
_reference = re.compile(r"LicenseRef-[A-Za-z0-9.-]*").fullmatch
_email = re.compile(r"[^@\s]+@[^@\s]+").fullmatch


class SbomSettings(NamedTuple):
    """What is said; nothing of it is ever guessed."""

    creator: Party | None = None
    """Who makes the SBOM."""
    name: str = ""
    version: str = ""
    kind: str = "application"
    """Component type of CycloneDX."""
    url: str = ""
    copyright: str = ""
    supplier: Party | None = None
    manufacturer: Party | None = None
    license_ref: str = LICENSE_REF
    concluded_is_effective: bool = False
    """Whether the parts are used under the license that was concluded (BSI TR-03183-2, 5.2.4)."""
    public_hosts: tuple[str, ...] = ()
    """Hosts that a public SBOM may name, besides those that authors name in the metadata of their packages."""


def settings_in(text: str, shown: str) -> SbomSettings:
    """The settings of a file osscan.toml; raises WrongCallError for what is misspelt."""
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise _wrong(shown, "", str(fault)) from fault
    told = _table(document.get("sbom", {}), _ALL, shown, "sbom")
    product = _table(told.get("product", {}), _PRODUCT, shown, "sbom.product")
    kind = _text(product, "type", shown, "sbom.product") or "application"
    if kind not in _TYPES:
        raise _wrong(shown, "sbom.product.type", ", ".join(_TYPES))
    reference = _text(told, "license_ref", shown, "sbom") or LICENSE_REF
    if not _reference(reference):
        raise _wrong(shown, "sbom.license_ref", "LicenseRef-dortmund-")
    effective = _text(told, "effective_license", shown, "sbom")
    if effective not in ("", "concluded"):
        raise _wrong(shown, "sbom.effective_license", "concluded")
    hosts = told.get("public_hosts", [])
    if not isinstance(hosts, list) or not all(isinstance(host, str) and host for host in hosts):
        raise _wrong(shown, "sbom.public_hosts", '["code.example.org"]')
    return SbomSettings(
        creator=_party(told.get("creator"), shown, "sbom.creator"),
        name=_text(product, "name", shown, "sbom.product"),
        version=_text(product, "version", shown, "sbom.product"),
        kind=kind,
        url=_text(product, "url", shown, "sbom.product"),
        copyright=_text(product, "copyright", shown, "sbom.product"),
        supplier=_party(product.get("supplier"), shown, "sbom.product.supplier"),
        manufacturer=_party(product.get("manufacturer"), shown, "sbom.product.manufacturer"),
        license_ref=reference,
        concluded_is_effective=effective == "concluded",
        public_hosts=tuple(host.lower() for host in hosts),
    )


def _party(told: Any, shown: str, route: str) -> Party | None:
    if told is None:
        return None
    row = _table(told, _PARTY, shown, route)
    name, email, url = (_text(row, key, shown, route) for key in _PARTY)
    if email and not _email(email):
        raise _wrong(shown, f"{route}.email", "name@example.org")
    if url and not url.startswith(("https://", "http://")):
        raise _wrong(shown, f"{route}.url", "https://…")
    return Party(name, PartyKind.ORGANIZATION, (email,) if email else (), (url,) if url else ())


def _table(value: Any, names: tuple[str, ...], shown: str, route: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(shown, route, "table")
    for name in value:
        if name not in names:
            raise _wrong(shown, f"{route}.{name}", ", ".join(names))
    return value


def _text(row: dict[str, Any], key: str, shown: str, route: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, str):
        raise _wrong(shown, f"{route}.{key}", '"…"')
    return value.strip()


def _wrong(shown: str, route: str, expected: str) -> WrongCallError:
    return WrongCallError(error("settings-wrong", Place(shown, route), key=route or "-", expected=expected))
