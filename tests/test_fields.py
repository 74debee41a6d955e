"""Fields: what is typed after a name is read once, and a wrong name meets the right one."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import TrackerError
from tracker.fields import (
    CATEGORIES,
    FIELDS,
    MEASURES,
    field_named,
    measure_of,
    normal_name,
    read_assignment,
)


@pytest.mark.parametrize(
    ("text", "name", "operator", "value", "claimed"),
    [
        ("by=Russia", "by", "=", "Russia", False),
        ("by!=Russia", "by", "!=", "Russia", False),
        ("by!=", "by", "!=", "", False),
        ("tag-=x", "tag", "-=", "x", False),
        ("claimed.by=MIT", "by", "=", "MIT", True),
        ("claimed.by!=MIT", "by", "!=", "MIT", True),
        ("Killed = 3 ", "killed", "=", "3", False),
        ("killed.total=3", "killed", "=", "3", False),
        ("killed.civilian=3", "killed.civilian", "=", "3", False),
        ("count.aircraft=3", "count.aircraft", "=", "3", False),
        ("count.su-35=2", "count.su-35", "=", "2", False),
        ("x.weather=fog", "x.weather", "=", "fog", False),
        ("note=a=b", "note", "=", "a=b", False),
        ("said-by=CENTCOM", "said-by", "=", "CENTCOM", False),
        ("place-precision=near", "place-precision", "=", "near", False),
        ("where=Homs", "place", "=", "Homs", False),
        ("description=x", "desc", "=", "x", False),
        ("dead=3", "killed", "=", "3", False),
    ],
)
def test_an_assignment_is_read(
    text: str, name: str, operator: str, value: str, claimed: bool
) -> None:
    read = read_assignment(text)
    assert (read.name, read.operator, read.text, read.claimed) == (name, operator, value, claimed)


@pytest.mark.parametrize(
    ("text", "error", "hint"),
    [
        ("Russia", "a field is written FIELD=VALUE", "tracker help fields"),
        ("=3", "unknown field ''", "tracker help fields"),
        ("kiled=3", "unknown field 'kiled'", "did you mean killed?"),
        ("weather=fog", "unknown field 'weather'", "x.weather=VALUE"),
        ("killed.men=3", "unknown category 'men'", "killed.civilian"),
        ("killed.=3", "unknown field 'killed.'", "killed"),
        ("count=3", "how many of what", "count.aircraft=3"),
        ("x=3", "unknown field 'x'", "tracker help fields"),
        ("claimed.tag=x", "not something that a source can claim", "tag=x"),
        ("claimed.said-by=x", "not something that a source can claim", "said-by=x"),
        ("claimed.before=1", "not something that a source can claim", "before=1"),
    ],
)
def test_a_wrong_field_is_refused_with_the_right_one(text: str, error: str, hint: str) -> None:
    with pytest.raises(TrackerError) as told:
        read_assignment(text)
    assert error in told.value.message
    assert hint in told.value.hint


@pytest.mark.parametrize("name", FIELDS)
def test_the_example_of_each_field_is_one_of_it(name: str) -> None:
    # An example is written for a shell; the quotes are the shell's.
    assert read_assignment(FIELDS[name].example.replace('"', "")).field is FIELDS[name]


@given(st.sampled_from(MEASURES), st.sampled_from(CATEGORIES))
def test_a_measure_and_its_category_are_told_apart_again(measure: str, category: str) -> None:
    name = normal_name(f"{measure}.{category}")
    assert measure_of(name) == (measure, category)
    assert field_named(name) is FIELDS[measure]


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(TrackerError):
        assert read_assignment(text).text == text.partition("=")[2].strip()
