"""`osscan vendor record`: what people decided about a delivery joins the chain of decisions beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osscan.cli.options import Language, Traceback, day_of, wrong_call

if TYPE_CHECKING:
    from osscan.model.publication import Decision

_ANSWERS = ("yes", "no", "not-applicable")


def command(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(help="cli.vendor.record.id", metavar="ID")],
    delivery: Annotated[str, typer.Argument(help="cli.vendor.record.delivery", metavar="DELIVERY")],
    answer: Annotated[str, typer.Option("--answer", help="cli.vendor.record.answer", metavar="ANSWER")] = "",
    role: Annotated[str, typer.Option("--role", help="cli.publish.record.role", metavar="ROLE")] = "",
    reference: Annotated[str, typer.Option("--reference", help="cli.publish.record.reference", metavar="TEXT")] = "",
    reason: Annotated[str, typer.Option("--reason", help="cli.publish.record.reason", metavar="TEXT")] = "",
    until: Annotated[str | None, typer.Option("--until", help="cli.vendor.record.until", metavar="DATE")] = None,
    record_to: Annotated[str | None, typer.Option("--record-to", help="cli.vendor.record.record-to", metavar="FOLDER")] = None,
    lang: Language = None,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.vendor.record.help`."""
    from osscan.cli.console import say
    from osscan.cli.exits import ExitCode
    from osscan.cli.vendor_beside import shown
    from osscan.engine import vendor_decisions
    from osscan.model.publication import Decision

    _ = lang, traceback
    words = context.obj
    _check(subject, answer, role, reason, until)
    if not Path(delivery).exists():
        raise wrong_call("input-missing", delivery, path=delivery)
    folder = Path(record_to) if record_to is not None else vendor_decisions.folder_of(Path(delivery))
    expires = day_of(until).isoformat() if until else ""
    try:
        about = vendor_decisions.fingerprint(Path(delivery))
    except OSError as fault:
        raise wrong_call("input-unreadable", delivery, reason=fault.strerror or str(fault)) from fault
    decision = Decision(subject, answer, role.strip(), day_of(None).isoformat(), reference, reason, expires, None, about)
    _write(folder, decision)
    told = words(f"contract.answer.{answer}")
    say(
        words(
            "contract.recorded",
            (),
            check=subject,
            answer=told,
            role=decision.role,
            date=decision.date,
            path=shown(folder / vendor_decisions.FILE),
        )
    )
    raise typer.Exit(ExitCode.PASSED)


def _check(subject: str, answer: str, role: str, reason: str, until: str | None) -> None:
    """Raises WrongCallError for what can't be recorded: a check that looks for itself, a word that it does not know, no role, no reason."""
    from osscan.deliveries import decision

    known = answerable()
    if subject not in known:
        raise wrong_call("option-value", "ID", given=subject, allowed=", ".join(known))
    allowed = decision.ANSWERS if subject == decision.CHECK else _ANSWERS
    if answer and answer not in allowed:
        raise wrong_call("option-value", "--answer", given=answer, allowed=", ".join(allowed))
    needed = {
        "--answer": (answer, "|".join(allowed)),
        "--role": (role.strip(), "ROLE"),
        "--reason": (reason.strip() or answer in ("", decision.ACCEPTED), "TEXT"),
        "--until": (until or answer != decision.WITH_CONDITIONS, "2027-06-30"),
    }
    missing = [f"{option} {value}" for option, (given, value) in needed.items() if not given]
    if missing:
        raise wrong_call("option-needed", "vendor record", options=", ".join(missing), command="vendor record")


def answerable() -> tuple[str, ...]:
    """Checks that take a recorded answer."""
    from osscan.deliveries.decision import CHECK
    from osscan.deliveries.table import CHECKS

    return tuple(card.id for card in CHECKS if card.id == CHECK or card.by_people or card.answerable)


def _write(folder: Path, decision: Decision) -> None:
    from osscan.engine import vendor_decisions

    try:
        vendor_decisions.record(folder, decision)
    except OSError as fault:
        raise wrong_call("output-unwritable", str(folder), reason=fault.strerror or str(fault)) from fault
