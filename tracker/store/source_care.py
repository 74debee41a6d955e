"""Mending sources: edited, merged, retracted and reinstated; what rests on them is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tracker import dates
from tracker.errors import TrackerError, quoted
from tracker.report.evidence import WORDS_OF_STANCE
from tracker.report.sources import ReadDate, Rested, RestedClaim
from tracker.store import incidents
from tracker.store.actors import Actors
from tracker.store.notices import Notices
from tracker.store.source_fields import PUBLISHED, set_field
from tracker.store.sources import ADDRESS, Sources
from tracker.texts import TITLE_LIMIT, one_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from tracker.dates import Date
    from tracker.model import Claim, Incident
    from tracker.store.pairs import Pairs
    from tracker.store.values import Terms

# What a source that is merged hands on where the other has nothing, by the name it is typed by.
_HANDED_ON: Final[dict[str, tuple[str, ...]]] = {
    "url": ("url", "url_key"),
    "title": ("title",),
    "publisher": ("publisher",),
    "author": ("author",),
    "published": PUBLISHED,
    "language": ("language",),
    "said-by": ("origin_id",),
    "via": ("agency",),
    "reliability": ("reliability",),
    "archive-url": ("archive_url",),
    "file": ("file", "sha256"),
    "note": ("note",),
}
_CITING: Final = """
SELECT DISTINCT i.id FROM sources AS s JOIN citations AS c ON c.source_id = s.id
  JOIN incidents AS i ON i.id = c.incident_id
 WHERE (s.id = ? OR s.merged_into = ?) AND c.deleted_at IS NULL
   AND i.deleted_at IS NULL AND i.merged_into IS NULL
 ORDER BY i.sort_key, i.id
"""
_DATES: Final = """
SELECT c.id, l.field, l.value, l.tz, i.id, i.date_text
  FROM sources AS s JOIN citations AS c ON c.source_id = s.id
  JOIN claims AS l ON l.citation_id = c.id JOIN incidents AS i ON i.id = l.incident_id
 WHERE (s.id = ? OR s.merged_into = ?) AND l.family = 'date' AND l.value IS NOT NULL
   AND l.stance = 'asserts' AND l.deleted_at IS NULL AND c.deleted_at IS NULL
   AND i.deleted_at IS NULL AND i.merged_into IS NULL
 ORDER BY i.sort_key, i.id, c.id, l.id
"""
_UNSPOKEN: Final = """
SELECT c.id FROM sources AS s JOIN citations AS c ON c.source_id = s.id
  JOIN incidents AS i ON i.id = c.incident_id
 WHERE (s.id = ? OR s.merged_into = ?) AND c.origin_id IS NULL AND c.deleted_at IS NULL
   AND i.deleted_at IS NULL AND i.merged_into IS NULL
 ORDER BY c.id
"""
_TWIN: Final = """
SELECT o.id FROM citations AS c JOIN citations AS o ON o.incident_id = c.incident_id
   AND o.source_id = c.source_id AND o.agency IS c.agency AND o.pinpoint IS c.pinpoint
   AND o.origin_id = ? AND o.deleted_at IS NULL
 WHERE c.id = ?
