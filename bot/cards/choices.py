"""The choices that the cards of exchanges and gifts have in common, those that go wrong among them."""

from __future__ import annotations

from core.messages import Message, _

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
