"""`osscan vendor`: what a vendor delivers, before it is accepted."""

from __future__ import annotations

import typer

from osscan.cli import vendor_check, vendor_init, vendor_record

group = typer.Typer(no_args_is_help=True)


@group.callback()
def vendor_group() -> None:
    """See the sentence `cli.vendor.help`."""


group.command("check", help="cli.vendor.check.help")(vendor_check.command)
group.command("init", help="cli.vendor.init.help")(vendor_init.command)
group.command("record", help="cli.vendor.record.help")(vendor_record.command)
