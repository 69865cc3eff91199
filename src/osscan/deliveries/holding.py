"""Promises held against findings: each answer of the contract beside what was found, and whether it is kept."""

from __future__ import annotations

from collections.abc import Callable

from osscan.deliveries import composition, conformity, custom, documents, exposure, sources
from osscan.deliveries.decision import answer_to
from osscan.deliveries.delivery import Bill, Delivery
from osscan.deliveries.shipped import Named, Shipped, is_open, named, shipped
from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import And, Leaf, Tree
from osscan.knowledge import profiles
from osscan.knowledge.versions import offered as versions_offered
from osscan.model.contract import Contract
from osscan.model.delivery import ContractAnswer
from osscan.model.problem import Facts, facts_of
from osscan.model.publication import Looked
from osscan.model.report import CheckStatus
from osscan.model.sbom_report import ProfileVerdict

RIGHTS = "nutzungsrechte.art"
"""Who holds which rights no file tells; people answer that."""
_SHOWN = 8
_Found = tuple[str, bool | None, Facts]
"""Code of what was found, whether the promise is kept, and the facts."""
_UNTOLD: _Found = ("not-told", None, ())


def answers(delivery: Delivery) -> tuple[ContractAnswer, ...]:
    """Each promise that something can be held against, in the order of the contract, and what was found."""
    contract = delivery.contract.contract if delivery.contract is not None else None
    if contract is None:
        return ()
    found = []
    for key, (look, check) in _PROMISES.items():
        open_question = not contract.text(key)
        if open_question and key in _ONLY_IF_AGREED:
            continue
        code, holds, facts = ("open", None, ()) if open_question else _with_answers(look(contract, delivery), check, delivery)
        found.append(ContractAnswer(key, contract.text(key), code, holds, check, facts, contract.place(key)))
    return tuple(found)


def _with_answers(found: _Found, check: str, delivery: Delivery) -> _Found:
    """What was found, or what people recorded where files can't tell, as for proof that was handed over apart."""
    said = answer_to(delivery, check)
    if (check, said) not in _BY_PEOPLE or found[1] is not (None if check == "V-19" else False):
        return found
    return ("recorded", _BY_PEOPLE[check, said], ())


def _names(found: list[Shipped | Named]) -> Facts:
    shown = ", ".join(f"{one.name} ({one.expression or '?'})" for one in found[:_SHOWN])
    more = len(found) - _SHOWN
    return facts_of(count=len(found), names=f"{shown}, … (+{more})" if more > 0 else shown)


def _packages(delivery: Delivery) -> tuple[Shipped | Named, ...]:
    """What lies there, and what the vendor's own SBOM says is in it."""
    return (*shipped(delivery), *named(delivery, planned=True))


def _only_open_source(contract: Contract, delivery: Delivery) -> _Found:
    agreed = contract.word("oss_vereinbart")
    packages = _packages(delivery)
    if agreed == "erlaubt":
        return ("nothing-to-hold", True, ())
    if agreed == "ausgeschlossen":
        opened = [one for one in packages if is_open(one)]
        return ("open-source", False, _names(opened)) if opened else _if_whole("no-open-source", delivery, packages)
    closed = [one for one in packages if is_open(one) is False]
    if closed:
        return ("not-open-source", False, _names(closed))
    return _if_whole("only-open-source", delivery, packages)


def _copyleft(contract: Contract, delivery: Delivery) -> _Found:
    allowed = contract.word("copyleft_erlaubt")
    if allowed == "ja":
        return ("nothing-to-hold", True, ())
    bad = frozenset({"work"}) if allowed == "schwach" else frozenset({"file", "library", "work"})
    packages = _packages(delivery)
    found = [one for one in packages if bad & {_reach(leaf.license) for leaf in one.leaves}]
    return ("copyleft", False, _names(found)) if found else _if_whole("no-copyleft", delivery, packages)


def _reach(license_id: str) -> str:
    known = profiles.profile(license_id)
    return known.copyleft if known is not None else ""


def _if_whole(code: str, delivery: Delivery, packages: tuple[Shipped | Named, ...]) -> _Found:
    """Nothing speaks against it; kept only where everything was read and every license is known."""
    unsure = [one for one in packages if is_open(one) is None]
    if delivery.present is None or not delivery.present.complete or not delivery.is_whole:
        return ("not-all-read", None, ())
    if not packages:
        return ("nothing-found", None, ())
    return ("licenses-unknown", None, _names(unsure)) if unsure else (code, True, facts_of(count=len(packages)))


