"""`tracker source`: the documents that are cited."""

from __future__ import annotations

import click

from tracker.cli.nouns import Noun, list_options, print_rows
from tracker.cli.shared import db_option, reading, say, terms, writing
from tracker.cli.source_mending import edit, merge, retract
from tracker.cli.streams import put, put_folded
from tracker.cli.unused import source_rm
from tracker.errors import TrackerError


@click.group("source", cls=Noun, short_help="documents that are cited: list, show, mend")
def command() -> None:
    """List, show and describe sources; a source is named by its key, its uid or its URL.

    \b
    tracker source list
    tracker source add "https://example.org/a | Example Post" kind=news
    """


@command.command("add", short_help="record a source, or more about one")
@click.argument("source")
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option("--date-order", type=click.Choice(["dmy", "mdy"]), help="How 07/06/2023 is read.")
@click.option("--new", is_flag=True, help="A name near a known one is another actor.")
@db_option
def add(source: str, fields: tuple[str, ...], date_order: str | None, new: bool) -> None:
    """Record a source, or more about one, and print its key: key, title, publisher, author,
    published, kind, url, language, said-by, via, reliability, archive-url, file, note, private.

    \b
    tracker source add "| US Central Command | 2023-07-09" said-by=CENTCOM
    tracker source add "https://example.org/a" key=post "author=A. Writer"
    """
    from tracker.store.notices import Notices
    from tracker.store.pairs import read_pairs
    from tracker.store.source_fields import describe_source

    asked = terms(date_order=date_order, new=new)
    notices = Notices()
    with writing("source add") as conn:
        described = describe_source(conn, source, read_pairs(fields), notices, asked)
    say(notices.lines)
    click.echo(described.key)


@command.command("list", short_help="the sources, and how often each is cited")
@list_options
@db_option
def list_(name: str, sort: str | None, limit: int | None) -> None:
    """List the sources, with how many incidents rest on each.

    -f chicago, apa, mla, bibtex, csl-json or ris writes them as a bibliography.

    \b
    tracker source list --sort uses
    tracker source list -f bibtex
    """
    from tracker.formats.citations import STYLES, write_references
    from tracker.store.lists import sources
    from tracker.store.source_record import references

    with reading() as conn:
        if name in STYLES:
            put(write_references(references(conn), name), name)
        else:
            print_rows(sources(conn, sort, limit), name)


@command.command("show", short_help="what it is, and what cites it")
@click.argument("source")
@click.option("-f", "--format", "name", metavar="FORMAT", default="table",
              help="table, json, chicago, apa, mla, bibtex, csl-json or ris.")  # fmt: skip
@db_option
def show(source: str, name: str) -> None:
    """Show a source and every incident that cites it, with the fields that it speaks of.

    \b
    tracker source show centcom
    tracker source show https://www.jpost.com/breaking-news/article-749374
    tracker source show centcom -f apa
    """
    from tracker.formats.citations import STYLES, write_references
    from tracker.formats.text import safe
    from tracker.report.sources import as_object, record_lines
    from tracker.store.notices import Notices
    from tracker.store.source_record import references, source_record
    from tracker.store.sources import Sources

    if name not in ("table", "json", *STYLES):
        raise TrackerError(f"unknown format '{name}'", f"one of: table, json, {', '.join(STYLES)}")
    with reading() as conn:
        number = Sources(conn, Notices()).known(source)
        if name in STYLES:
            put(write_references(references(conn, number), name), name)
        elif name == "json":
            from json import dumps

            record = as_object(source_record(conn, number))
            put([dumps(record, ensure_ascii=False, indent=2) + "\n"], name)
        else:
            for line in record_lines(source_record(conn, number)):
                put_folded(safe(line) + "\n")


for mending in (edit, merge, retract, source_rm):
    command.add_command(mending)
