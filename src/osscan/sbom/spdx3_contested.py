"""License names that the documents of a merge use for different texts: their expressions say from then on which element they mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from osscan.model.bom import Bom, LicenseText
from osscan.sbom.own_texts import references, renamed
from osscan.sbom.spdx3_graph import Graph, kind_of
from osscan.sbom.taking import tables, text
from osscan.sbom.uniting import Row

_EXPRESSION = "simplelicensing_licenseExpression"
_MAP = "simplelicensing_customIdToUri"


class Contested:
    """Knows which names of licenses are explained, and which of them in more than one way."""

    def __init__(self, documents: Sequence[Row]) -> None:
        meanings: dict[str, set[str]] = {}
        for document in documents if len(documents) > 1 else ():
            for told in Graph(document).license_texts():
                meanings.setdefault(told.id, set()).add(_digest(told))
        self._explained = meanings.keys()
        self._contested = {name for name, said in meanings.items() if len(said) > 1}

    def marks(self, bom: Bom) -> dict[str, str]:
        """Names that say which of the contested licenses is meant."""
        texts = (told for told in bom.license_texts if told.id in self._contested)
        return {told.id: f"{told.id}-{_digest(told)}" for told in texts}

    def expressions(self, elements: list[Row], document: Row, mark: str) -> tuple[list[Row], list[Row]]:
        """The elements without the expressions whose names others use too, and these, each told which element it means."""
        found = [row for row in elements if self._is_doubtful(row)]
        if not found:
            return elements, []
        graph, ids = Graph(document), set(map(id, found))
        return [row for row in elements if id(row) not in ids], [self._told(row, graph, mark) for row in found]

    def _is_doubtful(self, row: Row) -> bool:
        named = references(text(row, _EXPRESSION)) if kind_of(row) == "simplelicensing_LicenseExpression" else []
        return any(name in self._explained for name in named)

    def _told(self, row: Row, graph: Graph, mark: str) -> Row:
        """The expression with the elements of its names; a name that its document does not explain becomes another one."""
        known: dict[str, list[str]] = {}
        for name, element in graph.custom_ids(row):
            known.setdefault(name, []).append(text(element, "spdxId"))
        said = {text(entry, "key") for _, entry in tables(row, _MAP)}
        names = [name for name in dict.fromkeys(references(text(row, _EXPRESSION))) if name not in said]
        more: list[dict[str, Any]] = [
            {"type": "DictionaryEntry", "key": name, "value": known[name][0]}
            for name in names
            if name in self._contested and len(known.get(name, ())) == 1
        ]
        fresh = {name: f"{name}-{mark}" for name in names if name in self._explained and name not in known}
        told = {**row, _EXPRESSION: renamed(text(row, _EXPRESSION), fresh)}
        return told | ({_MAP: [*_entries(row), *more]} if more else {})


def _entries(row: Row) -> Iterable[Any]:
    told = row.get(_MAP)
    return told if isinstance(told, list) else [told] if told is not None else []


def _digest(told: LicenseText) -> str:
    return sha256(f"{told.name}\0{' '.join(told.text.split())}".encode("utf-8", "surrogatepass")).hexdigest()[:8]
