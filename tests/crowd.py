"""Many processes at one file: writers at once, and writers that are killed."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

# One process that goes through many commands, as many shells would, without starting Python anew.
_WRITER = """
import sys
from tracker.cli import run
path, name, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
begin = ["--db", path, "add", "-q", "-d", "2023-07-07"]
codes = [run([*begin, f"{name} {turn}", "--by", f"Force {turn % 5}"]) for turn in range(number)]
sys.exit(max(codes))
"""


def write_at_once(path: Path, writers: int, each: int) -> list[tuple[int, str]]:
    """Let `writers` processes add `each` incidents; return the exit code and stderr of each."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path), f"Writer {number}", str(each)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(writers)
    ]
    return [(process.wait(), (process.communicate())[1]) for process in running]


def kill_at_random(path: Path, times: int, seed: int) -> tuple[int, int]:
    """Start adds and edits of several rows and kill each at a random moment.

    After every kill the file is opened and looked through. Returns how many came through and how
    many did not; raises AssertionError where one came through by half.
    """
    draw = random.Random(seed)
    came = 0
    began = time.monotonic()
    _tracker(path, "add", "Unhurried", "-d", "2016", "-q")
    usual = time.monotonic() - began
    for turn in range(times):
        before = _state(path)
        words = (
            ["add", f"Turn {turn}", "-d", "2023-07-07", "--by", f"Force {turn}", "-p",
             f"Place {turn}, Syria", "killed=3", "-s", f"| Paper {turn} | 2023-07-08"]
            if turn % 2 == 0
            else ["edit", "--since", "2016", f"title=Turn {turn}", f"tag=t{turn}", "--yes"]
        )  # fmt: skip
        process = subprocess.Popen(
            [sys.executable, "-m", "tracker", "--db", str(path), *words],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(draw.uniform(0.6, 2.0) * usual)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        # What comes next has to work at once, and finds either all of it or nothing.
        after = _state(path)
        whole = after["transactions"] == before["transactions"] + 1
        if not whole:
            assert after == before, f"turn {turn}: half of it was written"
            continue
        came += 1
        if turn % 2 == 0:
            assert after["incidents"] == before["incidents"] + 1
            assert after["claims"] > before["claims"]
        else:
            assert after["titled"][f"Turn {turn}"] == after["standing"]
    return came, times - came


def _state(path: Path) -> dict[str, Any]:
    assert _tracker(path, "check") == ""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as conn:
        one = {
            name: conn.execute(query).fetchone()[0]
            for name, query in (
                ("transactions", "SELECT count(*) FROM log_transactions"),
                ("changes", "SELECT count(*) FROM log_changes"),
                ("incidents", "SELECT count(*) FROM incidents"),
                ("standing", "SELECT count(*) FROM incidents WHERE deleted_at IS NULL"),
                ("claims", "SELECT count(*) FROM claims"),
                ("actors", "SELECT count(*) FROM actors"),
            )
        }
        titles = dict(conn.execute("SELECT title, count(*) FROM incidents GROUP BY title"))
        return {**one, "titled": titles}


def _tracker(path: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tracker", "--db", str(path), *words],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout
