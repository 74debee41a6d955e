"""`tracker edit 4` alone: the incident as a page of notes in the analyst's own editor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tracker.cli.shared import reading, say, writing
from tracker.cli.streams import put_folded
from tracker.errors import ExitCode, TrackerError

if TYPE_CHECKING:
    import sqlite3

HEAD = """\
# Incident {number} as it is recorded. Change a line, take one out, or write another.
# Below + stands what is adopted, as the source above it says; | own is yours
# alone. Below = stands what is only said. Leave the page as it is to change
# nothing. More: tracker help notes

"""


def edit_form(word: str, reason: str | None, asked: Any, dry_run: bool) -> None:  # noqa: ANN401
    """Let the incident be edited as a form, and carry out what was changed in it."""
    from tracker.cli.editor import GivenUpError, edited, need_terminal
    from tracker.store.entry import incident_id

    need_terminal(f"tracker edit {word} FIELD=VALUE")
    with reading() as conn:
        number = incident_id(conn, word)
        shown = _text(conn, number)

    def use(typed: str, path: str) -> str:
        from tracker.cli.edit import told
        from tracker.importers.notes import read_page
        from tracker.store.forming import apply_form
        from tracker.store.recorded import made_by

        page, problems = read_page(typed, path)
        with writing(f"edit {number}", reason, rehearse=dry_run) as conn:
            if _text(conn, number) != shown:
                raise TrackerError(
                    f"incident {number} was changed by somebody else meanwhile",
                    f"tracker edit {number} shows it as it is now",
                )
            notices = apply_form(conn, number, page, problems, asked, reason)
            answer = told(made_by(conn), (), 1, dry_run)
        say(list(notices))
        return answer

    try:
        answer = edited(shown, use)
    except GivenUpError as given_up:
        kept = f"; your text is kept in {given_up.path}" if given_up.path else ""
        click.echo(f"Nothing was changed{kept}", err=True)
        if given_up.path:
            raise click.exceptions.Exit(ExitCode.BAD_REQUEST) from None
        return
    put_folded(answer)


def _text(conn: sqlite3.Connection, number: int) -> str:
    from tracker.formats.notes import write_page
    from tracker.store.forming import form

    return HEAD.format(number=number) + "".join(write_page(form(conn, number)))
