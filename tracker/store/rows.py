"""Rows as sqlite3 hands them over, turned into parts of values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.dates import restore

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Row

    from tracker.dates import Date


def grouped(rows: Iterable[Row]) -> dict[int, list[Row]]:
    """Return the rows by the incident they belong to, in the order they came."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["incident"], []).append(row)
    return found


def dated(row: Row) -> Date:
    """Return the date in the columns of a row, whose words may be stored beside it."""
    return restore(
        row["date_edtf"], row["date_text"] or "", row["start_earliest"], row["start_latest"],
        row["end_earliest"], row["end_latest"], row["date_precision"], row["date_qualifier"],
        row["end_kind"], row["tz"], row["start_utc"], row["utc_earliest"], row["utc_latest"],
        row["date_words"],
    )  # fmt: skip


def placed(name: str | None, country: str | None) -> str | None:
    """Return the name of a place with its country where the name does not say it: Afrin, Syria."""
    if name is None or country is None:
        return name
    from tracker import countries  # a file without places never needs them

    known = countries.by_code(country)
    spoken = countries.within(name)
    if known is None or (spoken is not None and spoken.code == country):
        return name
    return f"{name}, {known.name}"
