"""What an existing document of notices lacks, for people."""

from __future__ import annotations

from collections.abc import Sequence

from osscan.model.notice import Missing, Notices
from osscan.reports.notice_said import foreign, missing_said
from osscan.reports.numbers import counted, number
from osscan.texts.catalogue import Words


def render(file: str, notices: Notices, missing: Sequence[Missing], words: Words, most: int) -> str:
    """The verdict, then what is missing, one a line."""
    if not missing:
        components = counted(words, "notice.count.component", len(notices.components))
        return words("notice.check-complete", (), file=foreign(file), components=components) + "\n"
    whose = len({one.component for one in missing})
    verdict = words(
        "notice.check-lacks",
        (),
        file=foreign(file),
        missing=counted(words, "notice.count.missing", len(missing)),
        components=counted(words, "notice.count.component", whose),
    )
    lines = [verdict, *(f"  {foreign(missing_said(one, words))}" for one in missing[:most])]
    if len(missing) > most:
        lines.append("  " + words("notice.more", (), count=number(words, len(missing) - most)))
    return "\n".join(lines) + "\n"
