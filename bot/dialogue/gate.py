"""May words alone do what a choice does? The one place where that is decided."""

from __future__ import annotations

from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.dialogue.policy import Choice
from bot.dialogue.situation import Situation
from bot.understand.words import word

_TAKES_BACK, _SIGNS = frozenset(("cancel", "back", "stop")), ",.;:!¡?¿،؛؟"
_SURE = 0.85
"""How sure the classifier has to be of a lone word that the rules do not know."""


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
    what has a word for "cancel" in it.
    """
    if takes_back(heard.text):
        return False
    lone = len(heard.text.split()) == 1
    return not lone or choice.reading.source != "classifier" or choice.sure >= _SURE


def takes_back(text: str) -> bool:
    """Whether one of several words is "cancel", "back" or the like, in any language: they say no yes."""
    words = text.split()
    return len(words) > 1 and any(word(one.strip(_SIGNS)) in _TAKES_BACK for one in words)
