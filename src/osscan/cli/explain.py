"""`osscan explain`: one code, verdict word, policy rule or license, in plain language."""

from __future__ import annotations

from typing import Annotated

import typer

from osscan.cli.options import Language, PolicyName, Traceback, wrong_call


def command(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(help="cli.explain.subject", metavar="CODE|WORD|RULE|LICENSE")],
    policy: PolicyName = "dortmund",
    outbound: Annotated[str, typer.Option("--outbound", help="cli.check.outbound", metavar="SPDX")] = "",
    lang: Language = None,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.explain.help`."""
    from osscan.cli import explanation
    from osscan.cli.output import write_stdout
    from osscan.engine.explain import explained
    from osscan.policy.find import policy_named

    _ = lang, traceback
    words = context.obj
    text = explanation.of_word(subject, words) or explanation.of_check(subject, words)
    if not text:
        found = explained(subject, policy_named(policy), outbound)
        text = explanation.of_rule(found, words) if found.rule else explanation.of_license(found, words)
        if not text:
            near = ", ".join((*explanation.near(subject, words), *found.near)) or "-"
            raise wrong_call("explain-unknown", "explain", subject=subject, near=near)
    write_stdout(text + "\n")
