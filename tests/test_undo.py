"""Undo and redo: every change can be taken back, step by step, and nothing in use goes with it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.random_commands import Commands, contents
from tracker.cli.catalogue import COMMANDS

if TYPE_CHECKING:
    from tests.conftest import Run, Stock

SMALL = 150

# One command of every kind that writes, each good in the file that the ones before it made.
WRITING = (
    ("add", "First", "-d", "2023-07-06", "--by", "Russia", "-p", "Homs, Syria", "killed=3",
     "tag=x", "-s", "https://example.org/a | Example Post | 2023-07-08", "said-by=A witness"),
    ("add", "Second", "-d", "2023-07-07 09:30", "-p", "Afrin, Syria", "after=1", "x.sky=clear"),
    ("cite", "2", "https://example.org/b | Other | 2023-07-09", "killed=80", "by!=Russia"),
    ("adopt", "c2.killed", "--why", "counted"),
    ("adopt", "2", "killed", "--range"),
    ("link", "1", "part-of", "2"),
    ("link", "1", "part-of", "2", "--remove"),
    ("edit", "1", "title=Mended", "tag-=x", "by-=Russia", "place=", "killed=4", "tz=Asia/Damascus"),
    ("edit", "c1", "quote=Three died", "pinpoint=p. 2", "said-by=Somebody"),
    ("edit", "c1.killed", "5", "reading=inferred"),
    ("edit", "--id", "1", "--id", "2", "--id", "1", "status=confirmed", "--yes"),
    ("rm", "c1.killed"),
    ("rm", "c1"),
    ("rm", "1", "2", "--yes"),
    ("restore", "1", "c1"),
    ("restore", "2"),
    ("link", "1", "before", "2", "--remove"),
    ("merge", "2", "1"),
    ("restore", "2"),
    ("actor", "add", "Red Force", "kind=force", "part-of=Russia", "alias=Reds", "country=Russia"),
    ("source", "add", "| Gazette | 2023-07-01", "key=gazette", "kind=report", "note=n"),
    ("place", "add", "Old Homs, Syria", "within=Homs", "coords=34.7,36.7"),
    ("type", "add", "balloon", "parent=airspace-violation", "alias=airship"),
    ("source", "edit", "gazette", "author=A. Writer", "title=News", "published=2023-07-02"),
    ("source", "retract", "gazette", "--why", "withdrawn"),
    ("source", "retract", "gazette", "--reinstate"),
    ("source", "merge", "gazette", "example-2023-07-09"),
    ("actor", "edit", "Red Force", "note=n", "alias=The Reds"),
    ("actor", "merge", "Somebody", "A witness"),
    ("place", "edit", "Old Homs", "note=n", "coords="),
    ("place", "merge", "Old Homs", "Afrin"),
    ("type", "edit", "balloon", "label=Balloons"),
    ("actor", "add", "Misprint", "part-of=Russia"),
    ("actor", "rm", "Misprint"),
    ("place", "add", "Nowhere"),
    ("place", "rm", "Nowhere"),
    ("source", "add", "| Nothing", "key=nothing"),
    ("source", "rm", "nothing"),
    ("read", "page.notes"),
    ("undo",),
    ("redo",),
)  # fmt: skip
PAGE = """@gazette
+ A third thing
  date 2019; by Turkey; place Ankara, Turkey; killed 3
