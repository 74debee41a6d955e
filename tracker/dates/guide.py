"""The text of `tracker help dates`: six forms first, then the rest as a table."""

from __future__ import annotations

_GUIDE = """\
Dates are kept exactly as precise as you type them: 2016 stays a year.

Six forms do for most days:

  2016                          2023-07-07 09:30
  July 2023                     between 5 and 7 July 2023
  7 July 2023                   c. 2016

Everything else, by what you know:

  a day                 2023-07-07 | July 7, 2023 | Friday 7 July 2023
  a clock time          7 July 2023 9:30 am | 11 pm on 7 July 2023
  ... about, or a limit about 13:40 on 7 July 2023 | before noon on 7 July 2023
  ... with its zone     2023-07-07 09:30 +03 | 7 July 2023 09:30 Asia/Damascus
  part of a day         early 7 July 2023 | 7 July 2023 afternoon
  a night               night of 6-7 July 2023 | 7 July 2023 night
  a month, part of it   2023-07 | early July 2023 | end of June 2023
  a year, part of it    late 2016 | Q3 2023 | first half of 2018 | spring 2023
  a winter              winter 2016-17
  a week                2023-W27
  a decade, a century   2010s | early 1990s | 20XX
  roughly               about 2016 | c. 7 July 2023 | 2016~
  doubtful, or both     possibly 2016 | 2016? | 2016%
  it lasted             5-7 July 2023 | June-August 2018 | 2016 to 2018
  ... for hours         from 10:00 to 12:00 on 7 July 2023
  it still goes on      since 2016 | 2016/..
  its end is not stated from 2016 | beginning in 2016 | 2016/
  its start is open     until 2018 | ../2018
  one day among several between 5 and 7 July 2023 | [2023-07-05..2023-07-07]
  on one side only      before 2018 | by 2018 | on or after 9 July 2023
  nothing               unknown

A source's own words are counted from its day of publication, from --said-on,
or from a day in brackets. A bare weekday is the latest one up to that day.

  on Thursday (published 2023-07-09)     last night (said 2023-07-09)
  two days earlier (said 2023-07-09)     last week (published 2023-07-10)

What the words span
  early 00-06, morning 06-12, afternoon 12-18, evening 18-24, night 18-06 h
  early, mid, late: days 1-10, 11-20, 21 on; Jan-Apr, May-Aug, Sep-Dec;
  in a decade the years 0-3, 4-6, 7-9. Spring is March to May, and so on.
  about 13:40 reaches 30 minutes either side.

Refused, never guessed: 07/06/2023 (7 June or 6 July? type 2023-06-07, or say
--date-order dmy), two-digit years, EST and other zone abbreviations (type the
offset), clock times that the zone skipped or had twice, dates BC.

Times are those of the place. Forms and marks are EDTF (ISO 8601-2); clock
times in ranges, zone names and marks on a clock time are our extensions.
"""


def guide() -> str:
    """At most 60 lines of at most 79 columns; every example in it is read by `parse`."""
    return _GUIDE
