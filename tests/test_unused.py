"""Actors, places and sources that were made by mistake are removed while nothing names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run, Stock

pytestmark = pytest.mark.usefixtures("seeded")

STANDING = "SELECT name FROM {}s WHERE deleted_at IS NULL AND name = '{}'"


@pytest.mark.parametrize("kind", ["actor", "place"])
def test_what_nothing_names_is_removed_and_comes_back(run: Run, stock: Stock, kind: str) -> None:
    run(kind, "add", "Mistake")
    told = run(kind, "rm", "Mistake", "--why", "a slip").stdout
    assert told == f"Removed {kind} Mistake        undo: tracker undo\n"
    assert "Mistake" not in run(kind, "list", "-f", "csv").stdout
    assert "is called 'Mistake'" in run(kind, "show", "Mistake", code=4).stderr
    assert f"{kind} Mistake   removed" in run("history", "-n", "1").stdout
    run("undo")
    assert stock(STANDING.format(kind, "Mistake")) == [("Mistake",)]
    run(kind, "rm", "Mistake")
    run(kind, "add", "Mistake")
    assert stock(STANDING.format(kind, "Mistake")) == [("Mistake",)]
    run("check")


def test_a_source_that_nothing_cites_is_removed(run: Run) -> None:
    run("source", "add", "| A Paper", "key=paper")
    assert run("source", "rm", "paper").stdout.startswith("Removed source paper")
    assert "paper" not in run("source", "list", "-f", "csv").stdout
    run("source", "add", "| A Paper", "key=paper")
    refused = run("undo", "t46", code=2).stderr
    assert "t46 cannot be undone: the same was recorded again since" in refused
    run("check")


@pytest.mark.parametrize(
    ("words", "used"),
    [
        (("actor", "Turkey"), "Turkey is used: incident 1, incident 2, incident 3, "),
        (("actor", "US defense official"), "US defense official is used: c8, c12"),
        (("actor", "ISIS"), "ISIS is used: Usamah al-Muhajir"),
        (("place", "Afrin"), "Afrin is used: incident 2, incident 3, c2.place, c3.place"),
        (("place", "Syria"), "Syria is used: incident 4, "),
        (("source", "france24"), "france24 is used: c"),
    ],
)
def test_what_is_used_stays_and_what_names_it_is_told(
    run: Run, words: tuple[str, str], used: str
) -> None:
    kind, name = words
    assert used in run(kind, "rm", name, code=2).stderr
    run(kind, "show", name)


def test_what_it_is_a_part_of_goes_with_it_and_comes_back(run: Run) -> None:
    run("actor", "add", "Mistake", "part-of=Russia")
    run("actor", "rm", "Mistake")
    assert "Mistake" not in run("actor", "show", "Russia").stdout
    run("undo")
    assert "Mistake is part-of it" in run("actor", "show", "Russia").stdout


def test_what_is_named_again_is_brought_back(run: Run, stock: Stock) -> None:
    run("edit", "1", "by=Mistake", "--new")
    run("edit", "1", "by-=Mistake")
    run("actor", "rm", "Mistake")
    run("undo", "t46")
    assert stock(STANDING.format("actor", "Mistake")) == [("Mistake",)]
    run("add", "Slip", "-d", "2016", "-p", "Nowhere", "--new")
    run("rm", "7")
    run("place", "rm", "Nowhere")
    run("restore", "7")
    assert stock(STANDING.format("place", "Nowhere")) == [("Nowhere",)]


def test_what_a_removed_one_said_of_others_comes_back_with_it(run: Run, stock: Stock) -> None:
    related = (
        "SELECT o.name FROM actor_relations AS r JOIN actors AS a ON a.id = r.actor_id"
        " JOIN actors AS o ON o.id = r.other_id WHERE a.name = 'Foo Brigade'"
    )
    run("actor", "add", "Foo Brigade", "part-of=Bar Army")
    run("add", "T", "-d", "2016", "--by", "Foo Brigade")
    run("rm", "7", "--yes")
    run("actor", "rm", "Foo Brigade")
    assert stock(related) == []
    run("restore", "7")
    assert stock(related) == [("Bar Army",)]


def test_nothing_comes_back_beside_another_of_its_name(run: Run, stock: Stock) -> None:
    run("add", "T", "-d", "2016", "--by", "Foo Brigade")
    run("rm", "7", "--yes")
    run("actor", "rm", "Foo Brigade")
    run("add", "U", "-d", "2017", "--by", "Foo Brigade")
    told = run("restore", "7", code=2).stderr
    assert "the actor Foo Brigade that it names was removed, and was recorded again since" in told
    assert stock(STANDING.format("actor", "Foo Brigade")) == [("Foo Brigade",)]
    run("actor", "edit", "Foo Brigade", "name=Foo Battalion", "alias-=Foo Brigade")
    run("restore", "7")
    assert stock(STANDING.format("actor", "Foo Brigade")) == [("Foo Brigade",)]
