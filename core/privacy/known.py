"""What do we know about the person who asks? Counted where it is stored, so that the answer is the whole of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Column, and_, bindparam, exists, func, or_, select

from core.calendar import instant_of, today
from core.db import Q, Tx
from core.look import Me
from core.look.data import KnownCard, MonthCard
from core.parties import is_party
from core.people import bringing, guessing
from core.tables import (
    account,
    address,
    alias,
    approval,
    assisted,
    attachment,
    contact,
    coordinator,
    entry,
    exchange,
    flag,
    fund_request,
    held_alert,
    history,
    history_text,
    intake,
    invite,
    line,
    listing,
    measure,
    membership,
    name_column,
    organisation,
    outbound,
    parked_case,
    person,
    recovery,
    relayed,
    report,
    review,
    visit,
)
from core.vault import Vault

MONTHS = 12

_me: BindParameter[int] = bindparam("person_id")
_ours: BindParameter[int] = bindparam("organisation_id")
_count = func.count()
_PERSON = Q(select(person.c.lang, person.c.alerts, person.c.consent_at).where(person.c.id == _me))
_ADDRESSES = Q(select(address.c.channel, address.c.created_at).where(address.c.person_id == _me).order_by(address.c.id))
_BY_ID = Q(
    select(_count)
    .select_from(alias)
    .join(address, address.c.id == alias.c.address_id)
    .where(address.c.person_id == _me)
)
_ACTS_FOR = Q(
    select(name_column(organisation))
    .join(membership, membership.c.organisation_id == organisation.c.id)
    .where(membership.c.person_id == _me)
    .order_by(organisation.c.id)
)
_COORDINATES = Q(select(_count).select_from(coordinator).where(coordinator.c.person_id == _me))
_SCREENS = Q(
    select(_count)
    .select_from(outbound)
    .join(address, address.c.id == outbound.c.lane_id)
    .where(address.c.person_id == _me, outbound.c.screen != "")
)
_from_me = exists().where(address.c.person_id == _me, address.c.id == parked_case.c.address_id)
_CASES = Q(
    select(_count)
    .select_from(parked_case)
    .where(parked_case.c.sealed.is_not(None), or_(_from_me, parked_case.c.answered_by == _me))
)
_REPORTS = Q(select(_count).select_from(report).where(report.c.person_id == _me, report.c.sealed.is_not(None)))
_HELD = Q(select(_count).select_from(flag).where(flag.c.person_id == _me, flag.c.sealed.is_not(None)))
_STEP_TEXTS = Q(
    select(_count)
    .select_from(history_text)
    .join(history, history.c.id == history_text.c.history_id)
    .where(history.c.person_id == _me)
)
_my_review = and_(
    history.c.person_id == _me,
    history.c.exchange_id == review.c.exchange_id,
    history.c.organisation_id == review.c.by_id,
)
_REVIEWS, _REPLIES = (
    Q(
        select(_count)
        .select_from(review)
        .where(written.is_not(None), exists().where(_my_review, history.c.action == step))
    )
    for written, step in ((review.c.sealed, "reviewed"), (review.c.reply, "replied"))
)
_RELAYED = Q(select(_count).select_from(relayed).where(relayed.c.person_id == _me))
_FILES = Q(select(_count).select_from(attachment).where(attachment.c.person_id == _me))
_CONTACTS = Q(select(_count).select_from(contact).where(contact.c.person_id == _me))


def _rows_by(*columns: Column[Any]) -> Q:
    """How many rows of a table name them in one of these columns."""
    return Q(select(_count).select_from(columns[0].table).where(or_(*(column == _me for column in columns))))


def _rows_at(column: Column[Any]) -> Q:
    """How many rows belong to one of their addresses."""
    theirs = select(address.c.id).where(address.c.person_id == _me)
    return Q(select(_count).select_from(column.table).where(column.in_(theirs)))


_NAMED_IN: dict[str, tuple[Column[Any], ...]] = {
    "history": (history.c.person_id,),
    "listing": (listing.c.person_id,),
    "invite": (invite.c.used_by, invite.c.moves_id, invite.c.made_by),
    "recovery": (recovery.c.person_id, recovery.c.by_id),
    "approval": (approval.c.person_id, approval.c.decided_by),
    "fund_request": (fund_request.c.person_id, fund_request.c.decided_by),
    "measure": (measure.c.person_id,),
    "assisted": (assisted.c.person_id,),
    "parked_case": (parked_case.c.answered_by, parked_case.c.taken_by),
    "intake": (intake.c.by_id, intake.c.decided_by),
    "flag": (flag.c.decided_by,),
}
_STEPS = tuple(_rows_by(*columns) for columns in _NAMED_IN.values())
_ASKED = Q(
    select(_count)
    .select_from(fund_request)
    .where(fund_request.c.person_id == _me, func.length(fund_request.c.sealed) > 0)
)
_WHY = Q(select(_count).select_from(measure).where(measure.c.person_id == _me, measure.c.sealed.is_not(None)))
_WAITING, _VISITS = _rows_at(held_alert.c.address_id), _rows_by(visit.c.person_id)
_NICKNAMES = Q(
    select(_count).select_from(membership).where(membership.c.person_id == _me, membership.c.sealed.is_not(None))
)
_PINS = Q(select(_count).select_from(address).where(address.c.person_id == _me, address.c.pin.is_not(None)))
_TEXTS = (_CASES, _REPORTS, _HELD, _STEP_TEXTS, _REVIEWS, _REPLIES, _RELAYED, _CONTACTS, _ASKED, _WHY)
_LISTINGS = Q(select(_count).select_from(listing).where(listing.c.organisation_id == _ours))
_EXCHANGES = Q(select(_count).select_from(exchange).where(is_party(_ours)))
_LINES = Q(
    select(_count)
    .select_from(line)
    .join(account, account.c.id == line.c.account_id)
    .where(account.c.organisation_id == _ours)
)


TOLD: dict[str, tuple[str, ...]] = {
    "addresses": ("address.person_id", "lane.address_id", "sent_card.lane_id"),
    "lang": ("person.id", "conversation.address_id"),
    "screens": ("outbound.lane_id",),
    "waiting": ("held_alert.address_id",),
    "texts": (
        *("relayed.person_id", "contact.person_id", "parked_case.address_id", "history_text.history_id", "review"),
        *("report.person_id", "flag.person_id"),
    ),
    "files": ("attachment.person_id", "attached_file"),
    "steps": tuple(f"{table}.{column.name}" for table, columns in _NAMED_IN.items() for column in columns),
    "acts_for": ("membership.person_id",),
    "nicknames": ("membership.sealed",),
    "coordinates": ("coordinator.person_id",),
    "visits": ("visit.person_id", "visit.address_id"),
    "tries": ("code_try.address_id", "code_try.blind"),
    "pins": ("address.pin",),
    "mark_until": ("organisation.brought",),
    "by_id": ("alias.address_id",),
}
"""Every place where a person is stored, by the part of the card that tells of it (tests/test_safety_kept.py)."""


def known(tx: Tx, vault: Vault, me: Me, now: int) -> KnownCard:
    """Everything that is stored about a person and the organisation they act for, in counts and plain values."""
    who, ours = {"person_id": me.person_id}, {"organisation_id": me.organisation_id or 0}
    row = tx.one(_PERSON, **who)
    assert row, "whoever asks is there"
    return KnownCard(
        addresses=tuple((channel, at) for channel, at in tx.all(_ADDRESSES, **who)),
        lang=row[0],
        alerts=row[1],
        consent_at=row[2],
        acts_for=tuple(name for (name,) in tx.all(_ACTS_FOR, **who)),
        coordinates=bool(tx.value(_COORDINATES, **who)),
        screens=tx.value(_SCREENS, **who),
        texts=sum(tx.value(q, **who) for q in _TEXTS),
        files=tx.value(_FILES, **who),
        steps=sum(tx.value(q, **who) for q in _STEPS),
        waiting=tx.value(_WAITING, **who),
        visits=tx.value(_VISITS, **who),
        tries=len(guessing.tries_of(tx, vault, me.person_id, now)),
        nicknames=tx.value(_NICKNAMES, **who),
        pins=tx.value(_PINS, **who),
        mark_until=bringing.kept_until(tx, vault, me.person_id, now),
        listings=tx.value(_LISTINGS, **ours),
        exchanges=tx.value(_EXCHANGES, **ours),
        movements=tx.value(_LINES, **ours),
        by_id=bool(tx.value(_BY_ID, **who)),
    )


# ---- hours by month ---------------------------------------------------------------------------------------------

_SINCE = Q(
    select(entry.c.at, entry.c.kind, line.c.minutes)
    .join(entry, entry.c.id == line.c.entry_id)
    .where(line.c.account_id == bindparam("account_id"), entry.c.at >= bindparam("since"))
    .order_by(entry.c.id)
)
_BEFORE = Q(
    select(func.coalesce(func.sum(line.c.minutes), 0))
    .join(entry, entry.c.id == line.c.entry_id)
    .where(line.c.account_id == bindparam("account_id"), entry.c.at < bindparam("since"))
)


def months(tx: Tx, account_id: int, now: int, zone: str) -> list[MonthCard]:
    """The last twelve months of an account, newest first, without those before anything happened.

    Given and received are exchanges, less what was taken back; the balance is all that moved.
    """
    this = today(now, zone)
    first = _month_before(this, MONTHS - 1)
    since = instant_of(first.isoformat(), 0, zone)
    balance = int(tx.value(_BEFORE, account_id=account_id, since=since))
    began = balance != 0
    sums = {_month_before(this, back): [0, 0, 0] for back in reversed(range(MONTHS))}
    for at, kind, minutes in tx.all(_SINCE, account_id=account_id, since=since):
        day = today(at, zone).replace(day=1)
        of = sums.setdefault(min(day, this.replace(day=1)), [0, 0, 0])
        of[2] += minutes
        if kind in ("settle", "reversal"):
            gave = (minutes > 0) == (kind == "settle")
            of[0 if gave else 1] += minutes if gave else -minutes
    found: list[MonthCard] = []
    for day, (given, received, moved) in sums.items():
        balance += moved
        began = began or bool(given or received or moved)
        if began:
            found.append(MonthCard(day.year, day.month, given, received, balance))
    return found[::-1]


def _month_before(day: date, back: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 - back, 12)
    return date(years, month + 1, 1)
