"""`osscan license show`: what one license asks, permits and means under the policy."""

from __future__ import annotations

from typing import Annotated

import typer

from osscan.cli.options import Language, PolicyName, Traceback, wrong_call

_FORMATS = ("terminal", "json")


def command(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(help="cli.license.show.subject", metavar="ID")],
    policy: PolicyName = "dortmund",
    outbound: Annotated[str, typer.Option("--outbound", help="cli.check.outbound", metavar="SPDX")] = "",
    relation: Annotated[
        str, typer.Option("--relation", "-r", help="cli.license.show.relation", metavar="RELATION")
    ] = "dynamic-link",
    form: Annotated[str, typer.Option("--format", "-f", help="cli.license.show.format", metavar="terminal|json")] = "terminal",
    lang: Language = None,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.license.show.help`."""
    from osscan.cli import console
    from osscan.cli.exits import ExitCode
    from osscan.cli.output import write_stdout
    from osscan.engine.show import cards
    from osscan.model.component import Relation
    from osscan.policy.find import policy_named
    from osscan.reports.license_card import as_json, unread, write_page
    from osscan.reports.page import Page

    _ = lang, traceback
    words = context.obj
    if form not in _FORMATS:
        raise wrong_call("option-value", "--format", given=form, allowed=", ".join(_FORMATS))
    if relation not in list(Relation):
        raise wrong_call("option-value", "--relation", given=relation, allowed=", ".join(Relation))
    rules = policy_named(policy)
    found, normal = cards(subject, rules, outbound, Relation(relation))
    if not found:
        console.say(unread(subject, normal, words))
    if form == "json":
        write_stdout(as_json(subject, found, normal, words))
    elif found:
        page = Page(console.width(), color=console.color_wanted())
        write_page(found, rules.id, Relation(relation), words, page)
        write_stdout(page.text())
    raise typer.Exit(ExitCode.PASSED if found else ExitCode.NOTHING_TO_JUDGE)
