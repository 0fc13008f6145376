"""An exchange between others as a coordinator sees it: how it stands, how it came to that, and what can be decided."""

from __future__ import annotations

from bot.cards.assist import act_for
from bot.cards.case import PAST, Decided, decisions
from bot.cards.coordinating import see_suggestion
from bot.cards.listing import MENU, by_day, hours
from bot.cards.queue import COORDINATION
from bot.cards.steps import step_said
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.look.queue import StepCard
from core.messages import Amount, Code, Message, Moment, Option, Screen, Value, _

STATES: dict[str, Message] = {
    "suggested": _("suggested"),
    "proposed": _("proposed"),
    "agreed": _("agreed"),
    "declined": _("declined"),
    "withdrawn": _("taken back"),
    "lapsed": _("no answer in time"),
    "cancelled": _("cancelled"),
    "cancelled_late": _("cancelled late"),
    "overdue": _("the day has passed"),
    "delivered": _("done, not confirmed yet"),
    "settled": _("completed"),
    "disputed": _("they do not agree"),
    "no_show": _("somebody did not come"),
    "expired": _("ended without a word"),
    "reversed": _("undone"),
    "closed": _("completed"),
}
_SILENT = frozenset(("reminded", "near", "nudged", "waits", "overdue_long"))


def exchange_between(look: Look, card: ExchangeCard) -> Screen:
    """One exchange of the hub; with decisions for who belongs to neither side."""
    values: dict[str, Value] = {"number": Code(str(card.number)), "what": card.what, "state": STATES[card.state]}
    text = _(
        "Exchange {number}: {what}\nReceives: {receiver}\nGives: {provider}\nHours: {hours}\nBy: {day}\nState: {state}",
        **values,
        receiver=card.receiver,
        provider=card.provider,
        hours=hours(card.minutes) if card.settled_minutes is None or not card.minutes else Amount(card.settled_minutes),
        day=by_day(card.due_on),
    )
    if look.care(card.id) is None:  # they belong to one of the two, and act for another just now
        return Screen((text,), (COORDINATION, MENU))
    case_id = look.case_about(card.id)
    case = (Option(f"c:{case_id}:see", _("See the case")),) if case_id else ()
    moved = bool(card.settled_minutes)
    may = decisions(Decided(card.id, card.version, card.state, moved, card.excused))
    act = tuple(act_for(one, card.id) for one in look.may_act(card.id))
    past = Option(f"x:{card.id}:{card.version}:past", PAST)
    return Screen((text,), (*case, *act, *may, past, COORDINATION, MENU))


def past(look: Look, card: ExchangeCard) -> Screen:
    """Its last steps: when, who, what."""
    shown = [step for step in look.steps(card.id) if step.action not in _SILENT]
    lines = tuple(line for step in shown for line in (_step_line(step), *_why(step)))
    head = _("Exchange {number}, what happened so far:", number=Code(str(card.number)))
    return Screen((head, *lines), (see_suggestion(card.id, card.version, card.number), COORDINATION, MENU))


def _why(step: StepCard) -> tuple[Message, ...]:
    return (_("“{text}”", text=step.words),) if step.words else ()


def _step_line(step: StepCard) -> Message:
    what = step_said(step.action, step.minutes)
    if step.actor == "assisted":
        return _(
            "{day}, {organisation}, written by the coordination: {what}",
            day=Moment(step.at),
            organisation=step.by,
            what=what,
        )
    if step.by:
        return _("{day}, {organisation}: {what}", day=Moment(step.at), organisation=step.by, what=what)
    if step.actor == "coordinator":
        return _("{day}, coordination: {what}", day=Moment(step.at), what=what)
    return _("{day}: {what}", day=Moment(step.at), what=what)
