"""What is typed for a quantity, made plain: one line, one kind of dash, figures for words."""

from __future__ import annotations

import re
from typing import Final

from tracker.errors import TrackerError

LARGEST: Final = 10**9
FIGURE: Final = r"\d+(?:[ ,]\d{3})*"
ABOUT: Final = r"(?:about|around|approximately|approx\.?|roughly|circa|ca?\.?|some|~|≈) ?"

_LONGEST_WORDS = 200
_SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen""".split()  # noqa: SIM905
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_SCALES = {
    "hundred thousand": 10**5,
    "hundred million": 10**8,
    "dozen": 12,
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
}
# What people write for a fraction, and the sign that stands for it.
_FRACTIONS = {
    "an hour and a half": "1½ hours",
    "a day and a half": "1½ days",
    "and a half": "½",
    "three quarters of an": "¾",
    "a quarter of an": "¼",
    "a half dozen": "½ dozen",
    "a half-dozen": "½ dozen",
    "half-a-dozen": "½ dozen",
    "half dozen": "½ dozen",
    "half an": "½",
    "half a": "½",
}
_UNITS = rf"(?:[ -](?P<unit>{'|'.join(_SMALL[1:10])}))?"
# Patterns are texts, which `re` compiles when the first number in words is read, and keeps.
_SMALL_NUMBER = rf"\b(?:(?P<ten>{'|'.join(_TENS)}){_UNITS}|(?P<small>{'|'.join(_SMALL)}))\b"
_SCALE = rf"(?P<scale>{'|'.join(_SCALES)})\b"
_PART = rf"(?P<count>{FIGURE}|½|an?)[ -]{_SCALE}"
_ENDS = rf"\b({FIGURE})(-| to | or | and )({FIGURE})[ -]{_SCALE}"
_ANY_PART = _PART.replace("?P<count>", "?:").replace("?P<scale>", "?:")
_WHOLE = (
    rf"(?<![\w.,]){_ANY_PART}(?:,? {_ANY_PART})*"
    rf"(?P<tail>(?: and | |-)(?P<rest>\d{{1,3}})(?![\w,.]| ?-?(?:{'|'.join(_SCALES)})))?"
)


def one_line(text: str, what: str, hint: str) -> str:
    """The text on one line, without quotes round it. Raises TrackerError for an unreadable one."""
    typed = " ".join(text.split())
    if len(typed) > 2 and typed[0] == typed[-1] == '"':
        typed = typed[1:-1].strip()
    if len(typed) > _LONGEST_WORDS:
        raise TrackerError(f"the {what} {typed[:40]!r}... has over {_LONGEST_WORDS} letters", hint)
    if not any(sign.isalnum() for sign in typed) or not typed.isprintable():
        raise TrackerError(f"cannot read the {what} {typed!r}", hint)
    return typed


def plain(typed: str) -> str:
    """The text in lower case, with figures for numbers in words and one kind of dash.

    >>> plain("Two dozen"), plain("a hundred and twenty"), plain("two to three hundred")
    ('24', '120', '200 to 300')
    """
    key = re.sub(r"\s*[\u2010-\u2015\u2212-]\s*", "-", typed.casefold())
    for words, sign in _FRACTIONS.items():
        key = key.replace(words, sign)
    key = re.sub(_SMALL_NUMBER, _small_figure, key)
    if not any(scale in key for scale in _SCALES):
        return key
    return re.sub(_WHOLE, _whole_figure, re.sub(_ENDS, _shared_scale, key))


def refuse_figures(typed: str, what: str, hint: str) -> None:
    """Words are kept, a figure that was not understood is not: it would be lost in silence."""
    if any(sign.isnumeric() and not sign.isalpha() for sign in typed):
        raise TrackerError(f"cannot read the {what} {typed!r}", hint)


def _small_figure(found: re.Match[str]) -> str:
    ten, unit = found["ten"], found["unit"] or found["small"]
    value = 10 * (_TENS.index(ten) + 2) if ten else 0
    return str(value + (_SMALL.index(unit) if unit else 0))


def _shared_scale(found: re.Match[str]) -> str:
    """Two to three hundred, which is 200 to 300; the first of 80 to two hundred stays 80."""
    first, by, last, scale = found.groups()
    if _figure(first) >= _figure(last):
        return found[0]
    return f"{first} {scale}{by}{last} {scale}"


def _whole_figure(found: re.Match[str]) -> str:
    """The sum of its parts, where each is smaller than the one before; else the words."""
    total, smallest = 0, LARGEST + 1
    for part in re.finditer(_PART, found[0]):
        size = _SCALES[part["scale"]]
        if size >= smallest:
            return found[0]
        smallest = size
        total += size // 2 if part["count"] == "½" else size * _figure(part["count"])
    rest = int(found["rest"] or 0)
    if rest >= smallest or smallest == _SCALES["dozen"]:
        return f"{total}{found['tail'] or ''}"
    return str(total + rest)


def _figure(written: str) -> int:
    return 1 if written in ("a", "an") else int(re.sub(r"\D", "", written))
