"""What must not lie in a delivery (V-23), and whether it could be published (V-24)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osscan.deliveries.base import DeliveryCheck
from osscan.deliveries.clauses import criteria, evb_it, law
from osscan.deliveries.delivery import Delivery
from osscan.deliveries.licenses import compatible, forbidden
from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import And, Leaf, Tree
from osscan.knowledge import profiles
from osscan.leaks.leak import Leak, LeakClass
from osscan.model.component import Kind
from osscan.model.looks import failed, incomplete, unknown
from osscan.model.place import Place
from osscan.model.problem import facts_of
from osscan.model.publication import Looked, Spot
from osscan.model.report import CheckSeverity, CheckStatus

_CONDITION, _BLOCKER, _HINT = CheckSeverity.CONDITION, CheckSeverity.BLOCKER, CheckSeverity.HINT
_KINDS = frozenset({LeakClass.SECRET, LeakClass.KEY, LeakClass.PERSONAL})
_SOURCES = re.compile(
    r"(?i)\.(?:java|kt|kts|scala|groovy|py|rb|php|go|rs|c|cc|cpp|cs|vb|fs|swift|dart|ts|tsx|jsx|vue|sql|r|pl|ex|exs|js)$"
)
_FOREIGN = re.compile(
    r"(?i)(?:^|/)(?:node_modules|site-packages|dist-packages|vendor|third[-_]party)/|\.min\.js$|\.(?:whl|jar|nupkg|deb|rpm)!/"
)
_README = re.compile(r"(?i)(?:^|/)readme(?:\.[a-z.]+)?$")
_LICENSE = re.compile(r"(?i)(?:^|/)(?:licen[cs]e|copying|lizenz)(?:\.[a-z]+)?$")
_DEPTH = 3


def without_leaks(delivery: Delivery) -> Looked:
    """Secrets, keys and data of people; what is only taken for test data weighs less. Who made a foreign package is public knowledge."""
    told = delivery.leaks
    if told is None:
        return unknown(delivery.missing.get("leaks", "not-looked"))
    leaks = [leak for leak in told.tree if leak.kind in _KINDS and not leak.allowed and not _is_published(leak)]
    counting = [leak for leak in leaks if leak.weight is not _HINT]
    facts = facts_of(found=len(counting), doubtful=len(leaks) - len(counting), files=told.files)
    looked = failed([_leak_spot(leak) for leak in counting], facts)
    return incomplete(looked, complete=told.is_complete and delivery.is_whole)


def _is_published(leak: Leak) -> bool:
    """Whether these are names and addresses that the makers of a published package wrote into it themselves."""
    return leak.kind is LeakClass.PERSONAL and _FOREIGN.search(leak.place.input) is not None


def _leak_spot(leak: Leak) -> Spot:
    facts = facts_of(rule=leak.rule, shown=leak.redacted, times=leak.times)
    return Spot("found", leak.place, facts, leak.fingerprint, leak.weight)


def publishable(delivery: Delivery) -> Looked:
    """What of the gate before publication can be told from a delivery: its source, its license, its papers, its leaks, its parts."""
    spots = [*_papers(delivery), *_own_license(delivery), *_in_the_way(delivery)]
    open_ones = [look(delivery).status for look in (forbidden, compatible, without_leaks)]
    looked = failed(spots, facts_of(files=len(delivery.files)))
    return incomplete(looked, complete=CheckStatus.UNKNOWN not in open_ones)


def _papers(delivery: Delivery) -> Iterator[Spot]:
    place = Place(delivery.target.path)
    paths = [file.path for file in delivery.files]
    if not any(_SOURCES.search(path) and not _FOREIGN.search(path) for path in paths):
        yield Spot("no-source", place, (), "no-source")
    near = [path for path in paths if path.count("/") <= _DEPTH and not _FOREIGN.search(path)]
    if not any(_README.search(path) for path in near):
        yield Spot("no-readme", place, (), "no-readme")
    if not any(_LICENSE.search(path) or "/LICENSES/" in path for path in near):
        yield Spot("no-license-file", place, (), "no-license-file")
    if not any(path.endswith("/publiccode.yml") or path == "publiccode.yml" for path in near):
        yield Spot("no-publiccode", place, (), "no-publiccode")


def _own_license(delivery: Delivery) -> Iterator[Spot]:
    """What the product itself is licensed under, as its files or its SBOM say."""
    report = delivery.whole or delivery.present
    if report is None:
        return
    own = set(delivery.drift.own) if delivery.drift is not None else set()
    said = {
        judged.license.expression
        for judged in report.components
        if judged.license.expression and (judged.component.first_party or judged.id in own or judged.component.kind is Kind.FILES)
    }
    closed = sorted(text for text in said if not _is_open(parse(text)))
    for text in closed:
        yield Spot("not-open", Place(delivery.target.path), facts_of(license=text), f"license:{text}")


def _is_open(tree: Tree | Fault) -> bool:
    """Whether everybody may use, change and pass on what is licensed so; of a choice one branch is enough."""
    if isinstance(tree, Fault):
        return False
    if isinstance(tree, Leaf):
        known = profiles.profile(tree.license)
        return known is not None and known.is_open
    told = (_is_open(part) for part in tree.parts)
    return all(told) if isinstance(tree, And) else any(told)


def _in_the_way(delivery: Delivery) -> Iterator[Spot]:
    """Other checks that keep it from being published."""
    for id_, look in (("V-12", forbidden), ("V-14", compatible), ("V-23", without_leaks)):
        looked = look(delivery)
        if looked.status is CheckStatus.FAILED:
            yield Spot("in-the-way", Place(delivery.target.path), facts_of(check=id_, count=len(looked.spots)), id_)


CHECKS = (
    DeliveryCheck(
        "V-23", _BLOCKER, criteria("S"), (law("DSGVO", "Art. 5, Art. 32"), law("OSPS Baseline", "OSPS-BR-07.01")), without_leaks
    ),
    DeliveryCheck(
        "V-24", _CONDITION, criteria("NP"), (evb_it("Veröffentlichung"), law("openCode", "Anforderungen an Inhalte")), publishable
    ),
)
