"""`tracker disputes`: where accounts differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.filtering import MORE, filter_options, reading_as_asked
from tracker.cli.shared import db_option, paper, paper_options, say
from tracker.cli.streams import put
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.filters import Filter


@click.command("disputes", short_help="where accounts differ", epilog=MORE)
@click.argument("incident", metavar="[ID|last]", required=False)
@click.argument("field", required=False)
@filter_options
@click.option("-n", "--limit", type=click.IntRange(0), metavar="N", help="At most N incidents.")
@click.option("-f", "--format", "name", metavar="FORMAT", default="table",
              help="table, md, csv, tsv, json or jsonl.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Short for -f json.")
@paper_options
@db_option
def command(
    incident: str | None,
    field: str | None,
    wanted: Filter,
    limit: int | None,
    name: str,
    as_json: bool,
    width: int | None,
    plain: bool,
    color: str | None,
) -> None:
    """List the fields on which accounts differ: who says what, and what was adopted.

    With --disputed only the undecided ones, with --settled only those that were decided.

    \b
    tracker disputes
    tracker disputes 6 place
    tracker disputes --disputed place -f csv
    """
    from tracker.formats.disputes import FORMATS, disputes
    from tracker.store.disputes import contested
    from tracker.store.entry import incident_id

    name = "json" if as_json else name
    if name not in FORMATS:
        raise TrackerError(f"unknown format '{name}'", f"one of: {', '.join(FORMATS)}")
    sheet = paper(width, plain, color)
    with reading_as_asked(wanted) as conn:
        if incident is not None:
            wanted = wanted._replace(ids=(incident_id(conn, incident),))
        found = list(contested(conn, wanted, limit or None, _field(field)))
    if not found:
        about = f" of {field}" if field else ""
        say([f"no accounts{about} differ" + (f" for {incident}" if incident else "")])
    put(disputes(found, name, sheet.options()), name)


def _field(text: str | None) -> str | None:
    from tracker.fields import field_named, normal_name

    if text is None:
        return None
    name = normal_name(text.strip().lower())
    field_named(name)
    return name
