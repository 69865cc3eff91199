"""`osscan publish`: the gate before a project is published, and what helps it through."""

from __future__ import annotations

import typer

from osscan.cli import publish_bundle, publish_check, publish_fix, publish_init, publish_record, publish_rehearse, publish_verify

group = typer.Typer(no_args_is_help=True)


@group.callback()
def publish_group() -> None:
    """See the sentence `cli.publish.help`."""


group.command("check", help="cli.publish.check.help")(publish_check.command)
group.command("record", help="cli.publish.record.help")(publish_record.command)
group.command("rehearse", help="cli.publish.rehearse.help")(publish_rehearse.command)
group.command("bundle", help="cli.publish.bundle.help")(publish_bundle.command)
group.command("verify", help="cli.publish.verify.help")(publish_verify.command)
group.command("init", help="cli.publish.init.help")(publish_init.command)
group.command("fix", help="cli.publish.fix.help")(publish_fix.command)
