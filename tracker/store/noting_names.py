"""How the actors and places of a file are called in notes, and every word to be typed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.errors import TrackerError
from tracker.fields import FIELDS
from tracker.names import fold
from tracker.notes import WORDS, Pair
from tracker.store.actors import Actors
from tracker.store.notices import Notices
from tracker.store.places import Places
from tracker.store.sources import Sources
from tracker.texts import NAME_LIMIT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


class Names:
    """How each actor and place of a file is called in notes, so that it is found again.

    That is its name where nothing else has that name, else its uid.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self.actors = Actors(conn, Notices())
        self.places = Places(conn, Notices())
        self.sources = Sources(conn, Notices())
        self._called: dict[tuple[str, int], str] = {}

    def actor(self, number: int) -> str:
        """Return what an actor is called; a merged one as the one it was merged into."""
        key = ("actors", number)
        if key not in self._called:
            stands, name, uid = self.conn.execute(
                "SELECT b.id, b.name, b.uid FROM actors AS a JOIN actors AS b"
                " ON b.id = coalesce(a.merged_into, a.id) WHERE a.id = ?",
                (number,),
            ).fetchone()
            self._called[key] = str(name) if self._is(self.actors, name, stands) else str(uid)
        return self._called[key]

    def place(self, number: int) -> str:
        """Return what a place is called: by its name, with its country, or by its uid."""
        key = ("places", number)
        if key not in self._called:
            stands, name, uid = self.conn.execute(
                "SELECT q.id, q.name, q.uid FROM places AS p JOIN places AS q"
                " ON q.id = coalesce(p.merged_into, p.id) WHERE p.id = ?",
                (number,),
            ).fetchone()
            label = self.places.label(stands)
            names = (str(name), *([label] if len(label) <= NAME_LIMIT else []))
            found = next((each for each in names if self._is(self.places, each, stands)), str(uid))
            self._called[key] = found
        return self._called[key]

    def _is(self, names: Actors | Places, name: str, number: int) -> bool:
        try:
            return names.find(name) == number
        except TrackerError:
            return False

    def others(self, one: str, number: int, name: str) -> list[Pair]:
        """Return the other names of an actor or a place, of those merged into it as well."""
        return [
            Pair(str(kind), str(other))
            for kind, other in self.conn.execute(
                f"SELECT min(iif(n.kind = 'name', 'alias', n.kind)), n.name FROM {one}_names AS n"
                f" JOIN {one}s AS a ON a.id = n.{one}_id"
                " WHERE coalesce(a.merged_into, a.id) = ? AND n.name <> ?"
                " GROUP BY n.name ORDER BY n.name",
                (number, name),
            )
        ]

    def shared(self, one: str, keys: Iterable[str]) -> bool:
        """Tell whether another actor or place has one of these names as well."""
        return any(
            len(
                self.conn.execute(
                    f"SELECT DISTINCT coalesce(b.merged_into, b.id) FROM {one}_names AS n"
                    f" JOIN {one}s AS b ON b.id = n.{one}_id WHERE n.name_key = ?"
                    " AND n.kind <> 'weak' AND b.deleted_at IS NULL LIMIT 2",
                    (key,),
                ).fetchall()
            )
            > 1
            for key in keys
        )


def sorted_relations(relations: Iterable[Pair]) -> list[Pair]:
    """Return relations in an order that does not depend on when they were recorded."""
    return sorted(relations, key=lambda pair: (pair.name, fold(pair.text), pair.text))


def known_words(conn: sqlite3.Connection) -> list[str]:
    """Return every key, name and type that can be typed in notes, and every field, sorted."""
    rows = conn.execute(
        "SELECT '@' || key FROM sources WHERE deleted_at IS NULL"
        " UNION SELECT name FROM actor_names UNION SELECT name FROM place_names"
        " UNION SELECT code FROM incident_types"
    )
    found = (
        {str(row[0]) for row in rows} | set(FIELDS) | {w for each in WORDS.values() for w in each}
    )
    return sorted(found, key=lambda word: (fold(word), word))
