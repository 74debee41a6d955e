"""`tracker add`: record one incident."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from tracker.cli.shared import current_choices, db_option, say, terms_options, writing
from tracker.cli.streams import put_folded
from tracker.errors import TrackerError, quoted
from tracker.fields import FIELDS, Assignment, read_assignment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.store.values import Terms


@click.command(
    "add",
    short_help="record one incident",
    epilog="Fields: tracker help fields. Dates: tracker help dates.",
)
@click.argument("title", metavar="TITLE", required=False)
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option("-d", "--date", "date", metavar="DATE", help="When, as exactly as is known.")
@click.option("-t", "--type", "kind", metavar="TYPE", help="What kind of event.")
@click.option("--by", multiple=True, metavar="ACTOR", help="Who did it; may be repeated.")
@click.option("--against", multiple=True, metavar="ACTOR", help="To whom; may be repeated.")
@click.option("-p", "--place", metavar="PLACE", help="Where, the smallest place first.")
@click.option("-s", "--source", "sources", multiple=True, metavar="SOURCE",
              help='Key, URL, or "URL | PUBLISHER | DATE | TITLE".')  # fmt: skip
@click.option("--same-source", is_flag=True, help="The source that was cited last.")
@terms_options
@click.option("-i", "--interactive", is_flag=True, help="Ask for what is not given.")
@click.option("-q", "--quiet", is_flag=True, help="Print the number alone.")
@click.option("--dry-run", is_flag=True, help="Show what would be recorded, store nothing.")
@db_option
def command(
    title: str | None,
    fields: tuple[str, ...],
    date: str | None,
    kind: str | None,
    by: tuple[str, ...],
    against: tuple[str, ...],
    place: str | None,
    sources: tuple[str, ...],
    same_source: bool,
    asked: Terms,
    interactive: bool,
    quiet: bool,
    dry_run: bool,
) -> None:
    """Record one incident: a title, a date, and what else is known.

    \b
    tracker add "Flares dropped in front of MQ-9s" -d 2023-07-06
    tracker add "Turkey enters northwest Syria" -d "from 2016" --by Turkey
    tracker add -i
    """
    if title is None and not interactive:
        ctx = click.get_current_context()
        raise click.MissingParameter(ctx=ctx, param=ctx.command.params[0])
    if interactive and title is not None and "=" in title:
        fields = (title, *fields)
        title = None
    given = assignments(title or "", fields)
    options = {"date": [date], "type": [kind], "by": by, "against": against, "place": [place]}
    for name, values in options.items():
        given += [Assignment(FIELDS[name], name, "=", v) for v in values if v is not None]
    if interactive:
        from tracker.cli.prompting import Draft, Interview

        draft = Interview(Draft(title or "", (), sources, tuple(given)), asked).run()
        title, given, sources = draft.title, draft.assignments, draft.sources
    assert title is not None
    if not any(a.name == "date" and not a.claimed for a in given):
        raise TrackerError(
            "an incident needs a date; one that is not known is unknown",
            f"tracker add {quoted(title)} -d unknown",
        )
    if dry_run and not os.path.exists(current_choices().path):
        click.echo("(rehearsed against a file that is not there yet)", err=True)
    from tracker.store.entry import add
    from tracker.store.notices import Notices
    from tracker.store.recorder import sources_of
    from tracker.store.values import Reader

    notices = Notices()
    with writing("add", rehearse=dry_run) as conn:
        reader = Reader(conn, asked, notices)
        cited = sources_of(reader, sources, same_source, asked.order)
        added = add(conn, reader, title, given, cited)
        if not quiet:
            from tracker.cli.answers import told_added
            from tracker.store.duplicates import likely
            from tracker.store.recorder import reread

            answer = told_added(reread(conn, added.incident), added, dry_run)
            for twin in likely(conn, added.incident)[:1]:
                told = f"this may be incident {twin.id}, {twin.title}: tracker show {twin.id}"
                merge = f"; if it is: tracker merge {added.incident} {twin.id}"
                notices.say(told if dry_run else told + merge)
    say(notices.lines)
    put_folded(f"{added.incident}\n" if quiet else answer)


def assignments(title: str, fields: Iterable[str]) -> list[Assignment]:
    """Read FIELD=VALUE words; words without `=` are most likely a title without quotes."""
    words = tuple(fields)
    loose = tuple(word for word in words if "=" not in word)
    if loose:
        from tracker.cli.usage import UnquotedTitleError

        raise UnquotedTitleError((title, *loose))
    return [read_assignment(word) for word in words]
