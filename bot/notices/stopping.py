"""What a coordinator stopped or let go on: the people concerned hear it with the reason, the other coordinators too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards.listing import LISTINGS, MENU, PERSON, show_again
from bot.cards.network import MEMBERS, NETWORK
from bot.cards.queue import COORDINATION
from bot.notices import assist
from bot.notices.exchanges import to_side
from bot.notices.telling import Telling
from bot.sending import briefs
from core import audience
from core.events import Moved
from core.events.hub import Frozen, ListingStopped, OrganisationStopped, Thawed
from core.messages import Message, Option, Screen, Sealed, _, _n
from core.naming import listing_words, organisation_of, side_names
from core.policy import DAY_MS

_KEPT_MS = 10 * DAY_MS


def _frozen(tell: Telling, event: Frozen) -> None:
    key = f"frozen:{event.hub_id}:{event.organisation_id}"
    if event.organisation_id is not None:
        name, _hub = organisation_of(tell.tx, event.organisation_id)
        text = _(
            "The coordination has stopped the deadlines of {organisation}, and of nobody else. Until they go on, "
            "nothing that it has under way ends by itself, and its silence counts against nobody.",
            organisation=name,
        )
        _to_concerned(tell, event.hub_id, event.concerned, text, key)
        _done(tell, _("Done: the deadlines of {organisation} rest, and it is told.", organisation=name), MEMBERS)
        return
    text = _(
        "The coordination has stopped all deadlines. Until they go on, nothing ends by itself and silence counts "
        "against nobody. You can go on with everything as usual."
    )
    _to_concerned(tell, event.hub_id, event.concerned, text, key)
    _done(tell, _("Done: the deadlines rest, and who has something under way is told."), NETWORK)


def _thawed(tell: Telling, event: Thawed) -> None:
    days = max(round(event.rested / DAY_MS), 1)
    key = f"thawed:{event.hub_id}:{event.organisation_id}"
    if event.organisation_id is not None:
        name, _hub = organisation_of(tell.tx, event.organisation_id)
        text = _n(
            "The deadlines of {organisation} go on. Each ends about {n} day later than it would have.",
            "The deadlines of {organisation} go on. Each ends about {n} days later than it would have.",
            days,
            organisation=name,
        )
        _to_concerned(tell, event.hub_id, event.concerned, text, key)
        _done(tell, _("Done: the deadlines of {organisation} go on, and it is told.", organisation=name), MEMBERS)
        return
    text = _n(
        "The deadlines go on. Each ends about {n} day later than it would have.",
        "The deadlines go on. Each ends about {n} days later than it would have.",
        days,
    )
    _to_concerned(tell, event.hub_id, event.concerned, text, key)
    _done(tell, _("Done: the deadlines go on, and who has something under way is told."), NETWORK)


def _to_concerned(tell: Telling, hub_id: int, concerned: tuple[int, ...], text: Message, key: str) -> None:
    """Each person once, also who acts for several of them; and the other coordinators."""
    ears = [ear for id in concerned for ear in audience.of_organisation(tell.tx, id)]
    once = {ear.person_id: ear for ear in (*ears, *tell.coordinators(hub_id))}
    screen = Screen((text,), (Option("m:ours", _("Our exchanges")), MENU), brief=briefs.UNNAMED)
    tell.alert(list(once.values()), screen, f"{key}:{tell.now}", _KEPT_MS)


def _done(tell: Telling, text: Message, back: Option) -> None:
    tell.say(text)
    tell.options = (back, COORDINATION, MENU)


def _organisation(tell: Telling, event: OrganisationStopped) -> None:
    name, hub = organisation_of(tell.tx, event.organisation_id)
    if event.back:
        tell.say(_("Done: {organisation} is in again.", organisation=name))
        text = _(
            "{organisation} is in {hub} again. Your requests and offers rest until you show them again.",
            organisation=name,
            hub=hub,
        )
        screen = Screen((text,), (LISTINGS, MENU), brief=briefs.UNNAMED)
    else:
        tell.say(_("Done: {organisation} is out for now, and is told.", organisation=name))
        text = _(
            "The coordination of {hub} has taken {organisation} out of the network for now. Why: {text}\n\n"
            "What you had agreed rests. To answer, write “person”.",
            hub=hub,
            organisation=name,
            text=Sealed(event.words),
        )
        screen = Screen((text,), (PERSON, MENU), foreign=tell.lang, brief=briefs.UNNAMED)
    tell.options = (MEMBERS, COORDINATION, MENU)
    ears = audience.of_organisation(tell.tx, event.organisation_id)
    tell.alert(ears, screen, f"measure:{event.measure_id}", _KEPT_MS)


def _listing(tell: Telling, event: ListingStopped) -> None:
    what = listing_words(tell.tx, event.listing_id).what
    name, _hub = organisation_of(tell.tx, event.organisation_id)
    tell.say(_("Done, I have told {organisation}.", organisation=name))
    tell.options = (COORDINATION, MENU)
    words = Sealed(event.words)
    if event.removed:
        text = _("The coordination has removed “{what}”. Why: {text}", what=what, text=words)
        screen = Screen((text,), (PERSON, MENU), foreign=tell.lang, brief=briefs.UNNAMED)
    else:
        text = _(
            "The coordination lets “{what}” rest. Why: {text}\n\n"
            "You can show it again, or publish it with other words.",
            what=what,
            text=words,
        )
        options = (show_again(event.listing_id), PERSON, MENU)
        screen = Screen((text,), options, foreign=tell.lang, brief=briefs.UNNAMED)
    ears = audience.of_organisation(tell.tx, event.organisation_id)
    assist.about_listing(tell, event.organisation_id, ears, screen, f"measure:{event.measure_id}")


def taken_back(tell: Telling, event: Moved) -> None:
    """Of a suggestion nobody hears; who was talking only that it cannot go on."""
    if event.old_state != "proposed":
        return
    names = side_names(tell.tx, event.exchange_id)
    lead = (_("This cannot go on: one of the two is not available now."),)
    for side in (names.receiver_id, names.provider_id):
        to_side(tell, event.exchange_id, side, event.action, lead)


STEPS: dict[str, Callable[[Telling, Moved], None]] = {"taken_back": taken_back}
TELL: dict[type, Callable[[Telling, Any], None]] = {
    Frozen: _frozen,
    Thawed: _thawed,
    OrganisationStopped: _organisation,
    ListingStopped: _listing,
}
