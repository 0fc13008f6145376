"""The report of a period on one page, to print: of a hub on its coordinators' pages, of an organisation by a link."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.cards.data import FEW, told, told_hours
from bot.cards.report import PERIODS, hours_of, years
from bot.desk.groups import NOT_TOLD, group_name, left_out, ordered
from bot.desk.words import HEAD, percent
from core.look import Look
from core.look.reports import FieldHours, Group, ReportCard
from core.messages import Amount, Day, Message, Value, _
from core.panel.sheet import Asked, Part, Row, Sheet, Table
from core.reports.figures import report as figures_of
from core.reports.periods import Period, between, codes, period_of
from core.reports.small import enough, folded, may_share, told_groups

_NONE = _("There is nothing here.")


def report(look: Look, asked: Asked) -> Sheet | None:
    """Of the hub, or of one organisation of it, for the period that was asked for."""
    period = period_asked(asked.args, asked.today)
    card = figures_of(asked.tx, asked.hub_id, period, asked.zone, asked.lang, asked.id)
    return as_sheet(card, period, asked.today, asked.lang, asked.args) if card else None


def period_asked(args: Mapping[str, str], today: str) -> Period:
    """`from` and `to`, else the code in `period`, else this year."""
    year = period_of(today[:4])
    assert year, "a year of ours"
    return between(args.get("from", ""), args.get("to", "")) or period_of(args.get("period", "")) or year


def _wrong(args: Mapping[str, str]) -> tuple[Message, ...]:
    """What is wrong with the days that were asked for, where something is: the page tells of another time then."""
    first, last = args.get("from", ""), args.get("to", "")
    if not (first or last) or between(first, last):
        return ()
    if first and last and first > last:
        return (_("The first day is after the last one. Write the earlier one first."),)
    return (_("Choose both days, five years apart at most."),)


def _days(period: Period, args: Mapping[str, str]) -> tuple[str, str]:
    """What stands in the fields: the days that were asked for, also where they are none to tell of."""
    if _wrong(args):
        return args.get("from", "")[:10], args.get("to", "")[:10]
    return period.first.isoformat(), period.last.isoformat()


def as_sheet(card: ReportCard, period: Period, today: str, lang: str, args: Mapping[str, str]) -> Sheet:
    """The page: figures, fields, who took part, and how punctual it was."""
    known = codes(date.fromisoformat(today))
    return Sheet(
        _("Report"),
        (*_wrong(args), _when(card), FEW),
        _organisation(card) if card.organisation else _network(card),
        (_fields(card, lang), _inclusion(card, lang), _punctuality(card)),
        tuple((f"?period={code}", PERIODS[name]) for name, code in known.items()),
        days=_days(period, args),
        shown=next((f"?period={code}" for code in known.values() if period_of(code) == period), ""),
    )


def _when(card: ReportCard) -> Message:
    name = f"{card.organisation} ({card.hub})" if card.organisation else card.hub
    return _(
        "{name}, {year}: from {first} to {last}",
        name=name,
        year=years(card),
        first=Day(card.first),
        last=Day(card.last),
    )


def _network(card: ReportCard) -> tuple[tuple[Message, Value], ...]:
    return (
        (HEAD["given"], hours_of(card)),
        (_("Exchanges"), told(card.exchanges)),
        (_("Organisations that took part"), told(card.organisations)),
        (_("New organisations"), told(card.newcomers)),
        *_needs(told(card.needs), _share(card.met, card.needs)),
        *((_("Done in time, in percent"), _share(card.timely, card.ended)),),
        (_("Hours from the solidarity fund"), told_hours(card.by_fund)),
    )


def _organisation(card: ReportCard) -> tuple[tuple[Message, Value], ...]:
    ended = card.ended
    return (
        (_("Hours given"), Amount(card.given)),
        (_("Hours received"), Amount(card.received)),
        (_("Exchanges"), card.exchanges),
        (_("Organisations that took part"), told(card.organisations)),
        *_needs(card.needs, percent(card.met, card.needs) if card.needs else _("none")),
        (_("Done in time, in percent"), percent(card.timely, ended) if ended else _("none")),
    )


def _needs(count: Value, share: Value) -> tuple[tuple[Message, Value], ...]:
    return ((_("Requests"), count), (_("Met, in percent"), share))


def _share(part: int, of: int) -> Value:
    """In percent; a share of few would tell how many they were."""
    return percent(part, of) if may_share(part, of) else NOT_TOLD


def _fields(card: ReportCard, lang: str) -> Part:
    known = card.organisation or enough(card.organisations)
    return fields_part(card.fields if known else (), lang)


def fields_part(fields: tuple[FieldHours, ...], lang: str) -> Part:
    """In which fields hours were given; what is little stands together."""
    other = _("other fields")
    rows = tuple(Row((one.names.get(lang) or other, told_hours(one.minutes))) for one in folded(fields))
    about = (_("Hours given, by field."),)
    return Part(_("Fields"), about, table=Table((HEAD["field"], HEAD["given"]), rows, "fields", _NONE))


def _inclusion(card: ReportCard, lang: str) -> Part:
    told_of = told_groups(card.groups)
    by_group = {(one.of, one.name): one for one in card.groups}
    shown = [by_group[at] for at in ordered(told_of, lang)]
    head: tuple[Message, ...]
    if card.organisation:
        head = (HEAD["group"], HEAD["organisations"], _("Hours given to them"), _("Hours received of them"))
        about = (_("With whom hours were exchanged. Groups of fewer than five organisations are not told."),)
    else:
        head = (
            *(HEAD["group"], HEAD["organisations"], _("Hours given"), _("Hours received")),
            *(_("Requests"), _("Met, in percent")),
        )
        about = (_("Who gave, received and asked. Groups of fewer than five organisations are not told."),)
    rows = tuple(Row((group_name(one.of, one.name), *_cells(card, one))) for one in shown)
    rows += left_out(len(card.groups) - len(shown), len(head))
    return Part(_("Inclusion"), about, table=Table(head, rows, "inclusion", _NONE))


def _cells(card: ReportCard, one: Group) -> tuple[Value | None, ...]:
    both = (one.organisations, told_hours(one.given), told_hours(one.received))
    return both if card.organisation else (*both, told(one.needs), _share(one.met, one.needs))


def _punctuality(card: ReportCard) -> Part:
    figure = (lambda count: count) if card.organisation else told
    ways = ((_("In time"), card.timely), (_("Later"), card.late), (_("Not kept"), card.missed))
    rows = tuple(Row((name, figure(count))) for name, count in ways) if card.ended else ()
    about = (_("Of the exchanges that ended: done by the agreed day, done later, or not kept."),)
    table = Table((HEAD["state"], _("Exchanges")), rows, "punctuality", _NONE)
    return Part(_("Punctuality"), about, table=table)
