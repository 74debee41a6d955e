"""Opening the file: one function each for reading, writing and making it, none by accident."""

from __future__ import annotations

import os
import sqlite3
import stat
from typing import TYPE_CHECKING, TypeAlias

from tracker import schema
from tracker.errors import FileError, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

StrPath: TypeAlias = "str | os.PathLike[str]"
Waiting: TypeAlias = "Callable[[], None] | None"
TIMEOUT_SECONDS = 30
SOON_SECONDS = 2  # after which it is told that a file is waited for
_HEADER = b"SQLite format 3\0"
_PRAGMAS = (
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "recursive_triggers = ON",
    "secure_delete = ON",
    "synchronous = EXTRA",
    "temp_store = MEMORY",
    "cache_spill = 12801",  # pages; 12800 is read as OFF and would let memory grow with the file
)


def open_reading(path: StrPath, waiting: Waiting = None) -> sqlite3.Connection:
    """Open the file at `path` for reading only. Raises FileError, never creates anything.

    `waiting` is called where another program keeps the file locked for more than a moment.
    """
    path = os.fspath(path)
    _refuse_what_is_no_file(path)
    mode = "ro"
    journal = f"{path}-journal"
    if os.path.exists(journal) and os.path.getsize(journal):
        mode = "rw"  # a writer was killed: only a connection that may write can roll it back
    return _connect(path, mode, waiting)


def open_writing(path: StrPath, waiting: Waiting = None) -> sqlite3.Connection:
    """Open the file at `path` for writing. Raises FileError, never creates anything.

    `waiting` is called where another program keeps the file locked for more than a moment.
    """
    path = os.fspath(path)
    _refuse_what_is_no_file(path)
    if not os.access(path, os.W_OK):
        raise FileError(
            f"{path} is read-only",
            f"copy it to a folder of your own, or: chmod u+w {quoted(path)}",
        )
    return _connect(path, "rw", waiting)


def patiently(conn: sqlite3.Connection, statement: str, waiting: Waiting) -> sqlite3.Cursor:
    """Run a statement that another program may hold up; `waiting` is called when that lasts."""
    if waiting is None:
        return conn.execute(statement)
    conn.execute(f"PRAGMA busy_timeout = {SOON_SECONDS * 1000}")
    try:
        return conn.execute(statement)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        waiting()
    finally:
        conn.execute(f"PRAGMA busy_timeout = {TIMEOUT_SECONDS * 1000}")
    return conn.execute(statement)


def create(name: StrPath) -> sqlite3.Connection:
    """Make a new file at `path` (mode 0600) with the schema of this version, and open it.

    It is made under a name of its own and then given its name, so that a file that stands there is
    never touched and a half-made one is never seen.
    """
    from pathlib import Path  # costs 3 ms that only a new file pays

    path = Path(name)
    if path.exists() or path.is_symlink():
        raise FileError(f"{path} exists already", f"tracker --db {quoted(path)} info")
    if not path.parent.is_dir():
        raise FileError(f"there is no folder {path.parent}", f"mkdir -p {quoted(path.parent)}")
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise FileError(f"cannot make {path}: {error.strerror}", "choose another folder") from error
    try:
        conn = sqlite3.connect(_uri(made, "rw"), uri=True, isolation_level=None)
        try:
            schema.create(conn)
        finally:
            conn.close()
        try:
            made.hardlink_to(path)
        except FileExistsError as error:
            raise FileError(
                f"{path} exists already", f"tracker --db {quoted(path)} info"
            ) from error
        except OSError:
            # A file system without hard links.
            made.rename(path)
    finally:
        made.unlink(missing_ok=True)
    return _connect(path, "rw")


def leftovers(name: StrPath) -> list[str]:
    """Names of files beside the database that warn of trouble: a journal, or a conflicted copy."""
    from pathlib import Path  # costs 3 ms that other commands need not pay

    path = Path(name)
    found = [f"{path.name}{end}" for end in ("-journal", "-wal") if Path(f"{path}{end}").exists()]
    stem = path.stem.casefold()
    for other in sorted(path.parent.glob(f"*{path.suffix}")):
        name = other.stem.casefold()
        if name != stem and stem in name and ("conflict" in name or "sync-conflict" in name):
            found.append(other.name)
    return found


def _connect(path: StrPath, mode: str, waiting: Waiting = None) -> sqlite3.Connection:
    try:
        conn = sqlite3.connect(
            _uri(path, mode), uri=True, isolation_level=None, timeout=TIMEOUT_SECONDS
        )
        application_id = patiently(conn, "PRAGMA application_id", waiting).fetchone()[0]
        version = conn.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        raise refused(path, error) from error
    if application_id != schema.APPLICATION_ID:
        conn.close()
        raise FileError(
            f"{path} is an SQLite file, but not one of tracker's", "tracker --db NEW.db init"
        )
    if version > schema.SCHEMA_VERSION:
        conn.close()
        raise FileError(
            f"{path} was made by a newer tracker (schema {version}, this one reads "
            f"{schema.SCHEMA_VERSION})",
            "install the version that made it, or a later one",
        )
    for pragma in _PRAGMAS:
        conn.execute(f"PRAGMA {pragma}")
    return conn


def refused(path: StrPath, error: sqlite3.Error) -> FileError:
    """Say in words why SQLite cannot use the file."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return FileError(
            f"{path} is being written by another program", "wait until it has finished, then again"
        )
    if "readonly" in text or "read-only" in text:
        return FileError(f"{path} is read-only", f"chmod u+w {quoted(path)}")
    if "full" in text:
        return FileError(
            f"the disk is full: nothing was written to {path}", "make room, then again"
        )
    if "malformed" in text or "not a database" in text:
        return FileError(f"{path} is damaged: {text}", "restore it from a backup")
    return FileError(f"cannot use {path}: {text}", f"ls -l {quoted(path)}")


def _refuse_what_is_no_file(path: str) -> None:
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError as error:
        folder, name = os.path.split(path)
        here = folder in ("", ".", os.getcwd())
        hint = "tracker init" if here and name == "incidents.db" else ""
        raise FileError(
            f"there is no file {path}", hint or f"tracker --db {quoted(path)} init"
        ) from error
    except OSError as error:
        raise FileError(f"cannot use {path}: {error.strerror}", "name another file") from error
    if stat.S_ISDIR(mode):
        inside = os.path.join(path, "incidents.db")
        raise FileError(
            f"{path} is a folder, not a file",
            f"tracker --db {quoted(inside)} {'info' if os.path.exists(inside) else 'init'}",
        )
    if not stat.S_ISREG(mode):
        raise FileError(f"{path} is not a regular file", "name another file")
    try:
        with open(path, "rb") as file:
            header = file.read(len(_HEADER))
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror}", f"ls -l {quoted(path)}") from error
    if header != _HEADER:
        raise FileError(f"{path} is not a file that tracker made", "tracker --db NEW.db init")


def _uri(path: StrPath, mode: str) -> str:
    escaped = str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{escaped}?mode={mode}"
