"""Tables that are too wide for a screen: room by content, words whole, long lists below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.formats.fitting import fitted
from tracker.formats.rows import write_rows
from tracker.formats.text import width
from tracker.report.rows import Rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

HEADS = ["by", "types", "n"]


def test_room_goes_where_it_saves_lines() -> None:
    # One long name is wrapped, and three long types are not.
    rows = [["United States", "forced-displacement 1", "3"]] * 3
    rows.append(["Russian aircraft of the base", "a", "1"])
    assert fitted([HEADS, *rows], [False, False, True], 39, 2, 10) == [13, 21, 1]


def test_words_are_whole_as_long_as_the_table_can_hold_them() -> None:
    rows = [["Kurdish residents of Afrin", "aircraft-harassment 12", "3"]]
    assert fitted([HEADS, *rows], [False, False, True], 33, 2, 10) == [9, 19, 1]
    assert fitted([HEADS, *rows], [False, False, True], 26, 2, 10) == [9, 12, 1]


def test_a_long_column_of_a_list_stands_below_its_row() -> None:
    names = "; ".join(f"Another name {number}" for number in range(6))
    rows = Rows(("name", "kind", "also", "incidents"), (("Iran", "state", names, 2),), "none")
    lines = "".join(write_rows(rows, "table", 60)).splitlines()
    assert lines[:2] == ["name  kind   incidents", "Iran  state          2"]
    assert lines[2].startswith("    also  Another name 0; ")
    assert max(map(width, lines)) <= 60
    assert " ".join(part.strip() for part in lines[2:]) == f"also  {names}"
    only = "".join(write_rows(rows, "table", None)).splitlines()[1]
    assert names in only


def test_the_list_of_actors_has_room_for_names(run: Run, seeded: Path) -> None:
    told = run("actor", "list").stdout.splitlines()
    assert (
        "Hayat Tahrir al-Sham   armed-group                                  0          0" in told
    )
    assert "    also  Iran, Islamic Republic of; Islamic Republic of Iran; Persia" in told
    assert max(map(width, told)) <= 80


def test_a_title_has_the_room_of_a_line_that_what_stands_beside_it_leaves(
    run: Run, seeded: Path
) -> None:
    title = "Russian aircraft drop flares in front of MQ-9s"
    words = ("--by", "Russian aircraft", "--against", "US Air Force", "-t", "flare-drop")
    run("add", title, "-d", "2023-07-06", *words, "--new")
    for columns in (80, 120, 160):
        told = run("timeline", "--width", columns).stdout.splitlines()
        assert sum(title in line for line in told) == 1, columns
        assert max(map(width, told)) < columns
    lines = run("timeline", "--width", 160).stdout.splitlines()
    assert any(title in line and "US Air Force · flare-drop" in line for line in lines)
