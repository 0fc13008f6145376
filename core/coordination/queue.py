"""What waits for the coordinators of a hub? One list of all of it: who may be in danger, then what should have been
seen to first before the rest.

Organisations to look at, cases (a person who wants to talk, a problem, a message that did not arrive), questions to
the fund, exchanges that are overdue or disputed without a case, lost phones, and requests that nobody fits. What is
about an organisation of the reader's own is left out: another coordinator sees to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    false,
    func,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)

from core import matching
from core.coordination.cases import URGENT, WRITER
from core.coordination.intakes import OTHERS
from core.db import Q, Tx
from core.exchange_states import CANCELLED, TAKEN_UP, UNRESOLVED
from core.exchanges.record import figure_in
from core.look.queue import QueueCard, StepCard
from core.messages import Sealed
from core.parties import PROVIDER, RECEIVER, WITH_BOTH, beside
from core.people.organisations import WITHOUT_PEOPLE
from core.policy import DAY_MS, HOUR_MS
from core.privacy.seeing import unsettled
from core.tables import (
    Name,
    address,
    coordinator,
    exchange,
    flag,
    fund_request,
    history,
    history_text,
    intake,
    listing,
    membership,
    name_column,
    organisation,
    parked_case,
    person,
    recovery,
)

_SPANS = {
    "organisation": 2 * DAY_MS,
    "fund": 3 * DAY_MS,
    "exchange": 2 * DAY_MS,
    "phone": DAY_MS,
    "intake": 3 * DAY_MS,
    "need": 3 * DAY_MS,
    "kind": 3 * DAY_MS,
}
_PERSON_MS, _PROBLEM_MS, _CASE_MS = 4 * HOUR_MS, DAY_MS, 2 * DAY_MS

_NONE: ColumnElement[Any] = cast(null(), BigInteger)
_EMPTY: ColumnElement[Any] = literal_column("''")
_ORDER = ("due", "kind", "id")
Mine = Callable[[ColumnElement[int]], ColumnElement[bool]]
Theirs = Callable[..., ColumnElement[bool]]


def _number(value: int) -> ColumnElement[Any]:
    return literal_column(str(value), BigInteger)


def _part(
    kind: str, id: Any, since: Any, span: Any, *, code: Any = _EMPTY, name: Any = _EMPTY, other: Any = _EMPTY,
    number: Any = _NONE, version: Any = None, what: Any = _EMPTY, minutes: Any = _NONE,
    taken_by: Any = _NONE, urgent: Any = None,
) -> Select[Any]:  # fmt: skip
    """The columns of a QueueCard, of one kind."""
    return select(
        literal_column(f"'{kind}'", Text).label("kind"),
        id.label("id"),
        since.label("since"),
        (since + span).label("due"),
        cast(code, Text).label("code"),
        *(type_coerce(cast(one, Text), Name()).label(label) for label, one in (("name", name), ("other", other))),
        number.label("number"),
        (_number(0) if version is None else version).label("version"),
        cast(what, Text).label("what"),
        minutes.label("minutes"),
        taken_by.label("taken_by"),
        (_number(0) if urgent is None else urgent).label("urgent"),
    )


def _organisations(mine: Mine, theirs: Theirs) -> Select[Any]:
    span = _number(_SPANS["organisation"])
    found = _part("organisation", organisation.c.id, organisation.c.created_at, span, name=name_column(organisation))
    return found.where(mine(organisation.c.hub_id), organisation.c.status == "pending", ~theirs(organisation.c.id))


def _kinds(mine: Mine, theirs: Theirs) -> Select[Any]:
    """Members that say that they are something else, or of whom nobody has said what they are."""
    span = _number(_SPANS["kind"])
    found = _part("kind", organisation.c.id, organisation.c.approved_at, span, name=name_column(organisation))
    open_ = or_(organisation.c.said_kind != "", and_(unsettled(organisation), ~WITHOUT_PEOPLE))
    return found.where(
        mine(organisation.c.hub_id), organisation.c.status == "approved", open_, ~theirs(organisation.c.id)
    )


def _cases(mine: Mine, theirs: Theirs) -> Select[Any]:
    """Rows of one hub, kind, address and exchange are one case, known by its first row (core/coordination/cases.py)."""
    together = (
        *(parked_case.c.code, parked_case.c.hub_id, parked_case.c.address_id),
        *(parked_case.c.exchange_id, parked_case.c.flag_id),
    )
    one = (
        select(
            func.min(parked_case.c.id).label("id"),
            func.min(parked_case.c.at).label("since"),
            func.max(parked_case.c.taken_by).label("taken_by"),
            *together,
        )
        .where(parked_case.c.resolved_at.is_(None), mine(parked_case.c.hub_id))
        .group_by(*together)
        .subquery("one")
    )
    problem = or_(exchange.c.state == "disputed", one.c.code.in_(("problem", "appealed", "undo_wanted", "poison")))
    danger = one.c.code.startswith(URGENT, autoescape=True)
    soon = one.c.code.in_(("human", "held_threat", "reported_danger"))
    held = and_(flag.c.held == 1, flag.c.outcome == "")
    span = case(
        (danger, _number(0)),
        (soon, _number(_PERSON_MS)),
        (or_(problem, held), _number(_PROBLEM_MS)),
        else_=_number(_CASE_MS),
    )
    found = _part(
        "case",
        one.c.id,
        one.c.since,
        span,
        code=one.c.code,
        name=func.coalesce(name_column(RECEIVER), name_column(WRITER), name_column(organisation), _EMPTY),
        other=func.coalesce(name_column(PROVIDER), _EMPTY),
        taken_by=one.c.taken_by,
        number=exchange.c.number,
        urgent=case((danger, _number(1)), else_=_number(0)),
    ).select_from(_with_names(one))
    return found.where(
        or_(exchange.c.id.is_(None), ~theirs(exchange.c.receiver_id, exchange.c.provider_id)),
        or_(one.c.flag_id.is_(None), ~theirs(flag.c.organisation_id)),
    )


def _with_names(one: FromClause) -> FromClause:
    return beside(
        one.outerjoin(address, address.c.id == one.c.address_id)
        .outerjoin(person, person.c.id == address.c.person_id)
        .outerjoin(organisation, organisation.c.id == person.c.acting_for)
        .outerjoin(flag, flag.c.id == one.c.flag_id)
        .outerjoin(WRITER, WRITER.c.id == flag.c.organisation_id)
        .outerjoin(exchange, exchange.c.id == func.coalesce(one.c.exchange_id, flag.c.exchange_id))
    )


def _fund(mine: Mine, theirs: Theirs) -> Select[Any]:
    asked = fund_request.c
    found = _part(
        "fund", asked.id, asked.at, _number(_SPANS["fund"]), name=name_column(organisation), minutes=asked.minutes
    ).join(organisation, organisation.c.id == asked.organisation_id)
    return found.where(mine(asked.hub_id), asked.state == "asked", ~theirs(asked.organisation_id))


def _exchanges(mine: Mine, theirs: Theirs) -> Select[Any]:
    """Overdue or disputed; where there is a case about it, that one is in the list."""
    a_case = exists().where(parked_case.c.exchange_id == exchange.c.id, parked_case.c.resolved_at.is_(None))
    found = _part(
        "exchange",
        exchange.c.id,
        exchange.c.updated_at,
        _number(_SPANS["exchange"]),
        code=exchange.c.state,
        name=name_column(RECEIVER),
        other=name_column(PROVIDER),
        number=exchange.c.number,
        version=exchange.c.version,
    ).select_from(WITH_BOTH)
    waits = exchange.c.state.in_(UNRESOLVED)
    return found.where(mine(exchange.c.hub_id), waits, ~a_case, ~theirs(exchange.c.receiver_id, exchange.c.provider_id))


def _phones(mine: Mine, theirs: Theirs) -> Select[Any]:
    """Lost phones for which a code may be made now; until then nobody has anything to do. And forgotten PINs, for which
    a second coordinator may say yes at once.
    """
    pin = recovery.c.kind == "pin"
    since = case((pin, recovery.c.at), else_=recovery.c.ready_at)
    what = {"name": name_column(organisation), "code": recovery.c.kind}
    found = _part("phone", recovery.c.id, since, _number(_SPANS["phone"]), **what).join(
        organisation, organisation.c.id == recovery.c.organisation_id
    )
    going_on = (recovery.c.ended_at.is_(None), or_(recovery.c.state == "ready", pin))
    return found.where(mine(recovery.c.hub_id), *going_on, ~theirs(recovery.c.organisation_id))


def _intakes(mine: Mine, _theirs: Theirs) -> Select[Any]:
    """Organisations without a phone whose hours wait for another coordinator's yes, where there is one."""
    one = select(func.min(name_column(organisation))).where(organisation.c.intake_id == intake.c.id).scalar_subquery()
    found = _part("intake", intake.c.id, intake.c.at, _number(_SPANS["intake"]), name=func.coalesce(one, _EMPTY))
    waits = exists().where(organisation.c.intake_id == intake.c.id, organisation.c.status == "approved")
    return found.where(mine(intake.c.hub_id), intake.c.state == "waiting", waits, OTHERS.exists())


