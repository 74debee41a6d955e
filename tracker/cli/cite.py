"""`tracker cite`: record what another source says of an incident."""

from __future__ import annotations

import click

from tracker.cli.shared import db_option, say, terms, writing
from tracker.fields import read_assignment


@click.command("cite", short_help="record what another source says of it")
@click.argument("incident", metavar="ID")
@click.argument("source")
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option("--said-on", metavar="DATE", help='The day that "on Thursday" is counted from.')
@click.option("--date-order", type=click.Choice(["dmy", "mdy"]), help="How 07/06/2023 is read.")
@click.option("--allow-future", is_flag=True, help="The date may lie ahead.")
@click.option("--force", is_flag=True, help="The date may be later than its source.")
@click.option("--new", is_flag=True, help="A name near a known one is another actor.")
@click.option("--new-type", is_flag=True, help="Make the type if it is unknown.")
@click.option("--dry-run", is_flag=True, help="Show what would be recorded, store nothing.")
@db_option
def command(
    incident: str,
    source: str,
    fields: tuple[str, ...],
    said_on: str | None,
    date_order: str | None,
    allow_future: bool,
    force: bool,
    new: bool,
    new_type: bool,
    dry_run: bool,
) -> None:
    """Record that SOURCE says this of incident ID; nothing adopted is changed.

    FIELD!=VALUE records a denial. A source that says nothing new can be cited alone.

    \b
    tracker cite 1 "https://example.org/a | Example Post" place="Aleppo, Syria"
    tracker cite 1 example killed=none-reported by!=Russia
    """
    given = [read_assignment(word) for word in fields]
    asked = terms(
        said_on=said_on,
        date_order=date_order,
        allow_future=allow_future,
        force=force,
        new=new,
        new_type=new_type,
    )
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
    click.echo(answer, nl=False)
