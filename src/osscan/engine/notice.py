"""The story of `osscan notice`: what `check` sees, told as what has to be said of the works of others that are passed on."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from osscan import __version__
from osscan.detect.standard_texts import standard_text
from osscan.engine.executor import Executor
from osscan.engine.judging import judge_all
from osscan.engine.looking import Looked, look_at, problems_of
from osscan.engine.notice_addresses import Addresses
from osscan.engine.notice_files import AtHand, PackageFiles
from osscan.engine.notice_texts import Texts, bare, decoded, leaves_of, license_section, text_of
from osscan.engine.request import CheckRequest
from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.claim import Form
from osscan.model.component import Kind
from osscan.model.inventory import Inventory
from osscan.model.notice import Gap, LeftOut, NoticeComponent, Notices, Origin, Weight
from osscan.model.problem import Problem, Severity, facts_of
from osscan.model.report import JudgedComponent
from osscan.model.verdict import Judgement, Verdict
from osscan.notice.lines import copyright_lines, is_blank, is_boilerplate
from osscan.notice.passed_on import why_not

if TYPE_CHECKING:
    from osscan.engine.detecting import Cache

SOURCE_DUTIES = ("component-source", "whole-source", "network-source")
_FOR_BUILDING = "scope-build"
_CHOICES = ("branch-chosen", "choice-by-policy", "version-chosen")
_SHORTEST_TEXT = 200
_HEAD = 6_000
_MOST_LINES = 40
_MOST_PATHS = 10


class Noticed(NamedTuple):
    """The notices, and what could not be looked at properly on the way."""

    notices: Notices
    problems: tuple[Problem, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing that is owed, and everything could be read."""
        owed = any(gap.weight is Weight.OWED for gap in self.notices.gaps)
        return not owed and all(problem.severity is not Severity.ERROR for problem in self.problems)


def notice(request: CheckRequest, executor: Executor, cache: Cache | None = None) -> Noticed:
    """What has to be said of the targets; the same for the same targets, policy and data.

    Raises InputMissingError when a target does not exist.
    """
    looked = look_at(request.targets, request.limits, executor, cache, request.naming)
    if request.locks:
        from osscan.engine.locked import join_locks  # noqa: PLC0415 - runs without a lock load nothing

        looked = join_locks(request, looked)
    judged = judge_all(request, looked.union, looked.inventories, looked.files)
    problems = tuple(sorted(dict.fromkeys(problems_of(looked, request.roles)), key=Problem.sort_key))
    return Noticed(_Making(request, looked).notices(judged.components, judged.verdicts), problems)


