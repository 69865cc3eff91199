"""`osscan sbom`: the commands around SBOM documents."""

from __future__ import annotations

import typer

from osscan.cli import sbom_convert, sbom_create, sbom_diff, sbom_merge, sbom_validate

group = typer.Typer(no_args_is_help=True)


@group.callback()
def sbom_group() -> None:
    """See the sentence `cli.sbom.help`."""


group.command("validate", help="cli.sbom.validate.help")(sbom_validate.command)
group.command("convert", help="cli.sbom.convert.help")(sbom_convert.command)
group.command("diff", help="cli.sbom.diff.help")(sbom_diff.command)
group.command("create", help="cli.sbom.create.help")(sbom_create.command)
group.command("merge", help="cli.sbom.merge.help")(sbom_merge.command)
