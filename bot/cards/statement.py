"""What moved on an organisation's account: a page at a time, or all of a stretch of time with its totals."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.cards.listing import MENU, balance_line, movement_line, needs_pin
from bot.cards.sharing import EXPORT
from core.look import Look
from core.look.hours import MovementCard
from core.messages import Amount, Day, Message, Option, Screen, _, _n

_MOST = 12
"""Lines of one screen; the newest are shown where there are more."""
_LAST = 3
_DAYS = 5  # figures of how many days
_HISTORY = Option("m:statement", _("History of hours"))


def payload(since: date, until: date) -> str:
    """The choice that opens it: the day it begins with, and how many days."""
    return f"m:between/{since.toordinal():07}{(until - since).days + 1:0{_DAYS}}"


def between(look: Look, stretch: str = "") -> Screen:
    """What was given and received from one day to another, with whom, and the totals, below what there is now; without
    days, of this month. Where nothing moved then, what moved last.
    """
    needs_pin(look, f"m:between/{stretch}")
    since, until = _days(stretch) or (look.today.replace(day=1), look.today)
    cards = look.movements_of(_begins(look, since), _begins(look, until + timedelta(days=1)))
    values = {"since": Day(since.isoformat()), "until": Day(until.isoformat())}
    balance = look.balance()
    now = (balance_line(balance),) if balance else ()
    if not cards:
        last = map(movement_line, look.movements(0)[:_LAST])
        return Screen((*now, _("From {since} to {until} no hours moved.", **values), *last), (_HISTORY, MENU))
    head = _(
        "From {since} to {until}: {gained} came in, {less} went out.",
        gained=Amount(_total(cards, 1)),
        less=Amount(_total(cards, -1)),
        **values,
    )
    left = len(cards) - _MOST
    more: tuple[Message, ...] = (_n("And {n} earlier one.", "And {n} earlier ones.", left),) if left > 0 else ()
    return Screen((*now, head, *map(movement_line, cards[-_MOST:]), *more), (_HISTORY, EXPORT, MENU))


def _days(stretch: str) -> tuple[date, date] | None:
    """The first day and the last; None for figures that `payload` never writes."""
    first, days = (int(part or "0") for part in (stretch[:-_DAYS], stretch[-_DAYS:]))
    last = first + days - 1
    return (date.fromordinal(first), date.fromordinal(last)) if 0 < first <= last < date.max.toordinal() else None


def _begins(look: Look, day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(look.me.zone)).timestamp() * 1000)


def _total(cards: list[MovementCard], sign: int) -> int:
    return sum(abs(card.minutes) for card in cards if card.minutes * sign > 0)
