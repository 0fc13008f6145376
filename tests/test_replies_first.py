"""Who just wrote is answered first, whatever else is due; alerts go on beside it, and a lane keeps its order."""

from __future__ import annotations

from importlib import import_module
from itertools import pairwise
from typing import Any

import orjson
import pytest
from sqlalchemy import func, select

from bot.channels.channel import Limits
from bot.channels.limits import SMS, TELEGRAM, WHATSAPP
from bot.channels.memory import MemoryChannel
from core.db import Database, Q, Tx
from core.outbox import REPLIES_IN_A_ROW, Pace, claim, next_due, send_again
from core.outbox.lanes import CALLS
from core.tables import lane
from core.vault import Vault
from tests.crowd import FIRST, TO, crowd
from tests.post import Post

ROUND = 100
"""Milliseconds between two rounds of a worker while something is due (bot/worker.py PACE_S)."""
MANY = 10_000
_HURRIED = Q(select(func.sum(lane.c.reply_waits)))


PACES = [("telegram", TELEGRAM, ROUND), ("whatsapp", WHATSAPP, ROUND), ("sms", SMS, 2_400)]
"""Channel, what it takes, and after how many milliseconds an answer has left."""


def office(db: Database, vault: Vault, now: int, name: str, limits: Limits) -> Post:
    """Ten thousand alerts are due, and have been for a while, which a worker spent with them."""
    crowd(db, vault, name, MANY, now)
    post = Post(db, vault, now, MemoryChannel(name, limits))
    for _round in range(20):
        post.step(ROUND)
    return post


def answered_after(post: Post, name: str, most: int = 60_000) -> int:
    """Milliseconds until that person has got all that waits for them."""
    began = post.now
    post.step()
    while any(state == "waiting" for _text, state in post.messages(name)):
        assert post.now - began < most, "nobody answers"
        post.step(ROUND)
    return post.now - began


@pytest.mark.parametrize(("name", "limits", "soon"), PACES)
def test_safety_11_who_just_wrote_is_answered_first_although_10_000_alerts_are_due(
    db: Database, vault: Vault, now: int, name: str, limits: Limits, soon: int
) -> None:
    post = office(db, vault, now, name, limits)
    before = len(post.got(TO))
    assert before >= 1.8 * limits.rate, "alerts go while nobody writes"
    waits = []
    for turn in range(5):
        who = f"{name}:{turn}"
        post.wrote(who)
        post.put(who, "an answer")
        waits.append(answered_after(post, who))
    assert max(waits) <= soon
    assert len(post.got(TO)) >= before  # and none of it is lost: it is due as before


def test_safety_11_an_alert_that_stands_before_the_reply_goes_before_it_and_neither_waits_for_others(
    db: Database, vault: Vault, now: int
) -> None:
    post = office(db, vault, now, "telegram", TELEGRAM)
    post.put("telegram:ana", "an alert", kind="alert")
    post.put("telegram:ana", "an answer")
    assert answered_after(post, "telegram:ana") <= TELEGRAM.gap + ROUND
    assert post.got("telegram:ana") == ["an alert", "an answer"]


@pytest.mark.parametrize(("name", "limits"), [("telegram", TELEGRAM), ("sms", SMS)])
def test_safety_11_alerts_go_on_while_more_people_write_than_can_be_answered(
    db: Database, vault: Vault, now: int, name: str, limits: Limits
) -> None:
    crowd(db, vault, name, MANY, now)
    post = Post(db, vault, now, MemoryChannel(name, limits))
    for who in range(200):
        post.put(f"{name}:{who}", "an answer")
    for _round in range(60):
        post.step(1000 if name == "sms" else ROUND)
    channel = post.channels[name]
    alerts, replies = len(channel.texts(TO)), len(channel.sent) - len(channel.texts(TO))
    assert replies >= 2 * alerts > 0, "whoever wrote goes first"
    places = [at for at, (to, _text, _ref) in enumerate(channel.sent) if to == TO]
    assert max(after - before for before, after in pairwise(places)) <= REPLIES_IN_A_ROW + limits.burst


