"""May words alone do what a choice does? The one place where that is decided."""

from __future__ import annotations

from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.dialogue.policy import Choice, harmless
from bot.dialogue.readings import NO_CONDITION, YES, said_after_all, says_do_it, says_yes, supposes
from bot.dialogue.situation import Situation
from bot.understand.comfort import find_comfort
from bot.understand.lexis.leading import listed
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import tokenise
from bot.understand.passing_on import words_for_them
from bot.understand.words import word

_NO, _BUT = small("negated"), small("condition")
_WHAT_IS_THAT = listed("small", "what_is_that")
_TAKES_BACK, _SIGNS = frozenset(("cancel", "back", "stop")), ",.;:!¡?¿،؛؟"
_ASKS = frozenset("?؟")
_SURE, _PLAIN, _SURER = 0.85, 0.9, 0.95
"""How sure the classifier has to be of a lone word that the rules do not know; of a yes without a word for it; of words
with a no among them."""
_FEW, _ALONE = 3, 2  # words
_REFUSES = frozenset(("decline", "deny", "cannot_come"))
_LATE = "report_late"
_REPORTS = frozenset(("report_done", _LATE))


def may_press(choice: Choice, situation: Situation, heard: Heard, found: Act) -> bool:
    """The gate: whether words alone may do what the choice of the shown card does.

    What only begins a conversation, which asks once more, may always be begun. What does something at once needs the
    very card that they answer, which was seen, and words that are sure to say just that.
    """
    if found.command is None:
        return True
    if harmless(choice) and choice.reading.act in YES and not begins_with_no(heard.text):
        return choice.presses and situation.seen and not heard.same and not _is_question_or_back(heard.text)
    reports = choice.reading.act in _REPORTS
    said = _reports_all(choice.reading.act, heard) if reports else surely_said(choice, heard, situation.screen)
    return choice.presses and situation.seen and not heard.same and said and _is_more_than_a_sound(choice, heard)


def _reports_all(act: str, heard: Heard) -> bool:
    """Whether words that tell of what was done say that all of it was, so that the hours on the card may move: none
    with a no among them ("they did not finish"), nor what others are to be told. Who tells of a delay says so by a yes.
    """
    if _is_question_or_back(heard.text) or not _NO.isdisjoint(tokenise(heard.text).forms) or words_for_them(heard.text):
        return False
    first = heard.text.split()[0].strip(_SIGNS)
    return act != _LATE or word(first) == "yes"


def surely_said(choice: Choice, heard: Heard, screen: str = "") -> bool:
    """Whether words say a yes or a no, and not but a sound: a lone "mmm" or a slip of the finger agrees to nothing, nor
    does what has a word for "cancel" in it, a question, a condition ("yes, but …", "… if …"), or less than surely one
    with a no; a few words with one never are: «ماشي تمام» is none in another country. "It is a lot, but all right" is
    one on its `screen`.
    """
    if _is_question_or_back(heard.text) or (choice.reading.act in YES and heard.instead()[1]):
        return False  # "put rather what I said at first" agrees to nothing
    tokens, act = tokenise(heard.text), choice.reading.act
    comfort = {at for cue in find_comfort(tokens) for at in cue.places}  # "no problem" has no no in it
    forms = {form for at, form in enumerate(tokens.forms) if at not in comfort}
    if not _BUT.isdisjoint(forms) and not (screen and said_after_all(act, heard.text, screen)):
        return False
    plainly = choice.sure >= _PLAIN or says_yes(heard.text) or says_do_it(heard.text)
    if act in YES and len(heard.text.split()) >= _FEW and not plainly:
        return False  # on a card that asks for a yes, words that nobody knows look like one
    if act not in _REFUSES and choice.sure < NO_CONDITION and supposes(heard.text, heard.language()):
        return False
    few = len(tokens.words()) <= _FEW
    if act not in _REFUSES and (few or choice.sure < _SURER) and not _NO.isdisjoint(forms):
        return False
    return _is_more_than_a_sound(choice, heard)


def _is_question_or_back(text: str) -> bool:
    return takes_back(text) or not _ASKS.isdisjoint(text) or _WHAT_IS_THAT.at(tokenise(text).forms, 0) is not None


def _is_more_than_a_sound(choice: Choice, heard: Heard) -> bool:
    lone = len(heard.text.split()) == 1 and not says_do_it(heard.text)
    return not lone or choice.reading.source != "classifier" or choice.sure >= _SURE


def takes_back(text: str) -> bool:
    """Whether one of the words is "cancel", "back" or the like, in any language: no yes is done by such words alone."""
    words = text.split()
    return len(words) > 1 and any(word(one.strip(_SIGNS)) in _TAKES_BACK for one in words)


def begins_with_no(text: str) -> bool:
    """Whether the first word is a no that stands for itself: "no, the other one", not "no contestan"."""
    tokens = tokenise(text)
    first = not _NO.isdisjoint(tokens.forms[:1])
    return first and (len(tokens.forms) <= _ALONE or tokens.is_sign(1))


def has_no(text: str) -> bool:
    """Whether a plain no is among the words."""
    return not _NO.isdisjoint(tokenise(text).forms)
