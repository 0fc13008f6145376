"""A coordinator stops all deadlines, an organisation or a listing; the people concerned hear why, and it goes on."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from core import clocks
from core.accounts.verify import verify
from core.commands import Accept, Approve, Deliver, Fire, Post, Propose, Refuse, Terms
from core.commands.stopping import Freeze, LetGoOn, StopListing, Suspend, Thaw
from core.db import Q
from core.errors import Faster, NotYours, Refusal
from core.events import Decided, Joined, Moved, Posted
from core.events.hub import Frozen, Thawed
from core.handlers import fire
from core.policy import DAY_MS, HOUR_MS
from core.tables import organisation
from tests.faults import agreed, neighbours, proposed, rows, states, suggested, tap, to
from tests.members import Town
from tests.story import Story

TERMS = Terms(120, "2026-12-01", remote=True)


def proposal(town: Town) -> tuple[int, Joined, Joined]:
    """Sol proposes to help Luz: it is Luz's turn."""
    luz, sol = town.member("Casa Luz"), town.member("Estudio Norte")
    (posted, *_rest) = town.do(luz.person_id, Post("need", "contabilidad", minutes=120, remote=True))
    assert isinstance(posted, Posted)
    (moved, *_more) = town.do(sol.person_id, Propose(listing_id=posted.listing_id, terms=TERMS))
    assert isinstance(moved, Moved)
    return moved.exchange_id, luz, sol


def why(town: Town) -> str:
    return town.vault.seal("por seguridad").decode()


def ends(town: Town, kind: str = "answer") -> int:
    ((due_at,),) = town.rows("clock", "due_at", kind=kind, subject="exchange")
    return int(due_at)


# ---- deadlines --------------------------------------------------------------------------------------------------


def test_what_rested_ends_later_by_as_long_as_it_rested(town: Town) -> None:
    _id, luz, sol = proposal(town)
    ruth = town.coordinator("ruth")
    before = ends(town)
    (frozen,) = town.do(ruth, Freeze(town.hub_id))
    assert frozen == Frozen(town.hub_id, None, (luz.organisation_id, sol.organisation_id))
    with pytest.raises(Faster):
        town.do(ruth, Freeze(town.hub_id))
    town.now += 7 * DAY_MS  # noon to noon: no night, no weekend moves it
    (thawed,) = town.do(ruth, Thaw(town.hub_id))
    assert isinstance(thawed, Thawed)
    assert thawed.rested == 7 * DAY_MS
    assert ends(town) == before + 7 * DAY_MS
    with pytest.raises(Faster):
        town.do(ruth, Thaw(town.hub_id))
    assert [action for _id, action in town.rows("measure", "id", "action")] == ["frozen", "thawed"]


def test_one_that_came_due_meanwhile_ends_after_it_too(story: Story) -> None:
    proposed(story)
    story.say("ana", story.code("coordinator", 1))
    (end,) = [row[1] for row in rows(story, "clock", "kind", "due_at") if row[0] == "answer"]
    left = end - story.now
    tap(story, "ana", "h:1:freeze")
    story.wait(left + 5 * DAY_MS)
    assert states(story) == ["proposed"]
    tap(story, "ana", "h:1:thaw")
    story.wait(left - HOUR_MS)
    assert states(story) == ["proposed"]
    story.wait(4 * DAY_MS)  # a weekend may have moved it
    assert states(story) == ["lapsed"]


def test_only_a_coordinator_of_that_hub_stops_them_and_never_for_their_own_organisation_alone(town: Town) -> None:
    _id, luz, _sol = proposal(town)
    with pytest.raises(NotYours):
        town.do(luz.person_id, Freeze(town.hub_id))
    town.coordinator("Casa Luz")
    with pytest.raises(Refusal, match="You belong to this organisation"):
        town.do(luz.person_id, Freeze(town.hub_id, luz.organisation_id))
    with pytest.raises(NotYours):
        town.do(luz.person_id, Freeze(town.hub_id + 1))
    town.do(luz.person_id, Freeze(town.hub_id))


