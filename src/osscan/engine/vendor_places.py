"""Places: a package that lies in a delivery is found where it lies, not where a manifest beside it asks for it."""

from __future__ import annotations

from collections.abc import Iterable

from osscan.deliveries.lying import BODILY
from osscan.engine.gather import Read
from osscan.engine.unite import Union
from osscan.model.place import Place


def put_where_they_lie(union: Union, inventories: Iterable[Read]) -> None:
    """Gives each component that several inputs tell of the place at which its own files lie."""
    lying: dict[str, Place] = {}
    others: set[str] = set()
    for _, inventory in inventories:
        if inventory.reader not in BODILY:
            others.add(inventory.path)
            continue
        for component in inventory.components:
            if component.purl and component.version:
                lying.setdefault(component.purl, component.place)
    for id_, united in union.components.items():
        if id_ in lying and united.component.place.input in others:
            united.component = united.component._replace(place=lying[id_])
