"""Who left, and what closed with them: the last answer, and who else is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bot.cards.listing import MENU
from bot.notices.telling import DEFAULT_MS, Telling
from bot.sending import briefs
from core import audience
from core.events import Erased
from core.messages import Message, Moment, Screen, _
from core.naming import hub_of, organisation_of


def _erased(tell: Telling, event: Erased) -> None:
    """Whatever ended on the way, the person hears what went, and what stays until when; partners were told of each
    ending.
    """
    tell.lines = list(_gone(event))
    tell.options = ()
    for organisation_id in event.left:
        name, _hub = organisation_of(tell.tx, organisation_id)
        text = _("Someone who acted for {organisation} has left, and their data was deleted.", organisation=name)
        ears = audience.of_organisation(tell.tx, organisation_id)
        screen = Screen((text,), (MENU,), brief=briefs.organisation(name))
        tell.alert(ears, screen, f"left:{organisation_id}:{event.person_id}")
    for organisation_id in event.closed:
        _closed(tell, organisation_id)


def _gone(event: Erased) -> Iterator[Message]:
    yield _("Deleted: your address, your texts and your roles. If you write to me again, we begin anew.")
    yield _(
        "Without you stay: past exchanges and hours; and for 90 days, of some apps for 400, the numbers of messages, "
        "without words, so that nothing is done twice. Backups remember for up to 30 days."
    )
    if event.mark_until is not None:
        yield _(
            "An encrypted mark of this address stays until {day}: if another organisation comes in from it by then, "
            "a coordinator looks at it first.",
            day=Moment(event.mark_until),
        )
    if event.tries_until is not None:
        yield _(
            "So does a mark of the wrong codes, until {until}, so that nobody goes on guessing.",
            until=Moment(event.tries_until),
        )


def _closed(tell: Telling, organisation_id: int) -> None:
    """No partner is told here: each of them heard what ended, by the exchange's own notice."""
    name, hub = organisation_of(tell.tx, organisation_id)
    text = _(
        "{organisation} in {hub} has closed: its last person had their data deleted. Its hours went to the fund.",
        organisation=name,
        hub=hub,
    )
    ears = tell.coordinators(hub_of(tell.tx, organisation_id))
    tell.alert(ears, Screen((text,), (MENU,), brief=briefs.COORDINATION), f"closed:{organisation_id}", DEFAULT_MS)


TELL: dict[type, Callable[[Telling, Any], None]] = {Erased: _erased}
