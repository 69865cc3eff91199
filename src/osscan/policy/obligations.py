"""What whoever passes a component on has to do, by its license, by how it is joined and by how the product reaches people."""

from __future__ import annotations

from collections.abc import Callable

from osscan.expression.tree import Leaf
from osscan.knowledge import profiles
from osscan.model.component import Provision, Relation
from osscan.policy.question import LINKED, PASSED_ON

_BY_BINARY = (Provision.BINARY, Provision.DEVICE)
_STAYS_HERE = (Relation.BUILD_TOOL, Relation.TEST)
_APART = (Relation.SEPARATE_PROCESS, Relation.AGGREGATE, Relation.DATA)
"""Relations in which a part is passed on beside the product and owes its own source only."""

Asked = Callable[[Relation, frozenset[Provision]], bool]


def obligations(leaf: Leaf, relation: Relation, provisions: tuple[Provision, ...]) -> tuple[str, ...]:
    """Ids of what is to be done (`obligation.<id>.*`), in the order of the profile; none for tools that are not passed on.

    No provisions means that nobody has said; then copies with and without source change hands.
    """
    known = profiles.profile(leaf.license)
    if known is None or relation in _STAYS_HERE:
        return ()
    ways = frozenset(provisions or (Provision.SOURCE, Provision.BINARY))
    asks = _of_component_only(known.asks) if relation in _APART or _spares_the_whole(leaf, relation) else known.asks
    return tuple(asked for asked in asks if _WHEN[asked](relation, ways))


def _spares_the_whole(leaf: Leaf, relation: Relation) -> bool:
    """An exception for linking leaves the duties on the component and lifts those on what it is linked with."""
    known = profiles.exception(leaf.exception) if leaf.exception else None
    return known is not None and relation in LINKED and known.permits in ("linking", "runtime")


def _of_component_only(asks: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("component-source" if asked == "whole-source" else asked for asked in asks)


def _passed_on(_: Relation, ways: frozenset[Provision]) -> bool:
    return not ways.isdisjoint(PASSED_ON)


def _without_source(_: Relation, ways: frozenset[Provision]) -> bool:
    return not ways.isdisjoint(_BY_BINARY)


def _shown(_: Relation, ways: frozenset[Provision]) -> bool:
    return ways != {Provision.INTERNAL}


_WHEN: dict[str, Asked] = {
    "license-text": _passed_on,
    "copyright-notice": _passed_on,
    "notice-file": _passed_on,
    "change-marks": lambda relation, ways: relation is Relation.INCORPORATE and _passed_on(relation, ways),
    "component-source": _without_source,
    "whole-source": _without_source,
    "relink": lambda relation, ways: relation is Relation.STATIC_LINK and _without_source(relation, ways),
    "network-source": lambda _, ways: Provision.SAAS in ways,
    "advertising-notice": _passed_on,
    "attribution": _shown,
    "installation-information": lambda _, ways: Provision.DEVICE in ways,
    "no-endorsement": _passed_on,
    "name-change": lambda relation, ways: relation is Relation.INCORPORATE and _passed_on(relation, ways),
    "share-alike": lambda relation, ways: relation is not Relation.SEPARATE_PROCESS and _shown(relation, ways),
    "state-license-of-data": _shown,
}