class _Making:
    """Makes one set of notices."""

    def __init__(self, request: CheckRequest, looked: Looked) -> None:
        self._request = request
        self._roots = frozenset(looked.union.roots)
        self._edges = looked.union.edges
        inventories = _by_path(looked)
        files = {**looked.files, **{one.path: one for one in map(_file, request.targets) if one is not None}}
        self._files = PackageFiles(files, inventories)
        self._addresses = Addresses(files, inventories)
        self._texts = Texts()
        self._notices = Texts()
        self._gaps: list[Gap] = []

    def notices(self, components: tuple[JudgedComponent, ...], verdicts: tuple[Verdict, ...]) -> Notices:
        own = self._own(components)
        told: list[NoticeComponent] = []
        left: dict[str, list[str]] = {}
        reasons = {judged.id: self._why_not(judged, own) for judged in components}
        needed = self._needed(reasons)
        for judged, verdict in zip(components, verdicts, strict=True):
            why = reasons[judged.id]
            if why and not (why == _FOR_BUILDING and judged.id in needed):
                left.setdefault(why, []).append(_said(judged))
            else:
                told.append(self._component(judged, verdict.judgement))
        told.sort(key=lambda one: (one.name.casefold(), one.name, one.version, one.id))
        order = {one.id: position for position, one in enumerate(told)}
        gaps = sorted(self._gaps, key=lambda one: (order.get(one.component, -1), one.weight is Weight.HINT, one.code, one.facts))
        return Notices(
            ("osscan", __version__),
            self._product(components),
            _hash(told),
            tuple(told),
            self._texts.all(),
            self._notices.all(),
            tuple(LeftOut(why, tuple(sorted(names, key=str.casefold))) for why, names in sorted(left.items())),
            tuple(dict.fromkeys(gaps)),
        )

    def _why_not(self, judged: JudgedComponent, own: frozenset[str]) -> str:
        if judged.id in self._roots:
            return "first-party"
        return why_not(judged, own, self._request.roles)

    def _needed(self, reasons: dict[str, str]) -> set[str]:
        """What somebody's build asks for too, but works that are passed on need, and what these need in turn."""
        if _FOR_BUILDING not in reasons.values():
            return set()
        waiting = [one for one, why in reasons.items() if not why]
        found: set[str] = set()
        while waiting:
            for one in self._edges.get(waiting.pop(), ()):
                if reasons.get(one) == _FOR_BUILDING and one not in found:
                    found.add(one)
                    waiting.append(one)
        return found

    def _own(self, components: Iterable[JudgedComponent]) -> frozenset[str]:
        ours = {one.license.expression for one in components if one.component.first_party or one.id in self._roots}
        return frozenset(filter(None, (*ours, self._request.outbound, self._request.policy.outbound)))

    def _component(self, judged: JudgedComponent, judgement: Judgement) -> NoticeComponent:
        at_hand = self._files.of(judged)
        expression = judged.license.expression or ""
        chosen = judgement.chosen if judgement.chosen and judgement.chosen != expression else ""
        because = tuple(one for one in judgement.policy.reasons if one.key in _CHOICES) if chosen else ()
        lines: dict[str, None] = {}
        texts = self._delivered(judged, at_hand, expression, chosen, lines)
        texts += self._standard(judged, judgement, chosen or expression, texts)
        notices = self._notice_texts(judged, at_hand, lines)
        if not lines:
            lines.update(dict.fromkeys(self._in_programs(judged)))
        duties = tuple(one for one in judgement.obligations if one in SOURCE_DUTIES)
        known = self._addresses.of(judged)
        component = NoticeComponent(
            judged.id,
            judged.component.name,
            judged.component.version or judged.component.requirement,
            judged.component.purl,
            expression,
            chosen,
            because,
            known.page,
            tuple(lines)[:_MOST_LINES],
            tuple(dict.fromkeys(texts)),
            tuple(dict.fromkeys(notices)),
            duties,
            known.sources,
            at_hand.found,
            judged.component.files,
            _paths(judged),
        )
        self._gaps += _gaps(component, judged, judgement)
        return component

    def _delivered(
        self, judged: JudgedComponent, at_hand: AtHand, expression: str, chosen: str, lines: dict[str, None]
    ) -> list[str]:
        """The texts that came with the package, without those of branches that were not chosen."""
        wanted = {bare(leaf.license) for leaf in leaves_of(chosen or expression)}
        refused = {bare(leaf.license) for leaf in leaves_of(expression)} - wanted
        found = []
        for text, file in self._license_texts(judged, at_hand):
            licenses = self._texts.licenses_in(text)
            lines.update(dict.fromkeys(copyright_lines(text, is_license=True)))
            if licenses and refused and {bare(one) for one in licenses} <= refused:
                continue
            found.append(self._texts.add(text, judged.id, file, licenses=licenses))
        return found

    def _license_texts(self, judged: JudgedComponent, at_hand: AtHand) -> Iterable[tuple[str, str]]:
        count = 0
        for source in at_hand.licenses:
            text = text_of(source)
            if text is None:
                facts = facts_of(file=source.path)
                self._gaps.append(Gap("file-unreadable", Weight.OWED, judged.id, facts))
            elif text:
                count += 1
                yield text, source.name
        for claim in judged.component.claims:
            if claim.form is Form.TEXT and len(claim.raw) > _SHORTEST_TEXT:
                count += 1
                yield claim.raw, posixpath.basename(claim.place.input)
        for source in at_hand.readmes if not count else ():
            section = license_section(text_of(source) or "")
            if section:
                yield section, source.name
                return

    def _standard(self, judged: JudgedComponent, judgement: Judgement, expression: str, delivered: list[str]) -> list[str]:
        """The texts of the SPDX list for licenses and exceptions whose text did not come with the package."""
        held = {one for mark in delivered for one in self._texts.licenses_of(mark)}
        have = {bare(one) for one in held}
        found = []
        for leaf in leaves_of(expression):
            for name in filter(None, (leaf.license, leaf.exception)):
                if bare(name) in have:
                    continue
                text = standard_text(name)
                if text is None:
                    weight = Weight.OWED if "license-text" in judgement.obligations or not delivered else Weight.HINT
                    self._gaps.append(Gap("no-text", weight, judged.id, facts_of(license=name)))
                    continue
                text = "\n".join(line.rstrip() for line in text.split("\n") if not is_blank(line)).strip("\n")
                found.append(self._texts.add(text, judged.id, "", Origin.STANDARD, (name,)))
                self._gaps.append(Gap("standard-text", Weight.HINT, judged.id, facts_of(license=name)))
        return found

    def _notice_texts(self, judged: JudgedComponent, at_hand: AtHand, lines: dict[str, None]) -> list[str]:
        """NOTICE files, word for word; templates that nobody has filled in say nothing."""
        found = []
        for source in at_hand.notices:
            text = text_of(source)
            if text is None:
                self._gaps.append(Gap("file-unreadable", Weight.OWED, judged.id, facts_of(file=source.path)))
            elif not is_boilerplate(text):
                found.append(self._notices.add(text, judged.id, source.name))
                lines.update(dict.fromkeys(copyright_lines(text, is_license=False)))
        return found

    def _in_programs(self, judged: JudgedComponent) -> Iterable[str]:
        """Copyright lines in the heads of source files, where no text of the package has one."""
        for source in self._files.programs(judged):
            try:
                text = decoded(source.start(_HEAD))
            except UnreadableError:
                continue
            yield from copyright_lines(text or "", is_license=False)

    def _product(self, components: tuple[JudgedComponent, ...]) -> str:
        """What the notices are for: the project in the target, else the target's own name."""
        roots = [one for one in components if one.id in self._roots and one.component.first_party]
        tops = [one for one in roots if posixpath.dirname(one.component.place.input) in self._targets()]
        if len(tops) == 1:
            return _said(tops[0])
        names = [Path(one).resolve().name for one in self._request.targets if isinstance(one, str)]
        return names[0] if len(names) == 1 else ""

    def _targets(self) -> set[str]:
        plain = {posixpath.normpath(one.replace("\\", "/")) for one in self._request.targets if isinstance(one, str)}
        return {"" if one == "." else one for one in plain}


