"""What earlier readings of a page recorded and the page says no longer.

Reading adds and changes; it takes nothing away, because a page may be one of several on a matter.
So what is no longer on it is told, with the command that takes it away. One thing is a change and
no removal: a role has several actors, and where the `+` of an incident still names somebody in it,
those whom it names no longer are taken away. Below `=` an account is only added to.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.errors import quoted
from tracker.fields import FIELDS, Assignment
from tracker.store.editing import Editor
from tracker.store.page_queue import identity

if TYPE_CHECKING:
    from tracker.store.page_queue import Identity
    from tracker.store.page_session import Session

_MOST: Final = 5
# The first citation of its source in its voice: two are one where who spoke was merged.
_VOICE: Final = """
SELECT min(v.id) FROM citations AS v LEFT JOIN actors AS o ON o.id = v.origin_id
 WHERE v.incident_id = c.incident_id AND v.source_id = c.source_id AND v.agency IS c.agency
   AND v.pinpoint IS c.pinpoint AND v.deleted_at IS NULL AND coalesce(o.merged_into, o.id) IS
       (SELECT coalesce(a.merged_into, a.id) FROM actors AS a WHERE a.id = c.origin_id)
"""
_SELECT: Final = f"""
SELECT l.id, l.citation_id, ({_VOICE}), l.incident_id, l.field, l.value,
       (SELECT coalesce(a.merged_into, a.id) FROM actors AS a WHERE a.id = l.actor_id),
       (SELECT coalesce(p.merged_into, p.id) FROM places AS p WHERE p.id = l.place_id),
       l.stance, l.value_key
"""
_CLAIMS: Final = f"""
{_SELECT}  FROM log_changes AS g JOIN claims AS l ON l.id = g.row_id
  JOIN citations AS c ON c.id = l.citation_id
 WHERE g.tx IN ({{marks}}) AND g.table_name = 'claims' AND g.operation = 'insert'
   AND l.deleted_at IS NULL AND c.deleted_at IS NULL ORDER BY l.id
"""


_OF_INCIDENTS: Final = f"""
{_SELECT}  FROM json_each(?) AS i JOIN claims AS l ON l.incident_id = i.value
  JOIN citations AS c ON c.id = l.citation_id JOIN sources AS s ON s.id = c.source_id
 WHERE l.deleted_at IS NULL AND c.deleted_at IS NULL AND s.deleted_at IS NULL ORDER BY l.id
