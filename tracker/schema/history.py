"""The triggers that log every change, made from the columns of a table, and keep the log whole.

A change is logged under the transaction that `log_writer` names. Where it names none, another
program is writing: the change is handed in under transaction 0, and a trigger opens an outside
transaction for it, one for all that happens at the same instant (SQLite's clock stands still during
a statement). `log_changes.row_id` is the integer id as it was before the change, else a JSON array
of the primary key. An insert has no image, a delete has the whole row in `before`, an update the
changed columns in both. Columns that triggers derive again by themselves are left out.

SQLite reads all this text whenever it opens a file, so it is kept short: the trigger of a table
hands in the row before and after as operation `compare`, and one trigger on the log leaves of them
what changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

CONTENT: Final = (
    "incident_types", "incident_type_names", "actors", "actor_names", "places", "place_names",
    "place_relations", "sources", "incidents", "incident_counts", "incident_actors", "citations",
    "claims", "decisions", "incident_links", "actor_relations", "incident_tags", "attributes",
    "external_ids", "meta",
)  # fmt: skip
"""The tables whose rows are what analysts write, parents before children."""

DERIVED: Final = frozenset({"sort_key", "updated_at"})


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the triggers need it: (column, type) pairs, primary key, other unique columns."""

    name: str
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    unique: tuple[tuple[str, ...], ...] = ()

    @property
    def numbered(self) -> bool:
        """Whether a row is known by its integer id."""
        return self.key == ("id",)

    @property
    def logged(self) -> tuple[tuple[str, str], ...]:
        """The columns whose changes are logged."""
        return tuple(column for column in self.columns if column[0] not in DERIVED)


def described(conn: sqlite3.Connection, name: str) -> Table:
    """A table of the file as it stands."""
    info = conn.execute(
        "SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid", (name,)
    ).fetchall()
    unique = conn.execute(
        "SELECT name FROM pragma_index_list(?) WHERE origin = 'u' ORDER BY name", (name,)
    ).fetchall()
    return Table(
        name,
        tuple((str(column), str(kind)) for column, kind, _ in info),
        tuple(str(row[0]) for row in sorted(info, key=lambda row: row[2]) if row[2]),
        tuple(
            tuple(
                str(column)
                for (column,) in conn.execute(
                    "SELECT name FROM pragma_index_info(?) ORDER BY seqno", (index,)
                )
            )
            for (index,) in unique
        ),
    )


def log_triggers(table: Table) -> list[str]:
    """The triggers that log inserts, updates and deletes of one table."""
    columns = ", ".join(name for name, _ in table.logged)
    name = table.name
    return [
        f"""CREATE TRIGGER {name}_log_insert AFTER INSERT ON {name}
BEGIN
  INSERT INTO log_changes (tx, table_name, row_id, operation)
  SELECT coalesce(w.tx, 0), '{name}', {_row_id(table, "NEW")}, 'insert'
  FROM log_writer AS w WHERE w.bulk = 0;
END""",
        f"""CREATE TRIGGER {name}_log_update AFTER UPDATE OF {columns} ON {name}
BEGIN
  INSERT INTO log_changes (tx, table_name, row_id, operation, before, after)
  SELECT coalesce(w.tx, 0), '{name}', {_row_id(table, "OLD")}, 'compare',
    {_image(table, "OLD")},
    {_image(table, "NEW")}
  FROM log_writer AS w WHERE w.bulk = 0;
END""",
        f"""CREATE TRIGGER {name}_log_delete AFTER DELETE ON {name}
BEGIN
  INSERT INTO log_changes (tx, table_name, row_id, operation, before)
  SELECT coalesce(w.tx, 0), '{name}', {_row_id(table, "OLD")}, 'delete',
    {_image(table, "OLD")}
  FROM log_writer AS w WHERE w.bulk = 0;
END""",
    ]


