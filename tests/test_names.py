from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.names import MOST_SUGGESTIONS, fold, is_weak, near

DATA = Path(__file__).parent / "data"


def rows(file: str) -> list[list[str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


@pytest.mark.parametrize(("one", "other", "verdict"), rows("names_pairs.tsv"))
def test_two_names_are_the_same_near_or_different(one: str, other: str, verdict: str) -> None:
    if fold(one) == fold(other):
        found = "same"
    else:
        found = "near" if near(one, [(other, 1)]) else "different"
    assert found == verdict
    assert bool(near(other, [(one, 1)])) == (verdict == "near"), "the other way round"


@pytest.mark.parametrize(("name", "verdict"), rows("names_weak.tsv"))
def test_a_name_that_many_bear_is_weak(name: str, verdict: str) -> None:
    assert is_weak(name) == (verdict == "weak")


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text())
def test_case_and_composition_make_no_difference(name: str) -> None:
    assert fold(name.casefold()) == fold(name)
    assert fold(unicodedata.normalize("NFD", name)) == fold(name)


@given(st.text())
def test_only_white_space_has_an_empty_key(name: str) -> None:
    assert (fold(name) == "") == (not name.strip())


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_fast_path_agrees_with_the_full_one(name: str) -> None:
    assert fold(f"é {name}") == fold(f"e {name}")


@given(st.text(), st.lists(st.tuples(st.text(), st.integers())))
def test_suggestions_are_few_and_each_value_comes_once(
    name: str, known: list[tuple[str, int]]
) -> None:
    found = near(name, known)
    values = [suggestion.value for suggestion in found]
    assert len(values) <= MOST_SUGGESTIONS
    assert len(set(values)) == len(values)
    assert all((suggestion.name, suggestion.value) in known for suggestion in found)


@pytest.mark.parametrize(
    ("name", "known", "why"),
    [
        ("MQ9", "MQ-9", "spaced differently"),
        ("Osama al-Muhajer", "Usamah al-Muhajir", "another spelling"),
        ("Irna", "Iran", "two letters swapped"),
        ("Uzbekistn", "Uzbekistan", "one letter apart"),
        ("Micheal Kurila", "Michael Kurilla", "two small differences"),
    ],
)
def test_a_suggestion_says_how_it_differs(name: str, known: str, why: str) -> None:
    assert [suggestion.why for suggestion in near(name, [(known, 7)])] == [why]


def test_the_nearest_name_of_an_actor_comes_first_and_alone() -> None:
    known = [
        ("Usamah al-Muhajirr", 3),
        ("Osama al-Muhajer", 1),
        ("Usamaal-Muhajir", 2),
        ("Usamah al Muhajer", 1),
        ("Russia", 4),
    ]
    found = near("Usama al-Muhajir", known)
    assert [(suggestion.name, suggestion.value) for suggestion in found] == [
        ("Usamaal-Muhajir", 2),
        ("Osama al-Muhajer", 1),
        ("Usamah al-Muhajirr", 3),
    ]


def test_no_country_is_taken_for_another() -> None:
    pycountry = pytest.importorskip("pycountry")
    names = [getattr(entry, "common_name", entry.name) for entry in pycountry.countries]
    known = [(name, name) for name in names]
    taken = {(name, other.name) for name in names for other in near(name, known)}
    assert taken == {("Iceland", "Ireland"), ("Ireland", "Iceland")}
