"""A report of a period in a few lines that can be forwarded: of an organisation, or of a network.

Small numbers are not told, so that no partner is singled out by whoever reads it elsewhere.
"""

from __future__ import annotations

from bot.cards.data import FEW, told, told_hours
from bot.cards.listing import MENU, needs_pin
from core.look import Look
from core.look.reports import FEWEST, ReportCard
from core.messages import Amount, Code, Day, Message, Option, Screen, _
from core.reports.periods import codes
from core.reports.small import told_groups

PERIODS: dict[str, Message] = {
    "this month": _("This month"),
    "last month": _("Last month"),
    "this quarter": _("This quarter"),
    "last quarter": _("Last quarter"),
    "this year": _("This year"),
    "last year": _("Last year"),
}
LINK = Option("m:report_link", _("Page to print"))
REPORT = Option("m:report", _("Report"))


def report(look: Look, code: str = "") -> Screen:
    """Of the person's organisation; of this year, where no period is named."""
    needs_pin(look, f"m:report/{code}" if code else "m:report")
    return _screen(look, "report", code, look.report(code or str(look.today.year)), (LINK,))


def hub_report(look: Look, code: str = "") -> Screen:
    """Of the network that the person coordinates."""
    page = Option("m:page", _("Dashboard"))
    return _screen(look, "hubreport", code, look.hub_report(code or str(look.today.year)), (page,))


def _screen(look: Look, page: str, code: str, card: ReportCard | None, more: tuple[Option, ...]) -> Screen:
    if card is None:
        return Screen((_("There is no report for that."),), (MENU,))
    shown = code or str(look.today.year)
    others = tuple(
        Option(f"m:{page}/{other}", PERIODS[name]) for name, other in codes(look.today).items() if other != shown
    )
    return Screen((period_line(card), *lines(card)), (*more, *others, MENU))


def period_line(card: ReportCard) -> Message:
    """Of whom and of when it tells."""
    return _(
        "{name}, report of {year}: from {first} to {last}",
        name=card.organisation or card.hub,
        year=years(card),
        first=Day(card.first),
        last=Day(card.last),
    )


def years(card: ReportCard) -> Code:
    """On paper the year matters, which days near today leave out."""
    first, last = card.first[:4], card.last[:4]
    return Code(first if first == last else f"{first}–{last}")


def lines(card: ReportCard) -> tuple[Message, ...]:
    """What it tells, one sentence each."""
    found = [_organisations(card) if card.organisation else _network(card)]
    if card.needs:
        found.append(_("Requests: {needs}. Met: {met}.", needs=_figure(card, card.needs), met=_figure(card, card.met)))
    if card.ended:
        found.append(
            _(
                "Done by the agreed day: {timely}. Later: {late}. Not kept: {missed}.",
                timely=_figure(card, card.timely),
                late=_figure(card, card.late),
                missed=_figure(card, card.missed),
            )
        )
    known = told_groups(card.groups)
    for group in card.groups:
        if (group.of, group.name) == ("kind", "grassroots") and ("kind", "grassroots") in known:
            found.append(
                _(
                    "Community groups received {received} and gave {given}.",
                    received=told_hours(group.given if card.organisation else group.received),
                    given=told_hours(group.received if card.organisation else group.given),
                )
            )
    return (*found, FEW)


def _organisations(card: ReportCard) -> Message:
    return _(
        "Hours given: {given}. Hours received: {received}. Exchanges: {exchanges}, with organisations: {partners}.",
        given=Amount(card.given),
        received=Amount(card.received),
        exchanges=card.exchanges,
        partners=told(card.organisations),
    )


def _network(card: ReportCard) -> Message:
    return _(
        "Hours exchanged: {hours}. Exchanges: {exchanges}. Organisations that took part: {partners}.",
        hours=hours_of(card),
        exchanges=told(card.exchanges),
        partners=told(card.organisations),
    )


def hours_of(card: ReportCard) -> Amount | Message:
    """The hours of a network; of few organisations they would tell of single ones."""
    return told_hours(card.given) if card.organisations >= FEWEST or not card.given else _("not told")


def _figure(card: ReportCard, count: int) -> int | Message:
    """An organisation's own figures are its own; those of a network are told when they are not small."""
    return count if card.organisation else told(count)
