"""Requests, offers, exchanges and the fund of a hub as pages, each row with what the chat offers for it."""

from __future__ import annotations

from bot.cards import single
from bot.cards.between import STATES
from bot.cards.coordinating import TAKEN, care_options
from bot.cards.listing import by_day, hours, seen_by, told
from bot.cards.steps import step_said
from bot.desk.beginning import none_of
from bot.desk.deeds import deeds
from bot.desk.words import ACTORS, FUND_STATES, HEAD, LISTING_STATES
from core import matching
from core.accounts import balances, owners
from core.calendar import today
from core.coordination import care_cards
from core.db import Row as Stored
from core.look import Look
from core.messages import Amount, Code, Day, Message, Moment, Option, Service, Value, _, _n
from core.panel import lists
from core.panel.finding import find, turning
from core.panel.sheet import Asked, Link, Part, Row, Sheet, Table

_SEE = _("See it")
_FOR_A_GROUP = Link("group", _("These requests as a text for a chat group"), is_page=True)
EXCHANGE_HEAD = tuple(HEAD[name] for name in ("number", "what", "receives", "gives", "state", "hours", "by", "changed"))
_LISTING_HEAD = tuple(HEAD[name] for name in ("what", "organisation", "place", "hours", "by", "since", "matches"))

_STATES = {"open": _("Open"), "paused": _("Resting"), "fulfilled": _("Met"), "expired": _("Past")}


def needs(look: Look, asked: Asked) -> Sheet | None:
    return _listings(look, asked, "need", _("Requests"))


def offers(look: Look, asked: Asked) -> Sheet | None:
    return _listings(look, asked, "offer", _("Offers"))


def _listings(look: Look, asked: Asked, kind: str, title: Message) -> Sheet | None:
    if asked.id:
        return _one_listing(look, asked, kind)
    wish = asked.args.get("state", "")
    state = wish if wish in _STATES else "open"
    found = find(lists.listings_by(asked.tx, asked.hub_id, kind, state), asked.args, whole=asked.whole)
    named = matching.services_in(asked.tx, found.ids, look.me.lang)
    rows = tuple(_listing(row, kind, named.get(row[0])) for row in lists.listings(asked.tx, found.ids))
    table = Table(_LISTING_HEAD, rows, f"{kind}s", none_of(kind, state))
    filters = tuple((f"?state={one}", called) for one, called in _STATES.items())
    turns = turning(found, {"state": state})
    links = (_FOR_A_GROUP,) if (kind, state) == ("need", "open") and rows else ()
    return Sheet(
        title, parts=(Part(title, table=table, links=links),), filters=filters, shown=f"?state={state}", turning=turns
    )


def _listing(row: Stored, kind: str, service: Service | None) -> Row:
    id, what, name, place, minutes, due_on, since, matches = row
    cells = (
        told(what, service),
        name,
        place or _("From a distance"),
        _hours(minutes),
        _day(due_on),
        Moment(since),
        matches,
    )
    return Row(cells, link=f"{kind}s/{id}")


def _one_listing(look: Look, asked: Asked, kind: str) -> Sheet | None:
    found = lists.listing_of(asked.tx, asked.hub_id, asked.id)
    if found is None or found[1] != kind:
        return None
    what, _kind, name, *known = found
    rows = exchange_rows(look, asked, lists.exchanges_of_listing(asked.tx, asked.hub_id, asked.id))
    table = Table(EXCHANGE_HEAD, rows, "matches", _("Nobody was suggested yet."))
    service = matching.service_in(asked.tx, asked.id, look.me.lang)
    title = _("“{what}”, {organisation}", what=told(what, service), organisation=name)
    card = single.listing(look, asked.id)
    may = (*(deeds(card.options) if card else ()), Option(f"l:{asked.id}:see", _SEE))
    ours = tuple(one for one in may if not one.id.startswith("m:"))
    parts = (Part(_("What to do"), deeds=ours), Part(_("Who was suggested"), table=table))
    return Sheet(title, figures=_known(look, *known), parts=parts)


def _known(
    look: Look, state: str, place: str, minutes: int | None, due_on: str | None, since: int, audience: str
) -> tuple[tuple[Message, Value], ...]:
    """What a listing says of itself, and how old it is."""
    days = (look.today - today(since, look.me.zone)).days
    return (
        (HEAD["state"], LISTING_STATES[state]),
        (HEAD["hours"], hours(minutes)),
        (HEAD["by"], by_day(due_on)),
        (HEAD["place"], place or _("From a distance")),
        (HEAD["age"], _n("{n} day", "{n} days", days) if days > 0 else _("New today")),
        (HEAD["audience"], seen_by(audience)),
    )


