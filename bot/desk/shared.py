"""What stands at an address that an organisation shared: its statement, its report, its poster, its hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards.data import FEW, told, told_hours
from bot.cards.short_words import poster_word
from bot.desk.report import as_sheet, fields_part, period_asked
from bot.wording import Reader
from core.calendar import today
from core.db import Tx
from core.look.reports import ExportCard, PosterCard, StatementCard
from core.messages import Code, Message, Moment, Value, _
from core.panel.sheet import Sheet
from core.reports import sharing
from core.reports.exported import exported
from core.reports.figures import report
from core.reports.sharing import SharedPage
from core.reports.statement import statement


@dataclass(frozen=True, slots=True)
class Shared:
    """A page for whoever has its address; `word` is what the codes of a poster say.

    `reader`: in the language that was chosen, with the digits and the clock of its organisation's country.
    """

    kind: str
    name: str
    reader: Reader
    today: str
    sheet: Sheet | None = None
    poster: PosterCard | None = None
    word: str = ""
    hours: ExportCard | None = None


def shared(tx: Tx, word: str, lang: str, args: Mapping[str, str], now: int) -> Shared | None:
    """None for what never was, what is over and what was taken back. `lang` may be '': then it is the hub's own."""
    page = sharing.by_word(tx, word[:100], now)
    if page is None:
        return None
    chosen, day = lang or page.languages[0], today(now, page.zone).isoformat()
    reader = Reader(chosen, page.country, page.zone)
    if page.kind == "poster":
        card = sharing.poster(tx, organisation_id=page.organisation_id)
        word = poster_word(card.number) if card else ""
        return Shared("poster", card.organisation, reader, day, poster=card, word=word) if card else None
    if page.kind == "export":
        hours = exported(tx, page.organisation_id, page.zone)
        return Shared("export", hours.organisation, reader, day, hours=hours) if hours else None
    made = _statement(tx, page, chosen, args, now) if page.kind == "statement" else _report(tx, page, chosen, args, day)
    return Shared(page.kind, made[0], reader, day, made[1]) if made else None


def _report(tx: Tx, page: SharedPage, lang: str, args: Mapping[str, str], day: str) -> tuple[str, Sheet] | None:
    period = period_asked(args, day)
    card = report(tx, page.hub_id, period, page.zone, lang, page.organisation_id)
    return (card.organisation, as_sheet(card, period, day, lang, args)) if card else None


def _statement(tx: Tx, page: SharedPage, lang: str, args: Mapping[str, str], now: int) -> tuple[str, Sheet] | None:
    year = args.get("year", "")
    wanted = int(year) if len(year) == 4 and year.isascii() and year.isdigit() else 0
    card = statement(tx, page.organisation_id, wanted, now, lang)
    return (card.organisation, _stated(card, lang, now)) if card else None


def _stated(card: StatementCard, lang: str, now: int) -> Sheet:
    """What was given that year; whom it helped is told as a number, and only where that is not small."""
    figures: tuple[tuple[Message, Value], ...] = (
        (_("Hours given"), told_hours(card.minutes)),
        (_("Community groups that received them"), told(card.grassroots)),
        (_("Hours given to community groups"), _to_groups(card)),
    )
    where = (
        _("In {hub}, where civil society organisations help each other.", hub=card.hub)
        if card.hub
        else _("In a network where civil society organisations help each other.")
    )
    about = (
        _("{organisation}: service given to other organisations in {year}.", organisation=card.organisation,
          year=Code(str(card.year))),
        where,
        _("Kept by the network, confirmed by who received it. As of {moment}.", moment=Moment(now)),
        FEW,
    )  # fmt: skip
    years = tuple((f"?year={year}", _("Year {year}", year=Code(str(year)))) for year in card.years)
    parts = (fields_part(card.fields, lang),)
    return Sheet(
        _("Public statement"), about, figures, parts, years if len(years) > 1 else (), shown=f"?year={card.year}"
    )


def _to_groups(card: StatementCard) -> Value:
    """Where the rest is little, it would tell of the few others."""
    rest = card.minutes - card.grassroots_minutes
    return _("not told") if 0 < rest < 5 * 60 and card.grassroots_minutes else told_hours(card.grassroots_minutes)
