"""The database of dpkg or opkg: which packages are installed, what they need, and what their copyright files say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osscan.errors import UnreadableError
from osscan.inputs.deb822 import Paragraph, paragraphs
from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.purl import purl
from osscan.readers.base import Reader
from osscan.readers.dep5 import package_claims
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.os_release import distribution

_GONE = frozenset({"not-installed", "config-files"})
"""States in which no file of a package but its settings lies on the disk (dpkg(1), "Package states")."""
_NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9+.\-_]*)")
_LISTS = ("pre-depends", "depends")
_FIRST = re.compile(rb"\s*Package:[ \t]*\S")
_STATUS = re.compile(rb"^Status:[ \t]*(?:install|deinstall|purge|hold|unknown)\b", re.MULTILINE)


def read(source: Source) -> Inventory:
    """One component for each package whose files lie on the disk; a file of `status.d` holds one."""
    form = "opkg status" if "opkg" in source.path.split("/") else "dpkg status"
    if source.name.endswith((".md5sums", ".preinst", ".postinst")):
        return Inventory(source.path, READER.name, form, gives=READER.gives)
    text, problems = text_of(source)
    fields = Fields(source, problems)
    kind, vendor = ("opkg", "openwrt") if form.startswith("opkg") else ("deb", "debian")
    vendor = distribution(source) or vendor
    gathering = Gathering()
    providers: dict[str, list[str]] = {}
    needs: list[tuple[str, str]] = []
    for paragraph in paragraphs(text):
        for line in paragraph.strange:
            fields.warning("control-line-strange", source.place("", line))
        component = _component(paragraph, kind, vendor, fields)
        if component is None:
            continue
        gathering.add(component)
        for virtual in _names(paragraph.text("provides")):
            providers.setdefault(virtual, []).append(component.ref)
        needs += [(component.ref, needed) for key in _LISTS for needed in _names(paragraph.text(key))]
    for needing, needed in needs:
        gathering.need(needing, needed)
        for provider in providers.get(needed, ())[:_MOST_PROVIDERS]:
            gathering.need(needing, provider)
    return gathering.inventory(fields, READER, form)


_MOST_PROVIDERS = 20


def _component(paragraph: Paragraph, kind: str, vendor: str, fields: Fields) -> Component | None:
    source = fields.source
    state = paragraph.text("status").split()
    if state and state[-1] in _GONE:
        return None
    name, version = (paragraph.text(key).partition("\n")[0].strip() for key in ("package", "version"))
    if not name:
        fields.error("package-without-name", source.place("Package", paragraph.line))
        return None
    place = source.place("", paragraph.line_of("package"))
    return Component(name, version, place, name, purl(kind, name, version, vendor), _claims(paragraph, name, fields))


def _claims(paragraph: Paragraph, name: str, fields: Fields) -> tuple[LicenseClaim, ...]:
    """What the database says itself (opkg does), and the copyright file of the package where the whole system lies there."""
    said: tuple[LicenseClaim, ...] = ()
    raw = " ".join(paragraph.text("license").split())
    if raw:
        place = fields.source.place("License", paragraph.line_of("license"))
        said = (LicenseClaim(ClaimRole.DECLARED, raw, Form.EXPRESSION, Method.INSTALLED, place),)
    if "/" in name or name.startswith("."):
        return said
    there = (fields.source.beside(f"{above}/usr/share/doc/{name}/copyright") for above in _roots(fields.source.path))
    beside = next((one for one in there if one is not None), None)
    if beside is None:
        return said
    try:
        claims, problems = package_claims(beside)
    except UnreadableError as fault:
        fields.retell((fault.problem,))
        return said
    fields.retell(problems)
    return (*said, *claims)


def _roots(path: str) -> tuple[str, ...]:
    """Where the files of the packages begin, seen from the database, or from the control file of one package that nobody has unpacked."""
    folder = path.rpartition("/")[0]
    if folder.endswith("!") and "control.tar" in folder:
        return tuple(f"../data.tar{packing}!" for packing in (".xz", ".zst", ".gz", ".bz2", ""))
    return ("../../../..",) if folder.endswith("status.d") else ("../../..",)


def _names(text: str) -> Iterator[str]:
    """The package names of a list, those of alternatives too; versions and architectures are put aside."""
    for entry in re.split(r"[,|]", text) if text else ():
        found = _NAME.match(entry)
        if found is not None:
            yield found[1]


def _recognises(head: bytes) -> bool:
    return _FIRST.match(head) is not None and _STATUS.search(head) is not None


READER = Reader(
    name="os/dpkg-status",
    title="dpkg and opkg status",
    read=read,
    gives=Gives(licenses=Extent.SOME, edges=Extent.COMPLETE, scopes=Extent.NEVER, hashes=Extent.NEVER),
    recognises=_recognises,
)
