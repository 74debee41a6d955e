"""`tracker source edit`, `merge` and `retract`: sources put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.shared import addressed, db_option, now, say, terms, typed, writing
from tracker.cli.streams import put_folded
from tracker.errors import TrackerError, quoted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

_FEW = 6


@click.command("edit", short_help="change what is recorded of a source")
@click.argument("source")
@click.argument("fields", nargs=-1, metavar="FIELD=VALUE...")
@click.option("--why", metavar="TEXT", help="Why; it is kept in the history.")
@click.option("--citations", is_flag=True, help="Its citations without an origin get it as well.")
@click.option("--date-order", type=click.Choice(["dmy", "mdy"]), help="How 07/06/2023 is read.")
@click.option("--new", is_flag=True, help="A name near a known one is another actor.")
@db_option
def edit(
    source: str,
    fields: tuple[str, ...],
    why: str | None,
    citations: bool,
    date_order: str | None,
    new: bool,
) -> None:
    """Change fields of a source: key, kind, url, title, publisher, author, published, language,
    said-by, via, reliability, archive-url, file, note, private. FIELD= empties one.

    When its date is mended, the dates that were read from it ("on Thursday") are listed.
    said-by is who speaks where it is cited from now on; with --citations, where it was as well.

    \b
    tracker source edit france24 published=2023-07-09 reliability=B
    tracker source edit jpost "said-by=The Jerusalem Post" --citations
    tracker source edit jpost author= --why "the page names nobody"
    """
    from tracker.report.sources import read_date_lines
    from tracker.store.notices import Notices
    from tracker.store.pairs import read_pairs
    from tracker.store.source_care import edit_source

    asked = terms(date_order=date_order, new=new)
    notices = Notices()
    with writing(f"source edit {source}", _reason(why)) as conn:
        edited = edit_source(conn, source, read_pairs(fields), notices, asked, citations)
        lines = _changed(conn)
    say(notices.lines)
    head = "Edited" if lines or edited.spoken else "Nothing new for"
    lines = [f"{head} {edited.key}", *lines]
    if edited.read_from_it:
        lines += ["read from the day of publication, and left as they are:"]
        lines += map(addressed, read_date_lines(edited.read_from_it))
    if edited.spoken:
        lines.append(f"  {_citations(edited.spoken)} got the origin")
    elif edited.unspoken and not citations:
        command = typed(f"source edit {edited.key} --citations")
        lines.append(f"  {_citations(edited.unspoken)} without an origin: {command}")
    _print(lines)


@click.command("merge", short_help="let two sources be one")
@click.argument("other")
@click.argument("kept")
@click.option("--why", metavar="TEXT", help="Why; it is kept in the history.")
@click.option("--dry-run", is_flag=True, help="Show what would be, store nothing.")
@db_option
def merge(other: str, kept: str, why: str | None, dry_run: bool) -> None:
    """Let OTHER be known as KEPT: both keys and both addresses find the one that stays.

    What cites OTHER counts for KEPT, which gets what it lacks and keeps what it has.

    \b
    tracker source add https://example.org/release key=release
    tracker source merge release centcom --why "a copy of the release"
    """
    from tracker.store.notices import Notices
    from tracker.store.source_care import merge_sources

    notices = Notices()
    with writing(f"source merge {other} {kept}", _reason(why), rehearse=dry_run) as conn:
        made = merge_sources(conn, other, kept, notices)
    say(notices.lines)
    verb = "Would merge" if dry_run else "Merged"
    lines = [f"{verb} {made.other} into {made.kept}: {_incidents(made.incidents)} move with it"]
    if made.incidents == 1:
        lines = [lines[0].replace("move with it", "moves with it")]
    lines += [f"  {made.kept} got its {', '.join(made.filled)}"] if made.filled else []
    lines += (
        [] if dry_run else [f"  {typed(f'source show {made.kept}')}        undo: {typed('undo')}"]
    )
    _print(lines)


@click.command("retract", short_help="let a source count no longer")
@click.argument("source")
@click.option("--why", metavar="TEXT", help="Why; it is shown wherever the source is.")
@click.option("--reinstate", is_flag=True, help="Let it count again.")
@click.option("--dry-run", is_flag=True, help="Show what rests on it, store nothing.")
@db_option
def retract(source: str, why: str | None, reinstate: bool, dry_run: bool) -> None:
    """Let a source count no longer, and list every incident and claim that rested on it.

    Its claims stay and are shown with the reason; adopted values stay until you change them.

    \b
    tracker source retract afcent --why "the video was withdrawn"
    tracker source retract afcent --reinstate
    """
    from tracker.report.sources import rested_lines
    from tracker.store import source_care

    if reinstate:
        with writing(
            f"source retract {source} --reinstate", _reason(why), rehearse=dry_run
        ) as conn:
            key, number = source_care.reinstate(conn, source)
        verb = "Would reinstate" if dry_run else "Reinstated"
        _print([f"{verb} {key}: what it says of {_incidents(number)} counts again"])
        return
    if not (why or "").strip():
        raise TrackerError(
            "why a source is retracted is shown wherever it is cited",
            f'tracker source retract {quoted(source)} --why "the page was withdrawn"',
        )
    assert why is not None
    with writing(f"source retract {source}", _reason(why), rehearse=dry_run) as conn:
        key, rested = source_care.retract(conn, source, why, f"{now()}Z")
    claims = sum(len(one.claims) for one in rested)
    verb = "Would retract" if dry_run else "Retracted"
    _print([f"{verb} {key}: {why.strip()}"])
    _print(rested_lines(rested))
    told = f"  {_incidents(len(rested))} and {claims:,} claim{'s' * (claims != 1)} rested on it"
    back = "" if dry_run else f"{' ' * 8}back: {typed(f'source retract {key} --reinstate')}"
    _print([told + back])


def _reason(why: str | None) -> str | None:
    from tracker.texts import long_text

    return long_text(why, "reason") if why else None


def _changed(conn: sqlite3.Connection) -> list[str]:
    from tracker.formats.changes import field_words
    from tracker.store.recorded import made_by

    found = made_by(conn).differences
    return [f"  {field_words(one)}" for one in found if one.about == "source"]


def _citations(ids: Sequence[int]) -> str:
    some = ", ".join(f"c{number}" for number in ids[:_FEW])
    more = f" and {len(ids) - _FEW:,} more" if len(ids) > _FEW else ""
    return f"{len(ids):,} citation{'s' * (len(ids) != 1)} ({some}{more})"


def _incidents(number: int) -> str:
    return f"{number:,} incident{'s' * (number != 1)}"


def _print(lines: Iterable[str]) -> None:
    from tracker.formats.text import safe

    for line in lines:
        put_folded(safe(line) + "\n")
