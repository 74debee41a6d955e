"""Where accounts differ: the contested fields of incidents, as rows and as plain objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.report.evidence import by_publication, words
from tracker.report.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.model import Account, Incident


class Contested(NamedTuple):
    """An incident, and those of its fields on which accounts differ that were asked for."""

    incident: Incident
    fields: tuple[str, ...]


COLUMNS = (
    "incident", "title", "date", "field", "state", "citation", "value", "low", "high", "who",
    "party", "source", "publisher", "published", "stance", "reading", "adopted",
)  # fmt: skip


def account_rows(found: Iterable[Contested]) -> Rows:
    """One row an account, for spreadsheets: party and adopted are yes or no."""
    rows: list[tuple[str | int | None, ...]] = []
    for one in found:
        incident = one.incident
        for field in one.fields:
            for account in _accounts(incident, field):
                plain = as_account(incident, account)
                plain |= {"party": _yes(account.party), "adopted": _yes(account.adopted)}
                head = (incident.id, incident.title, incident.date.edtf, field, state(account))
                rows.append((*head, *(plain[name] for name in COLUMNS[5:])))
    return Rows(COLUMNS, tuple(rows), "no accounts differ")


def as_objects(found: Iterable[Contested]) -> Iterator[dict[str, Any]]:
    """One object a contested field, with its decision and its accounts in order of publication."""
    for one in found:
        incident = one.incident
        for field in one.fields:
            accounts = _accounts(incident, field)
            decision = next((d for d in incident.decisions if d.field == field), None)
            yield {
                "incident": incident.id,
                "uid": incident.uid,
                "title": incident.title,
                "date": incident.date.edtf,
                "field": field,
                "state": state(accounts[0]),
                "decision": decision
                and {
                    "kind": decision.kind,
                    "citation": decision.citation,
                    "reason": decision.reason,
                    "at": decision.at,
                },
                "accounts": [as_account(incident, account) for account in accounts],
            }


def as_account(incident: Incident, account: Account) -> dict[str, Any]:
    """The account as an object; `citation` is None for the value as recorded."""
    cited = (c.publisher for c in incident.citations if c.id == account.citation)
    return {
        "citation": account.citation,
        "value": words(account),
        "low": account.low,
        "high": account.high,
        "who": account.who,
        "party": account.party,
        "source": account.source,
        "publisher": next(cited, None),
        "published": account.published,
        "stance": account.stance,
        "reading": account.reading,
        "adopted": account.adopted,
    }


def state(account: Account) -> str:
    """Whether the account's field waits for a decision."""
    return "undecided" if account.undecided else "settled"


def _accounts(incident: Incident, field: str) -> list[Account]:
    return by_publication(account for account in incident.accounts if account.field == field)


def _yes(true: bool) -> str:
    return "yes" if true else "no"
