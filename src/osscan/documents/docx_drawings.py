"""Pictures inside a DOCX: coloured bars, which are decoration beside their value, and the logo, drawn once as PNG."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from osscan.documents.document import Document, Tone
from osscan.documents.libraries import library
from osscan.documents.marks import COLOURS
from osscan.errors import DocumentError
from osscan.model.place import Place
from osscan.model.problem import error

_EMU = 36000
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def inline(relation: str, number: int, width: float, height: float) -> str:
    """A picture in its line, in millimetres, that screen readers pass over; `number` is unique in the document."""
    size = f'cx="{round(width * _EMU)}" cy="{round(height * _EMU)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Picture {number}" descr="">{_DECORATIVE}</wp:docPr><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="Picture {number}" descr=""/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def colour(tone: Tone) -> bytes:
    """A PNG of one dot in the colour of a tone."""
    dot = b"\0" + bytes.fromhex(COLOURS[tone])
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(dot, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


def logo(document: Document) -> bytes:
    """The letterhead's logo as PNG, as not every word processor draws SVG; a DocumentError where it can't be drawn."""
    typst = library("typst")
    page = (
        b"#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
        b'#image(bytes(sys.inputs.logo), format: "svg", height: 16mm)'
    )
    compiler = typst.Compiler(
        input=page, root=Path(__file__).parent, ignore_system_fonts=True, sys_inputs={"logo": document.letterhead.logo}
    )
    try:
        drawn: bytes = compiler.compile(format="png", ppi=300)
    except typst.TypstError as broken:
        raise DocumentError(
            error("document-not-made", Place(document.kind), format="DOCX", reason=broken.message[:300])
        ) from broken
    return drawn
