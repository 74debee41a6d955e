"""Sources: used for many incidents, recognised by key, uid or any spelling of the URL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from tracker import dates
from tracker.errors import NotFoundError, TrackerError, quoted
from tracker.names import fold
from tracker.store.uids import looks_like_uid, new_uid
from tracker.texts import TITLE_LIMIT, one_line
from tracker.urls import canonical, checked, looks_like_url

if TYPE_CHECKING:
    import sqlite3

    from tracker.dates import Date
    from tracker.store.notices import Notices

KEY_LENGTH: Final = 40
# The scheme under which a source keeps the addresses of those that were merged into it.
ADDRESS: Final = "url"


class SourceText(NamedTuple):
    """A source as typed: "URL | PUBLISHER | DATE | TITLE", any part of it empty; or one word."""

    text: str
    url: str | None = None
    publisher: str | None = None
    published: Date | None = None
    title: str | None = None

    @property
    def described(self) -> bool:
        """Whether more was typed than a key, a uid or a URL alone."""
        return "|" in self.text


class Source(NamedTuple):
    """A source as it stands in the file.

    `through` is a source that was merged into it, where it is known by the name of that one: what
    cites it cites it through that.
    """

    id: int
    key: str
    published: Date | None
    origin_id: int | None
    agency: str | None
    new: bool = False
    through: int | None = None

    @property
    def row(self) -> int:
        """The id that a citation of it has."""
        return self.through or self.id


def read_source(text: str, order: str | None = None) -> SourceText:
    """Read what was typed for a source. Raises TrackerError for a part that cannot stand."""
    text = text.strip()
    if not text.strip("| "):
        raise TrackerError(
            "the source is empty",
            'for example: -s "https://example.org/a | Example Post | 2023-07-09"',
        )
    if "|" not in text:
        return SourceText(text, url=checked(text) if looks_like_url(text) else None)
    parts = [part.strip() for part in text.split("|", 3)]
    if len(parts) == 4 and parts[3].endswith("|"):
        parts[3] = parts[3].rstrip("| ")
    url, publisher, published, title = [*parts, "", "", ""][:4]
    if url and not looks_like_url(url):
        raise TrackerError(
            f"'{url}' is no URL: a source is written URL | PUBLISHER | DATE | TITLE",
            f'-s "| {" | ".join(part for part in parts if part)}" if there is no URL',
        )
    return SourceText(
        text,
        url=checked(url) if url else None,
        publisher=one_line(publisher, "publisher") if publisher else None,
        published=dates.parse(published, order=order) if published else None,
        title=one_line(title, "source's title", TITLE_LIMIT) if title else None,
    )


@dataclass(slots=True)
class Sources:
    """The sources of one file, for one command."""

    conn: sqlite3.Connection
    notices: Notices

    def need(self, typed: SourceText) -> Source:
        """Return the source that was typed, making it when it is new.

        A known one keeps what it has; parts of it that were empty are filled. Raises NotFoundError
        for a word that is no key.
        """
        found = self.find(typed)
        if found is not None:
            self.fill(found, typed)
            return self.read(found)
        if typed.url is None and not typed.described:
            raise self._unknown(typed.text)
        return self.read(self.make(typed))._replace(new=True)

    def find(self, typed: SourceText) -> int | None:
        """Return the id of the source that was typed, or None."""
        if typed.url is not None:
            return self._by_address(canonical(typed.url))
        if typed.described:
            row = self.conn.execute(
                "SELECT coalesce(merged_into, id) FROM sources WHERE url IS NULL"
                " AND publisher IS ? AND title IS ? AND published_edtf IS ?"
                " AND deleted_at IS NULL ORDER BY merged_into IS NOT NULL, id LIMIT 1",
                (typed.publisher, typed.title, typed.published and typed.published.edtf),
            ).fetchone()
            return int(row[0]) if row is not None else None
        return self._by_key(typed.text)

    def known(self, text: str) -> int:
        """Return the id of the source with that key (or its unique beginning), uid or URL."""
        found = self.find(read_source(text))
        if found is None:
            close = self.near(text)
            raise NotFoundError(
                f"no source has the {'URL' if looks_like_url(text) else 'key'} '{text}'",
                f"did you mean {' or '.join(close)}?" if close else "tracker source list",
            )
        return found

    def read(self, source: int) -> Source:
        """Return the source of that id."""
        row = self.conn.execute(
            "SELECT s.id, s.key, coalesce(a.merged_into, a.id), s.agency, s.published_edtf"
            " FROM sources AS s LEFT JOIN actors AS a ON a.id = s.origin_id WHERE s.id = ?",
            (source,),
        ).fetchone()
        number, key, origin, agency, edtf = row
        published = dates.parse(edtf) if edtf else None
        return Source(int(number), str(key), published, origin, agency)

    def make(self, typed: SourceText, key: str | None = None, kind: str = "other") -> int:
        """Make a source and return its id; its key is made of publisher and date unless given."""
        published = typed.published
        row = self.conn.execute(
            "INSERT INTO sources (uid, key, kind, title, publisher, url, url_key, published_text,"
            " published_edtf, published_words, published_earliest, published_latest, published_tz)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (
                new_uid(),
                self._free_key(key or proposed_key(typed)),
                kind,
                typed.title,
                typed.publisher,
                typed.url,
                canonical(typed.url) if typed.url else None,
                *published_columns(published),
            ),
        ).fetchone()
        return int(row[0])

    def key_of(self, source: int) -> str:
        """Return the key a source is typed by."""
        row = self.conn.execute("SELECT key FROM sources WHERE id = ?", (source,)).fetchone()
        return str(row[0])

    def last(self) -> int:
        """Return the source that was cited last. Raises NotFoundError where none was."""
        row = self.conn.execute(
            "SELECT coalesce(s.merged_into, s.id) FROM citations AS c JOIN sources AS s"
            " ON s.id = c.source_id WHERE c.deleted_at IS NULL ORDER BY c.id DESC LIMIT 1"
        ).fetchone()
        if row is None:
            raise NotFoundError(
                "no source was cited yet, so there is none to use again",
                'name one: -s "https://example.org/a | Example Post | 2023-07-09"',
            )
        return int(row[0])

    def _by_address(self, url_key: str) -> int | None:
        row = (
            self.conn.execute(
                "SELECT id FROM sources WHERE url_key = ? AND deleted_at IS NULL"
                " AND merged_into IS NULL",
                (url_key,),
            ).fetchone()
            or self.conn.execute(
                "SELECT coalesce(s.merged_into, s.id) FROM external_ids AS e"
                " JOIN sources AS s ON s.id = e.row_id"
                " WHERE e.scheme = ? AND e.value = ? AND e.table_name = 'sources'"
                " AND s.deleted_at IS NULL",
                (ADDRESS, url_key),
            ).fetchone()
        )
        return int(row[0]) if row is not None else None

    def _by_key(self, text: str) -> int | None:
        word = text.strip().lower()
        rows = (
            self.conn.execute(
                "SELECT coalesce(merged_into, id), key FROM sources WHERE deleted_at IS NULL"
                " AND (key = ? OR (uid = ? AND ?)) LIMIT 1",
                (word, word, looks_like_uid(word)),
            ).fetchall()
            or self.conn.execute(
                "SELECT id, key FROM sources WHERE deleted_at IS NULL AND merged_into IS NULL"
                " AND substr(key, 1, ?) = ? ORDER BY key LIMIT 6",
                (len(word), word),
            ).fetchall()
        )
        if len(rows) > 1:
            raise TrackerError(
                f"'{text}' begins the keys of several sources",
                f"type more of it: {', '.join(str(row[1]) for row in rows)}",
            )
        return int(rows[0][0]) if rows else None

    def _unknown(self, text: str) -> NotFoundError:
        close = self.near(text)
        hint = f"did you mean {' or '.join(close)}? " if close else ""
        return NotFoundError(
            f"no source has the key '{text}'",
            f'{hint}a new one is written "| {text}", with more "URL | PUBLISHER | DATE | TITLE"',
        )

    def near(self, text: str) -> list[str]:
        """Return keys that may have been meant, the nearest first."""
        from difflib import get_close_matches  # only where a source was mistyped

        keys = [str(row[0]) for row in self.conn.execute("SELECT key FROM sources ORDER BY key")]
        return get_close_matches(text.lower(), keys, n=3, cutoff=0.6)

    def _free_key(self, wanted: str) -> str:
        key, number = wanted, 1
        while self.conn.execute(
            "SELECT 1 FROM sources WHERE key = ? AND deleted_at IS NULL", (key,)
        ).fetchone():
            number += 1
            key = f"{wanted}-{number}"
        return key

    def fill(self, source: int, typed: SourceText) -> None:
        """Give a source what it lacks; what it has and is typed otherwise is told and kept."""
        row = self.conn.execute(
            "SELECT publisher, title, published_edtf, key, retracted_at, retraction_note"
            " FROM sources WHERE id = ?",
            (source,),
        ).fetchone()
        if row[4] is not None:
            self.notices.say(f"{row[3]} is retracted ({row[5]}): what it says does not count")
        published = typed.published
        for column, stands, new in (
            ("publisher", row[0], typed.publisher),
            ("title", row[1], typed.title),
        ):
            if new is not None and stands is None:
                self.conn.execute(f"UPDATE sources SET {column} = ? WHERE id = ?", (new, source))
            elif new is not None and fold(new) != fold(stands):
                self.notices.say(
                    f"{row[3]} keeps its {column}: {stands}; to change it:"
                    f" tracker source edit {row[3]} {quoted(f'{column}={new}')}"
                )
        if published is not None and row[2] is None:
            self.conn.execute(
                "UPDATE sources SET published_text = ?, published_edtf = ?, published_words = ?,"
                " published_earliest = ?, published_latest = ?, published_tz = ? WHERE id = ?",
                (*published_columns(published), source),
            )
        elif published is not None and published.edtf != row[2]:
            self.notices.say(
                f"{row[3]} keeps its date of publication: {row[2]}; to change it:"
                f" tracker source edit {row[3]} {quoted(f'published={published.text}')}"
            )


def published_columns(published: Date | None) -> tuple[str | None, ...]:
    """Return the six columns of a date of publication: text, EDTF, words, two bounds, zone."""
    if published is None:
        return (None,) * 6
    return (
        published.text,
        published.edtf,
        published.words,
        published.start_earliest,
        published.end_latest,
        published.tz,
    )


def proposed_key(typed: SourceText) -> str:
    """Propose a short key: who published it, and the day.

    >>> proposed_key(SourceText("", url="https://www.centcom.mil/MEDIA/x"))
    'centcom'
    """
    name = ""
    if typed.url is not None:
        name = _site(typed.url)
    elif typed.publisher or typed.title:
        name = "-".join(fold(typed.publisher or typed.title or "").split())
    name = "".join(c for c in name if c.isascii() and (c.isalnum() or c == "-")).strip("-")
    name = name[: KEY_LENGTH - 11].strip("-") or "source"
    day = typed.published.edtf if typed.published is not None else None
    if day is None:
        return name
    plain = "".join(c for c in day.lstrip("[.")[:10] if c.isdigit() or c == "-").strip("-")
    return f"{name}-{plain}" if plain else name


def _site(url: str) -> str:
    host = canonical(url).split("/", 1)[0].split("?", 1)[0].split(":", 1)[0]
    labels = [label for label in host.split(".") if label]
    if len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3:
        labels = labels[:-1]
    return labels[-2] if len(labels) > 1 else (labels or [""])[0]
