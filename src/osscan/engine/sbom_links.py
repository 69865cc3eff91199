"""Who needs whom in an SBOM, from where all is reached, and how sure it is that nothing is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from osscan.engine.unite import Union
from osscan.model.bom import Completeness, Joint, Link
from osscan.model.inventory import Extent, Inventory
from osscan.model.report import JudgedComponent

_WORDS = {
    "runtime": "RUNTIME_DEPENDENCY_OF",
    "provided": "PROVIDED_DEPENDENCY_OF",
    "optional": "OPTIONAL_DEPENDENCY_OF",
    "build": "BUILD_DEPENDENCY_OF",
    "test": "TEST_DEPENDENCY_OF",
    "dev": "DEV_DEPENDENCY_OF",
}


def links(union: Union, refs: Mapping[str, str], told: Iterable[JudgedComponent], root: str, roots: set[str]) -> tuple[Link, ...]:
    """The edges between parts; what is needed by nobody is contained in the product.

    `root` is the product's ref, `roots` the ids that the inputs begin with. What a root needs is told with its scope.
    """
    scopes = {one.id: one.scope.value for one in told}
    found: dict[Link, None] = {}
    for id_, ref in refs.items():
        for needed in dict.fromkeys(union.edges.get(id_, ())):
            target = refs.get(needed)
            if target is not None and target != ref:
                word = _WORDS.get(scopes.get(needed, ""), "") if id_ in roots else ""
                found[Link(ref, target, Joint.DEPENDS_ON, word)] = None
    for ref in _tops(refs, found, root):
        found[Link(root, ref, Joint.CONTAINS)] = None
    return tuple(found)


def _tops(refs: Mapping[str, str], found: Iterable[Link], root: str) -> list[str]:
    """The parts from which all can be reached that the product does not reach yet; of a circle the first part."""
    needs: dict[str, list[str]] = {}
    needed: set[str] = set()
    for link in found:
        needs.setdefault(link.source, []).append(link.target)
        needed.add(link.target)
    reached: set[str] = set()
    _reach(root, needs, reached)
    tops = []
    refs_in_order = list(refs.values())
    for ref in [one for one in refs_in_order if one not in needed] + refs_in_order:
        if ref not in reached:
            tops.append(ref)
            _reach(ref, needs, reached)
    return tops


def _reach(start: str, needs: Mapping[str, list[str]], reached: set[str]) -> None:
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting += needs.get(here, ())


def completeness(
    told: Iterable[JudgedComponent], refs: Mapping[str, str], inventories: Mapping[str, tuple[Inventory, ...]]
) -> dict[str, Completeness]:
    """For each part what its inputs can promise of its edges; what broke off promises nothing."""
    found = {}
    known: dict[str, Completeness] = {}
    for one in told:
        words = []
        for path in one.inputs:
            word = known.get(path)
            if word is None:
                word = known[path] = _promised(inventories.get(path, ()))
            words.append(word)
        if Completeness.INCOMPLETE in words:
            found[refs[one.id]] = Completeness.INCOMPLETE
        else:
            whole = Completeness.COMPLETE in words and bool(one.component.version or one.component.first_party)
            found[refs[one.id]] = Completeness.COMPLETE if whole else Completeness.UNKNOWN
    return found


def _promised(inventories: Iterable[Inventory]) -> Completeness:
    told = [one for one in inventories if one.reader.partition("/")[0] not in ("license", "lock")]
    if any(not one.complete for one in told):
        return Completeness.INCOMPLETE
    return Completeness.COMPLETE if any(one.gives.edges is Extent.COMPLETE for one in told) else Completeness.UNKNOWN


def whole(words: Iterable[Completeness], *, lost: bool) -> Completeness:
    """The word for the whole product: as sure as the least sure of its parts."""
    if lost:
        return Completeness.INCOMPLETE
    given = set(words)
    if Completeness.INCOMPLETE in given:
        return Completeness.INCOMPLETE
    return Completeness.UNKNOWN if Completeness.UNKNOWN in given or not given else Completeness.COMPLETE
