"""Correcting what was recorded of a source: how it is cited, and what it says of a field."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from tracker.errors import NotFoundError, TrackerError, quoted
from tracker.fields import READINGS, STANCES, Assignment, field_named
from tracker.store import citations
from tracker.store.adopted import date_columns
from tracker.store.removing import Target
from tracker.store.saying import zone_of_incident
from tracker.texts import TITLE_LIMIT, long_text, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.store.adopted import Columns
    from tracker.store.values import Reader, Value

OF_CITATION: Final = ("quote", "pinpoint", "said-by", "via", "stance", "note")
OF_CLAIM: Final = ("reading", "quote", "credibility")


def correct_citation(
    conn: sqlite3.Connection, reader: Reader, cited: Target, assignments: Iterable[Assignment]
) -> None:
    """Change how a source is cited: who speaks, where, in which words; an empty value empties.

    `reading` and `credibility` go to all that the citation says; a field that it speaks of is
    corrected as `correct_claim` does. Raises TrackerError for anything else.
    """
    for assignment in assignments:
        name = assignment.name
        if assignment.operator != "=":
            raise TrackerError(
                f"what a citation says is set with =: {name}={assignment.text}",
                f"tracker cite {cited.incident} SOURCE {name}!={assignment.text} records a denial"
                if assignment.operator == "!="
                else f"tracker rm c{cited.citation}.{name}",
            )
        if name in OF_CITATION:
            _set_citation(conn, reader, cited, name, assignment.text)
        elif name in OF_CLAIM:
            _set_claims(conn, cited, name, assignment.text)
        elif assignment.field.claimable:
            _require(conn, cited, assignment)
            field = Target(cited.incident, cited.citation, name)
            correct_claim(conn, reader, field, [assignment.text])
        else:
            raise TrackerError(
                f"{name} is no part of a citation",
                f"one of: {', '.join((*OF_CITATION, *OF_CLAIM[::2]))}",
            )


def correct_claim(
    conn: sqlite3.Connection,
    reader: Reader,
    said: Target,
    texts: Sequence[str],
    settings: Iterable[Assignment] = (),
    value: Value | None = None,
) -> None:
    """Change what was recorded of a claim to `texts`: one value, or the actors of a role.

    The claim keeps its id. A claim that only denies goes on denying. A `value` that was read
    already, in a zone of its own perhaps, stands for `texts`. Raises TrackerError for what
    cannot be read, for a date later than its source, and for two values of one field.
    """
    assert said.citation is not None
    assert said.field is not None
    if value is not None:
        _write_values(conn, reader, said, [value], [value.words or value.stance])
    elif texts:
        _write_values(conn, reader, said, _read_values(conn, reader, said, texts), texts)
    for assignment in settings:
        _set_claims(conn, said, assignment.name, assignment.text)


def _read_values(
    conn: sqlite3.Connection, reader: Reader, said: Target, texts: Sequence[str]
) -> list[Value]:
    assert said.field is not None
    field = field_named(said.field)
    source = reader.sources.read(_source(conn, said))
    anchor = reader.anchor(source.published, has_source=True)
    zone = zone_of_incident(conn, said.incident)
    values = [
        reader.value(Assignment(field, said.field, "=", text.strip()), anchor, zone)
        for text in texts
    ]
    for value in values:
        if value.date is not None:
            reader.guard(value.date, source.published)
    return values


def _write_values(
    conn: sqlite3.Connection,
    reader: Reader,
    said: Target,
    values: Sequence[Value],
    texts: Sequence[str],
) -> None:
    assert said.field is not None
    field = field_named(said.field)
    rows = conn.execute(
        "SELECT id, actor_id, stance = 'denies' FROM claims WHERE citation_id = ? AND field = ?"
        " AND deleted_at IS NULL ORDER BY id",
        (said.citation, said.field),
    ).fetchall()
    asserted = [(int(row[0]), row[1]) for row in rows if not row[2]]
    if not asserted and len(rows) > 1:
        raise TrackerError(
            f"{said.word} denies several things", f"tracker rm {said.word}, then cite again"
        )
    standing = asserted or [(int(row[0]), row[1]) for row in rows]
    if len(values) > 1 and (field.family != "actor" or not asserted):
        raise TrackerError(
            f"{said.word} has one value, not {len(values)}",
            f'tracker edit {said.word} "{" ".join(texts)}"',
        )
    try:
        if len(values) == 1 and len(standing) == 1:
            stance = "denies" if not asserted else values[0].stance
            _update(conn, standing[0][0], _columns(values[0]) | {"stance": stance})
        else:
            _set_actors(conn, reader, said, dict(standing), values)
    except sqlite3.IntegrityError as error:
        if "a row with this key is there" not in str(error):
            raise
        raise TrackerError(
            f"{said.word} says so already", f"tracker show {said.incident}"
        ) from error


def _set_actors(
    conn: sqlite3.Connection,
    reader: Reader,
    said: Target,
    standing: dict[int, int],
    values: Sequence[Value],
) -> None:
    """Let the role have these actors: others go, new ones come, those that stay keep their row."""
    assert said.citation is not None
    wanted = {value.actor: value for value in values}
    for claim, actor in standing.items():
        if actor not in wanted:
            _update(conn, claim, {"deleted_at": f"{reader.terms.now}Z"})
    for new, value in wanted.items():
        if new not in standing.values():
            citations.claim(conn, said.citation, said.incident, value, citations.Evidence())


def _set_citation(
    conn: sqlite3.Connection, reader: Reader, cited: Target, name: str, text: str
) -> None:
    column: str = name
    value: str | int | None = None
    if name == "said-by":
        column = "origin_id"
        value = reader.actors.need(text) if text else None
    elif name == "via":
        column, value = "agency", one_line(text, "agency") if text else None
    elif name == "pinpoint":
        value = one_line(text, "pinpoint", TITLE_LIMIT) if text else None
    elif name == "stance":
        value = citations.one_of(name, text, STANCES)
    else:
        value = long_text(text, name).strip() or None
    try:
        conn.execute(f"UPDATE citations SET {column} = ? WHERE id = ?", (value, cited.citation))
    except sqlite3.IntegrityError as error:
        if "a row with this key is there" not in str(error):
            raise
        raise TrackerError(
            f"c{cited.citation} would be the same as another citation of {cited.incident}",
            f"tracker show {cited.incident}",
        ) from error


def _set_claims(conn: sqlite3.Connection, said: Target, name: str, text: str) -> None:
    """Set the reading, the credibility or the quote of one claim, or of all of a citation."""
    value: str | int | None
    if name == "reading":
        value = citations.one_of(name, text, READINGS)
    elif name == "credibility":
        value = citations.read_credibility(text)
    else:
        value = long_text(text, name).strip() or None
        kept = conn.execute("SELECT quote FROM citations WHERE id = ?", (said.citation,)).fetchone()
        # What is the quote of the citation is not kept with the claim again.
        value = value if value != kept[0] else None
    conn.execute(
        f"UPDATE claims SET {name} = ?1 WHERE citation_id = ?2 AND (?3 IS NULL OR field = ?3)"
        " AND deleted_at IS NULL",
        (value, said.citation, said.field),
    )


def _require(conn: sqlite3.Connection, cited: Target, assignment: Assignment) -> None:
    row = conn.execute(
        "SELECT s.key FROM citations AS c JOIN sources AS s ON s.id = c.source_id WHERE c.id = ?"
        " AND NOT EXISTS (SELECT 1 FROM claims WHERE citation_id = c.id AND field = ?"
        " AND deleted_at IS NULL)",
        (cited.citation, assignment.name),
    ).fetchone()
    if row is not None:
        said = quoted(f"{assignment.name}={assignment.text}")
        raise NotFoundError(
            f"c{cited.citation} says nothing of {assignment.name} yet",
            f"tracker cite {cited.incident} {row[0]} {said}",
        )


def _columns(value: Value) -> Columns:
    made: Columns = {
        "value": value.words, "value_key": value.key, "place_id": value.place,
        "actor_id": value.actor, "type_code": value.type, "low": value.low, "best": value.best,
        "high": value.high,
    }  # fmt: skip
    if value.date is not None:
        dated = date_columns(value.date)
        made |= {name: dated[name] for name in dated if name not in ("date_text", "date_words")}
    return made


def _update(conn: sqlite3.Connection, claim: int, changed: Columns) -> None:
    setting = ", ".join(f"{name} = ?" for name in changed)
    conn.execute(f"UPDATE claims SET {setting} WHERE id = ?", (*changed.values(), claim))


def _source(conn: sqlite3.Connection, said: Target) -> int:
    row = conn.execute("SELECT source_id FROM citations WHERE id = ?", (said.citation,)).fetchone()
    return int(row[0])
