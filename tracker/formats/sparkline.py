"""Months as rows of small bars, or of digits in ASCII; a month without an incident is blank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.report.summary import by_year, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.formats.text import Style

BARS: Final = "▁▂▃▄▅▆▇█"
MOST_ROWS: Final = 12
_MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def bars(counts: Sequence[int], most: int, style: Style) -> str:
    """One sign a count, as high as it is beside `most`; 0 is blank. In ASCII a digit up to 9.

    >>> from tracker.formats.text import Style
    >>> bars([0, 1, 8], 8, Style()), bars([0, 1, 8], 8, Style(ascii=True))
    (' ▁█', ' 18')
    """
    signs = "123456789" if style.ascii else BARS
    if style.ascii and most <= len(signs):
        return "".join(str(count) if count else " " for count in counts)
    return "".join(signs[-(-count * len(signs) // most) - 1] if count else " " for count in counts)


def months(counted: Sequence[tuple[str, int]], columns: int, style: Style) -> list[str]:
    """The months from the first to the last in rows of whole years, and what the highest is.

    By years where that would take more than twelve rows. Nothing where no month is known.
    """
    if not counted:
        return []
    edge = style.glyphs.bar
    room = columns - len("2016-2019 ") - 2
    years = max(1, room // 12)
    wide = int(counted[-1][0][:4]) - int(counted[0][0][:4]) + 1
    if -(-wide // years) > MOST_ROWS or room < 12:
        return _by_years(counted, max(room, 1), style)
    first, last = int(counted[0][0][:4]), int(counted[-1][0][:4])
    line = runs([(f"{first:04d}-01", 0), *counted, (f"{last:04d}-12", 0)])
    known = dict(counted)
    line = [known.get(f"{first + at // 12:04d}-{at % 12 + 1:02d}", 0) for at in range(len(line))]
    most = max(line)
    rows = []
    for at in range(0, len(line), years * 12):
        part = line[at : at + years * 12]
        begin, end = first + at // 12, first + (at + len(part)) // 12 - 1
        label = f"{begin}" if begin == end else f"{begin}-{end}"
        rows.append(f"{label:<9} {edge}{bars(part, most, style)}{edge}")
    peak = max(counted, key=lambda pair: pair[1])[0]
    rows.append(f"one sign a month; most: {most:,} in {_MONTHS[int(peak[5:]) - 1]} {peak[:4]}")
    return rows


def _by_years(counted: Sequence[tuple[str, int]], room: int, style: Style) -> list[str]:
    found = by_year(counted)
    most = max(count for _, count in found)
    rows = []
    for at in range(0, len(found), room):
        part = found[at : at + room]
        edge = style.glyphs.bar
        drawn = bars([count for _, count in part], most, style)
        rows.append(f"{part[0][0]}-{part[-1][0]} {edge}{drawn}{edge}")
    peak = max(found, key=lambda pair: pair[1])[0]
    return [*rows, f"one sign a year; most: {most:,} in {peak}"]
