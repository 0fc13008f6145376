"""Words that come while something is asked: are they for what arrived since? Both screens are read, and compete."""

from __future__ import annotations

from enum import Enum, auto

from bot.conversation.heard import Heard
from bot.dialogue.policy import Choice, choose, harmless
from bot.dialogue.readings import Reading, readings
from bot.dialogue.situation import DAY, DRAFT, HOURS, WORDS, Situation
from bot.dialogue.terms import weighed
from bot.engine import State
from bot.understand.alike import stems
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.text.normal import digits

_MOVES = frozenset(("exchange", "relay", "card", "waits"))
"""What words may come to for the thing that arrived."""
_LEAST, _SURELY, _CLEARLY = 0.6, 0.9, 2.0
"""How likely words have to be for what arrived, from when on that is sure, and how many times likelier than for the
question.
"""
_GIVEN = 0.5
"""How likely words answer the question that give just what it asks for."""


class For(Enum):
    """Whom words are for."""

    QUESTION = auto()
    ARRIVED = auto()
    EITHER = auto()


def meant_for_arrived(
    heard: Heard, look: Look, asked: Situation, read: tuple[Reading, ...], flow: State, arrived: Situation, *, new: bool
) -> tuple[For, Choice | None]:
    """Whom words are for, and what they mean for what arrived. `new`: it came after the question, so that where both
    may be meant it is not the question that surely is.
    """
    card = look.exchange(arrived.focus.id) if arrived.focus else None
    assert card is not None
    there = readings(heard.text, arrived)
    choice = choose(arrived, weighed(there, heard, look, arrived))
    fits = choice if choice and choice.row.move in _MOVES else None
    if names(heard, card, flow):
        return For.ARRIVED, fits
    if fits is None or fits.sure < _LEAST or asked.screen == WORDS:
        return For.QUESTION, None
    answers = max((one.probability for one in read if one.act != fits.reading.act), default=0.0)
    if _gives(heard, asked.screen):
        answers = max(answers, _GIVEN)
    if fits.sure >= answers * _CLEARLY or (new and fits.sure >= _SURELY and answers < _LEAST):
        return For.ARRIVED, fits
    close = fits.sure > answers or (asked.screen == DRAFT and fits.sure >= _LEAST)
    return (For.EITHER if close and new else For.QUESTION), fits


def gently(choice: Choice) -> Choice:
    """The same, which opens the card where it would do more than ask: its screen was not the newest."""
    return choice if harmless(choice) else choice._replace(presses=False)


def names(heard: Heard, card: ExchangeCard, flow: State) -> bool:
    """Whether words name an exchange: by its number, or by words of it that the draft does not have."""
    if named_by_number(heard, card):
        return True
    said = stems(heard.text)
    theirs = stems(heard.said(card.what)) | stems(heard.said(card.other))
    return bool(said & theirs - stems(flow.said().get("what", "")))


def named_by_number(heard: Heard, card: ExchangeCard) -> bool:
    """Whether the number of an exchange stands in the words."""
    return str(card.number) in _figures(heard.text)


def _figures(text: str) -> set[str]:
    return set("".join(sign if sign.isdigit() else " " for sign in digits(text)).split())


def _gives(heard: Heard, screen: str) -> bool:
    """Whether words have the hours or the day that is asked for."""
    if screen == HOURS:
        return heard.minutes() is not None
    return screen == DAY and heard.day() is not None
