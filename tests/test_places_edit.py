"""Places and types: spellings, what contains them, where they lie, put right and merged."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.test_actor_merge import everything

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Stock


def place_of(run: Run, incident: object = "last") -> str:
    return str(json.loads(run("show", incident, "--json").stdout)[0]["place"])


@pytest.fixture
def zor(run: Run, seeded: Path) -> Path:
    run("place", "add", "Deir ez-Zor, Syria", "alias=دير الزور")
    return seeded


@pytest.mark.parametrize(
    "spelling", ["Deir ez-Zor", "deir EZ zor", "دير الزور", "Deir ez-Zor, Syria"]
)
def test_every_spelling_that_is_known_is_the_place(run: Run, zor: Path, spelling: str) -> None:
    run("add", "Raid", "-d", "2023", "-p", spelling)
    assert place_of(run) == "Deir ez-Zor, Syria"


@pytest.mark.parametrize("spelling", ["Deir Ezzor", "Dayr az-Zawr", "Dayr al-Zawr"])
def test_another_spelling_is_told_of_and_becomes_one_by_merging(
    run: Run, zor: Path, spelling: str
) -> None:
    told = run("add", "Raid", "-d", "2023", "-p", spelling).stderr
    assert f"{spelling} is new, though Deir ez-Zor is near it" in told
    run("place", "merge", spelling, "Deir ez-Zor")
    assert place_of(run) == "Deir ez-Zor, Syria"
    run("add", "Second raid", "-d", "2023", "-p", spelling)
    assert place_of(run) == "Deir ez-Zor, Syria"


def test_dayr_hafir_is_another_place(run: Run, zor: Path) -> None:
    assert "near it" not in run("add", "Raid", "-d", "2023", "-p", "Dayr Hafir").stderr


def test_an_unknown_spelling_is_answered_with_the_near_one(run: Run, zor: Path) -> None:
    assert "did you mean Deir ez-Zor" in run("place", "show", "Deir Ezzor", code=4).stderr


def test_a_merge_of_places_counts_as_one_and_is_undone_exactly(run: Run, zor: Path) -> None:
    run("place", "add", "Dayr az-Zawr", "coords=35.33,40.14", "precision=near",
        "within=eastern Syria")  # fmt: skip
    run("add", "Raid", "-d", "2023-08-01", "-p", "Dayr az-Zawr", "-s", "jpost")
    run("cite", "last", "france24", "place=Deir ez-Zor")
    assert "place" in json.loads(run("show", "last", "--json").stdout)[0]["disputed"]
    before = everything(zor)
    answer = run("place", "merge", "Dayr az-Zawr", "Deir ez-Zor").stdout
    assert answer.splitlines()[:5] == [
        "Merged Dayr az-Zawr into Deir ez-Zor",
        "  moves with it: 1 incident, 1 claim",
        "  also known as: Dayr az-Zawr",
        "  Deir ez-Zor gets its coordinates",
        "  Deir ez-Zor gets its precision",
    ]
    made = json.loads(run("show", "last", "--json").stdout)[0]
    assert (made["place"], made["disputed"]) == ("Deir ez-Zor, Syria", [])
    assert (made["latitude"], made["longitude"]) == (35.33, 40.14)
    shown = run("place", "show", "Dayr az-Zawr").stdout
    assert shown.startswith("Deir ez-Zor (SYR)")
    assert "eastern Syria" in shown
    run("undo")
    assert everything(zor) == before


@pytest.mark.usefixtures("seeded")
def test_what_lies_within_another_is_not_merged_with_it(run: Run) -> None:
    assert "Afrin is within Syria" in run("place", "merge", "Afrin", "Syria", code=2).stderr
    run("place", "add", "Jindires", "within=Afrin")
    answer = run("place", "merge", "Syria", "Jindires", code=2).stderr
    assert "Jindires belongs to Syria through others" in answer


@pytest.mark.usefixtures("seeded")
def test_an_edit_changes_adds_and_takes_away(run: Run) -> None:
    run("place", "edit", "Afrin", "coords=36.51,36.87", "precision=near", "alias=Efrîn",
        "within=Aleppo region", "tz=Asia/Damascus", "within-=northwest Syria")  # fmt: skip
    shown = run("place", "show", "Efrin").stdout
    for line in ("at            36.51, 36.87", "precision     near", "also          Efrîn"):
        assert line in shown
    assert "Aleppo region" in shown
    assert "northwest" not in shown
    run("place", "edit", "Afrin", "coords=", "precision=")
    assert "36.51" not in run("place", "show", "Afrin").stdout
    run("place", "edit", "Afrin", "name=Efrîn")
    assert run("place", "show", "Afrin").stdout.startswith("Efrîn (SYR)")


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (("Afrin", "coords=95,10"), "95"),
        (("Afrin", "precision=very"), "unknown precision 'very'"),
        (("Afrin", "tz=Mars/Base"), "Mars/Base"),
        (("Afrin", "within-=eastern Syria"), "is not within eastern Syria"),
        (("Syria", "within=Afrin"), "which lies within it"),
        (("Afrin", "size=3"), "unknown field 'size'"),
        (("Afrin",), "nothing to change was named"),
    ],
)
def test_what_cannot_be_changed_is_refused(run: Run, args: tuple[str, ...], reason: str) -> None:
    assert reason in run("place", "edit", *args, code=2).stderr


@pytest.mark.usefixtures("seeded")
def test_a_type_is_shown_and_mended(run: Run) -> None:
    shown = run("type", "show", "air strike").stdout
    assert shown.startswith("airstrike\n")
    assert "a kind of     remote-violence, attack" in shown
    run("type", "edit", "overflight", "parent=airspace-violation", "alias=flyover", "plover=X")
    shown = run("type", "show", "flyover").stdout
    assert shown.startswith("overflight\n")
    assert "a kind of     airspace-violation" in shown
    run("type", "edit", "overflight", "parent=", "alias-=flyover")
    assert "unknown type 'flyover'" in run("type", "show", "flyover", code=2).stderr
    for args, reason in (
        (("overflight", "alias-=x"), "has no alias 'x'"),
        (("airspace-violation", "parent=airspace-violation"), "belong"),
        (("overflight", "colour=red"), "unknown field 'colour'"),
    ):
        assert reason in run("type", "edit", *args, code=2).stderr


def test_types_made_in_other_programs_stay_reachable(run: Run, seeded: Path) -> None:
    with closing(sqlite3.connect(seeded)) as conn, conn:
        conn.execute("INSERT INTO incident_types (code, label) VALUES ('x', 'X')")
    assert run("type", "show", "x").stdout.startswith("x\n")


def test_a_place_is_not_apart_from_what_it_lies_within(run: Run, seeded: Path) -> None:
    for command in ("add", "edit"):
        for one, other in (("Afrin", "Syria"), ("Syria", "Afrin")):
            refused = run("place", command, one, f"distinct-from={other}", code=2).stderr
            assert "Error: Afrin lies within Syria, and so not apart from it" in refused
    run("place", "edit", "Afrin", "within-=Syria", "within-=northwest Syria")
    run("place", "edit", "Syria", "distinct-from=Afrin")
    refused = run("place", "edit", "Afrin", "within=Syria", code=2).stderr
    assert "Syria is recorded as distinct from Afrin" in refused
    assert "tracker place edit Syria distinct-from-=Afrin" in refused
    run("place", "edit", "Syria", "distinct-from-=Afrin")
    run("place", "edit", "Afrin", "within=Syria")


def test_more_that_is_said_of_a_known_place_makes_no_other(
    run: Run, db: Path, stock: Stock
) -> None:
    run("add", "A", "-d", "2016", "-p", "Mariupol, Ukraine")
    run("add", "B", "-d", "2016", "-p", "Mariupol, Donetsk Oblast, Ukraine")
    query = "SELECT count(*) FROM places WHERE name = 'Mariupol'"
    assert stock(query) == [(1,)]
    shown = run("place", "show", "Mariupol").stdout
    assert "Donetsk Oblast" in shown
    run("add", "C", "-d", "2016", "-p", "Paris, France")
    run("add", "D", "-d", "2016", "-p", "Paris, Texas, United States")
    assert stock(query.replace("Mariupol", "Paris")) == [(2,)]
    told = run("add", "E", "-d", "2016", "-p", "Mariupol, Old City", code=2).stderr
    assert "Mariupol is known, as Mariupol, " in told
