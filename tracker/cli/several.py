"""Changing several incidents at once: what is selected is shown first, and asked for."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from tracker.cli.shared import reading
from tracker.errors import TrackerError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from tracker.filters import Filter

SHOWN = 8
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Seen:
    """The incidents that were selected and shown, and the last change of the file that was seen."""

    ids: tuple[int, ...]
    last_change: int


def look(wanted: Filter) -> Seen:
    """Return what a filter selects, having shown how many and which first, on stderr."""
    from tracker.formats.text import safe
    from tracker.store.selection import select

    with reading() as conn:
        ids = tuple(number for number, _ in select(conn, wanted).ids(conn))
        seen = Seen(ids, _last_change(conn))
        click.echo(f"{len(ids):,} incident{'' if len(ids) == 1 else 's'} selected", err=True)
        for number in ids[:SHOWN]:
            title, words = conn.execute(
                "SELECT title, date_words FROM incidents WHERE id = ?", (number,)
            ).fetchone()
            click.echo(safe(f"  {number:<4} {words}  {title}"), err=True)
        if len(ids) > SHOWN:
            click.echo(f"  and {len(ids) - SHOWN:,} more", err=True)
    return seen


def consent(number: int, few: int, verb: str, yes: bool, command: Sequence[str]) -> None:
    """Ask before more than `few` incidents are changed.

    Never asks where input is no terminal: raises TrackerError there, with the command that says
    yes. Leaves the command, with exit code 0, where the answer is no.
    """
    if yes or number <= few:
        return
    if not sys.stdin.isatty():
        from shlex import join

        raise TrackerError(
            f"{verb} {number:,} incidents needs --yes", f"tracker {join([*command, '--yes'])}"
        )
    if not click.confirm(f"{_sentence(verb)} {number:,} incidents?", err=True):
        click.echo("Nothing was changed.", err=True)
        raise click.exceptions.Exit(0)


def still(conn: sqlite3.Connection, seen: Seen, wanted: Filter) -> tuple[int, ...]:
    """Return the incidents, if they are those that were shown, as they were then.

    Raises TrackerError where another program selected or changed one of them in between.
    """
    from tracker.store.selection import select

    ids = tuple(number for number, _ in select(conn, wanted).ids(conn))
    changed = {
        int(row[0])
        for row in conn.execute(
            "SELECT row_id FROM log_changes WHERE id > ? AND table_name = 'incidents'",
            (seen.last_change,),
        )
    }
    if ids != seen.ids or changed.intersection(ids):
        raise TrackerError(
            "the file was changed by another program in the meantime, and nothing was written",
            "look again: the same command once more",
        )
    return ids


def _sentence(verb: str) -> str:
    return {"changing": "Change", "removing": "Remove"}[verb]


def retyped(verb: str, words: Sequence[str], wanted: Filter) -> list[str]:
    """Return a command as it was typed, its options first."""
    from tracker.cli.filtering import words_of

    return [verb, *words_of(wanted), *words]


def short(words: Sequence[str]) -> str:
    """Return a command as it is kept in the history: long values are cut, the change has them."""
    from shlex import join

    return join([word if len(word) <= LONGEST else f"{word[: LONGEST - 1]}…" for word in words])


def _last_change(conn: sqlite3.Connection) -> int:
    return int(conn.execute("SELECT coalesce(max(id), 0) FROM log_changes").fetchone()[0])
