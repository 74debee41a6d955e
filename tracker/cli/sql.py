"""`tracker sql`: questions to the file in SQL, which cannot change it."""

from __future__ import annotations

import os
import sys
from time import monotonic
from typing import TYPE_CHECKING

import click

from tracker.cli.ending import ending
from tracker.cli.shared import current_choices, db_option, paper, paper_options, reading, say
from tracker.cli.streams import put
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.store.asking import Answer, Value

FORMATS = ("table", "md", "csv", "tsv", "json", "jsonl")
MOST = 10_000
SECONDS = 60.0


@click.command("sql", short_help="read-only SQL")
@click.argument("query", required=False, metavar="QUERY|-")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="What :NAME means.")
@click.option("-n", "--limit", type=click.IntRange(0), default=MOST, metavar="N",
              help=f"At most N rows, {MOST:,} if not said; 0 is all.")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(0.05, 86400), default=SECONDS, metavar="SECONDS",
              help="Stop after so long.")  # fmt: skip
@click.option("-f", "--format", "name", default="table", metavar="FORMAT",
              help=f"{', '.join(FORMATS)}.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Short for -f json.")
@click.option("--schema", is_flag=True, help="What every view, table and column means.")
@click.option("--examples", is_flag=True, help="Worked queries.")
@click.option("--datasette", is_flag=True, help="A metadata file for Datasette, in JSON.")
@paper_options
@db_option
def command(
    query: str | None,
    params: tuple[str, ...],
    limit: int,
    timeout: float,
    name: str,
    as_json: bool,
    schema: bool,
    examples: bool,
    datasette: bool,
    width: int | None,
    plain: bool,
    color: str | None,
) -> None:
    """Ask the file in SQL: SELECT, WITH or VALUES, and nothing that writes.

    Start with the view timeline; tracker help sql tells of the others.

    \b
    tracker sql "SELECT date_words, title FROM timeline WHERE sources = 1"
    tracker sql "SELECT * FROM disputes WHERE incident_id = :id" --param id=6
    """
    name = "json" if as_json else name
    if name not in FORMATS:
        raise TrackerError(f"unknown format '{name}'", f"one of: {', '.join(FORMATS)}")
    asked = [schema, examples, datasette, query is not None]
    if sum(asked) != 1:
        raise TrackerError(
            "ask one thing" if sum(asked) else "there is no query",
            'tracker sql "SELECT id, title FROM timeline"',
        )
    if examples:
        from tracker.schema.worked import worked

        put((f"-- {one.title}\n{one.sql};\n\n" for one in worked()), "table")
        return
    if schema or datasette:
        _describe(datasette, name, paper(width, plain, color).width)
        return
    values = dict(_param(text) for text in params)
    text = sys.stdin.read() if query == "-" else query or ""
    began = monotonic()
    from tracker.store.asking import ask

    with reading() as conn, ending(timeout):
        conn.execute("PRAGMA query_only = ON")
        answer = ask(conn, text, values, limit or None, lambda: monotonic() - began > timeout)
    _print(answer, name, paper(width, plain, color).width)
    if answer.more:
        say([f"stopped after {limit:,} rows: -n 0 for all"])


def _print(answer: Answer, name: str, width: int) -> None:
    from tracker.formats.rows import write_rows
    from tracker.report.rows import Rows

    rows = tuple(tuple(_cell(value) for value in row) for row in answer.rows)
    put(write_rows(Rows(_distinct(answer.columns), rows), name, width), name)


def _describe(datasette: bool, name: str, width: int) -> None:
    from tracker.schema.worked import worked
    from tracker.store.dictionary import described, metadata

    with reading() as conn:
        if datasette:
            import json

            stem = os.path.splitext(os.path.basename(current_choices().path))[0]
            put([json.dumps(metadata(conn, stem, worked()), ensure_ascii=False, indent=2)], "json")
            put(["\n"], "json")
        elif name == "table":
            from tracker.formats.dictionary import pages

            put(pages(described(conn), width), name)
        else:
            from tracker.formats.rows import write_rows

            put(write_rows(described(conn), name), name)


def _param(text: str) -> tuple[str, Value]:
    """Read NAME=VALUE; a whole number is a number."""
    name, equals, value = text.partition("=")
    name = name.lstrip(":@$")
    if not equals or not name.isidentifier():
        raise TrackerError(f"cannot read --param '{text}'", "for example: --param actor=Russia")
    digits = value.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) < 19 and str(int(value)) == value:
        return name, int(value)
    return name, value


def _cell(value: Value) -> str | int | float | None:
    """A value as every format can show it: bytes as x'…', and no number that JSON lacks."""
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return "Inf" if value > 0 else "-Inf"
    return value


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Names of columns, the second of the same name numbered, since an object holds one of each."""
    kept: list[str] = []
    for name in names:
        number, free = 1, name
        while free in kept:
            free = f"{name}:{number}"
            number += 1
        kept.append(free)
    return tuple(kept)
