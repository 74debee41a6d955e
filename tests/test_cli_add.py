"""`tracker add`: every field lands where it belongs, and what is read is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ask

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Stock

pytestmark = pytest.mark.usefixtures("db")

POST = "https://www.example.org/a?utm_source=x | Example Post | 2023-07-09 | What was seen"


def test_a_title_and_a_date_are_enough(run: Run, stock: Stock) -> None:
    told = run("add", "Turkey enters northwest Syria", "-d", "from 2016")
    assert told.stdout.splitlines()[0] == "Added 1   from 2016, end not stated"
    assert told.stdout.count("\n") <= 4
    assert told.stderr == ""
    rows = stock(
        "SELECT id, title, date_text, date_edtf, date_words, start_earliest, start_latest,"
        " end_earliest, end_latest, date_precision, date_qualifier, end_kind, tz, start_utc,"
        " type_code, place_id, latitude, status, note, deleted_at FROM incidents"
    )
    assert rows == [
        (
            1,
            "Turkey enters northwest Syria",
            "from 2016",
            "2016/",
            "from 2016",
            "2016-01-01T00:00:00",
            "2016-12-31T23:59:59",
            "2016-01-01T00:00:00",
            None,
            "year",
            None,
            "unknown",
            None,
            None,
            None,
            None,
            None,
            "reported",
            None,
            None,
        )
    ]


@pytest.mark.parametrize(
    ("words", "query", "row"),
    [
        ("-t airstrike", "SELECT type_code FROM incidents", ("airstrike",)),
        ("type=air_strike", "SELECT type_code FROM incidents", ("airstrike",)),
        ("desc=At_length", "SELECT description FROM incidents", ("At length",)),
        ("note=ask_again", "SELECT note FROM incidents", ("ask again",)),
        ("status=confirmed", "SELECT status FROM incidents", ("confirmed",)),
        ("tag=reaper tag=video", "SELECT group_concat(tag) FROM incident_tags", ("reaper,video",)),
        ("coords=36.51,36.87", "SELECT latitude, longitude FROM incidents", (36.51, 36.87)),
        ("place-precision=district", "SELECT place_precision FROM incidents", ("district",)),
        ("tz=Asia/Damascus", "SELECT tz, start_utc FROM incidents", ("Asia/Damascus", None)),
        (
            "duration=about_2h",
            "SELECT duration_low_minutes, duration_high_minutes, duration_text FROM incidents",
            (90, 150, "about 2h"),
        ),
        (
            "duration=nearly_an_hour",
            "SELECT duration_text FROM incidents",
            ("nearly an hour",),
        ),
        (
            "killed=12-13-15",
            "SELECT measure, category, low, best, high FROM incident_counts",
            ("killed", "total", 12, 13, 15),
        ),
        (
            "killed.civilian=3",
            "SELECT measure, category, low, best, high FROM incident_counts",
            ("killed", "civilian", 3, 3, 3),
        ),
        (
            "injured=60+",
            "SELECT measure, low, best, high FROM incident_counts",
            ("injured", 60, None, None),
        ),
        ("killed=0", "SELECT low, best, high FROM incident_counts", (0, 0, 0)),
        (
            "killed=dozens",
            "SELECT low, best, high, words FROM incident_counts",
            (None, None, None, "dozens"),
        ),
        (
            "count.aircraft=3",
            "SELECT measure, category, best FROM incident_counts",
            ("aircraft", "total", 3),
        ),
        ("missing=2", "SELECT measure, best FROM incident_counts", ("missing", 2)),
        ("x.sky=clear", "SELECT namespace, key, value FROM attributes", ("x", "sky", "clear")),
        (
            "identity=a_commander",
            "SELECT namespace, key, value FROM attributes",
            ("field", "identity", "a commander"),
        ),
        (
            "--by Russia victim=ISIS instrument=MQ-9 asset=Su-35 supporter=Iran involved=SDF",
            "SELECT group_concat(role || ' ' || name || ' ' || kind, ', ') FROM (SELECT * FROM"
            " incident_actors AS r JOIN actors AS a ON a.id = r.actor_id ORDER BY role)",
            (
                "asset Su-35 equipment, by Russia state, instrument MQ-9 equipment,"
                " involved SDF other, supporter Iran state, victim ISIS other",
            ),
        ),
        (
            "--against US against=Iran",
            "SELECT group_concat(name, ', ') FROM (SELECT name FROM incident_actors AS r"
            " JOIN actors AS a ON a.id = r.actor_id WHERE role = 'against' ORDER BY name)",
            ("Iran, United States",),
        ),
        (
            "-p Miska,_Aleppo,_Syria",
            "SELECT group_concat(name || ' ' || country || ' ' || tz, ', ')"
            " FROM (SELECT * FROM places ORDER BY id DESC)",
            ("Miska SYR Asia/Damascus, Aleppo SYR Asia/Damascus, Syria SYR Asia/Damascus",),
        ),
    ],
)  # fmt: skip
def test_each_field_lands_in_its_columns(
    words: str, query: str, row: tuple[object, ...], run: Run, stock: Stock
) -> None:
    run("add", "A strike", "-d", "7 July 2023", *(w.replace("_", " ") for w in words.split()))
    assert stock(query) == [row]


def test_the_place_last_named_contains_the_one_before(run: Run, stock: Stock) -> None:
    run("add", "One", "-d", "2016", "-p", "Miska, Aleppo, Syria")
    run("add", "Two", "-d", "2016", "-p", "Aleppo, Syria")
    run("add", "Three", "-d", "2016", "-p", "northern Syria")
    run("add", "Four", "-d", "2016", "-p", "syrian arab republic")
    related = (
        "SELECT a.name, r.kind, b.name FROM place_relations AS r JOIN places AS a"
        " ON a.id = r.place_id JOIN places AS b ON b.id = r.other_id ORDER BY a.id"
    )
    assert sorted(stock(related)) == [
        ("Aleppo", "within", "Syria"),
        ("Miska", "within", "Aleppo"),
        ("northern Syria", "within", "Syria"),
    ]
    assert stock(
        "SELECT p.name FROM incidents AS i JOIN places AS p ON p.id = i.place_id ORDER BY i.id"
    ) == [
        ("Miska",),
        ("Aleppo",),
        ("northern Syria",),
        ("Syria",),
    ]


def test_the_first_source_says_it_and_the_others_are_only_cited(run: Run, stock: Stock) -> None:
    run(
        "add", "MQ-9 strike", "-d", "7 July 2023", "-t", "drone-strike", "--by", "US",
        "--against", "Usamah al-Muhajir", "-p", "eastern Syria", "-s", POST, "-s", "| Other",
        "killed=1", "duration=2h", "said-by=CENTCOM", "via=AFP", "quote=He was killed.",
        "pinpoint=p. 2", "note=mine", "reading=inferred", "credibility=2",
    )  # fmt: skip
    assert stock(
        "SELECT source_key, origin, agency, stance, pinpoint, quote FROM incident_citations"
        " ORDER BY citation_id"
    ) == [
        ("example-2023-07-09", "CENTCOM", "AFP", "reports", "p. 2", "He was killed."),
        ("other", None, None, "reports", None, None),
    ]
    claims = "SELECT citation_id, field, value, low, high, reading, credibility FROM claims"
    assert sorted(stock(claims)) == [
        (1, "against", "Usamah al-Muhajir", None, None, "inferred", 2),
        (1, "by", "United States", None, None, "inferred", 2),
        (1, "date", "7 July 2023", None, None, "inferred", 2),
        (1, "duration", "2h", 120, 120, "inferred", 2),
        (1, "killed", "1", 1, 1, "inferred", 2),
        (1, "place", "eastern Syria", None, None, "inferred", 2),
    ]


def test_a_source_that_only_gives_context_says_nothing(run: Run, stock: Stock) -> None:
    run("add", "A strike", "-d", "2016", "--by", "US", "-s", POST, "stance=context")
    assert stock("SELECT stance FROM citations") == [("context",)]
    assert stock("SELECT count(*) FROM claims") == [(0,)]


def test_what_is_only_claimed_is_not_adopted(run: Run, stock: Stock) -> None:
    run(
        "add", "A coup", "-d", "15 July 2016", "-s", "| Post | 2016-07-20", "claimed.by=MIT",
        "claimed.killed=300", "claimed.by!=US", "claimed.killed.civilian=none-reported",
    )  # fmt: skip
    assert stock("SELECT count(*) FROM incident_actors") == [(0,)]
    assert stock("SELECT count(*) FROM incident_counts") == [(0,)]
    assert sorted(stock("SELECT field, stance, value, low, high FROM claims")) == [
        ("by", "asserts", "MIT", None, None),
        ("by", "denies", "United States", None, None),
        ("date", "asserts", "15 July 2016", None, None),
        ("killed", "asserts", "300", 300, 300),
        ("killed.civilian", "none-reported", None, None, None),
    ]


def test_none_reported_is_neither_zero_nor_a_number(run: Run, stock: Stock) -> None:
    run("add", "A strike", "-d", "2016", "-s", "| Post", "killed.civilian=none-reported")
    assert stock("SELECT count(*) FROM incident_counts") == [(0,)]
    claims = stock("SELECT field, stance, low FROM claims WHERE field <> 'date'")
    assert claims == [("killed.civilian", "none-reported", None)]


def test_a_date_after_its_report_is_refused_unless_it_is_forced(run: Run, stock: Stock) -> None:
    words = ("add", "Late", "-d", "15 July 2023", "-s", "| Post | 2023-07-09")
    refused = run(*words, code=2).stderr
    assert "15 Jul 2023 is later than the source, which was published 9 Jul 2023" in refused
    assert stock("SELECT count(*) FROM incidents") == [(0,)]
    assert stock("SELECT count(*) FROM sources") == [(0,)]
    run(*words, "--force")
    run("add", "Coarse", "-d", "July 2023", "-s", "post-2023-07-09")
    run("add", "Next day elsewhere", "-d", "10 July 2023", "-s", "post-2023-07-09")
    assert stock("SELECT date_edtf FROM incidents ORDER BY id") == [
        ("2023-07-15",),
        ("2023-07",),
        ("2023-07-10",),
    ]


def test_what_lies_ahead_has_to_be_allowed(run: Run, stock: Stock) -> None:
    assert "lies ahead" in run("add", "An exercise", "-d", "2190-01", code=2).stderr
    run("add", "An exercise", "-d", "2190-01", "--allow-future", "status=expected")
    assert stock("SELECT date_edtf, status FROM incidents") == [("2190-01", "expected")]


def test_words_are_counted_from_the_day_they_were_said(run: Run, stock: Stock) -> None:
    told = run("add", "Flares", "-d", "on Thursday", "-s", "| Post | 2023-07-09")
    assert 'Note: "on Thursday" read as 2023-07-06 (published 2023-07-09)' in told.stderr
    run("add", "Strike", "-d", "on Friday", "-s", "| Post | 2023-07-09", "--said-on", "2023-07-08")
    run("add", "Harassment", "-d", "yesterday", "--said-on", "2023-07-08")
    assert stock("SELECT date_edtf FROM incidents ORDER BY id") == [
        ("2023-07-06",),
        ("2023-07-07",),
        ("2023-07-07",),
    ]
    assert "on Thursday" in stock("SELECT date_text FROM incidents")[0][0]


def test_the_order_of_a_date_in_figures_is_typed_or_set(run: Run, stock: Stock, home: Path) -> None:
    run("add", "British", "-d", "07/06/2023", "--date-order", "dmy")
    run("add", "American", "-d", "07/06/2023", "--date-order", "mdy")
    settings = home / ".config" / "tracker" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('date_order = "dmy"\n')
    run("add", "As set", "-d", "07/06/2023", "-s", "| Post | 08/06/2023")
    assert stock("SELECT date_edtf FROM incidents ORDER BY id") == [
        ("2023-06-07",),
        ("2023-07-06",),
        ("2023-06-07",),
    ]
    assert stock("SELECT published_edtf FROM sources") == [("2023-06-08",)]


def test_a_near_miss_is_another_actor_only_with_new(run: Run, stock: Stock) -> None:
    run("add", "One", "-d", "2016", "--by", "Rusalka")
    assert "Rusalka is near it" in run("add", "Two", "-d", "2016", "--by", "Rusalca", code=2).stderr
    run("add", "Two", "-d", "2016", "--by", "Rusalca", "--new")
    assert stock("SELECT name FROM actors ORDER BY id") == [("Rusalka",), ("Rusalca",)]


def test_a_far_name_makes_an_actor_and_says_so(run: Run, stock: Stock) -> None:
    told = run(
        "add", "One", "-d", "2016", "--by", "unnamed defense official", "--against", "turkiye"
    )
    assert told.stderr == "Note: new actors: unnamed defense official, Turkey ('turkiye')\n"
    assert stock("SELECT name, kind, country FROM actors ORDER BY id") == [
        ("unnamed defense official", "unnamed", None),
        ("Turkey", "state", "TUR"),
    ]
    run("add", "Two", "-d", "2016", "--by", "Türkiye")
    assert stock("SELECT count(*) FROM actors") == [(2,)]


def test_a_state_answers_to_its_common_names(run: Run, stock: Stock) -> None:
    names = ("US", "U.S.", "usa", "United States of America", "America", "united states")
    for number, name in enumerate(names):
        run("add", f"Strike {number}", "-d", "2016", "--by", name)
    assert stock("SELECT name, kind, country FROM actors") == [("United States", "state", "USA")]
    assert stock("SELECT count(DISTINCT actor_id), count(*) FROM incident_actors") == [(1, 6)]


def test_an_unknown_type_is_made_only_when_asked(run: Run, stock: Stock) -> None:
    run("add", "One", "-d", "2016", "-t", "balloon", code=2)
    told = run("add", "One", "-d", "2016", "-t", "Balloon flight", "--new-type")
    assert "Note: new type: balloon-flight" in told.stderr
    assert stock("SELECT type_code FROM incidents") == [("balloon-flight",)]


def test_a_url_is_one_source_however_it_is_spelled(run: Run, stock: Stock) -> None:
    run("add", "One", "-d", "2016", "-s", "https://www.example.org/a/?utm_source=x")
    run("add", "Two", "-d", "2016", "-s", "http://example.org/a | Example Post | 2016-12-31")
    run("add", "Three", "-d", "2016", "--same-source")
    run("add", "Four", "-d", "2016", "-s", "exam")
    assert stock("SELECT key, url, publisher, published_edtf FROM sources") == [
        ("example", "https://www.example.org/a/?utm_source=x", "Example Post", "2016-12-31")
    ]
    assert stock("SELECT count(*) FROM citations") == [(4,)]


def test_a_source_keeps_what_it_has(run: Run, stock: Stock) -> None:
    run("add", "One", "-d", "2016", "-s", "https://example.org/a | Example Post | 2017")
    told = run("add", "Two", "-d", "2016", "-s", "https://example.org/a | Other | 2018 | Title")
    assert "keeps its publisher: Example Post" in told.stderr
    assert "keeps its date of publication: 2017" in told.stderr
    assert stock("SELECT publisher, published_edtf, title FROM sources") == [
        ("Example Post", "2017", "Title")
    ]


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("https://www.centcom.mil/MEDIA/x", "centcom"),
        ("https://www.centcom.mil/x | US Central Command | 2023-07-09", "centcom-2023-07-09"),
        ("https://www.bbc.co.uk/news/1 | BBC | July 2023", "bbc-2023-07"),
        ("| The Jerusalem Post | on or after 9 July 2023", "jerusalem-post-2023-07-09"),
        ("| Ünlü Gazete", "unlu-gazete"),
        ("||| Only a title", "only-a-title"),
        ("| 新华社", "source"),
    ],
)
def test_a_source_gets_a_short_key(source: str, key: str, run: Run, stock: Stock) -> None:
    run("add", "One", "-d", "2016", "-s", source)
    run("add", "Two", "-d", "2016", "-s", source)
    assert stock("SELECT key FROM sources") == [(key,)]


def test_two_sources_of_one_day_get_two_keys(run: Run, stock: Stock) -> None:
    run("add", "One", "-d", "2016", "-s", "| Post | 2016 | A", "-s", "| Post | 2016 | B")
    assert stock("SELECT key FROM sources ORDER BY id") == [("post-2016",), ("post-2016-2",)]


def test_a_clock_time_elsewhere_is_shown_as_the_day_at_the_place(run: Run, stock: Stock) -> None:
    told = run(
        "add", "MQ-9 strike", "-d", "7 July 2023 21:30 America/New_York", "-p", "Aleppo, Syria"
    )
    assert "Sat 8 Jul 2023 04:30 +03" in told.stdout
    run("add", "Base attacked", "-d", "20 January 2018 09:00", "-p", "Aleppo, Syria")
    run("add", "Nowhere known", "-d", "20 January 2018 09:00")
    assert stock("SELECT start_earliest, tz, start_utc FROM incidents ORDER BY id") == [
        ("2023-07-08T04:30:00", "Asia/Damascus", "2023-07-08T01:30:00"),
        ("2018-01-20T09:00:00", "Asia/Damascus", "2018-01-20T07:00:00"),
        ("2018-01-20T09:00:00", None, None),
    ]


def test_the_zone_of_the_file_holds_where_no_place_gives_one(run: Run) -> None:
    run("init", "zoned.db", "--tz", "Asia/Damascus")
    run("add", "--db", "zoned.db", "Strike", "-d", "7 July 2023 09:30")
    query = "SELECT tz, start_utc FROM incidents"
    assert ask(query, "zoned.db") == [("Asia/Damascus", "2023-07-07T06:30:00")]


def test_a_likely_duplicate_is_a_warning(run: Run, stock: Stock) -> None:
    run("add", "Flares dropped on MQ-9", "-d", "6 July 2023", "-t", "flare-drop", "--by", "Russia")
    told = run("add", "Flares dropped on an MQ-9", "-d", "6 July 2023", "-t", "flare-drop")
    assert "this may be incident 1, Flares dropped on MQ-9: tracker show 1" in told.stderr
    told = run("add", "Bridge bombed", "-d", "6 July 2023", "-t", "airstrike", "--by", "Russia")
    assert "this may be" not in told.stderr
    told = run("add", "Flares dropped on MQ-9", "-d", "8 July 2023", "-t", "flare-drop")
    assert "this may be" not in told.stderr
    assert stock("SELECT count(*) FROM incidents") == [(4,)]


def test_quiet_prints_the_number_alone(run: Run) -> None:
    assert run("add", "One", "-d", "2016", "-q").stdout == "1\n"
    assert run("add", "Two", "-d", "2016", "before=last", "-q").stdout == "2\n"


def test_a_rehearsal_stores_nothing(run: Run, db: Path) -> None:
    before = db.read_bytes()
    told = run("add", "One", "-d", "2016", "--by", "US", "-s", "| Post", "--dry-run")
    assert told.stdout.startswith("Would add 1   2016")
    assert "undo" not in told.stdout
    assert db.read_bytes() == before


def test_links_are_recorded_in_their_direction(run: Run, stock: Stock) -> None:
    run("add", "One", "-d", "2016")
    run("add", "Two", "-d", "2016", "before=1", "part-of=1", "same-equipment=last")
    run("add", "Three", "-d", "2016", "after=2", "after=1", "response-to=1")
    assert sorted(stock("SELECT from_incident_id, kind, to_incident_id FROM incident_links")) == [
        (1, "before", 3),
        (2, "before", 1),
        (2, "before", 3),
        (2, "part-of", 1),
        (2, "same-equipment", 1),
        (3, "response-to", 1),
    ]
    assert stock("SELECT id FROM timeline") == [(2,), (1,), (3,)]


def test_everything_is_one_transaction_in_the_log(run: Run, stock: Stock) -> None:
    run("add", "One", "-d", "2016", "--by", "US", "-p", "Homs, Syria", "-s", "| Post", "tag=a")
    assert stock("SELECT command, analyst, digest IS NULL FROM log_transactions") == [
        ("add", "tester", 0)
    ]
    assert re.fullmatch(r"[0-9a-hjkmnp-tv-z]{12}", str(stock("SELECT uid FROM incidents")[0][0]))


def test_a_title_is_kept_to_the_letter_and_shown_safely(run: Run, stock: Stock) -> None:
    title = 'He said "stop" \u202e| *now* \u200b💥 空袭 حلب'
    told = run("add", title, "-d", "2016")
    assert stock("SELECT title FROM incidents") == [(title,)]
    assert "\u202e" not in told.stdout
    assert "\u202e" not in run("timeline").stdout
    assert title in run("timeline", "-f", "csv").stdout.replace('""', '"')


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("killed=dozens", "no figure is stored for killed=dozens, which is kept as words"),
        ("killed=mny", "no figure is stored for killed=mny, which is kept as words"),
        ("killed=three civilians", "kept as words; with one: killed.civilian=3"),
        ("killed=two dozen", None),
        ("killed=three people", None),
    ],
)
def test_a_number_stored_without_its_figure_is_told(run: Run, typed: str, told: str | None) -> None:
    said = run("add", "A raid", "-d", "2016", typed).stderr
    assert told in said if told else said == ""


def test_a_zone_with_its_sign_turned_round_is_told(run: Run) -> None:
    for typed in (("-d", "2016-05-03 09:30", "tz=Etc/GMT+3"), ("-d", "2016-05-03 Etc/GMT+3")):
        assert "Note: Etc/GMT+3 is 3 hours behind UTC" in run("add", "A raid", *typed).stderr
