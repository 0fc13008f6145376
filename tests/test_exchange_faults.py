"""What goes wrong around an exchange: repeats, wrong order, and many who act in the same instant."""

from __future__ import annotations

from collections import Counter as Tally

import pytest

from core.commands import (
    Accept,
    AgreeFigure,
    Cancel,
    Command,
    Confirm,
    Counter,
    Deliver,
    Propose,
    Review,
    Terms,
)
from core.db import Database
from core.errors import Faster, NotEnough, Refusal
from core.vault import Vault
from tests.market import DUE, HOUR, Market, moved
from tests.together import together


@pytest.fixture
def market(db: Database, vault: Vault, now: int) -> Market:
    return Market(db, vault, now)


@pytest.fixture
def luz(market: Market) -> int:
    return market.organisation("Casa Luz")


@pytest.fixture
def nour(market: Market) -> int:
    return market.organisation("Al Nour")


def outcome(market: Market, organisation_id: int, command: Command, key: str = "") -> str:
    """'done', or the name of the refusal."""
    try:
        market.do(organisation_id, command, key=key)
    except Refusal as refused:
        return type(refused).__name__
    return "done"


# ---- order and repeats ------------------------------------------------------------------------------------------


def test_f03_steps_that_arrive_before_their_time_change_nothing(market: Market, luz: int, nour: int) -> None:
    id = market.proposed(luz, nour)
    for who, command in (
        (luz, Confirm(id, 1)),
        (nour, Deliver(id, 1)),
        (nour, AgreeFigure(id, 1, True)),
        (luz, Cancel(id, 1)),
        (luz, Review(id, stars=5)),
        (luz, Accept(id, 2)),
    ):
        assert outcome(market, who, command) == "Faster"
    assert (market.look(id).state, market.actions(id)) == ("proposed", ["proposed"])
    market.adds_up()


def test_f03_what_has_ended_does_not_open_again(market: Market, luz: int, nour: int) -> None:
    id = market.agreed(luz, nour)
    market.do(luz, Cancel(id, 2))
    for version in (1, 2, 3):
        for who, command in (
            (luz, Accept(id, version)),
            (luz, Counter(id, version, Terms(HOUR, DUE))),
            (luz, Propose(id, version)),
            (luz, Confirm(id, version)),
            (nour, Deliver(id, version)),
        ):
            assert outcome(market, who, command) == "Faster"
    assert market.look(id).state == "cancelled"
    market.adds_up()


def test_f02_the_same_message_days_later_has_no_second_effect(market: Market, luz: int, nour: int) -> None:
    id = market.agreed(luz, nour)
    first = market.do(luz, Confirm(id, 2), key="telegram 77")
    market.now += 3 * 86_400_000
    assert market.do(luz, Confirm(id, 2), key="telegram 77") == first
    assert len(market.rows("entry", "id", kind="settle")) == 1


def test_f09_who_saw_an_error_after_the_commit_gets_the_first_answer(market: Market, luz: int, nour: int) -> None:
    need = market.listing("need", luz)
    first = market.do(nour, Propose(listing_id=need), key="whatsapp 5")
    assert market.do(nour, Propose(listing_id=need), key="whatsapp 5") == first
    assert len(market.rows("exchange", "id")) == 1


def test_f09_a_refusal_stays_the_answer_of_its_message(market: Market, luz: int, nour: int) -> None:
    id = market.proposed(luz, nour, 20 * HOUR)
    assert outcome(market, luz, Accept(id, 1), key="k") == "OwnHours"
    for _ in range(4):
        market.organisation("Otra")
    with market.db.write() as tx:
        tx.raw("UPDATE account SET line = 6000")
    with pytest.raises(NotEnough):
        market.do(luz, Accept(id, 1), key="k")
    market.do(luz, Accept(id, 1), key="another tap")
    assert market.look(id).state == "agreed"


def test_one_message_used_for_something_else_is_refused(market: Market, luz: int, nour: int) -> None:
    first, second = market.proposed(luz, nour), market.proposed(luz, nour)
    market.do(luz, Accept(first, 1), key="k")
    with pytest.raises(Refusal):
        market.do(luz, Accept(second, 1), key="k")
    assert market.look(second).state == "proposed"


def test_a_refusal_is_kept_sealed_since_it_may_quote_somebody(market: Market, luz: int, nour: int) -> None:
    id = market.proposed(luz, nour)
    outcome(market, nour, Accept(id, 99))
    answers = [answer for (answer,) in market.rows("command_key", "answer")]
    assert not any("faster" in answer for answer in answers)


# ---- in the same instant ----------------------------------------------------------------------------------------


