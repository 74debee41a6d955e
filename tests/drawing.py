"""The incidents that the screen tests draw: Syria 2016 to 2023, and a Su-35 at an exact time."""

from __future__ import annotations

from tracker.dates import parse
from tracker.model import (
    Account,
    Attribute,
    Change,
    Citation,
    Claim,
    Count,
    Decision,
    Incident,
    Link,
    Party,
    Tally,
)


def party(number: int, name: str, role: str, *bodies: str, kind: str = "force") -> Party:
    """An actor in a role."""
    return Party(number, f"acter{number:07}", name, role, kind, bodies)


def account(field: str, citation: int | None, value: str, who: str, **more: object) -> Account:
    """An undecided account of a field."""
    given: dict[str, object] = {
        "source": "s",
        "published": None,
        "party": False,
        "adopted": False,
        "undecided": True,
    }
    given.update(more)
    return Account(field, citation, value, who, **given)  # type: ignore[arg-type]


def six() -> list[Incident]:
    """The six incidents of the main screen, in order."""
    turkey = party(1, "Turkey", "by", kind="state")
    aircraft = party(2, "Russian aircraft", "by", "Russia")
    force = party(3, "US Air Force", "against", "United States")
    return [
        Incident(
            5, "abc000000005", "Turkey enters parts of northwest Syria", parse("2016/"),
            type="invasion", place="northwest Syria", parties=(turkey,), sources=1,
        ),
        Incident(
            6, "abc000000006", "Turkey takes over Afrin", parse("2018"), type="territory-change",
            place="Afrin", parties=(turkey,), sources=1,
        ),
        Incident(
            1, "abc000000001", "Flares dropped in front of MQ-9s", parse("2023-07-06"),
            type="flare-drop", parties=(aircraft, force), sources=2, origins=1,
            independent_origins=1,
        ),
        Incident(
            2, "abc000000002", "MQ-9s harassed for about two hours", parse("2023-07-07"),
            type="aircraft-harassment", place="northwest Syria", parties=(aircraft, force),
            sources=3, origins=2, independent_origins=1,
            links=(Link("before", 3, "MQ-9 strike kills Usamah al-Muhajir"),),
        ),
        Incident(
            3, "abc000000003", "MQ-9 strike kills Usamah al-Muhajir", parse("2023-07-07"),
            type="drone-strike", place="eastern Syria",
            parties=(
                party(4, "United States", "by", kind="state"),
                party(5, "Usamah al-Muhajir", "against", "ISIS", kind="person"),
            ),
            sources=3, origins=2, independent_origins=1, disputed=("place",),
            links=(Link("after", 2, "MQ-9s harassed for about two hours"),),
            accounts=(
                account("place", 9, "eastern Syria", "CENTCOM", party=True, adopted=True,
                        source="centcom-2023-07-09", published="9 Jul 2023",
                        published_sort="2023-07-09T00:00:00"),
                account("place", 10, "Aleppo region", "US official", party=True,
                        publisher="France 24", source="f24", published="9 Jul 2023",
                        published_sort="2023-07-09T00:00:00"),
            ),
        ),
        Incident(
            29, "abc000000029", "Su-35 endangers manned aircraft", parse("2023-07-16T19:00"),
            sources=5, origins=4, independent_origins=4, disputed=("date",),
        ),
    ]  # fmt: skip


TALLY = Tally(6, 4, 3, 1, 1)


def citation(number: int, source: str, **more: object) -> Citation:
    """A source on an incident."""
    given: dict[str, object] = {
        "source_kind": "news", "publisher": None, "title": None, "author": None, "url": None,
        "published": None, "published_edtf": None, "origin": None, "agency": None,
        "stance": "reports", "quote": None, "pinpoint": None,
    }  # fmt: skip
    given.update(more)
    return Citation(number, f"cyte{number:08}", source, **given)  # type: ignore[arg-type]


