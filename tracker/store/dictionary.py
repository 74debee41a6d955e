"""What every view, table and column means, as the file itself says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.report.rows import Rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from tracker.schema.worked import Worked

COLUMNS = ("table", "kind", "column", "meaning", "unit", "example")
# Views first: they are the contract. A row without a column is about the whole table.
_DESCRIBED = """
SELECT d.table_name, s.type, nullif(d.column_name, ''), d.meaning, d.unit, d.example
  FROM data_dictionary AS d JOIN sqlite_schema AS s ON s.name = d.table_name
  LEFT JOIN pragma_table_info(d.table_name) AS c ON c.name = d.column_name
 ORDER BY s.type = 'table', d.table_name = 'timeline' DESC, d.table_name, d.column_name <> '', c.cid
"""


def described(conn: sqlite3.Connection) -> Rows:
    """Return a row for each view and table, followed by a row for each of its columns."""
    rows = tuple(tuple(row) for row in conn.execute(_DESCRIBED))
    return Rows(COLUMNS, rows)


def metadata(conn: sqlite3.Connection, name: str, queries: Iterable[Worked]) -> dict[str, Any]:
    """Return what Datasette shows beside the file called `name`: descriptions and queries."""
    title = conn.execute("SELECT value FROM meta WHERE key = 'title'").fetchone()
    tables: dict[str, dict[str, Any]] = {}
    for table, kind, column, meaning, unit, _ in described(conn).rows:
        about = tables.setdefault(str(table), {"description": "", "columns": {}})
        if column is None:
            about["description"] = meaning
            about["hidden"] = kind == "table"
        else:
            about["columns"][column] = f"{meaning} ({unit})" if unit else meaning
    return {
        "title": str(title[0]) if title is not None else name,
        "description": "Dated incidents, and who says so.",
        "databases": {
            name: {
                "tables": tables,
                "queries": {one.name: {"title": one.title, "sql": one.sql} for one in queries},
            }
        },
    }
