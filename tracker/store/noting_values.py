"""The values of a file as statements of a page: what is adopted, what a citation says, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker import dates
from tracker.errors import TrackerError
from tracker.fields import MEASURES, ROLES
from tracker.notes import Part, Said
from tracker.quantities import parse_number
from tracker.store.noting_rows import Adopted, Claim
from tracker.store.noting_words import date_words, derived_zone, duration_words, number_words

if TYPE_CHECKING:
    from tracker.dates import Date
    from tracker.store.noting_names import Names

Row = tuple[Any, ...]  # as sqlite3 hands it over; each query names its columns


class Values:
    """How the values of a file are typed, so that they are read as the same values."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.published: dict[int, Date | None] = {}

    def adopted(self, row: Row, held: dict[str, dict[int, list[Row]]]) -> list[Adopted]:
        """Return the adopted values in the order in which they are written."""
        number = int(row[0])
        values = [Adopted("date", (row[4], row[3], row[5]), date_words(row[3], row[4], row[5]))]
        if row[6] is not None:
            values.append(Adopted("type", row[6], str(row[6])))
        parties = held["parties"].get(number, [])
        for role in ROLES:
            values += [Adopted(role, a, self.names.actor(a)) for r, a in parties if r == role]
        if row[7] is not None:
            values.append(Adopted("place", row[7], self.names.place(row[7])))
        for measure, category, low, best, high, words in held["counts"].get(number, []):
            field = measure if measure in MEASURES else f"count.{measure}"
            field = field if category == "total" else f"{field}.{category}"
            values.append(
                Adopted(field, (low, best, high, words), number_words(low, best, high, words))
            )
        if row[8] is not None:
            values.append(
                Adopted("duration", (row[9], row[10]), duration_words(row[8], row[9], row[10]))
            )
        for namespace, key, text in held["attributes"].get(number, []):
            field = f"x.{key}" if namespace == "x" else str(key)
            values.append(Adopted(field, text, str(text)))
        return values

    def zone(self, row: Row) -> str | None:
        """Return the zone that the place gives."""
        return self.names.places.zone_of(row[7]) if row[7] is not None else None

    def same(self, claim: Claim, value: Adopted) -> bool:
        """Tell whether a claim says what is adopted, in the words that make it so again."""
        if claim.field != value.field or claim.stance != "asserts":
            return False
        if claim.family == "date":
            return claim.edtf is not None and (claim.edtf, claim.value, claim.tz) == value.key
        if claim.family == "place":
            return self.names.place(claim.place or 0) == value.text
        if claim.family == "actor":
            return self.names.actor(claim.actor or 0) == value.text
        if claim.field == "duration":
            return (claim.low, claim.high) == value.key and claim.value == value.text
        if claim.family == "number":
            number = parse_number(claim.value or "")
            return (number.low, number.best, number.high, number.words or None) == value.key
        return claim.value == value.key

    def text(self, claim: Claim, source: int) -> str:
        if claim.stance in ("none-reported", "under-assessment"):
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

    def parts(self, claim: Claim, decisions: dict[str, Row], zone: str | None) -> tuple[Part, ...]:
        """Return what stands after bars; `zone` is the one that a date would be read in."""
        parts = [Part("reading", claim.reading)] if claim.reading != "plain" else []
        if claim.family == "date" and claim.value is not None:
            words = date_words(claim.value, claim.edtf, claim.tz)
            if derived_zone(words, zone) != claim.tz:
                parts.append(Part("tz", claim.tz or ""))
        if claim.credibility is not None:
            parts.append(Part("credibility", str(claim.credibility)))
        decision = decisions.get(claim.field)
        if (
            decision is not None
            and decision[1:3] == ("claim", claim.citation)
            and claim.stance in ("asserts", "none-reported")
        ):
            parts.append(Part("adopt", decision[3] or ""))
        return tuple(parts)

    def evidence(self, cited: Row) -> list[Said]:
        """Return how a source is cited, where that is not how it is cited by itself."""
        _, _, own_origin, own_agency, origin, agency, pinpoint, quote, stance, *_ = cited
        said = []
        if origin != own_origin:
            said.append(Said("said-by", self.names.actor(origin) if origin is not None else ""))
        if agency != own_agency:
            said.append(Said("via", agency or ""))
        said += [Said("pinpoint", pinpoint)] if pinpoint else []
        said += [Said("stance", stance)] if stance != "reports" else []
        said += [Said("quote", quote)] if quote else []
        return said
