"""A page of notes as text, which is read again as the same page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker import doubts
from tracker.fields import READINGS, STANCES
from tracker.formats import quoting
from tracker.notes import (
    DECIDING,
    PARTS,
    RELATIONS,
    Declared,
    Entry,
    Opened,
    in_quotes,
    value,
)
from tracker.urls import looks_like_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.notes import Block, Pair, Part, Said

WIDE: Final = 96
INDENT: Final = "  "
_BARE: Final = ("reading", "stance")  # parts that say by their word what they are
_VOICES: Final = ("said-by", "via")
_OF_SOURCE: Final = ("kind", "reliability")
_FREE: Final = (
    "desc", "note", "quote", "pinpoint", "title", "retracted", "label", "archive-url", "meaning",
    "acled-event", "acled-sub-event", "plover", "gtd",
)  # fmt: skip


def write_page(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the text of the blocks, each a few whole lines; the file's own signs are put apart."""
    before: Block | None = None
    for block in blocks:
        if before is not None and _parted(before, block):
            yield "\n"
        yield "".join(f"{line}\n" for line in _lines(block))
        before = block


def _parted(before: Block, block: Block) -> bool:
    if isinstance(block, Declared):
        return not isinstance(before, Declared)
    if isinstance(block, Opened):
        return True
    return not isinstance(before, Opened) and block.new


def _lines(block: Block) -> list[str]:
    if isinstance(block, Opened):
        return _opened(block)
    if isinstance(block, Declared):
        return _declared(block)
    return _entry(block)


def _opened(block: Opened) -> list[str]:
    if block.own:
        return ["@ none"]
    described = f"@{_described(block)}"
    if not block.described:
        return [described]
    also = [f"{INDENT}also {_described(other)}" for other in block.also]
    return [described, *_joined([_pair(pair, "source") for pair in block.fields]), *also]


def _described(block: Opened) -> str:
    """Return `key URL | PUBLISHER | DATE | TITLE`."""
    apart = block.key == "none" or looks_like_url(block.key)
    line = in_quotes(block.key) if apart else block.key
    if not block.described:
        return line
    parts = [block.url.text, block.publisher.text, block.published.text, block.title.text]
    while parts and not parts[-1]:
        parts.pop()
    for place, part in enumerate(parts or ["", ""]):
        line += " |" if place else ""
        told = in_quotes(part) if place == 2 and block.ahead else quoting.of_source(place, part)
        line += f" {told}" if part else ""
    return line


def _declared(block: Declared) -> list[str]:
    words = "" if block.kind == "actor" else f"{block.kind} "
    called = quoting.declared(block.kind, block.name) if block.name else ""
    line = f"! {words}{called}".rstrip()
    line += f" &{block.label}" if block.label else ""
    if block.others:
        line += " = " + ", ".join(
            quoting.other_name(block.kind, each.text) for each in block.others
        )
    fields = [_pair(pair, block.kind) for pair in block.fields]
    while fields and len(line) + len(fields[0]) + 2 <= WIDE:
        line += f"; {fields.pop(0)}"
    return [line, *_joined(fields)]


def _pair(pair: Pair, kind: str) -> str:
    name, bar, when = pair.text.partition(" | ")
    if bar and pair.name in RELATIONS and (value(name), value(when)) == (name, when):
        return f"{pair.name} {pair.text}"
    text = (
        value(pair.text) if pair.name in _FREE or not pair.text else quoting.known(kind, pair.text)
    )
    return f"{pair.name} {text}"


def _entry(block: Entry) -> list[str]:
    sign = "+" if block.new else "="
    line = f"{sign} {quoting.titled(block.text)}" if block.new else f"= {block.text}"
    line += f" &{block.label}" if block.label else ""
    lines = [line]
    waiting: list[str] = []
    quote: str | None = None
    for said in block.said:
        if said.name == "quote":
            quote = said.text
            continue
        if said.parts or said.quote is not None:
            lines += _joined(waiting)
            waiting = []
            lines.append(INDENT + _statement(said) + _rest(said))
        else:
            waiting.append(_statement(said))
    lines += _joined(waiting)
    lines += [INDENT + in_quotes(quote)] if quote is not None else []
    return [*lines, *(f"{INDENT}# {_comment(text)}" for text in block.left_out)]


def _statement(said: Said) -> str:
    name = f"claimed.{said.name}" if said.claimed else said.name
    if said.operator == "!=":
        return f"{name} != {_value(said)}" if said.text else f"{name} !="
    return f"{name} {_value(said)}"


def _value(said: Said) -> str:
    if said.name in _VOICES or said.field.family in doubts.NAMED:
        return quoting.name(said.text)
    if said.name in _FREE or said.field.family == "text":
        return quoting.worded(said.text)
    return quoting.counted(said.text)


def _rest(said: Said) -> str:
    """Return the parts of a line and its quote."""
    line = "".join(f" | {_part(part, said.quote is not None)}" for part in said.parts)
    if said.operator == "!=" and not said.text and not said.parts and said.quote is not None:
        line += ' ""'
    return line + (f"  {in_quotes(said.quote)}" if said.quote is not None else "")


def _part(part: Part, quoted: bool) -> str:
    if part.name in _BARE:
        return part.text
    if part.name in DECIDING and not part.text:
        return f'{part.name} ""' if quoted else part.name
    if not part.text and part.name in ("own", "sic"):
        return part.name
    text = quoting.name(part.text) if part.name in _VOICES else value(part.text)
    if part.name == "pinpoint" and text == part.text and not _speaks(text):
        return text
    return f"{part.name} {text}"


def _speaks(text: str) -> bool:
    """Tell whether a place in a source would be taken for something else after a bar."""
    word, _, rest = text.lower().partition(" ")
    if not rest and word in (*READINGS, *STANCES, "own", "sic"):
        return True
    known = word in (*DECIDING, *PARTS, "origin", "agency")
    # An actor may be called so.
    known = known or (not text[0].islower() and not any(sign.isdigit() for sign in text))
    return known or text[0] == "&" or word in _OF_SOURCE or bool(doubts.meant_after_bar(text))


def _joined(pieces: list[str]) -> list[str]:
    """Return the pieces on as few lines as hold them."""
    lines: list[str] = []
    for piece in pieces:
        if lines and len(lines[-1]) + len(piece) + 2 <= WIDE:
            lines[-1] += f"; {piece}"
        else:
            lines.append(INDENT + piece)
    return lines


def _comment(text: str) -> str:
    return " ".join(text.split())