def exchanges(look: Look, asked: Asked) -> Sheet | None:
    """Those under way, suggested, disputed or ended; one with its whole history."""
    if asked.id:
        return _one_exchange(look, asked)
    which = asked.args.get("state", "going")
    found = find(lists.exchanges_by(asked.tx, asked.hub_id, which), asked.args, whole=asked.whole)
    rows = exchange_rows(look, asked, lists.exchanges(asked.tx, asked.hub_id, found.ids))
    table = Table(EXCHANGE_HEAD, rows, "exchanges", _("There is nothing here."))
    filters = (
        ("?state=going", _("Under way")),
        ("?state=suggested", _("Suggested")),
        ("?state=disputed", _("They do not agree")),
        ("?state=ended", _("Ended")),
    )
    return Sheet(
        _("Exchanges"),
        parts=(Part(_("Exchanges"), table=table),),
        filters=filters,
        shown=f"?state={which}",
        turning=turning(found, {"state": which}),
    )


def exchange_rows(look: Look, asked: Asked, rows: list[Stored]) -> tuple[Row, ...]:
    """Of each suggestion between others, who takes care of it and what the chat offers for it."""
    waits = [row[0] for row in rows if row[6] == "suggested"]
    takes = care_cards.takers(asked.tx, asked.hub_id, asked.person_id, waits) if waits else {}
    named = matching.services_in(asked.tx, [row[-1] for row in rows], look.me.lang)
    return tuple(_exchange(row, takes.get(row[0]), named.get(row[-1])) for row in rows)


def _exchange(row: Stored, by: str | None, service: Service | None) -> Row:
    """`by`: who takes care of it; None where it is no suggestion, or one of the two sides is the reader's."""
    id, version, number, what, receiver, provider, state, minutes, due_on, changed, *_ids, listing_id = row
    stands = _("{state}. {care}", state=STATES[state], care=TAKEN[by]) if by else STATES[state]
    cells = (
        Code(str(number)),
        told(what, service),
        receiver,
        provider,
        stands,
        _hours(minutes),
        _day(due_on),
        Moment(changed),
    )
    may = () if by is None else care_options(id, version, by, listing_id=listing_id)
    return Row(cells, may, f"exchanges/{id}")


def _one_exchange(look: Look, asked: Asked) -> Sheet | None:
    found = lists.exchange_of(asked.tx, asked.hub_id, asked.id)
    if found is None:
        return None
    steps = () if look.care(asked.id) is None else lists.whole_history(asked.tx, asked.id)
    rows = tuple(_step(*step) for step in steps)
    head = (HEAD["when"], HEAD["step"], HEAD["who"])
    own = _("One of the two is yours, so another coordinator sees to it.")
    past = Table(head, rows, "history", own)
    now = Table(EXCHANGE_HEAD, exchange_rows(look, asked, [found]))
    card = single.exchange(look, asked.id)
    may = (*(deeds(card.options) if card else ()), Option(f"x:{asked.id}:{found[1]}:see", _SEE))
    offered = {one.id for row in now.rows for one in row.deeds}  # they stand with it already
    ours = tuple(one for one in may if not one.id.startswith("m:") and one.id not in offered)
    title = _("Exchange {number}", number=Code(str(found[2])))
    stands = Part(_("As it stands"), table=now, deeds=ours)
    return Sheet(title, parts=(stands, Part(_("What happened so far"), table=past)))


def _step(at: int, action: str, actor: str, by: str, minutes: int | None) -> Row:
    return Row((Moment(at), step_said(action, minutes), by or ACTORS.get(actor, ACTORS["clock"])))


def fund(look: Look, asked: Asked) -> Sheet | None:
    """What is in it, and what it was asked for."""
    stands = balances.balance(asked.tx, owners.hub_account(asked.tx, asked.hub_id, "fund"))
    head = tuple(HEAD[name] for name in ("organisation", "what", "hours", "state", "since", "changed"))
    rows = []
    for id, name, what, minutes, state, at, decided in lists.fund_requests(asked.tx, asked.hub_id):
        may = deeds((Option(f"f:{id}:yes", _("Yes")), Option(f"f:{id}:no", _("No")))) if state == "asked" else ()
        cells = (name, what, Amount(minutes), FUND_STATES[state], Moment(at), Moment(decided) if decided else None)
        rows.append(Row(cells, may))
    table = Table(head, tuple(rows), "fund", _("Nobody has asked the fund for anything yet."))
    figures = ((_("In the fund"), Amount(max(stands.posted, 0))), (HEAD["aside"], Amount(stands.held_out)))
    return Sheet(_("Solidarity fund"), figures=figures, parts=(Part(_("What it was asked for"), table=table),))


def signed(minutes: int) -> Value:
    """Hours that may be below zero."""
    return Amount(minutes) if minutes >= 0 else _("below zero: {hours}", hours=Amount(-minutes))


def _hours(minutes: int | None) -> Value | None:
    return None if minutes is None else Amount(minutes)


def _day(iso: str | None) -> Value | None:
    return Day(iso) if iso else None
