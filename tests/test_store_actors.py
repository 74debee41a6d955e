"""Actors, places and types: found by any name, asked about when two share one, made when new."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tracker.errors import NotFoundError, TrackerError
from tracker.store.actors import Actors
from tracker.store.bodies import climb
from tracker.store.connection import open_reading, open_writing
from tracker.store.notices import Notices
from tracker.store.places import Places
from tracker.store.selection import members

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Run, Stock


@pytest.fixture
def conn(seeded: Path) -> Iterator[sqlite3.Connection]:
    """The seed, open for writing inside a transaction that is never committed."""
    with closing(open_writing(seeded)) as opened:
        opened.execute("PRAGMA trusted_schema = ON")
        opened.execute("BEGIN IMMEDIATE")
        yield opened


@pytest.fixture
def actors(conn: sqlite3.Connection) -> Actors:
    """The actors of the seed."""
    return Actors(conn, Notices())


def test_a_model_under_two_names_is_pointed_out(actors: Actors) -> None:
    for name in ("Su-35 fighters", "Su-35", "7 gunmen", "9K33 Osa"):
        actors.need(name)
    told = [line for line in actors.notices.lines if " are one: " in line]
    assert told == [
        "if Su-35 and Su-35 fighters are one: tracker actor merge Su-35 'Su-35 fighters'"
    ]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("US", "United States"),
        ("the u.s.", "United States"),
        ("ABD", None),
        ("türkiye", "Turkey"),
        ("TURKIYE", "Turkey"),
        ("us central command", "CENTCOM"),
        ("Gen Michael Kurilla", "Michael Kurilla"),
        ("Usama al Muhajir", "Usamah al-Muhajir"),
        ("is", "ISIS"),
        ("ISIS-K", None),
        ("MQ-9", "MQ-9 Reaper"),
        ("MQ-1", None),
        ("", None),
    ],
)
def test_an_actor_is_found_by_any_of_its_names(
    name: str, found: str | None, actors: Actors
) -> None:
    number = actors.find(name)
    assert (actors.name_of(number) if number is not None else None) == found


def test_an_actor_is_found_by_its_uid(actors: Actors, conn: sqlite3.Connection) -> None:
    (uid,) = conn.execute("SELECT uid FROM actors WHERE name = 'ISIS'").fetchone()
    found = actors.find(uid)
    assert found is not None
    assert actors.name_of(found) == "ISIS"


def test_a_name_of_two_is_asked_about_and_never_picked(run: Run, seeded: Path) -> None:
    run("actor", "add", "Republican Guard (Iraq)", "alias=Republican Guard")
    run("actor", "add", "Republican Guard (Syria)", "alias=Republican Guard", "--new")
    told = run("add", "One", "-d", "2016", "--by", "Republican Guard", code=2).stderr
    assert "'Republican Guard' is a name of 2 actors" in told
    uid = told.split()[-1]
    run("add", "One", "-d", "2016", "--by", uid)
    assert "Republican Guard (Syria)" in run("show", "last").stdout
    assert "is a name of 2 actors" in run("timeline", "-a", "republican guard", code=2).stderr


def test_a_name_too_common_to_find_anybody_by_is_kept_as_weak(run: Run, db: Path) -> None:
    told = run("actor", "add", "Abu Ali al-Shami", "alias=Ali")
    assert "too common" in told.stderr or "Ali" in told.stdout
    assert run("timeline", "-a", "Abu Ali al-Shami").exit_code == 0


def test_the_climb_stops_at_a_state(actors: Actors, conn: sqlite3.Connection) -> None:
    us, coalition, isis = (actors.known(name) for name in ("US", "Coalition", "ISIS"))
    conn.execute(
        "INSERT INTO actor_relations (uid, actor_id, other_id, kind)"
        " VALUES ('000000000000', ?, ?, 'part-of')",
        (us, coalition),
    )
    centcom = actors.known("CENTCOM")
    assert [name for _, name in climb(conn, centcom)] == ["CENTCOM", "United States"]
    assert [name for _, name in climb(conn, us)] == ["United States"]
    assert actors.bodies(actors.known("Usama al-Muhajir")) == ["ISIS"]
    assert us not in members(conn, coalition)
    assert centcom in members(conn, us)
    assert members(conn, isis)[0] == isis


def test_an_unknown_name_is_not_found_and_the_nearest_told(actors: Actors) -> None:
    with pytest.raises(NotFoundError) as told:
        actors.known("Rusia")
    assert told.value.hint == "did you mean Russia?"
    with pytest.raises(TrackerError, match="one letter apart"):
        actors.need("CENTCOP")


def test_a_merged_actor_answers_with_the_one_that_is_left(
    actors: Actors, conn: sqlite3.Connection
) -> None:
    left, gone = actors.known("ISIS"), actors.known("Hayat Tahrir al-Sham")
    conn.execute("UPDATE actors SET merged_into = ? WHERE id = ?", (left, gone))
    assert actors.find("HTS") == left


def test_a_place_is_told_apart_by_what_contains_it(run: Run, db: Path) -> None:
    run("add", "One", "-d", "2016", "-p", "Tripoli, Libya")
    run("add", "Two", "-d", "2016", "-p", "Tripoli, Lebanon")
    told = run("add", "Three", "-d", "2016", "-p", "Tripoli", code=2).stderr
    assert "'Tripoli' is a name of 2 places" in told
    assert "Tripoli, Libya" in told
    run("add", "Three", "-d", "2016", "-p", "Tripoli, Lebanon")
    with closing(open_reading(db)) as conn:
        places = Places(conn, Notices())
        libya, lebanon = (places.known(f"Tripoli, {name}") for name in ("Libya", "Lebanon"))
        assert places.zone_of(libya) == "Africa/Tripoli"
        assert places.zone_of(lebanon) == "Asia/Beirut"
        assert places.label(libya) == "Tripoli, Libya"


def test_a_place_inside_a_country_takes_its_zone_and_code(run: Run, stock: Stock, db: Path) -> None:
    run("add", "One", "-d", "2016", "-p", "off the coast of Syria")
    run("add", "Two", "-d", "2016", "-p", "Kyiv, Ukraine")
    run("add", "Three", "-d", "2016", "-p", "New York, United States")
    assert stock(
        "SELECT name, country, tz FROM places WHERE name NOT IN ('Syria', 'Ukraine') ORDER BY id"
    ) == [
        ("off the coast of Syria", "SYR", "Asia/Damascus"),
        ("Kyiv", "UKR", None),
        ("United States", "USA", None),
        ("New York", "USA", None),
    ]
