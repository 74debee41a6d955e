"""`tracker rm`: remove incidents, citations, or what a citation says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.filtering import MORE, filter_options
from tracker.cli.several import consent, look, retyped, short, still
from tracker.cli.shared import db_option, now, typed, writing
from tracker.cli.streams import put_folded
from tracker.errors import TrackerError
from tracker.filters import Filter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.report.changes import Recorded

FEW = 1


@click.command("rm", short_help="remove incidents, citations, what they say", epilog=MORE)
@click.argument("what", metavar="[ID|c9|c9.FIELD]...", nargs=-1)
@filter_options
@click.option("--why", metavar="TEXT", help="Why; it is kept in the history.")
@click.option("-y", "--yes", is_flag=True, help="Remove several without asking.")
@db_option
def command(
    what: tuple[str, ...],
    wanted: Filter,
    why: str | None,
    yes: bool,
) -> None:
    """Remove incidents, a citation c9, or what it says of a field; tracker restore brings it back.

    A removed incident keeps its number, its sources and its links.

    \b
    tracker rm 3 --why "the same as 2"
    tracker rm --since 2030 --yes
    """
    from shlex import join

    from tracker.store.recorded import made_by
    from tracker.store.removing import Target, remove, rests_on, target
    from tracker.texts import long_text

    reason = long_text(why, "reason") if why else None
    selects = wanted != Filter()
    command_words = retyped("rm", what, wanted)
    if selects == bool(what):
        raise TrackerError(
            "name numbers, or select, not both" if selects else "nothing is named to remove",
            f"tracker {join(['rm', *what])}" if selects else "tracker timeline",
        )
    _refuse_two_words(what)
    seen = look(wanted) if selects else None
    consent(len(seen.ids) if seen else len(set(what)), FEW, "removing", yes, command_words)
    with writing(short(command_words), reason) as conn:
        if seen is not None:
            gone = [Target(number) for number in still(conn, seen, wanted)]
        else:
            gone = list(dict.fromkeys(target(conn, word) for word in what))
        kept = [(one, rests_on(conn, one)) for one in gone[:FEW]]
        remove(conn, gone, f"{now()}Z")
        made = made_by(conn)
    put_folded(told(made, [(one.word, words) for one, words in kept], typed("restore")))


def told(made: Recorded, resting: Sequence[tuple[str, str]], back: str) -> str:
    """Tell what was removed, what rested on it, and how it comes back."""
    from tracker.formats.changes import brief_lines
    from tracker.formats.text import safe

    lines = brief_lines(made)
    for word, words in resting:
        if words:
            lines.append(f"      kept with it: {words}        back: {back} {word}")
        else:
            lines.append(f"      back: {back} {word}")
    return "".join(f"{safe(line)}\n" for line in lines)


def _refuse_two_words(what: Sequence[str]) -> None:
    # `rm c9 place` is a citation and a field, typed apart.
    if len(what) == 2 and what[0][:1] in "cC" and what[0][1:].isdigit() and what[1].isalpha():
        raise TrackerError(
            f"what {what[0]} says of {what[1]} is typed in one word",
            f"tracker rm {what[0]}.{what[1]}",
        )
