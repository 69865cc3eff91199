"""The story of `osscan sbom merge`: documents are opened, brought into one family where they are not, made one, and written."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from osscan.engine.sbom_convert import targets
from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.bom import Bom, LicenseRole, Loss
from osscan.model.problem import Problem, Severity, error
from osscan.model.sbom_merge import Frame, Given, MergeInput, SbomMerge
from osscan.sbom.codec import VERSIONS, Target, facts_of
from osscan.sbom.convert import converted
from osscan.sbom.fitting import version_of
from osscan.sbom.luggage import level
from osscan.sbom.merge import address, common_target, in_version, merge
from osscan.sbom.notation import RefusedError, written
from osscan.sbom.opened import Opened
from osscan.sbom.opening import open_document


class _Open(NamedTuple):
    opened: Opened
    digest: str
    problems: tuple[Problem, ...]


def merge_sources(sources: Sequence[Source], target_name: str, frame: Frame) -> SbomMerge:
    """The documents of all inputs as one, as `target_name` has it (empty: as most of them are); nothing is raised for what stands in them."""
    opened = [_open(source) for source in sources]
    usable = [one for one in opened if one.opened.family in VERSIONS]
    target = (
        targets()[target_name] if target_name else common_target([(one.opened.family, one.opened.document) for one in usable])
    )
    inputs, given = [], []
    for one in opened:
        told, document = _input(one, target)
        inputs.append(told)
        if document is not None:
            given.append(document)
    shown = next((name for name, known in targets().items() if known == target), "")
    nothing = SbomMerge(shown, b"", tuple(inputs), (), 0, 0)
    if not given:
        return nothing
    whole = merge(target.family, given, frame)
    try:
        text = written(whole.document, target)
    except RefusedError as fault:
        told_so = error("sbom-not-written", sources[0].place(), notation=target.notation, reason=str(fault))
        return nothing._replace(problems=(told_so,))
    parts = len(facts_of(target.family, whole.document).parts)
    return nothing._replace(content=text.content, conflicts=whole.conflicts, parts=parts, united=whole.united)


def _open(source: Source) -> _Open:
    try:
        content = source.content()
        source = source._replace(held=content)
        digest = sha256(content).hexdigest()
    except UnreadableError:
        digest = ""
    opened = open_document(source)
    problems = opened.problems
    if opened.family and opened.family not in VERSIONS:
        problems = (*problems, error("sbom-without-facts", source.place(), format=opened.family))
    return _Open(opened, digest, problems)


def _input(one: _Open, target: Target) -> tuple[MergeInput, Given | None]:
    opened = one.opened
    whole = opened.family in VERSIONS and not any(problem.severity is Severity.ERROR for problem in one.problems)
    told = MergeInput(opened.source.path, opened.family, opened.version, 0, "", one.digest, one.problems, whole)
    if opened.family not in VERSIONS:
        return told, None
    link = address(opened.family, opened.document)
    bom = facts_of(opened.family, opened.document)
    document = in_version(opened.family, opened.document, target.version) if opened.family == target.family else None
    losses: tuple[Loss, ...] = ()
    unsaid: frozenset[str] = frozenset()
    if document is None:
        if opened.family != target.family and not level(opened.family, opened.document):
            unsaid = frozenset(part.ref for part in bom.parts if not part.kind)
        document, losses = converted(opened.family, opened.document, target)
    told = told._replace(
        version=version_of(opened.family, opened.document),
        parts=len(bom.parts),
        address=link,
        losses=losses,
        effective=_effective(bom),
        signed=bom.signed or "dsse" in opened.wrapper,
    )
    return told, Given(opened.source.path, link, one.digest, document, unsaid)


def _effective(bom: Bom) -> int:
    return sum(any(entry.role is LicenseRole.EFFECTIVE for entry in part.licenses) for part in bom.parts)
