"""Open questions: ranked by what an answer would settle, each with a command that works."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

import pytest

from tracker.report.todo import WORTH, Matter, ranked

if TYPE_CHECKING:
    from tests.conftest import Run, Stock


def told(run: Run, *words: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(run("todo", *words, "-n", "0", "--json").stdout)
    return rows


@pytest.mark.usefixtures("seeded")
def test_everything_that_the_view_asks_is_listed(run: Run, stock: Stock) -> None:
    listed = [(row["question"], number) for row in told(run) for number in row["ids"].split()]
    asked = stock("SELECT question, incident_id FROM todo")
    assert sorted(listed) == sorted((question, str(number)) for question, number in asked)


@pytest.mark.usefixtures("seeded")
def test_every_command_works_as_it_is_pasted(run: Run) -> None:
    for row in told(run):
        words = shlex.split(row["command"])
        assert words[0] == "tracker"
        run(*words[1:])


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("question", ["disputed", "places-unrelated", "origin-not-recorded"])
def test_a_command_settles_its_question(run: Run, question: str) -> None:
    open_ones = told(run, question)
    assert open_ones
    for row in open_ones:
        run(*shlex.split(row["command"])[1:])
    assert told(run, question) == []


@pytest.mark.usefixtures("db")
def test_a_later_claim_and_a_finer_date_are_settled_by_adopting_them(run: Run) -> None:
    run("add", "A strike", "-d", "July 2023", "-s", "| A | 2023-08-01", "killed=3")
    run("cite", "1", "| B | 2023-08-02", "date=7 July 2023")
    (row,) = told(run, "imprecise-date")
    run(*shlex.split(row["command"])[1:])
    assert told(run, "imprecise-date") == []
    assert "7 Jul 2023" in run("show", "1").stdout


@pytest.mark.usefixtures("db")
def test_a_place_is_asked_to_lie_within_a_country_before_it_is_said_to_lie_apart(run: Run) -> None:
    run("add", "Strike", "-d", "2023-07-07", "-p", "Syria", "-s", "| A")
    run("cite", "1", "| B", "place=Aleppo region")
    (row,) = told(run, "places-unrelated")
    assert row["command"] == "tracker place add 'Aleppo region' within=Syria"
    run(*shlex.split(row["command"])[1:])
    assert told(run, "places-unrelated") == []
    run("cite", "1", "| C", "place=Homs, Syria")
    (row,) = told(run, "places-unrelated")
    assert row["command"] == "tracker place add 'Aleppo region' distinct-from=Homs"


@pytest.mark.usefixtures("seeded")
def test_who_speaks_in_a_source_is_asked_once_for_all_its_citations(run: Run) -> None:
    (row,) = told(run, "origin-not-recorded")
    assert row["words"] == "Who is speaking in jpost (c1, c2, c3, c9) is not recorded."
    assert row["ids"] == "1 2 3 5"
    (row,) = told(run, "origin-not-recorded", "--id", "1")
    assert row["command"] == "tracker edit c1 'said-by=The Jerusalem Post'"
    run("source", "edit", "jpost", "said-by=CENTCOM")
    (row,) = told(run, "origin-not-recorded")
    assert row["command"] == "tracker source edit jpost --citations"


@pytest.mark.usefixtures("seeded")
def test_filters_and_kinds_narrow_the_list(run: Run) -> None:
    assert {row["ids"] for row in told(run, "--id", "6", "disputed")} == {"6"}
    assert {row["question"] for row in told(run, "disputed", "single-origin")} == {
        "disputed", "single-origin",
    }  # fmt: skip
    assert told(run, "--until", "2010") == []
    assert "nothing is open" in run("todo", "--until", "2010").stderr
    assert "one of: disputed" in run("todo", "spelling", code=2).stderr
    assert "more: -n 0" in run("todo", "-n", "1").stderr


@pytest.mark.usefixtures("seeded")
def test_the_screen_says_what_and_how(run: Run) -> None:
    shown = run("todo", "disputed", "source-not-saved").stdout
    assert "6  Disputed place: eastern Syria (CENTCOM)" in shown
    assert "    to settle it, for example: tracker adopt c" in shown
    assert "1, 2, 3, 4, 5, 6  No copy of jpost is kept." in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_what_settles_most_comes_first() -> None:
    few = Matter("disputed", (1,), "place", "", "")
    many = Matter("source-not-saved", tuple(range(1, 20)), None, "", "")
    last = Matter("source-not-saved", (1,), None, "", "")
    assert ranked([last, few, many]) == [many, few, last]


def test_every_question_of_the_view_has_a_worth(stock: Stock, run: Run) -> None:
    run("init")
    ((view,),) = stock("SELECT sql FROM sqlite_schema WHERE name = 'todo'")
    assert all(f"'{question}'" in view for question in WORTH)
    assert view.count("UNION ALL") + 1 == len(WORTH)
