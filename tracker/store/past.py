"""The file as it stood: a copy from which all that was published later is taken away.

The copy is private and temporary; SQLite keeps it in memory and, where that is much, on disk. It
costs as much as reading the whole file, which looking back may. Then every query, view and format
works on it as on the file itself, so that disputes and origins are those of that day.

A source counts as published when the earliest day of its window had come; one whose day is not
known counts too, and what rests on such sources alone is marked. An incident that no source had
reported is left out. Which value a field then had is told by `tracker.report.hindsight`. Titles,
types without an account, descriptions, tags and the status are the analyst's own and stay.
"""

from __future__ import annotations

import sqlite3
from shlex import quote
from typing import TYPE_CHECKING, Final, NamedTuple

from tracker import dates, schema
from tracker.errors import FileError, TrackerError
from tracker.report.hindsight import Revision, revisions
from tracker.store import adopted, incidents
from tracker.store.adopt import claimed_values

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.dates import Date

_LATER: Final = """
CREATE TEMP TABLE later AS
SELECT c.id AS id, c.incident_id AS incident_id
  FROM sources AS s JOIN sources AS t ON s.id = coalesce(t.merged_into, t.id)
  JOIN citations AS c ON c.source_id = t.id
 WHERE s.published_earliest > :end AND c.deleted_at IS NULL
"""
# Whether it was published by then is not known: no day, or only that it was before a later one.
_UNDATED: Final = """
CREATE TEMP TABLE undated AS
SELECT t.id AS id, s.key AS key
  FROM sources AS s JOIN sources AS t ON s.id = coalesce(t.merged_into, t.id)
 WHERE s.published_earliest IS NULL AND coalesce(s.published_latest, '~') > :end
   AND s.deleted_at IS NULL
"""
_REPORTED: Final = """
SELECT 1 FROM citations AS c WHERE c.incident_id = i.id AND c.deleted_at IS NULL
   AND c.stance <> 'context'
"""
_STANDING: Final = "i.deleted_at IS NULL AND i.merged_into IS NULL"


class Past(NamedTuple):
    """The copy; the keys of the sources in it of which it is not known whether they had been
    published; how many incidents were left out because nobody is cited for them."""

    conn: sqlite3.Connection
    undated: tuple[str, ...]
    unsourced: int


def as_it_stood(conn: sqlite3.Connection, moment: Date) -> Past:
    """Return a copy of the file as of the end of `moment`, which the caller closes.

    Raises FileError where another program altered the schema: nothing of it is run then.
    """
    foreign = schema.foreign_objects(conn)
    if foreign:
        raise FileError(
            f"the file was altered from outside: {foreign[0]}",
            "tables, views and indexes of your own need a name that begins with x_",
        )
    past = sqlite3.connect("", isolation_level=None)
    try:
        conn.backup(past)
        past.execute("PRAGMA journal_mode = OFF")
        past.execute("PRAGMA synchronous = OFF")
        past.execute("BEGIN")
        found = _look_back(past, {"end": moment.end_latest})
        past.execute("COMMIT")
    except BaseException:
        past.close()
        raise
    return found


def refuse_the_present(conn: sqlite3.Connection, moment: Date) -> None:
    """Raise TrackerError unless `conn` is such a copy: a filter alone would select everything."""
    if conn.execute("SELECT 1 FROM temp.sqlite_schema WHERE name = 'doubtful'").fetchone() is None:
        raise TrackerError(
            f"this command does not look back to {moment.words}",
            f"tracker timeline --as-of {quote(moment.text)}",
        )


def doubtful(past: sqlite3.Connection) -> set[int]:
    """Return the incidents of a copy that rest on sources alone whose day is not known."""
    return {int(row[0]) for row in past.execute("SELECT id FROM temp.doubtful")}


