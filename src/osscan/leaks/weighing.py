"""Weighing: test data and copies of others' software weigh less than the product's own files; nothing of it is hidden."""

from __future__ import annotations

import re

from osscan.inputs.roles import RolePatterns, is_installed, role_of
from osscan.leaks.leak import Allowed, Leak, LeakClass, Sample, Settings
from osscan.model.component import PathRole
from osscan.model.report import CheckSeverity

_LOWER = {
    CheckSeverity.BLOCKER: CheckSeverity.CONDITION,
    CheckSeverity.CONDITION: CheckSeverity.HINT,
    CheckSeverity.HINT: CheckSeverity.HINT,
}
_TEST_FILE = re.compile(
    r"(?i)(?:^|/)(?:test_[^/]*|conftest\.py|[^/]*[._-](?:test|tests|spec|mock|mocks|fixture|fixtures|stories)\.[a-z]{1,5})$"
)
_TEST_CLASS = re.compile(
    r"(?:^|/)[A-Za-z0-9]*(?:Tests?|IT|Spec|TestCase|Fixtures?|Mocks?)\.(?:java|kt|cs|php|groovy|scala|swift|ts|js)$"
)
_TEST_FOLDER = re.compile(r"(?i)(?:^|/)(?:[^/]*[._-](?:tests?|mocks?|fixtures?)|cypress|playwright|mocks?|stubs?|[^/]+Tests?)/")
_EXAMPLE_FILE = re.compile(
    r"(?i)(?:^|/)(?:docs?|documentation|website|blog|tutorials?)/|\.(?:example|sample|template|dist|tmpl|tpl)(?:\.[a-z]+)?$|"
    r"(?:^|[/._-])(?:example|sample|demo|local|dev)[._-][^/]*$|\.(?:md|mdx|rst|adoc|asciidoc)$"
)


def role_here(path: str, role: PathRole = PathRole.PRODUCT, patterns: RolePatterns = ()) -> PathRole:
    """The role of a file: its folder's, and where that is the product's, what its own name says."""
    told = role if role is not PathRole.PRODUCT else role_of(path, patterns)
    if told is not PathRole.PRODUCT:
        return told
    if is_installed(path):
        return PathRole.VENDORED
    if _TEST_FILE.search(path) or _TEST_CLASS.search(path) or _TEST_FOLDER.search(path):
        return PathRole.TEST
    return PathRole.EXAMPLE if _EXAMPLE_FILE.search(path) else PathRole.PRODUCT


def weighed(weight: CheckSeverity, kind: LeakClass, role: PathRole, sample: Sample) -> tuple[CheckSeverity, Sample]:
    """The weight in the end, and why it is lower than the rule's."""
    if sample is Sample.KNOWN:
        return CheckSeverity.HINT, sample
    if role in (PathRole.TEST, PathRole.EXAMPLE):
        return _LOWER[weight], Sample.ROLE
    if role is PathRole.VENDORED:
        return (_LOWER[weight] if kind in (LeakClass.SECRET, LeakClass.KEY) else CheckSeverity.HINT), Sample.FOREIGN
    return weight, sample


def allowance(leak: Leak, line: bytes, settings: Settings) -> Allowed:
    """Whether somebody has said that it may stay: in its line, in `.gitleaksignore`, or in the baseline."""
    if b"gitleaks:allow" in line:
        return Allowed.COMMENT
    if leak.fingerprint in settings.baseline:
        return Allowed.BASELINE
    return Allowed.IGNORED if is_ignored(leak, settings.ignored) else Allowed.NO


def is_ignored(leak: Leak, ignored: frozenset[str]) -> bool:
    """A line names path, rule and line, before them perhaps a commit; a fingerprint of osscan will do too."""
    if not ignored:
        return False
    place = f"{leak.place.input}:{leak.rule}:{leak.place.line or 0}"
    return place in ignored or leak.fingerprint in ignored or (bool(leak.commit) and f"{leak.commit}:{place}" in ignored)


def ignore_lines(text: str) -> frozenset[str]:
    """The lines of a `.gitleaksignore` that say something."""
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
