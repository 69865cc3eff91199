"""Which family of SBOMs a JSON object belongs to, and which version of it it says it is."""

from __future__ import annotations

import re
from typing import Any

from osscan.sbom.opened import CYCLONEDX, SPDX, SPDX3, SYFT

_cyclonedx = re.compile(r"cyclonedx\.org/schema/bom[/-]([0-9]+(?:\.[0-9]+)*)").search
_context = re.compile(r"/rdf/(?:v)?(3(?:\.\d+)*)/").search
_VERSION_LENGTH = 40


def family_of(told: Any) -> tuple[str, str]:
    """Family and version; both empty for what is no SBOM."""
    if not isinstance(told, dict):
        return "", ""
    schema = _cyclonedx(str(told.get("$schema")))
    if "bomFormat" in told or schema or ("specVersion" in told and "components" in told):
        return CYCLONEDX, _word(told.get("specVersion")) or (schema[1] if schema else "")
    if "spdxVersion" in told or told.get("SPDXID") == "SPDXRef-DOCUMENT":
        return SPDX, _word(told.get("spdxVersion")).removeprefix("SPDX-")
    if is_spdx3(told):
        return SPDX3, _spdx3_version(told)
    if is_syft(told):
        schema_ = told.get("schema")
        return SYFT, _word(schema_.get("version")) if isinstance(schema_, dict) else ""
    components = told.get("components")
    if isinstance(components, list) and any(isinstance(one, dict) and "bom-ref" in one for one in components[:3]):
        return CYCLONEDX, ""
    return "", ""


def is_spdx3(told: dict[str, Any]) -> bool:
    """Whether an object is JSON-LD of SPDX 3: by its context, also those of times before the release, or by its elements."""
    context = str(told.get("@context")).lower()
    if "spdx" in context and ("3" in context or "@graph" in told):
        return True
    graph = told.get("@graph")
    return isinstance(graph, list) and any(isinstance(one, dict) and "spdxId" in one for one in graph[:20])


def is_syft(told: dict[str, Any]) -> bool:
    """Whether an object is what Syft writes in its own format."""
    artifacts = told.get("artifacts")
    if not isinstance(artifacts, list):
        return False
    found_by = any(isinstance(one, dict) and "foundBy" in one for one in artifacts[:3])
    return found_by or "anchore/syft" in str(told.get("schema"))


def _spdx3_version(told: dict[str, Any]) -> str:
    graph = told.get("@graph")
    for one in (told, *(graph if isinstance(graph, list) else ())):
        if not isinstance(one, dict):
            continue
        inner = one.get("creationInfo")
        for info in (one, inner):
            if isinstance(info, dict) and isinstance(info.get("specVersion"), str):
                return _word(info["specVersion"])
    found = _context(str(told.get("@context")))
    return found[1] if found else "3"


def _word(value: Any) -> str:
    return str(value)[:_VERSION_LENGTH] if isinstance(value, (str, int, float)) else ""