def _look_back(past: sqlite3.Connection, end: dict[str, str | None]) -> Past:
    _keep_no_log(past)
    past.execute(_LATER, end)
    past.execute(_UNDATED, end)
    later = {int(row[0]) for row in past.execute("SELECT id FROM later")}
    changed = [
        (incident.id, list(revisions(incident, later)))
        for incident in incidents.read(past, _touched(past), full=True)
    ]
    unsourced = _count(past, f"SELECT count(*) FROM incidents AS i WHERE {_STANDING}"
                             " AND NOT EXISTS (SELECT 1 FROM citations AS c"
                             " WHERE c.incident_id = i.id AND c.deleted_at IS NULL)")  # fmt: skip
    _take_away(past)
    for incident, found in changed:
        for revision in found:
            _revise(past, incident, revision)
    past.execute(
        "CREATE TEMP TABLE doubtful AS"
        f" SELECT i.id AS id FROM incidents AS i WHERE {_STANDING}"
        f" AND NOT EXISTS ({_REPORTED} AND c.source_id NOT IN (SELECT id FROM undated))"
    )
    keys = past.execute(
        "SELECT DISTINCT u.key FROM undated AS u JOIN citations AS c ON c.source_id = u.id"
        f" JOIN incidents AS i ON i.id = c.incident_id WHERE {_STANDING}"
        " AND c.deleted_at IS NULL ORDER BY u.key"
    )
    return Past(past, tuple(row[0] for row in keys), unsourced)


def _keep_no_log(past: sqlite3.Connection) -> None:
    """Let the triggers that keep the order work, and those that log nothing."""
    entry = past.execute(
        "INSERT INTO log_transactions (at, command) VALUES ('', 'as-of') RETURNING id"
    ).fetchone()[0]
    past.execute("UPDATE log_writer SET tx = ?", (entry,))
    past.execute("UPDATE log_writer SET bulk = 1")


def _touched(past: sqlite3.Connection) -> list[int]:
    """Return the incidents of which some accounts came later, and some did not."""
    rows = past.execute(
        f"SELECT i.id FROM incidents AS i WHERE {_STANDING}"
        " AND i.id IN (SELECT incident_id FROM later)"
        f" AND EXISTS ({_REPORTED} AND c.id NOT IN (SELECT id FROM later)) ORDER BY i.id"
    )
    return [int(row[0]) for row in rows]


def _take_away(past: sqlite3.Connection) -> None:
    """Mark as deleted what came later: citations, decisions that rest on them, incidents."""
    gone = "(SELECT id FROM later)"
    past.execute(f"UPDATE citations SET deleted_at = 'later' WHERE id IN {gone}")
    past.execute(
        "UPDATE decisions SET deleted_at = 'later' WHERE deleted_at IS NULL AND CASE kind"
        f" WHEN 'claim' THEN citation_id IN {gone} ELSE EXISTS (SELECT 1 FROM claims AS l"
        "  WHERE l.incident_id = decisions.incident_id AND l.field = decisions.field"
        f"  AND l.deleted_at IS NULL AND l.citation_id IN {gone}) END"
    )
    past.execute(f"DELETE FROM incident_links WHERE citation_id IN {gone}")
    past.execute(f"DELETE FROM actor_relations WHERE citation_id IN {gone}")
    past.execute(
        f"UPDATE incidents AS i SET deleted_at = 'later' WHERE {_STANDING}"
        f" AND NOT EXISTS ({_REPORTED})"
    )


def _revise(past: sqlite3.Connection, incident: int, revision: Revision) -> None:
    field, family = revision.field, revision.family
    if revision.act == "drop":
        _drop(past, incident, field, revision.actors)
        return
    if family == "date" and revision.act == "clear":
        adopted.update(past, incident, adopted.date_columns(dates.unknown()))
        return
    if family != "date":
        adopted.clear(past, incident, field, family)
    if family == "place":
        # The incident's own coordinates say where it was as well.
        adopted.update(past, incident, {"latitude": None, "longitude": None})
    if revision.act == "adopt" and revision.citation is not None:
        for value in claimed_values(past, revision.citation, field):
            adopted.update(past, incident, adopted.columns(value))
            adopted.write_rows(past, incident, value)


def _drop(past: sqlite3.Connection, incident: int, role: str, actors: Iterable[int]) -> None:
    for actor in actors:
        past.execute(
            "DELETE FROM incident_actors WHERE incident_id = ? AND role = ? AND actor_id IN"
            " (SELECT id FROM actors WHERE id = ? OR merged_into = ?)",
            (incident, role, actor, actor),
        )


def _count(past: sqlite3.Connection, query: str) -> int:
    return int(past.execute(query).fetchone()[0])
