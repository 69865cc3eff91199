"""A vendor's delivery: what came, what was looked into, and what follows for its acceptance."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from osscan.model.place import Place
from osscan.model.problem import Facts, Problem
from osscan.model.publication import Checked, CriterionScore, Decision, Waiving
from osscan.model.report import CheckStatus


class DeliveryVerdict(StrEnum):
    """What is proposed for the whole; people decide (V-32)."""

    ACCEPTABLE = "acceptable"
    ACCEPTABLE_WITH_CONDITIONS = "acceptable-with-conditions"
    NOT_ACCEPTABLE = "not-acceptable"
    INCONCLUSIVE = "inconclusive"


class DeliveredFile:
    """One file of the delivery, wherever it lies: `path` leads to it through the archives (`lieferung.zip!/app.war!/WEB-INF/web.xml`).

    Sizes are of real bytes. Hashes are in lower-case hexadecimal, empty where the file was not read to its end. `layer` is the path of
    the archive it lies in; empty where it lies in a folder that was delivered. There may be hundreds of thousands, so the hashes are kept
    as bytes.
    """

    __slots__ = ("_digests", "layer", "path", "size")

    def __init__(self, path: str, size: int, sha256: str = "", sha512: str = "", sha1: str = "", layer: str = "") -> None:
        self.path = path
        self.size = size
        self.layer = layer
        told = sha256, sha512, sha1
        is_usual = tuple(map(len, told)) == (64, 128, 40) and all(map(_hexadecimal, told))
        self._digests: bytes | tuple[str, str, str] = bytes.fromhex("".join(told)) if is_usual else told

    @property
    def sha256(self) -> str:
        return self._digests[:32].hex() if isinstance(self._digests, bytes) else self._digests[0]

    @property
    def sha512(self) -> str:
        return self._digests[32:96].hex() if isinstance(self._digests, bytes) else self._digests[1]

    @property
    def sha1(self) -> str:
        return self._digests[96:].hex() if isinstance(self._digests, bytes) else self._digests[2]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DeliveredFile) and self._told() == other._told()

    def __hash__(self) -> int:
        return hash(self._told())

    def __repr__(self) -> str:
        return f"DeliveredFile({self.path!r}, {self.size}, {self.sha256!r}, layer={self.layer!r})"

    def _told(self) -> tuple[str, int, bytes | tuple[str, str, str], str]:
        return (self.path, self.size, self._digests, self.layer)


_hexadecimal = re.compile(r"[0-9a-f]*").fullmatch


class Layer(NamedTuple):
    """An archive of the delivery; `reason` is the code of the Problem because of which not all of it was looked into, else empty."""

    path: str
    format: str
    files: int
    size: int
    """Of all files in it, unpacked, in bytes; of those that were read."""
    depth: int
    """1 for the delivery itself."""
    reason: str = ""


class ContractAnswer(NamedTuple):
    """One promise of the contract beside what was found: `kept` is None where that can't be told, or where nobody has answered."""

    promise: str
    """The key in `vertrag.yml`; what it asks is the sentence `contract.<promise>.title`, with hyphens for dots and underscores."""
    promised: str
    """As it is written there; empty where the question is open."""
    found: str
    """A code: the sentence `contract.found.<found>` with the facts."""
    kept: bool | None
    check: str = ""
    """The check that looked, such as `V-12`."""
    facts: Facts = ()
    place: Place | None = None
    """Where the promise stands."""


class BillRecord(NamedTuple):
    """An SBOM of the delivery: where it lies, what it is, and how much of it was found again."""

    path: str
    format: str
    version: str
    components: int
    present: int
    absent: int
    differing: int
    bound: bool | None
    """Whether it names this delivery by hash; None where that can't be told."""


class Part(NamedTuple):
    """One component of the delivery as documents list it: by its file, by the SBOM, or by both."""

    name: str
    version: str
    purl: str = ""
    license: str = ""
    """The expression that counts; empty where none could be established."""
    verdict: str = ""
    """Word of the policy's verdict, such as `denied`; empty where it was not judged."""
    path: str = ""
    """Where it lies; empty for what only the SBOM names."""
    declared: bool | None = None
    """Whether the SBOM names it; None where there is no SBOM that could be read."""
    way: tuple[str, ...] = ()
    """From the product to it, by names and versions, for components that somebody has to look at."""


class Agreement(NamedTuple):
    """Under what a delivery came, as `vertrag.yml` says it; empty where it is silent."""

    number: str = ""
    title: str = ""
    client: str = ""
    vendor: str = ""
    days: int = 0
    """Days for mending defects after they were told; 0 where a day, or nothing, was agreed."""
    until: str = ""
    """The day, as ISO 8601, by which defects have to be mended."""


class Counts(NamedTuple):
    """Figures that documents show."""

    files: int = 0
    bytes: int = 0
    layers: int = 0
    components: int = 0
    undeclared: int = 0
    licenses: tuple[tuple[str, int], ...] = ()
    """Expression and number of components, the most frequent first."""
    verdicts: tuple[tuple[str, int], ...] = ()
    """Word of the policy's verdict and number of components."""


class DeliveryReport(NamedTuple):
    """The whole answer, ready to be said in any language and format."""

    delivery: DeliveredFile
    """The delivery itself; of a folder without hashes."""
    verdict: DeliveryVerdict
    checks: tuple[Checked, ...]
    criteria: tuple[CriterionScore, ...]
    layers: tuple[Layer, ...]
    bills: tuple[BillRecord, ...]
    contract: tuple[ContractAnswer, ...]
    counts: Counts
    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...]
    generated_at: str
    tool: tuple[str, str]
    data: tuple[tuple[str, str], ...]
    policy_hash: str
    previous: str = ""
    """The former delivery that it was compared with; empty for none."""
    unused_waivers: tuple[Waiving, ...] = ()
    expired_waivers: tuple[Waiving, ...] = ()
    parts: tuple[Part, ...] = ()
    agreement: Agreement = Agreement()

    @property
    def complete(self) -> bool:
        """Whether every check that applies was answered."""
        return all(one.status not in (CheckStatus.UNKNOWN, CheckStatus.MANUAL) for one in self.checks)
