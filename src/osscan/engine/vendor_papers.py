"""Papers: license texts, NOTICE files and checksums of a delivery, kept while it passes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from osscan.deliveries.delivery import Evidence, Paper
from osscan.engine.detecting import Cache, detect_sources
from osscan.engine.executor import Executor
from osscan.engine.vendor_ground import SYSTEMS, Ground, Lying
from osscan.inputs.archives.member import Member
from osscan.inputs.source import Source
from osscan.model.detection import Detection
from osscan.notice.names import is_license_file, is_notice_file
from osscan.readers.java.archive import is_license as is_license_in_jar

_LARGEST = 2 * 1024 * 1024
_MOST_BYTES = 128 * 1024 * 1024
_TELLING = re.compile(
    r"(?i)(?:3rd|third)[-_ ]?part|^(?:authors|copyright|contributors|credits|acknowledg|attribution|lizenz|drittanbieter)"
)
_EVIDENCE = re.compile(
    r"(?i)(?:^(?:sha(?:1|256|512)sums?|checksums?|prüfsummen|pruefsummen)(?:[._-].*)?|\.(?:sha1|sha256|sha512|sha256sum|sha512sum))$"
)
_SIGNATURE = re.compile(r"(?i)\.(?:asc|sig|minisig|p7s|sigstore(?:\.json)?|cosign\.bundle|bundle|intoto\.jsonl)$")
_NOTE = re.compile(
    r"(?i)^(?:lieferschein|liefernachweis|lieferdokument|delivery[-_ ]?note|packing[-_ ]?list|release[-_ ]?notes?)"
)
_WHOLE = 75.0
"""Percent of a license text that have to be there for the text to be handed out."""


class Papers:
    """Takes in file by file."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._same: dict[str, bytes] = {}
        self._bytes = 0
        self.evidence: list[Evidence] = []
        self.sums: dict[str, bytes] = {}
        """Files of checksums."""

    def take(self, member: Member, where: Lying) -> None:
        """One file."""
        name = member.path.rpartition("/")[2]
        if member.content is None or member.size > _LARGEST or where.ground in SYSTEMS:
            return
        if where.ground is Ground.OWN:
            self._look_for_evidence(member, name)
        in_jar = bool(where.root) and is_license_in_jar(member.inner)
        if in_jar or is_license_file(name) or is_notice_file(name) or _TELLING.search(name):
            self._keep(member)

    def read(self, others: Iterable[tuple[Source, str]], executor: Executor, cache: Cache) -> tuple[Paper, ...]:
        """What the papers say, and those of `others` (with the forecast of their content) in which a whole license text stands."""
        kept = [Source(path, held=content) for path, content in self._kept.items()]
        more = [(source, forecast) for source, forecast in others if source.path not in self._kept]
        forecasts = {source.path: forecast for source, forecast in more}
        sources = [*kept, *(source for source, _ in more)]
        found = []
        for source, told in zip(sources, detect_sources(sources, executor, cache, forecasts), strict=True):
            if told.problem is None:
                texts = whole_texts(told.detection)
                if texts or source.path in self._kept:
                    found.append(_paper(source, texts, told.detection))
        return tuple(sorted(found))

    def _keep(self, member: Member) -> None:
        content = member.content or b""
        held = self._same.get(member.sha256)
        if held is None:
            if self._bytes > _MOST_BYTES:
                return
            held = self._same[member.sha256] = content
            self._bytes += len(content)
        self._kept[member.path] = held

    def _look_for_evidence(self, member: Member, name: str) -> None:
        found = evidence_in(name, member.path)
        if found is not None:
            self.evidence.append(found)
            if found.kind == "checksums" and member.content is not None:
                self.sums[member.path] = member.content


def evidence_in(name: str, path: str) -> Evidence | None:
    """What a file says by its name about where a delivery comes from."""
    for kind, pattern in (("checksums", _EVIDENCE), ("signature", _SIGNATURE), ("note", _NOTE)):
        if pattern.search(name):
            return Evidence(kind, path)
    return None


def whole_texts(detection: Detection) -> tuple[str, ...]:
    """The licenses whose texts stand in a file."""
    return tuple(
        dict.fromkeys(match.expression for match in detection.matches if match.kind == "text" and match.coverage >= _WHOLE)
    )


def _paper(source: Source, texts: tuple[str, ...], detection: Detection) -> Paper:
    name = source.path.rpartition("/")[2]
    words = (
        (source.held or b"")[:_LARGEST].decode("utf-8", "replace").lower()
        if is_notice_file(name) or _TELLING.search(name)
        else ""
    )
    return Paper(source.path, texts, bool(detection.holders), is_notice_file(name), words)


def sums_told(sums: Mapping[str, bytes]) -> dict[str, dict[str, str]]:
    """For each file of checksums the digests by the names that it gives, as `sha256sum` and its like write them."""
    return {path: dict(_rows(content, path)) for path, content in sums.items()}


def _rows(content: bytes, path: str) -> Iterable[tuple[str, str]]:
    for line in content.decode("utf-8-sig", "replace").splitlines():
        found = _ROW.match(line.strip())
        if found is not None:
            yield (found[2] or _named_by(path)).removeprefix("./"), found[1].lower()
            continue
        found = _BSD.match(line.strip())
        if found is not None:
            yield found[1].removeprefix("./"), found[2].lower()


def _named_by(path: str) -> str:
    """`app.zip.sha256` speaks of `app.zip`."""
    return path.rpartition("/")[2].rpartition(".")[0]


_ROW = re.compile(r"\\?([0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{128})(?:[ \t]+\*?(.+))?$")
_BSD = re.compile(r"(?:SHA1|SHA256|SHA512)[ \t]*\((.+)\)[ \t]*=[ \t]*([0-9A-Fa-f]+)$")
