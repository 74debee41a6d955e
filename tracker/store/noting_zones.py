"""The zone that the date of a page is read in: that of its place, once the place is adopted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker import dates
from tracker.errors import TrackerError
from tracker.store.noting_words import derived_zone
from tracker.store.rereading import reread

if TYPE_CHECKING:
    from tracker.store.noting_statements import Statements, Told


def before_placing(statements: Statements, told: Told) -> Told:
    """Return the incident with the date as it was before its place was adopted.

    A place that is adopted further down gives its zone to the date, when the page is read.
    """
    incident, decision = told.incident, told.decisions.get("place")
    if decision is None or decision.kind != "claim" or "date" in told.decisions:
        return told
    if told.first is not None and told.first.number == decision.citation:
        return told
    if incident.place is None or not any(
        claim.field == "place" and claim.place == incident.place
        for claim in told.claims_of(decision.citation)
    ):
        return told
    try:
        before = dates.parse(incident.date)
    except TrackerError:
        return told
    zone = statements.values.zone(incident)
    after = reread(incident.date, before.edtf, zone)
    if before.edtf is None or (after.edtf, after.tz or zone) != (incident.edtf, incident.tz):
        return told
    incident = incident._replace(edtf=before.edtf, tz=before.tz)
    _, *others = told.values
    return replace(told, incident=incident, values=[statements.values.date(incident), *others])


def zone_of_date(statements: Statements, told: Told) -> tuple[str | None, bool]:
    """Return the zone that the first date is read in, and whether a line `tz` has to give it.

    An empty one keeps a clock time out of the zone of the file.
    """
    date, *others = told.values
    zone = statements.values.zone(told.incident)
    if any(
        value.field == "place" and statements.is_adopted_further_down(told, value)
        for value in others
    ):
        zone = None
    derived = derived_zone(date.text, zone) or zone
    if told.incident.tz is None and derived is None and statements.values.unzoned(date.text):
        return "", True
    if told.incident.tz == derived:
        return zone, False
    return told.incident.tz, True
