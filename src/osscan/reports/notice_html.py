"""Notices as one HTML file that stands for itself: headings, a list of contents, no scripts, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from osscan.documents.html import frame
from osscan.model.notice import NoticeComponent, Notices, NoticeText
from osscan.reports import notice_said as say
from osscan.texts.catalogue import Words


def render(notices: Notices, words: Words) -> str:
    """The whole document; the same notices give the same bytes."""
    title = say.title(notices, words)
    sections = list(_sections(notices, words))
    listed = [(key, words(f"notice.head.{key}")) for key, _ in sections]
    return "".join(f"{one}\n" for one in frame(title, _main(notices, sections, words), words, contents=listed, told=title))


def _main(notices: Notices, sections: list[tuple[str, list[str]]], words: Words) -> Iterator[str]:
    yield f'<main id="content" tabindex="-1"><h1>{_safe(say.title(notices, words))}</h1>'
    yield from (f"<p>{_safe(one)}</p>" for one in say.intro(notices, words))
    for key, body in sections:
        yield f'<section aria-labelledby="{key}"><h2 id="{key}">{words(f"notice.head.{key}")}</h2>'
        yield from body
        yield "</section>"
    yield "</main>"


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
    yield f'<article><h3>{_safe(say.name_of(component, words))}</h3><dl class="facts">'
    for key, said in _facts(component, notices, gaps, words):
        yield f"<div><dt>{words(f'notice.{key}')}</dt>{''.join(f'<dd>{one}</dd>' for one in said)}</div>"
    yield "</dl></article>"


def _facts(component: NoticeComponent, notices: Notices, gaps: list[str], words: Words) -> Iterator[tuple[str, list[str]]]:
    texts = say.texts_by_id(notices.texts)
    yield "license", ["<br>".join(map(_safe, (say.license_of(component, words), *say.because(component, words))))]
    if component.page:
        yield "page", [_link(component.page)]
    if component.purl:
        yield "purl", [f"<code>{_safe(component.purl)}</code>"]
    if component.paths:
        yield "paths", [_safe(say.paths_of(component, words))]
    if component.copyrights:
        yield "copyright", list(map(_safe, component.copyrights))
    if component.texts:
        links = (f'<a href="#text-{one}">{_safe(say.text_title(texts[one], words))}</a>' for one in component.texts)
        yield "texts", [", ".join(links)]
    if component.notices:
        yield "notices", [", ".join(f'<a href="#notice-{one}">NOTICE</a>' for one in component.notices)]
    if gaps:
        yield "missing", list(map(_safe, gaps))


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
