"""A filter read as SQL and as plain Python over a made file: where do the two differ?

`python -m tests.agreeing 10000 500` tries so many incidents and filters, and prints what differs.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections import defaultdict
from contextlib import closing
from random import Random
from typing import TYPE_CHECKING, Any, Final

from tests.many import fill
from tracker import dates
from tracker.filters import Filter, read_near
from tracker.names import fold
from tracker.report.matching import CERTAIN, match
from tracker.store import incidents, search
from tracker.store.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.model import Incident

# What the made file lacks: ends that are open, places within places, points, aliases, claims.
MORE: Final = (
    "UPDATE incidents SET end_kind = 'open', end_latest = NULL WHERE id % 14 = 3",
    "UPDATE incidents SET end_kind = 'unknown', end_latest = NULL WHERE id % 14 = 9",
    "UPDATE incidents SET start_earliest = NULL WHERE id % 33 = 1",
    "UPDATE incidents SET status = 'confirmed' WHERE id % 4 = 1",
    "UPDATE incidents SET latitude = id % 90, longitude = id % 180 WHERE id % 6 = 2",
    "UPDATE incidents SET description = 'Dróne number ' || (id % 9) || ' over the bay'"
    " WHERE id % 5 = 1",
    "UPDATE places SET latitude = (id * 7) % 80, longitude = (id * 13) % 170 - 80 WHERE id % 3",
    "UPDATE places SET country = iif(id % 2, 'SYR', 'IRQ') WHERE id % 4 = 0",
    "INSERT INTO place_names (place_id, name_key, name) SELECT id, lower(name), name FROM places",
    "INSERT INTO place_relations (place_id, other_id, kind)"
    " SELECT id, (id * 5) % (id - 1) + 1, 'within' FROM places WHERE id > 3 AND id % 5",
    "INSERT INTO actor_names (actor_id, name_key, name)"
    " SELECT id, 'alias ' || id, 'Alias ' || id FROM actors",
    "INSERT OR IGNORE INTO claims (citation_id, incident_id, field, family, value, actor_id)"
    " SELECT c.id, c.incident_id, iif(c.id % 2, 'by', 'against'), 'actor',"
    " 'Actor ' || (1 + c.id % 40), 1 + c.id % 40 FROM citations AS c WHERE c.id % 4 = 1",
    "UPDATE incidents SET type_code = 'shelling' WHERE id % 23 = 1",
)
WINDOWS: Final = ("2018", "2016-03", "2019-07-04", "2015/2017", "2020/..", "spring 2021", "201X")
WORDS: Final = (
    "incident", "drone", "DRÓNE number", '"number 3"', '"over the" incident', "bay*", "actor",
    "alias 4*", '"alias 7"', '"place 3"', "place incident", "source 2", "nothing", "12*", "%$!",
)  # fmt: skip


def made(amount: int, actors: int = 40) -> sqlite3.Connection:
    """A file in memory with so many incidents and all that filters ask for."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    fill(conn, amount, actors)
    for statement in MORE:
        conn.execute(statement)
    for kind in search.KINDS:
        search.write(conn, [(kind, number) for (number,) in conn.execute(f"SELECT id FROM {kind}")])
    return conn


