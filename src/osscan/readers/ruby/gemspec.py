"""*.gemspec: a gem's own description with its license, installed or as its author keeps it; only what stands there literally."""

from __future__ import annotations

import re

from osscan.errors import UnreadableError
from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import ROOT, Gathering
from osscan.readers.gems import asked_gem, gem_purl
from osscan.readers.gemspec_text import Said, constant, first_literal, literals, required, said, settings, stub

_OPENING = re.compile(rb"\bGem::Specification\.new\b")
_INSTALLED = re.compile(r"(?:^|/)(?:specifications/|gems/[^/]+-\d[^/]*/)")
_NEEDS = {
    "add_dependency": Scope.RUNTIME,
    "add_runtime_dependency": Scope.RUNTIME,
    "add_development_dependency": Scope.DEV,
}


def read(source: Source) -> Inventory:
    """An installed gem is a component; a gemspec elsewhere describes the project itself."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    told = said(text)
    stub_name, stub_version = stub(text)
    name = stub_name or _named(told)
    if not name:
        fields.error("package-without-name", source.place())
        return Gathering().inventory(fields, READER, "gemspec")
    version = stub_version or _version(told, text, source)
    is_installed = bool(stub_name) or _INSTALLED.search(source.path) is not None
    claims = _claims(told, source, Method.INSTALLED if is_installed else Method.MANIFEST)
    place = source.place("", next((one.line for one in told if one.field == "name"), None))
    purl = gem_purl(name, version)
    if is_installed:
        gathering = Gathering()
        gathering.add(Component(name, version, place, f"{name}@{version}", purl, claims))
        return gathering.inventory(fields, READER, "gemspec")
    gathering = Gathering(Component(name, version, place, ROOT, purl, claims, first_party=True))
    for one in told:
        needed = first_literal(one.text) if one.field in _NEEDS else ""
        if needed:
            requirements = tuple(_requirements(one.text)[1:])
            component = asked_gem(needed, requirements, source.place("", one.line), _NEEDS[one.field])
            gathering.add(component)
            gathering.need(ROOT, component.ref)
        elif one.field in _NEEDS:
            fields.warning("needs-by-program", source.place("", one.line), text=one.text.strip()[:200])
    return gathering.inventory(fields, READER, "gemspec")


def _requirements(text: str) -> list[str]:
    """The literals of one call; a comment or condition behind it is none of them."""
    return list(literals(re.split(r"\s(?:#|if\b|unless\b)", text, maxsplit=1)[0]))


def _named(told: list[Said]) -> str:
    return next((name for one in told if one.field in ("name", "new") and (name := first_literal(one.text))), "")


def _version(told: list[Said], text: str, source: Source) -> str:
    """The literal, or the literal of the constant that stands for it here or in a file that the gemspec loads."""
    for one in told:
        if one.field not in ("version", "new"):
            continue
        words = one.text if one.field == "version" else one.text.partition(",")[2].strip()
        literal, name = first_literal(words), constant(words)
        if literal:
            return literal
        if name:
            return settings(text).get(name) or _loaded(name, text, source)
    return ""


def _loaded(name: str, text: str, source: Source) -> str:
    for path in required(text):
        try:
            beside = source.beside(path) or source.beside(f"lib/{path}")
            found = settings(text_of(beside)[0]).get(name, "") if beside is not None else ""
        except (UnreadableError, OSError, ValueError):
            continue
        if found:
            return found
    return ""


def _claims(told: list[Said], source: Source, method: Method) -> tuple[LicenseClaim, ...]:
    """Several licenses of a gem: RubyGems never said how they belong together."""
    given = [(raw, one.line) for one in told if one.field in ("license", "licenses") for raw in literals(one.text) if raw]
    joined, group = (Joined.UNSAID, "licenses") if len(given) > 1 else (Joined.ALONE, "")
    return tuple(
        LicenseClaim(
            ClaimRole.DECLARED,
            raw,
            Form.NAME if raw.lower() == "nonstandard" else Form.EXPRESSION,
            method,
            source.place(group, line),
            joined,
            group,
        )
        for raw, line in given
    )


def _recognises(head: bytes) -> bool:
    return _OPENING.search(head) is not None


READER = Reader(
    name="ruby/gemspec",
    title="gemspec",
    read=read,
    gives=Gives(licenses=Extent.COMPLETE, edges=Extent.SOME, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
    recognises=_recognises,
)
