"""`tracker undo`: take a change back."""

from __future__ import annotations

import click

from tracker.cli.shared import current_choices, db_option, reading, writing
from tracker.errors import TrackerError


@click.command("undo", short_help="take back the last change, or a numbered one")
@click.argument("which", metavar="[t12]", required=False)
@db_option
def command(which: str | None) -> None:
    """Take back the last change that you made, or the one numbered t12.

    What was made in passing (an actor, a source) and is used by now is kept and named.

    \b
    tracker undo
    tracker undo t12
    """
    from tracker.cli.answers import told_undone
    from tracker.store import undo as undoing

    if which is None:
        with reading() as conn:
            number = undoing.last_step(conn, current_choices().analyst).tx
    else:
        number = transaction_number(which)
    with writing("undo", undoes=number) as conn:
        done = undoing.undo(conn, number)
    click.echo(told_undone(done), nl=False)


def transaction_number(text: str) -> int:
    """Read `t12`. Raises TrackerError for anything else."""
    digits = text[1:] if text[:1] in "tT" else ""
    if not (digits.isascii() and digits.isdigit()):
        raise TrackerError(
            f"'{text}' names no change: one is written t12", "tracker undo takes back the last one"
        )
    return int(digits)
