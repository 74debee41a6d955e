"""`search`: incidents that hold words, themselves or in the names and sources they are tied to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracker.report.context import Found, found_in
from tracker.store import incidents
from tracker.store.bodies import climb
from tracker.store.notices import Notices
from tracker.store.places import Places
from tracker.store.search import KINDS
from tracker.store.selection import select
from tracker.store.worded import Term, read_words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from tracker.filters import Filter

MOST_COUNTED = 500  # each one costs a look into the index of words
# The title counts four times what the rest does.
_SCORES = (
    f"SELECT rowid / {len(KINDS)}, bm25(search, 4.0, 1.0) FROM search"
    f" WHERE search MATCH ? AND rowid % {len(KINDS)} = 0"
)


class Hits(NamedTuple):
    """The ids found, the best or newest first, how many more there are, and the uncertain ones."""

    ids: list[int]
    more: int
    marked: frozenset[int]
    terms: list[Term]


def find(conn: sqlite3.Connection, wanted: Filter, limit: int | None, rank: bool) -> Hits:
    """Return what `wanted`, with its words in `text`, finds: the newest first, or the best.

    What is undated comes last. Of equally good ones the newer comes first.
    """
    terms = [term for text in wanted.text for term in read_words(text)]
    if not terms:
        return Hits([], 0, frozenset(), terms)
    selection = select(conn, wanted)
    if rank:
        scores = {
            int(number): float(score)
            for number, score in conn.execute(_SCORES, (" OR ".join(t.match for t in terms),))
        }
        found = list(selection.ids(conn, newest=True))
        found.sort(key=lambda one: scores.get(one[0], 0.0))
        more = len(found) - len(found[:limit])
        found = found[:limit]
    else:
        dated = selection._replace(where=f"{selection.where} AND i.sort_key < '~'")
        undated = selection._replace(
            where=f"{selection.where} AND coalesce(i.sort_key, '~') >= '~'"
        )
        found = list(dated.ids(conn, limit, newest=True))
        if limit is None or len(found) < limit:
            rest = None if limit is None else limit - len(found)
            found += undated.ids(conn, rest, newest=True)
        more = 0
        if limit is not None and len(found) == limit:
            more = selection.count(conn, limit + MOST_COUNTED) - limit
    marked = frozenset(number for number, sure in found if not sure and wanted.windowed)
    return Hits([number for number, _ in found], more, marked, terms)


def contexts(
    conn: sqlite3.Connection, ids: Iterable[int], terms: Iterable[Term]
) -> Iterator[Found]:
    """Yield each incident with the texts around the words that were found."""
    wanted = [(term.words, term.prefix) for term in terms]
    for incident in incidents.read(conn, ids, full=True):
        yield found_in(incident, wanted, _names(conn, incident.id))


def _names(conn: sqlite3.Connection, incident: int) -> list[tuple[str, str]]:
    """What finds it besides its own words: names of its actors, its place, what holds them."""
    told: list[tuple[str, str]] = []
    for role, actor in conn.execute(
        "SELECT r.role, coalesce(a.merged_into, a.id) FROM incident_actors AS r"
        " JOIN actors AS a ON a.id = r.actor_id WHERE r.incident_id = ? ORDER BY 1, 2",
        (incident,),
    ).fetchall():
        for level, (number, name) in enumerate(climb(conn, actor)):
            label = role if level == 0 else f"{role}, part of"
            told.append((label, _with_aliases(conn, "actor", number, name)))
    row = conn.execute("SELECT place_id FROM incidents WHERE id = ?", (incident,)).fetchone()
    if row[0] is not None:
        places = Places(conn, Notices())
        for level, number in enumerate((row[0], *places.containing(row[0]))):
            name = places.name_of(number)
            label = "place" if level == 0 else "place, within"
            told.append((label, _with_aliases(conn, "place", number, name)))
    return told


def _with_aliases(conn: sqlite3.Connection, one: str, number: int, name: str) -> str:
    others = [
        str(row[0])
        for row in conn.execute(
            f"SELECT DISTINCT n.name FROM {one}_names AS n WHERE n.{one}_id IN (SELECT ?1"
            f" UNION ALL SELECT id FROM {one}s WHERE merged_into = ?1) AND n.name <> ?2 ORDER BY 1",
            (number, name),
        )
    ]
    return f"{name} ({', '.join(others)})" if others else name
