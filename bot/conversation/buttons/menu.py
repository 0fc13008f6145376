"""What does a choice of the menus do? Most begin a conversation or open a page, by the name that they carry."""

from __future__ import annotations

from collections.abc import Callable

from bot.cards import pages
from bot.cards.sharing import SHARING
from bot.cards.talk import REPLY_TO_US
from bot.conversation.buttons.act import Act
from core.commands import CallHuman, Command, InvitePerson, ResumeBot, StartMessages, StopMessages
from core.commands.assisted import ActFor
from core.commands.phones import LinkPhone
from core.commands.pinning import DropPin
from core.commands.shift import AskPage, ComeBack
from core.look import Look

_FLOWS = (
    *("need", "offer", "donate", "ask_fund", "kind", "pause", "light", "discreet", "erase", "quiet_hours"),
    *("rename", "resettle", "my_name", "leave", "second_above", "register", "away", "pin_on", "publish", "make_poster"),
)
_PLAIN: dict[str, Callable[[], Command]] = {
    "back_here": ComeBack,
    "own": lambda: ActFor(None),
    "person": CallHuman,
    "colleague": InvitePerson,
    "link": LinkPhone,
}
_OF_THE_ADDRESS: dict[str, Callable[[int], Command]] = {
    "stop": StopMessages,
    "start": StartMessages,
    "pin_off": DropPin,
}


def of_menu(look: Look, name: str) -> Act | None:
    """`name` as in `m:name`; None where there is no such choice for this person."""
    if name == "join":  # of all others joining is asked before anything else
        return Act(flow=name) if look.me.coordinates and not look.me.joined else None
    if name in _FLOWS:
        return Act(flow=name)
    if f"m:{name}".startswith(REPLY_TO_US):
        return Act(flow=f"reply_case/{name.partition('/')[2]}")
    if name == "menu" and look.me.with_human:
        return Act(ResumeBot())
    if name in _OF_THE_ADDRESS:
        return Act(_OF_THE_ADDRESS[name](look.me.address_id))
    if name == "page" and look.me.coordinates:
        return Act(AskPage(look.me.address_id))
    if name in _PLAIN or name in SHARING:
        return Act(SHARING[name] if name in SHARING else _PLAIN[name]())
    page = pages.page(look, name)
    return Act(page=page) if page else None
