"""What is past its time goes, the rest stays, on both databases and however often it is run."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, update

from bot.conversation.session import Session, dump_session
from bot.engine import State
from bot.house import House
from bot.upkeep import forget_once
from core import outbox
from core.commands import Accept, Confirm, Deliver, Problem, Review
from core.commands.reviewing import ReplyReview
from core.db import Database, Q
from core.hubs import add_hub
from core.people import arrival
from core.policy import DAY_MS
from core.privacy.retention import (
    BATCH,
    CLAIMS_MS,
    DRAFTS_MS,
    HUB_RULES,
    KEYS_MS,
    RULES,
    SCREENS_MS,
    SIGNED_CLAIMS_MS,
    TAPS_MS,
    TEXTS_MS,
    TRIES_MS,
    clean,
)
from core.settings import read_settings
from core.tables import metadata
from core.vault import Vault
from tests.market import Market
from tests.members import Town

YEAR = 366 * DAY_MS


def put(db: Database, table: str, **values: Any) -> None:
    made = insert(metadata.tables[table]).values({name: bindparam(name) for name in values}).inline()
    with db.write() as tx:
        tx.run(Q(made), **values)


@pytest.fixture
def town(db: Database, vault: Vault, now: int) -> Town:
    made = Town(db, vault, now)
    made.person("luz")
    put(db, "lane", address_id=1, channel="console")
    return made


def screens(town: Town) -> list[tuple[Any, ...]]:
    return [(id, screen) for id, screen in town.rows("outbound", "id", "screen") if id > 0]


def sent(town: Town, seq: int, state: str, at: int) -> None:
    put(town.db, "outbound", lane_id=1, seq=seq, kind="reply", screen='{"l":["x"]}', state=state, created_at=at)


def test_texts_that_were_sent_are_emptied_after_thirty_days(town: Town, now: int) -> None:
    for seq, state in enumerate(("sent", "delivered", "read", "failed", "parked", "dropped", "waiting")):
        sent(town, seq, state, now - SCREENS_MS - 1)
    sent(town, 90, "sent", now - SCREENS_MS)
    assert clean(town.db, now)["outbound"] == 6
    assert [bool(screen) for _id, screen in screens(town)] == [False] * 6 + [True, True]
    assert clean(town.db, now)["outbound"] == 0


def test_what_was_emptied_is_not_sent_again(town: Town, now: int) -> None:
    sent(town, 80, "parked", now - SCREENS_MS - 1)
    sent(town, 81, "parked", now)
    clean(town.db, now)
    (old, _), (new, _) = screens(town)
    with town.db.write() as tx:
        assert not outbox.send_again(tx, old, now)
        assert outbox.send_again(tx, new, now)


@pytest.mark.parametrize(
    ("table", "kept", "row"),
    [
        ("inbox", CLAIMS_MS, {"channel": "telegram", "message_id": "{n}"}),
        ("inbox", SIGNED_CLAIMS_MS, {"channel": "sms", "message_id": "{n}"}),
        ("command_key", KEYS_MS, {"key": "k{n}", "digest": b"x", "answer": "[]"}),
        ("code_try", TRIES_MS, {"address_id": 1}),
        ("tap_answer", TAPS_MS, {"channel": "telegram", "tap_id": "{n}", "lang": "es", "screen": ""}),
    ],
)
def test_old_rows_go_in_small_batches(town: Town, now: int, table: str, kept: int, row: dict[str, Any]) -> None:
    ages = [kept + 1] * 7 + [kept, 0]
    for n, age in enumerate(ages):
        named = {name: value.format(n=n) if isinstance(value, str) else value for name, value in row.items()}
        put(town.db, table, **named, at=now - age)
    assert clean(town.db, now, batch=3)[table] == 7
    assert sorted(town.rows(table, "at")) == sorted([(now - kept,), (now,)])
    assert clean(town.db, now, batch=3)[table] == 0


def test_names_that_meant_nobody_are_counted_for_a_day(db: Database, vault: Vault, now: int) -> None:
    market = Market(db, vault, now)
    luz = market.organisation("Luz")
    for age in (TRIES_MS + 1, TRIES_MS, 0):
        put(db, "name_try", organisation_id=luz, at=now - age)
    assert clean(db, now)["name_try"] == 1


def test_words_of_closed_cases_go_after_half_a_year(town: Town, vault: Vault, now: int) -> None:
    for resolved_at in (now - TEXTS_MS - 1, now - TEXTS_MS, None):
        put(town.db, "parked_case", at=now - YEAR, code="human", sealed=vault.seal("x"), resolved_at=resolved_at)
    assert clean(town.db, now)["parked_case"] == 1
    kept = town.rows("parked_case", "id", "sealed")
    assert [sealed is not None for _id, sealed in kept] == [False, True, True]


def test_what_somebody_had_begun_to_write_goes_after_seven_days_and_what_numbers_mean_stays(
    db: Database, vault: Vault, now: int
) -> None:
    town = Town(db, vault, now)
    states = {
        "asked": dump_session(Session(token="ab12", flow=State("need", "hours", (), {"what": "abogada"}))),
        "parked": dump_session(Session(parked=State("offer", "what", (), {"what": "clases"}))),
        "first words": dump_session(Session(kept="necesitamos una abogada", screen=7)),
        "menu": dump_session(Session(idle=("m:need",), screen=7)),
        "young": dump_session(Session(flow=State("need", "what"))),
    }
    for id, (name, state) in enumerate(states.items(), 1):
        town.person(name)
        with db.write() as tx:
            arrival.keep(tx, id, state, now - DRAFTS_MS - (name != "young"))
    assert clean(db, now)["conversation"] == 3
    kept = [state for _id, state in sorted(town.rows("conversation", "address_id", "state"))]
    assert kept == ["", "", "", states["menu"], states["young"]]


def _over(market: Market, *, closed: bool = True) -> int:
    """A settled exchange with words to its steps and a comment; its id."""
    luz, sol = market.organisation("Luz"), market.organisation("Sol")
    id = market.agreed(luz, sol)
    market.do(luz, Problem(id, market.look(id).version, "llegaron tarde"))
    market.do(sol, Deliver(id, market.look(id).version, 120))
    market.do(luz, Confirm(id, market.look(id).version, 120))
    market.do(luz, Review(id, stars=5, text="muy bien"))
    if closed:
        market.do(sol, Review(id, stars=5, text="muy bien"))
    return id


def test_words_with_the_steps_of_an_exchange_go_half_a_year_after_its_end(db: Database, vault: Vault, now: int) -> None:
    market = Market(db, vault, now)
    id, other = _over(market), _over(market, closed=False)
    assert market.look(id).state == "closed"
    put(db, "history_text", history_id=_step(market, id), sealed=vault.seal("x"))
    put(db, "history_text", history_id=_step(market, other), sealed=vault.seal("x"))
    put_case = {"at": now, "code": "problem", "sealed": vault.seal("x"), "exchange_id": id}
    with db.write() as tx:
        tx.run(Q(update(metadata.tables["parked_case"]).values(resolved_at=now)))
    assert clean(db, now + TEXTS_MS)["history_text"] == 0
    put(db, "parked_case", **put_case)
    assert clean(db, now + TEXTS_MS + 1)["history_text"] == 0, "a case is open"
    with db.write() as tx:
        tx.run(Q(update(metadata.tables["parked_case"]).values(resolved_at=now)))
    assert clean(db, now + TEXTS_MS + 1)["history_text"] == 2
    left = {
        of
        for step, of in market.rows("history", "id", "exchange_id")
        if (step,) in market.rows("history_text", "history_id")
    }
    assert left == {other}, "it goes on"


def _step(market: Market, exchange_id: int) -> int:
    return max(id for id, of in market.rows("history", "id", "exchange_id") if of == exchange_id)


def test_who_took_the_steps_of_an_exchange_is_forgotten_after_the_hubs_days(
    db: Database, vault: Vault, now: int
) -> None:
    market = Market(db, vault, now, {"people_kept_days": 400})
    id, other = _over(market), _over(market, closed=False)
    market.do(market.look(id).receiver_id, ReplyReview(id, vault.seal("gracias").decode()))
    before = market.rows("account", "id", "posted", "held_out", "held_in")
    clean(db, now + 400 * DAY_MS)
    assert any(person for (person,) in market.rows("history", "person_id", exchange_id=id))
    clean(db, now + 400 * DAY_MS + 1)
    assert not any(person for (person,) in market.rows("history", "person_id", exchange_id=id))
    assert any(person for (person,) in market.rows("history", "person_id", exchange_id=other))
    assert market.rows("review", "sealed", "reply", exchange_id=id) == [(None, None), (None, None)]
    assert [stars for (stars,) in market.rows("review", "stars", exchange_id=id)] == [5, 5]
    assert market.rows("account", "id", "posted", "held_out", "held_in") == before
    market.adds_up()


def test_the_ledger_and_the_history_stay(db: Database, vault: Vault, now: int) -> None:
    market = Market(db, vault, now)
    luz, sol = market.organisation("Luz"), market.organisation("Sol")
    id = market.proposed(luz, sol)
    market.do(luz, Accept(id, market.look(id).version))
    market.do(luz, Problem(id, market.look(id).version, "llegaron tarde"))
    kept = ("entry", "line", "account", "hold", "exchange", "history", "listing", "organisation", "person")
    columns = {name: [column.name for column in metadata.tables[name].primary_key.columns] for name in kept}
    before = {name: market.rows(name, *columns[name]) for name in kept}
    clean(db, now + 10 * YEAR)
    assert {name: market.rows(name, *columns[name]) for name in kept} == before
    market.adds_up()


def test_only_these_tables_are_touched() -> None:
    assert {rule.name for rule in RULES} == {
        "outbound", "parked_case", "inbox", "command_key", "code_try", "name_try", "tap_answer", "sent_card",
        "misunderstood",
        "relayed", "spent", "contact", "attachment", "attached_file", "visit", "shared_page",
        "conversation", "history_text", "flag", "report",
        "address",  # only that it was silent for long
        "organisation",  # only from which address it came in
    }  # fmt: skip
    assert {rule.name for rule in HUB_RULES} == {"history", "review", "assisted"}
    assert BATCH <= 1000


def test_one_worker_does_it_once_a_day(db: Database, now: int) -> None:
    at = [now]
    settings = read_settings({"DATABASE_URL": db.url, "SECRET_KEY": "k" * 40})
    houses = [House(settings, clock=lambda: at[0], hears=False, db=db) for _n in range(2)]
    with db.write() as tx:
        add_hub(tx, "Red", "HN", "America/Tegucigalpa", ("es",), {}, now)

    def ran() -> list[bool]:
        return [asyncio.run(forget_once(house)) for house in houses]

    assert ran() == [True, False]
    at[0] += DAY_MS // 2
    assert ran() == [False, False]
    at[0] += DAY_MS // 2
    assert sum(ran()) == 1
    for house in houses:
        house.bell.close()
