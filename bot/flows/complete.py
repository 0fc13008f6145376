"""The end of an exchange: done with other hours, received with other hours, and how it was."""

from __future__ import annotations

from bot.engine import Flow
from bot.flows.reviewing import Promised, Remark, Stars
from bot.flows.standing import own, own_now
from bot.questions import Confirm, Heard, Hours, Letter, Pick, Text
from core.commands import Confirm as Received
from core.commands import Deliver, Review
from core.commands.reviewing import ReplyReview, ReportReview
from core.errors import Faster, NotYours
from core.exchange_states import COMPLETED
from core.look import Look
from core.messages import Amount, Code, Option, Sealed, Value, _, _n
from core.privacy.nameless import Called


def done(look: Look, exchange_id: str, version: str) -> Flow:
    """The provider says it is done, with other hours than agreed; more than that is asked of the other side."""
    card = own_now(look, exchange_id, version)
    agreed = card.minutes or 0
    minutes: int = yield Hours(
        "hours",
        _("How many hours did it take? Write a number, for example 2."),
        most=agreed + look.policy.exchange_most,
    )
    values: dict[str, Value] = {
        "number": Code(str(card.number)),
        "what": card.what,
        "hours": Amount(minutes),
        "other": card.other,
    }
    text = _("Exchange {number}: “{what}” took {hours}. Shall I tell {other}?", **values)
    if minutes > agreed:
        text = _(
            "Exchange {number}: “{what}” took {hours}; agreed: {agreed}. I tell {other} that the agreed hours are "
            "done; then you can ask them for the rest. Shall I tell them?",
            **values,
            agreed=Amount(agreed),
        )
    if not (yield Confirm("sure", text, parts={"hours": _("Hours")})):
        return None
    return Deliver(card.id, int(version), minutes)


def received(look: Look, exchange_id: str, version: str) -> Flow:
    """The receiver says how many hours it was; fewer than the provider's figure asks the provider. What is more than
    agreed does not move by this: the agreed hours do, and for the rest the provider may ask.
    """
    card = own_now(look, exchange_id, version)
    agreed = card.minutes or 0
    minutes: int = yield Hours(
        "hours",
        _("How many hours did you receive? Write a number, for example 2."),
        most=agreed + look.policy.exchange_most,
    )
    late: bool = yield Heard("on_time", _ON_TIME.prompt, means="no")
    values: dict[str, Value] = {
        "number": Code(str(card.number)),
        "hours": Amount(minutes),
        "what": card.what,
        "other": card.other,
    }
    text = _("Exchange {number}: you received {hours} of “{what}” from {other}. Is this right?", **values)
    if minutes > agreed:
        text = _(
            "Exchange {number}: you received {hours} of “{what}” from {other}; agreed: {agreed}. I settle the agreed "
            "hours; after that {other} can ask you for the rest. Is this right?",
            **values,
            agreed=Amount(agreed),
        )
    elif late:
        text = _("Exchange {number}: you received {hours} of “{what}” from {other}, late. Is this right?", **values)
    if not (yield Confirm("sure", text, parts={"hours": _("Hours")})):
        return None
    return Received(card.id, int(version), min(minutes, agreed), on_time=False if late else None)


def review(look: Look, exchange_id: str) -> Flow:
    """Stars and a few words, of a service whether it was as promised; the other side sees them when both wrote."""
    card = own(look, exchange_id)
    if not card.rateable and card.state not in COMPLETED:  # it was undone, or is being looked at
        raise Faster
    if not card.rateable:
        raise Faster(_("Your organisation has already written its review of this exchange. Thank you."))
    stars: int | None = yield Stars("stars", _("How was it with {other}? Write from 1 to 5 stars.", other=card.other))
    on_time = promised = None
    if not card.gives:
        on_time = None if card.said_on_time else (yield _ON_TIME) == "yes"
        promised = {"yes": True, "no": False}.get((yield _AS_PROMISED))
    text: str = yield Remark("text", _HOW, optional=True)
    if stars is None and promised is None and not text:
        return None
    if (yield Heard("unasked", _HOW)) and text and not (yield _published(card.other, stars, text)):
        return None
    return Review(card.id, on_time=on_time, as_promised=promised, stars=stars, text=text, lang=look.me.lang)


def _published(other: Called, stars: int | None, text: str) -> Confirm:
    """Words that were written where they were not asked for, once more before others read them."""
    given = _n("{n} star of 5", "{n} stars of 5", stars) if stars else _("no stars")
    prompt = _(
        "{other} reads, when both have written: {stars}, “{text}”.\n\nShall I send it?",
        other=other,
        stars=given,
        text=text,
    )
    return Confirm("sure", prompt, yes=_("Send"), parts={"text": _("Text"), "stars": _("Stars")})


_HOW = _("They see it when both have written. Anything to add?")
_YES_NO = (Option("yes", _("Yes")), Option("no", _("No")))
_ON_TIME = Pick("on_time", _("Was it on time?"), among=_YES_NO)
_AS_PROMISED = Promised("promised", _("Was it as promised?"), among=(*_YES_NO, Option("skip", _("Skip"))))


def answer_review(look: Look, exchange_id: str) -> Flow:
    """One answer to what the other side said; both can read it."""
    card = look.opinions(int(exchange_id))
    if card is None or not card.may_reply:
        raise NotYours
    words: str = yield Letter(
        "words", _("What would you like to answer {other}? It is possible once.", other=card.other), look.seal, 500
    )
    text = _("To {organisation}: {text}\n\nShall I send it?", organisation=card.other, text=Sealed(words))
    if not (yield Confirm("sure", text, yes=_("Send"), parts={"words": _("Text")})):
        return None
    return ReplyReview(card.exchange_id, words, look.me.lang)


def report_review(look: Look, exchange_id: str) -> Flow:
    """What the other side wrote comes before a coordinator."""
    card = look.opinions(int(exchange_id))
    if card is None or not card.may_report:
        raise NotYours
    text: str = yield Text(
        "text",
        _("A coordinator reads what they wrote, and can take it away. What is not right?"),
        longest=1000,
    )
    return ReportReview(card.exchange_id, text)
