"""The actors of a file as declarations of a page of notes, with no word that reading them adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracker import countries
from tracker.names import fold
from tracker.notes import Declared, Pair
from tracker.store.actors import UNNAMED_WORDS
from tracker.store.noting_names import sorted_relations
from tracker.store.noting_words import date_words

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from tracker.store.noting_names import Names


class _Actor(NamedTuple):
    number: int
    uid: str
    name: str
    kind: str
    country: str | None
    note: str | None


class _Relation(NamedTuple):
    """What an actor is to another one, and since when."""

    kind: str
    number: int
    name: str
    uid: str
    edtf: str | None
    date: str | None


def declared_actors(names: Names, wanted: Container[int] | None) -> list[Declared]:
    """Return what is known of the actors asked for; None asks for every one."""
    rows = names.conn.execute(
        "SELECT id, uid, name, kind, country, note FROM actors"
        " WHERE deleted_at IS NULL AND merged_into IS NULL"
    )
    actors = [
        actor for actor in map(_Actor._make, rows) if wanted is None or actor.number in wanted
    ]
    actors.sort(key=lambda actor: (fold(actor.name), actor.uid, actor.name))
    return [_declared(names, actor) for actor in actors]


def _declared(names: Names, actor: _Actor) -> Declared:
    others = names.others("actor", actor.number, actor.name)
    keys = {fold(other.text) for other in others} | {fold(actor.name)}
    country = countries.find(actor.name)
    state = country if actor.kind == "state" else None
    exact = (
        names.actor(actor.number) == actor.uid
        or "|" in actor.name
        or names.shared("actor", keys)
        or (state is not None and not _is_made(actor, state, keys))
    )
    if state is not None and not exact:
        # Reading the name of a state makes these by itself.
        given = {fold(other) for other in state.other_names}
        others = [each for each in others if each.name != "alias" or fold(each.text) not in given]
    unnamed = actor.name.casefold().startswith(UNNAMED_WORDS)
    usual = "unnamed" if unnamed and not exact else "other"
    fields = [Pair("kind", actor.kind)] if actor.kind != usual or country is not None else []
    if actor.country is not None and (exact or state is None):
        fields.append(Pair("country", actor.country))
    fields += [other for other in others if other.name != "alias"]
    fields += sorted_relations(_relations(names, actor.number))
    fields += [Pair("note", actor.note)] if actor.note else []
    aliases = tuple(other for other in others if other.name == "alias")
    return Declared("actor", actor.name, actor.uid if exact else "", aliases, tuple(fields))


def _is_made(actor: _Actor, state: countries.Country, keys: set[str]) -> bool:
    """Tell whether reading its name alone makes the state with all that is known of it."""
    return (
        state.name == actor.name
        and actor.country == state.code
        and all(fold(other) in keys for other in state.other_names)
    )


def _relations(names: Names, number: int) -> Iterator[Pair]:
    """Yield what an actor is to others, and since when; of those merged into it as well."""
    rows = names.conn.execute(
        "SELECT r.kind, b.id, b.name, b.uid, r.date_edtf, min(r.date_text)"
        "  FROM actor_relations AS r JOIN actors AS a ON a.id = r.actor_id"
        "  JOIN actors AS o ON o.id = r.other_id"
        "  JOIN actors AS b ON b.id = coalesce(o.merged_into, o.id)"
        " WHERE coalesce(a.merged_into, a.id) = ? AND o.deleted_at IS NULL"
        " GROUP BY r.kind, b.id, r.date_edtf",
        (number,),
    )
    relations = [_Relation._make(row) for row in rows]
    dated = {(each.kind, each.number) for each in relations if each.edtf is not None}
    for each in relations:
        if each.edtf is None and (each.kind, each.number) in dated:
            continue
        # What follows a bar is read as a date, also where the bar is in a name.
        called = names.actor(each.number) if "|" not in each.name else each.uid
        date = date_words(each.date, each.edtf, None) if each.date is not None else each.edtf
        yield Pair(each.kind, f"{called} | {date}" if date is not None else called)
