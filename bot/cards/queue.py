"""The coordinators' list of all that waits: what each is about, for how long, and what opens it with its choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.cards.case import case_kind
from bot.cards.fund import ask_options, ask_text
from bot.cards.listing import MENU, told
from bot.cards.page_link import DASHBOARD
from core.look import Look
from core.look.queue import QueueCard
from core.messages import Amount, Code, Message, Option, Screen, Value, _, _n
from core.policy import DAY_MS, HOUR_MS
from core.text.clean import brief

PAGE = 5
COORDINATION = Option("m:coordinate", _("Coordination"))
LISTS = Option("m:lists", _("Lists"))
TO_LET_IN = Option("m:waiting", _("Waiting to come in"))
# button
SEND = _("Send to another")


def coordinate(look: Look, skipped: str = "0") -> Screen:
    """What waits for a coordinator, what should have been seen to first before the rest; a page at a time."""
    found = look.queue(int(skipped))
    alone = alone_lines(look)
    if not found:
        return Screen((_("Nothing is waiting for the coordination now."), *alone), (LISTS, DASHBOARD, MENU))
    head = waiting_line(look.queue_count())
    shown = found[:PAGE]
    options = _apart(shown)
    seen = {card.id for card in shown if card.kind == "organisation"}
    newcomers = look.waiting() if skipped == "0" else []
    hidden = [card.name for card in newcomers if card.id not in seen]
    if hidden:
        alone = (_n("{n} more waits to be let in.", "{n} more wait to be let in.", len(hidden)), *alone)
        options = (*options, TO_LET_IN)
    more = (Option(f"m:coordinate/{int(skipped) + PAGE}", _("More")),) if len(found) > PAGE else ()
    lines = (line(card, look.now, look.me.person_id) for card in shown)
    return Screen((head, *lines, *alone), (*options, *more, LISTS, DASHBOARD, MENU))


def alone_lines(look: Look, hub_id: int | None = None) -> tuple[Message, ...]:
    """For each network of theirs, or that one, in which nobody else could decide."""
    return tuple(
        _(
            "{hub} has only one person who coordinates. It needs a second one, or a deputy from outside.",
            hub=one.name,
        )
        for one in look.stands()
        if one.here + one.away + one.deputies < 2 and hub_id in (None, one.id)
    )


def waiting_line(count: int) -> Message:
    """How much waits."""
    return _n(
        "{n} thing waits for the coordination, the most urgent first.",
        "{n} things wait for the coordination, the most urgent first.",
        count,
    )


def line(card: QueueCard, now: int, me: int) -> Message:
    """One thing that waits: what it is, whose, since when."""
    line = _("{what}. {age}.", what=_what(card), age=age(now - card.since))
    if card.taken_by is None:
        return line
    taken = _("You see to it.") if card.taken_by == me else _("Another coordinator sees to it.")
    return _("{what} {taken}", what=line, taken=taken)


def _what(card: QueueCard) -> Message:
    if card.kind == "organisation":
        return _("New organisation: {organisation}", organisation=card.name)
    if card.kind == "kind":
        return _("Kind not known yet: {organisation}", organisation=card.name)
    if card.kind == "fund":
        hours = Amount(card.minutes or 0)
        return _("For the solidarity fund: {organisation}, {hours}", organisation=card.name, hours=hours)
    if card.kind == "intake":
        return _("First hours for: {organisation} …", organisation=card.name)
    if card.kind == "phone":
        if card.code == "pin":
            return _("Forgotten PIN: {organisation}", organisation=card.name)
        return _("Lost phone: {organisation}", organisation=card.name)
    if card.kind == "need":
        return _(
            "Nobody found yet: “{what}”, {organisation}", what=told(card.what, card.service), organisation=card.name
        )
    kind = case_kind(card.code) if card.kind == "case" else _STATES.get(card.code, _("They do not agree"))
    if card.number is None:
        return _("{kind}: {organisation} (case {n})", n=Code(str(card.id)), kind=kind, organisation=card.name or "…")
    values: dict[str, Value] = {"number": Code(str(card.number)), "receiver": card.name, "provider": card.other}
    return _("{kind}: exchange {number}, {receiver} and {provider}", kind=kind, **values)


_STATES = {"overdue": _("The day has passed")}


def age(milliseconds: int) -> Message:
    """For how long something waits: days, or hours on the first one."""
    days = milliseconds // DAY_MS
    if days > 0:
        return _n("Waits for {n} day", "Waits for {n} days", days)
    hours = milliseconds // HOUR_MS
    return _("Waits for {hours}", hours=Amount(60 * hours)) if hours > 0 else _("New")


def _apart(cards: Sequence[QueueCard]) -> tuple[Option, ...]:
    """What opens each; of several of one name also what it is about."""
    options = tuple(map(option, cards))
    names = [one.label for one in options]
    return tuple(
        replace(one, label=_called(card)) if names.count(one.label) > 1 else one
        for card, one in zip(cards, options, strict=True)
    )


def _called(card: QueueCard) -> Message:
    if card.kind == "case":
        return _("Case {n}: {organisation}", n=Code(str(card.id)), organisation=card.name)
    return _("{n}: {what}", n=Code(str(card.number or card.id)), what=card.what or card.name)


def option(card: QueueCard) -> Option:
    """What opens it."""
    label = _("See {number}", number=Code(str(card.number if card.number is not None else card.id)))
    match card.kind:
        case "organisation" | "kind":
            return Option(f"o:{card.id}:see", card.name)
        case "fund":
            return Option(f"f:{card.id}:see", card.name)
        case "intake":
            return Option(f"i:{card.id}:see", card.name)
        case "phone":
            return Option(f"r:{card.id}:see", card.name)
        case "need":
            return Option(f"l:{card.id}:see", brief(card.what))
        case "exchange":
            return Option(f"x:{card.id}:{card.version}:see", label)
        case _:
            return Option(f"c:{card.id}:see", label if card.number is not None else card.name or label)


def fund_ask(look: Look, request_id: int) -> Screen | None:
    """One question to the fund with yes and no; None where it is answered, or theirs is one of the sides."""
    card = next((card for card in look.fund_asks() if card.id == request_id), None)
    return Screen((ask_text(card),), (*ask_options(card.id), COORDINATION, MENU)) if card else None
