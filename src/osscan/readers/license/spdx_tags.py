"""License tags in the files themselves: `SPDX-License-Identifier: EUPL-1.2` in any text file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.knowledge import names, spdx
from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component, Kind
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.problem import Problem, note
from osscan.readers.base import Reader
from osscan.reuse.ignored import heeded

_NAME = b"SPDX-License-Identifier"
_TAG = re.compile(rb"(?<![\w\-])SPDX-License-Identifier:[ \t]*([^\r\n]*)")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BINARY_HEAD = 8192
_LONGEST = 300
_COMMENT_END = re.compile(r"\*+/|\*\)|-->|#\}|%>|\?>|[\"'`<“”].*", re.DOTALL)
_FRAME = " \t*#/;,.|=~%!"
_CODE = re.compile(r"[^A-Za-z0-9.+:()/,\- \t]")
_OPERATORS = frozenset({"and", "or", "with"})


def read(source: Source) -> Inventory:
    """One component of kind FILES for each distinct tag of the file; none where it is binary or carries no tag."""
    content = source.start(source.limits.text_bytes + 1)
    components: dict[str, Component] = {}
    problems: list[Problem] = []
    if _NAME in content or content[:2] in _UTF16_MARKS:
        for line, value in _tags(_readable(content, source)):
            if _is_expression(value):
                components.setdefault(value, _component(source, value, line))
            elif not _CODE.search(value):
                problems.append(note("license-tag-unclear", source.place("", line), text=value))
    if len(content) > source.limits.text_bytes and not _is_binary(content):
        problems.append(note("text-searched-in-part", source.place(), limit=source.limits.text_bytes))
    return Inventory(source.path, READER.name, "text", "", None, tuple(components.values()), (), tuple(problems), READER.gives)


def _readable(content: bytes, source: Source) -> bytes:
    """The bytes to search: UTF-16 rewritten as UTF-8, nothing of a binary file."""
    if content[:2] in _UTF16_MARKS:
        return text_of(source._replace(held=content))[0].encode()
    return b"" if _is_binary(content) else content


def _is_binary(content: bytes) -> bool:
    return b"\0" in content[:_BINARY_HEAD] and content[:2] not in _UTF16_MARKS


def _tags(content: bytes) -> Iterator[tuple[int, str]]:
    """Line and value of each tag that stands outside of what REUSE is told to ignore."""
    content = heeded(content)
    line, counted = 1, 0
    for found in _TAG.finditer(content):
        line += content.count(b"\n", counted, found.start())
        counted = found.start()
        value = _bare(found[1][: _LONGEST + 1].decode("utf-8", "replace"))
        if value and len(value) <= _LONGEST:
            yield line, value


def _bare(text: str) -> str:
    """The value without the end of its comment, quotes and frames around it."""
    end = _COMMENT_END.search(text)
    value = (text if end is None else text[: end.start()]).strip(_FRAME)
    while value.endswith(")") and value.count(")") > value.count("("):
        value = value[:-1].rstrip(_FRAME)
    return value


def _is_expression(value: str) -> bool:
    """Whether the value is meant as a license, rather than prose or code that speaks of the tag."""
    if _CODE.search(value):
        return False
    words = [word.strip(",") for word in re.split(r"[\s()]+", value) if word.strip(",")]
    if len(words) == 1:
        return bool(re.search(r"[A-Z0-9\-]", words[0])) or _is_known(words[0])
    joined = len(words) % 2 == 1 and all((word.lower() in _OPERATORS) is (at % 2 == 1) for at, word in enumerate(words))
    return joined or _is_known(words[0] if words else "") or _is_known(value)


def _is_known(text: str) -> bool:
    return spdx.current(text) is not None or names.resolve_name(text).status in ("alias", "ambiguous")


def _component(source: Source, value: str, line: int) -> Component:
    place = source.place("", line)
    claim = LicenseClaim(ClaimRole.DECLARED, value, Form.EXPRESSION, Method.SPDX_TAG, place)
    return Component(value, "", place, value, claims=(claim,), kind=Kind.FILES)


READER = Reader(
    name="license/spdx-tags",
    title="SPDX-License-Identifier",
    read=read,
    gives=Gives(licenses=Extent.SOME),
)
