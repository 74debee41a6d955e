"""The formats that incidents can be written in: one module and one line here for each."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tracker.formats.options import Options
    from tracker.model import Incident

    Writer = Callable[[Iterable[Incident], Options], Iterator[str]]

# Name, module and function; a format is loaded when it is asked for.
_WRITERS: Final = {
    "table": ("tracker.formats.table", "table"),
    "oneline": ("tracker.formats.oneline", "oneline"),
    "md": ("tracker.formats.markdown", "markdown"),
    "csv": ("tracker.formats.separated", "comma_separated"),
    "tsv": ("tracker.formats.separated", "tab_separated"),
    "json": ("tracker.formats.objects", "array"),
    "jsonl": ("tracker.formats.objects", "lines"),
    "chicago": ("tracker.formats.citations", "chicago"),
    "apa": ("tracker.formats.citations", "apa"),
    "mla": ("tracker.formats.citations", "mla"),
    "bibtex": ("tracker.formats.citations", "bibtex"),
    "csl-json": ("tracker.formats.citations", "csl_json"),
    "ris": ("tracker.formats.citations", "ris"),
}
NAMES: Final = tuple(_WRITERS)
# A page of notes is written from the file itself, which holds more than an incident shows:
# tracker.formats.notes.
PAGE: Final = "notes"
# What these need is the whole incident; the others show only what a timeline reads.
COMPLETE: Final = frozenset(NAMES) - {"table", "oneline"}


def writer(name: str) -> Writer:
    """The function that writes the format; raises TrackerError for a name that is none."""
    if name not in _WRITERS:
        raise TrackerError(f"unknown format '{name}'", f"one of: {', '.join((*NAMES, PAGE))}")
    module, function = _WRITERS[name]
    found: Writer = getattr(import_module(module), function)
    return found


def write(name: str, incidents: Iterable[Incident], options: Options) -> Iterator[str]:
    """The incidents in a format, as pieces of text that end in whole lines.

    Everything is streamed: memory does not grow with the number of incidents, but for a list of
    sources, be it below a Markdown table or a bibliography of its own.
    """
    return writer(name)(incidents, options)
