"""`edit` and `merge` of actors and places, `show` and `edit` of types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.shared import db_option, reading, say, typed, writing
from tracker.cli.streams import put_folded
from tracker.errors import quoted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from tracker.store.merging import Merged
    from tracker.store.notices import Notices

why_option = click.option("--why", metavar="TEXT", help="Why; it is kept in the history.")
rehearsal = click.option("--dry-run", is_flag=True, help="Show what would be, store nothing.")


@click.command("edit", short_help="change what is recorded of an actor")
@click.argument("name")
@click.argument("fields", nargs=-1, metavar="FIELD=VALUE...")
@why_option
@click.option("--new", is_flag=True, help="A name near a known one is another actor.")
@db_option
def actor_edit(name: str, fields: tuple[str, ...], why: str | None, new: bool) -> None:
    """Change fields of an actor: name, kind, country, note; alias, acronym and other names;
    part-of, member-of, commands, backed-by and other relations.

    alias=X adds a name and alias-=X takes one away; country= empties. A relation may say when:
    "part-of=SDF | from 2015". What rolls up does so whatever its dates.

    \b
    tracker actor edit SDF "note=an alliance of militias"
    tracker actor edit ISIS "alias=Islamic State group" alias-=IS
    """
    from tracker.store.naming import edit_actor
    from tracker.store.notices import Notices
    from tracker.store.pairs import read_pairs

    notices = Notices()
    with writing(f"actor edit {name}", _reason(why)) as conn:
        shown = edit_actor(conn, name, read_pairs(fields), notices, new)
        lines = _changed(conn)
    _told_edit(shown, lines, notices)


@click.command("merge", short_help="let two actors be one")
@click.argument("other")
@click.argument("kept")
@why_option
@rehearsal
@db_option
def actor_merge(other: str, kept: str, why: str | None, dry_run: bool) -> None:
    """Let OTHER be known as KEPT: all names and both ids find the one that stays.

    Every incident, citation and claim of OTHER counts for KEPT, and undo takes it apart again.

    \b
    tracker actor add "IS group" --new
    tracker actor merge "IS group" ISIS --why "one organisation"
    """
    from tracker.store.actors import Actors
    from tracker.store.merging import merge_actors
    from tracker.store.notices import Notices

    with writing(f"actor merge {other} {kept}", _reason(why), rehearse=dry_run) as conn:
        merged = merge_actors(conn, Actors(conn, Notices()), other, kept)
    _told_merge(merged, "actor", dry_run)


@click.command("edit", short_help="change what is recorded of a place")
@click.argument("name")
@click.argument("fields", nargs=-1, metavar="FIELD=VALUE...")
@why_option
@db_option
def place_edit(name: str, fields: tuple[str, ...], why: str | None) -> None:
    """Change fields of a place: name, country, coords, tz, precision, note; alias and other names;
    within, overlaps, distinct-from. within-=X takes one away; coords= empties.

    \b
    tracker place edit Afrin coords=36.51,36.87 precision=near
    tracker place edit "Aleppo region" "within=northwest Syria"
    """
    from tracker.store.naming import edit_place
    from tracker.store.notices import Notices
    from tracker.store.pairs import read_pairs

    notices = Notices()
    with writing(f"place edit {name}", _reason(why)) as conn:
        shown = edit_place(conn, name, read_pairs(fields), notices)
        lines = _changed(conn)
    _told_edit(shown, lines, notices)


@click.command("merge", short_help="let two places be one")
@click.argument("other")
@click.argument("kept")
@why_option
@rehearsal
@db_option
def place_merge(other: str, kept: str, why: str | None, dry_run: bool) -> None:
    """Let OTHER be known as KEPT: all names and both ids find the one that stays.

    Its incidents count for KEPT, which gets what it lacks, and undo takes it apart again.

    \b
    tracker place add "north-western Syria"
    tracker place merge "north-western Syria" "northwest Syria"
    """
    from tracker.store.merging import merge_places
    from tracker.store.notices import Notices
    from tracker.store.places import Places

    with writing(f"place merge {other} {kept}", _reason(why), rehearse=dry_run) as conn:
        merged = merge_places(conn, Places(conn, Notices()), other, kept)
    _told_merge(merged, "place", dry_run)


@click.command("show", short_help="what a type means, and its kinds")
@click.argument("code")
@db_option
def type_show(code: str) -> None:
    """Show what a type means, what it is a kind of, its own kinds, and its other names.

    \b
    tracker type show drone-strike
    tracker type show "air strike"
    """
    from tracker.store.naming import type_lines

    with reading() as conn:
        _print(type_lines(conn, code))


@click.command("edit", short_help="change what is recorded of a type")
@click.argument("code")
@click.argument("fields", nargs=-1, metavar="FIELD=VALUE...")
@why_option
@db_option
def type_edit(code: str, fields: tuple[str, ...], why: str | None) -> None:
    """Change fields of a type: label, parent, meaning, alias, and the codes that exports write:
    acled-event, acled-sub-event, plover, gtd. The code itself stays.

    \b
    tracker type edit flare-drop "label=Flares dropped near an aircraft"
    tracker type edit overflight parent=airspace-violation alias=flyover
    """
    from tracker.store.naming import edit_type
    from tracker.store.notices import Notices
    from tracker.store.pairs import read_pairs

    notices = Notices()
    with writing(f"type edit {code}", _reason(why)) as conn:
        shown = edit_type(conn, code, read_pairs(fields), notices)
        lines = _changed(conn)
    _told_edit(shown, lines, notices)


def _reason(why: str | None) -> str | None:
    from tracker.texts import long_text

    return long_text(why, "reason") if why else None


def _changed(conn: sqlite3.Connection) -> list[str]:
    from tracker.formats.changes import brief_lines
    from tracker.store.recorded import made_by

    return brief_lines(made_by(conn))


def _told_edit(name: str, lines: list[str], notices: Notices) -> None:
    say(notices.lines)
    _print([f"{'Edited' if lines else 'Nothing new for'} {name}", *(f"  {one}" for one in lines)])


def _told_merge(merged: Merged, noun: str, dry_run: bool) -> None:
    verb = "Would merge" if dry_run else "Merged"
    lines = [f"{verb} {merged.other} into {merged.kept}", *(f"  {one}" for one in merged.lines)]
    if not dry_run:
        lines.append(
            f"  {typed(f'{noun} show {quoted(merged.kept)}')}        undo: {typed('undo')}"
        )
    _print(lines)


def _print(lines: Iterable[str]) -> None:
    from tracker.formats.text import safe

    for line in lines:
        put_folded(safe(line) + "\n")
