"""What the commands about names share: `list` options, and rows printed in a plain format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker.cli.shared import paper
from tracker.cli.streams import put
from tracker.errors import TrackerError, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.report.rows import Rows

F = TypeVar("F", bound="Callable[..., Any]")
FORMATS = ("table", "md", "csv", "tsv", "json", "jsonl")


class Noun(click.Group):
    """A group whose wrong subcommands are met with the right ones."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the subcommand, or say which there are."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            raise TrackerError(
                f"there is no command '{ctx.command_path} {args[0]}'",
                f"{ctx.command_path} {self._meant(args)}",
            )
        return super().resolve_command(ctx, args)

    def _meant(self, args: list[str]) -> str:
        """Return what was probably meant: a subcommand that is near, or a name to be shown."""
        from difflib import get_close_matches  # only where a command was mistyped

        close = get_close_matches(args[0].lower(), self.commands, n=1, cutoff=0.6)
        if close:
            return "list" if close == ["list"] else f"{close[0]} --help"
        named = args[0] != args[0].lower() and "show" in self.commands
        return f"show {quoted(args[0])}" if named else "--help"


def list_options(function: F) -> F:
    """Give a list its format, its order and its limit."""
    for option in (
        click.option("-n", "--limit", type=click.IntRange(0), metavar="N", help="At most N."),
        click.option("--sort", metavar="COLUMN", help="Sort by this column."),
        click.option("-f", "--format", "name", default="table", metavar="FORMAT",
                     help=f"{', '.join(FORMATS)}."),
    ):  # fmt: skip
        function = option(function)
    return function


def print_rows(rows: Rows, name: str) -> None:
    """Print rows in the format of that name."""
    from tracker.formats.rows import write_rows

    if name not in FORMATS:
        raise TrackerError(f"unknown format '{name}'", f"one of: {', '.join(FORMATS)}")
    if not rows.rows and name == "table":
        click.echo(f"Note: {rows.empty}", err=True)
        return
    put(write_rows(rows, name, paper().width), name)
