"""`tracker read`: record a page of reading notes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from tracker.cli.shared import (
    current_choices,
    db_option,
    reading,
    say,
    terms,
    typed,
    writing,
)
from tracker.cli.streams import coding_of, put_folded
from tracker.errors import ExitCode, FileError, ProblemsError, TrackerError, quoted

if TYPE_CHECKING:
    import sqlite3

    from tracker.store.reading import Recorded
    from tracker.store.values import Terms


@click.command(
    "read",
    short_help="record a page of reading notes",
    epilog="How notes are written: tracker help notes.",
)
@click.argument("what", metavar="[FILE|-|SOURCE]", required=False)
@click.option("--date-order", type=click.Choice(["dmy", "mdy"]), help="How 07/06/2023 is read.")
@click.option("-e", "--edit", is_flag=True, help="Open the file in $EDITOR first.")
@click.option("--dry-run", is_flag=True, help="Show what would be recorded, store nothing.")
@click.option("-q", "--quiet", is_flag=True, help="Print the numbers of new incidents alone.")
@click.option("--words", is_flag=True, help="Print the known keys, actors, places and types.")
@db_option
def command(
    what: str | None, date_order: str | None, edit: bool, dry_run: bool, quiet: bool, words: bool
) -> None:
    """Record a page of notes, whole or not at all; reading it twice adds nothing.

    Without a file the notes are typed in $EDITOR: a page that explains itself, or one that begins
    with SOURCE. Every fault is told with its line and column, and nothing is stored.

    \b
    tracker timeline -f notes > all.notes && tracker read all.notes
    tracker read --words
    """
    asked = terms(date_order=date_order)
    if words:
        with reading() as conn:
            from tracker.store.noting_names import known_words

            for word in known_words(conn):
                click.echo(word)
        return
    if edit and (what is None or not _is_file(what)):
        raise TrackerError("--edit is of a file", "tracker read --edit page.notes")
    if what is not None and not edit and (what == "-" or _is_file(what)):
        text, name = _read_file(what)
        put_folded(_recorded(text, name, asked, dry_run, quiet))
        return
    _in_editor(what, edit, asked, dry_run, quiet)


def _is_file(what: str) -> bool:
    """Tell whether a file is meant rather than a source: it is there, or its name says so."""
    if os.path.exists(what) and not os.path.isdir(what):
        return True
    return what.endswith((".notes", ".txt", ".md")) or (os.sep in what and "://" not in what)


def _read_file(path: str) -> tuple[str, str]:
    name = "<stdin>" if path == "-" else path
    try:
        if path == "-":
            held = sys.stdin.buffer.read()
        else:
            with open(path, "rb") as file:
                held = file.read()
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror}", f"ls -l {quoted(path)}") from error
    coding = coding_of(held)
    try:
        return held.decode(coding), name
    except UnicodeDecodeError as error:
        before = held[: error.start].decode(coding, "replace")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        raise TrackerError(
            f"{name}:{line}:{column}: the file is not in UTF-8",
            f"iconv -f WINDOWS-1252 -t UTF-8 {quoted(path)} > utf8.notes",
        ) from error


def _recorded(text: str, name: str, asked: Terms, dry_run: bool, quiet: bool) -> str:
    """Record the text and return the answer; its faults are told where it is a file."""
    try:
        return _record(text, name, asked, dry_run, quiet)
    except ProblemsError as faults:
        _tell(faults)
        raise TrackerError(faults.message, faults.hint) from None


def _tell(faults: ProblemsError) -> None:
    from tracker.formats.text import safe

    for problem in faults.problems:
        mend = f"; {problem.mend}" if problem.mend else ""
        click.echo(safe(f"{problem.where}: {problem.message}{mend}"), err=True)


def _record(
    text: str,
    name: str,
    asked: Terms,
    dry_run: bool,
    quiet: bool,
    kept_apart: bool = False,
) -> str:
    from tracker.importers.notes import read_page
    from tracker.store import reading as pages

    page, problems = read_page(text, name)
    reason = os.path.basename(name) if os.path.isfile(name) and not kept_apart else None
    if dry_run and not os.path.exists(current_choices().path):
        click.echo("(rehearsed against a file that is not there yet)", err=True)
    with writing("read", reason, rehearse=dry_run, numbers=False) as conn:
        made = pages.record(conn, page, problems, asked)
        answer = told(conn, made, dry_run, quiet)
    say(list(made.notices))
    return answer


def told(conn: sqlite3.Connection, made: Recorded, dry_run: bool, quiet: bool) -> str:
    """Return the answer: a line an incident with how its date was read, and a line of figures."""
    from tracker.formats.echoes import echo_lines, figures, named_lines
    from tracker.store.incidents import read

    if quiet:
        return "".join(f"{echo.incident}\n" for echo in made.echoes if echo.verb == "added")
    found = {one.id: one for one in read(conn, [echo.incident for echo in made.echoes])}
    rows = [(echo, found[echo.incident]) for echo in made.echoes if echo.incident in found]
    counted = figures(made.echoes, made.named, dry_run, typed("undo"))
    lines = (*echo_lines(rows), *named_lines(made.named), counted)
    return "".join(f"{line}\n" for line in lines)


def _in_editor(what: str | None, own: bool, asked: Terms, dry_run: bool, quiet: bool) -> None:
    """Let the notes be typed in an editor, and record them; `own` says that `what` is a file."""
    from tracker.cli.editor import GivenUpError, edited, need_terminal
    from tracker.cli.template import page_typed, template

    need_terminal("tracker read notes.txt, or: tracker read -")
    choices = current_choices()
    if own and what is not None:
        text, _ = _read_file(what)
    elif os.path.exists(choices.path):
        with reading() as conn:
            text = template(conn, what)
    elif choices.named is None:
        with reading():
            raise AssertionError  # reading says which file is missing
    else:
        text = template(None, what)
    again = typed("read --edit ")
    try:
        answer = edited(
            text,
            lambda page, path: _record(page_typed(page), path, asked, dry_run, quiet, not own),
            again,
            what if own else None,
        )
    except GivenUpError as given_up:
        kept = f"; your text is kept: {again}{quoted(given_up.path)}" if given_up.path else ""
        click.echo(f"Nothing was recorded{kept}", err=True)
        if given_up.path:
            raise click.exceptions.Exit(ExitCode.BAD_REQUEST) from None
        return
    put_folded(answer)
