"""A relation that would lead back to where it starts, refused in words instead of by SQLite's."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def refusing_a_circle(message: str, hint: str = "") -> Iterator[None]:
    """Raise TrackerError with `message` where what is written inside would make a circle."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        if "circle" not in str(error):
            raise
        raise TrackerError(message, hint) from error
