"""The order of incidents is kept by the file itself, whoever edits it, and breaks no link."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, replace
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

import pytest

from tracker.schema import order
from tracker.schema.migrations import make
from tracker.store import links, recorded_order

if TYPE_CHECKING:
    from collections.abc import Iterator

PRECISIONS = ("day", "month", "year", "range", "minute", "unknown")


@pytest.fixture(scope="module")
def file() -> Iterator[sqlite3.Connection]:
    """A file of schema 1, opened as the stock shell opens it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        conn.execute("PRAGMA temp_store = MEMORY")  # halves the time of this module
        make(conn)
        yield conn


@pytest.fixture
def conn(file: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """The same, with nothing in it."""
    file.execute("BEGIN")
    yield file
    file.execute("ROLLBACK")
    file.execute("PRAGMA recursive_triggers = OFF")


def add(
    conn: sqlite3.Connection,
    earliest: str | None = None,
    latest: str | None = None,
    precision: str = "day",
) -> int:
    """Insert an incident and return its id; a day is a bound without its clock time."""
    return int(
        conn.execute(
            "INSERT INTO incidents (title, start_earliest, start_latest, date_precision)"
            " VALUES ('x', ? || 'T00:00:00', ? || 'T23:59:59', ?) RETURNING id",
            (earliest, latest, precision),
        ).fetchone()[0]
    )


def link(conn: sqlite3.Connection, first: int, second: int) -> None:
    """Say that one incident began before another."""
    conn.execute(
        "INSERT INTO incident_links (from_incident_id, to_incident_id, kind)"
        " VALUES (?, ?, 'before')",
        (first, second),
    )


def ordered(conn: sqlite3.Connection) -> list[int]:
    """The ids of the incidents that stand, as the file sorts them."""
    return [
        row[0]
        for row in conn.execute(
            "SELECT id FROM incidents WHERE deleted_at IS NULL AND merged_into IS NULL"
            " ORDER BY sort_key, id"
        )
    ]


def day(conn: sqlite3.Connection, incident: int) -> str:
    """The day at which an incident is placed; '~' where nothing places it."""
    key = conn.execute("SELECT sort_key FROM incidents WHERE id = ?", (incident,)).fetchone()[0]
    return str(key).split(maxsplit=1)[0].split("T")[0]


def test_a_day_sorts_after_its_month_and_its_month_after_its_year(conn: sqlite3.Connection) -> None:
    first = add(conn, "2016-01-01", "2016-01-01", "day")
    month = add(conn, "2016-01-01", "2016-01-31", "month")
    year = add(conn, "2016-01-01", "2016-12-31", "year")
    assert ordered(conn) == [year, month, first]


def test_two_days_alike_sort_as_they_were_linked(conn: sqlite3.Connection) -> None:
    strike = add(conn, "2023-07-07", "2023-07-07")
    harassment = add(conn, "2023-07-07", "2023-07-07")
    assert ordered(conn) == [strike, harassment]
    link(conn, harassment, strike)
    assert ordered(conn) == [harassment, strike]


def test_what_follows_a_dated_incident_starts_no_earlier(conn: sqlite3.Connection) -> None:
    dated = add(conn, "2016-05-03", "2016-05-03")
    year = add(conn, "2016-01-01", "2016-12-31", "year")
    link(conn, dated, year)
    assert ordered(conn) == [dated, year]
    assert day(conn, year) == "2016-05-03"


def test_one_that_was_over_by_a_day_sorts_there_and_pushes_nothing(
    conn: sqlite3.Connection,
) -> None:
    vague = add(conn, None, "2018-12-31", "range")
    dated = add(conn, "2016-05-03", "2016-05-03")
    link(conn, vague, dated)
    assert ordered(conn) == [vague, dated]
    assert day(conn, vague) == day(conn, dated) == "2016-05-03"


def test_an_undated_one_sorts_with_what_it_precedes_and_last_without(
    conn: sqlite3.Connection,
) -> None:
    lonely, undated = add(conn, precision="unknown"), add(conn, precision="unknown")
    dated = add(conn, "2016-05-03", "2016-05-03")
    link(conn, undated, dated)
    assert ordered(conn) == [undated, dated, lonely]
    assert day(conn, lonely) == "~"


def test_a_link_wins_over_dates_that_contradict_it(conn: sqlite3.Connection) -> None:
    late, early = add(conn, "2020-01-01", "2020-01-01"), add(conn, "2018-01-01", "2018-01-01")
    link(conn, late, early)
    assert ordered(conn) == [late, early]


def test_the_links_that_the_dates_prove_wrong_are_listed(conn: sqlite3.Connection) -> None:
    late, early = add(conn, "2020-01-01", "2020-01-01"), add(conn, "2018-01-01", "2018-01-01")
    between, year = add(conn, precision="unknown"), add(conn, "2020-01-01", "2020-12-31", "year")
    link(conn, late, between)
    link(conn, between, early)
    link(conn, late, year)
    assert conn.execute(order.CONTRADICTIONS).fetchall() == [(between, early)]


def test_a_key_made_by_a_foreign_hand_is_listed_and_mended(conn: sqlite3.Connection) -> None:
    one, other, alone = add(conn, "2020-01-01"), add(conn, "2018-01-01"), add(conn, "2019-01-01")
    link(conn, other, one)
    assert conn.execute(order.MISPLACED).fetchall() == []
    conn.execute("UPDATE incidents SET sort_key = 'zzz' WHERE id IN (?, ?)", (one, alone))
    assert conn.execute(order.MISPLACED).fetchall() == [(one,), (alone,)]
    conn.executemany("UPDATE log_writer SET placing = ?", [(one,), (alone,)])
    assert conn.execute(order.MISPLACED).fetchall() == []


def test_the_key_that_an_import_works_out_is_the_key_of_the_trigger(
    conn: sqlite3.Connection,
) -> None:
    for earliest, latest, precision in (
        ("2016-01-01", "2016-12-31", "year"),
        (None, "2018-12-31", "range"),
        (None, None, "unknown"),
        ("2023-07-07", "2023-07-07", "part-of-day"),
    ):
        incident = add(conn, earliest, latest, precision)
        kept = conn.execute(
            "SELECT sort_key, start_earliest, start_latest FROM incidents WHERE id = ?", (incident,)
        ).fetchone()
        assert order.key_alone(incident, kept[1], kept[2], precision) == kept[0]


@pytest.mark.parametrize("precision", order.PRECISIONS)
def test_every_precision_has_a_rank_of_its_own(conn: sqlite3.Connection, precision: str) -> None:
    add(conn, "2020-01-01", "2020-01-01", precision)
    rank = conn.execute("SELECT substr(sort_key, 27, 1) FROM incidents").fetchone()[0]
    assert int(rank) == order.PRECISIONS.index(precision)


def test_actors_of_an_incident_carry_its_key(conn: sqlite3.Connection) -> None:
    incident = add(conn, "2020-01-01", "2020-01-01")
    conn.execute("INSERT INTO actors (id, name) VALUES (1, 'a')")
    conn.execute(
        "INSERT INTO incident_actors (incident_id, actor_id, role) VALUES (?, 1, 'by')", (incident,)
    )

    def keys() -> list[tuple[str | None, str | None]]:
        return conn.execute(
            "SELECT i.sort_key, r.sort_key FROM incident_actors AS r"
            " JOIN incidents AS i ON i.id = r.incident_id"
        ).fetchall()

    for change in (
        "UPDATE incidents SET start_earliest = '2019-01-01T00:00:00'",
        "UPDATE incident_actors SET sort_key = 'forged'",
        "UPDATE incidents SET deleted_at = '2024-01-01T00:00:00Z'",
    ):
        conn.execute(change)
        [(of_incident, of_actor)] = keys()
        assert of_incident == of_actor, change
    assert keys() == [(None, None)]


@dataclass(frozen=True)
class Fact:
    """What the reference below knows of an incident."""

    earliest: str | None
    latest: str | None
    precision: str
    stands: bool = True


@dataclass
class World:
    """Incidents and links in plain Python, kept beside the file."""

    facts: dict[int, Fact] = field(default_factory=dict)
    links: set[tuple[int, int]] = field(default_factory=set)

    def reaches(self, start: int, end: int) -> bool:
        """Whether a link from `end` to `start` would close a circle."""
        found = {start}
        while True:
            more = {b for a, b in self.links if a in found} - found
            if not more:
                return end in found
            found |= more

    def order(self) -> list[int]:
        """The order by the words of the definition, worked out in topological order."""
        stands = {number for number, fact in self.facts.items() if fact.stands}
        links = [(a, b) for a, b in self.links if a in stands and b in stands]
        before = {n: {a for a, b in links if b == n} for n in stands}
        after = {n: {b for a, b in links if a == n} for n in stands}
        forward = list(TopologicalSorter(before).static_order())
        lower: dict[int, str] = {}
        for n in forward:
            lower[n] = max([self.facts[n].earliest or "", *(lower[a] for a in before[n])])
        upper: dict[int, str] = {}
        for n in reversed(forward):
            dated = self.facts[n].earliest is not None
            limits = [self.facts[n].latest or "~", *(upper[b] for b in after[n])]
            upper[n] = lower[n] if dated else min(limits)
        place: dict[int, str] = {}
        for n in forward:
            if self.facts[n].earliest is not None:
                place[n] = lower[n]
                continue
            undated = [place[a] for a in before[n] if self.facts[a].earliest is None]
            limit = upper[n] if upper[n] != "~" else ""
            place[n] = max([lower[n], limit, *undated])
        for n in reversed(forward):
            place[n] = place[n] or min((place[b] for b in after[n]), default="~")
        depth: dict[int, int] = {}
        for n in forward:
            depth[n] = max((depth[a] + 1 for a in before[n] if place[a] == place[n]), default=0)

        def key(n: int) -> tuple[str, int, int, int]:
            return place[n], depth[n], order.PRECISIONS.index(self.facts[n].precision), n

        return sorted(stands, key=key)


def random_fact(dice: random.Random) -> Fact:
    """Dated, half dated or undated, within few enough days that many coincide."""
    days = sorted(f"2023-07-{dice.randint(1, 6):02d}" for _ in range(2))
    earliest = f"{days[0]}T00:00:00" if dice.random() < 0.55 else None
    latest = f"{days[1]}T23:59:59" if dice.random() < 0.6 else None
    return Fact(earliest, latest, dice.choice(PRECISIONS), dice.random() < 0.9)


class Editor:
    """Makes the same random edits to a file and to the reference."""

    def __init__(self, conn: sqlite3.Connection, dice: random.Random) -> None:
        self.conn, self.dice, self.world = conn, dice, World()

    def build(self) -> None:
        """Up to nine incidents and some links that close no circle, in random order."""
        for number in range(1, self.dice.randint(2, 9) + 1):
            fact = random_fact(self.dice)
            self.conn.execute(
                "INSERT INTO incidents (id, title, start_earliest, start_latest, date_precision,"
                " deleted_at) VALUES (?, 'x', ?, ?, ?, iif(?, NULL, '2024'))",
                (number, fact.earliest, fact.latest, fact.precision, fact.stands),
            )
            self.world.facts[number] = fact
        for _ in range(self.dice.randint(1, 7)):
            self.join()

    def edit(self) -> None:
        """One random edit, as somebody might make it in the stock shell."""
        choices = (self.join, self.redate, self.redate, self.toggle, self.unlink, self.turn)
        self.dice.choice((*choices, self.remove))()

    def pair(self) -> tuple[int, int]:
        """Two different incidents."""
        first, second = self.dice.sample(sorted(self.world.facts), 2)
        return first, second

    def join(self) -> None:
        if len(self.world.facts) < 2:
            return
        first, second = self.pair()
        if (first, second) in self.world.links:
            return
        if self.world.reaches(second, first):
            with pytest.raises(sqlite3.IntegrityError, match="circle"):
                link(self.conn, first, second)
            return
        link(self.conn, first, second)
        self.world.links.add((first, second))

    def redate(self) -> None:
        number, fact = self.dice.choice(sorted(self.world.facts)), random_fact(self.dice)
        self.world.facts[number] = replace(fact, stands=self.world.facts[number].stands)
        self.conn.execute(
            "UPDATE incidents SET start_earliest = ?, start_latest = ?, date_precision = ?"
            " WHERE id = ?",
            (fact.earliest, fact.latest, fact.precision, number),
        )

    def toggle(self) -> None:
        chosen = [number for number in self.world.facts if self.dice.random() < 0.3]
        column, value = self.dice.choice((("deleted_at", "'2024'"), ("merged_into", "0")))
        for number in chosen:
            fact = self.world.facts[number]
            self.world.facts[number] = replace(fact, stands=not fact.stands)
        self.conn.execute(
            f"UPDATE incidents SET {column} = iif(deleted_at IS NULL AND merged_into IS NULL,"
            f" {value}, NULL), {'merged_into' if column == 'deleted_at' else 'deleted_at'} = NULL"
            f" WHERE id IN ({', '.join(map(str, chosen))})"
        )

    def unlink(self) -> None:
        gone = {found for found in sorted(self.world.links) if self.dice.random() < 0.3}
        self.world.links -= gone
        for first, second in sorted(gone):
            self.conn.execute(
                "DELETE FROM incident_links WHERE from_incident_id = ? AND to_incident_id = ?",
                (first, second),
            )

    def turn(self) -> None:
        """Turn a link round where that closes no circle."""
        for first, second in sorted(self.world.links)[:1]:
            self.world.links.remove((first, second))
            circle = self.world.reaches(first, second)
            self.world.links.add((first, second) if circle else (second, first))
            if not circle:
                self.conn.execute(
                    "UPDATE incident_links SET from_incident_id = to_incident_id,"
                    " to_incident_id = from_incident_id"
                    " WHERE from_incident_id = ? AND to_incident_id = ?",
                    (first, second),
                )

    def remove(self) -> None:
        number = self.dice.choice(sorted(self.world.facts))
        if len(self.world.facts) > 2:
            self.conn.execute("DELETE FROM incidents WHERE id = ?", (number,))
            del self.world.facts[number]
            self.world.links = {ends for ends in self.world.links if number not in ends}


@pytest.mark.parametrize("block", range(6))
def test_the_order_of_random_sets_is_right_after_every_edit(
    file: sqlite3.Connection, block: int
) -> None:
    file.execute(f"PRAGMA recursive_triggers = {'ON' if block % 2 else 'OFF'}")
    for seed in range(block * 500, block * 500 + 500):
        file.execute("BEGIN")
        editor = Editor(file, random.Random(seed))
        editor.build()
        for step in range(4):
            found = ordered(file)
            assert found == editor.world.order(), f"seed {seed}, step {step}"
            place = {number: n for n, number in enumerate(found)}
            assert not [
                (a, b)
                for a, b in editor.world.links
                if a in place and b in place and place[a] > place[b]
            ], f"seed {seed}, step {step}"
            editor.edit()
        if seed % 10 == 0:
            assert file.execute(order.MISPLACED).fetchall() == [], f"seed {seed}"
        file.execute("ROLLBACK")


def test_a_new_link_is_told_what_it_alone_contradicts(file: sqlite3.Connection) -> None:
    told = 0
    for seed in range(600):
        file.execute("BEGIN")
        editor = Editor(file, random.Random(seed))
        editor.build()
        known = recorded_order.RecordedOrder(file)
        for _ in range(8):
            first, second = editor.pair()
            world = editor.world
            if (first, second) in world.links or world.reaches(second, first):
                continue
            before = links.contradictions(file)
            link(file, first, second)
            world.links.add((first, second))
            found = known.add(first, second)
            assert found == links.contradictions(file) - before, f"seed {seed}"
            told += len(found)
        file.execute("ROLLBACK")
    assert told > 100


@pytest.mark.parametrize("foreign_keys", ["ON", "OFF"])
def test_what_a_deleted_incident_tied_together_falls_apart(foreign_keys: str) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        make(conn)
        conn.execute(f"PRAGMA foreign_keys = {foreign_keys}")
        undated, between = add(conn, precision="unknown"), add(conn, precision="unknown")
        dated = add(conn, "2020-01-01", "2020-01-01")
        link(conn, undated, between)
        link(conn, between, dated)
        assert ordered(conn) == [undated, between, dated]
        conn.execute("DELETE FROM incidents WHERE id = ?", (between,))
        assert ordered(conn) == [dated, undated]
        assert conn.execute("SELECT count(*) FROM incident_links").fetchone() == (0,)


def test_a_link_needs_both_its_incidents_even_without_foreign_keys(
    conn: sqlite3.Connection,
) -> None:
    incident = add(conn)
    with pytest.raises(sqlite3.IntegrityError, match="no such incident"):
        link(conn, incident, incident + 1)


CIRCLES = {
    "before": ("incidents", "incident_links", ("from_incident_id", "to_incident_id")),
    "part-of": ("incidents", "incident_links", ("from_incident_id", "to_incident_id")),
    "member-of": ("actors", "actor_relations", ("actor_id", "other_id")),
    "commands": ("actors", "actor_relations", ("actor_id", "other_id")),
    "within": ("places", "place_relations", ("place_id", "other_id")),
}


@pytest.mark.parametrize("kind", CIRCLES)
def test_a_circle_of_relations_is_refused(conn: sqlite3.Connection, kind: str) -> None:
    owner, table, (start, end) = CIRCLES[kind]
    title = "title" if owner == "incidents" else "name"
    for number in (1, 2, 3):
        conn.execute(f"INSERT INTO {owner} (id, {title}) VALUES (?, 'x')", (number,))
    insert = f"INSERT INTO {table} ({start}, {end}, kind) VALUES (?, ?, ?)"
    conn.execute(insert, (1, 2, kind))
    conn.execute(insert, (2, 3, kind))
    with pytest.raises(sqlite3.IntegrityError, match="this would make a circle"):
        conn.execute(insert, (3, 1, kind))
    with pytest.raises(sqlite3.IntegrityError, match="this would make a circle"):
        conn.execute(f"UPDATE {table} SET {end} = 1 WHERE {start} = 2")
    conn.execute(f"UPDATE {table} SET {start} = 2, {end} = 1 WHERE {start} = 1")


def test_a_part_of_a_member_is_no_whole_of_it(conn: sqlite3.Connection) -> None:
    conn.executemany("INSERT INTO actors (id, name) VALUES (?, 'x')", [(1,), (2,), (3,)])
    insert = "INSERT INTO actor_relations (actor_id, other_id, kind) VALUES (?, ?, ?)"
    conn.execute(insert, (1, 2, "part-of"))
    conn.execute(insert, (2, 3, "member-of"))
    with pytest.raises(sqlite3.IntegrityError, match="an actor would belong to itself"):
        conn.execute(insert, (3, 1, "part-of"))
    conn.execute(insert, (3, 1, "commands"))


@pytest.mark.parametrize("table", ["incidents", "actors", "places", "sources"])
def test_nothing_is_merged_into_itself_by_a_detour(conn: sqlite3.Connection, table: str) -> None:
    column = {"incidents": "title", "sources": "key"}.get(table, "name")
    conn.executemany(f"INSERT INTO {table} (id, {column}) VALUES (?, ?)", [(1, "x"), (2, "y")])
    conn.execute(f"UPDATE {table} SET merged_into = 2 WHERE id = 1")
    with pytest.raises(sqlite3.IntegrityError, match="merged into itself"):
        conn.execute(f"UPDATE {table} SET merged_into = 1 WHERE id = 2")


def test_no_type_is_its_own_parent(conn: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="a type would be its own parent"):
        conn.execute("UPDATE incident_types SET parent = 'drone-strike' WHERE code = 'attack'")
