"""The grammar of notes: what a page says, where each piece stands, and what is written back."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import TOP
from tracker.fields import READINGS, STANCES
from tracker.formats.notes import write_page
from tracker.formats.quoting import titled
from tracker.importers.notes import read_page
from tracker.notes import (
    DECIDING,
    PARTS,
    Declared,
    Entry,
    Opened,
    Page,
    Pair,
    Part,
    Said,
    value,
)

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "@post https://example.org/a#b | Example Post | 9 July 2023 | It's; all = here | or not\n"


def page(text: str) -> Page:
    """Read a text without faults."""
    found, problems = read_page(text, "test.notes")
    assert problems == []
    return found


def said(line: str, new: bool = False, source: str = "@post\n") -> list[Said]:
    """What one line says of an incident, places in the text left out."""
    sign = "+ A\n" if new else "= 4\n"
    entry = page(f"{source}{sign}{line}\n").blocks[-1]
    assert isinstance(entry, Entry)
    return [bare(one) for one in entry.said]


def bare(one: Said) -> Said:
    parts = tuple(Part(part.name, part.text) for part in one.parts)
    return one._replace(parts=parts, spot=(0, 0), at=(0, 0))


LINES = [
    ("date 2016", [Said("date", "2016")]),
    ("  \t date   on Friday ;  by US", [Said("date", "on Friday"), Said("by", "US")]),
    ("BY US;TYPE raid", [Said("by", "US"), Said("type", "raid")]),
    ("when 2016; dead 3", [Said("date", "2016"), Said("killed", "3")]),
    ("by != Russia", [Said("by", "Russia", "!=")]),
    ("by!=Russia; killed 3", [Said("by", "Russia", "!="), Said("killed", "3")]),
    ("by !=", [Said("by", "", "!=")]),
    ("claimed.by MIT", [Said("by", "MIT", claimed=True)]),
    ("killed.total 3", [Said("killed", "3")]),
    ('place "Homs; by the river"', [Said("place", "Homs; by the river")]),
    ('place Homs  "in Homs"', [Said("place", "Homs", quote="in Homs")]),
    ('place "Homs"  "in \\"Homs\\""', [Said("place", "Homs", quote='in "Homs"')]),
    ('"in Homs"', [Said("quote", "in Homs")]),
    ("place Homs # a comment; by US", [Said("place", "Homs")]),
    ("x.url https://example.org/#part", [Said("x.url", "https://example.org/#part")]),
    ("place Homs \\# 4", [Said("place", "Homs # 4")]),
    ('x.gun 5" howitzer', [Said("x.gun", '5" howitzer')]),
    ("x.note one\\ntwo\\\\three", [Said("x.note", "one\ntwo\\three")]),
    ("x.sky clear; and dark", [Said("x.sky", "clear; and dark")]),
    ("killed 3 | said-by SOHR | via AFP",
     [Said("killed", "3", parts=(Part("said-by", "SOHR"), Part("via", "AFP")))]),
    ("killed 3 | origin SOHR", [Said("killed", "3", parts=(Part("said-by", "SOHR"),))]),
    ("killed 3 | p. 12 | ambiguous",
     [Said("killed", "3", parts=(Part("pinpoint", "p. 12"), Part("reading", "ambiguous")))]),
    ("killed 3 | denies", [Said("killed", "3", parts=(Part("stance", "denies"),))]),
    ("killed 3 | pinpoint denies", [Said("killed", "3", parts=(Part("pinpoint", "denies"),))]),
    ('killed 3 | pinpoint "plain" | ambiguous',
     [Said("killed", "3", parts=(Part("pinpoint", "plain"), Part("reading", "ambiguous")))]),
    ("killed 3; injured 4 | title",
     [Said("killed", "3", parts=(Part("pinpoint", "title"),)),
      Said("injured", "4", parts=(Part("pinpoint", "title"),))]),
    ('killed 3 | title "three dead"',
     [Said("killed", "3", parts=(Part("pinpoint", "title"),), quote="three dead")]),
    ('killed 3 | "three dead"', [Said("killed", "3", quote="three dead")]),
    ("place Homs | adopt", [Said("place", "Homs", parts=(Part("adopt"),))]),
    ("place Homs | adopt the only account",
     [Said("place", "Homs", parts=(Part("adopt", "the only account"),))]),
    ('place Homs | adopt "why; so"  "in Homs"',
     [Said("place", "Homs", parts=(Part("adopt", "why; so"),), quote="in Homs")]),
    ("said-by SOHR | title", [Said("said-by", "SOHR"), Said("pinpoint", "title")]),
    ('said-by SOHR  "words"', [Said("said-by", "SOHR"), Said("quote", "words")]),
    ("tag a; after &strike", [Said("tag", "a"), Said("after", "&strike")]),
    ("x.sky a|b", [Said("x.sky", "a|b")]),
    ("killed\u00a03\u2003|\u00a0title\u00a0# so",
     [Said("killed", "3", parts=(Part("pinpoint", "title"),))]),
    ('place "Homs killed 3"', [Said("place", "Homs killed 3")]),
    ('by != "!Russia?"', [Said("by", "!Russia?", "!=")]),
    ('x.sky "one\\rtwo"', [Said("x.sky", "one\rtwo")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES, ids=[line for line, _ in LINES])
def test_a_line_says(line: str, expected: list[Said]) -> None:
    assert said(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "place Killed Hill", "place Newton by the sea", "place near Homs, north of Hama",
        "by residents of northern Idlib", "against a convoy of 3 lorries", "by Hay'at Tahrir (HTS)",
        "note Shells fell; by residents of northern Idlib", "note seen at dusk; and 3 dead; who?",
        "killed at least 3, at most 5", "date 3 days before 9 July 2023", "x.sky clear; killing",
        *(f"killed 3 | {place}" for place in (
            "lead", "caption of the photo", "00:03:12", "p. 2; p. 4", "second paragraph", "title 2",
            "contents", "note 4", "by the map", "photo 2", "the text: line 3",
        )),
        "killed 3 | stance denies | p. 2", "place Homs | own | adopt nearer",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_slip_is_read(line: str) -> None:
    assert said(line)


@pytest.mark.parametrize(
    "title", ["Strike; by night", "Killed 3 civilians", "date palms burn", "By Russia; 3 | killed?"]
)
def test_what_only_looks_like_a_field_is_a_title(title: str) -> None:
    entry = page(f"@ none\n+ {title}\n").blocks[-1]
    assert isinstance(entry, Entry)
    assert entry.text == title


def test_a_lone_carriage_return_ends_a_line() -> None:
    typed = "@ none\n+ A # so\n\n  date 2016\n"
    assert page(typed.replace("\n", "\r")) == page(typed.replace("\n", "\r\n")) == page(typed)


def test_a_source_and_what_is_known_of_it() -> None:
    (source,) = page(HEAD + "  said-by SOHR; kind news # as ever\n  note a; b\n").blocks
    assert isinstance(source, Opened)
    assert (source.key, source.url.text) == ("post", "https://example.org/a#b")
    assert source.title.text == "It's; all = here | or not"
    assert [(pair.name, pair.text) for pair in source.fields] == [
        ("said-by", "SOHR"), ("kind", "news"), ("note", "a; b")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("@f24 | France 24 | about 9 July", ("f24", "", "France 24", "about 9 July", "")),
        ("@f24 https://f24.example", ("f24", "https://f24.example", "", "", "")),
        ("@ https://f24.example | F", ("", "https://f24.example", "F", "", "")),
        ("@ | France 24", ("", "", "France 24", "", "")),
        ("@f24 | | 2016 | T", ("f24", "", "", "2016", "T")),
        ("@f24 |", ("f24", "", "", "", "")),
        ("@f24", ("f24", "", "", "", "")),
        ('@"none" | N', ("none", "", "N", "", "")),
    ],
)
def test_any_part_of_a_source_may_be_empty(line: str, parts: tuple[str, ...]) -> None:
    (source,) = page(line).blocks
    assert isinstance(source, Opened)
    url, publisher, published, name = (
        pair.text for pair in (source.url, source.publisher, source.published, source.title)
    )
    assert (source.key, url, publisher, published, name) == parts
    assert source.described == (line != "@f24")
    assert not source.own


@pytest.mark.parametrize(
    ("line", "text", "label"),
    [
        ("+ A strike", "A strike", ""),
        ("+A strike &one", "A strike", "one"),
        ("+ A; b = c | d & e", "A; b = c | d & e", ""),
        ('+ He said "no # way" to it # so', 'He said "no # way" to it', ""),
        ('+ "A #1 &x" &y', "A #1 &x", "y"),
        ("+ A \\&x", "A &x", ""),
        ("+ AT&T", "AT&T", ""),
    ],
)
def test_titles_keep_their_signs(line: str, text: str, label: str) -> None:
    entry = page(f"@ none\n{line}\n").blocks[-1]
    assert isinstance(entry, Entry)
    assert (entry.text, entry.label) == (text, label)


def test_declarations() -> None:
    found = page(
        "! Russia = Russian Federation, RF, Россия; kind state; country RUS\n"
        '! place Homs = حمص, "Hims, old"\n  within Syria\n! type balloon; parent overflight\n'
        '! "place maker"; kind person\n! file What this is; tz Asia/Damascus\n'
    ).blocks[:4]
    kinds = [
        (one.kind, one.name, [p.text for p in one.others], [(p.name, p.text) for p in one.fields])
        for one in found
        if isinstance(one, Declared)
    ]  # fmt: skip
    assert kinds == [
        ("actor", "Russia", ["Russian Federation", "RF", "Россия"],
         [("kind", "state"), ("country", "RUS")]),
        ("place", "Homs", ["حمص", "Hims, old"], [("within", "Syria")]),
        ("type", "balloon", [], [("parent", "overflight")]),
        ("actor", "place maker", [], [("kind", "person")]),
    ]  # fmt: skip


def test_every_piece_knows_its_line_and_column() -> None:
    entry = page("@post\n\n= 4 # that one\r\n\tplace Homs;  by != US | title\r\n").blocks[-1]
    assert isinstance(entry, Entry)
    place, by = entry.said
    assert (entry.spot, place.spot, place.at) == ((3, 3), (4, 2), (4, 8))
    assert (by.spot, by.at, by.parts[0].spot) == ((4, 15), (4, 21), (4, 26))


def test_a_byte_order_mark_and_the_line_ends_of_windows_are_no_text() -> None:
    assert page("\ufeff@ none\r\n+ A\r\n  date 2016\r\n") == page("@ none\n+ A\n  date 2016\n")


signs = st.sampled_from("ab \t\\\"#;|=!&@+,'\n")
texts = st.text(signs | st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30).map(
    lambda text: text.replace("\0", "").strip()
)
lines = texts.map(lambda text: " ".join(text.split("\n")).strip()).filter(bool)


@given(texts)
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    found = said(f"x.any {value(text)}" if text else 'x.any ""')
    assert found == [Said("x.any", text)]


@given(lines)
def test_any_title_is_read_as_it_was_written(text: str) -> None:
    entry = page(f"@ none\n+ {titled(text)} &name\n").blocks[-1]
    assert isinstance(entry, Entry)
    assert (entry.text, entry.label) == (text, "name")


# What is asked about where it stands without quotes, and what only looks so.
SLIPS = (
    "! ~ - != ? (?) | ; ； , : = « » “ ” & # \u00a0 \r \\U the by By against killed injured date"
    " said said-by via according to denies denied ambigous kind state file Place person own p."
    " Russia Homs river night were 3 5 2016 3x July (said x.sky not tz Europe/Kyiv note title alias"
    " country killed.civilian claimed.by part-of adopt within credibility"
)
slips = st.lists(
    st.sampled_from(SLIPS.split(" ")),
    min_size=1,
    max_size=6,
).map(" ".join)
lines = lines | slips.map(lambda text: " ".join(text.split("\r")).strip()).filter(bool)
texts = texts | slips.map(str.strip).filter(bool)
pairs = texts.filter(bool).map(lambda text: Pair("note", text))
parts = st.tuples(st.sampled_from(["said-by", "via", "pinpoint", "adopt"]), lines).map(
    lambda both: Part(*both)
)
asserted = st.tuples(
    st.sampled_from(["place", "by", "killed.civilian", "x.sky", "duration", "date"]),
    lines,
    st.lists(parts, max_size=2, unique_by=lambda part: part.name).map(tuple),
    st.none() | texts.filter(bool),
).map(lambda told: Said(told[0], told[1], parts=told[2], quote=told[3]))
denied = st.tuples(st.sampled_from(["place", "by"]), texts).map(
    lambda told: Said(told[0], told[1], "!=")
)
alone = st.tuples(st.sampled_from(["said-by", "tag", "note"]), lines).map(
    lambda told: Said(told[0], told[1])
)
statements = asserted | denied | alone


@given(lines, pairs, st.lists(statements, max_size=4), lines, st.sampled_from(["actor", "place"]))
def test_any_page_is_read_as_it_was_written(
    publisher: str, pair: Pair, told: list[Said], name: str, kind: str
) -> None:
    known = Pair("said-by", name)
    blocks = (
        Declared(kind, name, others=(Pair("alias", publisher),), fields=(pair,)),
        Opened("key", publisher=Pair("publisher", publisher), fields=(pair, known), described=True),
        Entry(False, "&abcdefgh0123", said=tuple(told)),
    )
    text = "".join(write_page(blocks))
    declared, source, entry = page(text).blocks
    assert isinstance(declared, Declared)
    assert isinstance(source, Opened)
    assert isinstance(entry, Entry)
    assert (declared.name, declared.others[0].text) == (name, publisher)
    assert (source.publisher.text, source.fields[0].text) == (publisher, pair.text)
    assert source.fields[1].text == name
    assert [bare(one) for one in entry.said] == told
    assert "".join(write_page(page(text).blocks)) == text


EDITORS = TOP / "examples" / "editors"


def test_the_grammar_for_editors_colours_what_the_parser_reads() -> None:
    grammar = json.loads((EDITORS / "notes.tmLanguage.json").read_text(encoding="utf-8"))
    rules = grammar["repository"]
    field = re.compile(rules["rest"]["patterns"][4]["match"])
    found = [
        match[1] for match in field.finditer("date on Thursday; claimed.by US; killed.civilian 3")
    ]
    assert found == ["date", "claimed.by", "killed.civilian"]
    part = re.compile(rules["rest"]["patterns"][6]["match"])
    for name in (*PARTS, *DECIDING, *READINGS, *STANCES, "own", "sic"):
        for text in (part.pattern, (EDITORS / "notes.vim").read_text(encoding="utf-8")):
            assert re.search(rf"(?<![a-z-]){name}(?![a-z-])", text), name
    comment = re.compile(rules["comment"]["match"])
    assert comment.search("killed 3 # so")
    assert not comment.search("https://example.org/#part")


@pytest.mark.skipif(shutil.which("vim") is None, reason="vim is not installed")
def test_vim_colours_a_page(tmp_path: Path) -> None:
    page_file = tmp_path / "page.notes"
    page_file.write_text('@x | X\n+ A &one\n  by != US | own  "q; by" # c\n#! column 3: no\n')
    places = {
        (1, 1): "notesSource", (2, 3): "notesTitle", (2, 5): "notesLabel", (3, 3): "notesField",
        (3, 6): "notesDenial", (3, 14): "notesPart", (3, 20): "notesString",
        (3, 28): "notesComment", (4, 3): "notesFault",
    }  # fmt: skip
    asked = [f"synIDattr(synID({line},{column},1),'name')" for line, column in places]
    script = tmp_path / "ask.vim"
    script.write_text(
        f"syntax on\nsyntax clear\nunlet! b:current_syntax\nsource {EDITORS / 'notes.vim'}\n"
        f"call writefile([{', '.join(asked)}], '{tmp_path / 'told'}')\nqa!\n"
    )
    subprocess.run(
        ["vim", "-N", "-u", "NONE", "-i", "NONE", "-n", "-es", "-S", str(script), str(page_file)],
        check=False, capture_output=True, timeout=20,
    )  # fmt: skip
    assert (tmp_path / "told").read_text().splitlines() == list(places.values())


LEGITIMATE = (TOP / "tests" / "data" / "notes_legitimate.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", LEGITIMATE.splitlines())
def test_what_people_really_write_is_taken_at_its_word(line: str) -> None:
    page, problems = read_page(f"@x | X | 2024\n+ A\n  date 2016\n  {line}\n", "p")
    assert not problems
    entry = page.blocks[-1]
    assert isinstance(entry, Entry)
    said = entry.said[-1]
    name, _, rest = line.partition(" ")
    value, bar, part = rest.partition(" | ")
    assert (said.name, said.text, said.quote) == (name, value, None)
    if bar:
        word, _, voice = part.partition(" ")
        told = (word, voice) if word in ("said-by", "via") else ("pinpoint", part)
        assert [(one.name, one.text) for one in said.parts] == [told]


@pytest.mark.parametrize("title", [
    "Raid: detained 14, injured 3", "Court sets trial date 7 July 2023", "Gaza war; update 9 July",
    "Ambulances late; dispatched 3 hours after the blast", "A | B", "Why did 3 die?",
    "Strike, killed 3",
])  # fmt: skip
def test_titles_are_taken_at_their_word(title: str) -> None:
    page, problems = read_page(f"@x | X | 2024\n+ {title}\n  date 2016\n", "p")
    assert not problems
    entry = page.blocks[-1]
    assert isinstance(entry, Entry)
    assert entry.text == title
