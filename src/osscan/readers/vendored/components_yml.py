"""osscan.components.yml: what was copied into a tree, kept by hand: which files, from where, under which license."""

from __future__ import annotations

import difflib
import re
from typing import NamedTuple

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.inputs.yaml_marks import Marked, marked_yaml_of
from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component, Relation, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.model.problem import Problem
from osscan.model.purl import parts, purl
from osscan.readers.base import Reader
from osscan.readers.fields import Fields

_KEYS = ("name", "version", "purl", "license", "copyright", "paths", "sha256", "source", "note")
_DIGEST = re.compile(r"[0-9a-fA-F]{64}")
_VERSION = "1"


class Statement(NamedTuple):
    """One entry: the component, and the files that it is made of, as globs relative to the folder of the file."""

    component: Component
    patterns: tuple[tuple[str, Place], ...]
    copyrights: tuple[str, ...] = ()


def read(source: Source) -> Inventory:
    """One component for each entry whose files have the hashes that it names."""
    statements, problems = statements_of(source)
    components = tuple(statement.component for statement in statements)
    return Inventory(source.path, READER.name, "osscan.components.yml", _VERSION, None, components, (), problems, READER.gives)


def statements_of(source: Source) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
    """All entries that can be used, and what is wrong with the others; raises UnreadableError when the file is no YAML.

    An entry is void where one of its files no longer has the hash that it names: what somebody looked at was something else.
    """
    document, problems = marked_yaml_of(source)
    entry_reader = _Entries(Fields(source, problems))
    if document is not None:
        entry_reader.read(document)
    return tuple(entry_reader.found), entry_reader.fields.problems()


