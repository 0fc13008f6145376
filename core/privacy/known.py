"""What do we know about the person who asks? Counted where it is stored, so that the answer is the whole of it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BindParameter, and_, bindparam, exists, func, or_, select

from core.calendar import instant_of, today
from core.db import Q, Tx
from core.look import Me
from core.look.data import KnownCard, MonthCard
from core.parties import is_party
from core.tables import (
    account,
    address,
    attachment,
    contact,
    coordinator,
    entry,
    exchange,
    flag,
    history,
    history_text,
    invite,
    line,
    listing,
    membership,
    organisation,
    outbound,
    parked_case,
    person,
    relayed,
    report,
    review,
)

MONTHS = 12

_me: BindParameter[int] = bindparam("person_id")
_ours: BindParameter[int] = bindparam("organisation_id")
_count = func.count()
_PERSON = Q(select(person.c.lang, person.c.alerts, person.c.consent_at).where(person.c.id == _me))
_ADDRESSES = Q(select(address.c.channel, address.c.created_at).where(address.c.person_id == _me).order_by(address.c.id))
_ACTS_FOR = Q(
    select(organisation.c.name)
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
_WAITING = Q(select(_count).select_from(flag).where(flag.c.person_id == _me, flag.c.sealed.is_not(None)))
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
_STEPS = Q(select(_count).select_from(history).where(history.c.person_id == _me))
_POSTED = Q(select(_count).select_from(listing).where(listing.c.person_id == _me))
_INVITED = Q(select(_count).select_from(invite).where(invite.c.used_by == _me))
_LISTINGS = Q(select(_count).select_from(listing).where(listing.c.organisation_id == _ours))
_EXCHANGES = Q(select(_count).select_from(exchange).where(is_party(_ours)))
_LINES = Q(
    select(_count)
    .select_from(line)
    .join(account, account.c.id == line.c.account_id)
    .where(account.c.organisation_id == _ours)
)


_TEXTS = (_CASES, _REPORTS, _WAITING, _STEP_TEXTS, _REVIEWS, _REPLIES, _RELAYED, _CONTACTS)


def known(tx: Tx, me: Me) -> KnownCard:
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
        steps=sum(tx.value(q, **who) for q in (_STEPS, _POSTED, _INVITED)),
        listings=tx.value(_LISTINGS, **ours),
        exchanges=tx.value(_EXCHANGES, **ours),
        movements=tx.value(_LINES, **ours),
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
