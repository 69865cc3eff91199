"""Which part of a document a JSON pointer leads into, and what people call that part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_LISTS = frozenset({"components", "services", "packages", "files", "snippets", "@graph", "artifacts"})
"""Members whose entries are parts."""
_NAMES = ("name", "versionInfo", "version", "group", "fileName", "software_packageVersion")


def pointer_of(steps: Iterable[str | int]) -> str:
    """RFC 6901 pointer of these steps."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)


def steps_of(pointer: str) -> tuple[str, ...]:
    """The steps of a pointer."""
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])


def at(document: Any, pointer: str) -> Any:
    """The value that a pointer leads to, None where it leads nowhere."""
    value = document
    for step in steps_of(pointer):
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def subject(document: Any, pointer: str) -> str:
    """`group/name version` of the innermost part that the pointer leads into; empty for the document itself."""
    parts, value, before = [], document, ""
    for step in steps_of(pointer):
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            break
        if step == "component" or before in _LISTS:
            parts.append(value)
        before = step
    return next(filter(None, map(called, reversed(parts))), "")


def called(part: Any) -> str:
    """What people call a part, in any family's JSON form; empty for what is no part."""
    if not isinstance(part, dict) or not {"name", "fileName"} & part.keys():
        return ""
    name, spdx_version, version, group, file, newest = (
        value if isinstance(value := part.get(key), str) else "" for key in _NAMES
    )
    title = f"{group}/{name}" if group else name or file
    return f"{title} {version or spdx_version or newest}".strip()
