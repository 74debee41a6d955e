"""The plain columns of an incident, one value a cell, for csv, tsv and md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.errors import TrackerError
from tracker.report.figures import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tracker.model import Incident

    Cell = str | int | float | None

MEASURES: Final = ("killed", "injured")
BOUNDS: Final = ("low", "best", "high")


def joined(parts: Iterable[str | int]) -> str:
    """A list in one cell: parts with `; ` between them."""
    return "; ".join(str(part) for part in parts)


def _role(name: str) -> Callable[[Incident], Cell]:
    return lambda incident: joined(incident.named(name))


def _figure(measure: str, bound: str) -> Callable[[Incident], Cell]:
    def cell(incident: Incident) -> Cell:
        for one in incident.counts:
            if one.measure == measure and one.category == "total":
                value: int | None = getattr(one, bound)
                return value
        return None

    return cell


COLUMNS: Final[dict[str, Callable[[Incident], Cell]]] = {
    "id": lambda i: i.id,
    "uid": lambda i: i.uid,
    "title": lambda i: i.title,
    "description": lambda i: i.description,
    "type": lambda i: i.type,
    "date": lambda i: i.date.edtf,
    "date_text": lambda i: i.date.text,
    "date_words": lambda i: i.date.words,
    "precision": lambda i: i.date.precision,
    "start_earliest": lambda i: i.date.start_earliest,
    "start_latest": lambda i: i.date.start_latest,
    "end_earliest": lambda i: i.date.end_earliest,
    "end_latest": lambda i: i.date.end_latest,
    "end_kind": lambda i: i.date.end_kind,
    "tz": lambda i: i.date.tz,
    "start_utc": lambda i: i.date.start_utc,
    "duration_low": lambda i: i.duration_low,
    "duration_high": lambda i: i.duration_high,
    "place": lambda i: i.place,
    "country": lambda i: i.country,
    "latitude": lambda i: i.latitude,
    "longitude": lambda i: i.longitude,
    "place_precision": lambda i: i.place_precision,
    "status": lambda i: i.status,
    "by": _role("by"),
    "against": _role("against"),
    "victim": _role("victim"),
    "instrument": _role("instrument"),
    "asset": _role("asset"),
    "supporter": _role("supporter"),
    "involved": _role("involved"),
    **{f"{m}_{b}": _figure(m, b) for m in MEASURES for b in BOUNDS},
    "counts": lambda i: joined(count(one) for one in i.counts),
    "sources": lambda i: i.sources,
    "origins": lambda i: i.origins,
    "independent_origins": lambda i: i.independent_origins,
    "disputed": lambda i: joined(i.disputed),
    "settled": lambda i: joined(i.settled),
    "tags": lambda i: joined(i.tags),
    "source_keys": lambda i: joined(dict.fromkeys(c.source for c in i.citations)),
    "source_urls": lambda i: joined(dict.fromkeys(c.url for c in i.citations if c.url)),
    "links": lambda i: joined(f"{link.kind} {link.id}" for link in i.links),
    "attributes": lambda i: joined(f"{a.namespace}:{a.key}={a.value}" for a in i.attributes),
}


def chosen(names: Iterable[str]) -> dict[str, Callable[[Incident], Cell]]:
    """The columns of these names, in their order; all where none is named.

    Raises TrackerError for a name that is no column.
    """
    wanted = list(names) or list(COLUMNS)
    for name in wanted:
        if name not in COLUMNS:
            raise TrackerError(f"unknown column '{name}'", f"columns: {', '.join(COLUMNS)}")
    return {name: COLUMNS[name] for name in wanted}
