"""The seed: its script makes the shipped file, no fact is sharpened, and it is soon typed."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import TOP, ask, in_shell

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.conftest import Stock

SCRIPT = TOP / "examples" / "syria-2023.sh"
SHIPPED = TOP / "incidents.db"
UID = re.compile(r"\b[0-9a-hjkmnp-tv-z]{12}\b")
MOMENT = re.compile(r"\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ?\b")
CLOCKS = ("created_at", "updated_at", "accessed_at", "deleted_at", "at")

# The six incidents with their first sources, actors and order; what the article says and no more.
SHORT = """
tracker add "Turkey enters parts of northwest Syria" -d "beginning in 2016" -t invasion --by Turkey -p "northwest Syria" -s "https://www.jpost.com/breaking-news/article-749374 | The Jerusalem Post | on or after 9 July 2023"
tracker add "Turkey takes over Afrin" -d "in 2018" -t territory-change --by Turkey -p "Afrin, Syria" --same-source
tracker add "Kurds expelled from Afrin, Turkish-backed groups brought in" -d 2018 -t forced-displacement --by Turkey --against "Kurdish residents of Afrin" supporter="Turkish-backed rebel groups" -p Afrin part-of=last --same-source
tracker actor add "Russian aircraft" kind=force part-of=Russia
tracker actor add "US Air Force" kind=force part-of=US
tracker actor add "US Central Command" alias=CENTCOM kind=force part-of=US
tracker add "Russian aircraft drop flares in front of MQ-9s" -d "on Thursday" -t flare-drop --by "Russian aircraft" --against "US Air Force" asset=MQ-9 -s "| US Air Forces Central | 2023-07-06" said-by="US Air Force"
tracker add "Russian aircraft harass MQ-9s" -d "7 July 2023" -t aircraft-harassment --by "Russian aircraft" --against "US Air Force" asset=MQ-9 -p "northwest Syria" duration="about 2h" -s jpost said-by=CENTCOM
tracker add "MQ-9 strike kills Usamah al-Muhajir" -d "7 July 2023" -t drone-strike --by US --against "Usamah al-Muhajir" instrument=MQ-9 -p "eastern Syria" killed.target=1 after=last -s "https://www.centcom.mil/MEDIA/PRESS-RELEASES/Press-Release-View/Article/3452128/us-airstrike-targets-isis-leader-in-eastern-syria/ | US Central Command | 2023-07-09" said-by=CENTCOM
tracker cite last "| France 24 | about 9 July 2023" said-by="unnamed US defense official" place="Aleppo region, Syria" count.aircraft=3
"""  # noqa: E501 - one command a line, as it is typed


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the script makes when a shell runs it, as any reader would."""
    folder = tmp_path_factory.mktemp("seed")
    env = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "TRACKER_DB": ""}
    told = in_shell(f"sh {SCRIPT}", cwd=folder, env=env)
    assert "6 incidents · 4 sources · 3 origins, 1 independent" in told.stdout
    return folder / "incidents.db"


def content(path: Path) -> Mapping[str, list[tuple[Any, ...]]]:
    """Every table in the order of its keys; uids and clock times count by their place alone."""
    with closing(sqlite3.connect(path)) as conn:
        tables = [
            row[0]
            for row in conn.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'"
                " AND name NOT LIKE 'sqlite%' AND name <> '_sqlite_migrations' ORDER BY name"
            )
        ]
        return {table: rows(conn, table) for table in tables}


