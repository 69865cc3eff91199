"""What is told of a rehearsal in every format for people: headings, and the lines beneath them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from osscan.model.rehearsal import FileKind, Lying, PublicFile, PublicIdentity, Rehearsal
from osscan.reports.numbers import counted, number
from osscan.texts.catalogue import Words

_FEW = 8
_DOWNWARDS = ("private", "other", "own", "function", "no-reply", "example", "none")
"""Addresses that say most of a person first."""


class Part(NamedTuple):
    """A heading with its lines; `rest` is how many were left out, `commands` are to be pasted."""

    head: str
    lines: tuple[str, ...]
    rest: int = 0
    commands: tuple[tuple[int, str], ...] = ()
    """Behind which line (counted from 1) a command stands."""


def parts(rehearsal: Rehearsal, words: Words, *, verbose: bool) -> Iterator[Part]:
    """Everything that becomes public, what lies around, what a squash would take away, and the plan."""
    most = None if verbose else _FEW
    yield Part(words("publish_rehearse.head.public"), tuple(_summary(rehearsal, words)))
    largest = sorted(rehearsal.files, key=lambda file: (-file.size, file.path))
    yield _cut(words("publish_rehearse.head.files"), [file_said(one, words) for one in largest if one.size], most)
    elsewhere = [file for file in rehearsal.files if file.kind in (FileKind.SUBMODULE, FileKind.POINTER)]
    yield _cut(words("publish_rehearse.head.elsewhere"), [elsewhere_said(one, words) for one in elsewhere], most)
    order = {kind: place for place, kind in enumerate(_DOWNWARDS)}
    people = sorted(rehearsal.identities, key=lambda one: order.get(one.kind, 0))
    yield _cut(words("publish_rehearse.head.identities"), [identity_said(one, words) for one in people], most)
    yield _cut(
        words("publish_rehearse.head.refs"),
        [f"{words(f'publish_rehearse.ref.{one.kind}')} {one.name}" for one in rehearsal.refs],
        most,
    )
    yield _cut(words("publish_rehearse.head.past"), list(rehearsal.past), most)
    needed = [one for one in rehearsal.lying if one.needed]
    yield _cut(words("publish_rehearse.head.needed"), [lying_said(one, words) for one in needed], most)
    changed = [one for one in rehearsal.lying if one.state != "ignored" and not one.needed]
    yield _cut(words("publish_rehearse.head.lying"), [lying_said(one, words) for one in changed], most)
    yield _squash(rehearsal, words)
    yield _plan(rehearsal, words)


def _summary(rehearsal: Rehearsal, words: Words) -> Iterator[str]:
    yield words("publish_rehearse.cloned", (), revision=rehearsal.revision[:12])
    if rehearsal.squashed:
        yield words("publish_rehearse.squashed")
    if rehearsal.shallow:
        yield words("publish_rehearse.shallow")
    yield words("publish_rehearse.files", (), count=number(words, len(rehearsal.files)), size=size_said(rehearsal.size, words))
    branches = sum(ref.kind == "branch" for ref in rehearsal.refs)
    yield words(
        "publish_rehearse.history",
        (),
        commits=number(words, len(rehearsal.commits)),
        branches=number(words, branches),
        tags=number(words, len(rehearsal.refs) - branches),
        contents=number(words, rehearsal.contents[0]),
        size=size_said(rehearsal.contents[1], words),
    )
    kinds = {kind: sum(one.kind == kind for one in rehearsal.identities) for kind in _DOWNWARDS}
    told = ", ".join(f"{words(f'publish_rehearse.mail.{kind}')} {number(words, count)}" for kind, count in kinds.items() if count)
    yield words("publish_rehearse.identities", (), count=number(words, len(rehearsal.identities)), kinds=told or "-")
    ignored = sum(one.state == "ignored" for one in rehearsal.lying)
    yield words(
        "publish_rehearse.around", (), changed=number(words, len(rehearsal.lying) - ignored), ignored=number(words, ignored)
    )
    if rehearsal.staying:
        yield counted(words, "publish_rehearse.staying", len(rehearsal.staying), names=", ".join(rehearsal.staying[:_FEW]))


def _squash(rehearsal: Rehearsal, words: Words) -> Part:
    gone = {kind: number(words, count) for kind, count in rehearsal.gone}
    key = "squash-took" if rehearsal.squashed else "squash-would"
    return Part(words("publish_rehearse.head.squash"), (words(f"publish_rehearse.{key}", (), **gone),))


def _plan(rehearsal: Rehearsal, words: Words) -> Part:
    head = words("publish_rehearse.head.plan")
    if not rehearsal.planned:
        return Part(head, (words("publish_rehearse.plan-unknown"),))
    if not rehearsal.plan:
        return Part(head, (words("publish_rehearse.plan-empty"),))
    lines, commands = [words("publish_rehearse.plan-only")], []
    for place, step in enumerate(rehearsal.plan, 1):
        paths = ", ".join(step.paths[:_FEW]) + (" …" if len(step.paths) > _FEW else "")
        lines.append(f"{place}. {words(f'publish_rehearse.step.{step.step}')}{f' ({paths})' if paths else ''}")
        if step.command:
            commands.append((len(lines), step.command))
    return Part(head, tuple(lines), commands=tuple(commands))


def _cut(head: str, lines: list[str], most: int | None) -> Part:
    shown = lines if most is None else lines[:most]
    return Part(head, tuple(shown), len(lines) - len(shown))


def file_said(file: PublicFile, words: Words) -> str:
    return f"{file.path} ({size_said(file.size, words)})"


def elsewhere_said(file: PublicFile, words: Words) -> str:
    return words(f"publish_rehearse.kind.{file.kind}", (), path=file.path)


def identity_said(one: PublicIdentity, words: Words) -> str:
    roles = ", ".join(f"{words(f'publish_rehearse.role.{role}')} {number(words, count)}" for role, count in one.roles)
    return f"{one.name} <{one.mail}>: {words(f'publish_rehearse.mail.{one.kind}')}; {roles}"


def lying_said(one: Lying, words: Words) -> str:
    """The path, how it stands, and why the build may miss it."""
    told = f"{one.path}: {words(f'publish_rehearse.state.{one.state}')}"
    return f"{told}; {words(f'publish_rehearse.needed.{one.needed}', (), by=one.by or '-')}" if one.needed else told


def size_said(size: int, words: Words) -> str:
    """Bytes as people read them."""
    for unit, factor in (("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)):
        if size >= factor:
            text = f"{size / factor:.1f}"
            return f"{text.replace('.', ',') if words.language == 'de' else text} {unit}"
    return f"{size} B"
