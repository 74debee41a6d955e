"""Selecting incidents: SQL and Python agree, names find what belongs to them, doubt is marked."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.agreeing import differences, made, some_filter
from tracker.dates import parse
from tracker.errors import TrackerError
from tracker.filters import Filter, read_near
from tracker.store import ledger, pages
from tracker.store.disputes import contested
from tracker.store.selection import select

if TYPE_CHECKING:
    from tests.conftest import Run

SELECTED = (
    ('--by Russia --against "US Air Force" --on "July 2023"', "4 5"),
    ("--by US --against ISIS", "6"),
    ("--by US --against ISIS --direct", ""),
    ("--against USAF --direct", "4 5"),
    ("--role asset=Reaper", "4 5"),
    ("--role asset=MQ-9 --role instrument=MQ-9", "4 5 6"),
    ("-a MQ-9 --not-actor Russia", "6"),
    ("-p Syria --until 2018", "1 2 3"),
    ('-p "northwest Syria" --on 2018', "2 3"),
    ("--country Syria --on 2023", "4 5 6"),
    ("--country SYR --not-type invasion --until 2018", "2 3"),
    ("--status confirmed", ""),
    ("--status Reported --id 1 --id 6", "1 6"),
    ("--text daesh", "6"),
    ("--text '\"flew close\"'", "4"),
    ("--text '\"close flew\"'", ""),
    ("--text harass*", "5"),
    ("--on 2016", "1"),
    ("--on 2017", ""),
    ("--on 2017 --ongoing", "1"),
    ("--on 2016 --on 2018", "1 2 3"),
    ('--on "summer 2018"', "2 3"),
    ('--on "summer 2018" --certain', ""),
    ("--sort id -r -n 2", "6 5"),
    ("--sort id --offset 4", "5 6"),
    ("--offset 99", ""),
)


def ids(run: Run, options: str) -> str:
    from shlex import split

    told = run("timeline", "-f", "csv", *split(options)).stdout.splitlines()[1:]
    return " ".join(line.partition(",")[0] for line in told)


def test_sql_and_python_agree_over_random_incidents_and_filters() -> None:
    dice = Random(20230707)
    conn = made(330)
    every = [row[0] for row in conn.execute("SELECT id FROM incidents")]
    wanted = [some_filter(dice, every) for _ in range(200)]
    assert list(differences(conn, wanted)) == []
    found = [list(select(conn, one).ids(conn)) for one in wanted]
    assert sum(bool(one) for one in found) > 80
    assert any(sure for one in found for _, sure in one)
    assert any(not sure for one in found for _, sure in one)


def test_a_timeline_a_summary_and_disputes_select_the_same() -> None:
    dice = Random(11)
    conn = made(200)
    every = [row[0] for row in conn.execute("SELECT id FROM incidents")]
    differing = {one.incident.id for one in contested(conn, Filter())}
    assert differing
    for _ in range(60):
        wanted = some_filter(dice, every)
        chosen = [number for number, _ in select(conn, wanted).ids(conn)]
        assert [one.id for one in pages.turn(conn, wanted).incidents] == chosen
        ledger.choose(conn, wanted)
        assert {row[0] for row in conn.execute("SELECT id FROM temp.chosen")} == set(chosen)
        told = {one.incident.id for one in contested(conn, wanted)}
        assert told <= set(chosen) & differing
        assert wanted.disputed or told == set(chosen) & differing


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(("options", "expected"), SELECTED)
def test_the_seed_is_selected(run: Run, options: str, expected: str) -> None:
    assert ids(run, options) == expected


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        ("--on unknown", 2, "says no beginning"),
        ("--since unknown", 2, "says no beginning"),
        ('--since "until 2018"', 2, "says no beginning"),
        ('--until "from 2018"', 2, "says no end"),
        ("--role Russia", 2, "--role asset=MQ-9"),
        ("--role pilot=Russia", 2, "unknown role 'pilot'"),
        ("--status maybe", 2, "one of: reported, confirmed"),
        ("--near 36,37", 2, "--near 36.2,37.1,50"),
        ("--near 96,37,1", 2, "no latitude"),
        ("--near nan,37,1", 2, "no latitude"),
        ("--near 36,37,inf", 2, "no latitude"),
        ("--sort place", 2, "date, added, id"),
        ("--country Syriaa", 4, "did you mean Syria"),
        ("-p Nowhere", 4, "no place is called"),
        ("--by Nobody", 4, "no actor is called"),
        ("--not-tag war", 4, "no incident has the tag"),
    ],
)
@pytest.mark.usefixtures("seeded")
def test_what_cannot_be_selected_by_is_refused(
    run: Run, options: str, code: int, message: str
) -> None:
    from shlex import split

    told = run("timeline", *split(options), code=code)
    assert message in told.stderr
    assert told.stdout == ""


@pytest.mark.usefixtures("db")
def test_who_is_only_said_to_have_done_it_is_a_possible_match(run: Run) -> None:
    run("add", "A blast", "-d", "2023-07-01", "-s", "| A | 2023-07-02", "claimed.by=Turkey")
    run("add", "A raid", "-d", "2023-07-02", "--by", "Turkey")
    assert ids(run, "--by Turkey") == "2"
    assert ids(run, "--by Turkey --claimed") == "1 2"
    assert ids(run, "--by Turkey --claimed --certain") == "2"
    assert "1?" in run("timeline", "--by", "Turkey", "--claimed", "-f", "oneline").stdout
    assert ids(run, "--not-actor Turkey") == "1"
    assert ids(run, "--not-actor Turkey --claimed") == ""


@pytest.mark.usefixtures("db")
def test_a_window_is_inclusive_and_leaves_the_undated_out(run: Run) -> None:
    run("add", "Nobody knows when", "-d", "unknown")
    run("add", "At night", "-d", "2023-07-07T01:10", "-p", "Damascus, Syria")
    run("add", "Some time before", "-d", "before 2018")
    assert ids(run, "--on 2023-07-07") == ids(run, "--since 2023-07-07 --until 2023-07-07") == "2"
    assert ids(run, "--on 2023-07-06") == ""
    assert ids(run, "--since 2023-07-07T01:10 --certain") == "2"
    assert ids(run, "--since 2023-07-07T01:11") == ""
    assert ids(run, "--until 2023") == "3 2"
    assert ids(run, "--on 2010") == "3"
    assert ids(run, "--on 2010 --certain") == ""
    assert "1" in ids(run, "")


@pytest.mark.usefixtures("db")
def test_tags_and_distances_select(run: Run) -> None:
    run("add", "Aleppo", "-d", "2016", "coords=36.2,37.16", "tag=Été")
    run("add", "Damascus", "-d", "2017", "coords=33.51,36.29")
    run("add", "Beyond the date line", "-d", "2018", "coords=10,-179.9")
    assert ids(run, "--tag ete") == "1"
    assert ids(run, "--not-tag ÉTÉ") == "2 3"
    assert ids(run, "--near 36,37,50") == "1"
    assert ids(run, "--near 36,37,50 --near 33.5,36.3,5") == "1 2"
    assert ids(run, "--near 10,179.9,50km") == "3"
    assert ids(run, "--near 36,37,0") == ""


@pytest.mark.usefixtures("seeded")
def test_edit_and_rm_select_by_the_same_options(run: Run) -> None:
    run("edit", "--by", "Turkey", "--on", "2018", "tag=afrin", "--yes")
    assert ids(run, "--tag afrin") == "2 3"
    run("rm", "--tag", "afrin", "--not-type", "territory-change", "--yes")
    assert ids(run, "--tag afrin") == "2"
    run("rm", "--certain", "--on", "2018", "-p", "Syria", "--until", "2023", "--yes")
    assert ids(run, "--on 2018") == ""
    assert run("rm", "2", "--tag", "afrin", code=2).stderr.startswith("Error: name numbers")


def test_few_incidents_of_an_actor_are_looked_up_and_many_are_walked() -> None:
    conn = made(3000)
    (most,) = conn.execute(
        "SELECT actor_id FROM incident_actors GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    ).fetchone()
    rare = select(conn, Filter(actors=(f"Actor {most}",), direct=True))
    everybody = tuple(f"Actor {number}" for number in range(1, 41))
    common = select(conn, Filter(actors=everybody))
    plan = "EXPLAIN QUERY PLAN SELECT i.id FROM incidents AS i WHERE {} ORDER BY i.sort_key LIMIT 9"
    plans = [
        " ".join(str(row[3]) for row in conn.execute(plan.format(one.where), one.parameters))
        for one in (rare, common)
    ]
    assert "SEARCH i USING INTEGER PRIMARY KEY" in plans[0]
    assert "SCAN i USING INDEX incidents_order" in plans[1]


def test_a_point_and_a_distance_are_read() -> None:
    assert read_near(" 36.2, -37.1 ,5 KM")[:3] == (36.2, -37.1, 5.0)
    with pytest.raises(TrackerError):
        read_near("36.2;37.1;5")


def test_a_filter_knows_whether_matches_may_be_doubtful() -> None:
    assert Filter(on=(parse("2018"),)).windowed
    assert Filter(by=("Russia",), claimed=True).windowed
    assert not Filter(by=("Russia",)).windowed