def _sbom(contract: Contract, delivery: Delivery) -> _Found:
    if contract.flag("sbom_geschuldet.geschuldet") is False:
        return ("nothing-to-hold", True, ())
    if delivery.bills is None:
        return _UNTOLD
    bills = [bill for bill in delivery.bills if not bill.inner]
    if not bills:
        return ("no-sbom", False, ())
    sound = [bill for bill in bills if bill.report is not None and bill.report.schema_valid]
    if not sound:
        return ("sbom-faulty", False if all(_is_faulty(bill) for bill in bills) else None, ())
    return ("sbom", True, facts_of(count=len(bills), formats=", ".join(sorted({_format(bill) for bill in sound}))))


def _sbom_format(contract: Contract, delivery: Delivery) -> _Found:
    if delivery.bills is None:
        return _UNTOLD
    formats = sorted({_format(bill) for bill in delivery.bills if not bill.inner and bill.report is not None})
    if not formats:
        return ("no-sbom", False if not delivery.bills else None, ())
    agreed = {name.casefold() for name in contract.words("sbom_geschuldet.format")}
    fits = any(one.casefold().startswith(tuple(agreed)) for one in formats)
    return ("sbom-formats" if fits else "other-format", fits, facts_of(formats=", ".join(formats)))


def _sbom_extent(contract: Contract, delivery: Delivery) -> _Found:
    """Everything that lies there is declared. Which parts are direct ones no delivery shows: then only a whole SBOM keeps the promise."""
    if contract.flag("sbom_geschuldet.geschuldet") is False:
        return ("nothing-to-hold", True, ())
    looked = composition.undeclared(delivery)
    if looked.status is not CheckStatus.FAILED:
        return _by_looks([looked], "all-declared", "undeclared")
    sure = [spot for spot in looked.spots if spot.code in ("undeclared", "system")]
    if not sure or contract.word("sbom_geschuldet.umfang") != "vollständig":
        return _UNTOLD
    return ("undeclared", False, facts_of(count=sum(int(dict(spot.facts).get("count", "1")) for spot in sure)))


def _sbom_guideline(contract: Contract, delivery: Delivery) -> _Found:
    """The version of BSI TR-03183-2 that was agreed; osscan holds SBOMs against the version that its profile names."""
    agreed = contract.word("sbom_geschuldet.tr_version").lower().removeprefix("v")
    results = [
        result
        for bill in delivery.bills or ()
        if not bill.inner and bill.report is not None
        for result in bill.report.profiles
        if result.name.startswith("bsi-tr-03183-2")
    ]
    if not results:
        return _UNTOLD
    same = [one for one in results if one.version.removeprefix("v") == agreed or f"{agreed}.0" == one.version.removeprefix("v")]
    if not same:
        return ("other-guideline", None, facts_of(versions=", ".join(sorted({one.version for one in results}))))
    verdicts = {one.verdict for one in same}
    if ProfileVerdict.FAIL in verdicts:
        return ("guideline-not-met", False, ())
    return ("guideline-met", True, ()) if verdicts == {ProfileVerdict.PASS} else _UNTOLD


def _source_code(contract: Contract, delivery: Delivery) -> _Found:
    agreed = contract.word("quellcode_uebergabe")
    if agreed == "keine":
        return ("nothing-to-hold", True, ())
    looks = [custom.custom_source(delivery)]
    looks += [sources.copyleft_source(delivery), custom.source_fits(delivery)] if agreed == "vollständig" else []
    return _by_looks(looks, "source-there", "source-missing")


def _by_looks(looks: list[Looked], good: str, bad: str) -> _Found:
    """Broken where one check failed; kept where all were answered and none failed."""
    spots = facts_of(count=sum(len(one.spots) for one in looks))
    if any(one.status is CheckStatus.FAILED for one in looks):
        return (bad, False, spots)
    if all(one.status in (CheckStatus.PASSED, CheckStatus.NOT_APPLICABLE) for one in looks):
        return (good, True, ())
    return _UNTOLD


def _publishable(contract: Contract, delivery: Delivery) -> _Found:
    if contract.flag("veroeffentlichung_opencode") is False:
        return ("nothing-to-hold", True, ())
    return _by_looks([exposure.publishable(delivery)], "publishable", "not-publishable")


