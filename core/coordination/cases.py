"""A case for a coordinator: what went wrong or was asked, in a word; what was written stays sealed.

One row for each text. Rows of one hub, kind, address and exchange that are open together are one case, known by its
first row's id. Nothing here opens a text: it leaves as it is stored, and only the worker that writes it out opens it.

Where somebody may be in danger the code begins with `URGENT` (core/coordination/danger.py): it comes before all others.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Select, and_, bindparam, exists, func, insert, or_, select
from sqlalchemy import case as either

from core.coordination.coordinators import belongs, coordinates, hubs_of
from core.db import Q, Tx
from core.hubs import open_hubs
from core.look.coordinators import CaseWords
from core.messages import Sealed
from core.parties import PROVIDER, RECEIVER, beside
from core.people import addresses
from core.relay.phrases import said_in_danger
from core.tables import address, exchange, flag, hub, membership, name_column, organisation, parked_case, person
from core.vault import Vault

URGENT = "danger_"
"""How the code of a case begins in which somebody may be in danger; the rest is one of core.moderation.DANGERS."""

OF_COORDINATION = "of_coordination"
"""The code of a complaint about who coordinates, which belongs to no hub (core/coordination/complaining.py)."""

_PARTS = ("at", "code", "address_id", "hub_id", "exchange_id", "sealed", "phrase", "flag_id")
_PARK = Q(insert(parked_case).inline().values({name: bindparam(name) for name in _PARTS}))
_HUB_OF_PERSON = Q(
    select(organisation.c.hub_id)
    .join(person, person.c.acting_for == organisation.c.id)
    .where(person.c.id == bindparam("person_id"))
)


def park(
    tx: Tx,
    vault: Vault,
    code: str,
    now: int,
    *,
    text: str = "",
    phrase: str = "",
    address_id: int | None = None,
    hub_id: int | None = None,
    exchange_id: int | None = None,
    flag_id: int | None = None,
) -> None:
    """Put it before the coordinators of the hub; `code` is a word of ours, never anybody's text. Of danger a ready
    `phrase` may stand in place of a text.
    """
    about = {"code": code, "address_id": address_id, "hub_id": hub_id, "exchange_id": exchange_id, "flag_id": flag_id}
    tx.run(_PARK, at=now, sealed=vault.seal(text) if text else None, phrase=phrase, **about)


def add_words(tx: Tx, vault: Vault, flag_id: int, text: str, now: int) -> None:
    """More words in the open case about what was held or reported, where there is one."""
    row = tx.one(_ROW_OF_FLAG, flag_id=flag_id)
    if row:
        code, address_id, hub_id = row
        park(tx, vault, code, now, text=text, address_id=address_id, hub_id=hub_id, flag_id=flag_id)


def hubs_for(tx: Tx, person_id: int, going_on: list[int]) -> list[int]:
    """Whose coordinators are told of what a person writes: those of their hub. Who has not joined yet belongs to none:
    those where it is told already, else those they coordinate, else the only open hub's, or those of all of them.
    """
    own: int | None = tx.value(_HUB_OF_PERSON, person_id=person_id)
    if own is not None:
        return [own]
    return going_on or hubs_of(tx, person_id) or [hub.id for hub in open_hubs(tx)]


# ---- what is open -----------------------------------------------------------------------------------------------


class Case(NamedTuple):
    """An open case without its words. `organisation` is the writer's; `stopped_at` is set where they stopped us."""

    id: int
    code: str
    hub_id: int
    since: int
    address_id: int | None
    exchange_id: int | None
    hub: str
    channel: str | None
    stopped_at: int | None
    person_id: int | None
    organisation: str
    number: int | None
    receiver_id: int | None
    receiver: str
    provider_id: int | None
    provider: str
    version: int | None  # of the exchange, as its state, what moved and its excuse are
    state: str | None
    settled_minutes: int | None
    excuse: str | None
    taken_by: int | None  # the coordinator who sees to it
    lang: str  # whoever wrote reads it; '' where nobody did
    country: str  # of their organisation, else of the hub
    doubted: bool  # the address was silent for so long that it may be somebody else's
    flag_id: int | None  # words that were held or reported (core/moderation/flags.py)
    writer_id: int | None  # whose words those are

    @property
    def danger(self) -> str:
        """The kind of danger; '' where nothing of the kind was told."""
        return self.code.removeprefix(URGENT) if self.code.startswith(URGENT) else ""

    @property
    def sides(self) -> tuple[int, ...]:
        """The organisations it is about: who belongs to one does not read it."""
        return tuple(id for id in (self.receiver_id, self.provider_id, self.writer_id) if id is not None)


class Standing(NamedTuple):
    """Which case takes what is written now, whose it is, and how often it was answered."""

    id: int
    hub_id: int | None
    answers: int


