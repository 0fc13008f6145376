"""What was said between two partners: kept sealed, read by the two sides, and by a coordinator while a problem is open.

Nothing here opens a text: it leaves as it is stored, and only the worker that writes it out opens it.
"""

from __future__ import annotations

from sqlalchemy import Select, bindparam, exists, func, insert, or_, select

from core.commands.talk import ReadCard, Said, TalkCard, may_talk
from core.db import Q, Row, Tx, scalar_rows
from core.look import Me
from core.messages import Message, Sealed
from core.naming import called_in
from core.parties import PROVIDER, RECEIVER, WITH_BOTH
from core.relay.phrases import spoken
from core.tables import address, attachment, contact, exchange, membership, name_column, parked_case, person, relayed

SHOWN = 5
_GONE = Message("…")
_COLUMNS = ("exchange_id", "from_id", "to_id", "person_id", "at", "lang", "phrase", "given", "sealed", "masked")
_ADD = Q(insert(relayed).values({name: bindparam(name) for name in _COLUMNS}).returning(relayed.c.id))
_SAID: Select[tuple[int, int, int, str, str, str, bytes]] = select(
    relayed.c.id,
    relayed.c.at,
    relayed.c.from_id,
    relayed.c.lang,
    relayed.c.phrase,
    relayed.c.given,
    relayed.c.sealed,
)
_ONE = Q(_SAID.where(relayed.c.id == bindparam("relayed_id")))
_of_exchange = relayed.c.exchange_id == bindparam("exchange_id")
_LAST = Q(_SAID.where(_of_exchange).order_by(relayed.c.id.desc()).limit(bindparam("most")))
_ANY = Q(select(relayed.c.id).where(_of_exchange).limit(1))
_mine = relayed.c.from_id == bindparam("organisation_id")
_HID = Q(select(relayed.c.id).where(_of_exchange, _mine, relayed.c.masked == 1).limit(1))
_SINCE = Q(select(func.count()).select_from(relayed).where(_of_exchange, _mine, relayed.c.at > bindparam("since")))
_problem = exists().where(
    parked_case.c.exchange_id == exchange.c.id,
    parked_case.c.resolved_at.is_(None),
    or_(
        parked_case.c.code.in_(("problem", "figure_refused", "appealed")),
        parked_case.c.code.startswith("disputed", autoescape=True),
    ),
)
_PROBLEM = Q(select(exchange.c.id).where(exchange.c.id == bindparam("exchange_id"), _problem))
_files = exists().where(attachment.c.exchange_id == exchange.c.id, attachment.c.about != "problem")
_EXCHANGE = Q(
    select(
        exchange.c.number,
        exchange.c.state,
        exchange.c.updated_at,
        exchange.c.hub_id,
        exchange.c.receiver_id,
        exchange.c.provider_id,
        name_column(RECEIVER),
        name_column(PROVIDER),
        _problem,
        _files,
    )
    .select_from(WITH_BOTH)
    .where(exchange.c.id == bindparam("exchange_id"))
)
_LANGS = Q(
    select(person.c.lang)
    .distinct()
    .join(membership, membership.c.person_id == person.c.id)
    .where(
        membership.c.organisation_id == bindparam("organisation_id"),
        exists().where(address.c.person_id == person.c.id, address.c.stopped_at.is_(None)),
    )
    .order_by(person.c.lang)
)
_CONTACTS = Q(
    select(contact.c.organisation_id, contact.c.sealed).where(contact.c.exchange_id == bindparam("exchange_id"))
)


def add(
    tx: Tx,
    exchange_id: int,
    from_id: int,
    to_id: int,
    person_id: int,
    now: int,
    *,
    lang: str = "",
    phrase: str = "",
    given: str = "",
    sealed: bytes | None = None,
    masked: bool = False,
) -> int:
    """One more thing that was said, words or a phrase; its id."""
    id: int = tx.value(
        _ADD,
        exchange_id=exchange_id,
        from_id=from_id,
        to_id=to_id,
        person_id=person_id,
        at=now,
        lang=lang,
        phrase=phrase,
        given=given,
        sealed=sealed,
        masked=int(masked),
    )
    return id


