"""Two who act in the same instant on one thing, and disagree: one of them was faster, and the hours add up."""

from __future__ import annotations

import pytest

from core.commands import Accept, Command, Confirm, Deliver, EraseMe, UseCode, Withdraw
from core.commands.giving import Donate
from core.commands.safety import Block
from core.commands.trouble import Decide, Dispute
from core.db import Database
from core.errors import Refusal
from core.people.codes import make_invite
from core.vault import Vault
from tests.faults import adds_up, agreed, rows, tap, version
from tests.market import HOUR, Market
from tests.members import Town
from tests.story import Story
from tests.test_exchange import add_coordinator
from tests.together import together

ROUNDS = range(3)


@pytest.fixture
def market(db: Database, vault: Vault, now: int) -> Market:
    return Market(db, vault, now, {"line_other": 0})


def at_once(market: Market, *deeds: tuple[int, Command, int]) -> list[str]:
    """What became of each (organisation, command, person): 'done', or the name of the refusal. Anything else raises."""
    keys = [market.key() for _deed in deeds]

    def do(number: int) -> str:
        organisation_id, command, person_id = deeds[number]
        try:
            market.do(organisation_id, command, person_id=person_id, key=keys[number])
        except Refusal as refused:
            return type(refused).__name__
        return "done"

    return together(len(deeds), do)


def sides(market: Market, number: int) -> tuple[int, int, int]:
    """Luz, her colleague Lia, and Sol: (organisation of Luz, Lia, organisation of Sol)."""
    luz, sol = market.organisation(f"Luz {number}"), market.organisation(f"Sol {number}")
    return luz, market.joins(luz), sol


@pytest.mark.parametrize("number", ROUNDS)
def test_f07_two_people_of_one_organisation_spend_its_last_hours_once(market: Market, number: int) -> None:
    luz, lia, sol = sides(market, number)
    mar = market.organisation("Mar")
    first, second = market.proposed(luz, sol, 5 * HOUR), market.proposed(luz, mar, 5 * HOUR)
    deeds = (
        (luz, Accept(first, market.look(first).version), market.people[luz]),
        (luz, Accept(second, market.look(second).version), lia),
        (luz, Donate(2 * HOUR, to_id=mar), lia),
    )
    said = at_once(market, *deeds)
    assert said[:2].count("done") <= 1
    left = market.balance(luz)
    assert left.posted - left.held_out >= 0
    market.adds_up()


@pytest.mark.parametrize("number", ROUNDS)
def test_f05_received_and_a_problem_in_the_same_instant_are_one_of_the_two(market: Market, number: int) -> None:
    luz, lia, sol = sides(market, number)
    id = market.agreed(luz, sol)
    market.do(sol, Deliver(id, market.look(id).version, 2 * HOUR))
    at = market.look(id).version
    said = at_once(
        market,
        (luz, Confirm(id, at, 2 * HOUR), market.people[luz]),
        (luz, Dispute(id, at, "not_done", "nadie vino"), lia),
    )
    assert sorted(said) == ["Faster", "done"]
    assert market.look(id).state == ("settled" if said[0] == "done" else "disputed")
    market.adds_up()


@pytest.mark.parametrize("number", ROUNDS)
def test_f05_taking_back_and_accepting_in_the_same_instant_are_one_of_the_two(market: Market, number: int) -> None:
    luz, _lia, sol = sides(market, number)
    id = market.proposed(luz, sol)
    at = market.look(id).version
    said = at_once(market, (luz, Accept(id, at), market.people[luz]), (sol, Withdraw(id, at), market.people[sol]))
    assert said.count("done") == 1
    assert market.look(id).state in (("agreed",) if said[0] == "done" else ("withdrawn", "suggested"))
    market.adds_up()


@pytest.mark.parametrize("number", ROUNDS)
def test_f05_two_coordinators_decide_one_case_once(market: Market, number: int) -> None:
    luz, _lia, sol = sides(market, number)
    desk = market.organisation("Desk")
    people = (market.people[desk], market.joins(desk))
    with market.db.write() as tx:
        for person_id in people:
            add_coordinator(market, tx, person_id)
    id = market.agreed(luz, sol)
    market.do(luz, Dispute(id, market.look(id).version, "not_done", "nadie vino"))
    at = market.look(id).version
    why = market.vault.seal("se vio todo").decode()
    said = at_once(market, *((desk, Decide(id, at, n * HOUR, why), who) for n, who in enumerate(people, 1)))
    assert sorted(said) == ["Faster", "done"]
    assert market.look(id).settled_minutes == (1 + said.index("done")) * HOUR
    assert sum(kind == "settle" for _id, kind in market.rows("entry", "id", "kind")) == 1
    market.adds_up()