"""


class _Claim(NamedTuple):
    id: int
    citation: int
    voice: int
    incident: int
    field: str
    value: str | None
    actor: int | None
    place: int | None
    stance: str
    key: str | None

    @property
    def denies(self) -> bool:
        return self.stance == "denies"

    @property
    def voices(self) -> tuple[int, int]:
        """Its citation, and the one that this is on a page."""
        return self.citation, self.voice

    @property
    def identity(self) -> Identity:
        return identity(self.field, self.actor, self.stance, self.key, self.place)


def compare(session: Session, sources: set[int]) -> None:
    """Carry out what has become another, and tell what is no longer on the page.

    `sources` are those that the page names.
    """
    tx, page = _page(session)
    earlier = _readings(session, tx, page, sources) if page else {}
    if not earlier and not session.whole:
        return
    page = page or "the page"
    added = set().union(*earlier.values())
    gone = [
        claim
        for claim in (_claims(session, list(earlier)) if earlier else ())
        if not _is_said(session, claim)
        and (claim.incident in session.echoes or claim.incident not in added)
        # What the analyst has corrected since is no longer what the page has said.
        and not session.since.replaced("claims", claim.id)
    ]
    came = [c for c in _claims(session, [tx]) if c.incident in session.echoes] if gone else []
    told = _of_claims(session, gone, came, page)
    told += [
        f"{number} ({title}) was read from {page} and is on it no longer: tracker rm {number}"
        + _renamed(session, number)
        for number, title in _left(session, added)
    ]
    told += _of_claims(session, _unsaid(session, gone), None, page)
    for line in told[:_MOST]:
        session.say(line)
    if len(told) > _MOST:
        session.say(f"{len(told) - _MOST:,} more that {page} says no longer stand as they were")


def _page(session: Session) -> tuple[int, str]:
    """Return the transaction that is open and the name of the file that it reads, if any."""
    row = session.conn.execute(
        "SELECT t.id, t.command, t.reason FROM log_writer AS w JOIN log_transactions AS t"
        " ON t.id = w.tx"
    ).fetchone()
    return int(row[0]), str(row[2] or "") if row[1] == "read" else ""


def _readings(session: Session, tx: int, page: str, sources: set[int]) -> dict[int, set[int]]:
    """Return the earlier readings of a page of that name, with the incidents that each added.

    Another page may have the same name: one that cites no source of this page does not count, nor
    does one without sources of which nothing is on this page.
    """
    if not session.conn.execute(
        "SELECT 1 FROM log_transactions WHERE command = 'read' AND reason = ? AND id < ?",
        (page, tx),
    ).fetchone():
        return {}
    found: dict[int, set[int]] = {}
    cited: dict[int, set[int]] = {}
    for reading, table, incident, source in session.conn.execute(
        "SELECT DISTINCT t.id, g.table_name, iif(g.table_name = 'incidents', g.row_id, NULL),"
        " coalesce(s.merged_into, s.id) FROM log_transactions AS t JOIN log_changes AS g"
        " ON g.tx = t.id AND g.table_name IN ('incidents', 'citations', 'claims')"
        " AND g.operation = 'insert'"
        " LEFT JOIN claims AS l ON g.table_name = 'claims' AND l.id = g.row_id"
        " LEFT JOIN citations AS c ON c.id = coalesce(l.citation_id,"
        " iif(g.table_name = 'citations', g.row_id, NULL))"
        " LEFT JOIN sources AS s ON s.id = c.source_id"
        " WHERE t.command = 'read' AND t.reason = ? AND t.id < ?",
        (page, tx),
    ):
        made = found.setdefault(int(reading), set())
        if table == "incidents":
            made.add(int(incident))
        elif source is not None:
            cited.setdefault(int(reading), set()).add(int(source))
    here = {number for number, echo in session.echoes.items() if echo.verb != "added"}
    return {
        reading: made
        for reading, made in found.items()
        if made & here or cited.get(reading, set()) & sources
    }


def _claims(session: Session, readings: list[int]) -> list[_Claim]:
    marks = ", ".join("?" * len(readings))
    return [_Claim(*row) for row in session.conn.execute(_CLAIMS.format(marks=marks), readings)]


def _is_said(session: Session, claim: _Claim) -> bool:
    """Tell whether the page says what a claim does, in its voice."""
    repeated = (claim.citation, claim.identity) in session.repeated
    return repeated or session.says(claim.voices, claim.identity)


def _unsaid(session: Session, told: list[_Claim]) -> list[_Claim]:
    """Return what sources say of incidents that the page names by their uids, and it does not.

    A page that was written from the file says all of an incident.
    """
    numbers = json.dumps(sorted(session.whole))
    known = {claim.id for claim in told}
    return [
        claim
        for claim in (_Claim(*row) for row in session.conn.execute(_OF_INCIDENTS, (numbers,)))
        if claim.id not in known and not _is_said(session, claim)
    ]


def _of_claims(
    session: Session, gone: list[_Claim], came: list[_Claim] | None, page: str
) -> list[str]:
    """Return what is told of claims that are on the page no longer.

    The roles of which it still names somebody are changed, where `came` says who came.
    """
    roles: dict[tuple[int, str, str], list[_Claim]] = {}
    told: dict[str, list[str]] = {}
    named = {(citation, what[0], what[2] is not None) for citation, what in session.claimed}
    for claim in gone:
        others = claim.actor is not None and (claim.citation, claim.field, claim.denies) in named
        if others and claim.incident in session.restated and came is not None:
            roles.setdefault((claim.citation, claim.field, claim.stance), []).append(claim)
            continue
        said = f"{claim.field} {'!= ' if claim.denies else ''}{claim.value or claim.stance}"
        remedy = f"tracker rm c{claim.citation}.{claim.field}"
        if others:  # rm takes all that the citation says of a role
            remedy = f"tracker edit {claim.incident}"
        elif claim.citation not in session.cited:
            remedy = f"tracker rm c{claim.citation}"
        elif _stays_adopted(session, claim):
            remedy += f"; tracker edit {claim.incident} {claim.field}="
        told.setdefault(f"{claim.incident}:{remedy}", []).append(said)
    for where, left in roles.items():
        new = [one for one in came or () if (one.citation, one.field, one.stance) == where]
        _replace(session, left, new)
    return [
        f"{incident} keeps {', '.join(said)}, which {page} says no longer: {remedy}"
        for (incident, _, remedy), said in (
            (key.partition(":"), said) for key, said in told.items()
        )
    ]


def _stays_adopted(session: Session, claim: _Claim) -> bool:
    """Tell whether the value was adopted with the incident, and no other source says it."""
    if claim.incident not in session.restated or claim.field in ("date", "title"):
        return False
    (first,) = session.conn.execute(
        "SELECT min(id) FROM citations WHERE incident_id = ? AND deleted_at IS NULL",
        (claim.incident,),
    ).fetchone()
    if claim.citation != first:
        return False
    other = session.conn.execute(
        "SELECT 1 FROM claims AS l JOIN citations AS c ON c.id = l.citation_id"
        " WHERE l.incident_id = ? AND l.field = ? AND l.value_key IS ? AND l.id <> ?"
        " AND l.stance = 'asserts' AND l.deleted_at IS NULL AND c.deleted_at IS NULL",
        (claim.incident, claim.field, claim.key, claim.id),
    ).fetchone()
    return claim.stance == "asserts" and other is None


def _replace(session: Session, gone: list[_Claim], new: list[_Claim]) -> None:
    """Take away what a source said of actors, and each actor where nobody else names it so."""
    conn = session.conn
    first = gone[0]
    for claim in gone:
        conn.execute(
            "UPDATE claims SET deleted_at = ? WHERE id = ?", (f"{session.terms.now}Z", claim.id)
        )
        if claim.stance == "asserts" and not _is_named(session, claim):
            name = session.reader.actors.name_of(claim.actor or 0)
            removed = Assignment(FIELDS[claim.field], claim.field, "-=", name)
            editor = Editor(conn, session.reader, [removed])
            editor.edit(claim.incident)
            editor.finish()
    echo = session.echoes.get(first.incident)
    if echo is not None:
        before, after = (", ".join(str(c.value) for c in claims) for claims in (gone, new))
        known = {f"c{c.citation}.{c.field}" for c in new} | {f"{c.field}: {c.value}" for c in new}
        changes = [change for change in echo.changes if change not in known]
        told = f"{first.field}: {before} → {after or 'taken away'}"
        verb = "changed" if echo.verb == "stands" else echo.verb
        session.echoes[first.incident] = echo._replace(verb=verb, changes=(*changes, told))


def _is_named(session: Session, claim: _Claim) -> bool:
    """Tell whether the actor is not adopted in the role, or another account says it is."""
    conn = session.conn
    adopted = conn.execute(
        "SELECT 1 FROM incident_actors AS r JOIN actors AS a ON a.id = r.actor_id"
        " WHERE r.incident_id = ? AND coalesce(a.merged_into, a.id) = ? AND r.role = ?",
        (claim.incident, claim.actor, claim.field),
    ).fetchone()
    other = conn.execute(
        "SELECT 1 FROM claims AS l JOIN citations AS c ON c.id = l.citation_id"
        " JOIN actors AS a ON a.id = l.actor_id WHERE l.incident_id = ? AND l.field = ?"
        " AND coalesce(a.merged_into, a.id) = ? AND l.stance = 'asserts'"
        " AND l.deleted_at IS NULL AND c.deleted_at IS NULL",
        (claim.incident, claim.field, claim.actor),
    ).fetchone()
    return adopted is None or other is not None


def _renamed(session: Session, number: int) -> str:
    """Return what to do where one that was added is probably this one under another title."""
    added = [new for new, echo in session.echoes.items() if echo.verb == "added"]
    like = [
        (int(row[0]), str(row[1]))
        for row in session.conn.execute(
            "SELECT DISTINCT i.id, i.title FROM incidents AS i JOIN citations AS c"
            " ON c.incident_id = i.id"
            " WHERE i.date_edtf IS NOT NULL AND (i.date_edtf, c.source_id) IN (SELECT o.date_edtf,"
            " d.source_id FROM incidents AS o JOIN citations AS d ON d.incident_id = o.id"
            " WHERE o.id = ?) AND i.id > ?",
            (number, number),
        )
        if int(row[0]) in added
    ]
    if len(like) != 1:
        return ""
    new, title = like[0]
    session.pointed.add(new)
    typed = quoted(f"title={title}")
    return f"; or, if {new} is that one: tracker undo, then tracker edit {number} {typed}"


def _left(session: Session, made: set[int]) -> list[tuple[int, str]]:
    """Return the incidents that stand and are on the page no longer."""
    found = []
    for number in sorted(made - set(session.echoes) - session.pointed):
        row = session.conn.execute(
            "SELECT title FROM incidents WHERE id = ? AND deleted_at IS NULL"
            " AND merged_into IS NULL",
            (number,),
        ).fetchone()
        if row is not None:
            found.append((number, str(row[0])))
    return found
