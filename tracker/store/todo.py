"""Asking for open questions: of the incidents that a filter means, from the view `todo`."""

from __future__ import annotations

import re
from itertools import permutations
from shlex import quote
from typing import TYPE_CHECKING, Final

from tracker.errors import TrackerError
from tracker.report.todo import WORTH, Matter
from tracker.store.lying import may_hold
from tracker.store.notices import Notices
from tracker.store.places import Places
from tracker.store.selection import select

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from tracker.filters import Filter

_CITATION: Final = re.compile(r"\(c([0-9]+)\)")
_SOURCE: Final = re.compile(r"^(?:When|No copy of) (\S+) ")
_SPEAKER: Final = re.compile(r"^Who is speaking in (\S+) \(c([0-9]+)\)")
_LISTED: Final = 6  # citations that are told
_ABOUT_SOURCES: Final = ("source-undated", "source-not-saved")


def matters(
    conn: sqlite3.Connection, wanted: Filter, questions: Iterable[str] = ()
) -> list[Matter]:
    """Return what is open, in no order; with `questions` only of these kinds.

    A question about a source is one matter, however many incidents cite it. Raises TrackerError
    for a kind of question that there is not.
    """
    kinds = tuple(questions)
    for kind in kinds:
        if kind not in WORTH:
            raise TrackerError(f"there is no question '{kind}'", f"one of: {', '.join(WORTH)}")
    selection = select(conn, wanted)
    rows = conn.execute(
        "SELECT t.incident_id, t.question, t.field, t.words FROM incidents AS i"
        f" CROSS JOIN todo AS t ON t.incident_id = i.id WHERE {selection.where}"
        " ORDER BY i.sort_key, i.id",
        selection.parameters,
    )
    found: list[Matter] = []
    of_source: dict[tuple[str, str], tuple[str, list[int]]] = {}
    speaking: dict[str, list[tuple[int, int, Matter]]] = {}
    for incident, question, field, words in rows.fetchall():
        if kinds and question not in kinds:
            continue
        key, spoken = _SOURCE.match(words), _SPEAKER.match(words)
        if spoken is not None:
            matter = _matter(conn, incident, question, field, words)
            speaking.setdefault(spoken[1], []).append((incident, int(spoken[2]), matter))
        elif question in _ABOUT_SOURCES and key is not None:
            of_source.setdefault((question, key[1]), (words, []))[1].append(incident)
        else:
            found.append(_matter(conn, incident, question, field, words))
    for (question, name), (words, ids) in of_source.items():
        command = f"tracker source show {quote(name)}"
        condition = "its page has the day" if question == "source-undated" else "where to save it"
        found.append(Matter(question, tuple(sorted(ids)), None, words, command, condition))
    return [*found, *(_speaking(conn, key, cited) for key, cited in speaking.items())]


def _speaking(conn: sqlite3.Connection, key: str, cited: list[tuple[int, int, Matter]]) -> Matter:
    """One question about who speaks in a source, however often it is cited."""
    if len(cited) == 1:
        return cited[0][2]
    numbers = [f"c{citation}" for _, citation, _ in cited]
    more = len(numbers) - _LISTED
    told = ", ".join(numbers[:_LISTED]) + (f" and {more:,} more" if more > 0 else "")
    publisher, origin = conn.execute(
        "SELECT s.publisher, a.name FROM sources AS s LEFT JOIN actors AS a ON a.id = s.origin_id"
        " WHERE s.key = ?",
        (key,),
    ).fetchone()
    command, condition = f"tracker source edit {quote(key)}", "if it speaks for itself"
    if origin is not None:
        command, condition = f"{command} --citations", f"if {origin} speaks in all of them"
    elif publisher:
        command = f"{command} {quote(f'said-by={publisher}')} --citations"
    else:
        command, condition = f"tracker source show {quote(key)}", "what is known of it"
    ids = tuple(sorted({incident for incident, _, _ in cited}))
    words = f"Who is speaking in {key} ({told}) is not recorded."
    return Matter("origin-not-recorded", ids, None, words, command, condition)


def _matter(
    conn: sqlite3.Connection, incident: int, question: str, field: str | None, words: str
) -> Matter:
    cited = _CITATION.search(words)
    citation = int(cited[1]) if cited is not None else None
    command, condition = f"tracker show {incident}", "what is known so far"
    if question == "disputed":
        command, condition = _adopting(conn, incident, field or ""), "to settle it, for example"
    elif question in ("later-claim", "imprecise-date") and citation is not None:
        command, condition = f"tracker adopt c{citation}.{field}", "if it is right"
    elif question == "places-unrelated":
        command, condition = _relating(conn, incident) or (command, condition)
    elif question == "origin-not-recorded" and citation is not None:
        publisher = _publisher(conn, citation)
        if publisher is not None:
            command = f"tracker edit c{citation} {quote(f'said-by={publisher}')}"
            condition = "if it speaks for itself"
    return Matter(question, (incident,), field, words, command, condition)


def _adopting(conn: sqlite3.Connection, incident: int, field: str) -> str:
    """The command that adopts what is adopted already, by the account that is easiest to name."""
    row = conn.execute(
        "SELECT d.citation_id FROM disputes AS d WHERE d.incident_id = ?1 AND d.field = ?2"
        " AND (d.citation_id IS NULL OR EXISTS (SELECT 1 FROM claims AS l"
        "  WHERE l.citation_id = d.citation_id AND l.field = ?2 AND l.deleted_at IS NULL"
        "  AND l.stance IN ('asserts', 'none-reported')))"
        " ORDER BY d.adopted DESC, d.published IS NULL, d.published, 1",
        (incident, field),
    ).fetchone()
    if row is None:
        return f"tracker disputes {incident} {field}"
    if row[0] is None:
        return f"tracker adopt {incident} {field} --recorded"
    return f"tracker adopt c{row[0]}.{field}"


def _relating(conn: sqlite3.Connection, incident: int) -> tuple[str, str] | None:
    """The command that relates two of the places, neither in the other, and when it is right.

    What may lie within a country or a wider area is asked first, then what may lie apart.
    """
    rows = conn.execute(
        "SELECT DISTINCT coalesce(p.merged_into, p.id) FROM claims AS l"
        " JOIN places AS p ON p.id = l.place_id WHERE l.incident_id = ? AND l.field = 'place'"
        " AND l.stance = 'asserts' AND l.deleted_at IS NULL ORDER BY 1",
        (incident,),
    ).fetchall()
    places = Places(conn, Notices())
    around = {int(row[0]): set(places.containing(int(row[0]))) for row in rows}
    apart: tuple[str, str] | None = None
    for one, other in permutations(around, 2):
        if one in around[other] or other in around[one]:
            continue
        first, second = places.name_of(one), places.name_of(other)
        if may_hold(conn, other, one):
            return (
                f"tracker place add {quote(first)} {quote(f'within={second}')}",
                "if it lies there",
            )
        if apart is None:
            command = f"tracker place add {quote(first)} {quote(f'distinct-from={second}')}"
            apart = command, "if they lie apart"
    return apart


def _publisher(conn: sqlite3.Connection, citation: int) -> str | None:
    row = conn.execute(
        "SELECT publisher FROM incident_citations WHERE citation_id = ?", (citation,)
    ).fetchone()
    return str(row[0]) if row is not None and row[0] else None
