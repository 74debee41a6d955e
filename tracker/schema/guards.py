"""Triggers that keep a row's history: no row is replaced unseen, no id changes, edits are dated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.schema.history import refusal

if TYPE_CHECKING:
    from tracker.schema.history import Table

# Unique keys that are no plain columns; {0} stands for the row.
_KEYS: Final[dict[str, tuple[tuple[tuple[str, ...], str], ...]]] = {
    "sources": (
        (("{0}.key",), "{0}.deleted_at IS NULL"),
        (("{0}.url_key",), "{0}.deleted_at IS NULL AND {0}.merged_into IS NULL"),
    ),
    "citations": (
        (("{0}.incident_id", "{0}.source_id", "coalesce({0}.origin_id, 0)",
          "coalesce({0}.agency, '')", "coalesce({0}.pinpoint, '')"), "{0}.deleted_at IS NULL"),
    ),
    "claims": (
        (("{0}.citation_id", "{0}.field", "coalesce({0}.actor_id, 0)"),
         "{0}.deleted_at IS NULL AND {0}.stance <> 'denies'"),
        (("{0}.citation_id", "{0}.field", "coalesce({0}.value_key, '')"),
         "{0}.deleted_at IS NULL AND {0}.stance = 'denies'"),
    ),
    "decisions": ((("{0}.incident_id", "{0}.field"), "{0}.deleted_at IS NULL"),),
    "actor_relations": (
        (("{0}.actor_id", "{0}.kind", "{0}.other_id", "coalesce({0}.date_edtf, '')"), "1"),
    ),
}  # fmt: skip


def triggers(table: Table) -> list[str]:
    """The triggers that refuse what would take a row out of the history unseen.

    INSERT OR REPLACE and UPDATE OR REPLACE remove the row in the way without firing its delete
    triggers, unless `recursive_triggers` is on, which it is not in a stock shell. A trigger cannot
    see the OR, so every insert of a key that is there is refused, before OR IGNORE or ON CONFLICT
    could act.
    """
    name = table.name
    keys = [(tuple(f"{{0}}.{part}" for part in key), "1") for key in (table.key, *table.unique)]
    keys.extend(_KEYS.get(name, ()))
    present = "\n  OR ".join(_present(name, *key) for key in keys)
    # An id never changes, so that only the other keys can come to lie upon another row's.
    others = keys[1:] if table.numbered else keys
    other = "\n  OR ".join(_present(name, *key, _other_than_old(table)) for key in others)
    watched = [
        column for column, _ in table.columns if any(_mentions(key, column) for key in others)
    ]
    message = f"{name}: a row with this key is there, and replacing it would lose its history"
    made = [
        f"""CREATE TRIGGER {name}_keep_insert BEFORE INSERT ON {name}
WHEN {present}
BEGIN
  SELECT RAISE(ABORT, '{message}');
END""",
        f"""CREATE TRIGGER {name}_keep_update BEFORE UPDATE OF {", ".join(watched)} ON {name}
WHEN {other}
BEGIN
  SELECT RAISE(ABORT, '{message}');
END""",
    ]
    if table.numbered:
        made.append(refusal(f"{name}_keep_id", f"UPDATE OF id ON {name} WHEN NEW.id IS NOT OLD.id",
                            f"{name}: an id never changes"))  # fmt: skip
    if "updated_at" in dict(table.columns):
        made.append(_touch(table))
    return made


def _touch(table: Table) -> str:
    columns = ", ".join(name for name, _ in table.logged)
    return f"""CREATE TRIGGER {table.name}_touch AFTER UPDATE OF {columns} ON {table.name}
WHEN NEW.updated_at IS OLD.updated_at AND {_changed(table)}
BEGIN
  UPDATE {table.name} SET updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = NEW.id;
END"""


def _changed(table: Table) -> str:
    old, new = (", ".join(f"{row}.{name}" for name, _ in table.logged) for row in ("OLD", "NEW"))
    return f"({new})\n  IS NOT ({old})"


def _mentions(key: tuple[tuple[str, ...], str], column: str) -> bool:
    return f"{{0}}.{column} " in " ".join((*key[0], key[1], "")).replace(",", " ")


def _present(table: str, parts: tuple[str, ...], where: str, other: str = "1") -> str:
    same = " AND ".join(f"{part.format('t')} = {part.format('NEW')}" for part in parts)
    conditions = [same, *(text for text in (where.format("t"), other) if text != "1")]
    found = f"EXISTS (SELECT 1 FROM {table} AS t WHERE {' AND '.join(conditions)})"
    return found if where == "1" else f"{where.format('NEW')} AND {found}"


def _other_than_old(table: Table) -> str:
    mine, old = (", ".join(f"{row}.{part}" for part in table.key) for row in ("t", "OLD"))
    return f"({mine}) IS NOT ({old})"
