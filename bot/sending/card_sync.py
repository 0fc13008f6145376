"""The cards of an exchange that moved on tell how it stands, on people's phones, a few at a time, beside the lanes.

One button is left, which shows the exchange; what cannot be rewritten loses its buttons all the same. Messages come
first: who is waiting for one keeps the old card a little longer, and each change takes of the channel's pace. A tap
that comes before is answered with what is true by then.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any, Protocol, runtime_checkable

from bot.channels.channel import Limits, Moved, Outgoing, Rejected, Stopped, Throttled
from bot.house import House
from bot.sending.card_now import as_it_is
from bot.sending.carded import Unbuttoning
from bot.trouble import Trouble
from core import outbox
from core.db import Tx
from core.errors import Misconfigured
from core.leases import NumberLease
from core.lock import locked
from core.outbox import Outdated, Pace
from core.people.addresses import open_value

log = logging.getLogger(__name__)

LEASE = "outdated-cards"
"""Kept with it: until when the provider wants to be left alone."""
EVERY_S = 2.0
AWAY_S = 60.0
"""After the provider or the database was away."""
MOST = 10


@runtime_checkable
class Cards(Unbuttoning, Protocol):
    """Its pace is that of messages."""

    name: str
    limits: Limits


async def keep_cards(house: House, channel: Cards, sleep: Callable[[float], Coroutine[Any, Any, None]]) -> None:
    """Look every two seconds; goes on until it is cancelled."""
    unchanged = Trouble(log, "outdated cards could not be changed")
    while True:
        await sleep(EVERY_S if await unchanged.attempt(lambda: cards_once(house, channel)) else AWAY_S)


async def cards_once(house: House, channel: Cards) -> int:
    """Bring some cards up to date, one of each person; how many need nothing for now. Raises SendError."""
    lease, now = house.lease(LEASE), house.clock()
    shows: dict[int, int] = {}
    done: list[int] = []
    try:
        for card in await asyncio.to_thread(_due, house, channel, lease, now):
            try:
                version = await _changed(house, channel, card, now)
            except Throttled as error:
                await asyncio.to_thread(lease.set, now + math.ceil(error.retry_after * 1000))
                break
            if version is None:
                done.append(card.id)
            else:
                shows[card.id] = version
    finally:
        if done or shows:
            await asyncio.to_thread(house.db.writing, lambda tx: _keep(tx, shows, done))
    return len(done) + len(shows)


async def _changed(house: House, channel: Cards, card: Outdated, now: int) -> int | None:
    """The version that it shows by now; None where it has no buttons and nothing more can be done."""
    try:
        address = open_value(house.vault, card.sealed)
        said = await asyncio.to_thread(_as_it_is, house, channel, card, now)
        if said:
            version, outgoing = said
            try:
                await channel.edit(address, card.provider_id, outgoing)
            except Rejected as error:  # words below a picture, say
                if error.code == "token":
                    raise
            else:
                return version
        await channel.unbutton(address, card.provider_id)
    except Misconfigured:
        log.info("an outdated card stays as it is: the key of its address is lost")
    except (Stopped, Moved, Rejected) as error:
        if error.code == "token":
            raise  # nothing is wrong with the card
        log.info("an outdated card stays as it is (%s)", type(error).__name__)
    return None


def _as_it_is(house: House, channel: Cards, card: Outdated, now: int) -> tuple[int, Outgoing] | None:
    with house.db.read() as tx:
        return as_it_is(tx, house.wording, card, channel.limits, now)


def _keep(tx: Tx, shows: Mapping[int, int], done: Iterable[int]) -> None:
    outbox.rewritten(tx, shows)
    outbox.forget_cards(tx, done)


def _due(house: House, channel: Cards, lease: NumberLease, now: int) -> list[Outdated]:
    """Nothing is written while nothing is due."""
    with house.db.read() as tx:
        found = [] if locked(tx) else outbox.outdated(tx, now, MOST)
    if not found or not lease.hold(now) or now < lease.get():
        return []
    mine = list({card.address_id: card for card in reversed(found)}.values())  # the newest of each person
    limits = channel.limits
    pace = Pace(limits.rate, limits.burst, limits.gap)
    given = house.db.writing(lambda tx: outbox.take_tokens(tx, channel.name, pace, len(mine), now))
    return mine[:given]
