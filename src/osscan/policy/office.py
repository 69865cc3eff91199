"""Office: what an organisation says once for all its documents: letterhead, who signs, deadlines, resolutions (`osscan/documents/1`)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from osscan.errors import PolicyInvalidError
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.policy.document import Faults, Node, document
from osscan.policy.packaged import packaged_folder
from osscan.policy.schema import Bilingual

SCHEMA = "osscan/documents/1"
KINDS = ("assessment", "defects", "criteria", "technical", "citizens")
_KEYS = ("sender", "unit", "address", "contact", "logo", "signatures", "deadlines", "resolutions")
_WEIGHTS = ("blocker", "condition")
_NUMBER = re.compile(r"\d{5}-\d{2}(?:-E\d+)?")
_LARGEST_LOGO = 512 * 1024


class Resolution(NamedTuple):
    """A paper of the council: number (`23758-22`), day as ISO 8601, what it is about."""

    number: str
    date: str
    title: Bilingual


class Office(NamedTuple):
    """Who speaks. What is not known is empty."""

    sender: Bilingual = Bilingual("", "")
    unit: Bilingual = Bilingual("", "")
    address: tuple[str, ...] = ()
    contact: str = ""
    logo: str = ""
    """SVG text."""
    signatures: tuple[tuple[str, tuple[Bilingual, ...]], ...] = ()
    """Kind of document and the roles that sign it."""
    deadlines: tuple[tuple[str, int], ...] = ()
    """Weight (`blocker`, `condition`) and days from the report's date."""
    resolutions: tuple[Resolution, ...] = ()


def office_named(name: str) -> Office:
    """The office in a file, or of one that comes with osscan; raises PolicyInvalidError with every fault."""
    file, shown = _found(name)
    try:
        content = file.read_bytes()
    except OSError as fault:
        raise PolicyInvalidError(error("policy-unreadable", Place(shown), reason=fault.strerror or str(fault))) from fault
    faults = Faults()
    root = document(content, shown, faults)
    office = _office(root, file) if root is not None else Office()
    faults.stop_if_any()
    return office


def _found(name: str) -> tuple[Path, str]:
    if Path(name).is_file():
        return Path(name), name
    packaged = {one.stem: one for one in sorted((packaged_folder() / "documents").glob("*.yml"))}
    if name in packaged:
        return packaged[name], f"documents/{name}.yml"
    raise PolicyInvalidError(error("letterhead-missing", Place("--letterhead"), name=name, known=", ".join(packaged)))


def _office(root: Node, file: Path) -> Office:
    fields = root.fields(*_KEYS, needed=("schema",))
    if "schema" in fields and fields.text("schema") != SCHEMA:
        fields["schema"].fault("policy-wrong-value", value=fields.text("schema"), allowed=SCHEMA)
    return Office(
        fields.bilingual("sender"),
        fields.bilingual("unit"),
        fields.texts("address"),
        fields.text("contact"),
        _logo(fields["logo"], file) if fields.text("logo") else "",
        tuple(_signatures(name, node) for name, node in fields.named("signatures")),
        tuple(_deadline(name, node) for name, node in fields.named("deadlines")),
        tuple(_resolution(node) for node in fields.nodes("resolutions")),
    )


def _signatures(name: str, node: Node) -> tuple[str, tuple[Bilingual, ...]]:
    if name not in KINDS:
        node.wrong_key(name, KINDS)
    return name, tuple(one.bilingual() for one in node.items())


def _deadline(name: str, node: Node) -> tuple[str, int]:
    if name not in _WEIGHTS:
        node.wrong_key(name, _WEIGHTS)
    return name, node.number() or 0


def _resolution(node: Node) -> Resolution:
    fields = node.fields("number", "date", "title", needed=("number", "title"))
    number = fields.text("number")
    if "number" in fields and not _NUMBER.fullmatch(number):
        fields["number"].fault("policy-wrong-value", value=number, allowed="23758-22")
    day = fields.day("date")
    return Resolution(number, day.isoformat() if day is not None else "", fields.bilingual("title"))


def _logo(node: Node, file: Path) -> str:
    """The SVG beside the file; it must lie in the same folder or below it."""
    target = (file.parent / node.text()).resolve()
    if not target.is_relative_to(file.parent.resolve()) or target.suffix != ".svg":
        node.fault("policy-wrong-value", value=node.text(), allowed="logo.svg")
        return ""
    try:
        if target.stat().st_size > _LARGEST_LOGO:
            node.fault("policy-wrong-value", value=node.text(), allowed=f"≤ {_LARGEST_LOGO}")
            return ""
        return target.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        node.fault("policy-unreadable", reason=str(getattr(fault, "strerror", "") or fault))
        return ""
