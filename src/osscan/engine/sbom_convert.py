"""The story of `osscan sbom convert`: a document is opened, becomes another one, and is written; what could not go over is told."""

from __future__ import annotations

from osscan.inputs.source import Source
from osscan.model.problem import Severity, error
from osscan.model.sbom_conversion import Conversion
from osscan.sbom.codec import VERSIONS, Target
from osscan.sbom.convert import convert
from osscan.sbom.fitting import version_of
from osscan.sbom.notation import NOTATIONS, RefusedError, written
from osscan.sbom.opened import CYCLONEDX, SPDX, SPDX3
from osscan.sbom.opening import open_document

_NAMES = {CYCLONEDX: "cyclonedx", SPDX: "spdx", SPDX3: "spdx"}


def targets() -> dict[str, Target]:
    """All targets by name: `cyclonedx-1.7`, `spdx-2.3-tag-value`; the notation that is not named is JSON."""
    found = {}
    for family, versions in VERSIONS.items():
        for version in versions:
            for notation in NOTATIONS[family]:
                name = f"{_NAMES[family]}-{version}"
                found[name if notation == "json" else f"{name}-{notation}"] = Target(family, version, notation)
    return found


def targets_said() -> str:
    """The targets as people read them: each version with the notations that may stand behind it."""
    said = []
    for family, versions in VERSIONS.items():
        others = "|".join(f"-{notation}" for notation in NOTATIONS[family] if notation != "json")
        said += [f"{_NAMES[family]}-{version}" + (f"[{others}]" if others else "") for version in versions]
    return ", ".join(said)


def convert_source(source: Source, name: str) -> Conversion:
    """The document of an input as the target of this name has it; nothing is raised for what stands in the document."""
    target = targets()[name]
    opened = open_document(source)
    whole = not any(problem.severity is Severity.ERROR for problem in opened.problems)
    said = f"{opened.family.removesuffix('3')} {opened.version}".strip()
    nothing = Conversion(source.path, said, name, b"", (), opened.problems, whole)
    if not opened.family:
        return nothing
    changed = convert(opened, target)
    try:
        text = written(changed.document, target)
    except RefusedError as fault:
        told = error("sbom-not-written", source.place(), notation=target.notation, reason=str(fault))
        return nothing._replace(problems=(*opened.problems, told))
    if opened.family in VERSIONS:
        said = f"{opened.family.removesuffix('3')} {version_of(opened.family, opened.document)}".strip()
    return nothing._replace(source=said, content=text.content, losses=(*changed.losses, *text.losses))
