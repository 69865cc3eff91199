"""Clarifications: which of them speaks of a component, and whether the files that it rests on are still the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from osscan.engine.gather import relative
from osscan.engine.request import CheckRequest
from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component
from osscan.model.problem import Problem, note, warning
from osscan.policy.judge import mark
from osscan.policy.match import purl_fits, version_fits
from osscan.policy.schema import Clarification, Evidence


@dataclass(slots=True, eq=False, repr=False)
class Clarifying:
    """Adds what persons established; `files` are those that were scanned, by path, and are only asked when evidence is named."""

    request: CheckRequest
    files: Mapping[str, Source]
    used: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    _holding: dict[str, bool] = field(default_factory=dict)
    _found: dict[str, list[Source]] | None = None

    def clarify(self, component: Component) -> Component:
        """The component with the claim of the first clarification that fits and holds, before its own."""
        for clarification in self.request.policy.clarifications:
            if purl_fits(component.purl, clarification.purl) and version_fits(component.version, clarification.versions):
                self.used.add(mark(clarification.place))
                if not clarification.evidence or self._holds(clarification):
                    return component._replace(claims=(_claim_of(clarification), *component.claims))
        return component

    def _holds(self, clarification: Clarification) -> bool:
        key = mark(clarification.place)
        if key not in self._holding:
            changed = [evidence for evidence in clarification.evidence if not self._is_unchanged(clarification, evidence)]
            self._holding[key] = not changed
        return self._holding[key]

    def _is_unchanged(self, clarification: Clarification, evidence: Evidence) -> bool:
        """A file that was not scanned can't speak against what somebody read in it; one that can't be read can."""
        found = self._scanned().get(evidence.path, [])
        if not found:
            self.problems.append(note("policy-clarification-unseen", evidence.place, path=evidence.path, purl=clarification.purl))
        unchanged = True
        for source in found:
            now = _sha256(source)
            if now != evidence.sha256:
                facts = {"path": source.path, "purl": clarification.purl, "now": now or "?"}
                self.problems.append(warning("policy-clarification-void", evidence.place, **facts))
                unchanged = False
        return unchanged

    def _scanned(self) -> dict[str, list[Source]]:
        """The scanned files that evidence is named for, by the path that the policy writes."""
        if self._found is None:
            wanted = {evidence.path for one in self.request.policy.clarifications for evidence in one.evidence}
            self._found = {path: [] for path in wanted}
            for source in (*self.files.values(), *_named(self.request)):
                for path in {source.path, relative(source)} & wanted:
                    self._found[path].append(source)
        return self._found


def _named(request: CheckRequest) -> list[Source]:
    """Files that were named outright."""
    named = [target for target in request.targets if isinstance(target, Source)]
    paths = [target.replace("\\", "/").removeprefix("./") for target in request.targets if isinstance(target, str)]
    return named + [Source(path, path, limits=request.limits) for path in paths]


def _sha256(source: Source) -> str:
    """The hash of a file; empty when it can't be read."""
    from hashlib import sha256  # noqa: PLC0415 - only policies with evidence need it

    try:
        return sha256(source.content()).hexdigest()
    except UnreadableError:
        return ""


def _claim_of(clarification: Clarification) -> LicenseClaim:
    return LicenseClaim(ClaimRole.CURATED, clarification.expression, Form.EXPRESSION, Method.CURATION, clarification.place)
