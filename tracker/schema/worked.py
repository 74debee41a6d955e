"""Worked queries on the views: what people ask most, each with what it gives."""

from __future__ import annotations

from importlib.resources import files
from typing import NamedTuple


class Worked(NamedTuple):
    """A query of one statement without a semicolon at its end, and what it gives."""

    title: str
    sql: str

    @property
    def name(self) -> str:
        """The title as one lower-case word."""
        words = "".join(sign if sign.isalnum() else " " for sign in self.title.lower()).split()
        return "-".join(words[:6])


def worked() -> list[Worked]:
    """Return the queries in the order of the file, which any SQLite shell runs as it is."""
    text = files(__package__ or "").joinpath("worked.sql").read_text(encoding="utf-8")
    found = []
    for part in text.strip().split("\n\n"):
        title, _, sql = part.partition("\n")
        found.append(Worked(title.removeprefix("-- "), sql.strip().removesuffix(";")))
    return found
