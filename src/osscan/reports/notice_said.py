"""What every form of a notice says alike: names, licenses, reasons, gaps, and which text is which."""

from __future__ import annotations

from collections.abc import Iterable

from osscan.model.notice import Gap, Missing, NoticeComponent, Notices, NoticeText, Origin
from osscan.reports.numbers import counted
from osscan.reports.sentences import reason_text
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

_WHOLE = 1 << 30
_MOST_NAMES = 4


def title(notices: Notices, words: Words) -> str:
    """The heading of the document."""
    return words("notice.title-of", (), product=notices.product) if notices.product else words("notice.title")


def intro(notices: Notices, words: Words) -> list[str]:
    """What the document is, and what it was made from."""
    count = len(notices.components)
    first = counted(words, "notice.intro", count) if count else words("notice.none")
    return [first, words("notice.made", (), version=notices.tool[1], inventory=notices.inventory[:16])]


def name_of(component: NoticeComponent, words: Words) -> str:
    """Name and version; files that are no package are called so."""
    if not component.purl and component.name == component.license:
        return words("notice.files", (), license=component.license)
    return f"{component.name} {component.version}".strip()


def license_of(component: NoticeComponent, words: Words) -> str:
    """The license that counts, and the branch that was chosen."""
    if not component.license:
        return words("notice.no-license")
    if not component.chosen:
        return component.license
    return words("notice.chosen", (), chosen=component.chosen, license=component.license)


def paths_of(component: NoticeComponent, words: Words) -> str:
    """The files of what is no package; empty for packages."""
    if not component.paths:
        return ""
    more = component.files - len(component.paths)
    said = ", ".join(component.paths)
    return counted(words, "report.and-more", more, names=said) if more > 0 else said


def because(component: NoticeComponent, words: Words) -> list[str]:
    """Why this branch."""
    return [reason_text(words, reason) for reason in component.because]


def text_title(text: NoticeText, words: Words) -> str:
    """What a text is: the licenses in it, else that it is a license file."""
    named = [name for name in text.licenses if not name.startswith("LicenseRef-scancode-")]
    if not named:
        return words("notice.unnamed")
    return ", ".join(named[:_MOST_NAMES]) + (" …" if len(named) > _MOST_NAMES else "")


def reference(text: NoticeText, words: Words) -> str:
    """How a component points to a text."""
    return f"{text_title(text, words)} [{text.id}]"


def text_notes(text: NoticeText, names: dict[str, str], words: Words) -> list[str]:
    """For whom a text stands here, and where it is from."""
    said = [words("notice.used-by", (), names=", ".join(names[one] for one in text.components if one in names))]
    if text.files:
        said.append(words("notice.file", (), names=", ".join(text.files)))
    if text.origin is Origin.STANDARD:
        said.append(words("notice.standard"))
    return said


def gap_said(gap: Gap, words: Words) -> str:
    """One gap in a sentence."""
    facts = gap.facts
    if gap.code == "no-license":
        facts = tuple((key, words(f"verdict.status.{value}.word") if key == "status" else value) for key, value in facts)
    return words(f"notice.gap.{gap.code}", facts)


def step_said(gap: Gap, words: Words) -> str:
    """What to do about a gap."""
    return words(f"notice.step.{gap.code}")


def gaps_by_component(notices: Notices) -> dict[str, list[Gap]]:
    """The gaps of each component."""
    found: dict[str, list[Gap]] = {}
    for gap in notices.gaps:
        found.setdefault(gap.component, []).append(gap)
    return found


def gaps_by_sentence(notices: Notices, words: Words) -> list[tuple[str, list[str]]]:
    """Each gap's sentence once, with the names of all components that have it, what is owed first."""
    names = {one.id: name_of(one, words) for one in notices.components}
    found: dict[str, dict[str, None]] = {}
    for gap in sorted(notices.gaps, key=lambda one: (one.weight.value != "owed", one.code, one.facts)):
        found.setdefault(f"{gap_said(gap, words)} {step_said(gap, words)}", {})[names.get(gap.component, gap.component)] = None
    return [(sentence, sorted(told, key=str.casefold)) for sentence, told in found.items()]


def sources_said(notices: Notices, words: Words) -> list[str]:
    """Where the source code is of components whose licenses ask for it."""
    said = []
    for one in notices.components:
        if one.duties and one.sources:
            said.append(words("notice.duty.at", (), name=name_of(one, words), addresses=", ".join(one.sources)))
        elif one.duties:
            said.append(words("notice.duty.nowhere", (), name=name_of(one, words)))
    return said


def left_out_said(notices: Notices, words: Words) -> list[tuple[str, str]]:
    """Why components are not listed, and which."""
    return [
        (
            f"{words(f'notice.left-out.{one.why}')} ({counted(words, 'notice.count.component', len(one.names))})",
            ", ".join(one.names),
        )
        for one in notices.left_out
    ]


def missing_said(missing: Missing, words: Words) -> str:
    """What an existing document lacks, in a sentence."""
    return words(f"notice.absent.{missing.code}", missing.facts, name=missing.component)


def counts_said(notices: Notices, words: Words) -> str:
    """How many components, license texts and NOTICE texts."""
    return words(
        "notice.written",
        (),
        components=counted(words, "notice.count.component", len(notices.components)),
        texts=counted(words, "notice.count.text", len(notices.texts)),
        notices=counted(words, "notice.count.notice", len(notices.notices)),
    )


def verbatim(text: str) -> str:
    """A foreign text with its lines and tabs; characters that could trick a reader stand as escapes."""
    return "\n".join("\t".join(shown(part, _WHOLE) for part in line.split("\t")) for line in text.split("\n"))


def foreign(text: str) -> str:
    """A foreign word in a line of its own document."""
    return shown(text, 2000)


def foreign_long(text: str) -> str:
    """Foreign words of any length in one line."""
    return shown(text, _WHOLE)


def names_of(notices: Notices, words: Words) -> dict[str, str]:
    """What components are called, by id."""
    return {one.id: name_of(one, words) for one in notices.components}


def texts_by_id(texts: Iterable[NoticeText]) -> dict[str, NoticeText]:
    """Texts by their ids."""
    return {one.id: one for one in texts}
