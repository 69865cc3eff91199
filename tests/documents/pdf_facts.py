"""Tells as JSON what a PDF on standard input says of itself. Runs in the checker's own environment, which has the library for it."""

from __future__ import annotations

import io
import json
import sys

import pikepdf


def facts(content: bytes) -> dict[str, object]:
    with pikepdf.open(io.BytesIO(content)) as opened:
        found = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
        tags = [one for one in found if "/S" in one and "/P" in one]
        notes = [one for page in opened.pages for one in page.get("/Annots", [])]
        return {
            "language": str(opened.Root.get("/Lang", "")),
            "title": str(opened.docinfo.get("/Title", "")),
            "created": str(opened.docinfo.get("/CreationDate", "")),
            "standard": str(opened.open_metadata().get("pdfuaid:part", "")),
            "marked": bool(opened.Root.get("/MarkInfo", {}).get("/Marked", False)),
            "title_shown": bool(opened.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
            "kinds": [str(one.S) for one in tags],
            "empty": [str(one.S) for one in tags if "/K" not in one],
            "names": sorted({str(one.Alt) for one in tags if str(one.S) == "/Figure"}),
            "addresses": [str(one.A.URI) for one in notes if "/A" in one and "/URI" in one.A],
            "inside": sum("/Dest" in one or ("/A" in one and str(one.A.S) == "/GoTo") for one in notes),
            "fonts": sorted({str(one.BaseFont).partition("+")[2] for one in found if "/BaseFont" in one}),
        }


def untagged(content: bytes) -> bytes:
    """The same pages without what makes them accessible."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        del opened.Root.StructTreeRoot
        del opened.Root.Lang
        opened.save(target)
    return target.getvalue()


if __name__ == "__main__":
    given = sys.stdin.buffer.read()
    if sys.argv[1:] == ["untagged"]:
        sys.stdout.buffer.write(untagged(given))
    else:
        json.dump(facts(given), sys.stdout)