class _Entries:
    """Reads entry by entry and remembers every fault with line and column."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.found: list[Statement] = []

    def read(self, document: Marked) -> None:
        for name, value in self._table(document, "", ("version", "components")).items():
            if name == "version" and value.value != _VERSION:
                self._fault("components-version-unknown", value, name, version=self._shown(value), known=_VERSION)
            elif name == "components" and self._is(value, "list", name):
                for position, entry in enumerate(value.value):
                    self._entry(entry, f"components[{position}]")

    def _entry(self, entry: Marked, route: str) -> None:
        table = self._table(entry, route, _KEYS)
        if entry.kind != "mapping":
            return
        name, version, url = (self._text(table, key, route) for key in ("name", "version", "purl"))
        if url and not parts(url)[0]:
            self._fault("components-wrong-value", table["purl"], f"{route}.purl", value=url, expected="pkg:npm/jquery@3.7.1")
            url = ""
        _, namespace, last, told = parts(url)
        name = name or (f"{namespace}/{last}" if namespace else last)
        version = version or told
        hashes = self._hashes(table, route)
        patterns = (*self._patterns(table, route), *((path, place) for path, (_, place) in hashes.items()))
        if not name:
            self._fault("components-missing-key", entry, route, key="name")
        elif not patterns:
            self._fault("components-missing-key", entry, route, key="paths")
        elif self._has_hashes(hashes, name):
            component = self._component(name, version, url, table, entry, route)
            only = tuple(("SHA256", digest) for digest, _ in hashes.values()) if len(hashes) == 1 == len(patterns) else ()
            self.found.append(Statement(component._replace(hashes=only), patterns, self._texts(table, "copyright", route)))

    def _component(self, name: str, version: str, url: str, table: dict[str, Marked], entry: Marked, route: str) -> Component:
        namespace, _, last = name.rpartition("/")
        if url and version and not parts(url)[3]:
            bare, sign, rest = url.partition("?")
            url = f"{bare}@{version}{sign}{rest}"
        license_ = " ".join(self._text(table, "license", route).split())
        claims: tuple[LicenseClaim, ...] = ()
        if license_:
            place = self._place(table["license"], f"{route}.license")
            claims = (LicenseClaim(ClaimRole.CURATED, license_, Form.EXPRESSION, Method.CURATION, place),)
        for key in ("source", "note"):
            self._text(table, key, route)
        return Component(
            name=name,
            version=version,
            place=self._place(entry, route),
            ref=route,
            purl=url or purl("generic", last, version, namespace),
            claims=claims,
            scope=Scope.RUNTIME,
            relation=Relation.INCORPORATE,
        )

    def _patterns(self, table: dict[str, Marked], route: str) -> tuple[tuple[str, Place], ...]:
        found = []
        for value, where in self._listed(table, "paths", route):
            pattern = self._inner_path(value, where)
            if pattern:
                found.append((f"{pattern}**" if pattern.endswith("/") else pattern, self._place(value, where)))
        return tuple(found)

    def _hashes(self, table: dict[str, Marked], route: str) -> dict[str, tuple[str, Place]]:
        """The digests by path; the value may also be a lone digest, of the only path."""
        value = table.get("sha256")
        if value is None:
            return {}
        inner = f"{route}.sha256"
        if value.kind == "text":
            paths = [str(path.value) for path, _ in self._listed(table, "paths", route)]
            pairs = [(Marked(paths[0], value.line, value.column), value)] if len(paths) == 1 else []
            if not pairs:
                self._fault("components-wrong-value", value, inner, value=self._shown(value), expected="path: sha256")
        else:
            pairs = list(value.pairs()) if self._is(value, "mapping", inner) else []
        found = {}
        for key, digest in pairs:
            path = self._inner_path(key, inner)
            if not isinstance(digest.value, str) or not _DIGEST.fullmatch(digest.value):
                self._fault("components-wrong-value", digest, inner, value=self._shown(digest), expected="sha256sum FILE")
            elif path:
                found[path.replace("\\", "")] = (digest.value.lower(), self._place(digest, inner))
        return found

    def _has_hashes(self, hashes: dict[str, tuple[str, Place]], name: str) -> bool:
        from hashlib import sha256  # noqa: PLC0415 - most runs hash nothing

        sound = True
        for path, (digest, place) in hashes.items():
            file = self.fields.source.beside(path)
            if file is None:
                self.fields.warning("components-file-missing", place, path=path, name=name)
                continue
            try:
                found = sha256(file.content()).hexdigest()
            except UnreadableError as fault:
                self.fields.retell((fault.problem,))
                found = "?"
            if found != digest:
                self.fields.error("components-void", place, path=path, name=name, expected=digest, found=found)
                sound = False
        return sound

    def _inner_path(self, value: Marked, route: str) -> str:
        """A path inside of the folder; what leads out of it is a fault."""
        text = self._shown(value).strip().removeprefix("./")
        if value.kind == "text" and text and not text.startswith("/") and ".." not in text.split("/"):
            return text
        self._fault("components-wrong-value", value, route, value=text, expected="static/vendor/jquery/**")
        return ""

    def _table(self, node: Marked, route: str, known: tuple[str, ...]) -> dict[str, Marked]:
        """The known fields of a mapping; unknown and doubled keys are faults, an empty field counts as absent."""
        found: dict[str, Marked] = {}
        if not self._is(node, "mapping", route):
            return found
        for key, value in node.pairs():
            name = self._shown(key)
            inner = f"{route}.{name}" if route else name
            if name not in known:
                nearest = next(iter(difflib.get_close_matches(name, known, 1, 0.4)), ", ".join(known))
                self._fault("components-unknown-key", key, inner, key=name, nearest=nearest)
            elif name in found:
                self.fields.warning("duplicate-key", self._place(key, inner), key=name, route=inner)
            elif value.value not in ("", "~", "null"):
                found[name] = value
        return found

    def _text(self, table: dict[str, Marked], key: str, route: str) -> str:
        value = table.get(key)
        if value is None or not self._is(value, "text", f"{route}.{key}"):
            return ""
        return str(value.value).strip()

    def _texts(self, table: dict[str, Marked], key: str, route: str) -> tuple[str, ...]:
        return tuple(str(value.value).strip() for value, _ in self._listed(table, key, route) if value.kind == "text")

    def _listed(self, table: dict[str, Marked], key: str, route: str) -> list[tuple[Marked, str]]:
        """The entries of a list, each with its route; a lone text counts as a list of one."""
        value = table.get(key)
        inner = f"{route}.{key}"
        if value is None:
            return []
        if value.kind == "text":
            return [(value, inner)]
        if not self._is(value, "list", inner):
            return []
        return [(one, f"{inner}[{at}]") for at, one in enumerate(value.value) if self._is(one, "text", f"{inner}[{at}]")]

    def _is(self, node: Marked, kind: str, route: str) -> bool:
        if node.kind == kind:
            return True
        self._fault("components-wrong-type", node, route, route=route or ".", expected=kind, found=node.kind)
        return False

    def _fault(self, code: str, node: Marked, where: str, **facts: object) -> None:
        self.fields.error(code, self._place(node, where), **facts)

    def _place(self, node: Marked, route: str) -> Place:
        return self.fields.source.place(route, node.line, node.column)

    @staticmethod
    def _shown(node: Marked) -> str:
        return node.value if isinstance(node.value, str) else node.kind


READER = Reader(
    name="vendored/components",
    title="osscan.components.yml 1",
    read=read,
    gives=Gives(licenses=Extent.COMPLETE, edges=Extent.NEVER, scopes=Extent.NEVER, hashes=Extent.SOME),
)
