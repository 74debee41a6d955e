"""How long ten thousand incidents in notes take to be read, next to `sqlite-utils insert` of a CSV.

    python benchmarks/notes.py [ROUNDS] [INCIDENTS]

They are whole processes that start in turn; the first two write a new file, the third finds in it
all that the page says. The CSV has a row for each incident, with the same values in as many
columns; it becomes one table without index, history, search, actors or claims.
"""

from __future__ import annotations

import csv
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(sys.executable).parent
TYPES = ("airstrike", "shelling", "drone-strike", "raid", "arrest", "ground-clash", "ied")
ACTORS = tuple(f"Brigade {number}" for number in range(1, 41))
PLACES = tuple(f"Village {number}, Aleppo, Syria" for number in range(1, 61))
SOURCES = tuple(
    f"@post{n} https://example.org/{n} | Example Post {n} | 2024-01-0{n} | Report {n}"
    for n in range(1, 10)
)
AGAIN = "the same page again"
COLUMNS = ("title", "date", "type", "by", "against", "place", "killed", "source")


def rows(number: int) -> list[tuple[str, ...]]:
    """Return incidents in the order of their sources, some actors and places far oftener."""
    drawn = random.Random(7)
    often = [1 / (place + 1) for place in range(60)]
    made: list[tuple[str, ...]] = []
    for n in range(number):
        by, against = drawn.choices(ACTORS, often[:40], k=2)
        (place,) = drawn.choices(PLACES, often)
        day = f"20{15 + n % 8}-{drawn.randint(1, 12):02}-{drawn.randint(1, 28):02}"
        source = f"post{1 + n * len(SOURCES) // number}"
        title = f"Incident {n} near {place.split(',')[0]}"
        killed = str(drawn.randint(0, 40))
        made.append((title, day, drawn.choice(TYPES), by, against, place, killed, source))
    return made


def write(folder: Path, number: int) -> None:
    """Write the same incidents as notes and as a CSV."""
    made = rows(number)
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(made)
    lines: list[str] = []
    current = ""
    heads = {head.split()[0][1:]: head for head in SOURCES}
    for title, day, kind, by, against, place, killed, source in made:
        if source != current:
            lines.append(heads[source])
            current = source
        lines += [
            f"+ {title}",
            f"  date {day}; type {kind}; by {by}; against {against}",
            f"  place {place}; killed {killed}",
        ]
    (folder / "page.notes").write_text("\n".join([*lines, ""]), encoding="utf-8")


def main() -> None:
    """Print both medians, and the one as a multiple of the other."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    commands = {
        "sqlite-utils insert": [str(BIN / "sqlite-utils"), "insert", "out.db", "incidents",
                                "rows.csv", "--csv", "--silent"],
        "tracker read": [str(BIN / "tracker"), "--db", "out.db", "read", "-q", "page.notes"],
        AGAIN: [str(BIN / "tracker"), "--db", "out.db", "read", "-q", "page.notes"],
    }  # fmt: skip
    taken: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, number)
        for _ in range(rounds):
            for what, command in commands.items():
                if what != AGAIN:
                    (folder / "out.db").unlink(missing_ok=True)
                start = time.perf_counter()
                subprocess.run(command, cwd=folder, check=True, capture_output=True)
                taken[what].append(time.perf_counter() - start)
    floor = statistics.median(taken["sqlite-utils insert"])
    for what, times in taken.items():
        median = statistics.median(times)
        print(f"{what:<20} {number:>8,} {median:7.2f} s {median / floor:6.2f} x")


if __name__ == "__main__":
    main()
