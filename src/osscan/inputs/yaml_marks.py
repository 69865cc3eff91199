"""YAML that people write by hand becomes values with line and column, so that every fault can be pointed at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from osscan.errors import UnreadableError
from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.problem import Problem, error

_LARGEST = 4 * 1024 * 1024
_MOST_VALUES = 400_000


class Marked(NamedTuple):
    """A scalar as the text that was written, a list of Marked, or a mapping as a list of pairs of Marked; and where it stands."""

    value: str | list[Any]
    line: int
    column: int
    kind: str = "text"
    """`text`, `list` or `mapping`."""

    def pairs(self) -> Iterator[tuple[Marked, Marked]]:
        """Keys and values of a mapping."""
        keys = self.value if self.kind == "mapping" else ()
        yield from zip(keys[::2], keys[1::2], strict=True)


def marked_yaml_of(source: Source) -> tuple[Marked | None, tuple[Problem, ...]]:
    """The first document of a Source, None where it is empty; raises UnreadableError with line and column where it breaks."""
    import yaml  # noqa: PLC0415 - 30 ms that only YAML has to pay for

    text, problems = text_of(source)
    if len(text) > _LARGEST:
        raise UnreadableError(error("input-too-large", source.place(), limit=_LARGEST))
    try:
        return _first_document(source, text, yaml), problems
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = source.place("", mark.line + 1, mark.column + 1) if mark else source.place()
        raise UnreadableError(error("yaml-syntax", place, reason=fault.problem or fault.context or "?")) from fault
    except (yaml.YAMLError, ValueError) as fault:
        reason = str(fault).partition("\n")[0]
        raise UnreadableError(error("yaml-syntax", source.place(), reason=reason)) from fault


def _first_document(source: Source, text: str, yaml: Any) -> Marked | None:
    """An alias stands for the very value that its anchor marks; one without an anchor before it is a fault."""
    opened: list[tuple[Marked, str | None]] = []
    anchors: dict[str, Marked] = {}
    met = 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        kind = type(event)
        mark = event.start_mark
        met += 1
        if met > _MOST_VALUES:
            raise UnreadableError(error("input-too-large", source.place("", mark.line + 1), limit=_MOST_VALUES))
        if kind is yaml.ScalarEvent:
            done = Marked(event.value, mark.line + 1, mark.column + 1)
            anchor = event.anchor
        elif kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent):
            if len(opened) >= source.limits.depth:
                raise UnreadableError(error("too-deep", source.place("", mark.line + 1), limit=source.limits.depth))
            name = "mapping" if kind is yaml.MappingStartEvent else "list"
            opened.append((Marked([], mark.line + 1, mark.column + 1, name), event.anchor))
            continue
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            done, anchor = opened.pop()
        elif kind is yaml.AliasEvent:
            anchor = None
            known = anchors.get(event.anchor)
            if known is None:
                place = source.place("", mark.line + 1, mark.column + 1)
                raise UnreadableError(error("yaml-syntax", place, reason=f"undefined alias {event.anchor}"))
            done = known
        else:
            continue
        if anchor:
            anchors[anchor] = done
        if not opened:
            return done
        opened[-1][0].value.append(done)  # type: ignore[union-attr]
    return None
