"""The names that actors of a file have, and which of them a name that is typed comes near."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.names import MOST_SUGGESTIONS, Near, fold, is_weak
from tracker.store.known_names import KnownNames, Name

if TYPE_CHECKING:
    import sqlite3

_NAMES: Final = (
    "SELECT coalesce(a.merged_into, a.id), n.kind <> 'name', n.name"
    " FROM actor_names AS n JOIN actors AS a ON a.id = n.actor_id"
    " WHERE a.deleted_at IS NULL AND n.kind <> 'weak'"
)


class ActorNames(KnownNames):
    """All names of the standing actors."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        super().__init__(conn, _NAMES)
        self._ascii: bool | None = None
        self._sounding: dict[bool, dict[str, list[Name]]] = {}

    def forget(self) -> None:
        """Read them anew when they are asked for."""
        super().forget()
        self._ascii = None
        self._sounding.clear()

    def is_known(self, name: str) -> bool:
        row = self.conn.execute(
            "SELECT 1 FROM actor_names AS n JOIN actors AS a ON a.id = n.actor_id"
            " WHERE n.name_key = ? AND a.deleted_at IS NULL",
            (fold(name),),
        ).fetchone()
        return row is not None

    def close(self, name: str) -> list[Near[int]]:
        """Return what may be meant: near spellings, other scripts, longer names of a weak one."""
        close = self.near(name)
        if is_weak(name):
            known = self.all()
            key = f" {fold(name)} "
            bearers = {
                actor: Near(other, actor, "many bear it")
                for other, actor in reversed(known)
                if key in f" {fold(other)} " and key != f" {fold(other)} "
            }
            close += reversed(bearers.values())
        if not close and not (name.isascii() and self._all_ascii()):
            close = self._across(name)
        return close[:MOST_SUGGESTIONS]

    def _all_ascii(self) -> bool:
        if self._ascii is None:
            self._ascii = all(one.name.isascii() for one in self._ordered())
        return self._ascii

    def _across(self, name: str) -> list[Near[int]]:
        """Return the same name in another script, sought among those with its consonants."""
        # It loads tables, and few look-ups come this far.
        from tracker.store.scripts import across, consonants, is_foreign

        foreign = is_foreign(name)
        sounding = self._sounding.get(foreign)
        if sounding is None:
            sounding = self._sounding[foreign] = {}
            for one in self._ordered():
                if foreign or is_foreign(one.name):
                    sounding.setdefault(consonants(one.name), []).append(one)
        found = sorted(sounding.get(consonants(name), ()))
        return across(name, [(one.name, one.number) for one in found])

    def _take(self, one: Name) -> None:
        super()._take(one)
        self._ascii = self._ascii and one.name.isascii()
        if self._sounding:
            from tracker.store.scripts import consonants, is_foreign

            for foreign, sounding in self._sounding.items():
                if foreign or is_foreign(one.name):
                    sounding.setdefault(consonants(one.name), []).append(one)
