"""A coordinator sends a request or an offer to one organisation: of the first few, or by some letters of its name."""

from __future__ import annotations

from bot.cards.listing import told
from bot.engine import Flow
from bot.questions import Pick
from core.commands.caring import Forward
from core.errors import NotYours
from core.look import Look
from core.messages import Option, _

_SHOWN = 8
_NOBODY = "nobody"


def forward(look: Look, listing_id: str) -> Flow:
    """Those who may see it and were not asked yet."""
    card = look.listing(int(listing_id))
    if card is None or not look.me.coordinates or card.organisation_id == look.me.organisation_id:
        raise NotYours
    prompt = _(
        "To whom do I send “{what}”? Choose, or write some letters of the name.", what=told(card.what, card.service)
    )
    to: str = yield Pick("to", prompt, among=_named(look, card.id), free=True)
    if to.startswith("="):
        found = _named(look, card.id, to[1:])
        which = _("Which of these?") if found else _("Nobody of that name may see it, or they were asked already.")
        to = yield Pick("which", which, among=(*found, Option(_NOBODY, _("None of these"))))
    return None if to == _NOBODY else Forward(card.id, int(to))


def _named(look: Look, listing_id: int, name: str = "") -> tuple[Option, ...]:
    return tuple(Option(str(id), called) for id, called in look.may_be_asked(listing_id, name)[:_SHOWN])
