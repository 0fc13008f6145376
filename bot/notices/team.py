"""What happens among the people of an organisation, and what one of them did: the others are told, without noise.

Hours that move, what is called off, and who may act, are told at once (never by night); everything else is one line of
the day's digest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards import pages
from bot.cards.listing import MENU, by_day, hours
from bot.cards.team import PEOPLE
from bot.conversation.buttons.card import card_behind
from bot.notices.telling import Telling
from bot.sending import briefs
from core import audience, held
from core.audience import Ear
from core.events import Detached, Moved, PersonLeft, PhoneCode, PhoneMoved, Promised, RoleChanged, Switched, TakenBack
from core.look.exchanges import ExchangeCard
from core.messages import Amount, Code, Message, Moment, Option, Screen, Sealed, Value, _
from core.naming import hub_of, organisation_of
from core.people import belonging
from core.policy import DAY_MS

_KEPT_MS = 7 * DAY_MS
A_COLLEAGUE = _("A colleague")
_Line = Callable[[Value], Message]

# ---- what one of them did ---------------------------------------------------------------------------------------


def did(tell: Telling, line: _Line, key: str, options: tuple[Option, ...] = (), *, at_once: bool = False) -> None:
    """What the acting person did for their organisation, to the others of it."""
    me = tell.me
    if me is None or me.organisation_id is None or not me.colleagues:
        return
    ears = [ear for ear in audience.of_organisation(tell.tx, me.organisation_id) if ear.person_id != me.person_id]
    who = belonging.name_of(tell.tx, me.person_id, me.organisation_id) or A_COLLEAGUE
    _send(tell, ears, Screen((line(who),), (*options, MENU), brief=briefs.UNNAMED), f"team:{key}", at_once=at_once)


def _send(tell: Telling, ears: list[Ear], screen: Screen, key: str, *, at_once: bool) -> None:
    if at_once:
        tell.alert(ears, screen, key, _KEPT_MS)
    else:
        tell.gather([ear for ear in ears if ear.alerts != "off"], screen, key, held.DIGEST, _KEPT_MS)


def published(tell: Telling, what: str, key: str) -> None:
    """A request or an offer."""
    did(tell, lambda who: _("{who} published: {what}", who=who, what=what), key)


def taken_down(tell: Telling, what: str, listing_id: int) -> None:
    did(tell, lambda who: _("{who} took down: {what}", who=who, what=what), f"down:{listing_id}")


def stepped(tell: Telling, event: Moved, card: ExchangeCard) -> None:
    """A step of an exchange; `card` is theirs, as it stands after it."""
    make = _STEPS.get(event.action, _other_step)
    if event.action in QUIET:
        return  # private until the other side wrote, or a coordinator spoke
    values: dict[str, Value] = {
        "number": Code(str(card.number)),
        "other": card.other,
        "what": card.what,
        "hours": hours(card.minutes if event.minutes is None else event.minutes),
        "day": by_day(card.due_on),
    }
    see = Option(f"n:{card.id}:see", _("See {number}", number=values["number"]))
    key = f"{event.exchange_id}:{event.version}:{event.action}"
    did(tell, lambda who: make({"who": who, **values}), key, (see,), at_once=event.action in _AT_ONCE)


QUIET = frozenset(("reviewed", "problem", "review_reported"))
"""Steps that only who took them hears of, and coordinators."""
_AT_ONCE = frozenset(
    ("accepted", "cancelled", "cancelled_late", "moved", "hours_moved", "settled", "settled_together", "reversed")
)
"""Hours move, are set aside or come back; and nobody sets out for what a colleague has called off or put off."""
_STEPS: dict[str, Callable[[dict[str, Value]], Message]] = {
    "proposed": lambda v: _("{who} sent a proposal, exchange {number} with {other}: {what}, {hours}", **v),
    "accepted": lambda v: _("{who} accepted exchange {number} with {other}: {what}, {hours}", **v),
    "declined": lambda v: _("{who} said no to exchange {number} with {other}: {what}", **v),
    "withdrawn": lambda v: _("{who} took back exchange {number} with {other}: {what}", **v),
    "cancelled": lambda v: _("{who} cancelled exchange {number} with {other}: {what}", **v),
    "day_asked": lambda v: _("{who} asked for another day, exchange {number} with {other}: {what}", **v),
    "moved": lambda v: _("{who} agreed to another day, exchange {number} with {other}: {what}, {day}", **v),
    "hours_asked": lambda v: _("{who} asked for other hours, exchange {number} with {other}: {what}", **v),
    "hours_moved": lambda v: _("{who} agreed to other hours, exchange {number} with {other}: {what}, {hours}", **v),
    "delivered": lambda v: _("{who} said that exchange {number} with {other} is done: {what}, {hours}", **v),
    "settled": lambda v: _("{who} confirmed exchange {number} with {other}: {what}, {hours}", **v),
    "reversed": lambda v: _("{who} agreed to undo exchange {number} with {other}: {what}, {hours}", **v),
}
_STEPS |= {"cancelled_late": _STEPS["cancelled"], "settled_together": _STEPS["settled"]}


def _other_step(values: dict[str, Value]) -> Message:
    return _("{who} answered in exchange {number} with {other}: {what}", **values)


def gave(tell: Telling, event: Promised, to: str) -> None:
    """Hours were given away; `to` is '' for the fund."""
    given = Amount(event.minutes)
    line: _Line = (
        (lambda who: _("{who} gave hours to {other}: {hours}", who=who, other=to, hours=given))
        if to
        else (lambda who: _("{who} gave hours to the solidarity fund: {hours}", who=who, hours=given))
    )
    did(tell, line, f"donated:{event.hold_id}", at_once=True)


def took_back(tell: Telling, event: TakenBack) -> None:
    back = Amount(event.minutes)

    def line(who: Value) -> Message:
        return _("{who} took back hours that were given: {hours}", who=who, hours=back)

    did(tell, line, f"back:{event.hold_id}", at_once=True)


def second_changed(tell: Telling, value: str) -> None:
    """Above how many minutes two people are needed; '' = never any more."""
    above = Amount(int(value)) if value else None
    line: _Line = (
        (lambda who: _("{who} changed it: a second person says yes to more than: {hours}", who=who, hours=above))
        if above
        else (lambda who: _("{who} changed it: one person is enough for every step", who=who))
    )
    did(tell, line, f"second:{tell.now}", at_once=True)


# ---- who is in it -----------------------------------------------------------------------------------------------


def _role_changed(tell: Telling, event: RoleChanged) -> None:
    name, _hub = organisation_of(tell.tx, event.organisation_id)
    who = belonging.name_of(tell.tx, event.person_id, event.organisation_id) or A_COLLEAGUE
    owner = event.role == "owner"
    if event.by_id is not None:
        tell.say(_("Done."))
        tell.options = (PEOPLE, MENU)
    told = (
        _("{who} is now responsible for {organisation}.", who=who, organisation=name)
        if owner
        else _("{who} is now a member of {organisation}.", who=who, organisation=name)
    )
    yours = (
        _("You are now responsible for {organisation}: you decide who belongs to it.", organisation=name)
        if owner
        else _("You are now a member of {organisation}.", organisation=name)
    )
    ears = audience.of_organisation(tell.tx, event.organisation_id)
    key = f"role:{event.organisation_id}:{event.person_id}:{tell.now}"
    theirs = [ear for ear in ears if ear.person_id == event.person_id]
    tell.alert(theirs, Screen((yours,), (PEOPLE, MENU), brief=briefs.UNNAMED), key)
    tell.alert([ear for ear in ears if ear not in theirs], Screen((told,), (PEOPLE, MENU), brief=briefs.UNNAMED), key)


def _person_left(tell: Telling, event: PersonLeft) -> None:
    name, _hub = organisation_of(tell.tx, event.organisation_id)
    who: Value = Sealed(event.sealed) if event.sealed else A_COLLEAGUE
    out = event.by_id != event.person_id
    if out:
        tell.say(_("Done: they act for {organisation} no longer.", organisation=name))
        tell.options = (PEOPLE, MENU)
        text = _("You no longer act for {organisation}. If that is wrong, write “person”.", organisation=name)
        tell.alert(
            audience.of_person(tell.tx, event.person_id),
            Screen((text,), (MENU,), brief=briefs.UNNAMED),
            f"out:{tell.now}",
        )
    else:
        tell.say(_("You have left {organisation}.", organisation=name))
        tell.options = (MENU,)
    told = (
        _("{who} was taken out of {organisation}.", who=who, organisation=name)
        if out
        else _("{who} has left {organisation}.", who=who, organisation=name)
    )
    ears = audience.of_organisation(tell.tx, event.organisation_id)
    key = f"gone:{event.organisation_id}:{event.person_id}:{tell.now}"
    tell.alert(ears, Screen((told,), (PEOPLE, MENU), brief=briefs.UNNAMED), key)


def _switched(tell: Telling, event: Switched) -> None:
    name, _hub = organisation_of(tell.tx, event.organisation_id)
    tell.say(_("You now act for {organisation}.", organisation=name))
    tell.options = (MENU,)
    card = card_behind(tell.look, event.then) if tell.look and event.then else None
    if card:
        tell.say(*card.lines)
        tell.options = (*card.options, *(() if MENU in card.options else (MENU,)))


def _detached(tell: Telling, event: Detached) -> None:
    """The stranger reads nothing about whom it was; the others hear that one of them cannot be reached any more."""
    tell.lines = [_("Thank you. Then I know nothing about you, and nothing more goes to who was here before.")]
    tell.options = (MENU,)
    for organisation_id in (*event.left, *event.alone):
        name, _hub = organisation_of(tell.tx, organisation_id)
        who = belonging.name_of(tell.tx, event.person_id, organisation_id) or A_COLLEAGUE
        key = f"detached:{organisation_id}:{event.person_id}:{tell.now}"
        if organisation_id in event.left:
            text = _(
                "{who} of {organisation} cannot be reached any more: the number belongs to somebody else now. Take "
                "them out under “People”, or invite them again.",
                who=who,
                organisation=name,
            )
            tell.alert(
                audience.of_organisation(tell.tx, organisation_id), Screen((text,), (PEOPLE, MENU)), key, _KEPT_MS
            )
        else:
            text = _(
                "Nobody of {organisation} can be reached any more: their number belongs to somebody else now.",
                organisation=name,
            )
            ears = tell.coordinators(hub_of(tell.tx, organisation_id))
            tell.alert(ears, Screen((text,), (MENU,)), key, _KEPT_MS)


def _phone_code(tell: Telling, event: PhoneCode) -> None:
    who = belonging.name_of(tell.tx, event.person_id, event.organisation_id) or A_COLLEAGUE
    tell.say(
        _(
            "The code for {who}: {code}. Tell it to them in person or by voice. They write it to me from the new "
            "phone. It works once, until {until}.",
            who=who,
            code=tell.secret(event.digits),
            until=Moment(event.expires_at),
        )
    )
    tell.options = (PEOPLE, MENU)


def _phone_moved(tell: Telling, event: PhoneMoved) -> None:
    """Whoever has the new phone goes on; the others of each organisation hear it, in case it was somebody else."""
    tell.say(_("Welcome back. All that is yours is here now, and nothing more goes to the old phone."))
    tell.options = pages.menu_options(tell.look) if tell.look else (MENU,)
    for organisation_id in event.organisations:
        name, _hub = organisation_of(tell.tx, organisation_id)
        who = belonging.name_of(tell.tx, event.person_id, organisation_id) or A_COLLEAGUE
        text = _(
            "{who} of {organisation} writes from a new phone now. If that is not so, take them out under “People”.",
            who=who,
            organisation=name,
        )
        key = f"phone:{organisation_id}:{event.person_id}:{tell.now}"
        screen = Screen((text,), (PEOPLE, MENU), brief=briefs.UNNAMED)
        tell.alert(audience.of_organisation(tell.tx, organisation_id), screen, key, _KEPT_MS)


TELL: dict[type, Callable[[Telling, Any], None]] = {
    RoleChanged: _role_changed,
    PersonLeft: _person_left,
    Switched: _switched,
    Detached: _detached,
    PhoneCode: _phone_code,
    PhoneMoved: _phone_moved,
}
