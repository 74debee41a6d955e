"""Is the file, and is what it says, possible? Checks find faults and say what would mend them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker import dates, schema
from tracker.dates import zones
from tracker.errors import Problem, TrackerError
from tracker.fields import field_named
from tracker.store import parts, search
from tracker.store.transaction import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tracker.dates import Date

LIMIT: Final = 100


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it asks, how it finds out, and how it is mended, where that is safe."""

    question: str
    find: Callable[[sqlite3.Connection], Iterator[Problem]]
    mend: Callable[[sqlite3.Connection], None] | None = None


def run_checks(
    conn: sqlite3.Connection, names: Iterable[str] = ()
) -> Iterator[tuple[str, Problem]]:
    """Yield (check, fault) for the checks of those names, all where none is named.

    Raises TrackerError for a name that no check has. A part of the file that cannot be read is a
    fault as well.
    """
    for name in chosen(names):
        try:
            for number, problem in enumerate(CHECKS[name].find(conn)):
                if number == LIMIT:
                    yield name, Problem("…", f"more than {LIMIT} of these", f"tracker check {name}")
                    break
                yield name, problem
        except sqlite3.DatabaseError as error:
            yield name, Problem("the file", f"cannot be read: {error}", "restore it from a backup")


def chosen(names: Iterable[str]) -> list[str]:
    """Return the names of the checks asked for. Raises TrackerError for an unknown one."""
    wanted = list(dict.fromkeys(name.lower() for name in names))
    for name in wanted:
        if name not in CHECKS:
            from difflib import get_close_matches  # only where a name was mistyped

            close = get_close_matches(name, CHECKS, n=1, cutoff=0.5)
            raise TrackerError(
                f"there is no check '{name}'",
                f"tracker check {close[0]}" if close else f"one of: {', '.join(CHECKS)}",
            )
    return wanted or list(CHECKS)


def mend(conn: sqlite3.Connection, names: Iterable[str] = ()) -> None:
    """Mend what can be derived again: the order of incidents, and the search rows."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        if schema.foreign_objects(conn):
            raise TrackerError("the schema of the file is not ours", "tracker check schema")
        conn.execute("PRAGMA trusted_schema = ON")
        for name in chosen(names):
            mending = CHECKS[name].mend
            if mending is not None:
                mending(conn)
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise


def _integrity(conn: sqlite3.Connection) -> Iterator[Problem]:
    for (line,) in conn.execute(f"PRAGMA integrity_check({LIMIT})"):
        if line != "ok":
            yield Problem("the file", str(line), "restore it from a backup")


def _foreign_keys(conn: sqlite3.Connection) -> Iterator[Problem]:
    for table, row, other, _ in conn.execute("PRAGMA foreign_key_check"):
        where = f"{table} {row}" if row is not None else table
        yield Problem(where, f"names a row of {other} that is not there", "tracker history")


def _schema(conn: sqlite3.Connection) -> Iterator[Problem]:
    for words in schema.foreign_objects(conn):
        yield Problem("the schema", words, "tables, views and indexes of your own begin with x_")


def _history(conn: sqlite3.Connection) -> Iterator[Problem]:
    """Hold each transaction against its digest, which rests on the one before."""
    for tx, kept in conn.execute(
        "SELECT id, digest FROM log_transactions WHERE command <> 'outside' ORDER BY id"
    ).fetchall():
        if kept is None:
            yield Problem(f"t{tx}", "has no digest: it was not closed", f"tracker history t{tx}")
        elif digest(conn, tx) != kept:
            yield Problem(
                f"t{tx}",
                "its digest does not fit: the log was altered, here or since the one before",
                "compare with a backup: tracker history",
            )
    newest, count, last = conn.execute(
        "SELECT coalesce(max(id), 0), count(*),"
        " coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'log_transactions'), 0)"
        " FROM log_transactions"
    ).fetchone()
    if not newest == count == last:
        yield Problem("the history", f"{last - count} of {last} changes are missing from the log",
                      "compare with a backup: tracker history")  # fmt: skip


def _order(conn: sqlite3.Connection) -> Iterator[Problem]:
    from tracker.schema.order import CONTRADICTIONS, MISPLACED

    for first, second in conn.execute(CONTRADICTIONS).fetchall():
        one, other = (_words(conn, number) for number in (first, second))
        yield Problem(
            f"{first}",
            f"is recorded as before {second}, but {one} cannot be before {other}",
            f"tracker link {first} before {second} --remove",
        )
    for (number,) in conn.execute(MISPLACED).fetchall():
        yield Problem(f"{number}", "stands in the wrong place of the order", "tracker check --fix")


def _mend_order(conn: sqlite3.Connection) -> None:
    from tracker.schema.order import MISPLACED

    for (number,) in conn.execute(MISPLACED).fetchall():
        conn.execute("UPDATE log_writer SET placing = NULL")
        conn.execute("UPDATE log_writer SET placing = ?", (number,))


def _dates(conn: sqlite3.Connection) -> Iterator[Problem]:
    """Find what happened later than it was reported, and bounds that are not those of the date."""
    bounds = "start_earliest, start_latest, end_earliest, end_latest"
    for number, edtf, zone, *stored in conn.execute(
        f"SELECT id, date_edtf, tz, {bounds} FROM incidents"
        " WHERE deleted_at IS NULL AND merged_into IS NULL AND date_edtf IS NOT NULL ORDER BY id"
    ).fetchall():
        date = _parsed(edtf, zone)
        if date is None:
            yield Problem(f"{number}", f"its date {edtf} cannot be read",
                          f"tracker edit {number} date=DATE")  # fmt: skip
        elif [date.start_earliest, date.start_latest, date.end_earliest, date.end_latest] != stored:
            yield Problem(f"{number}", f"its bounds are not those of its date {edtf}",
                          f"tracker edit {number} date={edtf}")  # fmt: skip
    for what, number, edtf, zone, published, published_zone, key in conn.execute(_REPORTED):
        date, told = _parsed(edtf, zone), _parsed(published, published_zone)
        if date is not None and told is not None and not dates.not_after(date, told):
            yield Problem(
                str(what),
                f"{date.words} is later than its source {key}, published {told.words}",
                f"tracker show {number}",
            )


_REPORTED: Final = """
SELECT i.id AS what, i.id, i.date_edtf, i.tz, s.published_edtf, s.published_tz, s.key
  FROM incidents AS i JOIN citations AS c ON c.incident_id = i.id AND c.deleted_at IS NULL
   AND c.stance = 'reports' JOIN sources AS s ON s.id = c.source_id
 WHERE i.deleted_at IS NULL AND i.merged_into IS NULL AND i.status <> 'expected'
   AND s.retracted_at IS NULL AND i.start_earliest > s.published_latest
