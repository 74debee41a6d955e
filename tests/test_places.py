"""A typed place: what is one, what is another one, and what is asked before it is made."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from tracker.errors import TrackerError
from tracker.store.coordinates import read_coordinates

if TYPE_CHECKING:
    from tests.conftest import Run, Stock

pytestmark = pytest.mark.usefixtures("db")

AFRIN = (36.51, 36.87)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("36.51,36.87", AFRIN),
        ("36.51 36.87", AFRIN),
        ("(36.51, 36.87)", AFRIN),
        ("36.51N 36.87E", AFRIN),
        ("36.51° N, 36.87° E", AFRIN),
        ("N36.51 E36.87", AFRIN),
        ("36.87E 36.51N", AFRIN),
        ("36°30'36\"N 36°52'12\"E", AFRIN),
        ("36° 30′ 36″ N, 36° 52′ 12″ E", AFRIN),
        ("36°30'N 36°52'E", (36.5, 36.866667)),
        ("33.5S 70.6W", (-33.5, -70.6)),
        ("-33.5,-70.6", (-33.5, -70.6)),
        ("1e-05,36", (0.00001, 36)),
    ],
)
def test_coordinates_are_read_as_people_type_them(text: str, read: tuple[float, float]) -> None:
    assert read_coordinates(text) == read


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("36.51", "cannot read the coordinates", "latitude first"),
        ("36,51 36,87", "cannot read the coordinates", "latitude first"),
        ("36.51N 36.87N", "name one direction twice", "latitude first"),
        ("36°70'N 36°10'E", "cannot read the coordinates", "latitude first"),
        ("-36.51S 36.87E", "cannot read the coordinates", "latitude first"),
        ("136.87,36.51", "outside the earth", "latitude comes first: coords=36.51,136.87"),
        ("136.87N 36.51E", "outside the earth", "latitude -90 to 90"),
    ],
)
def test_what_is_no_point_is_refused(text: str, message: str, hint: str) -> None:
    with pytest.raises(TrackerError) as caught:
        read_coordinates(text)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("place='36.51, 36.87'", "is a point, and no place's name", "type coords=36.51,36.87"),
        ("place='36.51N 36.87E'", "is a point", "type coords=36.51,36.87"),
        ("place=?", "'?' names no place", "leave it out where it is not known"),
        ("place=unknown", "'unknown' names no place", "leave it out"),
        ("place='Homs, n/a'", "'n/a' names no place", "leave it out"),
        ("by=none", "'none' names nobody", "leave it out where it is not known"),
        ("against=N/A", "'N/A' names nobody", "leave it out"),
        ("victim=-", "'-' names nobody", "leave it out"),
        ("by=Unknown", "'Unknown' names nobody", "as in 'unknown gunmen'"),
    ],
)
def test_what_only_says_that_nothing_is_known_is_no_name(
    run: Run, typed: str, message: str, hint: str
) -> None:
    told = run("add", "A raid", "-d", "2016", *shlex.split(typed), code=2).stderr
    assert message in told
    assert hint in told


@pytest.mark.parametrize("name", ["Unknown gunmen", "unidentified drone", "None of the Above", "7"])
def test_a_name_may_say_that_little_is_known(run: Run, name: str) -> None:
    assert f"new actor: {name}" in run("add", "A raid", "-d", "2016", "--by", name).stderr


@pytest.mark.parametrize(
    ("before", "typed", "message", "hint"),
    [
        ("", "Afrin, Syira", "no place is called 'Syira', but Syria is near it", "type Syria"),
        ("", "Syria, Homs", "'Homs' is not known to contain any", '"Homs, Syria"'),
        ("Homs, Syria", "Syria, Homs", "'Homs' is not known to contain any", '"Homs, Syria"'),
        ("", "Lebanon, Pennsylvania", "Lebanon is a country", "tracker place add Pennsylvania"),
        (
            "northwest Syria",
            "northwest Syria, near al-Bab",
            "northwest Syria is known, as northwest Syria, Syria, and 'near al-Bab' is not",
            "type northwest Syria, or add --new if it is another place",
        ),
        (
            "Afrin, Syria",
            "Afrin, Old City",
            "Afrin is known, as Afrin, Syria, and 'Old City' is not",
            "type Afrin, or add --new",
        ),
    ],
)
def test_a_chain_that_is_probably_a_slip_is_asked_about(
    run: Run, stock: Stock, before: str, typed: str, message: str, hint: str
) -> None:
    if before:
        run("add", "One", "-d", "2016", "-p", before)
    stands = stock("SELECT count(*) FROM places")
    told = run("add", "Two", "-d", "2017", "-p", typed, code=2).stderr
    assert message in told
    assert hint in told
    assert stock("SELECT count(*) FROM places") == stands


@pytest.mark.parametrize(
    ("before", "typed", "chain"),
    [
        ("Tripoli, Lebanon", "Tripoli, Libya", "Tripoli, Libya"),
        ("Tripoli, Lebanon", "Tripoli, Tripolitania, Libya", "Tripoli, Tripolitania, Libya"),
        ("Georgia", "Atlanta, Georgia, USA", "Atlanta, Georgia, United States"),
        ("Lebanon", "Lebanon, Pennsylvania, USA", "Lebanon, Pennsylvania, United States"),
        ("Homs", "Homs, Syria", "Homs, Syria"),
        ("Homs", "Homs, Homs Governorate, Syria", "Homs, Homs Governorate, Syria"),
        ("Syria", "Aleppo, Syria, Levant", "Aleppo, Syria, Levant"),
    ],
)
def test_a_chain_that_says_which_place_it_is_is_taken_as_typed(
    run: Run, stock: Stock, before: str, typed: str, chain: str
) -> None:
    run("add", "One", "-d", "2016", "-p", before)
    run("add", "Two", "-d", "2017", "-p", typed)
    ((place,),) = stock("SELECT place_id FROM incidents WHERE id = 2")
    above = []
    while place is not None:
        ((name,),) = stock(f"SELECT name FROM places WHERE id = {place}")
        above.append(name)
        rows = stock(f"SELECT other_id FROM place_relations WHERE place_id = {place}")
        place = rows[0][0] if rows else None
    assert ", ".join(above) == chain


def test_a_second_place_of_a_name_is_told(run: Run) -> None:
    run("add", "One", "-d", "2016", "-p", "Tripoli, Lebanon")
    told = run("add", "Two", "-d", "2016", "-p", "Tripoli, Libya").stderr
    assert "Tripoli is the name of another place as well: Tripoli, Lebanon" in told


def test_another_place_of_a_known_name_is_made_where_that_is_said(run: Run, stock: Stock) -> None:
    run("add", "One", "-d", "2016", "-p", "Miska, Syria")
    run("add", "Two", "-d", "2016", "-p", "Miska, Afrin district", "--new")
    run("place", "add", "Miska, Idlib")
    run("read", "-", input="! place Miska, Hama\n@ none\n+ Three\n  date 2016; place Miska, Hama\n")
    assert stock("SELECT count(*) FROM places WHERE name = 'Miska'") == [(4,)]


@pytest.mark.parametrize("name", ["Afrn", "Syira"])
def test_a_new_place_near_a_known_one_or_a_country_is_told(run: Run, name: str) -> None:
    run("add", "One", "-d", "2016", "-p", "Afrin")
    told = run("add", "Two", "-d", "2016", "-p", name).stderr
    assert ("Afrin is near it" if name == "Afrn" else "if Syria was meant") in told
