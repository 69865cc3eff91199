"""The story of `osscan publish rehearse`: the committed state in a clean room, all checks there, and the list of what becomes public."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from osscan.checks.project import Settings
from osscan.checks.table import IDS
from osscan.engine import publish_decisions
from osscan.engine.executor import Executor
from osscan.engine.publish import judged
from osscan.engine.publish_lying import left_lying
from osscan.engine.publish_project import Asked, Gathered, gather
from osscan.engine.publish_settings import settings_of
from osscan.inputs.git_public import Public, public_state
from osscan.inputs.git_room import Room, clean_room, squash
from osscan.inputs.source import Source
from osscan.leaks.leak import Settings as LeakSettings
from osscan.leaks.mail import mail_class
from osscan.model.place import Place
from osscan.model.problem import Facts
from osscan.model.publication import Checked, PublicationReport, Spot
from osscan.model.rehearsal import PlanStep, PublicIdentity, Rehearsal
from osscan.policy.schema import Policy


class Wanted(NamedTuple):
    """What to rehearse, and how it is judged; `changed` puts the words of the command line over the committed settings."""

    folder: Path
    policy: Policy
    organisation: str
    changed: Callable[[Settings], Settings]
    as_of: date
    generated_at: str
    squash: bool = False
    history: bool = True


class Rehearsed(NamedTuple):
    """The rehearsal, or the reason (a word of `publish.reason`, and git's own words) why there is none."""

    rehearsal: Rehearsal | None = None
    reason: str = ""
    said: str = ""


def rehearse(wanted: Wanted, executor: Executor) -> Rehearsed:
    """What would be seen if branches and tags were pushed now; settings, decisions and locks count as they are committed.

    Raises PolicyInvalidError where the committed settings have faults. Nothing outside of the clean room is written.
    """
    with clean_room(wanted.folder) as room:
        if room.folder is None:
            return Rehearsed(reason=room.reason, said=room.said)
        try:
            return Rehearsed(_rehearsed(wanted, room, room.folder, executor))
        except OSError as fault:
            return Rehearsed(reason="refused", said=str(fault).partition("\n")[0])


def _rehearsed(wanted: Wanted, room: Room, clone: Path, executor: Executor) -> Rehearsal:
    settings = wanted.changed(settings_of(clone, wanted.organisation, wanted.as_of, IDS))
    shown = whole = public_state(clone)
    if wanted.squash:
        moment = int(datetime.fromisoformat(wanted.generated_at).timestamp())
        squash(clone, room.revision, moment, settings.holder)
        shown = public_state(clone)
    decided = publish_decisions.read(clone)
    asked = Asked(
        str(clone),
        wanted.policy,
        settings,
        decided.decisions,
        wanted.as_of,
        wanted.generated_at,
        wanted.history,
        _locks(clone),
        decided.problems,
    )
    gathered = gather(asked, executor)
    plan, planned = _plan(gathered)
    return Rehearsal(
        _at_home(judged(asked, gathered), str(clone), wanted.folder),
        room.revision,
        wanted.squash,
        room.shallow,
        shown.files,
        shown.refs,
        shown.commits,
        tuple(_identities(shown, settings)),
        shown.past,
        shown.contents,
        room.staying,
        left_lying(wanted.folder, shown.files),
        plan,
        planned,
        _gone(whole),
    )


def _locks(clone: Path) -> tuple[Source, ...]:
    """The lock that is committed; one above the clone would be nobody's."""
    file = clone / "osscan.lock"
    return (Source("osscan.lock", str(file)),) if file.is_file() else ()


def _identities(shown: Public, settings: Settings) -> Iterable[PublicIdentity]:
    rules = LeakSettings(mail_domains=settings.mail_domains) if settings.mail_domains else LeakSettings()
    return (PublicIdentity(one.name, one.mail, mail_class(one.mail, rules), one.roles) for one in shown.named)


def _gone(whole: Public) -> tuple[tuple[str, int], ...]:
    """What a squash of this state takes away: all but one commit, one branch and the tags on it."""
    tags = sum(ref.kind == "tag" for ref in whole.refs)
    return (
        ("commits", max(len(whole.commits) - 1, 0)),
        ("branches", max(len(whole.refs) - tags - 1, 0)),
        ("identities", len(whole.named)),
        ("paths", len(whole.past)),
    )


def _plan(gathered: Gathered) -> tuple[tuple[PlanStep, ...], bool]:
    leaks = gathered.project.leaks
    if leaks is None or not leaks.has_history:
        return (), False
    return tuple(PlanStep(one.step, one.paths, one.command) for one in leaks.plan), True


def _at_home(report: PublicationReport, clone: str, original: Path) -> PublicationReport:
    """The report with places as they are seen in the project: nobody knows the temporary folder."""
    plain = _without(clone)
    return report._replace(
        path=original.as_posix(),
        checks=tuple(_moved(one, plain) for one in report.checks),
        problems=tuple(one._replace(place=_place(one.place, plain), facts=_facts(one.facts, plain)) for one in report.problems),
        expired_waivers=tuple(one._replace(place=_place(one.place, plain)) for one in report.expired_waivers),
        unused_waivers=tuple(one._replace(place=_place(one.place, plain)) for one in report.unused_waivers),
    )


def _without(clone: str) -> Callable[[str], str]:
    before = clone.rstrip("/")

    def plain(text: str) -> str:
        return text.replace(f"{before}/", "").replace(before, ".") if before in text else text

    return plain


def _moved(check: Checked, plain: Callable[[str], str]) -> Checked:
    return check._replace(
        spots=tuple(_spot(one, plain) for one in check.spots),
        waived=tuple((_spot(one, plain), waiver) for one, waiver in check.waived),
        facts=_facts(check.facts, plain),
    )


def _spot(spot: Spot, plain: Callable[[str], str]) -> Spot:
    return spot._replace(place=_place(spot.place, plain), facts=_facts(spot.facts, plain), key=plain(spot.key))


def _place(place: Place, plain: Callable[[str], str]) -> Place:
    return place._replace(input=plain(place.input))


def _facts(facts: Facts, plain: Callable[[str], str]) -> Facts:
    return tuple((name, plain(value)) for name, value in facts)