UNION ALL
SELECT 'c' || c.id || '.date', i.id, l.date_edtf, l.tz, s.published_edtf, s.published_tz, s.key
  FROM claims AS l JOIN citations AS c ON c.id = l.citation_id AND c.deleted_at IS NULL
  JOIN incidents AS i ON i.id = c.incident_id AND i.deleted_at IS NULL AND i.merged_into IS NULL
  JOIN sources AS s ON s.id = c.source_id
 WHERE l.deleted_at IS NULL AND l.family = 'date' AND l.stance = 'asserts'
   AND i.status <> 'expected' AND s.retracted_at IS NULL AND l.start_earliest > s.published_latest
 ORDER BY 2, 1
"""


def _numbers(conn: sqlite3.Connection) -> Iterator[Problem]:
    for one in parts.excesses(conn):
        yield Problem(one.what, one.words, f"tracker show {one.incident}")


def _vocabulary(conn: sqlite3.Connection) -> Iterator[Problem]:
    for field, where, incident in conn.execute(
        "SELECT field, 'c' || citation_id || '.' || field, incident_id FROM claims"
        " WHERE deleted_at IS NULL UNION"
        " SELECT field, 'the decision on ' || field, incident_id FROM decisions"
        " WHERE deleted_at IS NULL ORDER BY 3, 2"
    ).fetchall():
        try:
            field_named(field)
        except TrackerError as error:
            yield Problem(str(where), error.message, f"tracker show {incident}")
    for table, word in (("incidents", "tracker edit {} tz="), ("places", "tracker place list")):
        for number, zone in conn.execute(
            f"SELECT id, tz FROM {table} WHERE tz IS NOT NULL AND deleted_at IS NULL ORDER BY id"
        ).fetchall():
            try:
                zones.canonical(zone)
            except TrackerError as error:
                where = str(number) if table == "incidents" else f"place {number}"
                yield Problem(where, error.message, word.format(number))


def _searched(conn: sqlite3.Connection) -> Iterator[Problem]:
    held = {int(row[0]) for row in conn.execute("SELECT rowid FROM search")}
    last, done = conn.execute(
        "SELECT (SELECT coalesce(max(id), 0) FROM log_changes), searched FROM log_writer"
    ).fetchone()
    if last != done:
        return  # the next command that writes catches up
    wanted = {
        int(number) * len(search.KINDS) + search.KINDS.index("incidents")
        for (number,) in conn.execute(
            "SELECT id FROM incidents WHERE deleted_at IS NULL AND merged_into IS NULL"
        )
    }
    if wanted - held:
        yield Problem("search", f"{len(wanted - held):,} incidents cannot be found by their words",
                      "tracker check --fix")  # fmt: skip


def _mend_search(conn: sqlite3.Connection) -> None:
    conn.execute("DELETE FROM search")
    for kind in search.KINDS:
        search.write(conn, ((kind, int(row[0])) for row in conn.execute(f"SELECT id FROM {kind}")))
    conn.execute("UPDATE log_writer SET searched = (SELECT coalesce(max(id), 0) FROM log_changes)")


def _parsed(edtf: str | None, zone: str | None) -> Date | None:
    if edtf is None:
        return None
    try:
        return dates.parse(edtf, zone=zone)
    except TrackerError:
        return None


def _words(conn: sqlite3.Connection, incident: int) -> str:
    row = conn.execute("SELECT date_words FROM incidents WHERE id = ?", (incident,)).fetchone()
    return str(row[0])


CHECKS: Final[dict[str, Check]] = {
    "integrity": Check("is every page of the file as SQLite wrote it?", _integrity),
    "schema": Check("are the tables, views and triggers those of this version?", _schema),
    "foreign-keys": Check("does every row name only rows that are there?", _foreign_keys),
    "history": Check("is the log of changes whole, and does each digest fit?", _history),
    "order": Check("can each incident be before what it is recorded to be before?", _order,
                   _mend_order),
    "dates": Check("did everything happen before it was reported?", _dates),
    "numbers": Check("is no part of a number larger than the whole?", _numbers),
    "vocabulary": Check("are all fields and time zones known ones?", _vocabulary),
    "search": Check("can each incident be found by its words?", _searched, _mend_search),
}  # fmt: skip
