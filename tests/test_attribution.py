"""Sentences that say who says what, ready to paste, and a line in the mark-up of Wikipedia."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drawing import bombing, citation
from tracker.dates import parse
from tracker.formats.attribution import attribution
from tracker.model import Claim, Incident
from tracker.report.attribution import listed, sentences, speaker, when, with_article

if TYPE_CHECKING:
    from tests.conftest import Run


def told(run: Run, incident: int) -> dict[str, str]:
    """The sentences of an incident by field."""
    lines = run("show", incident, "--attribution").stdout.split("\n\n")[0].splitlines()
    return {line.split()[0]: line.split(maxsplit=1)[1] for line in lines}


@pytest.mark.usefixtures("seeded")
def test_the_place_of_the_strike_is_told_with_both_voices(run: Run) -> None:
    assert told(run, 6) == {
        "date": "On 7 July 2023, according to CENTCOM and an unnamed US defense official.",
        "place": "In eastern Syria, according to CENTCOM, or in the Aleppo region, according to an"
        " unnamed US defense official.",
        "by": "Carried out by the United States, according to CENTCOM.",
        "against": "Against Usamah al-Muhajir, according to CENTCOM.",
        "instrument": "With MQ-9 Reaper, according to CENTCOM.",
        "count.aircraft": "1 aircraft, according to CENTCOM, or 3 aircraft, according to an unnamed"
        " US defense official.",
        "killed.civilian": "No civilians reported killed, according to CENTCOM.",
        "killed.target": "1 target killed, according to CENTCOM.",
    }


@pytest.mark.usefixtures("seeded")
def test_a_source_without_an_origin_speaks_for_itself(run: Run) -> None:
    assert told(run, 2)["date"] == "In 2018, according to The Jerusalem Post."
    assert told(run, 1)["date"] == "From 2016, according to The Jerusalem Post."


@pytest.mark.parametrize(
    ("words", "field", "sentence"),
    [
        ("killed=60+", "killed", "60 or more killed"),
        ("killed=12-15", "killed", "12–15 killed"),
        ("killed.child=1", "killed.child", "1 child killed"),
        ("killed.child=2", "killed.child", "2 children killed"),
        ("killed.side-a=2", "killed.side-a", "2 of the first side killed"),
        ("injured=none-reported", "injured", "Nobody reported injured"),
        ("count.aircraft=none-reported", "count.aircraft", "No aircraft reported"),
        ("injured=under-assessment", "injured", "The number injured still being assessed"),
        ("killed.civilian=under-assessment", "killed.civilian",
         "The number of civilians killed still being assessed"),
        ("count.aircraft=under-assessment", "count.aircraft",
         "The number of aircraft still being assessed"),
        ("by!=Russia", "by", "Not carried out by Russia"),
        ("by!=", "by", "Denied outright"),
        ("place!=Syria", "place", "Not in Syria"),
        ("date=2023-07-05..2023-07-07", "date", "On 5–7 July 2023"),
        ("date=c. 2016", "date", "In about 2016"),
        ("duration=2h", "duration", "Lasting 2h"),
        ("type=drone-strike", "type", "Described as drone strike"),
        ("identity=a commander", "identity", "Identified as a commander"),
        ("x.weather=clear sky", "x.weather", "Weather “clear sky”"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("db")
def test_every_kind_of_account_has_its_words(
    run: Run, words: str, field: str, sentence: str
) -> None:
    run("add", "A strike", "-d", "2016")
    run("cite", 1, "| Example Post | 2024", "--new", words)
    assert told(run, 1) == {field: f"{sentence}, according to Example Post."}


@pytest.mark.usefixtures("db")
def test_a_set_of_actors_is_one_account(run: Run) -> None:
    run("add", "A strike", "-d", "2016", "-s", "| A", "by=US", "by=France", "by=UK")
    run("cite", 1, "| B", "by=US")
    assert told(run, 1)["by"] == (
        "Carried out by the United States, France and the United Kingdom, according to A;"
        " carried out by the United States, according to B."
    )


@pytest.mark.usefixtures("db")
def test_words_that_can_be_read_otherwise_are_only_possibly_so(run: Run) -> None:
    run("add", "A strike", "-d", "2016")
    run("cite", 1, "| A | 2017", "place=Homs, Syria", "reading=ambiguous")
    assert told(run, 1)["place"] == "Possibly in Homs, according to A."
    run("cite", 1, "| B | 2018", "place=Homs, Syria")
    assert told(run, 1)["place"] == "In Homs, according to A and B."


@pytest.mark.usefixtures("seeded")
def test_a_retracted_source_is_quoted_no_more(run: Run) -> None:
    run("source", "retract", "france24", "--why", "withdrawn")
    text = run("show", 6, "--attribution").stdout
    assert "Aleppo" not in text
    assert 'name="france24"' not in text


@pytest.mark.usefixtures("seeded")
def test_the_line_for_wikipedia_holds_every_reference(run: Run) -> None:
    line = run("show", 6, "--attribution").stdout.splitlines()[-1]
    assert line.startswith(
        "* 7 July 2023: MQ-9 strike kills Usamah al-Muhajir, in eastern Syria, according to"
        " CENTCOM, or in the Aleppo region, according to an unnamed US defense official.<ref"
    )
    assert re.findall(r'<ref name="([a-z0-9]+)">', line) == ["jpost", "centcom", "france24"]
    assert (
        "{{cite press release |title=U.S. Airstrike Targets ISIS Leader in Eastern Syria"
        " |publisher=US Central Command |date=9 July 2023 |url=https://www.centcom.mil/" in line
    )
    assert "|orig-date=on or after 9 July 2023 |" in line


@pytest.mark.usefixtures("db")
def test_an_incident_that_nobody_reports_has_no_sentence(run: Run) -> None:
    run("add", "A strike", "-d", "unknown")
    assert run("show", 1, "--attribution").stdout == "* At an unknown date: A strike.\n"


def test_articles_and_lists_read_as_english() -> None:
    names = {
        "US Air Force": "the US Air Force", "United States": "the United States",
        "Syrian Democratic Forces": "the Syrian Democratic Forces", "CENTCOM": "CENTCOM",
        "Russia": "Russia", "The Jerusalem Post": "The Jerusalem Post",
        "Ministry of Defence": "the Ministry of Defence", "Turkey": "Turkey",
    }  # fmt: skip
    assert {name: with_article(name) for name in names} == names
    assert [listed(["A", "B", "C"][:number]) for number in (1, 2, 3)] == [
        "A",
        "A and B",
        "A, B and C",
    ]
    assert when(parse("2023-07-07T09:30")) == "on 7 July 2023 09:30"
    assert when(parse("2010s")) == "in the 2010s"


@pytest.mark.parametrize("name", ["unnamed US official", "an anonymous US official", "US official"])
def test_an_unnamed_origin_is_called_so_once(name: str) -> None:
    one = citation(1, "k", origin=name, origin_kind="unnamed")
    assert speaker(one) == "an unnamed US official"


TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)


@settings(deadline=None)
@given(TEXT, TEXT, TEXT)
def test_no_text_breaks_out_of_its_line_or_its_template(title: str, place: str, who: str) -> None:
    cited = citation(1, "k", publisher=who, title=title, url="https://example.org/{a}|b]")
    claim = Claim(
        1, 1, "place", "place", place, None, None, None, None, "asserts", "plain", None, None, "k",
        False,
    )  # fmt: skip
    incident = Incident(
        1, "abc000000001", title, parse("2016"), citations=(cited,), claims=(claim,)
    )
    lines = "".join(attribution(incident, {})).splitlines()
    assert len(lines) == 3
    assert lines[2].count("{{") == lines[2].count("}}") == lines[2].count("<ref") == 1
    assert lines[2].count("</ref>") == lines[2].count("<") - 1 == 1
    assert "\x1b" not in lines[0]


def test_many_voices_stay_one_sentence_a_field() -> None:
    found = sentences(bombing())
    assert len({one.field for one in found}) == len(found) > 1
    assert all(re.fullmatch(r"[A-Z0-9“].*, according to .+\.", one.text) for one in found)
