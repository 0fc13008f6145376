"""What is still open? "What is pending?" asks for all that waits, «aún no encontramos a nadie» tells of a request."""

from __future__ import annotations

from dataclasses import replace

from bot.cards import browsing, pages, single
from bot.conversation.buttons.act import Act, opens
from bot.conversation.heard import Heard
from bot.conversation.which import to_answer
from bot.understand.alike import stems
from bot.understand.cues.intents import POSTING
from bot.understand.lexis.leading import listed
from bot.understand.lexis.ourselves import says_us
from bot.understand.lexis.phrases import Phrases
from bot.understand.lexis.tokens import tokenise
from core.exchange_states import UNDER_WAY
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Screen, _

_PENDING, _NOBODY = listed("small", "asks_pending"), listed("small", "nobody_yet")
_ASKED = frozenset("?؟")
_FEW = 9  # words and signs of either
_NOTHING, _THIS_WAITS = _("Nothing waits for you now."), _("This waits for you:")


def still_open(heard: Heard, look: Look) -> Act | None:
    """The page that shows it; None for all else."""
    if _asks(heard, look, _PENDING):
        cards = _waiting(look)
        return opens(_of(look, cards) if cards else _nothing(look))
    return _nobody_yet(heard, look) if _asks(heard, look, _NOBODY) else None


def pending_beside(heard: Heard, look: Look) -> Screen | None:
    """What waits for them, where something else is being asked: a list, which a number opens; None for all else."""
    if not _asks(heard, look, _PENDING) or _needs_an_answer(heard):
        return None
    if cards := _waiting(look):
        return pages.among(_THIS_WAITS, cards)
    goes_on = look.my_exchanges() or look.my_listings()
    return _nothing(look) if goes_on else Screen((_NOTHING,))  # how to begin is known to who is at it


def _asks(heard: Heard, look: Look, words: Phrases[str]) -> bool:
    forms = tokenise(heard.text).forms
    return len(forms) <= _FEW and look.me.joined and bool(words.all_in(forms)) and heard.word() is None


def _needs_an_answer(heard: Heard) -> bool:
    """«precisamos responder um edital» is what they need help with, "anything pending" is not."""
    forms = tokenise(heard.text).forms
    if not _ASKED.isdisjoint(forms):
        return False
    behind = forms[max(end for _at, end, _said in _PENDING.all_in(forms)) :]
    return heard.glimpsed() in POSTING or (any(form.isalnum() for form in behind) and not says_us(behind))


def _waiting(look: Look) -> list[ExchangeCard]:
    return [card for card in look.my_exchanges() if _waits(card)]


def _nothing(look: Look) -> Screen:
    """That nothing waits, above what goes on."""
    page = pages.ours(look) if look.my_exchanges() or not look.my_listings() else pages.listings(look)
    return replace(page, lines=(_NOTHING, *page.lines))


def _of(look: Look, cards: list[ExchangeCard]) -> Screen:
    page = single.exchange(look, cards[0].id) if len(cards) == 1 else None
    return page or pages.among(_THIS_WAITS, cards)


def _waits(card: ExchangeCard) -> bool:
    return to_answer(card) or card.my_turn or card.state == "overdue" or bool(card.wish and not card.wish_is_mine)


def _nobody_yet(heard: Heard, look: Look) -> Act | None:
    """What fits the request, looked for again, or what waits for their answer. What is under way is another matter, and
    so is whom they look for among themselves before they can help.
    """
    named = look.names_service(heard.text, heard.language())
    mine = look.my_exchanges()
    cards = [one for one in mine if not look.names_another(heard.text, heard.language(), one.what)] if named else mine
    if any(card.gives if to_answer(card) else card.state in UNDER_WAY for card in cards):
        return None
    if answered := [card for card in cards if to_answer(card)]:
        return opens(_of(look, answered))
    needs = [one for one in look.my_listings("need") if one.state == "open"]
    if named:
        needs = [one for one in needs if stems(one.what) & stems(heard.text)]
    if len(needs) == 1:
        return opens(browsing.fitting(look, needs[0].id))
    return None if named and not mine else opens(pages.listings(look))
