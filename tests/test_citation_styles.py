"""Sources in citation styles and for reference managers; what they lack, what TeX obeys."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drawing import bombing, six
from tracker.dates import DateError, parse
from tracker.formats.citations import STYLES, write_references
from tracker.formats.references import Name, authors, cited, published
from tracker.model import Reference

if TYPE_CHECKING:
    from tests.conftest import Run

SNAPSHOTS: Final = Path(__file__).parent / "snapshots"
DATES: Final = Path(__file__).parent / "data" / "dates.tsv"


def source(key: str, when: str | None = None, **more: str | None) -> Reference:
    """A source published `when`, in any words."""
    date = parse(when) if when else None
    if date is not None:
        more |= {"published": date.words, "published_edtf": date.edtf}
    return Reference(key, **more)  # type: ignore[arg-type]


ADDRESS: Final = "https://example.org/a"
ALL: Final = (
    source("whole", "9 July 2023", kind="news", title="Strike in Syria", publisher="Example Post",
           author="Family, Given Middle", url=ADDRESS),
    source("two-authors", "July 2023", kind="report", title="A year of strikes?",
           publisher="Example Institute", author="Family, Given; Other, Person"),
    source("three-authors", "2023", kind="book", title="Drones", publisher="Example Press",
           author="Family, Given; Other, Person; Example Group"),
    source("no-author-news", "9 July 2023", kind="news", title="“Harassed” again",
           publisher="Example Post", url=ADDRESS),
    source("no-author-release", "9 July 2023", kind="press-release", title="Strike",
           publisher="US Central Command"),
    source("no-title", "6 July 2023", kind="video", publisher="US Air Forces Central"),
    source("no-date", kind="news", title="Undated", publisher="Example Post", url=ADDRESS,
           accessed_at="2023-07-10T08:00:00Z"),
    source("no-publisher", "2016", kind="document", title="A letter"),
    source("url-alone", url=ADDRESS),
    source("key-alone"),
    source("about", "c. 2016", kind="report", title="About then", publisher="Example Institute"),
    source("perhaps", "2018?", kind="report", title="Perhaps then", publisher="Example Institute"),
    source("both", "July 2018%", kind="report", title="Both", publisher="Example Institute"),
    source("after", "on or after 9 July 2023", kind="news", title="Later",
           publisher="Example Post"),
    source("decade", "2010s", kind="dataset", title="Strikes", publisher="Example Institute"),
    source("clock", "2023-07-09T10:30Z", kind="social-post", title="Seen", publisher="Example"),
    source("archived", "9 July 2023", kind="news", title="Gone", publisher="Example Post",
           url=ADDRESS, archive_url="https://web.archive.org/web/2023/https://example.org/a"),
    source("retracted", "9 July 2023", kind="news", title="Withdrawn", publisher="Example Post",
           retraction="the page was withdrawn", language="en"),
    source("tex", "9 July 2023", kind="statement", title="100% of {A_B} & $5 #1 ~x^2 \\end",
           publisher="Example & Sons"),
)  # fmt: skip


def written(name: str, *references: Reference) -> str:
    return "".join(write_references(references, name))


@pytest.mark.parametrize("name", STYLES)
def test_whole_and_lacking_sources_in_every_style(name: str) -> None:
    path = SNAPSHOTS / f"citations-{name}.txt"
    text = written(name, *ALL)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_text(encoding="utf-8")


def test_a_comma_parts_the_family_name_and_nothing_else_is_guessed() -> None:
    told = "Family, Given-Name; Human Rights Example; A, B, C; ; Lone"
    assert authors(Reference("k", author=told)) == [
        Name("Family", "Given-Name"), Name("Human Rights Example"), Name("A, B, C"), Name("Lone"),
    ]  # fmt: skip
    assert Name("Family", "Given-Name M").initials == "Family, G. N. M."


def test_two_of_one_author_and_year_are_told_apart_in_apa() -> None:
    one = source("a", "9 July 2023", kind="statement", title="Later", publisher="Body")
    other = source("b", "2 May 2023", kind="statement", title="Earlier", publisher="Body")
    undated = [source(key, kind="statement", title=key, publisher="Body") for key in "xy"]
    assert written("apa", one, other, *undated).splitlines() == [
        "Body. (2023a, May 2). Earlier [Statement].",
        "Body. (2023b, July 9). Later [Statement].",
        "Body. (n.d.-a). x [Statement].",
        "Body. (n.d.-b). y [Statement].",
    ]


def test_a_source_stands_once_and_only_if_it_counts() -> None:
    incident = bombing()
    keys = [reference.key for reference in cited([incident, *six(), incident])]
    assert len(keys) == len(set(keys)) > 0
    gone = [citation._replace(standing=False) for citation in incident.citations]
    assert cited([incident._replace(citations=tuple(gone))]) == []


def dates_of_every_kind() -> list[str]:
    lines = DATES.read_text(encoding="utf-8").splitlines()
    texts = (line.split("\t")[0] for line in lines if line and not line.startswith("#"))
    found = {}
    for text in texts:
        try:
            date = parse(text)
        except DateError:  # needs an anchor, or is the heading
            continue
        if date.edtf is not None:
            found[date.edtf] = date
    return sorted(found)


@pytest.mark.parametrize("edtf", dates_of_every_kind())
def test_no_date_is_given_more_exactly_than_it_is_known(edtf: str) -> None:
    date = parse(edtf)
    precision = date.precision
    one = source("k", edtf, title="T")
    found = published(one)
    assert found is not None
    single = not re.search(r"[/\[]", edtf)
    assert (found.year is not None) == (
        single and precision in ("minute", "hour", "day", "month", "year")
    )
    assert (found.month is not None) == (single and precision in ("minute", "hour", "day", "month"))
    assert (found.day is not None) == (single and precision in ("minute", "hour", "day"))
    if found.year is None:
        for name in ("chicago", "apa", "mla"):
            assert date.words in written(name, one)
        assert "date " not in written("bibtex", one)
        assert "PY  -" not in written("ris", one)
    if found.mark or found.year is None:
        assert "year" not in written("bibtex", one)


ANY: Final = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
HOSTILE: Final = st.one_of(ANY, st.text("{}\\%$&#_~^\"'\n@,=", min_size=1, max_size=12))


@settings(deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_bibtex_stays_whole_whatever_stands_in_a_source(a: str, b: str, c: str) -> None:
    text = written("bibtex", Reference("k", "book", title=a, publisher=b, author=c))
    depth = 0
    for sign in text:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert text.count("\n") == len(re.findall(r"^  [a-z]+ +=", text, re.MULTILINE)) + 2
    values = re.sub(r"\\[A-Za-z]+\{\}|\\[$&#_%]", "", text.partition("{k")[2])
    assert not re.search(r"[\\$&#_%~^]", values)


def test_the_word_and_in_a_name_makes_no_second_author() -> None:
    one = Reference("k", author="Search and Rescue; Family, Given")
    assert "author = {{Search and Rescue} and Family, Given}" in written("bibtex", one)


@settings(deadline=None)
@given(HOSTILE, HOSTILE)
def test_no_line_of_a_source_becomes_another_entry(a: str, b: str) -> None:
    one = Reference("k", "statement", title=a, publisher=b, author=b, url=ADDRESS)
    tags = [line[:6] for line in written("ris", one).splitlines()]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - ", tag) for tag in tags)
    assert tags.count("ER  - ") == tags.count("TY  - ") == 1
    for name in ("chicago", "apa", "mla"):
        assert written(name, one).count("\n") == 1
    (found,) = json.loads(written("csl-json", one))
    assert found["title"] == a


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("name", STYLES)
def test_every_command_that_shows_sources_writes_them(run: Run, name: str) -> None:
    whole = run("timeline", "-f", name).stdout
    assert run("source", "list", "-f", name).stdout == whole
    one = run("source", "show", "afcent", "-f", name).stdout.strip("[]\n")
    assert one in whole
    assert "Video of the encounters" not in run("show", 6, "-f", name).stdout
    assert "Video of the encounters" in run("show", 4, "-f", name).stdout


@pytest.mark.usefixtures("seeded")
def test_a_retracted_source_is_marked_in_the_list_and_left_out_of_what_rests_on_it(
    run: Run,
) -> None:
    run("source", "retract", "afcent", "--why", "the video was withdrawn")
    assert "US Air Forces Central" not in run("show", 4, "-f", "apa").stdout
    told = run("source", "list", "-f", "apa").stdout
    assert "[Video]. [Retracted: the video was withdrawn.]\n" in told


@pytest.mark.usefixtures("seeded")
def test_an_unknown_style_is_refused_with_the_names(run: Run) -> None:
    for words in (("source", "show", "afcent"), ("timeline",), ("show", 6)):
        assert "chicago, apa, mla" in run(*words, "-f", "harvard", code=2).stderr
