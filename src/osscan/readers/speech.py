"""How a file speaks: as a license, a program, a manifest, data, prose or a list; a mention weighs differently in each."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache


class Speech(Enum):
    """What a license name in a file may mean."""

    LICENSE = auto()
    """A file that is there to tell the license, or a notice."""
    PROGRAM = auto()
    MANIFEST = auto()
    """Data in which the project names its own license."""
    DATA = auto()
    PROSE = auto()
    """README, change log and the like: about the project and about others."""
    MANUAL = auto()
    """Documentation and translations."""
    LIST = auto()
    """A lockfile or a list of files: what is named there belongs to others."""


_LICENSE_NAME = re.compile(r"(?i)(?:^|[^a-z])(?:un)?li[cs]en[cs]e|copying|copyright|notice|(?:^|[^a-z])legal|eula|patents")
_TEXTS = ("", ".txt", ".md", ".markdown", ".rst", ".html", ".htm", ".adoc", ".rtf", ".lesser", ".bsd", ".mit", ".gpl", ".apache")
_PROSE_NAME = re.compile(
    r"(?i)(?:read.?me|change(?:s|log)|history|news|authors|contribut\w+|code.of.conduct|security|credits|thanks|todo|install\w*"
    r"|upgrad\w+|release\w*|faq|roadmap|governance|maintainers|support|acknowledg\w+)(?:[._\-][\w.\-]*)?"
)
_PROSE = frozenset({".md", ".markdown", ".mdx", ".rst", ".adoc", ".asciidoc", ".textile", ".org", ".tex", ".wiki"})
_MANUAL_FOLDERS = frozenset(
    {
        "doc",
        "docs",
        "documentation",
        "man",
        "manual",
        "manuals",
        "locale",
        "locales",
        "i18n",
        "changelog.d",
        "newsfragments",
        "news",
    }
)
_MANUAL = frozenset(
    {*_PROSE, ".txt", ".html", ".htm", ".xml", ".json", ".yml", ".yaml", ".ipynb", ".csv", "", ".texi", ".1", ".3"}
)
_TRANSLATIONS = frozenset({".po", ".pot", ".mo", ".xlf", ".xliff"})
_DATA = frozenset(
    {".json", ".jsonl", ".yaml", ".yml", ".csv", ".tsv", ".xml", ".xsd", ".toml", ".ini", ".properties", ".sql", ".ipynb", ".map"}
)
_MANIFESTS = frozenset(
    {
        *("setup.cfg", "pkg-info", "metadata", "cargo.toml", "composer.json", "pom.xml", "publiccode.yml", "publiccode.yaml"),
        *("codemeta.json", "citation.cff", "description", "bower.json", "meta.json", "meta.yml", "dub.json", "elm.json"),
        *(
            "haxelib.json",
            "galaxy.yml",
            "chart.yaml",
            "manifest.json",
            "pubspec.yaml",
            "meson.build",
            "package.xml",
            "snapcraft.yaml",
        ),
        *("component.json", "__manifest__.py", "extension.json", "plugin.json", "info.xml", "metadata.json"),
    }
)
_MANIFEST_ENDINGS = frozenset({".gemspec", ".nuspec", ".podspec", ".cabal", ".csproj", ".opam", ".spec"})
_LISTS = frozenset(
    {
        "go.sum",
        "packages.lock.json",
        "pnpm-lock.yaml",
        "npm-shrinkwrap.json",
        "installed.json",
        "sources.txt",
        "manifest.in",
        "manifest",
        "record",
    }
)
_HEADING_WORD = re.compile(r"(?i)li[cz]en[csz]|copying|copyright|legal\b|rechtliches")
_UNDERLINE = re.compile(r"\s*([=\-~^*+#\"'`.])\1{2,}\s*")
_HEADING = re.compile(r"\s*(?:#{1,6}\s|={1,6}\s|<h[1-6]\b|\*{2}[^*]+\*{2}\s*$)")
_BARE_HEADING = re.compile(r"(?i)\W*(?:the )?(?:software )?(?:li[cz]en[csz]\w*|copying|copyright)(?: (?:and|&) \w+)?\W*")
_COMMENT = re.compile(r"\s*(?:[#*;%!]|'{3}|\"{3}|//|/\*|--|<!--|\(\*|\{[-#*]|@|dnl\b|rem\b|\.\.|=begin|\\)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def speech_of(path: str) -> Speech:
    """How the file at `path` speaks, by its name and its folders."""
    folder, name = posixpath.split(path)
    low = name.lower()
    ending = posixpath.splitext(low)[1]
    if low in _LISTS or ending == ".lock" or low.endswith(("-lock.json", "-lock.yaml")):
        return Speech.LIST
    if ending in _TRANSLATIONS:
        return Speech.MANUAL
    in_manual = ending in _MANUAL and not _MANUAL_FOLDERS.isdisjoint(folder.lower().split("/"))
    if not in_manual and ending in _TEXTS and _LICENSE_NAME.search(name):
        return Speech.LICENSE
    if low in _MANIFESTS or ending in _MANIFEST_ENDINGS:
        return Speech.MANIFEST
    if in_manual:
        return Speech.MANUAL
    if ending in _PROSE or (ending in _TEXTS and _PROSE_NAME.fullmatch(name)):
        return Speech.PROSE
    return Speech.DATA if ending in _DATA else Speech.PROGRAM


def is_under_license_heading(lines: Sequence[str], line: int, farthest: int = 200) -> bool:
    """Whether the nearest heading speaks of licenses, at a line (counted from one) or no more than `farthest` lines above."""
    for number in range(min(line, len(lines)), max(line - farthest, 1) - 1, -1):
        text = lines[number - 1]
        if _BARE_HEADING.fullmatch(text):
            return True
        below = lines[number] if number < len(lines) else ""
        if text.strip() and (_HEADING.match(text) or (_UNDERLINE.fullmatch(below) and not _UNDERLINE.fullmatch(text))):
            return _HEADING_WORD.search(text) is not None
    return False


def is_comment(lines: Sequence[str], line: int) -> bool:
    """Whether a line (counted from one) looks like a comment or a string rather than code."""
    return 0 < line <= len(lines) and _COMMENT.match(lines[line - 1]) is not None
