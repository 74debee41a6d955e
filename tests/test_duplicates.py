"""Likely duplicates: nearly all that are one are noticed, hardly any that are two."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.many import fill
from tracker.fields import Assignment, read_assignment
from tracker.schema import create
from tracker.store.duplicates import likely
from tracker.store.entry import add
from tracker.store.notices import Notices
from tracker.store.values import Reader, Terms

if TYPE_CHECKING:
    from tests.conftest import Run

DATA = Path(__file__).parent / "data" / "duplicates.tsv"
FIELDS = ("date", "type", "by", "against", "place", "killed")
ACTORS = {
    "CENTCOM": "United States", "US Air Force": "United States", "Russian aircraft": "Russia",
    "Turkish aircraft": "Turkey", "IRGC": "Iran", "Iraqi intelligence": "Iraq",
    "Usamah al-Muhajir": "ISIS", "Abu Bakr al-Baghdadi": "ISIS", "Sami Jasim": "ISIS",
    "Abu Ibrahim al-Qurayshi": "ISIS",
}  # fmt: skip
PLACES = {
    "Deir ez-Zor": "eastern Syria", "eastern Syria": "Syria", "northwest Syria": "Syria",
    "Aleppo region": "Syria", "Homs": "Syria", "Idlib": "Syria", "Balyun": "Idlib",
    "Atarib": "Aleppo region", "Saraqib": "Idlib", "Afrin": "northwest Syria",
    "Hasakah": "eastern Syria", "Raqqa": "eastern Syria",
}  # fmt: skip


def pairs() -> list[list[str]]:
    with DATA.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


def assignments(cells: list[str]) -> list[Assignment]:
    return [read_assignment(f"{n}={v}") for n, v in zip(FIELDS, cells, strict=False) if v]


def noticed(row: list[str]) -> bool:
    """Whether the second incident of a row is taken for the first when it is added."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        create(conn)
        conn.execute("INSERT INTO log_transactions (id, at, command) VALUES (1, '2024', 'test')")
        conn.execute("UPDATE log_writer SET tx = 1")
        terms = Terms("2024-01-01T00:00:00", "2024-01-01", new=True)
        reader = Reader(conn, terms, Notices())
        for name, other in ACTORS.items():
            reader.actors.relate(reader.actors.need(name), "part-of", reader.actors.need(other))
        for name, other in PLACES.items():
            place, outer = reader.places.need(name), reader.places.need(other)
            if outer not in reader.places.containing(place):
                reader.places.relate(place, "within", outer)
        one, two = (
            add(conn, reader, cells[-1], assignments(cells[:-1])).incident
            for cells in (row[2:9], row[9:16])
        )
        return one in [twin.id for twin in likely(conn, two)]


def test_nine_in_ten_that_are_one_are_noticed_and_hardly_any_that_are_two() -> None:
    rows = pairs()
    verdicts = [(row[0], noticed(row), row[1]) for row in rows]
    same = [found for verdict, found, _ in verdicts if verdict == "same"]
    false = [why for verdict, found, why in verdicts if verdict == "two" and found]
    missed = [why for verdict, found, why in verdicts if verdict == "same" and not found]
    assert (len(same), len(rows)) == (20, 40)
    assert sum(same) >= 18, missed
    assert len(false) <= 2, false


@pytest.mark.parametrize("row", pairs(), ids=lambda row: row[1])
def test_it_makes_no_difference_which_was_first(row: list[str]) -> None:
    assert noticed(row) == noticed([*row[:2], *row[9:16], *row[2:9]])


@pytest.mark.usefixtures("seeded")
def test_it_is_told_and_never_in_the_way(run: Run) -> None:
    told = run("add", "US airstrike kills ISIS leader", "-d", "2023-07-07", "-t", "airstrike",
               "--by", "CENTCOM", "--against", "ISIS", "-p", "Syria")  # fmt: skip
    assert told.stdout.startswith("Added 7")
    assert "this may be incident 6" in told.stderr
    assert "tracker merge 7 6" in told.stderr
    run("merge", "7", "6")
    told = run("add", "Speech on drones", "-d", "2023-07-07", "-t", "statement", "--by", "Russia")
    assert "this may be" not in told.stderr


@pytest.mark.usefixtures("seeded")
def test_the_incidents_of_the_seed_are_all_taken_for_different_ones(seeded: Path) -> None:
    with closing(sqlite3.connect(seeded)) as conn:
        assert [number for number in range(1, 7) if likely(conn, number)] == []


def test_undated_ones_and_crowded_years_are_no_trouble() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        fill(conn, 2000)
        undated = conn.execute("SELECT id FROM incidents WHERE date_precision = 'unknown'")
        assert all(likely(conn, number) == [] for (number,) in undated.fetchall())
        year = conn.execute("SELECT id FROM incidents WHERE date_precision = 'year'").fetchone()
        likely(conn, year[0])
