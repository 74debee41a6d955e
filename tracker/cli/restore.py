"""`tracker restore`: bring back what was removed."""

from __future__ import annotations

import click

from tracker.cli.several import short
from tracker.cli.shared import db_option, writing


@click.command("restore", short_help="bring back what was removed")
@click.argument("what", metavar="ID|c9|c9.FIELD...", nargs=-1, required=True)
@click.option("--why", metavar="TEXT", help="Why; it is kept in the history.")
@db_option
def command(what: tuple[str, ...], why: str | None) -> None:
    """Bring back what tracker rm removed: an incident, a citation, or what it says of a field.

    \b
    tracker restore 3
    tracker restore c9.place --why "the page is there again"
    """
    from tracker.formats.changes import brief_lines
    from tracker.formats.text import safe
    from tracker.store.recorded import made_by
    from tracker.store.removing import restore, target
    from tracker.texts import long_text

    reason = long_text(why, "reason") if why else None
    with writing(short(["restore", *what]), reason) as conn:
        restore(conn, [target(conn, word, removed=True) for word in dict.fromkeys(what)])
        made = made_by(conn)
    for line in brief_lines(made):
        click.echo(safe(line))
