"""An organisation's hours as rows of a table, the oldest first: what its people keep, or give to who keeps their books.

With whom is the organisation's name, as their history in the chat says it; nothing of any person is in it.
"""

from __future__ import annotations

from core.accounts import movements, owners
from core.calendar import today
from core.db import Tx
from core.look.reports import ExportCard, ExportRow
from core.people.organisations import load_organisation

_MOST = 20_000


def exported(tx: Tx, organisation_id: int, zone: str) -> ExportCard | None:
    """All its movements, the last 20,000 at most; None for one that is not there."""
    found, account = load_organisation(tx, organisation_id), owners.account_of(tx, organisation_id)
    if found is None or account is None:
        return None
    moved = movements.statement(tx, account, limit=_MOST)
    return ExportCard(
        found.name,
        found.country,
        tuple(
            ExportRow(today(one.at, zone).isoformat(), one.kind, one.number, one.partner, one.minutes, one.running)
            for one in reversed(moved)
        ),
    )
