"""Ways in a parsed XML document: which element a path of the schema's checker leads to, and how people count it among its namesakes."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Any

_plain = re.compile(r"(?:/\*(?:\[\d+\])?)+").fullmatch
_positions = re.compile(r"/\*(?:\[(\d+)\])?").findall
_namespace = re.compile(r"\{[^}]*\}")


class Ways:
    """Counts the children of an element once: where a document has many faults, they mostly lie in the same long list."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._prefixes = {prefix: address for prefix, address in root.nsmap.items() if prefix}
        self._children: dict[Any, list[Any]] = {}
        self._steps: dict[Any, str] = {root: tag_of(root)}

    def led_to(self, path: str | None) -> Any:
        """The element at a path of libxml2; the root where it uses a prefix that only an inner element declares."""
        if path and _plain(path):
            return self._element(_positions(path)[1:])
        from lxml import etree

        try:
            found = self._root.xpath(path, namespaces=self._prefixes) if path else []
        except etree.XPathEvalError:
            found = []
        return found[0] if found else self._root

    def way(self, element: Any) -> str:
        """The way to an element by tags, counted where one has namesakes: `/bom/components/component[2]/hashes`."""
        steps = []
        while element is not None:
            if element not in self._steps:
                self._count(element.getparent())
            steps.append(self._steps[element])
            element = element.getparent()
        return "/" + "/".join(reversed(steps))

    def _element(self, positions: list[str]) -> Any:
        """The element that stands at these positions (from 1, empty for the only one) among all elements."""
        here = self._root
        for position in positions:
            children = self._children_of(here)
            nth = int(position or 1) - 1
            if nth >= len(children):
                break
            here = children[nth]
        return here

    def _children_of(self, parent: Any) -> list[Any]:
        children = self._children.get(parent)
        if children is None:
            children = self._children[parent] = [one for one in parent if isinstance(one.tag, str)]
        return children

    def _count(self, parent: Any) -> None:
        children = self._children_of(parent)
        namesakes = Counter(map(tag_of, children))
        passed: Counter[str] = Counter()
        for one in children:
            tag = tag_of(one)
            passed[tag] += 1
            self._steps[one] = tag if namesakes[tag] == 1 else f"{tag}[{passed[tag]}]"


def tag_of(element: Any) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return _namespace.sub("", tag, count=1)
