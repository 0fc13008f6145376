"""Organisations without a phone: who they are, and what one is asked to confirm that was done for it."""

from __future__ import annotations

from dataclasses import replace

from bot.cards.listing import MENU, hours
from bot.cards.queue import COORDINATION
from core.exchange_states import DONE
from core.look import Look
from core.look.assisted import AssistedCard, Offline
from core.look.coordinators import IntakeCard
from core.messages import Amount, Code, Message, Option, Screen, Value, _, _n, several

OFFLINE = Option("m:offline", _("Without a phone"))
OWN = Option("m:own", _("Stop acting for them"))
_MOST = 6


def offline(look: Look, skipped: str = "0") -> Screen:
    """The hub's organisations without a phone; one is chosen to act for it."""
    found = look.offline()
    new = Option("m:register", _("Register one"))
    text = _("Organisations without a phone. A coordinator writes for them, and they confirm it later with a code.")
    if not found:
        return Screen((text, _("There is none yet.")), (new, COORDINATION, MENU))
    shown = found[int(skipped) :][:_MOST]
    options = tuple(map(act_for, shown))
    rest = len(found) > int(skipped) + _MOST
    more = (Option(f"m:offline/{int(skipped) + _MOST}", _("More")),) if rest else ()
    return Screen((text, _("Whom do you act for?")), (*options, *more, new, COORDINATION, MENU))


def act_for(one: Offline, exchange_id: int = 0, listing_id: int = 0) -> Option:
    """The button by which a coordinator acts for it, about an exchange, a listing or in general."""
    about = f"{exchange_id}:{listing_id}" if listing_id else str(exchange_id)
    return Option(f"a:{one.id}:{about}", _("For {organisation}", organisation=one.name))


def with_code(screen: Screen, exchange_id: int) -> Screen:
    """An exchange's card for who acts for one side: the paper with the code may be lost."""
    *options, last = screen.options
    return replace(screen, options=(*options, Option(f"x:{exchange_id}:0:code", NEW_CODE), last))


def confirm_text(card: AssistedCard) -> Message:
    """What was done for the organisation, in one sentence that it says yes or no to."""
    values: dict[str, Value] = {
        "organisation": card.organisation,
        "number": Code(str(card.number)),
        "what": card.what,
        "other": card.other,
        "hours": hours(card.minutes),
    }
    done = card.state in DONE
    if card.gives and done:
        return _(
            "Exchange {number}: {organisation} has done “{what}” for {other}. Hours: {hours}. A coordinator wrote this "
            "for you.\n\nIs it right?",
            **values,
        )
    if card.gives:
        return _(
            "Exchange {number}: {organisation} does “{what}” for {other}. Hours: {hours}. A coordinator wrote this for "
            "you.\n\nIs it right?",
            **values,
        )
    if done:
        return _(
            "Exchange {number}: {organisation} has received “{what}” from {other}. Hours: {hours}. A coordinator wrote "
            "this for you.\n\nIs it right?",
            **values,
        )
    return _(
        "Exchange {number}: {organisation} receives “{what}” from {other}. Hours: {hours}. A coordinator wrote this "
        "for you.\n\nIs it right?",
        **values,
    )


def intake_card(card: IntakeCard) -> Screen:
    """Organisations that a coordinator brought in: another one says yes, and their first hours begin."""
    names = several(card.names)
    if not card.organisations:
        return Screen((_("The hours of all of these have begun."),), (COORDINATION, MENU))
    text = _n(
        "A coordinator brought in {n} organisation without a phone: {names}. With your yes its first hours begin: "
        "{hours}. Do you know it?",
        "A coordinator brought in {n} organisations without a phone: {names} … With your yes their first hours begin: "
        "{hours} in all. Do you know them?",
        card.organisations,
        names=names,
        hours=Amount(card.minutes),
    )
    if card.own:
        text = _(
            "You brought these in: {names}. Their first hours, {hours} in all, begin when one of their people writes, "
            "or with another coordinator’s yes. Where nobody else coordinates, {n} organisations begin each month.",
            names=names,
            hours=Amount(card.minutes),
            n=card.alone,
        )
    yes = (Option(f"i:{card.id}:yes", _("Yes, they begin")),) if card.may else ()
    no = () if card.own else (Option(f"i:{card.id}:no", _("No, not yet")),)
    return Screen((text,), (*yes, *no, COORDINATION, MENU))


NEW_CODE = _("Another code")
YES, NO = _("Yes, it is right"), _("No, it is not")


def answers(assisted_id: int) -> tuple[Option, ...]:
    """Yes and no, for its people who are here."""
    return Option(f"y:{assisted_id}:yes", YES), Option(f"y:{assisted_id}:no", NO)
