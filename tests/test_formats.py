from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drawing import TALLY, awkward, bombing, party, six
from tracker.dates import parse
from tracker.errors import TrackerError
from tracker.formats import NAMES, write
from tracker.formats.citations import STYLES
from tracker.formats.columns import COLUMNS
from tracker.formats.detail import show
from tracker.formats.objects import as_object
from tracker.formats.options import Options
from tracker.formats.separated import neutral, restored
from tracker.formats.text import Style, safe, width
from tracker.model import Incident, Link, Tally

SNAPSHOTS = Path(__file__).parent / "snapshots"
SCHEMA = Path(__file__).parents[1] / "tracker" / "formats" / "schema.json"
DOCS = Path(__file__).parents[1] / "docs" / "json.md"
ESCAPE = re.compile(r"\x1b\[[0-9]+m")


def written(name: str, incidents: list[Incident], **options: Any) -> str:  # noqa: ANN401
    return "".join(write(name, incidents, Options(**options)))


def shown(incident: Incident, **options: Any) -> str:  # noqa: ANN401
    return "".join(show(incident, Options(**options)))


def same_as_snapshot(name: str, text: str) -> None:
    """Compare with a file; UPDATE_SNAPSHOTS=1 writes it anew."""
    path = SNAPSHOTS / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("timeline-80.txt", {"width": 80}),
        ("timeline-120.txt", {"width": 120}),
        ("timeline-40.txt", {"width": 40}),
        ("timeline-ascii.txt", {"width": 80, "style": Style(ascii=True)}),
        ("timeline-colour.txt", {"width": 80, "style": Style(colour=True)}),
    ],
)
def test_the_main_screen(name: str, options: dict[str, Any]) -> None:
    same_as_snapshot(name, written("table", six(), tally=TALLY, **options))


def test_a_screen_of_twenty_columns_loses_nothing() -> None:
    same_as_snapshot("timeline-20.txt", written("table", six()[4:], width=20))


def test_the_main_screen_with_the_latest_first() -> None:
    text = written("table", six()[::-1], tally=TALLY, reverse=True)
    same_as_snapshot("timeline-reversed.txt", text)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("oneline.txt", {"width": None, "tally": TALLY}),
        ("oneline-80.txt", {"width": 80, "tally": TALLY}),
        ("md.txt", {"columns": ("id", "date_words", "title", "place")}),
        ("csv.txt", {"columns": ("id", "date", "title", "by", "counts", "longitude", "links")}),
        ("tsv.txt", {"columns": ("id", "date", "title", "tags", "attributes")}),
    ],
)
def test_formats_for_other_programs(name: str, options: dict[str, Any]) -> None:
    form = re.split(r"[-.]", name)[0]
    same_as_snapshot(name, written(form, [*six()[:3], bombing()], **options))


def test_markdown_numbers_the_sources_below_the_table() -> None:
    same_as_snapshot("md-sources.txt", written("md", [bombing()]))


def test_json_has_every_key_in_a_stable_order() -> None:
    same_as_snapshot("json.txt", json.dumps(as_object(six()[0]), ensure_ascii=False, indent=1))


@pytest.mark.parametrize("columns", [80, 120])
def test_one_incident_in_full(columns: int) -> None:
    same_as_snapshot(f"show-{columns}.txt", shown(bombing(), width=columns))


def test_awkward_text_keeps_the_table_aligned() -> None:
    same_as_snapshot("awkward.txt", written("table", awkward()[:6], width=80))


@pytest.mark.parametrize("name", NAMES)
def test_every_format_takes_awkward_text_at_any_width(name: str) -> None:
    for columns in (1, 20, 80, 200, None):
        for style in (Style(), Style(colour=True, ascii=True)):
            options = Options(width=columns, style=style)
            text = "".join(write(name, [*awkward(), bombing()], options))
            assert text.endswith("\n")
            if name not in ("csv", "tsv", "json", "jsonl", "csl-json"):
                assert "\x1b[2J" not in text
                assert "\u202e" not in text


@pytest.mark.parametrize("name", NAMES)
def test_no_incident_is_an_empty_answer(name: str) -> None:
    header = ",".join(COLUMNS)
    empty = {"csv": f"{header}\n", "tsv": header.replace(",", "\t") + "\n"}
    empty |= dict.fromkeys(("json", "csl-json"), "[]\n")
    assert written(name, []) == empty.get(name, "")


def test_an_unknown_format_or_column_is_refused_with_the_names() -> None:
    with pytest.raises(TrackerError, match="unknown format 'pdf'") as refused:
        write("pdf", [], Options())
    assert "table, oneline" in refused.value.hint
    with pytest.raises(TrackerError, match="unknown column 'when'") as refused:
        written("csv", [], columns=("id", "when"))
    assert "date_words" in refused.value.hint


