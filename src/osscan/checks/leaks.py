"""What must not get out: secrets, keys, personal data, internals, metadata; in the tree and in everything that git remembers."""

from __future__ import annotations

from collections.abc import Callable

from osscan.checks.base import Check, failed, incomplete, unknown
from osscan.checks.project import Project
from osscan.checks.sources import criteria, law, opencode, osps, public_code
from osscan.leaks.leak import Leak, LeakClass
from osscan.leaks.mail import MailClass
from osscan.model.problem import Problem, Severity, facts_of
from osscan.model.publication import Looked, Profile, Spot
from osscan.model.report import CheckSeverity, CheckStatus

_DUMPS = frozenset({"sql-dump", "personal-table", "database-file", "mailbox", "network-recording"})
_LINKS = frozenset({"ticket", "internal-link", "file-reference"})
_CUT = frozenset({"leak-text-cut", "leak-content-too-large"})
_WORDS = frozenset({"internal-word", "classified", "confidential-remark"})


def _found(project: Project, takes: Callable[[Leak], bool], *, history: bool = False, text: bool = True) -> Looked:
    """What was found and nobody has allowed; what is only taken for test data is counted.

    A content that was too large to be searched to its end leaves the check open, until somebody who has seen it answers for it.
    `text` is whether the look needs every line of a content.
    """
    told = project.leaks
    if told is None:
        return unknown(project.missing.get("leaks", "not-looked"))
    if history and not told.has_history:
        return unknown("history-not-asked")
    if history and project.git is None:
        return unknown(project.missing.get("git", "no-git"))
    leaks = [leak for leak in (told.history if history else told.tree) if takes(leak) and not leak.allowed]
    counting = [leak for leak in leaks if leak.weight is not CheckSeverity.HINT]
    spots = [_spot(project, leak) for leak in counting]
    facts = facts_of(found=len(spots), doubtful=len(leaks) - len(counting), files=told.files)
    unseen = [_unseen(project, problem) for problem in told.problems if text and _is_cut(project, problem, history=history)]
    looked = failed((*spots, *unseen), facts)
    if unseen and not spots:
        looked = looked._replace(status=CheckStatus.UNKNOWN, reason="incomplete")
    return incomplete(looked, complete=not any(_concerns(problem, history=history) for problem in told.problems))


def _concerns(problem: Problem, *, history: bool) -> bool:
    """Whether a problem leaves a look at the tree, or at the history, incomplete."""
    return problem.severity is Severity.ERROR and ("history" in problem.code or "git" in problem.code) is history


def _is_cut(project: Project, problem: Problem, *, history: bool) -> bool:
    """Whether a content of the tree, or of the history, was not searched to its end."""
    return problem.code in _CUT and (history or problem.place.input in project.by_path)


def _unseen(project: Project, problem: Problem) -> Spot:
    path = problem.place.input
    return Spot(problem.code, project.place(path), problem.facts, f"{problem.code}:{path}")


def _spot(project: Project, leak: Leak) -> Spot:
    facts = facts_of(rule=leak.rule, shown=leak.redacted, commit=leak.commit[:12], times=leak.times)
    return Spot("found", project.place(leak.place.input, leak.place.line), facts, leak.fingerprint, leak.weight)


def secrets(project: Project) -> Looked:
    return _found(project, lambda leak: leak.kind is LeakClass.SECRET)


def history(project: Project) -> Looked:
    return _found(project, lambda leak: leak.kind in (LeakClass.SECRET, LeakClass.KEY), history=True)


def keys(project: Project) -> Looked:
    return _found(project, lambda leak: leak.kind is LeakClass.KEY)


def personal(project: Project) -> Looked:
    return _found(project, lambda leak: leak.kind is LeakClass.PERSONAL and leak.rule not in _DUMPS)


def internals(project: Project) -> Looked:
    return _found(project, lambda leak: leak.kind is LeakClass.INTERNAL and leak.rule not in _LINKS | _WORDS)


def links(project: Project) -> Looked:
    return _found(project, lambda leak: leak.rule in _LINKS)


def dumps(project: Project) -> Looked:
    return _found(project, lambda leak: leak.rule in _DUMPS, text=False)


def metadata(project: Project) -> Looked:
    return _found(project, lambda leak: leak.kind is LeakClass.METADATA, text=False)


def remarks(project: Project) -> Looked:
    """Words that are hints by themselves count here."""
    told = project.leaks
    if told is None:
        return unknown(project.missing.get("leaks", "not-looked"))
    found = failed([_spot(project, leak) for leak in told.tree if leak.rule in _WORDS and not leak.allowed])
    return incomplete(found, complete=not any(_concerns(problem, history=False) for problem in told.problems))


def identities(project: Project) -> Looked:
    """Private addresses and those of employees become public with every commit; somebody has to have seen that."""
    told = project.leaks
    if told is None:
        return unknown(project.missing.get("leaks", "not-looked"))
    if not told.has_history:
        return unknown("history-not-asked")
    if project.git is None:
        return unknown(project.missing.get("git", "no-git"))
    answers = {one.answer for one in project.decisions if one.check == "PUB-LEAK-06"}
    if "yes" in answers and "no" not in answers:
        return failed(())
    people = [one for one in told.identities if one.kind in (MailClass.PRIVATE, MailClass.OWN)]
    spots = [
        Spot(one.kind, project.place("."), facts_of(who=one.shown, commits=one.authored + one.committed), one.shown)
        for one in people
    ]
    found = failed(spots, facts_of(identities=len(told.identities)))
    return incomplete(found, complete=not any(_concerns(problem, history=True) for problem in told.problems))


_BLOCKER, _CONDITION, _HINT = CheckSeverity.BLOCKER, CheckSeverity.CONDITION, CheckSeverity.HINT
_LESS = ((Profile.INTERN, _HINT),)

CHECKS = (
    Check("PUB-LEAK-01", _BLOCKER, criteria("S"), (osps("BR-07.01"), public_code("code in the open")), secrets),
    Check("PUB-LEAK-02", _BLOCKER, criteria("S"), (osps("BR-07.01"), public_code("code in the open")), history, "rehearse"),
    Check("PUB-LEAK-03", _BLOCKER, criteria("S"), (osps("BR-07.01"),), keys, "fix gitignore"),
    Check("PUB-LEAK-04", _BLOCKER, criteria("S"), (law("Interoperable Europe Act", "Art. 8 Abs. 3"), law("DSGVO", "Art. 5")), personal, others=((Profile.INTERN, _CONDITION),)),
    Check("PUB-LEAK-05", _CONDITION, criteria("S"), (public_code("code in the open"),), internals, others=_LESS),
    Check("PUB-LEAK-06", _CONDITION, criteria("S"), (law("DSGVO", "Art. 5"),), identities, "record PUB-LEAK-06", others=_LESS),
    Check("PUB-LEAK-07", _CONDITION, criteria("S"), (public_code("code in the open"),), links, others=((Profile.INTERN, None), (Profile.MINIMAL, _HINT))),
    Check("PUB-LEAK-08", _CONDITION, criteria("S"), (opencode("Anforderungen an Inhalte"), law("DSGVO", "Art. 5")), dumps),
    Check("PUB-LEAK-09", _CONDITION, criteria("S"), (law("DSGVO", "Art. 5"),), metadata, others=_LESS),
    Check("PUB-LEAK-10", _HINT, criteria("S"), (public_code("code in the open"),), remarks, others=((Profile.INTERN, None),)),
)  # fmt: skip
