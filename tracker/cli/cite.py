"""`tracker cite`: record what another source says of an incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.shared import db_option, say, terms_options, writing
from tracker.cli.streams import put_folded
from tracker.fields import read_assignment

if TYPE_CHECKING:
    from tracker.store.values import Terms


@click.command("cite", short_help="record what another source says of it")
@click.argument("incident", metavar="ID")
@click.argument("source")
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@terms_options
@click.option("--dry-run", is_flag=True, help="Show what would be recorded, store nothing.")
@db_option
def command(
    incident: str,
    source: str,
    fields: tuple[str, ...],
    asked: Terms,
    dry_run: bool,
) -> None:
    """Record that SOURCE says this of incident ID; nothing adopted is changed.

    FIELD!=VALUE records a denial. A source that says nothing new can be cited alone.

    \b
    tracker cite 1 "https://example.org/a | Example Post" place="Aleppo, Syria"
    tracker cite 1 example killed=none-reported by!=Russia
    """
    given = [read_assignment(word) for word in fields]
    from tracker.cli.answers import told_cited
    from tracker.store.entry import incident_id
    from tracker.store.notices import Notices
    from tracker.store.recorder import reread, sources_of
    from tracker.store.saying import say_of
    from tracker.store.values import Reader

    notices = Notices()
    with writing(f"cite {incident}", rehearse=dry_run) as conn:
        reader = Reader(conn, asked, notices)
        number = incident_id(conn, incident)
        (cited,) = sources_of(reader, [source], same_source=False, order=asked.order)
        made = say_of(conn, reader, number, cited, given)
        answer = told_cited(reread(conn, number), cited, made, dry_run)
    say(notices.lines)
    put_folded(answer)
