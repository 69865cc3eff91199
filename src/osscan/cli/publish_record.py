"""`osscan publish record`: what people decided joins the chain of decisions."""

from __future__ import annotations

from typing import Annotated

import typer

from osscan.cli.options import Language, Traceback, day_of, wrong_call

ANSWERS = ("yes", "no", "not-applicable")
TO_REFUSAL = ("refuse", "not-applicable")
"""Whoever refused takes it back by the second."""


def command(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(help="cli.publish.record.id", metavar="ID")],
    path: Annotated[str, typer.Argument(help="cli.publish.record.path", metavar="FOLDER")] = ".",
    answer: Annotated[str, typer.Option("--answer", help="cli.publish.record.answer", metavar="ANSWER")] = "",
    role: Annotated[str, typer.Option("--role", help="cli.publish.record.role", metavar="ROLE")] = "",
    reference: Annotated[str, typer.Option("--reference", help="cli.publish.record.reference", metavar="TEXT")] = "",
    reason: Annotated[str, typer.Option("--reason", help="cli.publish.record.reason", metavar="TEXT")] = "",
    expires: Annotated[str | None, typer.Option("--expires", help="cli.publish.record.expires", metavar="DATE")] = None,
    lang: Language = None,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.publish.record.help`."""
    from osscan.checks.table import IDS
    from osscan.cli.console import say
    from osscan.cli.exits import ExitCode
    from osscan.cli.publish_check import folder_of
    from osscan.engine import publish_decisions
    from osscan.errors import WrongCallError
    from osscan.model.publication import Decision

    _ = lang, traceback
    words = context.obj
    if subject not in IDS:
        raise wrong_call("option-value", "record", given=subject, allowed="PUB-…")
    allowed = TO_REFUSAL if subject == "PUB-REL-03" else ANSWERS
    if answer and answer not in allowed:
        raise wrong_call("option-value", "--answer", given=answer, allowed=", ".join(allowed))
    needed = {
        f"--answer {'|'.join(allowed)}": answer,
        "--role ROLE": role.strip(),
        "--reason TEXT": reason.strip() or answer != "refuse",
    }
    missing = [option for option, given in needed.items() if not given]
    if missing:
        raise wrong_call("option-needed", "publish record", options=", ".join(missing), command="publish record")
    folder = folder_of(path)
    if problems := publish_decisions.read(folder).problems:
        raise WrongCallError(*problems)
    until = day_of(expires).isoformat() if expires else ""
    decision = Decision(subject, answer, role, day_of(None).isoformat(), reference, reason, until)
    try:
        publish_decisions.append(folder, decision)
    except OSError as fault:
        raise wrong_call("output-unwritable", publish_decisions.FILE, reason=fault.strerror or str(fault)) from fault
    say(words("publish.recorded", (), role=role, date=decision.date, reference=f" ({reference})" if reference else ""))
    raise typer.Exit(ExitCode.PASSED)