@pytest.mark.parametrize("number", ROUNDS)
@pytest.mark.parametrize("who", ["receiver", "provider"])
def test_f47_who_deletes_their_data_while_it_is_being_confirmed_leaves_whole_hours(
    market: Market, number: int, who: str
) -> None:
    luz, sol = market.organisation("Luz"), market.organisation("Sol")
    id = market.agreed(luz, sol)
    market.do(sol, Deliver(id, market.look(id).version, 2 * HOUR))
    gone, lia = (luz, market.joins(luz)) if who == "receiver" else (sol, 0)
    deeds: list[tuple[int, Command, int]] = [
        (gone, EraseMe(), market.people[gone]),
        (luz, Confirm(id, market.look(id).version, 2 * HOUR), lia or market.people[luz]),
    ]
    at_once(market, *deeds)
    assert market.look(id).state == "settled" or who == "provider"
    live = [state for _id, state in market.rows("hold", "id", "state") if state == "live"]
    assert bool(live) == (market.look(id).state in ("agreed", "delivered", "overdue", "disputed"))
    market.adds_up()


@pytest.mark.parametrize("number", ROUNDS)
def test_f47_the_last_person_wants_to_go_while_the_other_side_says_done(market: Market, number: int) -> None:
    luz, _lia, sol = sides(market, number)
    with_nobody_else = market.organisation("Una")
    id = market.agreed(with_nobody_else, sol)
    at_once(
        market,
        (with_nobody_else, EraseMe(), market.people[with_nobody_else]),
        (sol, Deliver(id, market.look(id).version, 2 * HOUR), market.people[sol]),
        (luz, Donate(HOUR, to_id=with_nobody_else), market.people[luz]),
    )
    market.adds_up()


@pytest.mark.parametrize("number", ROUNDS)
def test_f53_a_code_that_two_write_in_the_same_instant_lets_one_in(town: Town, number: int) -> None:
    luz = town.member("Casa Luz")
    with town.db.write() as tx:
        code = make_invite(tx, town.vault, "organisation", town.hub_id, town.now, organisation_id=luz.organisation_id)
    both = [town.person(name) for name in ("ana", "eva")]

    def use(at: int) -> str:
        try:
            town.do(both[at], UseCode(code))
        except Refusal as refused:
            return type(refused).__name__
        return "done"

    assert sorted(together(2, use)) == ["WrongCode", "done"]
    assert len(town.rows("membership", "person_id", organisation_id=luz.organisation_id)) == 2


@pytest.mark.parametrize("number", ROUNDS)
def test_f57_who_blocks_while_the_other_proposes_is_not_agreed_with(market: Market, number: int) -> None:
    luz, _lia, sol = sides(market, number)
    id = market.proposed(luz, sol)
    at = market.look(id).version
    said = at_once(
        market,
        (sol, Block(exchange_id=id), market.people[sol]),
        (luz, Accept(id, at), market.people[luz]),
    )
    assert said[0] == "done" or market.look(id).state == "agreed"
    market.adds_up()


def test_f58_who_is_forgotten_while_a_message_to_them_waits_reads_the_last_answer_alone(story: Story) -> None:
    agreed(story)
    (_who, text), *_ = tap(story, "luz", "m:colleague")
    story.say("lia", next(word.strip("⁦⁩.,") for word in text.split() if word.strip("⁦⁩.,").isdigit()))
    story.say("luz", "borrar mis datos")
    before = len(story.phones.arrived())
    sure = story.phones.typed("luz", "sí", "es", story.now)
    done = story.phones.typed("mar", "", "es", story.now, payload=f"x:1:{version(story)}:done")
    together(2, lambda at: story.handle((sure, done)[at]))
    story.deliver()
    (said,) = [text for who, text in story.phones.arrived()[before:] if who == "luz"]
    assert said.startswith("Borrado")
    assert rows(story, "membership", "organisation_id", "person_id") == [(1, 3), (2, 2)]
    adds_up(story)


def test_f58_who_is_forgotten_while_the_worker_sends_is_written_to_at_most_once_more(story: Story) -> None:
    agreed(story)
    (_who, text), *_ = tap(story, "luz", "m:colleague")
    story.say("lia", next(word.strip("⁦⁩.,") for word in text.split() if word.strip("⁦⁩.,").isdigit()))
    story.say("luz", "borrar mis datos")
    before = len(story.phones.arrived())
    story.handle(story.phones.typed("mar", "", "es", story.now, payload=f"x:1:{version(story)}:done"))
    sure = story.phones.typed("luz", "sí", "es", story.now)
    together(2, lambda at: story.handle(sure) if at else story.step())
    story.deliver()
    told = [text for who, text in story.phones.arrived()[before:] if who == "luz"]
    assert told[-1].startswith("Borrado")
    assert len(told) <= 2  # what the worker had in its hands at that moment, and the last answer
    adds_up(story)
