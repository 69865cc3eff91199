"""gradle.lockfile: every module that Gradle resolved; what for is told by the names of its configurations."""

from __future__ import annotations

import re

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering, strongest
from osscan.readers.maven import maven_name, maven_purl, maven_ref

_ENTRY = re.compile(r"([^\s:=#]+):([^\s:=]+):([^\s:=]+)(?:=(.*))?")
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
_OWN_WORDS = re.compile(rb"# This is a Gradle generated file|^[^\s:=#]+:[^\s:=]+:[^\s:=]+=|^empty=", re.MULTILINE)
_OLD_FOLDER = "dependency-locks"


def read(source: Source) -> Inventory:
    """One component for each module; a line that is no entry is told."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    default = _of_file(source)
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        if not line or line[0] == "#" or line.startswith("empty="):
            continue
        found = _ENTRY.fullmatch(line)
        if found is None:
            fields.warning("lock-line-unclear", source.place("", number), line=line)
            continue
        group, artifact, version, configurations = found.groups()
        scope = _scope(configurations) if configurations else default
        place = source.place("", number)
        ref = maven_ref(group, artifact, version)
        gathering.add(
            Component(maven_name(group, artifact), version, place, ref, maven_purl(group, artifact, version), scope=scope)
        )
    return gathering.inventory(fields, READER, "gradle.lockfile")


def _of_file(source: Source) -> Scope:
    """Before Gradle 6.8 each configuration had a file of its own, named after it."""
    folders = source.path.split("/")[:-1]
    if _OLD_FOLDER in folders[-1:]:
        return _scope(source.name.removesuffix(".lockfile"))
    return Scope.UNKNOWN


def _scope(configurations: str) -> Scope:
    return strongest(_configuration_scope(name.strip()) for name in configurations.split(",") if name.strip())


def _configuration_scope(name: str) -> Scope:
    """What compiles but is not there at runtime is provided by somebody else; names of tools serve the build, others say nothing."""
    if _TEST.search(name):
        return Scope.TEST
    if _DEV.match(name):
        return Scope.DEV
    if _RUNTIME.search(name):
        return Scope.RUNTIME
    if _COMPILE.search(name):
        return Scope.PROVIDED
    return Scope.BUILD if _TOOL.search(name) else Scope.UNKNOWN


def _recognises(head: bytes) -> bool:
    return _OWN_WORDS.search(head) is not None and b"{" not in head[:1]


READER = Reader(
    name="java/gradle-lockfile",
    title="gradle.lockfile",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
    recognises=_recognises,
)
