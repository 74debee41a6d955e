"""Laws that every date keeps, tried on whatever hypothesis can think of."""

from __future__ import annotations

import dataclasses
import re
from datetime import date as calendar_day
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tracker.dates import Anchor, Date, DateError, cells, compare_extent, from_row, parse, restore

MONTHS = ("January", "Feb", "march", "Apr.", "May", "June", "Jul", "AUGUST", "Sept", "Oct",
          "November", "Dec")  # fmt: skip
ZONES = ("Asia/Damascus", "America/New_York", "Asia/Kolkata", "Europe/London",
    "Australia/Lord_Howe",
         "+03:00", "UTC", "-09:30")  # fmt: skip
ANCHOR = Anchor(parse("2023-07-09"), "published")

days = st.dates(calendar_day(1, 1, 2), calendar_day(9999, 12, 30))
clocks = st.times().map(lambda time: time.strftime("%H:%M"))
marks = st.sampled_from(["", "", "~", "?", "%"])


@st.composite
def units(draw: st.DrawFn) -> str:
    """One EDTF unit of any precision."""
    day = draw(days)
    iso = day.isoformat()
    forms = [
        iso, iso[:7], iso[:4], f"{iso[:3]}X", f"{iso[:2]}XX", f"{iso[:7]}-XX", f"{iso[:4]}-XX",
        f"{iso}T{draw(clocks)}", f"{iso}T{draw(clocks)}Z", f"{iso}T{draw(clocks)}-04:30",
        f"{iso}T{draw(clocks)[:2]}", f"{iso}T{draw(clocks)}:59",
        f"{iso[:4]}-{draw(st.integers(21, 24))}",
    ]  # fmt: skip
    return draw(st.sampled_from(forms)) + draw(marks)


@st.composite
def edtf_forms(draw: st.DrawFn) -> str:
    """Units, intervals and one-of ranges, open or not."""
    first, second = draw(units()), draw(units())
    form = draw(st.sampled_from(("{0}", "{0}/{1}", "{0}/..", "{0}/", "../{1}", "/{1}", "[{0}..{1}]",
                                 "[{0}..]", "[..{1}]")))  # fmt: skip
    return form.format(first, second)


@st.composite
def points(draw: st.DrawFn) -> str:
    """One date in words, absolute or relative."""
    day = draw(days)
    iso, month, year = day.isoformat(), MONTHS[day.month - 1], f"{day.year:04}"
    number = draw(st.sampled_from((f"{day.day}", f"the {day.day}th of", f"{day.day:02}")))
    return draw(st.sampled_from((
        iso, year, f"{number} {month} {year}", f"{month} {day.day}, {year}", f"{month} {year}",
        f"{day:%A} {number} {month} {year}", f"{year[:3]}0s", f"spring {year}", f"Q3 {year}",
        f"{draw(clocks)} on {iso}", f"{day.day} {month} {year} {draw(clocks)}", f"11 pm on {iso}",
        f"{iso} {draw(st.sampled_from(ZONES))}",
        f"{iso} {draw(clocks)} {draw(st.sampled_from(ZONES))}",
        "Thursday", "yesterday", "last week", "two days earlier", f"{day.day} {month}",
        "last night",
        f"7/6/{year}", f"{day.day}-{month[:3]}-{year}", iso[:4] + "-W27", "noon", "09:30",
    )))  # fmt: skip


@st.composite
def phrases(draw: st.DrawFn) -> str:
    """Anything the grammar might take, and much that it does not."""
    first, second = draw(points()), draw(points())
    shape = draw(st.sampled_from((
        "{0}", "on {0}", "c. {0}", "about {0}", "{0}?", "early {0}", "late {0}", "mid-{0}",
        "morning of {0}", "{0} night", "between {0} and {1}", "from {0} to {1}", "{0} - {1}",
        "{0}–{1}",
        "since {0}", "from {0}", "until {0}", "before {0}", "by {0}", "after {0}",
        "on or after {0}",
        "{0} or later", "{0} before {1}", "{0} between 09:00 and 11:00", "before noon on {0}",
        "after 10:30 on {0}", "about 13:40 on {0}", "night of {0}", "{0} to present", "ending {0}",
        "{0} {1}", "last {0}", "{0} EST", "end of {0}", "first half of {0}", "between 2 and {0}",
    )))  # fmt: skip
    return shape.format(first, second)


def bounds(date: Date) -> tuple[str | None, ...]:
    return (date.start_earliest, date.start_latest, date.end_earliest, date.end_latest)


def accepted(text: str, zone: str | None = None) -> Date:
    """The date, or a discarded example where it is refused."""
    try:
        return parse(text, anchor=ANCHOR, zone=zone)
    except DateError:
        assume(False)
        raise


@given(edtf_forms() | phrases(), st.none() | st.sampled_from(ZONES))
def test_the_canonical_form_is_stable(text: str, zone: str | None) -> None:
    date = accepted(text, zone)
    again = parse(date.edtf or "unknown", zone=date.tz)
    assert (again.edtf, bounds(again)) == (date.edtf, bounds(date))
    assert (again.precision, again.qualifier, again.end_kind) == (
        date.precision, date.qualifier, date.end_kind,
    )  # fmt: skip
    assert (again.tz, again.start_utc, again.utc_earliest, again.utc_latest) == (
        date.tz, date.start_utc, date.utc_earliest, date.utc_latest,
    )  # fmt: skip


@given(edtf_forms() | phrases(), st.none() | st.sampled_from(ZONES))
def test_our_own_words_say_the_same(text: str, zone: str | None) -> None:
    date = accepted(text, zone)
    assert bounds(parse(date.words)) == bounds(date)