def log_guards() -> list[str]:
    """The triggers of the log itself: it grows, and only under the transaction that is open."""
    now = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
    newest = "(SELECT max(id) FROM log_transactions)"
    return [
        f"""CREATE TRIGGER log_changes_outside BEFORE INSERT ON log_changes
WHEN NEW.tx = 0 AND NEW.operation <> 'compare'
BEGIN
  INSERT INTO log_transactions (at, command)
  SELECT {now}, 'outside' WHERE NOT EXISTS (SELECT 1 FROM log_transactions
    WHERE id = {newest} AND command = 'outside' AND at = {now});
  INSERT INTO log_changes (tx, table_name, row_id, operation, before, after)
  VALUES ({newest}, NEW.table_name, NEW.row_id, NEW.operation, NEW.before, NEW.after);
  SELECT RAISE(IGNORE);
END""",
        """CREATE TRIGGER log_changes_compare BEFORE INSERT ON log_changes
WHEN NEW.operation = 'compare'
BEGIN
  INSERT INTO log_changes (tx, table_name, row_id, operation, before, after)
  SELECT NEW.tx, NEW.table_name, NEW.row_id, 'update',
    json_patch(NEW.before, c.same), json_patch(NEW.after, c.same)
  FROM (SELECT json_group_object(key, NULL) AS same FROM json_each(NEW.before)
    WHERE atom IS json_extract(NEW.after, '$.' || key)) AS c
  WHERE json_patch(NEW.after, c.same) <> '{}';
  SELECT RAISE(IGNORE);
END""",
        refusal("log_changes_keep_insert",
                "INSERT ON log_changes WHEN NEW.tx <> 0 AND (NEW.tx IS NOT coalesce("
                f"(SELECT tx FROM log_writer), {newest})"
                " OR EXISTS (SELECT 1 FROM log_changes WHERE id = NEW.id))",
                "the history only grows, under the transaction that is open"),
        refusal("log_changes_keep_update", "UPDATE ON log_changes", "the history is not changed"),
        refusal("log_changes_keep_delete", "DELETE ON log_changes", "the history is not changed"),
        refusal("log_transactions_keep_insert", "INSERT ON log_transactions"
                " WHEN EXISTS (SELECT 1 FROM log_transactions WHERE id = NEW.id)",
                "the history is not changed"),
        # The digest is set once, by the transaction itself and before it closes.
        refusal("log_transactions_keep_update", "UPDATE ON log_transactions WHEN"
                " OLD.digest IS NOT NULL OR OLD.id IS NOT (SELECT tx FROM log_writer)"
                " OR (NEW.id, NEW.at, NEW.analyst, NEW.command, NEW.reason, NEW.undoes)"
                " IS NOT (OLD.id, OLD.at, OLD.analyst, OLD.command, OLD.reason, OLD.undoes)",
                "the history is not changed"),
        refusal("log_transactions_keep_delete", "DELETE ON log_transactions",
                "the history is not changed"),
        refusal("log_writer_keep_insert", "INSERT ON log_writer",
                "log_writer has one row"),
        refusal("log_writer_keep_delete", "DELETE ON log_writer",
                "log_writer has one row"),
        refusal("log_writer_keep_update", "UPDATE OF tx ON log_writer WHEN NEW.tx IS NOT NULL"
                " AND NOT EXISTS (SELECT 1 FROM log_transactions WHERE id = NEW.tx"
                f" AND id = {newest} AND digest IS NULL AND command <> 'outside')",
                "only the newest transaction can write, while it is open"),
        *(refusal(f"{table}_keep_{event.lower()}", f"{event} ON {table}",
                  f"{table} is part of the schema")
          for table in ("vocabulary", "data_dictionary")
          for event in ("INSERT", "UPDATE", "DELETE")),
    ]  # fmt: skip


def refusal(name: str, event: str, message: str) -> str:
    """A trigger that refuses what `event` says, with a message."""
    return f"CREATE TRIGGER {name} BEFORE {event}\nBEGIN\n  SELECT RAISE(ABORT, '{message}');\nEND"


def _row_id(table: Table, row: str) -> str:
    if table.numbered:
        return f"{row}.id"
    return f"json_array({', '.join(f'{row}.{part}' for part in table.key)})"


def _image(table: Table, row: str) -> str:
    parts = (f"'{name}', {_json(row, name, kind)}" for name, kind in table.logged)
    return f"json_object({', '.join(parts)})"


def _json(row: str, name: str, kind: str) -> str:
    if kind == "REAL":  # left to itself, json_object rounds to 15 digits
        return f"json(iif({row}.{name} IS NULL, 'null', printf('%!.17g', {row}.{name})))"
    return f"{row}.{name}"
