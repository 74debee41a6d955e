"""Incidents counted by actor, by pair and per month and the like: as by hand, once each."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import Counter
from contextlib import closing
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest

from tests.by_hand import ByHand
from tests.many import fill
from tests.test_formats import same_as_snapshot
from tracker.filters import Filter
from tracker.formats.text import width
from tracker.report.ranking import PER
from tracker.store import tallies
from tracker.store.selection import members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Run

HURT = {"against", "victim"}


@pytest.fixture(scope="module", params=[4, 5])
def file(request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        fill(conn, 300, 24, salt=request.param)
        yield conn


@pytest.mark.parametrize("direct", [False, True])
def test_each_actor_has_the_counts_made_by_hand(file: sqlite3.Connection, direct: bool) -> None:
    hand = ByHand(file)
    rows = {one.number: one for one in tallies.by_actor(file, Filter(), direct).counts}
    for actor in hand.actors:
        part = hand.part_in(actor, direct) if hand.one(actor) == actor else {}
        if not part:
            assert actor not in rows
            continue
        did = [n for n, roles in part.items() if "by" in roles]
        low, high, _, unknown = hand.toll(did, "killed", "total")
        one = rows[actor]
        assert (one.incidents, one.by, one.against) == (
            len(part), len(did), sum(bool(roles & HURT) for roles in part.values()),
        )  # fmt: skip
        assert (one.killed_low, one.killed_high, one.no_figure) == (low, high, unknown)
        dated = sorted(
            hand.incidents[n]["sort_key"] for n in part if hand.incidents[n]["start_earliest"]
        )
        ends = (one.first and one.first.order, one.last and one.last.order)
        assert ends == ((dated[0], dated[-1]) if dated else (None, None))


def test_incidents_without_an_actor_have_a_row_and_all_have_one(file: sqlite3.Connection) -> None:
    hand = ByHand(file)
    found = tallies.by_actor(file, Filter())
    alone = [n for n in hand.incidents if not hand.cast[n]]
    (nobody,) = [one for one in found.counts if one.number is None]
    assert nobody.incidents == len(alone) > 0
    assert found.total.incidents == len(hand.incidents)
    killed = hand.toll(hand.incidents, "killed", "total")
    assert (found.total.killed_low, found.total.killed_high) == killed[:2]
    assert found.total.no_figure == killed[3]
    cast = hand.cast.values()
    assert found.total.by == sum(any(role == "by" for _, role in one) for one in cast)
    assert found.total.against == sum(any(role in HURT for _, role in one) for one in cast)


def things(hand: ByHand, what: str, row: dict[str, Any]) -> set[Any]:
    """What an incident counts under."""
    start, end = row["start_earliest"] or "?", row["start_latest"] or "!"
    if what in ("month", "year"):
        length = 7 if what == "month" else 4
        return {start[:length] if start[:length] == end[:length] else None}
    if what == "type":
        return {row["type_code"]}
    if what == "place":
        place = row["place_id"]
        return {place and hand.places[hand.places[place]["merged_into"] or place]["name"]}
    if what == "tag":
        tags = {one["tag"] for one in hand.tags if one["incident_id"] == row["id"]}
        return tags or {None}
    heard = [s for s, _, stance in hand.heard[row["id"]] if stance != "context"]
    return {hand.sources[source]["key"] for source in heard} or {None}


@pytest.mark.parametrize("what", PER)
@pytest.mark.parametrize("actor", [None, 2])
def test_each_row_counts_what_stands_under_it(
    file: sqlite3.Connection, what: str, actor: int | None
) -> None:
    hand = ByHand(file)
    within = set(hand.incidents) if actor is None else set(hand.part_in(actor))
    side = None if actor is None else members(file, actor)
    found = tallies.per(file, Filter(), what, side)
    by_hand = Counter(thing for n in within for thing in things(hand, what, hand.incidents[n]))
    assert {one.name: one.incidents for one in found.counts} == by_hand
    assert found.total.incidents == len(within)


@pytest.mark.parametrize("direct", [False, True])
def test_pairs_are_those_found_by_hand(file: sqlite3.Connection, direct: bool) -> None:
    hand = ByHand(file)

    def roots(actor: int) -> set[int]:
        above = hand.above(actor)
        state = {n for n in above if hand.actors[n]["kind"] == "state"}
        return {actor} if direct else state | {n for n in above if not hand.parents[n]}

    counted: Counter[tuple[str | int, str | int]] = Counter()
    for cast in hand.cast.values():
        doers = {top for n, role in cast if role == "by" for top in roots(n)}
        hurt = {top for n, role in cast if role in HURT for top in roots(n)}
        if doers or hurt:
            counted.update(
                (a and hand.actors[a]["name"], b and hand.actors[b]["name"])
                for a in doers or {0} for b in hurt or {0}
            )  # fmt: skip
    found = tallies.pairs(file, Filter(), direct=direct)
    told = {(p.by or 0, p.against or 0): p.incidents for p in found.pairs}
    assert told == counted
    assert all(sum(n for _, n in pair.types) == pair.incidents for pair in found.pairs)
    square = found.matrix()
    cells = sum(cell for row in square.rows for cell in row[1:] if isinstance(cell, int))
    assert cells == counted.total()
    narrow = found.matrix(4)
    assert narrow.columns[-1] == "others"
    assert sum(c for row in narrow.rows for c in row[1:] if isinstance(c, int)) == cells


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("actors-80", ()),
        ("actors-120", ("--width", 120)),
        ("actors-40", ("--width", 40)),
        ("pairs-80", ("--pairs",)),
        ("matrix-80", ("--matrix",)),
        ("per-type-80", ("--per", "type")),
        ("actors-md", ("-f", "md")),
        ("actors-csv", ("-f", "csv")),
    ],
)
def test_the_tables_of_the_seed(run: Run, name: str, args: tuple[object, ...]) -> None:
    same_as_snapshot(f"summary-{name}.txt", run("summary", *args).stdout)


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("columns", [20, 45, 46, 60, 80, 120])
def test_no_line_of_a_table_is_wider_than_the_screen(run: Run, columns: int) -> None:
    run("add", "空袭", "-d", "2022", "--by", "中国人民解放军" * 6, "--against", "x" * 90)
    for args in ((), ("--pairs",), ("--per", "source")):
        told = run("summary", *args, "--width", columns)
        assert [one for one in told.stdout.splitlines() if width(one) > columns] == []


@pytest.mark.usefixtures("seeded")
def test_rows_are_sorted_as_asked(run: Run) -> None:
    def names(*args: str) -> list[str]:
        rows = csv.DictReader(StringIO(run("summary", *args, "-f", "csv").stdout))
        return [row["actor"] for row in rows if row["level"] == "0"]

    assert names("--sort", "by")[:2] == ["Turkey", "Russia"]
    assert names("--sort", "by", "-r")[-1] == "Turkey"
    assert names() == sorted(names(), key=str.casefold)


@pytest.mark.usefixtures("seeded")
def test_json_has_the_total_beside_the_rows(run: Run) -> None:
    made = json.loads(run("summary", "--per", "year", "--json").stdout)
    assert [row["incidents"] for row in made["rows"]] == [1, 2, 3]
    assert made["total"]["incidents"] == 6
    assert (made["total"]["killed_low"], made["total"]["killed_high"]) == (1, None)


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--per", "planet"), "cannot count per 'planet'"),
        (("--sort", "weight"), "cannot sort by 'weight'"),
        (("--per", "year", "--pairs"), "two tables"),
        (("Russia", "--sort", "by"), "no rows to sort"),
        (("--pairs", "--sort", "by"), "in the order of how often"),
    ],
)
def test_what_cannot_be_counted_is_refused(run: Run, args: tuple[str, ...], told: str) -> None:
    assert told in run("summary", *args, code=2).stderr


def test_an_empty_file_says_so(run: Run) -> None:
    run("init")
    for args in ((), ("--pairs",), ("--per", "month")):
        assert run("summary", *args).stdout == ""
    assert "no incident" in run("summary").stderr
