"""build.gradle, build.gradle.kts: what a Gradle build asks for, as far as it stands there literally or in a catalog."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osscan.errors import UnreadableError
from osscan.inputs.decode import text_of, toml_of
from osscan.inputs.roles import is_installed
from osscan.inputs.source import Source
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.gradle import configuration_scope, is_for_tests, libraries
from osscan.readers.gradle_script import BRANCH, Statement, settings, statements
from osscan.readers.maven import asked_of, maven_name, maven_purl, maven_ref

_LOCKS = ("gradle.lockfile", *(f"gradle/dependency-locks/{name}.lockfile" for name in ("runtimeClasspath", "compileClasspath")))
_BUILDS = ("build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts")
_BUILD_LOGIC = frozenset({"buildSrc", "build-logic", "buildLogic"})
_NO_PRODUCT = frozenset({"buildscript", "pluginManagement", "plugins"})
"""Blocks that speak of plugins, which serve the build alone."""
_SAID = re.compile(r"[\"']?([A-Za-z_]\w*)[\"']?\s*\(?\s*(.*)", re.DOTALL)
_ADDED = re.compile(r"add\s*\(\s*[\"'](\w+)[\"']\s*,\s*(.*)", re.DOTALL)
_NO_REQUEST = re.compile(r"(?:def|val|var|return|println|apply|modules|components|exclude)\b|[\w.]+\s*\+?=")
_OWN = re.compile(
    r"(?:project\b|projects\.|rootProject\b|files\b|fileTree\b|layout\.|sourceSets\b|testFixtures\b|gradle\w+\(|local\w+\(|"
    r"(?:dependencies\.)?(?:platform|enforcedPlatform)\b|(?:[\w.]+\.)?output\b)"
)
"""Parts of the project, what comes with Gradle, and lists of versions."""
_LITERAL = re.compile(r"\"([^\"\n]{1,500})\"|'([^'\n]{1,500})'")
_NAME = re.compile(r"(?:\w+\.)*(\w+)\s*\)?")
_PLUS = re.compile(r"([\"'])\s{0,20}\+\s{0,20}([A-Za-z_][\w.]{0,200})(?!\s{0,20}\()")
_KEYED = re.compile(
    r"\b(group|name|version)\s{0,20}[:=]\s{0,20}(?:\"([^\"\n]{1,200})\"|'([^'\n]{1,200})'|([A-Za-z_][\w.]{0,200}))"
)
_PART = r"[A-Za-z0-9_][\w.-]*"
_COORDINATES = re.compile(rf"({_PART}):({_PART})(?::([^:@\s]*))?(?::[^:@\s]*)?(?:@\w+)?")
_KOTLIN = re.compile(r"kotlin\s*\(\s*[\"']([\w-]+)[\"']")
_ACCESSOR = re.compile(r"(?:variantOf\()?([A-Za-z]\w*)\.([\w.]+?)(?:\.get\(\))?(?:\)|,|\s|\Z)")
_UNKNOWN = re.compile(r"\$\{?([^{}\s\"'$]+)\}?")
_AROUND = re.compile(r"^(?:rootProject\.|project\.|ext\.|extra\.)+")
_DELIVERED = re.compile(r"(?i)(?:implementation|api|compile|runtime|runtimeOnly)$")


def read(source: Source) -> Inventory:
    """One component for each package that a block of dependencies names; nothing where a lockfile beside tells all of them."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    if is_installed(source.path) or _is_of_plugins(source) or any(source.beside(lock) for lock in _LOCKS):
        return gathering.inventory(fields, READER, "build.gradle")
    said = [one for one in statements(text) if _NO_PRODUCT.isdisjoint(one.blocks) and _asks(one.text)]
    build = _Build(source, text, fields)
    managed = {asked[:2]: asked[2] for one in said if _is_managed(one) for asked in build.coordinates(one.text) if asked[2]}
    for statement in said:
        if statement.is_cut:
            fields.error("line-not-understood", source.place("", statement.line), text=statement.text[:200])
        if not _is_managed(statement):
            for component in build.components(statement, managed):
                gathering.add(component)
    return gathering.inventory(fields, READER, "build.gradle")


def _is_of_plugins(source: Source) -> bool:
    """Whether a build makes the plugins of this project; scripts among their sources speak for those who apply them."""
    return source.name in _BUILDS and not _BUILD_LOGIC.isdisjoint(source.path.split("/"))


def _asks(text: str) -> bool:
    return not _NO_REQUEST.match(text) and not BRANCH.match(text)


def _is_managed(statement: Statement) -> bool:
    """Whether a version is only kept for those who ask for the package."""
    return "dependencyManagement" in statement.blocks or "constraints" in statement.blocks


