"""How two places may lie to one another: one within the other, or apart from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker import countries
from tracker.errors import TrackerError, quoted

if TYPE_CHECKING:
    import sqlite3

    from tracker.store.places import Places

_WIDTHS: Final = ("exact", "near", "district", "province", "region", "country")


def refuse_contradiction(places: Places, place: int, kind: str, other: int) -> None:
    """Raise TrackerError where one place would lie within the other and apart from it."""
    for inner, outer in ((place, other), (other, place)):
        one, two = places.name_of(inner), places.name_of(outer)
        if kind == "distinct-from" and outer in places.containing(inner):
            said = _said(places.conn, inner, "within", outer)
            mend = (
                f"edit {quoted(one)} {quoted(f'within-={two}')}" if said else f"show {quoted(one)}"
            )
            raise TrackerError(
                f"{one} lies within {two}, and so not apart from it",
                f"if it does not: tracker place {mend}",
            )
        if kind == "within" and _said(places.conn, inner, "distinct-from", outer):
            taken = quoted(f"distinct-from-={two}")
            raise TrackerError(
                f"{one} is recorded as distinct from {two}",
                f"if it is not: tracker place edit {quoted(one)} {taken}",
            )


def may_hold(conn: sqlite3.Connection, outer: int, inner: int) -> bool:
    """Tell whether a place may lie within a wider one, by their countries and precision."""
    country, wide = _extent(conn, outer)
    other, other_wide = _extent(conn, inner)
    if country is not None and other is not None and country != other:
        return False
    return wide is not None and (other_wide is None or wide > other_wide)


def _extent(conn: sqlite3.Connection, place: int) -> tuple[str | None, int | None]:
    """Return the country of a place, and how wide it is, where that is known."""
    name, country, precision = conn.execute(
        "SELECT name, country, precision FROM places WHERE id = ?", (place,)
    ).fetchone()
    known = countries.find(str(name))
    if known is not None:
        country, precision = country or known.code, "country"
    return country, _WIDTHS.index(precision) if precision in _WIDTHS else None


def _said(conn: sqlite3.Connection, place: int, kind: str, other: int) -> bool:
    found = conn.execute(
        "SELECT 1 FROM place_relations AS r JOIN places AS p ON p.id = r.place_id"
        " JOIN places AS o ON o.id = r.other_id WHERE r.kind = ?"
        " AND coalesce(p.merged_into, p.id) = ? AND coalesce(o.merged_into, o.id) = ?",
        (kind, place, other),
    ).fetchone()
    return found is not None
