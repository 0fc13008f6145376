"""«Sí, pero necesitamos un micrófono» to what waits for an answer: no request of its own, and no plain yes either."""

from __future__ import annotations

from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.conversation.to_partner import asked, to_them
from bot.conversation.which import to_answer
from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.tokens import tokenise
from bot.understand.words import accepts
from core.look import Look
from core.look.exchanges import ExchangeCard

_BUT, _ALSO = small("condition"), small("also")
_AGREES, _NOT_SO = frozenset(("accept", "help")), frozenset(("no", "undo", "wait", "ask"))
_LISTED = frozenset(("hours", "deadline"))
_FEWEST = 2  # words of a condition
_SIGNS = " ,،;؛.-–"


def yes_if(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """The card, and when the two can write to each other; words for them, where they can. None where the words agree
    to nothing, set no condition, or set one that the terms hold: hours, a day.
    """
    agreed, condition = _parted(heard.text, look.me.lang) if to_answer(card) else ("", "")
    if len(condition.split()) < _FEWEST or not _agrees(heard.again(agreed)):
        return None
    if heard.minutes() is not None or heard.day() is not None or heard.place_said():
        return None
    if not _ALSO.isdisjoint(tokenise(condition).forms) or not heard.understood().slots.keys().isdisjoint(_LISTED):
        return None  # "yes, but we also need a plumber"
    if heard.again(condition).told().all & _NOT_SO:
        return None
    return to_them(heard, look, card) if card.may_write else asked(heard, look, card)


def _parted(text: str, lang: str) -> tuple[str, str]:
    """What stands before "but" or "if", and what behind it; '' for both where there is none, or nothing before it."""
    tokens = tokenise(text)
    found = [(at, at + 1) for at, form in enumerate(tokens.forms) if form in _BUT]
    found += [(start, end) for start, end, _if in one(lang, "small", "provided").all_in(tokens.forms)]
    start, end = min((place for place in found if place[0]), default=(0, 0))
    if not start:
        return "", ""
    return text[: tokens.starts[start]].strip(_SIGNS), text[tokens.ends[end - 1] :].strip(_SIGNS)


def _agrees(said: Heard) -> bool:
    told = said.told().all
    return said.word() == "yes" or accepts(said.text) or (bool(told & _AGREES) and not told & _NOT_SO)
