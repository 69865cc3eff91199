"""Notices for scripts (`osscan/notice/1`), and what an existing document lacks (`osscan/notice-check/1`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from osscan.model.notice import Gap, Missing, NoticeComponent, Notices, NoticeText
from osscan.reports import notice_said as say
from osscan.reports.json_text import Lines, line, members
from osscan.texts.catalogue import Words

SCHEMA = "osscan/notice/1"
CHECK_SCHEMA = "osscan/notice-check/1"


def render(notices: Notices, words: Words) -> str:
    """One object; a component or text to a line."""
    fields = (
        ("schema", SCHEMA),
        ("tool", {"name": notices.tool[0], "version": notices.tool[1]}),
        ("product", notices.product),
        ("inventory", notices.inventory),
        ("components", Lines(line(_component(one, words)) for one in notices.components)),
        ("texts", Lines(line(_text(one)) for one in notices.texts)),
        ("notices", Lines(line(_text(one)) for one in notices.notices)),
        ("left_out", Lines(line({"why": one.why, "components": list(one.names)}) for one in notices.left_out)),
        ("missing", Lines(line(_gap(one, words)) for one in notices.gaps)),
    )
    return "".join(members(fields)) + "\n"


def render_check(file: str, notices: Notices, missing: Sequence[Missing], words: Words) -> str:
    """What a document lacks, one thing to a line."""
    rows = (
        {"code": one.code, "component": one.component, "facts": dict(one.facts), "message": say.missing_said(one, words)}
        for one in missing
    )
    fields = (
        ("schema", CHECK_SCHEMA),
        ("file", file),
        ("complete", not missing),
        ("components", len(notices.components)),
        ("missing", Lines(line(row) for row in rows)),
    )
    return "".join(members(fields)) + "\n"


def _component(component: NoticeComponent, words: Words) -> dict[str, Any]:
    return {
        "id": component.id,
        "name": component.name,
        "version": component.version,
        "purl": component.purl,
        "license": component.license or None,
        "chosen": component.chosen or None,
        "because": say.because(component, words),
        "page": component.page,
        "copyrights": list(component.copyrights),
        "texts": list(component.texts),
        "notices": list(component.notices),
        "source": {"asked_for": list(component.duties), "addresses": list(component.sources)},
        "at_hand": component.at_hand,
        "files": component.files,
        "paths": list(component.paths),
    }


def _text(text: NoticeText) -> dict[str, Any]:
    return {
        "id": text.id,
        "licenses": list(text.licenses),
        "origin": text.origin.value,
        "files": list(text.files),
        "components": list(text.components),
        "text": text.text,
    }


def _gap(gap: Gap, words: Words) -> dict[str, Any]:
    return {
        "code": gap.code,
        "weight": gap.weight.value,
        "component": gap.component,
        "facts": dict(gap.facts),
        "message": say.gap_said(gap, words),
        "next": say.step_said(gap, words),
    }
