"""The nouns: what is said of actors, places, sources and types, and their lists in each format."""

from __future__ import annotations

import csv
import io
import json
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Stock

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.mark.parametrize("noun", ["actor", "place", "source", "type"])
def test_a_list_is_the_same_in_every_format(noun: str, run: Run) -> None:
    rows = json.loads(run(noun, "list", "-f", "json").stdout)
    assert rows
    lines = run(noun, "list", "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == rows
    for name, delimiter in (("csv", ","), ("tsv", "\t")):
        text = io.StringIO(run(noun, "list", "-f", name).stdout)
        read = list(csv.DictReader(text, delimiter=delimiter))
        plain = [{key: "" if v is None else str(v) for key, v in row.items()} for row in rows]
        assert read == plain
    assert len(run(noun, "list", "-f", "md").stdout.splitlines()) == len(rows) + 2
    assert rows[0][next(iter(rows[0]))].split()[0] in run(noun, "list").stdout


@pytest.mark.parametrize("noun", ["actor", "place", "source", "type"])
def test_a_list_is_sorted_by_any_of_its_columns(noun: str, run: Run) -> None:
    rows = json.loads(run(noun, "list", "-f", "json").stdout)
    for column in rows[0]:
        for typed in (column, column.replace("_", "-"), column.replace("_", " ").upper()):
            found = json.loads(run(noun, "list", "-f", "json", "--sort", typed).stdout)
            values = [row[column] for row in found if row[column] is not None]
            if column == "published":
                continue  # shown in words, ordered by day
            if all(isinstance(value, int) for value in values):
                assert values == sorted(values, reverse=True), typed
            else:
                assert values == sorted(values, key=str.lower), typed
    assert len(json.loads(run(noun, "list", "-f", "json", "-n", "2").stdout)) == 2


def test_who_only_speaks_does_not_take_part(run: Run) -> None:
    names = {row["name"] for row in json.loads(run("actor", "list", "-f", "json").stdout)}
    assert "US defense official" not in names
    assert {"Russian aircraft", "Syrian government"} <= names
    for typed in ("speaks_in", "speaks-in"):
        spoken = run("actor", "list", "--sort", typed, "-f", "json").stdout
        assert "US defense official" in {row["name"] for row in json.loads(spoken)}


def test_saying_the_same_again_changes_nothing(run: Run, seeded: Path) -> None:
    before = seeded.read_bytes()
    run("actor", "add", "ISIS", "alias=daesh", "kind=armed-group", "alias=Islamic State")
    run("place", "add", "Afrin", "within=northwest Syria")
    run("source", "add", "jpost", "kind=news")
    run("type", "add", "drone-strike", "alias=drone attack")
    assert seeded.read_bytes() == before


def test_a_bare_noun_shows_its_commands(run: Run) -> None:
    for noun in ("actor", "place", "source", "type"):
        told = run(noun)
        assert told.stderr == ""
        assert f"tracker {noun} list" in told.stdout


def test_an_actor_is_described_and_shown(run: Run, stock: Stock) -> None:
    run(
        "actor", "add", "Wagner Group", "kind=armed-group", "country=Russia", "alias=PMC Wagner",
        "acronym=PMCW", "former=Slavonic Corps", "backed-by=Russia", "note=a company",
    )  # fmt: skip
    told = run("actor", "show", "pmc wagner").stdout
    for words in ("Wagner Group (armed-group, RUS)", "PMCW (acronym)", "backed-by     Russia",
                  "Slavonic Corps (former)", "a company"):  # fmt: skip
        assert words in told
    assert stock("SELECT country, note FROM actors WHERE name = 'Wagner Group'") == [
        ("RUS", "a company")
    ]


def test_a_source_is_described_and_shown(run: Run, stock: Stock) -> None:
    words = (
        "source", "add", "https://example.org/a | Example Post | 9 July 2023 | What was seen",
        "key=post", "kind=wire", "author=A. Writer", "language=en", "said-by=CENTCOM", "via=AFP",
        "reliability=b", "private=yes", "archive-url=https://web.example.org/x", "note=mine",
    )  # fmt: skip
    assert run(*words).stdout == "post\n"
    assert stock(
        "SELECT kind, title, publisher, author, language, agency, reliability, private,"
        " archive_url, note, published_edtf FROM sources WHERE key = 'post'"
    ) == [
        (
            "wire", "What was seen", "Example Post", "A. Writer", "en", "AFP", "B", 1,
            "https://web.example.org/x", "mine", "2023-07-09",
        )
    ]  # fmt: skip
    told = run("source", "show", "http://www.example.org/a?utm_campaign=x").stdout
    assert "CENTCOM" in told
    run("cite", "1", "post")
    assert "Turkey enters parts of northwest Syria" in run("source", "show", "post").stdout


def test_a_saved_copy_is_kept_by_its_hash(run: Run, stock: Stock, here: Path) -> None:
    (here / "page.html").write_bytes(b"page")
    run("source", "add", "jpost", "file=page.html")
    assert stock("SELECT file, sha256 FROM sources WHERE key = 'jpost'") == [
        ("page.html", sha256(b"page").hexdigest())
    ]


def test_a_type_of_ones_own_is_found_by_its_parent_and_its_alias(run: Run) -> None:
    run("type", "add", "balloon", "parent=airspace-violation", "alias=spy balloon")
    run("add", "A balloon over Montana", "-d", "2 February 2023", "-t", "Spy Balloon")
    told = run("timeline", "-t", "airspace-violation", "--json").stdout
    assert [incident["title"] for incident in json.loads(told)] == ["A balloon over Montana"]


def test_who_only_speaks_is_counted_below_the_list(run: Run, seeded: Path) -> None:
    listed = run("actor", "list")
    assert "CENTCOM" not in listed.stdout
    assert "2 more only speak in sources: tracker actor list --sort speaks-in" in listed.stderr
    assert "CENTCOM" in run("actor", "list", "--sort", "speaks-in").stdout
    assert run("actor", "list", "--sort", "speaks-in").stderr == ""
