"""What the recording of one page of notes shares: the file, the faults found, the names given."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from tracker import dates
from tracker.dates import zones
from tracker.errors import NotFoundError, Problem, ProblemsError, TrackerError
from tracker.notes import is_field
from tracker.store.actors import SeveralError
from tracker.store.entry import incident_id
from tracker.store.notices import Notices
from tracker.store.page_queue import Queue
from tracker.store.page_since import Since
from tracker.store.uids import looks_like_uid
from tracker.store.values import Reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from tracker.dates import Anchor, Date
    from tracker.notes import Page, Said, Spot
    from tracker.store.page_queue import Identity
    from tracker.store.sources import Source
    from tracker.store.values import Terms, Value


_MOST_TITLES: Final = 10_000
"""Titles that one that was mistyped is compared with, the latest first."""


class Echo(NamedTuple):
    """What came of one incident of the page: `added`, `cited`, `changed` or `stands`.

    `how` tells how its date was read where that could surprise, `changes` what is new in it.
    """

    verb: str
    incident: int
    how: str = ""
    changes: tuple[str, ...] = ()


class Setting(NamedTuple):
    """What a value is read against: dates are counted from `anchor`, and in `zone`.

    An empty zone says that a clock time has none, whatever the zone of the file.
    `lenient` lets a date lie where it will, after its publication and in the future too.
    """

    anchor: Anchor | None = None
    published: Date | None = None
    zone: str | None = None
    lenient: bool = False


class Session:
    """One page on its way into one file, inside the open transaction.

    `editing` says that the page is an incident's own form: what differs in it was meant.
    """

    def __init__(
        self, conn: sqlite3.Connection, page: Page, terms: Terms, editing: bool = False
    ) -> None:
        self.conn = conn
        self.page = page
        self.terms = terms
        self.editing = editing
        self.reader = Reader(conn, terms, Notices())
        self.reader.keep_names()
        self.told: dict[str, None] = {}
        self.problems: list[tuple[Spot, Problem]] = []
        self.labels: dict[str, int] = {}
        self.titles: dict[str, set[int]] = {}
        self.echoes: dict[int, Echo] = {}
        self.queue = Queue(conn)
        self.since = Since(conn)
        self.values: dict[tuple[str, str, str], Value] = {}
        self.dates: dict[tuple[object, ...], Value] = {}
        self.anchors: list[Anchor | None] = []
        self.zones: dict[int, str | None] = {}
        self.cited: set[int] = set()  # citations that stand and are on the page
        self.restated: set[int] = set()  # incidents that stand and have their own + on the page
        self.whole: set[int] = set()  # of these, those whose + names them by uid
        self.pointed: set[int] = set()  # incidents that another one of the page may be
        self.through: set[int] = set()  # sources that the page names by that of a merged one
        self._anchored: tuple[Source | None, Anchor | None, Date | None] | None = None
        self.claimed: dict[tuple[int, Identity], Spot] = {}
        self.repeated: set[tuple[int, Identity]] = set()  # claimed by a block of a merged incident
        self.stances: dict[tuple[object, ...], tuple[str, Spot]] = {}  # of each voice, and where

    @contextmanager
    def attempt(self, spot: Spot) -> Iterator[None]:
        """Keep what goes wrong inside as a fault of that place, and go on."""
        try:
            yield
        except TrackerError as error:
            self.fault(spot, error.message, error.hint)

    def fault(self, spot: Spot, message: str, hint: str = "") -> None:
        """Keep a fault, with the hint as it would be typed in notes."""
        where = f"{self.page.name}:{spot[0]}:{spot[1]}"
        self.problems.append((spot, Problem(where, message, _in_notes(hint))))

    def say(self, line: str) -> None:
        """Tell something beside the result."""
        self.told.setdefault(line)

    def keeps(self, change: Callable[[], object]) -> bool:
        """Carry out a change unless it would put back what the analyst has changed since."""
        kept = self.since.keeps(change)
        if kept:
            for names in (self.reader.actors.kept, self.reader.places.kept):
                if names is not None:
                    names.forget()
        return kept

    def setting(self, source: Source | None, zone: str | None, lenient: bool) -> Setting:
        """Return what the values of a source's block are read against."""
        if self._anchored is None or self._anchored[0] is not source:
            published = source.published if source is not None else None
            self._anchored = source, self.reader.anchor(published, source is not None), published
        return Setting(self._anchored[1], self._anchored[2], zone, lenient)

    def value(self, said: Said, setting: Setting) -> Value | None:
        """Read one value; None where it is a fault."""
        if said.parts:
            return self._read(said, setting)
        if said.name == "date":
            return self._date(said, setting)
        key = (said.text, said.name, said.operator)
        value = self.values.get(key)
        if value is None:
            value = self._read(said, setting)
            if value is not None:
                self.values[key] = value
        return value

    def _date(self, said: Said, setting: Setting) -> Value | None:
        """Read a date once: one in EDTF for the whole page, any other for each anchor."""
        anchor, published, zone, lenient = setting
        key: tuple[object, ...] = (said.text, said.operator, zone, lenient)
        value = self.dates.get(key) or self.dates.get((*key, anchor and id(anchor)))
        if value is not None and value.date is not None:
            if published is None or lenient or value.stance != "asserts":
                return value
            if dates.not_after(value.date, published):
                return value
        value = self._read(said, setting)
        if value is not None and value.date is not None:
            if value.date.edtf != said.text:
                key = (*key, anchor and id(anchor))
                self.anchors.append(anchor)  # what a key names by its identity must live on
            self.dates[key] = value
        return value

    def _read(self, said: Said, setting: Setting) -> Value | None:
        anchor, published, zone, lenient = setting
        reader = self.reader
        for part in said.parts:
            if part.name == "tz":
                with self.attempt(part.spot):
                    zone = zones.canonical(part.text) if part.text else ""
        if lenient or said.has("sic"):
            reader.terms = self.terms._replace(force=True, allow_future=True)
        try:
            value = reader.value(said.assignment, anchor, zone)
            if value.date is not None and value.stance == "asserts":
                reader.guard(value.date, published)
        except SeveralError as error:
            self.fault(said.at, error.message, "; ".join(f"{said.name} {n}" for n in error.parts))
            return None
        except TrackerError as error:
            self.fault(said.at, error.message, _missing(said, error.message) or error.hint)
            return None
        finally:
            reader.terms = self.terms
        if value.place is not None:
            self.zones.clear()  # what lies within what may have been learned
        return value

    def says(self, citations: Iterable[int], what: Identity) -> bool:
        """Tell whether the page says it in one of these citations."""
        return any((citation, what) in self.claimed for citation in citations)

    def zone_of(self, place: int) -> str | None:
        """Return the zone of a place, asked for once."""
        if place not in self.zones:
            self.zones[place] = self.reader.places.zone_of(place)
        return self.zones[place]

    def heard(self, *read: Value | None) -> str:
        """Gather the notices of the reader; return how the dates among `read` were read."""
        notes = [value.date.note for value in read if value is not None and value.date is not None]
        if not self.reader.notices.lines and not any(notes):
            return ""
        for line in self.reader.notices.lines:
            if line not in notes:
                self.say(line)
        self.reader.notices.lines.clear()
        return "; ".join(dict.fromkeys(note for note in notes if note))

    def on_page(self, text: str) -> int | None:
        """Return the incident that &name or an exact title means on the page so far."""
        if text.startswith("&"):
            return self.labels.get(text[1:])
        of_page = self.titles.get(text, set())
        return next(iter(of_page)) if len(of_page) == 1 else None

    def named(self, text: str, spot: Spot) -> int | None:
        """Return the incident that &name, a number, a uid or an exact title means."""
        if text.startswith("&"):
            label = text[1:]
            if label in self.labels:
                return self.labels[label]
            if not looks_like_uid(label):
                self.fault(spot, f"nothing on this page is called {text}", self._near(label))
                return None
            text = label
        of_page = self.on_page(text)
        if of_page is not None:
            return of_page
        with self.attempt(spot):
            found = self._found(text)
            echo = self.echoes.get(found)
            if text.isdigit() and echo is not None and echo.verb == "added":
                raise NotFoundError(
                    f"no incident had the number {text} before this page",
                    "&name on the + line of the incident that is meant, and &name here",
                )
            return found
        return None

    def _found(self, text: str) -> int:
        if text.isdigit() or looks_like_uid(text) or text.lower() == "last":
            return incident_id(self.conn, text)
        rows = self.conn.execute(
            "SELECT id, date_words FROM incidents WHERE title = ? AND deleted_at IS NULL"
            " AND merged_into IS NULL ORDER BY id LIMIT 6",
            (text,),
        ).fetchall()
        if not rows:
            raise NotFoundError(f"no incident is called '{text}'", self._near_title(text))
        if len(rows) > 1:
            told = " or ".join(f"= {number} ({words})" for number, words in rows)
            raise TrackerError(f"{len(rows)} incidents are called so", f"by its number: {told}")
        return int(rows[0][0])

    def _near_title(self, text: str) -> str:
        """Return what may have been meant: a &name or a title of the page, or one in the file."""
        if text in self.labels:
            return f"the one of this page is &{text}"
        number = text.removeprefix("#").strip()
        if number.isdigit():
            return f"by its number: {number}"
        from difflib import get_close_matches  # only where a title was mistyped

        held = self.conn.execute(
            "SELECT title FROM incidents WHERE deleted_at IS NULL AND merged_into IS NULL"
            " ORDER BY id DESC LIMIT ?",
            (_MOST_TITLES,),
        )
        titles = {
            title.casefold(): title for title in (*(str(row[0]) for row in held), *self.titles)
        }
        close = get_close_matches(text.casefold(), titles, n=2, cutoff=0.6)
        if close:
            return f"did you mean {' or '.join(titles[one] for one in close)}?"
        return "= with its number; tracker timeline lists them"

    def _near(self, label: str) -> str:
        from difflib import get_close_matches  # only where a name was mistyped

        close = get_close_matches(label, list(self.labels), n=2, cutoff=0.6)
        if close:
            return f"did you mean {' or '.join(f'&{name}' for name in close)}?"
        return f"write &{label} below the + line of the incident that it means"

    def raise_faults(self, more: list[Problem]) -> None:
        """Raise ProblemsError where there are any, those of the grammar among them, in order."""
        if not self.problems and not more:
            return
        found = [(_spot(problem), problem) for problem in more] + self.problems
        found.sort(key=lambda each: each[0])
        raise ProblemsError(tuple(dict.fromkeys(problem for _, problem in found)), self.page.name)


