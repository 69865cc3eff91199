"""Products made of a few components, as CycloneDX, and what `license outbound` says of them."""

from __future__ import annotations

import json
from datetime import date

from osscan.engine.executor import Serial
from osscan.engine.outbound import OutboundRequest, outbound
from osscan.engine.request import CheckRequest
from osscan.inputs.source import Source
from osscan.policy.find import policy_named

POLICY = policy_named("dortmund")
COPIED, LINKED, COMPILED = "generic", "npm", "golang"
"""Ecosystems by what the policy makes of them: incorporated, linked dynamically, linked statically."""


def product(*parts, root_license=None):
    """An SBOM; each part is an expression, or (expression, ecosystem); an empty expression says nothing."""
    components = []
    for number, part in enumerate(parts):
        expression, ecosystem = part if isinstance(part, tuple) else (part, COPIED)
        purl = f"pkg:{ecosystem}/part-{number}@1.0"
        licenses = [{"expression": expression}] if expression else []
        components.append(
            {"type": "library", "bom-ref": purl, "name": f"part-{number}", "version": "1.0", "purl": purl, "licenses": licenses}
        )
    root = {"type": "application", "bom-ref": "root", "name": "webshop", "version": "1.0"}
    if root_license:
        root["licenses"] = [{"expression": root_license}]
    edges = [{"ref": "root", "dependsOn": [one["bom-ref"] for one in components]}]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": root},
        "components": components,
        "dependencies": edges,
    }


def told(document, *, asked=(), wanted="", relation=None, policy=POLICY, **more):
    """The report on one SBOM."""
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    source = Source("product.cdx.json", held=content)
    check = CheckRequest((source,), policy, wanted, date(2026, 11, 22), "2026-11-22T00:00:00Z")
    return outbound(OutboundRequest(check, asked, relation, **more), Serial())


def of(*parts, **more):
    """The report on a product made of these parts."""
    return told(product(*parts), **more)


def states(report):
    """The state of every candidate."""
    return {candidate.outbound: candidate.state.value for candidate in report.candidates}


def expressions(report, positions):
    """The expressions of some constraints."""
    return [report.constraints[position].expression for position in positions]