def one(tx: Tx, relayed_id: int) -> Said | None:
    """What was said there; None once its time is over."""
    row = tx.one(_ONE, relayed_id=relayed_id)
    return _said(row) if row else None


def has_any(tx: Tx, exchange_id: int) -> bool:
    """Whether the two sides wrote to each other at all."""
    return tx.one(_ANY, exchange_id=exchange_id) is not None


def hid_before(tx: Tx, exchange_id: int, organisation_id: int) -> bool:
    """Whether that side was told already that contact details are hidden."""
    return tx.one(_HID, exchange_id=exchange_id, organisation_id=organisation_id) is not None


def count_since(tx: Tx, exchange_id: int, organisation_id: int, since: int) -> int:
    """How often that side wrote after `since`."""
    count: int = tx.value(_SINCE, exchange_id=exchange_id, organisation_id=organisation_id, since=since)
    return count


def asks_first(tx: Tx, exchange_id: int, mine: int, provider_id: int) -> bool:
    """Whether this side may write about what is only suggested: who would help, and the other once it was asked."""
    return mine == provider_id or count_since(tx, exchange_id, provider_id, 0) > 0


def problem_open(tx: Tx, exchange_id: int) -> bool:
    """Whether a side or the clock has brought a problem of the exchange before the coordinators."""
    return tx.one(_PROBLEM, exchange_id=exchange_id) is not None


def languages(tx: Tx, organisation_id: int) -> tuple[str, ...]:
    """The languages of those of an organisation who take messages."""
    return tuple(scalar_rows(tx.all(_LANGS, organisation_id=organisation_id)))


def contacts(tx: Tx, exchange_id: int) -> dict[int, Sealed]:
    """What each side offers to show, by its organisation; both there means that both agreed."""
    rows = tx.all(_CONTACTS, exchange_id=exchange_id)
    return {organisation_id: Sealed(bytes(sealed).decode()) for organisation_id, sealed in rows}


def talk_of(tx: Tx, me: Me, exchange_id: int, now: int) -> TalkCard | None:
    """The newest of what was said, for one of the two sides; None for anybody else."""
    row = tx.one(_EXCHANGE, exchange_id=exchange_id)
    if row is None or me.organisation_id not in row[4:6]:
        return None
    number, state, updated_at, _hub, receiver_id, provider_id, _receiver, _provider, problem, files = row
    other_id = provider_id if me.organisation_id == receiver_id else receiver_id
    other = called_in(tx, exchange_id)[other_id]
    offered = contacts(tx, exchange_id)
    said = _newest(tx, exchange_id)
    return TalkCard(
        exchange_id,
        number,
        other_id,
        other,
        may_talk(state, updated_at, now, asks=asks_first(tx, exchange_id, me.organisation_id or 0, provider_id)),
        languages(tx, other_id),
        said[-SHOWN:],
        len(said) > SHOWN,
        "both" if len(offered) > 1 else _whose(offered, me.organisation_id),
        (offered.get(me.organisation_id or 0), offered.get(other_id) if len(offered) > 1 else None),
        bool(problem),
        bool(files),
    )


def read_card(tx: Tx, exchange_id: int) -> tuple[int, ReadCard] | None:
    """(hub, card) for who may decide about the exchange; None while no problem of it is open."""
    row = tx.one(_EXCHANGE, exchange_id=exchange_id)
    if row is None or not row[8]:
        return None
    number, _state, _updated, hub_id, receiver_id, provider_id, receiver, provider, _problem_open, _files = row
    said = _newest(tx, exchange_id)
    return hub_id, ReadCard(number, receiver_id, receiver, provider_id, provider, said[-SHOWN:], len(said) > SHOWN)


def _newest(tx: Tx, exchange_id: int) -> tuple[Said, ...]:
    return tuple(_said(row) for row in reversed(tx.all(_LAST, exchange_id=exchange_id, most=SHOWN + 1)))


def _whose(offered: dict[int, Sealed], organisation_id: int | None) -> str:
    return "" if not offered else "mine" if organisation_id in offered else "theirs"


def _said(row: Row) -> Said:
    id, at, from_id, lang, phrase, given, sealed = row
    if phrase:
        return Said(id, at, from_id, "", spoken(phrase, given) or _GONE)
    return Said(id, at, from_id, lang, Sealed(bytes(sealed).decode()))
