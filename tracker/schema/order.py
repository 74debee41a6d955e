"""The order of incidents as SQL: the key that sorts them, kept right by triggers alone.

The key of an incident that stands (not deleted, not merged) is `position depth precision id`, text
of fixed width, so that sorting by text gives the order. With the `before` links between standing
incidents, and a relative meaning any number of links away:

- *lower* is the latest of the earliest starts of the incident and all that come before it.
- *upper* is, for one without an earliest start, the earliest of its own latest start and what it
  must precede: the lower of the nearest dated ones after it, the latest start of undated ones on
  the way.
- *position* is lower where there is an earliest start; else the later of lower and upper, and no
  earlier than the position of undated ones before it. One that gets nothing from this stands with
  the first that it precedes, and one that has no such link comes last, at `~`.
- *depth* is the longest chain of links that leads to it at the same position.
- *precision* puts the coarser first.

The position never falls along a link, and the depth grows where the position stays, so that no
link is broken, even by dates that contradict it.
"""

from __future__ import annotations

from typing import Final

# Coarser first: the rank of a precision is its place in this list.
PRECISIONS: Final = (
    "unknown", "century", "decade", "year", "range", "month", "day", "part-of-day", "hour",
    "minute",
)  # fmt: skip
_WIDTH: Final = 12
_PRECISIONS: Final = "".join(word.ljust(_WIDTH) for word in PRECISIONS)

# What an incident's place depends on, besides its links.
_CAUSES: Final = ("start_earliest", "start_latest", "date_precision", "deleted_at", "merged_into")


def _rank(row: str) -> str:
    # A CASE would do, but SQLite reads this whenever it opens a file, and it is used four times.
    return f"instr('{_PRECISIONS}', {row}.date_precision) / {_WIDTH}"


def alone(row: str) -> str:
    """The key of an incident without links; NULL for one that is deleted or merged."""
    return (
        f"CASE WHEN {row}.deleted_at IS NULL AND {row}.merged_into IS NULL THEN"
        f" coalesce({row}.start_earliest, {row}.start_latest, '~')"
        f" || printf(' 00000 %d %010d', {_rank(row)}, {row}.id) END"
    )


def key_alone(number: int, earliest: str | None, latest: str | None, precision: str) -> str:
    """The same key in Python, for an import that writes many incidents without links at once.

    >>> key_alone(4, "2023-07-07T00:00:00", "2023-07-07T23:59:59", "day")
    '2023-07-07T00:00:00 00000 6 0000000004'
    """
    position = earliest or latest or "~"
    return f"{position} 00000 {PRECISIONS.index(precision)} {number:010d}"


def linked(row: str) -> str:
    """Whether an incident has a `before` link in either direction."""
    return (
        f"(EXISTS (SELECT 1 FROM incident_links WHERE from_incident_id = {row}.id"
        f" AND kind = 'before') OR EXISTS (SELECT 1 FROM incident_links"
        f" WHERE to_incident_id = {row}.id AND kind = 'before'))"
    )


