"""Recording what a page of notes declares: actors, places, types and the file itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker import countries
from tracker.dates import zones
from tracker.errors import TrackerError, quoted
from tracker.names import fold
from tracker.notes import NAME_KINDS, TYPE_FIELDS
from tracker.store.actors import RELATIONS
from tracker.store.describing import (
    country_code,
    dated_name,
    say_of_actor,
    say_of_place,
)
from tracker.store.naming import edit_type
from tracker.store.page_since import log_key
from tracker.store.types import Types
from tracker.store.uids import looks_like_uid
from tracker.texts import TITLE_LIMIT, one_line

if TYPE_CHECKING:
    from tracker.notes import Declared, Pair
    from tracker.store.page_session import Session


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
    known += [(one, 0) for one in declared if one.kind == "type"]
    for stage in range(3):
        for one, number in known:
            if number is not None:
                for pair in (*one.others, *one.fields):
                    if _stage(pair) == stage:
                        _describe(session, one, number, pair)
    mine = {f"new {one.kind}: {one.name}" for one in declared}
    lines = session.reader.notices.lines
    lines[:] = [line for line in lines if line.partition(" ('")[0] not in mine]
    session.heard()


def _stage(pair: Pair) -> int:
    """Return when a pair is recorded: names that go, then names, then what is said of them."""
    return 0 if pair.name.endswith("-") else 1 if pair.name in NAME_KINDS else 2


def _outer_first(places: list[Declared]) -> list[Declared]:
    """Return the places so that each comes after those that it lies within."""
    by_name: dict[str, list[Declared]] = {}
    for one in places:
        for name in filter(None, (one.name, one.label)):
            by_name.setdefault(fold(name), []).append(one)
    ordered: dict[int, Declared] = {}

    def put(one: Declared, inside: tuple[int, ...]) -> None:
        for pair in one.fields:
            if pair.name != "within":
                continue
            first = pair.text.partition(",")[0]
            for outer in by_name.get(fold(pair.text), by_name.get(fold(first), ())):
                if id(outer) not in (*ordered, *inside, id(one)):
                    put(outer, (*inside, id(one)))
        ordered.setdefault(id(one), one)

    for one in places:
        put(one, ())
    return list(ordered.values())


def _made(session: Session, one: Declared) -> int | None:
    """Return the id of what is declared, made where it is new; None where that is a fault."""
    with session.attempt(one.spot):
        return (_actor if one.kind == "actor" else _place)(session, one)
    return None


def _actor(session: Session, one: Declared) -> int:
    conn = session.conn
    actors = replace(session.reader.actors, new=True)
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
            close = [] if state else actors.names.near(name)
            known = {
                fold(dated_name(pair.text)[0])
                for pair in one.fields
                if pair.name == "distinct-from"
            }
            if close and not any(fold(each.name) in known for each in close):
                session.say(
                    f"{name} is new, though {close[0].name} is near it ({close[0].why});"
                    f' if they are one: tracker undo, then "! {close[0].name} = {name}"'
                )
            related = any(pair.name in RELATIONS for pair in one.fields)
            found = actors.need(name, "state" if state else kind and "other", related)
    if one.label and not exact:
        raise TrackerError(f"&{one.label} is no uid", "an actor is called by its name")
    return found


def _place(session: Session, one: Declared) -> int:
    conn, places = session.conn, replace(session.reader.places, new=True)
    if one.label and not looks_like_uid(one.label):
        raise TrackerError(f"&{one.label} is no uid", "a place is called by its name")
    found = places.find(one.label or one.name)
    if found is None and one.label:
        # Its country tells it from another one of the name, where that is asked below.
        country = next((pair.text for pair in one.fields if pair.name == "country"), None)
        code = country_code(country) if country else None
        found = places.make(one_line(one.name, "place's name"), code)
        conn.execute("UPDATE places SET uid = ?, tz = NULL WHERE id = ?", (one.label, found))
    elif found is None:
        outer = next((pair.text for pair in one.fields if pair.name == "within"), "")
        around = places.find(outer) if outer else None
        if around is not None and "," not in one.name:
            found = places.within(one.name, around)
        else:
            chain = outer and "," not in one.name
            found = places.need(f"{one.name}, {outer}" if chain else one.name)
    return found


def _describe(session: Session, one: Declared, number: int, pair: Pair) -> None:
    with session.attempt(pair.at if pair.text else pair.spot):
        if not pair.text and (one.kind != "type" or pair.name not in TYPE_FIELDS[1:]):
            raise TrackerError(f"{pair.name} has no value", f"{pair.name} and what it is")
        if session.keeps(lambda: _say(session, one, number, pair)):
            typed = quoted(f"{pair.name}={pair.text}")
            session.say(
                f"{one.name} keeps its {pair.name}, which was changed since:"
                f" tracker {one.kind} edit {quoted(one.name)} {typed}"
            )


def _say(session: Session, one: Declared, number: int, pair: Pair) -> None:
    pairs = [(pair.name, pair.text)]
    if one.kind == "actor":
        # Under a uid it is this very actor, and may share its names with another one.
        say_of_actor(replace(session.reader.actors, new=bool(one.label)), number, pairs)
    elif one.kind == "place":
        say_of_place(replace(session.reader.places, new=True), number, pairs)
    elif pair.name == "alias-":
        _take_alias(session, one, pair)
    else:
        edit_type(session.conn, one.name, pairs, session.reader.notices)


def _take_alias(session: Session, one: Declared, pair: Pair) -> None:
    """Take a name from a type, unless it was given to it since."""
    conn, code = session.conn, session.reader.types.known(one.name)
    stands = conn.execute(
        "SELECT 1 FROM incident_type_names WHERE name_key = ? AND type_code = ?",
        (fold(pair.text), code),
    ).fetchone()
    if stands is None:
        return
    if session.since.added("incident_type_names", log_key(fold(pair.text))):
        session.say(
            f"{code} keeps the name {pair.text}, which it was given since:"
            f" tracker type edit {code} {quoted(f'alias-={pair.text}')}"
        )
        return
    edit_type(conn, code, [("alias-", pair.text)], session.reader.notices)


def _file(session: Session, one: Declared) -> None:
    """Give the file its title, and the zone of clock times where no place gives one."""
    settings = {"title": (one.name, one.spot)} if one.name else {}
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
