"""Manifests at the top of a project: what they say of it, and the commands that set it up."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

from osscan.fixes.base import Known, Manifest

_CLASSIFIED = {"1": "concept", "2": "development", "3": "development", "4": "beta", "5": "stable", "6": "stable", "7": "obsolete"}
_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
_NESTED = re.compile(
    r"<(parent|dependencies|dependencyManagement|build|profiles|developers|organization|modules)\b.*?</\1>", re.DOTALL
)


def manifests_in(read: Callable[[str], bytes | None], files: frozenset[str]) -> tuple[Manifest, ...]:
    """What the manifests at the top say, in the order in which their word counts."""
    return tuple(found for path, look in _LOOKS.items() if path in files and (found := _looked(path, look, read)) is not None)


def installing(known: Known, language: str) -> str:
    """The section on setting up, where a manifest tells how that goes; empty otherwise."""
    lines = [line for one in known.manifests for line in _commands(one, known)]
    if not lines:
        return ""
    head = {"de": "## Einrichten", "en": "## Installation"}[language]
    return "\n".join((head, "", "```sh", *lines, "```"))


def _commands(manifest: Manifest, known: Known) -> Iterator[str]:
    if manifest.path == "pyproject.toml":
        yield "python3 -m venv .venv"
        yield ".venv/bin/python -m pip install ."
    elif manifest.path == "package.json":
        yield "npm ci" if known.has("package-lock.json") else "npm install"
        scripts = _json(known.read("package.json")).get("scripts")
        yield from (f"npm run {name}" for name in ("build", "start") if isinstance(scripts, dict) and name in scripts)
    elif manifest.path == "pom.xml":
        yield "./mvnw package" if known.has("mvnw") else "mvn package"
    elif manifest.path == "Cargo.toml":
        yield "cargo build --release"
    elif manifest.path == "composer.json":
        yield "composer install"


def _looked(path: str, look: Callable[[bytes], Manifest | None], read: Callable[[str], bytes | None]) -> Manifest | None:
    content = read(path)
    try:
        return look(content) if content is not None else None
    except (ValueError, AttributeError, TypeError):
        return None


def _pyproject(content: bytes) -> Manifest | None:
    document = tomllib.loads(content.decode("utf-8"))
    project = document.get("project") or document.get("tool", {}).get("poetry")
    if not isinstance(project, dict):
        return None
    said = project.get("license", "")
    license_ = said.get("text", "") if isinstance(said, dict) else said
    status = next(
        (
            _CLASSIFIED.get(one.removeprefix("Development Status :: ")[:1], "")
            for one in project.get("classifiers", ())
            if one.startswith("Development Status :: ")
        ),
        "",
    )
    return _manifest("pyproject.toml", "python", project, license_, status)


def _package(content: bytes) -> Manifest | None:
    document = _json(content)
    said = document.get("license", "")
    return _manifest("package.json", "node", document, said if isinstance(said, str) else "")


def _composer(content: bytes) -> Manifest | None:
    document = _json(content)
    said = document.get("license", "")
    return _manifest("composer.json", "php", document, " OR ".join(said) if isinstance(said, list) else said)


def _cargo(content: bytes) -> Manifest | None:
    package = tomllib.loads(content.decode("utf-8")).get("package")
    return _manifest("Cargo.toml", "rust", package, package.get("license", "")) if isinstance(package, dict) else None


def _pom(content: bytes) -> Manifest | None:
    """Elements of the project itself; those of its parent and its plugins are blanked out first."""
    text = _NESTED.sub("", _COMMENTS.sub("", content.decode("utf-8")))
    licenses = re.search(r"<licenses>(.*?)</licenses>", text, re.DOTALL)
    names = re.findall(r"<name>\s*(.*?)\s*</name>", licenses[1], re.DOTALL) if licenses else []
    own = re.sub(r"<licenses>.*?</licenses>|<scm>.*?</scm>", "", text, flags=re.DOTALL)
    told = {tag: found[1] for tag in ("artifactId", "name", "version", "description") if (found := _element(tag, own))}
    said = {
        "name": told.get("name") or told.get("artifactId", ""),
        **{key: told.get(key, "") for key in ("version", "description")},
    }
    return _manifest("pom.xml", "java", said, names[0] if len(names) == 1 else "")


def _element(tag: str, text: str) -> re.Match[str] | None:
    return re.search(rf"<{tag}>\s*([^<]*?)\s*</{tag}>", text)


def _manifest(path: str, ecosystem: str, said: dict[str, Any], license_: object, status: str = "") -> Manifest:
    name, version, description = (_word(said.get(key)) for key in ("name", "version", "description"))
    return Manifest(path, ecosystem, name, version, description, license_ if isinstance(license_, str) else "", status)


def _word(value: object) -> str:
    """What a manifest says in plain words; what a build would have to fill in is not known."""
    return value if isinstance(value, str) and "${" not in value else ""


def _json(content: bytes | None) -> dict[str, Any]:
    document = json.loads((content or b"{}").decode("utf-8-sig"))
    if not isinstance(document, dict):
        raise TypeError
    return document


_LOOKS: dict[str, Callable[[bytes], Manifest | None]] = {
    "pyproject.toml": _pyproject,
    "package.json": _package,
    "composer.json": _composer,
    "Cargo.toml": _cargo,
    "pom.xml": _pom,
}
