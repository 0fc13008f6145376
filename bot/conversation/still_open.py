"""What is still open? "What is pending?" asks for all that waits, «aún no encontramos a nadie» tells of a request."""

from __future__ import annotations

from dataclasses import replace

from bot.cards import browsing, pages, single
from bot.conversation.buttons.act import Act, opens
from bot.conversation.heard import Heard
from bot.conversation.which import to_answer
from bot.understand.alike import stems
from bot.understand.lexis.leading import listed
from bot.understand.lexis.tokens import tokenise
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Screen, _

_PENDING, _NOBODY = listed("small", "asks_pending"), listed("small", "nobody_yet")
_FEW = 9  # words and signs of either
_GOING_ON = frozenset(("proposed", "agreed", "overdue", "delivered", "disputed"))
_NOTHING = _("Nothing waits for you now.")


def still_open(heard: Heard, look: Look) -> Act | None:
    """The page that shows it; None for all else."""
    forms = tokenise(heard.text).forms
    if len(forms) > _FEW or not look.me.joined or heard.word() is not None:
        return None
    if _PENDING.all_in(forms):
        return opens(_pending(look))
    return _nobody_yet(heard, look) if _NOBODY.all_in(forms) else None


def _pending(look: Look) -> Screen:
    """What waits for them; else that nothing does, above what goes on."""
    mine = look.my_exchanges()
    if cards := [card for card in mine if _waits(card)]:
        return _of(look, cards)
    page = pages.ours(look) if mine or not look.my_listings() else pages.listings(look)
    return replace(page, lines=(_NOTHING, *page.lines))


def _of(look: Look, cards: list[ExchangeCard]) -> Screen:
    page = single.exchange(look, cards[0].id) if len(cards) == 1 else None
    return page or pages.among(_("This waits for you:"), cards)


def _waits(card: ExchangeCard) -> bool:
    return to_answer(card) or card.my_turn or card.state == "overdue" or bool(card.wish and not card.wish_is_mine)


def _nobody_yet(heard: Heard, look: Look) -> Act | None:
    """What fits the request, looked for again, or what waits for their answer. What is under way is another matter, and
    so is whom they look for among themselves before they can help.
    """
    named = look.names_service(heard.text, heard.language())
    mine = look.my_exchanges()
    cards = [one for one in mine if not look.names_another(heard.text, heard.language(), one.what)] if named else mine
    if any(card.gives if to_answer(card) else card.state in _GOING_ON for card in cards):
        return None
    if answered := [card for card in cards if to_answer(card)]:
        return opens(_of(look, answered))
    needs = [one for one in look.my_listings("need") if one.state == "open"]
    if named:
        needs = [one for one in needs if stems(one.what) & stems(heard.text)]
    if len(needs) == 1:
        return opens(browsing.fitting(look, needs[0].id))
    return None if named and not mine else opens(pages.listings(look))
