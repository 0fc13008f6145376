"""What did coordinators do about an organisation, a listing or the whole hub, and why? A dated row for each."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select

from core.context import Context
from core.db import Q, Tx
from core.errors import Refusal
from core.messages import _
from core.tables import measure
from core.text.clean import clean

REGISTERED, LISTED, CODE = "registered", "listed", "code"
BEGUN, BEGUN_ALONE = "begun", "begun_alone"  # its first hours
_LONGEST = 1000
_ADDED = ("hub_id", "at", "person_id", "action", "organisation_id", "listing_id", "sealed")
_ADD = Q(insert(measure).values({name: bindparam(name) for name in _ADDED}).returning(measure.c.id))
_BY = Q(
    select(measure.c.id)
    .where(
        measure.c.organisation_id == bindparam("organisation_id"),
        measure.c.action == bindparam("action"),
        measure.c.person_id == bindparam("person_id"),
    )
    .limit(1)
)


def note(
    ctx: Context,
    hub_id: int,
    action: str,
    *,
    organisation_id: int | None = None,
    listing_id: int | None = None,
    sealed: str = "",
) -> int:
    """Write it down; `sealed` is the vault's token of why. The row's id."""
    id: int = ctx.tx.value(
        _ADD,
        hub_id=hub_id,
        at=ctx.now,
        person_id=ctx.actor.person_id,
        action=action,
        organisation_id=organisation_id,
        listing_id=listing_id,
        sealed=sealed.encode() if sealed else None,
    )
    return id


def why(ctx: Context, sealed: str) -> str:
    """A reason as it is kept and told, sealed."""
    text = clean(ctx.vault.open(sealed.encode()), _LONGEST)
    if not text.strip():
        raise Refusal(_("Write in a few words why. They read it."))
    return ctx.vault.seal(text).decode()


def did(tx: Tx, person_id: int, action: str, organisation_id: int) -> bool:
    """Whether that person did so about the organisation."""
    return tx.one(_BY, person_id=person_id, action=action, organisation_id=organisation_id) is not None
