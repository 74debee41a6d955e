"""Print the digest of the schema as it stands; with --write, put it where it is compared."""

from __future__ import annotations

import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from tracker.schema import digest_of
from tracker.schema.migrations import make


def main(arguments: list[str]) -> None:
    """Work out the digest from a file made in memory."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        make(conn)
        digest = digest_of(conn)
    print(digest)
    if arguments == ["--write"]:
        path = Path(__file__).with_name("__init__.py")
        text = path.read_text(encoding="utf-8")
        line = f'DIGEST: Final = "{digest}"'
        path.write_text(re.sub(r'^DIGEST: Final = ".*"', line, text, flags=re.M), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
