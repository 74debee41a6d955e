"""`tracker edit`: change a field of an incident, or what was recorded of a source."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.filtering import MORE, filter_options
from tracker.cli.several import consent, look, retyped, short, still
from tracker.cli.shared import db_option, reading, say, terms_options, typed, writing
from tracker.cli.streams import put_folded
from tracker.errors import TrackerError
from tracker.fields import FIELDS, read_assignment
from tracker.filters import Filter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.report.changes import Recorded
    from tracker.store.editing import Kept
    from tracker.store.values import Terms

FEW = 2
_CITATION = re.compile(r"[cC][0-9]+(\.[A-Za-z0-9.-]+)?(=.*)?", re.DOTALL)
_NUMBER = re.compile(r"[0-9]+|last|[0-9a-hjkmnp-tv-z]{12}")


@click.command("edit", short_help="change a field, or what was recorded of a source",
               epilog=MORE)  # fmt: skip
@click.argument("words", metavar="[ID|c9|c9.FIELD]... [FIELD=VALUE]...", nargs=-1)
@filter_options
@click.option("--why", metavar="TEXT", help="Why; it is kept, and settles a disputed field.")
@click.option("-y", "--yes", is_flag=True, help="Change several without asking.")
@terms_options
@click.option("--dry-run", is_flag=True, help="Show what would be changed, store nothing.")
@db_option
def command(
    words: tuple[str, ...],
    wanted: Filter,
    why: str | None,
    yes: bool,
    asked: Terms,
    dry_run: bool,
) -> None:
    """Change fields of an incident; what sources say of them is kept.

    FIELD=VALUE sets, FIELD= empties. A role, a tag or a link is added, and by-=X takes one away.
    With options instead of an ID, all that they select are changed: which ones is shown first.
    edit c9 FIELD=VALUE changes how a source is cited, edit c9.killed 82 what it is said to say.
    edit 4 alone opens the incident in $EDITOR, as a page of notes.

    \b
    tracker edit 4 date="7 July 2023" by=Russia --why "the release gives the day"
    tracker edit -t drone-strike --since 2023-07 tag=drones --yes
    tracker edit c2 pinpoint="p. 3" quote="four were wounded"
    """
    from tracker.store.notices import Notices
    from tracker.texts import long_text

    reason = long_text(why, "reason") if why else None
    selects = wanted != Filter()
    targets, values = _parted(words)
    command_words = retyped("edit", words, wanted)
    if selects and targets:
        raise TrackerError(
            "options select, and an ID names one: give one of them",
            _as_fields(targets, values, wanted),
        )
    notices = Notices()
    name = short(command_words)
    if targets and _CITATION.fullmatch(targets[0]):
        answer = _correct(targets, values, name, reason, asked, notices, dry_run)
    elif len(targets) == 1 and not values and not selects and sys.stdin.isatty():
        from tracker.cli.forming import edit_form

        edit_form(targets[0], reason, asked, dry_run)
        return
    else:
        _refuse_nothing(targets, values, selects)
        assignments = [read_assignment(value) for value in values]
        evidence = [a.name for a in assignments if a.field.part == "evidence"]
        if evidence:
            raise _of_a_citation(targets, evidence[0], values)
        seen = look(wanted) if selects else None
        if not dry_run:
            consent(len(seen.ids) if seen else len(targets), FEW, "changing", yes, command_words)
        from tracker.store.editing import Editor
        from tracker.store.entry import incident_id
        from tracker.store.recorded import made_by
        from tracker.store.values import Reader

        with writing(name, reason, rehearse=dry_run) as conn:
            if seen is not None:
                numbers = list(still(conn, seen, wanted))
            else:
                numbers = list(dict.fromkeys(incident_id(conn, word) for word in targets))
            reader = Reader(conn, asked, notices)
            editor = Editor(conn, reader, assignments, reason, many=len(numbers) > 1)
            kept = [(number, editor.edit(number)) for number in numbers]
            editor.finish()
            answer = told(made_by(conn), kept, len(numbers), dry_run)
    say(notices.lines)
    put_folded(answer)


def told(
    made: Recorded, kept: Sequence[tuple[int, list[Kept]]], number: int, rehearsed: bool = False
) -> str:
    """Tell what changed, which accounts of sources are kept beside it, and how it is taken back."""
    from tracker.formats.changes import brief_lines
    from tracker.formats.text import safe

    own = tuple(one for one in made.differences if one.about == "incident")
    if not made.differences:
        return "Nothing changed: it is so already.\n"
    head = "Would edit" if rehearsed else "Edited"
    lines = [f"{head} {number:,} incident{'' if number == 1 else 's'}"] if number > 1 else []
    shown = own or made.differences  # a place alone, where more of it became known
    lines += brief_lines(replace(made, differences=shown), limit=8 if number == 1 else 4)
    if number == 1:
        lines += [line for incident, fields in kept for line in _kept_lines(incident, fields)]
    elif any(fields for _, fields in kept):
        lines.append("      what sources say of these fields is kept")
    if not rehearsed:
        lines[-1] += f"        undo: {typed('undo')}"
    return "".join(f"{safe(line)}\n" for line in lines)


def _kept_lines(incident: int, fields: Iterable[Kept]) -> list[str]:
    lines = []
    for kept in fields:
        accounts = ", ".join(f"c{citation} {value}" for citation, value in kept.accounts[:4])
        more = f" and {len(kept.accounts) - 4} more" if len(kept.accounts) > 4 else ""
        lines.append(f"      kept: what sources say of {kept.field}: {accounts}{more}")
        if kept.recorded is not None and not kept.decided:
            claim = f"c{kept.recorded}.{kept.field}"
            lines.append(f"      if it was mistyped there too: {typed(f'edit {claim} VALUE')}")
    return lines


def _correct(
    targets: Sequence[str],
    values: Sequence[str],
    name: str,
    reason: str | None,
    asked: Any,  # noqa: ANN401 - tracker.store.values.Terms, which start-up need not load
    notices: Any,  # noqa: ANN401
    dry_run: bool,
) -> str:
    """Carry out `edit c9 FIELD=VALUE` and `edit c9.killed 82`, and tell what changed."""
    from tracker.store.correcting import OF_CLAIM, correct_citation, correct_claim
    from tracker.store.recorded import made_by
    from tracker.store.removing import target
    from tracker.store.values import Reader

    word, equals, first = targets[0].partition("=")
    texts = [first] if equals else []
    texts += [*targets[1:], *values]
    if not texts:
        example = "82" if "." in word else 'quote="80 people killed"'
        raise TrackerError(f"edit {word} names no value", f"tracker edit {word} {example}")
    with writing(name, reason, rehearse=dry_run) as conn:
        said = target(conn, word)
        reader = Reader(conn, asked, notices)
        if said.field is None:
            correct_citation(conn, reader, said, [read_assignment(text) for text in texts])
        else:
            texts = [text.removeprefix(f"{said.field}=") for text in texts]
            settings = [text for text in texts if text.partition("=")[0] in OF_CLAIM]
            correct_claim(
                conn,
                reader,
                said,
                [text for text in texts if text not in settings],
                [read_assignment(text) for text in settings],
            )
        made = made_by(conn)
        lines = told(made, (), 1, dry_run)
        if made.differences and not dry_run:
            adopted = f"adopt c{said.citation}.{said.field}"
            adopt = f"; to adopt it: {typed(adopted)}" if said.field else ""
            lines += f"      the incident is as it was: {typed(f'show {said.incident}')}{adopt}\n"
    return lines


def _parted(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return what is named and what is set: the words up to the first that names no thing."""
    if words and _CITATION.fullmatch(words[0]):
        return [words[0]], list(words[1:])
    number = next((i for i, word in enumerate(words) if not _NUMBER.fullmatch(word)), len(words))
    return list(words[:number]), list(words[number:])


