"""A newcomer's first words, kept while they joined, when it is not clear whether they ask or offer."""

from __future__ import annotations

from bot.engine import Flow
from bot.flows.need import need
from bot.flows.offer import offer
from bot.questions import Pick
from core.look import Look
from core.messages import Option, _


def either(look: Look) -> Flow:
    """Ask which it is; the words themselves come as a hint for what."""
    among = (Option("need", _("A request")), Option("offer", _("An offer")))
    kind: str = yield Pick("kind", _("Is that a request or an offer?"), among=among)
    return (yield from (need if kind == "need" else offer)(look))
