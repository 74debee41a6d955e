"""An actor's record: every figure as counted by hand, and the same under every name."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.by_hand import ByHand
from tests.many import fill
from tracker import dates
from tracker.filters import Filter
from tracker.store.activity import summary
from tracker.store.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.conftest import Run
    from tracker.report.summary import Share, Summary

SIDES = {"by": {"by"}, "against": {"against", "victim"}}


@pytest.fixture(scope="module", params=[1, 2, 3])
def file(request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        fill(conn, 300, 24, salt=request.param)
        yield conn


def counts(shares: Iterable[Share]) -> dict[str, int]:
    return {share.name: share.incidents for share in shares}


def check_against_hand(found: Summary, hand: ByHand, actor: int, direct: bool) -> None:
    part = hand.part_in(actor, direct)
    rows = [hand.incidents[number] for number in part]
    assert found.incidents == len(part)
    roles = Counter(role for roles in part.values() for role in roles)
    assert counts(found.roles) == {"by": 0, "against": 0, **roles}
    assert counts(found.types) == Counter(r["type_code"] for r in rows if r["type_code"])
    assert found.no_type == sum(r["type_code"] is None for r in rows)
    places = Counter(hand.places[r["place_id"]]["merged_into"] or r["place_id"]
                     for r in rows if r["place_id"])  # fmt: skip
    assert counts(found.places) == {hand.places[n]["name"]: c for n, c in places.items()}
    months = Counter(
        r["start_earliest"][:7] for r in rows
        if r["start_earliest"] and r["start_earliest"][:7] == r["start_latest"][:7]
    )  # fmt: skip
    assert dict(found.months) == months
    assert found.no_month == len(rows) - months.total()
    assert found.undated == sum(r["start_earliest"] is None for r in rows)
    assert counts(found.acted_against) == hand.met(part, SIDES["by"], SIDES["against"])
    assert counts(found.acted_on_by) == hand.met(part, SIDES["against"], SIDES["by"])
    for toll in found.tolls:
        of = [
            n for n, roles in part.items()
            if (roles & SIDES[toll.side] if toll.side in SIDES
                else not roles & {"by", "against", "victim"})
        ]  # fmt: skip
        by_hand = hand.toll(of, toll.measure, toll.category)
        assert (toll.low, toll.high, toll.known, toll.unknown) == by_hand
        field = toll.measure + ("" if toll.category == "total" else f".{toll.category}")
        denied = {c["incident_id"] for c in hand.claims
                  if c["stance"] == "none-reported" and c["field"] == field}  # fmt: skip
        assert toll.none_reported == sum(
            not hand.toll([n], toll.measure, toll.category)[2] for n in of if n in denied
        )
    heard = [(n, *one) for n in part for one in hand.heard[n]]
    reports = [one for one in heard if one[3] == "reports"]
    origins = {origin for _, _, origin, _ in reports if origin}
    assert found.sources == len({source for _, source, _, _ in reports})
    assert found.origins == len(origins)
    assert found.independent_origins == hand.voices(origins)
    spoken = {(n, origin) for n, _, origin, _ in reports if origin}
    assert counts(found.speakers) == hand.names(origin for _, origin in spoken)
    words = Counter(hand.word(actor, n, roles) for n, roles in part.items())
    assert found.voices._asdict() == {**dict.fromkeys(found.voices._fields, 0), **words}
    own = {n for n, _, o, stance in heard if o and stance != "context" and hand.kin(o, actor)}
    assert found.own_account == len(own)


@pytest.mark.parametrize("direct", [False, True])
def test_every_figure_is_the_one_counted_by_hand(file: sqlite3.Connection, direct: bool) -> None:
    hand = ByHand(file)
    for actor, row in hand.actors.items():
        if row["merged_into"] is None:
            found = summary(file, row["name"], Filter(), direct)
            check_against_hand(found, hand, actor, direct)


def test_the_views_for_sql_say_the_same(file: sqlite3.Connection) -> None:
    for (name,) in file.execute("SELECT name FROM actors WHERE merged_into IS NULL").fetchall():
        found = summary(file, name, Filter())
        (incidents,) = file.execute(
            "SELECT count(DISTINCT incident_id) FROM actor_activity WHERE actor = ?", (name,)
        ).fetchone()
        roles = file.execute(
            "SELECT role, count(*) FROM actor_activity WHERE actor = ? GROUP BY role", (name,)
        ).fetchall()
        disputed = file.execute(
            "SELECT field, count(DISTINCT incident_id) FROM disputes WHERE undecided AND"
            " incident_id IN (SELECT incident_id FROM actor_activity WHERE actor = ?) GROUP BY 1",
            (name,),
        ).fetchall()
        assert found.incidents == incidents
        assert {n: c for n, c in counts(found.roles).items() if c} == dict(roles)
        assert counts(found.disputed) == dict(disputed)


def test_sub_actors_are_told_with_what_they_take_part_in(file: sqlite3.Connection) -> None:
    hand = ByHand(file)
    for actor, row in hand.actors.items():
        if row["merged_into"] is None:
            found = summary(file, row["name"], Filter())
            below = hand.side(actor) - {actor}
            below = {n for n in below if hand.actors[n]["kind"] != "state"}
            told = {hand.actors[n]["name"]: len(hand.part_in(n)) for n in below}
            assert {member.name: member.incidents for member in found.members} == told


@pytest.mark.skipif("TRACKER_LARGE" not in os.environ, reason="takes ten seconds: TRACKER_LARGE=1")
def test_a_hundred_thousand_incidents_are_counted_right() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        fill(conn, 100_000, 300, salt=9)
        hand = ByHand(conn)
        for actor in (1, 2, 3, 40, 77, 150, 299):
            if hand.actors[actor]["merged_into"] is None:
                found = summary(conn, hand.actors[actor]["name"], Filter())
                check_against_hand(found, hand, actor, direct=False)


def test_the_filters_narrow_it(file: sqlite3.Connection) -> None:
    hand = ByHand(file)
    since = Filter(since=dates.parse("2020"), types=("raid",))
    found = summary(file, "Actor 1", since)
    chosen = dict(select(file, since).ids(file))
    expected = [n for n in hand.part_in(1) if n in chosen]
    assert 0 < found.incidents == len(expected) < len(hand.part_in(1))
    assert found.uncertain == sum(not chosen[n] for n in expected)


def told(run: Run, *args: str) -> Any:  # noqa: ANN401
    return json.loads(run("summary", *args, "--json").stdout)


@pytest.mark.usefixtures("seeded")
def test_every_name_of_the_seed_gives_the_same_record(run: Run, seeded: Path) -> None:
    with closing(sqlite3.connect(seeded)) as conn:
        names = conn.execute(
            "SELECT a.name, n.name FROM actors AS a JOIN actor_names AS n ON n.actor_id = a.id"
            " WHERE n.kind <> 'weak'"
        ).fetchall()
    records = {name: run("summary", name).stdout for name, _ in names}
    assert len(names) > len(records) + 10
    assert [other for name, other in names if run("summary", other).stdout != records[name]] == []


@pytest.mark.usefixtures("seeded")
def test_russia_acted_twice_and_gave_no_account_of_its_own(run: Run) -> None:
    russia = told(run, "Russia")
    assert {(s["name"], s["incidents"]) for s in russia["types"]} == {
        ("flare-drop", 1), ("aircraft-harassment", 1),
    }  # fmt: skip
    assert [(s["name"], s["incidents"]) for s in russia["roles"]] == [("by", 2), ("against", 0)]
    assert russia["own_account"] == 0
    assert "own account    not recorded" in run("summary", "Russia").stdout
    assert russia["acted_against"] == [
        {"name": "US Air Force", "incidents": 2, "of": "United States"}
    ]
    assert (russia["origins"], russia["independent_origins"]) == (3, 1)


@pytest.mark.usefixtures("seeded")
def test_the_united_states_roll_up_their_command_and_air_force(run: Run) -> None:
    states = told(run, "US")
    assert states["incidents"] == 3
    assert {m["name"] for m in states["members"]} >= {"CENTCOM", "US Air Force"}
    assert told(run, "US", "--direct")["incidents"] == 1
    assert told(run, "USAF")["incidents"] == told(run, "USAF", "--direct")["incidents"] == 2


@pytest.mark.usefixtures("seeded")
def test_an_incident_of_a_state_and_its_command_counts_once(run: Run) -> None:
    run("add", "Statement", "-d", "2023-07-09", "--by", "US", "--by", "CENTCOM")
    states = told(run, "US")
    assert (states["incidents"], states["roles"][0]) == (
        4, {"name": "by", "incidents": 2, "of": None},
    )  # fmt: skip


@pytest.mark.usefixtures("seeded")
def test_unknown_is_never_zero_and_claims_are_never_added_up(run: Run) -> None:
    run("add", "Raid", "-d", "2023-08-01", "--by", "SDF", "killed=12-15",
        "-s", "https://example.org/a | Example Post | 2023-08-02")  # fmt: skip
    run("cite", "last", "https://example.org/b | Other Post | 2023-08-02", "killed=40")
    run("add", "Second raid", "-d", "2023-08-02", "--by", "SDF")
    run("add", "Third raid", "-d", "2023-08-03", "--by", "SDF", "killed=0")
    killed = told(run, "SDF")["tolls"][0]
    assert killed == {
        "side": "by", "measure": "killed", "category": "total", "low": 12, "high": 15, "known": 2,
        "unknown": 1, "none_reported": 0,
    }  # fmt: skip
    screen = run("summary", "SDF").stdout
    assert "12 to 15 in 2 incidents · no figure in 1 incident" in screen
    assert "killed 1 · in 1 incident" in screen


@pytest.mark.usefixtures("seeded")
def test_one_without_an_incident_is_still_told(run: Run) -> None:
    result = run("summary", "HTS")
    assert result.stdout.startswith("Hayat Tahrir al-Sham (armed-group)")
    assert "takes part in no incident" in result.stderr


@pytest.mark.usefixtures("seeded")
def test_an_unknown_name_and_an_unknown_format_are_refused(run: Run) -> None:
    assert "no actor is called 'Rusia'" in run("summary", "Rusia", code=4).stderr
    assert "unknown format 'xml'" in run("summary", "Russia", "-f", "xml", code=2).stderr


@pytest.mark.usefixtures("seeded")
def test_rows_for_spreadsheets_hold_every_count(run: Run) -> None:
    lines = run("summary", "Russia", "-f", "csv").stdout.splitlines()
    assert lines[0] == "part,name,of,incidents,low,high,no_figure"
    assert "type,flare-drop,,1,,," in lines
    assert "killed by,total,,0,,,2" in lines
    assert "acted against,US Air Force,United States,2,,," in lines
