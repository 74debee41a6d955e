"""What may be typed as a date, what it comes to, and what is refused: the tables in tests/data."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_dates_properties import offers
from tracker.dates import (
    Anchor,
    Date,
    DateError,
    cells,
    certain,
    compare_extent,
    compare_extent_utc,
    could,
    day_cell,
    disagree,
    glyph_class,
    is_future,
    limit_words,
    month_of,
    not_after,
    parse,
    reach,
)
from tracker.dates.guide import guide
from tracker.dates.zones import explained

DATA = Path(__file__).parent / "data"
Windows = tuple[str | None, str | None, str | None, str | None]


def table(name: str) -> list[list[str]]:
    """The rows of a table, without its comments and headings."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def window(written: str) -> tuple[str | None, str | None]:
    """The two bounds of `2016-01-01 .. 2016-12-31`, of full width."""
    low, high = written.split(" .. ")
    return (
        None if low == "-" else low if "T" in low else f"{low}T00:00:00",
        None if high == "-" else high if "T" in high else f"{high}T23:59:59",
    )


def empty(value: str) -> str | None:
    return None if value == "-" else value


def bounds(date: Date) -> Windows:
    return (date.start_earliest, date.start_latest, date.end_earliest, date.end_latest)


def test_the_tables_are_as_long_as_they_should_be() -> None:
    assert len(table("dates.tsv")) >= 200
    assert len(table("dates_refused.tsv")) >= 70
    assert len({row[0] for row in table("dates.tsv")}) == len(table("dates.tsv"))


@pytest.mark.parametrize("row", table("dates.tsv"), ids=lambda row: row[0])
def test_a_date_is_read_as_the_table_says(row: list[str]) -> None:
    text, edtf, start, end, precision, qualifier, end_kind, zone, words = row
    date = parse(text)
    assert date.edtf == empty(edtf)
    assert bounds(date) == (*window(start), *window(start if end == "=" else end))
    assert (date.precision, date.qualifier) == (precision, empty(qualifier))
    assert (date.end_kind, date.tz) == (end_kind, empty(zone))
    assert date.words == words
    assert date.text == text


@pytest.mark.parametrize("row", table("dates_refused.tsv"), ids=lambda row: row[0])
def test_a_refusal_says_why_and_what_to_type(row: list[str]) -> None:
    text, message, hint = row
    with pytest.raises(DateError) as refused:
        parse(text)
    assert message in refused.value.message
    assert hint in refused.value.hint
    for offered in offers(refused.value.hint):
        parse(offered)


@pytest.mark.parametrize("row", table("dates_relative.tsv"), ids=" | ".join)
def test_relative_words_are_counted_from_their_anchor(row: list[str]) -> None:
    text, written, answer = row
    kind, _, when = written.partition(" ")
    anchor = Anchor(parse(when), "said" if kind == "said" else "published")
    if answer.startswith("! "):
        with pytest.raises(DateError) as refused:
            parse(text, anchor=anchor)
        assert answer[2:] in refused.value.message
        return
    date = parse(text, anchor=anchor)
    assert date.edtf == answer
    assert date.text == f"{text} ({written})"
    assert date.note.startswith(f'"{text}" read as ')
    assert date.note.endswith(f"({written})")
    assert parse(date.text) == date


def test_a_surprising_reading_is_echoed() -> None:
    date = parse("on Thursday", anchor=Anchor(parse("2023-07-09"), "published"))
    assert date.note == '"on Thursday" read as 2023-07-06 (published 2023-07-09)'
    assert parse("spring 2023").note == '"spring 2023" read as March to May 2023'
    assert parse("7 July 2023").note == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2021-22", 'summer, June to August 2021 (EDTF); for the years: "2021 to 2022"'),
        ("2016-21", 'spring, March to May 2016 (EDTF); for the years: "2016 to 2021"'),
        ("2023-21", "spring, March to May 2023"),
        ("2021-22/..", 'summer, June to August 2021 (EDTF); for the years: "2021 to 2022"'),
        ("1999-24", "winter, December 1999 to February 2000"),
    ],
)
def test_a_season_code_that_may_be_two_years_says_what_to_type_for_them(
    text: str, told: str
) -> None:
    assert parse(text).note == f'"{text.removesuffix("/..")}" read as {told}'


