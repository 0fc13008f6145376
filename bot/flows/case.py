"""A coordinator and whoever a case came from write to each other; the words stay sealed on the way."""

from __future__ import annotations

from bot.cards.network import told_apart
from bot.engine import Flow
from bot.questions import Confirm, Letter, Pick, Written
from core.commands.cases import AnswerCase, ReplyToCase, WriteTo
from core.errors import NotYours
from core.look import Look
from core.messages import Option, Sealed, _


def answer_case(look: Look, case_id: str) -> Flow:
    """What to write, shown once before it goes."""
    card = look.case(int(case_id))
    if card is None or not card.answerable:
        raise NotYours
    words = yield from _to(look, card.organisation or "…")
    return AnswerCase(card.id, words) if words else None


def write_to(look: Look, organisation_id: str, second: str = "", third: str = "") -> Flow:
    """What to write to an organisation, shown once before it goes; which one, where a name means several."""
    found = [look.member(int(id)) for id in (organisation_id, second, third) if id]
    among = {str(card.id): card for card in found if card and not card.mine}
    if not among:
        raise NotYours
    at = next(iter(among))
    if len(among) > 1:
        named = told_apart(list(among.values()))
        at = yield Pick("to", _("Which one do you mean?"), among=tuple(map(Option, among, named)))
    words = yield from _to(look, among[at].name)
    return WriteTo(int(at), words) if words else None


def _to(look: Look, name: str) -> Flow:
    prompt = _("What shall I write to {organisation}? I pass it on as you write it.", organisation=name)
    words: str = yield Written("words", prompt, look.seal)
    text = _("To {organisation}: {text}\n\nShall I send it?", organisation=name, text=Sealed(words))
    return words if (yield Confirm("sure", text, yes=_("Send"), parts={"words": _("Text")})) else ""


def reply_case(look: Look, case_id: str) -> Flow:
    """What they answer the coordination."""
    words: str = yield Letter("words", _("Write it here, and I pass it on to the coordination."), look.seal)
    return ReplyToCase(int(case_id), words)
