"""What the licenses of a delivery say: forbidden (V-12), unknown (V-13), compatible (V-14), texts (V-15) and notices (V-16) delivered."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from osscan.deliveries.base import DeliveryCheck
from osscan.deliveries.clauses import criteria, evb_it, law, openchain
from osscan.deliveries.delivery import Delivery, Paper
from osscan.deliveries.lying import file_of
from osscan.deliveries.parts import Part, parts_of, report_on
from osscan.deliveries.strays import strays_of
from osscan.deliveries.works import bare_name
from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import Leaf, leaves
from osscan.model.component import Kind
from osscan.model.looks import failed, incomplete, not_applicable, unknown
from osscan.model.place import Place
from osscan.model.problem import facts_of
from osscan.model.publication import Looked, Spot
from osscan.model.report import CheckSeverity, JudgedComponent
from osscan.model.verdict import CompatibilityWord, Level, LicenseStatus, Modifier, PolicyWord

_CONDITION, _BLOCKER, _HINT = CheckSeverity.CONDITION, CheckSeverity.BLOCKER, CheckSeverity.HINT
_UNKNOWN = {
    PolicyWord.UNKNOWN_LICENSE: "unknown",
    PolicyWord.NO_LICENSE: "none",
    PolicyWord.AMBIGUOUS: "ambiguous",
}
_ASK_FOR_NOTHING = frozenset(
    {"CC0-1.0", "0BSD", "Unlicense", "MIT-0", "WTFPL", "LicenseRef-scancode-public-domain", "blessing", "CC-PDDC"}
)
"""Licenses under which neither text nor notice has to be handed out."""
_OWN_NOTICE = frozenset({"Apache-2.0"})
"""Whose notices stand in a NOTICE file or nowhere."""


def forbidden(delivery: Delivery) -> Looked:
    """What the policy denies fails; what it wants to be looked at is a condition."""
    report = report_on(delivery)
    if report is None:
        return unknown(delivery.missing.get("present", "not-looked"))
    spots = []
    count = 0
    for part in parts_of(delivery):
        count += 1
        word = part.verdict.judgement.policy.verdict
        if part.verdict.modifier in (Modifier.WAIVED, Modifier.BASELINE):
            continue
        if word is PolicyWord.DENIED:
            spots.append(_spot("denied", part))
        elif word is PolicyWord.NEEDS_REVIEW:
            spots.append(_spot("review", part, _CONDITION))
    for part in strays_of(delivery):
        is_denied = part.verdict.judgement.policy.verdict is PolicyWord.DENIED
        spots.append(_stray(part, None if is_denied else _CONDITION))
    spots.sort(key=lambda spot: (spot.code, spot.key))
    facts = facts_of(components=count, policy=f"{report.policy.id} {report.policy.version}".strip())
    return incomplete(failed(spots, facts), complete=report.complete and delivery.is_whole)


def established(delivery: Delivery) -> Looked:
    report = report_on(delivery)
    if report is None:
        return unknown(delivery.missing.get("present", "not-looked"))
    spots = []
    count = 0
    for part in parts_of(delivery):
        count += 1
        code = _UNKNOWN.get(part.verdict.judgement.policy.verdict)
        is_silent = not any(claim.raw for claim in part.judged.component.claims)
        if part.judged.license.status is not LicenseStatus.RESOLVED and (code is None or is_silent):
            code = "none"
        if code is not None and part.verdict.modifier is not Modifier.WAIVED:
            spots.append(_spot(code, part))
    return incomplete(failed(spots, facts_of(components=count, open=len(spots))), complete=report.complete and delivery.is_whole)


def compatible(delivery: Delivery) -> Looked:
    """Whether all of it may be handed on together; what nobody knows is no pass."""
    report = report_on(delivery)
    if report is None:
        return unknown(delivery.missing.get("present", "not-looked"))
    spots, open_spots = [], []
    for part in parts_of(delivery):
        if part.verdict.modifier is Modifier.WAIVED:
            continue
        word = part.verdict.judgement.compatibility.verdict
        if word is CompatibilityWord.INCOMPATIBLE:
            spots.append(_spot("incompatible", part))
        elif word is CompatibilityWord.CONTESTED:
            open_spots.append(_spot("contested", part))
        elif word is CompatibilityWord.UNKNOWN or part.verdict.judgement.level is Level.NOT_EVALUATED:
            open_spots.append(_spot("unknown", part))
    open_spots += [_stray(part) for part in strays_of(delivery)]
    facts = facts_of(outbound=report.policy.outbound, open=len(open_spots))
    if not spots and open_spots:
        looked = unknown("licenses-open", facts)._replace(spots=tuple(open_spots))
        return incomplete(looked, complete=report.complete and delivery.is_whole)
    looked = failed([*spots, *(spot._replace(weight=_CONDITION) for spot in open_spots)], facts)
    return incomplete(looked, complete=report.complete and delivery.is_whole)


def with_texts(delivery: Delivery) -> Looked:
    """Of each license and exception the text lies somewhere in the delivery, whole."""
    if delivery.papers is None:
        return unknown(delivery.missing.get("papers", "not-looked"))
    there = {_family(text) for paper in delivery.papers for text in paper.texts for text in _ids(text)}
    needed: dict[str, list[Part]] = {}
    for part in parts_of(delivery, lying=True):
        for leaf in _leaves(part):
            for id_ in (leaf.license, leaf.exception):
                if id_ and id_ not in _ASK_FOR_NOTHING:
                    needed.setdefault(id_, []).append(part)
    if not needed:
        return incomplete(not_applicable("no-licenses"), complete=delivery.is_whole)
    spots = [
        Spot(
            "missing",
            _place(parts[0].judged),
            facts_of(license=id_, count=len(parts), first=_called(parts[0].judged)),
            id_,
        )
        for id_, parts in sorted(needed.items())
        if _family(id_) not in there
    ]
    return incomplete(failed(spots, facts_of(licenses=len(needed), texts=len(there))), complete=delivery.is_whole)


def with_notices(delivery: Delivery) -> Looked:
    """With each package whose license asks for it comes who holds the copyright."""
    if delivery.papers is None:
        return unknown(delivery.missing.get("papers", "not-looked"))
    readers = {record.path: record.reader for record in delivery.present.inputs} if delivery.present is not None else {}
    papers = _Papers(delivery.papers)
    spots = []
    count = 0
    for part in parts_of(delivery, lying=True):
        ids = {leaf.license for leaf in _leaves(part)} - _ASK_FOR_NOTHING
        if not ids or ids <= _OWN_NOTICE:
            continue
        count += 1
        if not papers.speak_of(file_of(part.judged, readers), part.judged.component.name):
            spots.append(_spot("missing", part))
    if not count:
        return incomplete(not_applicable("no-notices"), complete=delivery.is_whole)
    return incomplete(failed(spots, facts_of(packages=count)), complete=delivery.is_whole)


class _Papers:
    """Finds who speaks of a package: a paper that lies in it, or one that names it."""

    def __init__(self, papers: tuple[Paper, ...]) -> None:
        self._paths = sorted(paper.path for paper in papers if paper.has_holders or paper.is_notice)
        self._lists = [paper.words for paper in papers if paper.words]

    def speak_of(self, path: str, name: str) -> bool:
        """Whether somebody says who holds the copyright in the package that lies at `path`."""
        folder = path if path.endswith("/") else f"{path}!/"
        beside = path.rpartition("/")[0] + "/"
        return self._lies_in(folder) or (not _is_archive(path) and self._lies_in(beside)) or self._is_listed(name)

    def _lies_in(self, folder: str) -> bool:
        at = bisect_left(self._paths, folder)
        while at < len(self._paths) and self._paths[at].startswith(folder):
            rest = self._paths[at][len(folder) :]
            if "!/" not in rest and "node_modules/" not in rest:
                return True
            at += 1
        return False

    def _is_listed(self, name: str) -> bool:
        bare = bare_name(name)
        return len(bare) > 3 and any(name.lower() in words or bare in words for words in self._lists)


def _is_archive(path: str) -> bool:
    return path.lower().endswith((".jar", ".war", ".ear", ".aar", ".hpi", ".jpi", ".rar"))


def _leaves(part: Part) -> Iterator[Leaf]:
    """The licenses that count: of several offered the chosen one."""
    text = part.verdict.judgement.chosen or part.judged.license.expression
    tree = parse(text) if text else None
    if tree is not None and not isinstance(tree, Fault):
        yield from leaves(tree)


def _ids(text: str) -> Iterator[str]:
    tree = parse(text)
    if isinstance(tree, Fault):
        yield text
        return
    for leaf in leaves(tree):
        yield leaf.license
        if leaf.exception:
            yield leaf.exception


def _family(id_: str) -> str:
    """GNU licenses have one text, whatever is said about later versions."""
    return id_.removesuffix("-only").removesuffix("-or-later").removesuffix("+")


def _called(judged: JudgedComponent) -> str:
    return f"{judged.component.name} {judged.component.version}".strip()


def _place(judged: JudgedComponent) -> Place:
    place = judged.component.place
    return (
        Place(f"{place.input}!/{place.route}")
        if "!" in place.route or _is_archive(place.route)
        else Place(place.input, "", place.line)
    )


def _stray(part: Part, weight: CheckSeverity | None = None) -> Spot:
    """What has no name of a package is called by its place."""
    judged = part.judged
    path = judged.component.place.input
    facts = facts_of(
        name=path if judged.component.kind is Kind.FILES else _called(judged),
        license=part.verdict.judgement.chosen or judged.license.expression or "-",
        path=path,
    )
    return Spot("stray", Place(path, "", judged.component.place.line), facts, judged.component.purl or judged.id, weight)


def _spot(code: str, part: Part, weight: CheckSeverity | None = None) -> Spot:
    judged = part.judged
    facts = facts_of(
        name=_called(judged),
        license=part.verdict.judgement.chosen or judged.license.expression or "-",
        rule=part.verdict.judgement.policy.rule or "-",
        raw=next((claim.raw for claim in judged.component.claims if claim.raw), "-"),
    )
    return Spot(code, _place(judged), facts, judged.component.purl or judged.id, weight)


CHECKS = (
    DeliveryCheck("V-12", _BLOCKER, criteria("SW"), (openchain("3.1.5"), evb_it("Open Source")), forbidden),
    DeliveryCheck("V-13", _CONDITION, criteria("S"), (openchain("3.3.1"),), established),
    DeliveryCheck("V-14", _BLOCKER, criteria("SN"), (openchain("3.3.2"),), compatible),
    DeliveryCheck("V-15", _BLOCKER, criteria("S"), (openchain("3.4.1"), law("Apache-2.0", "§ 4 (a)")), with_texts),
    DeliveryCheck("V-16", _CONDITION, criteria("S"), (openchain("3.4.1"), law("Apache-2.0", "§ 4 (c), (d)")), with_notices),
)