def test_of_one_organisation_alone_the_others_go_on(town: Town) -> None:
    _id, luz, _sol = proposal(town)
    ruth = town.coordinator("ruth")
    before = ends(town)
    town.do(ruth, Freeze(town.hub_id, luz.organisation_id))
    town.do(ruth, Freeze(town.hub_id))
    town.now += 7 * DAY_MS
    town.do(ruth, Thaw(town.hub_id))
    assert ends(town) == before  # it still rests, for the organisation
    town.now += 7 * DAY_MS
    town.do(ruth, Thaw(town.hub_id, luz.organisation_id))
    assert ends(town) == before + 14 * DAY_MS


def test_who_has_something_under_way_hears_of_it_once_and_the_card_says_so(story: Story) -> None:
    agreed(story)
    story.say("ana", story.code("coordinator", 1))
    story.say("eva", story.code("coordinator", 1))
    story.say("pia", "/start")
    story.say("pia", "Casa Pia, Tegucigalpa")
    for words in ("coordinación", "1", "9"):
        page = story.say("ana", words)
    assert "Pausar los plazos" in to(page, "ana")[0]
    new = story.say("ana", "1")
    for who in ("luz", "mar", "eva"):
        (text,) = to(new, who)
        assert "puso en pausa todos los plazos" in text
    assert to(new, "pia") == []
    assert "Por ahora los plazos de este intercambio están en pausa" in to(story.say("luz", "1001"), "luz")[0]
    new = story.wait(2 * DAY_MS)
    new = tap(story, "ana", "h:1:thaw")
    assert "2 días más tarde" in to(new, "mar")[0]


def test_of_one_alone_it_and_the_coordinators_read_whose_they_are(story: Story) -> None:
    agreed(story)
    for who in ("ana", "eva"):
        story.say(who, story.code("coordinator", 1))
    ((luz,),) = [row[1:] for row in rows(story, "organisation", "name", "id") if row[0] == "Casa Luz"]
    new = tap(story, "ana", f"o:{luz}:freeze")
    for who in ("luz", "eva"):
        (text,) = to(new, who)
        assert "puso en pausa los plazos de ⁨Casa Luz⁩, y de nadie más" in text
    assert "los plazos de ⁨Casa Luz⁩ están en pausa" in to(new, "ana")[0]
    assert to(new, "mar") == []
    story.wait(2 * DAY_MS)
    new = tap(story, "ana", f"o:{luz}:thaw")
    assert "los plazos de ⁨Casa Luz⁩ siguen" in to(new, "ana")[0]
    for who in ("luz", "eva"):
        assert any("Los plazos de ⁨Casa Luz⁩ siguen" in text and "2 días más tarde" in text for text in to(new, who))


# ---- organisations ----------------------------------------------------------------------------------------------


def test_a_suspended_organisation_may_not_act_is_not_found_and_its_talks_end(town: Town) -> None:
    id, luz, sol = proposal(town)
    ruth = town.coordinator("ruth")
    town.do(ruth, Suspend(luz.organisation_id, why(town)))
    assert town.rows("exchange", "state") == [("withdrawn",)]
    assert town.rows("listing", "state", organisation_id=luz.organisation_id) == [("paused",)]
    assert town.rows("listing_meaning", "listing_id", organisation_id=luz.organisation_id) == []
    with pytest.raises(Refusal, match="not part of this network"):
        town.do(luz.person_id, Accept(id, 1))
    with pytest.raises(Refusal, match="not part of this network"):
        town.do(luz.person_id, Post("need", "un piano", remote=True))
    with pytest.raises(Faster):
        town.do(ruth, Suspend(luz.organisation_id, why(town)))
    (row,) = town.rows("measure", "action", "person_id", "organisation_id", "sealed")
    assert row[:3] == ("suspended", ruth, luz.organisation_id)
    assert b"seguridad" not in bytes(row[3])
    assert town.rows("organisation", "missed", id=sol.organisation_id) == [(0,)]  # nobody is to blame


