"""The search rows follow every change, from the program or from outside it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tracker.store.connection import open_reading
from tracker.store.search import search_words

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Stock


def found(db: Path, word: str) -> list[int]:
    """The rows that hold the word as it is typed; incidents are every fourth number."""
    with closing(open_reading(db)) as conn:
        query = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid"
        phrase = f'"{search_words(word)}"'
        return [int(row[0]) for row in conn.execute(query, (phrase,))]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Ünlü Şırnak", "unlu sirnak"),
        ("空袭", "空袭"),
        ("发生空袭事件", "发生 生空 空袭 袭事 事件"),
        ("عَسْكَرِيّ", "عسكري"),
        ("MQ-9 «Reaper»", "mq 9 reaper"),
        ("", ""),
    ],
)
def test_words_are_folded_as_names_are(typed: str, words: str) -> None:
    assert search_words(typed) == words


def test_what_is_added_cited_and_tagged_is_found(db: Path, run: Run) -> None:
    run(
        "add", "叙利亚发生空袭", "-d", "2016", "desc=Über İstanbul", "tag=reaper", "-s", "| Örnek",
        "quote=seven drones",
    )  # fmt: skip
    for word in ("空袭", "istanbul", "REAPER", "seven drones"):
        assert 4 in found(db, word), word
    run("cite", "1", "| Post", "quote=a motorcycle", "killed=3")
    assert 4 in found(db, "motorcycle")
    assert len(found(db, "ornek")) == 1


def test_a_change_from_outside_is_indexed_by_the_next_command(
    db: Path, run: Run, stock: Stock
) -> None:
    run("add", "One", "-d", "2016", "--by", "Ruritania")
    stock("UPDATE incidents SET title = 'Bridge bombed' WHERE id = 1")
    assert found(db, "bridge") == []
    run("add", "Two", "-d", "2016")
    assert found(db, "bridge") == [4]
    assert found(db, "one") == []
    stock("UPDATE incidents SET deleted_at = '2023-07-09T00:00:00Z' WHERE id = 1")
    run("add", "Three", "-d", "2016")
    assert found(db, "bridge") == []
    assert len(found(db, "ruritania")) == 1
