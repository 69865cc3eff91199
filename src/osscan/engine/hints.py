"""What helps where nothing says a license: each ecosystem keeps its packages, and with them their words, in another place."""

from __future__ import annotations

from osscan.model.verdict import Judgement, Remedy

_SILENT = "license-absent"
_ASKED = frozenset({"cargo", "gem", "golang", "maven", "npm", "nuget", "pypi"})
"""Ecosystems that sources can be asked about, as soon as there is an exact version."""
_NAMED = _ASKED | {"composer", "conda", "cran", "deb", "github"}
_IMAGES = frozenset({"docker", "oci"})


class Hints:
    """Puts the ecosystem's own way in place of the general one; the same object for the same judgement and ecosystem."""

    def __init__(self) -> None:
        self._told: dict[tuple[int, str], tuple[Judgement, Judgement]] = {}

    def fitting(self, judgement: Judgement, purl: str, version: str) -> Judgement:
        """The judgement with the hint that fits the component; unchanged where the license is not merely unsaid."""
        remedies = judgement.compatibility.remedies
        if not remedies or remedies[0].key != _SILENT:
            return judgement
        key = _key(purl[4 : purl.find("/")] if purl.startswith("pkg:") else "", version)
        known = self._told.get((id(judgement), key))
        if known is None:
            compatibility = judgement.compatibility._replace(remedies=(Remedy(key), *remedies[1:]))
            known = self._told[id(judgement), key] = (judgement, judgement._replace(compatibility=compatibility))
        return known[1]


def _key(ecosystem: str, version: str) -> str:
    if ecosystem in _ASKED and not version:
        return f"{_SILENT}-open"
    if ecosystem in _IMAGES:
        return f"{_SILENT}-image"
    return f"{_SILENT}-{ecosystem}" if ecosystem in _NAMED else _SILENT
