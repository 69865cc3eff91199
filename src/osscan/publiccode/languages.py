"""Language tags as BCP 47 (RFC 5646) has them, held to the registry of IANA."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?P<extended>(?:-[a-z]{3}){0,3})"
    r"(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
    r"(?P<extensions>(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*)(?:-x(?:-[a-z0-9]{1,8})+)?"
)
_PRIVATE = re.compile(r"x(?:-[a-z0-9]{1,8})+")


class Registry(NamedTuple):
    """The subtags that are registered, in lower case; extended languages and variants with what they may stand behind."""

    languages: frozenset[str]
    scripts: frozenset[str]
    regions: frozenset[str]
    extended: dict[str, str]
    variants: dict[str, tuple[str, ...]]
    old: frozenset[str]


def is_tag(text: str) -> bool:
    """Whether a text is a well-formed tag all of whose parts are registered; `en_GB` and `english` are none."""
    tag = text.lower()
    registry = _registry()
    if tag in registry.old or _PRIVATE.fullmatch(tag):
        return True
    found = _TAG.fullmatch(tag)
    return found is not None and _registered(tag, found, registry)


def _registered(tag: str, found: re.Match[str], registry: Registry) -> bool:
    language, script, region = found["language"], found["script"], found["region"]
    singles = [part for part in found["extensions"].split("-") if len(part) == 1]
    return (
        (language in registry.languages or "qaa" <= language <= "qtz")
        and all(registry.extended.get(part) == language for part in found["extended"].split("-")[1:])
        and (not script or script in registry.scripts or "qaaa" <= script <= "qabx")
        and (not region or region in registry.regions or _is_private_region(region))
        and _variants_fit(tag, found["variants"].split("-")[1:], registry)
        and len(singles) == len(set(singles))
    )


def _is_private_region(region: str) -> bool:
    return region in ("aa", "zz") or "qm" <= region <= "qz" or "xa" <= region <= "xz"


def _variants_fit(tag: str, variants: list[str], registry: Registry) -> bool:
    """Each is registered, stands once, and behind a language that it belongs to."""
    for variant in variants:
        prefixes = registry.variants.get(variant)
        if prefixes is None or (prefixes and not any(f"{tag}-".startswith(f"{prefix}-") for prefix in prefixes)):
            return False
    return len(variants) == len(set(variants))


@cache
def _registry() -> Registry:
    read = json.loads((Path(__file__).parent / "data" / "language_subtags.json").read_text(encoding="utf-8"))
    sets = {
        name: frozenset(" ".join(read[name]).lower().split()) for name in ("languages", "scripts", "regions", "grandfathered")
    }
    extended = {part: prefix for prefix, parts in read["extlangs"].items() for part in " ".join(parts).split()}
    variants = {name: tuple(prefixes.lower().split()) for name, prefixes in read["variants"].items()}
    return Registry(sets["languages"], sets["scripts"], sets["regions"], extended, variants, sets["grandfathered"])
