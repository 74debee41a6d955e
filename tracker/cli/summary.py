"""`tracker summary`: one actor's record, or incidents counted by actor, pair, month and more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tracker.cli.filtering import MORE, completes, filter_options, reading_as_asked
from tracker.cli.shared import db_option, paper, paper_options, say, today
from tracker.cli.streams import put
from tracker.errors import TrackerError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from tracker.cli.shared import Paper
    from tracker.filters import Filter
    from tracker.report.ranking import Pairs, Ranking
    from tracker.report.summary import Summary

FORMATS = ("table", "md", "csv", "tsv", "json", "jsonl")
FIGURES = ("killed",)


class _Way(NamedTuple):
    """How the incidents are to be counted, as the options say."""

    per: str | None
    pairs: bool
    matrix: bool
    direct: bool
    sort: str | None
    reverse: bool


@click.command("summary", short_help="one actor's record, or all actors", epilog=MORE)
@click.argument("actor", required=False, shell_complete=completes("ACTOR"))
@filter_options
@click.option("--direct", is_flag=True, help="Without what sub-actors did or met.")
@click.option("--per", metavar="WHAT", help="Per month, year, type, place, source or tag.")
@click.option("--pairs", is_flag=True, help="Who did what to whom.")
@click.option("--matrix", is_flag=True, help="Who acted against whom, as a square.")
@click.option("--sort", metavar="COLUMN", help="Sort rows by this column.")
@click.option("-r", "--reverse", is_flag=True, help="The other way round.")
@click.option(
    "-f", "--format", "name", default="table", metavar="FORMAT", help=f"{', '.join(FORMATS)}."
)
@click.option("--json", "as_json", is_flag=True, help="Short for -f json.")
@paper_options
@db_option
def command(
    actor: str | None,
    wanted: Filter,
    direct: bool,
    per: str | None,
    pairs: bool,
    matrix: bool,
    sort: str | None,
    reverse: bool,
    name: str,
    as_json: bool,
    width: int | None,
    plain: bool,
    color: str | None,
) -> None:  # fmt: skip
    """Show what an actor did and met, how many died, and on whose word; or all actors.

    Any of its names finds it; what belongs to it counts as its own, and an incident counts once.
    A figure that nobody gave is never counted as zero.

    \b
    tracker summary Russia
    tracker summary US --since 2023-07 --per month
    tracker summary --pairs
    """
    name = "json" if as_json else name
    if name not in FORMATS:
        raise TrackerError(f"unknown format '{name}'", f"one of: {', '.join(FORMATS)}")
    way = _Way(per, pairs or matrix, matrix, direct, sort, reverse)
    if per is not None and way.pairs:
        raise TrackerError("--per and --pairs are two tables", f"tracker summary --per {per}")
    sheet = paper(width, plain, color)
    with reading_as_asked(wanted) as conn:
        if actor is not None and not way.per and not way.pairs:
            if sort or reverse:
                raise TrackerError(
                    "one actor's record has no rows to sort", "tracker summary --sort by"
                )
            put(_record(conn, actor, wanted, direct, name, sheet), name)
        else:
            put(_table(conn, actor, wanted, way, name, sheet), name)


def _record(
    conn: sqlite3.Connection, actor: str, wanted: Filter, direct: bool, name: str, sheet: Paper
) -> Iterator[str]:
    from tracker.formats import summary as formats
    from tracker.store.activity import summary

    found: Summary = summary(conn, actor, wanted, direct, today())
    if not found.incidents:
        say([f"{found.name} takes part in no incident that was asked for"])
    if name == "table":
        return formats.show(found, sheet.options())
    if name == "md":
        return formats.markdown(found)
    if name in ("json", "jsonl"):
        return _json(formats.as_object(found), name)
    from tracker.formats.rows import write_rows

    return write_rows(formats.rows(found), name)


def _table(
    conn: sqlite3.Connection,
    actor: str | None,
    wanted: Filter,
    way: _Way,
    name: str,
    sheet: Paper,
) -> Iterator[str]:
    from tracker.store import tallies

    actors = _members(conn, actor, way.direct) if actor is not None else None
    if way.pairs:
        if way.sort or way.reverse:
            raise TrackerError("pairs stand in the order of how often", "tracker summary --pairs")
        return _pairs(tallies.pairs(conn, wanted, actors, way.direct), way, name, sheet)
    if way.per is not None:
        found = tallies.per(conn, wanted, way.per.lower(), actors, way.sort, way.reverse)
    else:
        found = tallies.by_actor(conn, wanted, way.direct, way.sort or "name", way.reverse)
    return _ranking(found, name, sheet)


def _members(conn: sqlite3.Connection, actor: str, direct: bool) -> list[int]:
    from tracker.store import ledger, selection
    from tracker.store.actors import Actors
    from tracker.store.notices import Notices

    number = Actors(conn, Notices()).known(actor)
    return ledger.merged(conn, number) if direct else selection.members(conn, number)


def _ranking(found: Ranking, name: str, sheet: Paper) -> Iterator[str]:
    from tracker.formats.ranking import table
    from tracker.formats.rows import write_rows
    from tracker.formats.text import wrap
    from tracker.report.ranking import KILLED_NOTE

    if not found.total.incidents:
        say(["no incident was asked for that the file holds"])
    if name == "json":
        yield from _json(found.objects(), name)
    elif name == "md":
        yield from write_rows(found.table(markdown=True), name)
    elif name != "table":
        yield from write_rows(found.rows(), name)
    elif found.total.incidents:
        options = sheet.options()
        yield from table(found.table(), options, FIGURES, total=True)
        if found.what == "actor":
            lines = wrap(KILLED_NOTE, sheet.width - 1)
            yield "\n" + "".join(f"{options.style.dim(line)}\n" for line in lines)


def _pairs(found: Pairs, way: _Way, name: str, sheet: Paper) -> Iterator[str]:
    from tracker.formats.ranking import table
    from tracker.formats.rows import write_rows

    if found.undirected:
        say([f"{found.undirected:,} of {found.incidents:,} incidents name nobody on either side"])
    if way.matrix:
        shown = found.matrix(max(2, (sheet.width - 24) // 13) if name == "table" else None)
    else:
        shown = found.table() if name in ("table", "md") else found.rows()
    if name == "table":
        if shown.rows:
            yield from table(shown, sheet.options(), FIGURES)
    else:
        yield from write_rows(shown, name)


def _json(made: dict[str, Any], name: str) -> Iterator[str]:
    import json

    yield json.dumps(made, ensure_ascii=False, indent=2 if name == "json" else None) + "\n"
