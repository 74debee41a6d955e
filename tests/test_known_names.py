"""Names kept for one command: what is near one is the same as by comparing it with all of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.names import _likeness, fold, near, traces
from tracker.schema.migrations import make
from tracker.store.actor_names import ActorNames
from tracker.store.actors import Actors
from tracker.store.known_names import KnownNames
from tracker.store.notices import Notices

PAIRS = Path(__file__).parent / "data" / "names_pairs.tsv"
# Few letters, so that many names are near each other; some that begin, sound or stand for others.
letters = st.text(alphabet="aeiukgqhsbnm1", min_size=1, max_size=8)
KNOWN = """
    al el bin ibn brigade brigades mq9 mq 9 17 ii iv homs hama aleppo aleppp muhajir muhajer
    muhammad mohammed 17th مهاجر Усама Usama Усамах المهاجر
"""
known_words = st.sampled_from(KNOWN.split())
names = st.lists(st.one_of(known_words, letters), min_size=1, max_size=3).map(" ".join)
slips = st.tuples(names, st.integers(0, 9), st.sampled_from(("", "a", "k", " ", "-", "i")))


@st.composite
def alike(draw: st.DrawFn) -> list[str]:
    """Names, and slips for them."""
    found = draw(st.lists(names, min_size=2, max_size=12))
    for name, place, sign in draw(st.lists(slips, max_size=6)):
        found += [name, name[:place] + sign + name[place + 1 :], name[:place] + sign + name[place:]]
        found.append(name[:place] + name[place : place + 2][::-1] + name[place + 2 :])
    return [name for name in found if name.strip()]


def shared(one: str, other: str) -> bool:
    """Whether two names have a trace of the whole, or one of every word, in common."""
    (whole, words), (whole2, words2) = traces(fold(one)), traces(fold(other))
    rows = [set(a) & set(b) for a, b in zip(words, words2, strict=False)]
    return bool(set(whole) & set(whole2)) or (len(words) == len(words2) and all(rows))


@given(alike())
def test_names_that_are_near_have_a_trace_in_common(found: list[str]) -> None:
    for one in found:
        for other in found:
            if _likeness(fold(one), fold(other)) is not None:
                assert shared(one, other), (one, other)


def test_all_pairs_that_are_known_to_be_near_have_one() -> None:
    for line in PAIRS.read_text(encoding="utf-8").splitlines()[1:]:
        one, other, verdict = line.split("\t")[:3]
        assert verdict != "near" or shared(one, other), line


@settings(deadline=None)
@given(alike(), alike())
@example(["Brigade 17", "Brigade 18", "17th Brigade"], ["Brigad 17", "Brigades 17"])
def test_what_is_near_is_the_same_as_among_all(before: list[str], added: list[str]) -> None:
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute("CREATE TABLE names (number, other, name)")
        given_names = [(number % 5, number % 2, name) for number, name in enumerate(before)]
        conn.executemany("INSERT INTO names VALUES (?, ?, ?)", given_names)
        kept = KnownNames(conn, "SELECT number, other, name FROM names")
        for number, name in enumerate(added * 2):
            known = sorted(given_names)
            assert kept.all() == [(one, owner) for owner, _, one in known]
            assert kept.near(name) == near(name, kept.all())
            first = fold(name).split(" ")[0]
            assert kept.beginning_like(name) == [
                (one, owner) for one, owner in kept.all() if fold(one).split(" ")[0] == first
            ]
            given_names.append((number % 7, number % 2, name))
            kept.add(number % 7, bool(number % 2), name)


@settings(deadline=None, max_examples=40)
@given(alike())
def test_kept_names_of_actors_are_those_of_the_file(found: list[str]) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        make(conn)
        actors = Actors(conn, Notices(), new=True, kept=ActorNames(conn))
        made = 0
        for number, name in enumerate(found):
            assert actors.names.close(name) == ActorNames(conn).close(name)
            if number % 3 and made:
                actors.add_name(made - number % made, name, "alias" if number % 2 else "acronym")
            else:
                made = actors.make(name)
            assert sorted(actors.names.all()) == sorted(ActorNames(conn).all())
