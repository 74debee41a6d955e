"""What an incident has adopted of one field, in words, whoever says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.fields import field_named
from tracker.report.figures import duration, number

if TYPE_CHECKING:
    from tracker.model import Incident


def standing(incident: Incident, field: str) -> str | None:
    """The adopted value of a field that sources can speak of; None where there is none.

    The incident is one that was read in full.
    """
    family = field_named(field).family
    if field == "date":
        return incident.date.meaning if incident.date.edtf is not None else None
    if field == "duration":
        return duration(incident) or None
    if family == "actor":
        return ", ".join(incident.named(field)) or None
    if family == "number":
        figures = (c for c in incident.counts if c.field == field)
        return next((number(c.low, c.best, c.high, c.words) for c in figures), None)
    if family == "text" and field != "title":
        space, name = ("x", field[2:]) if field.startswith("x.") else ("field", field)
        own = (a.value for a in incident.attributes if (a.namespace, a.key) == (space, name))
        return next(own, None)
    return {"place": incident.place, "type": incident.type, "title": incident.title}.get(field)
