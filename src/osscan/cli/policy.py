"""`osscan policy`: the commands around the policy itself."""

from __future__ import annotations

from typing import Annotated

import typer

from osscan.cli.options import Jobs, Language, PolicyName, Quiet, Traceback, Verbose, day_of
from osscan.cli.policy_options import (
    PACKAGED,
    AsOf,
    FailOn,
    Form,
    Outbound,
    Policies,
    check_fail_on,
    check_form,
    fails,
    placed,
    tell,
)

group = typer.Typer(no_args_is_help=True)


@group.callback()
def policy_group() -> None:
    """See the sentence `cli.policy.help`."""


@group.command(help="cli.policy.schema.help")
def schema(context: typer.Context, lang: Language = None, traceback: Traceback = False) -> None:
    """See the sentence `cli.policy.schema.help`."""
    from osscan.cli.console import say
    from osscan.cli.output import write_stdout
    from osscan.policy.find import packaged_folder

    _ = lang, traceback
    write_stdout((packaged_folder() / "osscan-policy.schema.json").read_text(encoding="utf-8"))
    say(context.obj("policy.schema.hint"))


@group.command(help="cli.policy.lint.help")
def lint(
    context: typer.Context,
    policies: Policies = None,
    strict: Annotated[bool, typer.Option("--strict", help="cli.policy.lint.strict")] = False,
    as_of: AsOf = None,
    form: Form = "terminal",
    lang: Language = None,
    verbose: Verbose = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.policy.lint.help`."""
    from osscan.cli import policy_remarks as said
    from osscan.cli.exits import ExitCode
    from osscan.engine.policy_lint import linted
    from osscan.model.problem import Severity

    _ = lang, traceback
    words, day = context.obj, day_of(as_of)
    check_form(form)
    found = tuple(linted(name, day) for name in policies or [PACKAGED])
    tell(form, lambda page: said.write_page(page, found, words, verbose=verbose), lambda: said.document(found, words))
    if any(one.policy is None for one in found):
        raise typer.Exit(ExitCode.NOT_RUN)
    warned = any(one.count(Severity.WARNING) for one in found)
    raise typer.Exit(ExitCode.OBJECTIONS if strict and warned else ExitCode.PASSED)


@group.command("test", help="cli.policy.test.help")
def try_tests(
    context: typer.Context,
    policies: Policies = None,
    mutation: Annotated[bool, typer.Option("--mutation/--no-mutation", help="cli.policy.test.mutation")] = True,
    bases: Annotated[bool, typer.Option("--bases", help="cli.policy.test.bases")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="cli.policy.test.strict")] = False,
    as_of: AsOf = None,
    form: Form = "terminal",
    lang: Language = None,
    verbose: Verbose = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.policy.test.help`."""
    from osscan.cli import policy_tests as said
    from osscan.cli.exits import ExitCode
    from osscan.engine.policy_revision import policy_at
    from osscan.engine.policy_testing import run_tests

    _ = lang, traceback
    words, day = context.obj, day_of(as_of)
    check_form(form)
    asked = [policy_at(name) for name in policies or [PACKAGED]]
    found = tuple(run_tests(policy, day, mutation=mutation, inherited=bases) for policy in asked)
    tell(form, lambda page: said.write_page(page, found, words, verbose=verbose), lambda: said.document(found, words))
    surviving = any(one.mutation is not None and one.mutation.survivors for one in found)
    if any(one.failed for one in found) or (strict and surviving):
        raise typer.Exit(ExitCode.OBJECTIONS)
    raise typer.Exit(ExitCode.PASSED if any(one.tested for one in found) else ExitCode.NOTHING_TO_JUDGE)


@group.command(help="cli.policy.explain.help")
def explain(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(help="cli.policy.explain.subject", metavar="LICENSE|PURL|RULE|CATEGORY")],
    policy: PolicyName = PACKAGED,
    scope: Annotated[str, typer.Option("--scope", help="cli.policy.explain.scope", metavar="SCOPE")] = "runtime",
    relation: Annotated[str, typer.Option("--relation", help="cli.policy.explain.relation", metavar="RELATION")] = "",
    purl: Annotated[str, typer.Option("--purl", help="cli.policy.explain.purl", metavar="PURL")] = "",
    license_: Annotated[str, typer.Option("--license", help="cli.policy.explain.license", metavar="LICENSE")] = "",
    provision: Annotated[
        list[str] | None, typer.Option("--provision", help="cli.policy.explain.provision", metavar="PROVISION")
    ] = None,
    outbound: Outbound = "",
    as_of: AsOf = None,
    form: Form = "terminal",
    lang: Language = None,
    verbose: Verbose = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.policy.explain.help`."""
    from osscan.cli import policy_entries, policy_explanation
    from osscan.engine.policy_explain import category_named, explained, rule_named, sample_of
    from osscan.engine.policy_revision import policy_at

    _ = lang, traceback
    words = context.obj
    check_form(form)
    asked = policy_at(policy)
    sample = placed(sample_of(subject, purl=purl, license_=license_), scope, relation, provision or [])
    if (rule := rule_named(asked, subject)) is not None:
        tell(form, lambda page: policy_entries.write_rule(page, rule, words), lambda: policy_entries.of_rule(rule, words))
    elif (category := category_named(asked, subject)) is not None:
        tell(
            form,
            lambda page: policy_entries.write_category(page, category, words),
            lambda: policy_entries.of_category(category, words),
        )
    else:
        found = explained(asked, subject, sample, day_of(as_of), outbound)
        tell(
            form,
            lambda page: policy_explanation.write_page(page, found, words, verbose=verbose),
            lambda: policy_explanation.document(found, words),
        )


@group.command(help="cli.policy.diff.help")
def diff(
    context: typer.Context,
    old: Annotated[str, typer.Argument(help="cli.policy.diff.old", metavar="OLD")],
    new: Annotated[str, typer.Argument(help="cli.policy.diff.new", metavar="NEW")],
    outbound: Outbound = "",
    fail_on: FailOn = "",
    form: Form = "terminal",
    lang: Language = None,
    verbose: Verbose = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.policy.diff.help`."""
    from osscan.cli import policy_differences as said
    from osscan.cli.exits import ExitCode
    from osscan.engine.policy_diff import compared
    from osscan.engine.policy_revision import policy_at

    _ = lang, traceback
    words = context.obj
    check_form(form)
    check_fail_on(fail_on)
    found = compared(policy_at(old), policy_at(new), outbound)
    tell(form, lambda page: said.write_page(page, found, words, verbose=verbose), lambda: said.document(found, words))
    raise typer.Exit(
        ExitCode.OBJECTIONS if fails(fail_on, found.directions(), any_at_all=bool(found.changes)) else ExitCode.PASSED
    )


@group.command(help="cli.policy.simulate.help")
def simulate(
    context: typer.Context,
    reports: Annotated[list[str], typer.Argument(help="cli.policy.simulate.reports", metavar="REPORT.json|FOLDER...")],
    policy: PolicyName = PACKAGED,
    against: Annotated[str, typer.Option("--against", help="cli.policy.simulate.against", metavar="FILE|NAME|REV:PATH")] = "",
    outbound: Outbound = "",
    as_of: Annotated[str | None, typer.Option("--as-of", help="cli.policy.simulate.as-of", metavar="DATE")] = None,
    fail_on: FailOn = "",
    jobs: Jobs = 1,
    form: Form = "terminal",
    lang: Language = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.policy.simulate.help`."""
    from osscan.cli import policy_flips as said
    from osscan.cli.executors import executor_for
    from osscan.cli.exits import ExitCode
    from osscan.cli.problems import ToldProblems
    from osscan.cli.progress import Progress
    from osscan.engine.judging import outbound_of
    from osscan.engine.policy_revision import policy_at
    from osscan.engine.policy_simulate import Simulation, reports_in
    from osscan.engine.policy_simulate import simulate as simulated

    _ = lang, traceback
    words = context.obj
    check_form(form)
    check_fail_on(fail_on)
    if outbound:
        outbound_of(outbound)
    asked = Simulation(
        policy_at(policy), policy_at(against) if against else None, day_of(None), day_of(as_of) if as_of else None, outbound
    )
    files = reports_in(tuple(reports))
    problems = ToldProblems(words)
    with executor_for(jobs) as executor, Progress(executor, words, quiet=quiet) as watched:
        found = said.gathered(simulated(files.paths, asked, watched), asked, files.others, problems)
    problems.count_rest()
    tell(form, lambda page: said.write_page(page, found, words, verbose=verbose), lambda: said.document(found, words))
    if problems.lost:
        raise typer.Exit(ExitCode.INCOMPLETE)
    if not found.reports:
        raise typer.Exit(ExitCode.NOTHING_TO_JUDGE)
    raise typer.Exit(ExitCode.OBJECTIONS if fails(fail_on, found.directions(), any_at_all=found.flips > 0) else ExitCode.PASSED)


@group.command(help="cli.policy.init.help")
def init(
    context: typer.Context,
    path: Annotated[str, typer.Argument(help="cli.policy.init.path", metavar="PATH")] = "osscan-policy.yml",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="cli.policy.init.yes")] = False,
    base: Annotated[str, typer.Option("--from", help="cli.policy.init.from", metavar="NAME")] = "",
    outbound: Outbound = "",
    force: Annotated[bool, typer.Option("--force", help="cli.policy.init.force")] = False,
    lang: Language = None,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.policy.init.help`."""
    from osscan.cli import policy_start

    _ = lang, traceback
    policy_start.start(context.obj, path, policy_start.Given(base, outbound), ask=not yes, force=force)
