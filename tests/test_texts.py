"""Texts: kept to the letter, never cut, and refused where no file or terminal could hold them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import TrackerError
from tracker.texts import NAME_LIMIT, TEXT_LIMIT, TITLE_LIMIT, long_text, one_line


@given(st.text())
def test_a_line_is_kept_to_the_letter_or_refused(text: str) -> None:
    try:
        kept = one_line(text, "title", TITLE_LIMIT)
    except TrackerError:
        bad = any(c < " " or "\x7f" <= c <= "\x9f" or c in "\u2028\u2029" for c in text.strip())
        assert bad or not text.strip() or any("\ud800" <= c <= "\udfff" for c in text)
    else:
        assert kept == text.strip()
        kept.encode()


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_a_long_text_is_kept_as_it_is(text: str) -> None:
    assert long_text(text, "note") == text


@pytest.mark.parametrize("text", ["a\nb", "a\tb", "a\x1b[31m", "a\x7f", "a\x85b", "a\u2028b"])
def test_control_characters_cannot_stand_on_a_line(text: str) -> None:
    with pytest.raises(TrackerError, match="control character"):
        one_line(text, "title")


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "a\udfff"])
def test_no_text_holds_what_is_no_text(text: str) -> None:
    for reading in (one_line, long_text):
        with pytest.raises(TrackerError, match="which is no text"):
            reading(text, "note")


def test_the_limits_are_inclusive_and_nothing_is_cut() -> None:
    for limit in (NAME_LIMIT, TITLE_LIMIT):
        assert one_line("é" * limit, "name", limit) == "é" * limit
        with pytest.raises(TrackerError, match=f"at most {limit:,} fit"):
            one_line("é" * (limit + 1), "name", limit)
    assert len(long_text("x" * TEXT_LIMIT, "note")) == TEXT_LIMIT
    with pytest.raises(TrackerError, match="100,001 characters long"):
        long_text("x" * (TEXT_LIMIT + 1), "note")
