"""The story of `osscan policy test`: a policy's own tests, and which of its decisions could go without a test noticing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from osscan.engine.judging import outbound_of
from osscan.engine.policy_trial import Trial, tried
from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import canonical
from osscan.model.component import Relation, Scope
from osscan.model.verdict import LicenseStatus
from osscan.policy.ground import Ground, examples_of, ground_of, told_apart
from osscan.policy.judge import Judge
from osscan.policy.mutants import Mutant, mutants_of
from osscan.policy.schema import DEFAULT, Expected, Policy, PolicyTest, Sample

_UNESTABLISHED = {
    LicenseStatus.NONE.value: "NONE",
    LicenseStatus.NOASSERTION.value: "NOASSERTION",
    LicenseStatus.UNRESOLVED.value: "The Village License",
    LicenseStatus.AMBIGUOUS.value: "BSD",
    LicenseStatus.ABSENT.value: "",
}
"""What a manifest has to say so that a component has this status."""


class Mismatch(NamedTuple):
    """One thing that a test asked for, and what came out instead; `field` is the key under `expect`."""

    field: str
    expected: str
    found: str


class Tested(NamedTuple):
    """One test with its trial; it failed when something does not match."""

    test: PolicyTest
    trial: Trial
    mismatches: tuple[Mismatch, ...]


class Proposal(NamedTuple):
    """A test that would notice some survivors, given by their positions."""

    sample: Sample
    expect: Expected
    notices: tuple[int, ...]


class Mutation(NamedTuple):
    """How many changes were tried, which of them no test noticed, and which change no verdict at all.

    Whoever adds all `proposals` to the tests has no survivors left.
    """

    tried: int
    survivors: tuple[Mutant, ...]
    without_effect: tuple[Mutant, ...]
    proposals: tuple[Proposal, ...]


class Tests(NamedTuple):
    """All tests of one policy; `mutation` is None when it was not asked for, or when tests fail already."""

    policy: Policy
    tested: tuple[Tested, ...]
    mutation: Mutation | None

    @property
    def failed(self) -> tuple[Tested, ...]:
        return tuple(tested for tested in self.tested if tested.mismatches)


def run_tests(policy: Policy, as_of: date, *, mutation: bool = True, inherited: bool = False) -> Tests:
    """Tries the tests of the policy's own file, with `inherited` those of its bases too; then the mutants of the same files."""
    tests = tuple(test for test in policy.tests if inherited or test.place.input == policy.place.input)
    trials = tried(policy, [test.component for test in tests], as_of)
    tested = tuple(Tested(test, trial, _mismatches(test.expect, trial)) for test, trial in zip(tests, trials, strict=True))
    failing = any(one.mismatches for one in tested)
    return Tests(policy, tested, _mutation(policy, tests, as_of, inherited=inherited) if mutation and not failing else None)


def said(trial: Trial) -> Expected:
    """What came out, in the words in which a test asks."""
    judgement = trial.judgement
    rule = judgement.policy.rule or DEFAULT
    return Expected(judgement.policy.verdict, judgement.compatibility.verdict, rule, judgement.chosen or "", judgement.level)


def _mismatches(expect: Expected, trial: Trial) -> tuple[Mismatch, ...]:
    found = said(trial)
    return tuple(
        Mismatch(field, str(asked), str(answer))
        for field, asked, answer in zip(Expected._fields, expect, found, strict=True)
        if asked and asked != answer and not (field == "chosen" and _same_expression(str(asked), str(answer)))
    )


def _same_expression(first: str, second: str) -> bool:
    one, other = parse(first), parse(second)
    return not isinstance(one, Fault) and not isinstance(other, Fault) and str(canonical(one)) == str(canonical(other))


def _mutation(policy: Policy, tests: tuple[PolicyTest, ...], as_of: date, *, inherited: bool) -> Mutation:
    samples = [test.component for test in tests]
    count, survivors, idle, noticing = 0, [], [], []
    finder = _Finder(policy, as_of)
    for mutant in mutants_of(policy, inherited=inherited):
        count += 1
        trials = tried(mutant.policy, samples, as_of)
        if any(_mismatches(test.expect, trial) for test, trial in zip(tests, trials, strict=True)):
            continue
        sample = finder.sample(mutant)
        if sample is None:
            idle.append(mutant)
        else:
            survivors.append(mutant)
            noticing.append(sample)
    return Mutation(count, tuple(survivors), tuple(idle), _proposals(policy, survivors, noticing, as_of))