def test_an_anchor_in_the_words_wins_over_the_one_given() -> None:
    other = Anchor(parse("2001-01-01"), "said")
    assert parse("on Thursday (published 2023-07-09)", anchor=other).edtf == "2023-07-06"


def test_a_date_that_is_not_relative_leaves_the_anchor_alone() -> None:
    date = parse("7 July 2023", anchor=Anchor(parse("2023-07-09"), "published"))
    assert (date.text, date.note) == ("7 July 2023", "")


@pytest.mark.parametrize("text", ["today", "yesterday", "2 days ago", "yesterday evening"])
def test_the_present_day_will_do_for_today_and_the_days_before(text: str) -> None:
    date = parse(text, anchor=Anchor(parse("2026-11-23"), "today"))
    assert date.text == f"{text} (said 2026-11-23)"


@pytest.mark.parametrize("text", ["on Thursday", "last week", "the day before", "7 July"])
def test_the_present_day_will_not_do_for_other_words(text: str) -> None:
    with pytest.raises(DateError, match="depends on the day it was said") as refused:
        parse(text, anchor=Anchor(parse("2026-11-23"), "today"))
    assert f"-d '{text}' --said-on " in refused.value.hint


@pytest.mark.parametrize(
    ("text", "order", "edtf"),
    [
        ("07/06/2023", "dmy", "2023-06-07"),
        ("07/06/2023", "mdy", "2023-07-06"),
        ("7.6.2023 09:30", "dmy", "2023-06-07T09:30"),
        ("25/12/2023", "dmy", "2023-12-25"),
    ],
)
def test_the_date_order_settles_which_number_is_the_day(text: str, order: str, edtf: str) -> None:
    assert parse(text, order=order).edtf == edtf


def test_a_date_order_is_kept_to_even_where_the_other_would_fit() -> None:
    with pytest.raises(DateError, match="no day of the calendar in the order mdy"):
        parse("25/12/2023", order="mdy")
    with pytest.raises(DateError, match="no date order 'ymd'"):
        parse("7 July 2023 9:30 am", order="ymd")


# Zones


def test_a_clock_time_typed_elsewhere_becomes_that_of_the_place() -> None:
    date = parse("2023-07-06 21:30 America/New_York", zone="Asia/Damascus")
    assert date.edtf == "2023-07-07T04:30+03:00"
    assert (date.tz, date.start_utc) == ("Asia/Damascus", "2023-07-07T01:30:00")
    assert date.text == "2023-07-06 21:30 America/New_York"
    assert cells(date).day == "Fri  7"


@pytest.mark.parametrize(
    ("text", "edtf", "utc"),
    [
        ("2018-01-20 09:30", "2018-01-20T09:30+02:00", "2018-01-20T07:30:00"),
        ("2023-07-07 09:30", "2023-07-07T09:30+03:00", "2023-07-07T06:30:00"),
        ("2023-07-07T06:30Z", "2023-07-07T09:30+03:00", "2023-07-07T06:30:00"),
        ("11 pm on 7 July 2023", "2023-07-07T23+03:00", "2023-07-07T20:00:00"),
        ("about 13:40 on 7 July 2023", "2023-07-07T13:40+03:00~", "2023-07-07T10:40:00"),
    ],
)
def test_a_clock_time_gets_the_zone_of_the_place(text: str, edtf: str, utc: str) -> None:
    date = parse(text, zone="Asia/Damascus")
    assert (date.edtf, date.tz, date.start_utc) == (edtf, "Asia/Damascus", utc)


def test_an_hour_converted_to_a_half_hour_zone_keeps_its_extent() -> None:
    date = parse("11 pm on 7 July 2023 America/New_York", zone="Asia/Kolkata")
    assert date.edtf == "[2023-07-08T08:30+05:30..2023-07-08T09:29+05:30]"
    assert (date.utc_earliest, date.utc_latest) == ("2023-07-08T03:00:00", "2023-07-08T03:59:59")


def test_what_has_no_clock_time_is_not_shifted_and_keeps_the_zone_typed() -> None:
    date = parse("26 October 2023 America/New_York", zone="Asia/Damascus")
    assert (date.edtf, date.tz, date.start_utc) == ("2023-10-26", "America/New_York", None)
    assert (date.utc_earliest, date.utc_latest) == ("2023-10-26T04:00:00", "2023-10-27T03:59:59")
    night = parse("night of 6 July 2023", zone="Asia/Damascus")
    assert night.start_earliest == "2023-07-06T18:00:00"
    assert (night.tz, night.start_utc) == ("Asia/Damascus", None)
    assert night.utc_earliest == "2023-07-06T15:00:00"


