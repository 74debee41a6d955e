from __future__ import annotations

import pytest

from tests.drawing import bombing, six
from tracker.dates import parse
from tracker.model import Account, Count, Decision, Incident, Link, Tally
from tracker.report.detail import detail
from tracker.report.evidence import disputes
from tracker.report.figures import duration, number
from tracker.report.timeline import Entry, Heading, Silence, footer, known_end, rows, silences


def on(*dates: str, **more: object) -> list[Incident]:
    """Incidents of these dates, numbered from 1."""
    return [
        Incident(at, "", f"title {at}", parse(text), **more)  # type: ignore[arg-type]
        for at, text in enumerate(dates, 1)
    ]


def outline(incidents: list[Incident], reverse: bool = False, silence: int | None = 180) -> str:
    """The rows of a timeline in short: headings in brackets, silences, `day clock id`."""
    parts = []
    for row in rows(incidents, reverse=reverse, silence=silence):
        if isinstance(row, Heading):
            parts.append(f"[{row.text}]")
        elif isinstance(row, Silence):
            parts.append(f"... {row.words} ...")
        elif isinstance(row, Entry):
            said = (row.day, row.clock, str(row.incident.id), row.tie)
            parts.append(" ".join(part for part in said if part))
    return " | ".join(parts)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("", ""),
        ("2016/ 2018", "from 2016 1 | 2018 2"),
        ("2018 2018", "2018 1 | 2"),
        ("2023-07-06 2023-07-07 2023-07-07", "[July 2023] | Thu  6 1 | Fri  7 2 | 3"),
        ("2023-07-07 2023-08-01", "[July 2023] | Fri  7 1 | [August 2023] | Tue  1 2"),
        ("2023-07-07T09:30 2023-07-07T11:00", "[July 2023] | Fri  7 09:30 1 | 11:00 2"),
        ("2023-07 2023-07-07", "[July 2023] | Jul 2023 1 | Fri  7 2"),
        (
            "2022-12-30 2023 2023-01-02",
            "[December 2022] | Fri 30 1 | [2023] | 2023 2 | [January 2023] | Mon  2 3",
        ),
        ("2009-12-30 201X", "[December 2009] | Wed 30 1 | [2010s] | 2010s 2"),
        ("2023-07-07 unknown unknown", "[July 2023] | Fri  7 1 | [Date unknown] | 2 | 3"),
        ("unknown", "[Date unknown] | 1"),
    ],
)
def test_rows_stand_under_the_month_they_begin_in(dates: str, expected: str) -> None:
    assert outline(on(*dates.split())) == expected


def test_an_undated_incident_held_by_a_link_stays_among_the_dated_ones() -> None:
    first, held, last = on("2023-07-06", "unknown", "2023-07-07")
    held = held._replace(sort_key="2023-07-07T00:00:00 00001 0 0000000002")
    assert outline([first, held, last]) == ("[July 2023] | Thu  6 1 | date unknown 2 | Fri  7 3")
    held = held._replace(sort_key=None, links=(Link("before", 3),))
    assert outline([first, held, last]).count("[") == 1
    loose = held._replace(sort_key="~ 00000 0 0000000002")
    assert outline([first, last, loose]).endswith("[Date unknown] | 2")


def test_a_year_that_a_link_put_in_a_month_does_not_break_the_month() -> None:
    first, year, last = on("2023-07-06", "2023", "2023-07-07")
    year = year._replace(sort_key="2023-07-06T00:00:00 00001 3 0000000002")
    expected = "[July 2023] | Thu  6 1 | 2023 2 | Fri  7 3"
    assert outline([first, year, last]) == expected
    assert outline([first, year._replace(sort_key=None), last]) == expected


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ("2018 2023-07-06", "4½ years"),
        ("2023-07-07 2024-03-08", "8 months"),
        ("2023-07-07 2024-03-06", "7 months"),
        ("2020-01-01 2022-01-02", "2 years"),
        ("2020-01-01 2021-12-31", "23 months"),
        ("1016-01-01 2023-01-02", "1,007 years"),
    ],
)
def test_a_silence_is_measured_from_known_end_to_earliest_start(dates: str, words: str) -> None:
    assert [gap.words for gap in silences(on(*dates.split()), 180)] == [words]


@pytest.mark.parametrize(
    ("dates", "days", "words"),
    [
        ("2023-07-07 2023-07-21", 13, ["13 days"]),
        ("2023-07-07 2023-07-21", 14, []),
        ("2023-07-07 2023-07-08", 0, []),
        ("2023-07-01/2023-07-20 2023-07-05 2023-07-21", 0, []),
        ("2016/.. 2018-01-01", 30, ["12 months"]),
        ("../2018 2020-01-01", 30, ["12 months"]),
        ("2016-05-01 unknown 2017-05-01", 30, ["11 months"]),
    ],
)
def test_silences_alone_take_any_length(dates: str, days: int, words: list[str]) -> None:
    assert [gap.words for gap in silences(on(*dates.split()), days)] == words


