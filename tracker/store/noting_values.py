"""The values of a file as statements of a page: what is adopted, what a citation says, and how."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tracker import dates
from tracker.errors import TrackerError
from tracker.fields import NUMBER_STANCES, ROLES
from tracker.notes import Part, Said
from tracker.quantities import parse_number
from tracker.store.noting_rows import Adopted
from tracker.store.noting_words import date_words, derived_zone, duration_words, number_words
from tracker.store.values import CLOCKED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.dates import Date
    from tracker.store.noting_names import Names
    from tracker.store.noting_rows import Chunk, Cited, Claim, Decided, Noted


class Values:
    """How the values of a file are typed, so that they are read as the same values."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.published: dict[int, Date | None] = {}

    def adopted(self, incident: Noted, chunk: Chunk) -> list[Adopted]:
        """Return the adopted values in the order in which they are written, the date first."""
        number = incident.number
        values = [self.date(incident)]
        if incident.type is not None:
            values.append(Adopted("type", incident.type, incident.type))
        parties = chunk.parties.get(number, [])
        for role in ROLES:
            values += [
                Adopted(role, party.actor, self.names.actor(party.actor))
                for party in parties
                if party.role == role
            ]
        if incident.place is not None:
            values.append(Adopted("place", incident.place, self.names.place(incident.place)))
        for count in chunk.counts.get(number, []):
            figures = count.low, count.best, count.high, count.words
            values.append(Adopted(count.field, figures, number_words(*figures)))
        if incident.duration is not None:
            minutes = incident.shortest, incident.longest
            typed = duration_words(incident.duration, *minutes)
            values.append(Adopted("duration", minutes, typed))
        for namespace, key, text in chunk.attributes.get(number, []):
            values.append(Adopted(f"x.{key}" if namespace == "x" else key, text, text))
        return values

    def date(self, incident: Noted) -> Adopted:
        """Return the adopted date."""
        text, edtf, tz = incident.date, incident.edtf, incident.tz
        return Adopted("date", (edtf, text, tz), date_words(text, edtf, tz))

    def zone(self, incident: Noted) -> str | None:
        """Return the zone that the place gives."""
        if incident.place is None:
            return None
        return self.names.places.zone_of(incident.place)

    def unzoned(self, words: str) -> bool:
        """Tell whether words have a clock time that would be read in the zone of the file."""
        if not self._file_has_zone:
            return False
        try:
            date = dates.parse(words)
        except TrackerError:
            return False
        return date.precision in CLOCKED and date.tz is None

    @cached_property
    def _file_has_zone(self) -> bool:
        row = self.names.conn.execute("SELECT 1 FROM meta WHERE key = 'tz'").fetchone()
        return row is not None

    def same(self, claim: Claim, value: Adopted) -> bool:
        """Tell whether a claim says what is adopted, in the words that make it so again."""
        if claim.field != value.field or claim.stance != "asserts":
            return False
        if claim.family == "date":
            return claim.edtf is not None and (claim.edtf, claim.value, claim.tz) == value.key
        if claim.family == "place":
            return claim.place is not None and self.names.place(claim.place) == value.text
        if claim.family == "actor":
            return claim.actor is not None and self.names.actor(claim.actor) == value.text
        if claim.field == "duration":
            return (claim.low, claim.high) == value.key and claim.value == value.text
        if claim.family == "number":
            number = parse_number(claim.value or "")
            return (number.low, number.best, number.high, number.words or None) == value.key
        return claim.value == value.key

    def text(self, claim: Claim, source: int) -> str:
        """Return how what a claim says is typed below its source."""
        if claim.stance in NUMBER_STANCES:
            return claim.stance
        if claim.actor is not None:
            return self.names.actor(claim.actor)
        if claim.place is not None:
            return self.names.place(claim.place)
        if claim.family == "date" and claim.value is not None:
            words = date_words(claim.value, claim.edtf, claim.tz)
            return self._as_printed(words, claim.tz, source)
        return claim.value or ""

    def _as_printed(self, words: str, zone: str | None, source: int) -> str:
        """Return the words of a relative date alone, if the day of publication is its anchor."""
        bare, bracket, _ = words.rpartition(" (published ")
        if not bracket:
            return words
        if source not in self.published:
            self.published[source] = self.names.sources.read(source).published
        published = self.published[source]
        if published is None:
            return words
        try:
            read = dates.parse(bare, anchor=dates.Anchor(published, "published"), zone=zone)
        except TrackerError:
            return words
        return bare if read.text == words else words

    def parts(
        self, claim: Claim, decisions: dict[str, Decided], zones: Iterable[str | None]
    ) -> tuple[Part, ...]:
        """Return what stands after bars; `zones` are those that a date would be read in."""
        parts = [Part("reading", claim.reading)] if claim.reading != "plain" else []
        if claim.family == "date" and claim.value is not None:
            words = date_words(claim.value, claim.edtf, claim.tz)
            read_otherwise = any(
                (claim.tz is None and zone != "" and self.unzoned(words))
                or derived_zone(words, zone or None) != claim.tz
                for zone in zones
            )
            if read_otherwise:
                parts.append(Part("tz", claim.tz or ""))
        if claim.credibility is not None:
            parts.append(Part("credibility", str(claim.credibility)))
        decision = decisions.get(claim.field)
        if (
            decision is not None
            and (decision.kind, decision.citation) == ("claim", claim.citation)
            and claim.adoptable
        ):
            parts.append(Part("adopt", decision.reason or ""))
        return tuple(parts)

    def evidence(self, cited: Cited) -> list[Said]:
        """Return how a source is cited, where that is not how it is cited by itself."""
        said = []
        if cited.origin != cited.own_origin:
            spoken = self.names.actor(cited.origin) if cited.origin is not None else ""
            said.append(Said("said-by", spoken))
        if cited.agency != cited.own_agency:
            said.append(Said("via", cited.agency or ""))
        said += [Said("pinpoint", cited.pinpoint)] if cited.pinpoint else []
        said += [Said("stance", cited.stance)] if cited.stance != "reports" else []
        said += [Said("quote", cited.quote)] if cited.quote else []
        return said
