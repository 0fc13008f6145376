"""How long a listing is shown: its owner is asked before its end, and gives it more time in one tap."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from core import clocks
from core.commands import Post, TakeDown
from core.commands.listings import Renew
from core.commands.stopping import Freeze, Thaw
from core.errors import Faster, NotYours
from core.events import Joined, ListingEnded, ListingEnds, Posted, Renewed
from core.hubs import change_policy
from core.listings.states import EXPIRY, NOTICE
from core.policy import DAY_MS, HOUR_MS
from tests.faults import rows, tap, to
from tests.members import Town
from tests.story import DAY, Story
from tests.test_waves import clock, of, tick


def post(town: Town, who: Joined, kind: str = "need", due_on: str | None = None) -> int:
    event = town.do(who.person_id, Post(kind, "contabilidad", minutes=120, due_on=due_on, remote=True))[0]
    assert isinstance(event, Posted)
    return event.listing_id


def ends(town: Town, listing_id: int) -> int:
    ((_id, at),) = town.rows("listing", "id", "expires_at", id=listing_id)
    return int(at)


def asked(town: Town, until: int) -> list[tuple[int, str]]:
    """Every notice until then: (days before the end, the local weekday and hour)."""
    found = []
    while True:
        due = [at for at, _kind in town.rows("clock", "due_at", "kind") if at > town.now]
        if not due or due[0] >= until:
            return found
        for event in of(tick(town, due[0]), ListingEnds):
            local = datetime.fromtimestamp(town.now / 1000, ZoneInfo("America/Tegucigalpa"))
            found.append((-((town.now - ends(town, event.listing_id)) // DAY_MS), f"{local:%a %H}"))


def test_its_owner_is_asked_seven_days_and_one_day_before_by_day_and_on_working_days(town: Town) -> None:
    town.now += 34 * HOUR_MS  # Wednesday, late in the evening: 53 days later it is a Sunday
    luz = town.member("Casa Luz")
    id = post(town, luz)
    assert asked(town, ends(town, id) + DAY_MS) == [(7, "Mon 09"), (3, "Fri 09")]
    assert town.rows("listing", "state") == [("expired",)]


def test_what_ends_behind_a_weekend_is_asked_about_before_it_and_not_on_the_day_itself(town: Town) -> None:
    luz = town.member("Casa Luz")
    id = post(town, luz, due_on="2026-12-13")  # a Sunday; seven days before is one too, and moves to Monday
    assert asked(town, ends(town, id)) == [(7, "Mon 09"), (3, "Fri 09")]
    monday = post(town, luz, due_on="2027-01-18")
    at_end = ends(town, monday)
    assert asked(town, at_end) == [(7, "Tue 09"), (4, "Fri 09")]
    assert of(tick(town, at_end), ListingEnded) == [ListingEnded(monday, "expired")]


def test_a_notice_whose_worker_was_away_until_the_last_day_is_left_to_the_end(town: Town) -> None:
    luz = town.member("Casa Luz")
    id = post(town, luz, due_on="2026-12-14")  # a Monday
    town.now = ends(town, id) - 10 * HOUR_MS
    assert of(tick(town, town.now), ListingEnds) == []
    assert of(tick(town, ends(town, id)), ListingEnded) == [ListingEnded(id, "expired")]


def test_nobody_is_asked_about_what_they_have_only_just_published(town: Town) -> None:
    luz = town.member("Casa Luz")
    tomorrow, next_week = "2026-11-25", "2026-12-02"
    assert asked(town, ends(town, post(town, luz, due_on=tomorrow))) == []
    assert asked(town, ends(town, post(town, luz, due_on=next_week))) == [(2, "Tue 09")]


def test_one_tap_gives_it_the_hubs_days_from_now_and_the_notices_come_anew(town: Town) -> None:
    luz, sol = town.member("Casa Luz"), town.member("Grupo Sol")
    id = post(town, luz)
    town.now = ends(town, id) - DAY_MS
    for _twice in range(2):
        (renewed,) = town.do(luz.person_id, Renew(id))
        assert isinstance(renewed, Renewed)
        assert (ends(town, id), renewed.again) == (town.now + 60 * DAY_MS, False)
    assert clock(town, EXPIRY, id) == ends(town, id)
    assert clock(town, NOTICE, id) == ends(town, id) - 7 * DAY_MS
    for who, listing_id in ((sol, id), (luz, id + 99)):
        with pytest.raises(NotYours):
            town.do(who.person_id, Renew(listing_id))
    town.do(luz.person_id, TakeDown(id))
    assert (clock(town, EXPIRY, id), clock(town, NOTICE, id)) == (None, None)
    with pytest.raises(Faster):
        town.do(luz.person_id, Renew(id))


def test_what_has_expired_is_found_again_by_one_tap_without_the_day_that_is_past(town: Town) -> None:
    luz, sol = town.member("Casa Luz"), town.member("Grupo Sol")
    id = post(town, luz, due_on="2026-12-01")
    assert of(tick(town, ends(town, id)), ListingEnded) == [ListingEnded(id, "expired")]
    post(town, sol, "offer")
    assert town.rows("exchange", "id") == []
    renewed, *suggested = town.do(luz.person_id, Renew(id))
    assert isinstance(renewed, Renewed)
    assert (renewed.undated, renewed.again, len(renewed.matches), len(suggested)) == (True, True, 1, 1)
    assert town.rows("listing", "state", "due_on", id=id) == [("open", None)]


def test_while_it_is_frozen_nobody_is_asked_and_then_in_time_for_its_later_end(town: Town) -> None:
    luz, ruth = town.member("Casa Luz"), town.coordinator("ruth")
    id = post(town, luz)
    first = ends(town, id)
    town.do(ruth, Freeze(town.hub_id))
    tick(town, first - 7 * DAY_MS)
    assert asked(town, first - 7 * DAY_MS + 1) == []
    town.do(ruth, Thaw(town.hub_id))
    assert ends(town, id) > first + 40 * DAY_MS
    assert [days for days, _when in asked(town, ends(town, id))] == [7, 1]


def test_an_offer_may_stand_until_it_is_taken_down(town: Town) -> None:
    with town.db.write() as tx:
        change_policy(tx, town.hub_id, "cli", "offer_days", 0, town.now)
    luz = town.member("Casa Luz")
    id = post(town, luz, "offer")
    assert town.rows("listing", "expires_at", id=id) == [(None,)]
    assert (clock(town, EXPIRY, id), clock(town, NOTICE, id)) == (None, None)
    (renewed,) = town.do(luz.person_id, Renew(id))
    assert isinstance(renewed, Renewed)
    assert renewed.day == ""


def test_a_notice_whose_listing_went_meanwhile_does_nothing(town: Town) -> None:
    luz = town.member("Casa Luz")
    id = post(town, luz)
    with town.db.write() as tx:
        clocks.start(tx, NOTICE, "listing", id + 99, town.now)
    assert of(tick(town, town.now), ListingEnds) == []


# ---- in chat ----------------------------------------------------------------------------------------------------


def test_the_owner_reads_it_twice_renews_with_one_and_finds_it_on_the_card(story: Story) -> None:
    story.hub()
    for words in ("necesitamos clases de canto, 2 horas", "Casa Luz, Tegucigalpa", "sin día fijo", "sí"):
        story.say("luz", words)
    story.wait(52 * DAY)
    (asking,) = to(story.wait(3 * DAY), "luz")
    assert "¿Lo sigo mostrando?" in asking
    tap(story, "luz", "m:listings")
    assert "Se muestra hasta" in to(story.say("luz", "1"), "luz")[0]
    (done,) = to(tap(story, "luz", "l:1:renew"), "luz")
    assert "se muestra hasta el" in done
    assert "Se muestra hasta" not in to(tap(story, "luz", "l:1:see"), "luz")[0]
    assert "¿Lo sigo mostrando?" in to(story.wait(53 * DAY), "luz")[0]
    assert "¿Lo sigo mostrando?" in to(story.wait(6 * DAY), "luz")[0]
    over = to(story.wait(2 * DAY), "luz")
    assert "Publicar otra vez" in over[0]
    (again,) = to(tap(story, "luz", "l:1:renew"), "luz")
    assert "se muestra hasta el" in again
    assert [row[1] for row in rows(story, "listing", "id", "state")] == ["open"]