def test_a_coarse_date_reaches_over_its_places_own_days_in_utc() -> None:
    date = parse("2016", zone="Asia/Damascus")
    assert (date.utc_earliest, date.utc_latest) == ("2015-12-31T22:00:00", "2016-12-31T21:59:59")
    assert parse("2016").utc_earliest is None


def test_an_hour_that_came_twice_is_told_by_its_offset() -> None:
    first, second = (
        parse(f"2023-11-05 01:30 {offset}", zone="America/New_York")
        for offset in ("-04:00", "-05:00")
    )
    assert (first.start_utc, second.start_utc) == ("2023-11-05T05:30:00", "2023-11-05T06:30:00")
    assert first.start_earliest == second.start_earliest == "2023-11-05T01:30:00"
    assert first.tz == second.tz == "America/New_York"


def test_a_span_over_a_change_of_clocks_keeps_the_clock_times_of_the_place() -> None:
    date = parse("2023-03-01T09:00/2023-04-01T09:00", zone="America/New_York")
    assert date.edtf == "2023-03-01T09:00-05:00/2023-04-01T09:00-04:00"
    assert date.utc_latest == "2023-04-01T13:00:59"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("GMT+3", "that offset is +03:00"),
        ("UTC -4:30", "that offset is -04:30"),
        ("gmt-3", "that offset is -03:00"),
        ("Kyiv time", "tz=Europe/Kyiv"),
        ("new york", "tz=America/New_York"),
    ],
)
def test_a_zone_that_has_another_name_is_refused_with_that(name: str, hint: str) -> None:
    with pytest.raises(DateError) as refused:
        parse("2023-07-07", zone=name)
    assert hint in refused.value.hint
    assert "Etc/" not in refused.value.hint


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("Etc/GMT+3", "Etc/GMT+3 is 3 hours behind UTC"),
        ("Etc/GMT-1", "Etc/GMT-1 is 1 hour ahead of UTC"),
        ("Etc/GMT+0", ""),
        ("Asia/Damascus", ""),
    ],
)
def test_a_zone_whose_sign_is_turned_round_says_what_it_is(name: str, meaning: str) -> None:
    told = explained(name)
    assert told.startswith(meaning)
    assert bool(told) == bool(meaning)


def test_an_unknown_zone_of_the_place_is_refused() -> None:
    for name in ("Mars/Base", "../../etc/passwd", "Asia", "", "x" * 500, "right/UTC"):
        if name:
            with pytest.raises(DateError, match="no time zone"):
                parse("2023-07-07 09:30", zone=name)


# Limits


def test_a_very_long_text_is_refused_at_once() -> None:
    with pytest.raises(DateError, match="too long"):
        parse("7 July 2023 " * 200_000)
    with pytest.raises(DateError, match="too long"):
        parse("between " * 30)


@pytest.mark.parametrize("text", ["", "   ", "\t"])
def test_an_empty_date_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="empty") as refused:
        parse(text)
    assert "unknown" in refused.value.hint


@pytest.mark.parametrize("text", ["2023\x00", "7\u200bJuly 2023", "2023-07-07\n2023", "\u202e2023"])
def test_invisible_characters_are_refused(text: str) -> None:
    with pytest.raises(DateError, match="invisible"):
        parse(text)


def test_a_reading_beyond_the_last_year_is_refused() -> None:
    with pytest.raises(DateError, match="0001 to 9999"):
        parse("night of 31 December 9999")


