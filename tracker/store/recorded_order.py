"""The recorded order of incidents held in memory, so that each of many new links is quickly judged.

A link is judged by what it changes: the dates that it carries to the second incident, and from
there to all that come after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_STANDING = "deleted_at IS NULL AND merged_into IS NULL"


class RecordedOrder:
    """The `before` links of a file, as long as no link is written elsewhere and no date changes."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        # Of each incident that stands, the last that it can have started, and the first: not
        # before any that comes before it. Empty where nothing tells.
        self.latest: dict[int, str | None] = {}
        self.first: dict[int, str] = {}
        self.after: dict[int, list[int]] = {}
        self.gone: set[int] = set()
        ends = "SELECT from_incident_id, to_incident_id FROM incident_links WHERE kind = 'before'"
        linked = conn.execute(ends).fetchall()
        self._hold(
            f"WITH ends (one, other) AS ({ends})"
            f" SELECT id, start_earliest, start_latest FROM incidents WHERE {_STANDING}"
            " AND id IN (SELECT one FROM ends UNION SELECT other FROM ends)"
        )
        self.gone.update({end for ends in linked for end in ends} - self.latest.keys())
        for one, other in linked:
            self.add(one, other)

    def add(self, one: int, other: int) -> set[tuple[int, int]]:
        """Take a link that is new; return the pairs that the dates rule out because of it.

        They are those by which `CONTRADICTIONS` of the file has grown.
        """
        found: set[tuple[int, int]] = set()
        if not (self._stands(one) and self._stands(other)):
            return found
        self.after.setdefault(one, []).append(other)
        start = self.first[one]
        # The links along which that start comes, with the first start that came there before.
        waiting = [(one, other, "")]
        while waiting:
            near, far, before = waiting.pop()
            latest = self.latest[far]
            if latest is not None and before <= latest < start:
                found.add((near, far))
            known = self.first[far]
            if start > known:
                self.first[far] = start
                waiting += [(far, next_one, known) for next_one in self.after.get(far, ())]
        return found

    def _stands(self, incident: int) -> bool:
        if incident not in self.latest and incident not in self.gone:
            query = "SELECT id, start_earliest, start_latest FROM incidents WHERE id = ?"
            self._hold(f"{query} AND {_STANDING}", incident)
            if incident not in self.latest:
                self.gone.add(incident)
        return incident in self.latest

    def _hold(self, query: str, *given: int) -> None:
        for number, earliest, latest in self.conn.execute(query, given):
            self.first[number] = earliest or ""
            self.latest[number] = latest
