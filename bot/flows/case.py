"""A coordinator and whoever a case came from write to each other; the words stay sealed on the way."""

from __future__ import annotations

from bot.engine import Flow
from bot.questions import Confirm, Letter
from core.commands.cases import AnswerCase, ReplyToCase
from core.errors import NotYours
from core.look import Look
from core.messages import Sealed, _


def answer_case(look: Look, case_id: str) -> Flow:
    """What to write, shown once before it goes."""
    card = look.case(int(case_id))
    if card is None or not card.answerable:
        raise NotYours
    name = card.organisation or "…"
    prompt = _("What shall I write to {organisation}? I pass it on as you write it.", organisation=name)
    words: str = yield Letter("words", prompt, look.seal)
    text = _("To {organisation}: {text}\n\nShall I send it?", organisation=name, text=Sealed(words))
    if not (yield Confirm("sure", text, yes=_("Send"), parts={"words": _("Text")})):
        return None
    return AnswerCase(card.id, words)


def reply_case(look: Look, case_id: str) -> Flow:
    """What they answer the coordination."""
    words: str = yield Letter("words", _("Write it here, and I pass it on to the coordination."), look.seal)
    return ReplyToCase(int(case_id), words)
