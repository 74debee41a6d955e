"""`tracker todo`: what would settle most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.filtering import MORE, filter_options, reading_as_asked
from tracker.cli.shared import addressed, db_option, paper, paper_options, say
from tracker.cli.streams import put
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.filters import Filter

FORMATS = ("table", "md", "csv", "tsv", "json", "jsonl")
FEW = 12


@click.command("todo", short_help="what would settle most", epilog=MORE)
@click.argument("questions", nargs=-1, metavar="[QUESTION]...")
@filter_options
@click.option("-n", "--limit", type=click.IntRange(0), default=FEW, metavar="N",
              help=f"At most N, {FEW} if not said; 0 is all.")  # fmt: skip
@click.option("-f", "--format", "name", default="table", metavar="FORMAT",
              help=f"{', '.join(FORMATS)}.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Short for -f json.")
@paper_options
@db_option
def command(
    questions: tuple[str, ...],
    wanted: Filter,
    limit: int,
    name: str,
    as_json: bool,
    width: int | None,
    plain: bool,
    color: str | None,
) -> None:
    """List open questions, those first whose answer would settle most, each with what to type.

    QUESTION is one of disputed, later-claim, imprecise-date, unsourced, places-unrelated,
    single-origin, origin-not-recorded, under-assessment, source-undated, source-not-saved.

    \b
    tracker todo
    tracker todo disputed places-unrelated --since 2023
    """
    from tracker.report.todo import as_rows, ranked
    from tracker.store.todo import matters

    name = "json" if as_json else name
    if name not in FORMATS:
        raise TrackerError(f"unknown format '{name}'", f"one of: {', '.join(FORMATS)}")
    sheet = paper(width, plain, color)
    with reading_as_asked(wanted) as conn:
        found = ranked(matters(conn, wanted, questions))
    shown = [one._replace(command=addressed(one.command)) for one in found[: limit or None]]
    if not found:
        say(["nothing is open"])
    if name == "table":
        from tracker.formats.todo import screen

        put(screen(shown, sheet.options()), name)
    else:
        from tracker.formats.rows import write_rows

        put(write_rows(as_rows(shown), name), name)
    if len(shown) < len(found):
        say([f"{len(found) - len(shown):,} more: -n 0 for all"])
