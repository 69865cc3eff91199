"""What stands in a jar about itself: the manifest, and the names and licenses that Maven leaves there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from osscan.knowledge import names
from osscan.model.claim import Form

_CLAUSE = re.compile(r'(?:[^",]|"[^"]*")+')
_PLUGIN = re.compile(r"(?i)plugin-license-name(?:-\d+)?")
_FILE = re.compile(r"(.+?)-(\d[\w.+-]*)")
_LATER = re.compile(r"-(?:sources|javadoc|tests|test-sources|all|shaded|jar-with-dependencies|exec|plain)$")
"""Classifiers that tell nothing of the version."""
_GROUP = re.compile(r"(?!org\.apache$)[A-Za-z][\w-]*(?:\.[\w-]+)+")
"""A foundation's name alone is no group; old jars name the vendor so."""
_ARTIFACT = re.compile(r"[a-z0-9][a-z0-9._-]*")
_GROUPS = ("group-id", "implementation-vendor-id")
_ARTIFACTS = ("short-name", "implementation-title")
_VERSIONS = ("plugin-version", "implementation-version", "bundle-version")
"""Headers of Jenkins plugins first, then those that Maven's archiver and OSGi write."""
_MANIFEST_LINES = 5_000


class Coordinates(NamedTuple):
    """Group, artifact and version; what is not known is empty."""

    group: str
    artifact: str
    version: str


def manifest_of(text: str) -> dict[str, str]:
    """The main section of a manifest, names in lower case; a line that begins with a blank continues the one before."""
    found: dict[str, str] = {}
    name = ""
    for line in text.splitlines()[:_MANIFEST_LINES]:
        if line.startswith(" ") and name:
            found[name] += line[1:]
            continue
        if not line.strip():
            if found:
                break
            continue
        key, colon, value = line.partition(":")
        name = key.strip().lower() if colon else ""
        if name:
            found[name] = value.removeprefix(" ")
    return found


def manifest_licenses(manifest: Mapping[str, str]) -> Iterator[tuple[str, str, Form]]:
    """(header, what it says, form): `Plugin-License-Name`, else `Bundle-License`, a list whose commas may belong to a name."""
    plugin = [(key, value) for key, value in manifest.items() if _PLUGIN.fullmatch(key) and value.strip()]
    if plugin:
        yield from (("Plugin-License-Name", value.strip(), Form.NAME) for _, value in plugin)
        return
    said = manifest.get("bundle-license", "").strip()
    if not said or said.upper() == "<<EXTERNAL>>":
        return
    is_one = '"' not in said and ";" not in said and names.resolve_name(said).expression is not None
    clauses = [said] if is_one else _CLAUSE.findall(said)
    for clause in clauses:
        raw = clause.partition(";")[0].strip().strip('"').strip()
        if raw:
            yield "Bundle-License", raw, Form.URL if raw.lower().startswith(("http:", "https:")) else Form.NAME


def properties_of(text: str) -> Coordinates:
    """The three keys of a pom.properties."""
    said: dict[str, str] = {}
    for line in text.splitlines()[:_MANIFEST_LINES]:
        key, sign, value = line.partition("=")
        if sign and not line.lstrip().startswith(("#", "!")):
            said[key.strip()] = value.strip()
    return Coordinates(said.get("groupId", ""), said.get("artifactId", ""), said.get("version", ""))


def is_named_after(stem: str, artifact: str) -> bool:
    """Whether a file of this name would be the artifact."""
    return bool(artifact) and (stem == artifact or stem.startswith((f"{artifact}-", f"{artifact}_")))


def sounds_like(stem: str, package: Coordinates) -> bool:
    """Whether a file's name holds no word that the package does not: `maven3-artifact-3.8.7` may be `org.apache.maven:maven-artifact`."""
    said = guessed(stem, {}).artifact
    return bool(words := _words(said)) and words <= _words(f"{package.group}-{package.artifact}")


def is_of_another_version(stem: str, manifest: Mapping[str, str], version: str) -> bool:
    """Whether the file's name and the manifest tell versions, and this one is none of them: something else was merged in."""
    told = [text for text in (guessed(stem, {}).version, *(manifest.get(header, "") for header in _VERSIONS)) if text]
    return bool(told and version) and all(_numbers(text) != _numbers(version) for text in told)


def guessed(stem: str, manifest: Mapping[str, str]) -> Coordinates:
    """By the file's name and the manifest: a group only where a header holds nothing else."""
    found = _FILE.fullmatch(_LATER.sub("", stem))
    artifact, version = (found[1], found[2]) if found is not None else (stem, "")
    group = next((text for key in _GROUPS if _GROUP.fullmatch(text := manifest.get(key, "").strip())), "")
    if group and not version:
        artifact = next((text for key in _ARTIFACTS if _ARTIFACT.fullmatch(text := manifest.get(key, "").strip())), artifact)
    for header in _VERSIONS:
        version = version or _version(manifest.get(header, ""))
    return Coordinates(group, artifact, version)


def tells_itself(manifest: Mapping[str, str]) -> bool:
    """Whether a manifest says what the archive is."""
    return any(manifest.get(key, "").strip() for key in ("implementation-title", "bundle-symbolicname", "automatic-module-name"))


def _version(text: str) -> str:
    text = text.strip().strip('"')
    return text if text[:1].isalnum() and not re.search(r"\s", text) else ""


def _words(text: str) -> set[str]:
    return {word for part in re.split(r"[-_.\s]+", text.lower()) if (word := part.rstrip("0123456789"))}


def _numbers(version: str) -> tuple[int, ...]:
    """OSGi and Maven write the same version differently: `1.3.0` is `1.3`."""
    found = [int(number) for number in re.findall(r"\d{1,18}", version)]
    while found and not found[-1]:
        found.pop()
    return tuple(found)