def test_what_it_agreed_rests_and_goes_on_with_it(town: Town) -> None:
    id, luz, sol = proposal(town)
    town.do(luz.person_id, Accept(id, 1))
    ruth = town.coordinator("ruth")
    before = ends(town, "overdue")
    town.do(ruth, Suspend(luz.organisation_id, why(town)))
    assert town.rows("exchange", "state") == [("agreed",)]
    town.do(sol.person_id, Deliver(id, 2))  # the other one is not hindered
    town.now += 7 * DAY_MS
    town.do(ruth, LetGoOn(luz.organisation_id))
    assert before < ends(town, "confirm")
    assert town.rows("organisation", "status", "frozen_at", id=luz.organisation_id) == [("approved", None)]
    with pytest.raises(Faster):
        town.do(ruth, LetGoOn(luz.organisation_id))
    assert verify(town.db) == []


@pytest.mark.parametrize("decide", [Approve, Refuse])
def test_the_old_choices_of_letting_in_change_nothing_for_one_that_is_taken_out(town: Town, decide: Any) -> None:
    _id, luz, _sol = proposal(town)
    ruth = town.coordinator("ruth")
    town.do(ruth, Suspend(luz.organisation_id, why(town)))
    with pytest.raises(Refusal, match="was approved before, so this changes nothing"):
        town.do(ruth, decide(luz.organisation_id))
    assert town.rows("organisation", "status", id=luz.organisation_id) == [("suspended",)]
    town.do(ruth, LetGoOn(luz.organisation_id))
    assert town.rows("organisation", "status", id=luz.organisation_id) == [("approved",)]


def test_one_that_an_earlier_release_refused_after_it_was_in_comes_back_with_the_hours_it_had(town: Town) -> None:
    _id, luz, _sol = proposal(town)
    with town.db.write() as tx:
        tx.run(Q(update(organisation).where(organisation.c.id == luz.organisation_id).values(status="refused")))
    before = town.rows("account", "id", "posted", kind="member")
    (decided, *_matched) = town.do(town.coordinator("ruth"), Approve(luz.organisation_id))
    assert decided == Decided(luz.organisation_id, approved=True, granted=0)
    assert town.rows("account", "id", "posted", kind="member") == before
    assert verify(town.db) == []


def test_nobody_suspends_their_own_or_without_a_reason_or_from_outside(town: Town) -> None:
    _id, luz, sol = proposal(town)
    ruth = town.coordinator("ruth")
    with pytest.raises(NotYours):
        town.do(sol.person_id, Suspend(luz.organisation_id, why(town)))
    with pytest.raises(Refusal, match="few words why"):
        town.do(ruth, Suspend(luz.organisation_id, town.vault.seal("  ").decode()))
    town.coordinator("Casa Luz")
    with pytest.raises(Refusal, match="You belong to this organisation"):
        town.do(luz.person_id, Suspend(luz.organisation_id, why(town)))


def test_the_organisation_reads_why_and_the_other_side_only_that_it_is_not_available(story: Story) -> None:
    proposed(story)
    story.say("ana", story.code("coordinator", 1))
    tap(story, "ana", "o:1:stop")
    story.say("ana", "faltan los papeles")
    new = story.say("ana", "1")
    (first, *_cards) = to(new, "luz")
    assert "faltan los papeles" in first
    assert "sacó por ahora" in first
    (other,) = to(new, "mar")
    assert other.startswith("Esto no puede seguir")
    assert "papeles" not in other
    card = to(tap(story, "ana", "o:1:see"), "ana")[0]
    assert "faltan los papeles" in card
    assert "Que vuelva a la red" in card
    assert "otra vez" in to(tap(story, "ana", "o:1:on"), "luz")[0]


