"""Documents as one HTML file that stands for itself: no script, nothing loaded from elsewhere, readable by everybody and on paper.

The page forbids by itself what it does not need: its Content-Security-Policy allows one style, named by hash, and images that lie inside.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from osscan.documents import svg
from osscan.documents.document import Document, Letterhead
from osscan.documents.html_blocks import Page, safe
from osscan.documents.marks import day, page_number, references
from osscan.documents.outline import contents, outlined
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

_LONGEST_TITLE = 70
_FEWEST_CONTENTS = 3
_PLAIN = re.compile(r"[0-9A-Za-z ]")


def render(document: Document, words: Words) -> str:
    """The whole page; the same document gives the same bytes."""
    shaped = outlined(document)
    reference = document.letterhead.reference
    known = reference if any(map(str.isalnum, reference)) else ""
    told = " · ".join(one for one in (shown(known, 60), shown(document.title, 90)) if one)
    listed = [(one.anchor, one.words) for one in contents(shaped)]
    page = frame(document.title, _inner(shaped, words), words, contents=listed, told=told)
    return "".join(f"{one}\n" for one in page)


def frame(
    title: str, inner: Iterable[str], words: Words, *, contents: Iterable[tuple[str, str]] = (), told: str = ""
) -> Iterator[str]:
    """A page of osscan around `inner`, in which the element `main` has the id `content`; `contents` are anchors with their words.

    On paper each page has its number, and `told` at its foot.
    """
    yield "<!DOCTYPE html>"
    yield f'<html lang="{words.language}">'
    yield _head(title, _style(words, told))
    yield f'<body><a class="skip" href="#content">{escape(words("document.skip"))}</a>'
    yield from _contents(tuple(contents), words)
    yield '<div class="sheet">'
    yield from inner
    yield "</div></body></html>"


def _head(title: str, style: str) -> str:
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'sha256-{digest}'\">"
        f"<title>{escape(shown(title, _LONGEST_TITLE))}</title>\n<style>{style}</style></head>"
    )


def _style(words: Words, told: str) -> str:
    rules = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    before, between, after = map(_quoted, page_number(words))
    number = f"{before} counter(page) {between} counter(pages) {after}"
    margins = f"@bottom-right{{content:{number}}}@bottom-left{{content:{_quoted(told)}}}"
    return f"\n{rules}@page{{{margins}}}\n"


def _inner(document: Document, words: Words) -> Iterator[str]:
    yield from _letterhead(document.letterhead, document, words)
    yield f'<main id="content" tabindex="-1">{svg.shared()}'
    yield f"<h1>{safe(document.title)}</h1>"
    if document.subtitle:
        yield f'<p class="subtitle">{safe(document.subtitle)}</p>'
    yield from Page(document, words).blocks(document.blocks)
    yield "</main>"
    if document.footer:
        yield f"<footer><p>{safe(document.footer)}</p></footer>"


def _contents(found: tuple[tuple[str, str], ...], words: Words) -> Iterator[str]:
    if len(found) < _FEWEST_CONTENTS:
        return
    name = escape(words("document.contents"))
    yield f'<nav aria-label="{name}"><p class="name" aria-hidden="true">{name}</p><details><summary>{name}</summary><ul>'
    yield from (f'<li><a href="#{escape(anchor)}">{safe(said)}</a></li>' for anchor, said in found)
    yield "</ul></details></nav>"


def _letterhead(who: Letterhead, document: Document, words: Words) -> Iterator[str]:
    yield "<header>"
    if who.sender or who.unit or who.logo:
        yield '<div class="sender">'
        if who.logo:
            yield f'<img alt="" src="data:image/svg+xml;base64,{b64encode(who.logo.encode("utf-8", "replace")).decode()}">'
        parts = (("strong", who.sender), ("span", who.unit))
        yield f"<p>{''.join(f'<{tag}>{safe(said)}</{tag}>' for tag, said in parts if said)}</p></div>"
    rows = "".join(
        f"<div><dt>{escape(words(f'document.{key}'))}</dt><dd>{_said(key, lines, document)}</dd></div>"
        for key, lines in references(who, document.date)
    )
    if rows:
        yield f"<dl>{rows}</dl>"
    yield "</header>"


def _said(key: str, lines: list[str], document: Document) -> str:
    said = "<br>".join(map(safe, lines))
    return f'<time datetime="{escape(document.stamp)}">{said}</time>' if key == "date" and day(document) else said


def _quoted(text: str) -> str:
    """A string of CSS, in which nothing can end the string, the rule or the style."""
    return '"' + "".join(one if _PLAIN.match(one) else f"\\{ord(one):x} " for one in text) + '"'
