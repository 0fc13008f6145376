"""What do two organisations say about an exchange afterwards? Hidden until both wrote or the time is over.

A tap on "received, on time" is an opinion of one word: who gave it may say the rest as long as nothing is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, bindparam, distinct, func, insert, or_, select, update

from core.context import Context
from core.db import Q, Row, Tx
from core.errors import Faster, Refusal
from core.look.reviews import FEWEST, Opinion
from core.messages import Sealed, _
from core.tables import exchange, review
from core.text.clean import clean
from core.text.mask import mask_contacts

REPORTED = "review_reported"
"""The step, and the code of the case, by which words come before a coordinator."""
LONGEST = 500
_SHOWN = ("closed", "reversed")
_PRIOR, _USUAL = 2, 4
"""As if two others had given four stars: few opinions move the figure less than many."""

_FIELDS = ("on_time", "as_promised", "stars", "sealed", "lang", "at")
_EMPTY: dict[str, Any] = dict.fromkeys(_FIELDS) | {"lang": ""}
_of_side = (review.c.exchange_id == bindparam("of_exchange"), review.c.by_id == bindparam("of_side"))
_ADD = Q(insert(review).values({name: bindparam(name) for name in ("exchange_id", "by_id", "about_id", *_FIELDS)}))
_COMPLETE = Q(update(review).where(*_of_side).values({name: bindparam(name) for name in _FIELDS}))
_REPLY = Q(update(review).where(*_of_side).values(reply=bindparam("reply"), reply_lang=bindparam("reply_lang")))
_HIDE = Q(update(review).where(*_of_side).values(hidden_at=bindparam("now")))


def _full(of: FromClause) -> ColumnElement[bool]:
    """Whether more was said than a tap can say."""
    return or_(of.c.stars.is_not(None), of.c.as_promised.is_not(None), of.c.sealed.is_not(None))


_written = review.alias("written")
_both = (
    select(func.count())
    .select_from(_written)
    .where(_written.c.exchange_id == exchange.c.id, _full(_written))
    .scalar_subquery()
)
READABLE: ColumnElement[bool] = or_(exchange.c.state.in_(_SHOWN), _both == 2)
"""Of an exchange: whether what was said about it may be read."""
FULL: ColumnElement[bool] = _full(review)

_COLUMNS = (
    *(review.c[name] for name in ("exchange_id", "by_id", "about_id", "on_time", "as_promised", "stars")),
    *(review.c[name] for name in ("sealed", "lang", "reply", "reply_lang", "hidden_at", "at")),
)
_joined = select(*_COLUMNS).join(exchange, exchange.c.id == review.c.exchange_id)
_BY = Q(select(review.c.by_id, FULL).where(review.c.exchange_id == bindparam("exchange_id")))
_OF_EXCHANGE = Q(
    _joined.where(review.c.exchange_id == bindparam("exchange_id"), READABLE).order_by(review.c.at, review.c.by_id)
)
_about = (review.c.about_id == bindparam("about_id"), READABLE, exchange.c.state != "reversed")
_ABOUT = Q(
    _joined.where(
        *_about, review.c.by_id != bindparam("reader"), review.c.sealed.is_not(None), review.c.hidden_at.is_(None)
    )
    .order_by(review.c.at.desc(), review.c.exchange_id.desc())
    .limit(bindparam("most"))
)
_FIGURES = Q(
    select(
        func.count(distinct(review.c.by_id)),
        func.coalesce(func.sum(review.c.as_promised), 0),
        func.count(review.c.as_promised),
        func.coalesce(func.sum(review.c.stars), 0),
        func.count(review.c.stars),
    )
    .join(exchange, exchange.c.id == review.c.exchange_id)
    .where(*_about, FULL)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Opinion):
    """The same as it is stored, once it may be read."""

    exchange_id: int
    about_id: int


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
    lang: str = "",
) -> bool:
    """Keep what one side says, or complete its tap; whether both have said more than a tap now.

    Raises Faster for who has, and a Refusal for other stars. The exchange is locked by the caller.
    """
    if stars is not None and not 1 <= stars <= 5:
        raise Refusal(_("Give one star to five, please. How many stars?"))
    wrote = written_by(ctx.tx, exchange_id)
    if wrote.get(by_id):
        raise Faster(_("Your organisation has already written its review of this exchange. Thank you."))
    words = mask_contacts(clean(text, LONGEST))
    said: dict[str, Any] = {
        "on_time": None if on_time is None else int(on_time),
        "as_promised": None if as_promised is None else int(as_promised),
        "stars": stars,
        "sealed": ctx.vault.seal(words) if words else None,
        "lang": lang if words else "",
        "at": ctx.now,
    }
    if by_id in wrote:
        ctx.tx.run(
            _COMPLETE, of_exchange=exchange_id, of_side=by_id, **said | _tapped(ctx.tx, exchange_id, by_id, said)
        )
    else:
        ctx.tx.run(_ADD, exchange_id=exchange_id, by_id=by_id, about_id=about_id, **said)
    return bool(wrote.get(about_id)) and any(said[name] is not None for name in ("stars", "as_promised", "sealed"))


_ON_TIME = Q(select(review.c.on_time).where(*_of_side))


def _tapped(tx: Tx, exchange_id: int, by_id: int, said: dict[str, Any]) -> dict[str, Any]:
    """What the tap said stands where nothing else is said of it."""
    if said["on_time"] is not None:
        return {}
    return {"on_time": tx.value(_ON_TIME, of_exchange=exchange_id, of_side=by_id)}


def reply(ctx: Context, exchange_id: int, by_id: int, about_id: int, words: str, lang: str) -> None:
    """One side's answer to what the other said; it may be the first that it says at all."""
    if by_id not in written_by(ctx.tx, exchange_id):
        ctx.tx.run(_ADD, exchange_id=exchange_id, by_id=by_id, about_id=about_id, **_EMPTY | {"at": ctx.now})
    text = mask_contacts(clean(words, LONGEST))
    ctx.tx.run(_REPLY, of_exchange=exchange_id, of_side=by_id, reply=ctx.vault.seal(text), reply_lang=lang)


