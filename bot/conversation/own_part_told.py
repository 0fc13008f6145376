"""What they bring to a request themselves, told while it is written: it belongs to its words, and is no offer."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation.amended import with_words
from bot.conversation.heard import Heard
from bot.engine import State
from bot.questions import Asked, Confirm, Day, Hours
from bot.understand.own_part import only_own_part
from core.look import Look


def own_part_told(heard: Heard, look: Look, flow: State, question: Asked) -> Mapping[str, str]:
    """«nosotros ponemos los materiales» behind what is needed, as canonical answers; {} for all else."""
    if flow.flow != "need" or not flow.said().get("what") or heard.choice or heard.files:
        return {}
    card = isinstance(question, Confirm) and bool(question.parts)
    if not (card or isinstance(question, Hours | Day)) or heard.word() is not None or heard.number() is not None:
        return {}
    return with_words(heard, look, flow) if only_own_part(heard.text, look.me.lang) else {}
