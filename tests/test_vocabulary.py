"""The word lists are the same in the program, in the file's checks and in the file's own table."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import tracker.schema
from tracker import fields, vocabulary
from tracker.names import fold
from tracker.schema.migrations import make, table
from tracker.schema.order import PRECISIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES = Path(tracker.schema.__file__).with_name("tables.sql").read_text(encoding="utf-8")

# Columns kept to a list of words, and which list.
LISTS = {
    "actors.kind": "actor-kind",
    "actor_names.kind": "name-kind",
    "place_names.kind": "name-kind",
    "places.precision": "place-precision",
    "place_relations.kind": "place-relation",
    "sources.kind": "source-kind",
    "sources.reliability": "reliability",
    "incidents.date_precision": "precision",
    "incidents.date_qualifier": "date-qualifier",
    "incidents.end_kind": "end-kind",
    "incidents.place_precision": "place-precision",
    "incidents.status": "status",
    "incident_counts.category": "count-category",
    "incident_actors.role": "role",
    "citations.stance": "citation-stance",
    "claims.family": "claim-family",
    "claims.date_precision": "precision",
    "claims.date_qualifier": "date-qualifier",
    "claims.end_kind": "end-kind",
    "claims.stance": "claim-stance",
    "claims.reading": "reading",
    "decisions.kind": "decision-kind",
    "incident_links.kind": "link",
    "actor_relations.kind": "actor-relation",
}
NO_WORDS = {"external_ids.table_name", "log_changes.operation"}

# What a newcomer finds without adding a type.
SHIPPED = {
    "drone-strike", "airstrike", "shelling", "missile-strike", "ied", "bombing",
    "suicide-bombing", "ground-clash", "raid", "arrest", "assassination", "abduction",
    "attack-on-civilians", "forced-displacement", "invasion", "territory-change",
    "aircraft-harassment", "intercept", "flare-drop", "overflight", "near-miss",
    "airspace-violation", "show-of-force", "warning-shot", "electronic-interference",
    "shootdown", "collision", "accident", "naval-incident", "deployment", "agreement",
    "protest", "riot", "statement", "sanction", "other",
}  # fmt: skip


@pytest.fixture(scope="module")
def conn() -> Iterator[sqlite3.Connection]:
    """A new file."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        make(conn)
        yield conn


def checked_words() -> dict[str, list[str]]:
    """The words of every CHECK (… IN (…)) over text, by table and column."""
    found: dict[str, list[str]] = {}
    for name, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\)", TABLES, flags=re.DOTALL):
        for column, words in re.findall(r"CHECK \((\w+) IN\s*\(('[^)]*)\)", body):
            found[f"{name}.{column}"] = re.findall(r"'([^']*)'", words)
    return found


def test_every_check_of_the_file_allows_the_words_of_its_list() -> None:
    found = {name: words for name, words in checked_words().items() if name not in NO_WORDS}
    assert found == {name: list(vocabulary.codes(words)) for name, words in LISTS.items()}


def test_credibility_is_graded_by_the_numbers_of_its_list() -> None:
    assert "credibility INTEGER CHECK (credibility BETWEEN 1 AND 6)" in TABLES
    assert vocabulary.codes("credibility") == tuple("123456")


def test_a_new_file_explains_every_word(conn: sqlite3.Connection) -> None:
    kept = conn.execute("SELECT list, code, label, meaning FROM vocabulary").fetchall()
    assert sorted(kept) == sorted(vocabulary.rows())


@pytest.mark.parametrize("name", vocabulary.VOCABULARY)
def test_each_word_has_a_label_of_its_own_and_a_sentence(name: str) -> None:
    words = vocabulary.VOCABULARY[name]
    assert len({word.label for word in words}) == len({word.code for word in words}) == len(words)
    assert [word for word in words if not re.fullmatch(r"[A-Z][^.]*\.", word.meaning)] == []


def test_every_relation_reads_from_both_sides() -> None:
    assert vocabulary.inverse("link", "before") == "after"
    assert vocabulary.inverse("actor-relation", "part-of") == "has part"
    for name in ("link", "actor-relation", "place-relation"):
        assert [word.code for word in vocabulary.VOCABULARY[name] if not word.inverse] == []


def test_the_fields_use_the_same_words() -> None:
    assert vocabulary.codes("role") == fields.ROLES
    assert vocabulary.codes("measure") == fields.MEASURES
    assert vocabulary.codes("count-category") == fields.CATEGORIES
    assert vocabulary.codes("link") == fields.LINK_KINDS
    assert sorted(vocabulary.codes("precision")) == sorted(PRECISIONS)


def test_the_types_that_analysts_need_are_shipped(conn: sqlite3.Connection) -> None:
    codes = {row[0] for row in conn.execute("SELECT code FROM incident_types")}
    assert SHIPPED - codes == set()


def test_a_drone_strike_is_an_attack(conn: sqlite3.Connection) -> None:
    chain = conn.execute(
        "WITH RECURSIVE up (code, step) AS (SELECT 'drone-strike', 0 UNION ALL"
        " SELECT t.parent, step + 1 FROM up JOIN incident_types AS t USING (code)"
        " WHERE t.parent IS NOT NULL) SELECT code FROM up ORDER BY step"
    ).fetchall()
    assert [code for (code,) in chain] == ["drone-strike", "airstrike", "remote-violence", "attack"]


def test_no_word_means_two_types() -> None:
    meant: dict[str, set[str]] = {}
    for row in table("incident_types.tsv"):
        for name in (row["code"], row["label"], *filter(None, row["names"].split("|"))):
            meant.setdefault(fold(name), set()).add(row["code"])
    assert {name: codes for name, codes in meant.items() if len(codes) > 1} == {}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Air Strike", "airstrike"),
        ("harassment", "aircraft-harassment"),
        ("drone attack", "drone-strike"),
        ("Bombing", "bombing"),
        ("roadside bomb", "ied"),
    ],
)
def test_a_type_is_found_by_other_words(conn: sqlite3.Connection, typed: str, code: str) -> None:
    found = conn.execute(
        "SELECT type_code FROM incident_type_names WHERE name_key = ?", (fold(typed),)
    ).fetchall()
    assert found == [(code,)]


def test_the_word_lists_are_part_of_the_schema(conn: sqlite3.Connection) -> None:
    for statement in (
        "UPDATE vocabulary SET label = 'x'",
        "DELETE FROM vocabulary",
        "INSERT INTO vocabulary VALUES ('role', 'x', 'x', 'x')",
        "INSERT OR REPLACE INTO vocabulary VALUES ('role', 'by', 'x', 'x')",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="vocabulary is part of the schema"):
            conn.execute(statement)
