"""What becomes of a case? A coordinator takes it, answers, closes it; or what it was about is over."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy import case as either

from core.coordination.cases import ABOUT, OPEN, Case
from core.db import New, Q, Tx
from core.tables import address, parked_case

_LOCK = Q(
    select(parked_case.c.id).where(parked_case.c.id == bindparam("case_id"), OPEN).with_for_update(key_share=True)
)
_ANSWER = New(
    insert(parked_case).values(
        {
            name: bindparam(name)
            for name in (
                "at",
                "code",
                "hub_id",
                "address_id",
                "exchange_id",
                "sealed",
                "phrase",
                "answered_by",
                "flag_id",
            )
        }
    )
)
WRITTEN = "written"
"""The code of what a coordinator writes first; it is a case only once it is answered."""
_WRITE = New(
    insert(parked_case).values(
        {
            **{name: bindparam(name) for name in ("at", "hub_id", "address_id", "sealed", "answered_by")},
            "code": WRITTEN,
            "phrase": "",
            "resolved_at": bindparam("at"),
        }
    )
)
_ANSWERED = Q(
    update(parked_case)
    .where(
        parked_case.c.id == bindparam("case_id"),
        parked_case.c.code == WRITTEN,
        parked_case.c.address_id.in_(select(address.c.id).where(address.c.person_id == bindparam("who"))),
    )
    .values(resolved_at=None)
)
_of_hub = parked_case.c.hub_id == bindparam("hub")
_HAND = Q(update(parked_case).where(ABOUT, _of_hub).values(taken_by=bindparam("to", type_=parked_case.c.id.type)))
_CLOSE = Q(update(parked_case).where(ABOUT, _of_hub).values(resolved_at=bindparam("now")))
_CLOSE_ELSEWHERE = Q(
    update(parked_case).where(ABOUT, parked_case.c.hub_id != bindparam("hub")).values(resolved_at=bindparam("now"))
)
_LET_GO = Q(
    update(parked_case)
    .where(parked_case.c.address_id == bindparam("gone_address"))
    .values(
        address_id=None,
        resolved_at=either(
            (
                parked_case.c.exchange_id.is_(None) & parked_case.c.flag_id.is_(None),
                func.coalesce(parked_case.c.resolved_at, bindparam("now")),
            ),
            else_=parked_case.c.resolved_at,
        ),
    )
)
_CLOSE_FLAG = Q(
    update(parked_case).where(parked_case.c.flag_id == bindparam("its_flag"), OPEN).values(resolved_at=bindparam("now"))
)
_CLOSE_ALL = Q(
    update(parked_case)
    .where(parked_case.c.exchange_id == bindparam("about_exchange"), OPEN)
    .values(resolved_at=bindparam("now"))
)


def let_go_of(tx: Tx, address_id: int, now: int) -> None:
    """The address is somebody else's now: no coordinator writes there about what came from it before."""
    tx.run(_LET_GO, gone_address=address_id, now=now)


def close_all_of(tx: Tx, exchange_id: int, now: int) -> None:
    """Whatever was written about an exchange is dealt with by what a coordinator decided."""
    tx.run(_CLOSE_ALL, about_exchange=exchange_id, now=now)


def close_elsewhere(tx: Tx, case: Case, now: int) -> None:
    """Who belongs to no hub asked all of them: once one sees to it, the others need not."""
    if not (case.organisation or case.exchange_id or case.flag_id) and case.address_id is not None:
        tx.run(
            _CLOSE_ELSEWHERE,
            about=case.code,
            from_address=case.address_id,
            of_exchange=None,
            of_flag=None,
            hub=case.hub_id,
            now=now,
        )


def close_flag(tx: Tx, flag_id: int, now: int) -> None:
    """Words that were held or reported need no look any more."""
    tx.run(_CLOSE_FLAG, its_flag=flag_id, now=now)


def lock(tx: Tx, case: Case) -> bool:
    """Have it alone until the commit; False when another coordinator closed it meanwhile."""
    return tx.one(_LOCK, case_id=case.id) is not None


def hand(tx: Tx, case: Case, to: int | None) -> None:
    """The locked case is that coordinator's to see to, or anybody's."""
    tx.run(_HAND, to=to, **_its(case))


def add_answer(tx: Tx, case: Case, person_id: int, sealed: bytes | None, now: int, phrase: str = "") -> int:
    """A coordinator's words, or a ready phrase, become part of the locked case; their row's id."""
    id: int = tx.added(
        _ANSWER,
        at=now,
        code=case.code,
        hub_id=case.hub_id,
        address_id=case.address_id,
        exchange_id=case.exchange_id,
        flag_id=case.flag_id,
        sealed=sealed,
        phrase=phrase,
        answered_by=person_id,
    )
    return id


def add_written(tx: Tx, hub_id: int, address_id: int, person_id: int, sealed: bytes, now: int) -> int:
    """A coordinator writes to somebody who has not asked anything; the row's id, which waits for nobody."""
    id: int = tx.added(_WRITE, at=now, hub_id=hub_id, address_id=address_id, answered_by=person_id, sealed=sealed)
    return id


def open_written(tx: Tx, case_id: int, person_id: int) -> bool:
    """What a coordinator wrote to that person is a case from now on; False where it is none of that kind."""
    return bool(tx.run(_ANSWERED, case_id=case_id, who=person_id))


def close(tx: Tx, case: Case, now: int) -> None:
    """All rows of the locked case are resolved; what is written after this is a new case."""
    tx.run(_CLOSE, now=now, **_its(case))


def _its(case: Case) -> dict[str, Any]:
    """Which rows are that case."""
    return {
        "about": case.code,
        "hub": case.hub_id,
        "from_address": case.address_id,
        "of_exchange": case.exchange_id,
        "of_flag": case.flag_id,
    }
