"""What do words answer to the other side, who asks for another day: that one, or the day as agreed?

A day that they name is the one that is asked about before it is one of their own. Nothing moves by it: the card comes
with the choice that is meant first.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.cards import single
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.conversation.which import CHOOSE, first_choice
from bot.understand.cues.intents import POSTING
from bot.understand.words import word
from core.look import Look
from core.look.exchanges import ExchangeCard

_YES, _NO = frozenset(("yes", "accept_match")), frozenset(("no", "decline_match"))
_NEVER = frozenset(("write_partner", "talk_to_coordinator", "dispute", "stop", "delete_my_data"))
_SIGNS = ",.;:،؛!"


def asks_us(card: ExchangeCard) -> bool:
    """Whether the other side waits for an answer to the day for which it asks, also where it did not come, they say."""
    theirs = card.wish_is_mine if card.wish == "absent" else card.wish == "day" and not card.wish_is_mine
    return theirs and bool(card.wish_value and card.due_on)


def to_asked_day(heard: Heard, look: Look, card: ExchangeCard, *, named: bool = False) -> Act | None:
    """The card with the answer that is meant first; None where there is none. `named`: only where a day is said."""
    understood = heard.understood()
    service = str(understood.slots.get("service") or "")
    if not asks_us(card) or heard.word() is not None or understood.intent in _NEVER or heard.harm():
        return None
    if understood.intent in POSTING and look.names_service(service, heard.language()):
        return None
    verb = _verb(heard, date.fromisoformat(card.wish_value), date.fromisoformat(card.due_on or ""), named=named)
    page = single.exchange(look, card.id) if verb else None
    if page is None:
        return None
    return Act(page=replace(page, lines=(CHOOSE, *page.lines), options=first_choice(page.options, verb)), opens=True)


def _verb(heard: Heard, wished: date, agreed: date, *, named: bool) -> str:
    """ "dayok" for the day that is wished, "dayno" for the agreed one, '' for none of the two and for a question."""
    said, meant = heard.days_beside(wished)
    told = heard.told().all
    if meant - {wished, agreed} or isinstance(heard.minutes(), int):
        return ""
    if not said:
        return "" if named else _answer(heard, told)
    refused = heard.denies() or (bool(told & {"no", "undo"}) and "accept" not in told)
    if refused and wished not in said and word(heard.text.partition(" ")[0].strip(_SIGNS)) == "no":
        return "dayno" if agreed in meant else ""  # "no, let's keep Tuesday"
    if {wished, agreed} <= said:
        either = meant & {wished, agreed}
        return "" if len(either) != 1 else "dayok" if wished in either else "dayno"
    if "ask" in told and not refused:
        return ""
    if wished in said:
        return "dayno" if refused else "dayok"
    return ("dayok" if refused else "dayno") if agreed in said else ""


def _answer(heard: Heard, told: frozenset[str]) -> str:
    intent = heard.understood().intent
    if intent in _NO or (told & {"no"} and "accept" not in told):
        return "dayno"
    return "dayok" if intent in _YES or ("accept" in told and not told & {"undo", "ask"}) else ""
