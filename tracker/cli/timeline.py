"""`tracker timeline`: what happened, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.filtering import MORE, filter_options
from tracker.cli.shared import db_option, paper, paper_options, reading, say
from tracker.cli.streams import put

if TYPE_CHECKING:
    from tracker.filters import Filter


@click.command("timeline", short_help="what happened, in order", epilog=MORE)
@filter_options
@click.option("-n", "--limit", type=click.IntRange(0), metavar="N", help="At most N; 0 is all.")
@click.option("-r", "--reverse", is_flag=True, help="The latest first.")
@click.option(
    "-f",
    "--format",
    "name",
    metavar="FORMAT",
    default="table",
    help="table, oneline, md, csv, tsv, json, jsonl; or the sources as chicago, apa, mla,"
    " bibtex, csl-json, ris.",
)
@click.option("--json", "as_json", is_flag=True, help="Short for -f json.")
@paper_options
@db_option
def command(
    wanted: Filter,
    limit: int | None,
    reverse: bool,
    name: str,
    as_json: bool,
    width: int | None,
    plain: bool,
    color: str | None,
) -> None:
    """Print what happened, in order; with options, only what they select.

    \b
    tracker timeline --since 2023-07 --actor Russia
    tracker timeline -t airstrike -n 20 -r --json
    """
    from tracker import formats
    from tracker.store import pages

    name = "json" if as_json else name
    write = formats.writer(name)
    sheet = paper(width, plain, color)
    with reading() as conn:
        page = pages.turn(conn, wanted, limit or None, reverse, full=name in formats.COMPLETE)
        if page.empty:
            say([page.empty])
        options = sheet.options(page.tally, reverse)
        put(write(page.incidents, options), name)
