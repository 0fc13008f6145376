"""Which questions under an exchange are for us, not for its other side? Who reads this, is it a trick, what if, what
now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import single
from bot.cards.data import known_page
from bot.cards.pages import help_
from bot.cards.trust import trust
from bot.cards.what_follows import what_follows
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.conversation.lapsed import lapsed
from bot.understand.cues.intents import POSTING
from bot.understand.lexis.leading import listed
from bot.understand.lexis.phrases import Phrases
from bot.understand.lexis.tokens import tokenise
from core.exchange_states import ONGOING
from core.look import Look
from core.messages import Screen

_WHO_READS, _WHAT_HAPPENS = listed("small", "asks_who_reads"), listed("small", "what_happens")
_LISTING = POSTING | {"find_matches"}
_TRUST = listed("small", "asks_trust")
_EXCHANGES_HOURS = listed("small", "exchanges_hours")
_READ_AS = frozenset(("donate", "out_of_scope", "cancel"))
"""What words about exchanging hours may be read as, where they ask for nothing."""
_FEW, _BEHIND_AND = 12, 3  # words and signs of such a question, and words before what it asks


def asked_of_us(heard: Heard, look: Look, idle: Sequence[str]) -> Act | None:
    """The page that answers it: what is stored and who reads it, who stands behind this, or the card, below what
    absence and silence do, who decides and until when. None for all else.
    """
    forms = tokenise(heard.text).forms
    if exchanges_hours(heard.text) and heard.understood().intent in _READ_AS and heard.minutes() is None:
        return Act(page=help_(look))
    reads, happens, trusts = (_begins(words, forms) for words in (_WHO_READS, _WHAT_HAPPENS, _TRUST))
    if not (reads or happens or trusts) or heard.word() is not None or heard.harm():
        return None  # nearly all words
    if reads and not _lists(heard, look):
        return Act(page=known_page(look)) if look.me.joined else None
    if trusts and (page := trusted(heard, look)):
        return Act(page=page)
    if not happens:
        return None
    shown = {one.split(":")[1] for one in idle if one.startswith("x:")} if heard.seen else set()
    mine = [card for card in look.my_exchanges() if card.state in ONGOING]
    here = [card for card in mine if str(card.id) in shown] or mine
    card_now = single.exchange(look, here[0].id) if len(here) == 1 else None
    if card_now is None:
        return lapsed(look) if not mine else None
    return Act(page=replace(card_now, lines=(*what_follows(here[0]), *card_now.lines)), opens=True)


def asks_trust(text: str) -> bool:
    """«¿esto es una estafa?», "who is behind this?", also of who has not joined."""
    return _begins(_TRUST, tokenise(text).forms)


def exchanges_hours(text: str) -> bool:
    """«es para lo de cambiar horas con otras», "we heard about the time bank": what the network is for."""
    return bool(_EXCHANGES_HOURS.all_in(tokenise(text).forms))


def trusted(heard: Heard, look: Look) -> Screen | None:
    """What is answered to that; None for all else, and for who looks for a service."""
    asks = asks_trust(heard.text) and not heard.harm() and not _lists(heard, look)
    return trust(look) if asks else None


def _lists(heard: Heard, look: Look) -> bool:
    """«quem pode ler isto para nós?» may be a service that we know, and so may "who checks the people who …?"."""
    return heard.understood().intent in _LISTING and look.names_service(heard.text, heard.language())


def _begins(phrases: Phrases[str], forms: list[str]) -> bool:
    return len(forms) <= _FEW and any(at <= _BEHIND_AND for at, _end, _said in phrases.all_in(forms))
