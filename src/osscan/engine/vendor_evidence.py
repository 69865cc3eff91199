"""Evidence: what lies in a delivery or beside it and says where it comes from; checksums are held against what was read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from osscan.deliveries.delivery import Evidence
from osscan.engine.vendor_papers import Papers, evidence_in, sums_told
from osscan.model.delivery import DeliveredFile

_LARGEST = 4 * 1024 * 1024
_MOST = 2000


def evidence_of(
    paths: Iterable[str], papers: Papers, files: Iterable[DeliveredFile], targets: Iterable[DeliveredFile]
) -> tuple[Evidence, ...]:
    """All of it, in the order of the paths."""
    every = tuple(files)
    known = {file.path: file for file in every}
    found = list(papers.evidence)
    beside, sums = _beside(paths)
    found += beside
    told = sums_told({**papers.sums, **sums})
    by_target = {target.path: target for target in targets if target.sha256}
    return tuple(sorted(_held(one, told.get(one.path), known, by_target) for one in dict.fromkeys(found)))


def _beside(paths: Iterable[str]) -> tuple[list[Evidence], dict[str, bytes]]:
    """Files beside those that were named which speak of them."""
    found: list[Evidence] = []
    sums: dict[str, bytes] = {}
    for path in paths:
        file = Path(path).absolute()
        try:
            names = sorted(entry.name for entry in os.scandir(file.parent) if entry.is_file())[:_MOST]
        except OSError:
            continue
        for name in names:
            one = evidence_in(name, name)
            if one is None or name == file.name or not _speaks_of(one, name, file.name):
                continue
            found.append(one)
            if one.kind == "checksums" and (file.parent / name).stat().st_size <= _LARGEST:
                sums[name] = (file.parent / name).read_bytes()
    return found, sums


def _speaks_of(evidence: Evidence, name: str, target: str) -> bool:
    """A signature and a single checksum are called after what they speak of."""
    if name.startswith(target):
        return True
    is_list = evidence.kind == "checksums" and name.lower().startswith(("sha", "checksum", "prüf", "pruef"))
    return is_list or evidence.kind == "note"


def _held(
    evidence: Evidence,
    rows: Mapping[str, str] | None,
    known: Mapping[str, DeliveredFile],
    targets: Mapping[str, DeliveredFile],
) -> Evidence:
    """Checksums with the answer whether they hold for all files that they name and that were read."""
    if rows is None:
        return evidence
    above, slash, _ = evidence.path.rpartition("/")
    layer, mark, _ = evidence.path.rpartition("!/")
    seen = False
    absent: list[str] = []
    for name, digest in rows.items():
        file = known.get(f"{above}{slash}{name}") or known.get(f"{layer}{mark}{name}") or targets.get(name)
        if file is None:
            absent.append(name)
        if file is None or not file.sha256:
            continue
        seen = True
        if digest not in (file.sha1, file.sha256, file.sha512):
            return evidence._replace(holds=False, about=name)
    holds = True if seen else None
    # A list beside the delivery may speak of other deliveries too, one in it speaks of this one.
    if absent and evidence.path in known:
        return evidence._replace(holds=holds, about=absent[0], absent=len(absent))
    return evidence._replace(holds=holds)
