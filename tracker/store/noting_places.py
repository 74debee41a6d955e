"""The places of a file as declarations of a page of notes, with no word that reading them adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracker import countries
from tracker.names import fold
from tracker.notes import Declared, Pair
from tracker.store.noting_names import sorted_relations

if TYPE_CHECKING:
    from collections.abc import Container

    from tracker.store.noting_names import Names


class _Place(NamedTuple):
    number: int
    uid: str
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None
    tz: str | None
    note: str | None


class _Outer(NamedTuple):
    """A place around another one, as it is called, and its country."""

    called: str
    country: str | None


class _Made(NamedTuple):
    """What reading the name of a place makes of it by itself."""

    country: str | None = None
    tz: str | None = None
    precision: str | None = None
    outer: str | None = None


def declared_places(names: Names, wanted: Container[int] | None) -> list[Declared]:
    """Return what is known of the places asked for; None asks for every one."""
    rows = names.conn.execute(
        "SELECT id, uid, name, country, latitude, longitude, precision, tz, note FROM places"
        " WHERE deleted_at IS NULL AND merged_into IS NULL"
    )
    places = [
        place for place in map(_Place._make, rows) if wanted is None or place.number in wanted
    ]
    places.sort(key=lambda place: (fold(place.name), place.uid, place.name))
    return [_declared(names, place) for place in places]


def _declared(names: Names, place: _Place) -> Declared:
    others = names.others("place", place.number, place.name)
    within, relations = _around(names, place)
    made = _made(place.name, within)
    keys = [fold(other.text) for other in others] + [fold(place.name)]
    exact = (
        names.place(place.number) == place.uid
        or names.shared("place", keys)
        or _says_too_much(made, place, within)
    )
    if exact:
        made = _Made()
    fields = [
        Pair(name, text)
        for name, text, usual in (
            ("country", place.country, made.country),
            ("precision", place.precision, made.precision),
            ("tz", place.tz, made.tz),
        )
        if text is not None and text != usual
    ]
    if place.latitude is not None and place.longitude is not None:
        fields.append(Pair("coords", f"{place.latitude!r},{place.longitude!r}"))
    fields += [Pair("within", outer.called) for outer in within]
    fields += relations
    fields += [other for other in others if other.name != "alias"]
    fields += [Pair("note", place.note)] if place.note else []
    aliases = tuple(other for other in others if other.name == "alias")
    return Declared("place", place.name, place.uid if exact else "", aliases, tuple(fields))


def _around(names: Names, place: _Place) -> tuple[list[_Outer], list[Pair]]:
    """Return the places around it, those of its country first, and its other relations."""
    within: list[_Outer] = []
    relations: list[Pair] = []
    for kind, other, country in names.conn.execute(
        "SELECT DISTINCT r.kind, coalesce(b.merged_into, b.id), b.country"
        " FROM place_relations AS r"
        " JOIN places AS a ON a.id = r.place_id JOIN places AS b ON b.id = r.other_id"
        " WHERE coalesce(a.merged_into, a.id) = ? AND b.deleted_at IS NULL ORDER BY 1, 2",
        (place.number,),
    ).fetchall():
        called = names.place(other)
        if kind == "within":
            within.append(_Outer(called, country))
        else:
            relations.append(Pair(str(kind), called))
    within.sort(
        key=lambda outer: (outer.country != place.country, fold(outer.called), outer.called)
    )
    return within, sorted_relations(relations)


def _made(name: str, within: list[_Outer]) -> _Made:
    """Return what its name alone gives, below the first of the places that it lies within."""
    if within:
        outer = within[0]
        country = countries.by_code(outer.country) if outer.country is not None else None
        tz = country.zone if country is not None else None
        return _Made(outer.country, tz, outer=outer.called)
    known = countries.find(name)
    if known is not None:
        return _Made(known.code, known.zone, "country")
    around = countries.within(name)
    if around is not None:
        return _Made(around.code, around.zone, outer=around.name)
    return _Made()


def _says_too_much(made: _Made, place: _Place, within: list[_Outer]) -> bool:
    """Tell whether reading its name would give it something that it has not."""
    return (
        (made.country is not None and place.country is None)
        or (made.tz is not None and place.tz is None)
        or (made.precision is not None and place.precision is None)
        or (made.outer is not None and made.outer not in [outer.called for outer in within])
        or "," in place.name
    )
