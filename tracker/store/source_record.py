"""One source read in full: its fields, and what it says of which incident."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.model import Reference
from tracker.report.sources import CitedIn, Said, SourceRecord

if TYPE_CHECKING:
    import sqlite3

_FIELDS: Final = """
SELECT s.key, s.uid, s.kind, s.title, s.publisher, s.author, s.published_words AS published,
       s.published_edtf, s.url, s.archive_url AS archive, s.language, o.name AS "said by",
       s.agency AS via, s.reliability, s.file, s.sha256, s.accessed_at AS accessed, s.note,
       s.private, s.retracted_at AS retracted, s.retraction_note AS "because"
  FROM sources AS s LEFT JOIN actors AS m ON m.id = s.origin_id
  LEFT JOIN actors AS o ON o.id = coalesce(m.merged_into, m.id)
 WHERE s.id = ?
"""
_CITED: Final = """
SELECT i.id, i.date_words, i.title, c.id, o.name, c.agency, c.stance, c.pinpoint,
       (SELECT group_concat(f.field, ', ') FROM (SELECT DISTINCT l.field FROM claims AS l
         WHERE l.citation_id = c.id AND l.deleted_at IS NULL ORDER BY l.id) AS f)
  FROM sources AS s JOIN citations AS c ON c.source_id = s.id
  JOIN incidents AS i ON i.id = c.incident_id
  LEFT JOIN actors AS m ON m.id = c.origin_id
  LEFT JOIN actors AS o ON o.id = coalesce(m.merged_into, m.id)
 WHERE (s.id = ? OR s.merged_into = ?) AND c.deleted_at IS NULL
   AND i.deleted_at IS NULL AND i.merged_into IS NULL
 ORDER BY i.sort_key, i.id, c.id
"""
_STANCES: Final = {"denies": "denies it", "context": "gives context only"}


def source_record(conn: sqlite3.Connection, source: int) -> SourceRecord:
    """Return all that is recorded of the source of that id."""
    found = conn.execute(_FIELDS, (source,))
    names = [column[0] for column in found.description]
    fields = tuple(zip(names, found.fetchone(), strict=True))
    also = conn.execute(
        "SELECT key FROM sources WHERE merged_into = ? AND deleted_at IS NULL ORDER BY key",
        (source,),
    )
    cited: dict[int, CitedIn] = {}
    for number, date, title, citation, origin, agency, stance, pinpoint, said in conn.execute(
        _CITED, (source, source)
    ):
        how = [f"said by {origin}" if origin else "origin not recorded"]
        how += [f"via {agency}"] if agency else []
        how += [_STANCES[stance]] if stance in _STANCES else []
        how += [pinpoint] if pinpoint else []
        one = Said(f"c{citation}", ", ".join(how), tuple(said.split(", ")) if said else ())
        before = cited.get(number, CitedIn(number, date, title, ()))
        cited[number] = before._replace(citations=(*before.citations, one))
    return SourceRecord(fields, tuple(row[0] for row in also), tuple(cited.values()))


def references(conn: sqlite3.Connection, source: int | None = None) -> list[Reference]:
    """Return the source of that id, or every source, by key, as a bibliography names it."""
    rows = conn.execute(
        "SELECT key, kind, title, publisher, author, url, published_words, published_edtf,"
        " archive_url, language, accessed_at,"
        " iif(retracted_at IS NULL, NULL, coalesce(retraction_note, retracted_at)) FROM sources"
        " WHERE deleted_at IS NULL AND merged_into IS NULL AND (? IS NULL OR id = ?) ORDER BY key",
        (source, source),
    )
    return [Reference(*row) for row in rows]
