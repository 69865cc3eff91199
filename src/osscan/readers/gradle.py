"""How Gradle calls what packages are for, and where its version catalogs name them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from osscan.inputs.json_route import route_key
from osscan.model.component import Component, Scope
from osscan.readers.fields import Fields
from osscan.readers.maven import Asked, asked_of, maven_name, maven_purl, maven_ref

_TEST = re.compile(r"^test|Test|(?<![A-Za-z])test|TEST")
_DEV = re.compile(r"(?i)^(?:developmentOnly|jmh|benchmark|dokka|javadoc)")
_RUNTIME = re.compile(r"(?i)(?:^|\w)(?:runtime|runtimeClasspath|metadata)$|^(?:runtime|default|api|implementation)$")
_COMPILE = re.compile(r"(?i)(?:compile|compileClasspath|compileOnly|providedCompile|providedRuntime|compileOnlyApi)$")
_TOOL = re.compile(
    r"^(?:classpath|annotationProcessor|kapt|ksp|checkstyle|pmd|spotbugs|spotless|jacoco|detekt|ktlint|lint|errorprone|codenarc|asciidoctor|openapi"
    r"|swagger|protoc|protobuf|antlr|jaxb|zinc|scala(?:Tool|Compiler)|incrementalScala|groovydoc|bnd|nohttp|kotlin(?:Compiler|BuildTools|Native|Klib))"
    r"|(?:AnnotationProcessor|CompilerPlugin|Plugin|Compiler|Tools?|Agent)(?:Classpath|Path)?\w*$"
)
"""Configurations of what works on the project; one that only a build knows may be put into the product."""
_STRENGTHS = ("strictly", "require", "prefer")


def is_for_tests(name: str) -> bool:
    """Whether a configuration, or a block of a build, serves tests."""
    return _TEST.search(name) is not None


def configuration_scope(name: str) -> Scope:
    """What compiles but is not there at runtime is provided by somebody else; names of tools serve the build, others say nothing."""
    if is_for_tests(name):
        return Scope.TEST
    if _DEV.match(name):
        return Scope.DEV
    if _RUNTIME.search(name):
        return Scope.RUNTIME
    if _COMPILE.search(name):
        return Scope.PROVIDED
    return Scope.BUILD if _TOOL.search(name) else Scope.UNKNOWN


def libraries(document: dict[str, Any], fields: Fields) -> Iterator[tuple[str, Component]]:
    """The libraries of a version catalog, each with its alias."""
    versions = fields.table(document, "versions", "")
    rows = fields.table(document, "libraries", "", lost=True)
    for alias in rows:
        component = _component(rows, alias, versions, fields)
        if component is not None:
            yield alias, component


def _component(rows: dict[str, Any], alias: str, versions: dict[str, Any], fields: Fields) -> Component | None:
    entry = rows[alias]
    route = route_key("libraries", alias)
    place = fields.source.place(route)
    if isinstance(entry, str):
        group, artifact, version = (*entry.split(":", 2), "", "")[:3]
        asked = asked_of(version)
    elif isinstance(entry, dict):
        module = fields.text(entry, "module", route)
        group, _, artifact = module.partition(":")
        group, artifact = group or fields.text(entry, "group", route), artifact or fields.text(entry, "name", route)
        asked = _asked(entry.get("version"), versions, route_key(route, "version"), fields)
    else:
        fields.wrong_type(place, "object", entry, lost=True)
        return None
    if not group.strip() or not artifact.strip():
        fields.error("package-without-name", place)
        return None
    group, artifact = group.strip(), artifact.strip()
    ref = maven_ref(group, artifact, asked.version)
    purl = maven_purl(group, artifact, asked.version)
    return Component(maven_name(group, artifact), asked.version, place, ref, purl, requirement=asked.range)


def _asked(value: object, versions: dict[str, Any], route: str, fields: Fields) -> Asked:
    """A version is a text, a reference to one of the catalog's, or a table of wishes of which the strongest counts."""
    if isinstance(value, dict) and "ref" in value:
        name = fields.text(value, "ref", route)
        if name not in versions:
            fields.warning("catalog-version-missing", fields.source.place(route), name=name)
        value, route = versions.get(name), route_key("versions", name)
    if isinstance(value, dict):
        said = (fields.text(value, strength, route) for strength in _STRENGTHS)
        value = next((text for text in said if text), "")
    if isinstance(value, str):
        return asked_of(value)
    if value is not None:
        fields.wrong_type(fields.source.place(route), "string", value)
    return Asked()
