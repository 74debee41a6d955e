"""What is recorded of a source itself: each of its fields read, kept, or emptied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tracker import dates
from tracker.errors import TrackerError
from tracker.store.actors import Actors
from tracker.store.notices import Notices
from tracker.store.pairs import unknown
from tracker.store.sources import Sources, published_columns, read_source
from tracker.texts import TITLE_LIMIT, long_text, one_line
from tracker.urls import canonical, checked

if TYPE_CHECKING:
    import sqlite3

    from tracker.store.pairs import Pairs
    from tracker.store.values import Terms

Columns = dict[str, str | int | None]

KINDS: Final = (
    "news", "wire", "press-release", "statement", "report", "dataset", "social-post", "video",
    "photo", "satellite", "document", "book", "testimony", "other",
)  # fmt: skip
GRADES: Final = ("A", "B", "C", "D", "E", "F")
FIELDS: Final = (
    "key", "kind", "url", "title", "publisher", "author", "published", "language", "said-by",
    "via", "reliability", "archive-url", "file", "note", "private",
)  # fmt: skip
PUBLISHED: Final = (
    "published_text", "published_edtf", "published_words", "published_earliest",
    "published_latest", "published_tz",
)  # fmt: skip
_TEXTS: Final = {"title": TITLE_LIMIT, "publisher": 200, "author": 200, "language": 200, "via": 200}
_EMPTIED: Final[dict[str, Columns]] = {
    "kind": {"kind": "other"},
    "private": {"private": 0},
    "url": {"url": None, "url_key": None},
    "published": dict.fromkeys(PUBLISHED),
    "said-by": {"origin_id": None},
    "via": {"agency": None},
    "archive-url": {"archive_url": None},
    "file": {"file": None, "sha256": None},
}


class Described(NamedTuple):
    """The key of the source that was described, and whether it is new."""

    key: str
    new: bool


def describe_source(
    conn: sqlite3.Connection, text: str, pairs: Pairs, notices: Notices, terms: Terms
) -> Described:
    """Make the source if it is new, and record what the pairs say of it."""
    sources = Sources(conn, notices)
    typed = read_source(text, terms.order)
    key = next((value for name, value in pairs if name == "key"), None)
    found = sources.find(typed)
    if found is None and key is not None and typed.url is None and not typed.described:
        typed = read_source(f"| {text}")
    source = sources.need(typed)
    for name, value in pairs:
        set_field(conn, source.id, name, value, notices, terms)
    return Described(sources.key_of(source.id), found is None)


def set_field(
    conn: sqlite3.Connection,
    source: int,
    name: str,
    value: str,
    notices: Notices,
    terms: Terms,
    actors: Actors | None = None,
) -> None:
    """Record one field of a source; an empty value empties it. Whose words are among `actors`.

    Raises TrackerError for a field or a value that cannot be, and for a key or an address that is
    another source's.
    """
    if name not in FIELDS:
        raise unknown(name, FIELDS)
    if value == "" and name != "key":
        changed = _EMPTIED.get(name, {name: None})
    elif name in ("key", "url"):
        changed = _identity(conn, source, name, value)
    elif name == "said-by":
        actors = actors or Actors(conn, notices, terms.new)
        speaker = actors.need(value)
        if Sources(conn, notices).read(source).origin_id == speaker:
            return  # under whichever of its names
        changed = {"origin_id": speaker}
    else:
        changed = _read(name, value, terms)
    setting = ", ".join(f"{column} = ?" for column in changed)
    conn.execute(f"UPDATE sources SET {setting} WHERE id = ?", (*changed.values(), source))


def _read(name: str, value: str, terms: Terms) -> Columns:
    if name == "published":
        published = dates.parse(value, order=terms.order)
        return dict(zip(PUBLISHED, published_columns(published), strict=True))
    if name == "kind":
        return {"kind": _one_of(name, value.lower().replace(" ", "-"), KINDS)}
    if name == "reliability":
        return {"reliability": _one_of(name, value.upper(), GRADES)}
    if name == "private":
        return {"private": int(_one_of(name, value.lower(), ("yes", "no")) == "yes")}
    if name == "note":
        return {"note": long_text(value, "note")}
    if name == "archive-url":
        return {"archive_url": checked(value)}
    if name == "file":
        return _saved_copy(value)
    column = "agency" if name == "via" else name
    return {column: one_line(value, name, _TEXTS[name])}


def _identity(conn: sqlite3.Connection, source: int, name: str, value: str) -> Columns:
    """Read a key or an address, which only one source can have."""
    found: Columns
    if name == "key":
        found = {"key": read_key(value)}
        column, shown = "key", f"the key {found['key']}"
    else:
        address = checked(value)
        found = {"url": address, "url_key": canonical(address)}
        column, shown = "url_key", f"the address {address}"
    for number, key in conn.execute(
        "SELECT coalesce(t.id, s.id), coalesce(t.key, s.key) FROM sources AS s"
        " LEFT JOIN sources AS t ON t.id = s.merged_into"
        f" WHERE s.{column} = ? AND s.id <> ? AND s.deleted_at IS NULL",
        (found[column], source),
    ):
        if name == "key":
            raise TrackerError(f"{shown} is taken", f"tracker source show {key}")
        if number != source:
            mine = Sources(conn, Notices()).key_of(source)
            raise TrackerError(
                f"{shown} is that of {key}",
                f"if they are one document: tracker source merge {mine} {key}",
            )
    return found


def read_key(value: str, example: str = "key=france24") -> str:
    """Return a key as it is kept. Raises TrackerError for signs that none may have."""
    key = value.strip().lower()
    if not key or any(c not in "abcdefghijklmnopqrstuvwxyz0123456789._-" for c in key):
        raise TrackerError(f"cannot use the key '{value}'", f"letters, figures, hyphens: {example}")
    return key


def _saved_copy(value: str) -> Columns:
    from hashlib import sha256
    from pathlib import Path

    path = Path(value)
    try:
        with path.open("rb") as file:
            hashed = sha256()
            while block := file.read(1 << 20):
                hashed.update(block)
    except OSError as error:
        raise TrackerError(
            f"cannot read {value}: {error.strerror}", "file=PATH of a copy"
        ) from error
    return {"file": value, "sha256": hashed.hexdigest()}


def _one_of(name: str, word: str, allowed: tuple[str, ...]) -> str:
    if word.strip() not in allowed:
        raise TrackerError(f"unknown {name} '{word}'", f"one of: {', '.join(allowed)}")
    return word.strip()
