"""Belonging: a file inside of a package that has no name and no license of its own is a part of that package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from osscan.deliveries.lying import Lies, lies
from osscan.model.delivery import DeliveredFile
from osscan.model.report import JudgedComponent, Report

_PACKAGES = (".whl", ".egg", ".nupkg", ".gem", ".conda", ".tgz", ".deb", ".udeb", ".rpm", ".apk")
"""Files whose own description speaks for all that lies in them; wars and jars are put together by whoever builds them."""


def belonging_of(present: Report, files: Mapping[str, DeliveredFile], brought: Mapping[str, str]) -> dict[str, str]:
    """Ids of such files, with the ids of the packages in which they lie or, as `brought` says, which brought them along."""
    readers = {record.path: record.reader for record in present.inputs}
    every = [one for judged in present.components if (one := lies(judged, readers, files)) is not None]
    packages = {one.file: one.judged.id for one in every if one.judged.component.purl and one.file.lower().endswith(_PACKAGES)}
    described = {one.path: one.judged.id for one in every} if brought else {}
    found = {}
    for one in every:
        holder = next((packages[layer] for layer in _layers(one) if layer in packages), "")
        holder = holder or described.get(brought.get(one.path, ""), "")
        if holder and _is_nameless(one.judged):
            found[one.judged.id] = holder
    return found


def _is_nameless(judged: JudgedComponent) -> bool:
    return not judged.component.purl and not judged.license.expression


def _layers(one: Lies) -> Iterator[str]:
    """The archives around a file, the innermost first."""
    layer = one.path
    while "!/" in layer:
        layer = layer.rpartition("!/")[0]
        yield layer
