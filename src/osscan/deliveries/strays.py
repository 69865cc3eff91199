"""Strays: what lies there like the vendor's own work and is under an open license to which somebody objects, though the product is not under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from osscan.deliveries.delivery import Delivery, Paper
from osscan.deliveries.parts import Part, report_on, roots_of
from osscan.deliveries.shipped import leaves_of
from osscan.knowledge import profiles
from osscan.model.component import Kind, PathRole
from osscan.model.report import JudgedComponent
from osscan.model.verdict import CompatibilityWord, Modifier, PolicyWord, Verdict
from osscan.notice.names import is_license_file

_OBJECTIONS = (PolicyWord.DENIED, PolicyWord.NEEDS_REVIEW)
_ASIDE = (PathRole.TEST, PathRole.EXAMPLE)


def strays_of(delivery: Delivery) -> Iterator[Part]:
    """Files and modules that nobody names as a package: whose they are only people can tell. A closed license is the vendor's own."""
    report = report_on(delivery)
    if report is None:
        return
    own = set(delivery.drift.own) if delivery.drift is not None else set()
    roots = roots_of(delivery)
    product: set[str] | None = None
    for judged, verdict in zip(report.components, report.verdicts, strict=True):
        as_own = judged.component.kind is Kind.FILES or judged.component.first_party or judged.id in own
        if not as_own or judged.id in roots or judged.role in _ASIDE or not _is_objected(verdict):
            continue
        if product is None:
            product = _licenses_of_product(delivery, report.components, roots)
        if not _open_licenses(verdict.judgement.chosen or judged.license.expression) <= product:
            yield Part(judged, verdict)


def _is_objected(verdict: Verdict) -> bool:
    judgement = verdict.judgement
    if verdict.modifier in (Modifier.WAIVED, Modifier.BASELINE):
        return False
    return judgement.policy.verdict in _OBJECTIONS or judgement.compatibility.verdict is CompatibilityWord.INCOMPATIBLE


def _open_licenses(expression: str | None) -> set[str]:
    """The open licenses of an expression, of GNU licenses without what is said about later versions."""
    known = ((leaf.license, profiles.profile(leaf.license)) for leaf in leaves_of(expression))
    return {_bare(license_id) for license_id, profile in known if profile is not None and profile.is_open}


def _bare(license_id: str) -> str:
    return license_id.removesuffix("-only").removesuffix("-or-later").removesuffix("+")


def _licenses_of_product(delivery: Delivery, components: Iterable[JudgedComponent], roots: set[str]) -> set[str]:
    """What SBOM, manifest and license file at the top say of the product."""
    near = _Near(delivery)
    said = [
        one.license.expression
        for one in components
        if one.id in roots or (one.component.first_party and near.holds(one.component.place.input))
    ]
    said += [text for paper in delivery.papers or () if _is_license(paper) and near.holds(paper.path) for text in paper.texts]
    return {license_id for text in said for license_id in _open_licenses(text)}


def _is_license(paper: Paper) -> bool:
    return is_license_file(paper.path.rpartition("/")[2])


class _Near:
    """The topmost folder of a delivery: its own, or the only one in it."""

    def __init__(self, delivery: Delivery) -> None:
        self._before = tuple(f"{target.path}{mark}" for target in delivery.targets for mark in ("!/", "/"))
        tops = {self._rest(file.path).partition("/")[0] for file in delivery.files}
        self._only = f"{tops.pop()}/" if len(tops) == 1 else ""

    def holds(self, path: str) -> bool:
        """Whether a file lies right there."""
        return "/" not in self._rest(path).removeprefix(self._only)

    def _rest(self, path: str) -> str:
        return next((path[len(before) :] for before in self._before if path.startswith(before)), path)
