"""Programs that Go has built: the modules in them, as Go itself writes them into every program since 1.18 (debug/buildinfo)."""

from __future__ import annotations

from osscan.inputs.source import Source
from osscan.model.component import Component, Kind, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.go_modules import STANDARD, go_purl, is_folder, is_version, module_component, toolchain_version

_MARK = b"\xff Go buildinf:"
_HEADER, _INLINE = 32, 2
"""Bytes before what is told, and the flag of programs in which it stands right there; older ones only point to it."""
_FRAME = 16
"""Bytes before and behind the list of modules that mark it in memory."""
_LONGEST = 16 * 1024 * 1024
_PROGRAMS = (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe\0\0\0\x02")


def is_program(content: bytes) -> bool:
    """Whether these bytes begin a program and hold what Go writes into its own."""
    return content.startswith(_PROGRAMS) and _MARK in content


def read(source: Source) -> Inventory:
    """The modules that were built in, and the program itself, which may be a tool of somebody else's."""
    content = source.content()
    fields = Fields(source)
    told = _told(content)
    if told is None:
        fields.error("go-build-info", source.place())
        return Gathering().inventory(fields, READER, "Go")
    version, modules = told
    rows = [line.split("\t") for line in modules.decode("utf-8", "replace").splitlines()]
    path = next((row[1] for row in rows if row[0] == "path" and len(row) > 1), "")
    main = next((row for row in rows if row[0] == "mod" and len(row) > 2), ["mod", path, ""])
    own = main[2] if is_version(main[2]) else ""
    name = main[1] or source.name
    product = Component(name, own, source.place("mod"), f"{name}@{own}", go_purl(main[1], own), kind=Kind.APPLICATION)
    gathering = Gathering()
    gathering.add(product)
    for component in _modules(rows, source):
        gathering.add(component)
        gathering.need(product.ref, component.ref)
    standard = toolchain_version(version)
    if standard:
        ref = f"{STANDARD}@{standard}"
        gathering.add(Component(STANDARD, standard, source.place("go"), ref, go_purl(STANDARD, standard), (), Scope.RUNTIME))
        gathering.need(product.ref, ref)
    return gathering.inventory(fields, READER, "Go", version)


def _modules(rows: list[list[str]], source: Source) -> list[Component]:
    """Each `dep`; one that `=>` follows is what replaced it, and nothing where that is a folder."""
    found: list[Component] = []
    for row in rows:
        if row[0] not in ("dep", "=>") or len(row) < 3:
            continue
        if row[0] == "=>":
            found = found[:-1]
        if not is_folder(row[1]):
            found.append(module_component((row[1], row[2]), source.place(f"dep {row[1]}"), Scope.RUNTIME))
    return found


def _told(content: bytes) -> tuple[str, bytes] | None:
    """The version of Go and the list of modules; None where they can't be found."""
    at = content.find(_MARK)
    while at >= 0:
        if len(content) > at + _HEADER and content[at + 15] & _INLINE:
            version, after = _text(content, at + _HEADER)
            modules, _ = _text(content, after)
            if version.startswith(b"go") or b"devel" in version:
                framed = len(modules) > 2 * _FRAME and modules[-_FRAME - 1 : -_FRAME] == b"\n"
                return version.decode("ascii", "replace"), modules[_FRAME:-_FRAME] if framed else b""
        at = content.find(_MARK, at + 1)
    return None


def _text(content: bytes, at: int) -> tuple[bytes, int]:
    """A text with its length before it (unsigned varint), and where it ends."""
    size = shift = 0
    while at < len(content) and shift < 35:
        byte = content[at]
        at += 1
        size |= (byte & 127) << shift
        shift += 7
        if not byte & 128:
            break
    size = min(size, _LONGEST)
    return content[at : at + size], at + size


READER = Reader(
    name="go/build-info",
    title="programs built by Go 1.18 and later",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.SOME, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
    recognises=is_program,
)
