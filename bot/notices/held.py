"""What waited for the morning or the digest: one alert as it was, several as one message on how each stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import bindparam, select

from bot.cards.coordinating import see_suggestion
from bot.cards.exchange import exchange_line
from bot.cards.listing import MENU, balance_card, exchange_in, tells_balance
from bot.cards.team import meant_organisation
from bot.notices.talk import KEY
from bot.notices.telling import DEFAULT_MS, Telling
from bot.sending import briefs
from core import exchanges
from core.accounts.looking import balance_of
from core.db import Q
from core.events import LetGo
from core.exchange_cards import card_of
from core.exchange_states import CURRENT
from core.held import BUDGET, CONTACT, NIGHT, REPEAT
from core.look import is_id
from core.messages import Code, Message, Option, Screen, _, _n, dump, load
from core.naming import names_in
from core.outbox import Item, budget
from core.tables import address, person

T = TypeVar("T")
_SHOWN = 5
_STEP = re.compile(r"team:(\d+):(\d+):")
"""How the key of a colleague's step begins (bot/notices/team.py): exchange, and its version after it."""
_WROTE = _("Since you last wrote:")
_HEADS = {NIGHT: _("What came in while it was night:"), CONTACT: _WROTE, REPEAT: _WROTE}
_PREFIXES = {BUDGET: budget.HELD, CONTACT: budget.WRITTEN}
_ACTING_FOR = Q(
    select(person.c.acting_for)
    .join(address, address.c.person_id == person.c.id)
    .where(address.c.id == bindparam("address_id"))
)


def _let_go(tell: Telling, event: LetGo) -> None:
    """What a partner wrote is passed on as it was written, in its order; the rest may be put together."""
    pairs = list(zip(event.screens, event.keys, strict=True))
    for screen, key in pairs:
        if (key or "").startswith(KEY):
            _send(tell, event, screen, key)
    rest = [(screen, key) for screen, key in pairs if not (key or "").startswith(KEY) and not _overtaken(tell, key)]
    if rest:
        _rest(tell, replace(event, screens=tuple(s for s, _k in rest), keys=tuple(k for _s, k in rest)))


def _overtaken(tell: Telling, key: str | None) -> bool:
    """Whether it is a colleague's step, and the exchange has moved on since: of what came then they heard by itself."""
    found = _STEP.match(key or "")
    return found is not None and exchanges.load(tell.tx, int(found[1])).version > int(found[2])


def _rest(tell: Telling, event: LetGo) -> None:
    if len(event.screens) == 1 and not _moved_on(tell, event):
        _send(tell, event, _as_of_now(tell, event, event.screens[0]), event.keys[0])
        return
    entries = list(_different(_entries(tell, event)))  # what two alerts were about is said once
    if not entries:
        return
    more = len(entries) - _SHOWN
    lines = [line for line, _options in entries[:_SHOWN]]
    options = _different(option for _line, few in entries[:_SHOWN] for option in few)
    head = _HEADS.get(event.kind, _("Since yesterday:"))
    last = (_n("And {n} more; write “menu”.", "And {n} more; write “menu”.", more),) if more > 0 else ()
    screen = Screen((head, *lines, *last), (*options, MENU), brief=briefs.DIGEST)
    awaited = any(budget.awaited(text, key) for text, key in zip(event.screens, event.keys, strict=True))
    key = f"{event.kind}:{event.address_id}:{tell.now}"
    _send(tell, event, dump(screen), f"{budget.ASKS}{key}" if awaited else key)


def _moved_on(tell: Telling, event: LetGo) -> bool:
    """Whether the exchange of a single card stands otherwise than it says."""
    screen = load(event.screens[0])
    exchange_id = exchange_in(screen)
    if exchange_id is None or meant_organisation(screen):
        return False
    return exchanges.load(tell.tx, exchange_id).version > _version(screen)


def _as_of_now(tell: Telling, event: LetGo, text: str) -> str:
    """The screen with the balance as it is now: hours may have moved since it was written."""
    screen = load(text)
    viewer = tell.tx.value(_ACTING_FOR, address_id=event.address_id) if any(map(tells_balance, screen.lines)) else None
    balance = balance_of(tell.tx, viewer) if viewer else None
    if balance is None:
        return text
    card = balance_card(balance)
    return dump(replace(screen, lines=tuple(card if tells_balance(line) else line for line in screen.lines)))


def _version(screen: Screen) -> int:
    """Of the exchange, when its card was made ("x:17:3:acc"); the newest of its choices, as some name none."""
    parts = (option.id.split(":") for option in screen.options)
    return max((int(part[2]) for part in parts if part[0] == "x" and len(part) > 2 and is_id(part[2])), default=0)


def _suggests(screen: Screen) -> bool:
    return any(option.id.startswith("x:") and option.id.endswith(":prop") for option in screen.options)


def _entries(tell: Telling, event: LetGo) -> Iterator[tuple[Message, tuple[Option, ...]]]:
    """A line for each alert and what opens it; exchanges that have ended since it was written are left out."""
    viewer = tell.tx.value(_ACTING_FOR, address_id=event.address_id)
    names = names_in(tell.tx, *event.screens)
    screens = [load(text, names=names) for text in event.screens]
    unheard_of = {exchange_in(screen) for screen in screens if _suggests(screen)}
    for screen in screens:
        meant = meant_organisation(screen)
        if meant:  # of who acts for several: each line says for whom it is
            line, options = screen.lines[-1], screen.options[:1]
            yield _("{organisation}: {text}", organisation=meant, text=line), options
            continue
        exchange_id = exchange_in(screen)
        card = card_of(tell.tx, exchange_id, viewer, now=tell.now) if exchange_id else None
        if card is not None:
            tells_of_the_end = card.version <= _version(screen) and exchange_id not in unheard_of
            if card.state in CURRENT or tells_of_the_end:
                see = Option(f"x:{card.id}:{card.version}:see", _("See {number}", number=Code(str(card.number))))
                yield exchange_line(card), (see,)
        elif exchange_id:  # between others, for who coordinates: nothing to do once they talk
            found = exchanges.load(tell.tx, exchange_id)
            if found.state == "suggested":
                yield screen.lines[0], (see_suggestion(found.id, found.version, found.number),)
            elif found.version <= _version(screen):
                yield screen.lines[0], screen.options[:1]
        elif screen.lines:
            yield screen.lines[0], tuple(option for option in screen.options[:1] if option != MENU)


def _different(things: Iterable[T]) -> Iterator[T]:
    """Each once; messages hold mappings, so they cannot be members of a set."""
    seen: list[T] = []
    for one in things:
        if one not in seen:
            seen.append(one)
            yield one


def _send(tell: Telling, event: LetGo, screen: str, key: str | None) -> None:
    key = _PREFIXES.get(event.kind, "") + key if key else key
    tell.alerts.append(Item(event.address_id, event.channel, "alert", screen, key, tell.now + DEFAULT_MS))


TELL: dict[type, Callable[[Telling, Any], None]] = {LetGo: _let_go}
