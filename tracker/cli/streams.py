"""The streams a command writes to: closed ones, other encodings, and what machines read."""

from __future__ import annotations

import os
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final, TextIO

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

FOR_MACHINES: Final = ("csv", "tsv", "json", "jsonl", "notes", "bibtex", "csl-json", "ris")


class Folded(TextIOWrapper):
    """A terminal that is told of the run: long lines are folded between words."""

    def write(self, text: str) -> int:
        """Write the text; what does not end a line, such as a question, is left as it is."""
        columns = columns_of(self)
        lines, ended, rest = text.rpartition("\n")
        if columns is not None and len(lines) * 2 > columns:
            from tracker.formats.folding import folded

            super().write(folded(lines, columns) + ended + rest)
        else:
            super().write(text)
        return len(text)


def make_ready() -> None:
    """Swallow what is written to a closed stream, and escape the signs that an encoding lacks.

    On a terminal, what is said on stderr is folded between words.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            # Else SQLite could open the file under the number of the closed stream.
            nowhere = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(nowhere, mode, encoding="utf-8", closefd=False))
        elif isinstance(stream, TextIOWrapper) and not _is_utf(stream):
            stream.reconfigure(errors="backslashreplace")
    told = sys.stderr
    if isinstance(told, TextIOWrapper) and told.isatty():
        sys.stderr = Folded(
            told.buffer, encoding=told.encoding, errors=told.errors, line_buffering=True
        )


def coding_of(held: bytes) -> str:
    """Return how a file of text is encoded: in UTF-16 where it says so, else in UTF-8."""
    return "utf-16" if held.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8"


def columns_of(stream: TextIO) -> int | None:
    """The columns that a line may fill on this terminal; None where it is none."""
    if not stream.isatty():
        return None
    typed = os.environ.get("COLUMNS", "")
    try:
        wide = int(typed) if typed.isdigit() else os.get_terminal_size(stream.fileno()).columns
    except OSError:
        return None
    return max(20, wide) - 1


def put_folded(text: str) -> None:
    """Print what a command answers, whole lines; on a terminal they are folded between words."""
    columns = columns_of(sys.stdout)
    if columns is not None and len(text) * 2 > columns:  # a sign takes two columns at most
        from tracker.formats.folding import folded

        text = folded(text, columns)
    click.echo(text, nl=False)


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