ANY = st.text(st.characters(codec="utf-8"), max_size=40)
TITLES = st.one_of(
    ANY.filter(str.strip),
    st.lists(st.sampled_from(["MQ-9", "空袭", "غارة", "é", "|"]), min_size=1).map(" ".join),
)


@settings(deadline=None)
@given(TITLES, ANY, st.integers(min_value=40, max_value=150), st.integers(1, 10**7))
def test_no_line_is_wider_than_the_screen_and_no_title_is_cut(
    title: str, place: str, columns: int, number: int
) -> None:
    *_, disputed, _ = six()
    accounts = tuple(one._replace(value=place) for one in disputed.accounts)
    incident = disputed._replace(id=number, title=title, place=place, accounts=accounts)
    for text in (
        written("table", [incident], width=columns, tally=TALLY),
        written("oneline", [incident], width=columns),
        shown(incident, width=columns),
    ):
        assert max(width(line) for line in text.splitlines()) <= columns
    full = re.sub(r"\s", "", written("oneline", [incident], width=None))
    assert re.sub(r"\s", "", safe(title)) in full
    letters = re.sub(r"\s", "", shown(incident._replace(parties=(), links=()), width=columns))
    assert re.sub(r"\s", "", safe(place)) in letters


@settings(deadline=None)
@given(st.integers(min_value=20, max_value=130), st.booleans())
def test_every_word_of_a_timeline_is_there_at_any_width(columns: int, is_reversed: bool) -> None:
    incidents = [*six(), bombing()]
    text = written(
        "table", incidents[:: -1 if is_reversed else 1], width=columns, reverse=is_reversed
    )
    letters = re.sub(r"\s", "", text)
    for incident in incidents:
        for word in incident.title.split():
            assert word in letters
        for actor in incident.parties:
            if actor.role in ("by", "against", "victim"):
                assert actor.name.split()[0] in letters
    assert "Aleppo" in text


def test_colour_says_nothing_that_the_text_does_not() -> None:
    for columns in (30, 80, 120):
        plain = written("table", six(), width=columns, tally=TALLY)
        coloured = written("table", six(), width=columns, tally=TALLY, style=Style(colour=True))
        assert ESCAPE.sub("", coloured) == plain
        assert coloured != plain


def test_ascii_output_is_ascii() -> None:
    style = Style(ascii=True)
    for name in ("table", "oneline"):
        assert written(name, [*six(), bombing()], style=style, tally=TALLY).isascii()
    assert shown(six()[4], style=style).isascii()


def test_possible_matches_unsourced_and_refuted_incidents_are_marked() -> None:
    first, second = six()[:2]
    incidents = [first, second._replace(sources=0, status="refuted")]
    tally = Tally(2, 1, 0, 0, 0, more=1232, marked=frozenset({5}))
    text = written("table", incidents, tally=tally)
    assert re.search(r"^from 2016 +5\? ╌ Turkey", text, re.MULTILINE)
    assert re.search(r"6  ╌ Turkey takes over Afrin +unsourced$", text, re.MULTILINE)
    assert "refuted · Turkey · territory-change" in text
    assert "2 of 1,234 incidents (-n 0 for all) · 1 source · no origins" in text
    assert "? a possible match, not a certain one" in text


def test_the_legend_lists_only_the_signs_that_are_used() -> None:
    legend = written("table", [six()[2]]).splitlines()[-1]
    assert legend == "○ day   src·ind sources·independent"


@given(st.one_of(ANY, st.sampled_from("=+-@\t\r'").flatmap(lambda c: ANY.map(lambda t: c + t))))
def test_a_neutral_cell_runs_no_formula_and_is_restored_exactly(text: str) -> None:
    cell = neutral(text)
    assert isinstance(cell, str)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert restored(cell) == text


@settings(deadline=None)
@given(ANY, ANY, st.booleans(), st.sampled_from(["csv", "tsv"]))
def test_separated_values_read_back(title: str, text: str, raw: bool, name: str) -> None:
    incident = bombing()._replace(title=title, description=text, longitude=-3.5)
    lines = io.StringIO(written(name, [incident, incident], raw=raw), newline="")
    rows = list(csv.DictReader(lines, delimiter="\t" if name == "tsv" else ",", strict=True))
    assert len(rows) == 2
    for row in rows:
        assert list(row) == list(COLUMNS)
        back = (lambda cell: cell) if raw else restored
        assert (back(row["title"]), back(row["description"])) == (title, text)
        assert row["longitude"] == "-3.5"
        assert row["by"] == "Turkish army"
        assert (row["killed_low"], row["killed_high"], row["injured_low"]) == ("60", "82", "")


@settings(deadline=None)
@given(ANY, ANY)
def test_json_reads_back(title: str, text: str) -> None:
    incidents = [bombing()._replace(title=title, description=text), *six()]
    array = json.loads(written("json", incidents))
    lines = [json.loads(line) for line in written("jsonl", incidents).split("\n")[:-1]]
    assert array == lines == [as_object(incident) for incident in incidents]
    assert (array[0]["title"], array[0]["description"]) == (title, text)


