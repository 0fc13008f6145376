"""Who hears that a message did not arrive? A coordinator, by one open case for each address and reason.

Where a provider refuses us altogether, nobody's address is to blame: that is one case, in the first hub.
"""

from __future__ import annotations

from sqlalchemy import and_, bindparam, exists, func, insert, not_, select

from core.db import Q, Tx
from core.tables import address, hub, organisation, parked_case, person

_open = exists().where(
    and_(
        parked_case.c.address_id == bindparam("address_id"),
        parked_case.c.code == bindparam("code"),
        parked_case.c.resolved_at.is_(None),
    )
)
_OPEN = Q(
    insert(parked_case).from_select(
        ["at", "code", "address_id", "hub_id"],
        select(
            bindparam("now", type_=parked_case.c.at.type),
            bindparam("code", type_=parked_case.c.code.type),
            address.c.id,
            organisation.c.hub_id,
        )
        .join_from(address, person, person.c.id == address.c.person_id)
        .outerjoin(organisation, organisation.c.id == person.c.acting_for)
        .where(address.c.id == bindparam("address_id"), not_(_open)),
    )
)

REFUSED = "credentials"
_REFUSED = Q(
    insert(parked_case).from_select(
        ["at", "code", "hub_id"],
        select(
            bindparam("now", type_=parked_case.c.at.type),
            bindparam("code", type_=parked_case.c.code.type),
            select(func.min(hub.c.id)).scalar_subquery(),
        ).where(not_(exists().where(parked_case.c.code == bindparam("code"), parked_case.c.resolved_at.is_(None)))),
    )
)


def open_case(tx: Tx, code: str, address_id: int, now: int) -> None:
    """Park a case for the person's hub, unless the same one is open; `code` is a word, never a text of anybody."""
    tx.run(_OPEN, code=code, address_id=address_id, now=now)


def we_are_refused(tx: Tx, now: int) -> None:
    """A provider does not take our credentials: one case, however many messages wait behind it."""
    tx.run(_REFUSED, code=REFUSED, now=now)
