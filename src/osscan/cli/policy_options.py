"""What several commands of `osscan policy` share: options, the choice between page and document, and what fails a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from osscan.cli.options import wrong_call

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

    from osscan.policy.difference import Direction
    from osscan.policy.schema import Sample
    from osscan.reports.page import Page

Form = Annotated[str, typer.Option("--format", "-f", help="cli.policy.format", metavar="terminal|json")]
Policies = Annotated[list[str] | None, typer.Argument(help="cli.policy.policies", metavar="[FILE|NAME|REV:PATH]...")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="cli.policy.as-of", metavar="DATE")]
FailOn = Annotated[str, typer.Option("--fail-on", help="cli.policy.fail-on", metavar="laxer|stricter|any")]
Outbound = Annotated[str, typer.Option("--outbound", help="cli.policy.outbound", metavar="SPDX")]

PACKAGED = "dortmund"
"""The policy that is meant where none is named."""

_DIRECTIONS = ("laxer", "stricter", "any")
_Word = TypeVar("_Word", bound="StrEnum")


def tell(form: str, write: Callable[[Page], None], made: Callable[[], dict[str, Any]]) -> None:
    """A page for people, or a document for scripts, on stdout."""
    from osscan.cli.console import color_wanted, width
    from osscan.cli.output import write_stdout
    from osscan.reports.json_text import line
    from osscan.reports.page import Page

    if form == "json":
        write_stdout(line(made()) + "\n")
        return
    page = Page(width(), color=color_wanted())
    write(page)
    write_stdout(page.text())


def check_form(form: str) -> None:
    """Refuses what is neither a page nor a document."""
    if form not in ("terminal", "json"):
        raise wrong_call("option-value", "--format", given=form, allowed="terminal, json")


def check_fail_on(asked: str) -> None:
    """Refuses directions that there are not."""
    if asked and asked not in _DIRECTIONS:
        raise wrong_call("option-value", "--fail-on", given=asked, allowed=", ".join(_DIRECTIONS))


def fails(asked: str, directions: frozenset[Direction], *, any_at_all: bool) -> bool:
    """What may go either way counts as either: unknown is never fine."""
    from osscan.policy.difference import Direction

    if asked == "any":
        return any_at_all
    return bool(asked) and not directions.isdisjoint({Direction(asked), Direction.OPEN})


def placed(sample: Sample, scope: str, relation: str, provisions: list[str]) -> Sample:
    """The sample with what the command line says of its context."""
    from osscan.model.component import Provision, Relation, Scope

    return sample._replace(
        scope=_word(Scope, "--scope", scope),
        relation=_word(Relation, "--relation", relation) if relation else None,
        provisions=tuple(_word(Provision, "--provision", one) for one in provisions),
    )


def _word(kind: type[_Word], option: str, given: str) -> _Word:
    if given not in list(kind):
        raise wrong_call("option-value", option, given=given, allowed=", ".join(kind))
    return kind(given)
