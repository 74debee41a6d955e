from __future__ import annotations

import csv
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.countries import countries, find, within
from tracker.names import fold

TABLE = Path(__file__).parent / "data" / "countries_within.tsv"


def rows() -> list[list[str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t"))[1:]


@pytest.mark.parametrize(("place", "code"), rows())
def test_a_place_mentions_one_country_or_none(place: str, code: str) -> None:
    found = within(place)
    assert (found.code if found else "") == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("TURKIYE", "TUR"),
        ("tur", "TUR"),
        ("the U.S.", "USA"),
        ("USA", "USA"),
        ("United States of America", "USA"),
        ("Britain", "GBR"),
        ("Burma", "MMR"),
        ("Ivory Coast", "CIV"),
        ("cote d’ivoire", "CIV"),
        ("Czech Republic", "CZE"),
        ("D.R.C.", "COD"),
        ("Congo, Democratic Republic of", "COD"),
        ("Congo (Brazzaville)", "COG"),
        ("Bosnia & Herzegovina", "BIH"),
        ("Sao Tome and Principe", "STP"),
        ("The Bahamas", "BHS"),
        ("xkx", "XKX"),
    ],
)
def test_a_country_is_found_by_any_of_its_names(text: str, code: str) -> None:
    found = find(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["", "Congo", "Korea", "Syrian", "SY", "northern Syria"])
def test_other_words_are_no_country(text: str) -> None:
    assert find(text) is None


@pytest.mark.parametrize("place", ["Somewhere, {}", "the coast of {}", "{}, Somewhere"])
def test_every_country_is_found_within_a_place(place: str) -> None:
    doubtful = {"GEO", "FSM"}
    for country in countries():
        for name in (country.name, *country.other_names):
            if country.code not in doubtful and name not in {"Macedonia", "America"}:
                assert within(place.format(name)) == country, name


@given(st.text())
def test_any_text_mentions_a_country_or_none(text: str) -> None:
    found = within(text)
    assert found is None or found in countries()


def test_no_name_means_two_countries() -> None:
    owners = defaultdict(set)
    for country in countries():
        for name in (country.code, country.name, *country.other_names):
            owners[fold(name)].add(country.code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_every_country_of_the_standard_is_known_by_its_names() -> None:
    pycountry = pytest.importorskip("pycountry")
    known = {country.code for country in countries()}
    assert known == {entry.alpha_3 for entry in pycountry.countries} | {"XKX"}
    for entry in pycountry.countries:
        for attribute in ("name", "common_name", "official_name"):
            name = getattr(entry, attribute, None)
            if name is not None and name != "Congo":
                found = find(name)
                assert found is not None, name
                assert found.code == entry.alpha_3, name


def test_a_country_has_a_zone_when_it_has_one_alone() -> None:
    zones = defaultdict(list)
    tables = files("tzdata") / "zoneinfo"
    for line in (tables / "zone.tab").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            short, _, zone = line.split("\t")[:3]
            zones[short].append(zone)
    pycountry = pytest.importorskip("pycountry")
    codes = {entry.alpha_3: entry.alpha_2 for entry in pycountry.countries}
    expected = {
        code: zones[short][0] if len(zones[short]) == 1 else None for code, short in codes.items()
    }
    assert {country.code: country.zone for country in countries()} == expected | {"XKX": None}
