"""Links between incidents: one direction each, no circle, no order that the dates rule out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Stock

LINKS = "SELECT from_incident_id, kind, to_incident_id FROM incident_links ORDER BY id"
ORDER = "SELECT group_concat(id, ' ') FROM (SELECT id FROM timeline)"


@pytest.fixture
def four(db: Path, run: Run) -> Path:
    """Four incidents: two of one day, one of the day after, one of that month."""
    for title, date in (("A", "6 July 2023"), ("B", "6 July 2023"), ("C", "7 July 2023"),
                        ("D", "July 2023")):  # fmt: skip
        run("add", title, "-d", date)
    return db


def test_after_is_before_the_other_way_round(four: Path, run: Run, stock: Stock) -> None:
    assert run("link", "1", "after", "2").stdout == "Linked: 1 A\n  after   2 B\n"
    assert stock(LINKS) == [(2, "before", 1)]
    assert run("link", "2", "before", "1").stdout.startswith("Nothing new")
    assert stock(ORDER) == [("4 2 1 3",)]
    assert run("link", "2", "before", "1", "--remove").stdout.startswith("No longer")
    assert run("link", "2", "before", "1", "--remove").stdout.startswith("Nothing to remove")
    assert stock(ORDER) == [("4 1 2 3",)]


def test_an_equal_relation_holds_both_ways(four: Path, run: Run, stock: Stock) -> None:
    run("link", "1", "same-equipment", "2")
    assert run("link", "2", "same-equipment", "1").stdout.startswith("Nothing new")
    assert run("link", "2", "same-equipment", "1", "--remove").stdout.startswith("No longer")
    assert stock(LINKS) == []


def test_a_chain_moves_a_vague_date_no_further_than_it_reaches(
    four: Path, run: Run, stock: Stock
) -> None:
    run("link", "4", "after", "3")
    assert stock(ORDER) == [("1 2 3 4",)]
    assert stock("SELECT start_earliest FROM incidents WHERE id = 4") == [("2023-07-01T00:00:00",)]


@pytest.mark.parametrize("kind", ["before", "part-of"])
def test_a_circle_is_refused(kind: str, four: Path, run: Run, stock: Stock) -> None:
    run("link", "1", kind, "2")
    run("link", "2", kind, "4")
    links = stock(LINKS)
    assert "would make a circle" in run("link", "4", kind, "1", code=2).stderr
    assert stock(LINKS) == links


def test_an_order_that_the_dates_rule_out_is_refused(four: Path, run: Run, stock: Stock) -> None:
    assert "cannot be before" in run("link", "3", "before", "1", code=2).stderr
    run("link", "4", "after", "3")
    assert "cannot be before" in run("link", "4", "before", "1", code=2).stderr
    assert stock(LINKS) == [(3, "before", 4)]


def test_only_a_new_contradiction_is_told(four: Path, run: Run, stock: Stock) -> None:
    stock(
        "UPDATE incidents SET start_earliest = '2024-07-06T00:00:00',"
        " start_latest = '2024-07-06T23:59:59', end_earliest = '2024-07-06T00:00:00',"
        " end_latest = '2024-07-06T23:59:59' WHERE id = 2"
    )
    run("link", "1", "before", "3")
    assert stock(LINKS) == [(1, "before", 3)]
