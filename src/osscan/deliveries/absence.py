"""Absence: declared components that nothing in the delivery answers to, with what explains it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet

from osscan.deliveries.delivery import Bill
from osscan.deliveries.digests import digests_of
from osscan.deliveries.drift import Absent, AsFile
from osscan.deliveries.lying import BODILY
from osscan.deliveries.works import Work, version_key, work_of
from osscan.model.bom import Part
from osscan.model.component import Scope
from osscan.model.delivery import DeliveredFile
from osscan.model.report import JudgedComponent, Report

ASIDE = frozenset({Scope.DEV, Scope.TEST, Scope.BUILD, Scope.EXCLUDED, Scope.OPTIONAL, Scope.PROVIDED})
"""What is said not to be handed out."""
_BUILT_IN = frozenset(
    {"npm", "golang", "cargo", "swift", "cocoapods", "conan", "pub", "hex", "generic", "github", "gitlab", "bitbucket"}
)
"""Kinds of packages that programs are often built from: of what was built in no package lies there."""


def there_as_file(
    left: Iterable[str], parts: Mapping[str, Part], files: Iterable[DeliveredFile], is_of_system: Callable[[DeliveredFile], bool]
) -> tuple[AsFile, ...]:
    """Declared components of which the very file lies in the delivery, whether a reader speaks for it or not."""
    wanted = {one.digest.lower(): id_ for id_ in left if id_ in parts for one in digests_of(parts[id_]) if one.digest}
    if not wanted:
        return ()
    found: dict[str, AsFile] = {}
    for file in files:
        id_ = wanted.get(file.sha512) or wanted.get(file.sha256) or wanted.get(file.sha1)
        if id_ is not None and id_ not in found:
            found[id_] = AsFile(id_, file.path, is_of_system(file))
    return tuple(sorted(found.values()))


def absent_of(
    left: Mapping[str, JudgedComponent],
    declared: Mapping[str, JudgedComponent],
    present: Report,
    bills: tuple[Bill, ...],
    kinds: AbstractSet[str],
) -> tuple[Absent, ...]:
    """Those of SBOMs that speak of the whole delivery; an SBOM inside of a package may list what that was made from."""
    inner = {bill.path for bill in bills if bill.inner} if not all(bill.inner for bill in bills) else set()
    planned = _planned(present)
    found = []
    for id_ in left:
        judged = declared[id_]
        speaking = [path for path in judged.inputs if path not in inner]
        if speaking:
            found.append(Absent(id_, speaking[0], _why(judged, planned, kinds)))
    return tuple(sorted(found))


def _why(judged: JudgedComponent, planned: AbstractSet[tuple[Work, str]], kinds: AbstractSet[str]) -> str:
    component = judged.component
    if judged.scope in ASIDE:
        return "scope"
    work = work_of(component.purl)
    if work is None:
        return "named"
    if (work, version_key(component.version, component.purl)) in planned:
        return "locked"
    return "built-in" if work[0] in _BUILT_IN and work[0] not in kinds else ""


def _planned(present: Report) -> frozenset[tuple[Work, str]]:
    """What manifests and lockfiles of the delivery name, which somebody fetches when it is built."""
    readers = {record.path: record.reader for record in present.inputs}
    found = set()
    for judged in present.components:
        work = work_of(judged.component.purl)
        if work is not None and any(readers.get(path, "") not in BODILY for path in judged.inputs):
            found.add((work, version_key(judged.component.version, judged.component.purl)))
    return frozenset(found)