class Names:
    """What names mean, worked out from whole tables without the SQL of the program."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        def rows(table: str) -> list[dict[str, Any]]:
            cursor = conn.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

        self.own: dict[str, dict[int, str]] = {"actors": {}, "places": {}}
        self.target: dict[str, dict[int, int]] = {"actors": {}, "places": {}}
        self.names: dict[str, dict[int, set[str]]] = {
            "actors": defaultdict(set), "places": defaultdict(set)
        }  # fmt: skip
        for table, known in self.own.items():
            for row in rows(table):
                known[row["id"]] = fold(row["name"])
                self.target[table][row["id"]] = row["merged_into"] or row["id"]
                self.names[table][row["merged_into"] or row["id"]].add(fold(row["name"]))
            one = table.removesuffix("s")
            for row in rows(f"{one}_names"):
                goal = self.target[table][row[f"{one}_id"]]
                self.names[table][goal].add(fold(row["name"]))
        states = {row["id"] for row in rows("actors") if row["kind"] == "state"}
        self.below: dict[str, dict[int, set[int]]] = {
            "actors": defaultdict(set), "places": defaultdict(set)
        }  # fmt: skip
        for row in rows("actor_relations"):
            if row["kind"] in ("part-of", "member-of") and row["actor_id"] not in states:
                self._put("actors", row["actor_id"], row["other_id"])
        for row in rows("place_relations"):
            if row["kind"] == "within":
                self._put("places", row["place_id"], row["other_id"])
        self.countries = defaultdict(set)
        for row in rows("places"):
            if row["country"]:
                self.countries[row["country"]].add(self.target["places"][row["id"]])
        self.parents = {row["code"]: row["parent"] for row in rows("incident_types")}
        self.documents = {
            row["key"]: fold(" ".join(filter(None, (row["title"], row["publisher"], row["key"]))))
            for row in rows("sources")
        }

    def actors(self, name: str, direct: bool) -> frozenset[str]:
        return self._named("actors", name, direct)

    def places(self, name: str) -> frozenset[str]:
        return self._named("places", name, False)

    def country(self, name: str) -> frozenset[str]:
        code = {"Syria": "SYR", "IRQ": "IRQ"}[name]
        reached = {low for place in self.countries[code] for low in self._down("places", place)}
        return frozenset(word for place in reached for word in self.names["places"][place])

    def types(self, name: str) -> frozenset[str]:
        def chain(code: str | None) -> Iterator[str]:
            while code is not None:
                yield code
                code = self.parents[code]

        return frozenset(code for code in self.parents if name in chain(code))

    def source(self, text: str) -> str:
        return text

    def finds(self, incident: Incident, words: str) -> bool:
        texts = [incident.title, " ".join([incident.description or "", *incident.tags])]
        texts += [self.documents[citation.source] for citation in incident.citations]
        for party in incident.parties:
            texts += [name for up in self._up("actors", party.id) for name in self._told(up)]
        if incident.place_name:
            own = next(
                number for number, name in self.own["places"].items()
                if name == fold(incident.place_name) and self.target["places"][number] == number
            )  # fmt: skip
            for up in self._up("places", own):
                texts += sorted(self.names["places"][up])
        found = [" ".join(["", *re.findall(r"[^\W_]+", fold(text)), ""]) for text in texts]
        terms = re.findall(r'"([^"]*)"|(\S+)', words)
        asked = [" ".join(re.findall(r"[^\W_]+\*?", fold(" ".join(term)).replace("%", "")))
                 + "*" * term[1].endswith("*") for term in terms]  # fmt: skip
        asked = [term for term in asked if term not in ("", "$", "!")]
        if not asked:
            return False
        return all(
            any(f" {term[:-1]}" in text if term.endswith("*") else f" {term} " in text
                for text in found)
            for term in asked
        )  # fmt: skip

    def _put(self, table: str, low: int, high: int) -> None:
        self.below[table][self.target[table][high]].add(self.target[table][low])

    def _told(self, actor: int) -> list[str]:
        return sorted(self.names["actors"][actor])

    def _down(self, table: str, start: int) -> set[int]:
        reached, waiting = {start}, [start]
        while waiting:
            fresh = self.below[table][waiting.pop()] - reached
            reached |= fresh
            waiting += fresh
        return reached

    def _up(self, table: str, start: int) -> list[int]:
        return [high for high in list(self.names[table]) if start in self._down(table, high)]

    def _named(self, table: str, name: str, direct: bool) -> frozenset[str]:
        start = next(number for number, names in self.names[table].items() if fold(name) in names)
        reached = {start} if direct else self._down(table, start)
        return frozenset(word for number in reached for word in self.names[table][number])


def some_filter(dice: Random, ids: list[int]) -> Filter:
    """A filter of one to four fields."""

    def actor() -> str:
        return f"{dice.choice(('Actor', 'alias', 'ACTOR'))} {1 + dice.randrange(30)}"

    def several(*values: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(dice.choices(values, k=dice.choice((1, 1, 2)))))

    kinds = ("airstrike", "drone-strike", "shelling", "raid", "armed-attack", "other")
    makers: dict[str, Any] = {
        "since": lambda: dates.parse(dice.choice(WINDOWS[:5])),
        "until": lambda: dates.parse(dice.choice(WINDOWS[:4])),
        "on": lambda: tuple(dates.parse(day) for day in several(*WINDOWS)),
        "types": lambda: several(*(kind for kind in kinds if kind != "armed-attack")),
        "actors": lambda: several(actor(), actor()),
        "by": lambda: several(actor(), actor()),
        "against": lambda: several(actor()),
        "roles": lambda: several(f"victim={actor()}", f"by={actor()}"),
        "places": lambda: several(*(f"place {1 + dice.randrange(9)}" for _ in "ab")),
        "countries": lambda: several("Syria", "IRQ"),
        "near": lambda: (
            read_near(f"{dice.randrange(60)},{dice.randrange(90)},{dice.choice((300, 2500))}"),
        ),
        "tags": lambda: several("TAG 3", "tag 5"),
        "statuses": lambda: several("confirmed", "reported", "refuted"),
        "text": lambda: several(*WORDS),
        "ids": lambda: tuple(dice.sample(ids, 30)),
        "not_types": lambda: several("raid", "shelling"),
        "not_actors": lambda: several(actor()),
        "not_tags": lambda: several("tag 3", "Tag 1"),
        "sources": lambda: several("source-1", "source-2", "source-3"),
        "said_by": lambda: several(actor()),
        "disputed": lambda: dice.choice((("*",), ("killed",), ("by", "killed"), ("place",))),
        "single_origin": lambda: True,
        "unsourced": lambda: True,
        "min_sources": lambda: dice.randrange(3),
        "max_sources": lambda: dice.randrange(2),
    }  # fmt: skip
    chosen = dice.sample(sorted(makers), dice.choice((1, 1, 2, 2, 3, 4)))
    given: dict[str, Any] = {name: makers[name]() for name in chosen}
    for flag in ("certain", "ongoing", "claimed", "direct"):
        given[flag] = dice.random() < 0.25
    return Filter(**given)


def differences(
    conn: sqlite3.Connection, wanted: Iterable[Filter], read: Iterable[Incident] = ()
) -> Iterator[str]:
    """Every filter whose two readings differ, with what only one of them finds."""
    names = Names(conn)
    ids = [row[0] for row in conn.execute("SELECT id FROM incidents ORDER BY id")]
    everything = list(read) or list(incidents.read(conn, ids, full=True))
    everything = [one for one in everything if one.sort_key]
    for one in wanted:
        found = {
            number: bool(sure) for number, sure in select(conn, one).ids(conn)
        }  # fmt: skip
        plain = {}
        for incident in everything:
            answer = match(incident, one, names)
            if answer:
                plain[incident.id] = answer == CERTAIN
        if found != plain:
            asked = {name: value for name, value in one._asdict().items() if value}
            yield f"{asked}: SQL and Python differ in {sorted(found.items() ^ plain.items())[:5]}"


if __name__ == "__main__":
    amount, tries = (int(word) for word in sys.argv[1:3])
    dice = Random(7)
    with closing(made(amount)) as conn:
        every = [row[0] for row in conn.execute("SELECT id FROM incidents")]
        found = list(differences(conn, [some_filter(dice, every) for _ in range(tries)]))
    print("\n".join(found) or f"{tries} filters agree over {amount:,} incidents")
