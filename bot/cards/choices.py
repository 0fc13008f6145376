"""The choices that the cards of exchanges and gifts have in common, those that go wrong among them."""

from __future__ import annotations

from dataclasses import replace

from core.messages import Message, Screen, _

Choices = tuple[tuple[str, Message], ...]
PROBLEM = ("prob", _("There is a problem"))
DAY = ("day", _("Another day"))
NO_THANKS = ("no", _("No, thanks"))
OTHER_TERMS = ("terms", _("Other terms"))
CANCEL = ("cancel", _("Cancel exchange"))
DONE = ("done", _("It is done"))
ANSWER: Choices = (("acc", _("Accept")), OTHER_TERMS, NO_THANKS)
ON_TIME, LATE = ("ok", _("Received, on time")), ("late", _("Received late"))
RECEIVED_GIFT: Choices = (ON_TIME, LATE, PROBLEM)
RECEIVED: Choices = (ON_TIME, LATE, ("fewer", _("Other hours")), PROBLEM)


_ON_FIRST_SMS = 5
"""Choices that every channel numbers on the first screen (bot/sending/few.py)."""


def pointed_at(page: Screen, *verbs: str) -> Screen:
    """A card for words that seem to mean one of its choices: which one it is, below its words. All choices keep their
    places, as who remembers a number must not choose something else by it.
    """
    at = next((at for verb in verbs for at, one in enumerate(page.options) if verb_of(one.id) == verb), None)
    if at is None:
        return page
    label = page.options[at].label
    numbered = at < _ON_FIRST_SMS or len(page.options) <= _ON_FIRST_SMS + 1
    return replace(page, lines=(*page.lines, _this_one(label, at + 1 if numbered else 0)))


def _this_one(label: Message | str, n: int) -> Message:
    if n:
        return _("For “{choice}”, choose {n}.", choice=label, n=n)
    return _("For “{choice}”, write just that.", choice=label)


def pointed_of(page: Screen) -> str:
    """What the choice does that a card says is meant; '' where it says none."""
    options = enumerate(page.options, 1)
    found = (one.id for n, one in options for at in (0, n) if _this_one(one.label, at) in page.lines)
    return verb_of(next(found, ""))


def verb_of(payload: str) -> str:
    """What a choice of a card does, from its payload."""
    return payload.rpartition(":")[2]
