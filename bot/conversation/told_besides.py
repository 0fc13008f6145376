"""What is told of a request in place of an answer: for whom it is, how many they are, what they bring to it?

It belongs to the words of the request, and what was asked is asked again.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation.amended import with_detail, with_words
from bot.conversation.heard import Heard
from bot.engine import State
from bot.questions import Asked, Confirm, Day, Hours
from bot.understand.for_whom import told_for_whom, told_how_many
from bot.understand.own_part import only_own_part
from core.look import Look


def told_besides(heard: Heard, look: Look, flow: State, question: Asked) -> Mapping[str, str]:
    """«es para los niños», "they are 30" where hours or a day is asked, as canonical answers; {} for all else."""
    if not isinstance(question, Hours | Day) or not _says_more(heard, flow):
        return {}
    if heard.day() is not None or heard.place_said():
        return {}
    more = told_how_many(heard.text, look.me.lang, flow.said()["what"])
    if not more and heard.minutes() is None:
        more = told_for_whom(heard.text, look.me.lang)
    return with_detail(heard, look, flow, more)


def own_part_told(heard: Heard, look: Look, flow: State, question: Asked) -> Mapping[str, str]:
    """«nosotros ponemos los materiales» while a request is written: it belongs to that, and is no offer."""
    card = isinstance(question, Confirm) and bool(question.parts)
    if not (card or isinstance(question, Hours | Day)) or not _says_more(heard, flow):
        return {}
    return with_words(heard, look, flow) if only_own_part(heard.text, look.me.lang) else {}


def _says_more(heard: Heard, flow: State) -> bool:
    """Whether it may: several words, of a request of which the service is known."""
    if flow.flow != "need" or not flow.said().get("what") or heard.choice or heard.files:
        return False
    return " " in heard.text.strip() and heard.word() is None and heard.number() is None
