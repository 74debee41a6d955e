"""Removing and restoring: a tombstone on an incident, a citation or what it says of a field."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.errors import NotFoundError, TrackerError
from tracker.store import links
from tracker.store.citations import parse_citation
from tracker.store.entry import incident_id
from tracker.store.uids import looks_like_uid
from tracker.store.unused import revive

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Target:
    """What is removed or restored: an incident, a citation, or what that says of a field."""

    incident: int
    citation: int | None = None
    field: str | None = None

    @property
    def word(self) -> str:
        """How it is typed: `4`, `c9` or `c9.place`."""
        if self.citation is None:
            return str(self.incident)
        return f"c{self.citation}" + (f".{self.field}" if self.field else "")


def target(conn: sqlite3.Connection, text: str, removed: bool = False) -> Target:
    """Return what `text` names among what stands, or among what was removed.

    Raises NotFoundError where there is none, TrackerError for what is no number.
    """
    if text[:1] not in "cC" or not text[1:2].isdigit():
        if not removed:
            return Target(incident_id(conn, text))
        number = any_incident(conn, text)
        if _one(conn, "SELECT deleted_at FROM incidents WHERE id = ?", number) is None:
            raise TrackerError(f"incident {number} was not removed", f"tracker show {number}")
        return Target(number)
    citation, field = parse_citation(text)
    row = conn.execute(
        "SELECT incident_id, deleted_at FROM citations WHERE id = ?", (citation,)
    ).fetchone()
    if row is None:
        raise NotFoundError(f"there is no citation c{citation}", "tracker show last")
    incident = int(row[0])
    found = Target(incident, citation, field)
    if field is not None:
        _require_claim(conn, found, removed)
    elif removed and row[1] is None:
        raise TrackerError(f"c{citation} was not removed", f"tracker show {incident}")
    elif not removed and row[1] is not None:
        raise NotFoundError(f"c{citation} was removed already", f"tracker restore c{citation}")
    return found


def any_incident(conn: sqlite3.Connection, text: str) -> int:
    """Return the id of an incident that was typed, one that was removed included."""
    word = text.strip().lower()
    if not (word.isascii() and word.isdigit() and len(word) < 12) and not looks_like_uid(word):
        return incident_id(conn, text)
    row = conn.execute(
        "SELECT id FROM incidents WHERE id = ? OR uid = ?",
        (int(word) if word.isdigit() else None, word),
    ).fetchone()
    return int(row[0]) if row is not None else incident_id(conn, text)


def rests_on(conn: sqlite3.Connection, gone: Target) -> str:
    """Return in words what rests on it: `2 citations, 1 link`; empty where nothing does."""
    if gone.field is not None:
        return _decisions(conn, gone)
    if gone.citation is not None:
        claims = _number(
            conn, "claims WHERE citation_id = ? AND deleted_at IS NULL", gone.citation, "claim"
        )
        return ", ".join(part for part in (claims, _decisions(conn, gone)) if part)
    counted = (
        _number(conn, "citations WHERE incident_id = ? AND deleted_at IS NULL", gone.incident,
                "citation"),
        _number(conn, "incident_links WHERE ?1 IN (from_incident_id, to_incident_id)",
                gone.incident, "link"),
        _number(conn, "decisions WHERE incident_id = ? AND deleted_at IS NULL", gone.incident,
                "decision"),
    )  # fmt: skip
    return ", ".join(part for part in counted if part)


def remove(conn: sqlite3.Connection, gone: Iterable[Target], at: str) -> None:
    """Put the tombstone `at` (UTC) on each, inside the open transaction; ids are kept."""
    for one in gone:
        if one.citation is None:
            conn.execute("UPDATE incidents SET deleted_at = ? WHERE id = ?", (at, one.incident))
        elif one.field is None:
            conn.execute("UPDATE citations SET deleted_at = ? WHERE id = ?", (at, one.citation))
        else:
            conn.execute(
                "UPDATE claims SET deleted_at = ? WHERE citation_id = ? AND field = ?"
                " AND deleted_at IS NULL",
                (at, one.citation, one.field),
            )


def restore(conn: sqlite3.Connection, back: Iterable[Target]) -> None:
    """Take the tombstone off each.

    Raises TrackerError where the same was recorded anew since, and where the order of incidents
    would contradict the dates.
    """
    known = links.contradictions(conn)
    for one in back:
        try:
            _restore(conn, one)
        except sqlite3.IntegrityError as error:
            if "a row with this key is there" not in str(error):
                raise
            raise TrackerError(
                f"{one.word} cannot be restored: the same was recorded again since",
                f"tracker show {one.incident}",
            ) from error
    links.refuse_contradiction(conn, known)
    revive(conn)


def _restore(conn: sqlite3.Connection, one: Target) -> None:
    if one.citation is None:
        conn.execute("UPDATE incidents SET deleted_at = NULL WHERE id = ?", (one.incident,))
    elif one.field is None:
        conn.execute("UPDATE citations SET deleted_at = NULL WHERE id = ?", (one.citation,))
    else:
        # What was removed together comes back together: a role is a set of claims.
        conn.execute(
            "UPDATE claims SET deleted_at = NULL WHERE citation_id = ?1 AND field = ?2"
            " AND deleted_at = (SELECT max(deleted_at) FROM claims WHERE citation_id = ?1"
            " AND field = ?2)",
            (one.citation, one.field),
        )


def _require_claim(conn: sqlite3.Connection, found: Target, removed: bool) -> None:
    standing, gone = conn.execute(
        "SELECT count(*) FILTER (WHERE deleted_at IS NULL),"
        " count(*) FILTER (WHERE deleted_at IS NOT NULL)"
        " FROM claims WHERE citation_id = ? AND field = ?",
        (found.citation, found.field),
    ).fetchone()
    if standing and removed:
        raise TrackerError(f"{found.word} was not removed", f"tracker show {found.incident}")
    if standing or (gone and removed):
        return
    if gone:
        raise NotFoundError(f"{found.word} was removed already", f"tracker restore {found.word}")
    fields = conn.execute(
        "SELECT DISTINCT field FROM claims WHERE citation_id = ? AND deleted_at IS NULL"
        " ORDER BY field",
        (found.citation,),
    ).fetchall()
    told = ", ".join(f"c{found.citation}.{row[0]}" for row in fields)
    raise NotFoundError(
        f"c{found.citation} says nothing of {found.field}",
        f"it speaks of {told}" if told else f"tracker show {found.incident}",
    )


def _decisions(conn: sqlite3.Connection, gone: Target) -> str:
    rows = conn.execute(
        "SELECT field FROM decisions WHERE citation_id = ?1 AND deleted_at IS NULL"
        " AND (?2 IS NULL OR field = ?2) ORDER BY field",
        (gone.citation, gone.field),
    ).fetchall()
    return f"the decision on {', '.join(str(row[0]) for row in rows)}" if rows else ""


def _number(conn: sqlite3.Connection, which: str, number: int, word: str) -> str:
    count = conn.execute(f"SELECT count(*) FROM {which}", (number,)).fetchone()[0]
    return f"{count} {word}{'s' if count > 1 else ''}" if count else ""


def _one(conn: sqlite3.Connection, query: str, number: int) -> object:
    return conn.execute(query, (number,)).fetchone()[0]
