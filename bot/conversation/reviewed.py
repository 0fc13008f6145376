"""What do words tell besides the answer, where it is asked how it was? They are what there is to add."""

from __future__ import annotations

from bot.conversation.heard import Heard
from bot.engine import State
from bot.questions import Asked
from bot.understand.remarks import adds_nothing, all_stars, answered_first, as_promised, in_part, stars_first
from bot.understand.words import praises

_ASKED = frozenset(("stars", "on_time", "promised"))
_TELLS = frozenset(("rate_partner", "out_of_scope", "yes", "thanks", "greeting", "confirm_service"))


def beside_answer(heard: Heard, question: Asked, flow: State) -> dict[str, str]:
    """«5 estrellas, muy amables», "yes, but they left the branches", as canonical answers; {} for all else.

    Words that tell how it was and answer nothing are kept, and it is asked again.
    """
    asked = flow.flow.startswith("review/") and question.key in _ASKED and not heard.choice
    if not asked or heard.number() is not None or heard.word() is not None:
        return {}
    if question.key != "stars":  # what is said of it besides was meant for us, and not for who reads the review
        answer = answered_first(heard.text)
        return {question.key: answer} if answer else {}
    answer, words = _stars(heard)
    if not answer and not _tells(heard):
        return {}
    before = flow.said().get("text", "")
    text = ". ".join(part for part in (before, words) if part)
    return ({question.key: answer} if answer else {}) | ({"text": text} if text else {})


def _stars(heard: Heard) -> tuple[str, str]:
    if first := stars_first(heard.text):
        return first
    stars, beside = heard.stars(), heard.beside_stars()
    return (str(stars), beside) if stars and beside else ("", "" if stars else heard.text)


def _tells(heard: Heard) -> bool:
    """Whether words tell how it was, and ask for nothing; harm is a problem, and goes its own way."""
    text = heard.text
    if " " not in text.strip() and not praises(text):
        return False
    if any(reads(text) for reads in (adds_nothing, in_part, as_promised, all_stars)):
        return False
    if heard.asks_something() or heard.stars() or heard.harm() or not heard.told().all.isdisjoint(("wait", "undo")):
        return False
    understood = heard.understood()
    return understood.intent in _TELLS or (understood.intent == "dispute" and understood.by == "likeness")
