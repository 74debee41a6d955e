from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import TrackerError
from tracker.quantities import (
    LARGEST,
    Duration,
    Number,
    parse_duration,
    parse_number,
    show_duration,
    show_number,
)

TABLE = Path(__file__).parent / "data" / "quantities.tsv"


def rows(kind: str) -> list[list[str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        table = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [row[1:] for row in table if row[0] == kind]


def figure(value: int | None) -> str:
    return "" if value is None else str(value)


@pytest.mark.parametrize(("text", "low", "best", "high", "shown"), rows("number"))
def test_a_number_is_read_and_shown(text: str, low: str, best: str, high: str, shown: str) -> None:
    number = parse_number(text)
    assert [figure(number.low), figure(number.best), figure(number.high)] == [low, best, high]
    assert show_number(number) == shown


@pytest.mark.parametrize(("text", "low", "best", "high", "shown"), rows("duration"))
def test_a_duration_is_read_and_shown(
    text: str, low: str, best: str, high: str, shown: str
) -> None:
    duration = parse_duration(text)
    assert [figure(duration.low), best, figure(duration.high)] == [low, "", high]
    assert show_duration(duration) == shown
    assert duration.text == text


FIGURES = st.integers(min_value=0, max_value=LARGEST)


@given(st.lists(FIGURES, min_size=1, max_size=3), st.booleans(), st.sampled_from(["", "dozens"]))
def test_a_number_as_shown_reads_back(figures: list[int], is_open: bool, words: str) -> None:
    low, *more = sorted(figures)
    best = more[0] if len(more) == 2 or (more and is_open) else None
    high = None if is_open else max(figures)
    number = Number(low, best, high, words)
    back = parse_number(show_number(number))
    assert (back.low, back.best, back.high) == (number.low, number.best, number.high)


@given(st.none() | FIGURES, st.none() | FIGURES)
def test_a_duration_as_shown_reads_back(one: int | None, other: int | None) -> None:
    if one is not None and other is not None:
        one, other = min(one, other), max(one, other)
    text = "overnight" if one is None and other is None else ""
    back = parse_duration(show_duration(Duration(one, other, text)))
    assert (back.low, back.high) == (one, other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("80", ""),
        ("60+", ""),
        ("at least 60", ""),
        ("twelve", ""),
        ("over 100", "over 100"),
        ("About  40", "About 40"),
        ('"dozens"', "dozens"),
    ],
)
def test_words_are_kept_when_they_say_more_than_the_bounds(text: str, words: str) -> None:
    assert parse_number(text).words == words


def test_words_that_contradict_or_repeat_the_bounds_are_not_shown() -> None:
    assert show_number(Number(3, 3, 3, "about 40")) == "3"
    assert show_number(Number(12, None, 15, "12 to 15")) == "12–15"
    assert show_duration(Duration(60, 120, "about 2h")) == "1–2 h"


PIECES = """
    about 2 12 h min - – , . + over under at least an hour and a half ½ one twenty to or ( ) none
    nearly dozen hundred thousand people killed family of civilians
"""
WORDS = st.lists(st.sampled_from(PIECES.split()), max_size=7)


@given(st.text() | WORDS.map(" ".join) | WORDS.map("".join))
def test_any_text_is_read_kept_as_words_or_refused_with_a_hint(text: str) -> None:
    for read in (parse_number, parse_duration):
        try:
            kept: Number | Duration = read(text)
        except TrackerError as refusal:
            said = [refusal.message, refusal.hint]
            assert all(len(line.splitlines()) == 1 for line in said), said
        else:
            bounds = (kept.low, kept.high)
            assert bounds != (None, None) or not any(sign.isdigit() for sign in text)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("-5", "cannot read the number '-5'", "try 80"),
        ("1.5", "cannot read the number '1.5'", "try 80"),
        ("1.200", "cannot read the number '1.200'", "try 80"),
        ("0x10", "cannot read the number '0x10'", "try 80"),
        ("1e5", "cannot read the number '1e5'", "try 80"),
        ("80 sheep", "cannot read the number '80 sheep'", "for example: 80"),
        ("1.5 million", "cannot read the number '1.5 million'", "try 80"),
        ("no one", "'no one' is no number", "type 0"),
        ("50%", "cannot read the number '50%'", "try 80"),
        ("", "cannot read the number ''", "try 80"),
        ("?", "cannot read the number '?'", "try 80"),
        ("dozens\x1b[31m", "cannot read the number 'dozens\\x1b[31m'", "try 80"),
        ("15-12", "the number '15-12' is not in the order low, best, high", "try 12-15"),
        ("13-12-15", "the number '13-12-15' is not in the order", "try 12-13-15"),
        ("1000000001", "the number 1000000001 is not from 0 to 1,000,000,000", "try 80"),
        ("9" * 40, "is not from 0 to 1,000,000,000", "try 80"),
        ("9" * 5000, "has over 200 letters", "try 80"),
        ("none-reported", "'none-reported' is no number", "none-reported alone"),
        ("Under assessment", "'Under assessment' is no number", "under-assessment alone"),
        ("none", "'none' is no number", "type 0"),
    ],
)
def test_what_is_no_number_is_refused(text: str, message: str, hint: str) -> None:
    with pytest.raises(TrackerError) as caught:
        parse_number(text)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("field", "text", "hint"),
    [
        ("killed", "3 injured", "for example: injured=3"),
        ("killed", "12-15 people wounded", "for example: injured=12-15"),
        ("injured", "about 40 dead", 'for example: killed="about 40"'),
        ("count.aircraft", "3 people", "for example: count.people=3"),
        ("killed", "80 civilians", "for example: killed.civilian=80"),
        ("count.aircraft", "3 aircraft", "for example: count.aircraft=3"),
    ],
)
def test_a_number_that_counts_something_else_than_its_field_is_refused(
    field: str, text: str, hint: str
) -> None:
    with pytest.raises(TrackerError) as caught:
        parse_number(text, field)
    assert caught.value.hint == hint


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("killed.civilian", "3 people killed"), ("injured", "3 wounded"), ("displaced", "3 people"),
        ("count.people", "3 people"), ("missing", "3 missing"), ("detained", "3 arrested"),
    ],
)  # fmt: skip
def test_a_number_may_say_again_what_its_field_counts(field: str, text: str) -> None:
    assert parse_number(text, field).best == 3


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("2", "the duration '2' has no unit", "try 2h or 2m"),
        ("2-3", "cannot read the duration '2-3'", "try 2h"),
        ("30s", "cannot read the duration '30s'", "try 2h"),
        ("3 months", "cannot read the duration '3 months'", "try 2h"),
        ("1:30", "cannot read the duration '1:30'", "try 2h"),
        ("30m 2h", "cannot read the duration '30m 2h'", "try 2h"),
        ("-2h", "cannot read the duration '-2h'", "try 2h"),
        ("", "cannot read the duration ''", "try 2h"),
        ("3-2 hours", "'3-2 hours' has the longer one first", "the shorter one first"),
        ("99999999999h", "is not from 0 to 1,000,000,000", "try 2h"),
    ],
)
def test_what_is_no_duration_is_refused(text: str, message: str, hint: str) -> None:
    with pytest.raises(TrackerError) as caught:
        parse_duration(text)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize("bounds", [(None, 3, None), (None, None, 3), (3, 2, 4), (-1, 0, 0)])
def test_an_impossible_number_cannot_be_made(bounds: tuple[int | None, int, int]) -> None:
    with pytest.raises(TrackerError):
        Number(*bounds)


def test_a_value_without_figures_or_words_cannot_be_made() -> None:
    with pytest.raises(TrackerError):
        Number()
    with pytest.raises(TrackerError):
        Duration()
