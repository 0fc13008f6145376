"""Hours that only go round, and names that look alike: a coordinator looks, and the honest are not stopped."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from core.commands import Accept, Confirm, Join, Post, Propose, Terms
from core.commands.giving import Donate
from core.db import Database, Q
from core.errors import Refusal
from core.events import Donated, Event, Joined, Moved, Posted
from core.policy import DAY_MS
from core.tables import hub
from core.text.normal import skeleton
from core.vault import Vault
from tests.gifts import go
from tests.members import Town


@pytest.fixture
def town(db: Database, vault: Vault, now: int) -> Town:
    return Town(db, vault, now, {"approval": False, "line_other": 1200, "line_grassroots": 1200})


def gives(town: Town, giver: Joined, taker: Joined, hours: int = 2) -> list[Event]:
    """One whole exchange; what the confirmation caused."""
    asked = town.do(taker.person_id, Post("need", "ordenar el archivo", remote=True))[0]
    assert isinstance(asked, Posted)
    terms = Terms(hours * 60, "2026-12-20", remote=True)
    proposed = town.do(giver.person_id, Propose(listing_id=asked.listing_id, terms=terms))[0]
    assert isinstance(proposed, Moved)
    town.do(taker.person_id, Accept(proposed.exchange_id, proposed.version))
    (version,) = town.rows("exchange", "version", id=proposed.exchange_id)[0]
    return town.do(taker.person_id, Confirm(proposed.exchange_id, version, on_time=True))


def flags(events: list[Event]) -> list[str]:
    return [event.action for event in events if isinstance(event, Moved) and event.actor == "clock"]


def open_cases(town: Town) -> list[tuple[str, str]]:
    return [
        (code, town.vault.open(sealed))
        for _id, code, sealed in town.rows("parked_case", "id", "code", "sealed")
        if code in ("going_round", "same_people")
    ]


def test_f49_two_who_pay_each_other_back_and_forth_are_shown_once_and_not_stopped(town: Town) -> None:
    luz, sol = town.member("Casa Luz"), town.member("Estudio Norte")
    told = [flags(gives(town, *pair)) for pair in ((luz, sol), (sol, luz), (luz, sol), (sol, luz), (luz, sol))]
    assert told == [[], [], [], ["going_round"], []]
    assert open_cases(town) == [("going_round", "1001, 1002, 1003, 1004")]


def test_f49_a_ring_of_three_is_shown_and_neighbours_who_help_each_other_are_not(town: Town) -> None:
    a, b, c = (town.member(name) for name in ("Casa A1", "Grupo B2", "Taller C3"))
    assert flags(gives(town, a, b)) == []
    assert flags(gives(town, b, a, hours=1)) == []  # they helped each other once
    assert flags(gives(town, b, c)) == []
    assert flags(gives(town, c, a)) == ["going_round"]
    assert open_cases(town) == [("going_round", "1001, 1003, 1004")]


def test_f49_rings_of_unlike_hours_or_of_long_ago_are_left_alone(town: Town) -> None:
    a, b, c = (town.member(name) for name in ("Casa A1", "Grupo B2", "Taller C3"))
    gives(town, a, b, hours=5)
    gives(town, b, c, hours=2)
    assert flags(gives(town, c, a, hours=1)) == []
    town.now += 31 * DAY_MS
    assert open_cases(town) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Casa Luz", "Asociación Casa Luz A.C."),
        ("Casa Luz", "Fundación Casa Luz"),
        ("Casa Luz", "Саsа Luz"),
        ("جمعية النور", "النور"),
        ("مؤسسة بيت النور", "بيت النّور"),
        ("Association Soleil", "Soleil ASBL"),
        ("The Light House Foundation", "Light House"),
    ],
)
def test_f28_legal_forms_do_not_make_two_names_of_one(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Casa Luz", "Casa Sol"), ("Asociación", "Fundación"), ("بيت", "بيت النور")]
)
def test_f28_other_names_stay_apart(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_f28_a_look_alike_waits_for_a_coordinator_also_where_others_do_not(town: Town) -> None:
    town.member("Casa Luz")
    assert town.do(town.person("eva"), Join("Asociación Casa Luz", "Tegucigalpa", "HN", town.hub_id))[0].waits


# ---- hours that are only given on -------------------------------------------------------------------------------


def test_several_who_served_nobody_and_give_their_first_hours_to_one_are_a_case_for_a_coordinator(town: Town) -> None:
    one, *others = (town.member(name) for name in ("Casa A1", "Grupo B2", "Taller C3", "Centro D4", "Barrio E5"))
    told = []
    for giver in others:
        town.do(giver.person_id, Donate(360, one.organisation_id))
        told += go(town.db, town.vault, town.now)
    assert [event.seen for event in told if isinstance(event, Donated)] == [False, False, True, False]
    assert [(code, town.vault.open(sealed)) for code, sealed in town.rows("parked_case", "code", "sealed")] == [
        ("gathered", "Grupo B2 (6), Taller C3 (6), Centro D4 (6) → Casa A1")
    ]
    assert town.rows("account", "posted", organisation_id=one.organisation_id) == [(5 * 360,)], "nobody is stopped"


def test_gifts_of_those_who_served_others_and_gifts_to_the_fund_are_no_case(town: Town) -> None:
    one, *others = (town.member(name) for name in ("Casa A1", "Grupo B2", "Taller C3", "Centro D4"))
    gives(town, others[0], others[1], hours=1)
    for giver in others:
        town.do(giver.person_id, Donate(60, None))
        town.do(giver.person_id, Donate(60, one.organisation_id))
        town.do(giver.person_id, Donate(60, one.organisation_id))
        go(town.db, town.vault, town.now)
    assert town.rows("parked_case", "code") == []


def test_f48_nothing_is_given_while_the_hours_of_the_hub_do_not_add_up(town: Town) -> None:
    giver, taker = town.member("Casa A1"), town.member("Grupo B2")
    with town.db.write() as tx:
        tx.run(Q(update(hub).values(drift_at=town.now)))
    for to in (taker.organisation_id, None):
        with pytest.raises(Refusal, match="checking the hours"):
            town.do(giver.person_id, Donate(60, to))
