"""`tracker summary`: one actor's record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.filtering import MORE, filter_options
from tracker.cli.shared import db_option, paper, paper_options, reading, say, today
from tracker.cli.streams import put
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.cli.shared import Paper
    from tracker.filters import Filter
    from tracker.report.summary import Summary

FORMATS = ("table", "md", "csv", "tsv", "json", "jsonl")


@click.command("summary", short_help="one actor's record", epilog=MORE)
@click.argument("actor")
@filter_options
@click.option("--direct", is_flag=True, help="Without what its sub-actors did or met.")
@click.option(
    "-f", "--format", "name", default="table", metavar="FORMAT", help=f"{', '.join(FORMATS)}."
)
@click.option("--json", "as_json", is_flag=True, help="Short for -f json.")
@paper_options
@db_option
def command(
    actor: str,
    wanted: Filter,
    direct: bool,
    name: str,
    as_json: bool,
    width: int | None,
    plain: bool,
    color: str | None,
) -> None:  # fmt: skip
    """Show what an actor did and met, how many died, and on whose word.

    Any of its names finds it; what belongs to it counts as its own, and an incident counts once.
    A figure that nobody gave is never counted as zero.

    \b
    tracker summary Russia
    tracker summary US --since 2023-07 -f md
    """
    name = "json" if as_json else name
    if name not in FORMATS:
        raise TrackerError(f"unknown format '{name}'", f"one of: {', '.join(FORMATS)}")
    sheet = paper(width, plain, color)
    from tracker.store.activity import summary

    with reading() as conn:
        found = summary(conn, actor, wanted, direct, today())
    if not found.incidents:
        say([f"{found.name} takes part in no incident that was asked for"])
    put(_written(found, name, sheet), name)


def _written(found: Summary, name: str, sheet: Paper) -> Iterator[str]:
    from tracker.formats import summary as formats

    if name == "table":
        return formats.show(found, sheet.options())
    if name == "md":
        return formats.markdown(found)
    if name in ("json", "jsonl"):
        import json

        indent = 2 if name == "json" else None
        return iter(
            [json.dumps(formats.as_object(found), ensure_ascii=False, indent=indent) + "\n"]
        )
    from tracker.formats.rows import write_rows

    return write_rows(formats.rows(found), name)
