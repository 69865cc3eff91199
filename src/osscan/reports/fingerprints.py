"""Fingerprints: an objection keeps its own from run to run, whatever version or line the component has by then."""

from __future__ import annotations

from collections import Counter

from osscan.model.problem import Problem
from osscan.model.publication import Spot
from osscan.model.report import JudgedComponent


class Fingerprints:
    """Gives each thing of one report its fingerprint; what can't be told apart is numbered in the report's order."""

    __slots__ = ("_seen",)

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of_component(self, judged: JudgedComponent, rule: str) -> str:
        """From the rule and the package without its version."""
        return self._numbered(f"component\n{rule}\n{_package(judged)}")

    def of_problem(self, problem: Problem) -> str:
        """From the code, the input and the facts, not from the line."""
        facts = "\n".join(f"{name}={value}" for name, value in problem.facts)
        return self._numbered(f"problem\n{problem.code}\n{problem.place.input}\n{facts}")

    def of_spot(self, check: str, spot: Spot) -> str:
        """From the check and what names the spot in waivers; of a spot without such a name from its file and its facts, figures put aside."""
        facts = [f"{name}={value}" for name, value in spot.facts if not value.isdigit()]
        named = spot.key or "\n".join((spot.place.input, *facts))
        return self._numbered(f"check\n{check}\n{spot.code}\n{named}")

    def of_check(self, check: str, word: str) -> str:
        """From the check and a word for what is the matter with it."""
        return self._numbered(f"check\n{check}\n{word}")

    def _numbered(self, identity: str) -> str:
        from hashlib import sha256  # noqa: PLC0415 - only formats with fingerprints pay for it

        self._seen[identity] += 1
        text = f"{identity}\n{self._seen[identity]}"
        return sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def _package(judged: JudgedComponent) -> str:
    """`pkg:npm/%40scope/name` of a purl with version, qualifiers and subpath; the name where there is no purl."""
    purl = judged.component.purl
    if not purl:
        return judged.component.name
    path = purl.partition("#")[0].partition("?")[0]
    head, slash, last = path.rpartition("/")
    return f"{head}{slash}{last.partition('@')[0] or last}"
