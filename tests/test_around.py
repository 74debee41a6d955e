"""What lies near an incident: certainly, possibly, before, after, and how far; and silences."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates import parse
from tracker.report.around import between, distance_words

if TYPE_CHECKING:
    from tests.conftest import Run

# The centre, the other, the recorded order, how likely within 24 h before and 48 h after, words.
PAIRS = (
    ("2023-07-07", "2023-07-07", "", "certainly", "same day, order not known"),
    ("2023-07-07", "2023-07-07", "before", "certainly", "same day, before"),
    ("2023-07-07", "2023-07-07", "after", "certainly", "same day, after"),
    ("2023-07-07", "2023-07-06", "", "possibly", "the day before"),
    ("2023-07-07", "2023-07-05", "", "", "2 days before"),
    ("2023-07-07", "2023-07-08", "", "certainly", "the day after"),
    ("2023-07-07", "2023-07-09", "", "possibly", "2 days after"),
    ("2023-07-07", "2023-07-10", "", "", "3 days after"),
    ("2023-07-07T12:00", "2023-07-07T09:00", "", "certainly", "2 to 4 hours before"),
    ("2023-07-07T12:00", "2023-07-07T11:20", "", "certainly", "39 to 41 minutes before"),
    ("2023-07-07T12:00", "2023-07-07", "before", "certainly", "same day, before"),
    ("2023-07-07T12:00", "2023-07-06", "", "possibly", "12 to 37 hours before"),
    ("2023-07-07T23:30", "2023-07-08T01:00", "", "certainly", "89 to 91 minutes after"),
    ("2023-07-07T12:00Z", "2023-07-07T12:00+03:00", "", "certainly", "2 to 4 hours before"),
    ("2023-07-07", "July 2023", "", "possibly", "up to 7 days before, up to 25 days after"),
    ("2023-07-07", "July 2023", "before", "possibly", "up to 7 days before"),
    ("2023-07-07", "2016", "", "", "2,378 to 2,745 days before"),
    ("2018", "2018", "", "possibly", "up to 365 days before, up to 365 days after"),
    ("2023-07-07", "unknown", "before", "possibly", "before"),
    ("2023-07-07", "unknown", "after", "possibly", "after"),
    ("2023-07-07", "before 2018", "", "", "before, at least 2,013 days"),
    ("2023-07-07", "after 2022", "", "possibly", "before or after"),
    # A recorded order that the dates contradict changes nothing.
    ("2023-07-07", "2023-07-08", "before", "certainly", "the day after"),
)  # fmt: skip


@pytest.mark.parametrize(("centre", "other", "order", "likelihood", "words"), PAIRS)
def test_distances_are_told_as_far_as_the_dates_allow(
    centre: str, other: str, order: str, likelihood: str, words: str
) -> None:
    one, two = parse(centre), parse(other)
    distance = between(one, two, order)
    assert distance is not None
    assert distance.within(24 * 3600, 48 * 3600) == likelihood
    assert distance_words(one, two, distance, order) == words


def test_two_unknown_dates_have_no_distance() -> None:
    assert between(parse("unknown"), parse("unknown")) is None
    assert between(parse("2023"), parse("unknown")) is None


DATES = st.sampled_from(
    ["2016", "2018-03", "2023-07-06", "2023-07-07", "2023-07-07T09:30", "2023-07-07 09:30 +03:00",
     "July 2023", "before 2018", "after 2016", "from 2016", "c. 2018", "2018-01-20/2018-03-18"]
)  # fmt: skip


@given(DATES, DATES)
def test_seen_from_the_other_side_the_distance_is_the_opposite(one: str, two: str) -> None:
    there, back = between(parse(one), parse(two)), between(parse(two), parse(one))
    if there is None or back is None:
        assert there == back
        return
    assert (there.low, there.high) == tuple(
        None if end is None else -end for end in (back.high, back.low)
    )


@pytest.mark.usefixtures("seeded")
def test_the_day_before_the_strike(run: Run) -> None:
    assert run("around", "6", "--before", "24h", "--after", "0").stdout == (
        "6  7 Jul 2023  MQ-9 strike kills Usamah al-Muhajir\n"
        "  certainly within 24h before and 0 after\n"
        "    5  7 Jul 2023  MQ-9s harassed for about two hours          same day, before\n"
        "  possibly within 24h before and 0 after\n"
        "    4  6 Jul 2023  Flares dropped in front of MQ-9s              the day before\n"
    )


@pytest.mark.usefixtures("seeded")
def test_a_filter_gives_a_block_for_each(run: Run) -> None:
    told = run("around", "--by", "Russia", "-f", "csv").stdout.splitlines()
    pairs = [(row["around"], row["id"]) for row in csv.DictReader(told)]
    assert pairs == [("4", "5"), ("4", "6"), ("5", "4"), ("5", "6")]
    one = run("around", "-t", "drone-strike", "--by", "US", "--after", "0").stdout
    assert one == run("around", "6", "--after", "0").stdout
    shown = run("around", "--on", "2023", "--width", "40").stdout
    assert shown.count("\n\n") == 2
    assert max(map(len, shown.splitlines())) <= 40


@pytest.mark.usefixtures("db")
def test_recorded_order_reaches_over_several_links(run: Run) -> None:
    for number, title in enumerate(("First", "Second", "Third"), 1):
        run("add", title, "-d", "2023-07-07", *([f"after={number - 1}"] if number > 1 else []))
    run("add", "Some time before", "-d", "unknown", "before=1")
    told = run("around", "3", "-f", "csv").stdout.splitlines()
    assert [(row["id"], row["likelihood"], row["distance"]) for row in csv.DictReader(told)] == [
        ("4", "possibly", "before"),
        ("1", "certainly", "same day, before"),
        ("2", "certainly", "same day, before"),
    ]
    run("add", "Far off", "-d", "1999")
    assert "nothing is recorded within" in run("around", "5").stdout


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ([], 2, "name an incident"),
        (["6", "--by", "US"], 2, "not both"),
        (["6", "--before", "soon"], 2, "--before 24h"),
        (["6", "--after", "5"], 2, "no unit"),
        (["99"], 4, "99"),
        (["6", "-f", "xml"], 2, "unknown format"),
    ],
)
def test_what_cannot_be_looked_around_is_refused(
    run: Run, words: list[str], code: int, message: str
) -> None:
    assert message in run("around", *words, code=code).stderr


@pytest.mark.usefixtures("seeded")
def test_silences_of_what_was_selected(run: Run) -> None:
    told = list(csv.DictReader(run("timeline", "--gaps", "30d", "-f", "csv").stdout.splitlines()))
    assert [(row["first_day"], row["last_day"], row["after"], row["before"]) for row in told] == [
        ("2017-01-01", "2017-12-31", "1", "2"), ("2019-01-01", "2023-07-05", "2", "4"),
    ]  # fmt: skip
    back = list(
        csv.DictReader(run("timeline", "--gaps", "30", "-r", "-f", "csv").stdout.splitlines())
    )
    assert [row["days"] for row in back] == [row["days"] for row in reversed(told)]
    assert run("timeline", "--gaps", "30d", "-a", "Russia").stdout == ""
    assert "no silence of 30 days" in run("timeline", "--gaps", "30d", "-a", "Russia").stderr
    assert "4½ years" in run("timeline", "--gaps", "1000d").stdout
    assert "--gaps 30d" in run("timeline", "--gaps", "2h", code=2).stderr
