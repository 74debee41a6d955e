"""`tracker history`: who changed what, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.shared import db_option, reading, typed
from tracker.cli.streams import put_folded
from tracker.errors import TrackerError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from tracker.report.changes import Recorded

LIMIT = 20


@click.command("history", short_help="who changed what, when and why")
@click.argument("what", metavar="[ID|t12]", required=False)
@click.option("--actor", metavar="ACTOR", help="Changes that concern this actor.")
@click.option("--source", metavar="SOURCE", help="Changes that concern this source.")
@click.option("--since", metavar="DATE", help="Made on that day or later, in UTC.")
@click.option("--errata", is_flag=True, help="Corrections as sentences that can be published.")
@click.option("-n", "--limit", type=click.IntRange(0), metavar="N",
              help=f"At most N; {LIMIT} unless given, 0 is all.")  # fmt: skip
@click.option("-f", "--format", "name", metavar="FORMAT", default="table",
              help="table, json or jsonl.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Short for -f json.")
@db_option
def command(
    what: str | None,
    actor: str | None,
    source: str | None,
    since: str | None,
    errata: bool,
    limit: int | None,
    name: str,
    as_json: bool,
) -> None:
    """Show the changes of the file, the newest first; with ID, those of one incident.

    Changes made with another program are shown as well. Each can be taken back: tracker undo t12.

    \b
    tracker history 4
    tracker history --errata --since 2023-07
    """
    from tracker.formats.changes import FORMATS, history

    name = "json" if as_json else name
    if name not in FORMATS:
        raise TrackerError(f"unknown format '{name}'", f"one of: {', '.join(FORMATS)}")
    if sum(1 for given in (what, actor, source) if given is not None) > 1:
        raise TrackerError("history is of one thing at a time", "tracker history --help")
    begin = _day(since) if since is not None else None
    with reading() as conn:
        if errata:
            _print_errata(conn, what, begin)
            return
        found, more = _found(conn, what, actor, source, begin, limit, name != "table")
        for piece in history(found, name, typed("").rstrip()):
            if name == "table":
                put_folded(piece)
            else:
                click.echo(piece, nl=False)
    if not found:
        click.echo("Note: nothing was changed", err=True)
    elif more:
        earlier = f"{more:,} earlier changes are" if more > 1 else "1 earlier change is"
        click.echo(f"Note: {earlier} not shown; -n 0 shows all", err=True)


def _found(
    conn: sqlite3.Connection,
    what: str | None,
    actor: str | None,
    source: str | None,
    since: str | None,
    limit: int | None,
    whole: bool,
) -> tuple[list[Recorded], int]:
    """Return the transactions asked for, and how many the limit left out."""
    from itertools import islice

    from tracker.cli.undo import transaction_number
    from tracker.store import history as log
    from tracker.store import recorded
    from tracker.store.actors import Actors
    from tracker.store.notices import Notices
    from tracker.store.removing import any_incident
    from tracker.store.sources import Sources

    incident: int | None = None
    among: Iterable[int] | None = None
    if what is not None and what[:1] in "tT" and what[1:].isdigit():
        return [recorded.tell(conn, log.step(conn, transaction_number(what)), shown=None)], 0
    if what is not None:
        incident = any_incident(conn, what)
        among = log.touching_incident(conn, incident)
    elif actor is not None:
        among = log.touching_actor(conn, Actors(conn, Notices()).known(actor))
    elif source is not None:
        among = log.touching_source(conn, Sources(conn, Notices()).known(source))
    kept = set(among) if among is not None else None
    number = None if limit == 0 else LIMIT if limit is None else limit
    shown = None if whole else recorded.SHOWN
    turning = recorded.recorded(conn, kept, since, incident, shown)
    found = list(islice(turning, number))
    return found, recorded.count(conn, kept, since) - len(found)


def _print_errata(conn: sqlite3.Connection, what: str | None, since: str | None) -> None:
    from tracker.formats.text import safe
    from tracker.report.errata import errata
    from tracker.store import history as log
    from tracker.store.recorded import recorded
    from tracker.store.removing import any_incident

    incident = any_incident(conn, what) if what is not None else None
    kept = set(log.touching_incident(conn, incident)) if incident is not None else None
    found = list(recorded(conn, kept, since, incident, shown=None))
    sentences = list(errata(found, log.cited_still(conn)))
    for sentence in sentences:
        put_folded(safe(sentence) + "\n")
    if not sentences:
        click.echo("Note: nothing that was published needs a correction", err=True)


def _day(text: str) -> str:
    from tracker import dates

    begin = dates.parse(text).start_earliest
    if begin is None:
        raise TrackerError(f"'{text}' has no beginning", "tracker history --since 2023-07-01")
    return begin
