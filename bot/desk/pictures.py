"""Pictures of a hub: what is unmet, who serves whom, hours by week, who is met, what arrives. Each with its table."""

from __future__ import annotations

from collections import Counter

from bot.cards.listing import KINDS
from bot.desk.words import CHANNELS, HEAD, SENT
from core.calendar import today
from core.coordination import unmet
from core.languages import NAMES
from core.look import Look
from core.matching import service_of
from core.messages import Amount, Country, Day, Message, Value, _
from core.panel import figures, lists
from core.panel.figures import FEWEST, Share
from core.panel.sheet import Asked, Bars, Heat, Lines, Part, Row, Sheet, Table
from core.policy import DAY_MS
from core.taxonomy import taxonomy

_TOP = 10
_NONE = _("There is nothing here.")
_AGES = ((7, _("up to a week")), (30, _("up to a month")), (10_000, _("longer")))


def pictures(look: Look, asked: Asked) -> Sheet | None:
    """All of them."""
    parts = (_unmet(asked), _flows(asked), _weeks(asked), _inclusion(asked), _given(asked), _delivery(asked))
    return Sheet(_("Pictures"), parts=parts)


def _unmet(asked: Asked) -> Part:
    counts: Counter[tuple[str, int]] = Counter()
    services = taxonomy()
    for one in unmet.open_needs(asked.tx, asked.hub_id):
        if one.member and not one.helped:
            id = service_of(one.card.what, asked.lang)
            field = services.services[id].field if id in services else ""
            days = (asked.now - one.card.created_at) // DAY_MS
            counts[field, next(at for at, (most, _name) in enumerate(_AGES) if days <= most)] += 1
    rows = []
    for field in dict.fromkeys(field for field, _age in counts):
        name: Value = services.fields.get(field, {}).get(asked.lang) or _("other")
        rows.append((name, tuple(counts[field, at] for at in range(len(_AGES)))))
    rows.sort(key=lambda row: -sum(row[1]))
    ages = tuple(name for _most, name in _AGES)
    table = Table(
        (HEAD["field"], *ages), tuple(Row((name, *n)) for name, n in rows), "unmet", _("There is nothing here.")
    )
    about = (_("Open requests that nobody helps with yet, by field and by how long they have waited."),)
    return Part(_("Unmet requests"), about, Bars(ages, tuple(rows)), table)


def _flows(asked: Asked) -> Part:
    found = figures.flows(asked.tx, asked.hub_id)
    most: Counter[str] = Counter()
    for flow in found:
        most[flow.provider] += flow.minutes
        most[flow.receiver] += flow.minutes
    names = tuple(name for name, _minutes in most.most_common(_TOP))
    given = {(flow.provider, flow.receiver): flow.minutes for flow in found}
    heat = Heat(names, tuple(tuple(given.get((giver, taker)) for taker in names) for giver in names))
    lines = tuple(
        _(
            "{provider} gave {receiver} {hours}.",
            provider=giver,
            receiver=taker,
            hours=Amount(minutes),
        )
        for giver, taker, minutes, _times in found[:_TOP]
    )
    rows = tuple(Row((one.provider, one.receiver, Amount(one.minutes), one.times)) for one in found)
    head = (HEAD["gives"], HEAD["receives"], HEAD["hours"], HEAD["times"])
    about = (_("Who gave hours to whom so far: rows give, columns receive, the darker the more."), *lines)
    return Part(_("Who serves whom"), about, heat, Table(head, rows, "flows", _NONE))


def _weeks(asked: Asked) -> Part:
    found = figures.weeks(asked.tx, asked.hub_id, asked.now)
    names = (_("Share active"), _("Share at their lowest"), _("Share at their most"))
    ends = [Day(today(one.ends, asked.zone).isoformat()) for one in found]
    shares = [tuple(_percent(n, one.members) for n in (one.active, one.floor, one.ceiling)) for one in found]
    rows = tuple(Row((end, Amount(one.moved), *three)) for end, one, three in zip(ends, found, shares, strict=True))
    points = tuple((end, (one.moved // 60,)) for end, one in zip(ends, found, strict=True))
    about = (_("Hours that moved by exchanges in each week, and which part of the members took part, in percent."),)
    head = (HEAD["week"], HEAD["hours"], *names)
    return Part(_("Hours by week"), about, Lines((HEAD["hours"],), points), Table(head, rows, "weeks"))


def _inclusion(asked: Asked) -> Part:
    found = figures.inclusion(asked.tx, asked.hub_id)
    rows = tuple(Row((_group(*group), *_share(one))) for group, one in found.items())
    bars = tuple(
        (_group(*group), (_percent(one.met, one.needs),)) for group, one in found.items() if one.needs >= FEWEST
    )
    head = (HEAD["group"], _("Requests"), _("Met, in percent"), _("Days to the first suggestion"))
    about = (_("Whose requests are met, and how soon. Groups of fewer than five are not told."),)
    return Part(_("Inclusion"), about, Bars((_("Met, in percent"),), bars), Table(head, rows, "inclusion", _NONE))


def _share(one: Share) -> tuple[Value | None, ...]:
    if one.needs < FEWEST:
        return _("fewer than five"), None, None
    return one.needs, _percent(one.met, one.needs), one.days


def _group(kind: str, name: str) -> Value:
    if kind == "country":
        return Country(name)
    if kind == "lang":
        return NAMES.get(name, name)
    return KINDS["grassroots"] if name == "grassroots" else _("Larger organisations")


def _given(asked: Asked) -> Part:
    found = figures.given(asked.tx, asked.hub_id)
    series: tuple[Message, ...] = (HEAD["gives"], HEAD["receives"])
    rows = tuple(Row((_group("kind", group), Amount(out), Amount(into))) for group, (out, into) in found.items())
    bars = tuple((_group("kind", group), (out // 60, into // 60)) for group, (out, into) in found.items())
    about = (_("Hours that community groups and larger organisations gave and received."),)
    return Part(_("Given and received"), about, Bars(series, bars), Table((HEAD["group"], *series), rows, "given"))


def _delivery(asked: Asked) -> Part:
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
    return Part(
        _("Delivery"),
        about,
        Bars((HEAD["messages"],), bars),
        Table(head, rows, "delivery", _NONE),
    )


def _percent(n: int, of: int) -> int:
    return round(100 * n / of) if of else 0
