"""Notices as Markdown: nothing in foreign words is markup, and license texts stand in fences that no text can close."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osscan.model.notice import NoticeComponent, Notices, NoticeText
from osscan.reports import notice_said as say
from osscan.texts.catalogue import Words
from osscan.texts.escapes import markdown_code, markdown_text

_LONG = 100_000


def render(notices: Notices, words: Words) -> str:
    """The whole document; the same notices give the same bytes."""
    return "\n".join(_lines(notices, words)) + "\n"


def _lines(notices: Notices, words: Words) -> Iterator[str]:
    yield from (f"# {markdown_text(say.title(notices, words))}", "")
    for sentence in say.intro(notices, words):
        yield from (sentence, "")
    names = say.names_of(notices, words)
    if notices.components:
        yield from (f"## {words('notice.head.components')}", "")
        gaps = say.gaps_by_component(notices)
        for component in notices.components:
            told = [say.gap_said(one, words) for one in gaps.get(component.id, ())]
            yield from _component(component, notices, told, words)
    duties = say.sources_said(notices, words)
    if duties:
        yield from (f"## {words('notice.head.sources')}", "", words("notice.duty.all"), "")
        yield from (*(f"- {markdown_text(one, _LONG)}" for one in duties), "")
    for key, texts in (("notices", notices.notices), ("texts", notices.texts)):
        if texts:
            yield from (f"## {words(f'notice.head.{key}')}", "")
            for text in texts:
                yield from _text(text, names, words, named=key == "texts")
    if notices.left_out:
        yield from (f"## {words('notice.head.left-out')}", "")
        for why, told_names in say.left_out_said(notices, words):
            yield f"- {why}: {markdown_text(told_names, _LONG)}"
        yield ""
    found = say.gaps_by_sentence(notices, words)
    if found:
        yield from (f"## {words('notice.head.gaps')}", "")
        for sentence, who in found:
            yield f"- {markdown_text(sentence, _LONG)} {markdown_text(', '.join(who), _LONG)}"


def _component(component: NoticeComponent, notices: Notices, gaps: list[str], words: Words) -> Iterator[str]:
    texts = say.texts_by_id(notices.texts)
    yield from (f"### {markdown_text(say.name_of(component, words))}", "")
    reasons = "".join(f" {markdown_text(one)}" for one in say.because(component, words))
    yield f"- {words('notice.license')}: {markdown_text(say.license_of(component, words))}{reasons}"
    if component.page:
        yield f"- {words('notice.page')}: {markdown_text(component.page)}"
    if component.purl:
        yield f"- {words('notice.purl')}: {markdown_code(component.purl)}"
    if component.paths:
        yield f"- {words('notice.paths')}: {markdown_text(say.paths_of(component, words), _LONG)}"
    if component.copyrights:
        yield f"- {words('notice.copyright')}:"
        yield from (f"    - {markdown_text(one)}" for one in component.copyrights)
    if component.texts:
        links = (f"[{markdown_text(say.text_title(texts[one], words))}](#text-{one})" for one in component.texts)
        yield f"- {words('notice.texts')}: {', '.join(links)}"
    if component.notices:
        yield f"- {words('notice.notices')}: {', '.join(f'[NOTICE](#notice-{one})' for one in component.notices)}"
    yield from (f"- {words('notice.missing')}: {markdown_text(one)}" for one in gaps)
    yield ""


def _text(text: NoticeText, names: dict[str, str], words: Words, *, named: bool) -> Iterator[str]:
    head = markdown_text(say.text_title(text, words)) if named else "NOTICE"
    yield from (f'<a id="{"text" if named else "notice"}-{text.id}"></a>', "", f"### {head}", "")
    yield from (f"{markdown_text(one, _LONG)}  " for one in say.text_notes(text, names, words))
    body = say.verbatim(text.text)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", body)), default=0))
    yield from ("", f"{fence}text", body, fence, "")
