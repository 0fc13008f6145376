"""Pictures of a hub: what is unmet, who serves whom, hours by week, and the others. Each with its table."""

from __future__ import annotations

from collections import Counter

from bot.desk.inclusion import inclusion
from bot.desk.quality import cost, delivery, punctuality
from bot.desk.words import HEAD, percent
from core.calendar import today
from core.coordination import unmet
from core.hubs import load_hub
from core.look import Look
from core.matching.told import fields_of
from core.messages import Amount, Day, Message, Value, _, _n
from core.panel import figures
from core.panel.finding import PAGE
from core.panel.sheet import Asked, Bars, Heat, Lines, Part, Row, Sheet, Table
from core.policy import DAY_MS
from core.taxonomy import taxonomy

_TOP = 10
_NONE = _("There is nothing here.")
_AGES = ((7, _("up to a week")), (30, _("up to a month")), (10_000, _("longer")))


def pictures(look: Look, asked: Asked) -> Sheet | None:
    """All of them; who serves whom unless the hub's rules leave it out."""
    hub = load_hub(asked.tx, asked.hub_id)
    whom = (_flows(asked),) if hub and hub.policy.flows else ()
    parts = (_unmet(asked), *whom, *_weeks(asked), *inclusion(asked), punctuality(asked), delivery(asked), cost(asked))
    return Sheet(_("Pictures"), parts=parts)


def _unmet(asked: Asked) -> Part:
    counts: Counter[tuple[str, int]] = Counter()
    waiting = unmet.alone(asked.tx, asked.hub_id)
    fields = fields_of(asked.tx, asked.hub_id, [id for id, _since in waiting])
    for id, since in waiting:
        days = (asked.now - since) // DAY_MS
        counts[fields.get(id, ""), next(at for at, (most, _name) in enumerate(_AGES) if days <= most)] += 1
    rows = []
    for field in dict.fromkeys(field for field, _age in counts):
        name: Value = taxonomy().fields.get(field, {}).get(asked.lang) or _("other")
        rows.append((name, tuple(counts[field, at] for at in range(len(_AGES)))))
    rows.sort(key=lambda row: -sum(row[1]))
    ages = tuple(name for _most, name in _AGES)
    table = Table(
        (HEAD["field"], *ages), tuple(Row((name, *n)) for name, n in rows), "unmet", _("There is nothing here.")
    )
    about = (_("Open requests that nobody helps with yet, by field and by how long they have waited."),)
    return Part(_("Unmet requests"), about, Bars(ages, tuple(rows), stacked=True), table)


def _flows(asked: Asked) -> Part:
    found = figures.flows(asked.tx, asked.hub_id)
    most: Counter[str] = Counter()
    for flow in found:
        most[flow.provider] += flow.minutes
        most[flow.receiver] += flow.minutes
    names = tuple(name for name, _minutes in most.most_common(_TOP))
    given = {(flow.provider, flow.receiver): flow.minutes for flow in found}
    down = tuple(name for name in names if any((name, taker) in given for taker in names))
    across = tuple(name for name in names if any((giver, name) in given for giver in names))
    heat = Heat(down, across, tuple(tuple(given.get((giver, taker)) for taker in across) for giver in down))
    lines = tuple(
        _(
            "{provider} gave {receiver} {hours}.",
            provider=giver,
            receiver=taker,
            hours=Amount(minutes),
        )
        for giver, taker, minutes, _times in found[:_TOP]
    )
    shown = found if asked.whole else found[:PAGE]
    rows = tuple(Row((one.provider, one.receiver, Amount(one.minutes), one.times)) for one in shown)
    head = (HEAD["gives"], HEAD["receives"], HEAD["given"], HEAD["times"])
    rest = len(found) - len(shown)
    more = (_n("{n} more pair is in the file.", "{n} more pairs are in the file.", rest),) if rest else ()
    about = (_("Who gave hours to whom so far: rows give, columns receive, the darker the more."), *lines, *more)
    return Part(_("Who serves whom"), about, heat, Table(head, rows, "flows", _NONE))


def _weeks(asked: Asked) -> tuple[Part, Part]:
    found = figures.weeks(asked.tx, asked.hub_id, asked.now)
    hours: tuple[Message, ...] = (_("Hours that members have"), _("Hours that moved"))
    parts: tuple[Message, ...] = (_("Share active"), _("Share at their lowest"), _("Share at their most"))
    ends = [Day(today(one.ends, asked.zone).isoformat()) for one in found]
    shares = [tuple(percent(n, one.members) for n in (one.active, one.floor, one.ceiling)) for one in found]
    moved = tuple(
        Row((end, Amount(one.has), Amount(one.moved), *three))
        for end, one, three in zip(ends, found, shares, strict=True)
    )
    circulating = Part(
        _("Hours by week"),
        (
            _(
                "Hours that members have at the end of each week, and those that moved by exchanges in it; in the "
                "table also which part of the members took part, in percent."
            ),
        ),
        Lines(hours, tuple((end, (one.has // 60, one.moved // 60)) for end, one in zip(ends, found, strict=True))),
        Table((HEAD["week"], *hours, *parts), moved, "weeks"),
    )
    active = Part(
        _("Who takes part"),
        (
            _(
                "Of all members, which part exchanged in that week, which can receive no more before it gives, and "
                "which can gather no more, in percent."
            ),
        ),
        Lines(parts, tuple(zip(ends, shares, strict=True))),
        Table(
            (HEAD["week"], _("Members"), *parts),
            tuple(Row((end, one.members, *three)) for end, one, three in zip(ends, found, shares, strict=True)),
            "active",
        ),
    )
    return circulating, active
