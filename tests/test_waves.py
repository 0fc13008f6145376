"""The best few hear of a request first; who does not answer, or declines, makes room for the next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from core import clocks
from core.calendar import next_monday
from core.commands import Accept, Cancel, Decline, Fire, Post, Propose, Resume, TakeDown, Terms
from core.commands.caring import AskNext, Mute
from core.db import Database
from core.errors import Faster, NotYours, Refusal
from core.events import Event, Joined, NobodyFits, Posted, Resumed, Suggested, WeeklyDue
from core.handlers import fire
from core.hubs import WEEKLY, change_policy
from core.listings import states as listing_states
from core.listings.waves import LOOK, NEXT, NEXT_ONE
from core.policy import DAY_MS, HOUR_MS
from core.vault import Vault
from tests.members import Town

Make = Callable[..., Town]


@pytest.fixture
def make(db: Database, vault: Vault, now: int) -> Make:
    return lambda **policy: Town(db, vault, now, {"approval": False, **policy})


def posted(town: Town, who: Joined, kind: str, what: str = "contabilidad") -> Posted:
    event = town.do(who.person_id, Post(kind, what, minutes=120 if kind == "need" else None, remote=True))[0]
    assert isinstance(event, Posted)
    return event


def offering(town: Town, many: int) -> list[Joined]:
    """So many organisations that offer accounting."""
    found = [town.member(f"Estudio {chr(97 + n) * 3}") for n in range(many)]
    for one in found:
        posted(town, one, "offer")
    return found


def tick(town: Town, at: int = 0) -> list[Event]:
    """The worker looks at the clocks at that moment."""
    town.now = max(town.now, at)
    with town.db.write() as tx:
        due = clocks.due(tx, town.now, 100, 60_000)
    events: list[Event] = []
    for one in due:
        with town.db.write() as tx:
            events += fire(tx, town.vault, Fire(one.kind, one.subject, one.subject_id), town.now)
            clocks.finished(tx, one)
    return events


def clock(town: Town, kind: str, listing_id: int) -> int | None:
    with town.db.read() as tx:
        return clocks.due_at(tx, kind, "listing", listing_id)


def suggested(town: Town, listing_id: int) -> list[int]:
    """The organisations that were ever put together with a request, in order."""
    rows = town.rows("exchange", "id", "provider_id", need_id=listing_id)
    return [provider for _id, provider in rows]


def of(events: list[Event], kind: type) -> list[Any]:
    return [event for event in events if isinstance(event, kind)]


# ---- the next few -----------------------------------------------------------------------------------------------


def test_the_next_few_hear_of_it_when_nobody_answers_in_the_hubs_time(make: Make) -> None:
    town = make(matches_told=2)
    offering(town, 5)
    luz = town.member("Casa Luz")
    need = posted(town, luz, "need")
    first = suggested(town, need.listing_id)
    assert len(first) == 2
    due = clock(town, NEXT, need.listing_id)
    assert due == town.now + DAY_MS
    assert of(tick(town, due - 1), Suggested) == []
    (wave,) = of(tick(town, due), Suggested)
    assert len(wave.matches) == 2
    tick(town, clock(town, NEXT, need.listing_id) or 0)
    everybody = suggested(town, need.listing_id)
    assert len(everybody) == len(set(everybody)) == 5  # each once
    tick(town, clock(town, NEXT, need.listing_id) or 0)
    assert clock(town, NEXT, need.listing_id) is None  # there is nobody left to ask


def test_a_wave_of_the_night_comes_in_the_morning(make: Make) -> None:
    town = make(matches_told=1, next_ms=10 * HOUR_MS)
    offering(town, 2)
    need = posted(town, town.member("Casa Luz"), "need")  # Tuesday noon, and ten hours later it is night
    due = clock(town, NEXT, need.listing_id) or 0
    local = datetime.fromtimestamp(due / 1000, ZoneInfo("America/Tegucigalpa"))
    assert (local.isoweekday(), local.hour) == (3, 9)


def test_who_declines_makes_room_for_the_next_at_once(make: Make) -> None:
    town = make(matches_told=1)
    offering(town, 3)
    luz = town.member("Casa Luz")
    need = posted(town, luz, "need")
    town.do(luz.person_id, Decline(need.matches[0], 1))
    (next_one,) = of(tick(town), Suggested)
    assert len(next_one.matches) == 1
    assert len(set(suggested(town, need.listing_id))) == 2


def test_two_who_decline_in_one_night_are_two_to_replace_in_the_morning(make: Make) -> None:
    town = make(matches_told=3)
    offering(town, 6)
    luz = town.member("Casa Luz")
    need = posted(town, luz, "need")
    town.now += 11 * HOUR_MS
    for exchange_id in need.matches[:2]:
        town.do(luz.person_id, Decline(exchange_id, 1))
    due = clock(town, NEXT_ONE, need.listing_id) or 0
    assert datetime.fromtimestamp(due / 1000, ZoneInfo("America/Tegucigalpa")).hour == 8
    assert of(tick(town), Suggested) == []
    (wave,) = of(tick(town, due), Suggested)
    assert len(wave.matches) == 2


def test_nobody_is_asked_while_they_talk_and_the_next_are_when_it_comes_to_nothing(make: Make) -> None:
    town = make(matches_told=1)
    offering(town, 2)
    luz = town.member("Casa Luz")
    need = posted(town, luz, "need")
    (exchange_id,) = need.matches
    town.do(luz.person_id, Propose(exchange_id, 1, terms=Terms(120, "2026-12-04", remote=True)))
    due = clock(town, NEXT, need.listing_id) or 0
    assert of(tick(town, due), Suggested) == []
    assert clock(town, NEXT, need.listing_id) is None
    (provider,) = suggested(town, need.listing_id)
    (person,) = [row[0] for row in town.rows("membership", "person_id", organisation_id=provider)]
    town.do(person, Accept(exchange_id, 2))
    assert of(tick(town), Suggested) == []
    town.do(person, Cancel(exchange_id, 3))
    (wave,) = of(tick(town), Suggested)
    assert len(wave.matches) == 1
    assert len(set(suggested(town, need.listing_id))) == 2


def test_a_listing_that_has_ended_asks_nobody(make: Make) -> None:
    town = make(matches_told=1)
    offering(town, 2)
    luz = town.member("Casa Luz")
    need = posted(town, luz, "need")
    due = clock(town, NEXT, need.listing_id) or 0
    town.do(luz.person_id, TakeDown(need.listing_id))
    assert clock(town, NEXT, need.listing_id) is None
    assert of(tick(town, due), Suggested) == []
    assert len(suggested(town, need.listing_id)) == 1


def test_a_request_that_an_offer_found_waits_for_an_answer_too(make: Make) -> None:
    town = make(matches_told=1)
    need = posted(town, town.member("Casa Luz"), "need")
    assert clock(town, NEXT, need.listing_id) is None
    offering(town, 1)
    assert clock(town, NEXT, need.listing_id) is not None


def test_an_offer_goes_on_to_further_requests(make: Make) -> None:
    town = make(matches_told=1)
    for n in range(2):
        posted(town, town.member(f"Casa {chr(97 + n) * 3}"), "need")
    offer = posted(town, town.member("Estudio Norte"), "offer")
    assert len(offer.matches) == 1
    waves = of(tick(town, clock(town, NEXT, offer.listing_id) or 0), Suggested)
    assert [wave.listing_id for wave in waves if wave.listing_id == offer.listing_id] == [offer.listing_id]
    assert len(town.rows("exchange", "id", offer_id=offer.listing_id)) == 2


def test_a_hub_that_tells_nobody_makes_no_waves(make: Make) -> None:
    town = make(matches_told=0)
    offering(town, 2)
    need = posted(town, town.member("Casa Luz"), "need")
    assert need.matches == ()
    assert clock(town, NEXT, need.listing_id) is None


def test_a_frozen_organisation_is_left_alone_and_goes_on_later(make: Make) -> None:
    town = make(matches_told=1)
    offering(town, 2)
    luz = town.member("Casa Luz")
    need = posted(town, luz, "need")
    with town.db.engine.begin() as connection:
        connection.execute(text("UPDATE organisation SET frozen_at = 1 WHERE id = :id"), {"id": luz.organisation_id})
    due = clock(town, NEXT, need.listing_id) or 0
    assert of(tick(town, due), Suggested) == []
    again = clock(town, NEXT, need.listing_id) or 0
    assert again > due
    with town.db.engine.begin() as connection:
        connection.execute(text("UPDATE organisation SET frozen_at = NULL"))
    assert len(of(tick(town, again), Suggested)) == 1


def test_a_pair_that_a_coordinator_set_aside_never_comes_back(make: Make) -> None:
    town = make(matches_told=1)
    ruth = town.coordinator()
    offering(town, 2)
    luz = town.member("Casa Luz")
    need = posted(town, luz, "need")
    town.do(ruth, Mute(need.matches[0]))
    tick(town)
    for _day in range(4):
        tick(town, town.now + 3 * DAY_MS)
    pairs = [(n, o) for _id, n, o in town.rows("exchange", "id", "need_id", "offer_id")]
    assert len(pairs) == len(set(pairs)) == 2


# ---- shown again ------------------------------------------------------------------------------------------------


def rests(town: Town, listing_id: int) -> None:
    with town.db.write() as tx:
        assert listing_states.pause(tx, listing_id)


def test_a_listing_that_rested_is_found_again_and_finds_who_came_meanwhile(make: Make) -> None:
    town = make()
    luz = town.member("Casa Luz")
    need = posted(town, luz, "need")
    rests(town, need.listing_id)
    offering(town, 2)
    assert suggested(town, need.listing_id) == []
    resumed = town.do(luz.person_id, Resume(need.listing_id))[0]
    assert isinstance(resumed, Resumed)
    assert len(resumed.matches) == len(suggested(town, need.listing_id)) == 2
    assert town.rows("listing", "state", id=need.listing_id) == [("open",)]
    posted(town, town.member("Casa Mar"), "offer")
    assert len(suggested(town, need.listing_id)) == 3  # and it is found


def test_only_its_owner_shows_a_listing_again_and_once(make: Make) -> None:
    town = make()
    luz, sol = town.member("Casa Luz"), town.member("Estudio Norte")
    need = posted(town, luz, "need")
    rests(town, need.listing_id)
    with pytest.raises(NotYours):
        town.do(sol.person_id, Resume(need.listing_id))
    town.do(luz.person_id, Resume(need.listing_id))
    with pytest.raises(Faster):
        town.do(luz.person_id, Resume(need.listing_id))
    town.do(luz.person_id, TakeDown(need.listing_id))
    with pytest.raises(Faster):
        town.do(luz.person_id, Resume(need.listing_id))


def test_a_request_shown_again_asks_nobody_twice_and_nobody_while_somebody_helps(make: Make) -> None:
    town = make()
    (sol,) = offering(town, 1)
    luz = town.member("Casa Luz")
    need = posted(town, luz, "need")
    town.do(luz.person_id, Decline(need.matches[0], 1))
    rests(town, need.listing_id)
    assert town.do(luz.person_id, Resume(need.listing_id)) == [Resumed(need.listing_id, ())]
    town.do(sol.person_id, Propose(listing_id=need.listing_id, terms=Terms(120, "2026-12-04", remote=True)))
    rests(town, need.listing_id)
    mar = town.member("Casa Mar")
    posted(town, mar, "offer")
    assert town.do(luz.person_id, Resume(need.listing_id)) == [Resumed(need.listing_id, ())]


# ---- nobody fits ------------------------------------------------------------------------------------------------


def test_a_request_that_nobody_fits_is_looked_at_by_a_person(make: Make) -> None:
    town = make()
    town.coordinator()
    need = posted(town, town.member("Casa Luz"), "need", "Afinar un piano")
    assert need.look_at == town.now + 3 * DAY_MS
    assert tick(town, need.look_at - 1) == []
    assert of(tick(town, need.look_at), NobodyFits) == [NobodyFits(need.listing_id)]
    assert of(tick(town, town.now + 20 * DAY_MS), NobodyFits) == []


def test_nobody_promises_a_look_where_there_is_no_coordinator(make: Make) -> None:
    town = make()
    assert posted(town, town.member("Casa Luz"), "need", "Afinar un piano").look_at is None


def test_an_offer_that_nobody_needs_is_looked_at_by_nobody(make: Make) -> None:
    town = make()
    town.coordinator()
    offer = posted(town, town.member("Casa Luz"), "offer", "Afinar un piano")
    assert (offer.look_at, clock(town, LOOK, offer.listing_id)) == (None, None)


def test_no_person_is_called_when_somebody_was_found_meanwhile(make: Make) -> None:
    town = make()
    town.coordinator()
    need = posted(town, town.member("Casa Luz"), "need")
    offering(town, 1)
    assert of(tick(town, need.look_at or 0), NobodyFits) == []


def test_a_person_is_called_when_the_last_who_fitted_has_declined(make: Make) -> None:
    town = make()
    town.coordinator()
    offering(town, 1)
    luz = town.member("Casa Luz")
    need = posted(town, luz, "need")
    town.do(luz.person_id, Decline(need.matches[0], 1))
    tick(town)
    due = clock(town, LOOK, need.listing_id) or 0
    assert due > town.now
    assert of(tick(town, due), NobodyFits) == [NobodyFits(need.listing_id)]


# ---- Mondays ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["America/Tegucigalpa", "Africa/Cairo", "Asia/Gaza", "UTC"])
def test_the_next_monday_is_a_monday_at_nine_and_never_now(zone: str, now: int) -> None:
    for hour in range(8 * 24):
        at = now + hour * HOUR_MS
        monday = next_monday(at, zone)
        local = datetime.fromtimestamp(monday / 1000, ZoneInfo(zone))
        assert (local.isoweekday(), local.hour, local.minute) == (1, 9, 0)
        assert 0 < monday - at <= 7 * DAY_MS + HOUR_MS
        assert next_monday(monday, zone) > monday


def test_a_hub_hears_of_open_requests_every_monday_unless_it_does_not_want_to(make: Make) -> None:
    town = make()
    with town.db.read() as tx:
        first = clocks.due_at(tx, WEEKLY, "hub", town.hub_id) or 0
    assert of(tick(town, first), WeeklyDue) == [WeeklyDue(town.hub_id)]
    with town.db.write() as tx:
        change_policy(tx, town.hub_id, "cli", "weekly", "no", town.now)
    assert of(tick(town, first + 7 * DAY_MS), WeeklyDue) == []
    with town.db.read() as tx:
        assert clocks.due_at(tx, WEEKLY, "hub", town.hub_id) == first + 14 * DAY_MS


def test_a_coordinator_who_does_not_wait_has_the_next_few_asked_at_once(make: Make) -> None:
    town = make(matches_told=2)
    five, luz, ana = offering(town, 5), town.member("Casa Luz"), town.coordinator("ana")
    need = posted(town, luz, "need").listing_id
    next_ones = AskNext(need)
    with pytest.raises(Refusal, match="just now"):
        town.do(ana, next_ones)
    asked = []
    for _wave in range(2):
        town.now += HOUR_MS
        asked.append(len(of(town.do(ana, next_ones), Suggested)[0].matches))
    assert asked == [2, 1]
    assert sorted(suggested(town, need)) == sorted(one.organisation_id for one in five)
    assert clock(town, NEXT, need) is not None
    town.now += HOUR_MS
    with pytest.raises(Refusal, match="Nobody else"):
        town.do(ana, next_ones)
    with pytest.raises(NotYours):
        town.do(luz.person_id, next_ones)
    with pytest.raises(NotYours):
        town.do(ana, AskNext(10**9))
    town.do(luz.person_id, TakeDown(need))
    with pytest.raises(Refusal, match="is paused"):
        town.do(ana, next_ones)
