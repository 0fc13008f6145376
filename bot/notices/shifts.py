"""Who took or was handed a case, who is away, and what waits for too long: told to those it concerns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards.listing import MENU
from bot.cards.network import NETWORK
from bot.cards.page_link import link_lines
from bot.cards.queue import COORDINATION
from bot.notices.cases import see_case
from bot.notices.telling import Telling
from bot.sending import briefs
from core import audience
from core.coordination import queue
from core.events.hub import CalledIn, CaseHanded, InvitedIn, PageLink, QueueLate, WentAway
from core.hubs import load_hub
from core.messages import Code, Day, Door, Moment, Screen, Value, _, _n
from core.policy import DAY_MS


def _handed(tell: Telling, event: CaseHanded) -> None:
    number = Code(str(event.case_id))
    tell.options = (see_case(event.case_id), COORDINATION, MENU)
    if event.to == event.by:
        tell.say(_("You see to case {case} now.", case=number))
    elif event.to is None:
        tell.say(_("Case {case} is free for another coordinator.", case=number))
    else:
        tell.say(_("Case {case} is handed over; I have told them.", case=number))
        text = _("A coordinator hands case {case} to you.", case=number)
        screen = Screen((text,), (see_case(event.case_id), MENU), brief=briefs.case(event.case_id))
        tell.alert(audience.of_person(tell.tx, event.to), screen, f"hand:{event.case_id}:{tell.now}", 7 * DAY_MS)


def _away(tell: Telling, event: WentAway) -> None:
    if event.until_on is None:
        tell.say(_("Welcome back. From now on I tell you again what waits."))
        tell.options = (COORDINATION, MENU)
        return
    until = Day(event.until_on)
    tell.say(_("Noted: you are away until {day}. The others have everything.", day=until))
    tell.options = (NETWORK, MENU)
    lines = [_("A coordinator is away until {day}.", day=until)]
    if event.handed:
        lines.append(_n("{n} thing is free for you now.", "{n} things are free for you now.", event.handed))
    screen = Screen(tuple(lines), (COORDINATION, MENU), brief=briefs.COORDINATION)
    tell.alert(tell.coordinators(event.hub_id), screen, f"away:{event.hub_id}:{event.person_id}:{tell.now}")


def _called_in(tell: Telling, event: CalledIn) -> None:
    values: dict[str, Value] = {"code": tell.secret(event.digits), "until": Moment(event.expires_at)}
    if event.deputy:
        tell.say(
            _(
                "Give this code to somebody you trust outside this network: {code}. They stand in when nobody here is "
                "there, or all belong to a side. It works once, until {until}.",
                **values,
            )
        )
    else:
        tell.say(_("Who writes this code to me becomes a coordinator: {code}. It works once, until {until}.", **values))
    tell.options = (NETWORK, MENU)


def _invited_in(tell: Telling, event: InvitedIn) -> None:
    """A message that can be sent on as it is, below what is for the coordinator alone."""
    hub = load_hub(tell.tx, event.hub_id)
    assert hub, "a coordinator's hub"
    tell.say(
        _(
            "Send this on to the organisations that you invite. It serves all of them, until {until}.",
            until=Moment(event.expires_at),
        ),
        _(
            "{hub} invites you to ComuniDAS: organisations help each other, 1 hour given = 1 credit. Open this, or "
            "write {code} to the bot:\n{door}",
            hub=hub.name,
            code=Code(event.digits),
            door=Door(event.digits),
        ),
    )
    tell.options = (NETWORK, MENU)


def _page(tell: Telling, event: PageLink) -> None:
    if tell.look:
        tell.say(*link_lines(tell.look, event.word))
    tell.options = (COORDINATION, MENU)


def _late(tell: Telling, event: QueueLate) -> None:
    """In the morning, how much each of them finds in their list; whoever stands in from outside only when that goes on.

    All hear of what is in nobody's: whoever concerns it must know that it waits.
    """
    ears = tell.coordinators(event.hub_id)
    if event.deputies:
        ears += [ear for ear in audience.deputies(tell.tx, event.hub_id, tell.now) if ear not in ears]
    found = [(ear, queue.late_for(tell.tx, ear.person_id, event.hub_id, tell.now)) for ear in ears]
    somebodys = any(count for _ear, count in found)
    for ear, count in found:
        if count or not somebodys:
            n = count or event.count
            text = _n("{n} thing waits for longer than it should.", "{n} things wait for longer than they should.", n)
            screen = Screen((text,), (COORDINATION, MENU), brief=briefs.COORDINATION)
            tell.alert([ear], screen, f"late:{event.hub_id}:{tell.now // DAY_MS}", DAY_MS)


TELL: dict[type, Callable[[Telling, Any], None]] = {
    PageLink: _page,
    CaseHanded: _handed,
    WentAway: _away,
    CalledIn: _called_in,
    InvitedIn: _invited_in,
    QueueLate: _late,
}
