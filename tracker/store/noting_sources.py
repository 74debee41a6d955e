"""A source of a file as it is defined in a page of notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.notes import Opened, Pair
from tracker.store.noting_words import date_words

if TYPE_CHECKING:
    import sqlite3

    from tracker.store.noting_names import Names

# Whether it is still to come out.
_AHEAD: Final = "o.published_earliest > strftime('%Y-%m-%dT%H:%M:%S', 'now')"


def source_block(conn: sqlite3.Connection, names: Names, number: int) -> Opened:
    """Return the definition of a source."""
    (
        key, url, publisher, text, edtf, title, kind, author, language, origin, agency,
        reliability, archive, file, sha256, note, private, retracted, why, ahead,
    ) = conn.execute(
        "SELECT key, url, publisher, published_text, published_edtf, title, kind, author,"
        " language, origin_id, agency, reliability, archive_url, file, sha256, note, private,"
        f" retracted_at, retraction_note, {_AHEAD} FROM sources AS o WHERE id = ?",
        (number,),
    ).fetchone()  # fmt: skip
    given = (
        ("kind", kind if kind != "other" else None),
        ("author", author),
        ("language", language),
        ("said-by", names.actor(origin) if origin is not None else None),
        ("via", agency),
        ("reliability", reliability),
        ("archive-url", archive),
        ("file", file),
        ("sha256", sha256),
        ("note", note),
        ("private", "yes" if private else None),
        ("retracted", why or ("yes" if retracted else None)),
    )
    fields = tuple(Pair(name, text) for name, text in given if text)
    also = tuple(
        _described(*row)
        for row in conn.execute(
            "SELECT o.key, iif(o.url_key IS s.url_key, NULL, o.url), o.publisher,"
            f" o.published_text, o.published_edtf, o.title, {_AHEAD} FROM sources AS o"
            " JOIN sources AS s ON s.id = o.merged_into"
            " WHERE s.id = ? AND o.deleted_at IS NULL ORDER BY o.key",
            (number,),
        )
    )
    described = _described(key, url, publisher, text, edtf, title, ahead)
    return described._replace(fields=fields, also=also)


def _described(
    key: str,
    url: str | None,
    publisher: str | None,
    text: str | None,
    edtf: str | None,
    title: str | None,
    ahead: int | None,
) -> Opened:
    return Opened(
        key,
        Pair("url", url or ""),
        Pair("publisher", publisher or ""),
        Pair("published", date_words(text, edtf, None) if text else ""),
        Pair("title", title or ""),
        described=True,
        ahead=bool(ahead),
    )
