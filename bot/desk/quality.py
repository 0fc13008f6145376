"""Pictures of how well it goes: what is done by its day, which messages arrive, and what they cost."""

from __future__ import annotations

from collections import Counter
from datetime import date

from bot.desk.words import CHANNELS, HEAD, SENT, percent
from core.calendar import today
from core.messages import Code, Message, Value, _
from core.panel import lists
from core.panel import punctuality as punctual
from core.panel.sheet import Asked, Bars, Hundredths, Lines, Part, Row, Table
from core.policy import DAY_MS
from core.prices import DOLLAR

_MONTHS = 12
_NONE = _("There is nothing here.")


def punctuality(asked: Asked) -> Part:
    """By month: done by the agreed day, later, or not."""
    months = _months(date.fromisoformat(asked.today))
    ended: dict[str, Counter[str]] = {month: Counter() for month in months}
    since = asked.now - (31 * _MONTHS + 1) * DAY_MS
    for one in punctual.of_hub(asked.tx, asked.hub_id, since, asked.now + 1):
        month = today(one.at, asked.zone).isoformat()[:7]
        if month in ended:
            ended[month][one.how] += 1
    names: tuple[Message, ...] = (_("In time, in percent"), _("Later, in percent"), _("Not kept, in percent"))
    kinds = (punctual.TIMELY, punctual.LATE, punctual.MISSED)
    rows, points = [], []
    for month, counts in ended.items():
        of = counts.total()
        shares = tuple(percent(counts[kind], of) if of else None for kind in kinds)
        rows.append(Row((_month(month), of, *shares)))
        points.append((_month(month), shares))
    about = (
        _(
            "Of the exchanges that ended in each month, which part was done by the agreed day, which later, and which "
            "was not kept."
        ),
    )
    told = tuple(rows) if any(counts.total() for counts in ended.values()) else ()
    table = Table((HEAD["month"], HEAD["ended"], *names), told, "punctuality", _NONE)
    return Part(_("Punctuality"), about, Lines(names, tuple(points)), table)


def _months(day: date) -> list[str]:
    """The last twelve, oldest first, as "2026-11"."""
    last = day.year * 12 + day.month - 1
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(last - _MONTHS + 1, last + 1)]


def _month(month: str) -> Value:
    year, _dash, number = month.partition("-")
    return Code(f"{number}/{year}")


def delivery(asked: Asked) -> Part:
    """What became of the messages of the last month."""
    found = lists.delivery(asked.tx, asked.hub_id, asked.now - 30 * DAY_MS)
    rows = tuple(
        Row((CHANNELS.get(channel, channel), SENT[state], n, int(parts))) for channel, state, n, parts in found
    )
    sums: Counter[str] = Counter()
    for _channel, state, n, _parts in found:
        sums[state] += n
    head = (HEAD["channel"], HEAD["state"], HEAD["messages"], HEAD["parts"])
    about = (_("What became of the messages of the last thirty days; SMS are billed by part."),)
    bars = tuple((SENT[state], (n,)) for state, n in sums.most_common())
    return Part(_("Delivery"), about, Bars((HEAD["messages"],), bars), Table(head, rows, "delivery", _NONE))


def _cents(spent: int) -> Hundredths:
    """Millionths of a dollar, rounded to what a month of few messages still shows."""
    return Hundredths(round(100 * spent / DOLLAR))


def cost(asked: Asked) -> Part:
    """What WhatsApp and SMS cost, month by month, as core/prices.py reckons it."""
    found = lists.months_spent(asked.tx, asked.hub_id, _MONTHS)
    rows = tuple(Row((_month(month), messages, parts, _cents(spent))) for month, spent, messages, parts in found)
    bars = tuple((_month(month), (_cents(spent),)) for month, spent, _messages, _parts in found)
    head = (HEAD["month"], HEAD["messages"], HEAD["parts"], _("US dollars"))
    about = (_("US dollars that messages took in each month, by the rates that whoever runs the server has set."),)
    return Part(_("US dollars for messages"), about, Bars((_("US dollars"),), bars), Table(head, rows, "cost", _NONE))