def test_a_silence_names_the_incidents_around_it() -> None:
    incidents = on("2020-01-01/2022-12-31", "2020-02-01", "2024-01-01")
    (gap,) = silences(incidents, 30)
    assert (gap.after, gap.before) == (1, 3)
    (back,) = silences(incidents[:1] + incidents[2:][::-1], 30, reverse=False)
    assert (back.after, back.before) == (1, 3)
    (back,) = silences([incidents[2], incidents[0]], 30, reverse=True)
    assert (back.start, back.end, back.after, back.before) == (gap.start, gap.end, 1, 3)


def test_a_timeline_shows_no_silence_shorter_than_the_dates_are_vague() -> None:
    assert "without" not in outline(on("2016", "2018"))
    assert "... 12 months ..." in outline(on("2016-12-31", "2018-01-01"))
    assert "..." not in outline(on("2016-12-31", "2018-01-01"), silence=None)
    assert "..." not in outline(on("2023-07-07", "2023-12-07"))


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2018", "2018-12-31T23:59:59"),
        ("2016/", "2016-12-31T23:59:59"),
        ("2016/..", "2016-12-31T23:59:59"),
        ("after 2016", "2017-01-01T00:00:00"),
        ("2018-01-20/2018-03-18", "2018-03-18T23:59:59"),
        ("unknown", None),
    ],
)
def test_an_open_end_counts_as_far_as_its_start(text: str, end: str | None) -> None:
    assert known_end(parse(text)) == end


@pytest.mark.parametrize(
    ("dates", "tie"),
    [
        ("2023-07-07 2023-07-07", "then"),
        ("2018 2018", "then"),
        ("2023-07-07T09:30 2023-07-07", "then"),
        ("2023-07-07T09:30 2023-07-07T11:00", ""),
        ("2023-07-07 2023-07-08", ""),
    ],
)
def test_a_link_ties_rows_that_nothing_else_orders(dates: str, tie: str) -> None:
    first, second = on(*dates.split())
    for pair in (
        [first._replace(links=(Link("before", 2),)), second],
        [first, second._replace(links=(Link("after", 1),))],
    ):
        entries = [row for row in rows(pair) if isinstance(row, Entry)]
        assert [(row.tie, row.tied) for row in entries] == [(tie, ""), ("", tie)]
        entries = [row for row in rows(pair[::-1], reverse=True) if isinstance(row, Entry)]
        assert entries[0].tie == ("after" if tie else "")


def test_rows_without_a_link_are_not_tied() -> None:
    first, second = on("2023-07-07", "2023-07-07")
    linked = first._replace(links=(Link("before", 9), Link("part-of", 2)))
    assert all(row.tie == "" for row in rows([linked, second]) if isinstance(row, Entry))


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        (
            Tally(6, 4, 3, 1, 1),
            ["6 incidents", "4 sources", "3 origins, 1 independent", "1 open disagreement"],
        ),
        (Tally(1, 1, 0, 0, 0), ["1 incident", "1 source", "no origins", "no open disagreements"]),
        (
            Tally(50, 1, 1, 1, 2, more=1184),
            [
                "50 of 1,234 incidents (-n 0 for all)",
                "1 source",
                "1 origin, 1 independent",
                "2 open disagreements",
            ],
        ),
    ],
)
def test_the_footer_counts_in_good_english(tally: Tally, words: list[str]) -> None:
    assert footer(tally) == words


def test_accounts_that_say_the_same_stand_together_in_order_of_publication() -> None:
    strike = six()[4]
    early = strike.accounts[1]._replace(citation=11, who="SOHR", publisher=None, party=False,
        published_sort="2023-07-08T00:00:00",
    )  # fmt: skip
    recorded = Account("place", None, "Syria", "as recorded", None, None, False, True, True)
    settled = early._replace(undecided=False, value="Idlib")
    incident = strike._replace(accounts=(*strike.accounts, early, recorded, settled))
    (dispute,) = disputes(incident)
    assert [(side.value, side.who) for side in dispute.sides] == [
        ("Syria", ("as recorded",)),
        ("Aleppo region", ("SOHR", "US official (party), France 24")),
        ("eastern Syria", ("CENTCOM (party)",)),
    ]


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ((3, 3, 3, None), "3"),
        ((0, 0, 0, None), "0"),
        ((None, 5, None, None), "5"),
        ((None, None, 9, None), "up to 9"),
        ((None, None, None, None), "not known"),
        ((None, None, None, "dozens"), '"dozens"'),
        ((2 * 10**9, None, 3 * 10**9, None), "2,000,000,000–3,000,000,000"),
    ],
)
def test_a_number_is_as_certain_as_it_is_known(
    bounds: tuple[int | None, int | None, int | None, str | None], words: str
) -> None:
    assert number(*bounds) == words


