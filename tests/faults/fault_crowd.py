"""8 writers of 125 incidents each at once, and 50 writers killed at random moments.

Run by hand: python -m tests.faults.fault_crowd
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from tests.crowd import kill_at_random, write_at_once
from tracker.cli import run


def main() -> None:
    """Run both, and say what came of them."""
    os.environ["TRACKER_ANALYST"] = "tester"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "incidents.db"
        assert run(["--db", str(path), "init"]) == 0
        began = time.monotonic()
        done = write_at_once(path, writers=8, each=125)
        assert all(code == 0 for code, _ in done), done
        with closing(sqlite3.connect(path)) as conn:
            held = conn.execute("SELECT count(*), count(DISTINCT uid) FROM incidents").fetchone()
        assert held == (1000, 1000)
        assert run(["--db", str(path), "check"]) == 0
        print(f"8 writers: 1,000 incidents, none lost, {time.monotonic() - began:.0f} s")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "incidents.db"
        assert run(["--db", str(path), "init"]) == 0
        assert run(["--db", str(path), "add", "One", "-d", "2016"]) == 0
        came, did_not = kill_at_random(path, times=50, seed=50)
        print(f"50 killed: {came} had come through, {did_not} left nothing, none was half")


if __name__ == "__main__":
    main()