def _needs(mine: Mine, _theirs: Theirs) -> Select[Any]:
    """Of members, and nobody is even suggested, since who last proposed something; looking for somebody is no decision,
    so one's own are in.
    """
    met = exists().where(
        exchange.c.need_id == listing.c.id,
        exchange.c.state.in_(("suggested", *TAKEN_UP)),
    )
    alone_since = func.coalesce(
        select(func.max(exchange.c.updated_at))
        .where(exchange.c.need_id == listing.c.id, exchange.c.author_id.is_not(None))  # a suggestion helps nobody yet
        .scalar_subquery(),
        listing.c.created_at,
    )
    found = _part(
        "need",
        listing.c.id,
        alone_since,
        _number(_SPANS["need"]),
        name=name_column(organisation),
        what=listing.c.what,
        minutes=listing.c.minutes,
    ).join(organisation, organisation.c.id == listing.c.organisation_id)
    return found.where(
        mine(listing.c.hub_id),
        listing.c.kind == "need",
        listing.c.state == "open",
        organisation.c.status == "approved",
        ~met,
    )


def _all(mine: Mine, theirs: Theirs) -> Any:
    parts = (_organisations, _kinds, _cases, _fund, _exchanges, _phones, _intakes, _needs)
    return union_all(*(part(mine, theirs) for part in parts)).subquery("waits")


