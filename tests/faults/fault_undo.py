"""1,000 random commands undone one by one and redone; about two minutes for each seed.

Run by hand: python -m tests.faults.fault_undo [SEED]...
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.random_commands import Commands, contents
from tracker.cli import run

STEPS = 1000


def main(seeds: list[int]) -> None:
    """Play, undo and redo with each seed; stop at the first difference."""
    os.environ["TRACKER_ANALYST"] = "tester"
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "incidents.db"
            assert run(["--db", str(path), "init"]) == 0
            commands = Commands(path, seed)
            began = time.monotonic()
            states = commands.play(STEPS)
            print(f"seed {seed}: {STEPS} changes {commands.drawn}, {len(commands.refused)} refused")
            for number, state in reversed(list(enumerate(states[:-1]))):
                code, told = commands.run(["undo"])
                assert code == 0, told
                assert contents(path) == state, f"after undoing step {number + 1}"
            for number, state in enumerate(states[1:]):
                code, told = commands.run(["redo"])
                assert code == 0, told
                assert contents(path) == state, f"after redoing step {number + 1}"
            assert commands.run(["check"]) == (0, "")
            print(f"  undone and redone, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [20230707])