WRITER = organisation.alias("writer")
"""Of flagged words: whose they are."""
_GROUP = (
    *(parked_case.c.code, parked_case.c.hub_id, parked_case.c.address_id),
    *(parked_case.c.exchange_id, parked_case.c.flag_id),
)
_TAKEN = func.max(parked_case.c.taken_by).label("taken_by")
OPEN = parked_case.c.resolved_at.is_(None)
_first = parked_case.alias("first")
_together = and_(
    _first.c.id == bindparam("case_id"),
    parked_case.c.code == _first.c.code,
    parked_case.c.hub_id == _first.c.hub_id,
    parked_case.c.address_id.is_not_distinct_from(_first.c.address_id),
    parked_case.c.exchange_id.is_not_distinct_from(_first.c.exchange_id),
    parked_case.c.flag_id.is_not_distinct_from(_first.c.flag_id),
    _first.c.resolved_at.is_(None),
    OPEN,
)
same_case = exists(select(_first.c.id).where(_together).correlate(parked_case))


def _heads(which: ColumnElement[bool], *readable: ColumnElement[bool]) -> Select[Any]:
    """Open cases among those rows, with the names that belong to them, oldest first."""
    one = (
        select(func.min(parked_case.c.id).label("id"), func.min(parked_case.c.at).label("since"), _TAKEN, *_GROUP)
        .where(OPEN, which)
        .group_by(*_GROUP)
        .subquery("one")
    )
    return (
        select(
            *(one.c[name] for name in ("id", "code", "hub_id", "since", "address_id", "exchange_id")),
            hub.c.name,
            address.c.channel,
            address.c.stopped_at,
            address.c.person_id,
            func.coalesce(name_column(WRITER), name_column(organisation), ""),
            exchange.c.number,
            exchange.c.receiver_id,
            func.coalesce(name_column(RECEIVER), ""),
            exchange.c.provider_id,
            func.coalesce(name_column(PROVIDER), ""),
            exchange.c.version,
            exchange.c.state,
            exchange.c.settled_minutes,
            exchange.c.excuse,
            one.c.taken_by,
            func.coalesce(person.c.lang, ""),
            func.coalesce(organisation.c.country, hub.c.country),
            address.c.doubted_at.is_not(None),
            one.c.flag_id,
            flag.c.organisation_id,
        )
        .select_from(_with_names(one))
        .where(*readable)
        .order_by(either((one.c.code.startswith(URGENT, autoescape=True), 0), else_=1), one.c.id)
    )


def _with_names(one: FromClause) -> FromClause:
    return beside(
        one.join(hub, hub.c.id == one.c.hub_id)
        .outerjoin(address, address.c.id == one.c.address_id)
        .outerjoin(person, person.c.id == address.c.person_id)
        .outerjoin(organisation, organisation.c.id == person.c.acting_for)
        .outerjoin(flag, flag.c.id == one.c.flag_id)
        .outerjoin(WRITER, WRITER.c.id == flag.c.organisation_id)
        .outerjoin(exchange, exchange.c.id == func.coalesce(one.c.exchange_id, flag.c.exchange_id))
    )


_reader_is_a_side = exists().where(
    membership.c.person_id == bindparam("reader"),
    or_(
        membership.c.organisation_id == exchange.c.receiver_id,
        membership.c.organisation_id == exchange.c.provider_id,
        membership.c.organisation_id == flag.c.organisation_id,
    ),
)
_OF_HUB = Q(_heads(parked_case.c.hub_id == bindparam("hub_id"), ~_reader_is_a_side).limit(bindparam("most")))
_ONE = Q(_heads(same_case))
ABOUT = and_(
    OPEN,
    parked_case.c.code == bindparam("about"),
    parked_case.c.address_id.is_not_distinct_from(bindparam("from_address", type_=parked_case.c.id.type)),
    parked_case.c.exchange_id.is_not_distinct_from(bindparam("of_exchange", type_=parked_case.c.id.type)),
    parked_case.c.flag_id.is_not_distinct_from(bindparam("of_flag", type_=parked_case.c.id.type)),
)
_STANDING = Q(
    select(func.min(parked_case.c.id), parked_case.c.hub_id, func.count(parked_case.c.answered_by))
    .where(ABOUT)
    .group_by(parked_case.c.hub_id)
    .order_by(func.max(parked_case.c.id).desc())
    .limit(1)
)
_EVERY_STANDING = Q(
    select(func.min(parked_case.c.id), parked_case.c.hub_id, func.count(parked_case.c.answered_by))
    .where(ABOUT)
    .group_by(parked_case.c.hub_id)
    .order_by(parked_case.c.hub_id)
)
_says = or_(parked_case.c.sealed.is_not(None), parked_case.c.phrase != "")
_COLUMNS = (parked_case.c.id, parked_case.c.at, parked_case.c.sealed, parked_case.c.phrase, parked_case.c.answered_by)
_FIRST = Q(select(*_COLUMNS).where(parked_case.c.id == bindparam("case_id"), _says))
_WORDS = Q(
    select(*_COLUMNS)
    .where(same_case, _says, parked_case.c.id < bindparam("before"))
    .order_by(parked_case.c.id.desc())
    .limit(bindparam("most"))
)
_OF_FLAG = Q(
    select(func.min(parked_case.c.id), parked_case.c.code)
    .where(parked_case.c.flag_id == bindparam("flag_id"), OPEN)
    .group_by(parked_case.c.code)
)
_ROW_OF_FLAG = Q(
    select(parked_case.c.code, parked_case.c.address_id, parked_case.c.hub_id)
    .where(parked_case.c.flag_id == bindparam("flag_id"), OPEN)
    .limit(1)
)
_ANSWERS = Q(select(func.count(parked_case.c.answered_by)).where(same_case))
_ANY_OPEN = Q(select(func.min(parked_case.c.id)).where(parked_case.c.exchange_id == bindparam("exchange_id"), OPEN))
_IS_OPEN = Q(
    select(parked_case.c.id)
    .where(parked_case.c.exchange_id == bindparam("exchange_id"), parked_case.c.code == bindparam("about"), OPEN)
    .limit(1)
)
_LAST = 1 << 62