"""
_read_from_publication = re.compile(r"(.+) \(published [^()]*\)\Z").match


class Edited(NamedTuple):
    """A source that was edited; where its date was mended, the dates that were read from it.

    `unspoken` are its citations of which nobody recorded who speaks, where an origin was given;
    `spoken` are those that got that origin.
    """

    key: str
    read_from_it: tuple[ReadDate, ...] = ()
    unspoken: tuple[int, ...] = ()
    spoken: tuple[int, ...] = ()


class Merged(NamedTuple):
    """Two sources that are one: the key that leads there now, the key that stays, and how many
    incidents moved in effect; `filled` are the fields that the kept one got."""

    other: str
    kept: str
    incidents: int
    filled: tuple[str, ...]


def edit_source(
    conn: sqlite3.Connection,
    text: str,
    pairs: Pairs,
    notices: Notices,
    terms: Terms,
    citations: bool = False,
) -> Edited:
    """Change fields of a source that is known; an empty value empties one.

    Dates that were read from its day of publication are told and left as they are; those that
    lie after it now are noticed. With `citations`, its citations that name no origin get the one
    of the source. Raises NotFoundError where no source is meant.
    """
    sources = Sources(conn, notices)
    source = sources.known(text)
    if not pairs and not citations:
        key = sources.key_of(source)
        raise TrackerError("nothing to change was named", f"tracker source edit {key} kind=news")
    before = sources.read(source).published
    for name, value in pairs:
        set_field(conn, source, name, value, notices, terms)
    after = sources.read(source)
    spoken = _give_origin(conn, source, after.key, notices) if citations else ()
    names = citations or any(name == "said-by" and value for name, value in pairs)
    edited = Edited(after.key, (), _unspoken(conn, source) if names else (), spoken)
    if _edtf(before) == _edtf(after.published):
        return edited
    found = _dates(conn, source)
    if after.published is not None:
        for reference, _, date, *_ in found:
            if not dates.not_after(date, after.published):
                notices.say(f"{reference}, {date.words}, is later than {after.key} is now")
    return edited._replace(read_from_it=tuple(_read_anew(found, after.published)))


def _unspoken(conn: sqlite3.Connection, source: int) -> tuple[int, ...]:
    return tuple(int(row[0]) for row in conn.execute(_UNSPOKEN, (source, source)))


def _give_origin(
    conn: sqlite3.Connection, source: int, key: str, notices: Notices
) -> tuple[int, ...]:
    """Let the citations of a source that name no origin have that of the source."""
    origin, publisher = _columns(conn, source, ("origin_id", "publisher"))
    if origin is None:
        named = f"edit {key} {quoted(f'said-by={publisher}')} --citations"
        raise TrackerError(
            f"who speaks in {key} is not recorded",
            f"tracker source {named if publisher else f'show {key}'}",
        )
    spoken: list[int] = []
    for citation in _unspoken(conn, source):
        twin = conn.execute(_TWIN, (origin, citation)).fetchone()
        if twin is not None:
            notices.say(f"c{citation} stays as it is: with that origin it would be c{twin[0]}")
            continue
        conn.execute("UPDATE citations SET origin_id = ? WHERE id = ?", (origin, citation))
        spoken.append(citation)
    return tuple(spoken)


def merge_sources(conn: sqlite3.Connection, text: str, kept_text: str, notices: Notices) -> Merged:
    """Let one source be known as another; both keys and both addresses find the one that stays.

    Citations stay on the row they were made for and count for the one it was merged into, so that
    nothing but that one mark has to be taken back. What the kept one lacks it gets from the other.
    Raises TrackerError where they are one already, or one alone is retracted.
    """
    sources = Sources(conn, notices)
    other, kept = sources.known(text), sources.known(kept_text)
    other_key, kept_key = sources.key_of(other), sources.key_of(kept)
    if other == kept:
        raise TrackerError(f"{text} and {kept_text} are one source already", "tracker source list")
    states = [_columns(conn, one, ("retracted_at",))[0] is None for one in (other, kept)]
    if states[0] != states[1]:
        gone = kept_key if states[0] else other_key
        raise TrackerError(
            f"{gone} is retracted and the other is not, so that merging would change what counts",
            f"tracker source retract {gone} --reinstate",
        )
    cited = len(citing(conn, other))
    conn.execute("UPDATE sources SET merged_into = ? WHERE merged_into = ?", (kept, other))
    conn.execute("UPDATE sources SET merged_into = ? WHERE id = ?", (kept, other))
    filled = tuple(_hand_on(conn, other, kept, kept_key, notices))
    (url_key,) = _columns(conn, other, ("url_key",))
    if url_key is not None and url_key != _columns(conn, kept, ("url_key",))[0]:
        conn.execute(
            "INSERT INTO external_ids (scheme, value, table_name, row_id)"
            " SELECT ?, ?, 'sources', ? WHERE NOT EXISTS (SELECT 1 FROM external_ids"
            " WHERE scheme = ? AND value = ? AND table_name = 'sources')",
            (ADDRESS, url_key, kept, ADDRESS, url_key),
        )
    return Merged(other_key, kept_key, cited, filled)


def retract(conn: sqlite3.Connection, text: str, why: str, at: str) -> tuple[str, list[Rested]]:
    """Let a source count no longer; return its key and all that rested on it.

    `at` is UTC. Its citations and claims stay, and are shown with the reason. Raises TrackerError
    where it is retracted already.
    """
    sources = Sources(conn, Notices())
    source = sources.known(text)
    key = sources.key_of(source)
    stands, reason = _columns(conn, source, ("retracted_at", "retraction_note"))
    if stands is not None:
        raise TrackerError(
            f"{key} is retracted already: {reason}", f"tracker source retract {key} --reinstate"
        )
    rested = [
        _rested(incident, key) for incident in incidents.read(conn, citing(conn, source), full=True)
    ]
    mark_retracted(conn, source, why, at)
    return key, rested


def mark_retracted(conn: sqlite3.Connection, source: int, why: str, at: str) -> None:
    """Keep that a source was retracted, and why if that is said; the first moment (UTC) stays."""
    reason = one_line(why, "reason", TITLE_LIMIT) if why.strip() else None
    conn.execute(
        "UPDATE sources SET retracted_at = coalesce(retracted_at, ?), retraction_note = ?"
        " WHERE id = ?",
        (at, reason, source),
    )


def reinstate(conn: sqlite3.Connection, text: str) -> tuple[str, int]:
    """Let a retracted source count again; return its key and how many incidents cite it."""
    sources = Sources(conn, Notices())
    source = sources.known(text)
    key = sources.key_of(source)
    if _columns(conn, source, ("retracted_at",))[0] is None:
        raise TrackerError(f"{key} is not retracted", f"tracker source show {key}")
    conn.execute(
        "UPDATE sources SET retracted_at = NULL, retraction_note = NULL WHERE id = ?", (source,)
    )
    return key, len(citing(conn, source))


def citing(conn: sqlite3.Connection, source: int) -> list[int]:
    """Return the incidents that cite a source, or one that was merged into it, in order."""
    return [int(row[0]) for row in conn.execute(_CITING, (source, source))]


def _dates(
    conn: sqlite3.Connection, source: int
) -> list[tuple[str, int, Date, str, str | None, bool]]:
    """Return (c7.date, incident, date, words kept, zone, adopted) of every date it gives."""
    return [
        (f"c{c}.{field}", int(number), dates.parse(value, zone=zone), value, zone, value == adopted)
        for c, field, value, zone, number, adopted in conn.execute(_DATES, (source, source))
    ]


def _read_anew(
    found: list[tuple[str, int, Date, str, str | None, bool]], published: Date | None
) -> Iterator[ReadDate]:
    for reference, number, date, value, zone, adopted in found:
        relative = _read_from_publication(value)
        if relative is None:
            continue
        now = None
        if published is not None:
            try:
                anchor = dates.Anchor(published, "published")
                now = dates.parse(relative[1], anchor=anchor, zone=zone).words
            except dates.DateError:
                now = None
        yield ReadDate(reference, number, relative[1], date.words, now, adopted)


def _hand_on(
    conn: sqlite3.Connection, other: int, kept: int, key: str, notices: Notices
) -> Iterator[str]:
    """Fill what the kept source lacks; notice where the two differ. Yields what was filled."""
    for name, columns in _HANDED_ON.items():
        theirs, own = _columns(conn, other, columns), _columns(conn, kept, columns)
        if theirs[0] is None:
            continue
        if own[0] is None:
            setting = ", ".join(f"{column} = ?" for column in columns)
            conn.execute(f"UPDATE sources SET {setting} WHERE id = ?", (*theirs, kept))
            yield name
        elif theirs != own and name not in ("url", "note"):
            # The third column of a date of publication is its words.
            shown = own[2] if name == "published" else own[0]
            if name == "said-by":
                shown = Actors(conn, notices).name_of(int(str(own[0])))
            notices.say(f"{key} keeps its own {name}: {shown}")


def _columns(conn: sqlite3.Connection, source: int, names: tuple[str, ...]) -> tuple[object, ...]:
    found: tuple[object, ...] = conn.execute(
        f"SELECT {', '.join(names)} FROM sources WHERE id = ?", (source,)
    ).fetchone()
    return found


def _rested(incident: Incident, key: str) -> Rested:
    claims = [claim for claim in incident.claims if claim.source == key]
    others = (c for c in incident.citations if c.source != key and c.standing)
    return Rested(
        incident.id,
        incident.date.words,
        incident.title,
        tuple(_rested_claim(claim, incident) for claim in claims),
        not any(citation.stance == "reports" for citation in others),
    )


def _rested_claim(claim: Claim, incident: Incident) -> RestedClaim:
    value = claim.date.words if claim.date is not None else claim.value or ""
    if claim.stance == "denies":
        value = f"not {value}" if value else "denied"
    others = dict.fromkeys(
        other.origin or other.source
        for other in incident.claims
        if other.source != claim.source
        and other.field == claim.field
        and other.adopted
        and other.standing
        and (claim.family != "actor" or other.value == claim.value)
    )
    words = WORDS_OF_STANCE.get(claim.stance, value) if claim.stance != "denies" else value
    return RestedClaim(f"c{claim.citation}.{claim.field}", words, claim.adopted, tuple(others))


def _edtf(date: Date | None) -> str | None:
    return date.edtf if date is not None else None
