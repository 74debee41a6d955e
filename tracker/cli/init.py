"""`tracker init`: make a new file."""

from __future__ import annotations

from contextlib import closing

import click

from tracker.cli.shared import DEFAULT_NAME, current_choices, db_option, now
from tracker.errors import quoted
from tracker.texts import one_line


@click.command("init", short_help="make a new file")
@click.argument("file", required=False)
@click.option("--title", metavar="TEXT", help="What the file is about.")
@click.option("--tz", metavar="ZONE", help="Zone of clock times where no place gives one.")
@db_option
def command(file: str | None, title: str | None, tz: str | None) -> None:
    """Make a new file, incidents.db in this folder unless another is named.

    \b
    tracker init
    tracker init syria.db --title "Syria, 2023"
    """
    from tracker.dates import zones
    from tracker.store.connection import create
    from tracker.store.transaction import Act, writing

    choices = current_choices()
    if file is not None:
        choices.named = file
    path = choices.path if choices.named or choices.file[1] == "$TRACKER_DB" else DEFAULT_NAME
    meta = {
        "title": one_line(title, "title") if title else None,
        "tz": zones.canonical(tz) if tz else None,
    }
    with closing(create(path)) as conn:
        choices.stored = True
        if any(meta.values()):
            with writing(conn, Act("init", now(), choices.analyst)):
                conn.executemany(
                    "INSERT INTO meta (key, value) VALUES (?, ?)",
                    [(key, value) for key, value in meta.items() if value],
                )
    named = "" if file is None and choices.named is None else f"--db {quoted(path)} "
    click.echo(f"Made {path}, empty.")
    click.echo(f'  next: tracker {named}add "What happened" -d 2016')
