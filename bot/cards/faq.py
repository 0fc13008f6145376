"""What is answered to questions about the service: the topics' answers with this hub's own facts, and the hub's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.cards.fund import CONTRIBUTION, FUND, GIVE, HISTORY
from bot.cards.listing import LISTINGS, MENU, PERSON
from bot.cards.phones import PHONES
from bot.cards.safety import QUIET, SAFETY
from bot.cards.team import PEOPLE
from bot.understanding.faq import places_in, topics
from core.languages import NAMES
from core.look import Look
from core.look.hub import OwnAnswer
from core.messages import Amount, Message, Option, Screen, Value, _, _n
from core.policy import DAY_MS, MINUTE_MS, TAKE_BACK_MS, Policy

BUTTONS: dict[str, Option] = {
    option.id.removeprefix("m:"): option
    for option in (
        *(PERSON, FUND, GIVE, HISTORY, CONTRIBUTION, LISTINGS, PEOPLE, PHONES, SAFETY, QUIET),
        Option("m:known", _("What I know of you")),
        Option("m:network", _("Our network")),
        Option("m:balance", _("Our hours")),
        Option("m:need", _("Ask for help")),
        Option("m:offer", _("Offer help")),
        Option("m:find", _("See offers")),
        Option("m:needs", _("See requests")),
        Option("m:ours", _("Our exchanges")),
        Option("m:ask_fund", _("Ask the fund")),
        Option("m:erase", _("Delete my data")),
        Option("m:stop", _("Stop messages")),
        Option("m:pause", _("Suggestions")),
        Option("m:light", _("Light messages")),
        Option("m:language", _("Language")),
        Option("m:invite", _("Invite organisations")),
    )
}
"""Where an answer may lead, by the name of the choice."""


def answer(look: Look, topic: str) -> Screen:
    """The first answer of the topic that is true here."""
    holds = {name for name, true in CONDITIONS.items() if true(look)}
    said = next(one for one in topics()[topic] if one.when <= holds)
    text = Message(said.text, {place: FACTS[place](look) for place in places_in(said.text)})
    pages = tuple(BUTTONS[name] for name in said.buttons) if look.me.joined else ()
    return Screen((text,), (*pages, MENU))


def answers(look: Look, topics: Iterable[str]) -> Screen:
    """The answers of these topics, one below the other, with the choices of the first."""
    first, *more = (answer(look, topic) for topic in topics)
    return replace(first, lines=(*first.lines, *(line for one in more for line in one.lines)))


def own_answer(look: Look, said: OwnAnswer) -> Screen:
    """What the coordination of the hub answers in its own words."""
    return Screen(
        (_("The coordination answers:\n{answer}", answer=said.answer),), (PERSON, MENU) if look.me.joined else (MENU,)
    )


# ---- what is true here, and what may be said of it ----------------------------------------------------------------

CONDITIONS: dict[str, Callable[[Look], bool]] = {
    "hub": lambda look: bool(look.me.hub),
    "joined": lambda look: look.me.joined,
    "approval": lambda look: look.policy.approval,
    "start": lambda look: look.policy.starter_grant > 0,
    "line": lambda look: look.policy.line_grassroots > 0 and look.policy.line_other > 0,
    "offer_days": lambda look: look.policy.offer_days > 0,
}


def _hours(of: Callable[[Policy], int]) -> Callable[[Look], Value]:
    return lambda look: Amount(of(look.policy))


def _span(of: Callable[[Policy], int]) -> Callable[[Look], Value]:
    """Days where they are whole, else hours."""

    def told(look: Look) -> Value:
        span = of(look.policy)
        return Amount(span // MINUTE_MS) if span % DAY_MS else _days(span // DAY_MS)

    return told


def _days(days: int) -> Message:
    return _n("{n} day", "{n} days", days)


FACTS: dict[str, Callable[[Look], Value]] = {
    "hub": lambda look: look.me.hub,
    "languages": lambda _look: ", ".join(NAMES.values()),
    "start": _hours(lambda policy: policy.starter_grant),
    "group_line": _hours(lambda policy: policy.line_grassroots),
    "other_line": _hours(lambda policy: policy.line_other),
    "ceiling": _hours(lambda policy: policy.ceiling),
    "big_ceiling": _hours(lambda policy: policy.ceiling_institutions),
    "least": _hours(lambda policy: policy.exchange_least),
    "most": _hours(lambda policy: policy.exchange_most),
    "need": _hours(lambda policy: policy.fund_per_need),
    "quarter": _hours(lambda policy: policy.fund_per_quarter),
    "next": _span(lambda policy: policy.next_ms),
    "look": _span(lambda policy: policy.look_ms),
    "decide": _span(lambda policy: policy.decide_ms),
    "confirm": _span(lambda policy: policy.confirm_ms),
    "object": _span(lambda policy: policy.object_ms),
    "free": _span(lambda policy: policy.cancel_free_ms),
    "take_back": lambda _look: Amount(TAKE_BACK_MS // MINUTE_MS),
    "need_days": lambda look: _days(look.policy.need_days),
    "offer_days": lambda look: _days(look.policy.offer_days),
}
