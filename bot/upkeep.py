"""What does a worker do beside delivering? It points Telegram at us, asks Twilio what was missed and how
templates stand, adds the ledger up,
and lets go what is past its time.

Each chore is a coroutine that goes on until it is cancelled and survives a network or a database that is away.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Protocol, runtime_checkable

from bot.channels.channel import Channel, Incoming, Rejected, SendError, Unread
from bot.house import House
from bot.menu import commands
from bot.sending.card_sync import Cards, keep_cards
from bot.sending.menu_sync import Menus, keep_menus
from bot.trouble import DATABASE, Trouble
from core import leases
from core.accounts.verify import mark_drift
from core.contents import ENDED
from core.errors import Unavailable
from core.matching import anew
from core.policy import DAY_MS
from core.privacy.retention import clean

log = logging.getLogger(__name__)

LOOK_S = 15.0
"""How often the database is looked at, to notice that it was away."""
MISSED_S = 300.0
"""How often Twilio is asked although nothing seems amiss: the web process may have been away while we were not."""
FIRST_MS = 3_600_000
"""How far back a new installation looks."""
MARGIN_MS = 120_000
"""How far a message may lag behind in Twilio's list."""
ANEW_S = 60.0
"""How soon a service that a coordinator added is found in older listings."""
PAUSE_S = 0.5
"""Between two handfuls of listings that are read anew: people's messages come first."""
DAY_S = 86_400.0
HOUR_S = 3_600.0
FORGETTING_MS = 3_600_000
"""Longer than letting go what is old takes; then another process may try."""
_LONGEST_PAUSE_S = 300.0


@runtime_checkable
class Reachable(Protocol):
    """A channel that is told where we are, and who we are there (Telegram)."""

    async def setup(self, public_base_url: str, secret: str, commands: Mapping[str, Mapping[str, str]]) -> None: ...

    async def username(self) -> str: ...


@runtime_checkable
class Lister(Protocol):
    """A channel that can tell what came in while nobody listened (Twilio's)."""

    name: str

    async def missed_inbound(self, since: int) -> list[Incoming | Unread]: ...


Sleep = Callable[[float], Coroutine[Any, Any, None]]


def chores(
    house: House, channels: Mapping[str, Channel], sleep: Sleep = asyncio.sleep
) -> list[Coroutine[Any, Any, None]]:
    """All that fit these channels, to be run as tasks of the worker's loop."""
    found = [_check_ledger(house, sleep)]
    found += [_introduce(house, channel, sleep) for channel in channels.values() if isinstance(channel, Reachable)]
    found += [_catch_up(house, channel, sleep) for channel in channels.values() if isinstance(channel, Lister)]
    if "whatsapp" in channels and house.settings.whatsapp:
        found.append(_follow_templates(house, sleep))
    found += [keep_menus(house, channel, sleep) for channel in channels.values() if isinstance(channel, Menus)]
    found += [keep_cards(house, channel, sleep) for channel in channels.values() if isinstance(channel, Cards)]
    return [*found, _forget(house, sleep), _mean_anew(house, sleep)]


async def _introduce(house: House, channel: Reachable, sleep: Sleep) -> None:
    """Learn the bot's name and, with an https address, have updates sent there; tried until it works."""
    settings, pause = house.settings, 1.0
    unreached = Trouble(log, "Telegram cannot be told where we are")
    while True:
        try:
            name = await channel.username()
            await asyncio.to_thread(house.introduced, name)
            if settings.webhook:
                await channel.setup(settings.public_base_url, settings.telegram_webhook_secret, commands(house.wording))
                log.info("Telegram sends to %s", settings.public_base_url)
            unreached.over()
            return
        except Rejected as error:
            log.error("Telegram refuses (%s): python -m bot doctor tells more", error.code)
            return
        except SendError as error:
            unreached.met(error.code)
        except Unavailable:
            unreached.met(DATABASE)
        await sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE_S)


