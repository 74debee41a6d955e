"""Opening the file: what it is made with, who may write, and what happens beside it."""

from __future__ import annotations

import io
import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ask, in_shell
from tracker.cli import run as run_tracker
from tracker.errors import FileError
from tracker.store.connection import create, leftovers, open_reading, open_writing

if TYPE_CHECKING:
    from tests.conftest import Run

WRITER = """
import sys
from tracker.cli import run
for number in range({times}):
    run(["add", f"Incident {{sys.argv[1]}} {{number}}", "-d", "2016", "--by", "US", "-q"])
"""


def pragma(conn: sqlite3.Connection, name: str) -> object:
    return conn.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.mark.parametrize("opened", [open_reading, open_writing])
def test_every_connection_is_careful(opened: object, db: Path) -> None:
    assert callable(opened)
    with closing(opened(db)) as conn:
        assert pragma(conn, "foreign_keys") == 1
        assert pragma(conn, "trusted_schema") == 0
        assert pragma(conn, "recursive_triggers") == 1
        assert pragma(conn, "secure_delete") == 1
        assert pragma(conn, "synchronous") == 3
        assert pragma(conn, "temp_store") == 2
        assert pragma(conn, "cache_spill") == 12801
        assert pragma(conn, "journal_mode") == "delete"


def test_a_reader_cannot_write(db: Path) -> None:
    with closing(open_reading(db)) as conn, pytest.raises(sqlite3.OperationalError):
        conn.execute("DELETE FROM meta")


def test_a_new_file_is_private_and_whole(here: Path, run: Run) -> None:
    os.umask(0o000)
    try:
        run("init", "own.db")
    finally:
        os.umask(0o022)
    assert stat.S_IMODE((here / "own.db").stat().st_mode) == 0o600
    assert sorted(path.name for path in here.iterdir()) == ["own.db"]
    assert ask("PRAGMA integrity_check", "own.db") == [("ok",)]
    assert ask("PRAGMA foreign_key_check", "own.db") == []


def test_what_stands_there_is_never_overwritten(here: Path, home: Path) -> None:
    (here / "file").write_text("mine")
    (here / "link").symlink_to("file")
    (here / "dangling").symlink_to("nowhere")
    for name in ("file", "link", "dangling"):
        with pytest.raises(FileError, match="exists already"):
            create(here / name)
    assert (here / "file").read_text() == "mine"
    assert sorted(path.name for path in here.iterdir()) == ["dangling", "file", "link"]


@pytest.mark.parametrize(
    "command",
    ["timeline", "show 1", "info", "actor list", "source list", "place list", "type list",
     "add A -d 2016", "cite 1 x", "adopt c1.date", "link 1 before 2", "undo", ""],
)  # fmt: skip
def test_no_command_but_init_makes_a_file_unasked(command: str, run: Run, here: Path) -> None:
    run(*command.split(), code=None)
    run("--db", "named.db", "timeline", code=3)
    assert list(here.iterdir()) == []


def test_add_makes_the_file_that_is_named(run: Run, here: Path) -> None:
    told = run("--db", "named.db", "add", "One", "-d", "2016")
    assert "Note: made the file named.db" in told.stderr
    assert stat.S_IMODE((here / "named.db").stat().st_mode) == 0o600
    run("add", "Two", "-d", "2016", "--db", "named.db")
    assert ask("SELECT count(*) FROM incidents", "named.db") == [(2,)]


def test_a_rehearsal_makes_no_file(run: Run, here: Path) -> None:
    run("--db", "named.db", "add", "One", "-d", "2016", "--dry-run", code=3)
    assert list(here.iterdir()) == []


def test_the_nearest_choice_of_a_file_wins(
    run: Run, home: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("option", "environment", "config", "incidents"):
        run("init", f"{name}.db")

    def chosen(*args: str) -> str:
        return run(*args, "info").stdout.splitlines()[0].removeprefix("file").strip()

    settings = home / ".config" / "tracker" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'db = "{here}/config.db"\n')
    assert chosen() == "incidents.db (chosen by this folder)"
    (here / "incidents.db").unlink()
    assert chosen() == f"{here}/config.db (chosen by db in config.toml)"
    monkeypatch.setenv("TRACKER_DB", "environment.db")
    assert chosen() == "environment.db (chosen by $TRACKER_DB)"
    assert chosen("--db", "option.db") == "option.db (chosen by --db)"
    assert run("info", "--db", "option.db").stdout.startswith("file        option.db")


def test_a_config_that_cannot_be_read_is_refused(run: Run, home: Path) -> None:
    settings = home / ".config" / "tracker" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("db = incidents\n")
    assert "config.toml" in run("timeline", code=2).stderr


