"""Foreign text for formats that read meaning into characters: Markdown, XML and spreadsheets."""

from __future__ import annotations

from osscan.texts.shown import shown

_MARKDOWN = str.maketrans({sign: f"&#{ord(sign)};" for sign in "\\`*_[]<>|~$&"} | {"@": "&#64;&#8203;"})
_CODE = str.maketrans({sign: f"&#{ord(sign)};" for sign in "\\`*_[]<>|~$&@"})
_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def markdown_text(text: str, longest: int = 1000) -> str:
    """`text` as running Markdown: nothing in it is markup, HTML, a link, a table border or a mention of a person."""
    return _unlinked(shown(text, longest).translate(_MARKDOWN))


def markdown_code(text: str, longest: int = 200) -> str:
    """`text` as a code element, inside of which no platform looks for mentions."""
    return f"<code>{_unlinked(shown(text, longest).translate(_CODE))}</code>"


def xml_text(text: str, longest: int = 4000) -> str:
    """`text` for an XML attribute or element."""
    return shown(text, longest).translate(_XML)


def cell(text: str, longest: int = 30_000) -> str:
    """`text` for a spreadsheet's cell, with an apostrophe before what the program would compute."""
    safe = shown(text, longest)
    return f"'{safe}" if safe.lstrip().startswith(_FORMULA) else safe


def _unlinked(markdown: str) -> str:
    return markdown.replace("://", "&#58;//")
