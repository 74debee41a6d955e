"""A copy of the file, whole although others write: made beside its name and then given it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tracker.errors import FileError, quoted

if TYPE_CHECKING:
    from pathlib import Path

PAGES = 2048


def back_up(conn: sqlite3.Connection, path: Path) -> int:
    """Copy the whole file that `conn` reads to `path` (mode 0600); return its size in bytes.

    Raises FileError where something stands at `path`, or nothing can be written there.
    """
    if path.exists() or path.is_symlink():
        raise FileError(f"{path} exists already", "give the copy a new name")
    if not path.parent.is_dir():
        raise FileError(f"there is no folder {path.parent}", f"mkdir -p {quoted(path.parent)}")
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            with closing(sqlite3.connect(made, isolation_level=None)) as copy:
                conn.backup(copy, pages=PAGES)
            _sync(made)
            size = made.stat().st_size
            try:
                path.hardlink_to(made)
            except FileExistsError:
                raise
            except OSError:
                # A file system without hard links.
                made.rename(path)
            _sync(path.parent)
        finally:
            made.unlink(missing_ok=True)
    except FileExistsError as error:
        raise FileError(f"{path} exists already", "give the copy a new name") from error
    except OSError as error:
        raise FileError(
            f"cannot write {path}: {error.strerror or error}", "choose another folder"
        ) from error
    return size


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
