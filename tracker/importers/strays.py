"""A word that stands where a field does and is none: what was most likely meant by it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tracker import doubts
from tracker.errors import TrackerError
from tracker.fields import CATEGORIES, MEASURES
from tracker.importers.lines import FaultError, Piece
from tracker.notes import WORDS, assignment_of, first_word, is_field
from tracker.quantities import parse_number
from tracker.urls import looks_like_url

if TYPE_CHECKING:
    from tracker.notes import Said

# What people call a field that has another name.
_MEANT: Final = {
    "weapon": "instrument MQ-9, what was used; or asset MQ-9, what was hit",
    "drone": "instrument MQ-9, what was used; or asset MQ-9, what was hit",
    "aircraft": "instrument MQ-9, asset MQ-9, or count.aircraft 3",
    "civilians": "killed.civilian 3 or injured.civilian 3",
    "civilians-killed": "killed.civilian 3",
    "casualties": "killed 3; injured 12-15",
    "victims": "victim the residents of Afrin; or killed 3",
    "target": "against Usamah al-Muhajir; or killed.target 1",
    "perpetrator": "by Russia",
    "actor": "by Russia; against US",
    "city": "place Homs, Syria",
    "country": "place Homs, Syria",
    "time": "date 2023-07-07 09:30",
    "day": "date 7 July 2023",
    "kills": "killed 3",
    "deaths": "killed 3",
    "fatalities": "killed 3",
    "injuries": "injured 5",
    "arrested": "detained 3",
    "captured": "detained 3",
    "fled": "displaced 300",
    "lat": "coords 36.51,36.87",
    "lon": "coords 36.51,36.87",
    "confidence": "credibility 2 for what the source says; status confirmed for the incident",
    "source": "@key URL | PUBLISHER | DATE | TITLE on a line above",
    "url": "@key URL | PUBLISHER | DATE | TITLE on a line above",
    "summary": "desc What happened, at length",
    "text": "desc What happened, at length",
    "comment": "note A remark of your own",
    "link": "before &name, after &name, part-of &name and so on",
    "kind": "of a source it stands below its @ line; of an event: type drone-strike",
}
# What those are called who were counted, and what happened to them.
_COUNTED: Final = {
    "civilian": "civilian", "civilians": "civilian", "combatants": "combatant",
    "fighter": "combatant", "fighters": "combatant", "soldier": "combatant",
    "soldiers": "combatant", "militants": "combatant", "combatant": "combatant",
    "child": "child", "children": "child",
}  # fmt: skip
_PLACES: Final = ("p.", "page", "para", "para.", "paragraph", "minute", "section")
_OF_NOBODY: Final = ("people", "persons", "person", "were", "was", "and")


def unknown(field: Piece, error: TrackerError, before: Said | None = None) -> FaultError:
    """Return the fault of a line, or of the first field in it, that begins with no field.

    `before` is the field that was said last: a name that ends in a comma goes on.
    """
    word, rest = _taken_apart(field)
    text = word.text
    if "=" in text:
        name, _, glued = text.rstrip("=").partition("=")
        if is_field(name.lower().rstrip("!")):
            said = f"{name.rstrip('!')} !=" if name.endswith("!") else name
            return FaultError(
                word.start,
                f"'{short(text)}' is written without =",
                f"{said} {glued or rest.text}".rstrip(),
            )
    if not error.message.startswith("unknown field"):
        return FaultError(word.start, error.message, error.hint.replace("=", " "))
    hint = _MEANT.get(text.lower(), "") or _instead(field, before) or _nearest(error)
    if hint == _LIST and text[:1].isupper() and rest.mask:
        hint = f"a new incident begins with +: + {typed(field.text)}"
    elif hint == _LIST and before is not None and before.name in ("desc", "note"):
        hint = (
            f"a text stands on one line, and \\n breaks it: {before.name} …\\n{typed(field.text)}"
        )
    return FaultError(word.start, f"unknown field '{short(text)}'", hint)


_LIST: Final = "tracker help fields"


def _taken_apart(field: Piece) -> tuple[Piece, Piece]:
    size = len(first_word(field.mask))
    return field.cut(0, size), field.cut(size)


def _nearest(error: TrackerError) -> str:
    return error.hint if error.hint.startswith("did you mean") else _LIST


def _instead(field: Piece, before: Said | None) -> str:
    """Return what a text that begins with no field stands for; empty where that is not plain."""
    word, rest = _taken_apart(field)
    text = word.text
    if text[-1:] in ".):" and is_field(first_word(rest.mask).lower()) and text[:-1].isdigit():
        return f"without the number: {rest.text}"
    if text[-1:] == ":" and is_field(text[:-1].lower()):
        return f"without the colon: {text[:-1]} {rest.text}"
    if text[:1] in ("«", "„"):
        return f'a quote stands in double quotes: "{field.text.strip("«»„“”")}"'
    if before is not None and before.text.endswith(",") and before.field.family in doubts.NAMED:
        return f"on the line that it goes on: {before.name} {before.text} {field.text}"
    if counted := figures(field.text):
        return "; ".join(counted)
    if doubts.is_date(field.text):
        return f"date {field.text}"
    joined = field.text.lower().replace(" ", "-", 1).partition(" ")
    if is_field(joined[0]) and joined[2]:
        return f"{joined[0]} {field.text[len(joined[0]) + 1 :]}"
    if text.lower() in ("in", "at", "near") and doubts.begins_a_name(rest.text):
        return f"place {field.text if text.lower() == 'near' else rest.text}"
    if text.lower() in _PLACES and rest.mask:
        return f"pinpoint {field.text}"
    if doubts.meant_after_bar(field.text).startswith(("said-by ", "via ")):
        return doubts.meant_after_bar(field.text)
    if looks_like_url(field.text):
        return f"a source begins with @: @ {typed(field.text)}"
    if text.lower() in WORDS["source"]:
        return f"{text.lower()} of a source stands below its @ line"
    if text.lower() in (*WORDS["actor"], *WORDS["place"]):
        return f"what is known of an actor or a place: ! Its name; {typed(field.text)}"
    return ""


def figures(text: str, suffered: str = "") -> list[str]:
    """Return the fields of a count in words, as of `suffered` where nothing else is said.

    >>> figures("3 killed, 5 injured"), figures("3 civilians", "killed"), figures("3")
    (['killed 3', 'injured 5'], ['killed.civilian 3'], [])
    """
    if " " not in text:
        return []
    found = []
    for part in re.split(r", | and |; ?", text):
        number, *words = part.strip(" .").lower().split() or [""]
        if number in _COUNTED and len(words) == 1:
            number, words = words[0], [number]
        known = [word for word in words if word not in _OF_NOBODY]
        measure = next(
            (doubts.SUFFERED[word] for word in known if word in doubts.SUFFERED), suffered
        )
        category = next((_COUNTED[word] for word in known if word in _COUNTED), "")
        told = [word for word in known if word in doubts.SUFFERED or word in _COUNTED]
        if not told or not _is_figure(number) or told != known or measure not in MEASURES:
            return []
        assert not category or category in CATEGORIES
        found.append(f"{measure}{'.' * bool(category)}{category} {number}")
    return found


def _is_figure(text: str) -> bool:
    try:
        return text[:1].isdigit() or parse_number(text).low is not None
    except TrackerError:
        return False


def after_semicolon(field: Piece, value: Piece) -> None:
    """Refuse every `;` in a value that no field follows: what follows was meant as one."""
    faults = []
    first_place = place = value.mask.find(";")
    while place >= 0:
        after = value.cut(place + 1)
        faults.append(_no_field(field.cut(0, value.start - field.start + place), after))
        place = value.mask.find(";", place + 1)
    if faults:
        first, *others = faults
        meant = field.cut(0, value.start - field.start + first_place)
        raise FaultError(
            first.place, first.message, first.hint, tuple(others), meant=(meant,) * bool(meant.mask)
        )


def _no_field(before: Piece, after: Piece) -> FaultError:
    own = after.cut(0, (after.mask + ";").find(";"))
    if own.quoted:
        return FaultError(
            after.start,
            "a quote stands after a semicolon",
            f"{before.text} {own.text} on a line of its own",
        )
    word = first_word(own.mask)
    if "=" in word or word[-1:] == ":" or word[:-1].isdigit():
        return unknown(own, TrackerError("unknown field"))
    try:
        assignment_of(word.lower())
    except TrackerError as error:
        hint = _MEANT.get(word.lower()) or _instead(own, None) or _nearest(error)
        return FaultError(
            after.start,
            f"'{short(own.cut(0, len(word)).text)}' stands after a semicolon and is no field",
            f"{hint}; or put the whole value in double quotes",
        )
    raise AssertionError(f"{word} parts the line")


def short(text: str) -> str:
    """Return a text as a message shows it."""
    return text if len(text) <= 40 else f"{text[:39]}…"


def typed(text: str) -> str:
    """Return a text as a hint shows it, which is typed again."""
    return text if len(text) <= 120 else f"{text[:119]}…"
