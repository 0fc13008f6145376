"""Hours set aside for an exchange or a gift: when may they be, and how are they given on or given back?

Floor and ceiling are checked here and nowhere else, under the lock of both accounts, when a hold is made; posting or
voiding it can never break them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, insert, or_, select, update

from core.accounts import balances, ledger
from core.accounts.balances import Balance
from core.db import New, Q, Tx, scalar_rows
from core.errors import Bug, NotEnough, OwnHours, Refusal
from core.messages import Amount, _
from core.tables import account, hold, hub


@dataclass(frozen=True, slots=True)
class Hold:
    """Minutes set aside on the payer's account for one exchange, or for a gift, which has none."""

    id: int
    hub_id: int
    exchange_id: int | None
    payer_id: int
    payee_id: int
    minutes: int
    at: int = 0


_DRIFT = Q(select(hub.c.drift_at).where(hub.c.id == bindparam("hub_id")))
_ADD_HOLD = New(
    insert(hold).values({name: bindparam(name) for name in ("exchange_id", "payer_id", "payee_id", "minutes", "at")})
)
_LIVE_HOLD = Q(
    select(hold.c.id, account.c.hub_id, hold.c.exchange_id, hold.c.payer_id, hold.c.payee_id, hold.c.minutes)
    .join(account, account.c.id == hold.c.payer_id)
    .where(hold.c.exchange_id == bindparam("exchange_id"), hold.c.state == "live")
)
_THIS_HOLD = Q(
    select(hold.c.id, account.c.hub_id, hold.c.exchange_id, hold.c.payer_id, hold.c.payee_id, hold.c.minutes, hold.c.at)
    .join(account, account.c.id == hold.c.payer_id)
    .where(hold.c.id == bindparam("hold_id"), hold.c.state == "live", hold.c.exchange_id.is_(None))
)
_GIFTS_OF = Q(
    select(hold.c.id)
    .where(
        or_(hold.c.payer_id == bindparam("account_id"), hold.c.payee_id == bindparam("account_id")),
        hold.c.state == "live",
        hold.c.exchange_id.is_(None),
    )
    .order_by(hold.c.id)
)
_RESOLVE = Q(
    update(hold)
    .where(hold.c.id == bindparam("hold_id"), hold.c.state == "live")
    .values(
        state=bindparam("new_state"),
        posted=bindparam("minutes"),
        entry_id=bindparam("new_entry_id"),
        resolved_at=bindparam("at"),
    )
)


def place_holds(
    tx: Tx, hub_id: int, each: Mapping[int, int], payer_id: int, payee_id: int, at: int, *, payer_asks: bool
) -> None:
    """Set minutes aside on the payer's account, for each of these exchanges its own: all of them or none.

    Floor and ceiling are checked here for the sum, under the lock of both accounts. Raises NotEnough with a sentence
    for the organisation that asks (`payer_asks`: the payer's own, who may hear its balance), Refusal while the hub
    drifts.
    """
    locked = {id: balances.lock(tx, id) for id in sorted((payer_id, payee_id))}
    check_drift(tx, hub_id)
    total = sum(each.values())
    check_payer(locked[payer_id], total, own=payer_asks)
    check_payee(locked[payee_id], total, own=not payer_asks)
    for exchange_id, minutes in each.items():
        tx.added(_ADD_HOLD, exchange_id=exchange_id, payer_id=payer_id, payee_id=payee_id, minutes=minutes, at=at)
    _move_both(tx, payer_id, payee_id, paid=0, held=total, at=at)


def place_gift(tx: Tx, hub_id: int, payer_id: int, payee_id: int, minutes: int, at: int) -> int:
    """Set minutes aside for a gift. Both accounts are locked, and what may be given is checked, by the caller. Returns
    the hold's id.
    """
    id: int = tx.added(_ADD_HOLD, exchange_id=None, payer_id=payer_id, payee_id=payee_id, minutes=minutes, at=at)
    _move_both(tx, payer_id, payee_id, paid=0, held=minutes, at=at)
    return id


def check_drift(tx: Tx, hub_id: int) -> None:
    """Raise a Refusal while the hub's hours do not add up."""
    if tx.value(_DRIFT, hub_id=hub_id) is not None:
        raise Refusal(
            _("We are checking the hours of this network, so none can be set aside or given now. Please try tomorrow.")
        )


