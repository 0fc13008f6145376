"""A published request or offer is changed: what it fits is found anew, and who was asked before sees it as it is."""

from __future__ import annotations

import pytest

from core import clocks, matching
from core.commands import Accept, Decline, Post, Propose
from core.commands.listings import ChangeListing, Resume
from core.db import Database
from core.errors import Faster, NotYours, Refusal
from core.events import ListingChanged
from core.exchange_cards import card_of
from core.limits import CHANGES_A_DAY
from core.listings.states import EXPIRY, pause
from core.policy import DAY_MS, HOUR_MS
from core.vault import Vault
from tests.faults import rows, tap, to
from tests.members import Town
from tests.story import Story, telling
from tests.test_seeing import TERMS, member, post


def found(town: Town, viewer: int, words: str) -> list[int]:
    with town.db.read() as tx:
        return [one.id for one in matching.look_for(tx, town.hub_id, "need", words, "es", viewer)]


def changed(town: Town, who: int, id: int, what: str, minutes: int = 120, due_on: str = "") -> ListingChanged:
    event = town.do(who, ChangeListing(id, what, minutes, due_on or None, remote=True))[0]
    assert isinstance(event, ListingChanged)
    return event


def test_it_is_found_by_what_it_says_now_and_no_longer_by_what_it_said(town: Town) -> None:
    luz, sol = member(town, "Casa Luz"), member(town, "Grupo Sol")
    asked = post(town, luz, "need", "carpintería para unas sillas")
    assert found(town, sol.organisation_id, "contabilidad") == []
    changed(town, luz.person_id, asked.listing_id, "contabilidad")
    assert found(town, sol.organisation_id, "contabilidad") == [asked.listing_id]
    assert found(town, sol.organisation_id, "carpintero") == []
    ((words, found_by),) = town.rows("listing_meaning", "words", "found_by")
    assert words == "contabilidad"
    assert "accounting" in found_by
    assert "carpentry" not in found_by


def test_what_joins_two_countries_is_given_from_a_distance_also_after_a_change(town: Town) -> None:
    nur = town.member("جمعية النور", "القاهرة", "EG", "ar")
    town.do(nur.person_id, Post("offer", "محاسبة", remote=True, lang="ar"))
    luz = member(town, "Casa Luz")
    town.do(luz.person_id, Post("need", "contador", 120, "2026-12-04", "Tegucigalpa", lang="es"))
    assert town.rows("exchange", "remote", "minutes") == [(1, 120)]
    town.do(luz.person_id, ChangeListing(2, "contador", 180, "2026-12-04", "Tegucigalpa"))
    assert town.rows("exchange", "remote", "minutes") == [(1, 180)]
    assert town.rows("listing", "id", "remote") == [(1, 1), (2, 0)]


def test_whom_it_fits_now_is_suggested_and_whom_it_fits_no_longer_hears_nothing(town: Town) -> None:
    luz, sol, sal = member(town, "Casa Luz"), member(town, "Grupo Sol"), member(town, "Grupo Sal")
    post(town, sol, "offer", "somos carpinteros")
    post(town, sal, "offer", "contabilidad")
    asked = post(town, luz, "need", "carpintero para unas sillas")
    (old,) = asked.matches
    event = changed(town, luz.person_id, asked.listing_id, "necesitamos un contador")
    assert event.kept == ()
    (new,) = event.matches
    assert dict(town.rows("exchange", "id", "state")) == {old: "lapsed", new: "suggested"}
    with pytest.raises(Faster):
        town.do(sol.person_id, Propose(exchange_id=old, version=1, terms=TERMS))


def test_an_offer_that_is_changed_finds_the_requests_that_wait(town: Town) -> None:
    luz, sol = member(town, "Casa Luz"), member(town, "Grupo Sol")
    asked = post(town, luz, "need", "necesitamos un contador")
    given = post(town, sol, "offer", "clases de guitarra")
    assert given.matches == ()
    event = changed(town, sol.person_id, given.listing_id, "llevamos la contabilidad")
    assert town.rows("exchange", "need_id", "offer_id") == [(asked.listing_id, given.listing_id)]
    assert len(event.matches) == 1


