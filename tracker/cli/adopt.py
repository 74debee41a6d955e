"""`tracker adopt`: choose one account of a field."""

from __future__ import annotations

import click

from tracker.cli.shared import db_option, writing
from tracker.cli.streams import put_folded
from tracker.errors import TrackerError


@click.command("adopt", short_help="choose one account of a field, keep all")
@click.argument("what", metavar="c9.FIELD|ID")
@click.argument("field", required=False)
@click.option("--range", "hull", is_flag=True, help="Adopt the range that holds every account.")
@click.option("--recorded", is_flag=True, help="Keep what is recorded, against every account.")
@click.option("--why", metavar="TEXT", help="Why; it is kept with the decision.")
@db_option
def command(what: str, field: str | None, hull: bool, recorded: bool, why: str | None) -> None:
    """Make one source's account of a field the adopted value; every account is kept.

    tracker show ID lists the accounts, and the command that adopts each.

    \b
    tracker adopt c9.place --why "the release names the place"
    tracker adopt 6 count.aircraft --range
    tracker adopt 6 place --recorded --why "the release names it"
    """
    from tracker.fields import normal_name
    from tracker.store.adopt import adopt_claim, adopt_range, adopt_recorded
    from tracker.store.citations import parse_citation
    from tracker.store.entry import incident_id
    from tracker.texts import long_text

    reason = long_text(why, "reason") if why else None
    if hull and recorded:
        raise TrackerError(
            "--range is of all accounts, --recorded of none: give one of them",
            "tracker adopt --help",
        )
    if hull or recorded:
        option, adopting = ("--range", adopt_range) if hull else ("--recorded", adopt_recorded)
        if field is None:
            raise TrackerError(
                f"{option} needs an incident and a field", f"its fields: tracker show {what}"
            )
        field = normal_name(field.strip().lower())
        with writing(f"adopt {what} {field} {option}", reason) as conn:
            made = adopting(conn, incident_id(conn, what), field, reason)
    else:
        if what.isdecimal() and field is not None:
            raise TrackerError(
                f"which account of {field} is adopted is not said: c9.{field}, --range"
                " or --recorded",
                f"tracker disputes {what} {field}",
            )
        citation, named = parse_citation(what if field is None else f"{what}.{field}")
        with writing(f"adopt c{citation}.{named or ''}", reason) as conn:
            made = adopt_claim(conn, citation, named, reason)
    from tracker.cli.answers import told_adopted

    put_folded(told_adopted(made))
