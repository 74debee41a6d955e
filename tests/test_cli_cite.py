"""`tracker cite`: what another source says is kept beside what was adopted, never over it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.conftest import in_shell

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Stock

ADOPTED = (
    "SELECT title, date_edtf, date_text, place_id, type_code, duration_text, sort_key, status"
    " FROM incidents"
)
PARTIES = "SELECT actor_id, role FROM incident_actors ORDER BY role, actor_id"
COUNTS = "SELECT measure, category, low, best, high, words FROM incident_counts"


@pytest.fixture
def strike(db: Path, run: Run) -> Path:
    """A file with one strike, as its first source tells it."""
    run(
        "add", "MQ-9 strike", "-d", "7 July 2023", "-t", "drone-strike", "--by", "US",
        "--against", "ISIS", "-p", "eastern Syria", "killed=1",
        "-s", "https://www.centcom.mil/a | CENTCOM | 2023-07-09", "said-by=CENTCOM",
    )  # fmt: skip
    return db


@pytest.mark.usefixtures("strike")
def test_citing_changes_nothing_adopted(run: Run, stock: Stock) -> None:
    before = [stock(query) for query in (ADOPTED, PARTIES, COUNTS)]
    run(
        "cite", "1", "| France 24 | 2023-07-10", "said-by=US official", "date=6 July 2023",
        "place=Aleppo region, Syria", "by=Turkey", "against!=ISIS", "killed=3", "injured=240",
        "count.aircraft=3", "duration=2h", "type=airstrike", "title=Another", "x.weather=fog",
        "identity=a commander", "quote=Three drones", "pinpoint=par. 3", "via=AFP",
    )  # fmt: skip
    assert [stock(query) for query in (ADOPTED, PARTIES, COUNTS)] == before
    claims = "SELECT field, stance, value, low, high FROM claims WHERE citation_id = 2"
    assert sorted(stock(claims)) == [
        ("against", "denies", "ISIS", None, None),
        ("by", "asserts", "Turkey", None, None),
        ("count.aircraft", "asserts", "3", 3, 3),
        ("date", "asserts", "6 July 2023", None, None),
        ("duration", "asserts", "2h", 120, 120),
        ("identity", "asserts", "a commander", None, None),
        ("injured", "asserts", "240", 240, 240),
        ("killed", "asserts", "3", 3, 3),
        ("place", "asserts", "Aleppo region", None, None),
        ("title", "asserts", "Another", None, None),
        ("type", "asserts", "airstrike", None, None),
        ("x.weather", "asserts", "fog", None, None),
    ]
    assert stock("SELECT origin, agency, pinpoint, quote FROM incident_citations LIMIT 1, 1") == [
        ("US official", "AFP", "par. 3", "Three drones")
    ]


def test_not_even_an_empty_field_is_filled(strike: Path, run: Run, stock: Stock) -> None:
    run("cite", "1", "centcom", "injured=2", "duration=2h")
    assert stock("SELECT measure FROM incident_counts") == [("killed",)]
    assert stock("SELECT duration_text FROM incidents") == [(None,)]


def test_the_same_again_adds_nothing_and_says_so(strike: Path, run: Run) -> None:
    words = ("cite", "1", "| Post | 2023-07-10", "killed=3", "said-by=US official", "quote=Three")
    assert run(*words).stdout.startswith("Cited 1")
    before = strike.read_bytes()
    told = run(*words).stdout
    assert told.startswith("Nothing new: 1   MQ-9 strike")
    assert "is cited already" in told
    assert strike.read_bytes() == before


def test_the_first_source_cited_again_adds_nothing(strike: Path, run: Run) -> None:
    before = strike.read_bytes()
    words = ("place=eastern Syria", "killed=1", "date=7 July 2023", "by=US", "said-by=CENTCOM")
    assert run("cite", "1", "centcom", *words).stdout.startswith("Nothing new")
    assert strike.read_bytes() == before


def test_one_source_may_be_cited_twice_and_counts_once(
    strike: Path, run: Run, stock: Stock
) -> None:
    run("cite", "1", "centcom", "said-by=US official", "killed=2")
    run("cite", "1", "centcom", "said-by=CENTCOM", "pinpoint=p. 2")
    assert stock("SELECT sources, origins, independent_origins, not_recorded FROM origins") == [
        (1, 2, 2, 0)
    ]
    assert stock("SELECT count(*) FROM citations") == [(3,)]


def test_origins_that_belong_together_are_one_voice(strike: Path, run: Run, stock: Stock) -> None:
    run("actor", "add", "CENTCOM", "part-of=US")
    run("actor", "add", "US official", "part-of=US", "kind=unnamed")
    run("cite", "1", "| France 24", "said-by=US official")
    told = run("cite", "1", "| TASS", "said-by=Russia")
    assert "said by Russia" in told.stdout
    assert "(party)" not in told.stdout
    assert stock("SELECT sources, origins, independent_origins FROM origins") == [(3, 3, 2)]


@pytest.mark.parametrize(
    ("claim", "differs"),
    [
        ("date=6 July 2023", True),
        ("date=July 2023", False),
        ("date=2023", False),
        ("killed=3", True),
        ("killed=1-5", False),
        ("killed=dozens", False),
        ("killed=none-reported", True),
        ("killed=under-assessment", False),
        ("place=Syria", False),
        ("place=Aleppo region, Syria", True),
        ("by=Turkey", True),
        ("by=United States of America", False),
        ("by!=US", True),
        ("type=airstrike", False),
        ("type=agreement", True),
        ("title=Anything else", False),
    ],
)
def test_what_differs_is_told_with_the_command_that_adopts_it(
    claim: str, differs: bool, strike: Path, run: Run, stock: Stock
) -> None:
    told = run("cite", "1", "| Post", claim).stdout
    field = re.split("[!=]", claim)[0]
    assert ("differs" in told) is differs
    undecided = "SELECT DISTINCT field FROM disputes WHERE undecided"
    assert stock(undecided) == ([(field,)] if differs else [])
    command = re.search(r"tracker adopt .*", told)
    assert (command is not None) is (differs and "!" not in claim)
    if command is not None:
        in_shell(command[0])
        assert stock(undecided) == []
        assert stock("SELECT field FROM decisions") == [(field,)]


def test_what_was_not_adopted_is_offered(strike: Path, run: Run, stock: Stock) -> None:
    told = run("cite", "1", "| Post", "killed.civilian=3").stdout
    assert told.splitlines()[2].endswith("not adopted        tracker adopt c2.killed.civilian")
    run("adopt", "c2.killed.civilian")
    assert stock(f"{COUNTS} WHERE category = 'civilian'") == [("killed", "civilian", 3, 3, 3, None)]


def test_a_denial_stands_beside_an_assertion(strike: Path, run: Run, stock: Stock) -> None:
    run("cite", "1", "| TASS", "by!=Turkey", "by=US", "killed!=")
    claims = "SELECT field, stance, value FROM claims WHERE citation_id = 2"
    assert sorted(stock(claims), key=str) == [
        ("by", "asserts", "United States"),
        ("by", "denies", "Turkey"),
        ("killed", "denies", None),
    ]
    assert stock("SELECT DISTINCT field FROM disputes WHERE undecided") == [("killed",)]


def test_a_role_may_hold_several_actors(strike: Path, run: Run, stock: Stock) -> None:
    run("cite", "1", "| Post", "by=US", "by=Turkey")
    claims = "SELECT value FROM claims WHERE citation_id = 2 ORDER BY value"
    assert stock(claims) == [("Turkey",), ("United States",)]
    assert stock("SELECT count(*) FROM disputes") == [(0,)]


def test_words_of_a_source_are_counted_from_its_day(strike: Path, run: Run, stock: Stock) -> None:
    told = run("cite", "1", "| Post | 2023-07-09", "date=on Friday")
    assert 'Note: "on Friday" read as 2023-07-07' in told.stderr
    told = run("cite", "1", "| Undated", "date=on Thursday", "--said-on", "2023-07-08")
    assert stock("SELECT date_edtf FROM claims WHERE field = 'date' ORDER BY id") == [
        ("2023-07-07",), ("2023-07-07",), ("2023-07-06",),
    ]  # fmt: skip
    run("cite", "1", "| Other undated", "date=on Thursday", code=2)


def test_a_rehearsal_stores_nothing(strike: Path, run: Run) -> None:
    before = strike.read_bytes()
    assert run("cite", "1", "| Post", "killed=3", "--dry-run").stdout.startswith("Would cite 1")
    assert strike.read_bytes() == before


def test_a_second_value_of_a_field_names_the_edit_that_changes_it(strike: Path, run: Run) -> None:
    run("cite", "1", "| Post", "killed=3")
    told = run("cite", "1", "post", "killed=4", code=2).stderr
    assert "c2 already says that killed is 3" in told
    assert "tracker edit c2.killed 4" in told


def test_last_means_the_incident_that_was_added_last(strike: Path, run: Run, stock: Stock) -> None:
    run("add", "Second", "-d", "2016")
    run("cite", "last", "| Post")
    assert stock("SELECT incident_id FROM citations ORDER BY id") == [(1,), (2,)]