# ---- listings ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("remove", [False, True])
def test_a_listing_is_stopped_with_a_reason_and_its_suggestions_end_in_silence(story: Story, remove: bool) -> None:
    suggested(story)
    story.say("ana", story.code("coordinator", 1))
    card = to(tap(story, "ana", "l:2:see"), "ana")[0]
    assert "Quitarlo" in card
    story.say("ana", "quitarlo" if remove else "ponerlo en pausa")
    story.say("ana", "tiene un nombre de persona")
    new = story.say("ana", "1")
    (text,) = to(new, "luz")
    assert "tiene un nombre de persona" in text
    assert to(new, "mar") == []
    assert states(story) == ["withdrawn"]
    assert [state for _id, state in rows(story, "listing", "id", "state")][1] == ("removed" if remove else "paused")
    shown = to(tap(story, "luz", "l:2:open"), "luz")[0]
    assert ("se muestra de nuevo" in shown) is not remove


def test_nobody_stops_their_own_listing_so_nor_anybody_elses_who_does_not_coordinate(town: Town) -> None:
    _id, luz, sol = proposal(town)
    with pytest.raises(NotYours):
        town.do(sol.person_id, StopListing(1, why(town), remove=True))
    town.coordinator("Casa Luz")
    with pytest.raises(Refusal, match="You belong to this organisation"):
        town.do(luz.person_id, StopListing(1, why(town), remove=True))


def test_f55_an_organisation_of_another_hub_is_not_shown(story: Story) -> None:
    neighbours(story)
    other = story.hub("Otra red")
    story.say("ana", story.code("coordinator", other))
    for page in ("o:1:see", "o:1:stop", "o:1:freeze", "h:1:freeze", "l:1:rest"):
        (text,) = to(tap(story, "ana", page), "ana")
        assert "Casa Luz" not in text
    assert rows(story, "measure", "id") == []


def test_a_listing_without_a_day_and_what_the_fund_carries_rest_too(town: Town) -> None:
    luz, ruth = town.member("Casa Luz"), town.coordinator("ruth")
    given = town.do(luz.person_id, Post("offer", "clases de piano"))[0]
    dated = town.do(luz.person_id, Post("need", "contabilidad", minutes=60, due_on="2026-12-11", remote=True))[0]
    assert isinstance(given, Posted)
    assert isinstance(dated, Posted)
    with town.db.write() as tx:
        tx.raw(
            "INSERT INTO fund_request (hub_id, organisation_id, need_id, minutes, state, at, until, sealed) "
            f"VALUES ({town.hub_id}, {luz.organisation_id}, {dated.listing_id}, 60, 'approved', 1, "
            f"{town.now + DAY_MS}, '')"
        )
        clocks.start(tx, "fund_lapse", "fund_request", 1, town.now + DAY_MS)
    before = dict(town.rows("listing", "id", "expires_at"))
    town.do(ruth, Freeze(town.hub_id))
    town.now += 200 * DAY_MS
    with town.db.write() as tx:
        for kind, subject, id in (
            ("listing_expiry", "listing", given.listing_id),
            ("listing_expiry", "listing", dated.listing_id),
            ("fund_lapse", "fund_request", 1),
        ):
            fire(tx, town.vault, Fire(kind, subject, id), town.now)
    assert dict(town.rows("listing", "id", "state")) == {given.listing_id: "open", dated.listing_id: "expired"}
    assert town.rows("fund_request", "state") == [("approved",)]
    town.do(ruth, Thaw(town.hub_id))
    after = dict(town.rows("listing", "id", "expires_at"))
    assert after[given.listing_id] - before[given.listing_id] >= 200 * DAY_MS
    assert after[dated.listing_id] == before[dated.listing_id]
    ((until,),) = town.rows("fund_request", "until")
    assert until > town.now
    assert dict(town.rows("clock", "kind", "due_at"))["fund_lapse"] == until