def bombing() -> Incident:
    """An incident with a numeric dispute, a disputed place, a settled type and a retraction."""
    said = {"published_sort": "2018-01-21T00:00:00", "published": "21 Jan 2018"}
    return Incident(
        44,
        "abc000000044",
        "Shells hit a market",
        parse("2018-01-20 14:30"),
        description="The market was crowded.\nMost of the dead were traders.",
        type="shelling",
        duration_low=90,
        duration_high=150,
        duration_text="about 2 hours",
        place="Afrin, Syria",
        place_name="Afrin",
        place_precision="district",
        country="SYR",
        latitude=36.5119,
        longitude=36.8644,
        note="ask for the video",
        parties=(
            party(1, "Turkish army", "by", "Turkey"),
            party(2, "residents of Afrin", "victim", kind="civilians"),
            party(6, "T-155 howitzer", "instrument", "Turkish army", "Turkey", kind="equipment"),
        ),
        counts=(
            Count("killed", "total", 60, 70, 82),
            Count("killed", "child", 3, 3, 3),
            Count("shell", "total", None, None, None, "dozens"),
        ),
        sources=3,
        origins=3,
        independent_origins=2,
        disputed=("killed", "place"),
        settled=("type",),
        accounts=(
            account("killed", 4, "80", "Syrian health ministry", source="sana", low=80, high=80,
                    publisher="SANA", **said),
            account("killed", 5, "60 to 70", "White Helmets", source="wh", low=60, high=70,
                    adopted=True, published_sort="2018-01-22T00:00:00"),
            account("killed", 6, "", "Turkish army", source="tsk", party=True,
                    stance="none-reported"),
            account("place", 4, "Afrin", "Syrian health ministry", source="sana", publisher="SANA",
                    adopted=True, **said),
            account("place", 6, "Jindires", "Turkish army", source="tsk", party=True,
                    reading="ambiguous"),
            account("type", None, "shelling", "as recorded", source=None, adopted=True,
                    undecided=False),
            account("type", 6, "airstrike", "Turkish army", source="tsk", party=True,
                    undecided=False),
        ),
        decisions=(
            Decision("type", "value", None, "craters in the video", "2024-02-17T10:20:00Z"),
        ),
        tags=("afrin", "market"),
        citations=(
            citation(4, "sana", publisher="SANA", title="80 dead in Afrin", source_kind="wire",
                     published_edtf="2018-01-21", origin="Syrian health ministry",
                     url="https://sana.example/en/80-dead", quote="80 people killed",
                     pinpoint="second paragraph", **said),
            citation(5, "wh", publisher="White Helmets", published="22 Jan 2018",
                     published_edtf="2018-01-22", published_sort="2018-01-22T00:00:00",
                     title="Rescue in Afrin", origin="White Helmets", agency="AFP",
                     archive_url="https://archive.example/1"),
            citation(6, "tsk", source_kind="statement", publisher="Turkish army", party=True,
                     origin="Turkish army", stance="denies", standing=False,
                     retraction="withdrawn the day after"),
        ),
        claims=(
            claim(1, 4, "killed", "number", "80", "sana", low=80, best=80, high=80),
            claim(2, 4, "injured", "number", None, "sana", stance="none-reported",
                  origin="Syrian health ministry"),
            claim(3, 4, "date", "date", "2018-01-20", "sana", date=parse("2018-01-20")),
            claim(4, 5, "against", "actor", "YPG", "wh"),
        ),
        links=(
            Link("after", 6, "Turkey takes over Afrin"),
            Link("part-of", 7, "Olive Branch", "by name"),
        ),
        attributes=(Attribute("ucdp", "conflict", "Syria: Government"),),
        log=(
            Change(12, "2024-02-17T10:15:00Z", "ana", "add"),
            Change(14, "2024-02-17T10:20:00Z", "ana", "edit", "craters in the video"),
            Change(15, "2024-02-18T08:00:00Z", None, "outside"),
        ),
    )  # fmt: skip


def claim(number: int, cited: int, field: str, family: str, value: str | None, source: str,
          **more: object) -> Claim:  # fmt: skip
    """What a citation says of a field."""
    given: dict[str, object] = {
        "low": None, "best": None, "high": None, "date": None, "stance": "asserts",
        "reading": "plain", "quote": None, "origin": None, "adopted": False,
    }  # fmt: skip
    given.update(more)
    return Claim(number, cited, field, family, value, source=source, **given)  # type: ignore[arg-type]


def awkward() -> list[Incident]:
    """Text that breaks tables: quotes, pipes, line breaks, two scripts, emoji, escapes, length."""
    day = parse("2023-07-07")
    titles = (
        'He said "stop" | then\nleft',
        "\x1b[2Jred \x1b[31malert\u202e reversed\u200b",
        "قصف مدفعي على مدينة حلب شمال سوريا",
        "以色列空袭叙利亚首都大马士革造成多人死亡并摧毁一座武器库以及若干车辆",
        "👩\u200d🚀 saw 🇹🇷 drones over e\u0301 lan",
        "=HYPERLINK(1)",
    )
    place = "Halab — حلب | \u202eeast"
    return [
        Incident(
            at, f"abc00000001{at}", title, day, place=place, sources=1, origins=1,
            independent_origins=1, type="other", tags=("a;b", "=x"),
        )
        for at, title in enumerate(titles, 1)
    ] + [Incident(7, "abc000000017", "word " * 399 + "last", day)]  # fmt: skip
