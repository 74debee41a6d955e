"""The bodies that an actor belongs to, as the roll-up climbs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def climb(conn: sqlite3.Connection, actor: int) -> list[tuple[int, str]]:
    """Return the actor and all it belongs to as (id, name), nearest first, as far as a state.

    One that was merged goes by the other, and belongs to what either belongs to.
    """
    rows = conn.execute(
        "WITH RECURSIVE up (id, level) AS ("
        " SELECT coalesce(merged_into, id), 0 FROM actors WHERE id = ? UNION"
        " SELECT coalesce(b.merged_into, b.id), up.level + 1 FROM up"
        " JOIN actors AS a ON a.id = up.id AND a.kind <> 'state'"
        " JOIN actors AS m ON m.id = up.id OR m.merged_into = up.id"
        " JOIN actor_relations AS r ON r.actor_id = m.id AND r.kind IN ('part-of', 'member-of')"
        " JOIN actors AS b ON b.id = r.other_id WHERE up.level < 20)"
        " SELECT up.id, a.name, min(up.level) FROM up JOIN actors AS a ON a.id = up.id"
        " GROUP BY up.id ORDER BY 3, 2",
        (actor,),
    ).fetchall()
    return [(int(number), str(name)) for number, name, _ in rows]
