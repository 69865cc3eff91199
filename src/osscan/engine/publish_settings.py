"""What project and organisation say for the gate before publication: `.osscan/publish.yml` and the files that it extends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from osscan.checks.project import Settings
from osscan.errors import PolicyInvalidError
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.model.publication import Profile, ProjectKind, Waiving
from osscan.policy.document import Faults, Fields, Node, document
from osscan.policy.packaged import packaged_folder

FILE = ".osscan/publish.yml"
SCHEMA = "osscan/publish/1"
LONGEST_WAIVER = 366
"""Days for which a waiver may hold."""
_KEYS = (
    *(
        "schema",
        "extends",
        "profile",
        "kind",
        "holder",
        "outbound",
        "licenses",
        "licenses_source",
        "hosts",
        "public_hosts",
        "words",
    ),
    *("inherited", "resolutions", "mail_domains", "waivers"),
)
_DEEPEST = 5


class _Layer(NamedTuple):
    fields: Fields
    path: str
    file: Path


def settings_of(folder: Path, organisation: str, day: date, known: frozenset[str]) -> Settings:
    """The project's words over the organisation's; raises PolicyInvalidError with every fault of all files.

    `organisation` is a file, or the name of one that comes with osscan; it counts where the project's own file extends nothing.
    `known` are the ids of all checks.
    """
    faults = Faults()
    layers = _all(folder, organisation, faults)
    faults.stop_if_any()
    settings = _joined(layers)
    settings = settings._replace(waivers=tuple(_waivers(layers, day, known)))
    faults.stop_if_any()
    return settings


def setting_files(folder: Path, organisation: str) -> tuple[tuple[str, Path], ...]:
    """The files that speak, the project's own first: how they are called, and where they lie."""
    return tuple((layer.path, layer.file) for layer in _all(folder, organisation, Faults()))


def _all(folder: Path, organisation: str, faults: Faults) -> list[_Layer]:
    layers: list[_Layer] = []
    own = folder / FILE
    if own.is_file():
        layers += _layers(own, FILE, faults, 0)
    if not any("extends" in layer.fields for layer in layers) and organisation:
        layers += _named(organisation, faults)
    return layers


def _named(name: str, faults: Faults) -> list[_Layer]:
    packaged = packaged_folder() / "publication" / f"{name}.yml"
    file = Path(name)
    if file.is_file():
        return _layers(file, name, faults, 0)
    if packaged.is_file():
        return _layers(packaged, f"publication/{name}.yml", faults, 0)
    raise PolicyInvalidError(error("policy-missing", Place(name), name=name, known=", ".join(sorted(_packaged_names()))))


def _packaged_names() -> Iterator[str]:
    return (file.stem for file in (packaged_folder() / "publication").glob("*.yml"))


def _layers(file: Path, shown: str, faults: Faults, depth: int) -> list[_Layer]:
    try:
        content = file.read_bytes()
    except OSError as fault:
        raise PolicyInvalidError(error("policy-unreadable", Place(shown), reason=fault.strerror or str(fault))) from fault
    root = document(content, shown, faults)
    if root is None:
        return []
    fields = root.fields(*_KEYS, needed=("schema",))
    if "schema" in fields and fields.text("schema") != SCHEMA:
        fields["schema"].fault("policy-wrong-value", value=fields.text("schema"), allowed=SCHEMA)
    layers = [_Layer(fields, shown, file)]
    for node in fields.nodes("extends"):
        layers += _base(node, file, shown, faults, depth)
    return layers


def _base(node: Node, file: Path, shown: str, faults: Faults, depth: int) -> list[_Layer]:
    parts = node.fields("path", "packaged")
    if ("path" in parts) == ("packaged" in parts):
        node.fault("policy-extends-what")
        return []
    if depth >= _DEEPEST:
        faults.add("policy-extends-circle", node.place, path=shown)
        return []
    if "packaged" in parts:
        base, name = packaged_folder() / "publication" / f"{parts.text('packaged')}.yml", parts.text("packaged")
    else:
        base, name = file.parent / parts.text("path"), parts.text("path")
    if not base.is_file():
        node.fault("policy-base-missing", path=name)
        return []
    return _layers(base, name, faults, depth + 1)


def _joined(layers: list[_Layer]) -> Settings:
    """The first word counts for what there is one of; lists are joined, the project's entries first."""

    def first(name: str) -> str:
        return next((layer.fields.text(name) for layer in layers if name in layer.fields), "")

    def every(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for layer in layers for word in layer.fields.texts(name)))

    profiles = [layer.fields.word("profile", Profile) for layer in layers if "profile" in layer.fields]
    kinds = [layer.fields.word("kind", ProjectKind) for layer in layers if "kind" in layer.fields]
    return Settings(
        next((one for one in profiles if one is not None), Profile.OPENCODE),
        next((one for one in kinds if one is not None), ProjectKind.APPLICATION),
        first("holder"),
        first("outbound"),
        every("licenses"),
        first("licenses_source"),
        every("hosts"),
        every("public_hosts"),
        every("words"),
        every("inherited"),
        every("resolutions"),
        every("mail_domains"),
    )


def _waivers(layers: list[_Layer], day: date, known: frozenset[str]) -> Iterator[Waiving]:
    """A waiver says which check, who answers for it by role, why and until when."""
    for layer in layers:
        for node in layer.fields.nodes("waivers"):
            fields = node.fields("check", "only", "role", "reason", "expires", needed=("check", "role", "reason", "expires"))
            check, expires = fields.text("check"), fields.day("expires")
            if "check" in fields and check not in known:
                fields["check"].fault("policy-wrong-value", value=check, allowed="PUB-…")
            if expires is not None and expires > day + timedelta(days=LONGEST_WAIVER):
                fields["expires"].fault("policy-wrong-value", value=expires.isoformat(), allowed=f"≤ {LONGEST_WAIVER}")
            for name in ("role", "reason"):
                if name in fields and not fields.text(name).strip():
                    fields[name].fault("policy-wrong-value", value=fields.text(name), allowed="…")
            told = expires.isoformat() if expires is not None else ""
            yield Waiving(check, fields.text("only"), fields.text("role"), fields.text("reason"), told, node.place)