def fits(value: Any, schema: dict[str, Any], at: str = "") -> None:  # noqa: ANN401
    """Assert that a value is what a part of the schema says (the few words that ours uses)."""
    if "oneOf" in schema:
        schema = next(s for s in schema["oneOf"] if (s["type"] == "null") == (value is None))
    if "enum" in schema:
        assert value in schema["enum"], at
        return
    kinds: dict[str, Any] = {"string": str, "integer": int, "number": (int, float), "boolean": bool,
             "null": type(None), "object": dict, "array": list}  # fmt: skip
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert any(isinstance(value, kinds[kind]) for kind in types), f"{at}: {value!r}"
    assert isinstance(value, bool) == (types == ["boolean"]), at
    if isinstance(value, str) and "pattern" in schema:
        assert re.search(schema["pattern"], value), at
    if isinstance(value, dict):
        assert list(value) == schema["required"] == list(schema["properties"]), at
        for key, item in value.items():
            fits(item, schema["properties"][key], f"{at}.{key}")
    if isinstance(value, list):
        for item in value:
            fits(item, schema["items"], f"{at}[]")


@pytest.mark.parametrize("incident", [*six(), bombing(), *awkward()], ids=lambda i: str(i.id))
def test_json_is_as_the_schema_says(incident: Incident) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    fits(json.loads(written("jsonl", [incident])), schema)


def test_every_key_is_documented() -> None:
    documented = set(re.findall(r"`([a-z_]+)`", DOCS.read_text(encoding="utf-8")))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    keys = set(schema["properties"])
    for name in ("citations", "claims", "links", "attributes", "counts", "actors"):
        keys |= set(schema["properties"][name]["items"]["properties"])
    assert keys <= documented


def test_everything_streams() -> None:
    taken = 0

    def many() -> Any:  # noqa: ANN401
        nonlocal taken
        incident = six()[3]
        for number in range(1, 5_000):
            taken = number
            yield incident._replace(id=number)

    # A bibliography is in alphabetical order and holds each source once, so it is read whole.
    for name in (name for name in NAMES if name not in STYLES):
        taken = 0
        chunks = write(name, many(), Options())
        next(chunks)
        next(chunks)
        assert taken <= 502, name


def test_what_is_not_known_is_said_in_full() -> None:
    bare = Incident(1, "abc000000001", "Something", parse("unknown"))
    text = shown(bare)
    assert re.search(r"^when +date unknown$", text, re.MULTILINE)
    assert re.search(r"^what +no type given$", text, re.MULTILINE)
    assert re.search(r"^where +not known$", text, re.MULTILINE)
    assert re.search(r"^casualties +not known$", text, re.MULTILINE)
    assert "unsourced" in text


def test_a_date_too_long_for_its_column_goes_on_below() -> None:
    about, between = parse("about 13:40 on 7 July 2023"), parse("between 2016 and 2018")
    first = Incident(1, "", "Something", about, sources=1, place="Afrin")
    text = written("table", [first, Incident(2, "", "Else", between, place="Raqqa")], silence=None)
    assert "Fri  7           1 ● Something" in text
    assert "c. 13:40             Afrin" in text
    assert "between 2016     2 ╌ Else" in text
    assert "and 2018             Raqqa" in text


def test_a_tie_finds_room_where_an_incident_has_one_line() -> None:
    day = parse("2023-07-07")
    first = Incident(1, "", "First", day, links=(Link("before", 2),))
    lines = written("table", [first, Incident(2, "", "Second", day)]).splitlines()
    assert [line[:24] for line in lines[2:5]] == [
        "Fri  7           1 ○ Fir",
        "          then     │",
        "                 2 ○ Sec",
    ]
    timed = Incident(2, "", "Second", parse("2023-07-07T19:00"))
    wide = written("table", [first, timed], width=120).splitlines()
    assert wide[3].startswith("then     19:00   2 ● Second")


def test_wide_numbers_keep_the_columns() -> None:
    incidents = [
        six()[2]._replace(id=number, sources=sources, origins=ind, independent_origins=ind)
        for number, sources, ind in ((7, 2, 1), (1_234_567, 1234, 56))
    ]
    titles = [line for line in written("table", incidents).splitlines() if "Flares" in line]
    assert {line.index("Flares") for line in titles} == {25}
    assert {line.index("·") for line in titles} == {73}


def test_what_has_no_direction_is_told_apart() -> None:
    incident = six()[0]._replace(
        parties=(party(1, "Russia", "involved"), party(2, "Turkey", "involved")), status="refuted"
    )
    assert "refuted · Russia, Turkey (direction not known) · invasion" in written(
        "table", [incident]
    )
    assert "| Turkey enters parts of northwest Syria (refuted) | Russia, Turkey |" in written(
        "md", [incident]
    )
