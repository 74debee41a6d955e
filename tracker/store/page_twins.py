"""Which incidents that a page has added may be one that stands, or another one of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tracker.store.page_session import Session

_MOST: Final = 200  # incidents that a page somebody typed may hold; more are an import


def tell_twins(session: Session) -> None:
    """Say of each incident that was added which other one it may be, each pair once."""
    added = [number for number, echo in session.echoes.items() if echo.verb == "added"]
    if not added or len(added) > _MOST:
        return
    from tracker.store.duplicates import likely

    told: set[frozenset[int]] = set()
    known: dict[tuple[str, str], int] = {}
    for number in added:
        title, date = session.conn.execute(
            "SELECT title, date_words FROM incidents WHERE id = ?", (number,)
        ).fetchone()
        same = known.setdefault((title, date), number)
        twins = [twin.id for twin in likely(session.conn, number)]
        other = same if same != number else next(iter(twins), number)
        pair = frozenset((number, other))
        if other == number or pair in told or pair & session.pointed:
            continue
        told.add(pair)
        first, second = sorted(pair)
        session.say(
            f"{second} may be incident {first}, {_title(session, first)}: tracker show {first};"
            f" if it is: tracker merge {second} {first}"
        )


def _title(session: Session, number: int) -> str:
    row = session.conn.execute("SELECT title FROM incidents WHERE id = ?", (number,)).fetchone()
    return str(row[0])
