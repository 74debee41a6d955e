"""Every change is logged, whoever makes it, and the log gives the row back as it was."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.schema.history import CONTENT, described
from tracker.schema.migrations import make

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = dict[str, Any]

DAY = {"start_earliest": "2023-07-07T00:00:00", "start_latest": "2023-07-07T23:59:59"}

# A row of each table, parents before children; what is left out is NULL or the default.
SAMPLES: dict[str, Row] = {
    "incident_types": {"code": "own", "label": "own", "meaning": "Mine."},
    "incident_type_names": {"name_key": "mine", "name": "Mine", "type_code": "own"},
    "actors": {"id": 1, "uid": "000000000001", "name": "Ünal “x” \n', \\", "country": "TUR"},
    "actor_names": {"actor_id": 1, "name_key": "u", "name": "Ü", "kind": "alias"},
    "places": {
        "id": 1, "uid": "000000000001", "name": "Miska", "latitude": 0.1 + 0.2,
        "longitude": -1e-300,
    },
    "place_names": {"place_id": 1, "name_key": "m", "name": "مسقة", "kind": "name"},
    "place_relations": {"place_id": 1, "other_id": 2, "kind": "within"},
    "sources": {"id": 1, "uid": "000000000001", "key": "a", "url_key": "u", "title": "空袭"},
    "incidents": {
        "id": 1, "uid": "000000000001", "title": "x", **DAY, "date_precision": "day",
        "start_utc": "2023-07-06T21:00:00", "latitude": 5.0, "longitude": 36.87,
    },
    "incident_counts": {"incident_id": 1, "measure": "killed", "category": "total", "low": 0},
    "incident_actors": {"incident_id": 1, "actor_id": 1, "role": "by", "note": "n"},
    "citations": {"id": 1, "uid": "000000000001", "incident_id": 1, "source_id": 1},
    "claims": {
        "id": 1, "uid": "000000000001", "citation_id": 1, "incident_id": 1, "field": "place",
        "family": "place", "value": "v", "value_key": "v",
    },
    "decisions": {
        "id": 1, "uid": "000000000001", "incident_id": 1, "field": "place", "kind": "claim",
    },
    "incident_links": {
        "id": 1, "uid": "000000000001", "from_incident_id": 1, "to_incident_id": 2,
        "kind": "before",
    },
    "actor_relations": {
        "id": 1, "uid": "000000000001", "actor_id": 1, "other_id": 2, "kind": "part-of",
    },
    "incident_tags": {"incident_id": 1, "tag": "reaper"},
    "attributes": {"incident_id": 1, "namespace": "n", "key": "k", "value": "v"},
    "external_ids": {"scheme": "s", "value": "v", "table_name": "incidents", "row_id": 1},
    "meta": {"key": "title", "value": "t"},
}  # fmt: skip

# How a second row may differ from the sample and still collide with it: on one unique key alone.
COLLISIONS: list[tuple[str, Row]] = [
    *((table, {}) for table in SAMPLES),
    *((table, {"id": 7, "key": "b", "url_key": "w", "field": "type", "kind": "part-of",
               "pinpoint": "p", "date_edtf": "2016", "note": "same uid"})
      for table in SAMPLES if "uid" in SAMPLES[table]),
    ("sources", {"id": 7, "uid": "000000000007", "url_key": "w"}),
    ("sources", {"id": 7, "uid": "000000000007", "key": "b"}),
    ("citations", {"id": 7, "uid": "000000000007"}),
    ("claims", {"id": 7, "uid": "000000000007"}),
    ("claims", {"id": 7, "uid": "000000000007", "stance": "denies"}),
    ("decisions", {"id": 7, "uid": "000000000007"}),
    ("incident_links", {"id": 7, "uid": "000000000007"}),
    ("actor_relations", {"id": 7, "uid": "000000000007"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def file() -> Iterator[sqlite3.Connection]:
    """A file of schema 1, opened as the stock shell opens it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        make(conn)
        yield conn