def _listed(contract: Contract, delivery: Delivery) -> _Found:
    """Every license is on the list that was agreed: of a choice one branch, of `-or-later` one of its versions."""
    allowed = frozenset(contract.words("lizenzliste.lizenzen"))
    packages = _packages(delivery)
    unlisted = [
        one for one in packages if one.leaves and not _is_listed(one.judged.license.expression or one.expression, allowed)
    ]
    if unlisted:
        return ("not-listed", False, _names(unlisted))
    return _if_whole("all-listed", delivery, packages)


def _is_listed(expression: str | None, allowed: frozenset[str]) -> bool:
    tree = parse(expression or "")
    return not isinstance(tree, Fault) and _fits(tree, allowed)


def _fits(tree: Tree, allowed: frozenset[str]) -> bool:
    if not isinstance(tree, Leaf):
        told = (_fits(part, allowed) for part in tree.parts)
        return all(told) if isinstance(tree, And) else any(told)
    versions = versions_offered(tree.license)
    return bool(allowed & {str(Leaf(one, tree.exception)) for one in (tree.license, *versions)})


def _list_named(contract: Contract, _delivery: Delivery) -> _Found:
    """A list of which only the name is known can't be held against anything."""
    return ("see-list", True, ()) if contract.words("lizenzliste.lizenzen") else ("list-not-there", None, ())


def _accessible(contract: Contract, delivery: Delivery) -> _Found:
    if contract.flag("barrierefreiheit.geschuldet") is False:
        return ("nothing-to-hold", True, ())
    looked = documents.accessible(delivery)
    if looked.status is CheckStatus.PASSED:
        return ("report-there", None, looked.facts)
    return ("no-report", False, ()) if looked.status is CheckStatus.FAILED else _UNTOLD


def _supported(contract: Contract, delivery: Delivery) -> _Found:
    agreed, stated = contract.day("support_bis"), documents.told_support(delivery)
    if agreed is None:
        return _UNTOLD
    if stated is not None and stated.day is not None and stated.day < agreed:
        return ("support-shorter", False, facts_of(day=stated.day.isoformat(), path=stated.path))
    if agreed < delivery.as_of:
        return ("support-over", None, ())
    return ("support-stated", True, facts_of(path=stated.path)) if stated is not None else ("support-not-stated", None, ())


def _conforming(contract: Contract, delivery: Delivery) -> _Found:
    if contract.flag("openchain.geschuldet") is False:
        return ("nothing-to-hold", True, ())
    looked = conformity.openchain(delivery)
    if looked.status is CheckStatus.FAILED:
        return ("openchain-" + looked.spots[0].code, False, looked.facts)
    return ("openchain", True, looked.facts) if looked.status is CheckStatus.PASSED else _UNTOLD


def _rights(_contract: Contract, _delivery: Delivery) -> _Found:
    """Files can't tell who holds which rights."""
    return ("not-in-files", None, ())


def _is_faulty(bill: Bill) -> bool:
    return bill.report is not None and bill.report.schema_valid is False


def _format(bill: Bill) -> str:
    return bill.report.format if bill.report is not None else ""


_PROMISES: dict[str, tuple[Callable[[Contract, Delivery], _Found], str]] = {
    "oss_vereinbart": (_only_open_source, "V-12"),
    "copyleft_erlaubt": (_copyleft, "V-12"),
    "sbom_geschuldet.geschuldet": (_sbom, "V-04"),
    "sbom_geschuldet.format": (_sbom_format, "V-04"),
    "sbom_geschuldet.umfang": (_sbom_extent, "V-08"),
    "sbom_geschuldet.tr_version": (_sbom_guideline, "V-05"),
    "quellcode_uebergabe": (_source_code, "V-19"),
    RIGHTS: (_rights, "V-25"),
    "veroeffentlichung_opencode": (_publishable, "V-24"),
    "lizenzliste.name": (_list_named, "V-12"),
    "lizenzliste.lizenzen": (_listed, "V-12"),
    "barrierefreiheit.geschuldet": (_accessible, "V-29"),
    "support_bis": (_supported, "V-30"),
    "openchain.geschuldet": (_conforming, "V-27"),
}
"""What is held against the delivery, and which check looks."""
_BY_PEOPLE = {("V-19", "yes"): True, ("V-27", "yes"): True, ("V-29", "yes"): None, ("V-29", "not-applicable"): None}
"""Whether a promise is kept where people answered its check: a report on accessibility may be there and say no."""
_ONLY_IF_AGREED = frozenset(
    {"sbom_geschuldet.format", "sbom_geschuldet.umfang", "sbom_geschuldet.tr_version", "lizenzliste.name", "lizenzliste.lizenzen"}
)
