"""Hours that moved without an exchange, what the fund was asked, a line that grew: who is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards.fund import ASK_FOR_HELP, FUND, GIVE, ask_options, ask_text, take_back
from bot.cards.listing import MENU, balance_card
from bot.notices import team
from bot.notices.telling import Telling
from bot.sending import briefs
from core import audience
from core.accounts.fund import cards as fund_cards
from core.accounts.looking import balance_of
from core.coordination.coordinators import belongs
from core.errors import Bug
from core.events import Donated, FundAsked, FundDecided, FundLapsed, LineGrown, Promised, TakenBack
from core.look.fund import FundAskCard
from core.messages import Amount, Message, Moment, Option, Screen, Sealed, Value, _
from core.naming import organisation_of
from core.policy import DAY_MS

_KEPT_MS = 30 * DAY_MS
CASES = Option("m:cases", _("Cases"))
_HISTORY = Option("m:statement", _("History of hours"))


def _balance(tell: Telling, organisation_id: int) -> tuple[Message, ...]:
    """How many hours they have now."""
    card = balance_of(tell.tx, organisation_id)
    return (balance_card(card),) if card else ()


def _promised(tell: Telling, event: Promised) -> None:
    """Set aside, and nobody else hears of it before it moves; but colleagues, who could take it back."""
    hub = organisation_of(tell.tx, event.from_id)[1]
    other = "" if event.to_id is None else organisation_of(tell.tx, event.to_id)[0]
    values: dict[str, Value] = {"hours": Amount(event.minutes), "until": Moment(event.until)}
    if other:
        tell.say(
            _(
                "Thank you. Set aside for {other}: {hours}. They go there {until}, and then I tell them. To take "
                "them back before that, choose it below or write “undo”.",
                other=other,
                **values,
            )
        )
    else:
        tell.say(
            _(
                "Thank you. Set aside for the solidarity fund of {hub}: {hours}. They go there {until}. To take "
                "them back before that, choose it below or write “undo”.",
                hub=hub,
                **values,
            )
        )
    tell.options = (take_back(event.hold_id), FUND, MENU)
    team.gave(tell, event, other)


def _taken_back(tell: Telling, event: TakenBack) -> None:
    other = "" if event.to_id is None else organisation_of(tell.tx, event.to_id)[0]
    hours = Amount(event.minutes)
    if event.by_clock:
        text = _("Yours again, as they could not go to {other}: {hours}.", hours=hours, other=other)
        fund = _("Yours again, as they could not go to the solidarity fund: {hours}.", hours=hours)
        screen = Screen((text if other else fund,), (_HISTORY, MENU), brief=briefs.hours(other))
        tell.alert(audience.of_organisation(tell.tx, event.from_id), screen, f"back:{event.hold_id}", _KEPT_MS)
        return
    if other:
        tell.say(_("Taken back, and yours again: {hours}. {other} was told nothing.", hours=hours, other=other))
    else:
        tell.say(_("Taken back, and yours again: {hours}.", hours=hours))
    tell.say(*_balance(tell, event.from_id))
    tell.options = (GIVE, MENU)
    team.took_back(tell, event)


def _donated(tell: Telling, event: Donated) -> None:
    giver, hub = organisation_of(tell.tx, event.from_id)
    hours = Amount(event.minutes)
    if event.to_id is None:
        told = _(
            "{organisation} gives to the solidarity fund of {hub}: {hours}.", organisation=giver, hours=hours, hub=hub
        )
        screen = Screen((told,), (FUND, MENU), brief=briefs.COORDINATION)
        tell.suggest(tell.coordinators(event.hub_id), screen, f"donated:{event.entry_id}")
    else:
        name, _hub = organisation_of(tell.tx, event.to_id)
        told = _("{organisation} gives you {hours}, without anything in return.", organisation=giver, hours=hours)
        screen = Screen((told, *_balance(tell, event.to_id)), (_HISTORY, MENU), brief=briefs.hours(name))
        tell.alert(audience.of_organisation(tell.tx, event.to_id), screen, f"donated:{event.entry_id}", _KEPT_MS)
    if event.seen and event.to_id is not None:
        _look_at(tell, event, event.to_id)


def _look_at(tell: Telling, event: Donated, to_id: int) -> None:
    """The coordinators who do not belong to it."""
    name, _hub = organisation_of(tell.tx, to_id)
    text = _(
        "Several organisations that have not served anybody yet gave their hours to {organisation}. It may well be all "
        "right. Please look at the case.",
        organisation=name,
    )
    ears = [ear for ear in tell.coordinators(event.hub_id) if not belongs(tell.tx, ear.person_id, to_id)]
    screen = Screen((text,), (CASES, MENU), brief=briefs.COORDINATION)
    tell.alert(ears, screen, f"gathered:{event.entry_id}", _KEPT_MS)


def _asked(tell: Telling, event: FundAsked) -> None:
    """The coordinators who may decide get it with yes and no; who belongs to the organisation does not."""
    card = _card(tell, event.request_id)
    tell.say(_("Sent. A coordinator answers you; the solidarity fund is for exactly this."))
    tell.options = (FUND, MENU)
    ears = [ear for ear in tell.coordinators(card.hub_id) if not belongs(tell.tx, ear.person_id, card.organisation_id)]
    screen = Screen((ask_text(card),), (*ask_options(card.id), MENU), brief=briefs.COORDINATION)
    tell.alert(ears, screen, f"fund:{card.id}", _KEPT_MS)


def _decided(tell: Telling, event: FundDecided) -> None:
    card = _card(tell, event.request_id)
    screen = _yes(card) if event.approved else _no(card, event.words, tell.lang)
    if event.by_rule:
        tell.say(*screen.lines)
        tell.options = screen.options
    else:
        tell.say(_("Done, I have told {organisation}.", organisation=card.organisation))
        tell.options = (Option("m:coordinate", _("Coordination")), MENU)
    ears = audience.of_organisation(tell.tx, card.organisation_id)
    tell.alert(ears, screen, f"fund:{card.id}:{event.approved}", _KEPT_MS)


def _yes(card: FundAskCard) -> Screen:
    text = _(
        "The solidarity fund gives {hours} for “{what}”. When you agree with somebody on it, until {until}, the hours "
        "are set aside there and not with you.",
        hours=Amount(card.minutes),
        what=card.what,
        until=Moment(card.until or 0),
    )
    return Screen((text,), (Option("m:ours", _("Our exchanges")), MENU), brief=briefs.hours(card.organisation))


def _no(card: FundAskCard, words: str, lang: str) -> Screen:
    text = _(
        "The solidarity fund cannot give the hours for “{what}” this time. Why: {text}\n\nYour request stays open. "
        "You can ask for fewer hours, ask others for a gift, or offer something that you do well and receive hours for "
        "it.",
        what=card.what,
        text=Sealed(words),
    )
    offer, person = Option("m:offer", _("Offer help")), Option("m:person", _("Talk to a person"))
    return Screen((text,), (offer, person, MENU), foreign=lang, brief=briefs.hours(card.organisation))


def _lapsed(tell: Telling, event: FundLapsed) -> None:
    card = _card(tell, event.request_id)
    text = _(
        "The hours of the solidarity fund for “{what}” were not used in time: {hours}. You can ask for them again.",
        hours=Amount(card.minutes),
        what=card.what,
    )
    options = (Option("m:ask_fund", _("Ask the fund")), ASK_FOR_HELP, MENU)
    screen = Screen((text,), options, brief=briefs.hours(card.organisation))
    tell.alert(audience.of_organisation(tell.tx, card.organisation_id), screen, f"fund:{card.id}:lapsed", _KEPT_MS)


def _card(tell: Telling, request_id: int) -> FundAskCard:
    card = fund_cards.find(tell.tx, request_id)
    if card is None:
        raise Bug(f"fund request {request_id} is gone")
    return card


def _grown(tell: Telling, event: LineGrown) -> None:
    """Said on the card of the exchange that was settled, which comes next: one message for one step."""
    text = _(
        "You have helped one more organisation, so you can now receive {more} more before you give again.",
        more=Amount(event.more),
    )
    tell.more[event.organisation_id] = (text,)


TELL: dict[type, Callable[[Telling, Any], None]] = {
    Promised: _promised,
    TakenBack: _taken_back,
    Donated: _donated,
    FundAsked: _asked,
    FundDecided: _decided,
    FundLapsed: _lapsed,
    LineGrown: _grown,
}