def hide(ctx: Context, exchange_id: int, by_id: int) -> bool:
    """Nobody but coordinators reads any more what that side wrote about the exchange; False where it wrote nothing."""
    return bool(ctx.tx.run(_HIDE, of_exchange=exchange_id, of_side=by_id, now=ctx.now))


def written_by(tx: Tx, exchange_id: int) -> dict[int, bool]:
    """The organisations that have said something, and whether it was more than a tap; says nothing of what."""
    return {by_id: bool(full) for by_id, full in tx.all(_BY, exchange_id=exchange_id)}


def of_exchange(tx: Tx, exchange_id: int) -> list[Shown]:
    """What was said about an exchange and may be read, oldest first; words stay sealed."""
    return [_shown(row) for row in tx.all(_OF_EXCHANGE, exchange_id=exchange_id)]


def about(tx: Tx, organisation_id: int, reader: int, most: int) -> list[Shown]:
    """What others than the reader wrote about an organisation and may be read, newest first."""
    return [_shown(row) for row in tx.all(_ABOUT, about_id=organisation_id, reader=reader, most=most)]


def figures(tx: Tx, organisation_id: int) -> tuple[int, int, int]:
    """How many found it as promised, of how many, and its stars from 1 to 5; zeros while few say so."""
    row = tx.one(_FIGURES, about_id=organisation_id)
    others, promised, asked, stars, starred = map(int, row or (0, 0, 0, 0, 0))
    if others < FEWEST:
        return 0, 0, 0
    mean = (stars + _PRIOR * _USUAL) * 2 + (starred + _PRIOR)  # doubled, so that halves are rounded up in integers
    return promised, asked, mean // (2 * (starred + _PRIOR)) if starred else 0


def _shown(row: Row) -> Shown:
    exchange_id, by_id, about_id, on_time, as_promised, stars, sealed, lang, answer, answer_lang, hidden_at, at = row
    return Shown(
        exchange_id=exchange_id,
        by_id=by_id,
        about_id=about_id,
        on_time=None if on_time is None else bool(on_time),
        as_promised=None if as_promised is None else bool(as_promised),
        stars=stars,
        words=Sealed(bytes(sealed).decode()) if sealed else None,
        lang=lang,
        reply=Sealed(bytes(answer).decode()) if answer else None,
        reply_lang=answer_lang,
        hidden=hidden_at is not None,
        at=at,
    )
