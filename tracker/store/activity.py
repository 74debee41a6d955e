"""One actor's record, counted in SQL: who it is, what it did and met, and on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tracker.fields import MEASURES
from tracker.report.summary import ROLES, Member, Moment, Related, Share, Summary, Voices, groups
from tracker.store import ledger
from tracker.store.actors import Actors
from tracker.store.ledger import DID, SUFFERED, UNDIRECTED
from tracker.store.notices import Notices
from tracker.store.rows import placed
from tracker.store.selection import members
from tracker.store.tolls import tolls

if TYPE_CHECKING:
    import sqlite3

    from tracker.filters import Filter

LATEST: Final = 5

# Whose side each speaker is on: our own, the other's, or nobody's. `own` has all that share a body
# with the actor; the other side of an incident are those who did it where ours suffered it, the
# other way round, and everybody else where no direction is known.
_VOICES: Final = f"""
WITH heard AS (
  SELECT r.incident_id, r.origin_id IS NULL AS unrecorded,
         r.origin_id IN (SELECT actor_id FROM temp.own) AS own,
         EXISTS (
           SELECT 1 FROM temp.party AS o CROSS JOIN temp.up AS b ON b.actor_id = o.actor_id
            WHERE o.incident_id = r.incident_id
              AND (m.side & {DID} AND o.role IN ('against', 'victim', 'asset')
                OR m.side & {SUFFERED} AND o.role IN ('by', 'supporter', 'instrument')
                OR m.side IN (0, {UNDIRECTED}))
              AND EXISTS (SELECT 1 FROM temp.up AS a
                           WHERE a.actor_id = r.origin_id AND a.top = b.top)
              AND o.actor_id NOT IN (SELECT actor_id FROM temp.own)) AS other
    FROM temp.report AS r CROSS JOIN temp.chosen AS m ON m.id = r.incident_id
   WHERE r.stance = 'reports'),
spoken AS (
  SELECT incident_id, max(unrecorded) AS unrecorded, max(own) AS own,
         max(other AND NOT own) AS other, max(NOT unrecorded AND NOT own AND NOT other) AS outside
    FROM heard GROUP BY incident_id)
SELECT CASE WHEN outside THEN 'outside' WHEN unrecorded THEN 'not_recorded'
         WHEN own AND other THEN 'both' WHEN own THEN 'own' ELSE 'other' END, count(*)
  FROM spoken GROUP BY 1