def test_a_plain_iso_date_loads_neither_zones_nor_the_phrase_grammar() -> None:
    code = (
        "import sys; from tracker.dates import parse\n"
        "for text in ('2016', '2016-03', '2023-07-07', '2023-07-07T09:30'): parse(text)\n"
        "heavy = {'zoneinfo', 'dateutil', 'tracker.dates.phrases', 'tracker.dates.edtf',"
        " 'importlib.metadata', 'decimal', 'email'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


# Meaning and cells


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("7 July 2023", "Fri 7 Jul 2023"),
        ("2016/..", "since 2016, still going on"),
        ("2016/", "from 2016, end not stated"),
        ("/2018", "ending 2018, start not stated"),
        ("between 5 and 7 July 2023", "between Wed 5 and Fri 7 Jul 2023"),
        ("5-7 July 2023", "Wed 5 – Fri 7 Jul 2023"),
        ("7 July 2023 morning", "Fri 7 Jul 2023 morning (06:00 to 12:00)"),
        ("7 July 2023 evening", "Fri 7 Jul 2023 evening (18:00 to 24:00)"),
        ("early July 2023", "early Jul 2023 (1 to 10 Jul)"),
        ("late 2016", "late 2016 (Sep to Dec)"),
        ("early 1990s", "early 1990s (1990 to 1993)"),
        ("winter 2016–17 – 10 Mar 2017", "winter 2016–17 – Fri 10 Mar 2017"),
        ("winter 2016-17", "winter 2016–17 (Dec to Feb 2017)"),
        ("2023-07-07 09:30 Asia/Damascus", "Fri 7 Jul 2023 09:30 +03 (Asia/Damascus)"),
        ("unknown", "date unknown"),
    ],
)
def test_the_echo_says_what_the_words_leave_open(text: str, meaning: str) -> None:
    assert parse(text).meaning == meaning


@pytest.mark.parametrize(
    ("text", "heading", "day", "clock", "glyph"),
    [
        ("6 July 2023", "July 2023", "Thu  6", "", "day"),
        ("16 July 2023 19:00", "July 2023", "Sun 16", "19:00", "clock"),
        ("11 pm on 7 July 2023", "July 2023", "Fri  7", "11 pm", "clock"),
        ("about 13:40 on 7 July 2023", "July 2023", "Fri  7", "c. 13:40", "clock"),
        ("c. 7 July 2023", "July 2023", "c. Fri  7", "", "day"),
        ("2023-07-07?", "July 2023", "Fri  7?", "", "day"),
        ("7 July 2023 morning", "July 2023", "Fri  7", "morning", "part"),
        ("before noon on 7 July 2023", "July 2023", "Fri  7", "before 12:00", "part"),
        ("7 July 2023 between 09:00 and 11:00", "July 2023", "Fri  7", "09:00 to 11:00", "part"),
        ("night of 6-7 July 2023", "July 2023", "6–7", "night", "part"),
        ("5-7 July 2023", "July 2023", "5–7", "", "day"),
        ("5 July to 7 August 2023", "July 2023", "Wed  5", "–7 Aug", "day"),
        ("30 December 2022 - 2 January 2023", "December 2022", "Fri 30", "–2 Jan 2023", "day"),
        ("2023-07-07 09:30-11:30", "July 2023", "Fri  7", "09:30–11:30", "clock"),
        ("between 5 and 7 July 2023", "July 2023", "in 5–7", "", "coarse"),
        ("between 6 and 7 July 2023", "July 2023", "6 or 7", "", "coarse"),
        ("early July 2023", "July 2023", "early", "", "coarse"),
        ("since 7 July 2023", "July 2023", "since  7", "", "day"),
        ("July 2023", None, "Jul 2023", "", "coarse"),
        ("2016/", None, "from 2016", "", "coarse"),
        ("before 2018", None, "before 2018", "", "coarse"),
        ("on or after 9 July 2023", None, "on or after 9 Jul 2023", "", "coarse"),
        ("unknown", None, "date unknown", "", "coarse"),
    ],
)
def test_the_cells_of_a_timeline(
    text: str, heading: str | None, day: str, clock: str, glyph: str
) -> None:
    date = parse(text)
    shown = cells(date)
    assert (shown.heading, shown.day, shown.clock, shown.glyph_class) == (
        heading,
        day,
        clock,
        glyph,
    )
    assert (month_of(date), day_cell(date), glyph_class(date)) == (heading, day, glyph)


# Comparing


@pytest.mark.parametrize(
    ("text", "asked", "is_possible", "is_certain"),
    [
        ("2023-07-07", "2023-07", True, True),
        ("2023-07", "2023-07-07", True, False),
        ("2016", "2018", False, False),
        ("from 2016", "2018", False, False),
        ("since 2016", "2016", True, True),
        ("2016 to 2018", "2017", True, False),
        ("before 2018", "2010", True, False),
        ("after 2016", "2016", False, False),
        ("between 5 and 7 July 2023", "2023-07-06", True, False),
        ("until 2018", "../2020", True, True),
        ("unknown", "2018", True, False),
    ],
)
def test_whether_it_could_have_happened_then(
    text: str, asked: str, is_possible: bool, is_certain: bool
) -> None:
    date, within = parse(text), parse(asked)
    assert (could(date, within), certain(date, within)) == (is_possible, is_certain)