def test_whoever_was_asked_sees_it_as_it_is_and_what_they_saw_before_cannot_be_answered(town: Town) -> None:
    luz, sol = member(town, "Casa Luz"), member(town, "Grupo Sol")
    post(town, sol, "offer", "contabilidad")
    asked = post(town, luz, "need", "contabilidad")
    (id,) = asked.matches
    event = changed(town, luz.person_id, asked.listing_id, "contabilidad de dos años", 300, "2026-12-18")
    assert (event.kept, event.matches) == ((id,), ())
    with town.db.read() as tx:
        card = card_of(tx, id, sol.organisation_id)
    assert card is not None
    assert (card.what, card.minutes, card.due_on, card.version) == ("contabilidad de dos años", 300, "2026-12-18", 2)
    assert card.reasons
    with pytest.raises(Faster):
        town.do(sol.person_id, Propose(exchange_id=id, version=1))
    town.do(sol.person_id, Propose(exchange_id=id, version=2))
    assert town.rows("exchange", "state", "minutes") == [("proposed", 300)]


def test_changed_back_it_is_suggested_again_to_whom_it_had_ceased_to_fit(town: Town) -> None:
    luz, sol = member(town, "Casa Luz"), member(town, "Grupo Sol")
    post(town, sol, "offer", "contabilidad")
    (id,) = (asked := post(town, luz, "need", "contabilidad")).matches
    changed(town, luz.person_id, asked.listing_id, "clases de guitarra")
    assert town.rows("exchange", "id", "state") == [(id, "lapsed")]
    event = changed(town, luz.person_id, asked.listing_id, "contabilidad")
    assert (event.kept, event.matches) == ((), (id,))
    assert town.rows("exchange", "id", "state") == [(id, "suggested")]


def test_who_declined_is_not_asked_again_because_of_a_change(town: Town) -> None:
    luz, sol = member(town, "Casa Luz"), member(town, "Grupo Sol")
    post(town, sol, "offer", "contabilidad")
    (id,) = (asked := post(town, luz, "need", "contabilidad")).matches
    town.do(sol.person_id, Decline(id, 1))
    event = changed(town, luz.person_id, asked.listing_id, "contabilidad urgente")
    assert (event.kept, event.matches) == ((), ())
    assert town.rows("exchange", "state") == [("declined",)]


def test_what_two_have_agreed_stays_as_they_agreed_it(town: Town) -> None:
    luz, sol = member(town, "Casa Luz"), member(town, "Grupo Sol")
    post(town, sol, "offer", "contabilidad")
    (id,) = (asked := post(town, luz, "need", "contabilidad")).matches
    town.do(sol.person_id, Propose(exchange_id=id, version=1, terms=TERMS))
    town.do(luz.person_id, Accept(id, 2))
    event = changed(town, luz.person_id, asked.listing_id, "clases de guitarra", 600)
    assert (event.kept, event.matches) == ((), ())
    assert town.rows("exchange", "state", "what", "minutes") == [("agreed", "contabilidad", 120)]


def test_a_day_that_is_changed_moves_its_end_and_other_words_do_not(town: Town) -> None:
    luz = member(town, "Casa Luz")
    id = post(town, luz, "need", "contabilidad").listing_id
    ((ends,),) = town.rows("listing", "expires_at")
    town.now += DAY_MS
    changed(town, luz.person_id, id, "contabilidad y actas")
    assert town.rows("listing", "expires_at") == [(ends,)]
    changed(town, luz.person_id, id, "contabilidad y actas", due_on="2026-11-30")
    ((sooner,),) = town.rows("listing", "expires_at")
    assert sooner < ends
    with town.db.read() as tx:
        assert clocks.due_at(tx, EXPIRY, "listing", id) == sooner


def test_one_that_rests_goes_on_resting_and_is_found_as_it_says_when_it_is_shown_again(town: Town) -> None:
    luz, sol = member(town, "Casa Luz"), member(town, "Grupo Sol")
    id = post(town, luz, "need", "clases de guitarra").listing_id
    with town.db.write() as tx:
        assert pause(tx, id)
    changed(town, luz.person_id, id, "contabilidad")
    assert found(town, sol.organisation_id, "contabilidad") == []
    town.do(luz.person_id, Resume(id))
    assert found(town, sol.organisation_id, "contabilidad") == [id]


