"""The baseline: objections that an old project already has, told apart from new ones by fingerprints."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from osscan.errors import WrongCallError
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.model.report import JudgedComponent, Report
from osscan.model.verdict import Modifier, Verdict

SCHEMA = "osscan/baseline/1"


def fingerprints(component: JudgedComponent, verdict: Verdict, formerly: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The fingerprint, and those that the objection had under the ids which its rule had formerly."""
    return tuple(fingerprint(component, verdict, rule) for rule in (verdict.judgement.policy.rule, *formerly))


def fingerprint(component: JudgedComponent, verdict: Verdict, rule: str | None = None) -> str:
    """Stays the same when only the version of a component changes; changes with its license, rule or words."""
    judgement = verdict.judgement
    purl = component.component.purl.partition("?")[0]
    at = purl.rfind("@")
    in_tree = component.id.endswith("#folder")  # another work of that name, elsewhere in the tree, is not known yet
    name = component.id if in_tree or not purl else purl[:at] if at > purl.rfind("/") else purl
    parts = (
        name,
        component.license.expression or component.license.status.value,
        judgement.policy.rule if rule is None else rule,
        judgement.policy.verdict.value,
        judgement.compatibility.verdict.value,
        judgement.compatibility.outbound,
        judgement.compatibility.relation.value,
    )
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def read(path: str) -> frozenset[str]:
    """The fingerprints of a baseline file; raises WrongCallError when it is missing or broken."""
    try:
        document = json.loads(Path(path).read_text(encoding="utf-8"))
        known = frozenset(str(entry["fingerprint"]) for entry in document["objections"])
        schema = document["schema"]
    except OSError as fault:
        raise WrongCallError(error("baseline-unreadable", Place(path), reason=fault.strerror or str(fault))) from fault
    except (ValueError, KeyError, TypeError) as fault:
        raise WrongCallError(error("baseline-broken", Place(path), reason=str(fault))) from fault
    if schema != SCHEMA:
        raise WrongCallError(error("baseline-broken", Place(path), reason=str(schema)))
    return known


def text_of(report: Report) -> str:
    """The baseline file that holds every objection of a report, one a line, in a fixed order."""
    entries = {
        fingerprint(component, verdict): {
            "fingerprint": fingerprint(component, verdict),
            "component": component.component.purl or component.id,
            "license": component.license.expression,
            "rule": verdict.judgement.policy.rule,
        }
        for component, verdict in zip(report.components, report.verdicts, strict=True)
        if verdict.objects or verdict.modifier is Modifier.BASELINE
    }
    lines = [
        json.dumps(entry, ensure_ascii=False)
        for _, entry in sorted(entries.items(), key=lambda pair: (pair[1]["component"] or "", pair[0]))
    ]
    return f'{{"schema": "{SCHEMA}", "objections": [\n' + ",\n".join(lines) + "\n]}\n"