def _reader_coordinates(hub_id: ColumnElement[int]) -> ColumnElement[bool]:
    return hub_id.in_(select(coordinator.c.hub_id).where(coordinator.c.person_id == bindparam("reader")))


def _reader_is_of(*organisation_ids: ColumnElement[int]) -> ColumnElement[bool]:
    return exists().where(
        membership.c.person_id == bindparam("reader"),
        or_(*(membership.c.organisation_id == one for one in organisation_ids)),
    )


def _of_one_hub(hub_id: ColumnElement[int]) -> ColumnElement[bool]:
    return and_(hub_id == bindparam("of_hub"), _reader_coordinates(hub_id))


def _page(waits: Any) -> Q:
    ordered = select(*waits.c).order_by(waits.c.urgent.desc(), *(waits.c[name] for name in _ORDER))
    return Q(ordered.limit(bindparam("most")).offset(bindparam("skipped")))


_WAITS, _WAITS_HERE = (_all(mine, _reader_is_of) for mine in (_reader_coordinates, _of_one_hub))
_PAGE, _PAGE_HERE = _page(_WAITS), _page(_WAITS_HERE)
_COUNT, _COUNT_HERE = (Q(select(func.count()).select_from(one)) for one in (_WAITS, _WAITS_HERE))
_LATE_OF = _all(lambda hub_id: hub_id == bindparam("of_hub"), lambda *_sides: false())
_LATE_HERE = Q(
    select(func.count())
    .select_from(_WAITS_HERE)
    .where(_WAITS_HERE.c.due <= bindparam("now"), _WAITS_HERE.c.kind != "need")
)
_LATE = Q(
    select(func.count(), func.coalesce(func.min(_LATE_OF.c.due), 0), func.coalesce(func.max(_LATE_OF.c.due), 0)).where(
        _LATE_OF.c.due <= bindparam("now"), _LATE_OF.c.kind != "need"
    )
)
_STEPS = Q(
    select(
        history.c.at,
        history.c.action,
        history.c.actor,
        func.coalesce(name_column(organisation), ""),
        history.c.terms,
        history_text.c.sealed,
    )
    .outerjoin(organisation, organisation.c.id == history.c.organisation_id)
    .outerjoin(
        history_text,
        (history_text.c.history_id == history.c.id) & history.c.action.in_(CANCELLED),
    )
    .where(history.c.exchange_id == bindparam("exchange_id"))
    .order_by(history.c.id.desc())
    .limit(bindparam("most"))
)


def waits(tx: Tx, person_id: int, *, hub_id: int | None = None, skipped: int = 0, most: int = 50) -> list[QueueCard]:
    """What waits in the hubs that this person coordinates, or in one of them, by when it should have been seen to.

    A page of it.
    """
    values: dict[str, Any] = {"reader": person_id, "skipped": skipped, "most": most}
    rows = tx.all(_PAGE, **values) if hub_id is None else tx.all(_PAGE_HERE, of_hub=hub_id, **values)
    return [replace(QueueCard(*row), urgent=bool(row[-1])) for row in rows]


def with_services(tx: Tx, cards: list[QueueCard], lang: str) -> list[QueueCard]:
    """The same, with what the requests are about for who reads another language than their writers."""
    named = matching.services_in(tx, [card.id for card in cards if card.kind == "need"], lang)
    return [replace(card, service=named.get(card.id)) if card.kind == "need" else card for card in cards]


def count(tx: Tx, person_id: int, *, hub_id: int | None = None) -> int:
    """How many there are."""
    if hub_id is None:
        return int(tx.value(_COUNT, reader=person_id))
    return int(tx.value(_COUNT_HERE, reader=person_id, of_hub=hub_id))


def late(tx: Tx, hub_id: int, now: int) -> tuple[int, int, int]:
    """How many things of a hub wait for longer than they should; when the oldest and the newest of them were due.

    Requests that nobody fits have a look of their own (core/listings/waves.py).
    """
    count, oldest, newest = tx.one(_LATE, of_hub=hub_id, now=now) or (0, 0, 0)
    return int(count), int(oldest), int(newest)


def late_for(tx: Tx, person_id: int, hub_id: int, now: int) -> int:
    """How many of these are in that person's list: of what concerns an organisation of theirs another takes care."""
    return int(tx.value(_LATE_HERE, reader=person_id, of_hub=hub_id, now=now))


def steps(tx: Tx, exchange_id: int, most: int) -> list[StepCard]:
    """The last steps of an exchange, oldest first; whoever asks."""
    rows = reversed(tx.all(_STEPS, exchange_id=exchange_id, most=most))
    return [
        StepCard(at, action, actor, by, Sealed(bytes(words).decode()) if words else None, figure_in(terms))
        for at, action, actor, by, terms, words in rows
    ]