def test_safety_11_when_all_are_answered_nothing_is_hurried_any_more(db: Database, vault: Vault, now: int) -> None:
    post = Post(db, vault, now)

    def hurried() -> int:
        with post.db.read() as tx:
            return int(tx.value(_HURRIED) or 0)

    post.put("ana", "an answer")
    post.put("ana", "an alert", kind="alert")
    post.put("ben", "an alert", kind="alert")
    assert hurried() == 1
    post.step()
    assert hurried() == 0
    post.step(1000)
    (message,) = post.put("ana", "refused")
    post.channels["memory"].failures["ana"] = [ZeroDivisionError()]
    post.step(1000)
    assert hurried() == 0
    with post.db.write() as tx:
        assert send_again(tx, message, post.now)
    assert hurried() == 1


def plan(tx: Tx, q: Q, **values: Any) -> str:
    """How the database would look for the rows: its own words."""
    sql, arrange, constants, *_more = q.compiled(tx.dialect)
    how = "EXPLAIN (FORMAT JSON, ANALYZE) " if tx.postgres else "EXPLAIN QUERY PLAN "
    tx._cursor.execute(how + sql, arrange({**constants, **values}))
    rows = tx._cursor.fetchall()
    if not tx.postgres:
        return "\n".join(row[3] for row in rows)
    found = rows[0][0]
    return orjson.dumps(found if isinstance(found, list) else orjson.loads(found)).decode()


def most_rows(told: str) -> int:
    """The most rows that any part of PostgreSQL's plan touched."""

    def of(node: dict[str, Any]) -> int:
        here = int(node["Actual Rows"] + node.get("Rows Removed by Filter", 0))
        return max([here * int(node["Actual Loops"]), *map(of, node.get("Plans", ()))])

    return of(orjson.loads(told)[0]["Plan"])


def test_safety_11_a_claim_costs_the_same_with_100_000_lanes_due_in_one_instant(
    db: Database, vault: Vault, now: int
) -> None:
    statements = import_module("core.outbox.claim")
    crowd(db, vault, "telegram", 100_000, now)
    with db.write() as tx:
        tx.raw("ANALYZE")  # as PostgreSQL does by itself within a minute
        assert len(claim(tx, "telegram", Pace(1000.0, 5, 0), "others", now, 5, 60_000)) == 4
        asked = {"channel": "telegram", "now": now, "lease": "others", "limit": 5, "lane": FIRST + 1}
        told = {
            (name, kind): plan(tx, getattr(statements, name), **asked, reply_waits=kind)
            for name in ("_ANY_DUE", "_LOCK_DUE", "_NEXT_DUE", "_READ", "_DROP")
            for kind in (0, 1)
        }
        if tx.postgres:
            assert {name: most_rows(one) for name, one in told.items() if most_rows(one) > 20} == {}
            return
    costly = ("SCAN lane", "SCAN outbound", "SCAN address", "TEMP B-TREE")
    assert {name: one for name, one in told.items() if any(word in one for word in costly)} == {}


def test_safety_11_the_next_moment_is_the_earliest_of_both_kinds(db: Database, vault: Vault, now: int) -> None:
    post = Post(db, vault, now)
    with db.read() as tx:
        assert next_due(tx, "memory", now) is None
    post.put("ana", "an alert", kind="alert")
    post.now += 5_000
    post.put("ben", "an answer")
    with db.read() as tx:
        assert next_due(tx, "memory", now - 1) == now
        assert next_due(tx, "memory", now + 1) == now + 1


@pytest.mark.parametrize(("name", "limits", "soon"), PACES)
def test_safety_04_who_is_called_to_somebody_in_danger_is_called_before_10_000_alerts(
    db: Database, vault: Vault, now: int, name: str, limits: Limits, soon: int
) -> None:
    post, who = office(db, vault, now, name, limits), f"{name}:coco"
    post.wrote(who)
    post.put(who, "ordinary", kind="alert")
    post.put(who, "URGENT", kind="alert", key=f"{CALLS}1:told:{post.now}")
    assert answered_after(post, who) <= 2 * soon + limits.gap
    assert post.got(who) == ["ordinary", "URGENT"]  # in the order of their lane
