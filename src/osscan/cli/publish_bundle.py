"""`osscan publish bundle`: the evidence of a check as one archive for the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osscan.cli.options import (
    CacheFolder,
    Jobs,
    Language,
    NoCache,
    PolicyName,
    Quiet,
    Traceback,
    day_of,
    moment,
    wrong_call,
)

if TYPE_CHECKING:
    from osscan.engine.publish_bundle import Evidence

_WIDTH = 100


def command(
    context: typer.Context,
    path: Annotated[str, typer.Argument(help="cli.publish.check.path", metavar="FOLDER")] = ".",
    out: Annotated[str, typer.Option("--output", "-o", help="cli.publish.bundle.output", metavar="FILE.zip")] = "",
    even_so: Annotated[bool, typer.Option("--even-so", help="cli.publish.bundle.even-so")] = False,
    role: Annotated[str, typer.Option("--role", help="cli.publish.bundle.role", metavar="ROLE")] = "",
    profile: Annotated[
        str | None, typer.Option("--profile", help="cli.publish.check.profile", metavar="opencode|intern|minimal")
    ] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="cli.publish.check.kind", metavar="KIND")] = None,
    policy: PolicyName = "dortmund",
    organisation: Annotated[
        str, typer.Option("--organisation", help="cli.publish.check.organisation", metavar="FILE|NAME")
    ] = "dortmund",
    outbound: Annotated[str, typer.Option("--outbound", help="cli.check.outbound", metavar="SPDX")] = "",
    history: Annotated[bool, typer.Option("--history/--no-history", help="cli.publish.check.no-history")] = True,
    as_of: Annotated[str | None, typer.Option("--as-of", help="cli.check.as-of", metavar="DATE")] = None,
    lang: Language = None,
    no_cache: NoCache = False,
    cache_dir: CacheFolder = None,
    jobs: Jobs = 1,
    quiet: Quiet = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.publish.bundle.help`."""
    from osscan.checks.table import IDS
    from osscan.cli.caches import cache_for
    from osscan.cli.console import say
    from osscan.cli.executors import executor_for
    from osscan.cli.exits import ExitCode
    from osscan.cli.locks import locks_for
    from osscan.cli.online import settings_text
    from osscan.cli.problems import ToldProblems
    from osscan.cli.progress import Progress
    from osscan.cli.publish_check import changed, exit_code, folder_of
    from osscan.engine import publish_decisions
    from osscan.engine.publish_bundle import archived, evidence, marks, members
    from osscan.engine.publish_project import Asked
    from osscan.engine.publish_settings import settings_of
    from osscan.policy.find import policy_named
    from osscan.reports.publication_said import verdict_said
    from osscan.sbom.settings import settings_in

    _ = lang, traceback
    words = context.obj
    if not out:
        raise wrong_call("option-value", "--output", given="-", allowed="FILE.zip")
    folder = folder_of(path)
    day = day_of(as_of)
    settings = changed(settings_of(folder, organisation, day, IDS), profile, kind, outbound)
    decided = publish_decisions.read(folder)
    problems = ToldProblems(words)
    problems.tell(decided.problems)
    if decided.problems and not even_so:
        raise typer.Exit(ExitCode.INCOMPLETE)
    rules, locks = policy_named(policy, tests=False), locks_for((path,), None)
    asked = Asked(path, rules, settings, decided.decisions, day, moment(), history, locks, decided.problems)
    with (
        executor_for(jobs) as executor,
        cache_for(problems, wanted=not no_cache, folder=cache_dir) as cache,
        Progress(executor, words, quiet=quiet) as watched,
    ):
        found = evidence(asked, organisation, settings_in(*settings_text(None, path)), watched, cache)
    marked = marks(found.report)
    if marked and not even_so and found.report.refusal is None:
        say(words("publish_bundle.not-written", (), verdict=verdict_said(found.report, words)))
        raise typer.Exit(exit_code(found.report, strict=False))
    file = Path(out)
    file = file.with_name("-".join((file.stem, *marked)) + (file.suffix or ".zip"))
    content = archived(members(found, _pages(found)), found.report.generated_at)
    try:
        file.write_bytes(content)
    except OSError as fault:
        raise wrong_call("output-unwritable", str(file), reason=fault.strerror or str(fault)) from fault
    _record(folder, file, content, role, words, quiet=quiet)
    raise typer.Exit(ExitCode.PASSED)


def _record(folder: Path, file: Path, content: bytes, role: str, words: object, *, quiet: bool) -> None:
    """That the evidence is on file joins the chain of decisions, or the command that does it is told."""
    import hashlib

    from osscan.cli.console import say
    from osscan.engine import publish_decisions
    from osscan.model.publication import Decision
    from osscan.texts.catalogue import Words

    assert isinstance(words, Words)  # noqa: S101 - Typer hands objects on untyped
    reference = f"{file.name} sha256:{hashlib.sha256(content).hexdigest()}"
    joins = bool(role.strip()) and not publish_decisions.read(folder).problems
    if joins:
        decision = Decision("PUB-REL-04", "yes", role.strip(), day_of(None).isoformat(), reference)
        try:
            publish_decisions.append(folder, decision)
        except OSError as fault:
            raise wrong_call("output-unwritable", publish_decisions.FILE, reason=fault.strerror or str(fault)) from fault
    if not quiet:
        key = "recorded" if joins else "to-record"
        say(words(f"publish_bundle.{key}", (), file=str(file), reference=reference))


def _pages(found: Evidence) -> dict[str, str]:
    """What people and programs read in it, each page in both languages."""
    from osscan.reports import publication_json, publication_markdown, publication_page, report_json
    from osscan.texts.catalogue import LANGUAGES, Words

    pages = {
        "publication/report.json": publication_json.render(found.report, Words("en")),
        "licenses/report.json": report_json.render(found.licenses, Words("en")),
    }
    for language in LANGUAGES:
        words = Words(language)
        pages[f"README.{language}.md"] = words("publish_bundle.readme") + "\n"
        pages[f"publication/report.{language}.md"] = publication_markdown.render(found.report, words)
        pages[f"publication/report.{language}.txt"] = publication_page.render(
            found.report, words, _WIDTH, color=False, verbose=True
        )
    return pages
