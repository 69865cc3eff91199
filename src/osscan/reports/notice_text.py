"""Notices as plain text, to be put beside a product."""

from __future__ import annotations

from collections.abc import Iterator

from osscan.model.notice import NoticeComponent, Notices, NoticeText
from osscan.reports import notice_said as say
from osscan.texts.catalogue import Words


def render(notices: Notices, words: Words) -> str:
    """The whole document; the same notices give the same bytes."""
    return "\n".join(_lines(notices, words)) + "\n"


def _lines(notices: Notices, words: Words) -> Iterator[str]:
    head = say.title(notices, words)
    yield from (say.foreign(head), "=" * len(head), "")
    for sentence in say.intro(notices, words):
        yield from (sentence, "")
    names = say.names_of(notices, words)
    if notices.components:
        yield from _head(words("notice.head.components"))
        gaps = say.gaps_by_component(notices)
        for component in notices.components:
            told = [say.gap_said(one, words) for one in gaps.get(component.id, ())]
            yield from _component(component, notices, told, words)
    duties = say.sources_said(notices, words)
    if duties:
        yield from _head(words("notice.head.sources"))
        yield from (words("notice.duty.all"), "", *(f"* {say.foreign(one)}" for one in duties), "")
    for key, texts in (("notices", notices.notices), ("texts", notices.texts)):
        if texts:
            yield from _head(words(f"notice.head.{key}"))
            for text in texts:
                yield from _text(text, names, words, named=key == "texts")
    if notices.left_out:
        yield from _head(words("notice.head.left-out"))
        for why, told_names in say.left_out_said(notices, words):
            yield from (f"* {why}: {say.foreign_long(told_names)}", "")
    found = say.gaps_by_sentence(notices, words)
    if found:
        yield from _head(words("notice.head.gaps"))
        for sentence, who in found:
            yield from (f"* {say.foreign(sentence)}", f"  {say.foreign_long(', '.join(who))}", "")


def _head(text: str) -> Iterator[str]:
    yield from (text, "-" * len(text), "")


def _component(component: NoticeComponent, notices: Notices, gaps: list[str], words: Words) -> Iterator[str]:
    texts, upstream = say.texts_by_id(notices.texts), say.texts_by_id(notices.notices)
    yield say.foreign(say.name_of(component, words))
    yield f"  {words('notice.license')}: {say.foreign(say.license_of(component, words))}"
    yield from (f"    {say.foreign(one)}" for one in say.because(component, words))
    for key, value in (("page", component.page), ("purl", component.purl), ("paths", say.paths_of(component, words))):
        if value:
            yield f"  {words(f'notice.{key}')}: {say.foreign(value)}"
    yield from (f"  {say.foreign(one)}" for one in component.copyrights)
    if component.texts:
        yield f"  {words('notice.texts')}: {', '.join(say.reference(texts[one], words) for one in component.texts)}"
    if component.notices:
        yield f"  {words('notice.notices')}: {', '.join(f'[{upstream[one].id}]' for one in component.notices)}"
    yield from (f"  {words('notice.missing')}: {say.foreign(one)}" for one in gaps)
    yield ""


def _text(text: NoticeText, names: dict[str, str], words: Words, *, named: bool) -> Iterator[str]:
    head = say.reference(text, words) if named else f"NOTICE [{text.id}]"
    yield from ("=" * 72, head, *(say.foreign_long(one) for one in say.text_notes(text, names, words)), "-" * 72, "")
    yield from (say.verbatim(text.text), "")
