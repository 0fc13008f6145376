"""Asking the fund for the hours of a request of one's own: which one, how many, why."""

from __future__ import annotations

from bot.cards.listing import hours
from bot.engine import Flow
from bot.questions import Confirm, Hours, Letter, Pick
from core.commands.giving import AnswerFund, AskFund
from core.errors import NotYours, Refusal
from core.exchange_states import HELD
from core.listing_states import LIVE
from core.listings.cards import ListingCard
from core.look import Look
from core.messages import Amount, Message, Option, Sealed, _
from core.text.clean import brief

PARTS = {"need": _("Request"), "hours": _("Hours"), "why": _("Text")}


def ask_fund(look: Look) -> Flow:
    """A coordinator reads it, and only they."""
    if look.me.status != "approved":
        raise Refusal(
            _("A coordinator looks at your organisation first. You can ask the fund as soon as it is approved.")
        )
    helped = {one.own_listing for one in look.my_exchanges() if not one.gives and one.state in HELD}
    needs = [one for one in look.my_listings("need") if one.state in LIVE and one.id not in helped]
    if not needs:
        raise Refusal(_("The fund gives hours for a request. Publish what you need first, then ask the fund."))
    among = tuple(Option(str(one.id), _told_apart(one, needs)) for one in needs)
    id = among[0].id
    if len(needs) > 1:
        id = yield Pick("need", _("For which request?"), among=among)
    need = next(one for one in needs if str(one.id) == id)
    most = look.policy.fund_per_need
    minutes = need.minutes
    if minutes is None or minutes > most:
        prompt = _("How many hours does it need? The fund gives up to {most} for one request.", most=Amount(most))
        minutes = yield Hours("hours", prompt, least=1, most=most)
    why: str = yield Letter("why", _("Why do you ask the fund? A few words; a coordinator reads them."), look.seal)
    text = _(
        "Ask the solidarity fund for {hours}\nFor: {what}\nWhy: {text}\nAs: {organisation}\n\nShall I send it?",
        hours=Amount(minutes),
        what=need.what,
        text=Sealed(why),
        organisation=look.me.organisation,
    )
    if not (yield Confirm("sure", text, yes=_("Send"), parts=PARTS)):
        return None
    return AskFund(need.id, minutes, why)


def _told_apart(one: ListingCard, among: list[ListingCard]) -> str | Message:
    """Its words, with the hours where another one is called the same."""
    what = brief(one.what)
    alike = sum(brief(other.what) == what for other in among) > 1
    return _("{what} ({hours})", what=what, hours=hours(one.minutes)) if alike else what


def fund_no(look: Look, request_id: str) -> Flow:
    """A coordinator's no says why; who asked reads it as it was written."""
    card = next((one for one in look.fund_asks() if one.id == int(request_id)), None)
    if card is None:
        raise NotYours
    why: str = yield Letter("why", _("Why? Write it in a few words; they read it as you write it."), look.seal)
    text = _(
        "To {organisation}, the fund cannot give {hours} this time. Why: {text}\n\nShall I send it?",
        organisation=card.organisation,
        hours=Amount(card.minutes),
        text=Sealed(why),
    )
    if not (yield Confirm("sure", text, yes=_("Send"), parts={"why": _("Text")})):
        return None
    return AnswerFund(card.id, yes=False, sealed=why)