def open_cases(tx: Tx, hub_ids: tuple[int, ...], reader: int, most: int) -> list[Case]:
    """The open cases of these hubs that `reader` (a person) may read, at most `most` of each hub: those of danger, then
    the oldest.
    """
    rows = [row for hub_id in hub_ids for row in tx.all(_OF_HUB, hub_id=hub_id, reader=reader, most=most)]
    return sorted((Case(*row) for row in rows), key=lambda one: (not one.danger, one.id))


def find(tx: Tx, case_id: int) -> Case | None:
    """The open case of that id, whoever asks: `readable` or the handler says whether they may."""
    row = tx.one(_ONE, case_id=case_id)
    return Case(*row) if row else None


def reached_at(tx: Tx, case: Case) -> tuple[int, str] | None:
    """Where an answer goes: to the address it came from, else to another of theirs; None where neither takes any.

    Who typed STOP there is not followed to another phone. Who then writes of danger there is answered.
    """
    if case.address_id is None or case.channel is None:
        return None
    here = (case.address_id, case.channel) if case.stopped_at is None or case.danger else None
    return addresses.or_other(tx, case.address_id) or here


def readable(tx: Tx, person_id: int, case: Case) -> bool:
    """Whether they coordinate its hub and belong to no side of the exchange it is about."""
    if not coordinates(tx, person_id, case.hub_id):
        return False
    return not any(belongs(tx, person_id, side) for side in case.sides)


def words_of(tx: Tx, case: Case, before: int, most: int) -> list[CaseWords]:
    """The newest `most` texts of a case (before that row, if it is not 0), oldest first, sealed as they are."""
    rows = tx.all(_WORDS, case_id=case.id, before=before or _LAST, most=most)
    return [_words(*row) for row in reversed(rows)]


def first_words(tx: Tx, case: Case) -> CaseWords | None:
    """What the case began with; None where it is not kept any more."""
    row = tx.one(_FIRST, case_id=case.id)
    return _words(*row) if row else None


def _words(id: int, at: int, sealed: bytes | None, phrase: str, by: int | None) -> CaseWords:
    words = Sealed(bytes(sealed).decode()) if sealed is not None else said_in_danger(phrase)
    return CaseWords(id, at, words, by is not None)


def answers_in(tx: Tx, case: Case) -> int:
    """How often coordinators have written in it."""
    return int(tx.value(_ANSWERS, case_id=case.id))


def standing(tx: Tx, code: str, address_id: int | None, exchange_id: int | None = None) -> Standing | None:
    """The open case that the newest such words belong to; None when there is none."""
    row = tx.one(_STANDING, about=code, from_address=address_id, of_exchange=exchange_id, of_flag=None)
    return Standing(*row) if row else None


def all_standing(tx: Tx, code: str, address_id: int | None) -> list[Standing]:
    """The same of every hub: who belongs to none may have asked several."""
    return [
        Standing(*row)
        for row in tx.all(_EVERY_STANDING, about=code, from_address=address_id, of_exchange=None, of_flag=None)
    ]


def of_flag(tx: Tx, flag_id: int) -> int:
    """The open case about flagged words; 0 where there is none."""
    row = tx.one(_OF_FLAG, flag_id=flag_id)
    return row[0] if row else 0


def any_open(tx: Tx, exchange_id: int) -> int | None:
    """A case about that exchange which is open, the oldest."""
    found: int | None = tx.value(_ANY_OPEN, exchange_id=exchange_id)
    return found


def is_open(tx: Tx, code: str, exchange_id: int) -> bool:
    """Whether a case of that kind is open about the exchange."""
    return tx.one(_IS_OPEN, exchange_id=exchange_id, about=code) is not None
