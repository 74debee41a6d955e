"""The page on which notes are typed: what it says of itself, and the source it begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

TEMPLATE: Final = """\
{first}


# Save and leave to record this page; leave it as it is to record nothing.
#
#   @key URL | PUBLISHER | DATE | TITLE     a source; any part may be empty
#     said-by CENTCOM; kind news            and what is known of it
#   + What happened, in a line              a new incident
#     date on Friday; type drone-strike     counted from the day of publication
#     by US; against X; place Homs, Syria   "the words of the source"
#     killed 12-15 | said-by SOHR | p. 3    after a bar: whose words, and where
#     &strike                               a name for it on this page
#   = &strike                               what a source says of a known one
#     killed none-reported; by != Russia    = 44, or = Its exact title, as well
#   @ none                                  what you know yourself
#   ! SDF = Syrian Democratic Forces; kind armed-group; backed-by US
#
# Fields are joined by ; or stand on their own lines. More: tracker help notes
{known}
"""
_MOST: Final = 12


def page_typed(text: str) -> str:
    """Return what was typed on the page, without the sign that it begins with if that was left."""
    return text[1:] if text.startswith(("@\n", "@\r\n")) else text


def template(conn: sqlite3.Connection | None, source: str | None) -> str:
    """Return the page to begin with, `source` at its head; known keys and names below it."""
    first = "@"
    if source is not None:
        first = _head(conn, source)
    lines = []
    if conn is not None:
        for label, query in (
            ("Sources", "SELECT '@' || key FROM sources WHERE deleted_at IS NULL"
             " AND merged_into IS NULL ORDER BY id DESC"),
            ("Actors", "SELECT a.name FROM actors AS a WHERE a.deleted_at IS NULL"
             " AND a.merged_into IS NULL ORDER BY (SELECT count(*) FROM incident_actors AS r"
             " WHERE r.actor_id = a.id) DESC, a.id"),
            ("Places", "SELECT name FROM places WHERE deleted_at IS NULL AND merged_into IS NULL"
             " ORDER BY id DESC"),
        ):  # fmt: skip
            known = [str(row[0]) for row in conn.execute(f"{query} LIMIT ?", (_MOST,))]
            if known:
                lines.append(f"# {label}: {', '.join(known)}\n")
    return TEMPLATE.format(first=first, known="".join(lines))


def _head(conn: sqlite3.Connection | None, source: str) -> str:
    """Return the line that names the source: by its key where the file knows it."""
    from tracker.store.notices import Notices
    from tracker.store.sources import Sources, SourceText, proposed_key, read_source

    typed = read_source(source)
    if conn is not None:
        sources = Sources(conn, Notices())
        found = sources.find(typed)
        if found is None and typed.url is None and not typed.described:
            sources.known(source)
        if found is not None:
            return f"@{sources.key_of(found)}"
    if typed.url is None and not typed.described:
        return f"@{source} URL | PUBLISHER | DATE | TITLE"
    bare: SourceText = typed._replace(published=None)
    return f"@{proposed_key(bare)} {source.strip()}"
