"""What a button on a card does: a payload becomes a command, a flow, or a page.

Payloads are short (64 bytes on Telegram): `m:page`, `x:exchange:version:verb`, `n:exchange:see`, `l:listing:verb`,
`o:organisation:verb`, `c:case:verb`, `f:request:verb`, `g:hold:back`, `h:hub:verb`, `i:intake:verb`, `p:person:verb`,
`s:approval:verb`, `w:organisation:card` and `a:organisation:…` (whom to act for), `y:assisted:yes`, `r:recovery:verb`,
`b:organisation:un`, `b:list:…` (looking around), `k:address:verb`, `k:invite:is:number`,
`v:alert`, `z:message` (the rest of its choices), `t:see` (the alert behind a WhatsApp template), `lang:code`. What
belongs to a question is `q:token:key:option` and is read by the dialogue.
"""

from __future__ import annotations

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
        match kind:
            case "m":
                return of_menu(look, parts[0])
            case "x":
                return of_exchange(look, an_id(parts[0]), an_id(parts[1]), parts[2])
            case "l":
                return of_listing(look, an_id(parts[0]), parts[1])
            case "o":
                return of_organisation(look, an_id(parts[0]), parts[1])
            case "n":
                return of_exchange(look, an_id(parts[0]), 0, "see")
            case "p":
                return of_person(look, an_id(parts[0]), parts[1])
            case "s":
                return of_second(look, an_id(parts[0]), parts[1])
            case "w":
                return Act(SwitchTo(an_id(parts[0]), ":".join(parts[1:])))
            case "c":
                return of_case(look, an_id(parts[0]), parts[1])
            case "g" if parts[1] in ("back", "sure"):
                return Act(TakeBack(an_id(parts[0]))) if look.gift_waiting() else opens(given(look))
            case "f":
                return of_fund(look, an_id(parts[0]), parts[1])
            case "b" if parts[1:] == ["un"]:
                return Act(Unblock(an_id(parts[0])))
            case "b" if asked := browsing.to_publish(look, parts[0], parts[1], ":".join(parts[2:])):
                return Act(flow=asked[0], hints=asked[1])
            case "b":
                page = browsing.view(look, parts[0], parts[1], *parts[2:3]) if look.me.hub_id else None
                return Act(page=page) if page else None
            case "i":
                return of_intake(look, an_id(parts[0]), parts[1])
            case "h":
                return of_hub(an_id(parts[0]), parts[1]) if look.me.coordinates else None
            case "a":
                about = (an_id(part) or None for part in parts[1:3])
                return Act(ActFor(an_id(parts[0]), *about)) if look.me.coordinates else None
            case "k" if parts[1] == "is":
                return Act(ConfirmPhone(an_id(parts[0]), an_id(parts[2])))
            case "k":
                own = an_id(parts[0])  # a phone of theirs, 0 = whichever they wrote from last
                return Act(flow=f"unlink/{own}") if parts[1] == "off" else Act(Prefer(own or None))
            case "y":
                return Act(AnswerAssisted(parts[1] == "yes", assisted_id=an_id(parts[0])))
            case "r":
                return of_recovery(look, an_id(parts[0]), parts[1])
            case "v":
                return opens(as_it_stands(look, single.still_shown(look, look.hidden(an_id(parts[0])))))
            case "z":
                whole = look.whole(an_id(parts[0]))
                return opens(rest(whole)) if whole else None
            case "t":
                return opens(single.alert(look, parts[1] if len(parts) > 1 else ""))
            case "lang":
                return Act(SetLanguage(parts[0])) if parts[0] in LANGUAGES else None
    except (IndexError, KeyError, ValueError):
        return None
    return None
