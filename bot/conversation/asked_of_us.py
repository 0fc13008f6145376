"""Which questions under an exchange are for us, not for its other side? What if they do not come, what now; and what is
asked about the service.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import single
from bot.cards.pages import help_
from bot.cards.what_follows import what_follows
from bot.conversation.buttons.act import Act
from bot.conversation.faq import faq_of
from bot.conversation.heard import Heard
from bot.conversation.lapsed import lapsed
from bot.understand.lexis.leading import listed
from bot.understand.lexis.phrases import Phrases
from bot.understand.lexis.tokens import tokenise
from bot.understanding.faq import likeliest_topics
from core.exchange_states import ONGOING
from core.look import Look
from core.look.exchanges import ExchangeCard

_WHAT_HAPPENS = listed("small", "what_happens")
_EXCHANGES_HOURS = listed("small", "exchanges_hours")
_READ_AS = frozenset(("donate", "out_of_scope", "cancel"))
"""What words about exchanging hours may be read as, where they ask for nothing."""
_ABOUT_US = frozenset(
    (
        *(
            "scam",
            "safe",
            "robot",
            "who_reads",
            "what_stored",
            "data_shared",
            "who_runs",
            "company_owned",
            "delete_data",
        ),
        *("who_sees_number", "coordinators_see"),
    )
)
"""Topics that are about us also under an exchange's card: who we are, and who reads what is written here."""
_OF_ONE_EXCHANGE = frozenset(("nobody_comes", "disagree", "not_confirm"))
"""Topics that the rules of an exchange under way answer better than ours for all."""
_FEW, _BEHIND_AND = 12, 3  # words and signs of such a question, and words before what it asks


def asked_of_us(heard: Heard, look: Look, idle: Sequence[str]) -> Act | None:
    """The card, below what absence and silence do, who decides and until when; how it works, for who says what the
    network is for. None for all else.
    """
    if _asks_what_happens(heard) and (happens := _what_follows(heard, look, idle)):
        return happens
    if _under_exchange(heard, idle) and (answered := faq_of(heard, look, sure=True, only=_ABOUT_US)):
        return Act(page=answered)
    if exchanges_hours(heard.text) and heard.understood().intent in _READ_AS and heard.minutes() is None:
        return Act(page=help_(look))
    return None


def _under_exchange(heard: Heard, idle: Sequence[str]) -> bool:
    """Whether an exchange's card is the screen, so that words may be for its other side."""
    return heard.seen and any(one.startswith("x:") for one in idle)


def what_follows_here(heard: Heard, look: Look, idle: Sequence[str]) -> Act | None:
    """Of a question about the service that the exchange under way answers: its card, below what its rules say."""
    asked = _asks_what_happens(heard) or _OF_ONE_EXCHANGE.issuperset(likeliest_topics(heard.text))
    return _what_follows(heard, look, idle) if asked and any(map(_goes_on, look.my_exchanges())) else None


def _goes_on(card: ExchangeCard) -> bool:
    return card.state in ONGOING


def _asks_what_happens(heard: Heard) -> bool:
    forms = tokenise(heard.text).forms
    return _begins(_WHAT_HAPPENS, forms) and heard.word() is None and not heard.harm()


def _what_follows(heard: Heard, look: Look, idle: Sequence[str]) -> Act | None:
    shown = {one.split(":")[1] for one in idle if one.startswith("x:")} if heard.seen else set()
    mine = [card for card in look.my_exchanges() if _goes_on(card)]
    here = [card for card in mine if str(card.id) in shown] or mine
    card_now = single.exchange(look, here[0].id) if len(here) == 1 else None
    if card_now is None:
        return lapsed(look) if not mine else None
    return Act(page=replace(card_now, lines=(*what_follows(here[0]), *card_now.lines)), opens=True)


def exchanges_hours(text: str) -> bool:
    """«es para lo de cambiar horas con otras», "we heard about the time bank": what the network is for."""
    return bool(_EXCHANGES_HOURS.all_in(tokenise(text).forms))


def _begins(phrases: Phrases[str], forms: list[str]) -> bool:
    return len(forms) <= _FEW and any(at <= _BEHIND_AND for at, _end, _said in phrases.all_in(forms))
