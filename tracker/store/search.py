"""The full-text rows, written by the program and folded: incidents, actors, places, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tracker.names import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

KINDS: Final = ("incidents", "actors", "places", "sources")
_CHUNK: Final = 1000

_TOUCHED: Final = """
SELECT 'incidents', row_id FROM log_changes
 WHERE id > :since AND table_name = 'incidents'
UNION
SELECT 'incidents', coalesce(c.incident_id, json_extract(l.before, '$.incident_id'))
  FROM log_changes AS l LEFT JOIN citations AS c ON c.id = l.row_id
 WHERE l.id > :since AND l.table_name = 'citations'
UNION
SELECT 'incidents', coalesce(c.incident_id, json_extract(l.before, '$.incident_id'))
  FROM log_changes AS l LEFT JOIN claims AS c ON c.id = l.row_id
 WHERE l.id > :since AND l.table_name = 'claims'
UNION
SELECT 'incidents', json_extract(row_id, '$[0]') FROM log_changes
 WHERE id > :since AND table_name = 'incident_tags'
UNION
SELECT table_name, row_id FROM log_changes
 WHERE id > :since AND table_name IN ('actors', 'places', 'sources')
UNION
SELECT replace(table_name, '_names', 's'), json_extract(row_id, '$[0]') FROM log_changes
 WHERE id > :since AND table_name IN ('actor_names', 'place_names')
"""

_INCIDENT: Final = """
SELECT id, title, coalesce(description, ''), coalesce(note, ''),
       (SELECT group_concat(tag, ' ') FROM incident_tags WHERE incident_id = incidents.id),
       (SELECT group_concat(quote, ' ') FROM citations
         WHERE incident_id = incidents.id AND deleted_at IS NULL),
       (SELECT group_concat(quote, ' ') FROM claims
         WHERE incident_id = incidents.id AND deleted_at IS NULL)
  FROM incidents
 WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL AND merged_into IS NULL
"""
_NAMED: Final = """
SELECT id, name, (SELECT group_concat(name, ' ') FROM {one}_names WHERE {one}_id = {one}s.id)
  FROM {one}s WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL
"""
_SOURCE: Final = """
SELECT id, title, publisher, author, key FROM sources
 WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL AND merged_into IS NULL
"""
_QUERIES: Final = {
    "incidents": _INCIDENT,
    "actors": _NAMED.format(one="actor"),
    "places": _NAMED.format(one="place"),
    "sources": _SOURCE,
}


def refresh(conn: sqlite3.Connection) -> None:
    """Write the rows of all that changed since they were last written, outside changes included."""
    since = conn.execute("SELECT searched FROM log_writer").fetchone()[0]
    last = conn.execute("SELECT coalesce(max(id), 0) FROM log_changes").fetchone()[0]
    if last == since:
        return
    touched = conn.execute(_TOUCHED, {"since": since}).fetchall()
    write(conn, ((kind, int(number)) for kind, number in touched if number is not None))
    conn.execute("UPDATE log_writer SET searched = ?", (last,))


def caught_up(conn: sqlite3.Connection) -> None:
    """Tell the file that the rows of all that was logged so far are written."""
    conn.execute("UPDATE log_writer SET searched = (SELECT max(id) FROM log_changes)")


def write(
    conn: sqlite3.Connection,
    touched: Iterable[tuple[str, int]],
    folded: Callable[[str], str] | None = None,
) -> None:
    """Replace the rows of `touched`, pairs of a table and the id of a row that may be gone."""
    words = folded or search_words
    waiting: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for kind, number in touched:
        waiting[kind].append(number)
        if len(waiting[kind]) == _CHUNK:
            _replace(conn, kind, waiting[kind], words)
            waiting[kind].clear()
    for kind, numbers in waiting.items():
        if numbers:
            _replace(conn, kind, numbers, words)


def _replace(
    conn: sqlite3.Connection, kind: str, numbers: list[int], words: Callable[[str], str]
) -> None:
    def rowid(number: int) -> int:
        return number * len(KINDS) + KINDS.index(kind)

    listed = str(numbers)  # a list of integers is JSON as it is
    conn.execute(
        "DELETE FROM search WHERE rowid IN (SELECT id FROM search_docsize"
        " WHERE id IN (SELECT value FROM json_each(?)))",
        (str([rowid(number) for number in numbers]),),
    )
    add(conn, kind, conn.execute(_QUERIES[kind], (listed,)).fetchall(), words)


def add(
    conn: sqlite3.Connection,
    kind: str,
    rows: Iterable[Sequence[Any]],
    words: Callable[[str], str] | None = None,
) -> None:
    """Add the rows of what has none yet: an id, a title or name, and more texts or None."""
    folded = words or search_words
    at = KINDS.index(kind)
    conn.executemany(
        "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)",
        [
            (
                number * len(KINDS) + at,
                folded(title or ""),
                folded(" ".join(text for text in rest if text)),
            )
            for number, title, *rest in rows
        ],
    )


def search_words(text: str) -> str:
    """Fold `text` as names are matched, with Han characters as overlapping pairs.

    >>> search_words("Ünlü 空袭事件")
    'unlu 空袭 袭事 事件'
    """
    kept = fold(text) if text else ""
    if kept.isascii():
        return kept
    words: list[str] = []
    for word in kept.split():
        run = ""
        for character in word:
            if is_han(character):
                run += character
                continue
            words += _pairs(run)
            run = ""
            words.append(character)
        words += _pairs(run)
        words.append(" ")
    return " ".join(
        "".join(
            word if len(word) == 1 and not is_han(word) else f" {word} " for word in words
        ).split()
    )


def _pairs(run: str) -> list[str]:
    if len(run) < 2:
        return [run] if run else []
    return [run[i : i + 2] for i in range(len(run) - 1)]


def is_han(character: str) -> bool:
    """Whether it is one of the Han characters, which are indexed in overlapping pairs."""
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"