@pytest.mark.parametrize(
    ("environment", "config", "analyst"),
    [("Ada", "Grace", "Ada"), (None, "Grace", "Grace"), (None, None, "login")],
)
def test_the_analyst_is_named_in_the_log(
    environment: str | None, config: str | None, analyst: str, run: Run, home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("LOGNAME", "login")
    monkeypatch.delenv("TRACKER_ANALYST")
    if environment:
        monkeypatch.setenv("TRACKER_ANALYST", environment)
    if config:
        settings = home / ".config" / "tracker" / "config.toml"
        settings.parent.mkdir(parents=True)
        settings.write_text(f'analyst = "{config}"\n')
    run("init")
    run("add", "One", "-d", "2016")
    assert ask("SELECT analyst FROM log_transactions") == [(analyst,)]


@pytest.mark.parametrize("name", ["a b.db", "per%cent.db", "what?.db", "#1.db", "ünï.db", "'q'.db"])
def test_odd_file_names_work(name: str, run: Run, here: Path) -> None:
    run("init", name)
    run("--db", name, "add", "One", "-d", "2016")
    assert "One" in run("timeline", "--db", name).stdout
    assert [path.name for path in here.iterdir()] == [name]


def test_hints_name_the_file_that_was_named(run: Run) -> None:
    run("init", "my file.db")
    told = run("--db", "my file.db", "add", "One", "-d", "2016", "-s", "| A", "killed=1")
    assert "undo: tracker --db 'my file.db' undo" in told.stdout
    told = run("--db", "my file.db", "cite", "1", "| B", "killed=2")
    assert "tracker --db 'my file.db' adopt c2.killed" in told.stdout
    told = run("--db", "my file.db", "show", "9", code=4)
    assert "Hint: tracker --db 'my file.db' timeline" in told.stderr


def test_four_writers_at_once_lose_nothing(db: Path) -> None:
    program = WRITER.format(times=25)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(n)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for n in range(4)
    ]
    told = [writer.communicate(timeout=100) for writer in writers]
    assert [error for _, error in told if not error.startswith(b"Note: new actor")] == [b""] * 3
    numbers = sorted(int(line) for out, _ in told for line in out.split())
    assert numbers == list(range(1, 101))
    assert ask("SELECT count(*), count(DISTINCT uid) FROM incidents") == [(100, 100)]
    assert ask("SELECT count(*) FROM actors") == [(1,)]
    assert ask("SELECT count(*) FROM log_transactions WHERE digest IS NULL") == [(0,)]
    assert ask("PRAGMA integrity_check") == [("ok",)]
    assert list(db.parent.iterdir()) == [db]


def test_a_writer_that_waits_in_vain_says_so(
    db: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.store.connection.TIMEOUT_SECONDS", 0.05)
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        told = run("add", "One", "-d", "2016", code=3).stderr
        assert "Error: incidents.db is being written by another program" in told
        assert run("timeline").exit_code == 0
        other.execute("ROLLBACK")
    run("add", "One", "-d", "2016")


def test_a_journal_left_by_a_killed_writer_is_rolled_back_by_a_reader(db: Path, run: Run) -> None:
    run("add", "One", "-d", "2016")
    killed = f"""
import os, sqlite3
conn = sqlite3.connect({str(db)!r}, isolation_level=None)
conn.execute("PRAGMA cache_size = 1")
conn.execute("PRAGMA cache_spill = 1")
conn.execute("BEGIN IMMEDIATE")
conn.execute("UPDATE incidents SET description = hex(zeroblob(49000))")
os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", killed], check=False).returncode == 9
    assert Path(f"{db}-journal").exists()
    assert leftovers(db) == ["incidents.db-journal"]
    assert "One" in run("timeline").stdout
    assert ask("SELECT description FROM incidents") == [(None,)]
    assert not Path(f"{db}-journal").exists()


def test_a_conflicted_copy_is_pointed_out(db: Path, run: Run) -> None:
    copy = db.with_name("incidents (conflicted copy 2023-07-09).db")
    copy.write_bytes(db.read_bytes())
    assert copy.name in run("info").stderr


def told_to_another_user(folder: Path, *words: str) -> tuple[int, str]:
    """Run a command in a child process as a user who owns nothing; return its code and stderr."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writing, 2)
        os.chdir(folder)
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        sys.stdout, sys.stderr = io.StringIO(), os.fdopen(2, "w")
        code = run_tracker(list(words))
        sys.stderr.flush()
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        text = told.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), text


def test_a_read_only_file_can_be_read_and_not_written(run: Run) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        file = folder / "incidents.db"
        # Once as ourselves, so that another user finds every module loaded.
        run("add", "--db", file, "One", "-d", "2016")
        run("timeline", "--db", file)
        file.chmod(0o444)
        before = file.read_bytes()
        assert told_to_another_user(folder, "timeline") == (0, "")
        code, told = told_to_another_user(folder, "add", "Two", "-d", "2016")
        assert code == 3
        assert told.startswith("Error: incidents.db is read-only\nHint: copy it to a folder")
        file.chmod(0o400)
        code, told = told_to_another_user(folder, "timeline")
        if os.geteuid() == 0:
            assert code == 3
            assert "Permission denied" in told
        assert file.read_bytes() == before
        assert [path.name for path in folder.iterdir()] == ["incidents.db"]


@pytest.mark.usefixtures("seeded")
def test_streams_that_are_closed_or_full_end_no_command_in_a_traceback() -> None:
    assert "Traceback" not in in_shell("tracker timeline | head -1").stderr
    assert in_shell("tracker timeline >&-").stderr == ""
    assert in_shell("tracker timeline >&- 2>&-").stderr == ""
    assert in_shell("tracker nonsense 2>&-", code=2).stdout == ""
    assert in_shell("tracker add 'Into the void' -d 2016 >&-").stderr == ""
    assert "Into the void" in in_shell("tracker timeline").stdout
    assert "No space left" in in_shell("tracker timeline > /dev/full", code=3).stderr
    assert ask("PRAGMA integrity_check") == [("ok",)]
