"""A record of dated incidents with their sources, in one SQLite file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.dates import Date
    from tracker.errors import FileError, NotFoundError, TrackerError
    from tracker.filters import Filter
    from tracker.model import Incident
    from tracker.store.opening import Record, open

__version__ = "0.1.0"

_HOMES = {
    "Date": "tracker.dates",
    "FileError": "tracker.errors",
    "Filter": "tracker.filters",
    "Incident": "tracker.model",
    "NotFoundError": "tracker.errors",
    "Record": "tracker.store.opening",
    "TrackerError": "tracker.errors",
    "open": "tracker.store.opening",
}

__all__ = [
    "Date",
    "FileError",
    "Filter",
    "Incident",
    "NotFoundError",
    "Record",
    "TrackerError",
    "open",
]


def __getattr__(name: str) -> object:
    # A command that asks for one of these does not load the others.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'tracker' has no attribute '{name}'")
