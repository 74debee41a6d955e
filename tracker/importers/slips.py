"""What was typed in a line of notes and meant otherwise: refused, with what to type instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.errors import TrackerError
from tracker.importers.lines import SPACES, FaultError, Piece
from tracker.notes import assignment_of, first_word, is_field

if TYPE_CHECKING:
    from tracker.fields import Assignment


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
    "source": "@key URL | PUBLISHER | DATE | TITLE on a line above",
    "url": "@key URL | PUBLISHER | DATE | TITLE on a line above",
    "summary": "desc What happened, at length",
    "text": "desc What happened, at length",
    "comment": "note A remark of your own",
    "link": "before &name, after &name, part-of &name and so on",
}


def refuse_semicolon(value: Piece) -> None:
    """Refuse a `;` in a name, a date or a number: what follows it was meant as a field."""
    place = value.mask.find(";")
    if place < 0:
        return
    after = value.cut(place + 1)
    word = first_word(after.mask)
    try:
        assignment_of(word.lower())
    except TrackerError as error:
        hint = error.hint if error.hint.startswith("did you mean") else "tracker help fields"
        hint = _MEANT.get(word.lower(), hint)
        raise FaultError(
            after.start,
            f"'{short(word)}' stands after a semicolon and is no field",
            f"{hint}; or put the whole value in double quotes",
        ) from error


def refuse_what_ends_no_value(value: Piece, last: bool) -> None:
    """Refuse in a name, a date or a number what was meant as something else of the line."""
    mask = value.mask
    for place in each(mask, ","):
        word = first_word(mask[place + 1 :].lstrip(SPACES))
        after = value.cut(place + 1)
        if after.mask[len(word) :].strip() and _is_other_field(word.lower()):
            raise FaultError(
                after.start,
                f"'{short(word)}' stands after a comma, and fields are parted by semicolons",
                f"{value.cut(0, place).text}; {short(after.text)}",
            )
    place = max(mask.find(" “"), mask.find("\t“"))
    if place >= 0 or mask[:1] == "“":
        raise FaultError(
            value.start + place + 1,
            "the quote “ is not closed on this line",
            "close it with ”, or put the whole value in double quotes",
        )
    place = max(mask.find(" #"), mask.find("\t#"))
    if place >= 0:
        word = value.cut(place + 1).word()[0].text
        raise FaultError(
            value.start + place + 1,
            f"'{short(word)}' is no comment: a space stands after its #",
            f"# {word[1:]}; or put the whole value in double quotes",
        )
    if not last and mask[-1:] == '"' and not value.quoted:
        quote = value.without_quote()[1]
        raise FaultError(
            quote.start if quote is not None else value.start,
            "the words of a source stand at the end of a line",
            "a line of its own for each field that has a quote",
        )


def _is_other_field(word: str) -> bool:
    """Tell whether a word after a comma is a field rather than a part of a date: before, after."""
    return is_field(word) and assignment_of(word).field.family != "link"


def example(assignment: Assignment) -> str:
    """Return the example of a field as it stands in notes.

    >>> example(assignment_of("killed"))
    'killed 80'
    """
    return assignment.field.example.replace("=", " ", 1)


def each(mask: str, sign: str) -> list[int]:
    places = []
    place = mask.find(sign)
    while place >= 0:
        places.append(place)
        place = mask.find(sign, place + 1)
    return places


def unknown(word: str, value: str, error: TrackerError) -> tuple[str, str]:
    if "=" in word:
        name, _, rest = word.rstrip("=").partition("=")
        if is_field(name.lower().rstrip("!")):
            said = f"{name.rstrip('!')} !=" if name.endswith("!") else name
            return f"'{short(word)}' is written without =", f"{said} {rest or value}".rstrip()
    if error.message.startswith("unknown field"):
        hint = error.hint if error.hint.startswith("did you mean") else "tracker help fields"
        if word[:1].isupper() and " " in value.strip() and hint == "tracker help fields":
            hint = f"a new incident begins with +: + {short(f'{word} {value}'.strip())}"
        hint = _MEANT.get(word.lower(), hint)
        return f"unknown field '{short(word)}'", hint
    return error.message, error.hint.replace("=", " ")


def short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
