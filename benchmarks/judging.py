"""How long verdicts take beside the parsing of their expressions: 100 000 components, and one expression of 2 000 operands.

Run: `python benchmarks/judging.py`. Prints CPU seconds and ratios. "Alike" repeats the expressions of a usual SBOM, "all different"
has no two alike, so that nothing can be remembered.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from osscan.expression.parse import parse
from osscan.expression.tree import Leaf
from osscan.knowledge import profiles
from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component, Relation, Scope
from osscan.model.place import Place
from osscan.policy.find import policy_named
from osscan.policy.judge import Judge
from osscan.policy.resolve import Resolver

COUNT = 100_000
USUAL = (
    "MIT", "Apache-2.0", "BSD-3-Clause", "ISC", "MIT OR Apache-2.0", "(MIT OR GPL-2.0-or-later) AND Zlib", "MPL-2.0", "LGPL-2.1-or-later",
    "GPL-2.0-only WITH Classpath-exception-2.0 OR EPL-2.0", "Apache-2.0 AND BSD-3-Clause AND MIT", "GPL-3.0-only", "EUPL-1.2",
)  # fmt: skip


def main() -> None:
    rng = random.Random(20261122)
    report("100 000 components, alike", [rng.choice(USUAL) for _ in range(COUNT)])
    report("100 000 components, all different", different(rng))
    print("operands  parse s  judge s  ratio")
    for operands in (250, 500, 1000, 2000):
        text = " OR ".join(
            f"({one} AND LicenseRef-{number})" for number, one in enumerate(rng.choices(USUAL[:4], k=operands // 2))
        )
        parsed, judged = best(lambda text=text: parse(text)), best(lambda text=text: verdicts([text]))
        print(f"{operands:8d}  {parsed:7.4f}  {judged:7.4f}  {judged / parsed:5.2f}")


def different(rng: random.Random) -> list[str]:
    """Expressions of three to five licenses with a profile, no two alike."""
    known = [one for one in profiles.covered() if profiles.profile(one).is_open]
    found: dict[str, None] = {}
    while len(found) < COUNT:
        parts = rng.sample(known, rng.randint(3, 5))
        found[f"({parts[0]} OR {parts[1]}) AND {' AND '.join(parts[2:])}"] = None
    return list(found)


def report(name: str, texts: list[str]) -> None:
    """Both times, the better of three runs each."""
    parsing = best(lambda: [parse(text) for text in texts])
    judging = best(lambda: verdicts(texts))
    print(f"{name}: parse {parsing:.2f} s, resolve and judge {judging:.2f} s, ratio {judging / parsing:.2f}")


def verdicts(texts: list[str]) -> int:
    """Every component resolved and judged from nothing, with reasons; the number of chains that a person could read."""
    policy = policy_named("dortmund")
    resolver, judge = Resolver(policy.name_mappings), Judge(policy, Leaf("EUPL-1.2"))
    context = judge.context(Scope.RUNTIME, Relation.DYNAMIC_LINK, "")
    place = Place("bom.json")
    told = 0
    for number, text in enumerate(texts):
        claim = LicenseClaim(ClaimRole.DECLARED, text, Form.EXPRESSION, Method.SBOM, place)
        found = judge.judge(resolver.resolve(Component(f"c{number}", "1", place, str(number), claims=(claim,))), context)
        told += bool(found.compatibility.reasons)
    return told


def best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    main()
