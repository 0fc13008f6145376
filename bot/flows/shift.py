"""A coordinator is away for some days, or hands a case to another."""

from __future__ import annotations

from datetime import date, timedelta

from bot.cards.shift import colleague
from bot.engine import Flow
from bot.questions import Confirm, Day, Pick
from core.commands.shift import GoAway, HandCase
from core.errors import NotYours
from core.look import Look
from core.messages import Code, Option, _
from core.messages import Day as DayValue


def away(look: Look) -> Flow:
    """Until the morning of which day; what follows is said first."""
    if not look.me.coordinates:
        raise NotYours
    first = look.today + timedelta(days=1)
    until: date = yield Day("until", _("On which day are you back? I leave you alone until that morning."), today=first)
    text = _(
        "Until {day} the other coordinators get everything, and what you see to is free for them.\n\nIs this right?",
        day=DayValue(until.isoformat()),
    )
    if not (yield Confirm("sure", text, yes=_("I am away"), parts={"until": _("Day")})):
        return None
    return GoAway(until.isoformat())


def hand(look: Look, case_id: str) -> Flow:
    """To one who is there and may read it, or to whoever takes it."""
    case = look.case(int(case_id))
    if case is None:
        raise NotYours
    found = look.may_take(case.id)
    among = tuple(Option(str(one.person_id), colleague(one, place)) for place, one in enumerate(found[:8], 1))
    prompt = _("To whom do you hand case {case}?", case=Code(str(case.id)))
    to: str = yield Pick("to", prompt, among=(*among, Option("nobody", _("Whoever takes it"))))
    return HandCase(case.id, None if to == "nobody" else int(to))
