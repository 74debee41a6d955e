"""Searching: any word or name in any script, and no input that is an error of syntax."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.agreeing import made
from tracker.filters import Filter
from tracker.report.context import cut, spans_in
from tracker.store.finding import find
from tracker.store.worded import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Run

ADDED = (
    ("Ünlü köprü bombalandı", "2016", "desc=İstanbul yakınında", "tag=köprü"),
    ("قصف على الحدود", "2017", "desc=غارة جوية في دير الزور"),
    ("Удар по Алеппо", "2018", "place=Ёлкино"),
    ("空袭事件", "2019", "desc=空军发动空袭"),
    ("Don't stop: Su-35s & MQ-9s at 50%", "2020", "by=Hayat Tahrir al-Sham"),
    ("The strike", "2021", "against=Daesh"),
    ("Nobody knows when it struck", "unknown"),
)
FOUND = (
    ("unlu", "1"), ("ÜNLÜ KÖPRÜ", "1"), ("istanbul", "1"), ("İSTANBUL yakininda", "1"),
    ("bomb*", "1"), ("bomb", ""), ("köprü bombalandı", "1"), ('"bombalandı köprü"', ""),
    ("قصف", "2"), ("قَصْفٌ", "2"), ("غارة", "2"), ("حدود", ""), ("الحدود", "2"), ("دير*", "2"),
    ("удар", "3"), ("алеппо", "3"), ("елкино", "3"), ("АЛЕП*", "3"),
    ("空袭", "4"), ("空袭事件", "4"), ("袭事", "4"), ("空", "4"), ("事件空袭", ""),
    ("空军 空袭", "4"),
    ("dont", "5"), ("don’t", "5"), ("su-35s", "5"), ("mq 9s", "5"), ("50%", "5"), ("HTS", "5"),
    ("tahrir", "5"), ('"al sham"', "5"), ("at* s* 50*", "5"),
    ("the strike", "6"), ("strike", "6"), ("islamic state", "6"), ("isil", "6"), ("daesh", "6"),
    ("st*", "6 5 7"), ("nothing", ""), ("unlu strike", ""), ("knows", "7"),
    ('"unclosed strike', ""), ('"strike', "6"), ("“the strike”", "6"), ("*", ""), ("...", ""),
)  # fmt: skip


@pytest.fixture
def told(run: Run) -> Run:
    run("init")
    run("actor", "add", "Hayat Tahrir al-Sham", "acronym=HTS")
    run("actor", "add", "ISIS", "alias=Daesh", "alias=Islamic State", "alias=ISIL")
    for title, date, *fields in ADDED:
        run("add", title, "-d", date, *fields)
    return run


def test_words_in_every_script_find_what_holds_them(told: Run) -> None:
    wrong = {}
    with closing(sqlite3.connect("incidents.db")) as conn:
        for words, expected in FOUND:
            hits = find(conn, Filter(text=(words,)), None, rank=False)
            if " ".join(map(str, hits.ids)) != expected:
                wrong[words] = hits.ids
    assert wrong == {}


def test_the_words_are_shown_where_they_stand(told: Run) -> None:
    shown = told("search", "daesh").stdout
    assert shown == "6  2021  The strike\n    against: ISIS (Daesh, ISIL, Islamic State)\n"
    assert "\x1b[1m空袭\x1b[0m" in told("search", "空袭", "--color", "always").stdout
    assert told("search", "istanbul", "-f", "csv").stdout.splitlines()[1].startswith("1,")


def test_what_is_found_can_be_narrowed_limited_and_ranked(told: Run) -> None:
    def ids(*words: str) -> list[str]:
        rows = told("search", *words, "-f", "csv").stdout.splitlines()[1:]
        return [row.partition(",")[0] for row in rows]

    assert ids("st*", "--since", "2021") == ["6"]
    assert ids("st*", "--text", "50%") == ["5"]
    assert ids("st*", "--text", "50%", "--text", "daesh") == ["6", "5"]
    assert ids("st*", "-n", "1") == ["6"]
    assert "2 more" in told("search", "st*", "-n", "1").stderr
    told("add", "Far off", "-d", "2022", "desc=They saw a strike", "-s", "| B | 2023")
    assert ids("strike") == ["8", "6"]
    assert ids("strike", "--rank") == ["6", "8"]
    assert "nothing holds zzz" in told("search", "zzz").stderr


def test_names_of_later_days_find_what_was_recorded_before(told: Run) -> None:
    assert told("search", "Caliphate").stdout == ""
    told("actor", "edit", "ISIS", "alias=the Caliphate", code=None)
    told("actor", "add", "ISIS", "alias=the Caliphate", code=None)
    assert told("search", "Caliphate").stdout.startswith("6  2021")


@pytest.fixture(scope="module")
def many() -> Iterator[sqlite3.Connection]:
    with closing(made(300)) as conn:
        yield conn


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.text(st.characters(exclude_categories=()), max_size=30))
def test_no_input_is_an_error_of_syntax(many: sqlite3.Connection, words: str) -> None:
    assert find(many, Filter(text=(words,)), 5, rank=False).more >= 0


@pytest.mark.parametrize(
    "words",
    ["NEAR(a b)", "title:x", "a AND", "OR", "NOT x", "^a", "a + b", "{a b}: c", '""', '"""', "a*b",
     "-a", "col : (a)", "\\", "'", "';--", "a\0b", "\ud800", "*" * 50, "(" * 500, "9" * 5000],
)  # fmt: skip
def test_the_query_language_of_sqlite_is_never_spoken(many: sqlite3.Connection, words: str) -> None:
    for rank in (False, True):
        find(many, Filter(text=(words,)), None, rank)
    for term in read_words(words):
        assert term.match.count('"') == 2


@given(st.text(max_size=60), st.sampled_from(["a", "b c", "é", "drop*", "空", "قصف"]))
def test_spans_lie_in_the_text_and_do_not_overlap(text: str, words: str) -> None:
    terms = [(term.words, term.prefix) for term in read_words(words)]
    text = f"{text} {words.rstrip('*')}"
    spans = spans_in(text, terms)
    ends = [end for span in spans for end in span]
    assert ends
    assert ends == sorted(ends)
    assert ends[-1] <= len(text)
    part, inside = cut(text, spans, around=5)
    assert inside
    assert all(part[start:end].strip("…") for start, end in inside)


def test_a_frequent_word_is_walked_and_a_rare_one_looked_up() -> None:
    with closing(made(5000)) as conn:
        assert find(conn, Filter(text=("incident",)), 5, False).more == 500
        assert len(find(conn, Filter(text=("incident 4321",)), 5, False).ids) == 1
        newest = find(conn, Filter(text=("incident",)), 3, False).ids
        every = find(conn, Filter(text=("incident",)), None, False).ids
        assert newest == every[:3]


def test_longer_words_that_begin_so_are_offered(run: Run, seeded: Path) -> None:
    told = run("search", "flare").stderr
    assert told == (
        "Note: nothing holds flare, but words that begin so are there: tracker search 'flare*'\n"
    )
    assert "Flares" in run("search", "flare*").stdout
    assert run("search", "qqq").stderr == "Note: nothing holds qqq\n"
