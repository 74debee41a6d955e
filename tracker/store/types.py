"""Types of incidents: found by code, label or any other name; unknown ones are refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker.errors import TrackerError
from tracker.names import fold

if TYPE_CHECKING:
    import sqlite3

    from tracker.store.notices import Notices

LIKE: Final = 0.7  # how much of two words is alike before one is offered for the other
SHORTEST: Final = 4  # letters of a word that says something alone


@dataclass(slots=True)
class Types:
    """The types of one file; `new` makes an unknown one."""

    conn: sqlite3.Connection
    notices: Notices
    new: bool = False

    def find(self, name: str) -> str | None:
        """Return the code of the type that `name` means, or None."""
        code = name.strip().lower()
        row = self.conn.execute(
            "SELECT code FROM incident_types WHERE code = ? OR code = ?"
            " UNION ALL SELECT type_code FROM incident_type_names WHERE name_key = ? LIMIT 1",
            (code, code.replace(" ", "-"), fold(name)),
        ).fetchone()
        return str(row[0]) if row is not None else None

    def need(self, name: str) -> str:
        """Return the code of the type that `name` means, making it if that was asked for.

        Raises TrackerError, with the nearest types, for an unknown one.
        """
        found = self.find(name)
        if found is not None:
            return found
        code = fold(name).replace(" ", "-")
        if self.new and code.isascii() and code.replace("-", "").isalnum():
            return self.make(code)
        close = self._near(name)
        raise TrackerError(
            f"unknown type '{name}'",
            f"did you mean {' or '.join(close)}? --new-type makes a new one"
            if close
            else "--new-type makes a new one; all of them: tracker type list",
        )

    def known(self, name: str) -> str:
        """Return the code of the type that `name` means, to select by or to belong to.

        Raises TrackerError, with the nearest types, for an unknown one.
        """
        found = self.find(name)
        if found is None:
            close = self._near(name)
            raise TrackerError(
                f"unknown type '{name}'",
                f"did you mean {' or '.join(close)}?" if close else "tracker type list",
            )
        return found

    def make(self, code: str, label: str | None = None, parent: str | None = None) -> str:
        """Make a type and return its code."""
        self.conn.execute(
            "INSERT INTO incident_types (code, label, parent) VALUES (?, ?, ?)",
            (code, label or code.replace("-", " ").capitalize(), parent),
        )
        self.notices.say(f"new type: {code}")
        return code

    def _near(self, name: str) -> list[str]:
        """Return the codes of types that a slip away, or with a word in common, may be meant."""
        from difflib import get_close_matches  # only where a type was mistyped

        codes = dict(self.conn.execute("SELECT name_key, type_code FROM incident_type_names"))
        codes |= {
            str(code).replace("-", " "): str(code)
            for (code,) in self.conn.execute("SELECT code FROM incident_types ORDER BY code")
        }
        typed = fold(name).replace("-", " ")
        found = [codes[word] for word in get_close_matches(typed, codes, n=4, cutoff=LIKE)]
        if len(typed) >= SHORTEST:
            found += [code for word, code in sorted(codes.items()) if word.startswith(typed)]
        words = {word for word in typed.split() if len(word) >= SHORTEST}
        found += [code for word, code in sorted(codes.items()) if words & set(word.split())]
        return list(dict.fromkeys(found))[:3]
