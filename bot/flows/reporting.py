"""Somebody reports words that reached them, and a coordinator says why words are not passed on: a tap and a reason."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.flagged import TOLD_WHY, WHY, WHY_NOT
from bot.engine import Flow, Reject
from bot.questions import Confirm, Letter, Pick
from bot.readable import Readable
from core.commands.moderation import Judge, Report
from core.errors import NotYours
from core.look import Look
from core.messages import _

_OTHER = "other"


def report_listing(look: Look, listing_id: str) -> Flow:
    """A request or an offer of others."""
    card = look.listing(int(listing_id))
    if card is None or not look.me.joined or card.organisation_id == look.me.organisation_id:
        raise NotYours
    reason, sealed = yield from _why(look)
    return Report(reason, listing_id=card.id, sealed=sealed)


def report_exchange(look: Look, exchange_id: str) -> Flow:
    """What the other side of an exchange wants or offers."""
    card = look.exchange(int(exchange_id))
    if card is None or not card.mine:
        raise NotYours
    reason, sealed = yield from _why(look)
    return Report(reason, exchange_id=card.id, sealed=sealed)


def report_message(look: Look, exchange_id: str, relayed_id: str) -> Flow:
    """What a partner wrote."""
    card = look.talk(int(exchange_id))
    if card is None:
        raise NotYours
    reason, sealed = yield from _why(look)
    return Report(reason, exchange_id=card.exchange_id, relayed_id=int(relayed_id), sealed=sealed)


def _why(look: Look) -> Flow:
    prompt = _("A coordinator looks at it; who wrote it is not told that it was you. What is wrong with it?")
    reason: str = yield Pick("why", prompt, among=WHY)
    sealed = ""
    if reason == _OTHER:
        sealed = yield Letter("words", _("Write it in a few words, please: what is wrong with it?"), look.seal)
    return reason, sealed


@dataclass(frozen=True, slots=True)
class WhyNot(Pick):
    """One of the reasons; of words of their own it is known only that there are some."""

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        try:
            return Pick.read(self, words, offered)
        except Reject:
            if len(words.text.split()) < _FEWEST or words.word() is not None:
                raise
            return IN_WORDS

    def value(self, canonical: str) -> str:
        return canonical if canonical == IN_WORDS else Pick.value(self, canonical)


def deny(look: Look, case_id: str) -> Flow:
    """Why held or reported words are not let through; whoever wrote them reads it."""
    card = look.case(int(case_id))
    if card is None or card.flag is None:
        raise NotYours
    answer: str = yield WhyNot("why", _("Whoever wrote it reads the reason. Why not?"), among=WHY_NOT)
    if answer == IN_WORDS:
        answer = _ANSWER_TO.get(card.code.partition("_")[2], "hurts")
        text = _("{organisation} reads: {why}\n\nShall I do it?", organisation=card.organisation, why=TOLD_WHY[answer])
        parts = {"why": _("Reason")}
        if not (yield Confirm("sure", text, yes=_("Do it"), parts=parts)):
            return None
    return Judge(card.id, False, answer)


IN_WORDS = "="
"""A reason that was given in words of their own: the one that fits what the words are held or reported for is told."""
_ANSWER_TO = {"money": "money", "scam": "money", "threat": "threat", "danger": "threat", "wrong": "untrue"}
_FEWEST = 2  # words of a reason
