"""Recording what a page of notes declares: actors, places, types, the file itself, and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker import countries, dates
from tracker.dates import zones
from tracker.errors import TrackerError
from tracker.names import fold, near
from tracker.notes import NAME_KINDS
from tracker.store.actors import Actors
from tracker.store.describing import describe_actor, describe_place, describe_type
from tracker.store.places import Places
from tracker.store.source_fields import set_field
from tracker.store.sources import SourceText
from tracker.store.types import Types
from tracker.store.uids import looks_like_uid
from tracker.texts import TITLE_LIMIT, long_text, one_line
from tracker.urls import checked, looks_like_url

if TYPE_CHECKING:
    from tracker.notes import Declared, Opened, Pair
    from tracker.store.page_session import Session
    from tracker.store.sources import Source

_OF_KEY = "letters, figures, hyphens: @france24"


def declare(session: Session, declared: list[Declared]) -> None:
    """Record all that is declared: types and every name first, then what is said of each.

    So one may be said to be part of another that is declared further down.
    """
    for one in declared:
        if one.kind == "file":
            _file(session, one)
        elif one.kind == "type":
            with session.attempt(one.spot):
                Types(session.conn, session.reader.notices, new=True).need(one.name)
    places = _outer_first([one for one in declared if one.kind == "place"])
    actors = [one for one in declared if one.kind == "actor"]
    known = [(one, _made(session, one)) for one in (*actors, *places)]
    known += [(one, one.name) for one in declared if one.kind == "type"]
    for names in (True, False):
        for one, name in known:
            if name is not None:
                for pair in (*one.others, *one.fields):
                    if (pair.name in NAME_KINDS) == names:
                        _describe(session, one, name, pair)
    mine = {f"new {one.kind}: {one.name}" for one in declared}
    lines = session.reader.notices.lines
    lines[:] = [line for line in lines if line.partition(" ('")[0] not in mine]
    session.heard()


def _outer_first(places: list[Declared]) -> list[Declared]:
    """Return the places so that each comes after those that it lies within."""
    by_name = {fold(name): one for one in places for name in (one.name, one.label) if name}
    ordered: dict[int, Declared] = {}

    def put(one: Declared, inside: tuple[int, ...]) -> None:
        for pair in one.fields:
            outer = by_name.get(fold(pair.text)) if pair.name == "within" else None
            if outer is not None and id(outer) not in (*ordered, *inside, id(one)):
                put(outer, (*inside, id(one)))
        ordered.setdefault(id(one), one)

    for one in places:
        put(one, ())
    return list(ordered.values())


def _made(session: Session, one: Declared) -> str | None:
    """Return the uid of what is declared, made where it is new; None where that is a fault."""
    with session.attempt(one.spot):
        return (_actor if one.kind == "actor" else _place)(session, one)
    return None


def _actor(session: Session, one: Declared) -> str:
    conn = session.conn
    actors = Actors(conn, session.reader.notices, new=True)
    exact = one.label if looks_like_uid(one.label) else ""
    found = actors.find(exact or one.name)
    if found is None:
        kind = next((pair.text for pair in one.fields if pair.name == "kind"), None)
        name = one_line(one.name, "actor's name")
        if exact:
            found = actors.make(name, "other")
            conn.execute("UPDATE actors SET uid = ? WHERE id = ?", (exact, found))
        else:
            state = countries.find(name) is not None and kind in (None, "state")
            close = [] if state else near(name, actors._all_names())
            known = {word for pair in one.fields if pair.name == "distinct-from"
                     for word in (fold(pair.text),)}  # fmt: skip
            if close and not any(fold(each.name) in known for each in close):
                session.say(
                    f"{name} is new, though {close[0].name} is near it ({close[0].why});"
                    f' if they are one: tracker undo, then "! {close[0].name} = {name}"'
                )
            found = actors.need(name, "state" if state else kind and "other")
    if one.label and not exact:
        raise TrackerError(f"&{one.label} is no uid", "an actor is called by its name")
    return _uid(session, "actors", found)


def _place(session: Session, one: Declared) -> str:
    conn = session.conn
    places = Places(conn, session.reader.notices)
    if one.label and not looks_like_uid(one.label):
        raise TrackerError(f"&{one.label} is no uid", "a place is called by its name")
    found = places.find(one.label or one.name)
    if found is None and one.label:
        found = places.make(one_line(one.name, "place's name"))
        conn.execute("UPDATE places SET uid = ? WHERE id = ?", (one.label, found))
    elif found is None:
        outer = next((pair.text for pair in one.fields if pair.name == "within"), "")
        found = places.need(f"{one.name}, {outer}" if outer and "," not in one.name else one.name)
    return _uid(session, "places", found)


def _uid(session: Session, table: str, number: int) -> str:
    row = session.conn.execute(f"SELECT uid FROM {table} WHERE id = ?", (number,)).fetchone()
    return str(row[0])


def _describe(session: Session, one: Declared, name: str, pair: Pair) -> None:
    with session.attempt(pair.at if pair.text else pair.spot):
        if not pair.text:
            raise TrackerError(f"{pair.name} has no value", f"{pair.name} and what it is")
        pairs = [(pair.name, pair.text)]
        if one.kind == "actor":
            # Under a uid it is this very actor, and may share its names with another one.
            new = bool(one.label)
            describe_actor(session.conn, name, pairs, session.reader.notices, new)
        elif one.kind == "place":
            describe_place(session.conn, name, pairs, session.reader.notices)
        else:
            describe_type(session.conn, name, pairs, session.reader.notices)


def _file(session: Session, one: Declared) -> None:
    """Give the file its title, and the zone of clock times where no place gives one."""
    settings = {"title": (one.name, one.spot)}
    settings |= {pair.name: (pair.text, pair.at) for pair in one.fields}
    for key, (text, spot) in settings.items():
        with session.attempt(spot):
            value = zones.canonical(text) if key == "tz" else one_line(text, "title", TITLE_LIMIT)
            stands = session.conn.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
            if stands is None:
                session.conn.execute("INSERT INTO meta (key, value) VALUES (?, ?)", (key, value))
            elif stands[0] != value:
                session.say(f"the file's {key} was: {stands[0]}")
                session.conn.execute("UPDATE meta SET value = ? WHERE key = ?", (value, key))


class SourcesOfPage:
    """The sources that a page names, by the keys it gives them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.known: dict[str, Source] = {}
        self.made: set[int] = set()

    def open(self, opened: Opened) -> Source | None:
        """Return the source that `@` names, made and described; None where that is a fault."""
        session = self.session
        before = len(session.problems)
        source = None
        with session.attempt(opened.spot):
            source = self._open(opened)
        if source is None or len(session.problems) > before:
            return source
        for pair in opened.fields:
            with session.attempt(pair.at):
                self._field(source, pair, opened)
        if opened.fields or opened.described:
            source = session.reader.sources.read(source.id)
        if opened.key:
            self.known[opened.key.lower()] = source
        session.heard()
        return source

    def _open(self, opened: Opened) -> Source | None:
        session, sources = self.session, self.session.reader.sources
        key = opened.key.lower()
        typed = self._typed(opened)
        if typed is None:
            return None
        mine = self.known.get(key)
        if mine is None and key:
            mine = self._by_exact_key(key)
        if not opened.described:
            found = mine if mine is not None else self._beginning(opened.key)
            return found
        number = sources.find(typed) if typed.url or typed.publisher or typed.title else None
        if number is None and mine is not None:
            self._fill(mine, typed)
            return mine
        if number is not None:
            found = sources.read(number)
            if mine is not None and mine.id != number:
                raise TrackerError(
                    f"@{opened.key} is another source than the one at {typed.url or 'this name'}",
                    f"@{found.key} is the key of that",
                )
            sources._fill(number, typed)
            if key and found.key != key and mine is None:
                session.say(f"{found.key} keeps its key; on this page it is @{opened.key} as well")
            return found
        if key:
            _check_key(key)
        made = sources.read(sources.make(typed, key or None))
        self.made.add(made.id)
        return made._replace(new=True)

    def _typed(self, opened: Opened) -> SourceText | None:
        """Read the parts of the line, each fault at its own place."""
        session = self.session
        before = len(session.problems)
        url = published = publisher = title = None
        if opened.url.text:
            with session.attempt(opened.url.at):
                if not looks_like_url(opened.url.text):
                    raise TrackerError(
                        f"'{opened.url.text}' is no URL",
                        f"@{opened.key} | {opened.url.text}: without a URL a bar comes first",
                    )
                url = checked(opened.url.text)
        if opened.published.text:
            with session.attempt(opened.published.at):
                published = dates.parse(opened.published.text, order=session.terms.order)
        if opened.publisher.text:
            with session.attempt(opened.publisher.at):
                publisher = one_line(opened.publisher.text, "publisher")
        if opened.title.text:
            with session.attempt(opened.title.at):
                title = one_line(opened.title.text, "source's title", TITLE_LIMIT)
        if len(session.problems) > before:
            return None
        return SourceText("|", url, publisher, published, title)

    def _by_exact_key(self, key: str) -> Source | None:
        row = self.session.conn.execute(
            "SELECT coalesce(merged_into, id) FROM sources WHERE (key = ? OR uid = ?)"
            " AND deleted_at IS NULL ORDER BY key <> ? LIMIT 1",
            (key, key, key),
        ).fetchone()
        return self.session.reader.sources.read(int(row[0])) if row is not None else None

    def _beginning(self, key: str) -> Source:
        sources = self.session.reader.sources
        number = sources.find(SourceText(key))
        if number is None:
            close = [*self.known, *sources._near(key)]
            from difflib import get_close_matches  # only where a source was mistyped

            near_keys = get_close_matches(key.lower(), close, n=2, cutoff=0.6)
            hint = f"did you mean @{' or @'.join(dict.fromkeys(near_keys))}? " if near_keys else ""
            raise TrackerError(
                f"no source has the key '{key}'",
                f"{hint}a new one: @{key} URL | PUBLISHER | DATE | TITLE",
            )
        return sources.read(number)

    def _fill(self, source: Source, typed: SourceText) -> None:
        """Give a source, known by its key, what it lacks; another address is another source."""
        row = self.session.conn.execute(
            "SELECT url FROM sources WHERE id = ?", (source.id,)
        ).fetchone()
        if typed.url is not None and row[0] is not None:
            raise TrackerError(
                f"the key {source.key} is that of {row[0]}", f"another key: @{source.key}-2"
            )
        notices = self.session.reader.notices
        if typed.url is not None:
            set_field(self.session.conn, source.id, "url", typed.url, notices, self.session.terms)
        self.session.reader.sources._fill(source.id, typed)

    def _field(self, source: Source, pair: Pair, opened: Opened) -> None:
        session = self.session
        if pair.name == "retracted":
            note = long_text(pair.text, "reason").strip() or None
            session.conn.execute(
                "UPDATE sources SET retracted_at = coalesce(retracted_at, ?), retraction_note = ?"
                " WHERE id = ?",
                (f"{session.terms.now}Z", note, source.id),
            )
        elif pair.name == "sha256":
            if len(pair.text) != 64 or pair.text.strip("0123456789abcdef"):
                raise TrackerError("that is no SHA-256", "64 figures and letters from a to f")
            session.conn.execute(
                "UPDATE sources SET sha256 = ? WHERE id = ?", (pair.text, source.id)
            )
        elif pair.name == "file" and any(other.name == "sha256" for other in opened.fields):
            session.conn.execute("UPDATE sources SET file = ? WHERE id = ?", (pair.text, source.id))
        else:
            set_field(
                session.conn, source.id, pair.name, pair.text, session.reader.notices, session.terms
            )


def _check_key(key: str) -> None:
    if any(sign not in "abcdefghijklmnopqrstuvwxyz0123456789._-" for sign in key):
        raise TrackerError(f"cannot use the key '{key}'", _OF_KEY)
