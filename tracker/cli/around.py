"""`tracker around`: what happened near an incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.filtering import MORE, filter_options, reading_as_asked
from tracker.cli.shared import db_option, paper, paper_options, say
from tracker.cli.streams import put
from tracker.errors import TrackerError
from tracker.filters import Filter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.report.around import Surroundings

FORMATS = ("table", "md", "csv", "tsv", "json", "jsonl")


@click.command("around", short_help="what happened near an incident", epilog=MORE)
@click.argument("incident", metavar="[ID|last]", required=False)
@filter_options
@click.option("--before", "earlier", default="24h", metavar="TIME", help="So long before; 24h.")
@click.option("--after", "later", default="48h", metavar="TIME", help="So long after; 48h.")
@click.option("-n", "--limit", type=click.IntRange(0), default=50, metavar="N",
              help="Around at most N incidents, 50 if not said; 0 is all.")  # fmt: skip
@click.option("-f", "--format", "name", default="table", metavar="FORMAT",
              help=f"{', '.join(FORMATS)}.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Short for -f json.")
@paper_options
@db_option
def command(
    incident: str | None,
    wanted: Filter,
    earlier: str,
    later: str,
    limit: int,
    name: str,
    as_json: bool,
    width: int | None,
    plain: bool,
    color: str | None,
) -> None:
    """Show what certainly and what possibly happened near an incident, or near each that the
    options select, measured from one beginning to the other.

    A recorded order (tracker link) counts as much as a date.

    \b
    tracker around 6 --before 24h --after 0h
    tracker around -t drone-strike --by US --before 3d
    """
    from tracker.report.around import as_rows
    from tracker.store.around import around
    from tracker.store.entry import incident_id

    name = "json" if as_json else name
    if name not in FORMATS:
        raise TrackerError(f"unknown format '{name}'", f"one of: {', '.join(FORMATS)}")
    if (incident is None) == (wanted._replace(as_of=None) == Filter()):
        raise TrackerError(
            "name an incident, or select some by options"
            + (", not both" if incident is not None else ""),
            f"tracker around {incident or 'last'}",
        )
    before, after = _seconds(earlier, "--before"), _seconds(later, "--after")
    sheet = paper(width, plain, color)
    with reading_as_asked(wanted) as conn:
        if incident is not None:
            wanted = Filter(ids=(incident_id(conn, incident),))
        found = around(conn, wanted, before, after, limit or None)
        if name == "table":
            from tracker.formats.around import screen

            counted = _Counted(found)
            put(
                screen(counted, f"within {earlier} before and {later} after", sheet.options()), name
            )
            if not counted.number:
                say(["no incident matches"])
        else:
            from tracker.formats.rows import write_rows

            put(write_rows(as_rows(found), name), name)


class _Counted:
    """What is passed on, and how many there were."""

    def __init__(self, found: Iterator[Surroundings]) -> None:
        self.found = found
        self.number = 0

    def __iter__(self) -> Iterator[Surroundings]:
        for one in self.found:
            self.number += 1
            yield one


def _seconds(text: str, option: str) -> float:
    from tracker.quantities import parse_duration

    minutes = 0 if text.strip() in ("0", "0h") else parse_duration(text).high
    if minutes is None:
        raise TrackerError(f"cannot read {option} '{text}'", f"for example: {option} 24h")
    return minutes * 60.0
