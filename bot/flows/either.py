"""Words that name a service, or tell how things are, where it is not clear whether they ask or offer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.engine import Flow
from bot.flows.need import need
from bot.flows.offer import offer
from bot.questions import Pick
from bot.readable import Readable
from core.look import Look
from core.messages import Option, _

_FEW = 4  # words of «on en a besoin»


@dataclass(frozen=True, slots=True)
class Kind(Pick):
    """A request, an offer, or neither; «lo necesitamos» says it, too. More words are a request of their own."""

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        if not words.choice and words.number() is None:
            if words.word() == "no":
                return "neither"
            few = len(words.text.split()) <= _FEW and not words.says_what()
            if few and (kind := words.listing()) in offered:
                return kind
        return Pick.read(self, words, offered)


def either(look: Look) -> Flow:
    """Ask which it is; the words themselves come as a hint for what."""
    among = (Option("need", _("A request")), Option("offer", _("An offer")), Option("neither", _("Neither")))
    kind: str = yield Kind("kind", _("Is that a request or an offer?"), among=among)
    if kind == "neither":
        return None
    return (yield from (need if kind == "need" else offer)(look))
