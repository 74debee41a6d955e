from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import TrackerError
from tracker.urls import LONGEST, canonical, checked, looks_like_url

TABLE = Path(__file__).parent / "data" / "urls.tsv"


def rows() -> list[list[str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


PARTS = """
    http:// https:// www. example.org X.com : :80 :443 / ? # & = % 25 41 utm_source=a :~:text= @ é
    . [::1] ; :// %7E %2f
"""
MADE_UP = st.one_of(st.text(), st.lists(st.sampled_from(PARTS.split()), max_size=12).map("".join))


@pytest.mark.parametrize(("one", "other", "verdict"), rows())
def test_spellings_of_one_address_share_a_key(one: str, other: str, verdict: str) -> None:
    assert (canonical(one) == canonical(other)) == (verdict == "same"), (
        canonical(one),
        canonical(other),
    )


@given(MADE_UP)
def test_a_key_is_its_own_key(url: str) -> None:
    assert canonical(canonical(url)) == canonical(url)


@given(MADE_UP)
def test_any_text_is_an_address_or_refused_with_a_hint(text: str) -> None:
    try:
        url = checked(text)
    except TrackerError as refusal:
        said = f"{refusal.message}. {refusal.hint}"
    else:
        said = f"kept. {url}"
        assert url == text.strip()
        assert looks_like_url(url)
        assert canonical(url)
    assert len(said.splitlines()) == 1
    assert not said.endswith(". ")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.centcom.mil/MEDIA/PRESS-RELEASES/Press-Release-View/Article/3452128/",
        "HTTP://example.org",
        "https://localhost:8000/a",
        "https://[2001:db8::1]/a?b=1#c",
        "https://пример.рф/страница",
        "https://web.archive.org/web/2023/https://example.org/a",
        "https://example.org/login?next=https://example.org/a",
    ],
)
def test_an_address_is_kept_as_typed(url: str) -> None:
    assert checked(f" {url}\n") == url


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("www.example.org/a", "no http or https URL", "https://www.example.org/a"),
        ("ftp://example.org", "no http or https URL", "https://"),
        ("centcom", "no http or https URL", "https://"),
        ("", "no http or https URL", "https://"),
        ("https://example.org/two words", "U+0020", "%20"),
        ("https://example.org/a\x1b[31m", "U+001B", "%1B"),
        ("https://example.org/a\u202eb", "U+202E", "%E2%80%AE"),
        ("https://example.org/\ud800", "U+D800", "%ED%A0%80"),
        ("https://", "no host", "https://"),
        ("https:///a", "no host", "https://"),
        ("https://?a=1", "no host", "https://"),
        ("https://example.org/ahttps://example.com/b", "two URLs", "'https://example.com/b'"),
        ("https://example.org/" + "a" * LONGEST, "2,068 characters", "2,048|short link"),
    ],
)
def test_what_is_no_address_is_refused(text: str, message: str, hint: str) -> None:
    with pytest.raises(TrackerError) as caught:
        checked(text)
    assert message in caught.value.message
    assert any(part in caught.value.hint for part in hint.split("|"))


@pytest.mark.parametrize("text", ["http://a.org", " HTTPS://a.org", "www.a.org", "Www.a.org"])
def test_what_starts_like_an_address_looks_like_one(text: str) -> None:
    assert looks_like_url(text)


@pytest.mark.parametrize("text", ["centcom-2023-07-09", "https", "wwwx.org", "a www.b.org", ""])
def test_other_words_do_not_look_like_an_address(text: str) -> None:
    assert not looks_like_url(text)
