"""What OpenDocument texts and spreadsheets have in common: the package, what is said of the document, and safe words."""

from __future__ import annotations

import re

from osscan import __version__
from osscan.documents.document import Document
from osscan.documents.marks import stamp
from osscan.documents.package import packed
from osscan.texts.escapes import xml_text

WHOLE = 100_000
_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "of": "urn:oasis:names:tc:opendocument:xmlns:of:1.2",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _SPACES.items())
FONTS = (
    "<office:font-face-decls>"
    '<style:font-face style:name="Text" svg:font-family="\'Liberation Sans\'" style:font-family-generic="swiss" style:font-pitch="variable"/>'
    '<style:font-face style:name="Fixed" svg:font-family="\'Liberation Mono\'" style:font-family-generic="modern" style:font-pitch="fixed"/>'
    "</office:font-face-decls>"
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_RUNS = re.compile(r"  +|^ ")
_KINDS = {".svg": "image/svg+xml", ".xml": "text/xml"}


def safe(text: str) -> str:
    """Foreign words that can be nothing but words, spaces kept as they are."""
    return _RUNS.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', named(text))


def named(text: str) -> str:
    """Foreign words for an attribute or for what is said of the document."""
    return xml_text(text, WHOLE)


def part(name: str, inner: str) -> str:
    """One XML part with every name space declared."""
    return f'{_HEAD}<office:{name} {_DECLARED} office:version="1.3">{inner}</office:{name}>\n'


def odf(kind: str, document: Document, content: str, styles: str, more: dict[str, str]) -> bytes:
    """The package of a document of `kind` (`text`, `spreadsheet`)."""
    media = f"application/vnd.oasis.opendocument.{kind}"
    parts: dict[str, str | bytes] = {
        "mimetype": media,
        "content.xml": part("document-content", content),
        "styles.xml": part("document-styles", styles),
        "meta.xml": part("document-meta", f"<office:meta>{_meta(document)}</office:meta>"),
        **more,
    }
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{_KINDS[name[-4:]]}"/>'
        for name in parts
        if name != "mimetype"
    )
    parts["META-INF/manifest.xml"] = (
        f'{_HEAD}<manifest:manifest xmlns:manifest="{_MANIFEST}" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{media}"/>{entries}</manifest:manifest>\n'
    )
    return packed(parts, plain=("mimetype",))


def _meta(document: Document) -> str:
    moment = stamp(document)
    said = (
        ("meta:generator", f"osscan/{__version__}"),
        ("dc:title", document.title),
        ("dc:subject", document.subtitle),
        ("meta:initial-creator", document.letterhead.sender),
        ("meta:creation-date", moment),
        ("dc:creator", document.letterhead.sender),
        ("dc:date", moment),
        ("dc:language", region(document)),
    )
    return "".join(f"<{tag}>{named(told)}</{tag}>" for tag, told in said if told)


def region(document: Document) -> str:
    """The document's language as a locale, such as `de-DE`."""
    return {"de": "de-DE", "en": "en-GB"}.get(document.language, document.language)
