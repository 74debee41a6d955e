"""Actors: found by any of their names, made when nothing near them is known, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker import countries
from tracker.errors import NotFoundError, TrackerError, quoted
from tracker.names import Near, fold, is_no_name, is_weak, near
from tracker.store.actor_names import ActorNames
from tracker.store.bodies import climb
from tracker.store.circles import refusing_a_circle
from tracker.store.uids import looks_like_uid, new_uid
from tracker.texts import one_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from tracker.dates import Date
    from tracker.store.notices import Notices

UNNAMED_WORDS: Final = ("unnamed ", "anonymous ", "unidentified ", "unknown ")
RELATIONS: Final = (
    "part-of", "member-of", "commands", "backed-by", "allied-with", "successor-of", "operates",
    "distinct-from",
)  # fmt: skip


class SeveralError(TrackerError):
    """A name that names several actors, each of whom is one by itself."""

    def __init__(self, name: str, parts: list[str]) -> None:
        super().__init__(
            f"'{name}' is more than one actor", f"name each by itself: {', then '.join(parts)}"
        )
        self.parts = parts


@dataclass(slots=True)
class Actors:
    """The actors of one file, for one command. `new` makes even what looks like a slip.

    Who names thousands has their names `kept`, as long as nobody else changes them.
    """

    conn: sqlite3.Connection
    notices: Notices
    new: bool = False
    kept: ActorNames | None = None

    @property
    def names(self) -> ActorNames:
        """The names that all of them have."""
        return self.kept if self.kept is not None else ActorNames(self.conn)

    def need(self, name: str, kind: str | None = None, related: bool = False) -> int:
        """Return the id of the actor called `name`, making it where no known name is near.

        A country's name in any common form is that state; one that will be `related` in the same
        breath needs no advice on it. Raises TrackerError for a name of two actors, and for one
        that looks like a slip for a known one.
        """
        name = one_line(name, "actor's name")
        found = self.find(name)
        if found is not None:
            return found
        country = countries.find(name)
        if country is not None and kind in (None, "state"):
            found = self.find(country.name)
            if found is not None:
                self.add_name(found, name, "alias")
                return found
        if not self.new:
            if is_no_name(name):
                raise TrackerError(
                    f"'{name}' names nobody",
                    "leave it out where it is not known; who is only described has a name, as in"
                    " 'unknown gunmen'",
                )
            if country is None:
                self._refuse_several(name)
            self._refuse_a_slip(name)
        if country is not None and kind in (None, "state"):
            return self._make_state(country, name)
        made = self.make(name, kind or _kind_of(name))
        self.notices.say(f"new actor: {name}")
        if kind is None and not related:
            self._suggest_state(name)
        if "," in name and countries.within(name) is None and not self.new:
            self.notices.say(f"'{name}' is one actor; if it is more than one, name each by itself")
        self._suggest_model(made, name)
        return made

    def find(self, name: str) -> int | None:
        """Return the id of the standing actor that `name` or uid means; None where none has it.

        Raises TrackerError where two have it: a look-up asks, it never picks.
        """
        if looks_like_uid(name):
            row = self.conn.execute(
                "SELECT coalesce(merged_into, id) FROM actors WHERE uid = ? AND deleted_at IS NULL",
                (name,),
            ).fetchone()
            if row is not None:
                return int(row[0])
        rows = self.conn.execute(
            "SELECT DISTINCT coalesce(a.merged_into, a.id) AS id, b.name, b.uid, b.kind"
            " FROM actor_names AS n JOIN actors AS a ON a.id = n.actor_id"
            " JOIN actors AS b ON b.id = coalesce(a.merged_into, a.id)"
            " WHERE n.name_key = ? AND n.kind <> 'weak' AND b.deleted_at IS NULL ORDER BY 1",
            (fold(name),),
        ).fetchall()
        if len(rows) > 1:
            told = " or ".join(f"{row[1]} ({row[3]}): {row[2]}" for row in rows)
            raise TrackerError(
                f"'{name}' is a name of {len(rows)} actors", f"type the uid instead: {told}"
            )
        return int(rows[0][0]) if rows else None

    def known(self, name: str) -> int:
        """Return the id of the actor called `name`. Raises NotFoundError, with what is near."""
        found = self.find(name)
        if found is not None:
            return found
        close = self.names.close(name)
        if close:
            raise NotFoundError(
                f"no actor is called '{name}'", f"did you mean {_or(item.name for item in close)}?"
            )
        raise NotFoundError(f"no actor is called '{name}'", "tracker actor list")

    def make(self, name: str, kind: str = "other", country: str | None = None) -> int:
        """Make an actor of that name and return its id."""
        row = self.conn.execute(
            "INSERT INTO actors (uid, name, kind, country) VALUES (?, ?, ?, ?) RETURNING id",
            (new_uid(), name, kind, country),
        ).fetchone()
        made = int(row[0])
        self.add_name(made, name, "name")
        return made

    def add_name(self, actor: int, name: str, kind: str = "alias") -> bool:
        """Let `name` mean `actor` too; say whether that was news. A weak name finds nobody."""
        name = one_line(name, "actor's name")
        if kind == "alias" and is_weak(name):
            kind = "weak"
            self.notices.say(
                f"'{name}' is too common to find an actor by; it is kept as a weak name"
            )
        key = fold(name)
        stands = self.conn.execute(
            "SELECT 1 FROM actor_names AS n JOIN actors AS a ON a.id = n.actor_id"
            " WHERE coalesce(a.merged_into, a.id) = ? AND (n.name_key = ? OR n.name = ?)",
            (actor, key, name),
        ).fetchone()
        if stands is not None:
            return False
        if kind in ("alias", "acronym") and not self.new:
            self._refuse_a_taken_name(actor, name)
        self.conn.execute(
            "INSERT INTO actor_names (actor_id, name_key, name, kind) VALUES (?, ?, ?, ?)",
            (actor, key, name, kind),
        )
        if self.kept is not None and kind != "weak":
            self._keep(actor, name, kind)
        return True

    def relate(self, actor: int, kind: str, other: int, date: Date | None = None) -> bool:
        """Record that `actor` is part of (a member of, …) `other`; say whether that was news.

        A date says since or between when; a relation without one gets it.
        """
        if actor == other:
            raise TrackerError(
                f"'{kind}' relates {self.name_of(actor)} to itself", "name another actor"
            )
        edtf = date.edtf if date is not None else None
        stands = dict(
            self.conn.execute(
                "SELECT r.date_edtf, r.id FROM actor_relations AS r"
                " JOIN actors AS a ON a.id = r.actor_id JOIN actors AS o ON o.id = r.other_id"
                " WHERE coalesce(a.merged_into, a.id) = ? AND r.kind = ?"
                " AND coalesce(o.merged_into, o.id) = ?",
                (actor, kind, other),
            ).fetchall()
        )
        if edtf in stands or (date is None and stands):
            return False
        columns = {"actor_id": actor, "other_id": other, "kind": kind, **_dated(date)}
        if None in stands:
            setting = ", ".join(f"{column} = ?" for column in columns)
            self.conn.execute(
                f"UPDATE actor_relations SET {setting} WHERE id = ?",
                (*columns.values(), stands[None]),
            )
            return True
        one, two = self.name_of(actor), self.name_of(other)
        with refusing_a_circle(
            f"'{one} {kind} {two}' would make a circle", f"tracker actor show {quoted(two)}"
        ):
            marks = ", ".join("?" * (len(columns) + 1))
            self.conn.execute(
                f"INSERT INTO actor_relations (uid, {', '.join(columns)}) VALUES ({marks})",
                (new_uid(), *columns.values()),
            )
        return True

    def name_of(self, actor: int) -> str:
        """Return the name the actor is shown by."""
        row = self.conn.execute("SELECT name FROM actors WHERE id = ?", (actor,)).fetchone()
        return str(row[0])

    def bodies(self, actor: int) -> list[str]:
        """Return the names of the bodies that `actor` belongs to, nearest first, to the state."""
        return [name for _, name in climb(self.conn, actor)[1:]]

    def _make_state(self, country: countries.Country, typed: str) -> int:
        made = self.make(country.name, "state", country.code)
        for other in country.other_names:
            if self.find(other) is None:
                self.add_name(made, other, "alias")
        if fold(typed) != fold(country.name):
            self.add_name(made, typed, "alias")
        self.notices.say(
            f"new actor: {country.name}" + (f" ('{typed}')" if typed != country.name else "")
        )
        return made

    def _keep(self, actor: int, name: str, kind: str) -> None:
        assert self.kept is not None
        row = self.conn.execute(
            "SELECT coalesce(merged_into, id) FROM actors WHERE id = ? AND deleted_at IS NULL",
            (actor,),
        ).fetchone()
        if row is not None:
            self.kept.add(int(row[0]), kind != "name", name)

    def _refuse_a_taken_name(self, actor: int, name: str) -> None:
        """Two actors may share a name, but that is rarely meant: mostly both are one."""
        other = self.find(name)
        if other is not None and other != actor:
            mine, theirs = self.name_of(actor), self.name_of(other)
            raise TrackerError(
                f"'{name}' is a name of {theirs} already",
                f"if both are one: tracker actor merge {quoted(mine)} {quoted(theirs)};"
                " if two share the name, add --new",
            )

    def _suggest_state(self, name: str) -> None:
        """Offer the relation that origins and summaries need: US Air Force, part of the state."""
        country = countries.within(name)
        if country is not None:
            self.notices.say(
                f"if it belongs to {country.name}: tracker actor add {quoted(name)}"
                f" part-of={quoted(country.name)}"
            )

    def _suggest_model(self, made: int, name: str) -> None:
        """Tell what may be one model under a longer and a shorter name: MQ-9 and MQ-9 Reaper."""
        model = name.split(" ", 1)[0]
        if not any(sign.isdigit() for sign in model) or model.isdigit():
            return
        key = f"{fold(name)} "
        for other, actor in self.names.beginning_like(name):
            longer = f"{fold(other)} "
            if actor != made and (longer.startswith(key) or key.startswith(longer)):
                self.notices.say(
                    f"if {name} and {other} are one: tracker actor merge"
                    f" {quoted(min(name, other, key=len))} {quoted(max(name, other, key=len))}"
                )
                return

    def _refuse_several(self, name: str) -> None:
        """Refuse `US, UK` and `Russia and Iran` where each is somebody by itself."""
        if " != " in name or "!=" in name.split():
            raise TrackerError(
                f"'{name}' names one and denies another",
                "each stands by itself, as in by != Russia",
            )
        for signs, enough in ((r",| and | & |/", all), (r" \+ | vs\.? | versus ", any)):
            parts = [part.strip() for part in re.split(signs, name)]
            if len(parts) > 1 and enough(
                countries.find(part) is not None or self.names.is_known(part) for part in parts
            ):
                raise SeveralError(name, parts)
        # After a comma may stand the state that a body belongs to, but hardly another actor.
        parts = [part.strip() for part in name.split(",")]
        if len(parts) > 1 and any(
            countries.find(part) is None and self.names.is_known(part) for part in parts
        ):
            raise SeveralError(name, parts)

    def _refuse_a_slip(self, name: str) -> None:
        close = self.names.close(name)
        if is_weak(name):
            raise TrackerError(
                f"'{name}' is a name that many bear, and finds nobody by itself",
                f"type {_or(item.name for item in close)}, or add --new if it is another one"
                if close
                else "type the whole name, or add --new if no more of it is known",
            )
        if not close and countries.find(name) is None:
            # A state that nobody has named yet is as easily mistyped; "Syrian" is no slip for it.
            initial = name[:1].casefold()
            alike = (each for each in countries.names() if each[:1].casefold() == initial)
            states = near(name, ((each, each) for each in alike))
            close = [
                Near(one.name, 0, one.why)
                for one in states
                if not fold(name).startswith(fold(one.name))
            ]
        if close:
            raise TrackerError(
                f"no actor is called '{name}', but {close[0].name} is near it ({close[0].why})",
                f"type {_or(item.name for item in close)}, or add --new if it is another one",
            )


def _dated(date: Date | None) -> dict[str, str | None]:
    if date is None:
        return {}
    return {
        "date_text": date.text,
        "date_edtf": date.edtf,
        "date_words": date.words,
        "start_earliest": date.start_earliest,
        "start_latest": date.start_latest,
        "end_earliest": date.end_earliest,
        "end_latest": date.end_latest,
    }


def _kind_of(name: str) -> str:
    return "unnamed" if name.casefold().startswith(UNNAMED_WORDS) else "other"


def _or(names: Iterable[str]) -> str:
    return " or ".join(dict.fromkeys(names))
