"""The sources of what is shown, each once: in a citation style, or for a reference manager."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from tracker.formats.references import cited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.formats.options import Options
    from tracker.model import Incident, Reference

# Name, module and function.
STYLES: Final = {
    "chicago": ("tracker.formats.styles", "chicago"),
    "apa": ("tracker.formats.styles", "apa"),
    "mla": ("tracker.formats.styles", "mla"),
    "bibtex": ("tracker.formats.bibliography", "bibtex"),
    "csl-json": ("tracker.formats.bibliography", "csl_json"),
    "ris": ("tracker.formats.bibliography", "ris"),
}


def write_references(references: Iterable[Reference], name: str) -> Iterator[str]:
    """The references in the style or format of that name, as pieces that end in whole lines."""
    module, function = STYLES[name]
    pieces = getattr(import_module(module), function)(references)
    for piece in pieces:
        yield piece if piece.endswith("\n") else f"{piece}\n"


def chicago(incidents: Iterable[Incident], options: Options) -> Iterator[str]:
    """The sources of the incidents in Chicago style, one a line."""
    return write_references(cited(incidents), "chicago")


def apa(incidents: Iterable[Incident], options: Options) -> Iterator[str]:
    """The sources of the incidents in APA style, one a line."""
    return write_references(cited(incidents), "apa")


def mla(incidents: Iterable[Incident], options: Options) -> Iterator[str]:
    """The sources of the incidents in MLA style, one a line."""
    return write_references(cited(incidents), "mla")


def bibtex(incidents: Iterable[Incident], options: Options) -> Iterator[str]:
    """The sources of the incidents as BibTeX."""
    return write_references(cited(incidents), "bibtex")


def csl_json(incidents: Iterable[Incident], options: Options) -> Iterator[str]:
    """The sources of the incidents as CSL-JSON."""
    return write_references(cited(incidents), "csl-json")


def ris(incidents: Iterable[Incident], options: Options) -> Iterator[str]:
    """The sources of the incidents as RIS."""
    return write_references(cited(incidents), "ris")
