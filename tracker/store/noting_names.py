"""The names that a file holds, as the declarations of a page of notes: actors, places, types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker import countries
from tracker.errors import TrackerError
from tracker.fields import FIELDS
from tracker.names import fold
from tracker.notes import WORDS, Declared, Pair
from tracker.store.actors import UNNAMED_WORDS, Actors
from tracker.store.notices import Notices
from tracker.store.noting_words import date_words
from tracker.store.places import Places
from tracker.store.sources import Sources

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


class Names:
    """How each actor and place of a file is called in notes, so that it is found again.

    That is its name where nothing else has that name, else its uid.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self.actors = Actors(conn, Notices())
        self.places = Places(conn, Notices())
        self.sources = Sources(conn, Notices())
        self._called: dict[tuple[str, int], str] = {}

    def actor(self, number: int) -> str:
        """Return what an actor is called; a merged one as the one it was merged into."""
        key = ("actors", number)
        if key not in self._called:
            stands, name, uid = self.conn.execute(
                "SELECT b.id, b.name, b.uid FROM actors AS a JOIN actors AS b"
                " ON b.id = coalesce(a.merged_into, a.id) WHERE a.id = ?",
                (number,),
            ).fetchone()
            self._called[key] = str(name) if self._is(self.actors, name, stands) else str(uid)
        return self._called[key]

    def place(self, number: int) -> str:
        """Return what a place is called: by its name, with its country, or by its uid."""
        key = ("places", number)
        if key not in self._called:
            stands, name, uid = self.conn.execute(
                "SELECT q.id, q.name, q.uid FROM places AS p JOIN places AS q"
                " ON q.id = coalesce(p.merged_into, p.id) WHERE p.id = ?",
                (number,),
            ).fetchone()
            names = (str(name), self.places.label(stands))
            found = next((each for each in names if self._is(self.places, each, stands)), str(uid))
            self._called[key] = found
        return self._called[key]

    def _is(self, names: Actors | Places, name: str, number: int) -> bool:
        try:
            return names.find(name) == number
        except TrackerError:
            return False

    def declared_actors(self, wanted: Iterable[int] | None) -> list[Declared]:
        """Return what is known of the actors asked for, and of those they are related to."""
        chosen = self._reached("actors", "actor_relations", wanted)
        rows = self.conn.execute(
            "SELECT id, uid, name, kind, country, note FROM actors"
            " WHERE deleted_at IS NULL AND merged_into IS NULL"
        ).fetchall()
        rows = [row for row in rows if chosen is None or row[0] in chosen]
        return [
            self._actor(*row) for row in sorted(rows, key=lambda row: (fold(row[2]), *row[1:3]))
        ]

    def _actor(
        self, number: int, uid: str, name: str, kind: str, country: str | None, note: str | None
    ) -> Declared:
        names = [
            (str(row[0]), "alias" if row[1] == "name" else str(row[1]))
            for row in self.conn.execute(
                "SELECT n.name, n.kind FROM actor_names AS n JOIN actors AS a ON a.id = n.actor_id"
                " WHERE coalesce(a.merged_into, a.id) = ? AND n.name <> ? ORDER BY n.name",
                (number, name),
            )
        ]
        keys = [fold(each) for each, _ in names] + [fold(name)]
        exact = self.actor(number) == uid or "|" in name or self._shared("actor", keys)
        state = countries.find(name)
        fields = []
        if state is not None and kind == "state":
            held = set(keys)
            exact = exact or state.name != name or country is None
            exact = exact or not all(
                fold(other) in held or self._elsewhere(other, number) for other in state.other_names
            )
            if not exact:
                # Reading the name of a state makes these by itself.
                given = {fold(other) for other in state.other_names}
                names = [each for each in names if each[1] != "alias" or fold(each[0]) not in given]
        unnamed = name.casefold().startswith(UNNAMED_WORDS)
        if kind != ("unnamed" if unnamed and not exact else "other") or state is not None:
            fields.append(Pair("kind", kind))
        if country is not None and (exact or state is None or kind != "state"):
            fields.append(Pair("country", country))
        fields += [Pair(each, text) for text, each in names if each != "alias"]
        fields += self._relations(number)
        fields += [Pair("note", note)] if note else []
        others = tuple(Pair("alias", text) for text, each in names if each == "alias")
        return Declared("actor", name, uid if exact else "", others, tuple(fields))

    def _relations(self, number: int) -> list[Pair]:
        """Return what an actor is to others, and since when; of those merged into it as well."""
        related = self.conn.execute(
            "SELECT r.kind, b.id, b.name, b.uid, r.date_edtf, min(r.date_text)"
            "  FROM actor_relations AS r JOIN actors AS a ON a.id = r.actor_id"
            "  JOIN actors AS o ON o.id = r.other_id"
            "  JOIN actors AS b ON b.id = coalesce(o.merged_into, o.id)"
            " WHERE coalesce(a.merged_into, a.id) = ? AND o.deleted_at IS NULL"
            " GROUP BY r.kind, b.id, r.date_edtf",
            (number,),
        ).fetchall()
        dated = {(kind, other) for kind, other, _, _, edtf, _ in related if edtf is not None}
        pairs = []
        for kind, other, name, uid, edtf, text in related:
            if edtf is None and (kind, other) in dated:
                continue
            # What follows a bar is read as a date, also where the bar is in a name.
            called = self.actor(other) if "|" not in name else uid
            when = date_words(text, edtf, None) if text is not None else edtf
            pairs.append(Pair(str(kind), f"{called} | {when}" if when is not None else called))
        return _sorted(pairs)

    def _shared(self, one: str, keys: Iterable[str]) -> bool:
        """Tell whether another actor or place has one of these names as well."""
        return any(
            len(
                self.conn.execute(
                    f"SELECT DISTINCT coalesce(b.merged_into, b.id) FROM {one}_names AS n"
                    f" JOIN {one}s AS b ON b.id = n.{one}_id WHERE n.name_key = ?"
                    " AND n.kind <> 'weak' AND b.deleted_at IS NULL LIMIT 2",
                    (key,),
                ).fetchall()
            )
            > 1
            for key in keys
        )

    def _elsewhere(self, name: str, number: int) -> bool:
        try:
            return self.actors.find(name) not in (None, number)
        except TrackerError:
            return True

    def declared_places(self, wanted: Iterable[int] | None) -> list[Declared]:
        """Return what is known of the places asked for, and of those they are related to."""
        chosen = self._reached("places", "place_relations", wanted)
        rows = self.conn.execute(
            "SELECT id, uid, name, country, latitude, longitude, precision, tz, note FROM places"
            " WHERE deleted_at IS NULL AND merged_into IS NULL"
        ).fetchall()
        rows = [row for row in rows if chosen is None or row[0] in chosen]
        return [
            self._place(*row) for row in sorted(rows, key=lambda row: (fold(row[2]), *row[1:3]))
        ]

    def _place(
        self,
        number: int,
        uid: str,
        name: str,
        country: str | None,
        latitude: float | None,
        longitude: float | None,
        precision: str | None,
        tz: str | None,
        note: str | None,
    ) -> Declared:
        names = [
            (str(row[0]), "alias" if row[1] == "name" else str(row[1]))
            for row in self.conn.execute(
                "SELECT n.name, n.kind FROM place_names AS n JOIN places AS p ON p.id = n.place_id"
                " WHERE coalesce(p.merged_into, p.id) = ? AND n.name <> ? ORDER BY n.name",
                (number, name),
            )
        ]
        related = [
            (str(kind), int(other), code)
            for kind, other, code in self.conn.execute(
                "SELECT DISTINCT r.kind, coalesce(b.merged_into, b.id), b.country"
                " FROM place_relations AS r"
                " JOIN places AS a ON a.id = r.place_id JOIN places AS b ON b.id = r.other_id"
                " WHERE coalesce(a.merged_into, a.id) = ? AND b.deleted_at IS NULL ORDER BY 1, 2",
                (number,),
            )
        ]
        within = [(self.place(other), code) for kind, other, code in related if kind == "within"]
        within.sort(key=lambda each: (each[1] != country, fold(each[0]), each[0]))
        made = self._predicted(name, within)
        keys = [fold(each) for each, _ in names] + [fold(name)]
        known = made[0]
        exact = (
            self.place(number) == uid
            or self._shared("place", keys)
            or (known is not None and country is None)
            or (made[1] is not None and tz is None)
            or (made[2] is not None and precision is None)
            or (made[3] is not None and made[3] not in [each for each, _ in within])
            or "," in name
        )
        predicted = (None, None, None, None) if exact else made
        fields = []
        if country is not None and country != predicted[0]:
            fields.append(Pair("country", country))
        if precision is not None and precision != predicted[2]:
            fields.append(Pair("precision", precision))
        if tz is not None and tz != predicted[1]:
            fields.append(Pair("tz", tz))
        if latitude is not None and longitude is not None:
            fields.append(Pair("coords", f"{latitude!r},{longitude!r}"))
        fields += [Pair("within", each) for each, _ in within]
        fields += _sorted(
            Pair(kind, self.place(other)) for kind, other, _ in related if kind != "within"
        )
        fields += [Pair(each, text) for text, each in names if each != "alias"]
        fields += [Pair("note", note)] if note else []
        others = tuple(Pair("alias", text) for text, each in names if each == "alias")
        return Declared("place", name, uid if exact else "", others, tuple(fields))

    def _predicted(
        self, name: str, within: list[tuple[str, str | None]]
    ) -> tuple[str | None, str | None, str | None, str | None]:
        """Return the country, zone, precision and first outer place that its name alone gives."""
        known = countries.find(name)
        if within:
            code = within[0][1]
            country = countries.by_code(code) if code is not None else None
            return code, country.zone if country is not None else None, None, within[0][0]
        if known is not None:
            return known.code, known.zone, "country", None
        around = countries.within(name)
        if around is not None:
            return around.code, around.zone, None, around.name
        return None, None, None, None

    def _reached(self, table: str, relations: str, wanted: Iterable[int] | None) -> set[int] | None:
        """Return the ids asked for and all that they are related to; None for every one."""
        if wanted is None:
            return None
        one = table.removesuffix("s")
        found: set[int] = set()
        waiting = list(wanted)
        while waiting:
            number = waiting.pop()
            row = self.conn.execute(
                f"SELECT coalesce(merged_into, id) FROM {table} WHERE id = ?", (number,)
            ).fetchone()
            number = int(row[0])
            if number in found:
                continue
            found.add(number)
            waiting += [
                int(row[0])
                for row in self.conn.execute(
                    f"SELECT other_id FROM {relations} WHERE {one}_id = ?", (number,)
                )
            ]
        return found

    def declared_types(self) -> list[Declared]:
        """Return the types of the file that are not those shipped, or say more than they do."""
        from tracker.schema.migrations import table

        shipped = {row["code"]: row for row in table("incident_types.tsv")}
        names: dict[str, list[str]] = {}
        for name, key, code in self.conn.execute(
            "SELECT name, name_key, type_code FROM incident_type_names ORDER BY name"
        ):
            row = shipped.get(code)
            known = {fold(each) for each in (row["label"], *row["names"].split("|"))} if row else ()
            if key not in known:
                names.setdefault(str(code), []).append(str(name))
        declared = []
        for code, label_, parent in self.conn.execute(
            "SELECT code, label, parent FROM incident_types ORDER BY code"
        ).fetchall():
            row = shipped.get(code)
            usual = row["label"] if row else code.replace("-", " ").capitalize()
            fields = [Pair("label", label_)] if label_ != usual else []
            if parent is not None and parent != (row["parent"] if row else ""):
                fields.append(Pair("parent", parent))
            others = tuple(Pair("alias", name) for name in names.get(code, ()))
            if row is None or fields or others:
                declared.append(Declared("type", code, "", others, tuple(fields)))
        return declared


def _sorted(pairs: Iterable[Pair]) -> list[Pair]:
    """Return relations in an order that does not depend on when they were recorded."""
    return sorted(pairs, key=lambda pair: (pair.name, fold(pair.text), pair.text))


def known_words(conn: sqlite3.Connection) -> list[str]:
    """Return every key, name and type that can be typed in notes, and every field, sorted."""
    rows = conn.execute(
        "SELECT '@' || key FROM sources WHERE deleted_at IS NULL"
        " UNION SELECT name FROM actor_names UNION SELECT name FROM place_names"
        " UNION SELECT code FROM incident_types"
    )
    found = (
        {str(row[0]) for row in rows} | set(FIELDS) | {w for each in WORDS.values() for w in each}
    )
    return sorted(found, key=lambda word: (fold(word), word))
