"""Who may see a listing is changed after it was published: who may not any more finds, reads and proposes nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from core.commands import Post, Propose
from core.commands.listings import SetAudience
from core.errors import Faster, NotYours
from core.events import AudienceSet
from core.exchange_cards import card_of, cards_of
from core.handlers import run
from core.policy import HOUR_MS
from tests.faults import rows, tap, to
from tests.members import Town
from tests.story import Story
from tests.test_seeing import TERMS, everywhere, member, post


def test_shut_off_again_a_company_finds_it_nowhere_and_what_was_suggested_to_it_is_gone(town: Town) -> None:
    luz, firm, group = member(town, "Casa Luz"), member(town, "Empresa", "company"), member(town, "Grupo")
    given = post(town, firm, "offer", "contabilidad", "all")
    asked = post(town, luz, "need", "contabilidad", "all")
    kept = post(town, group, "offer", "contabilidad")
    (old,) = asked.matches
    town.do(luz.person_id, SetAudience(asked.listing_id, "civil"))
    assert dict(town.rows("exchange", "id", "state")) == {old: "lapsed", kept.matches[0]: "suggested"}
    with town.db.read() as tx:
        assert card_of(tx, old, firm.organisation_id) is None
        assert cards_of(tx, firm.organisation_id) == []
        assert card_of(tx, old, luz.organisation_id) is not None
    with pytest.raises(Faster):
        town.do(firm.person_id, Propose(exchange_id=old, version=1, terms=TERMS))
    assert everywhere(town, firm, asked.listing_id) == {False}
    assert everywhere(town, group, asked.listing_id) == {True}
    assert town.rows("listing", "audience", id=given.listing_id) == [("all",)]


def test_opened_it_is_suggested_to_those_who_may_see_it_now(town: Town) -> None:
    luz, firm = member(town, "Casa Luz"), member(town, "Empresa", "public")
    post(town, firm, "offer", "contabilidad", "all")
    asked = post(town, luz, "need", "contabilidad")
    event, *_suggested = town.do(luz.person_id, SetAudience(asked.listing_id, "all"))
    assert isinstance(event, AudienceSet)
    assert len(event.matches) == 1
    assert everywhere(town, firm, asked.listing_id) == {True}


def test_what_they_talk_about_already_is_the_owners_to_answer(town: Town) -> None:
    luz, firm = member(town, "Casa Luz"), member(town, "Empresa", "company")
    asked = post(town, luz, "need", "contabilidad", "all")
    town.do(firm.person_id, Propose(listing_id=asked.listing_id, terms=TERMS))
    town.do(luz.person_id, SetAudience(asked.listing_id, "civil"))
    assert town.rows("exchange", "state") == [("proposed",)]


def test_only_its_owner_changes_it_and_only_to_something_else(town: Town) -> None:
    luz, sol = member(town, "Casa Luz"), member(town, "Grupo Sol")
    asked = post(town, luz, "need", "contabilidad")
    for who, listing_id, audience in (
        (sol, asked.listing_id, "all"),
        (luz, 10**9, "all"),
        (luz, asked.listing_id, "everybody"),
    ):
        with pytest.raises(NotYours):
            town.do(who.person_id, SetAudience(listing_id, audience))
    with pytest.raises(Faster):
        town.do(luz.person_id, SetAudience(asked.listing_id, "civil"))


@pytest.mark.parametrize("first", ["shut", "suggested"])
def test_a_suggestion_in_the_same_instant_does_not_outlive_it(town: Town, first: str) -> None:
    luz, firm = member(town, "Casa Luz"), member(town, "Empresa", "company")
    asked = post(town, luz, "need", "contabilidad", "all")
    shut = (luz.person_id, SetAudience(asked.listing_id, "civil"))
    offer = (firm.person_id, Post("offer", "contabilidad", remote=True, audience="all"))
    before, after = (shut, offer) if first == "shut" else (offer, shut)
    with ThreadPoolExecutor(1) as pool:
        with town.db.write() as tx:
            run(town.context(tx, before[0]), before[1])
            begun = pool.submit(town.do, *after)
            wait([begun], timeout=0.3)
        begun.result()
    assert [state for (state,) in town.rows("exchange", "state")] == ([] if first == "shut" else ["lapsed"])


# ---- in chat ----------------------------------------------------------------------------------------------------


def test_by_the_card_it_is_opened_and_shut_and_what_waited_for_the_morning_is_not_sent(story: Story) -> None:
    story.hub()
    for words in ("ofrecemos contabilidad a distancia", "Empresa Norte, San Pedro Sula", "sí"):
        story.say("firma", words)
    with story.db.write() as tx:
        tx.raw("UPDATE organisation SET kind = 'company'")
        tx.raw("UPDATE listing SET audience = 'all'")
    for words in ("necesitamos un contador, 3 horas, antes del viernes", "Casa Luz, Tegucigalpa", "sí"):
        story.say("luz", words)
    tap(story, "luz", "l:2:who")
    story.say("luz", "cancelar")
    assert rows(story, "listing", "id", "audience") == [(1, "all"), (2, "civil")]
    story.now += 11 * HOUR_MS  # night
    (asking,) = to(tap(story, "luz", "l:2:who"), "luz")
    assert "ahora lo ven grupos comunitarios y ONG. ¿Quién" in asking
    opened = story.say("luz", "2")
    assert [who for who, _text in opened] == ["luz"]
    assert "ahora lo ven también empresas" in opened[0][1]
    assert len(rows(story, "held_alert", "id")) == 1
    tap(story, "luz", "l:2:who")
    assert "ahora lo ven grupos comunitarios y ONG" in to(story.say("luz", "1"), "luz")[0]
    assert rows(story, "held_alert", "id") == []
    assert to(story.wait(12 * HOUR_MS), "firma") == []
    for words in ("1001", "ver pedidos"):
        assert all("contador" not in text for text in to(story.say("firma", words), "firma"))
