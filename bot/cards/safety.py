"""What an organisation can do for its safety, and whom it has blocked. Made from a `Look`."""

from __future__ import annotations

from bot.cards.listing import MENU
from core.look import Look
from core.look.data import BlockCard
from core.messages import Code, Message, Moment, Option, Screen, Value, _, _n

_SHOWN = 7
SAFETY = Option("m:safety", _("Safety"))
BLOCKED = Option("m:blocked", _("Blocked"))
QUIET = Option("m:quiet_hours", _("Quiet hours"))


def night_said(night: tuple[int, int]) -> Message:
    """Between which hours nothing is sent that can wait."""
    first, last = night
    return _("from {first}:00 to {last}:00", first=first, last=last) if first != last else _("none, at any hour")


def safety(look: Look) -> Screen:
    """How it stands now, and what can be changed."""
    how = _("My messages show everything.")
    if look.discreet:
        how = _("My messages say nothing until you open them.")
    count = len(look.blocked())
    lines: tuple[Message, ...] = (how, _n("Blocked: {n} organisation.", "Blocked: {n} organisations.", count))
    pin = Option("m:pin_on", _("A PIN for this phone"))
    if look.me.pin:
        lines = (*lines, _("This phone asks for a PIN before hours move."))
        pin = Option("m:pin_off", _("Remove the PIN"))
    return Screen(lines, (Option("m:discreet", _("Discreet messages")), BLOCKED, pin, QUIET, MENU))


def _blocked_line(card: BlockCard) -> Message:
    """Who it is: of two groups in one town the number of the exchange tells."""
    values: dict[str, Value] = {"other": card.other, "town": card.town, "since": Moment(card.since)}
    if card.number is None:
        return _("{other} ({town}), since {since}", **values)
    return _("{other} ({town}), exchange {number}, since {since}", number=Code(str(card.number)), **values)


def blocked(look: Look) -> Screen:
    """Whom the organisation has blocked, the last first."""
    cards = look.blocked()[:_SHOWN]
    how = _("To block an organisation, open its card and write “block”.")
    if not cards:
        return Screen((_("You have blocked nobody."), how), (SAFETY, MENU))
    lines = map(_blocked_line, cards)
    options = tuple(
        Option(f"b:{card.organisation_id}:un", _("Unblock {n}", n=number)) for number, card in enumerate(cards, 1)
    )
    return Screen((_("Blocked:"), *lines, how), (*options, MENU))