def _gaps(component: NoticeComponent, judged: JudgedComponent, judgement: Judgement) -> Iterable[Gap]:
    """What is missing of one component."""
    asks = judgement.obligations
    if not component.license:
        yield Gap("no-license", Weight.OWED, component.id, facts_of(status=judged.license.status.value))
    if not component.copyrights and ("copyright-notice" in asks or not component.license):
        # A package that was looked at and names nobody leaves nothing to keep.
        yield Gap("no-copyright", Weight.HINT if component.at_hand else Weight.OWED, component.id)
    if "notice-file" in asks and not component.at_hand:
        yield Gap("notice-unknown", Weight.HINT, component.id)
    if component.duties and not component.sources:
        yield Gap("no-source-address", Weight.OWED, component.id)


def _said(judged: JudgedComponent) -> str:
    component = judged.component
    name = f"{component.name} ({component.files})" if component.kind is Kind.FILES else component.name
    version = component.version or component.requirement
    return f"{name} {version}" if version else name


def _paths(judged: JudgedComponent) -> tuple[str, ...]:
    """The first files of a component that is no package."""
    if judged.component.kind is not Kind.FILES:
        return ()
    return tuple(sorted({claim.place.input for claim in judged.component.claims}))[:_MOST_PATHS]


def _hash(components: Iterable[NoticeComponent]) -> str:
    """One hash over what is passed on under which license."""
    rows = "\n".join(f"{one.id}\t{one.version}\t{one.license}\t{one.chosen}" for one in components)
    return sha256(rows.encode("utf-8", "replace")).hexdigest()


def _by_path(looked: Looked) -> dict[str, tuple[Inventory, ...]]:
    found: dict[str, list[Inventory]] = {}
    for _, inventory in looked.inventories:
        if inventory.reader:
            found.setdefault(inventory.path, []).append(inventory)
    return {path: tuple(rows) for path, rows in found.items()}


def _file(target: str | Source) -> Source | None:
    if isinstance(target, Source):
        return target
    if not Path(target).is_file():
        return None
    shown = target.replace("\\", "/").removeprefix("./")
    return Source(shown, target, root=str(Path(target).resolve().parent))
