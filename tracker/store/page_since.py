"""What the analyst has changed in the record since a page wrote it; a page never puts it back.

The log tells, as far as the transaction that reads. What an undo took back never was, an undo and a
redo are no changes of their own, and what a reading of a page wrote is not the analyst's.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tracker.store.history import image, undone_by

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

_CHANGES = """
SELECT g.tx, t.command, g.operation, g.before FROM log_changes AS g
  JOIN log_transactions AS t ON t.id = g.tx
 WHERE g.table_name = ? AND g.row_id = ? AND g.operation <> 'insert' AND t.undoes IS NULL
   AND t.id IS NOT (SELECT tx FROM log_writer)
 ORDER BY g.id DESC
"""
_WRITTEN = """
SELECT g.id, g.table_name, g.row_id, g.operation, g.after FROM log_changes AS g
 WHERE g.tx = (SELECT tx FROM log_writer) AND g.id > ? ORDER BY g.id
"""


class Since:
    """Asks the log of one file, within the transaction in which a page is read."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self._undone: dict[int, int] | None = None

    def changed(self, table: str, row_id: object) -> dict[str, Any]:
        """Return the columns of a row that the analyst changed last, with what they held before.

        Of a row that was deleted, all of them.
        """
        before: dict[str, Any] = {}
        by_page: set[str] = set()
        for command, _, held in self._changes(table, row_id):
            if command == "read":
                by_page.update(held)
            else:
                # The first of several changes in a row is the one that began from the page.
                before.update({name: held[name] for name in held if name not in by_page})
        return before

    def corrected(self, table: str, row_id: object, wanted: Mapping[str, object]) -> bool:
        """Tell whether `wanted`, column by column, is what the analyst has replaced since."""
        before = self.changed(table, row_id)
        mine = [name for name in wanted if name in before]
        return bool(mine) and all(before[name] == wanted[name] for name in mine)

    def added(self, table: str, row_id: object) -> bool:
        """Tell whether a row that stands was added by the analyst, or put back."""
        row = self.conn.execute(
            "SELECT t.command FROM log_changes AS g JOIN log_transactions AS t ON t.id = g.tx"
            " WHERE g.table_name = ? AND g.row_id = ? AND g.operation = 'insert'"
            " ORDER BY g.id DESC LIMIT 1",
            (table, row_id),
        ).fetchone()
        return row is not None and row[0] != "read"

    def removed(self, table: str, row_id: object) -> bool:
        """Tell whether the last change of a row that is gone was the analyst's taking it away."""
        for command, operation, _ in self._changes(table, row_id):
            return command != "read" and operation == "delete"
        return False

    def replaced(self, table: str, row_id: object) -> bool:
        """Tell whether the last change of a row that stands was the analyst's."""
        for command, _, _ in self._changes(table, row_id):
            return command != "read"
        return False

    def deleted(self, table: str, holding: Mapping[str, object]) -> bool:
        """Tell whether the analyst deleted a row of these values; for rows known by a number."""
        for tx, before in self.conn.execute(
            "SELECT g.tx, g.before FROM log_changes AS g JOIN log_transactions AS t ON t.id = g.tx"
            " WHERE g.table_name = ? AND g.operation = 'delete' AND t.undoes IS NULL"
            " AND t.command <> 'read'",
            (table,),
        ):
            held = image(before)
            if not self._is_undone(tx) and all(held.get(k) == v for k, v in holding.items()):
                return True
        return False

    def keeps(self, change: Callable[[], object]) -> bool:
        """Carry out a change unless it would put back what the analyst has changed since.

        Returns whether it was left undone. What it raises is raised.
        """
        (last,) = self.conn.execute("SELECT max(id) FROM log_changes").fetchone()
        self.conn.execute("SAVEPOINT since")
        try:
            change()
            kept = self._puts_back(last or 0)
        except BaseException:
            self.conn.execute("ROLLBACK TO since")
            self.conn.execute("RELEASE since")
            raise
        if kept:
            self.conn.execute("ROLLBACK TO since")
        self.conn.execute("RELEASE since")
        return kept

    def _puts_back(self, last: int) -> bool:
        for _, table, row_id, operation, after in self.conn.execute(_WRITTEN, (last,)).fetchall():
            if operation == "update" and self.corrected(table, row_id, image(after)):
                return True
            if operation == "insert" and table == "actor_relations":
                row = self.conn.execute(
                    "SELECT actor_id, other_id, kind FROM actor_relations WHERE id = ?", (row_id,)
                ).fetchone()
                if self.deleted(
                    table, dict(zip(("actor_id", "other_id", "kind"), row, strict=True))
                ):
                    return True
            elif operation == "insert" and self.removed(table, row_id):
                return True
        return False

    def _changes(self, table: str, row_id: object) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Yield command, operation and the columns before, the latest change first."""
        for tx, command, operation, before in self.conn.execute(_CHANGES, (table, row_id)):
            if not self._is_undone(tx):
                yield command, operation, image(before)

    def _is_undone(self, tx: int) -> bool:
        if self._undone is None:
            self._undone = undone_by(self.conn)
        return tx in self._undone


def log_key(*key: object) -> str:
    """Return the key of a row of several columns as the log writes it."""
    return json.dumps(key, separators=(",", ":"), ensure_ascii=False)
