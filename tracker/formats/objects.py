"""Incidents as JSON: every key, in one stable order, described in docs/json.md and schema.json."""

from __future__ import annotations

from json import JSONEncoder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.formats.options import Options
    from tracker.model import Citation, Claim, Incident


def array(incidents: Iterable[Incident], options: Options) -> Iterator[str]:
    """One JSON array, an incident a line."""
    between = "[\n"
    for line in lines(incidents, options):
        yield between + line.removesuffix("\n")
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def lines(incidents: Iterable[Incident], options: Options) -> Iterator[str]:
    """JSON Lines: one object a line."""
    encode = JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    for incident in incidents:
        yield encode(as_object(incident)) + "\n"


def as_object(incident: Incident) -> dict[str, Any]:
    """The incident as an object of plain values."""
    date = incident.date
    low, high = incident.duration_low, incident.duration_high
    return {
        "id": incident.id,
        "uid": incident.uid,
        "title": incident.title,
        "description": incident.description,
        "type": incident.type,
        "date": date.edtf,
        "date_text": date.text,
        "date_words": date.words,
        "precision": date.precision,
        "start_earliest": date.start_earliest,
        "start_latest": date.start_latest,
        "end_earliest": date.end_earliest,
        "end_latest": date.end_latest,
        "end_kind": date.end_kind,
        "tz": date.tz,
        "start_utc": date.start_utc,
        "duration": None if low is None and high is None else {"low": low, "high": high},
        "place": incident.place,
        "country": incident.country,
        "latitude": incident.latitude,
        "longitude": incident.longitude,
        "place_precision": incident.place_precision,
        "status": incident.status,
        "by": incident.named("by"),
        "against": incident.named("against"),
        "actors": [
            {"name": party.name, "role": party.role, "uid": party.uid} for party in incident.parties
        ],
        "counts": [
            {
                "measure": count.measure,
                "category": count.category,
                "low": count.low,
                "best": count.best,
                "high": count.high,
                "words": count.words,
            }
            for count in incident.counts
        ],
        "sources": incident.sources,
        "origins": incident.origins,
        "independent_origins": incident.independent_origins,
        "disputed": list(incident.disputed),
        "settled": list(incident.settled),
        "tags": list(incident.tags),
        "citations": [_citation(citation) for citation in incident.citations],
        "claims": [_claim(claim) for claim in incident.claims],
        "links": [{"kind": link.kind, "id": link.id} for link in incident.links],
        "attributes": [
            {"namespace": own.namespace, "key": own.key, "value": own.value}
            for own in incident.attributes
        ],
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "id": citation.id,
        "uid": citation.uid,
        "source": citation.source,
        "publisher": citation.publisher,
        "title": citation.title,
        "url": citation.url,
        "published": citation.published_edtf or citation.published,
        "origin": citation.origin,
        "agency": citation.agency,
        "stance": citation.stance,
        "quote": citation.quote,
        "pinpoint": citation.pinpoint,
        "standing": citation.standing,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "citation": claim.citation,
        "field": claim.field,
        "value": claim.value,
        "low": claim.low,
        "best": claim.best,
        "high": claim.high,
        "date": claim.date.edtf if claim.date is not None else None,
        "stance": claim.stance,
        "reading": claim.reading,
        "origin": claim.origin,
        "source": claim.source,
        "quote": claim.quote,
        "adopted": claim.adopted,
        "standing": claim.standing,
    }
