"""What becomes of a case: its coordinators hear of it, and whoever it came from gets the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards.danger import GO_ON, PERSON
from bot.cards.listing import MENU
from bot.cards.talk import reply_to_us
from bot.notices.telling import Telling
from bot.sending import briefs
from core import audience
from core.coordination import cases
from core.coordination.cases import Standing
from core.events.cases import CaseAnswered, CaseClosed, CaseReplied, CoordinationWrote
from core.messages import Code, Message, Option, Screen, Sealed, _, dump
from core.outbox import Item
from core.outbox.budget import ALWAYS
from core.policy import DAY_MS, HOUR_MS

_KEPT_MS = 30 * DAY_MS


def see_case(case_id: int) -> Option:
    """The button that opens a case."""
    return Option(f"c:{case_id}:see", _("See the case"))


def call(tell: Telling, *, again: bool) -> bool:
    """Somebody wants a human, or wrote more: at most once an hour for a case, and anew once it was answered.

    Whether there is anybody who hears of it.
    """
    heard = False
    if tell.me is None:
        return heard
    for case in cases.all_standing(tell.tx, "human", tell.me.address_id):
        if case.hub_id is None or tell.me.hub_id not in (0, case.hub_id):
            continue
        text = _call_line(case, tell.me.organisation or "…", again=again)
        key = f"human:{case.id}:{case.answers}:{tell.now // HOUR_MS}"
        screen = Screen((text,), (see_case(case.id), MENU), brief=briefs.case(case.id))
        coordinators = tell.coordinators(case.hub_id)
        heard |= bool(coordinators)
        tell.alert(coordinators, screen, key, at_once=True)
    return heard


def _call_line(case: Standing, organisation: str, *, again: bool) -> Message:
    if again:
        return _again(case.id, organisation)
    return _(
        "Case {case}: {organisation} asks to talk to a person.", case=Code(str(case.id)), organisation=organisation
    )


def _answered(tell: Telling, event: CaseAnswered) -> None:
    tell.say(_("Sent to {organisation}.", organisation=event.organisation or "…"))
    tell.options = (see_case(event.case_id), Option(f"c:{event.case_id}:done", _("Close the case")), MENU)
    screen = _written(tell, event.hub, event.sealed, event.case_id)
    pass_on(tell, event.address_id, event.channel, screen, f"{ALWAYS}{event.words_id}")


def _wrote(tell: Telling, event: CoordinationWrote) -> None:
    tell.say(_("Sent to {organisation}.", organisation=event.organisation))
    tell.options = (Option("m:coordinate", _("Coordination")), MENU)
    for words_id, address_id, channel in event.to:
        screen = _written(tell, event.hub, event.sealed, words_id)
        pass_on(tell, address_id, channel, screen, f"{ALWAYS}{words_id}")


def _written(tell: Telling, hub: str, sealed: str, case_id: int) -> Screen:
    """A coordinator's words as they are read, with what answers them."""
    text = _("The coordination of {hub} writes: {text}", hub=hub, text=Sealed(sealed))
    return Screen((text,), (reply_to_us(case_id), MENU), foreign=tell.lang, brief=briefs.MESSAGE)


def _replied(tell: Telling, event: CaseReplied) -> None:
    """Who may read the case hears of it, at most once an hour until it is answered again."""
    tell.say(_("Passed on to the coordination."))
    tell.options = (reply_to_us(event.case_id), MENU)
    case = cases.find(tell.tx, event.case_id)
    if case is None:
        return
    ears = [one for one in tell.coordinators(case.hub_id) if cases.readable(tell.tx, one.person_id, case)]
    text = _again(case.id, case.organisation)
    key = f"reply:{case.id}:{event.answers}:{tell.now // HOUR_MS}"
    tell.alert(ears, Screen((text,), (see_case(case.id), MENU), brief=briefs.case(case.id)), key, at_once=True)


def _again(case_id: int, organisation: str) -> Message:
    number = Code(str(case_id))
    return _("Case {case}: {organisation} has written again.", case=number, organisation=organisation or "…")


def _closed(tell: Telling, event: CaseClosed) -> None:
    tell.say(_("Case {case} is closed.", case=Code(str(event.case_id))))
    tell.options = (Option("m:coordinate", _("Coordination")), MENU)
    if event.danger and event.address_id is not None:
        text = _(
            "The coordination of {hub} has read what you wrote, and closed it. If you need help, write to me again at "
            "any time.",
            hub=event.hub,
        )
        screen = Screen((text,), (PERSON, GO_ON), brief=briefs.MESSAGE)
        pass_on(tell, event.address_id, event.channel, screen, f"{ALWAYS}closed:{event.case_id}")
    elif event.address_id is not None:
        text = _("The coordination of {hub} has ended the conversation. I am here again; write “menu”.", hub=event.hub)
        screen = Screen((text,), (Option("m:person", _("Talk to a person")), MENU), brief=briefs.MESSAGE)
        pass_on(tell, event.address_id, event.channel, screen, f"closed:{event.case_id}")


def pass_on(tell: Telling, address_id: int, channel: str, screen: Screen, key: str) -> None:
    """To that address alone, also where the person has others: the handler says which.

    Who stopped messages and then told of danger there has asked for an answer.
    """
    kind = "reply" if audience.has_stopped(tell.tx, address_id) else "alert"
    tell.alerts.append(Item(address_id, channel, kind, dump(screen), key, tell.now + _KEPT_MS))


TELL: dict[type, Callable[[Telling, Any], None]] = {
    CaseAnswered: _answered,
    CoordinationWrote: _wrote,
    CaseReplied: _replied,
    CaseClosed: _closed,
}
