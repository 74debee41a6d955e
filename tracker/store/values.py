"""FIELD=VALUE turned into what is stored: actors and places looked up, dates and numbers read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tracker import dates
from tracker.dates import zones
from tracker.errors import TrackerError, quoted
from tracker.fields import NUMBER_STANCES, Assignment, field_named
from tracker.names import fold
from tracker.quantities import counted_in, parse_duration, parse_number
from tracker.store.actor_names import ActorNames
from tracker.store.actors import Actors
from tracker.store.known_names import KnownNames
from tracker.store.places import NAMES, Places
from tracker.store.sources import Sources
from tracker.store.types import Types
from tracker.texts import TEXT_LIMIT, TITLE_LIMIT, one_line

if TYPE_CHECKING:
    import sqlite3

    from tracker.dates import Anchor, Date
    from tracker.store.notices import Notices

EQUIPMENT_ROLES: Final = ("instrument", "asset")
CLOCKED: Final = ("minute", "hour")


class Terms(NamedTuple):
    """How a request is to be read: the moment it is made, and what the analyst allows.

    `now` is UTC and `today` the analyst's own day, both as the command line saw them.
    """

    now: str
    today: str
    said_on: Date | None = None
    order: str | None = None
    allow_future: bool = False
    force: bool = False
    new: bool = False
    new_type: bool = False


class Value(NamedTuple):
    """One value of one field, ready to be stored; `words` is what a screen shows of it.

    `low`, `best`, `high` are counts, or minutes of a duration. A denial of everything has no words.
    """

    field: str
    family: str
    words: str | None
    key: str | None = None
    stance: str = "asserts"
    actor: int | None = None
    place: int | None = None
    type: str | None = None
    date: Date | None = None
    low: int | None = None
    best: int | None = None
    high: int | None = None


class Reader:
    """Reads values for one command, against one file; what it makes on the way is noticed."""

    def __init__(self, conn: sqlite3.Connection, terms: Terms, notices: Notices) -> None:
        self.conn = conn
        self.terms = terms
        self.notices = notices
        self.actors = Actors(conn, notices, terms.new)
        self.places = Places(conn, notices, terms.new)
        self.types = Types(conn, notices, terms.new_type)
        self.sources = Sources(conn, notices)

    def keep_names(self) -> None:
        """Read the names of actors and places once, for whoever reads thousands of values."""
        self.actors.kept = ActorNames(self.conn)
        self.places.kept = KnownNames(self.conn, NAMES)

    def value(
        self, assignment: Assignment, anchor: Anchor | None = None, zone: str | None = None
    ) -> Value:
        """Read one assignment; dates against `anchor`, clock times in `zone`.

        Raises TrackerError for what cannot be read.
        """
        name, text = assignment.name, assignment.text
        family = assignment.field.family
        denied = assignment.operator == "!="
        stance = "denies" if denied else "asserts"
        if not text:
            if denied:
                return Value(name, family, None, stance=stance)
            raise TrackerError(f"{name} has no value", f"for example: {assignment.field.example}")
        if family == "date":
            date = self.date(text, anchor, zone)
            return Value(name, family, date.text, date.edtf, stance, date=date)
        if family == "number":
            return self._number(name, text, stance)
        if family == "place":
            place = self.places.need(text)
            words = self.places.name_of(place)
            return Value(name, family, words, fold(words), stance, place=place)
        if family == "actor":
            actor = self.actors.need(text, "equipment" if name in EQUIPMENT_ROLES else None)
            words = self.actors.name_of(actor)
            return Value(name, family, words, fold(words), stance, actor=actor)
        if family == "type":
            code = self.types.need(text)
            return Value(name, family, code, code, stance, type=code)
        words = one_line(text, name, TITLE_LIMIT if name == "title" else TEXT_LIMIT)
        return Value(name, family, words, fold(words), stance)

    def date(self, text: str, anchor: Anchor | None, zone: str | None) -> Date:
        """Read a date, refusing one that lies ahead unless that was allowed.

        A clock time that no place gives a zone is read in the zone of the file, if it has one;
        an empty zone says that it has none.
        Without `--said-on` or a source, "today" and "yesterday" are counted from the present day.
        """
        date = dates.parse(text, anchor=anchor, zone=zone or None, order=self.terms.order)
        if date.precision in CLOCKED and date.tz is None and zone != "":
            date = dates.parse(
                text, anchor=anchor, zone=self._zone_of_the_file(), order=self.terms.order
            )
        if dates.is_future(date, self.terms.now) and not self.terms.allow_future:
            raise TrackerError(
                f"{date.meaning} lies ahead", "--allow-future records what was announced"
            )
        for line in (date.note, zones.explained(date.tz or "")):
            if line:
                self.notices.say(line)
        return date

    def _zone_of_the_file(self) -> str | None:
        row = self.conn.execute("SELECT value FROM meta WHERE key = 'tz'").fetchone()
        return str(row[0]) if row is not None else None

    def anchor(self, published: Date | None, has_source: bool) -> Anchor | None:
        """Return what relative dates are counted from: --said-on, the source's date, or today."""
        if self.terms.said_on is not None:
            return dates.Anchor(self.terms.said_on, "said")
        if published is not None:
            return dates.Anchor(published, "published")
        if has_source:
            return None
        return dates.Anchor(dates.parse(self.terms.today), "today")

    def guard(self, date: Date, published: Date | None) -> None:
        """Refuse a date later than the report of it, unless that was forced."""
        if published is None or self.terms.force or dates.not_after(date, published):
            return
        raise TrackerError(
            f"{date.meaning} is later than the source, which was published {published.words}",
            "check both dates; --force records it as it is",
        )

    def _number(self, name: str, text: str, stance: str) -> Value:
        if text in NUMBER_STANCES:
            if stance == "denies" or name == "duration":
                raise TrackerError(
                    f"{name} cannot be {text} here", f"for example: {field_named(name).example}"
                )
            return Value(name, "number", None, stance=text)
        if name == "duration":
            duration = parse_duration(text)
            low, high = duration.low, duration.high
            return Value(name, "number", duration.text, fold(text), stance, low=low, high=high)
        number = parse_number(text, name)
        if number.low is None:
            figure = counted_in(text, name)
            self.notices.say(
                f"no figure is stored for {name}={quoted(text)}, which is kept as words"
                f"{f'; with one: {figure}' if figure else ''}"
            )
        return Value(
            name, "number", text, fold(text), stance,
            low=number.low, best=number.best, high=number.high,
        )  # fmt: skip
