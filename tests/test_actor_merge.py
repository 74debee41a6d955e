"""Actors under many names: found, asked about, mended, related, merged and taken apart again."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tracker.errors import TrackerError
from tracker.schema import create
from tracker.store.actors import Actors
from tracker.store.notices import Notices

if TYPE_CHECKING:
    from tests.conftest import Run

DATA = Path(__file__).parent / "data" / "actor_pairs.tsv"
FACTS = ("incident_actors", "citations", "claims", "actor_names", "actor_relations", "sources")


def pairs() -> list[list[str]]:
    with DATA.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


@pytest.mark.parametrize(("known", "typed", "verdict"), pairs())
def test_a_name_finds_an_actor_asks_or_is_another(known: str, typed: str, verdict: str) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        create(conn)
        conn.execute("INSERT INTO log_transactions (id, at, command) VALUES (1, '2024', 'test')")
        conn.execute("UPDATE log_writer SET tx = 1")
        actor = Actors(conn, Notices(), new=True).need(known)
        if verdict == "ask":
            with pytest.raises(TrackerError) as refused:
                Actors(conn, Notices()).need(typed)
            assert known in f"{refused.value} {refused.value.hint}"
            assert "--new" in refused.value.hint
            return
        found = Actors(conn, Notices()).need(typed)
    assert ("same" if found == actor else "different") == verdict


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as conn:
        names = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
        kept = ", ".join(name for name in names if name not in ("updated_at", "sort_key"))
        return sorted(conn.execute(f"SELECT {kept} FROM {table}").fetchall(), key=repr)


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as conn:
        tables = [
            row[0]
            for row in conn.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'log_%'"
                " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%'"
            )
        ]
    return {table: rows(path, table) for table in tables}


@pytest.fixture
def twice(run: Run, seeded: Path) -> Path:
    """The seed, in which ISIS stands a second time with facts of its own."""
    run("actor", "add", "IS group", "--new", "alias=the caliphate", "kind=armed-group",
        "backed-by=Iran")  # fmt: skip
    run("actor", "add", "Abu Yusuf al-Iraqi", "member-of=IS group", "kind=person")
    run("add", "Market bombed", "-d", "2023-07-10", "--by", "IS group", "--against",
        "Syrian government", "-s", "https://example.org/a | Example | 2023-07-11",
        "said-by=IS group", "killed=3")  # fmt: skip
    run("add", "Village raided", "-d", "2023-07-12", "--by", "IS group", "--by", "ISIS")
    return seeded


def told(run: Run, name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(run("summary", name, "--json").stdout)
    return found


def test_a_merge_keeps_every_fact_and_both_names_find_the_one(run: Run, twice: Path) -> None:
    before = {table: rows(twice, table) for table in FACTS}
    answer = run("actor", "merge", "IS group", "Daesh", "--why", "one organisation").stdout
    assert answer.startswith("Merged IS group into ISIS\n  moves with it: 2 incidents, 1 citation")
    assert {table: rows(twice, table) for table in FACTS} == before
    for name in ("IS group", "the caliphate", "Islamic State", "ISIS"):
        assert told(run, name) == told(run, "ISIS")
    isis = told(run, "ISIS")
    # The killed man's membership, and what each of the two did; the shared incident counts once.
    assert isis["incidents"] == 3
    assert {m["name"] for m in isis["members"]} == {"Abu Yusuf al-Iraqi", "Usamah al-Muhajir"}  # type: ignore[attr-defined]
    shown = run("actor", "show", "the caliphate").stdout
    assert shown.startswith("ISIS (armed-group)")
    assert "IS group" in shown
    assert "Abu Yusuf al-Iraqi is member-of it" in shown
    assert "backed-by     Iran" in shown
    assert run("timeline", "-a", "IS group").stdout == run("timeline", "-a", "ISIS").stdout
    listed = list(csv.DictReader(run("actor", "list", "-f", "csv").stdout.splitlines()))
    assert [row["name"] for row in listed if "IS group" in row["also"].split("; ")] == ["ISIS"]
    assert {row["part_of"] for row in listed if row["name"] == "Abu Yusuf al-Iraqi"} == {"ISIS"}


def test_one_listed_twice_is_shown_once(run: Run, twice: Path) -> None:
    run("actor", "merge", "IS group", "ISIS")
    made = json.loads(run("show", "last", "--json").stdout)[0]
    assert made["by"] == ["ISIS"]


def test_its_id_and_uid_still_find_it(run: Run, twice: Path) -> None:
    with closing(sqlite3.connect(twice)) as conn:
        (uid,) = conn.execute("SELECT uid FROM actors WHERE name = 'IS group'").fetchone()
    run("actor", "merge", "IS group", "ISIS")
    assert told(run, uid)["name"] == "ISIS"


def test_one_merged_into_one_that_is_merged_later_goes_along(run: Run, twice: Path) -> None:
    run("actor", "add", "Dawla", "kind=armed-group")
    run("actor", "merge", "Dawla", "IS group")
    run("actor", "merge", "IS group", "ISIS")
    assert told(run, "Dawla") == told(run, "ISIS")


def test_undo_takes_a_merge_apart_to_the_last_byte(run: Run, twice: Path) -> None:
    before = everything(twice)
    run("actor", "merge", "IS group", "ISIS")
    assert everything(twice) != before
    run("undo")
    assert everything(twice) == before
    assert told(run, "IS group")["incidents"] == 2


def test_a_rehearsal_tells_the_same_and_stores_nothing(run: Run, twice: Path) -> None:
    copy = twice.read_bytes()
    rehearsed = run("actor", "merge", "IS group", "ISIS", "--dry-run").stdout
    assert twice.read_bytes() == copy
    done = run("actor", "merge", "IS group", "ISIS").stdout
    assert rehearsed.splitlines()[1:] == done.splitlines()[1:-1]


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    ("other", "kept", "reason"),
    [
        ("CENTCOM", "US", "CENTCOM is part-of United States, so they are two"),
        ("US", "CENTCOM", "CENTCOM is part-of United States, so they are two"),
        ("Russian Federation", "Russia", "one actor already"),
        ("Michael Kurilla", "US Central Command", "is commands CENTCOM"),
    ],
)
def test_what_is_two_is_not_merged(run: Run, other: str, kept: str, reason: str) -> None:
    assert reason in run("actor", "merge", other, kept, code=2).stderr


def test_what_belongs_through_others_is_not_merged(run: Run, seeded: Path) -> None:
    run("actor", "add", "Fifth Fleet", "part-of=US Air Force", "--new")
    answer = run("actor", "merge", "Fifth Fleet", "US", code=2).stderr
    assert "belongs to United States through others" in answer


@pytest.mark.usefixtures("seeded")
def test_two_that_are_marked_as_distinct_are_not_merged(run: Run) -> None:
    run("actor", "add", "ISIS-K", "--new", "distinct-from=ISIS")
    answer = run("actor", "merge", "ISIS-K", "ISIS", code=2)
    assert "ISIS-K is distinct-from ISIS" in answer.stderr
    run("actor", "edit", "ISIS-K", "distinct-from-=ISIS")
    run("actor", "merge", "ISIS-K", "ISIS")


@pytest.mark.usefixtures("seeded")
def test_a_name_of_two_actors_asks(run: Run) -> None:
    run("actor", "add", "Islamic State in Iraq", "alias=IS", "--new")
    for args in (("summary", "IS"), ("timeline", "-a", "IS"), ("add", "X", "-d", "2020", "--by",
                                                               "IS")):  # fmt: skip
        assert "'IS' is a name of 2 actors" in run(*args, code=2).stderr


@pytest.mark.usefixtures("seeded")
def test_an_edit_changes_adds_and_takes_away(run: Run) -> None:
    run("actor", "edit", "Daesh", "name=Islamic State", "country=Iraq", "alias-=ISIL",
        "acronym=IS-group", "note=see the notes")  # fmt: skip
    shown = run("actor", "show", "ISIS").stdout
    assert shown.startswith("Islamic State (armed-group, IRQ)")
    assert "ISIS" in shown
    assert "ISIL" not in shown
    assert "no actor is called 'ISIL'" in run("actor", "show", "ISIL", code=4).stderr
    run("actor", "edit", "Islamic State", "country=", "note=")
    assert "IRQ" not in run("actor", "show", "ISIS").stdout
    run("undo", "--last", "2")
    assert run("actor", "show", "ISIL").stdout.startswith("ISIS (armed-group)")


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (("ISIS",), "nothing to change was named"),
        (("ISIS", "alias-=ISIS"), "is what it is shown by"),
        (("ISIS", "alias-=Nusra"), "has no name 'Nusra'"),
        (("ISIS", "part-of-=Iran"), "is not part-of Iran"),
        (("ISIS", "name=Russia"), "is a name of another actor"),
        (("ISIS", "kind=club"), "unknown kind 'club'"),
        (("ISIS", "colour=red"), "unknown field 'colour'"),
        (("US", "part-of=CENTCOM"), "would make a circle"),
        (("SDF", "part-of=Coalition | someday"), "someday"),
    ],
)
def test_what_cannot_be_changed_is_refused(run: Run, fields: tuple[str, ...], reason: str) -> None:
    assert reason in run("actor", "edit", *fields, code=2).stderr


@pytest.mark.usefixtures("seeded")
def test_a_relation_says_since_when(run: Run) -> None:
    run("actor", "edit", "SDF", "part-of=Coalition | from 2015")
    assert "part-of       Coalition, from 2015" in run("actor", "show", "SDF").stdout
    run("actor", "edit", "HTS", "allied-with=Turkey")
    run("actor", "edit", "HTS", "allied-with=Turkey | 2017/2020")
    assert run("actor", "show", "HTS").stdout.count("allied-with") == 1
    assert "2017" in run("actor", "show", "HTS").stdout
    run("actor", "edit", "SDF", "part-of-=Coalition")
    assert "part-of" not in run("actor", "show", "SDF").stdout


@pytest.mark.usefixtures("seeded")
def test_who_never_acts_stays_out_of_the_list(run: Run) -> None:
    assert "US defense official" not in run("actor", "list").stdout
    assert "US defense official" in run("actor", "list", "--sort", "speaks_in", "-f", "csv").stdout