def test_zero_not_known_and_none_reported_are_three_things() -> None:
    incident = bombing()._replace(counts=(Count("killed", "civilian", 0, 0, 0),))
    facts = {fact.label: fact.values for fact in detail(incident).facts}
    assert facts["killed"] == ("0 (civilian)",)
    assert facts["injured"] == ("none reported, says Syrian health ministry",)
    facts = {fact.label: fact.values for fact in detail(six()[0]).facts}
    assert facts["casualties"] == ("not known",)
    known = six()[0]._replace(counts=(Count("killed", "total", 2, 2, 2),))
    facts = {fact.label: fact.values for fact in detail(known).facts}
    assert (facts["killed"], facts["injured"]) == (("2",), ("not known",))


def test_each_undecided_field_comes_with_the_commands_that_settle_it() -> None:
    killed, place = detail(bombing()).undecided
    assert killed.commands == (
        "adopt c4.killed",
        "adopt c6.killed",
        "adopt c5.killed",
        "adopt 44 killed --range",
    )
    assert place.commands == ("adopt c6.place", "adopt c4.place")
    assert (killed.largest, place.largest) == (80, 0)


def test_a_decision_without_differing_accounts_is_still_listed() -> None:
    decision = Decision("place", "claim", 9, "the map", "2024-02-17T10:00:00Z")
    incident = six()[0]._replace(decisions=(decision,))
    (contest,) = detail(incident).settled
    assert (contest.field, contest.voices) == ("place", ())
    assert contest.decision == 'c9 adopted on 2024-02-17: "the map"'


def test_sources_are_numbered_in_order_of_publication() -> None:
    told = detail(bombing()._replace(citations=bombing().citations[::-1]))
    assert [(source.number, source.head.split(" · ")[0]) for source in told.sources] == [
        (1, "SANA"),
        (2, "White Helmets"),
        (3, "Turkish army"),
    ]
    assert [voice.source for voice in told.undecided[0].voices] == [1, 2, 3]


def test_what_a_source_says_beyond_the_adopted_is_listed_with_it() -> None:
    first, second = bombing().claims[0], bombing().claims[3]
    agreeing = [
        first._replace(field="killed.child", adopted=True),
        first._replace(field="duration", adopted=True),
        second._replace(field="by", adopted=True),
        second._replace(field="place", family="place", value="Afrin", adopted=True),
        second._replace(field="type", family="type", value="artillery", adopted=True),
        second._replace(field="title", family="text", value="Shells hit a market", adopted=True),
        first._replace(field="date", family="date", date=bombing().date, adopted=True),
    ]
    beyond = [
        first._replace(field="count.aircraft", value="3", adopted=True),
        second._replace(field="supporter", value="FSA", adopted=True),
        second._replace(field="instrument", adopted=True, stance="denies", value="drone"),
        second._replace(field="identity", family="text", value="traders", adopted=True),
        second._replace(field="responsibility", family="text", value="none", reading="inferred"),
        second._replace(field="x.cause", family="text", stance="denies", value=None),
    ]
    claims = tuple(one._replace(citation=5) for one in [*agreeing, *beyond])
    incident = bombing()._replace(claims=claims, disputed=(), settled=())
    said = next(source.said[0] for source in detail(incident).sources if source.number == 2)
    assert said.lines[-1] == (
        "says also: count.aircraft 3; supporter FSA; instrument not drone; identity traders; "
        "responsibility none (inferred); x.cause denied"
    )


def test_a_date_is_told_with_its_zone_and_the_words_typed() -> None:
    facts = [
        detail(Incident(1, "", "x", date)).facts[0].values
        for date in (
            parse("July 7 2023"),
            parse("2023-07-07"),
            parse("2023-07-07", zone="Asia/Damascus"),
            parse("2016/.."),
        )
    ]
    assert facts == [
        ('Fri 7 Jul 2023 · typed "July 7 2023"',),
        ("Fri 7 Jul 2023",),
        ("Fri 7 Jul 2023 · Asia/Damascus",),
        ("since 2016, still going on",),
    ]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"place": None, "latitude": None}, ("not known", "known to: district")),
        ({"place": None}, ("no place named", "known to: district · 36.5119, 36.8644")),
        (
            {"place": "northern Syria", "place_name": "northern Syria", "latitude": None},
            ("northern Syria", "known to: district"),
        ),
    ],
)
def test_a_place_is_told_as_exactly_as_it_is_known(
    changes: dict[str, str | None], where: tuple[str, ...]
) -> None:
    incident = bombing()._replace(**changes)  # type: ignore[arg-type]
    assert {fact.label: fact.values for fact in detail(incident).facts}["where"] == where


def test_a_duration_is_told_in_the_words_used_and_in_figures() -> None:
    told = [
        duration(bombing()._replace(duration_low=low, duration_high=high, duration_text=text))
        for low, high, text in (
            (90, 150, "about 2 hours"),
            (120, 120, None),
            (None, None, "overnight"),
            (None, None, None),
        )
    ]
    assert told == ["about 2 hours (1½–2½ h)", "2 h", "overnight", ""]
