"""Projects out of nothing: a few files in a dict, and what else a check looks at."""

from __future__ import annotations

from types import SimpleNamespace

from osscan.checks.project import Manifest, Project, Settings, TreeFile
from osscan.checks.table import CHECKS
from osscan.inputs.git_facts import Commit, GitFacts, Tag
from osscan.inputs.roles import role_of
from osscan.model.component import Component, Kind, PathRole, Relation, Scope
from osscan.model.detection import LicenseMatch
from osscan.model.place import Place
from osscan.model.report import CheckStatus, JudgedComponent
from osscan.model.verdict import (
    Compatibility,
    CompatibilityWord,
    Judgement,
    Level,
    LicenseStatus,
    PolicyWord,
    Resolution,
    Verdict,
)

CARDS = {card.id: card for card in CHECKS}
LONG = "Shows where cars can be parked in town, how many places are free, and what they cost, to everybody who drives there."


def project(files=None, *, settings=None, **parts):
    """A Project of texts or bytes by path."""
    contents = {path: text.encode() if isinstance(text, str) else text for path, text in (files or {}).items()}
    tree = tuple(TreeFile(path, len(content), role_of(path)) for path, content in sorted(contents.items()))
    return Project(
        "shop",
        tree,
        Settings(**(settings or {})),
        contents.get,
        by_path={file.path: file for file in tree},
        **parts,
    )


def look(check, files=None, **parts):
    """What a check answers on a project of these files."""
    return CARDS[check].look(project(files, **parts))


def codes(check, files=None, **parts):
    """The codes of the spots that a check objects to; a check that did not look at all is no answer."""
    looked = look(check, files, **parts)
    assert looked.status in (CheckStatus.PASSED, CheckStatus.FAILED), looked
    assert (looked.status is CheckStatus.FAILED) is bool(looked.spots)
    return [spot.code for spot in looked.spots]


def places(check, files=None, **parts):
    """The spots of a check as `path:line`."""
    return [f"{spot.place.input}:{spot.place.line or ''}" for spot in look(check, files, **parts).spots]


def git(*, commits=6, signed_off=True, authors=2, tags=(), dirty=(), large=(), head="c0"):
    """A checkout; a tag is (name, commit, signed)."""
    recent = tuple(
        Commit(f"c{number}", f"author-{number % authors}", f"2026-11-{20 - number:02}T10:00:00+00:00", signed_off)
        for number in range(commits)
    )
    told = tuple(Tag(name, commit, "2026-11-20T10:00:00+00:00", signed) for name, commit, signed in tags)
    return GitFacts(head, "main", tuple(dirty), (), told, recent, commits, tuple(large))


def text_of(expression, coverage=100.0):
    """What is recognised in a license file."""
    return (LicenseMatch(expression, 1, 20, coverage, "hash", "rule", "text", 100),)


def manifest(path="pyproject.toml", license_="", name="parking"):
    return Manifest(path, name, "1.0", license_)


def judged(*parts, complete=True, outbound="EUPL-1.2"):
    """A license report of components; a part is a dict of what is not usual."""
    components, verdicts = [], []
    for number, part in enumerate(parts):
        one, verdict = _component(number, **part)
        components.append(one)
        verdicts.append(verdict)
    return SimpleNamespace(
        complete=complete, components=tuple(components), verdicts=tuple(verdicts), policy=SimpleNamespace(outbound=outbound)
    )


_USUAL = {
    "name": "",
    "license_": "MIT",
    "word": CompatibilityWord.COMPATIBLE,
    "policy": PolicyWord.ALLOWED,
    "objects": False,
    "scope": Scope.RUNTIME,
    "kind": Kind.LIBRARY,
    "role": PathRole.PRODUCT,
    "place": "poetry.lock",
    "first_party": False,
}


def _component(number, **facts):
    told = SimpleNamespace(**{**_USUAL, **facts})
    assert set(facts) <= set(_USUAL)
    name = told.name or f"part-{number}"
    component = Component(
        name, "1.0", Place(told.place), name, f"pkg:generic/{name}@1.0", kind=told.kind, first_party=told.first_party
    )
    resolution = Resolution(next(iter(LicenseStatus)), told.license_, ())
    one = JudgedComponent(name, component, told.scope, Relation.DYNAMIC_LINK, told.role, (told.place,), resolution)
    judgement = Judgement(
        SimpleNamespace(verdict=told.policy),
        Compatibility(told.word, "EUPL-1.2", Relation.DYNAMIC_LINK),
        next(iter(Level)),
    )
    return one, Verdict(name, judgement, objects=told.objects)


def reuse(**facts):
    """A report on license and holder of files, with what the checks ask of it."""
    return SimpleNamespace(**facts)
