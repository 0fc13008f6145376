"""Somebody may be in danger: who is called, how often, and until when?

Their words are a case of their own kind, the first of all. Everybody who coordinates the hub is called at once, away or
not, by day and by night, and again whenever more is written, until one takes the case or answers; from then on it is
that one. Where nobody answers all are called again, a few times, at growing intervals.

One clock a case does the calling that cannot be done at once: more words within a minute, and the reminders.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, or_, select, update

from core import clocks
from core.commands.cases import RaiseAlarm, TellCoordination, TellMore
from core.context import Context
from core.coordination import case_steps, cases
from core.coordination.cases import OF_COORDINATION, OPEN, URGENT, Case, same_case
from core.countries import country_of_phone
from core.db import Q, Tx
from core.errors import Bug, NotYours
from core.events import Event
from core.events.cases import Alarm, InDanger
from core.hubs import all_hubs
from core.moderation import DANGERS, danger
from core.moderation.emergency import Numbers, numbers
from core.people import addresses
from core.relay.phrases import ANSWERS, NO_DANGER
from core.tables import exchange, parked_case
from core.text.clean import clean
from core.vault import Vault

CLOCK = "danger"
LONGEST = 2000
_MINUTE_MS = 60_000
_REMINDED = tuple(minutes * _MINUTE_MS for minutes in (15, 45, 105, 285))
"""After how long without an answer coordinators are called again."""
_ANSWERS = frozenset(phrase.id for phrase in ANSWERS)

_OPEN_OF = Q(
    select(func.min(parked_case.c.id), parked_case.c.hub_id, parked_case.c.code, parked_case.c.exchange_id)
    .where(
        OPEN,
        parked_case.c.address_id == bindparam("from_address"),
        parked_case.c.code.startswith(URGENT, autoescape=True),
    )
    .group_by(parked_case.c.hub_id, parked_case.c.code, parked_case.c.exchange_id)
    .order_by(func.min(parked_case.c.id))
)
_LAST_BY = Q(
    select(parked_case.c.answered_by)
    .where(
        OPEN,
        parked_case.c.address_id == bindparam("from_address"),
        parked_case.c.code.startswith(URGENT, autoescape=True),
    )
    .order_by(parked_case.c.id.desc())
    .limit(1)
)
_ROWS = Q(
    select(parked_case.c.at, parked_case.c.answered_by, parked_case.c.phrase, parked_case.c.told_at)
    .where(same_case)
    .order_by(parked_case.c.id)
)
_LAST_OF_COORDINATION = Q(
    select(parked_case.c.sealed)
    .where(
        OPEN,
        parked_case.c.code == OF_COORDINATION,
        parked_case.c.address_id == bindparam("from_address"),
        parked_case.c.sealed.is_not(None),
    )
    .order_by(parked_case.c.id.desc())
    .limit(1)
)
_OWN_EXCHANGE = Q(
    select(exchange.c.id).where(
        exchange.c.id == bindparam("about"),
        or_(exchange.c.receiver_id == bindparam("own"), exchange.c.provider_id == bindparam("own")),
    )
)
_TOLD = Q(
    update(parked_case)
    .where(same_case, parked_case.c.told_at.is_(None), parked_case.c.answered_by.is_(None))
    .values(told_at=bindparam("now"))
)


# ---- what they tell ---------------------------------------------------------------------------------------------


class Told(NamedTuple):
    """An open case of danger that came from an address."""

    id: int
    hub_id: int | None
    code: str
    exchange_id: int | None

    @property
    def kind(self) -> str:
        return self.code.removeprefix(URGENT)


def open_of(tx: Tx, address_id: int | None) -> list[Told]:
    """The open cases of danger of an address: one, or one of each hub where nobody knows theirs."""
    return [Told(*row) for row in tx.all(_OPEN_OF, from_address=address_id)] if address_id else []


def is_asked(tx: Tx, address_id: int) -> bool:
    """Whether the last word in an open case of theirs is a coordinator's: what they write next answers it."""
    return tx.value(_LAST_BY, from_address=address_id) is not None


