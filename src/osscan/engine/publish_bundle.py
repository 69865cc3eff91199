"""The story of `osscan publish bundle`: what was checked, by which rules, with which answers, as one archive that `sha256sum` alone verifies."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from osscan.engine import publish_decisions
from osscan.engine.executor import Executor
from osscan.engine.publish import judged
from osscan.engine.publish_project import Asked, gather
from osscan.engine.publish_settings import setting_files
from osscan.engine.request import CheckRequest
from osscan.engine.sbom_convert import targets
from osscan.engine.sbom_create import CreateRequest, create
from osscan.model.publication import PublicationReport, PublicationVerdict
from osscan.model.report import Report
from osscan.policy.packaged import packaged_folder
from osscan.policy.schema import Policy
from osscan.sbom.notation import written
from osscan.sbom.settings import SbomSettings

SCHEMA = "osscan/evidence/1"
SUMS = "SHA256SUMS"
DECISIONS = "decisions/decisions.jsonl"
SBOM_FORMAT = "cyclonedx-1.7"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""No archive can tell an earlier one."""


class Evidence(NamedTuple):
    """Everything that an archive tells, before it meets a language."""

    report: PublicationReport
    licenses: Report
    sbom: bytes
    rules: tuple[tuple[str, bytes], ...]
    """Files of the policy and of the settings, by their name in the archive."""
    decisions: bytes
    clean: bool | None
    """Whether the folder was the committed state; None outside of git."""


def evidence(asked: Asked, organisation: str, sbom: SbomSettings, executor: Executor, cache: Any = None) -> Evidence:
    """All of it from one look at the project; the same bytes for the same project, policy, day and data."""
    folder = Path(asked.path)
    gathered = gather(asked, executor, cache)
    git, report = gathered.project.git, gathered.project.report
    if report is None:
        raise RuntimeError("license report")
    file = folder / publish_decisions.FILE
    return Evidence(
        judged(asked, gathered),
        report,
        _sbom(asked, sbom, executor, cache),
        (*_files("policy", _policy_files(asked.policy)), *_files("settings", setting_files(folder, organisation))),
        file.read_bytes() if file.is_file() else b"",
        None if git is None else not git.dirty,
    )


def marks(report: PublicationReport) -> tuple[str, ...]:
    """What has to stand in the name of the archive, so that nobody takes it for a release."""
    refused = ("refused",) if report.refusal is not None else ()
    good = (PublicationVerdict.READY, PublicationVerdict.READY_WITH_CONDITIONS)
    return refused if report.verdict in good else (*refused, str(report.verdict))


def members(found: Evidence, pages: Mapping[str, str]) -> dict[str, bytes]:
    """The files of the archive by name: `pages` are the texts for people and the reports as JSON, made by whoever speaks a language."""
    told = {name: text.encode("utf-8", "replace") for name, text in pages.items()}
    told |= {"sbom/sbom.cdx.json": found.sbom, **dict(found.rules)}
    if found.decisions:
        told[DECISIONS] = found.decisions
    told["evidence.json"] = _summary(found, told)
    return dict(sorted(told.items()))


def archived(told: Mapping[str, bytes], moment: str) -> bytes:
    """A zip with its checksums; order, times and rights are fixed and nothing is packed, so that the bytes are the same everywhere."""
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(told.items()))
    when = datetime.fromisoformat(moment).astimezone(UTC).timetuple()[:6]
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted([*told.items(), (SUMS, sums.encode())]):
            member = zipfile.ZipInfo(name, max(when, _FIRST_DAY))
            member.create_system = 3
            member.external_attr = 0o100644 << 16
            archive.writestr(member, content)
    return stored.getvalue()


def _sbom(asked: Asked, settings: SbomSettings, executor: Executor, cache: Any) -> bytes:
    target = targets()[SBOM_FORMAT]
    request = CheckRequest(
        targets=(asked.path,),
        policy=asked.policy,
        outbound=asked.settings.outbound,
        as_of=asked.as_of,
        generated_at=asked.generated_at,
        evidence=False,
        locks=asked.locks,
    )
    return written(create(CreateRequest(request, settings, target), executor, cache).document, target).content


def _policy_files(policy: Policy) -> tuple[tuple[str, Path], ...]:
    return tuple((name, file) for name in policy.files for file in (_found(name),) if file is not None)


def _found(name: str) -> Path | None:
    """A file as policies call it: as seen from here, or one that comes with osscan."""
    choices = (Path(name), packaged_folder() / name.removeprefix("policies/"))
    return next((file for file in choices if file.is_file()), None)


def _files(folder: str, found: tuple[tuple[str, Path], ...]) -> tuple[tuple[str, bytes], ...]:
    """Numbered in the order in which they count."""
    return tuple(
        (f"{folder}/{number:02}-{re.sub(r'[^A-Za-z0-9._-]', '-', file.name)}", file.read_bytes())
        for number, (_, file) in enumerate(found, 1)
    )


def _summary(found: Evidence, told: Mapping[str, bytes]) -> bytes:
    report = found.report
    facts = {
        "schema": SCHEMA,
        "tool": {"name": report.tool[0], "version": report.tool[1]},
        "data": dict(report.data),
        "generated_at": report.generated_at,
        "revision": report.revision,
        "committed_state": found.clean,
        "profile": report.profile,
        "kind": report.kind,
        "verdict": report.verdict,
        "refused": report.refusal is not None,
        "policy_hash": report.policy_hash,
        "policy": {"id": found.licenses.policy.id, "version": found.licenses.policy.version},
        "decisions": len(publish_decisions.told_by(found.decisions, DECISIONS).decisions),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(told.items())},
    }
    return (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()
