"""Sixteen real processes at one hold, one confirmation, one floor, one fund in the same instant: no drift."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from core.commands import Accept, Confirm, Propose, Terms
from core.commands.giving import AnswerFund, AskFund, Donate
from core.db import Database
from core.events import FundAsked
from core.vault import Vault
from tests.gifts import go
from tests.market import DUE, HOUR, Market, moved
from tests.processes import race
from tests.test_fund import a_coordinator, asked, does, in_fund, only, poor

MANY = 16


@pytest.fixture
def market(db: Database, vault: Vault, now: int) -> Market:
    return Market(db, vault, now, {"fund_per_quarter": 16 * HOUR, "fund_per_need": 4 * HOUR})


def raced(market: Market, organisation_id: int, commands: list[Any]) -> Counter[str]:
    """How many were told what; the ledger adds up afterwards."""
    person_id = market.people[organisation_id]
    said = Counter(race(market.db.url, market.now, person_id, organisation_id, commands))
    market.adds_up()
    return said


def test_f05_sixteen_processes_accept_one_proposal_and_the_hours_are_set_aside_once(market: Market) -> None:
    luz, nour = market.organisation("Casa Luz"), market.organisation("Al Nour")
    id = market.proposed(luz, nour)
    assert raced(market, luz, [Accept(id, 1)] * MANY) == {"done": 1, "Faster": MANY - 1}
    assert [state for _id, state in market.rows("hold", "id", "state")] == ["live"]
    assert market.balance(luz).held_out == 2 * HOUR


def test_f05_sixteen_processes_confirm_one_exchange_and_the_hours_move_once(market: Market) -> None:
    luz, nour = market.organisation("Casa Luz"), market.organisation("Al Nour")
    id = market.agreed(luz, nour)
    assert raced(market, luz, [Confirm(id, 2)] * MANY) == {"done": 1, "Faster": MANY - 1}
    assert len(market.rows("entry", "id", kind="settle")) == 1
    assert (market.balance(luz).posted, market.balance(nour).posted) == (4 * HOUR, 8 * HOUR)


def test_f07_sixteen_processes_race_to_one_floor_and_nobody_goes_below(market: Market) -> None:
    luz, nour = market.organisation("Casa Luz"), market.organisation("Al Nour")
    ids = [market.proposed(luz, nour, 2 * HOUR) for _ in range(MANY)]  # 32 hours asked, 8 to be used
    assert raced(market, luz, [Accept(id, 1) for id in ids]) == {"done": 4, "OwnHours": MANY - 4}
    assert market.balance(luz).available == 0


def test_f07_sixteen_processes_give_away_the_same_hours_and_only_what_is_there_goes(market: Market) -> None:
    luz = market.organisation("Casa Luz")
    assert raced(market, luz, [Donate(4 * HOUR)] * MANY) == {"done": 1, "NotEnough": MANY - 1}
    assert market.balance(luz).held_out == 4 * HOUR
    go(market.db, market.vault, market.now)
    assert (market.balance(luz).posted, in_fund(market).posted) == (2 * HOUR, 4 * HOUR)


def test_f07_sixteen_processes_race_to_the_bottom_of_the_fund(market: Market) -> None:
    home, who = a_coordinator(market)
    rich, helper, asks = market.organisation("Rica"), market.organisation("Ayuda"), poor(market)
    does(market, rich, Donate(3 * HOUR))
    needs = [market.listing("need", asks) for _ in range(MANY)]
    ids = [moved(market.do(helper, Propose(listing_id=need, terms=Terms(HOUR, DUE)))).exchange_id for need in needs]
    for need in needs:  # three hours are promised sixteen times over
        told = only(FundAsked, asked(market, asks, need, HOUR))
        does(market, home, AnswerFund(told.request_id, yes=True), who)
    assert raced(market, asks, [Accept(id, 1) for id in ids]) == {"done": 3, "OwnHours": MANY - 3}
    assert (in_fund(market).available, market.balance(asks).held_out) == (0, 0)


def test_f07_sixteen_processes_ask_the_fund_and_the_cap_of_the_quarter_holds(market: Market) -> None:
    asks = poor(market)
    why = market.vault.seal("se fue la luz").decode()
    commands = [AskFund(market.listing("need", asks), 4 * HOUR, why) for _ in range(MANY)]
    assert raced(market, asks, commands) == {"done": 4, "Refusal": MANY - 4}
    assert len(market.rows("fund_request", "id")) == 4
