"""Seeded random commands of every kind that writes, and what a file holds, to be compared."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing, redirect_stderr, redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING, Any

from tracker.cli import run
from tracker.schema.history import CONTENT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Contents = dict[str, list[tuple[Any, ...]]]

NAMES = ("Russia", "Turkey", "US", "Red Force", "Blue Guard", "Vega Group", "Kilo Brigade")
PLACES = ("Homs, Syria", "Afrin, Syria", "Kyiv, Ukraine", "northern Syria", "Ankara, Turkey")
DATES = ("2016", "July 2023", "7 July 2023", "2023-07-07 09:30", "2018/2019", "unknown",
         "about 2017", "before 2020", "Friday, 7 July 2023", "2023-07-06/2023-07-08")  # fmt: skip
TYPES = ("raid", "drone-strike", "shelling", "protest", "")
NUMBERS = ("3", "12-15", "60+", "about 40", "0", "dozens")
SOURCES = ("https://example.org/a | Example Post | 2023-08-01", "| Gazette | 2023-09", "| Wire |")


def contents(path: Path) -> Contents:
    """Return the rows of every content table, sort keys included, the moment of change apart."""
    with closing(sqlite3.connect(path)) as conn:
        found: Contents = {}
        for table in CONTENT:
            columns = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
            kept = ", ".join(name for name in columns if name != "updated_at")
            found[table] = sorted(conn.execute(f"SELECT {kept} FROM {table}").fetchall(), key=repr)
        return found


class Commands:
    """Draws commands that fit what the file holds; what is refused counts as not drawn."""

    def __init__(self, path: Path, seed: int) -> None:
        self.path = path
        self.random = random.Random(seed)
        self.refused: list[tuple[list[str], str]] = []
        self.drawn: dict[str, int] = {}

    def play(self, number: int) -> list[Contents]:
        """Run commands until `number` of them changed something; return every state on the way."""
        states = [contents(self.path)]
        while len(states) <= number:
            words = self.draw()
            code, told = self.run(words)
            assert code in (0, 2, 4), f"{words}: {code} {told}"
            after = contents(self.path)
            if code:
                self.refused.append((words, told))
                assert after == states[-1], f"{words} was refused and changed something"
            elif after != states[-1]:
                states.append(after)
                self.drawn[words[0]] = self.drawn.get(words[0], 0) + 1
        return states

    def run(self, words: list[str]) -> tuple[int, str]:
        """Run one command in this process; return its exit code and what it said on stderr."""
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()) as told:
            return run(["--db", str(self.path), *words]), told.getvalue()

    def draw(self) -> list[str]:
        """Return one command."""
        kinds = {
            "add": 6, "cite": 4, "adopt": 2, "link": 2, "edit": 6, "edit_citation": 2,
            "edit_claim": 2, "edit_many": 1, "rm": 2, "restore": 2, "noun": 3, "merge": 2,
        }  # fmt: skip
        (kind,) = self.random.choices(list(kinds), list(kinds.values()))
        words: list[str] = getattr(self, f"_{kind}")()
        return words

    def _one(self, values: tuple[str, ...]) -> str:
        return self.random.choice(values)

    def _from(self, query: str, missing: str = "1") -> str:
        with closing(sqlite3.connect(self.path)) as conn:
            rows = [str(row[0]) for row in conn.execute(query)]
        return self.random.choice(rows) if rows else missing

    def _incident(self) -> str:
        return self._from("SELECT id FROM incidents WHERE deleted_at IS NULL")

    def _values(self) -> list[str]:
        choices: tuple[Callable[[], str], ...] = (
            lambda: f"date={self._one(DATES)}",
            lambda: f"type={self._one(TYPES) or 'raid'}",
            lambda: f"{self._one(('by', 'against', 'victim', 'instrument'))}={self._one(NAMES)}",
            lambda: f"place={self._one(PLACES)}",
            lambda: f"{self._one(('killed', 'injured.civilian'))}={self._one(NUMBERS)}",
            lambda: f"count.aircraft={self._one(NUMBERS)}",
            lambda: f"duration={self._one(('2h', 'about 90m'))}",
            lambda: f"x.sky={self._one(('clear', 'dark'))}",
        )  # fmt: skip
        return [draw() for draw in self.random.sample(choices, self.random.randint(1, 4))]

    def _add(self) -> list[str]:
        words = ["add", f"Incident {self.random.randint(1, 99)}", "--new", *self._values()]
        if not any(word.startswith("date=") for word in words):
            words += ["-d", self._one(DATES)]
        if self.random.random() < 0.5:
            words += ["-s", self._one(SOURCES), "--force"]
        if self.random.random() < 0.3:
            words.append(f"{self._one(('before', 'after', 'part-of'))}={self._incident()}")
        if self.random.random() < 0.3:
            words.append(f"tag={self._one(('a', 'b'))}")
        return words

    def _cite(self) -> list[str]:
        return ["cite", self._incident(), self._one(SOURCES), "--new", "--force",
                f"said-by={self._one(NAMES)}", *self._values()]  # fmt: skip

    def _claim(self) -> str:
        return self._from(
            "SELECT 'c' || l.citation_id || '.' || l.field FROM claims AS l JOIN citations AS c"
            " ON c.id = l.citation_id WHERE l.deleted_at IS NULL AND c.deleted_at IS NULL",
            "c1.date",
        )

    def _citation(self) -> str:
        return self._from("SELECT 'c' || id FROM citations WHERE deleted_at IS NULL", "c1")

    def _adopt(self) -> list[str]:
        if self.random.random() < 0.3:
            return ["adopt", self._incident(), self._one(("killed", "date")), "--range"]
        return ["adopt", self._claim(), "--why", "weighed"]

    def _link(self) -> list[str]:
        relation = self._one(("before", "after", "part-of", "causes", "possibly-same-as"))
        remove = ["--remove"] if self.random.random() < 0.3 else []
        return ["link", self._incident(), relation, self._incident(), *remove]

    def _edit(self) -> list[str]:
        incident = self._incident()
        more = self._one((
            f"title=Title {self.random.randint(1, 99)}", "place=", "killed=", "by=", "desc=Long.",
            "note=Mine.", "status=confirmed", "coords=36.5,36.9", "coords=",
            "tz=Europe/Kyiv", "tz=", "tag=a", "tag-=a",
            f"by-={self._one(NAMES)}", f"after={self._incident()}", "before=",
            "place-precision=district", "duration=", "x.sky=",
        ))  # fmt: skip
        why = ["--why", "checked"] if self.random.random() < 0.4 else []
        values = self._values() if self.random.random() < 0.5 else []
        return ["edit", incident, more, *values, "--new", "--force", *why]

    def _edit_citation(self) -> list[str]:
        setting = self._one((
            "quote=As it was said", "quote=", "pinpoint=p. 4", f"said-by={self._one(NAMES)}",
            "said-by=", "via=AFP", "stance=context", "reading=ambiguous", "note=n", "credibility=2",
        ))  # fmt: skip
        return ["edit", self._citation(), setting]

    def _edit_claim(self) -> list[str]:
        claim = self._claim()
        field = claim.partition(".")[2]
        value = {"date": self._one(DATES), "place": self._one(PLACES), "type": "raid"}.get(field)
        if value is None:
            actor = field in ("by", "against", "victim", "instrument")
            value = self._one(NAMES) if actor else self._one(NUMBERS)
        return ["edit", claim, value, "--force", "--new"]

    def _edit_many(self) -> list[str]:
        which = self.random.choice([["--since", "2018"], ["-t", "raid"], ["-a", "Russia"]])
        return ["edit", *which, self._one(("status=confirmed", "tag=a", "killed=1")), "--yes"]

    def _rm(self) -> list[str]:
        return ["rm", self.random.choice([self._incident, self._citation, self._claim])()]

    def _restore(self) -> list[str]:
        return ["restore", self._from(
            "SELECT id FROM incidents WHERE deleted_at IS NOT NULL UNION"
            " SELECT 'c' || id FROM citations WHERE deleted_at IS NOT NULL UNION"
            " SELECT 'c' || citation_id || '.' || field FROM claims WHERE deleted_at IS NOT NULL"
        )]  # fmt: skip

    def _merge(self) -> list[str]:
        key = "SELECT key FROM sources WHERE deleted_at IS NULL"
        return self.random.choice([
            ["source", "merge", self._from(key), self._from(key)],
            ["actor", "merge", self._one(NAMES), self._one(NAMES)],
            ["place", "merge", self._one(PLACES), self._one(PLACES)],
            ["merge", self._incident(), self._incident()],
        ])  # fmt: skip

    def _noun(self) -> list[str]:
        return self.random.choice([
            ["actor", "add", self._one(NAMES), f"part-of={self._one(NAMES)}", "--new"],
            ["actor", "add", self._one(NAMES), f"{self._one(('backed-by', 'member-of'))}="
             f"{self._one(NAMES)}{self._one(('', *(f' | {date}' for date in DATES)))}", "--new"],
            ["actor", "add", self._one(NAMES), f"alias=Name {self.random.randint(1, 9)}", "--new"],
            ["actor", "add", self._one(NAMES), f"kind={self._one(('force', 'unit', 'militia'))}"],
            ["place", "add", self._one(PLACES), f"within={self._one(PLACES)}"],
            ["place", "add", self._one(PLACES), "coords=35,36", f"note=n{self.random.random()}"],
            ["source", "add", self._one(SOURCES), f"note=n{self.random.random()}"],
            ["source", "add", f"| Paper {self.random.randint(1, 9)}", "--new",
             f"said-by={self._one(('Actor', 'Speaker'))} {self.random.randint(1, 9)}"],
            ["type", "add", f"kind-{self.random.randint(1, 5)}", "parent=raid"],
        ])  # fmt: skip
