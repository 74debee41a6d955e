"""Recording the incidents of a page of notes: new ones, and what is said of those that stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from tracker import dates
from tracker.dates import zones
from tracker.errors import TrackerError
from tracker.notes import DECIDING
from tracker.store import adopted
from tracker.store.entry import SAID_FAMILIES
from tracker.store.page_citing import Citing, NewCiting, WaitingCiting
from tracker.store.saying import named_zone, zone_of_incident
from tracker.store.uids import looks_like_uid
from tracker.texts import TITLE_LIMIT, long_text, one_line

if TYPE_CHECKING:
    from tracker.notes import Entry, Said
    from tracker.store.page_queue import Stored
    from tracker.store.page_session import Session
    from tracker.store.sources import Source
    from tracker.store.values import Value


class Decision(NamedTuple):
    """A choice made on the page: of a citation's claim, of a range, or of the analyst's value."""

    incident: int
    field: str
    kind: str
    citation: int | None
    reason: str | None
    said: Said
    adopts: bool


class Sorted(NamedTuple):
    """The statements of a block by where they go."""

    values: tuple[Said, ...]  # adopted, and mostly said by the source as well
    claims: tuple[Said, ...]  # said by the source alone
    plain: tuple[Said, ...]  # the analyst's own fields
    links: tuple[Said, ...]

    @classmethod
    def of(cls, session: Session, entry: Entry, own: bool = False) -> Sorted:
        """Sort them; a field that has one value must not be given two.

        `own` says that no source speaks, so that a note is the incident's and of no citation.
        """
        values: list[Said] = []
        claims: list[Said] = []
        plain: list[Said] = []
        links: list[Said] = []
        seen: dict[str, int] = {}
        for said in entry.said:
            field = said.field
            repeated = said.name in seen and not field.repeats
            if not field.claimable:
                if field.part == "evidence" or (said.name == "note" and not entry.new and not own):
                    continue
                (links if field.family == "link" else plain).append(said)
            elif said.operator == "!=" or said.claimed or (not entry.new and not said.own):
                claims.append(said)
                continue
            elif not repeated:
                values.append(said)
                if said.name == "title" and entry.new and said.text != entry.text.strip():
                    session.fault(
                        said.spot,
                        f"the title after the + is another one: {entry.text.strip()}",
                        f"what was decided is the title: title {entry.text.strip()} | adopt WHY",
                    )
            if repeated:
                session.fault(
                    said.spot,
                    f"{said.name} is given on line {seen[said.name]} already",
                    f"what the source says beside it: claimed.{said.name} {said.text}"
                    if field.claimable
                    else "keep one of them",
                )
            seen.setdefault(said.name, said.spot[0])
        return cls(tuple(values), tuple(claims), tuple(plain), tuple(links))

    def undated(self) -> Sorted:
        """Return the same without dates."""
        values, claims = (
            tuple(said for said in each if said.field.family != "date")
            for each in (self.values, self.claims)
        )
        return self._replace(values=values, claims=claims)


Links: TypeAlias = Literal["new", "standing", "written"]
"""Whose links they are: of a new incident, of one that stands, of one that we wrote."""
UNKNOWN: Final = dates.unknown()
EMPTY: Final = frozenset({"none-reported", "under-assessment"})


def _place_first(values: tuple[Said, ...]) -> tuple[Said, ...]:
    for number, said in enumerate(values):
        if said.name == "place":
            return (said, *values[:number], *values[number + 1 :])
    return values


def is_said(said: Said, value: Value) -> bool:
    """Tell whether the source is recorded as saying what is adopted from it."""
    if said.own or (value.date is not None and value.date.edtf is None):
        return False
    return value.family in SAID_FAMILIES or said.voiced


class Entries:
    """Records the blocks of one page; what has to wait for the whole page is kept."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.links: list[tuple[int, Said, Links]] = []
        self.decisions: list[Decision] = []

    def read(
        self, entry: Entry, source: Source | None, said: Sorted
    ) -> tuple[list[tuple[Said, Value]], str | None]:
        """Read the adopted values of a new incident, the place first; its zone is the date's."""
        session = self.session
        zone: str | None = None
        typed: Said | None = None
        for each in said.plain:
            if each.name == "tz":
                typed = each
                with session.attempt(each.at):
                    zone = zones.canonical(each.text) if each.text else ""
        setting = session.setting(source, zone, self.lenient(entry))
        read: list[tuple[Said, Value]] = []
        for each in said.values if typed is not None else _place_first(said.values):
            if each.parts and not each.text and each.own:
                continue
            value = session.value(each, setting)
            if value is None:
                continue
            if value.stance in EMPTY and refused(session, each, value, source):
                continue
            if value.place is not None and typed is None:
                setting = setting._replace(zone=session.zone_of(value.place))
            read.append((each, value))
        return read, setting.zone

    def written(self, entry: Entry) -> bool:
        """Tell whether the entry is one that we wrote, with its uid, of what was recorded once."""
        uid = entry.label if entry.new else entry.text.removeprefix("&")
        return looks_like_uid(uid) and not self.session.editing

    def lenient(self, entry: Entry) -> bool:
        """Tell whether dates may lie ahead: announced ones, and those of a page we wrote."""
        if self.written(entry):
            return True
        for said in entry.said:
            if said.name == "status" and said.text.strip().lower() == "expected":
                return True
        return False

    def add(
        self,
        entry: Entry,
        source: Source | None,
        said: Sorted,
        read: list[tuple[Said, Value]],
        zone: str | None,
    ) -> int:
        """Record a new incident with what its source says, and return its id."""
        session = self.session
        session.queue.room()
        row: adopted.Columns = {"uid": next(session.queue.uids), "title": entry.text.strip()}
        if looks_like_uid(entry.label):
            row["uid"] = entry.label
        try:
            row["title"] = one_line(entry.text, "title", TITLE_LIMIT)
        except TrackerError as error:
            session.fault(entry.spot, error.message, error.hint)
        held = {id(each): session.queue.stored(value) for each, value in read}
        date = UNKNOWN
        for stored in held.values():
            row.update(stored.columns)
            date = stored.value.date or date
        for each in said.plain:
            if each.name == "tz" and not each.text:
                date, zone = dates.without_zone(date), ""
        row["tz"] = date.tz or zone or None
        for each in said.plain:
            if each.name not in ("tz", "tag"):
                with session.attempt(each.at):
                    row |= adopted.plain_columns(each.assignment)
        incident = session.queue.incident(row, date, held.values())
        for each in said.plain:
            if each.name == "tag":
                with session.attempt(each.at):
                    session.queue.tag(incident, one_line(each.text, "tag"))
        if source is not None:
            self._cite_new(incident, entry, source, said, held, zone)
        if said.links:
            links: Links = "written" if self.written(entry) else "new"
            self.links += [(incident, each, links) for each in said.links]
        for each in said.values:
            if each.parts:
                found = held.get(id(each))
                unsaid = found is not None and not is_said(each, found.value)
                if source is None or each.own or unsaid:
                    self.decide(incident, each, None)
        return incident

    def _cite_new(
        self,
        incident: int,
        entry: Entry,
        source: Source,
        said: Sorted,
        held: dict[int, Stored],
        zone: str | None,
    ) -> None:
        """Cite the source of a new incident; `held` are the adopted values by what says them."""
        session = self.session
        citing = NewCiting(session, incident, source, entry)
        told: list[tuple[Said, Stored]] = []
        reports = citing.reports
        for each in entry.said:
            stored = held.get(id(each))
            if stored is not None:
                plain = not each.parts and each.quote is None
                if reports and (stored.said if plain else is_said(each, stored.value)):
                    told.append((each, stored))
            elif each in said.claims:
                setting = session.setting(source, zone, self.lenient(entry))
                value = session.value(each, setting)
                if value is not None:
                    told.append((each, session.queue.stored(value)))
        if not told or citing.quoted:
            citing.plain()
        for each, stored in told:
            try:
                citation = citing.tell(each, stored)
                if each.parts:
                    self.decide(incident, each, citation)
            except TrackerError as error:
                session.fault(each.spot, error.message, error.hint)

    def decide(self, incident: int, said: Said, citation: int | None) -> None:
        """Keep a decision of the page until all that it may rest on is recorded."""
        for part in said.parts:
            if part.name in DECIDING:
                kind = "range" if part.name == "range" else "claim" if citation else "value"
                reason = long_text(part.text, "reason") or None
                self.decisions.append(
                    Decision(incident, said.name, kind, citation, reason, said, bool(citation))
                )

    def waits(self, incident: int | None, entry: Entry, source: Source | None) -> bool:
        """Tell whether what the source says of the incident can wait to be written with it.

        It can where nothing is recorded that it would have to be compared with.
        """
        if not incident or source is None or not self.session.queue.takes(incident, source):
            return False
        return not any(
            said.name in ("note", "stance") or said.own or said.has("stance") for said in entry.said
        )

    def say_of(
        self, incident: int, entry: Entry, source: Source, said: Sorted
    ) -> tuple[list[str], str]:
        """Record what a source says of an incident that stands.

        Returns what is new in it, and how its dates were read.
        """
        session = self.session
        waits = self.waits(incident, entry, source)
        citing = (WaitingCiting if waits else Citing)(session, incident, source, entry)
        if waits:
            zone = named_zone(session.queue.zones[incident])
        else:
            zone = zone_of_incident(session.conn, incident)
        setting = session.setting(source, zone, self.lenient(entry))
        told = []
        for each in said.claims:
            value = session.value(each, setting)
            if value is not None:
                told.append((each, value))
        how = session.heard(*(value for _, value in told))
        if not said.claims or citing.quoted:
            citing.plain()
        for each, value in told:
            with session.attempt(each.spot):
                made = citing.say(each, value)
                self.decide(incident, each, made.citation or None)
        citing.keep_note()
        for each in said.plain:
            if each.name == "tag":
                with session.attempt(each.at):
                    if waits:
                        session.queue.tag(incident, one_line(each.text, "tag"))
                    else:
                        adopted.add_tag(session.conn, incident, each.text)
        self.links += [(incident, each, "standing") for each in said.links]
        return citing.changes, how


def refused(session: Session, said: Said, value: Value, source: Source | None) -> bool:
    """Refuse to adopt what only a source can say; tell whether it was."""
    if value.stance not in EMPTY or (source is not None and not said.own):
        return False
    session.fault(
        said.at,
        f"{said.name} {said.text} is what a source says",
        f"leave it out where nothing is known, or: {said.name} 0",
    )
    return True


def typed_zone(session: Session, said: Sorted) -> str | None:
    """Return the zone that a line `tz` of the block gives, if one does; an empty one is none."""
    for each in said.plain:
        if each.name == "tz":
            with session.attempt(each.at):
                return zones.canonical(each.text) if each.text else ""
    return None


def check_date(session: Session, entry: Entry) -> None:
    """Require a date of a new incident."""
    if entry.partial:
        return
    for said in entry.said:
        if said.name == "date" and not said.claimed:
            return
    session.fault(
        entry.spot,
        f"'{entry.text[:40]}' has no date",
        "date 2016 on a line below it; one that is not known is: date unknown",
    )