"""
NOUNS = ("actor", "source", "place", "type")
READING = ("init", "timeline", "show", "summary", "around", "disputes", "todo", "search", "history",
           "export", "sql", "info", "check", "backup", "completion", "help")  # fmt: skip


@pytest.mark.parametrize("redone", [False, True])
def test_every_writing_command_is_undone_and_redone(run: Run, db: Path, redone: bool) -> None:
    before = contents(db)
    Path("page.notes").write_text(PAGE, encoding="utf-8")
    for words in WRITING:
        if not is_there(words):
            continue
        run(*words)
        after = contents(db)
        if words[0] in ("undo", "redo"):
            continue
        assert after != before, f"{words} changed nothing"
        run("undo")
        assert contents(db) == before, f"{words} was not undone"
        run("redo")
        assert contents(db) == after, f"{words} was not redone"
        if redone:
            run("undo")
            run("redo")
            assert contents(db) == after
        before = after
    told = run("history", "-n", "0").stdout
    assert f"t{len(WRITING)}" in told
    assert "{" not in told
    run("history", "--errata")
    run("check")


def verbs(name: str) -> set[str]:
    command = import_module(f"tracker.cli.{COMMANDS[name].module}").command
    return set(getattr(command, "commands", ()))


def is_there(words: tuple[str, ...]) -> bool:
    return words[0] in COMMANDS and (words[0] not in NOUNS or words[1] in verbs(words[0]))


def test_every_command_that_writes_is_in_the_list_of_those_undone() -> None:
    wanted = {name for name in COMMANDS if name not in (*READING, *NOUNS)}
    wanted |= {f"{noun} {verb}" for noun in NOUNS for verb in verbs(noun) - {"list", "show"}}
    listed = {" ".join(words[:2]) if words[0] in NOUNS else words[0] for words in WRITING}
    assert wanted - listed == set()


def test_random_commands_undone_one_by_one_give_back_the_beginning(run: Run, db: Path) -> None:
    commands = Commands(db, seed=20230707)
    states = commands.play(SMALL)
    for number, state in reversed(list(enumerate(states[:-1]))):
        run("undo")
        assert contents(db) == state, f"after undoing step {number + 1}"
    for number, state in enumerate(states[1:]):
        run("redo")
        assert contents(db) == state, f"after redoing step {number + 1}"
    assert "nothing to redo" in run("redo", code=4).stderr


@pytest.mark.parametrize(
    "words", [("source", "add", "| Gazette", "said-by=CENTCOM"), ("read", "page.notes")]
)
def test_a_new_speaker_of_a_new_source_does_not_stand_in_the_way_of_its_own_undo(
    run: Run, db: Path, words: tuple[str, ...]
) -> None:
    Path("page.notes").write_text(
        "@a https://example.org/z | Z\n  said-by CENTCOM\n+ X\n  date 2016\n", encoding="utf-8"
    )
    empty = contents(db)
    run(*words)
    run("undo")
    assert contents(db) == empty
    run("redo")
    run("undo")
    assert contents(db) == empty


def test_an_actor_used_since_is_kept_and_named(run: Run, db: Path) -> None:
    run("add", "One", "-d", "2016", "--by", "Red Force")
    run("add", "Two", "-d", "2017", "--by", "Red Force")
    assert "kept, since it is used: the actor Red Force" in run("undo", "t1").stdout
    assert "Red Force" in run("show", "2").stdout
    run("redo")
    assert "Red Force" in run("show", "1").stdout


def test_a_kept_actor_keeps_what_was_said_of_it_in_the_same_command(run: Run, db: Path) -> None:
    run("add", "One", "-d", "2016", "--by", "the Guards", "instrument=MQ-9")
    run("add", "Two", "-d", "2017", "instrument=MQ-9")
    told = run("undo", "t1").stdout
    assert "MQ-9" in told
    assert "Guards" not in told.partition("kept")[2]


def test_a_later_change_of_the_same_row_stands_in_the_way(run: Run, db: Path) -> None:
    run("add", "One", "-d", "2016")
    run("edit", "1", "title=Uno")
    refused = run("undo", "t1", code=2).stderr
    assert "t1 cannot be undone: t2 (edit 1 title=Uno) changed the same incident 1 since" in refused
    assert "Hint: tracker undo t2" in refused
    run("undo", "t2")
    run("undo", "t1")


def test_what_was_attached_since_stands_in_the_way(run: Run, db: Path) -> None:
    run("add", "One", "-d", "2016")
    run("cite", "1", "| Gazette | 2017")
    assert "a citation was attached to incident 1 since by t2 (cite 1)" in (
        run("undo", "t1", code=2).stderr
    )


def test_a_change_that_was_redone_can_be_undone_again(run: Run, db: Path) -> None:
    run("add", "One", "-d", "2016")
    run("edit", "1", "title=Uno")
    before = contents(db)
    for _ in range(3):
        run("undo")
        run("redo")
    assert contents(db) == before
    assert "Undone t2" in run("undo").stdout
    assert "Undone t1" in run("undo").stdout


def test_an_older_undo_cannot_be_redone_out_of_turn(run: Run, db: Path) -> None:
    run("add", "One", "-d", "2016")
    run("edit", "1", "title=Uno")
    run("undo")
    run("undo")
    refused = run("undo", "t3", code=2).stderr
    assert "t3 cannot be undone: t4 (undo) changed the same incident 1 since" in refused


def test_the_last_few_are_undone_together_or_not_at_all(run: Run, db: Path) -> None:
    empty = contents(db)
    for year in range(2001, 2005):
        run("add", f"In {year}", "-d", year)
    refused = run("undo", "--last", "5", code=4).stderr
    assert "Hint: tracker undo --last 4" in refused
    assert run("undo", "--last", "4").stdout.count("Undone") == 4
    assert contents(db) == empty
    for _ in range(4):
        run("redo")
    assert "4 incidents" in run("timeline").stdout


def test_another_analysts_change_needs_its_number(
    run: Run, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", "One", "-d", "2016")
    monkeypatch.setenv("TRACKER_ANALYST", "somebody else")
    assert "t1 (add), is tester's" in run("undo", code=2).stderr
    run("undo", "t1")
    monkeypatch.setenv("TRACKER_ANALYST", "tester")
    assert "is somebody else's" in run("redo", code=2).stderr


def test_redo_ends_with_the_next_write(run: Run, db: Path) -> None:
    run("add", "One", "-d", "2016")
    run("undo")
    run("add", "Two", "-d", "2017")
    assert "there is nothing to redo" in run("redo", code=4).stderr


def test_numbers_that_are_no_change_are_refused(run: Run, db: Path) -> None:
    run("add", "One", "-d", "2016")
    assert "Hint: tracker undo t1" in run("undo", "1", code=2).stderr
    assert "there is no change t9" in run("undo", "t9", code=4).stderr
    run("undo", "t1")
    assert "t1 was already undone, by t2" in run("undo", "t1", code=2).stderr


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE incidents SET title = 'From outside' WHERE id = 1",
        "UPDATE incident_tags SET tag = 'other'",
        "DELETE FROM incident_actors",
        "DELETE FROM incidents WHERE id = 1",
        "INSERT INTO incident_tags VALUES (1, 'new')",
        "UPDATE incidents SET latitude = 36.123456789012345, longitude = 1e-7",
        "UPDATE citations SET quote = 'a ''quoted'' \"word\"'",
    ],
)
def test_a_change_made_in_another_program_is_undone(
    run: Run, db: Path, stock: Stock, change: str
) -> None:
    run("add", "One", "-d", "2016", "--by", "Russia", "tag=a", "-s", "| Gazette | 2017", "killed=3")
    before = contents(db)
    stock(f"PRAGMA foreign_keys = OFF; {change}")
    last = stock("SELECT max(id) FROM log_transactions")[0][0]
    refused = run("undo", code=2).stderr
    assert "was made with another program" in refused
    for number in range(last, 1, -1):
        run("undo", f"t{number}")
    assert contents(db) == before
    run("check")


def test_the_log_cannot_be_altered_from_the_stock_shell(run: Run, db: Path) -> None:
    run("add", "One", "-d", "2016")
    statements = (
        "UPDATE log_changes SET after = '{}'",
        "DELETE FROM log_changes",
        "INSERT OR REPLACE INTO log_changes (id, tx, table_name, row_id, operation)"
        " VALUES (1, 1, 'incidents', 1, 'insert')",
        "UPDATE log_transactions SET analyst = 'nobody'",
        "UPDATE log_transactions SET digest = NULL",
        "DELETE FROM log_transactions",
        "REPLACE INTO log_transactions (id, at, command) VALUES (1, '2001', 'never')",
        "DELETE FROM log_writer",
        "REPLACE INTO incidents (id, title) VALUES (1, 'Other')",
    )
    with closing(sqlite3.connect(db, isolation_level=None)) as conn:
        before: list[Any] = conn.execute("SELECT * FROM log_changes").fetchall()
        for statement in statements:
            with pytest.raises(sqlite3.IntegrityError):
                conn.execute(statement)
        assert conn.execute("SELECT * FROM log_changes").fetchall() == before
