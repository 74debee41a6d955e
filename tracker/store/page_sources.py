"""The sources that a page of notes names: found, made and described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker import dates
from tracker.errors import TrackerError, quoted
from tracker.names import fold
from tracker.store.source_care import mark_retracted, merge_sources
from tracker.store.source_fields import read_key, set_field
from tracker.store.sources import SourceText
from tracker.texts import TITLE_LIMIT, one_line
from tracker.urls import canonical, checked, looks_like_url

if TYPE_CHECKING:
    from tracker.notes import Opened, Pair, Spot
    from tracker.store.page_session import Session
    from tracker.store.sources import Source


class SourcesOfPage:
    """The sources that a page names, by the keys it gives them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.known: dict[str, Source] = {}
        self.opened: set[int] = set()
        self.retracting: list[tuple[Source, Pair, Opened]] = []
        self.given: dict[tuple[int, int | None, str], tuple[str, Spot]] = {}

    def open(self, opened: Opened) -> Source | None:
        """Return the source that `@` names, made and described; None where that is a fault."""
        session = self.session
        before = len(session.problems)
        source = None
        with session.attempt(opened.spot):
            source = self._open(opened)
        if source is None or len(session.problems) > before:
            return source
        for other in opened.also:
            with session.attempt(other.spot):
                self._also(source, other)
        through = self._through(opened, source)
        for name in ("publisher", "published", "title"):
            head: Pair = getattr(opened, name)
            if head.text:
                self._once((source.id, through, name), head)
        for pair in opened.fields:
            if self._once((source.id, through, pair.name), pair):
                if pair.name == "retracted":
                    self.retracting.append((source, pair, opened))
                    continue
                with session.attempt(pair.at):
                    self._field(source, pair, opened)
        if opened.fields or opened.described:
            source = session.reader.sources.read(source.id)
        source = source._replace(through=through)
        self.opened.add(source.id)
        if source.through is not None:
            session.through.add(source.id)
        if opened.key:
            self.known[opened.key.lower()] = source
        session.heard()
        return source

    def retract(self) -> None:
        """Mark what the page retracts, once all is decided: what was adopted before stands."""
        for source, pair, opened in self.retracting:
            with self.session.attempt(pair.at):
                self._field(source, pair, opened)

    def _once(self, what: tuple[int, int | None, str], pair: Pair) -> bool:
        """Refuse what the page says of a source a second time and otherwise."""
        text, spot = self.given.setdefault(what, (pair.text, pair.spot))
        if text == pair.text or (what[2] == "published" and self._same_day(text, pair.text)):
            return True
        self.session.fault(
            pair.spot,
            f"{what[2]} is given on line {spot[0]} already: {text}",
            "keep one of them",
        )
        return False

    def _same_day(self, one: str, other: str) -> bool:
        try:
            read = [dates.parse(text, order=self.session.terms.order).edtf for text in (one, other)]
        except TrackerError:
            return False
        return read[0] == read[1]

    def _also(self, source: Source, opened: Opened) -> None:
        """Let another source be known as this one, made where it is new."""
        session, sources = self.session, self.session.reader.sources
        key = opened.key.lower()
        typed = self._typed(opened)
        if typed is None:
            return
        by_key = self._by_exact_key(key) if key else None
        number = self._described(opened, by_key, typed)
        described = sources.read(number) if number is not None else None
        standing = {
            one.id: one.key
            for one in (by_key, described)
            if one is not None and one.id != source.id
        }
        if len(standing) > 1:
            first, second = standing.values()
            raise TrackerError(f"these are two sources: {first} and {second}", f"also {first}")
        if by_key is not None:
            self._same_address(key, typed, described is not None)
        for one in standing.values():
            session.say(f"{one} is known as {source.key} now")
            self._merge(one, source)
        if by_key is None and (key or described is None):
            if key:
                read_key(key, "@france24")
            new = typed._replace(url=None) if self._at(source, typed.url) else typed
            self._merge(sources.key_of(sources.make(new, key or None)), source)

    def _at(self, source: Source, url: str | None) -> bool:
        """Tell whether that is the source's own address, which no other row can have."""
        (held,) = self.session.conn.execute(
            "SELECT url_key FROM sources WHERE id = ?", (source.id,)
        ).fetchone()
        return url is not None and held == canonical(url)

    def _merge(self, other: str, source: Source) -> None:
        notices = self.session.reader.notices
        self.session.queue.leave()
        told = list(notices.lines)
        merge_sources(self.session.conn, other, source.key, notices)
        notices.lines[:] = told  # the page says of both what it means

    def _same_address(self, key: str, typed: SourceText, led: bool) -> None:
        """Refuse another address than the one that the source of that key has, or give it one.

        `led` tells that the address leads to a source already.
        """
        if typed.url is None:
            return
        number, url, url_key, kept = self.session.conn.execute(
            "SELECT id, url, url_key, merged_into FROM sources WHERE (key = ? OR uid = ?)"
            " AND deleted_at IS NULL ORDER BY key <> ? LIMIT 1",
            (key, key, key),
        ).fetchone()
        if url_key is not None and url_key != canonical(typed.url):
            raise TrackerError(f"the key {key} is that of {url}", f"another key: also {key}-2")
        if url_key is not None or led:
            return
        if kept is not None:
            raise TrackerError(
                f"{key} has no address, and was merged already",
                f"another key: also {key}-2 {typed.url}",
            )
        notices = self.session.reader.notices
        set_field(self.session.conn, number, "url", typed.url, notices, self.session.terms)

    def _open(self, opened: Opened) -> Source | None:
        session, sources = self.session, self.session.reader.sources
        key = opened.key.lower()
        typed = self._typed(opened)
        if typed is None:
            return None
        mine = self.known.get(key)
        if mine is None and key:
            mine = self._by_exact_key(key)
        if not opened.described:
            return mine if mine is not None else self._beginning(opened.key)
        number = self._described(opened, mine, typed)
        if number is None and mine is not None:
            self._refuse_another(mine, typed)
            self._fill(mine, typed)
            return mine
        if number is not None:
            found = sources.read(number)
            if mine is not None and mine.id != number:
                raise TrackerError(
                    f"@{opened.key} is another source than the one at {typed.url or 'this name'}",
                    f"@{found.key} is the key of that",
                )
            self._complete(found, typed)
            if key and found.key != key and mine is None:
                session.say(f"{found.key} keeps its key; on this page it is @{opened.key} as well")
            return found
        if key:
            read_key(key, "@france24")
        return sources.read(sources.make(typed, key or None))._replace(new=True)

    def _described(self, opened: Opened, mine: Source | None, typed: SourceText) -> int | None:
        """Return the source that the line describes; its key tells those without URL apart."""
        if not (typed.url or typed.publisher or typed.title):
            return None
        number = self.session.reader.sources.find(typed)
        if typed.url is not None or number is None or not opened.key:
            return number
        if mine is not None and mine.id != number and self._is_so(opened.key, typed):
            return mine.id
        # One that the page has described under a key of its own is another one.
        return None if mine is None and number in self.opened else number

    def _is_so(self, key: str, typed: SourceText) -> bool:
        """Tell whether the source of that key is described by the very same words."""
        row = self.session.conn.execute(
            "SELECT 1 FROM sources WHERE key = ? AND url IS NULL AND publisher IS ? AND title IS ?"
            " AND published_edtf IS ? AND deleted_at IS NULL",
            (
                key.lower(), typed.publisher, typed.title,
                typed.published.edtf if typed.published is not None else None,
            ),
        ).fetchone()  # fmt: skip
        return row is not None

    def _refuse_another(self, source: Source, typed: SourceText) -> None:
        """Refuse the key of a source for what came out at another time under another title."""
        title, edtf, first, last, words = self.session.conn.execute(
            "SELECT title, published_edtf, published_earliest, published_latest, published_words"
            " FROM sources WHERE id = ?",
            (source.id,),
        ).fetchone()
        day = typed.published
        if typed.title is not None and title is not None and fold(typed.title) == fold(title):
            return
        if day is None or edtf is None or day.edtf == edtf or day.edtf is None:
            return
        if (day.start_earliest or "") <= (last or "~") and (first or "") <= (day.end_latest or "~"):
            return
        since = self.session.since
        if since.corrected("sources", source.id, {"published_edtf": day.edtf}):
            return
        named = f"{title}, {words}" if title else words
        raise TrackerError(
            f"@{source.key} is another source: {named}",
            f"another key: @{source.key}-2; if its day was mistyped:"
            f" tracker source edit {source.key} published={day.edtf}",
        )

    def _through(self, opened: Opened, source: Source) -> int | None:
        """Return the source that the line names, where it was merged into this one."""
        key = opened.key.lower()
        if key == source.key:
            return None
        row = self.session.conn.execute(
            "SELECT id FROM sources WHERE merged_into = ? AND deleted_at IS NULL"
            " AND (key = ? OR url_key = ?) ORDER BY key <> ? LIMIT 1",
            (source.id, key, canonical(opened.url.text) if opened.url.text else None, key),
        ).fetchone()
        return int(row[0]) if row is not None else None

    def _typed(self, opened: Opened) -> SourceText | None:
        """Read the parts of the line, each fault at its own place."""
        session = self.session
        before = len(session.problems)
        url = published = publisher = title = None
        if opened.url.text:
            with session.attempt(opened.url.at):
                if not looks_like_url(opened.url.text):
                    address = "://" in opened.url.text
                    raise TrackerError(
                        f"'{opened.url.text}' is no URL",
                        "an address begins with https:// or http://"
                        if address
                        else f"@{opened.key} | {opened.url.text}: without a URL a bar comes first",
                    )
                url = checked(opened.url.text)
        if opened.published.text:
            with session.attempt(opened.published.at):
                published = dates.parse(opened.published.text, order=session.terms.order)
                if dates.is_future(published, session.terms.now) and not opened.ahead:
                    raise TrackerError(
                        f"{published.meaning} lies ahead, and a source is read after it came out",
                        "check the day and the year; one that was announced stands in quotes:"
                        f' "{opened.published.text}"',
                    )
        if opened.publisher.text:
            with session.attempt(opened.publisher.at):
                publisher = one_line(opened.publisher.text, "publisher")
        if opened.title.text:
            with session.attempt(opened.title.at):
                title = one_line(opened.title.text, "source's title", TITLE_LIMIT)
        if len(session.problems) > before:
            return None
        return SourceText("|", url, publisher, published, title)

    def _by_exact_key(self, key: str) -> Source | None:
        row = self.session.conn.execute(
            "SELECT coalesce(merged_into, id) FROM sources WHERE (key = ? OR uid = ?)"
            " AND deleted_at IS NULL ORDER BY key <> ? LIMIT 1",
            (key, key, key),
        ).fetchone()
        return self.session.reader.sources.read(int(row[0])) if row is not None else None

    def _beginning(self, key: str) -> Source:
        sources = self.session.reader.sources
        number = sources.find(SourceText(key))
        if number is None:
            close = [*self.known, *sources.near(key)]
            from difflib import get_close_matches  # only where a source was mistyped

            near_keys = get_close_matches(key.lower(), close, n=2, cutoff=0.6)
            hint = f"did you mean @{' or @'.join(dict.fromkeys(near_keys))}? " if near_keys else ""
            raise TrackerError(
                f"no source has the key '{key}'",
                f"{hint}a new one: @{key} URL | PUBLISHER | DATE | TITLE",
            )
        return sources.read(number)

    def _fill(self, source: Source, typed: SourceText) -> None:
        """Give a source, known by its key, what it lacks; another address is another source."""
        row = self.session.conn.execute(
            "SELECT url FROM sources WHERE id = ?", (source.id,)
        ).fetchone()
        if typed.url is not None and row[0] is not None:
            raise TrackerError(
                f"the key {source.key} is that of {row[0]}", f"another key: @{source.key}-2"
            )
        notices = self.session.reader.notices
        if typed.url is not None:
            set_field(self.session.conn, source.id, "url", typed.url, notices, self.session.terms)
        self._complete(source, typed)

    def _complete(self, source: Source, typed: SourceText) -> None:
        """Give a source what it lacks, unless the analyst has emptied it since."""
        session, sources = self.session, self.session.reader.sources
        if session.keeps(lambda: sources.fill(source.id, typed)):
            session.say(
                f"{source.key} was corrected since and stays so: tracker source show {source.key}"
            )

    def _field(self, source: Source, pair: Pair, opened: Opened) -> None:
        """Set a field, unless the analyst has changed it since the page was read."""
        session = self.session
        if source.new:
            self._set(source, pair, opened)
        elif session.keeps(lambda: self._set(source, pair, opened)):
            typed = quoted(f"{pair.name}={pair.text}")
            command = f"source edit {source.key} {typed}"
            if pair.name == "retracted":
                command = f"source retract {source.key} --why {quoted(pair.text)}"
            session.say(
                f"{source.key} keeps its {pair.name}, which was changed since: tracker {command}"
            )

    def _set(self, source: Source, pair: Pair, opened: Opened) -> None:
        session = self.session
        if pair.name == "retracted":
            mark_retracted(session.conn, source.id, pair.text, f"{session.terms.now}Z")
        elif pair.name == "sha256":
            if len(pair.text) != 64 or pair.text.strip("0123456789abcdef"):
                raise TrackerError("that is no SHA-256", "64 figures and letters from a to f")
            session.conn.execute(
                "UPDATE sources SET sha256 = ? WHERE id = ?", (pair.text, source.id)
            )
        elif pair.name == "file" and any(other.name == "sha256" for other in opened.fields):
            session.conn.execute("UPDATE sources SET file = ? WHERE id = ?", (pair.text, source.id))
        else:
            reader = session.reader
            set_field(
                session.conn, source.id, pair.name, pair.text, reader.notices, session.terms,
                reader.actors,
            )  # fmt: skip