def check_payer(payer: Balance, minutes: int, *, own: bool) -> None:
    """Raise NotEnough where the payer cannot set `minutes` aside; `own`: the sentence is for the payer itself."""
    if minutes <= 0:
        return
    over_ceiling = payer.room is not None and payer.room < 0
    barred = payer.flagged and not over_ceiling  # spending leads back under a ceiling
    if payer.available >= minutes and not barred:
        return
    if not own:
        raise NotEnough(
            _("The other organisation cannot set aside {asked} now. Propose fewer hours?", asked=Amount(minutes))
        )
    if payer.available <= 0 or barred:
        raise OwnHours(_("You have no hours you can use now. Give hours to others first, or ask the solidarity fund."))
    raise OwnHours(
        _(
            "You can use {available} now, and this needs {asked}. Propose fewer hours, or give hours to others first.",
            available=Amount(payer.available),
            asked=Amount(minutes),
        )
    )


def check_payee(payee: Balance, minutes: int, *, own: bool) -> None:
    """Raise NotEnough where `minutes` more would lift the payee above its ceiling."""
    if payee.room is None or payee.room >= minutes:
        return
    if own:
        raise NotEnough(
            _(
                "You have room for {room} more, and this brings {asked}. Use some hours first: ask for a service?",
                asked=Amount(minutes),
                room=Amount(max(payee.room, 0)),
            )
        )
    raise NotEnough(
        _("The other organisation has many unused hours and cannot receive {asked} more now.", asked=Amount(minutes))
    )


def live_hold(tx: Tx, exchange_id: int) -> Hold | None:
    """The hold of an exchange that is not resolved yet; None for a gift."""
    row = tx.one(_LIVE_HOLD, exchange_id=exchange_id)
    return Hold(*row) if row else None


def live_gift(tx: Tx, hold_id: int) -> Hold | None:
    """The hold of a gift that has neither moved nor was taken back, its accounts locked until this transaction ends."""
    row = tx.one(_THIS_HOLD, hold_id=hold_id)
    if row is None:
        return None
    found = Hold(*row)
    for id in sorted((found.payer_id, found.payee_id)):
        balances.lock(tx, id)
    return found if tx.one(_THIS_HOLD, hold_id=hold_id) else None


def live_gifts(tx: Tx, account_id: int) -> list[int]:
    """The holds of all gifts from and to an account that have not moved."""
    return scalar_rows(tx.all(_GIFTS_OF, account_id=account_id))


def post_hold(tx: Tx, held: Hold, minutes: int, at: int) -> int:
    """Pay `minutes` (0 < minutes ≤ held) of a hold and give the rest back. Returns the entry's id."""
    if not 0 < minutes <= held.minutes:
        raise Bug(f"posting {minutes} of a hold of {held.minutes}")
    lines = [(held.payer_id, -minutes), (held.payee_id, minutes)]
    kind = "donation" if held.exchange_id is None else "settle"
    entry_id = ledger.write_entry(tx, held.hub_id, kind, lines, at, held.exchange_id)
    _resolve(tx, held, "posted", minutes, entry_id, at)
    _move_both(tx, held.payer_id, held.payee_id, paid=minutes, held=-held.minutes, at=at)
    return entry_id


def void_hold(tx: Tx, held: Hold, at: int, *, expired: bool = False) -> None:
    """Give all of a hold back."""
    _resolve(tx, held, "expired" if expired else "voided", 0, None, at)
    _move_both(tx, held.payer_id, held.payee_id, paid=0, held=-held.minutes, at=at)


def _resolve(tx: Tx, held: Hold, state: str, minutes: int, entry_id: int | None, at: int) -> None:
    done = tx.run(_RESOLVE, hold_id=held.id, new_state=state, minutes=minutes, new_entry_id=entry_id, at=at)
    if not done:
        raise Bug(f"hold {held.id} was resolved before")


def _move_both(tx: Tx, payer_id: int, payee_id: int, *, paid: int, held: int, at: int) -> None:
    balances.move(tx, {payer_id: (-paid, held, 0), payee_id: (paid, 0, held)}, at)