def _missing(said: Said, message: str) -> str:
    """Return what to type where a value runs into the next field; empty where it does not."""
    words = said.text.split()
    for number, word in enumerate(words[1:-1], 1):
        if f"'{word}'" in message and is_field(word.lower()):
            return f"{said.name} {' '.join(words[:number])}; {' '.join(words[number:])}"
    return ""


def _spot(problem: Problem) -> Spot:
    _, line, column = problem.where.rsplit(":", 2)
    return int(line), int(column)


# What a hint of the command line is in notes.
_HINTS = (
    ("or add --new if it is another one", "or declare it as another one: ! and its name"),
    ("or add --new if it is another place", "or declare it as another one: ! place and its name"),
    ("--new-type makes a new one", "a line ! type with its code makes a new one"),
    ("--allow-future records what was announced", "status expected says that it was announced"),
    ("check both dates; --force records it as it is", "check both dates; | sic keeps it as it is"),
    ("; if two share the name, add --new", ""),
    ('-p "Homs, Syria"', "place Homs, Syria"),
    ("coords=", "coords "),
    ("file=PATH of a copy", "file and the path of a copy"),
    ("or add --new if no more of it is known",
     "or declare it where no more is known: ! and its name"),
    ("or add --date-order dmy or mdy", "or for the whole page: tracker read --date-order dmy"),
    (', -d "', ', or date "'),
    ('-d "', 'date "'),
)  # fmt: skip


def _in_notes(hint: str) -> str:
    for typed, noted in _HINTS:
        hint = hint.replace(typed, noted)
    if "-d '" in hint:
        words = hint.partition("-d '")[2].partition("'")[0]
        return f"say on which day it was said: date {words} (said YYYY-MM-DD)"
    if "Asia/Damascus" in hint:
        return "a zone of the tz database, such as Asia/Damascus"
    if hint.startswith("for example: ") and "=" in hint:
        return hint.replace("=", " ", 1)
    return hint
