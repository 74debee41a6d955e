"""The timeline as rows: headings, incidents, silences and what ties one incident to the next."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from tracker.dates import cells
from tracker.dates.months import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.dates import Date
    from tracker.model import Incident, Tally

LONG_SILENCE: Final = 180
MOST_COUNTED: Final = 2_000  # what a limit leaves out is counted no further
UNDATED: Final = "Date unknown"
_NO_POSITION: Final = "~"


class Heading(NamedTuple):
    """The month that the rows below belong to, or a coarser time, or `Date unknown`."""

    text: str


class Silence(NamedTuple):
    """A time without an entry between two incidents; the bounds are civil time and exclusive."""

    start: str
    end: str
    after: int
    before: int
    vague: timedelta = timedelta(0)

    @property
    def stands_out(self) -> bool:
        """Whether it lasts longer than the dates around it are vague: 2016, then 2018, does not."""
        return self.length > self.vague

    @property
    def length(self) -> timedelta:
        """From the second after `start` to `end`."""
        return _moment(self.end) - _moment(self.start) - timedelta(seconds=1)

    @property
    def words(self) -> str:
        """`4½ years`, `8 months`, `13 days`: rounded down, so that it is never overstated."""
        first, last = _moment(self.start) + timedelta(seconds=1), _moment(self.end)
        if self.length.days < 60:
            return _several(self.length.days, "day")
        months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
        if months < 24:
            return _several(months, "month")
        half = "½" if months % 12 >= 6 else ""
        return f"{months // 12:,}{half} years"


class Entry(NamedTuple):
    """One incident as a row.

    `day` is empty where the row above says it, `clock` is empty without a clock time.
    `tie` is `then` (or `after`, in reversed order) where a recorded link alone orders this row and
    the next; `tied` is the tie of the row above. `uncertain` marks one that only possibly matches.
    """

    incident: Incident
    day: str
    clock: str
    glyph_class: str
    tie: str = ""
    tied: str = ""
    uncertain: bool = False


Row: TypeAlias = Heading | Silence | Entry


def rows(
    incidents: Iterable[Incident],
    *,
    reverse: bool = False,
    silence: int | None = LONG_SILENCE,
    marked: frozenset[int] = frozenset(),
) -> Iterator[Row]:
    """The rows of a timeline, in the order given; `reverse` says that it is the latest first.

    Silences are shown from `silence` days on (None: never), and where they last longer than the
    dates around them are vague. Only one incident is looked ahead.
    """
    section = _Section()
    gaps = _Gaps(reverse)
    tied = ""
    for incident, following in _with_next(incidents):
        cell = cells(incident.date)
        gap = gaps.before(incident, silence)
        if gap is not None and gap.stands_out:
            yield gap
        own = cell.heading or _month_of(incident.date)
        heading = section.heading(incident, own, following)
        if heading is not None:
            yield Heading(heading)
        tie = _tie(incident, following, reverse)
        day = "" if section.repeats(cell.day) else cell.day
        uncertain = incident.id in marked
        yield Entry(incident, day, cell.clock, cell.glyph_class, tie, tied, uncertain)
        tied = tie


def silences(
    incidents: Iterable[Incident], days: int, *, reverse: bool = False
) -> Iterator[Silence]:
    """The silences alone, of at least `days` days, in the order of the incidents."""
    gaps = _Gaps(reverse)
    for incident in incidents:
        gap = gaps.before(incident, days)
        if gap is not None:
            yield gap


def footer(tally: Tally) -> list[str]:
    """The figures under a timeline: `6 incidents`, `4 sources`, `3 origins, 1 independent` …"""
    if tally.more:
        total = f"{tally.incidents + tally.more:,}"
        if tally.more >= MOST_COUNTED:
            total = f"more than {MOST_COUNTED:,}"
        incidents = f"{tally.incidents:,} of {total} incidents (-n 0 for all)"
    else:
        incidents = _several(tally.incidents, "incident")
    origins = _several(tally.origins, "origin")
    if tally.origins:
        origins += f", {tally.independent_origins:,} independent"
    disputes = _several(tally.open_disputes, "open disagreement")
    return [incidents, _several(tally.sources, "source"), origins, disputes]


class _Section:
    """Which heading the rows stand under, and the day that was shown last under it."""

    def __init__(self) -> None:
        self.current = ""
        self.month = ""
        self.day = ""

    def heading(
        self, incident: Incident, own: str | None, following: Incident | None
    ) -> str | None:
        """The heading to print above this incident, or None where it belongs under the present."""
        wanted = own or self._coarse(incident, following)
        if own:
            self.month = (incident.date.start_earliest or "")[:7]
        if wanted == self.current:
            return None
        self.current, self.day = wanted, ""
        return wanted

    def repeats(self, day: str) -> bool:
        """Whether the row above already says this day."""
        if self.current == UNDATED or day == self.day:
            return True
        self.day = day
        return False

    def _coarse(self, incident: Incident, following: Incident | None) -> str:
        date = incident.date
        if not self.current:
            return UNDATED if date.precision == "unknown" and not _is_held(incident) else ""
        if date.precision == "unknown":
            return self.current if _is_held(incident) else UNDATED
        if self._goes_on(incident, following):
            return self.current
        if date.precision in ("decade", "century") or date.start_earliest is None:
            return date.words
        return date.start_earliest[:4]

    def _goes_on(self, incident: Incident, following: Incident | None) -> bool:
        """Whether a link put a coarse date in the midst of a month."""
        position = (incident.sort_key or "")[:7]
        if position and incident.date.start_earliest:
            return position == self.month > incident.date.start_earliest[:7]
        if following is None:
            return False
        return (cells(following.date).heading or _month_of(following.date)) == self.current


class _Gaps:
    """How far the incidents so far reach, to find where nothing follows for long.

    An end that is open or not stated counts as far as its start window. In reversed order the next
    incident is taken by its own end, because those still to come are not known.
    """

    def __init__(self, reverse: bool) -> None:
        self.reverse = reverse
        self.reached: str | None = None
        self.by: Incident | None = None

    def before(self, incident: Incident, days: int | None) -> Silence | None:
        """The silence between the incidents so far and this one, if it lasts that long."""
        first, last = incident.date.start_earliest, known_end(incident.date)
        reached, by = self.reached, self.by
        earlier: Incident | None
        later: Incident | None
        if self.reverse:
            if first is not None and (reached is None or first < reached):
                self.reached, self.by = first, incident
            start, end, earlier, later = last, reached, incident, by
        else:
            if last is not None and (reached is None or last > reached):
                self.reached, self.by = last, incident
            start, end, earlier, later = reached, first, by, incident
        if start is None or end is None or days is None or end <= start:
            return None
        if earlier is None or later is None:
            return None
        vague = max(_vagueness(earlier.date), _vagueness(later.date))
        found = Silence(start, end, earlier.id, later.id, vague)
        return found if found.length >= timedelta(days=max(days, 1)) else None


def _month_of(date: Date) -> str | None:
    """The month that a date coarser than a day begins in, where it is only one."""
    first, last = date.start_earliest, date.start_latest
    if first is None or last is None or first[:7] != last[:7]:
        return None
    return f"{MONTHS[int(first[5:7]) - 1]} {first[:4]}"


def _vagueness(date: Date) -> timedelta:
    first, last = date.start_earliest, date.start_latest
    return _moment(last) - _moment(first) if first and last else timedelta(0)


def known_end(date: Date) -> str | None:
    """The latest moment that the date is known to reach: an open end counts to its start window."""
    if date.end_kind == "known" and date.end_latest is not None:
        return date.end_latest
    return date.start_latest or date.start_earliest


def _tie(incident: Incident, following: Incident | None, reverse: bool) -> str:
    """The word between two rows of the same date that a recorded link orders, and no clock time."""
    if following is None:
        return ""
    earlier, later = (following, incident) if reverse else (incident, following)
    linked = any(link.kind == "before" and link.id == later.id for link in earlier.links) or any(
        link.kind == "after" and link.id == earlier.id for link in later.links
    )
    if not linked:
        return ""
    first, second = cells(incident.date), cells(following.date)
    same = (first.heading, first.day) == (second.heading, second.day)
    if not same or (first.clock and second.clock and first.clock != second.clock):
        return ""
    return "after" if reverse else "then"


def _is_held(incident: Incident) -> bool:
    """Whether an undated incident has a place among the dated ones, by what it is linked to."""
    if incident.sort_key:
        return not incident.sort_key.startswith(_NO_POSITION)
    return any(link.kind in ("before", "after") for link in incident.links)


def _with_next(incidents: Iterable[Incident]) -> Iterator[tuple[Incident, Incident | None]]:
    last: Incident | None = None
    for incident in incidents:
        if last is not None:
            yield last, incident
        last = incident
    if last is not None:
        yield last, None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _several(amount: int, noun: str) -> str:
    return f"1 {noun}" if amount == 1 else f"{amount:,} {noun}s" if amount else f"no {noun}s"