def raise_alarm(ctx: Context, command: RaiseAlarm) -> list[Event]:
    """Their words begin a case, or belong to the one that is open; whoever coordinates is called."""
    person_id, address_id = _writer(ctx)
    if command.kind not in DANGERS:
        raise Bug(f"no such danger: {command.kind!r}")
    text = clean(command.words, LONGEST)
    if command.of_coordination:
        cases.park(ctx.tx, ctx.vault, OF_COORDINATION, ctx.now, text=text, address_id=address_id)
        return [InDanger(command.kind, _countries(ctx, command.country, []), (), withheld=True)]
    about = _exchange(ctx, command.exchange_id)
    if not open_of(ctx.tx, address_id):
        for hub_id in _hubs(ctx.tx, person_id, command) or (None,):
            cases.park(
                ctx.tx,
                ctx.vault,
                URGENT + command.kind,
                ctx.now,
                text=text,
                address_id=address_id,
                hub_id=hub_id,
                exchange_id=about,
            )
        found = open_of(ctx.tx, address_id)
    else:
        found = _add(ctx, address_id, text, "")
    countries = _countries(ctx, command.country, found)
    return [InDanger(command.kind, countries, tuple(one.id for one in found)), *_calls(ctx, found)]


def tell_coordination(ctx: Context, command: TellCoordination) -> list[Event]:
    """What they last wrote of the coordination is for it to read after all."""
    _person_id, address_id = _writer(ctx)
    sealed = ctx.tx.value(_LAST_OF_COORDINATION, from_address=address_id)
    if sealed is None:
        raise NotYours()
    text = ctx.vault.open(bytes(sealed))
    return raise_alarm(ctx, RaiseAlarm(danger(text) or "emergency", text, command.country))


def tell_more(ctx: Context, command: TellMore) -> list[Event]:
    """More of it, in words or with a button."""
    if command.phrase and command.phrase not in _ANSWERS:
        raise NotYours()
    told = more(ctx, clean(command.words, LONGEST), command.phrase)
    if not told:
        raise NotYours()
    return told


def more(ctx: Context, text: str, phrase: str = "") -> list[Event]:
    """What somebody writes whose case of danger is open; nothing where none is. Without a text or a phrase they only
    read once more what they were told.
    """
    _person_id, address_id = _writer(ctx)
    anew = not (text or phrase)
    found = open_of(ctx.tx, address_id) if anew else _add(ctx, address_id, text, phrase)
    if not found:
        return []
    case = cases.find(ctx.tx, found[0].id)
    countries = _countries(ctx, country_of(ctx.tx, ctx.vault, case) if case else "", found)
    told = InDanger(found[0].kind, countries, tuple(one.id for one in found), not anew, phrase)
    if anew:
        return [told]
    if phrase != NO_DANGER:
        return [told, *_calls(ctx, found)]
    for one in found:
        clocks.stop(ctx.tx, CLOCK, "case", one.id)
        ctx.tx.run(_TOLD, case_id=one.id, now=ctx.now)
    return [told, *(Alarm(one.id, "clear", _sees_to(ctx.tx, one.id)) for one in found)]


def _writer(ctx: Context) -> tuple[int, int | None]:
    if ctx.actor.person_id is None:
        raise Bug("this command needs a person")
    return ctx.actor.person_id, addresses.own(ctx.tx, ctx.actor.person_id, ctx.actor.channel)


def _countries(ctx: Context, country: str, found: list[Told]) -> tuple[str, ...]:
    """Where they are; where nobody knows, the countries of the hubs that are told, or of those there are."""
    if country:
        return (country,)
    told = {one.hub_id for one in found}
    hubs = [hub for hub in all_hubs(ctx.tx) if hub.id in told] or all_hubs(ctx.tx)
    return tuple(dict.fromkeys(hub.country for hub in hubs))


def _add(ctx: Context, address_id: int | None, text: str, phrase: str) -> list[Told]:
    found = open_of(ctx.tx, address_id)
    for one in found:
        about = {"address_id": address_id, "hub_id": one.hub_id, "exchange_id": one.exchange_id}
        cases.park(ctx.tx, ctx.vault, one.code, ctx.now, text=text, phrase=phrase, **about)
    return found


def _hubs(tx: Tx, person_id: int, command: RaiseAlarm) -> list[int]:
    """Theirs; of who has not joined, those that could be: the one they were about to join, else those of the country
    where they are, else all.
    """
    hubs = all_hubs(tx)
    known = [hub.id for hub in hubs if hub.id == command.hub_id]
    found = cases.hubs_for(tx, person_id, known) or [hub.id for hub in hubs]
    near = [hub.id for hub in hubs if hub.id in found and hub.country == command.country]
    return near or found


def _exchange(ctx: Context, exchange_id: int | None) -> int | None:
    """The exchange that they were writing about, if their organisation is a side of it."""
    own = ctx.actor.organisation_id
    if exchange_id is None or own is None:
        return None
    found: int | None = ctx.tx.value(_OWN_EXCHANGE, about=exchange_id, own=own)
    return found


# ---- who is called ----------------------------------------------------------------------------------------------


