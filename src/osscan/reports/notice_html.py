"""Notices as one HTML file that stands for itself: headings, a list of contents, no scripts, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from osscan.model.notice import NoticeComponent, Notices, NoticeText
from osscan.reports import notice_said as say
from osscan.texts.catalogue import Words

_STYLE = (
    ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}"
    "pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.9rem;border-left:.25rem solid;padding-left:1rem}"
    "dt{font-weight:bold}dd{margin:0 0 .5rem 1rem;overflow-wrap:anywhere}"
    ".skip:not(:focus){position:absolute;left:-100vw}"
)


def render(notices: Notices, words: Words) -> str:
    """The whole document; the same notices give the same bytes."""
    return "\n".join(_lines(notices, words)) + "\n"


def _lines(notices: Notices, words: Words) -> Iterator[str]:
    title = _safe(say.title(notices, words))
    yield "<!DOCTYPE html>"
    yield f'<html lang="{words.language}">'
    yield f'<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
    yield f"<style>{_STYLE}</style></head>"
    yield f'<body><a class="skip" href="#main">{words("notice.skip")}</a>'
    yield f"<header><h1>{title}</h1>"
    yield from (f"<p>{_safe(one)}</p>" for one in say.intro(notices, words))
    yield "</header>"
    sections = list(_sections(notices, words))
    if sections:
        yield f'<nav aria-label="{words("notice.contents")}"><h2>{words("notice.contents")}</h2><ul>'
        yield from (f'<li><a href="#{key}">{words(f"notice.head.{key}")}</a></li>' for key, _ in sections)
        yield "</ul></nav>"
    yield '<main id="main">'
    for key, body in sections:
        yield f'<section aria-labelledby="{key}"><h2 id="{key}">{words(f"notice.head.{key}")}</h2>'
        yield from body
        yield "</section>"
    yield "</main></body></html>"


def _sections(notices: Notices, words: Words) -> Iterator[tuple[str, list[str]]]:
    names = say.names_of(notices, words)
    if notices.components:
        gaps = say.gaps_by_component(notices)
        told = ((one, [say.gap_said(gap, words) for gap in gaps.get(one.id, ())]) for one in notices.components)
        yield "components", [line for one, said in told for line in _component(one, notices, said, words)]
    duties = say.sources_said(notices, words)
    if duties:
        yield "sources", [f"<p>{words('notice.duty.all')}</p>", *_list(duties)]
    for key, texts in (("notices", notices.notices), ("texts", notices.texts)):
        if texts:
            yield key, [line for one in texts for line in _text(one, names, words, named=key == "texts")]
    if notices.left_out:
        yield "left-out", _list([f"{why}: {told_names}" for why, told_names in say.left_out_said(notices, words)])
    found = say.gaps_by_sentence(notices, words)
    if found:
        yield "gaps", _list([f"{sentence} {', '.join(who)}" for sentence, who in found])


def _component(component: NoticeComponent, notices: Notices, gaps: list[str], words: Words) -> Iterator[str]:
    texts = say.texts_by_id(notices.texts)
    yield f"<article><h3>{_safe(say.name_of(component, words))}</h3><dl>"
    reasons = "".join(f"<br>{_safe(one)}" for one in say.because(component, words))
    yield f"<dt>{words('notice.license')}</dt><dd>{_safe(say.license_of(component, words))}{reasons}</dd>"
    if component.page:
        yield f"<dt>{words('notice.page')}</dt><dd>{_link(component.page)}</dd>"
    if component.purl:
        yield f"<dt>{words('notice.purl')}</dt><dd><code>{_safe(component.purl)}</code></dd>"
    if component.paths:
        yield f"<dt>{words('notice.paths')}</dt><dd>{_safe(say.paths_of(component, words))}</dd>"
    if component.copyrights:
        yield f"<dt>{words('notice.copyright')}</dt>" + "".join(f"<dd>{_safe(one)}</dd>" for one in component.copyrights)
    if component.texts:
        links = (f'<a href="#text-{one}">{_safe(say.text_title(texts[one], words))}</a>' for one in component.texts)
        yield f"<dt>{words('notice.texts')}</dt><dd>{', '.join(links)}</dd>"
    if component.notices:
        links = (f'<a href="#notice-{one}">NOTICE</a>' for one in component.notices)
        yield f"<dt>{words('notice.notices')}</dt><dd>{', '.join(links)}</dd>"
    if gaps:
        yield f"<dt>{words('notice.missing')}</dt>" + "".join(f"<dd>{_safe(one)}</dd>" for one in gaps)
    yield "</dl></article>"


def _text(text: NoticeText, names: dict[str, str], words: Words, *, named: bool) -> Iterator[str]:
    head = _safe(say.text_title(text, words)) if named else "NOTICE"
    yield f'<article><h3 id="{"text" if named else "notice"}-{text.id}">{head}</h3>'
    yield from (f"<p>{_safe(one)}</p>" for one in say.text_notes(text, names, words))
    yield f"<pre>{escape(say.verbatim(text.text))}</pre></article>"


def _list(rows: list[str]) -> list[str]:
    return ["<ul>", *(f"<li>{_safe(row)}</li>" for row in rows), "</ul>"]


def _link(address: str) -> str:
    """An address as a link, where it is one that leads to a page."""
    safe = _safe(address)
    return f'<a href="{safe}">{safe}</a>' if address.startswith(("https://", "http://")) else safe


def _safe(text: str) -> str:
    return escape(say.foreign_long(text))
