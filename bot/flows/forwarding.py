"""A coordinator sends a request or an offer to one organisation: of the first few, or by some letters of its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.cards.listing import told
from bot.engine import Flow, Reject
from bot.questions import Pick
from bot.readable import Readable
from core.commands.caring import Forward
from core.errors import NotYours, Refusal
from core.look import Look
from core.messages import Option, _

_SHOWN = 8
_NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Addressee(Pick):
    """One of the list, or some letters of a name that somebody has: other letters may be written at once."""

    find: Callable[[str], tuple[Option, ...]] = lambda _name: ()

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        canonical = Pick.read(self, words, offered)
        if canonical.startswith("=") and not self.find(canonical[1:]):
            raise Reject(_("Nobody of that name may see it, or they were asked already."))
        return canonical


def forward(look: Look, listing_id: str) -> Flow:
    """Those who may see it and were not asked yet."""
    card = look.listing(int(listing_id))
    if card is None or not look.me.coordinates or card.organisation_id == look.me.organisation_id:
        raise NotYours
    among = _named(look, card.id)
    if not among:
        raise Refusal(_("Everybody who may see it was asked already. More organisations can be invited."))
    prompt = _(
        "To whom do I send “{what}”? Choose, or write some letters of the name.", what=told(card.what, card.service)
    )
    to: str = yield Addressee("to", prompt, among=among, free=True, find=partial(_named, look, card.id))
    if to.startswith("="):
        among = (*_named(look, card.id, to[1:]), Option(_NOBODY, _("None of these")))
        to = yield Pick("which", _("Which of these?"), among=among)
    return None if to == _NOBODY else Forward(card.id, int(to))


def _named(look: Look, listing_id: int, name: str = "") -> tuple[Option, ...]:
    return tuple(Option(str(id), called) for id, called in look.may_be_asked(listing_id, name)[:_SHOWN])