@given(edtf_forms() | phrases(), st.none() | st.sampled_from(ZONES))
def test_the_text_kept_gives_the_date_again(text: str, zone: str | None) -> None:
    date = accepted(text, zone)
    assert parse(date.text, zone=zone) == date


@given(edtf_forms() | phrases())
def test_a_stored_date_comes_back_equal(text: str) -> None:
    date = accepted(text, "Asia/Damascus")
    columns = (
        date.edtf, date.text, *bounds(date), date.precision, date.qualifier, date.end_kind,
        date.tz, date.start_utc, date.utc_earliest, date.utc_latest,
    )  # fmt: skip
    assert restore(*columns) == date  # type: ignore[arg-type]
    row = {
        "date_edtf": date.edtf, "date_text": date.text, "date_precision": date.precision,
        "date_qualifier": date.qualifier, "end_kind": date.end_kind, "tz": date.tz,
        "start_earliest": date.start_earliest, "start_latest": date.start_latest,
        "end_earliest": date.end_earliest, "end_latest": date.end_latest,
        "start_utc": date.start_utc, "utc_earliest": date.utc_earliest,
        "utc_latest": date.utc_latest,
    }  # fmt: skip
    assert from_row(row) == date


@given(edtf_forms() | phrases())
def test_every_date_has_cells_and_a_meaning(text: str) -> None:
    date = accepted(text)
    shown = cells(date)
    assert shown.day
    assert date.meaning
    if shown.heading is None:
        assert (shown.day, shown.clock) == (date.words, "")
    else:
        assert date.start_earliest is not None
        assert date.start_earliest[:4] in shown.heading or date.qualifier in ("~", "%")


@given(st.text() | st.text("0123456789-/.: TXZ~?%[]", max_size=25) | phrases())
@settings(max_examples=400)
def test_any_text_is_read_or_refused_with_a_hint(text: str) -> None:
    for anchor in (None, ANCHOR):
        error = refusal(text, anchor)
        if error is not None:
            assert "\n" not in error.message + error.hint
            assert error.hint
            assert not error.message.endswith(".")


@given(days, clocks)
def test_the_finer_date_lies_within_the_coarser(day: calendar_day, clock: str) -> None:
    iso = day.isoformat()
    forms = (
        iso[:2] + "XX",
        iso[:3] + "X",
        iso[:4],
        iso[:7],
        iso,
        f"{iso}T{clock[:2]}",
        f"{iso}T{clock}",
    )
    dates = [parse(form) for form in forms]
    for coarse, fine in pairwise(dates):
        assert coarse.start_earliest is not None
        assert coarse.end_latest is not None
        assert coarse.start_earliest <= (fine.start_earliest or "")
        assert (fine.end_latest or "~") <= coarse.end_latest


@given(edtf_forms())
def test_an_approximate_extent_only_widens(text: str) -> None:
    date = accepted(text)
    low, high = compare_extent(date)
    if date.start_earliest is not None:
        assert low is not None
        assert low <= date.start_earliest
    if date.end_latest is not None:
        assert high is not None
        assert high >= date.end_latest


@given(
    st.datetimes(datetime(1995, 1, 1), datetime(2035, 1, 1)),
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
)
def test_a_moment_keeps_its_utc_in_every_zone(when: datetime, typed: str, place: str) -> None:
    text = f"{when:%Y-%m-%d %H:%M} {typed}"
    there, here = accepted(text), accepted(text, place)
    assert here.tz == place
    assert there.start_utc == here.start_utc
    assert parse(here.edtf or "", zone=place).start_utc == here.start_utc


@given(days, st.sampled_from(ZONES))
def test_a_day_is_never_shifted_by_a_zone(day: calendar_day, zone: str) -> None:
    date = parse(day.isoformat(), zone=zone)
    assert bounds(date) == bounds(parse(day.isoformat()))
    assert date.utc_earliest is not None
    assert date.utc_latest is not None
    low, high = (datetime.fromisoformat(at) for at in (date.utc_earliest, date.utc_latest))
    if 1900 < day.year < 9000:
        assert abs(high - low - timedelta(days=1)) <= timedelta(hours=1, seconds=1)


@given(day=days, size=st.sampled_from((4, 7, 10)), zone=st.sampled_from((*ZONES, None)))
def test_a_plain_iso_form_is_read_as_the_grammar_reads_it(
    day: calendar_day, size: int, zone: str | None
) -> None:
    plain = day.isoformat()[:size]
    # White space around it is left to the grammar, which says the same of the rest.
    quick, whole = parse(plain, zone=zone), parse(f" {plain} ", zone=zone)
    assert quick == dataclasses.replace(whole, text=plain)
    assert quick.words == whole.words
    assert parse(quick.words, zone=zone).edtf == plain


@given(phrases())
def test_what_an_offered_date_in_a_hint_says_is_read(text: str) -> None:
    error = refusal(text)
    assume(error is not None)
    for offered in offers(error.hint if error else ""):
        parse(offered)


def refusal(text: str, anchor: Anchor | None = None) -> DateError | None:
    """Why a text is refused; None where it is read."""
    try:
        parse(text, anchor=anchor)
    except DateError as error:
        return error
    return None


def offers(hint: str) -> list[str]:
    """The dates a hint offers: whatever stands in double quotes, and the bare ISO forms."""
    quoted = re.findall(r'"([^"]+)"', hint)
    outside = re.sub(r"\"[^\"]+\"|-d '[^']*'", " ", hint)
    return quoted + re.findall(r"(?<![\w-])\d{4}(?:-\d\d)*(?![\w-])|\[[^\]]+\]", outside)


def test_a_relative_date_without_an_anchor_shows_the_option() -> None:
    with pytest.raises(DateError) as refused:
        parse("on Thursday")
    assert "-d 'on Thursday' --said-on " in refused.value.hint
