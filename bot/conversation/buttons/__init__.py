"""What a button on a card does: a payload becomes a command, a flow, or a page.

Payloads are short (64 bytes on Telegram): `m:page`, `x:exchange:version:verb`, `n:exchange:see`, `l:listing:verb`,
`o:organisation:verb`, `c:case:verb`, `f:request:verb`, `g:hold:back`, `h:hub:verb`, `i:intake:verb`, `p:person:verb`,
`s:approval:verb`, `w:organisation:card` and `a:organisation:…` (whom to act for), `y:assisted:yes`, `r:recovery:verb`,
`b:organisation:un`, `b:list:…` (looking around), `k:address:verb`, `k:invite:is:number`,
`v:alert`, `z:message` (the rest of its choices), `t:see` (the alert behind a WhatsApp template), `lang:code`. What
belongs to a question is `q:token:key:option` and is read by the dialogue.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.cards import browsing, single
from bot.cards.fund import given
from bot.conversation.buttons.act import Act, an_id, opens
from bot.conversation.buttons.coordinating import of_case, of_fund, of_hub, of_intake, of_organisation
from bot.conversation.buttons.exchange import of_exchange
from bot.conversation.buttons.listing import of_listing
from bot.conversation.buttons.menu import of_menu
from bot.conversation.buttons.people import of_person, of_recovery, of_second
from bot.conversation.overtaken import as_it_stands
from bot.sending.few import rest
from core.commands import SetLanguage
from core.commands.assisted import ActFor, AnswerAssisted
from core.commands.giving import TakeBack
from core.commands.phones import ConfirmPhone, Prefer
from core.commands.safety import Unblock
from core.commands.team import SwitchTo
from core.languages import LANGUAGES
from core.look import Look


def act(look: Look, payload: str) -> Act | None:
    """What `payload` asks for; None when it is not ours, not theirs, or gone."""
    kind, *parts = payload.split(":")
    try:
        return _KINDS[kind](look, parts)
    except (IndexError, KeyError, ValueError):
        return None


_Parts = list[str]


def _gift(look: Look, parts: _Parts) -> Act | None:
    if parts[1] not in ("back", "sure"):
        return None
    return Act(TakeBack(an_id(parts[0]))) if look.gift_waiting() else opens(given(look))


def _looking_around(look: Look, parts: _Parts) -> Act | None:
    if parts[1:] == ["un"]:
        return Act(Unblock(an_id(parts[0])))
    if asked := browsing.to_publish(look, parts[0], parts[1], ":".join(parts[2:])):
        return Act(flow=asked[0], hints=asked[1])
    page = browsing.view(look, parts[0], parts[1], *parts[2:3]) if look.me.hub_id else None
    return Act(page=page) if page else None


def _acting(look: Look, parts: _Parts) -> Act | None:
    about = (an_id(part) or None for part in parts[1:3])
    return Act(ActFor(an_id(parts[0]), *about)) if look.me.coordinates else None


def _phone(_look: Look, parts: _Parts) -> Act | None:
    if parts[1] == "is":
        return Act(ConfirmPhone(an_id(parts[0]), an_id(parts[2])))
    own = an_id(parts[0])  # a phone of theirs, 0 = whichever they wrote from last
    return Act(flow=f"unlink/{own}") if parts[1] == "off" else Act(Prefer(own or None))


def _still_shown(look: Look, parts: _Parts) -> Act | None:
    return opens(as_it_stands(look, single.still_shown(look, look.hidden(an_id(parts[0])))))


def _rest(look: Look, parts: _Parts) -> Act | None:
    whole = look.whole(an_id(parts[0]))
    return opens(rest(whole)) if whole else None


_KINDS: dict[str, Callable[[Look, _Parts], Act | None]] = {
    "m": lambda look, parts: of_menu(look, parts[0]),
    "x": lambda look, parts: of_exchange(look, an_id(parts[0]), an_id(parts[1]), parts[2]),
    "n": lambda look, parts: of_exchange(look, an_id(parts[0]), 0, "see"),
    "l": lambda look, parts: of_listing(look, an_id(parts[0]), parts[1]),
    "o": lambda look, parts: of_organisation(look, an_id(parts[0]), parts[1]),
    "p": lambda look, parts: of_person(look, an_id(parts[0]), parts[1]),
    "s": lambda look, parts: of_second(look, an_id(parts[0]), parts[1]),
    "c": lambda look, parts: of_case(look, an_id(parts[0]), parts[1]),
    "f": lambda look, parts: of_fund(look, an_id(parts[0]), parts[1]),
    "i": lambda look, parts: of_intake(look, an_id(parts[0]), parts[1]),
    "r": lambda look, parts: of_recovery(look, an_id(parts[0]), parts[1]),
    "h": lambda look, parts: of_hub(an_id(parts[0]), parts[1]) if look.me.coordinates else None,
    "w": lambda _look, parts: Act(SwitchTo(an_id(parts[0]), ":".join(parts[1:]))),
    "y": lambda _look, parts: Act(AnswerAssisted(parts[1] == "yes", assisted_id=an_id(parts[0]))),
    "lang": lambda _look, parts: Act(SetLanguage(parts[0])) if parts[0] in LANGUAGES else None,
    "t": lambda look, parts: opens(single.alert(look, parts[1] if len(parts) > 1 else "")),
    "g": _gift,
    "b": _looking_around,
    "a": _acting,
    "k": _phone,
    "v": _still_shown,
    "z": _rest,
}