def placed(region: str) -> str:
    """A SELECT of (id, key) for all incidents of a region, which must be closed under links.

    `region` is the body of a recursive table of one column `id`. Each step below walks the links
    of the file and stops where nothing more can follow, so that it costs about the region's size.
    """
    return f"""WITH RECURSIVE
  region (id) AS ({region}),
  standing (id, earliest, latest, rank) AS MATERIALIZED (
    SELECT i.id, i.start_earliest, i.start_latest, {_rank("i")}
    FROM region AS r CROSS JOIN incidents AS i ON i.id = r.id
    WHERE i.deleted_at IS NULL AND i.merged_into IS NULL),
  pushed (id, at) AS (
    SELECT id, earliest FROM standing WHERE earliest IS NOT NULL
    UNION
    SELECT i.id, p.at FROM pushed AS p
    CROSS JOIN incident_links AS l ON l.from_incident_id = p.id AND l.kind = 'before'
    CROSS JOIN incidents AS i ON i.id = l.to_incident_id
    WHERE i.deleted_at IS NULL AND i.merged_into IS NULL
      AND p.at > coalesce(i.start_earliest, '')),
  lower (id, at) AS MATERIALIZED (SELECT id, max(at) FROM pushed GROUP BY id),
  pulled (id, at) AS (
    SELECT s.id, iif(s.earliest IS NULL, s.latest, b.at)
    FROM standing AS s LEFT JOIN lower AS b ON b.id = s.id
    WHERE s.earliest IS NOT NULL OR s.latest IS NOT NULL
    UNION
    SELECT i.id, p.at FROM pulled AS p
    CROSS JOIN incident_links AS l ON l.to_incident_id = p.id AND l.kind = 'before'
    CROSS JOIN incidents AS i ON i.id = l.from_incident_id
    WHERE i.deleted_at IS NULL AND i.merged_into IS NULL
      AND i.start_earliest IS NULL AND p.at < coalesce(i.start_latest, '~')),
  upper (id, at) AS MATERIALIZED (SELECT id, min(at) FROM pulled GROUP BY id),
  own (id, at) AS MATERIALIZED (
    SELECT s.id, coalesce(max(b.at, u.at), b.at, u.at, '')
    FROM standing AS s LEFT JOIN lower AS b ON b.id = s.id LEFT JOIN upper AS u ON u.id = s.id
    WHERE s.earliest IS NULL),
  carried (id, at) AS (
    SELECT id, at FROM own
    UNION
    SELECT o.id, c.at FROM carried AS c
    CROSS JOIN incident_links AS l ON l.from_incident_id = c.id AND l.kind = 'before'
    CROSS JOIN own AS o ON o.id = l.to_incident_id AND c.at > o.at),
  settled (id, at) AS MATERIALIZED (
    SELECT s.id, b.at FROM standing AS s JOIN lower AS b ON b.id = s.id
    WHERE s.earliest IS NOT NULL
    UNION ALL
    SELECT id, max(at) FROM carried GROUP BY id HAVING max(at) > ''),
  lent (id, at) AS (
    SELECT id, at FROM settled
    UNION
    SELECT i.id, p.at FROM lent AS p
    CROSS JOIN incident_links AS l ON l.to_incident_id = p.id AND l.kind = 'before'
    CROSS JOIN incidents AS i ON i.id = l.from_incident_id
    WHERE i.deleted_at IS NULL AND i.merged_into IS NULL
      AND i.start_earliest IS NULL AND i.start_latest IS NULL),
  first_lent (id, at) AS MATERIALIZED (SELECT id, min(at) FROM lent GROUP BY id),
  position (id, at) AS MATERIALIZED (
    SELECT s.id, coalesce(t.at, f.at, '~') FROM standing AS s
    LEFT JOIN settled AS t ON t.id = s.id LEFT JOIN first_lent AS f ON f.id = s.id),
  step (a, b) AS MATERIALIZED (
    SELECT p.id, q.id FROM position AS p
    CROSS JOIN incident_links AS l ON l.from_incident_id = p.id AND l.kind = 'before'
    CROSS JOIN position AS q ON q.id = l.to_incident_id AND q.at = p.at),
  chain (id, depth) AS (
    SELECT id, 0 FROM position WHERE id NOT IN (SELECT b FROM step)
    UNION
    SELECT s.b, c.depth + 1 FROM chain AS c CROSS JOIN step AS s ON s.a = c.id
    WHERE c.depth < (SELECT count(*) FROM standing)),
  depth (id, depth) AS MATERIALIZED (SELECT id, max(depth) FROM chain GROUP BY id)
SELECT r.id AS id, p.at || printf(' %05d %d %010d', d.depth, s.rank, r.id) AS key
FROM region AS r LEFT JOIN standing AS s ON s.id = r.id
LEFT JOIN position AS p ON p.id = r.id LEFT JOIN depth AS d ON d.id = r.id"""


