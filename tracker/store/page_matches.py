"""Which incident of the file a `+` of a page means, if it stands there already.

What was changed in the file since the page was first read is never put back in silence: the log
tells whether a value that the page still says was once the recorded one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from tracker.store.uids import looks_like_uid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.notes import Entry
    from tracker.store.page_session import Session
    from tracker.store.sources import Source
    from tracker.store.values import Value


Held: TypeAlias = "tuple[int, str | None, str | None]"
"""An incident that was there before the page: its id, the EDTF and the words of its date."""


class Matches:
    """Finds the incident that a `+` means: by its uid, else by source, title and date.

    Two of the same on one page are two incidents, and each is matched once.
    """

    def __init__(self, session: Session, entries: Iterable[Entry]) -> None:
        self.session = session
        self.titles = [entry.text for entry in entries if entry.new]
        self.taken: set[int] = set()
        self.by_source: dict[int | None, dict[str, list[Held]]] = {}
        self.former: dict[str, list[int]] | None = None

    def find(self, entry: Entry, source: Source | None, date: Value | None) -> int | None:
        """Return the id of the incident, removed and merged ones included; None for a new one."""
        if looks_like_uid(entry.label):
            return self._of_uid(entry, source, date)
        if source is not None and source.new:
            return None
        held = self._candidates(entry, source)
        said = date.date if date is not None else None
        edtf, text = (said.edtf, said.text) if said is not None else (None, None)
        for number, recorded, words in held:
            if number in self.taken:
                continue
            # The words tell where the place has learned its zone since.
            if recorded == edtf or words == text or self._dated(number, edtf):
                self.taken.add(number)
                return number
        return None

    def _of_uid(self, entry: Entry, source: Source | None, date: Value | None) -> int | None:
        """Return the incident of that uid, unless nothing that the page says of it agrees.

        A name that was chosen on a page may happen to be one.
        """
        conn = self.session.conn
        row = conn.execute(
            "SELECT id, title FROM incidents WHERE uid = ?", (entry.label,)
        ).fetchone()
        if row is None:
            return None
        number, title = int(row[0]), str(row[1])
        said = date.date if date is not None else None
        cited = conn.execute(
            "SELECT 1 FROM citations AS c JOIN sources AS s ON s.id = c.source_id"
            " WHERE c.incident_id = ? AND (? IS NULL OR coalesce(s.merged_into, s.id) = ?)",
            (number, *[source.id if source is not None else None] * 2),
        ).fetchone()
        agrees = (
            self.session.editing
            or entry.text.strip() == title
            or (cited is None) == (source is None)
            or self._dated(number, said.edtf if said is not None else None)
        )
        if not agrees:
            self.session.fault(
                entry.spot,
                f"&{entry.label} is the uid of another incident: {number}, {title}",
                f"another name for this one: &{entry.label}-2",
            )
        return number

    def removed(self, entry: Entry, source: Source | None) -> bool:
        """Tell whether an incident that was removed may be the one that the `+` means."""
        if looks_like_uid(entry.label):
            where, named = "uid = ?", entry.label
        else:
            if source is not None and source.new:
                return False
            numbers = [number for number, *_ in self._candidates(entry, source)]
            if not numbers:
                return False
            where, named = "id IN (SELECT value FROM json_each(?))", json.dumps(numbers)
        return (
            self.session.conn.execute(
                f"SELECT 1 FROM incidents WHERE {where} AND deleted_at IS NOT NULL LIMIT 1",
                (named,),
            ).fetchone()
            is not None
        )

    def _candidates(self, entry: Entry, source: Source | None) -> list[Held]:
        """Return the incidents of that source and title, whatever their date."""
        key = source.id if source is not None else None
        if key not in self.by_source:
            self.by_source[key] = self._held(key)
        return self.by_source[key].get(entry.text.strip(), [])

    def namesake(self, entry: Entry, source: Source | None) -> int | None:
        """Return a standing incident of the same title and source that no `+` of the page meant."""
        if source is None or looks_like_uid(entry.label):
            return None
        for number, *_ in self.by_source.get(source.id, {}).get(entry.text.strip(), []):
            if number not in self.taken:
                return number
        return None

    def _held(self, source: int | None) -> dict[str, list[Held]]:
        """Return what was held of a source, or of the page's own titles, by title."""
        conn = self.session.conn
        if source is not None:
            query = (
                "SELECT DISTINCT i.id, i.title, i.date_edtf, i.date_text FROM citations AS c"
                " JOIN sources AS s ON s.id = c.source_id JOIN incidents AS i"
                " ON i.id = c.incident_id WHERE coalesce(s.merged_into, s.id) = ? ORDER BY i.id"
            )
            rows = conn.execute(query, (source,)).fetchall()
        else:
            rows = conn.execute(
                "SELECT id, title, date_edtf, date_text FROM incidents WHERE title IN"
                " (SELECT value FROM json_each(?)) ORDER BY id",
                (json.dumps(self.titles),),
            ).fetchall()
        held: dict[str, list[Held]] = {}
        dates: dict[int, tuple[str | None, str | None]] = {}
        for number, title, edtf, text in rows:
            echo = self.session.echoes.get(int(number))
            if echo is None or echo.verb != "added":  # what this page added was not there before
                held.setdefault(str(title), []).append((int(number), edtf, text))
                dates[int(number)] = edtf, text
        for title, numbers in self._former().items():
            mine = [number for number in numbers if source is None or number in dates]
            for number in mine:
                if all(number != other for other, *_ in held.get(title, [])):
                    edtf, text = dates.get(number, (None, None))
                    held.setdefault(title, []).append((number, edtf, text))
        return held

    def _former(self) -> dict[str, list[int]]:
        """Return the incidents whose title was changed, by the title that each had before."""
        if self.former is None:
            self.former = {}
            for number, before in self.session.conn.execute(
                "SELECT row_id, before FROM log_changes WHERE table_name = 'incidents'"
                " AND operation = 'update' AND before LIKE '%\"title\":%' ORDER BY id"
            ):
                title = json.loads(before).get("title")
                if title is not None:
                    self.former.setdefault(title, []).append(int(number))
        return self.former

    def _dated(self, incident: int, edtf: str | None) -> bool:
        """Tell whether the incident had that date once, or a source gives it that date."""
        conn = self.session.conn
        said = conn.execute(
            "SELECT 1 FROM claims WHERE incident_id = ? AND field = 'date' AND date_edtf IS ?",
            (incident, edtf),
        ).fetchone()
        return said is not None or was(self.session, "incidents", incident, {"date_edtf": edtf})


def was(session: Session, table: str, row_id: object, values: dict[str, object]) -> bool:
    """Tell by the log whether a row had these values once and was changed since."""
    for (before,) in session.conn.execute(
        "SELECT before FROM log_changes WHERE table_name = ? AND row_id = ?"
        " AND operation IN ('update', 'delete') AND before IS NOT NULL",
        (table, row_id),
    ):
        held = json.loads(before)
        if all(name in held and held[name] == value for name, value in values.items()):
            return True
    return False
