"""The filters that ask for words and tags, read as SQL over `incidents AS i`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.errors import NotFoundError
from tracker.names import fold, near
from tracker.store.search import KINDS, is_han, search_words
from tracker.store.selection import Condition, members

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from tracker.filters import Filter

# Of a word in fewer incidents than this the ids are looked up; of others the order is walked.
RARE: Final = 2_000
QUOTES: Final = str.maketrans("“”„«»", '"""""')
_ROW: Final = "SELECT rowid / {kinds} FROM search WHERE search MATCH ? AND rowid % {kinds} = {kind}"
_TAGS: Final = (
    "WITH RECURSIVE used (tag) AS (SELECT min(tag) FROM incident_tags UNION ALL"
    " SELECT (SELECT min(t.tag) FROM incident_tags AS t WHERE t.tag > used.tag) FROM used"
    " WHERE used.tag IS NOT NULL) SELECT tag FROM used WHERE tag IS NOT NULL"
)
_INCIDENT, _ACTOR, _PLACE, _SOURCE = range(len(KINDS))


class Term(NamedTuple):
    """A word, or several that follow each other, folded; `prefix` lets the last one go on."""

    words: tuple[str, ...]
    prefix: bool = False

    @property
    def match(self) -> str:
        """The term in the query language of SQLite's full-text search; always quoted."""
        return f'"{" ".join(self.words)}"{"*" if self.prefix else ""}'


def conditions(conn: sqlite3.Connection, wanted: Filter) -> Iterator[Condition]:
    """Yield a condition for each of these filters. Raises NotFoundError for a tag nothing has."""
    if wanted.text:
        groups = [_all_of(conn, read_words(text)) for text in wanted.text]
        where = " OR ".join(f"({group.where})" for group in groups)
        values = tuple(value for group in groups for value in group.parameters)
        yield Condition(f"({where})", values)
    there = "EXISTS (SELECT 1 FROM incident_tags AS g WHERE g.incident_id = i.id AND g.tag IN ({}))"
    if wanted.tags:
        found = _tags(conn, wanted.tags)
        yield Condition(there.format(", ".join("?" * len(found))), found)
    if wanted.not_tags:
        found = _tags(conn, wanted.not_tags)
        yield Condition(f"NOT {there.format(', '.join('?' * len(found)))}", found)


def read_words(text: str) -> list[Term]:
    """Read what is searched for: words, `word*` for a beginning, "several words" as a phrase.

    Whatever is typed means something; signs alone mean no term at all.

    >>> read_words('Dróne* "the MQ-9" 空袭')
    [Term(words=('drone',), prefix=True), Term(words=('mq', '9'), prefix=False), \
Term(words=('空袭',), prefix=False)]
    """
    text = text.encode("utf-8", "ignore").decode().translate(QUOTES).replace("\0", " ")
    terms: list[Term] = []
    articles: list[Term] = []
    for number, part in enumerate(text.split('"')):
        for piece in [part] if number % 2 else part.split():
            prefix = piece.rstrip().endswith("*")
            words = tuple(word for word in _tokens(piece) if word)
            if not words:
                continue
            # One Han character is the beginning of a pair; all of them are indexed in pairs.
            alone = len(words[-1]) == 1 and is_han(words[-1])
            term = Term(words, prefix or alone)
            (articles if words == ("the",) else terms).append(term)
    return list(dict.fromkeys(terms or articles))


def _tokens(text: str) -> list[str]:
    """The words of a text as the index has them: letters and digits, folded."""
    kept = "".join(sign if sign.isalnum() or _is_mark(sign) else " " for sign in search_words(text))
    return kept.split()


def _is_mark(sign: str) -> bool:
    if sign.isascii():
        return False
    from unicodedata import category  # only for other scripts

    return category(sign) in ("Mn", "Mc", "Co", "No", "Nl")


def _all_of(conn: sqlite3.Connection, terms: Iterable[Term]) -> Condition:
    found = [_holding(conn, term) for term in terms]
    values = tuple(value for one in found for value in one.parameters)
    return Condition(" AND ".join(one.where for one in found) or "0", values)