def test_an_open_end_reaches_on_only_where_it_is_asked_to() -> None:
    date = parse("from 2016")
    assert reach(date) == ("2016-01-01T00:00:00", "2016-12-31T23:59:59")
    assert reach(date, ongoing=True) == ("2016-01-01T00:00:00", None)
    assert could(date, parse("2018"), ongoing=True)
    assert not certain(date, parse("2016"), ongoing=True)


@pytest.mark.parametrize(
    ("text", "published", "is_possible"),
    [
        ("2023-07-07", "2023-07-09", True),
        ("2023-07-10", "2023-07-09", True),
        ("2023-07-12", "2023-07-09", False),
        ("2023-07-11T02:00", "2023-07-09", False),
        ("2023", "2023-07-09", True),
        ("2023-07-10", "2023-07", True),
        ("2024", "2023-07-09", False),
        ("before 2030", "2023-07-09", True),
        ("2030", "[2023-07-09..]", True),
        ("2023-07-10T00:30Z", "2023-07-10T00:00Z", False),
        ("2023-07-10T02:30+03:00", "2023-07-10T00:00Z", True),
    ],
)
def test_nothing_happened_after_it_was_reported(
    text: str, published: str, is_possible: bool
) -> None:
    assert not_after(parse(text), parse(published)) is is_possible


@pytest.mark.parametrize(
    ("text", "is_ahead"),
    [
        ("2026-11-23", False),
        ("2026-11-24", False),
        ("2026-11-25", True),
        ("2026", False),
        ("2027", True),
        ("before 2030", False),
        ("unknown", False),
        ("2026-11-24T09:00Z", False),
        ("2026-11-24T15:00Z", True),
    ],
)
def test_what_lies_ahead_of_every_clock_is_future(text: str, is_ahead: bool) -> None:
    assert is_future(parse(text), "2026-11-24T00:30:00Z") is is_ahead


@pytest.mark.parametrize(
    ("text", "published", "words"),
    [
        ("July 2023", "2023-07-09", "July 2023, by 9 July"),
        ("2023", "2023-07-09", "2023, by 9 July"),
        ("2016 to 2023", "2023-07-09", "2016–2023, by 9 July 2023"),
        ("c. July 2023", "2023-07-09", "c. Jul 2023, by 9 July"),
        ("June 2023", "2023-07-09", ""),
        ("2023-07-09", "2023-07-09T10:00", ""),
        ("from 2016", "2023-07-09", ""),
        ("2024", "2023-07-09", ""),
    ],
)
def test_a_coarse_date_is_reported_with_its_limit(text: str, published: str, words: str) -> None:
    assert limit_words(parse(text), parse(published)) == words


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2016", "2016-01-01T00:00:00", "2016-12-31T23:59:59"),
        ("c. 2016", "2015-01-01T00:00:00", "2017-12-31T23:59:59"),
        ("2016?", "2016-01-01T00:00:00", "2016-12-31T23:59:59"),
        ("2016%", "2015-01-01T00:00:00", "2017-12-31T23:59:59"),
        ("c. March 2023", "2023-02-01T00:00:00", "2023-04-30T23:59:59"),
        ("c. 7 July 2023", "2023-07-06T00:00:00", "2023-07-08T23:59:59"),
        ("c. 11 pm on 7 July 2023", "2023-07-07T22:00:00", "2023-07-08T00:59:59"),
        ("about 13:40 on 7 July 2023", "2023-07-07T13:10:00", "2023-07-07T14:10:59"),
        ("7 July 2023 morning", "2023-07-07T05:00:00", "2023-07-07T13:00:59"),
        ("before c. 12:00 on 7 July 2023", "2023-07-06T23:30:00", "2023-07-07T12:29:59"),
        ("early July 2023", "2023-06-30T00:00:00", "2023-07-11T23:59:59"),
        ("early 2016", "2015-12-01T00:00:00", "2016-05-31T23:59:59"),
        ("c. spring 2023", "2023-02-01T00:00:00", "2023-06-30T23:59:59"),
        ("201X~", "2000-01-01T00:00:00", "2029-12-31T23:59:59"),
        ("since c. 2016", "2015-01-01T00:00:00", None),
    ],
)
def test_an_approximate_date_is_compared_one_unit_wider(
    text: str, low: str, high: str | None
) -> None:
    assert compare_extent(parse(text)) == (low, high)


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("July 2023", "7 July 2023", False),
        ("6 July 2023", "7 July 2023", True),
        ("c. 6 July 2023", "7 July 2023", False),
        ("2016", "c. 2018", True),
        ("unknown", "2018", False),
        ("since 2016", "2018", False),
        ("26 October 2023 America/New_York", "27 October 2023 Asia/Damascus", False),
        ("2023-07-07T23:30Z", "2023-07-08T02:30+03:00", False),
        ("2023-07-07T23:30Z", "2023-07-08T02:30Z", True),
    ],
)
def test_two_accounts_differ_when_both_cannot_be_true(one: str, other: str, differ: bool) -> None:
    assert disagree(parse(one), parse(other)) is differ
    assert disagree(parse(other), parse(one)) is differ


