"""`osscan license compat`: may a work under one license go into a work under another."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from osscan.cli.options import Language, PolicyName, Traceback, wrong_call

if TYPE_CHECKING:
    from osscan.engine.compat_pairs import Desk
    from osscan.engine.pair_rows import Defaults
    from osscan.model.component import Provision, Relation
    from osscan.model.pair import Pair, PairAnswer
    from osscan.texts.catalogue import Words

_USUAL = "dortmund"
_FORMATS = ("terminal", "json", "jsonl")

Relations = Annotated[str | None, typer.Option("--relation", "-r", help="cli.license.asked.relation", metavar="RELATION")]
Provisions = Annotated[list[str] | None, typer.Option("--provision", help="cli.license.asked.provision", metavar="PROVISION")]


def command(
    context: typer.Context,
    inbound: Annotated[str | None, typer.Argument(help="cli.license.compat.inbound", metavar="INBOUND")] = None,
    outbound: Annotated[str | None, typer.Argument(help="cli.license.compat.outbound", metavar="OUTBOUND")] = None,
    relation: Relations = None,
    provision: Provisions = None,
    pairs: Annotated[str | None, typer.Option("--pairs", help="cli.license.compat.pairs", metavar="FILE|-")] = None,
    policy: PolicyName = _USUAL,
    form: Annotated[
        str | None, typer.Option("--format", "-f", help="cli.license.compat.format", metavar="terminal|json|jsonl")
    ] = None,
    lang: Language = None,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.license.compat.help`."""
    from osscan.engine.compat_pairs import Desk
    from osscan.engine.pair_rows import Defaults
    from osscan.model.component import Relation
    from osscan.policy.find import policy_named

    _ = lang, traceback
    form = form or ("terminal" if pairs is None else "jsonl")
    if form not in _FORMATS or (pairs is not None and form != "jsonl"):
        raise wrong_call("option-value", "--format", given=form, allowed=", ".join(_FORMATS if pairs is None else ("jsonl",)))
    desk = Desk(policy_named(policy), policy_option(policy))
    asked, ways = relation_of(relation), provisions_of(provision)
    if pairs is not None:
        if inbound is not None:
            raise wrong_call("pairs-and-sides", "--pairs")
        defaults = Defaults(asked or Relation.INCORPORATE, ways or desk.policy.provisions)
        raise typer.Exit(_answer_rows(desk, pairs, defaults, context.obj))
    if inbound is None or outbound is None:
        raise wrong_call("sides-missing", "osscan license compat")
    raise typer.Exit(_answer_one(desk, _pair(inbound, outbound, asked, ways, desk), form, context.obj))


def relation_of(asked: str | None) -> Relation | None:
    """--relation as a Relation; None where nothing was said."""
    from osscan.model.component import Relation

    if asked is None:
        return None
    if asked not in list(Relation):
        raise wrong_call("option-value", "--relation", given=asked, allowed=", ".join(Relation))
    return Relation(asked)


def policy_option(policy: str) -> str:
    """What a command needs to ask by the same policy; nothing where it is the usual one."""
    return "" if policy == _USUAL else f"--policy {shlex.quote(policy)}"


def provisions_of(asked: list[str] | None) -> tuple[Provision, ...]:
    """Every --provision; none where nothing was said."""
    from osscan.model.component import Provision

    for one in asked or ():
        if one not in list(Provision):
            raise wrong_call("option-value", "--provision", given=one, allowed=", ".join(Provision))
    return tuple(dict.fromkeys(Provision(one) for one in asked or ()))


def _pair(inbound: str, outbound: str, relation: Relation | None, provisions: tuple[Provision, ...], desk: Desk) -> Pair:
    from osscan.model.component import Relation
    from osscan.model.pair import Pair

    unsaid = {"relation": relation is None, "provision": not provisions}
    return Pair(
        inbound,
        outbound,
        relation or Relation.INCORPORATE,
        provisions or desk.policy.provisions,
        tuple(name for name, missing in unsaid.items() if missing),
    )


def _answer_one(desk: Desk, pair: Pair, form: str, words: Words) -> int:
    from osscan.cli import console
    from osscan.cli.output import write_stdout
    from osscan.knowledge import sources
    from osscan.reports import compat_lines, compat_page
    from osscan.reports.page import Page

    answer = desk.ask(pair)
    elsewhere = desk.elsewhere(answer) if form != "jsonl" else ()
    if form == "terminal":
        page = Page(console.width(), color=console.color_wanted())
        compat_page.write_page(answer, elsewhere, desk.policy.id, words, page)
        write_stdout(page.text())
    elif form == "json":
        write_stdout(compat_lines.document(answer, elsewhere, sources.versions(), desk.policy.id, words))
    else:
        fields = {"inbound": pair.inbound, "outbound": pair.outbound}
        write_stdout(compat_lines.lines_in(words)(fields, answer) + "\n")
    return _exit_code(answer)


def _exit_code(answer: PairAnswer) -> int:
    from osscan.cli.exits import ExitCode
    from osscan.model.verdict import CompatibilityWord

    if answer.weighed.compatibility.verdict is CompatibilityWord.UNKNOWN:
        return ExitCode.INCOMPLETE
    return ExitCode.OBJECTIONS if answer.objects else ExitCode.PASSED


def _answer_rows(desk: Desk, file: str, defaults: Defaults, words: Words) -> int:
    """A line for each row, as soon as it is answered."""
    from osscan.cli.exits import ExitCode
    from osscan.engine.pair_rows import rows
    from osscan.model.pair import RowFault
    from osscan.reports.compat_lines import lines_in

    told, faults, count = lines_in(words), 0, 0
    out = sys.stdout.buffer
    sys.stdout.flush()
    with _opened(file) as lines:
        for row in rows(lines, defaults):
            count += 1
            question = row.question
            faults += isinstance(question, RowFault)
            answer = question if isinstance(question, RowFault) else desk.ask(question)
            out.write(told(row.fields, answer).encode("utf-8", "replace") + b"\n")
            if file == "-":
                out.flush()
    out.flush()
    if faults:
        return ExitCode.INCOMPLETE
    return ExitCode.PASSED if count else ExitCode.NOTHING_TO_JUDGE


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        lines = Path(file).open("rb")  # noqa: SIM115 - the block below closes it; what fails inside of it is no fault of the file's
    except OSError as fault:
        raise wrong_call("input-unreadable", file, reason=fault.strerror or str(fault)) from fault
    with lines:
        yield lines
