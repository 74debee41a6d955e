"""What Tab offers: names that the file holds, looked up by their beginning, a few at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from click.shell_completion import CompletionItem

from tracker.errors import TrackerError
from tracker.names import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

MOST: Final = 50
_END: Final = "\U0010ffff"
# Every query takes the folded beginning, the end of that range, and how many are wanted.
_QUERIES: Final = {
    "ACTOR": "SELECT n.name, iif(n.name = a.name, a.kind, a.name) FROM actor_names AS n"
    " JOIN actors AS a ON a.id = n.actor_id WHERE n.name_key >= ? AND n.name_key < ?"
    " AND a.deleted_at IS NULL AND n.kind <> 'weak' ORDER BY n.name_key LIMIT ?",
    "PLACE": "SELECT n.name, iif(n.name = p.name, '', p.name) FROM place_names AS n"
    " JOIN places AS p ON p.id = n.place_id WHERE n.name_key >= ? AND n.name_key < ?"
    " AND p.deleted_at IS NULL ORDER BY n.name_key LIMIT ?",
    "SOURCE": "SELECT key, coalesce(title, publisher) FROM sources WHERE key >= ? AND key < ?"
    " AND deleted_at IS NULL AND merged_into IS NULL ORDER BY key LIMIT ?",
    "TYPE": "SELECT code, label FROM incident_types WHERE code >= ? AND code < ?"
    " ORDER BY code LIMIT ?",
    "TAG": "SELECT DISTINCT tag, '' FROM incident_tags WHERE tag >= ? AND tag < ?"
    " ORDER BY tag LIMIT ?",
}
WORDS: Final = {"WORD": ("reported", "confirmed", "refuted", "expected")}


def offered(kind: str, incomplete: str) -> list[CompletionItem]:
    """Return what may be meant by the beginning of a name; nothing where the file is of no use."""
    if kind in WORDS:
        return [CompletionItem(word) for word in WORDS[kind] if word.startswith(incomplete)]
    if kind == "ROLE=ACTOR":
        return _role(incomplete)
    if kind == "[FIELD]":
        from tracker.fields import FIELDS

        names = [field.name for field in FIELDS.values() if field.claimable]
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]
    if kind not in _QUERIES:
        return []
    import sqlite3  # click is enough for everything else that Tab offers

    from tracker.cli.shared import reading

    try:
        with reading() as conn:
            return _items(_found(conn, kind, incomplete))
    except (TrackerError, sqlite3.Error, OSError):
        return []


def _found(conn: sqlite3.Connection, kind: str, incomplete: str) -> list[tuple[str, str]]:
    text = incomplete.strip()
    if kind in ("ACTOR", "PLACE"):
        begin = fold(text) if text else ""
    else:
        begin = text if kind == "TAG" else text.lower()
    rows = conn.execute(_QUERIES[kind], (begin, begin + _END, MOST)).fetchall()
    return [(str(name), str(about or "")) for name, about in rows]


def _items(found: Iterable[tuple[str, str]]) -> list[CompletionItem]:
    # A shell offers one line a word.
    return [
        CompletionItem(name, help=" ".join(about.split()) or None)
        for name, about in dict(found).items()
        if name.isprintable()
    ]


def _role(incomplete: str) -> list[CompletionItem]:
    from tracker.fields import ROLES

    role, equals, name = incomplete.partition("=")
    if not equals:
        return [CompletionItem(f"{word}=") for word in ROLES if word.startswith(role)]
    return [CompletionItem(f"{role}={item.value}") for item in offered("ACTOR", name)]
