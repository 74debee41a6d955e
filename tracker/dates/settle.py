"""From a reading to a date: zones applied, bounds derived, what cannot be refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tracker.dates import moments, zones
from tracker.dates.daytimes import named_part
from tracker.dates.value import PRECISIONS, Date, DateError

if TYPE_CHECKING:
    from tracker.dates.moments import Moment, Reading
    from tracker.dates.value import EndKind, Precision


def settle(reading: Reading, text: str, place: str | None = None, note: str = "") -> Date:
    """The date of a reading, for a place in the zone `place` (None where it is not known).

    Clock times are converted to the place's zone; a reading without one is never shifted, and
    keeps the zone typed beside it. Raises `DateError` for a range that ends before it starts and
    for a clock time that its zone does not have, or has twice.
    """
    typed = zones.canonical(reading.zone) if reading.zone else None
    place = zones.canonical(place) if place else None
    part = named_part(reading)
    utc: dict[int, datetime] = {}
    if part is None and any(end.has_clock for end in reading.ends):
        zone = place or typed or _written_zone(reading)
        reading = _shared_offset(reading)
        if zone is not None:
            reading, utc = _to_zone(reading, typed, zone)
    else:
        zone = typed or place
    bounds = _bounds(reading)
    earliest, latest = _utc_extent(reading, bounds, zone, utc)
    if earliest is not None and latest is not None and earliest > latest:
        message = _backwards(reading).message
        raise DateError(f"{message} by their offsets", "write both clock times in one offset")
    return Date(
        edtf=reading.edtf,
        text=text,
        start_earliest=_written(bounds[0]),
        start_latest=_written(bounds[1]),
        end_earliest=_written(bounds[2]),
        end_latest=_written(bounds[3]),
        precision="part-of-day" if part else _precision(reading),
        qualifier=_qualifier(reading),
        end_kind=_end_kind(reading),
        tz=zone,
        start_utc=_written(utc.get(0)) if reading.kind != "among" else None,
        utc_earliest=_written(earliest),
        utc_latest=_written(latest),
        note=note or reading.note,
    )


def _bounds(reading: Reading) -> tuple[datetime | None, ...]:
    """Earliest and latest start, earliest and latest end; refuses an end before the start."""
    first, last = reading.first, reading.last
    if reading.kind == "among":
        low, high = first.low if first else None, last.high if last else None
        if low is not None and high is not None and low > high:
            raise _backwards(reading)
        return (low, high, low, high)
    if first is None:
        assert last is not None
        return (None, last.reach[1], *last.reach)
    if last is None:
        return (*first.reach, first.reach[0], None)
    (low, start_latest), (end_earliest, high) = first.reach, last.reach
    if low > high:
        raise _backwards(reading)
    return (low, min(start_latest, high), max(end_earliest, low), high)


def _backwards(reading: Reading) -> DateError:
    first, last = reading.first, reading.last
    assert first is not None
    assert last is not None
    turned = replace(reading, first=last, last=first).edtf
    return DateError(
        f"the range ends ({last.edtf}) before it starts ({first.edtf})",
        f'try "{turned}", or write the year of each end',
    )


def _precision(reading: Reading) -> Precision:
    first, last = reading.first, reading.last
    if reading.kind == "among" and first is not None and last is not None:
        return "minute" if limit_in_day(reading) else "range"
    return max((end.unit for end in reading.ends), key=PRECISIONS.index)


def limit_in_day(reading: Reading) -> str | None:
    """`before` or `after` for a clock time that limits one day; None for any other reading."""
    first, last = reading.first, reading.last
    if reading.kind != "among" or first is None or last is None:
        return None
    if first.unit != "minute" or last.unit != "minute" or first.low.date() != last.low.date():
        return None
    begins, ends = first.base.endswith("T00:00"), last.base.endswith("T23:59")
    if begins == ends:
        return None
    return "before" if begins else "after"


def _qualifier(reading: Reading) -> str | None:
    mark: str | None = None
    for end in reading.ends:
        mark = moments.joined(mark, end.qualifier)
    return mark


def _end_kind(reading: Reading) -> EndKind:
    if reading.kind != "span" or reading.last is not None:
        return "known"
    return "unknown" if reading.unstated else "open"


def _written_zone(reading: Reading) -> str | None:
    for end in reading.ends:
        if end.offset is not None:
            return zones.fixed_name(end.offset)
    return None


def _shared_offset(reading: Reading) -> Reading:
    """The same reading with an offset written once given to the other clock time as well."""
    written = [end.offset for end in reading.ends if end.offset is not None]
    if reading.kind == "one" or len(written) != 1:
        return reading

    def shared(end: Moment | None) -> Moment | None:
        if end is None or not end.has_clock or end.offset is not None:
            return end
        return replace(end, offset=written[0])

    return replace(reading, first=shared(reading.first), last=shared(reading.last))


def _to_zone(reading: Reading, typed: str | None, zone: str) -> tuple[Reading, dict[int, datetime]]:
    """The reading in the zone, and the UTC of its first (0) and last (1) clock time."""
    utc: dict[int, datetime] = {}
    ends: list[tuple[Moment, Moment] | None] = []
    # Two offsets are a place that changed its clocks: no single offset is its zone.
    keeps_own = "/" not in zone and len({end.offset for end in reading.ends} - {None}) > 1
    for place_in_order, end in enumerate((reading.first, reading.last)):
        if place_in_order == 1 and reading.kind == "one" and ends[0] is not None:
            ends.append(ends[0])
            utc[1] = utc[0] + (ends[0][1].low - ends[0][0].low)
            continue
        if end is None or not end.has_clock:
            ends.append(None if end is None else (end, end))
            continue
        offset = _offset(end, typed or zone)
        _check_agreement(end, offset, typed)
        moment_utc = moments.shifted(end.low, -offset)
        own = offset if keeps_own else zones.matching(zone, end.low, offset)
        civil, there = (end.low, own) if own is not None else zones.at(zone, moment_utc)
        moved = _moved(end, civil, there)
        utc[place_in_order] = moments.shifted(moved[place_in_order].low, -there)
        ends.append(moved)
    first, last = ends
    if reading.kind == "one" and first is not None and first[0] is not first[1]:
        reading = replace(reading, kind="among")
    settled = replace(
        reading, first=first[0] if first else None, last=last[1] if last else None, zone=None
    )
    return settled, utc


def _offset(end: Moment, zone: str) -> timedelta:
    """The offset of a clock time: the one written, else the one its zone had then."""
    if end.offset is not None:
        return timedelta(minutes=end.offset)
    possible = zones.offsets(zone, end.low)
    if len(possible) == 1:
        return possible[0]
    clock, day = end.low.strftime("%H:%M"), end.base[:10]
    if possible:
        ready = " or ".join(
            f'"{day} {clock} {moments.offset_text(_minutes(offset))}"' for offset in possible
        )
        raise DateError(
            f"{clock} came twice on {day} in {zone}, when the clocks went back",
            f"write the offset: {ready}",
        )
    after = zones.earliest_utc(zone, end.low)
    skipped_to, _ = zones.at(zone, after + (end.low - zones.at(zone, after)[0]))
    hint = f'try "{skipped_to.strftime("%Y-%m-%d %H:%M")} {zone}"'
    raise DateError(f"{clock} did not exist on {day} in {zone}, when the clocks went forward", hint)


def _check_agreement(end: Moment, offset: timedelta, typed: str | None) -> None:
    """Refuse an offset and a zone, typed side by side, that do not agree at that time."""
    if typed is None or end.offset is None or zones.matching(typed, end.low, offset) is not None:
        return
    day, clock = end.base[:10], end.low.strftime("%H:%M")
    raise DateError(
        f"{typed} was not at {moments.offset_text(end.offset)} on {day} at {clock}",
        f'give one of them: "{day} {clock} {moments.offset_text(end.offset)}" '
        f'or "{day} {clock} {typed}"',
    )


def _moved(end: Moment, civil: datetime, offset: timedelta) -> tuple[Moment, Moment]:
    """The moment at this civil time, twice; the first and last minute of an hour cut in two."""
    minutes = _minutes(offset)
    if end.base.count(":") == 2:
        moved = moments.second_at(civil)
    elif end.unit == "minute":
        moved = moments.minute_at(civil.replace(second=0))
    elif civil.minute == 0 and civil.second == 0:
        moved = moments.hour_at(civil)
    else:
        start = civil.replace(second=0)
        edges = (start, start + timedelta(minutes=59))
        low, high = (
            replace(moments.minute_at(edge), qualifier=end.qualifier, offset=minutes)
            for edge in edges
        )
        return low, high
    if moved.base == end.base and end.offset == minutes:
        return end, end
    moved = replace(moved, qualifier=end.qualifier, offset=minutes)
    return moved, moved


def _minutes(offset: timedelta) -> int:
    return round(offset / timedelta(minutes=1))


def _utc_extent(
    reading: Reading,
    bounds: tuple[datetime | None, ...],
    zone: str | None,
    utc: dict[int, datetime],
) -> tuple[datetime | None, datetime | None]:
    if zone is None:
        return None, None
    low, high = bounds[0], bounds[3]
    first, last = reading.first, reading.last
    earliest = None if low is None else zones.earliest_utc(zone, low)
    latest = None if high is None else zones.latest_utc(zone, high)
    if low is not None and first is not None and 0 in utc:
        earliest = moments.shifted(utc[0], low - first.low)
    if high is not None and last is not None and 1 in utc:
        latest = moments.shifted(utc[1], high - last.low)
    return earliest, latest


def _written(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat(timespec="seconds")
