"""The command that lists where accounts differ: who says what, what was adopted, what decided."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ask

if TYPE_CHECKING:
    from tests.conftest import Run


def listed(run: Run, *words: object) -> list[dict[str, Any]]:
    found = json.loads(run("disputes", *words, "--json").stdout)
    assert isinstance(found, list)
    return found


@pytest.mark.usefixtures("seeded")
def test_the_place_of_the_strike_is_disputed_with_its_accounts(run: Run) -> None:
    (place,) = listed(run, 6, "place")
    assert (place["incident"], place["field"], place["state"]) == (6, "place", "undecided")
    assert [(a["citation"], a["value"], a["who"], a["party"]) for a in place["accounts"]] == [
        (6, "eastern Syria", "CENTCOM", True),
        (10, "Syria", "CENTCOM", True),
        (11, "eastern Syria", "CENTCOM", True),
        (12, "Aleppo region", "US defense official", True),
    ]
    assert [a["citation"] for a in place["accounts"] if a["adopted"]] == [6, 11]
    assert [a["publisher"] for a in place["accounts"]] == [
        "The Jerusalem Post", "US Central Command", "US Central Command", "France 24",
    ]  # fmt: skip


@pytest.mark.usefixtures("seeded")
def test_the_screen_shows_who_says_what_and_the_command_that_settles_it(run: Run) -> None:
    told = run("disputes").stdout
    assert told.startswith("6  7 Jul 2023  MQ-9 strike kills Usamah al-Muhajir\n")
    assert "c12  Aleppo region" in told
    assert "US defense official (party), France" in told
    assert "settle it: tracker adopt c10.place" in told
    assert told.endswith("\n≠ 2 undecided\n")
    assert max(map(len, told.splitlines())) <= 80


@pytest.mark.usefixtures("seeded")
def test_adopting_moves_the_value_and_both_accounts_stay(run: Run) -> None:
    run("adopt", "c12.place", "--why", "the official names a place")
    assert ask("SELECT place FROM timeline WHERE id = 6") == [("Aleppo region",)]
    (place,) = listed(run, 6, "place")
    assert place["state"] == "settled"
    assert place["decision"]["reason"] == "the official names a place"
    assert [a["citation"] for a in place["accounts"]] == [6, 10, 11, 12]
    assert [a["citation"] for a in place["accounts"] if a["adopted"]] == [12]
    told = run("disputes", "--settled").stdout
    assert "c12 adopted on " in told
    assert told.endswith("\n✓ 1 settled\n")


@pytest.mark.usefixtures("seeded")
def test_filters_choose_the_fields_as_well(run: Run) -> None:
    run("adopt", "c12.place")

    def fields(*words: str) -> list[str]:
        return [one["field"] for one in listed(run, *words)]

    assert fields() == ["count.aircraft", "place"]
    assert fields("--disputed") == ["count.aircraft"]
    assert fields("--settled") == ["place"]
    assert fields("--disputed", "place") == []
    assert fields("-a", "Turkey") == []
    assert fields("--since", "2023-07-07", "-t", "drone-strike", "--disputed") == ["count.aircraft"]


@pytest.mark.usefixtures("db")
def test_a_limit_counts_incidents(run: Run) -> None:
    for number in range(3):
        run(
            "add",
            f"Strike number {number}",
            "-d",
            f"2023-07-0{number + 1}",
            "-s",
            "| A",
            "killed=1",
        )
        run("cite", number + 1, "| B", "killed=9", "injured=2")
    assert [one["incident"] for one in listed(run, "-n", 2)] == [1, 2]
    assert len(listed(run)) == 3


@pytest.mark.usefixtures("db")
def test_a_value_that_no_source_supports_takes_part_as_recorded(run: Run) -> None:
    run("add", "A strike", "-d", "2023-07-07", "killed=3")
    run("cite", 1, "| A | 2023-07-09", "killed=8")
    run("cite", 1, "| B | 2023-07-08", "killed!=8")
    (killed,) = listed(run)
    assert [(a["citation"], a["value"], a["stance"]) for a in killed["accounts"]] == [
        (None, "3", "asserts"),
        (2, "not 8", "denies"),
        (1, "8", "asserts"),
    ]
    assert killed["accounts"][0]["who"] == "as recorded"


@pytest.mark.usefixtures("seeded")
def test_machine_formats_hold_the_same_accounts(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("disputes", "-f", "csv").stdout)))
    assert len(rows) == sum(len(one["accounts"]) for one in listed(run)) == 6
    assert {(row["party"], row["state"]) for row in rows} == {("yes", "undecided")}
    assert [row["adopted"] for row in rows if row["field"] == "place"] == ["yes", "no", "yes", "no"]
    lines = run("disputes", "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == listed(run)
    assert run("disputes", "-f", "md").stdout.count("\n") == 2 + 6


@pytest.mark.usefixtures("seeded")
def test_nothing_differing_is_an_empty_answer(run: Run) -> None:
    told = run("disputes", 4)
    assert (told.stdout, told.stderr) == ("", "Note: no accounts differ for 4\n")
    assert run("disputes", 4, "--json").stdout == "[]\n"
    assert "no accounts of killed differ for 6" in run("disputes", 6, "killed").stderr


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ("99", 4, "there is no incident 99"),
        ("6 plac", 2, "did you mean place"),
        ("-f xml", 2, "unknown format 'xml'"),
        ("place", 2, "'place' is no incident's number"),
    ],
)
@pytest.mark.usefixtures("seeded")
def test_what_cannot_be_listed_is_refused(run: Run, words: str, code: int, message: str) -> None:
    assert message in run("disputes", *words.split(), code=code).stderr


@pytest.mark.usefixtures("seeded")
def test_any_program_reads_who_says_what_from_the_views() -> None:
    assert ask(
        "SELECT value, who, source_key, adopted, undecided FROM disputes"
        " WHERE incident_id = 6 AND field = 'place' ORDER BY citation_id"
    ) == [
        ("eastern Syria", "CENTCOM", "jpost", 1, 1),
        ("Syria", "CENTCOM", "centcom", 0, 1),
        ("eastern Syria", "CENTCOM", "centcom", 1, 1),
        ("Aleppo region", "US defense official", "france24", 0, 1),
    ]
    assert ask(
        "SELECT source_key, origin, quote FROM incident_citations WHERE citation_id = 12"
    ) == [("france24", "US defense official", "riding a motorcycle in the Aleppo region")]
    assert ask(
        "SELECT field, value, low FROM incident_claims WHERE citation_id = 12 ORDER BY field"
    ) == [
        ("count.aircraft", "3", 3),
        ("date", "on Friday (published 2023-07-09~)", None),
        ("place", "Aleppo region", None),
    ]
    assert ask("SELECT * FROM origins WHERE incident_id = 6") == [(6, 3, 2, 1, 0)]