def rows(conn: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    cursor = conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
    names = [column[0] for column in cursor.description]
    left = [
        tuple(
            plain(value)
            for name, value in zip(names, row, strict=True)
            if name not in ("uid", "digest", *CLOCKS)
        )
        for row in cursor
    ]
    return left


def plain(value: object) -> object:
    return MOMENT.sub("T", UID.sub("U", value)) if isinstance(value, str) else value


def test_the_shipped_file_is_what_the_script_makes(played: Path) -> None:
    shipped, made = content(SHIPPED), content(played)
    assert shipped.keys() == made.keys()
    for table, found in made.items():
        assert shipped[table] == found, table


def test_the_script_run_in_one_process_makes_the_same(played: Path, seed_file: Path) -> None:
    assert content(seed_file) == content(played)


@pytest.fixture
def seed(played: Path, home: Path) -> None:
    """Stand in a folder with a copy of the file."""
    shutil.copy(played, "incidents.db")


@pytest.mark.usefixtures("seed")
class TestFacts:
    """What the article says, and nothing sharper."""

    def test_years_stay_years(self, stock: Stock) -> None:
        query = "SELECT id, date_edtf, date_words, date_precision, start_utc FROM incidents"
        assert stock(f"{query} WHERE id < 4 ORDER BY id") == [
            (1, "2016/", "from 2016", "year", None),
            (2, "2018", "2018", "year", None),
            (3, "2018", "2018", "year", None),
        ]

    def test_the_order_is_thursday_then_harassment_then_strike(self, stock: Stock) -> None:
        assert stock("SELECT id, date_words FROM timeline") == [
            (1, "from 2016"), (2, "2018"), (3, "2018"), (4, "6 Jul 2023"), (5, "7 Jul 2023"),
            (6, "7 Jul 2023"),
        ]  # fmt: skip
        links = "SELECT from_incident_id, to_incident_id FROM incident_links WHERE kind = 'before'"
        assert stock(links) == [(5, 6)]
        assert stock("SELECT count(*) FROM incident_links WHERE kind = 'response-to'") == [(0,)]
        assert stock("SELECT count(*) FROM incidents WHERE start_earliest NOT LIKE '%T00:00:00'"
                     ) == [(0,)]  # fmt: skip

    def test_where_the_strike_took_place_is_disputed_by_name(self, stock: Stock) -> None:
        accounts = stock(
            "SELECT DISTINCT value, who, source_key, adopted FROM disputes"
            " WHERE incident_id = 6 AND field = 'place' AND undecided"
        )
        assert ("eastern Syria", "CENTCOM", "jpost", 1) in accounts
        assert ("Aleppo region", "US defense official", "france24", 0) in accounts
        readings = "SELECT reading FROM claims WHERE citation_id = 11 AND field = 'place'"
        assert stock(readings) == [("ambiguous",)]

    def test_two_voices_of_one_state_are_one_origin(self, stock: Stock) -> None:
        (row,) = stock(
            "SELECT sources, origins, independent_origins FROM origins WHERE incident_id = 6"
        )
        assert row == (3, 2, 1)

    def test_no_number_of_civilians_is_adopted(self, stock: Stock) -> None:
        assert stock("SELECT measure, category, best FROM incident_counts") == [
            ("killed", "target", 1)
        ]
        said = "SELECT field, stance, value FROM claims WHERE field = 'killed.civilian'"
        assert stock(said) == [("killed.civilian", "none-reported", None)]

    def test_what_the_source_said_is_kept(self, stock: Stock) -> None:
        assert "on Thursday" in stock("SELECT date_text FROM incidents WHERE id = 4")[0][0]
        assert stock("SELECT duration_low_minutes, duration_high_minutes, duration_text"
                     " FROM incidents WHERE id = 5") == [(90, 150, "about 2h")]  # fmt: skip

    def test_every_view_answers_in_the_stock_shell(self, stock: Stock) -> None:
        views = [row[0] for row in stock("SELECT name FROM sqlite_schema WHERE type = 'view'")]
        assert len(views) >= 9
        for view in views:
            assert stock(f"SELECT * FROM {view}"), view

    def test_the_file_is_sound(self, stock: Stock) -> None:
        assert stock("PRAGMA integrity_check") == [("ok",)]
        assert stock("PRAGMA foreign_key_check") == []
        assert stock("SELECT count(*) FROM log_transactions WHERE digest IS NULL") == [(0,)]


def test_the_six_incidents_can_be_typed_in_twelve_short_commands(home: Path) -> None:
    commands = SHORT.strip().splitlines()
    assert len(commands) <= 12
    for command in commands:
        assert len(re.sub(r"https://\S+", "", command)) <= 320, command
    in_shell("tracker init")
    in_shell("set -e\n" + SHORT)
    assert ask(
        "SELECT id, date_words, by_actors, against_actors, sources, origins FROM timeline"
    ) == [
        (1, "from 2016", "Turkey", None, 1, 0),
        (2, "2018", "Turkey", None, 1, 0),
        (3, "2018", "Turkey", "Kurdish residents of Afrin", 1, 0),
        (4, "6 Jul 2023", "Russian aircraft", "US Air Force", 1, 1),
        (5, "7 Jul 2023", "Russian aircraft", "US Air Force", 1, 1),
        (6, "7 Jul 2023", "United States", "Usamah al-Muhajir", 2, 2),
    ]
    assert ask("SELECT DISTINCT field FROM disputes WHERE undecided") == [("place",)]
