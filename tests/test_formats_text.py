from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.formats.text import clip, flow, pad, safe, width, wrap

SIGNS = st.characters() | st.sampled_from("\u202e\u200b\u200d\ufe0f\u0301 空é\x1b\n\ud800👩🇹🇷")
ANY_TEXT = st.text(SIGNS, max_size=60)
COLUMNS = st.integers(min_value=1, max_value=60)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – “text” →", "plain – “text” →"),
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("\x9b31m", r"\x9b31m"),
        ("\x7f\x00", r"\x7f\x00"),
        ("a\u202eb\u2066c\u2069", r"a\u202eb\u2066c\u2069"),
        ("zero\u200bwidth\ufeff", r"zero\u200bwidth\ufeff"),
        ("tag\U000e0041", r"tag\U000e0041"),
        ("lone \ud800", r"lone \ud800"),
        ("filler \u3164", r"filler \u3164"),
        ("two\nlines", "two⏎lines"),
        ("two\r\nlines", "two⏎lines"),
        ("over\rwritten", r"over\rwritten"),
        ("line\u2028end", r"line\u2028end"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("a\u200cb", r"a\u200cb"),
        ("👩\u200d🚀 ❤\ufe0f\u200d🔥", "👩\u200d🚀 ❤\ufe0f\u200d🔥"),
        ("\u200d", r"\u200d"),
        ("no\u00a0break", "no\u00a0break"),
    ],
)
def test_what_a_terminal_could_obey_or_hide_is_shown_escaped(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(ANY_TEXT)
def test_safe_text_holds_no_control_and_is_stable(text: str) -> None:
    shown = safe(text)
    assert not {unicodedata.category(sign) for sign in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(shown) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff"
    )
    assert safe(shown) == shown


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("MQ-9 → US", 9),
        ("空袭", 4),
        ("e\u0301té", 3),
        ("حلب", 3),
        ("مُحَمَّد", 4),
        ("👩\u200d🚀", 2),
        ("🇹🇷", 2),
        ("👍🏽", 2),
        ("❤\ufe0f", 2),
        ("한국", 4),
    ],
)
def test_width_is_what_the_terminal_fills(text: str, columns: int) -> None:
    assert width(text) == columns
    assert width(pad(text, 12)) == width(pad(text, 12, right=True)) == 12


@given(ANY_TEXT.map(safe), COLUMNS)
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert lines
    for line in lines:
        # A single letter may be wider than the column it is given.
        assert width(line) <= columns or width(line) <= 2


@given(st.text("abc -/", max_size=80), st.integers(min_value=3, max_value=40))
def test_words_that_fit_are_never_broken(text: str, columns: int) -> None:
    kept = [word for word in text.split() if len(word) <= columns]
    lines = " ".join(wrap(text, columns)).split()
    assert all(word in lines for word in kept)


@given(ANY_TEXT.map(safe), COLUMNS)
def test_a_clipped_text_fits_and_begins_alike(text: str, columns: int) -> None:
    short = clip(text, columns)
    assert width(short) <= max(columns, 1)
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_a_mark_stays_with_its_letter_where_a_line_ends() -> None:
    assert wrap("ae\u0301ae\u0301a", 2) == ["ae\u0301", "ae\u0301", "a"]
    assert wrap("🇹🇷🇸🇾", 2) == ["🇹🇷", "🇸🇾"]


def test_a_long_address_is_broken_after_a_slash() -> None:
    assert wrap("https://www.example.org/news/2023", 26) == [
        "https://www.example.org/",
        "news/2023",
    ]


def test_a_script_without_spaces_goes_on_in_the_line_it_began() -> None:
    assert wrap("MQ-9 空袭炸死一名头目并摧毁车辆", 16) == ["MQ-9 空袭炸死一", "名头目并摧毁车辆"]


def test_long_text_without_spaces_takes_no_time() -> None:
    assert len(wrap("空" * 100_000, 40)) == 5_000


def test_items_stay_whole_where_a_line_holds_them() -> None:
    assert flow(["Russia → Turkey", "raid", "Afrin, Syria"], 24, " · ") == [
        "Russia → Turkey · raid",
        "Afrin, Syria",
    ]
