"""Whether a license, a package URL or a version fits what the policy wrote."""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import translate
from functools import cache


def license_fits(leaf: str, pattern: str) -> bool:
    """`pattern` is an id, an id WITH an exception, or has `*`; a `+` or an exception is never silently dropped."""
    return (
        _pattern(pattern.casefold()).match(leaf.casefold()) is not None
        if "*" in pattern
        else leaf.casefold() == pattern.casefold()
    )


def purl_fits(purl: str, pattern: str) -> bool:
    """`pattern` names a package URL without version, `*` standing for any characters."""
    bare = purl.partition("?")[0].partition("#")[0]
    at = bare.rfind("@")
    bare = bare[:at] if at > bare.rfind("/") else bare
    return bare == pattern or _pattern(pattern).match(bare) is not None


def any_purl(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """One question for many patterns, for asking it 100 000 times."""
    if not patterns:
        return lambda _: False
    beginnings = tuple({re.split(r"[*?\[]", pattern, maxsplit=1)[0] for pattern in patterns})
    return lambda purl: purl.startswith(beginnings) and any(purl_fits(purl, pattern) for pattern in patterns)


def version_fits(version: str, versions: str) -> bool:
    """`versions` is a PEP 440 specifier (`>=4,<5`, `==1.4.2`); empty fits all. What can't be compared does not fit."""
    return version_within(version, versions) is True


def version_within(version: str, versions: str) -> bool | None:
    """Whether a version is among those that are asked for; None where that can't be told."""
    if not versions:
        return True
    if not version:
        return None
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415 - waivers are rare, the import costs 20 ms
    from packaging.version import InvalidVersion, Version  # noqa: PLC0415

    try:
        return Version(version) in SpecifierSet(versions, prereleases=True)
    except InvalidVersion:
        return True if versions.replace(" ", "") in (f"=={version}", f"==={version}") else None
    except InvalidSpecifier:
        return None


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern))
