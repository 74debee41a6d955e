"""The streams a command writes to: closed ones, other encodings, and what machines read."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

FOR_MACHINES: Final = ("csv", "tsv", "json", "jsonl", "notes", "bibtex", "csl-json", "ris")


def make_ready() -> None:
    """Swallow what is written to a closed stream, and escape the signs that an encoding lacks."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            # Else SQLite could open the file under the number of the closed stream.
            nowhere = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(nowhere, mode, encoding="utf-8", closefd=False))
        elif isinstance(stream, TextIOWrapper) and not _is_utf(stream):
            stream.reconfigure(errors="backslashreplace")


def put(pieces: Iterable[str], name: str) -> None:
    """Print the pieces of a text in the format of that name; what machines read is UTF-8 always."""
    out = sys.stdout
    if name in FOR_MACHINES and isinstance(out, TextIOWrapper) and not _is_utf(out):
        out.reconfigure(encoding="utf-8", errors="strict")
    for piece in pieces:
        # Whether there is colour was decided before; click would take it, and data, out again.
        click.echo(piece, nl=False, color=True)


def decoded(word: str) -> str:
    """Return a word of the command line as text where its bytes are UTF-8, whatever the locale.

    Raises UnicodeDecodeError where they are not.
    """
    return word.encode("utf-8", "surrogateescape").decode("utf-8")


def _is_utf(stream: TextIOWrapper) -> bool:
    return (stream.encoding or "").lower().startswith("utf")