def _refuse_nothing(targets: Sequence[str], values: Sequence[str], selects: bool) -> None:
    """Refuse an edit without an incident or without a value, with what was probably meant."""
    from shlex import join

    loose = [value for value in values if "=" not in value]
    if loose:
        first = loose[0]
        rest = " ".join(values[values.index(first) + 1 :])
        if not targets and not selects:
            raise TrackerError(f"'{first}' is no incident's number", "tracker timeline")
        if first in FIELDS and rest and "=" not in rest:
            raise TrackerError(
                f"a value is joined to its field by =: {first}={rest}",
                f"tracker edit {join([*targets, f'{first}={rest}'])}",
            )
        if first in FIELDS:
            raise TrackerError(
                f"{first} has no value", f"tracker edit {join(targets)} {FIELDS[first].example}"
            )
        read_assignment(first)
    if not targets and not selects:
        raise TrackerError("edit needs to know which", f"tracker edit last {join(values)}".strip())
    if not values:
        raise TrackerError("no field is named to edit", "tracker help fields")


def _as_fields(targets: Sequence[str], values: Sequence[str], wanted: Filter) -> str:
    from shlex import join

    if wanted.sources and not values:
        return f"tracker {join(['cite', targets[0], wanted.sources[0]])}"
    fields = [f"type={kind}" for kind in wanted.types]
    fields += [f"by={actor}" for actor in (*wanted.by, *wanted.actors)]
    fields += [f"against={actor}" for actor in wanted.against]
    fields += [f"place={place}" for place in wanted.places]
    if not fields and not values:
        return f"tracker show {targets[0]}"
    return f"tracker edit {join([*targets, *fields, *values])}"


def _of_a_citation(targets: Sequence[str], name: str, values: Sequence[str]) -> TrackerError:
    from shlex import join

    from tracker.store.entry import incident_id

    with reading() as conn:
        cited = conn.execute(
            "SELECT id FROM citations WHERE incident_id = ? AND deleted_at IS NULL ORDER BY id",
            (incident_id(conn, targets[0] if targets else "last"),),
        ).fetchone()
    setting = [value for value in values if value.startswith(name)]
    return TrackerError(
        f"{name} belongs to a citation, not to an incident",
        f"tracker edit {join([f'c{cited[0]}', *setting])}" if cited else "tracker help sources",
    )
