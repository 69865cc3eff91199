"""`osscan sbom diff`: what two SBOMs say differently, and how the verdicts change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from osscan.cli.options import Language, LineFormats, PolicyName, Quiet, Traceback, Verbose, day_of, moment, wrong_call

if TYPE_CHECKING:
    from osscan.model.sbom_difference import SbomDifference
    from osscan.texts.catalogue import Words

FORMATS = ("terminal", "json", "jsonl", "markdown")
FAIL_ON = ("objections", "denied", "suspicious", "any-change")


def command(
    context: typer.Context,
    old: Annotated[str, typer.Argument(help="cli.sbom.diff.old", metavar="OLD")],
    new: Annotated[str, typer.Argument(help="cli.sbom.diff.new", metavar="NEW")],
    policy: PolicyName = "dortmund",
    outbound: Annotated[str, typer.Option("--outbound", help="cli.check.outbound", metavar="SPDX")] = "",
    form: LineFormats = None,
    fail_on: Annotated[str, typer.Option("--fail-on", help="cli.sbom.diff.fail-on", metavar="|".join(FAIL_ON))] = FAIL_ON[0],
    as_of: Annotated[str | None, typer.Option("--as-of", help="cli.check.as-of", metavar="DATE")] = None,
    lang: Language = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.sbom.diff.help`."""
    from osscan.cli.forms import outputs_of, write_text
    from osscan.cli.sbom_files import sources_of
    from osscan.engine.sbom_diff import Asked, compare
    from osscan.policy.find import policy_named

    _ = lang, traceback
    if fail_on not in FAIL_ON:
        raise wrong_call("option-value", "--fail-on", given=fail_on, allowed=", ".join(FAIL_ON))
    outputs = outputs_of(form, FORMATS)
    first, second = sources_of((old, new))
    found = compare(first, second, Asked(policy_named(policy, tests=False), outbound, day_of(as_of), moment()))
    for name, file in outputs:
        write_text(_rendered(name, found, context.obj, to_file=bool(file), quiet=quiet, verbose=verbose), file)
    raise typer.Exit(_exit_code(found, fail_on))


def _rendered(name: str, found: SbomDifference, words: Words, *, to_file: bool, quiet: bool, verbose: bool) -> str:
    if name in ("json", "jsonl"):
        from osscan.reports import sbom_diff_json

        if name == "json":
            return sbom_diff_json.as_document(found, words)
        return "".join(f"{one}\n" for one in sbom_diff_json.as_lines(found, words))
    if name == "markdown":
        from osscan.reports import sbom_diff_markdown

        return sbom_diff_markdown.render(found, words)
    if quiet and not to_file and found.whole and not found.facts.parts and not found.facts.document:
        return ""
    from osscan.cli import console
    from osscan.reports import sbom_diff_page

    color = console.color_wanted() and not to_file
    return sbom_diff_page.render(found, words, console.width(), color=color, verbose=verbose)


def _exit_code(found: SbomDifference, fail_on: str) -> int:
    """Objections first; then what could not be read; then whether there was anything to compare."""
    from osscan.cli.exits import ExitCode
    from osscan.model.verdict import Level

    told = found.judgements
    objections = told.new_objections if told is not None else ()
    if fail_on == "denied":
        objections = tuple(one for one in objections if one.verdict.judgement.level is Level.DENIED)
    alarmed = bool(objections)
    alarmed |= fail_on == "suspicious" and bool(found.suspicious)
    alarmed |= fail_on == "any-change" and bool(found.facts.parts or found.facts.document)
    if alarmed:
        return ExitCode.OBJECTIONS
    if not found.whole:
        return ExitCode.INCOMPLETE
    return ExitCode.PASSED if found.old.parts or found.new.parts else ExitCode.NOTHING_TO_JUDGE
