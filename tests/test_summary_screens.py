"""The screens of summaries, as they stand in tests/snapshots, and what holds at every width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.test_formats import same_as_snapshot
from tracker.formats.sparkline import bars, months
from tracker.formats.text import Style, width

if TYPE_CHECKING:
    from tests.conftest import Run

LONG = "Central Directorate for the Coordination of Border Guards and Coastal Surveillance Units"


@pytest.fixture
def mixed(run: Run, seeded: object) -> Run:
    """The seed, with names in Arabic and Chinese and some that are very long."""
    run("actor", "add", "المقاومة الشعبية", "alias=Popular Resistance", "kind=militia")
    run("actor", "add", "中国人民解放军", "acronym=PLA", "kind=force")
    run("actor", "add", LONG, "alias=Directorate", "part-of=Russia", "kind=force")
    run("add", "قصف على الحدود", "-d", "2022-11-05", "--by", "Popular Resistance",
        "--against", "Directorate", "-p", "دير الزور", "-t", "shelling", "killed=3-5",
        "killed.civilian=2", "-s", "https://example.org/a | Example Post | 2022-11-06",
        "said-by=PLA")  # fmt: skip
    run("add", "空袭边境哨所", "-d", "2023-01", "--by", "PLA", "--against", "Popular Resistance",
        "-t", "airstrike", "killed=60+")  # fmt: skip
    run("add", f"{LONG} is fired upon " * 2, "-d", "2022", "--by", "Popular Resistance",
        "--against", "Directorate", "-t", "ground-clash", "killed=dozens")  # fmt: skip
    return run


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("name", ["Russia", "PLA", "Popular Resistance", "US"])
def test_the_record_of_an_actor(mixed: Run, name: str, columns: int) -> None:
    text = mixed("summary", name, "--width", columns).stdout
    same_as_snapshot(f"summary-{name.lower().replace(' ', '-')}-{columns}.txt", text)


@pytest.mark.parametrize("style", ["md", "csv"])
def test_the_record_in_other_formats(mixed: Run, style: str) -> None:
    same_as_snapshot(f"summary-{style}.txt", mixed("summary", "Russia", "-f", style).stdout)


def test_the_record_in_ascii(mixed: Run) -> None:
    text = mixed("summary", "US", "--ascii").stdout
    assert text.isascii()
    same_as_snapshot("summary-ascii.txt", text)


@pytest.mark.parametrize("columns", [20, 33, 40, 49, 50, 51, 64, 80, 100, 120, 200])
def test_no_line_is_wider_than_the_screen(mixed: Run, columns: int) -> None:
    for name in ("Russia", "PLA", "Popular Resistance", "US"):
        lines = mixed("summary", name, "--width", columns).stdout.splitlines()
        assert [line for line in lines if width(line) > columns] == []


def test_a_silent_month_is_blank_and_one_incident_never_is() -> None:
    assert bars([0, 1, 1000, 0], 1000, Style()) == " ▁█ "
    assert bars([0, 3, 9], 9, Style(ascii=True)) == " 39"
    assert bars([0, 1, 90], 90, Style(ascii=True)) == " 19"


def test_months_stand_in_rows_of_whole_years() -> None:
    rows = months([("2019-12", 1), ("2021-01", 3)], 45, Style(ascii=True))
    assert rows == [
        "2019-2020 |           1            |",
        "2021      |3           |",
        "one sign a month; most: 3 in Jan 2021",
    ]


def test_centuries_are_told_by_years() -> None:
    rows = months([("1901-12", 1), ("2023-01", 4), ("2023-02", 1)], 60, Style())
    assert len(rows) == 4
    assert rows[-1] == "one sign a year; most: 5 in 2023"


def test_no_month_that_is_known_draws_nothing() -> None:
    assert months([], 80, Style()) == []
