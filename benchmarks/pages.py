"""What a page costs in files of different sizes: medians of whole processes, side by side.

    python benchmarks/pages.py [INCIDENTS ...]

Files of so many incidents (1,000 and 100,000 unless told) are made in a temporary folder.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.many import fill

BIN = Path(sys.executable).parent
ROUNDS = 9
PAGES = {
    "timeline -n 50": ["timeline", "-n", "50"],
    "timeline -n 50 -r": ["timeline", "-n", "50", "-r"],
    "timeline -n 50, a frequent actor": ["timeline", "-n", "50", "-a", "{often}"],
    "timeline -n 50, a rare actor": ["timeline", "-n", "50", "-a", "{seldom}"],
    "timeline -n 50 --since 2020": ["timeline", "-n", "50", "--since", "2020"],
    "show 500": ["show", "500"],
    "summary, a frequent actor": ["summary", "{often}"],
}
ACTORS = """
SELECT a.name FROM incident_actors AS r JOIN actors AS a ON a.id = r.actor_id
 GROUP BY a.id ORDER BY count(*) {way} LIMIT 1
"""


# What bash sends when Tab is typed behind the beginning of an actor's name.
TAB = {"_TRACKER_COMPLETE": "bash_complete", "COMP_CWORD": "3"}


def run(command: list[str], more: dict[str, str] | None = None) -> float:
    """Run one process to its end and return its seconds; `more` is added to its environment."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    kept |= more or {}
    start = time.perf_counter()
    subprocess.run(command, env=kept, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Print a row a page: milliseconds in each file, and as a multiple of a bare Python."""
    sizes = [int(word) for word in sys.argv[1:]] or [1_000, 100_000]
    with tempfile.TemporaryDirectory() as folder:
        files = {size: Path(folder) / f"{size}.db" for size in sizes}
        names: dict[int, dict[str, str]] = {}
        for size, path in files.items():
            with closing(sqlite3.connect(path, isolation_level=None)) as conn:
                fill(conn, size, actors=max(60, size // 20))
                names[size] = {
                    word: conn.execute(ACTORS.format(way=way)).fetchone()[0]
                    for word, way in (("often", "DESC"), ("seldom", "ASC"))
                }
        bare = statistics.median(run([sys.executable, "-c", "pass"]) for _ in range(ROUNDS))
        print(f"{'python -c pass':<34}{bare * 1000:8.1f} ms")
        for page, words in PAGES.items():
            print(f"{page:<34}", end="")
            for size, path in files.items():
                asked = [word.format(**names[size]) for word in words]
                command = [str(BIN / "tracker"), "--db", str(path), *asked]
                taken = statistics.median(run(command) for _ in range(ROUNDS))
                print(f"{size:>10,}: {taken * 1000:7.1f} ms {taken / bare:5.2f} x", end="")
            print()
        print(f"{'Tab on the name of an actor':<34}", end="")
        for size, path in files.items():
            typed = f"tracker timeline -a {names[size]['often'][:3]}"
            asked = TAB | {"COMP_WORDS": typed, "TRACKER_DB": str(path)}
            taken = statistics.median(run([str(BIN / "tracker")], asked) for _ in range(ROUNDS))
            print(f"{size:>10,}: {taken * 1000:7.1f} ms {taken / bare:5.2f} x", end="")
        print()


if __name__ == "__main__":
    main()
