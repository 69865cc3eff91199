"""YAML becomes plain values here: every scalar stays the text that was written, as a version `1.10` is no number."""

from __future__ import annotations

from typing import Any

from osscan.errors import UnreadableError
from osscan.inputs.decode import JsonObject, text_of
from osscan.inputs.source import Source
from osscan.model.problem import Problem, error

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class YamlObject(JsonObject):
    """A mapping: as a dict the last of equal keys counts, `hidden` holds the earlier ones, `lines` says where each key stands."""

    lines: dict[str, int]


def yaml_of(source: Source) -> tuple[Any, tuple[Problem, ...]]:
    """The first document of a Source; raises UnreadableError with line and column where it breaks.

    An alias stands for the very value that its anchor marks, so aliases of aliases cost nothing.
    """
    import yaml  # noqa: PLC0415 - 30 ms that only YAML has to pay for

    text, problems = text_of(source)
    try:
        return _first_document(source, text, yaml, []), problems
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = source.place("", mark.line + 1, mark.column + 1) if mark else source.place()
        raise UnreadableError(error("yaml-syntax", place, reason=fault.problem or fault.context or "?")) from fault
    except (yaml.YAMLError, ValueError) as fault:
        reason = str(fault).partition("\n")[0]
        raise UnreadableError(error("yaml-syntax", source.place(), reason=reason)) from fault


def yaml_so_far(source: Source) -> tuple[Any, tuple[Problem, ...]]:
    """The first document of a Source as far as it is whole, and what broke it; a mapping or list that was cut off holds what came before.

    Raises UnreadableError only where the bytes can't be had.
    """
    import yaml  # noqa: PLC0415 - 30 ms that only YAML has to pay for

    text, problems = text_of(source)
    opened: list[_Open] = []
    try:
        return _first_document(source, text, yaml, opened), problems
    except UnreadableError as fault:
        found = fault.problem
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = source.place("", mark.line + 1, mark.column + 1) if mark else source.place()
        found = error("yaml-syntax", place, reason=fault.problem or fault.context or "?")
    except (yaml.YAMLError, ValueError) as fault:
        found = error("yaml-syntax", source.place(), reason=str(fault).partition("\n")[0])
    while len(opened) > 1:
        done = opened.pop()
        if isinstance(opened[-1].value, list) or opened[-1].key is not None:
            _put(opened[-1], done.closed(), opened[-1].line)
    return (opened[0].closed() if opened else None), (*problems, found)


class _Open:
    """A mapping or list that is being filled; `key` is the one that waits for its value."""

    __slots__ = ("anchor", "hidden", "key", "line", "value")

    def __init__(self, value: Any, anchor: str | None) -> None:
        self.value = value
        self.anchor = anchor
        self.key: str | None = None
        self.line = 0
        self.hidden: list[tuple[str, Any]] = []

    def closed(self) -> Any:
        """The filled value."""
        if self.hidden:
            self.value.hidden = tuple(self.hidden)
        return self.value


def _first_document(source: Source, text: str, yaml: Any, opened: list[_Open]) -> Any:
    anchors: dict[str, Any] = {}
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            value = event.value
            if event.implicit[0] and value in _NULLS and (not opened or opened[-1].key is not None or _is_list(opened)):
                value = None
            if event.anchor:
                anchors[event.anchor] = value
        elif kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent):
            if len(opened) >= source.limits.depth:
                line = event.start_mark.line + 1
                raise UnreadableError(error("too-deep", source.place("", line), limit=source.limits.depth))
            opened.append(_Open(_mapping() if kind is yaml.MappingStartEvent else [], event.anchor))
            continue
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            done = opened.pop()
            value = done.closed()
            if done.anchor:
                anchors[done.anchor] = value
        elif kind is yaml.AliasEvent:
            value = anchors.get(event.anchor)
        else:
            continue
        if not opened:
            return value
        _put(opened[-1], value, event.start_mark.line + 1)
    return None


def _is_list(opened: list[_Open]) -> bool:
    return isinstance(opened[-1].value, list)


def _mapping() -> YamlObject:
    made = YamlObject()
    made.hidden = ()
    made.lines = {}
    return made


def _put(into: _Open, value: Any, line: int) -> None:
    """A value goes into a list, or becomes a key, or the value of the key that waits."""
    container = into.value
    if isinstance(container, list):
        container.append(value)
    elif into.key is None:
        into.key, into.line = (value if isinstance(value, str) else ""), line
    else:
        if into.key in container:
            into.hidden.append((into.key, container[into.key]))
        container[into.key] = value
        container.lines[into.key] = into.line
        into.key = None
