"""A message goes into its recipient's lane in the order of the commits, once for each key."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

from sqlalchemy import func, select

from core.db import Database, Q, Tx
from core.outbox import Item, enqueue
from core.people.addresses import Address, find_or_make
from core.tables import lane, outbound, person
from core.vault import Vault

_ROWS = Q(select(outbound.c.lane_id, outbound.c.seq, outbound.c.screen).order_by(outbound.c.id))
_LANES = Q(select(lane.c.address_id, lane.c.next_at, lane.c.next_seq).order_by(lane.c.address_id))

_PEOPLE = Q(select(func.count()).select_from(person))


def people(db: Database, vault: Vault, now: int, *names: str) -> list[int]:
    with db.write() as tx:
        return [find_or_make(tx, vault, "memory", name, "es", now).id for name in names]


def say(address_id: int, screen: str, dedupe: str | None = None) -> Item:
    return Item(address_id, "memory", "reply", screen, dedupe)


def test_messages_of_one_recipient_are_numbered_in_order(db: Database, vault: Vault, now: int) -> None:
    ana, ben = people(db, vault, now, "ana", "ben")
    with db.write() as tx:
        first = enqueue(tx, [say(ben, "b1"), say(ana, "a1"), say(ben, "b2")], now)
        second = enqueue(tx, [say(ben, "b3")], now)
    with db.read() as tx:
        assert tx.all(_ROWS) == [(ben, 1, "b1"), (ana, 1, "a1"), (ben, 2, "b2"), (ben, 3, "b3")]
    assert len({*first, *second}) == 4


def test_a_waiting_lane_keeps_its_time_when_more_is_added(db: Database, vault: Vault, now: int) -> None:
    (ana,) = people(db, vault, now, "ana")
    with db.write() as tx:
        enqueue(tx, [say(ana, "1")], now)
        enqueue(tx, [say(ana, "2")], now + 500)
    with db.read() as tx:
        assert tx.all(_LANES) == [(ana, now, 3)]


def test_a_second_message_with_the_same_key_is_left_out(db: Database, vault: Vault, now: int) -> None:
    (ana,) = people(db, vault, now, "ana")
    with db.write() as tx:
        assert len(enqueue(tx, [say(ana, "1", "match:7"), say(ana, "2")], now)) == 2
        assert enqueue(tx, [say(ana, "1 again", "match:7")], now) == []
    with db.read() as tx:
        assert [screen for _, _, screen in tx.all(_ROWS)] == ["1", "2"]


def test_what_is_rolled_back_is_never_sent(db: Database, vault: Vault, now: int) -> None:
    (ana,) = people(db, vault, now, "ana")
    try:
        with db.write() as tx:
            enqueue(tx, [say(ana, "1")], now)
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    with db.read() as tx:
        assert tx.all(_ROWS) == []
        assert tx.all(_LANES) == []


class Counting(Tx):
    """A transaction that counts its statements."""

    ran = 0

    def _execute(self, q: Q, params: dict[str, Any]) -> None:
        self.ran += 1
        super()._execute(q, params)


def test_a_reply_costs_two_statements(db: Database, vault: Vault, now: int) -> None:
    (ana,) = people(db, vault, now, "ana")
    ran = []
    for text in ("1", "2"):
        with db.write() as tx:
            counting = Counting(tx._cursor, tx.dialect, tx.hints)
            enqueue(counting, [say(ana, text)], now)
        ran.append(counting.ran)
    assert ran == [3, 2], "the first opens the lane"


def test_two_first_messages_at_once_make_one_person(db: Database, vault: Vault, now: int) -> None:
    together = Barrier(2)
    found: list[Address] = []

    def first_message() -> None:
        together.wait()
        found.append(db.writing(lambda tx: find_or_make(tx, vault, "memory", "ana", "es", now)))

    threads = [Thread(target=first_message) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({(one.id, one.person_id) for one in found}) == 1
    assert sorted(one.made for one in found) == [False, True]
    with db.read() as tx:
        assert tx.value(_PEOPLE) == 1
