"""What do two organisations say about an exchange afterwards? Hidden until both wrote or the time is over."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, func, insert, literal, or_, select

from core.context import Context
from core.db import Q, Tx
from core.errors import Refusal
from core.messages import _
from core.tables import exchange, review
from core.text.clean import clean
from core.vault import Vault

_LONGEST = 500
_SHOWN = ("closed", "reversed")

_ADD = Q(
    insert(review).values(
        {
            name: bindparam(name)
            for name in ("exchange_id", "by_id", "about_id", "on_time", "as_promised", "stars", "sealed", "at")
        }
    )
)
_BY = Q(select(review.c.by_id).where(review.c.exchange_id == bindparam("exchange_id")))
_written = review.alias("written")
_both = (
    select(func.count()).select_from(_written).where(_written.c.exchange_id == review.c.exchange_id).scalar_subquery()
)
_VISIBLE = (
    select(
        review.c.exchange_id,
        review.c.by_id,
        review.c.about_id,
        review.c.on_time,
        review.c.as_promised,
        review.c.stars,
        review.c.sealed,
        review.c.at,
    )
    .join(exchange, exchange.c.id == review.c.exchange_id)
    .where(or_(exchange.c.state.in_([literal(state) for state in _SHOWN]), _both == 2))
)
_OF_EXCHANGE = Q(_VISIBLE.where(review.c.exchange_id == bindparam("exchange_id")).order_by(review.c.at))
_ABOUT = Q(
    _VISIBLE.where(review.c.about_id == bindparam("about_id"))
    .order_by(review.c.at.desc(), review.c.exchange_id.desc())
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A review that may be read; None where a question was not answered."""

    exchange_id: int
    by_id: int
    about_id: int
    on_time: bool | None
    as_promised: bool | None
    stars: int | None
    text: str
    at: int


def write(
    ctx: Context,
    exchange_id: int,
    by_id: int,
    about_id: int,
    *,
    on_time: bool | None = None,
    as_promised: bool | None = None,
    stars: int | None = None,
    text: str = "",
) -> bool:
    """Keep one side's review; whether both have written now. Raises Refusal for a second one or for other stars."""
    if stars is not None and not 1 <= stars <= 5:
        raise Refusal(_("Give one star to five, please. How many stars?"))
    wrote = written_by(ctx.tx, exchange_id)
    if by_id in wrote:
        raise Refusal(_("Your organisation has already written its review of this exchange. Thank you."))
    words = clean(text, _LONGEST)
    ctx.tx.run(
        _ADD,
        exchange_id=exchange_id,
        by_id=by_id,
        about_id=about_id,
        on_time=None if on_time is None else int(on_time),
        as_promised=None if as_promised is None else int(as_promised),
        stars=stars,
        sealed=ctx.vault.seal(words) if words else None,
        at=ctx.now,
    )
    return about_id in wrote


def written_by(tx: Tx, exchange_id: int) -> set[int]:
    """The organisations that have written about an exchange; says nothing of what."""
    return {row[0] for row in tx.all(_BY, exchange_id=exchange_id)}


def of_exchange(tx: Tx, vault: Vault, exchange_id: int) -> list[Shown]:
    """The reviews of an exchange that may be read, oldest first."""
    return [_shown(vault, row) for row in tx.all(_OF_EXCHANGE, exchange_id=exchange_id)]


def about(tx: Tx, vault: Vault, organisation_id: int, most: int = 20) -> list[Shown]:
    """What others said about an organisation and may be read, newest first."""
    return [_shown(vault, row) for row in tx.all(_ABOUT, about_id=organisation_id, most=most)]


def _shown(vault: Vault, row: tuple[int, int, int, int | None, int | None, int | None, bytes | None, int]) -> Shown:
    exchange_id, by_id, about_id, on_time, as_promised, stars, sealed, at = row
    return Shown(
        exchange_id,
        by_id,
        about_id,
        None if on_time is None else bool(on_time),
        None if as_promised is None else bool(as_promised),
        stars,
        vault.open(sealed) if sealed else "",
        at,
    )
