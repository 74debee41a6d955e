"""Places: found by any of their names, made with the chain of places that contain them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker import countries
from tracker.errors import NotFoundError, TrackerError, quoted
from tracker.names import fold
from tracker.store import place_questions
from tracker.store.circles import refusing_a_circle
from tracker.store.known_names import KnownNames
from tracker.store.rows import placed
from tracker.store.uids import looks_like_uid, new_uid
from tracker.texts import one_line

if TYPE_CHECKING:
    import sqlite3

    from tracker.countries import Country
    from tracker.store.notices import Notices


NAMES: Final = (
    "SELECT n.place_id, 0, n.name FROM place_names AS n JOIN places AS p"
    " ON p.id = n.place_id WHERE p.deleted_at IS NULL"
)


@dataclass(slots=True)
class Places:
    """The places of one file, for one command. `new` makes even what may be a known one.

    Who names thousands has their names `kept`, as long as nobody else changes them.
    """

    conn: sqlite3.Connection
    notices: Notices
    new: bool = False
    kept: KnownNames | None = None

    @property
    def names(self) -> KnownNames:
        """The names that all of them have."""
        return self.kept if self.kept is not None else KnownNames(self.conn, NAMES)

    def need(self, text: str) -> int:
        """Return the id of the place that `text` means, making it and what contains it.

        "Miska, Aleppo, Syria" is Miska within Aleppo within Syria; a country's name inside
        ("northern Syria") places it within that country. Raises TrackerError where a name could
        be two places.
        """
        text = one_line(text, "place's name")
        found = self.find(text)
        if found is not None:
            return found
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if not parts:
            raise TrackerError(f"cannot read the place '{text}'", 'for example: -p "Homs, Syria"')
        for each in () if self.new else (text, *parts):
            place_questions.refuse_no_place(each)
        place_questions.refuse_slips(self, parts)
        outer: int | None = None
        for part in reversed(parts):
            outer = self.within(part, outer)
        assert outer is not None
        return outer

    def find(self, text: str) -> int | None:
        """Return the id of the place called `text` (or with that uid), or None.

        A chain finds a place of the first name that lies within all the others.
        """
        named = self.named(text)
        if not named and "," in text:
            first, *rest = [part.strip() for part in text.split(",") if part.strip()] or [text]
            outer = [set(self.named(part)) for part in rest]
            named = [
                place
                for place in self.named(first)
                if all(ids & set(self.containing(place)) for ids in outer)
            ]
        return self._only(text, named)

    def known(self, text: str) -> int:
        """Return the id of the place called `text`. Raises NotFoundError, with what is near."""
        found = self.find(text)
        if found is None:
            close = self.names.near(text)
            hint = f"did you mean {' or '.join(c.name for c in close)}?" if close else ""
            raise NotFoundError(f"no place is called '{text}'", hint or "tracker place list")
        return found

    def make(self, name: str, country: str | None = None, precision: str | None = None) -> int:
        """Make a place of that name and return its id; a country with one zone gives its zone."""
        known = countries.by_code(country) if country is not None else None
        tz = known.zone if known is not None else None
        row = self.conn.execute(
            "INSERT INTO places (uid, name, country, precision, tz) VALUES (?, ?, ?, ?, ?)"
            " RETURNING id",
            (new_uid(), name, country, precision, tz),
        ).fetchone()
        made = int(row[0])
        self.add_name(made, name, "name")
        return made

    def add_name(self, place: int, name: str, kind: str = "alias") -> bool:
        """Let `name` mean `place` too; say whether that was news."""
        name = one_line(name, "place's name")
        stands = self.conn.execute(
            "SELECT 1 FROM place_names AS n JOIN places AS a ON a.id = n.place_id"
            " WHERE coalesce(a.merged_into, a.id) = ? AND (n.name_key = ? OR n.name = ?)",
            (place, fold(name), name),
        ).fetchone()
        if stands is not None:
            return False
        self.conn.execute(
            "INSERT INTO place_names (place_id, name_key, name, kind) VALUES (?, ?, ?, ?)",
            (place, fold(name), name, kind),
        )
        if self.kept is not None:
            self.kept.add(place, False, name)
        return True

    def relate(self, place: int, kind: str, other: int) -> bool:
        """Record that `place` lies within, overlaps or is distinct from `other`."""
        if place == other:
            raise TrackerError(
                f"{self.name_of(place)} cannot be {kind} itself", "name another place"
            )
        stands = self.conn.execute(
            "SELECT 1 FROM place_relations AS r JOIN places AS p ON p.id = r.place_id"
            " JOIN places AS o ON o.id = r.other_id WHERE coalesce(p.merged_into, p.id) = ?"
            " AND r.kind = ? AND coalesce(o.merged_into, o.id) = ?",
            (place, kind, other),
        ).fetchone()
        if stands is None:
            one, two = self.name_of(place), self.name_of(other)
            with refusing_a_circle(
                f"{one} cannot be {kind} {two}, which lies within it",
                f"tracker place show {quoted(two)}",
            ):
                self.conn.execute(
                    "INSERT INTO place_relations (place_id, other_id, kind) VALUES (?, ?, ?)",
                    (place, other, kind),
                )
        return stands is None

    def name_of(self, place: int) -> str:
        """Return the name the place is shown by."""
        row = self.conn.execute("SELECT name FROM places WHERE id = ?", (place,)).fetchone()
        return str(row[0])

    def zone_of(self, place: int) -> str | None:
        """Return the IANA zone of the place, its own or that of a place around it.

        One that was merged has that of the place it was merged into.
        """
        for number in (place, *self.containing(place)):
            row = self.conn.execute(
                "SELECT q.tz FROM places AS p JOIN places AS q ON q.id = coalesce(p.merged_into,"
                " p.id) WHERE p.id = ?",
                (number,),
            ).fetchone()
            if row[0] is not None:
                return str(row[0])
        return None

    def containing(self, place: int) -> list[int]:
        """Return the ids of the places that `place` lies within, nearest first."""
        rows = self.conn.execute(
            "WITH RECURSIVE up (id, level) AS (SELECT ?, 0 UNION"
            " SELECT coalesce(o.merged_into, o.id), up.level + 1 FROM up"
            " JOIN places AS m ON m.id = up.id OR m.merged_into = up.id"
            " JOIN place_relations AS r ON r.place_id = m.id AND r.kind = 'within'"
            " JOIN places AS o ON o.id = r.other_id WHERE up.level < 20)"
            " SELECT id, min(level) FROM up WHERE id <> ? GROUP BY id ORDER BY 2, 1",
            (place, place),
        ).fetchall()
        return [int(number) for number, _ in rows]

    def label(self, place: int) -> str:
        """Return the name with its country where the name does not say it: Afrin, Syria."""
        name, code = self.conn.execute(
            "SELECT name, country FROM places WHERE id = ?", (place,)
        ).fetchone()
        return placed(str(name), code) or str(name)

    def within(self, part: str, outer: int | None) -> int:
        """Return the place of that name that lies within `outer`, made where it is new."""
        country = countries.find(part)
        if country is not None and outer is None:
            stands = self._only(country.name, self.named(country.name))
            return self.make(country.name, country.code, "country") if stands is None else stands
        named = self.named(part)
        if outer is not None:
            inside = [place for place in named if outer in self.containing(place)]
            named = inside or [place for place in named if self._may_lie_in(place, outer)]
        found = self._only(part, named)
        holder = outer
        if holder is None and found is None:
            inside_of = countries.within(part)
            if inside_of is not None:
                holder = self.within(inside_of.name, None)
        if found is None:
            found = self._make_within(part, holder, country)
        if holder is not None and holder != found and holder not in self.containing(found):
            self.relate(found, "within", holder)
        return found

    def _make_within(self, part: str, holder: int | None, country: Country | None) -> int:
        code = self.country_of(holder)
        twins = self.named(part)
        self._tell_of_near(part)
        if country is not None and code is None:
            made = self.make(country.name, country.code, "country")
        else:
            made = self.make(one_line(part, "place's name"), code)
        self.notices.say(f"new place: {part}")
        if twins:
            told = ", ".join(dict.fromkeys(self.described(place) for place in twins))
            self.notices.say(f"{part} is the name of another place as well: {told}")
        return made

    def _may_lie_in(self, place: int, outer: int) -> bool:
        """Tell whether a known place may lie in `outer`: in no other country, and no other place.

        What it lies in has to hold `outer` as well: Afrin in Syria lies in Aleppo in Syria.
        """
        own, around = self.country_of(place), self.country_of(outer)
        wider = set(self.containing(place)) <= set(self.containing(outer))
        return wider and (own is None or around is None or own == around)

    def country_of(self, place: int | None) -> str | None:
        """Return the code of the country that the place lies in, None where that is not known."""
        if place is None:
            return None
        row = self.conn.execute("SELECT country FROM places WHERE id = ?", (place,)).fetchone()
        return str(row[0]) if row[0] is not None else None

    def named(self, text: str) -> list[int]:
        """Return the ids of all places of that name; a country has all its names, a uid is one."""
        if looks_like_uid(text):
            row = self.conn.execute(
                "SELECT coalesce(merged_into, id) FROM places WHERE uid = ? AND deleted_at IS NULL",
                (text,),
            ).fetchone()
            if row is not None:
                return [int(row[0])]
        country = countries.find(text)
        keys = {fold(text)} | ({fold(country.name)} if country is not None else set())
        found: set[int] = set()
        for key in keys:
            found |= {
                int(row[0])
                for row in self.conn.execute(
                    "SELECT coalesce(p.merged_into, p.id) FROM place_names AS n"
                    " JOIN places AS p ON p.id = n.place_id JOIN places AS q"
                    " ON q.id = coalesce(p.merged_into, p.id)"
                    " WHERE n.name_key = ? AND q.deleted_at IS NULL",
                    (key,),
                )
            }
        return sorted(found)

    def _only(self, text: str, places: list[int]) -> int | None:
        if len(places) > 1:
            told = " or ".join(
                f"{self.described(place)}: {self._uid_of(place)}" for place in places
            )
            raise TrackerError(
                f"'{text}' is a name of {len(places)} places",
                f"name what it lies within, or type the uid: {told}",
            )
        return places[0] if places else None

    def described(self, place: int) -> str:
        """Return the name with those of all that contains it, nearest first."""
        return ", ".join(self.name_of(number) for number in (place, *self.containing(place)))

    def _uid_of(self, place: int) -> str:
        return str(self.conn.execute("SELECT uid FROM places WHERE id = ?", (place,)).fetchone()[0])

    def _tell_of_near(self, part: str) -> None:
        close = self.names.near(part)
        if close:
            self.notices.say(
                f"{part} is new, though {close[0].name} is near it ({close[0].why});"
                " if they are one: tracker undo"
            )
        elif country := place_questions.near_country(part):
            self.notices.say(f"{part} is new; if {country} was meant: tracker undo")
