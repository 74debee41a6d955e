"""`tracker show`: everything about one incident."""

from __future__ import annotations

import click

from tracker.cli.shared import db_option, paper, paper_options, reading
from tracker.cli.streams import put


@click.command("show", short_help="everything about one incident")
@click.argument("incident", metavar="ID|last")
@click.option(
    "-f",
    "--format",
    "name",
    metavar="FORMAT",
    default="table",
    help="table, oneline, md, csv, tsv, json, jsonl, notes; or the sources as chicago, apa, mla,"
    " bibtex, csl-json, ris.",
)
@click.option("--json", "as_json", is_flag=True, help="Short for -f json.")
@click.option("--attribution", "attributed", is_flag=True,
              help="Sentences that say who says what, ready to paste.")  # fmt: skip
@paper_options
@db_option
def command(
    incident: str,
    name: str,
    as_json: bool,
    attributed: bool,
    width: int | None,
    plain: bool,
    color: str | None,
) -> None:
    """Show when, who, where and how many, where accounts differ, and every source.

    \b
    tracker show 3
    tracker show last --json
    tracker show 3 --attribution
    """
    from tracker import formats
    from tracker.store import incidents
    from tracker.store.entry import incident_id

    sheet = paper(width, plain, color)
    name = "json" if as_json else name
    with reading() as conn:
        number = incident_id(conn, incident)
        if name == formats.PAGE:
            from tracker.cli.noting import print_page

            print_page(conn, [number])
            return
        found = next(incidents.read(conn, [number], full=True, log=True))
        if attributed:
            from tracker.formats.attribution import attribution
            from tracker.store.surrounding import wider_places

            put(attribution(found, wider_places(conn, number)), "text")
            return
    options = sheet.options()
    if name == "table":
        from tracker.formats.detail import show

        pieces = show(found, options)
    else:
        pieces = formats.writer(name)([found], options)
    put(pieces, name)