def _proposals(policy: Policy, survivors: list[Mutant], noticing: list[Sample], as_of: date) -> tuple[Proposal, ...]:
    """As few of the samples as notice all survivors: each time the one that notices most of what is left."""
    samples = list(dict.fromkeys(noticing))
    mine = [said(trial) for trial in tried(policy, samples, as_of)]
    theirs = [[said(trial) for trial in tried(mutant.policy, samples, as_of)] for mutant in survivors]
    left = set(range(len(survivors)))
    found = []
    while left:
        notices = [sorted(s for s in left if theirs[s][position] != expect) for position, expect in enumerate(mine)]
        best = max(range(len(samples)), key=lambda position: (len(notices[position]), -position))
        others = [theirs[survivor][best] for survivor in notices[best]]
        found.append(Proposal(samples[best], _telling(mine[best], others), tuple(notices[best])))
        left -= set(notices[best])
    return tuple(found)


def _telling(mine: Expected, others: list[Expected]) -> Expected:
    """Word and rule always; beyond that only what it takes to tell the others apart."""
    same = [other for other in others if (other.policy, other.rule) == (mine.policy, mine.rule)]
    return Expected(
        policy=mine.policy,
        compatibility=mine.compatibility if any(other.compatibility is not mine.compatibility for other in same) else None,
        rule=mine.rule,
        chosen=mine.chosen if any(other.chosen != mine.chosen for other in others) else "",
        level=mine.level if any(other.level is not mine.level for other in same) else None,
    )


class _Finder:
    """Finds components of which a mutant thinks otherwise than its policy."""

    def __init__(self, policy: Policy, as_of: date) -> None:
        self._policy = policy
        self._as_of = as_of
        self._judge = Judge(policy, outbound_of(policy.outbound))
        self._grounds: list[Ground] = []

    def sample(self, mutant: Mutant) -> Sample | None:
        """A component that shows the difference; None when nothing can."""
        for sample in self._candidates(mutant):
            (mine,), (other,) = tried(self._policy, [sample], self._as_of), tried(mutant.policy, [sample], self._as_of)
            if said(mine) != said(other):
                return sample
        return None

    def _candidates(self, mutant: Mutant) -> Iterator[Sample]:
        """Components that differ in what is decided before those that differ only in who decides."""
        if mutant.kind == "choice-deleted":
            yield from (Sample(license=mutant.subject, relation=relation) for relation in Relation)
            return
        other = Judge(mutant.policy, self._judge.outbound)
        # No mutant changes what compatibility depends on.
        other.compatibilities = self._judge.compatibilities
        for step in range(2):
            yield from self._differing(other, self._ground(step))

    def _ground(self, step: int) -> Ground:
        """First what readers know, where most differences show; then everything."""
        if step == len(self._grounds):
            every = ground_of(self._policy)
            self._grounds.append(told_apart(every if step else examples_of(every, self._policy), self._judge))
        return self._grounds[step]

    def _differing(self, other: Judge, ground: Ground) -> Iterator[Sample]:
        otherwise: list[Sample] = []
        contexts = list(ground.contexts())
        for name, resolved in ground.licenses:
            for scope, relation, purl in contexts:
                mine = self._judge.judge(resolved, self._judge.context(scope, relation, purl))
                theirs = other.judge(resolved, other.context(scope, relation, purl))
                if mine.level is not theirs.level or mine.policy.verdict is not theirs.policy.verdict:
                    yield _sample(name, scope, relation, purl)
                elif not otherwise and mine.policy.rule != theirs.policy.rule:
                    otherwise.append(_sample(name, scope, relation, purl))
        yield from otherwise


def _sample(name: str, scope: Scope, relation: Relation, purl: str) -> Sample:
    declared = _UNESTABLISHED.get(name)
    if declared is None:
        return Sample(license=name, scope=scope, relation=relation, purl=purl)
    return Sample(declared=declared, scope=scope, relation=relation, purl=purl)
