"""Who coordinates, and who chose their language, has a list of commands of their own on Telegram: the worker gives it.

What was given is kept with a lease, so that one process does it, and a restart takes away what must go.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Protocol, runtime_checkable

import orjson

from bot.channels.channel import Rejected, Stopped
from bot.house import House
from bot.menu import coordinators_commands, members_commands
from bot.trouble import Trouble
from core import leases
from core.coordination import menus
from core.coordination.menus import Menu
from core.errors import Misconfigured
from core.people.addresses import open_value

log = logging.getLogger(__name__)

LEASE = "telegram-menus"
EVERY_S = 60.0
_LEASE_MS = 300_000


@runtime_checkable
class Menus(Protocol):
    """A channel that shows a list of commands in one chat; an empty one: the usual list again."""

    async def show_commands(self, address: str, menu: Mapping[str, str]) -> None: ...


async def keep_menus(house: House, channel: Menus, sleep: Callable[[float], Coroutine[Any, Any, None]]) -> None:
    """Look every minute; goes on until it is cancelled."""
    unchanged = Trouble(log, "command menus could not be changed")
    while True:
        await unchanged.attempt(lambda: menus_once(house, channel))
        await sleep(EVERY_S)


async def menus_once(house: House, channel: Menus) -> int:
    """Give and take away what changed since the last time; how many chats that were."""
    if not await asyncio.to_thread(_hold, house):
        return 0
    wanted, given = await asyncio.to_thread(_read, house)
    changed = 0
    try:
        for address_id in sorted(wanted.keys() | given.keys()):
            menu = wanted.get(address_id)
            kind = _kind(menu)
            if given.get(address_id, "") == kind:
                continue
            await _show(house, channel, address_id, menu)
            given[address_id] = kind
            changed += 1
    finally:
        if changed:
            text = orjson.dumps({str(id): kind for id, kind in given.items() if kind}).decode()
            await asyncio.to_thread(house.db.writing, lambda tx: leases.keep(tx, LEASE, house.name, text))
    return changed


def _kind(menu: Menu | None) -> str:
    """What is kept of what was given: "es" to who coordinates, "es-" to others, '' for the usual list."""
    return "" if menu is None else menu.lang if menu.coordinates else f"{menu.lang}-"


async def _show(house: House, channel: Menus, address_id: int, menu: Menu | None) -> None:
    sealed = menu.sealed if menu else await asyncio.to_thread(_sealed, house, address_id)
    if sealed is None:
        return  # erased: nobody is there any more
    make = coordinators_commands if menu and menu.coordinates else members_commands
    try:
        await channel.show_commands(open_value(house.vault, sealed), make(house.wording, menu.lang) if menu else {})
    except (Stopped, Misconfigured):
        return  # blocked, or its key is lost: there is nothing to see
    except Rejected as error:
        if error.code == "token":
            raise
        log.warning("a chat takes no command menu (%s)", error.code)  # no reason to keep it from the chats after it


def _hold(house: House) -> bool:
    now = house.clock()
    return house.db.writing(lambda tx: leases.hold(tx, LEASE, house.name, now, _LEASE_MS))


def _read(house: House) -> tuple[dict[int, Menu], dict[int, str]]:
    with house.db.read() as tx:
        wanted, text = menus.wanted_menus(tx), leases.value(tx, LEASE)
    return wanted, {int(id): kind for id, kind in (orjson.loads(text) if text else {}).items()}


def _sealed(house: House, address_id: int) -> bytes | None:
    with house.db.read() as tx:
        return menus.sealed_of(tx, address_id)
