"""`tracker restore`: bring back what was removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.several import short
from tracker.cli.shared import db_option, reading, writing
from tracker.cli.streams import put_folded
from tracker.errors import TrackerError

if TYPE_CHECKING:
    import sqlite3


@click.command("restore", short_help="bring back what was removed")
@click.argument("what", metavar="ID|c9|c9.FIELD...", nargs=-1, required=True)
@click.option("--why", metavar="TEXT", help="Why; it is kept in the history.")
@db_option
def command(what: tuple[str, ...], why: str | None) -> None:
    """Bring back what tracker rm removed: an incident, a citation, or what it says of a field.

    An incident that tracker merge made one with another is taken apart from it again.

    \b
    tracker restore 3
    tracker restore c9.place --why "the page is there again"
    """
    from tracker.formats.changes import brief_lines
    from tracker.formats.text import safe
    from tracker.store.recorded import made_by
    from tracker.store.removing import restore, target
    from tracker.store.undo import undo
    from tracker.texts import long_text

    reason = long_text(why, "reason") if why else None
    with reading() as conn:
        merging = _merging_step(conn, what)
    with writing(short(["restore", *what]), reason) as conn:
        if merging is not None:
            undo(conn, merging)
        else:
            restore(conn, [target(conn, word, removed=True) for word in dict.fromkeys(what)])
        made = made_by(conn)
    for line in brief_lines(made):
        put_folded(safe(line) + "\n")


def _merging_step(conn: sqlite3.Connection, what: tuple[str, ...]) -> int | None:
    """Return the transaction that merged the incident that is named, or None where none was."""
    from tracker.store.incident_merging import merged_incident, merging_step
    from tracker.store.removing import any_incident

    numbers = (any_incident(conn, word) for word in what if word[:1] not in "cC")
    merged = [number for number in numbers if merged_incident(conn, number) is not None]
    if not merged:
        return None
    if len(what) > 1:
        raise TrackerError(
            f"incident {merged[0]} was merged, and is taken apart by itself",
            f"tracker restore {merged[0]}",
        )
    return merging_step(conn, merged[0])
