"""`tracker undo`: take a change back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.shared import current_choices, db_option, now, reading, writing
from tracker.cli.streams import put_folded
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.report.changes import Recorded
    from tracker.store.undo import Undone


@click.command("undo", short_help="take back the last change, or a numbered one")
@click.argument("which", metavar="[t12]", required=False)
@click.option("--last", type=click.IntRange(1), metavar="N", help="Take back your last N changes.")
@db_option
def command(which: str | None, last: int | None) -> None:
    """Take back the last change that you made, or the one numbered t12.

    What was made in passing (an actor, a source) and is used by now is kept and named. A later
    change of the same thing stands in the way, and is named. tracker history lists the numbers.

    \b
    tracker undo
    tracker undo --last 2
    """
    from tracker.store.history import step
    from tracker.store.latest import last_steps
    from tracker.store.recorded import made_by
    from tracker.store.transaction import Act, another
    from tracker.store.undo import undo

    if which is not None and last is not None:
        raise TrackerError(f"--last {last} and {which} are two wishes", f"tracker undo {which}")
    analyst = current_choices().analyst
    with reading() as conn:
        if which is not None:
            taken = [step(conn, transaction_number(which)).tx]
        else:
            taken = [found.tx for found in last_steps(conn, analyst, last or 1)]
    answers: list[str] = []
    with writing("undo", undoes=taken[0]) as conn:
        for number in taken:
            if answers:
                another(conn, Act("undo", now(), analyst, undoes=number))
            answers.append(told("Undone", undo(conn, number), made_by(conn)))
    put_folded("".join(answers))


def told(verb: str, done: Undone, made: Recorded) -> str:
    """Tell what was taken back, the present values, and what was kept since it is used."""
    from tracker.formats.changes import brief_lines
    from tracker.formats.text import safe

    taken = done.step
    command = "made with another program" if taken.outside else taken.command
    lines = [safe(f"{verb} t{taken.tx}: {command}{f' ({taken.reason})' if taken.reason else ''}")]
    lines += [f"  {line}" for line in brief_lines(made)]
    if done.kept:
        lines.append(safe(f"  kept, since it is used: {', '.join(done.kept)}"))
    return "".join(f"{line}\n" for line in lines)


def transaction_number(text: str) -> int:
    """Read `t12`. Raises TrackerError for anything else."""
    digits = text[1:] if text[:1] in "tT" else ""
    if digits.isascii() and digits.isdigit() and len(digits) < 12:
        return int(digits)
    meant = text if text.isascii() and text.isdigit() else ""
    raise TrackerError(
        f"'{text}' names no change: one is written t12",
        f"tracker undo t{meant}" if meant else "tracker history",
    )