# What is linked, directly or not, to the incident asked for; one that does not stand is passed
# through only if it is the one asked for, so that what it tied together is placed without it.
_NEIGHBOURS: Final = """SELECT NEW.placing
    UNION
    SELECT l.to_incident_id FROM region AS r CROSS JOIN incidents AS i ON i.id = r.id
    CROSS JOIN incident_links AS l ON l.from_incident_id = r.id AND l.kind = 'before'
    WHERE i.id = NEW.placing OR i.deleted_at IS NULL AND i.merged_into IS NULL
    UNION
    SELECT l.from_incident_id FROM region AS r CROSS JOIN incidents AS i ON i.id = r.id
    CROSS JOIN incident_links AS l ON l.to_incident_id = r.id AND l.kind = 'before'
    WHERE i.id = NEW.placing OR i.deleted_at IS NULL AND i.merged_into IS NULL"""

_EVERY_LINKED: Final = """SELECT from_incident_id FROM incident_links WHERE kind = 'before'
    UNION SELECT to_incident_id FROM incident_links WHERE kind = 'before'"""

MISPLACED: Final = f"""
SELECT i.id FROM incidents AS i WHERE i.sort_key IS NOT {alone("i")} AND NOT {linked("i")}
UNION ALL
SELECT i.id FROM ({placed(_EVERY_LINKED)}) AS p JOIN incidents AS i ON i.id = p.id
WHERE i.sort_key IS NOT p.key
ORDER BY 1
"""
"""Lists the incidents whose key is not what it should be: only a foreign hand can cause that.
`UPDATE log_writer SET placing = ID` places one anew, with all that is linked to it."""

CONTRADICTIONS: Final = """
WITH RECURSIVE
  pushed (id, at) AS (
    SELECT i.id, i.start_earliest FROM incidents AS i
    WHERE i.id IN (SELECT from_incident_id FROM incident_links WHERE kind = 'before')
      AND i.start_earliest IS NOT NULL AND i.deleted_at IS NULL AND i.merged_into IS NULL
    UNION
    SELECT i.id, p.at FROM pushed AS p
    CROSS JOIN incident_links AS l ON l.from_incident_id = p.id AND l.kind = 'before'
    CROSS JOIN incidents AS i ON i.id = l.to_incident_id
    WHERE i.deleted_at IS NULL AND i.merged_into IS NULL
      AND p.at > coalesce(i.start_earliest, ''))
SELECT DISTINCT l.from_incident_id, l.to_incident_id FROM pushed AS p
CROSS JOIN incident_links AS l ON l.from_incident_id = p.id AND l.kind = 'before'
CROSS JOIN incidents AS i ON i.id = l.to_incident_id
WHERE i.deleted_at IS NULL AND i.merged_into IS NULL AND p.at > i.start_latest
ORDER BY 1, 2
"""
"""Lists the `before` links, as pairs of incidents, that the dates prove wrong: given all that came
before it, the first cannot have started until after the second had certainly started."""


def triggers() -> list[str]:
    """The statements that keep `incidents.sort_key` and `incident_actors.sort_key` right.

    Everything that needs the links asks by `UPDATE log_writer SET placing = ID`; one trigger there
    does the work. It is not on `incidents`, because SQLite compiles every trigger that a statement
    might reach, and this one would cost each plain insert some milliseconds.
    """
    return [*_of_incidents(), *_of_links(), *_of_actors()]


