"""A policy file, with the bases that it extends, becomes a Policy, or a list of all its faults."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from osscan.errors import PolicyInvalidError
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.policy.document import Faults, Fields, Node, document
from osscan.policy.draft import Draft
from osscan.policy.locks import ReadFile, floors_of
from osscan.policy.packaged import packaged_file, packaged_folder, packaged_names
from osscan.policy.schema import Policy
from osscan.policy.sound import check

SCHEMA = "osscan/policy/1"
_DEEPEST_EXTENDS = 8
_TOP = (
    "schema", "id", "title", "version", "owner", "extends", "locked", "shared", "outbound", "doctrine", "contested", "context",
    "categories", "prefer", "rules", "default", "choices", "clarifications", "name_mappings", "waivers", "approvals", "fail_on",
    "severity", "first_party", "tests",
)  # fmt: skip
_NEEDED = ("schema", "id", "title", "version")


def load(file: Path, shown: str) -> Policy:
    """The policy in `file`, named `shown` in Places; raises PolicyInvalidError with every fault of all its files.

    A key of the extending file wins over its base; lists are joined, the extending file's entries first.
    """
    reading = _Reading()
    outermost = reading.read(_Named(file, shown), (), pinned=False)
    faults = reading.faults
    floors = floors_of(outermost, faults) if outermost is not None else ()
    faults.stop_if_any()
    policy = reading.draft.policy(shown, floors, faults)
    check(policy, faults)
    faults.stop_if_any()
    return policy


@dataclass(frozen=True, slots=True)
class _Named:
    """A file and how Places name it."""

    file: Path
    shown: str


@dataclass(slots=True, eq=False, repr=False)
class _Reading:
    """Reads a file and all its bases into one draft."""

    faults: Faults = field(default_factory=Faults)
    draft: Draft = field(default_factory=Draft)
    seen: dict[Path, ReadFile | None] = field(default_factory=dict)

    def read(self, named: _Named, above: tuple[Path, ...], *, pinned: bool) -> ReadFile | None:
        """One file, then its bases; None when it can't be used, with a fault told. A base that two files extend is read once."""
        shown, resolved = named.shown, named.file.resolve()
        if resolved in above or len(above) >= _DEEPEST_EXTENDS:
            self.faults.add("policy-extends-circle", Place(shown), path=shown)
            return None
        if resolved not in self.seen:
            self.seen[resolved] = self._read(named, (*above, resolved), pinned=pinned)
        return self.seen[resolved]

    def _read(self, named: _Named, above: tuple[Path, ...], *, pinned: bool) -> ReadFile | None:
        shown = named.shown
        try:
            content = named.file.read_bytes()
        except OSError as fault:
            raise PolicyInvalidError(error("policy-unreadable", Place(shown), reason=fault.strerror or str(fault))) from fault
        root = document(content, shown, self.faults)
        if root is None:
            return None
        fields = root.fields(*_TOP, needed=_NEEDED)
        if "schema" in fields and (schema := fields.text("schema")) != SCHEMA:
            fields["schema"].fault("policy-wrong-value", value=schema, allowed=SCHEMA)
        self.draft.take(fields, shown)
        bases = [self._base(node, named, above, pinned=pinned) for node in fields.nodes("extends")]
        return ReadFile(shown, fields, tuple(base for base in bases if base is not None))

    def _base(self, node: Node, extending: _Named, above: tuple[Path, ...], *, pinned: bool) -> ReadFile | None:
        parts = node.fields("path", "packaged", "sha256")
        base = _packaged(parts) if "packaged" in parts else _beside(parts, extending)
        if ("path" in parts) == ("packaged" in parts):
            node.fault("policy-extends-what")
            return None
        if base is None:
            return None
        if "sha256" in parts and _sha256(base.file) != parts.text("sha256"):
            parts["sha256"].fault("policy-base-changed", path=parts.text("path") or parts.text("packaged"))
            return None
        if pinned and "sha256" not in parts and packaged_folder() not in base.file.resolve().parents:
            self.draft.unpinned.append((base.shown, node.place))
        return self.read(base, above, pinned="sha256" in parts)


def _packaged(parts: Fields) -> _Named | None:
    name = parts.text("packaged")
    found = packaged_file(name)
    if found is None:
        parts["packaged"].fault("policy-missing", name=name, known=", ".join(packaged_names()))
        return None
    return _Named(*found)


def _beside(parts: Fields, extending: _Named) -> _Named | None:
    if "path" not in parts:
        return None
    relative = parts.text("path")
    base = extending.file.parent / relative
    if not base.is_file():
        parts["path"].fault("policy-base-missing", path=relative)
        return None
    return _Named(base, str(Path(extending.shown).parent / relative).replace("\\", "/"))


def _sha256(file: Path) -> str:
    import hashlib  # noqa: PLC0415 - only pinned bases need it

    return hashlib.sha256(file.read_bytes()).hexdigest()
