"""A value of a line that was most likely meant as more than one: refused, with what to type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker import doubts
from tracker.importers.lines import SPACES, FaultError, Piece, glued
from tracker.importers.strays import after_semicolon, figures, short, typed
from tracker.notes import assignment_of, first_word, is_field

if TYPE_CHECKING:
    from tracker.fields import Assignment, Operator

_FREE: Final = ("desc", "note", "quote", "pinpoint")
_TRIMMED: Final = " \t.,:;/&+-–—("
_A: Final = {"number": "a number", **dict.fromkeys(doubts.NAMED, "a name")}
_NOTHING: Final = "leave out what is not known"
_IN_PLACE_OF: Final = {"；": "; ", "؛": "; ", "｜": " | ", "│": " | ", "¦": " | "}


def is_free(assignment: Assignment) -> bool:
    """Tell whether the value is a text, in which any sign may stand."""
    return assignment.field.family == "text" or assignment.name in _FREE


def is_named(assignment: Assignment) -> bool:
    """Tell whether the value is a name."""
    return assignment.field.family in doubts.NAMED or assignment.name in ("said-by", "via")


def refuse_slips(
    field: Piece, assignment: Assignment, operator: Operator, value: Piece, last: bool
) -> None:
    """Refuse what was meant otherwise in the value of a field; whatever is quoted was meant."""
    if value.quoted or not value.mask:
        return
    if is_free(assignment):
        _refuse_other_sign(value)
        return
    after_semicolon(field, value)
    refuse_glued(field, value)
    _refuse_look_alikes(field, value)
    _refuse_comma(field, value, is_named(assignment))
    refuse_open_quote(value, is_named(assignment))
    _refuse_no_comment(value)
    _refuse_name(field, value)
    if not last and value.mask[-1:] == '"':
        quote = value.without_quote()[1]
        raise FaultError(
            quote.start if quote is not None else value.start,
            "the words of a source stand at the end of a line",
            "a line of its own for each field that has a quote",
        )
    if is_named(assignment):
        refuse_doubt(field.cut(0, len(first_word(field.mask))).text, value, operator)
    if assignment.field.family != "date":
        _refuse_field_inside(field, assignment, operator, value)


def refuse_doubt(word: str, value: Piece, operator: Operator = "=") -> None:
    """Refuse signs that were meant to deny a name, or to doubt it."""
    if doubts.denies(value.mask):
        name = value.text.lstrip("!~-=≠¬<> ").removeprefix("not ")
        nobody = value.mask.startswith("not ") and not doubts.begins_a_name(name)
        told = _NOTHING if nobody else f"{word} != {name}"
        told = f"{word} {name}" if word in ("said-by", "via") else told
        raise FaultError(
            value.start,
            f"'{short(value.text)}' denies nothing, it would be the name",
            f"{told}; a name that begins so stands in double quotes",
        )
    name = doubts.undoubted(value.mask)
    if name == value.mask:
        return
    place = value.mask.find(name)
    said = f"{word} != " if operator == "!=" else f"{word} "
    told = f"{said}{value.text[place : place + len(name)].rstrip(', ')}"
    if word in ("said-by", "via"):
        hint = f"{told}, and how far it is believed: | credibility 5"
    elif operator == "!=" or word.startswith("claimed."):
        hint = f"{told} | ambiguous"
    else:
        hint = f"{told} | ambiguous, or claimed.{told}, which is not adopted"
    behind = value.cut(place + len(name))
    raise FaultError(
        behind.start if behind.mask else value.start,
        f"the doubt in '{short(value.text)}' would be a part of the name",
        hint if name else _NOTHING,
    )


def refuse_glued(field: Piece, value: Piece) -> None:
    """Refuse a bar that has no white space on one side, or on both."""
    place = glued(value.mask)
    if place < 0:
        return
    at = value.start - field.start + place
    before, after = field.cut(0, at), field.cut(at + 1)
    raise FaultError(
        value.start + place,
        "a bar parts a line only with a space on both sides",
        f"{before.text} | {typed(after.text)}",
        meant=(before,),
    )


def _refuse_look_alikes(field: Piece, value: Piece) -> None:
    for place, sign in enumerate(value.mask):
        if sign in doubts.PARTING:
            at = value.start - field.start + place
            before, after = field.cut(0, at), field.cut(at + 1)
            real = _IN_PLACE_OF[sign]
            raise FaultError(
                value.start + place,
                f"{sign} parts nothing: the sign is {real.strip()}",
                f"{before.text}{real}{typed(after.text)}",
                meant=(before, after) if real == "; " else (before,),
            )


def _refuse_comma(field: Piece, value: Piece, named: bool) -> None:
    for place in each(value.mask, ","):
        word = first_word(value.mask[place + 1 :].lstrip(SPACES))
        after = value.cut(place + 1)
        rest = after.mask[len(word) :].strip()
        # A name goes on in many ways: Sara Ali, who was 34.
        meant = rest and _is_other_field(word.lower())
        if meant and (not named or doubts.field_begins(word.lower(), rest) or word == "place"):
            before = field.cut(0, value.start - field.start + place)
            raise FaultError(
                after.start,
                f"'{short(word)}' stands after a comma, and fields are parted by semicolons",
                f"{before.text}; {typed(after.text)}",
                meant=(before, after),
            )


def refuse_open_quote(value: Piece, named: bool = True) -> None:
    """Refuse a quote in signs that open nothing here, or that is not closed.

    In many languages a name is in signs of its own.
    """
    mask = f" {value.mask}"
    others = () if named else (("«", "»"), ("„", "“"))
    if named and "„" in mask:
        return
    for sign, closing in (("“", "”"), *others):
        place = max(mask.find(f" {sign}"), mask.find(f"\t{sign}"))
        if place < 0:
            continue
        words = value.text[place + 1 :].rstrip(f'"”»{closing}')
        if sign == "“" and value.text[-1] != '"':
            raise FaultError(
                value.start + place,
                "the quote “ is not closed on this line",
                "close it with ”, or put the whole value in double quotes",
            )
        raise FaultError(
            value.start + place,
            f'a quote stands in "" or in “”, and this one in {sign}{value.text[-1]}',
            f'{value.cut(0, place).text} "{typed(words)}"'.strip()
            + "; or put the whole value in double quotes",
        )


def _refuse_no_comment(value: Piece) -> None:
    place = max(value.mask.find(" #"), value.mask.find("\t#"))
    if place >= 0 and not value.mask[place + 2 : place + 3].isdigit():
        word = value.cut(place + 1).word()[0].text
        raise FaultError(
            value.start + place + 1,
            f"'{short(word)}' is no comment: a space stands after its #",
            f"# {word[1:]}; or put the whole value in double quotes",
        )


def _refuse_field_inside(
    field: Piece, assignment: Assignment, operator: Operator, value: Piece
) -> None:
    family, mask = assignment.field.family, value.mask.replace("\t", " ")
    counts = figures(value.text, assignment.name) if family == "number" else []
    if counts and operator == "=":
        raise FaultError(
            value.start, f"cannot read the number '{short(value.text)}'", "; ".join(counts)
        )
    place = doubts.inside(mask)
    telling = place < 0 and (family == "number" or is_named(assignment))
    count = doubts.counted_inside(mask, family == "place") if telling else -1
    when = doubts.when_inside(mask) if telling and family == "place" else -1
    if max(place, count, when) < 0:
        return
    after = value.cut(max(place, count, when))
    before = field.cut(0, len(field.mask[: after.start - field.start].rstrip(_TRIMMED)))
    told, meant = _told(after, count >= 0, when >= 0), (before, after) if place >= 0 else (before,)
    raise FaultError(
        after.start,
        f"'{short(after.word()[0].text)}' stands inside {_A.get(family, assignment.name)}",
        f"{before.text}; {typed(told)}"
        + ("" if family == "number" else "; or put the whole value in double quotes"),
        meant=meant,
    )


def _told(after: Piece, counted: bool, dated: bool) -> str:
    """Return as fields what stands inside a name."""
    text = after.text.rstrip(").")
    if counted:
        first, rest = text.partition(" ")[::2]
        caused = doubts.CAUSED.get(first)
        return f"{caused} {rest}" if caused else "; ".join(figures(text)) or "killed 3"
    if dated:
        return f"date {text.removeprefix('at ').removeprefix('in ')}"
    return text


def _refuse_other_sign(value: Piece) -> None:
    """Refuse in a text a field that another sign parts."""
    for sign in "；؛":
        for place in each(value.mask, sign):
            after = value.cut(place + 1)
            word, rest = after.word()
            if doubts.field_begins(word.text, rest.text):
                raise FaultError(
                    value.start + place,
                    f"{sign} parts nothing: the sign is ;",
                    f"; {typed(after.text)}; or put the whole value in double quotes",
                )


def refuse_quoted_field(field: Piece, value: Piece) -> None:
    """Refuse a quote that is the value of a field behind another value."""
    word = value.mask.rpartition(" ")[2]
    if not is_field(word) or word == value.mask:
        return
    at = value.end - len(word) - field.start
    before, after = field.cut(0, at), field.cut(at)
    raise FaultError(
        after.start,
        f"'{word}' stands inside the value before it",
        f"{before.text}; {typed(after.text)}",
        meant=(before, after),
    )


def _refuse_name(field: Piece, value: Piece) -> None:
    """Refuse the name of an incident behind a value."""
    place = value.mask.rfind(" &")
    label = value.text[place + 1 :]
    if place >= 0 and len(label) > 1 and " " not in label:
        before = field.cut(0, value.start - field.start + place)
        raise FaultError(
            value.start + place + 1,
            f"'{label}' would be a part of the value",
            f"{label} on a line of its own, or behind the title; or put the value in double quotes",
            meant=(before,),
        )


def refuse_clause(before: Piece, word: Piece, value: Piece) -> None:
    """Refuse a field that goes on the sentence of the text before it on its line."""
    name = first_word(before.mask)
    if value.quoted or not doubts.is_clause(value.mask) or not is_free(assignment_of(name.lower())):
        return
    told = before.cut(len(name)).text
    raise FaultError(
        word.start,
        f"'{short(word.text)}' begins a field here, and '{short(value.text)}' is no name",
        f'{name} "{told}; {word.text} {value.text}"; a name that is so: {word.text} "{value.text}"',
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