def test_only_its_owner_changes_it_to_something_else_within_the_rules_and_not_all_day_long(town: Town) -> None:
    luz, sol = member(town, "Casa Luz"), member(town, "Grupo Sol")
    post(town, sol, "offer", "contabilidad")
    id = post(town, luz, "need", "contabilidad").listing_id
    for who, listing_id in ((sol, id), (luz, 10**9)):
        with pytest.raises(NotYours):
            changed(town, who.person_id, listing_id, "otra cosa")
    for what, minutes, due_on in (
        ("contabilidad", 120, ""),
        ("?", 120, ""),
        ("actas", 10**6, ""),
        ("actas", 60, "2020-01-01"),
    ):
        with pytest.raises(Refusal):
            changed(town, luz.person_id, id, what, minutes, due_on)
    changed(town, luz.person_id, id, "llamar al 9999-8888 por la contabilidad")
    assert "9999" not in town.rows("listing", "what", id=id)[0][0]
    for turn in range(1, CHANGES_A_DAY):
        town.now += HOUR_MS
        changed(town, luz.person_id, id, "contabilidad", 60 * (turn + 2))
    with pytest.raises(Refusal):
        changed(town, luz.person_id, id, "contabilidad", 60)
    town.now += DAY_MS
    changed(town, luz.person_id, id, "contabilidad", 60)


# ---- in chat ----------------------------------------------------------------------------------------------------


def test_in_chat_the_part_that_changes_is_asked_and_who_was_asked_before_reads_it_anew(
    db: Database, vault: Vault, now: int
) -> None:
    with telling(db, vault, now) as story:
        story.hub()
        for words in ("ofrecemos contabilidad a distancia", "Grupo Sol, San Pedro Sula", "sí"):
            story.say("sol", words)
        for words in ("necesitamos un contador, 3 horas, antes del viernes", "Casa Luz, Tegucigalpa", "sí"):
            story.say("luz", words)
        (page,) = to(tap(story, "luz", "l:2:edit"), "luz")
        assert "¿Qué quieres cambiar?" in page
        (asking,) = to(story.say("luz", "2"), "luz")
        assert "¿Cuántas horas" in asking
        (card,) = to(story.say("luz", "5"), "luz")
        assert "Duración: 5 horas" in card
        assert "contador" in card
        said = story.say("luz", "sí")
        assert "Guardado" in to(said, "luz")[0]
        (told,) = to(said, "sol")
        assert "Lo cambió quien lo publicó" in told
        assert "5 horas" in told
        assert rows(story, "listing", "id", "minutes") == [(1, None), (2, 300)]
        tap(story, "luz", "l:2:edit-what")
        story.say("luz", "mejor un carpintero")
        assert "carpintero" in to(story.say("luz", "sí"), "luz")[0]
        assert rows(story, "exchange", "state") == [("lapsed",)]


def test_by_night_only_what_it_says_last_waits_for_the_morning(db: Database, vault: Vault, now: int) -> None:
    with telling(db, vault, now) as story:
        _needed_by_night(story)
        tap(story, "luz", "l:2:edit-hours")
        story.say("luz", "7")
        story.say("luz", "sí")
        told = " ".join(to(story.wait(12 * HOUR_MS), "sol"))
        assert "7 horas" in told
        assert "3 horas" not in told


def test_what_ended_and_came_back_within_one_night_is_new_in_the_morning(db: Database, vault: Vault, now: int) -> None:
    with telling(db, vault, now) as story:
        _needed_by_night(story)
        for words in ("mejor un carpintero", "necesitamos un contador"):
            tap(story, "luz", "l:2:edit-what")
            story.say("luz", words)
            story.say("luz", "sí")
        told = to(story.wait(12 * HOUR_MS), "sol")
        assert len(told) == 1
        assert "contador" in told[0]
        assert "¿Pueden ayudar?" in told[0]
        assert "Lo cambió" not in told[0]
        story.say("sol", "1")
        assert rows(story, "exchange", "state") == [("proposed",)]


def test_an_offer_is_asked_for_its_words_and_place_alone(db: Database, vault: Vault, now: int) -> None:
    with telling(db, vault, now) as story:
        story.hub()
        for words in ("ofrecemos contabilidad a distancia", "Grupo Sol, San Pedro Sula", "sí"):
            story.say("sol", words)
        (page,) = to(tap(story, "sol", "l:1:edit"), "sol")
        assert "Horas" not in page
        tap(story, "sol", "l:1:edit-where")
        story.say("sol", "La Ceiba")
        story.say("sol", "sí")
        assert rows(story, "listing", "place", "remote") == [("La Ceiba", 0)]


def _needed_by_night(story: Story) -> None:
    """Sol offers by day what Luz asks for when nobody is woken."""
    story.hub()
    for words in ("ofrecemos contabilidad a distancia", "Grupo Sol, San Pedro Sula", "sí"):
        story.say("sol", words)
    story.now += 12 * HOUR_MS
    for words in ("necesitamos un contador, 3 horas, antes del viernes", "Casa Luz, Tegucigalpa", "sí"):
        story.say("luz", words)