async def _catch_up(house: House, channel: Lister, sleep: Sleep) -> None:
    """Handle what Twilio took in while we were away: at start, after an outage, and now and then.

    An outage is one that we saw, or that some process met with a message in its hands.
    """
    waited, noted = MISSED_S, 0
    unasked = Trouble(log, f"{channel.name} cannot be asked what was missed")
    while True:
        try:
            last = await asyncio.to_thread(_turned_away, house)
        except Unavailable:
            waited = MISSED_S  # once it is back
        else:
            if waited >= MISSED_S or last != noted:
                noted, waited = last, MISSED_S  # and until it was asked
                if await unasked.attempt(lambda: catch_up_once(house, channel)):
                    waited = 0.0
        await sleep(LOOK_S)
        waited += LOOK_S


async def catch_up_once(house: House, channel: Lister) -> int:
    """List and handle what came since the last time; how many were listed. One process at a time does it."""
    lease, now = house.lease(f"missed-{channel.name}"), house.clock()
    if not await asyncio.to_thread(lease.hold, now):
        return 0
    since = await asyncio.to_thread(lease.get)
    listed = await channel.missed_inbound(since - MARGIN_MS if since else now - FIRST_MS)
    for one in listed:
        await asyncio.to_thread(_hand_in, house, one)
    await asyncio.to_thread(lease.set, now)
    return len(listed)


def _hand_in(house: House, one: Incoming | Unread) -> None:
    if isinstance(one, Unread):
        house.unread(one)
    else:
        house.receive(one)


def _turned_away(house: House) -> int:
    """When a message last met a database that was away."""
    with house.db.read() as tx:
        return int(leases.value(tx, leases.TURNED_AWAY) or 0)


async def _check_ledger(house: House, sleep: Sleep) -> None:
    """Does it add up? At start and every day; a hub where it does not takes no new holds."""
    unchecked = Trouble(log, "the ledger was not checked")

    async def once() -> None:
        for problem in await asyncio.to_thread(mark_drift, house.db, house.clock()):
            log.error("the ledger does not add up: %s", problem)

    while True:
        await unchecked.attempt(once)
        await sleep(DAY_S)


async def _mean_anew(house: House, sleep: Sleep) -> None:
    """Listings are read anew where a coordinator added a service, or an update changed how texts are read."""
    unread = Trouble(log, "listings were not read anew")

    async def once() -> None:
        for hub_id in await asyncio.to_thread(anew.hub_ids, house.db):
            after = await asyncio.to_thread(anew.renew, house.db, hub_id)
            while after:
                await sleep(PAUSE_S)
                after = await asyncio.to_thread(anew.renew, house.db, hub_id, after)

    while True:
        await unread.attempt(once)
        await sleep(ANEW_S)


async def _follow_templates(house: House, sleep: Sleep) -> None:
    """What WhatsApp approved, rejected or paused since: once a day, asked every hour."""
    unknown = Trouble(log, "Twilio cannot be asked how templates stand")
    while True:
        await unknown.attempt(lambda: follow_once(house))
        await sleep(HOUR_S)


async def follow_once(house: House) -> bool:
    """Whether it was this process's turn: one at a time, a day after the last. Raises SendError."""
    from bot.sending.contents_sync import follow  # only who uses WhatsApp loads Twilio's library

    lease, now = house.lease("templates", FORGETTING_MS), house.clock()
    if now - await asyncio.to_thread(lease.get) < DAY_MS or not await asyncio.to_thread(lease.hold, now):
        return False
    for one in await asyncio.to_thread(follow, house.settings, house.db, house.wording, now):
        if one.state in ENDED:
            log.error("template %s is %s: python -m bot setup-whatsapp tells more", one.name, one.state)
    await asyncio.to_thread(lease.set, now)
    return True


async def _forget(house: House, sleep: Sleep) -> None:
    """Once a day what is past its time goes; asked every hour, so that an outage delays it by little."""
    unforgotten = Trouble(log, "what is past its time could not be let go")
    while True:
        await unforgotten.attempt(lambda: forget_once(house))
        await sleep(HOUR_S)


async def forget_once(house: House) -> bool:
    """Whether it was this process's turn: one at a time, a day after the last."""
    lease, now = house.lease("retention", FORGETTING_MS), house.clock()
    if now - await asyncio.to_thread(lease.get) < DAY_MS or not await asyncio.to_thread(lease.hold, now):
        return False
    await asyncio.to_thread(clean, house.db, now)
    await asyncio.to_thread(lease.set, now)
    return True
