"""`tracker timeline`: what happened, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.filtering import MORE, filter_options, reading_as_asked
from tracker.cli.shared import db_option, paper, paper_options, say
from tracker.cli.streams import put

if TYPE_CHECKING:
    from tracker.filters import Filter


@click.command("timeline", short_help="what happened, in order", epilog=MORE)
@filter_options
@click.option("-n", "--limit", type=click.IntRange(0), metavar="N", help="At most N; 0 is all.")
@click.option("--offset", type=click.IntRange(0, 2**31), default=0, metavar="N",
              help="Leave the first N out.")  # fmt: skip
@click.option("--sort", default="date", metavar="BY", help="By date, added or id.")
@click.option("-r", "--reverse", is_flag=True, help="The latest first.")
@click.option("--gaps", metavar="DAYS", help="Only the silences of so long: 30d.")
@click.option(
    "-f",
    "--format",
    "name",
    metavar="FORMAT",
    default="table",
    help="table, oneline, md, csv, tsv, json, jsonl, notes; or the sources as chicago, apa, mla,"
    " bibtex, csl-json, ris.",
)
@click.option("--json", "as_json", is_flag=True, help="Short for -f json.")
@paper_options
@db_option
def command(
    wanted: Filter,
    limit: int | None,
    offset: int,
    sort: str,
    reverse: bool,
    gaps: str | None,
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
    if gaps is not None:
        from tracker.cli.gaps import print_gaps

        print_gaps(wanted, gaps, reverse, name, paper(width, plain, color).width)
        return
    if name == formats.PAGE:
        from tracker.cli.noting import print_timeline

        print_timeline(wanted, limit or None, reverse, sort, offset)
        return
    write = formats.writer(name)
    sheet = paper(width, plain, color)
    with reading_as_asked(wanted) as conn:
        complete = name in formats.COMPLETE
        page = pages.turn(conn, wanted, limit or None, reverse, complete, sort, offset)
        if page.empty:
            say([page.empty])
        options = sheet.options(page.tally, reverse)
        put(write(page.incidents, options), name)
