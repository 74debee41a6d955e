"""`tracker backup`: copy the whole file while others may write."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli.shared import db_option, reading
from tracker.cli.streams import put_folded


@click.command("backup", short_help="copy the whole file, while others may write")
@click.argument("file")
@db_option
def command(file: str) -> None:
    """Copy the file in use to FILE, which must not be there yet; history and all go with it.

    \b
    tracker backup incidents-2023-07-12.db
    tracker --db incidents-2023-07-12.db check
    """
    from tracker.formats.text import safe
    from tracker.store.backup import back_up
    from tracker.store.overview import incidents_held

    with reading() as conn:
        size = back_up(conn, Path(file))
        held = incidents_held(conn)
    word = "incident" if held == 1 else "incidents"
    put_folded(safe(f"Backed up {held:,} {word} to {file} ({max(1, size // 1024):,} kB)") + "\n")
