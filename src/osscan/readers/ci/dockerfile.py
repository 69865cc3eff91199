"""Dockerfile and Containerfile: the images that a build starts from or copies out of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.component import Relation, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.images import expanded, image_of

_INSTRUCTION = re.compile(r"\s*([A-Za-z]+)(?:\s+|$)(.*)", re.DOTALL)
_DIRECTIVE = re.compile(r"\s*#\s*([A-Za-z]+)\s*=\s*(\S).*")
_HEREDOC = re.compile(r"<<-?\s*([\"']?)([A-Za-z_][A-Za-z0-9_]*)\1")
_ARG = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(?:=(?:\"([^\"]{0,4000})\"|'([^']{0,4000})'|(\S*)))?")
_FROM = re.compile(r"(?:--\S+\s+)*(\S+)(?:\s+as\s+(\S+))?\s*", re.IGNORECASE)
_COPIED = re.compile(r"(?:^|\s)--from=(\S+)")
_NOTHING = "scratch"
_IGNORED = ".dockerignore"
"""`Dockerfile.dockerignore` says what a build does not see."""


@dataclass(slots=True, eq=False, repr=False)
class _Stage:
    """One `FROM`: the stage (a number) or image (a name) that it starts from, and those that it takes files out of, with lines."""

    base: int | str
    line: int
    sources: list[tuple[int | str, int]] = field(default_factory=list)
    mounted: list[tuple[int | str, int]] = field(default_factory=list)


def read(source: Source) -> Inventory:
    """One component for each image. Those of stages that only other stages take files out of are needed for the build alone."""
    if source.name.endswith(_IGNORED):
        return Gathering().inventory(Fields(source), READER, "Dockerfile")
    text, problems = text_of(source)
    fields = Fields(source, problems)
    stages = _stages(text)
    if not stages and any(line.strip() and not line.lstrip().startswith("#") for line in text.split("\n")):
        fields.warning("format-not-recognised", source.place(), expected="Dockerfile", supported="Dockerfile")
    scopes = _scopes(stages)
    gathering = Gathering()
    for stage, scope in zip(stages, scopes, strict=True):
        wanted = [(stage.base, stage.line, scope), *((text, line, scope) for text, line in stage.sources)]
        wanted += [(text, line, Scope.BUILD) for text, line in stage.mounted]
        for reference, line, needed in wanted:
            if isinstance(reference, int) or reference.lower() == _NOTHING:
                continue
            image = image_of(reference)
            if image is None:
                fields.warning("image-unresolved", source.place("FROM", line), image=reference.strip())
            else:
                gathering.add(image.component(source.place("FROM", line), needed, Relation.AGGREGATE))
    return gathering.inventory(fields, READER, "Dockerfile")


def _scopes(stages: list[_Stage]) -> list[Scope]:
    """Runtime for stages that nobody takes files out of, and for what those start from; build for the others."""
    used = {text for stage in stages for text, _ in (*stage.sources, *stage.mounted) if isinstance(text, int)}
    based = {stage.base for stage in stages if isinstance(stage.base, int)}
    scopes = [Scope.BUILD] * len(stages)
    for last in range(len(stages)):
        if last in used or last in based:
            continue
        position: int | str = last
        while isinstance(position, int) and scopes[position] is Scope.BUILD:
            scopes[position] = Scope.RUNTIME
            position = stages[position].base
    return scopes


def _stages(text: str) -> list[_Stage]:
    stages: list[_Stage] = []
    values: dict[str, str] = {}
    known: dict[str, int] = {}

    def meant(reference: str) -> int | str:
        """The earlier stage of that name or number, else an image."""
        named = expanded(reference.strip("\"'"), values)
        return known.get(named.lower(), named)

    for line, word, rest in _instructions(text):
        if word == "ARG":
            for found in _ARG.finditer(rest):
                given = next((part for part in found.groups()[1:] if part is not None), None)
                if given is not None and (not stages or found[1] not in values):
                    values[found[1]] = expanded(given, values)
        elif word == "FROM":
            begun = _FROM.fullmatch(rest)
            stages.append(_Stage(meant(begun[1]) if begun is not None else f"FROM {rest}", line))
            known[str(len(stages) - 1)] = len(stages) - 1
            if begun is not None and begun[2]:
                known[begun[2].lower()] = len(stages) - 1
        elif stages and word in ("COPY", "ADD"):
            stages[-1].sources += [(meant(one), line) for one in _COPIED.findall(rest)]
        elif stages and word == "RUN" and "--mount" in rest:
            stages[-1].mounted += [(meant(one), line) for one in _mounted(rest)]
    return stages


def _mounted(rest: str) -> Iterator[str]:
    """The `from` of each mount."""
    for word in rest.split():
        if word.startswith("--mount="):
            yield from (option[5:] for option in word[8:].split(",") if option.startswith("from=") and len(option) > 5)


def _instructions(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, word and rest of each instruction; comments and here-documents are passed over, continued lines joined."""
    lines = text.replace("\r\n", "\n").split("\n")
    escape = _escape(lines)
    ends: dict[str, list[int]] | None = None
    at = 0
    while at < len(lines):
        start = at
        parts: list[str] = []
        while at < len(lines):
            line = lines[at].rstrip()
            at += 1
            if line.lstrip().startswith("#") or (parts and not line):
                continue
            parts.append(line.removesuffix(escape))
            if not line.endswith(escape):
                break
        found = _INSTRUCTION.fullmatch(" ".join(part.strip() for part in parts))
        if found is None:
            continue
        word = found[1].upper()
        if word in ("RUN", "COPY", "ADD") and "<<" in found[2]:
            for _, end in _HEREDOC.findall(found[2]):
                if ends is None:
                    ends = _positions(lines)
                after = ends.get(end, [])
                found_end = bisect_left(after, at)
                at = after[found_end] + 1 if found_end < len(after) else at
        first = next((n for n in range(start, at) if lines[n].strip() and not lines[n].lstrip().startswith("#")), start)
        yield first + 1, word, found[2].strip()


def _escape(lines: list[str]) -> str:
    """The sign that continues a line: parser directives stand before everything else."""
    for line in lines:
        directive = _DIRECTIVE.fullmatch(line)
        if directive is None:
            break
        if directive[1].lower() == "escape":
            return directive[2]
    return "\\"


def _positions(lines: list[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        found.setdefault(line.strip(), []).append(number)
    return found


READER = Reader(
    name="ci/dockerfile",
    title="Dockerfile, Containerfile",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.COMPLETE, hashes=Extent.SOME),
)
