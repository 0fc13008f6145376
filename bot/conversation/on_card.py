"""A yes, a no, other terms or "it is done" in words, while an exchange's card is the screen: what its choices would do.

Only a message that is a yes as a whole does what the card's first choice does, and only where the card asks for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.cards import pages
from bot.conversation.acts import Act, act
from bot.conversation.heard import Heard
from bot.conversation.meaning import corrections
from bot.conversation.which import about, fits, to_answer
from bot.understand.words import word
from core.look import ExchangeCard, Look, is_id

_YES = ("prop", "acc")
_ANSWERS = frozenset(
    ("yes", "no", "skip", "accept_match", "decline_match", "out_of_scope", "greeting", "thanks", "help", "balance")
)
_NAMELESS = frozenset(("post_need", "post_offer"))
"""About the card without a service, or after a yes or a no: "podemos el lunes", "yes but we would need 4 hours"."""


def on_card(heard: Heard, look: Look, idle: Sequence[str]) -> Act | None:
    """What the words do to the exchange on the screen; None where there is none, or they are about something else."""
    choices = {payload.rpartition(":")[2]: payload for payload in idle if payload.startswith("x:")}
    card = _card(look, next(iter(choices.values()), "")) if heard.seen else None
    if card is None:
        return None
    if to_answer(card) and (answer := _answer(heard, look, card, choices)):
        return answer
    understood = heard.understood()
    if fits(understood.intent, card):
        return about(look, card, understood.intent, understood.slots)
    praised = (
        understood.intent in ("greeting", "thanks") and heard.word() is None
    )  # "all good, thanks" is near a greeting
    if understood.intent in ("yes", "no") or (praised and card.state == "delivered" and card.my_turn):
        return Act(page=pages.exchange(look, card.id), opens=True)
    return None


def _card(look: Look, payload: str) -> ExchangeCard | None:
    """The exchange of a choice, where the person is of one of its sides."""
    _kind, _, rest = payload.partition(":")
    id = rest.partition(":")[0]
    card = look.exchange(int(id)) if is_id(id) else None
    return card if card and card.mine else None


def _answer(heard: Heard, look: Look, card: ExchangeCard, choices: dict[str, str]) -> Act | None:
    verb = {"yes": next((verb for verb in _YES if verb in choices), ""), "no": "no"}.get(heard.word() or "", "")
    if verb in choices:
        return act(look, choices[verb])
    terms = _other_terms(heard, look, card) if "terms" in choices else {}
    counter = act(look, choices["terms"]) if terms else None
    return replace(counter, hints={**counter.hints, **terms}) if counter else None


def _other_terms(heard: Heard, look: Look, card: ExchangeCard) -> dict[str, str]:
    """Hours, day or place that the words name and the card does not say; what they leave open stays as it is."""
    understood = heard.understood()
    first = heard.text.partition(" ")[0].strip(",.;:،؛")
    about_it = "service" not in understood.slots or word(first) in ("yes", "no")
    if understood.intent not in _ANSWERS and not (understood.intent in _NAMELESS and about_it):
        return {}
    said = corrections(heard)
    now = {"hours": str(card.minutes or ""), "by": card.due_on or ""}
    if all(now.get(key) == value for key, value in said.items()):
        return {}
    open_still = card.due_on and date.fromisoformat(card.due_on) >= look.today
    kept = {"hours": now["hours"], "by": now["by"] if open_still else ""}
    return {key: value for key, value in {**kept, **said}.items() if value}