@pytest.fixture(params=["OFF", "ON"])
def conn(file: sqlite3.Connection, request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    """The same, with nothing in it, with and without recursive triggers."""
    file.execute(f"PRAGMA recursive_triggers = {request.param}")
    with undone(file):
        yield file


@contextmanager
def undone(file: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Whatever is done to the file inside is rolled back."""
    file.execute("BEGIN")
    try:
        yield file
    finally:
        file.execute("ROLLBACK")


def insert(conn: sqlite3.Connection, table: str, row: Row, verb: str = "INSERT") -> None:
    """Insert a row with plain parameters."""
    marks = ", ".join("?" * len(row))
    conn.execute(f"{verb} INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


def fill(conn: sqlite3.Connection) -> None:
    """Insert the sample of every table, and second ends for what relates two rows."""
    for table, row in SAMPLES.items():
        insert(conn, table, row)
        if table in ("actors", "places", "incidents"):
            title = "title" if table == "incidents" else "name"
            insert(conn, table, {"id": 2, "uid": "000000000002", title: "second"})


def changes(conn: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """The log, images read as JSON."""
    return [
        (*row[:3], row[3] and json.loads(row[3]), row[4] and json.loads(row[4]))
        for row in conn.execute(
            "SELECT table_name, row_id, operation, before, after FROM log_changes ORDER BY id"
        )
    ]


def content(conn: sqlite3.Connection) -> dict[str, list[Row]]:
    """Every row of every table, without what is derived."""
    found = {}
    for table in CONTENT:
        names = [name for name, _ in described(conn, table).logged]
        rows = conn.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY 1, 2").fetchall()
        found[table] = [dict(zip(names, row, strict=True)) for row in rows]
    return found


def now(conn: sqlite3.Connection) -> str:
    """The clock as the log reads it."""
    return str(conn.execute("SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')").fetchone()[0])


def begin(conn: sqlite3.Connection, bulk: int = 0) -> int:
    """Open a transaction of the log, as the program does."""
    tx = conn.execute(
        "INSERT INTO log_transactions (at, analyst, command)"
        " VALUES ('2023-07-10T08:00:00', 'a', 'add') RETURNING id"
    ).fetchone()[0]
    conn.execute("UPDATE log_writer SET tx = ?, bulk = ?", (tx, bulk))
    return int(tx)


def test_the_samples_cover_every_table_that_is_logged() -> None:
    assert tuple(SAMPLES) == CONTENT


def test_an_insert_is_logged_without_an_image(conn: sqlite3.Connection) -> None:
    tx = begin(conn)
    insert(conn, "actors", SAMPLES["actors"])
    insert(conn, "incidents", SAMPLES["incidents"])
    insert(conn, "incident_actors", SAMPLES["incident_actors"])
    assert changes(conn) == [
        ("actors", 1, "insert", None, None),
        ("incidents", 1, "insert", None, None),
        ("incident_actors", '[1,1,"by"]', "insert", None, None),
    ]
    assert conn.execute("SELECT DISTINCT tx FROM log_changes").fetchall() == [(tx,)]


def test_an_update_logs_what_changed_and_no_more(conn: sqlite3.Connection) -> None:
    insert(conn, "incidents", SAMPLES["incidents"])
    conn.execute("UPDATE incidents SET title = 'y', note = 'n', status = 'reported', latitude = 6")
    assert changes(conn)[1:] == [
        ("incidents", 1, "update", {"title": "x", "note": None, "latitude": 5.0},
         {"title": "y", "note": "n", "latitude": 6.0}),
    ]  # fmt: skip


def test_an_update_that_changes_nothing_or_only_what_is_derived_is_not_logged(
    conn: sqlite3.Connection,
) -> None:
    insert(conn, "incidents", SAMPLES["incidents"])
    conn.execute("UPDATE incidents SET title = title, note = NULL")
    conn.execute("UPDATE incidents SET updated_at = '2000-01-01T00:00:00Z', sort_key = 'k'")
    assert len(changes(conn)) == 1


def test_a_delete_logs_the_whole_row(conn: sqlite3.Connection) -> None:
    fill(conn)
    before = content(conn)
    conn.execute("DELETE FROM places WHERE id = 1")
    conn.execute("DELETE FROM attributes")
    assert changes(conn)[-2:] == [
        ("places", 1, "delete", before["places"][0], None),
        ("attributes", '[1,"n","k"]', "delete", before["attributes"][0], None),
    ]


def test_a_changed_key_is_logged_under_the_key_before(conn: sqlite3.Connection) -> None:
    insert(conn, "incident_tags", SAMPLES["incident_tags"])
    conn.execute("UPDATE incident_tags SET tag = 'mq-9'")
    assert changes(conn)[1:] == [
        ("incident_tags", '[1,"reaper"]', "update", {"tag": "reaper"}, {"tag": "mq-9"})
    ]


@pytest.mark.parametrize("table", SAMPLES)
def test_a_deleted_row_comes_back_from_the_log_alone(conn: sqlite3.Connection, table: str) -> None:
    fill(conn)
    before = content(conn)
    where = " AND ".join(f"{name} = :{name}" for name in described(conn, table).key)
    conn.execute(f"DELETE FROM {table} WHERE {where}", SAMPLES[table])
    assert content(conn)[table] != before[table]
    for gone, _, operation, image, _ in reversed(changes(conn)):
        if operation != "delete":
            break
        insert(conn, gone, image)
    assert content(conn) == before


@given(
    texts=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))),
    degrees=st.lists(st.floats(-90, 90, allow_subnormal=True)),
)
@settings(max_examples=60, deadline=None)
def test_text_and_numbers_come_back_bit_by_bit(
    file: sqlite3.Connection, texts: list[str], degrees: list[float]
) -> None:
    with undone(file) as conn:
        insert(conn, "incidents", {**SAMPLES["incidents"], "id": 5})
        for text in texts:
            conn.execute("UPDATE incidents SET description = ?", (text,))
        for value in degrees:
            conn.execute("UPDATE incidents SET latitude = ?", (value,))
        logged = [(before, after) for *_, before, after in changes(conn)[1:]]
    told = [after["description"] for _, after in logged if "description" in after]
    assert told == [text for n, text in enumerate(texts) if not n or text != texts[n - 1]]
    numbers = [after["latitude"].hex() for _, after in logged if "latitude" in after]
    kept = [5.0, *degrees]
    assert numbers == [(b + 0.0).hex() for a, b in pairwise(kept) if a != b]


def test_a_change_with_another_program_opens_an_outside_transaction(
    conn: sqlite3.Connection,
) -> None:
    conn.executemany("INSERT INTO meta VALUES (?, 'x')", [(str(n),) for n in range(3)])
    first = now(conn)
    while now(conn) == first:
        pass
    conn.execute("UPDATE meta SET value = 'y'")
    last = conn.execute("SELECT max(id) FROM log_transactions").fetchone()[0]
    assert conn.execute(
        "SELECT analyst, command, reason, undoes, digest FROM log_transactions WHERE id = ?",
        (last,),
    ).fetchone() == (None, "outside", None, None, None)
    assert conn.execute(
        "SELECT operation, count(*) FROM log_changes WHERE tx = ? GROUP BY 1", (last,)
    ).fetchall() == [("update", 3)]


def test_an_outside_change_is_never_added_to_a_transaction_of_ours(
    conn: sqlite3.Connection,
) -> None:
    tx = begin(conn)
    insert(conn, "meta", {"key": "a", "value": "b"})
    conn.execute("UPDATE log_writer SET tx = NULL")
    conn.execute("UPDATE meta SET value = 'c'")
    assert conn.execute(
        "SELECT c.operation, t.command, t.id = ? FROM log_changes AS c"
        " JOIN log_transactions AS t ON t.id = c.tx ORDER BY c.id", (tx,)
    ).fetchall() == [("insert", "add", 1), ("update", "outside", 0)]  # fmt: skip


def test_what_a_foreign_key_removes_is_logged_too(file: sqlite3.Connection) -> None:
    file.execute("PRAGMA foreign_keys = ON")
    with undone(file):
        fill(file)
        file.execute("DELETE FROM incidents WHERE id = 1")
        gone = {table for table, _, operation, *_ in changes(file) if operation == "delete"}
    file.execute("PRAGMA foreign_keys = OFF")
    assert gone == {
        "incidents", "incident_counts", "incident_actors", "citations", "claims", "decisions",
        "incident_links", "incident_tags", "attributes",
    }  # fmt: skip


def test_an_import_may_write_its_history_itself(conn: sqlite3.Connection) -> None:
    tx = begin(conn, bulk=1)
    insert(conn, "incidents", SAMPLES["incidents"])
    conn.execute("UPDATE incidents SET title = 'y'")
    conn.execute("DELETE FROM incidents")
    assert changes(conn) == []
    conn.execute(
        "INSERT INTO log_changes (tx, table_name, row_id, operation)"
        " VALUES (?, 'incidents', 1, 'insert')", (tx,)
    )  # fmt: skip
    assert len(changes(conn)) == 1


def test_only_an_open_transaction_may_silence_the_log(conn: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        conn.execute("UPDATE log_writer SET bulk = 1")
    begin(conn, bulk=1)
    with pytest.raises(sqlite3.IntegrityError):
        conn.execute("UPDATE log_writer SET tx = NULL")


FORGERIES = (
    "UPDATE log_changes SET after = '{}'",
    "DELETE FROM log_changes",
    "INSERT OR REPLACE INTO log_changes SELECT * FROM log_changes",
    "INSERT OR IGNORE INTO log_changes SELECT * FROM log_changes",
    "INSERT INTO log_changes (tx, table_name, row_id, operation) VALUES (1, 'meta', 1, 'insert')",
    "UPDATE log_transactions SET reason = 'x'",
    "UPDATE log_transactions SET digest = 'x' WHERE id = 1",
    "UPDATE OR REPLACE log_transactions SET id = 1 WHERE id = 2",
    "DELETE FROM log_transactions",
    "INSERT OR REPLACE INTO log_transactions SELECT * FROM log_transactions",
    "UPDATE log_writer SET tx = 1",
    "UPDATE log_writer SET tx = 99",
    "DELETE FROM log_writer",
    "INSERT OR REPLACE INTO log_writer (id) VALUES (1)",
)


@pytest.mark.parametrize("statement", FORGERIES)
def test_the_history_cannot_be_changed(conn: sqlite3.Connection, statement: str) -> None:
    for digest in ("first", "second"):
        tx = begin(conn)
        insert(conn, "meta", {"key": digest, "value": "v"})
        conn.execute("UPDATE log_transactions SET digest = ? WHERE id = ?", (digest, tx))
        conn.execute("UPDATE log_writer SET tx = NULL")
    before = (
        list(conn.execute("SELECT * FROM log_changes")),
        list(conn.execute("SELECT * FROM log_transactions")),
    )
    with pytest.raises(sqlite3.IntegrityError, match=r"history|transaction|one row"):
        conn.execute(statement)
    assert before == (
        list(conn.execute("SELECT * FROM log_changes")),
        list(conn.execute("SELECT * FROM log_transactions")),
    )


def test_a_digest_is_set_once_by_its_own_transaction(conn: sqlite3.Connection) -> None:
    tx = begin(conn)
    conn.execute("UPDATE log_transactions SET digest = 'x' WHERE id = ?", (tx,))
    with pytest.raises(sqlite3.IntegrityError, match="the history is not changed"):
        conn.execute("UPDATE log_transactions SET digest = 'y' WHERE id = ?", (tx,))


@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE", "INSERT"])
@pytest.mark.parametrize(("table", "changed"), COLLISIONS)
def test_a_row_is_not_replaced_unseen(
    conn: sqlite3.Connection, table: str, changed: Row, verb: str
) -> None:
    fill(conn)
    sample = SAMPLES[table]
    if changed.get("stance") == "denies":
        conn.execute("UPDATE claims SET stance = 'denies'")
    columns = {name for name, _ in described(conn, table).columns}
    row = {**sample, **{name: value for name, value in changed.items() if name in columns}}
    before = content(conn)
    with pytest.raises(sqlite3.IntegrityError, match="a row with this key is there"):
        insert(conn, table, row, verb)
    assert content(conn) == before


@pytest.mark.parametrize(
    ("table", "second", "update"),
    [
        ("actors", {}, "uid = '000000000001' WHERE id = 2"),
        ("sources", {"key": "b", "url_key": "w"}, "key = 'a' WHERE id = 7"),
        ("sources", {"key": "b", "url_key": "w"}, "url_key = 'u' WHERE id = 7"),
        ("sources", {"deleted_at": "2024"}, "deleted_at = NULL WHERE id = 7"),
        ("citations", {"pinpoint": "p. 1"}, "pinpoint = NULL WHERE id = 7"),
        ("claims", {"stance": "denies"}, "stance = 'asserts' WHERE id = 7"),
        ("decisions", {"deleted_at": "2024"}, "deleted_at = NULL WHERE id = 7"),
        ("actor_relations", {"date_edtf": "2016"}, "date_edtf = NULL WHERE id = 7"),
        ("incident_links", {"kind": "part-of"}, "kind = 'before' WHERE id = 7"),
        ("incident_tags", {"tag": "other"}, "tag = 'reaper' WHERE tag = 'other'"),
        ("meta", {"key": "other"}, "key = 'title' WHERE key = 'other'"),
    ],
)
def test_an_update_does_not_replace_a_row_unseen(
    conn: sqlite3.Connection, table: str, second: Row, update: str
) -> None:
    fill(conn)
    if second:
        fresh = {"id": 7, "uid": "000000000007"} if "uid" in SAMPLES[table] else {}
        insert(conn, table, {**SAMPLES[table], **fresh, **second})
    before = content(conn)
    with pytest.raises(sqlite3.IntegrityError, match="a row with this key is there"):
        conn.execute(f"UPDATE OR REPLACE {table} SET {update}")
    assert content(conn) == before


def test_every_unique_key_is_guarded(file: sqlite3.Connection) -> None:
    for table in CONTENT:
        indexes = file.execute(
            'SELECT count(*) FROM pragma_index_list(?) WHERE "unique"', (table,)
        ).fetchone()[0]
        by_number = int(described(file, table).numbered)
        text = file.execute(
            "SELECT sql FROM sqlite_schema WHERE name = ?", (f"{table}_keep_insert",)
        ).fetchone()[0]
        assert text.count("EXISTS") == indexes + by_number, table


def test_an_id_never_changes(conn: sqlite3.Connection) -> None:
    fill(conn)
    with pytest.raises(sqlite3.IntegrityError, match="incidents: an id never changes"):
        conn.execute("UPDATE incidents SET id = 9 WHERE id = 2")


@pytest.mark.parametrize("table", ["incidents", "actors", "places", "sources"])
def test_an_edit_is_dated_unless_it_dates_itself(conn: sqlite3.Connection, table: str) -> None:
    fill(conn)
    old = "2000-01-01T00:00:00Z"

    def edited(settings: str) -> str:
        conn.execute(f"UPDATE {table} SET updated_at = ?", (old,))
        conn.execute(f"UPDATE {table} SET {settings} WHERE id = 1")
        return str(conn.execute(f"SELECT updated_at FROM {table} WHERE id = 1").fetchone()[0])

    assert edited("note = 'a'") > old
    assert edited("note = 'a'") == old
    assert edited("note = 'b', updated_at = '2001-01-01T00:00:00Z'") == "2001-01-01T00:00:00Z"
