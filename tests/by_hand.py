"""An actor's record counted by hand: whole tables read into plain sets, no SQL of the program."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

Row = dict[str, Any]


class ByHand:
    """The rows of a file, and what they say of one actor."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        def rows(table: str) -> list[Row]:
            cursor = conn.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

        self.actors = {row["id"]: row for row in rows("actors")}
        self.places = {row["id"]: row for row in rows("places")}
        self.sources = {row["id"]: row for row in rows("sources")}
        self.incidents = {
            row["id"]: row
            for row in rows("incidents")
            if row["deleted_at"] is None and row["merged_into"] is None
        }
        self.parents: dict[int, set[int]] = defaultdict(set)
        for row in rows("actor_relations"):
            if row["kind"] in ("part-of", "member-of"):
                self.parents[self.one(row["actor_id"])].add(self.one(row["other_id"]))
        self.cast: dict[int, set[tuple[int, str]]] = defaultdict(set)
        for row in rows("incident_actors"):
            if row["incident_id"] in self.incidents:
                self.cast[row["incident_id"]].add((self.one(row["actor_id"]), row["role"]))
        self.counts: dict[int, list[Row]] = defaultdict(list)
        for row in rows("incident_counts"):
            self.counts[row["incident_id"]].append(row)
        self.heard: dict[int, list[tuple[int, int | None, str]]] = defaultdict(list)
        standing = set()
        for row in rows("citations"):
            source = self.sources[row["source_id"]]
            if row["deleted_at"] is None and source["retracted_at"] is None:
                standing.add(row["id"])
                origin = row["origin_id"] and self.one(row["origin_id"])
                self.heard[row["incident_id"]].append((source["id"], origin, row["stance"]))
        self.claims = [row for row in rows("claims") if row["citation_id"] in standing]
        self.tags = rows("incident_tags")

    def one(self, actor: int) -> int:
        return self.actors[actor]["merged_into"] or actor

    def above(self, actor: int) -> set[int]:
        """The actor and all it belongs to; a state belongs to nobody."""
        found, left = set(), [actor]
        while left:
            here = left.pop()
            if here not in found:
                found.add(here)
                if self.actors[here]["kind"] != "state":
                    left += self.parents[here]
        return found

    def side(self, actor: int, direct: bool = False) -> set[int]:
        """The actor and all that roll up into it."""
        if direct:
            return {actor}
        standing = (n for n, row in self.actors.items() if row["merged_into"] is None)
        return {number for number in standing if actor in self.above(number)}

    def kin(self, one: int, other: int) -> bool:
        return bool(self.above(one) & self.above(other))

    def part_in(self, actor: int, direct: bool = False) -> dict[int, set[str]]:
        """The incidents that the actor takes part in, with its roles."""
        side = self.side(actor, direct)
        found: dict[int, set[str]] = {}
        for incident, cast in self.cast.items():
            roles = {role for number, role in cast if number in side}
            if roles:
                found[incident] = roles
        return found

    def names(self, actors: Iterable[int]) -> Counter[str]:
        return Counter(self.actors[number]["name"] for number in actors)

    def met(self, part: dict[int, set[str]], ours: set[str], theirs: set[str]) -> Counter[str]:
        return self.names(
            number
            for incident, roles in part.items()
            if roles & ours
            for number in {n for n, role in self.cast[incident] if role in theirs}
        )

    def toll(self, incidents: Iterable[int], measure: str, category: str) -> tuple[Any, ...]:
        """(low, high, known, unknown), by bounds that are added up one incident at a time."""
        low, known, unknown = 0, 0, 0
        high: int | None = 0
        for incident in incidents:
            rows = {
                row["category"]: (
                    row["best"] if row["low"] is None and row["high"] is None else row["low"],
                    row["best"] if row["high"] is None and row["low"] is None else row["high"],
                )
                for row in self.counts[incident]
                if row["measure"] == measure
            }
            rows = {name: span for name, span in rows.items() if span != (None, None)}
            span = rows.get(category)
            if span is None and category == "total":
                least = max((one[0] or 0 for one in rows.values()), default=0)
                span = (least, None) if least else None
            if span is None:
                unknown += 1
                continue
            known += 1
            low += span[0] or 0
            high = None if high is None or span[1] is None else high + span[1]
        return (low, high, known, unknown) if known else (None, None, known, unknown)

    def word(self, actor: int, incident: int, roles: set[str]) -> str:
        """On whose word an incident rests."""
        reports = [origin for _, origin, stance in self.heard[incident] if stance == "reports"]
        if not reports:
            return "unsourced"
        theirs: set[str] = set()
        if "by" in roles:
            theirs |= {"against", "victim", "asset"}
        if roles & {"against", "victim"}:
            theirs |= {"by", "supporter", "instrument"}
        faced = {
            number
            for number, role in self.cast[incident]
            if (role in theirs or not roles & {"by", "against", "victim"})
            and not self.kin(number, actor)
        }
        kinds = set()
        for origin in reports:
            if origin is None:
                kinds.add("not_recorded")
            elif self.kin(origin, actor):
                kinds.add("own")
            elif any(self.kin(origin, number) for number in faced):
                kinds.add("other")
            else:
                kinds.add("outside")
        for word in ("outside", "not_recorded"):
            if word in kinds:
                return word
        return "both" if len(kinds) == 2 else kinds.pop()

    def voices(self, origins: Iterable[int]) -> int:
        """Into how many voices the origins fall."""
        found: list[set[int]] = []
        for origin in origins:
            reach = self.above(origin)
            joined = [group for group in found if group & reach]
            found = [group for group in found if not group & reach]
            found.append(reach.union(*joined))
        return len(found)
