"""A policy file, with the bases that it extends, becomes a Policy, or a list of all its faults."""

from __future__ import annotations

from pathlib import Path

from osscan.errors import PolicyInvalidError
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.policy import curations
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
    "categories", "prefer", "rules", "default", "choices", "clarifications", "curations", "name_mappings", "waivers", "approvals", "fail_on",
    "severity", "first_party", "path_roles", "tests",
)  # fmt: skip
_NEEDED = ("schema", "id", "title", "version")


def load(file: Path, shown: str, *, tests: bool = True) -> Policy:
    """The policy in `file`, named `shown` in Places; raises PolicyInvalidError with every fault of all its files.

    A key of the extending file wins over its base; lists are joined, the extending file's entries first. Without `tests`
    those that close a file are not read.
    """
    reading = _Reading(tests=tests)
    outermost = reading.read((file, shown), (), pinned=False)
    faults = reading.faults
    floors = floors_of(outermost, faults) if outermost is not None else ()
    faults.stop_if_any()
    policy = reading.draft.policy(shown, floors, faults)
    check(policy, faults)
    faults.stop_if_any()
    return policy


_Named = tuple[Path, str]
"""A file and how Places name it."""


class _Reading:
    """Reads a file and all its bases into one draft."""

    __slots__ = ("draft", "faults", "seen", "tests")

    def __init__(self, *, tests: bool) -> None:
        self.faults = Faults()
        self.draft = Draft()
        self.seen: dict[Path, ReadFile | None] = {}
        self.tests = tests

    def read(self, named: _Named, above: tuple[Path, ...], *, pinned: bool) -> ReadFile | None:
        """One file, then its bases; None when it can't be used, with a fault told. A base that two files extend is read once."""
        file, shown = named
        resolved = file.resolve()
        if resolved in above or len(above) >= _DEEPEST_EXTENDS:
            self.faults.add("policy-extends-circle", Place(shown), path=shown)
            return None
        if resolved not in self.seen:
            self.seen[resolved] = self._read(named, (*above, resolved), pinned=pinned)
        return self.seen[resolved]

    def _read(self, named: _Named, above: tuple[Path, ...], *, pinned: bool) -> ReadFile | None:
        file, shown = named
        try:
            content = file.read_bytes()
        except OSError as fault:
            raise PolicyInvalidError(error("policy-unreadable", Place(shown), reason=fault.strerror or str(fault))) from fault
        root = document(content, shown, self.faults, tests=self.tests)
        if root is None:
            return None
        fields = root.fields(*_TOP, needed=_NEEDED)
        if "schema" in fields and (schema := fields.text("schema")) != SCHEMA:
            fields["schema"].fault("policy-wrong-value", value=schema, allowed=SCHEMA)
        self.draft.take(fields, shown)
        for node in fields.nodes("curations"):
            self._curations(node, named)
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
        file, shown = base
        if "sha256" in parts and _sha256(file) != parts.text("sha256"):
            parts["sha256"].fault("policy-base-changed", path=parts.text("path") or parts.text("packaged"))
            return None
        if pinned and "sha256" not in parts and packaged_folder() not in file.resolve().parents:
            self.draft.unpinned.append((shown, node.place))
        return self.read(base, above, pinned="sha256" in parts)

    def _curations(self, node: Node, naming: _Named) -> None:
        """A file of curations beside the policy; many projects share it, so that nothing is said of what one does not need."""
        file, shown = naming[0].parent / node.text(), str(Path(naming[1]).parent / node.text()).replace("\\", "/")
        if not file.is_file():
            node.fault("policy-base-missing", path=node.text())
            return
        self.draft.clarifications += curations.read(file, shown, self.faults)
        self.draft.shared.append(shown)


def _packaged(parts: Fields) -> _Named | None:
    name = parts.text("packaged")
    found = packaged_file(name)
    if found is None:
        parts["packaged"].fault("policy-missing", name=name, known=", ".join(packaged_names()))
        return None
    return found


def _beside(parts: Fields, extending: _Named) -> _Named | None:
    if "path" not in parts:
        return None
    relative = parts.text("path")
    file, shown = extending
    base = file.parent / relative
    if not base.is_file():
        parts["path"].fault("policy-base-missing", path=relative)
        return None
    return base, str(Path(shown).parent / relative).replace("\\", "/")


def _sha256(file: Path) -> str:
    import hashlib  # noqa: PLC0415 - only pinned bases need it

    return hashlib.sha256(file.read_bytes()).hexdigest()
