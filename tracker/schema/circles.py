"""Triggers that refuse circles: nothing is before itself, part of itself or merged into itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows of `table` that lead from `start` to `end`; only of `kinds`, where the table has kinds.

    Where one kind may be followed by another (`part-of` by `member-of`), they are named together.
    """

    name: str
    table: str
    start: str
    end: str
    kinds: tuple[str, ...]
    message: str


_RELATIONS: Final = (
    Relation("before", "incident_links", "from_incident_id", "to_incident_id", ("before",),
             "an incident would come before itself"),
    Relation("part", "incident_links", "from_incident_id", "to_incident_id", ("part-of",),
             "an incident would be part of itself"),
    Relation("part", "actor_relations", "actor_id", "other_id", ("part-of", "member-of"),
             "an actor would belong to itself"),
    Relation("command", "actor_relations", "actor_id", "other_id", ("commands",),
             "an actor would command itself"),
    Relation("within", "place_relations", "place_id", "other_id", ("within",),
             "a place would lie within itself"),
    Relation("parent", "incident_types", "code", "parent", (),
             "a type would be its own parent"),
    *(Relation("merged", table, "id", "merged_into", (),
               "it would be merged into itself")
      for table in ("incidents", "actors", "places", "sources")),
)  # fmt: skip


def triggers() -> list[str]:
    """The statements: two triggers, before insert and before update, for each relation."""
    return [_trigger(relation, event) for relation in _RELATIONS for event in ("INSERT", "UPDATE")]


def _trigger(relation: Relation, event: str) -> str:
    start, end = relation.start, relation.end
    if relation.kinds:
        kinds = ", ".join(f"'{kind}'" for kind in relation.kinds)
        concerns, follows = f"NEW.kind IN ({kinds})", f" AND t.kind IN ({kinds})"
        columns = f"{start}, {end}, kind"
    else:
        concerns, follows, columns = f"NEW.{end} IS NOT NULL", f" AND t.{end} IS NOT NULL", end
    if event == "UPDATE":
        # The row still stands as it was, and must not be followed.
        follows += f" AND (t.{start}, t.{end}) IS NOT (OLD.{start}, OLD.{end})"
        event = f"UPDATE OF {columns}"
    return f"""CREATE TRIGGER {relation.table}_circle_{relation.name}_{event[:6].lower()}
BEFORE {event} ON {relation.table} WHEN {concerns}
BEGIN
  SELECT RAISE(ABORT, 'this would make a circle: {relation.message}')
  WHERE NEW.{start} IN (
    WITH RECURSIVE reached (id) AS (
      SELECT NEW.{end}
      UNION
      SELECT t.{end} FROM reached AS r
      CROSS JOIN {relation.table} AS t ON t.{start} = r.id{follows})
    SELECT id FROM reached);
END"""