def test_the_extent_in_utc_needs_a_zone() -> None:
    assert compare_extent_utc(parse("2023-07-07")) is None
    assert compare_extent_utc(parse("2023-07-07~", zone="Asia/Damascus")) == (
        "2023-07-05T21:00:00",
        "2023-07-08T20:59:59",
    )


# The value


@pytest.mark.parametrize(
    "wrong",
    [
        {"start_earliest": "2016-12-31T23:59:59", "start_latest": "2016-01-01T00:00:00"},
        {"start_earliest": "2016-01-01"},
        {"end_latest": "2015-12-31T23:59:59"},
        {"precision": "week"},
        {"qualifier": "!"},
        {"end_kind": "shut"},
        {"edtf": None},
        {"start_utc": "2016-01-01T00:00:00"},
    ],
)
def test_a_date_that_contradicts_itself_cannot_be_built(wrong: dict[str, str]) -> None:
    right = {
        "edtf": "2016", "text": "2016", "start_earliest": "2016-01-01T00:00:00",
        "start_latest": "2016-12-31T23:59:59", "end_earliest": "2016-01-01T00:00:00",
        "end_latest": "2016-12-31T23:59:59", "precision": "year",
    }  # fmt: skip
    Date(**right)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"\w"):
        Date(**(right | wrong))  # type: ignore[arg-type]


# The guide


def test_the_guide_fits_a_screen_and_every_example_in_it_is_read() -> None:
    lines = guide().splitlines()
    assert len(lines) <= 60
    assert max(map(len, lines)) <= 79
    forms = [form for line in lines[4:7] for form in re.split(r"  +", line.strip())]
    table = [
        line[24:] for line in lines if re.match(r"  [a-z.].{20} \S", line) and "|" in line[24:]
    ]
    relative = re.findall(r"(?:^|  )(\w[\w ]+ \((?:said|published) \S+\))", guide(), re.MULTILINE)
    examples = [*forms, *(form for line in table for form in line.split(" | ")), *relative]
    assert len(forms) == 6
    assert len(examples) > 45
    assert len(relative) == 4
    for example in examples:
        parse(example.strip())


# Another reader of the same standard


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "text",
    [
        "2016", "2016-03", "2023-07-07", "2024-02-29", "2016~", "2016-03?", "201X", "20XX",
        "2016-XX", "2016-03-XX", "2016-XX-XX", "2018-01-20/2018-03-18", "2016/2018",
        "2016-05/2018", "2016-03/2016-04-02",
    ],
)  # fmt: skip
def test_the_edtf_package_agrees_on_the_outer_bounds(text: str) -> None:
    edtf = pytest.importorskip("edtf")
    oracle, ours = edtf.parse_edtf(text), parse(text)
    low, high = oracle.lower_strict(), oracle.upper_strict()
    assert ours.start_earliest == f"{low.tm_year:04}-{low.tm_mon:02}-{low.tm_mday:02}T00:00:00"
    assert ours.end_latest == f"{high.tm_year:04}-{high.tm_mon:02}-{high.tm_mday:02}T23:59:59"