def test_f05_sixteen_confirm_in_the_same_instant_and_it_is_posted_once(market: Market, luz: int, nour: int) -> None:
    id = market.agreed(luz, nour)
    market.do(nour, Deliver(id, 2))
    said = together(16, lambda number: outcome(market, luz, Confirm(id, 3), key=f"phone {number}"))
    assert Tally(said) == {"done": 1, "Faster": 15}
    assert len(market.rows("entry", "id", kind="settle")) == 1
    assert (market.balance(luz).posted, market.balance(nour).posted) == (4 * HOUR, 8 * HOUR)
    market.adds_up()


def test_f05_both_sides_say_it_is_done_in_the_same_instant(market: Market, luz: int, nour: int) -> None:
    id = market.agreed(luz, nour)
    sides: list[tuple[int, Command]] = [(luz, Confirm(id, 2)), (nour, Deliver(id, 2))]
    said = together(8, lambda number: outcome(market, *sides[number % 2], key=f"phone {number}"))
    assert Tally(said) == {"done": 1, "Faster": 7}
    assert len(market.rows("entry", "id", kind="settle")) == (market.look(id).state == "settled")
    market.adds_up()


def test_f02_one_message_delivered_eight_times_at_once_has_one_effect(market: Market, luz: int, nour: int) -> None:
    id = market.agreed(luz, nour)
    answers = together(8, lambda _number: market.do(luz, Confirm(id, 2), key="twilio SM1"))
    assert all(answer == answers[0] for answer in answers)
    assert len(market.rows("entry", "id", kind="settle")) == 1
    market.adds_up()


def test_f06_of_two_helpers_for_one_need_one_wins_and_the_other_is_told(market: Market, luz: int, nour: int) -> None:
    sol = market.organisation("Sol")
    need = market.listing("need", luz)
    ids = [moved(market.do(helper, Propose(listing_id=need))).exchange_id for helper in (nour, sol)]
    for id in ids:
        market.do(luz, Counter(id, 1, Terms(HOUR, DUE)))
    helpers = (nour, sol)
    said = together(2, lambda number: outcome(market, helpers[number], Accept(ids[number], 2)))
    assert sorted(said) == ["Faster", "done"]
    assert sorted(market.look(id).state for id in ids) == ["agreed", "proposed"]
    market.adds_up()


def test_f06_when_the_first_helper_cancels_the_second_may_be_accepted(market: Market, luz: int, nour: int) -> None:
    sol = market.organisation("Sol")
    need = market.listing("need", luz)
    first, second = (moved(market.do(helper, Propose(listing_id=need))).exchange_id for helper in (nour, sol))
    market.do(luz, Accept(first, 1))
    with pytest.raises(Faster):
        market.do(luz, Accept(second, 1))
    market.do(nour, Cancel(first, 2))
    market.do(luz, Accept(second, 1))
    assert market.look(second).state == "agreed"


def test_f07_acceptances_racing_to_the_floor_never_go_below_it(market: Market, luz: int, nour: int) -> None:
    ids = [market.proposed(luz, nour, 2 * HOUR) for _ in range(8)]  # 16 hours asked, 8 to be used
    said = together(8, lambda number: outcome(market, luz, Accept(ids[number], 1)))
    assert Tally(said) == {"done": 4, "OwnHours": 4}
    assert market.balance(luz).available == 0
    market.adds_up()


def test_f07_payments_in_both_directions_at_once_neither_lose_an_hour_nor_block(
    market: Market, luz: int, nour: int
) -> None:
    there = [market.agreed(luz, nour, 30) for _ in range(6)]
    back = [market.agreed(nour, luz, 30) for _ in range(6)]
    work = [(luz, id) for id in there] + [(nour, id) for id in back]
    said = together(12, lambda number: outcome(market, work[number][0], Confirm(work[number][1], 2)))
    assert said == ["done"] * 12
    assert (market.balance(luz).posted, market.balance(nour).posted) == (6 * HOUR, 6 * HOUR)
    market.adds_up()


def test_f05_both_review_in_the_same_instant_and_it_is_closed(market: Market, luz: int, nour: int) -> None:
    id = market.agreed(luz, nour, 30)
    market.do(luz, Confirm(id, 2))
    sides = (luz, nour)
    said = together(2, lambda number: outcome(market, sides[number], Review(id, stars=5)))
    assert said == ["done", "done"]
    assert market.look(id).state == "closed"
    assert market.actions(id)[-1] == "closed"


def test_f13_a_proposal_that_is_accepted_while_it_lapses_ends_in_one_of_the_two(
    market: Market, luz: int, nour: int
) -> None:
    for _ in range(3):
        id = market.proposed(luz, nour, 30)
        end = market.clock("answer", id)
        assert end is not None

        def one_of(number: int, id: int = id, end: int = end) -> str:
            if number:
                return "done" if market.fire("answer", id, end) else "Faster"
            return outcome(market, luz, Accept(id, 1))

        assert sorted(together(2, one_of)) == ["Faster", "done"]
        assert market.actions(id) in (["proposed", "accepted"], ["proposed", "lapsed"])
        market.adds_up()
