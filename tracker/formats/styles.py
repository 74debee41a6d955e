"""Sources in the words of a style: Chicago (bibliography), APA 7 and MLA 9, as plain text.

Plain text has no italics. What a source lacks is handled as the style says: another part moves to
the place of a missing author, a description stands for a missing title, and a missing date is
`n.d.` (Chicago, APA) or left out (MLA). A date is never given more exactly than it is known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tracker.formats.references import authors, day_of, description, published, voice
from tracker.formats.text import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.formats.references import Name, Published
    from tracker.model import Reference

_SHORT: Final = (
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip
# Kinds whose title says by itself what they are.
_PLAIN: Final = ("news", "wire", "report", "book", "document", "other")
_straight_pair = re.compile(r'"([^"]*)"')


def chicago(references: Iterable[Reference]) -> list[str]:
    """Entries of a bibliography after the Chicago Manual of Style, in alphabetical order."""
    return _sorted(_chicago(one) for one in references)


def apa(references: Iterable[Reference]) -> list[str]:
    """Entries of a reference list after the APA manual, in alphabetical order.

    Two of one author and year are told apart by a letter, as the style asks.
    """
    found = list(references)
    alike: dict[tuple[str, str], list[Reference]] = {}
    for one in sorted(found, key=lambda reference: _sort_key(reference.title or "")):
        alike.setdefault((_apa_author(one), _apa_year(published(one))), []).append(one)
    letters = {
        one.key: chr(ord("a") + at)
        for (author, _), group in alike.items()
        if author and 1 < len(group) <= 26
        for at, one in enumerate(group)
    }
    return _sorted(_apa(one, letters.get(one.key, "")) for one in found)


def mla(references: Iterable[Reference]) -> list[str]:
    """Entries of a list of works cited after the MLA Handbook, in alphabetical order."""
    return _sorted(_mla(one) for one in references)


def _chicago(one: Reference) -> str:
    names = authors(one)
    first = _joined(names, "and") if names else one.publisher
    when = published(one)
    parts = [_stop(first)] if first else []
    if one.title:
        parts.append(_stop(one.title) if one.kind == "book" else f"“{_stop(_inner(one.title))}”")
    details = [] if one.title and one.kind in _PLAIN else [description(one)]
    if one.publisher and names:
        details.append(one.publisher)
    details.append(_chicago_date(when))
    parts.append(_stop(_capital(", ".join(details))))
    read = day_of(one.accessed_at)
    if when is None and read is not None:
        parts.append(f"Accessed {_american(read)}.")
    if one.url:
        archived = f", archived at {one.archive_url}" if one.archive_url else ""
        parts.append(f"{one.url}{archived}.")
    return _line(parts, one)


def _chicago_date(when: Published | None) -> str:
    if when is None:
        return "n.d."
    if when.year is None:
        return f"[{when.words}]"
    told = _american(when)
    if "?" in when.mark or "%" in when.mark:
        return f"[{'ca. ' * ('%' in when.mark)}{told}?]"
    return f"ca. {told}" if when.mark else told


def _apa(one: Reference, letter: str) -> str:
    author, when = _apa_author(one), published(one)
    title = one.title or ""
    if not title or one.kind not in _PLAIN:
        title = f"{title} [{description(one)}]".strip()
    year = _apa_year(when)
    letter = f"-{letter}" if letter and year == "n.d." else letter
    rest = f", {when.month_name}{f' {when.day}' if when.day else ''}" if when and when.month else ""
    date = f"({year}{letter}{rest}{'?' if when and '?' in _marked(when) else ''})."
    parts = [_stop(author), date, _stop(title)] if author else [_stop(title), date]
    if one.publisher and voice(one) is None:
        parts.append(_stop(one.publisher))
    if one.url:
        read = day_of(one.accessed_at) if when is None else None
        parts.append(f"Retrieved {_american(read)}, from {one.url}" if read else one.url)
    return _line(parts, one)


def _apa_author(one: Reference) -> str:
    names = [name.initials for name in authors(one)]
    if len(names) > 1:
        return f"{', '.join(names[:-1])}, & {names[-1]}"
    return names[0] if names else voice(one) or ""


def _apa_year(when: Published | None) -> str:
    if when is None:
        return "n.d."
    if when.year is None:
        return when.words
    return f"ca. {when.year}" if "~" in _marked(when) else str(when.year)


def _mla(one: Reference) -> str:
    names = authors(one)
    several = f"{names[0].first}, et al." if len(names) > 2 else _joined(names, "and")
    parts = [_stop(several)] if names else []
    if not one.title:
        parts.append(_stop(description(one)))
    else:
        parts.append(_stop(one.title) if one.kind == "book" else f"“{_stop(_inner(one.title))}”")
    when = published(one)
    details = [part for part in (one.publisher, _mla_date(when), one.url) if part]
    if details:
        parts.append(_stop(", ".join(details)))
    read = day_of(one.accessed_at)
    if when is None and read is not None:
        parts.append(f"Accessed {_mla_date(read)}.")
    return _line(parts, one)


def _mla_date(when: Published | None) -> str:
    if when is None:
        return ""
    if when.year is None:
        return f"[{when.words}]"
    month = f"{_SHORT[when.month - 1]} " if when.month else ""
    told = f"{f'{when.day} ' if when.day else ''}{month}{when.year}"
    circa = "c. " if "~" in _marked(when) else ""
    doubt = "?" if "?" in _marked(when) else ""
    return f"[{circa}{told}{doubt}]" if when.mark else told


def _marked(when: Published) -> str:
    return "~?" if when.mark == "%" else when.mark


def _american(when: Published) -> str:
    if when.day:
        return f"{when.month_name} {when.day}, {when.year}"
    return f"{when.month_name} {when.year}".strip()


def _joined(names: list[Name], word: str) -> str:
    told = [names[0].first, *(name.plain for name in names[1:])] if names else []
    if len(told) < 2:
        return "".join(told)
    return f"{', '.join(told[:-1])}, {word} {told[-1]}"


def _stop(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _capital(text: str) -> str:
    return text if text.startswith(("n.d.", "ca. ")) else text[:1].upper() + text[1:]


def _inner(title: str) -> str:
    """Quotation marks within the title, which stands in double ones itself."""
    single = _straight_pair.sub(r"‘\1’", title)
    return single.replace("“", "‘").replace("”", "’")


def _line(parts: list[str], one: Reference) -> str:
    if one.retraction:
        parts.append(f"[Retracted: {_stop(one.retraction)}]")
    if not any(part for part in (one.title, one.publisher, one.author, one.url)):
        parts.insert(0, f"{one.key}:")
    return safe(" ".join(parts), newline=" ")


def _sorted(lines: Iterable[str]) -> list[str]:
    return sorted(lines, key=lambda line: (_sort_key(line), line))


def _sort_key(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum() or sign == " ").strip()