"""


def summary(
    conn: sqlite3.Connection, name: str, wanted: Filter, direct: bool = False, today: str = "9999"
) -> Summary:
    """Return the record of the actor called `name` over the incidents of `wanted`.

    Sub-actors are rolled up unless `direct`. What is announced for after `today` is never the
    latest that happened. Raises NotFoundError for an unknown name, TrackerError for one of two.
    """
    with ledger.at_once(conn):
        actor = Actors(conn, Notices()).known(name)
        side = ledger.merged(conn, actor) if direct else members(conn, actor)
        ledger.choose(conn, wanted, side)
        ledger.lay_reports(conn)
        ledger.lay_tolls(conn, MEASURES)
        _lay_own(conn, actor)
        return _Counting(conn, actor, side).told(direct, today)


def _lay_own(conn: sqlite3.Connection, actor: int) -> None:
    """Lay out what every speaker and party belongs to, and `own`: who speaks with one voice."""
    ledger.climb_all(
        conn,
        f"SELECT {actor} AS id UNION SELECT actor_id FROM temp.party"
        " UNION SELECT origin_id FROM temp.report WHERE origin_id IS NOT NULL",
    )
    conn.execute("DROP TABLE IF EXISTS temp.own")
    conn.execute("CREATE TEMP TABLE own (actor_id INTEGER PRIMARY KEY)")
    conn.execute(
        "INSERT INTO temp.own SELECT DISTINCT a.actor_id FROM temp.up AS a JOIN temp.up AS b"
        " ON b.top = a.top WHERE b.actor_id = ?",
        (actor,),
    )


class _Counting:
    """What is asked of the laid-out incidents, one small query a question."""

    def __init__(self, conn: sqlite3.Connection, actor: int, members: list[int]) -> None:
        self.conn = conn
        self.actor = actor
        self.ids = ", ".join(map(str, members))

    def told(self, direct: bool, today: str) -> Summary:
        """Put all answers together."""
        name, uid, kind, country, note = self.conn.execute(
            "SELECT name, uid, kind, country, note FROM actors WHERE id = ?", (self.actor,)
        ).fetchone()
        incidents, uncertain, undated, no_type, no_month, no_place = self._row(
            "SELECT count(*), sum(NOT certain),"
            " sum(coalesce(start_earliest, start_latest) IS NULL), sum(type_code IS NULL),"
            " sum(month IS NULL), sum(place_id IS NULL) FROM temp.chosen"
        )
        sources, origins = self._row(
            "SELECT count(DISTINCT source_id), count(DISTINCT origin_id) FROM temp.report"
            " WHERE stance = 'reports'"
        )
        disputed, disputed_incidents = self._disputed()
        first, last = (self._moments("IS NOT NULL", way, 1) for way in ("ASC", "DESC"))
        return Summary(
            name=name,
            uid=uid,
            kind=kind,
            country=country,
            note=note,
            names=self._names(name),
            belongs_to=tuple(Actors(self.conn, Notices()).bodies(self.actor)),
            related=tuple(self._related()),
            members=() if direct else tuple(self._members()),
            direct=direct,
            incidents=incidents,
            uncertain=uncertain or 0,
            first=first[0] if first else None,
            last=last[0] if last else None,
            undated=undated or 0,
            roles=self._roles(),
            types=self._shares(
                "SELECT type_code, count(*) FROM temp.chosen WHERE type_code IS NOT NULL GROUP BY 1"
            ),
            no_type=no_type or 0,
            months=tuple(
                self.conn.execute(
                    "SELECT month, count(*) FROM temp.chosen WHERE month IS NOT NULL"
                    " GROUP BY 1 ORDER BY 1"
                )
            ),
            no_month=no_month or 0,
            acted_against=self._met(f"m.side & {DID}", "r.role IN ('against', 'victim')"),
            acted_on_by=self._met(f"m.side & {SUFFERED}", "r.role = 'by'"),
            involved_with=self._met(
                f"m.side IN (0, {UNDIRECTED})", f"r.actor_id NOT IN ({self.ids})"
            ),
            places=self._places(),
            no_place=no_place or 0,
            tolls=tuple(tolls(self.conn)),
            sources=sources,
            origins=origins,
            independent_origins=self._independent(),
            speakers=self._shares(
                "SELECT a.name, count(DISTINCT r.incident_id) FROM temp.report AS r"
                " JOIN actors AS a ON a.id = r.origin_id WHERE r.stance = 'reports' GROUP BY a.id"
            ),
            voices=self._voices(incidents),
            own_account=self._own_account(),
            disputed=disputed,
            disputed_incidents=disputed_incidents,
            latest=tuple(self._moments(f"< '{today}~'", "DESC", LATEST)),
        )

    def _row(self, query: str) -> tuple[Any, ...]:
        found: tuple[Any, ...] = self.conn.execute(query).fetchone()
        return found

    def _shares(self, query: str) -> tuple[Share, ...]:
        """The most frequent first, then by name."""
        rows = self.conn.execute(f"{query} ORDER BY 2 DESC, 1").fetchall()
        return tuple(Share(*row) for row in rows)

    def _names(self, shown: str) -> tuple[tuple[str, str], ...]:
        rows = self.conn.execute(
            "SELECT n.name, min(n.kind) FROM actor_names AS n JOIN actors AS a ON a.id = n.actor_id"
            " WHERE coalesce(a.merged_into, a.id) = ? AND n.name <> ?"
            " GROUP BY n.name ORDER BY 2, 1",
            (self.actor, shown),
        )
        return tuple((str(name), str(kind)) for name, kind in rows)

    def _related(self) -> list[Related]:
        """Relations that do not roll up, and those of sub-actors to this one are left out."""
        rows = self.conn.execute(
            "SELECT DISTINCT r.kind, b.name, 1 AS forward, r.date_words"
            "  FROM actors AS m JOIN actor_relations AS r ON r.actor_id = m.id"
            "  JOIN actors AS o ON o.id = r.other_id"
            "  JOIN actors AS b ON b.id = coalesce(o.merged_into, o.id)"
            " WHERE coalesce(m.merged_into, m.id) = :id"
            " UNION SELECT DISTINCT r.kind, b.name, 0, r.date_words"
            "  FROM actors AS m JOIN actor_relations AS r ON r.other_id = m.id"
            "  JOIN actors AS o ON o.id = r.actor_id"
            "  JOIN actors AS b ON b.id = coalesce(o.merged_into, o.id)"
            " WHERE coalesce(m.merged_into, m.id) = :id"
            "   AND r.kind NOT IN ('part-of', 'member-of')"
            " ORDER BY 3 DESC, 1, 2, 4",
            {"id": self.actor},
        )
        return [Related(kind, name, bool(forward), date) for kind, name, forward, date in rows]

    def _members(self) -> list[Member]:
        """The tree of sub-actors, each once, under the first body that has it, by name."""
        counted = dict(
            self.conn.execute(
                "SELECT u.top, count(DISTINCT p.incident_id) FROM temp.party AS p"
                " JOIN temp.up AS u ON u.actor_id = p.actor_id"
                f" WHERE p.actor_id IN ({self.ids}) GROUP BY 1"
            ).fetchall()
        )
        children: dict[int, list[tuple[str, int]]] = {}
        for parent, name, child in self.conn.execute(
            "SELECT DISTINCT coalesce(b.merged_into, b.id), c.name, c.id"
            "  FROM actor_relations AS r JOIN actors AS b ON b.id = r.other_id"
            "  JOIN actors AS m ON m.id = r.actor_id"
            "  JOIN actors AS c ON c.id = coalesce(m.merged_into, m.id)"
            f" WHERE r.kind IN ('part-of', 'member-of') AND c.id IN ({self.ids})"
            f"   AND c.kind <> 'state' AND b.id IN ({self.ids}) ORDER BY 2, 3"
        ):
            children.setdefault(parent, []).append((name, child))
        found: list[Member] = []
        seen = {self.actor}

        def descend(parent: int, level: int) -> None:
            for name, child in children.get(parent, ()):
                if child not in seen:
                    seen.add(child)
                    found.append(Member(name, level, counted.get(child, 0)))
                    descend(child, level + 1)

        descend(self.actor, 1)
        return found

    def _moments(self, condition: str, way: str, limit: int) -> list[Moment]:
        rows = self.conn.execute(
            "SELECT i.id, i.date_words, i.title FROM incidents AS i WHERE i.id IN"
            " (SELECT c.id FROM temp.chosen AS c"
            f" WHERE coalesce(c.start_earliest, c.start_latest) {condition}"
            f" ORDER BY c.sort_key {way}, c.id {way} LIMIT {limit})"
            f" ORDER BY i.sort_key {way}, i.id {way}"
        )
        return [Moment(*row) for row in rows]

    def _roles(self) -> tuple[Share, ...]:
        counted = dict(
            self.conn.execute(
                "SELECT role, count(DISTINCT incident_id) FROM temp.party"
                f" WHERE actor_id IN ({self.ids}) GROUP BY role"
            ).fetchall()
        )
        # By and against are told even when there are none: that is an answer too.
        return tuple(
            Share(role, counted.get(role, 0))
            for role in ROLES
            if counted.get(role) or role in ("by", "against")
        )

    def _met(self, ours: str, theirs: str) -> tuple[Share, ...]:
        """The actors met in those roles, each with the farthest body that it belongs to."""
        rows = self.conn.execute(
            "SELECT a.id, a.name, count(DISTINCT r.incident_id) FROM temp.chosen AS m"
            " CROSS JOIN temp.party AS r ON r.incident_id = m.id"
            f" JOIN actors AS a ON a.id = r.actor_id WHERE {ours} AND {theirs}"
            " GROUP BY a.id ORDER BY 3 DESC, 2"
        ).fetchall()
        actors = Actors(self.conn, Notices())
        bodies = {number: actors.bodies(number) for number, _, _ in rows}
        return tuple(
            Share(name, count, bodies[number][-1] if bodies[number] else None)
            for number, name, count in rows
        )

    def _places(self) -> tuple[Share, ...]:
        rows = self.conn.execute(
            "SELECT p.name, p.country, count(*) FROM temp.chosen AS c"
            " JOIN places AS q ON q.id = c.place_id"
            " JOIN places AS p ON p.id = coalesce(q.merged_into, q.id)"
            " GROUP BY p.id ORDER BY 3 DESC, 1"
        )
        return tuple(Share(placed(name, country) or name, count) for name, country, count in rows)

    def _voices(self, incidents: int) -> Voices:
        counted = dict(self.conn.execute(_VOICES).fetchall())
        return Voices(**counted, unsourced=incidents - sum(counted.values()))

    def _independent(self) -> int:
        reach: dict[int, list[int]] = {}
        for origin, top in self.conn.execute(
            "SELECT actor_id, top FROM temp.up WHERE actor_id IN"
            " (SELECT origin_id FROM temp.report WHERE stance = 'reports')"
        ):
            reach.setdefault(origin, []).append(top)
        return groups(reach)

    def _own_account(self) -> int:
        """In how many incidents its own side speaks, be it to deny."""
        (found,) = self._row(
            "SELECT count(DISTINCT incident_id) FROM temp.report"
            " WHERE origin_id IN (SELECT actor_id FROM temp.own)"
        )
        return int(found)

    def _disputed(self) -> tuple[tuple[Share, ...], int]:
        rows = self.conn.execute(
            "SELECT DISTINCT d.field, d.incident_id FROM temp.chosen AS c"
            " CROSS JOIN disputes AS d ON d.incident_id = c.id WHERE d.undecided"
        ).fetchall()
        fields: dict[str, int] = {}
        for field, _ in rows:
            fields[field] = fields.get(field, 0) + 1
        shares = [Share(field, fields[field]) for field in fields]
        shares.sort(key=lambda share: (-share.incidents, share.name))
        return tuple(shares), len({incident for _, incident in rows})
