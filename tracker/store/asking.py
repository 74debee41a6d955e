"""A stranger's SQL, run so that it can read what the file holds and do nothing else."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.errors import TrackerError
from tracker.store.selection import Condition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tracker.filters import Filter

Value = str | int | float | bytes | None

LONGEST_QUERY: Final = 100_000
STEPS: Final = 20_000  # virtual machine steps between two looks at the clock; under a millisecond
# A condition is given some 3 thousand million steps, about a minute.
MOST_LOOKS: Final = 150_000
_ALLOWED: Final = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
_NO_FUNCTION: Final = frozenset({"load_extension", "fts3_tokenizer", "sqlite_log"})
_LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_LENGTH: 10_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: LONGEST_QUERY,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 500,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 100,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    # Matching takes time that grows with every % in the pattern, and is never interrupted.
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}


class Answer(NamedTuple):
    """The names of the columns, the rows, and whether there were more rows than were wanted."""

    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]
    more: bool


def ask(
    conn: sqlite3.Connection,
    query: str,
    values: Mapping[str, Value] | None = None,
    most: int | None = None,
    expired: Callable[[], bool] = lambda: False,
) -> Answer:
    """Run one SELECT, WITH or VALUES and return at most `most` rows of its answer.

    `expired` is asked again and again whether it has taken too long. Raises TrackerError for
    whatever is no single question to the file, takes too long or is too big.
    """
    if len(query) > LONGEST_QUERY:
        raise TrackerError(
            f"the query has {len(query):,} characters, more than {LONGEST_QUERY:,}", "ask for less"
        )
    try:
        with guarded(conn, expired) as stopped:
            try:
                cursor = conn.execute(query, dict(values or {}))
                if cursor.description is None:
                    raise TrackerError("that asks nothing of the file", _EXAMPLE)
                rows = cursor.fetchall() if most is None else cursor.fetchmany(most + 1)
            except (sqlite3.Error, sqlite3.Warning, UnicodeError, OverflowError) as error:
                if str(error) == "interrupted" and stopped[:1] != ["late"]:
                    raise KeyboardInterrupt from error
                raise _told(error, stopped) from error
            except MemoryError as error:
                raise TrackerError("the answer needs too much memory", "ask for less") from error
    except RecursionError as error:
        raise TrackerError("the query is nested too deeply", "ask for less") from error
    columns = tuple(str(column[0]) for column in cursor.description)
    cursor.close()
    if most is not None and len(rows) > most:
        return Answer(columns, rows[:most], True)
    return Answer(columns, rows, False)


@contextmanager
def guarded(conn: sqlite3.Connection, expired: Callable[[], bool]) -> Iterator[list[str]]:
    """Let nothing but questions through; yields a list that says why one was stopped.

    `mode=ro` alone would let ATTACH and VACUUM INTO make files, and a query can switch query_only
    off; what can not be reached from here is refused while a statement is prepared.
    """
    stopped: list[str] = []

    def allow(action: int, one: str | None, two: str | None, *_: str | None) -> int:
        if action in _ALLOWED:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION and str(two).lower() not in _NO_FUNCTION:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_PRAGMA and one == "data_version" and two is None:
            return sqlite3.SQLITE_OK  # full-text search looks at it
        if not stopped:
            stopped.append("refused")
        return sqlite3.SQLITE_DENY

    def look() -> int:
        # Ctrl-C raises KeyboardInterrupt in here, which SQLite turns into "interrupted".
        if expired():
            stopped.insert(0, "late")
            return 1
        return 0

    # A virtual table declares itself, by statements of its own, when it is touched first.
    conn.execute(
        "SELECT 1 FROM search, json_each('[]') AS e, json_tree('[]') AS t WHERE search.rowid = 0"
    ).fetchall()
    before = {kind: conn.setlimit(kind, most) for kind, most in _LIMITS.items()}
    conn.set_progress_handler(look, STEPS)
    conn.set_authorizer(allow)
    try:
        yield stopped
    finally:
        conn.set_authorizer(None)
        conn.set_progress_handler(None, 0)
        for kind, most in before.items():
            conn.setlimit(kind, most)


class _Watch:
    """What stands by while a condition is evaluated: nothing, unless the command line puts it."""

    by: Callable[[], AbstractContextManager[None]] = nullcontext


watch: Final = _Watch()


def conditions(conn: sqlite3.Connection, wanted: Filter) -> Iterator[Condition]:
    """Yield the condition of `--where`: SQL over the columns of the view `timeline`."""
    parts: list[str] = []
    for text in wanted.where:
        looks = iter(range(MOST_LOOKS))
        # A line of its own, or a comment at its end would hide the bracket.
        query = f"SELECT id FROM timeline WHERE ({text}\n)"
        with watch.by():
            answer = ask(conn, query, expired=lambda looks=looks: next(looks, None) is None)  # type: ignore[misc]
        parts.append(", ".join(str(int(row[0])) for row in answer.rows if isinstance(row[0], int)))
    yield Condition(f"i.id IN ({', '.join(part for part in parts if part)})")


_EXAMPLE: Final = 'tracker sql "SELECT id, title FROM timeline"'


def _told(error: Exception, stopped: list[str]) -> TrackerError:
    text = str(error)
    if stopped[:1] == ["late"]:
        return TrackerError(
            "the query took too long and was stopped", "ask for less, or add a LIMIT"
        )
    if "not authorized" in text or "prohibited" in text or stopped:
        return TrackerError("a query may only read: SELECT, WITH or VALUES", _EXAMPLE)
    if "one statement" in text:
        return TrackerError("that is more than one statement", "ask one after the other")
    if "binding" in text:
        return TrackerError(f"a value is missing: {text}", "for example: --param actor=Russia")
    if "no such" in text:
        return TrackerError(text, "tracker sql --schema")
    return TrackerError(f"cannot run that: {text}", "tracker sql --examples")
