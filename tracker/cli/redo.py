"""`tracker redo`: take the last undo back."""

from __future__ import annotations

import click

from tracker.cli.shared import current_choices, db_option, reading, writing
from tracker.cli.streams import put_folded


@click.command("redo", short_help="take the last undo back")
@db_option
def command() -> None:
    """Do again what the last undo took back; several undos are done again one by one.

    It works until something else is written; after that, tracker history shows the number of an
    undo, and tracker undo t12 takes it back.

    \b
    tracker redo
    tracker undo && tracker redo
    """
    from tracker.cli.undo import told
    from tracker.store.latest import last_undo
    from tracker.store.recorded import made_by
    from tracker.store.undo import undo

    with reading() as conn:
        number = last_undo(conn, current_choices().analyst).tx
    with writing("redo", undoes=number) as conn:
        answer = told("Redone", undo(conn, number), made_by(conn))
    put_folded(answer)
