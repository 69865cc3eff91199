"""What helps with this component: each ecosystem keeps its packages elsewhere, and the project's own files are replaced by nobody."""

from __future__ import annotations

from osscan.model.component import Component, Kind
from osscan.model.verdict import Judgement, Remedy

_SILENT, _REPLACED, _OWN = "license-absent", "replace-component", "own-files"
_ASKED = frozenset({"cargo", "gem", "golang", "maven", "npm", "nuget", "pypi"})
"""Ecosystems that sources can be asked about, as soon as there is an exact version."""
_NAMED = _ASKED | {"composer", "conda", "cran", "deb", "github"}
_IMAGES = frozenset({"docker", "oci"})


class Hints:
    """Puts the fitting way in place of the general one; the same object for the same judgement and way."""

    def __init__(self) -> None:
        self._told: dict[tuple[int, str], tuple[Judgement, Judgement]] = {}

    def fitting(self, judgement: Judgement, component: Component) -> Judgement:
        """The judgement with the hint that fits the component; unchanged where none fits better."""
        remedies = judgement.compatibility.remedies
        if not remedies:
            return judgement
        if remedies[0].key == _SILENT:
            key = _way(component.purl, component.version)
        elif remedies[0].key == _REPLACED and component.kind is Kind.FILES:
            key = _OWN
        else:
            return judgement
        known = self._told.get((id(judgement), key))
        if known is None:
            compatibility = judgement.compatibility._replace(remedies=(Remedy(key), *remedies[1:]))
            known = self._told[id(judgement), key] = (judgement, judgement._replace(compatibility=compatibility))
        return known[1]


def _way(purl: str, version: str) -> str:
    ecosystem = purl[4 : purl.find("/")] if purl.startswith("pkg:") else ""
    if ecosystem in _ASKED and not version:
        return f"{_SILENT}-open"
    if ecosystem in _IMAGES:
        return f"{_SILENT}-image"
    return f"{_SILENT}-{ecosystem}" if ecosystem in _NAMED else _SILENT
