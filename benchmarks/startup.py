"""How long commands take next to a bare Python: medians of whole processes, side by side in a run.

    python benchmarks/startup.py [ROUNDS]

Every round starts each process once, in turn, so that a busy machine slows all of them alike.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(sys.executable).parent
PROCESSES = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "python -c 'import click'": [sys.executable, "-c", "import click"],
    "sqlite-utils --version": [str(BIN / "sqlite-utils"), "--version"],
    "tracker --version": [str(BIN / "tracker"), "--version"],
    "tracker --help": [str(BIN / "tracker"), "--help"],
    "tracker": [str(BIN / "tracker")],
    "tracker timeline -n 50": [str(BIN / "tracker"), "timeline", "-n", "50"],
    "tracker show 1": [str(BIN / "tracker"), "show", "1"],
    "tracker add (ISO date)": [
        *(str(BIN / "tracker"), "add", "Flares dropped", "-d", "2023-07-06"),
        *(
            "--by",
            "Russia",
            "--against",
            "US",
            "-s",
            "https://example.org/a | Example | 2023-07-09",
        ),
    ],
}


def run(command: list[str], folder: str) -> None:
    """Run one process to its end, with compiled modules kept as they are for a user."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, cwd=folder, env=kept, check=True, capture_output=True)


def main() -> None:
    """Print the median of each process in milliseconds and as a multiple of a bare Python."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    taken: dict[str, list[float]] = {name: [] for name in PROCESSES}
    with tempfile.TemporaryDirectory() as folder:
        run([str(BIN / "tracker"), "init"], folder)
        run(PROCESSES["tracker add (ISO date)"], folder)
        for _ in range(rounds):
            for name, command in PROCESSES.items():
                start = time.perf_counter()
                run(command, folder)
                taken[name].append(time.perf_counter() - start)
    bare = statistics.median(taken["python -c pass"])
    for name, times in taken.items():
        median = statistics.median(times)
        print(f"{name:<26}{median * 1000:7.1f} ms  {median / bare:5.2f} x")


if __name__ == "__main__":
    main()
