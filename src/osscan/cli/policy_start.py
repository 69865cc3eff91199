"""`osscan policy init`: a few questions, and a commented policy that extends a packaged one and brings its own tests."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeVar

import typer

from osscan.cli.console import say
from osscan.cli.options import day_of, wrong_call
from osscan.cli.output import write_file, write_stdout
from osscan.cli.policy_tests import proposal_yaml, sample_said, scalar, test_yaml
from osscan.engine.judging import outbound_of
from osscan.engine.policy_testing import run_tests, said
from osscan.engine.policy_trial import tried
from osscan.errors import WrongCallError
from osscan.expression.tree import leaves
from osscan.model.component import Provision, Relation
from osscan.policy.find import policy_named
from osscan.policy.load import load
from osscan.policy.mutants import set_fields
from osscan.policy.packaged import packaged_file
from osscan.policy.schema import Contested, Doctrine, Expected, Policy, Sample, Then
from osscan.texts.catalogue import Words

_Answer = TypeVar("_Answer")

BASES = ("public-de", "dortmund")
"""Packaged policies that are made to be extended by others."""

_SAMPLES = (
    Sample(license="MIT", relation=Relation.DYNAMIC_LINK),
    Sample(license="LGPL-3.0-only", relation=Relation.DYNAMIC_LINK),
    Sample(license="GPL-3.0-only", relation=Relation.INCORPORATE),
    Sample(license="GPL-3.0-only", relation=Relation.TEST),
    Sample(license="SSPL-1.0", relation=Relation.SEPARATE_PROCESS),
    Sample(license="GPL-2.0-only OR MIT", relation=Relation.INCORPORATE),
    Sample(declared="UNLICENSED"),
    Sample(declared="NONE"),
    Sample(),
)
"""What everybody should be able to say of a policy."""


class Given(NamedTuple):
    """What the command line has answered already; empty is not answered."""

    base: str
    outbound: str


class _Answers(NamedTuple):
    publisher: str
    base: str
    outbound: str
    provisions: tuple[Provision, ...]
    doctrine: Doctrine
    contested: Contested


def start(words: Words, path: str, given: Given, *, ask: bool, force: bool) -> None:
    """Writes the policy to `path` (`-` for stdout); raises WrongCallError rather than overwrite or wait for nobody."""
    if path != "-" and Path(path).exists() and not force:
        raise wrong_call("policy-file-exists", path, path=path)
    if ask and not sys.stdin.isatty():
        raise wrong_call("policy-init-no-terminal", "osscan policy init")
    if given.base and given.base not in BASES:
        raise wrong_call("option-value", "--from", given=given.base, allowed=", ".join(BASES))
    if given.outbound:
        outbound_of(given.outbound)
    answers = _asked(words, given) if ask else _defaults(given)
    text = _text(words, answers)
    if path == "-":
        write_stdout(text)
    else:
        write_file(path, text)
    say(words("policy.init.written", (), path=path))


def _defaults(given: Given) -> _Answers:
    base = given.base or BASES[0]
    policy = policy_named(base)
    publisher = ""
    return _Answers(publisher, base, given.outbound or policy.outbound, policy.provisions, policy.doctrine, policy.contested)


def _asked(words: Words, given: Given) -> _Answers:
    default = _defaults(given)
    publisher = _ask(words, "publisher", words("policy.init.publisher-unknown"), str.strip)
    publisher = "" if publisher == words("policy.init.publisher-unknown") else publisher
    base = given.base or _ask(words, "base", default.base, lambda text: _one_of(text, BASES))
    default = _defaults(given._replace(base=base))
    outbound = given.outbound or _ask(words, "outbound", default.outbound, _license)
    provisions = _ask(words, "provisions", ", ".join(default.provisions), _provisions)
    doctrine = _ask(words, "doctrine", default.doctrine.value, lambda text: Doctrine(_one_of(text, tuple(Doctrine))))
    contested = _ask(words, "contested", default.contested.value, lambda text: Contested(_one_of(text, tuple(Contested))))
    return _Answers(publisher, base, outbound, provisions, doctrine, contested)


def _ask(words: Words, key: str, default: str, read: Callable[[str], _Answer]) -> _Answer:
    """Asks until the answer can be read; whoever goes away gets no policy."""
    say("\n" + words(f"policy.init.about.{key}"))
    while True:
        try:
            return read(typer.prompt(words(f"policy.init.ask.{key}"), default=default, err=True))
        except typer.Abort:
            raise wrong_call("policy-init-stopped", "osscan policy init") from None
        except WrongCallError as fault:
            say(words(f"problem.{fault.problems[0].code}.message", fault.problems[0].facts))


def _one_of(text: str, allowed: tuple[str, ...]) -> str:
    if text.strip() not in allowed:
        raise wrong_call("option-value", "", given=text.strip(), allowed=", ".join(allowed))
    return text.strip()


def _license(text: str) -> str:
    return str(outbound_of(text.strip()))


def _provisions(text: str) -> tuple[Provision, ...]:
    return tuple(Provision(_one_of(part, tuple(Provision))) for part in text.replace(",", " ").split())


def _text(words: Words, answers: _Answers) -> str:
    """The whole file: its tests say what the policy says today, so that a change shows."""
    body = _body(words, answers)
    body += "\n".join([*_comment(words("policy.init.comment.tests")), "tests:", *_tests(words, _loaded(body))]) + "\n"
    policy = _loaded(body)
    mutation = run_tests(policy, day_of(None)).mutation
    proposals = mutation.proposals if mutation is not None else ()
    return body + "".join(f"{line}\n" for proposal in proposals for line in _indented(proposal_yaml(proposal, policy, words)))


def _loaded(text: str) -> Policy:
    with TemporaryDirectory() as folder:
        file = Path(folder, "policy.yml")
        file.write_text(text, encoding="utf-8")
        return load(file, "policy.yml")


def _tests(words: Words, policy: Policy) -> list[str]:
    lines = []
    for sample, trial in zip(_SAMPLES, tried(policy, _SAMPLES, day_of(None)), strict=True):
        found = said(trial)
        expect = Expected(policy=found.policy, chosen=found.chosen if " OR " in sample.license else "")
        lines += _indented(test_yaml(f"{sample_said(sample, words)}: {found.policy}", sample, expect))
    return lines


def _body(words: Words, answers: _Answers) -> str:
    day = day_of(None)
    id_ = _slug(answers.publisher)
    title = "policy.init.title" if answers.publisher else "policy.init.title-plain"
    return "\n".join(
        [
            "# yaml-language-server: $schema=osscan-policy.schema.json",
            *_comment(words("policy.init.comment.head")),
            "schema: osscan/policy/1",
            f"id: {scalar(id_)}",
            "title:",
            *_bilingual(title, "", publisher=answers.publisher),
            f'version: "{day.year}.{day.month:02}"',
            f"owner: {{role: {scalar(words('policy.init.owner'))}}}",
            "",
            *_comment(words("policy.init.comment.extends")),
            "extends:",
            f"  - packaged: {answers.base}",
            f"    sha256: {_hash(answers.base)}",
            "",
            *_comment(words("policy.init.comment.outbound")),
            f"outbound: {scalar(answers.outbound)}",
            *_comment(words("policy.init.comment.doctrine")),
            f"doctrine: {answers.doctrine}",
            *_comment(words("policy.init.comment.contested")),
            f"contested: {answers.contested}",
            "context:",
            *_comment(words("policy.init.comment.provision"), "  "),
            f"  provision: [{', '.join(answers.provisions)}]",
            "",
            *_comment(words("policy.init.comment.first-party")),
            "# first_party:",
            "#   - pkg:npm/%40example/*",
            "",
            *_comment(words("policy.init.comment.rules")),
            *_rule(answers, "".join(part[0] for part in id_.split("-"))[:3].upper()),
            "",
            *_comment(words("policy.init.comment.waivers")),
            "",
            "",
        ]
    )


def _rule(answers: _Answers, prefix: str) -> list[str]:
    """What we publish under is allowed; only as an example where the base says so already."""
    licenses = [str(leaf) for leaf in dict.fromkeys(leaves(outbound_of(answers.outbound)))]
    lines = [
        "rules:",
        f"  - id: {prefix}-L-001",
        f"    when: {{license: [{', '.join(map(scalar, licenses))}]}}",
        "    then: allow",
        "    obligations: [license-text, copyright-notice]",
        "    text:",
        *_bilingual("policy.init.rule", "    ", outbound=answers.outbound),
    ]
    named = [rule.when for rule in policy_named(answers.base).rules if rule.then is Then.ALLOW]
    said_already = any(set_fields(when) == ("license",) and set(licenses) <= set(when.license) for when in named)
    return [f"# {line}" for line in lines] if said_already else lines


def _bilingual(key: str, indent: str, **facts: object) -> list[str]:
    return [f"{indent}  {language}: {scalar(Words(language)(key, (), **facts))}" for language in ("de", "en")]


def _comment(text: str, indent: str = "") -> list[str]:
    """A sentence as YAML comments of bearable width."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(indent) + len(lines[-1]) + len(word) > 115:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [f"{indent}# {line}" for line in lines]


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _slug(publisher: str) -> str:
    """An id for the policy: small letters, digits and hyphens."""
    spelled = publisher.casefold().translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"})
    return re.sub(r"[^a-z0-9]+", "-", spelled).strip("-") or "own-policy"


def _hash(base: str) -> str:
    found = packaged_file(base)
    return hashlib.sha256(found[0].read_bytes()).hexdigest() if found is not None else ""