class _Standing(NamedTuple):
    """`since`: the first words that nobody has answered, None where all are. `news`: of these nobody was told.

    `told_at` is when somebody was told last, `answered` whether a coordinator has written since.
    """

    since: int | None
    news: bool
    told_at: int | None
    answered: bool


def _standing(tx: Tx, case_id: int) -> _Standing:
    since, news, last, answered = None, False, None, False
    for at, answered_by, phrase, told_at in tx.all(_ROWS, case_id=case_id):
        if answered_by is not None or phrase == NO_DANGER:
            since, news, answered = None, False, answered or answered_by is not None
            continue
        since = at if since is None else since
        news = news or told_at is None
        if told_at is not None:
            last, answered = told_at, False
    return _Standing(since, news, last, answered)


def _calls(ctx: Context, found: list[Told]) -> list[Event]:
    """The call about each case, or none where the last one was within the minute and nobody has written to them since:
    then the clock does it.
    """
    calls = []
    for one in found:
        stands = _standing(ctx.tx, one.id)
        if stands.told_at is not None and not stands.answered and ctx.now - stands.told_at < _MINUTE_MS:
            _no_later(ctx.tx, one.id, stands.told_at + _MINUTE_MS)
            continue
        calls.append(_call(ctx, one.id, stands, "new" if stands.told_at is None else "again"))
    return calls


def _call(ctx: Context, case_id: int, stands: _Standing, what: str, *, to_all: bool = False) -> Event:
    ctx.tx.run(_TOLD, case_id=case_id, now=ctx.now)
    since = ctx.now if stands.since is None else stands.since
    later = next((since + span for span in _REMINDED if since + span > ctx.now), None)
    if later is not None:
        clocks.start(ctx.tx, CLOCK, "case", case_id, later)
    to = None if to_all else _sees_to(ctx.tx, case_id)
    return Alarm(case_id, what, to, ctx.now - since)


def _no_later(tx: Tx, case_id: int, due_at: int) -> None:
    running = clocks.due_at(tx, CLOCK, "case", case_id)
    if running is None or due_at < running:
        clocks.start(tx, CLOCK, "case", case_id, due_at)


def _sees_to(tx: Tx, case_id: int) -> int | None:
    found = cases.find(tx, case_id)
    return found.taken_by if found else None


def fire(ctx: Context, case_id: int) -> list[Event]:
    """The clock of a case: who coordinates is told of words that had to wait, or that nobody has answered.

    Whoever took it is reminded first, alone; where they do not answer then, all are.
    """
    found = cases.find(ctx.tx, case_id)
    if found is None or not case_steps.lock(ctx.tx, found):
        clocks.stop(ctx.tx, CLOCK, "case", case_id)
        return []
    if not clocks.take(ctx.tx, CLOCK, "case", case_id, ctx.now):
        return []
    stands = _standing(ctx.tx, case_id)
    if stands.since is None:
        return []
    if stands.news:
        return [_call(ctx, case_id, stands, "again")]
    late = ctx.now - stands.since >= _REMINDED[1]
    return [_call(ctx, case_id, stands, "still", to_all=late)]


# ---- what a coordinator does ------------------------------------------------------------------------------------


def taken(ctx: Context, found: Case) -> list[Event]:
    """The locked case is theirs who took it or answered first: the others hear that it is seen to."""
    if not found.danger or found.taken_by is not None:
        return []
    case_steps.hand(ctx.tx, found, ctx.actor.person_id)
    case_steps.close_elsewhere(ctx.tx, found, ctx.now)
    return [Alarm(found.id, "taken")]


def closed(ctx: Context, found: Case) -> bool:
    """The case is over. Whether whoever wrote should hear so: they never said that there is no danger."""
    if not found.danger:
        return False
    clocks.stop(ctx.tx, CLOCK, "case", found.id)
    return not any(phrase == NO_DANGER for _at, _by, phrase, _told in ctx.tx.all(_ROWS, case_id=found.id))


def country_of(tx: Tx, vault: Vault, case: Case) -> str:
    """Where somebody wrote from: by their organisation or their phone number; '' where nothing tells it."""
    if case.organisation or case.address_id is None:
        return case.country
    where = addresses.value_of(tx, vault, case.address_id)
    return country_of_phone(where.removeprefix("whatsapp:")) or "" if "+" in where else ""


def numbers_for(tx: Tx, vault: Vault, case: Case) -> Numbers:
    """Whom to call where they are, else where the hub is."""
    return numbers(case.danger, country_of(tx, vault, case) or case.country)


HANDLERS: dict[type, Any] = {
    RaiseAlarm: raise_alarm,
    TellCoordination: tell_coordination,
    TellMore: tell_more,
}
