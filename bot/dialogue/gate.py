"""May words alone do what a choice does? The one place where that is decided."""

from __future__ import annotations

from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.dialogue.policy import Choice
from bot.dialogue.situation import Situation
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import tokenise
from bot.understand.words import word

_NO = small("negated")
_TAKES_BACK, _SIGNS = frozenset(("cancel", "back", "stop")), ",.;:!¡?¿،؛؟"
_ASKS = frozenset("?؟")
_SURE, _SURER = 0.85, 0.95
"""How sure the classifier has to be of a lone word that the rules do not know; of words with a no among them."""


def may_press(choice: Choice, situation: Situation, heard: Heard, found: Act) -> bool:
    """The gate: whether words alone may do what the choice of the shown card does.

    What only begins a conversation, which asks once more, may always be begun. What does something at once needs the
    very card that they answer, which was seen, and words that are sure to say just that.
    """
    if found.command is None:
        return True
    return choice.presses and situation.seen and not heard.same and surely_said(choice, heard)


def surely_said(choice: Choice, heard: Heard) -> bool:
    """Whether words say a yes, and not but a sound: a lone "mmm" or a slip of the finger agrees to nothing, nor does
    what has a word for "cancel" in it, a question, or less than surely a no: «ماشي تمام» is none in another country.
    """
    if takes_back(heard.text) or not _ASKS.isdisjoint(heard.text):
        return False
    if choice.sure < _SURER and has_no(heard.text):
        return False
    lone = len(heard.text.split()) == 1
    return not lone or choice.reading.source != "classifier" or choice.sure >= _SURE


def takes_back(text: str) -> bool:
    """Whether one of the words is "cancel", "back" or the like, in any language: no yes is done by such words alone."""
    words = text.split()
    return len(words) > 1 and any(word(one.strip(_SIGNS)) in _TAKES_BACK for one in words)


def begins_with_no(text: str) -> bool:
    """Whether the first word is a plain no."""
    return not _NO.isdisjoint(tokenise(text).words()[:1])


def has_no(text: str) -> bool:
    """Whether a plain no is among the words."""
    return not _NO.isdisjoint(tokenise(text).forms)
