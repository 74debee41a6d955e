"""Which steps of the history an undo or a redo without a number takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.errors import NotFoundError, TrackerError
from tracker.store.history import Step, steps

if TYPE_CHECKING:
    import sqlite3


def last_steps(conn: sqlite3.Connection, analyst: str | None, number: int = 1) -> list[Step]:
    """Return what a bare `undo` takes back: the latest that are neither an undo nor undone.

    Raises TrackerError where one is another analyst's or an outside change: those are named and
    need their number. Raises NotFoundError where there are fewer.
    """
    last: list[Step] = []
    for found in steps(conn, newest=True):
        if found.undoes is not None or found.undone_by is not None:
            continue
        which = "the latest change" if not last else "the change before"
        if found.outside:
            raise TrackerError(
                f"{which}, t{found.tx} of {found.at}, was made with another program",
                f"tracker undo t{found.tx}",
            )
        if found.analyst != analyst:
            raise TrackerError(
                f"{which}, {found.told}, is {found.analyst}'s", f"tracker undo t{found.tx}"
            )
        last.append(found)
        if len(last) == number:
            return last
    if last:
        raise NotFoundError(
            f"there are only {len(last)} changes to undo", f"tracker undo --last {len(last)}"
        )
    raise NotFoundError("there is nothing to undo", "tracker history")


def last_undo(conn: sqlite3.Connection, analyst: str | None) -> Step:
    """Return the undo that `redo` takes back.

    Raises NotFoundError after any other write, TrackerError where it was another analyst's.
    """
    for found in steps(conn, newest=True):
        if found.undoes is None:
            break
        if found.undone_by is not None or _is_redo(conn, found):
            continue
        if found.analyst != analyst:
            raise TrackerError(
                f"the latest undo, {found.told} of t{found.undoes}, is {found.analyst}'s",
                f"tracker undo t{found.tx}",
            )
        return found
    raise NotFoundError("there is nothing to redo", "tracker history")


def _is_redo(conn: sqlite3.Connection, found: Step) -> bool:
    row = conn.execute(
        "SELECT undoes FROM log_transactions WHERE id = ?", (found.undoes,)
    ).fetchone()
    return row is not None and row[0] is not None
