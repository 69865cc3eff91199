"""Whether single values make sense, in whatever format they stand: digests, licenses, package URLs, addresses, times."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import leaves
from osscan.knowledge import spdx
from osscan.model.problem import Severity, facts_of
from osscan.model.sbom_finding import Layer, SbomFinding
from osscan.sbom.subjects import subject

DIGITS = {
    "MD2": 32,
    "MD4": 32,
    "MD5": 32,
    "SHA1": 40,
    "SHA224": 56,
    "SHA256": 64,
    "SHA384": 96,
    "SHA512": 128,
    "SHA3-256": 64,
    "SHA3-384": 96,
    "SHA3-512": 128,
    "BLAKE2B-256": 64,
    "BLAKE2B-384": 96,
    "BLAKE2B-512": 128,
    "ADLER32": 8,
}
"""Hexadecimal digits of a digest, by the algorithm in capitals; those of BLAKE3 and MD6 may have any length."""
BROKEN_ALGORITHMS = frozenset({"MD2", "MD4", "MD5", "SHA1", "ADLER32"})
"""Digests by which nobody can prove that a file is unchanged."""
_NO_PROOF = "BSI TR-02102-1, 4"

_other_document = re.compile(r"DocumentRef-[A-Za-z0-9.-]+:LicenseRef-[A-Za-z0-9.-]+").fullmatch
_commit = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}").fullmatch
_hex = re.compile(r"[0-9A-Fa-f]+").fullmatch
_purl = re.compile(r"pkg:/{0,2}[A-Za-z][A-Za-z0-9.+-]*/[^\s?#]+(?:\?[^\s#]*)?(?:#\S*)?").fullmatch
_cpe22 = re.compile(r"cpe:/[aho]?(?::[^\s:]*){0,6}", re.IGNORECASE).fullmatch
_cpe23 = re.compile(r"cpe:2\.3:[aho*-](?::(?:\\.|[^\s:\\])*){10}").fullmatch
_email = re.compile(r"[^@\s<>()]+@[^@\s<>()]+\.[^@\s<>().]{2,}").fullmatch
_absolute = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+").fullmatch
_web = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE).fullmatch
_utc = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})").fullmatch


class Findings:
    """Gathers findings of one layer about one document."""

    def __init__(self, document: dict[str, Any], layer: Layer = Layer.SEMANTICS) -> None:
        self._document = document
        self._layer = layer
        self._found: list[SbomFinding] = []

    def error(self, code: str, pointer: str, clause: str, **facts: object) -> None:
        self._add(Severity.ERROR, code, pointer, clause, facts)

    def warning(self, code: str, pointer: str, clause: str, **facts: object) -> None:
        self._add(Severity.WARNING, code, pointer, clause, facts)

    def note(self, code: str, pointer: str, clause: str, **facts: object) -> None:
        self._add(Severity.NOTE, code, pointer, clause, facts)

    def all(self) -> tuple[SbomFinding, ...]:
        """What was found, in the order in which it was found."""
        return tuple(self._found)

    def _add(self, severity: Severity, code: str, pointer: str, clause: str, facts: dict[str, object]) -> None:
        who = subject(self._document, pointer)
        self._found.append(SbomFinding(self._layer, code, severity, pointer, clause, who, facts_of(**facts)))


def digests(findings: Findings, told: Iterable[tuple[str, str, str]], pointer: str, clause: str) -> None:
    """Each digest (algorithm, digits, pointer) is as long as its algorithm gives, and one of them proves that nothing was changed."""
    spelled = [(_spelled(algorithm), algorithm, value, way) for algorithm, value, way in told]
    for name, algorithm, value, way in spelled:
        digits = DIGITS.get(name)
        if digits is not None and _hex(value) and len(value) != digits:
            findings.error("digest-length", way, clause, algorithm=algorithm, digits=digits, given=len(value), value=value)
    if spelled and all(name in BROKEN_ALGORITHMS for name, *_ in spelled):
        findings.note("digest-weak", pointer, _NO_PROOF, algorithms=", ".join(algorithm for _, algorithm, *_ in spelled))


def _spelled(algorithm: str) -> str:
    name = algorithm.upper()
    return name.replace("-", "", 1) if name.startswith("SHA-") else name


def expression(findings: Findings, text: str, pointer: str, clause: str, own: Iterable[str] | None = None) -> frozenset[str]:
    """A license expression follows SPDX's grammar and names what the list or the document knows; the LicenseRefs that it uses.

    `own` are the LicenseRefs that the document explains, None where the format has no place to explain them.
    """
    fault, unknown, old, references = _read(text)
    if fault is not None:
        findings.error("license-syntax", pointer, clause, value=text, kind=fault.kind, word=fault.word, column=fault.start + 1)
    for word in unknown:
        findings.error("license-unknown", pointer, clause, value=text, word=word)
    for word in old:
        findings.note("license-deprecated", pointer, clause, value=word, current=spdx.current(word) or "")
    if own is not None:
        for word in sorted(references - set(own)):
            findings.error("license-unexplained", pointer, clause, word=word)
    return references


@lru_cache(maxsize=8_192)
def _read(text: str) -> tuple[Fault | None, tuple[str, ...], tuple[str, ...], frozenset[str]]:
    tree = parse(text)
    if isinstance(tree, Fault):
        return tree, (), (), frozenset()
    unknown, old, references = [], [], set()
    for leaf in leaves(tree):
        if leaf.license.startswith("LicenseRef-"):
            references.add(leaf.license)
        elif spdx.current(leaf.license) is None and not _other_document(leaf.license):
            unknown.append(leaf.license)
        elif spdx.is_deprecated(leaf.license):
            old.append(leaf.license)
        if leaf.exception and spdx.exception(leaf.exception) is None:
            unknown.append(leaf.exception)
    return None, tuple(unknown), tuple(old), frozenset(references)


def is_expression(text: str) -> bool:
    """Whether a text is a license expression of listed identifiers alone."""
    fault, unknown, _, references = _read(text)
    return fault is None and not unknown and not references


def purl(findings: Findings, value: str, pointer: str, clause: str, name: str = "", version: str = "") -> None:
    """A package URL is well-formed and speaks of the part that it stands at."""
    from osscan.model.purl import parts

    if not _purl(value):
        findings.error("purl-malformed", pointer, clause, value=value)
        return
    _, _, called, told = parts(value)
    if version and told and told.removeprefix("v") != version.removeprefix("v") and not _commit(told):
        findings.warning("purl-other-version", pointer, clause, value=value, version=version)
    if name and called and called.lower().rpartition("/")[2] not in name.lower() and name.lower() not in value.lower():
        findings.note("purl-other-name", pointer, clause, value=value, name=name)


def cpe(findings: Findings, value: str, pointer: str, clause: str) -> None:
    """A CPE is a name of version 2.2 or 2.3 (NISTIR 7695)."""
    if not _cpe23(value) and not _cpe22(value):
        findings.error("cpe-malformed", pointer, clause, value=value)


def email(findings: Findings, value: str, pointer: str, clause: str) -> None:
    """An e-mail address can be written to."""
    if not is_email(value):
        findings.error("email-malformed", pointer, clause, value=value)


def is_email(value: str) -> bool:
    return _email(value) is not None


def is_web_address(value: str) -> bool:
    return _web(value) is not None


def address(findings: Findings, value: str, pointer: str, clause: str) -> None:
    """An address leads somewhere by itself: it has a scheme, and a web address has a host."""
    if not _absolute(value) or (value.lower().startswith("http") and not _web(value)):
        findings.warning("address-not-absolute", pointer, clause, value=value)


def moment(findings: Findings, value: str, pointer: str, clause: str, now: datetime) -> None:
    """A time exists and does not lie ahead."""
    told = moment_of(value)
    if told is None:
        findings.error("time-malformed", pointer, clause, value=value)
    elif told > now:
        findings.warning("time-ahead", pointer, clause, value=value)


def moment_of(value: str) -> datetime | None:
    """The time, None where it is none (RFC 3339); without an offset it counts as UTC."""
    try:
        told = datetime.fromisoformat(value)
    except ValueError:
        return None
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def is_utc(value: str) -> bool:
    """Whether a time names its offset (RFC 3339)."""
    return _utc(value) is not None