class _Build:
    """One build with what it can look up: its properties and those above, and the catalogs of the project."""

    def __init__(self, source: Source, text: str, fields: Fields) -> None:
        self._source = source
        self._fields = fields
        self._own = settings(text)
        self._above: dict[str, str] | None = None
        self._catalogs: dict[str, dict[str, Component]] = {}

    def components(self, statement: Statement, managed: dict[tuple[str, str], str]) -> Iterator[Component]:
        """What one statement asks for; what only running the build would tell is told."""
        added = _ADDED.match(statement.text)
        said = added or _SAID.match(statement.text)
        if said is None or not said[2] or _OWN.match(said[2]):
            return
        place = self._source.place("", statement.line)
        scope = Scope.TEST if any(map(is_for_tests, statement.blocks)) else _scope(said[1])
        accessed = _ACCESSOR.match(said[2])
        listed = self._catalog(accessed[1]).get(accessed[2].lower()) if accessed is not None else None
        if listed is not None:
            yield listed._replace(place=place, scope=scope)
            return
        found = list(self.coordinates(said[2]))
        if not found and not (accessed is not None and accessed[2].startswith("bundles.") and self._catalog(accessed[1])):
            self._fields.warning("needs-by-program", place, text=statement.text[:200])
        for group, artifact, told in found:
            name = maven_name(group, artifact)
            version = told or managed.get((group, artifact), "")
            unknown = _UNKNOWN.search(version)
            if unknown is not None:
                self._fields.note("pom-property-unknown", place, property=unknown[1], package=name)
            elif not version:
                self._fields.note("pom-version-unknown", place, package=name)
            asked = asked_of("" if unknown is not None else version.removesuffix("!!"))
            ref, purl = maven_ref(group, artifact, asked.version), maven_purl(group, artifact, asked.version)
            yield Component(name, asked.version, place, ref, purl, scope=scope, requirement=asked.range)

    def coordinates(self, text: str) -> Iterator[tuple[str, str, str]]:
        """Group, artifact and version of all packages that a text names."""
        kotlin = _KOTLIN.match(text)
        if kotlin is not None:
            version = next((one or two for one, two in _LITERAL.findall(text)[1:2]), "")
            yield "org.jetbrains.kotlin", f"kotlin-{kotlin[1]}", self._filled(version)
            return
        keyed = {key: one or two or f"${{{name}}}" for key, one, two, name in _KEYED.findall(text)}
        if "group" in keyed and "name" in keyed:
            yield keyed["group"], keyed["name"], self._filled(keyed.get("version", ""))
            return
        named = _NAME.fullmatch(text)
        spelled = f'"{self._value(named[1])}"' if named is not None else _PLUS.sub(r"${\2}\1", text)
        literals = [one or two for one, two in _LITERAL.findall(spelled)]
        found = [one for literal in literals if (one := _COORDINATES.fullmatch(self._filled(literal))) is not None]
        if not found and len(literals) in (2, 3) and all(":" not in literal for literal in literals):
            yield literals[0], literals[1], self._filled("".join(literals[2:]))
        yield from ((one[1], one[2], one[3] or "") for one in found)

    def _filled(self, text: str) -> str:
        """The text with known properties filled in; unknown ones stay as they are written."""
        return _UNKNOWN.sub(lambda found: self._value(_AROUND.sub("", found[1])) or found[0], text) if "$" in text else text

    def _value(self, name: str) -> str:
        if self._above is None and name not in self._own:
            self._above = dict(_properties_above(self._source))
        return self._own.get(name) or (self._above or {}).get(name, "")

    def _catalog(self, name: str) -> dict[str, Component]:
        """The libraries of a catalog beside or above, by the words with which builds ask for them."""
        if name not in self._catalogs:
            self._catalogs[name] = dict(_libraries(self._source, name))
        return self._catalogs[name]


def _scope(configuration: str) -> Scope:
    is_delivered = _DELIVERED.search(configuration) is not None and not is_for_tests(configuration)
    return Scope.RUNTIME if is_delivered else configuration_scope(configuration)


def _text(source: Source) -> str:
    try:
        return text_of(source)[0]
    except UnreadableError:
        return ""


def _properties_above(source: Source) -> Iterator[tuple[str, str]]:
    """What gradle.properties and the builds above set; the nearest comes last, so that it counts."""
    for found in reversed([one for name in _BUILDS for one in source.above(name)]):
        yield from settings(_text(found)).items()
    for found in reversed(list(source.above("gradle.properties"))):
        rows = (line.partition("=") for line in _text(found).splitlines() if not line.lstrip().startswith(("#", "!")))
        yield from ((key.strip(), value.strip()) for key, sign, value in rows if sign and value.strip())


def _libraries(source: Source, name: str) -> Iterator[tuple[str, Component]]:
    found = next(source.above(f"gradle/{name}.versions.toml"), None)
    if found is None:
        return
    try:
        document, _ = toml_of(found)
    except UnreadableError:
        return
    yield from ((re.sub("[-_]", ".", alias).lower(), one) for alias, one in libraries(document, Fields(found)))


READER = Reader(
    name="java/gradle-build",
    title="build.gradle, build.gradle.kts",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
)
