"""What a file holds, told by names instead of numbers, so that two files can be compared."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_APART = frozenset({
    "id", "uid", "created_at", "updated_at", "sort_key", "accessed_at", "deleted_at", "merged_into",
    "retracted_at",
})  # fmt: skip
_TABLES = (
    "incident_types", "incident_type_names", "actors", "actor_names", "places", "place_names",
    "place_relations", "sources", "incidents", "incident_counts", "incident_actors", "citations",
    "claims", "decisions", "incident_links", "actor_relations", "incident_tags", "attributes",
    "meta",
)  # fmt: skip


def _of(table: str, shown: str = "name") -> str:
    """A query of what a row is called; one that was merged, as the one it was merged into."""
    return (
        f"SELECT a.{shown} FROM {table} AS a JOIN {table} AS b"
        " ON a.id = coalesce(b.merged_into, b.id) WHERE b.id = ?"
    )


_NAMED = {
    "actor_id": _of("actors"),
    "other_id": _of("{other}"),
    "origin_id": _of("actors"),
    "place_id": _of("places"),
    "source_id": "SELECT key FROM sources WHERE id = ?",
    "incident_id": "SELECT title || ' ' || date_text FROM incidents WHERE id = ?",
    "from_incident_id": "SELECT title || ' ' || date_text FROM incidents WHERE id = ?",
    "to_incident_id": "SELECT title || ' ' || date_text FROM incidents WHERE id = ?",
    "citation_id": "SELECT s.key || ' ' || coalesce(o.name, '-') || ' ' || coalesce(c.agency, '-')"
    " || ' ' || coalesce(c.pinpoint, '-') FROM citations AS c JOIN sources AS s"
    " ON s.id = c.source_id LEFT JOIN actors AS o"
    " ON o.id = (SELECT coalesce(merged_into, id) FROM actors WHERE id = c.origin_id)"
    " WHERE c.id = ? AND c.deleted_at IS NULL",
}
_STANDING = {
    "claims": "citation_id IN (SELECT id FROM citations WHERE deleted_at IS NULL)",
    "decisions": "deleted_at IS NULL",
}
_OF_STANDING = (
    "incident_id IN (SELECT id FROM incidents WHERE deleted_at IS NULL AND merged_into IS NULL)"
)
_MERGED = """
SELECT s.key, o.key, iif(o.url_key IS s.url_key, NULL, o.url), o.publisher, o.title,
       o.published_edtf FROM sources AS o JOIN sources AS s ON s.id = o.merged_into
 WHERE o.deleted_at IS NULL ORDER BY 1, 2
"""


def told(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return what stands in each table, sorted; uids, numbers, clock times and the log apart."""
    with closing(sqlite3.connect(path)) as conn:
        held = {table: _rows(conn, table) for table in _TABLES}
        return {**held, "sources merged": conn.execute(_MERGED).fetchall()}


def _rows(conn: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    columns = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
    where = [_STANDING[table]] if table in _STANDING else []
    where += ["deleted_at IS NULL"] if "deleted_at" in columns else []
    where += ["merged_into IS NULL"] if "merged_into" in columns else []
    where += [_OF_STANDING] if "incident_id" in columns else []
    if table == "incident_links":
        where += [
            f"{end}_incident_id IN (SELECT id FROM incidents WHERE deleted_at IS NULL"
            " AND merged_into IS NULL)"
            for end in ("from", "to")
        ]
    shown = columns
    if table == "decisions":
        # A decision for an account that was removed since is the analyst's own by now.
        stands = (
            "EXISTS (SELECT 1 FROM claims AS l JOIN citations AS c ON c.id = l.citation_id"
            " WHERE c.id = decisions.citation_id AND l.field = decisions.field"
            " AND l.stance IN ('asserts', 'none-reported')"
            " AND c.deleted_at IS NULL AND l.deleted_at IS NULL)"
        )
        shown = [f"iif({stands}, citation_id, NULL)" if c == "citation_id" else c for c in columns]
        shown[columns.index("kind")] = f"iif(kind = 'claim' AND NOT {stands}, 'value', kind)"
    if table == "claims":
        # An actor that was merged since is called by another name now.
        named = "iif(family IN ('actor', 'place'), NULL, {0})"
        shown = [named.format(c) if c in ("value", "value_key") else c for c in columns]
    if table in ("actor_names", "place_names"):
        one = table.removesuffix("_names")
        merged = f"(SELECT merged_into FROM {one}s WHERE id = {one}_id) IS NOT NULL"
        shown = [f"iif({merged} AND kind = 'name', 'alias', kind)" if c == "kind" else c
                 for c in columns]  # fmt: skip
    query = f"SELECT DISTINCT {', '.join(shown)} FROM {table}" + (
        f" WHERE {' AND '.join(where)}" if where else ""
    )
    other = "places" if table.startswith("place") else "actors"
    found = [
        tuple(
            _shown(conn, name, value, other)
            for name, value in zip(columns, row, strict=True)
            if name not in _APART
        )
        for row in conn.execute(query).fetchall()
    ]
    found = sorted(set(found), key=repr)
    return _once(found) if table == "actor_relations" else found


def _once(relations: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return each relation once a date; of two who were merged, one may not know since when."""
    told: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for row in relations:
        actor, other, kind, _, edtf, *_ = row
        told.setdefault((actor, other, kind, edtf), row)
    dated = {key[:3] for key in told if key[3] is not None}
    return [row for key, row in told.items() if key[3] is not None or key[:3] not in dated]


def _shown(conn: sqlite3.Connection, name: str, value: object, other: str) -> object:
    if name in _NAMED and value is not None:
        row = conn.execute(_NAMED[name].format(other=other), (value,)).fetchone()
        return row[0] if row is not None else None
    return value