def _of_incidents() -> list[str]:
    causes = ", ".join(_CAUSES)
    old, new = (", ".join(f"{row}.{column}" for column in _CAUSES) for row in ("OLD", "NEW"))
    return [
        f"""CREATE TRIGGER incidents_place_insert AFTER INSERT ON incidents
WHEN NEW.sort_key IS NOT {alone("NEW")}
BEGIN
  UPDATE incidents SET sort_key = {alone("NEW")} WHERE id = NEW.id;
END""",
        f"""CREATE TRIGGER incidents_place_update AFTER UPDATE OF {causes} ON incidents
WHEN ({new}) IS NOT ({old})
BEGIN
  UPDATE incidents SET sort_key = {alone("NEW")} WHERE id = NEW.id AND NOT {linked("NEW")};
  UPDATE log_writer SET placing = NEW.id WHERE {linked("NEW")};
END""",
        # With foreign keys off, as in the stock shell, nothing else would remove the links.
        """CREATE TRIGGER incidents_place_delete AFTER DELETE ON incidents
BEGIN
  DELETE FROM incident_links WHERE from_incident_id = OLD.id;
  DELETE FROM incident_links WHERE to_incident_id = OLD.id;
END""",
        f"""CREATE TRIGGER log_writer_place AFTER UPDATE OF placing ON log_writer
WHEN NEW.placing IS NOT NULL
BEGIN
  UPDATE incidents SET sort_key = placed.key FROM (
{placed(_NEIGHBOURS)}
  ) AS placed WHERE incidents.id = placed.id AND incidents.sort_key IS NOT placed.key;
END""",
    ]


def _of_links() -> list[str]:
    return [
        """CREATE TRIGGER incident_links_ends BEFORE INSERT ON incident_links
WHEN NOT EXISTS (SELECT 1 FROM incidents WHERE id = NEW.from_incident_id)
  OR NOT EXISTS (SELECT 1 FROM incidents WHERE id = NEW.to_incident_id)
BEGIN
  SELECT RAISE(ABORT, 'there is no such incident to link');
END""",
        f"""CREATE TRIGGER incident_links_place_insert AFTER INSERT ON incident_links
WHEN NEW.kind = 'before' AND {_may_matter("NEW")}
BEGIN
  UPDATE log_writer SET placing = NEW.from_incident_id;
END""",
        f"""CREATE TRIGGER incident_links_place_delete AFTER DELETE ON incident_links
WHEN OLD.kind = 'before' AND {_may_matter("OLD")}
BEGIN
  UPDATE log_writer SET placing = OLD.from_incident_id;
  UPDATE log_writer SET placing = OLD.to_incident_id;
END""",
        """CREATE TRIGGER incident_links_place_update
AFTER UPDATE OF from_incident_id, to_incident_id, kind ON incident_links
WHEN OLD.kind = 'before' OR NEW.kind = 'before'
BEGIN
  UPDATE log_writer SET placing = OLD.from_incident_id;
  UPDATE log_writer SET placing = OLD.to_incident_id;
  UPDATE log_writer SET placing = NEW.from_incident_id;
END""",
    ]


def _may_matter(link: str) -> str:
    # A link from one dated incident to another that is later anyway moves nothing.
    return (
        "NOT EXISTS (SELECT 1 FROM incidents AS a, incidents AS b"
        f" WHERE a.id = {link}.from_incident_id AND b.id = {link}.to_incident_id"
        " AND a.start_earliest IS NOT NULL AND b.start_earliest IS NOT NULL"
        " AND substr(a.sort_key, 1, 19) < substr(b.sort_key, 1, 19))"
    )


def _of_actors() -> list[str]:
    key = "(SELECT sort_key FROM incidents WHERE id = NEW.incident_id)"
    own = "incident_id = NEW.incident_id AND actor_id = NEW.actor_id AND role = NEW.role"
    return [
        """CREATE TRIGGER incidents_place_actors AFTER UPDATE OF sort_key ON incidents
WHEN NEW.sort_key IS NOT OLD.sort_key
BEGIN
  UPDATE incident_actors SET sort_key = NEW.sort_key
  WHERE incident_id = NEW.id AND sort_key IS NOT NEW.sort_key;
END""",
        f"""CREATE TRIGGER incident_actors_place_insert AFTER INSERT ON incident_actors
WHEN NEW.sort_key IS NOT {key}
BEGIN
  UPDATE incident_actors SET sort_key = {key} WHERE {own};
END""",
        f"""CREATE TRIGGER incident_actors_place_update
AFTER UPDATE OF incident_id, sort_key ON incident_actors
WHEN NEW.sort_key IS NOT {key}
BEGIN
  UPDATE incident_actors SET sort_key = {key} WHERE {own};
END""",
    ]
