"""One edit of 20,000 incidents, and its undo; prints how long each takes.

Run by hand: python -m tests.faults.fault_many [NUMBER]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.random_commands import contents
from tracker.cli import run
from tracker.fields import read_assignment
from tracker.store import connection, transaction
from tracker.store.entry import add
from tracker.store.notices import Notices
from tracker.store.values import Reader, Terms


def main(number: int) -> None:
    """Make a file of `number` incidents in one step, edit all of them, undo, redo."""
    os.environ["TRACKER_ANALYST"] = "tester"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "incidents.db"
        assert run(["--db", str(path), "init"]) == 0
        _fill(path, number)
        before = contents(path)
        for words in (
            ["edit", "--since", "2000", "status=confirmed", "tag=checked", "--yes"],
            ["undo"],
            ["redo"],
            ["undo"],
            ["edit", "--since", "2000", "place=Homs, Syria", "killed=3", "--yes"],
            ["undo"],
            ["rm", "--since", "2000", "--yes"],
            ["undo"],
            ["check"],
            ["undo", "t1"],
        ):
            began = time.monotonic()
            assert run(["--db", str(path), *words]) == 0
            print(f"{time.monotonic() - began:6.1f} s  {' '.join(words)}")
            if words == ["undo"]:
                assert contents(path) == before


def _fill(path: Path, number: int) -> None:
    conn = connection.open_writing(path)
    began = time.monotonic()
    with transaction.writing(conn, transaction.Act("import", "2023-07-07T00:00:00", "tester")):
        reader = Reader(conn, Terms("2023-07-07T00:00:00", "2023-07-07"), Notices())
        for turn in range(number):
            day = f"20{turn % 23:02}-{turn % 12 + 1:02}-{turn % 28 + 1:02}"
            typed = (f"date={day}", f"by=Force {turn % 50}", "type=raid")
            add(conn, reader, f"Incident {turn}", [read_assignment(text) for text in typed])
    conn.close()
    print(f"{time.monotonic() - began:6.1f} s  {number:,} incidents added in one step")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
