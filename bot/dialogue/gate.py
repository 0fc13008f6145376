"""May words alone do what a choice does? The one place where that is decided."""

from __future__ import annotations

from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.dialogue.policy import Choice
from bot.dialogue.situation import Situation
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import tokenise
from bot.understand.passing_on import words_for_them
from bot.understand.words import word

_NO, _BUT = small("negated"), small("condition")
_TAKES_BACK, _SIGNS = frozenset(("cancel", "back", "stop")), ",.;:!¡?¿،؛؟"
_ASKS = frozenset("?؟")
_SURE, _SURER = 0.85, 0.95
"""How sure the classifier has to be of a lone word that the rules do not know; of words with a no among them."""
_REFUSES = frozenset(("decline", "deny", "cannot_come"))
_LATE, _TOLD = "report_late", frozenset(("report_done", "report_late"))
"""That somebody came late says nothing of the hours that are to move; what was done may be for the others to read."""


def may_press(choice: Choice, situation: Situation, heard: Heard, found: Act) -> bool:
    """The gate: whether words alone may do what the choice of the shown card does.

    What only begins a conversation, which asks once more, may always be begun. What does something at once needs the
    very card that they answer, which was seen, and words that are sure to say just that.
    """
    if found.command is None:
        return True
    act = choice.reading.act
    if act == _LATE or (act in _TOLD and words_for_them(heard.text)):
        return False
    return choice.presses and situation.seen and not heard.same and surely_said(choice, heard)


def surely_said(choice: Choice, heard: Heard) -> bool:
    """Whether words say a yes or a no, and not but a sound: a lone "mmm" or a slip of the finger agrees to nothing, nor
    does what has a word for "cancel" in it, a question, a yes with a condition ("yes, but …"), or less than surely one
    with a no: «ماشي تمام» is none in another country.
    """
    if takes_back(heard.text) or not _ASKS.isdisjoint(heard.text):
        return False
    if choice.reading.act not in _REFUSES:
        forms = tokenise(heard.text).forms
        if not _BUT.isdisjoint(forms) or (choice.sure < _SURER and not _NO.isdisjoint(forms)):
            return False
    lone = len(heard.text.split()) == 1
    return not lone or choice.reading.source != "classifier" or choice.sure >= _SURE


def takes_back(text: str) -> bool:
    """Whether one of the words is "cancel", "back" or the like, in any language: no yes is done by such words alone."""
    words = text.split()
    return len(words) > 1 and any(word(one.strip(_SIGNS)) in _TAKES_BACK for one in words)
