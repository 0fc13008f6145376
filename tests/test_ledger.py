"""Hours move only in entries that balance; what can be used is checked when it is set aside."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.accounts import balances, bounds, holds, ledger, movements, owners
from core.commands import Accept, Confirm, Propose, Terms
from core.commands.trouble import AnswerUndo, AskUndo
from core.db import Database, Tx
from core.errors import Bug, Faster, NotEnough
from core.hubs import change_policy
from core.messages import Amount
from core.vault import Vault
from tests.market import DUE, HOUR, Market


@pytest.fixture
def market(db: Database, vault: Vault, now: int) -> Market:
    return Market(db, vault, now)


def post(market: Market, lines: list[tuple[int, int]]) -> int:
    with market.db.write() as tx:
        return ledger.post(tx, market.hub_id, "donation", lines, market.now)


def limits(market: Market, organisation_id: int, line: int, ceiling: int | None) -> None:
    account = market.account(organisation_id)
    with market.db.write() as tx:
        bounds.set_limits(tx, account, line=line, ceiling=ceiling, actor="coordinator", at=market.now)


def test_a_starter_grant_comes_from_the_grants_account(market: Market) -> None:
    luz = market.organisation("Casa Luz", hours=6)
    with market.db.read() as tx:
        grants = owners.hub_account(tx, market.hub_id, "grants")
        assert balances.balance(tx, grants).posted == -6 * HOUR
    assert market.balance(luz).available == 6 * HOUR + 2 * HOUR  # the line of an organisation that is no grassroots one
    market.adds_up()


def test_grassroots_organisations_have_a_wider_line(market: Market) -> None:
    assert market.balance(market.organisation("Vecinas", kind="grassroots")).line == 6 * HOUR


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [(1, 0)],
        [(1, 5)],
        [(1, 5), (2, -4)],
        [(1, 5), (1, -5)],
        [(1, 5), (2, -5), (3, 0)],
    ],
)
def test_f42_lines_that_do_not_balance_are_a_bug(market: Market, lines: list[tuple[int, int]]) -> None:
    with pytest.raises(Bug):
        post(market, lines)
    market.adds_up()


def test_an_entry_may_have_three_lines(market: Market) -> None:
    luz, nour, sol = (market.account(market.organisation(name)) for name in ("Luz", "Nour", "Sol"))
    post(market, [(luz, -2 * HOUR), (nour, HOUR), (sol, HOUR)])
    market.adds_up()


def test_a_crash_between_the_lines_and_the_entry_leaves_nothing(market: Market) -> None:
    luz, nour = (market.account(market.organisation(name)) for name in ("Luz", "Nour"))
    with pytest.raises(ZeroDivisionError), market.db.write() as tx:
        ledger.post(tx, market.hub_id, "donation", [(luz, -5), (nour, 5)], market.now)
        raise ZeroDivisionError
    assert post(market, [(luz, -5), (nour, 5)]) > 2
    market.adds_up()


def test_the_statement_has_pages_with_a_running_balance(market: Market) -> None:
    luz, nour = market.organisation("Casa Luz"), market.organisation("Al Nour")
    for _ in range(3):
        exchange = market.agreed(luz, nour, HOUR)
        market.do(luz, Confirm(exchange, market.look(exchange).version))
    number = market.look(exchange).number
    with market.db.read() as tx:
        first = movements.statement(tx, market.account(nour), None, 2)
        second = movements.statement(tx, market.account(nour), first[-1].entry_id, 2)
    assert [(one.minutes, one.running, one.partner) for one in first] == [
        (HOUR, 9 * HOUR, "Casa Luz"),
        (HOUR, 8 * HOUR, "Casa Luz"),
    ]
    assert (first[0].number, first[0].partner_id, first[0].kind) == (number, luz, "settle")
    assert [(one.kind, one.minutes, one.running) for one in second] == [
        ("settle", HOUR, 7 * HOUR),
        ("grant", 6 * HOUR, 6 * HOUR),
    ]


def test_f43_hours_beyond_balance_and_line_are_refused_and_the_sentence_says_what_is_there(
    market: Market,
) -> None:
    luz, nour = market.organisation("Casa Luz", hours=1), market.organisation("Al Nour")
    exchange = market.proposed(luz, nour, 4 * HOUR)
    with pytest.raises(NotEnough) as said:
        market.do(luz, Accept(exchange, 1))
    assert said.value.message.params["available"] == Amount(3 * HOUR)
    assert market.look(exchange).state == "proposed"
    market.adds_up()


def test_f43_exactly_what_is_available_may_be_set_aside(market: Market) -> None:
    luz, nour = market.organisation("Casa Luz", hours=1), market.organisation("Al Nour")
    market.agreed(luz, nour, 3 * HOUR)
    assert market.balance(luz).available == 0


def test_the_other_side_never_hears_the_balance(market: Market) -> None:
    luz, nour = market.organisation("Casa Luz", hours=2), market.organisation("Al Nour")
    offer = market.listing("offer", nour)
    market.do(luz, Propose(listing_id=offer, terms=Terms(4 * HOUR, DUE)))
    market.agreed(luz, nour, HOUR)
    with pytest.raises(NotEnough) as said:
        market.do(nour, Accept(1, 1))
    assert "available" not in said.value.message.params


def test_f43_the_ceiling_counts_what_will_come_in(market: Market) -> None:
    luz, nour = market.organisation("Casa Luz"), market.organisation("Al Nour", hours=6)
    limits(market, nour, 0, 8 * HOUR)
    market.agreed(luz, nour, 2 * HOUR)
    exchange = market.proposed(luz, nour, HOUR)
    with pytest.raises(NotEnough):
        market.do(luz, Accept(exchange, 1))
    market.adds_up()


def test_f43_a_lowered_limit_leaves_agreed_exchanges_valid_and_bars_new_ones(market: Market) -> None:
    luz, nour = market.organisation("Casa Luz", hours=0), market.organisation("Al Nour")
    exchange = market.agreed(luz, nour, 2 * HOUR)
    limits(market, luz, 0, 60 * HOUR)
    assert market.balance(luz).flagged
    new = market.proposed(luz, nour, HOUR)
    with pytest.raises(NotEnough):
        market.do(luz, Accept(new, 1))
    market.do(luz, Confirm(exchange, market.look(exchange).version))
    assert market.balance(luz).posted == -2 * HOUR
    market.adds_up()


def test_a_flagged_account_may_earn_its_way_back(market: Market) -> None:
    luz, nour = market.organisation("Casa Luz", hours=0), market.organisation("Al Nour")
    market.do(luz, Confirm(market.agreed(luz, nour, HOUR), 2))
    limits(market, luz, 0, 60 * HOUR)
    market.do(nour, Confirm(market.agreed(nour, luz, HOUR), 2))
    assert not market.balance(luz).flagged
    market.adds_up()


def test_limits_change_with_a_dated_row_that_names_who_did_it(market: Market) -> None:
    luz = market.organisation("Casa Luz")
    limits(market, luz, 5 * HOUR, None)
    rows = market.rows("limit_change", "id", "actor", "old_line", "new_line", "old_ceiling", "new_ceiling")
    assert rows[-1][1:] == ("coordinator", 2 * HOUR, 5 * HOUR, 60 * HOUR, None)


def test_a_line_grows_with_distinct_partners_only(market: Market) -> None:
    luz, sol, nour = (market.organisation(name) for name in ("Luz", "Sol", "Nour"))
    for receiver, line in ((luz, 4), (luz, 4), (sol, 6)):
        market.do(receiver, Confirm(market.agreed(receiver, nour, HOUR), 2))
        assert market.balance(nour).line == line * HOUR
    with market.db.write() as tx:
        change_policy(tx, market.hub_id, "test", "line_most", 6 * HOUR, market.now)
    third = market.organisation("Mar")
    market.do(third, Confirm(market.agreed(third, nour, HOUR), 2))
    assert market.balance(nour).line == 6 * HOUR


def settled(market: Market, receiver: int, provider: int, minutes: int) -> int:
    exchange = market.agreed(receiver, provider, minutes)
    market.do(receiver, Confirm(exchange, 2))
    return exchange


def undo(market: Market, exchange: int, provider: int, receiver: int) -> None:
    market.do(provider, AskUndo(exchange, market.look(exchange).version))
    market.do(receiver, AnswerUndo(exchange, market.look(exchange).version, True))


def test_f44_what_has_moved_is_given_back_once(market: Market) -> None:
    luz, nour = market.organisation("Luz"), market.organisation("Nour")
    exchange = settled(market, luz, nour, HOUR)
    undo(market, exchange, nour, luz)
    with pytest.raises(Faster):
        undo(market, exchange, nour, luz)
    assert market.balance(luz).posted == 6 * HOUR
    market.adds_up()


def test_f44_a_reversal_below_the_floor_is_done_and_flagged(market: Market) -> None:
    luz, nour = market.organisation("Casa Luz"), market.organisation("Al Nour", hours=0)
    exchange = settled(market, luz, nour, 4 * HOUR)
    market.agreed(nour, luz, 5 * HOUR)
    undo(market, exchange, nour, luz)
    assert market.balance(nour).available < 0
    assert market.balance(nour).flagged
    market.adds_up()


def test_a_hold_is_never_posted_beyond_its_minutes_or_resolved_twice(market: Market) -> None:
    luz, nour = market.organisation("Casa Luz"), market.organisation("Al Nour")
    exchange = market.agreed(luz, nour, HOUR)
    with market.db.read() as tx:
        held = holds.live_hold(tx, exchange)
    assert held is not None

    def void_twice(tx: Tx) -> None:
        holds.void_hold(tx, held, market.now)
        holds.void_hold(tx, held, market.now)

    tries: list[Callable[[Tx], object]] = [
        lambda tx: holds.post_hold(tx, held, HOUR + 1, market.now),
        lambda tx: holds.post_hold(tx, held, 0, market.now),
        void_twice,
    ]
    for attempt in tries:
        with pytest.raises(Bug), market.db.write() as tx:
            attempt(tx)
    market.adds_up()


def test_expired_and_voided_holds_give_everything_back(market: Market) -> None:
    luz, nour = market.organisation("Casa Luz"), market.organisation("Al Nour")
    before = market.balance(luz), market.balance(nour)
    exchange = market.agreed(luz, nour, HOUR)
    with market.db.write() as tx:
        held = holds.live_hold(tx, exchange)
        assert held is not None
        holds.void_hold(tx, held, market.now, expired=True)
    assert (market.balance(luz), market.balance(nour)) == before
    assert market.rows("hold", "state") == [("expired",)]