def _holding(conn: sqlite3.Connection, term: Term) -> Condition:
    """The incidents that hold the term themselves or in a name: an actor, a place, a source."""
    actors: dict[int, None] = {}
    for number in _rows(conn, term, _ACTOR):
        actors |= dict.fromkeys(members(conn, number))
    places = _rows(conn, term, _PLACE)
    mine = f"SELECT a.incident_id FROM incident_actors AS a WHERE a.actor_id IN ({_listed(actors)})"
    if not places:
        ids = _few(conn, term, mine if actors else None)
        if ids is not None:
            return Condition(f"i.id IN ({_listed(ids)})")
    kinds = len(KINDS)
    held = "EXISTS (SELECT 1 FROM search WHERE rowid = {row} AND search MATCH ?)"
    document = held.format(row=f"coalesce(t.merged_into, t.id) * {kinds} + {_SOURCE}")
    parts = [
        held.format(row=f"i.id * {kinds} + {_INCIDENT}"),
        "EXISTS (SELECT 1 FROM citations AS c JOIN sources AS t ON t.id = c.source_id"
        f" WHERE c.incident_id = i.id AND c.deleted_at IS NULL AND {document})",
    ]
    if actors:
        parts.append(f"EXISTS ({mine} AND a.incident_id = i.id)")
    if places:
        from tracker.store.located import WITHIN  # here, because few words name a place

        start = f"SELECT id FROM places WHERE id IN ({_listed(places)})"
        parts.append(f"i.place_id IN ({WITHIN.format(start=start)})")
    return Condition(f"({' OR '.join(parts)})", (term.match, term.match))


def _few(conn: sqlite3.Connection, term: Term, actors: str | None) -> list[int] | None:
    """The ids of the incidents that hold the term, or None where they are many."""
    found: set[int] = set()
    queries: list[tuple[str, tuple[str, ...]]] = [
        (f"{_ROW.format(kinds=len(KINDS), kind=_INCIDENT)} LIMIT {RARE}", (term.match,))
    ]
    documents = _rows(conn, term, _SOURCE, RARE)
    if len(documents) == RARE:
        return None
    if documents:
        cited = (
            "SELECT incident_id FROM citations WHERE deleted_at IS NULL AND source_id IN"
            " (SELECT id FROM sources WHERE id IN ({0}) OR merged_into IN ({0})) LIMIT {1}"
        )
        queries.append((cited.format(_listed(documents), RARE), ()))
    if actors is not None:
        queries.append((f"{actors} LIMIT {RARE}", ()))
    for query, values in queries:
        rows = conn.execute(query, values).fetchall()
        if len(rows) == RARE:
            return None
        found |= {int(row[0]) for row in rows}
    return sorted(found)


def _rows(conn: sqlite3.Connection, term: Term, kind: int, most: int = -1) -> list[int]:
    # No row of that kind lies further: a word in a million incidents is not read to its end.
    last = f"(SELECT max(id) FROM {KINDS[kind]}) * {len(KINDS)} + {kind}"
    query = f"{_ROW.format(kinds=len(KINDS), kind=kind)} AND rowid <= {last} LIMIT ?"
    return [int(row[0]) for row in conn.execute(query, (term.match, most))]


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def _tags(conn: sqlite3.Connection, typed: Iterable[str]) -> tuple[str, ...]:
    """The tags as they are written in the file, however they are typed."""
    used = [str(row[0]) for row in conn.execute(_TAGS)]
    found: list[str] = []
    for text in typed:
        same = [tag for tag in used if fold(tag) == fold(text)]
        if not same:
            close = near(text, [(tag, tag) for tag in used])
            hint = f"did you mean {' or '.join(item.name for item in close)}?" if close else ""
            raise NotFoundError(
                f"no incident has the tag '{text}'", hint or "tracker summary --per tag"
            )
        found += same
    return tuple(dict.fromkeys(found))
