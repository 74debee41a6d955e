"""The names that actors of a file have, and which of them a name that is typed comes near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.names import MOST_SUGGESTIONS, Near, fold, is_weak, near

if TYPE_CHECKING:
    import sqlite3


class ActorNames:
    """All names of the standing actors."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn

    def is_known(self, name: str) -> bool:
        row = self.conn.execute(
            "SELECT 1 FROM actor_names AS n JOIN actors AS a ON a.id = n.actor_id"
            " WHERE n.name_key = ? AND a.deleted_at IS NULL",
            (fold(name),),
        ).fetchone()
        return row is not None

    def close(self, name: str) -> list[Near[int]]:
        """Return what may be meant: near spellings, other scripts, longer names of a weak one."""
        known = self.all()
        close = near(name, known)
        if is_weak(name):
            key = f" {fold(name)} "
            bearers = {
                actor: Near(other, actor, "many bear it")
                for other, actor in reversed(known)
                if key in f" {fold(other)} " and key != f" {fold(other)} "
            }
            close += reversed(bearers.values())
        if not close and not (name.isascii() and all(other.isascii() for other, _ in known)):
            from tracker.store.scripts import across  # loads tables, and few look-ups come this far

            close = across(name, known)
        return close[:MOST_SUGGESTIONS]

    def all(self) -> list[tuple[str, int]]:
        return [
            (str(name), int(actor))
            for name, actor in self.conn.execute(
                "SELECT n.name, coalesce(a.merged_into, a.id)"
                " FROM actor_names AS n JOIN actors AS a ON a.id = n.actor_id"
                " WHERE a.deleted_at IS NULL AND n.kind <> 'weak'"
                " ORDER BY 2, n.kind <> 'name', n.name"
            )
        ]
