"""Two organisations that have nothing to do with each other: in silence, and without a way to find it out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress

import pytest

from core.commands import Accept, Deliver, Post, Propose, Terms
from core.commands.giving import Donate
from core.commands.safety import Block, Unblock
from core.errors import Faster, NotYours
from core.events import Joined, Moved, Posted
from core.handlers import run
from core.privacy import seeing
from tests.faults import agreed, rows, suggested, tap, to
from tests.members import Town
from tests.story import DAY, Story, answer

TERMS = Terms(120, "2026-12-18", remote=True)


def post(town: Town, who: Joined, kind: str, what: str = "contabilidad") -> Posted:
    event = town.do(who.person_id, Post(kind, what, minutes=120, remote=True))[0]
    assert isinstance(event, Posted)
    return event


def states(town: Town) -> list[str]:
    return [state for (_id, state) in town.rows("exchange", "id", "state")]


@pytest.mark.parametrize("who_blocks", ["luz", "sol"])
def test_neither_sees_the_others_listings_or_is_suggested_them_whoever_blocked(town: Town, who_blocks: str) -> None:
    luz, sol = town.member("Casa Luz"), town.member("Estudio Norte")
    given, asked = post(town, sol, "offer"), post(town, luz, "need")
    (exchange_id,) = asked.matches
    me = luz if who_blocks == "luz" else sol
    town.do(me.person_id, Block(exchange_id=exchange_id))
    assert states(town) == ["lapsed"]
    with town.db.read() as tx:
        assert not seeing.sees(tx, luz.organisation_id, given.listing_id)
        assert not seeing.sees(tx, sol.organisation_id, asked.listing_id)
        assert not seeing.may_meet(tx, luz.organisation_id, sol.organisation_id)
    assert post(town, luz, "need", "contabilidad del año").matches == ()
    for viewer, listing_id in ((luz, given.listing_id), (sol, asked.listing_id)):
        with pytest.raises(NotYours):
            town.do(viewer.person_id, Propose(listing_id=listing_id, terms=TERMS))


def test_an_organisation_is_blocked_from_the_card_of_what_it_published(town: Town) -> None:
    luz, sol, mar = town.member("Casa Luz"), town.member("Estudio Norte"), town.member("Mar")
    given = post(town, sol, "offer", "clases de piano")
    town.do(luz.person_id, Block(listing_id=given.listing_id))
    with pytest.raises(NotYours):  # as if it did not exist, and blocked already
        town.do(luz.person_id, Block(listing_id=given.listing_id))
    with pytest.raises(NotYours):
        town.do(sol.person_id, Block(listing_id=given.listing_id))
    assert town.rows("block", "by_id", "about_id") == [(luz.organisation_id, sol.organisation_id)]
    assert len(post(town, mar, "need", "clases de piano").matches) == 1


def test_a_third_organisation_cannot_block_by_the_number_of_what_is_not_its_own(town: Town) -> None:
    luz, sol, mar = town.member("Casa Luz"), town.member("Estudio Norte"), town.member("Mar")
    post(town, sol, "offer")
    (exchange_id,) = post(town, luz, "need").matches
    with pytest.raises(NotYours):
        town.do(mar.person_id, Block(exchange_id=exchange_id))
    with pytest.raises(NotYours):
        town.do(mar.person_id, Block())


def test_what_is_agreed_goes_on_and_what_is_proposed_ends_as_it_always_does(town: Town) -> None:
    luz, sol = town.member("Casa Luz"), town.member("Estudio Norte")
    post(town, sol, "offer")
    (first,) = post(town, luz, "need").matches
    proposed = town.do(sol.person_id, Propose(exchange_id=first, version=1, terms=TERMS))[0]
    assert isinstance(proposed, Moved)
    agreed = town.do(luz.person_id, Accept(first, proposed.version))[0]
    assert isinstance(agreed, Moved)
    asked = post(town, luz, "need", "contabilidad del proyecto")
    (second,) = asked.matches
    town.do(sol.person_id, Propose(exchange_id=second, version=1, terms=TERMS))
    events = town.do(luz.person_id, Block(exchange_id=second))
    assert states(town) == ["agreed", "declined"]
    assert [event.action for event in events if isinstance(event, Moved)] == ["declined"]
    town.do(sol.person_id, Deliver(first, agreed.version))
    assert states(town) == ["delivered", "declined"]


def test_unblocked_they_find_each_other_again_unless_the_other_blocked_too(town: Town) -> None:
    luz, sol = town.member("Casa Luz"), town.member("Estudio Norte")
    given, asked = post(town, sol, "offer", "clases de piano"), post(town, luz, "need", "clases de violín")
    town.do(luz.person_id, Block(listing_id=given.listing_id))
    with pytest.raises(NotYours):
        town.do(sol.person_id, Block(listing_id=asked.listing_id))
    town.do(luz.person_id, Unblock(sol.organisation_id))
    with pytest.raises(Faster):
        town.do(luz.person_id, Unblock(sol.organisation_id))
    town.do(sol.person_id, Block(listing_id=asked.listing_id))
    with pytest.raises(Faster):  # it is not theirs to lift
        town.do(luz.person_id, Unblock(sol.organisation_id))
    town.do(sol.person_id, Unblock(luz.organisation_id))
    assert len(post(town, luz, "need", "clases de piano").matches) == 1


def test_hours_are_not_given_to_who_is_blocked_and_it_sounds_as_if_there_were_nobody(town: Town) -> None:
    luz, sol = town.member("Casa Luz"), town.member("Estudio Norte")
    given = post(town, sol, "offer", "clases de piano")
    town.do(luz.person_id, Block(listing_id=given.listing_id))
    for giver, taker in ((luz, sol), (sol, luz)):
        with pytest.raises(NotYours):
            town.do(giver.person_id, Donate(60, taker.organisation_id))


# ---- in chat ----------------------------------------------------------------------------------------------------


def test_who_is_blocked_reads_nothing_that_tells_it(story: Story) -> None:
    suggested(story)
    story.say("luz", "1001")
    ((_luz, asked),) = story.say("luz", "bloquear")
    assert "No se le avisa" in asked
    ((who, done),) = story.say("luz", "sí")
    assert (who, "no se le avisa" in done) == ("luz", True)
    ((_mar, card),) = story.say("mar", "1001")
    assert "Terminó y no se movió ninguna hora" in card
    ((_mar, listed),) = story.say("mar", "ver pedidos")
    ((_mar, nothing),) = story.say("mar", "/menu")
    assert "contabilidad" not in listed
    assert "bloque" not in (listed + nothing).lower()
    later = [text for who, text in story.wait(8 * DAY) if who == "mar"]
    assert not any("contabilidad" in text for text in later)


def test_a_number_behind_the_word_blocks_the_other_side_of_that_exchange(story: Story) -> None:
    suggested(story)
    assert "hora" in story.say("luz", "necesitamos un fotógrafo")[0][1]  # also in the midst of a question
    assert "Bloquear" in story.say("luz", "bloquear 1001")[0][1]
    assert "Listo" in story.say("luz", "1")[0][1]
    story.say("luz", "cancelar")
    assert story.say("luz", "bloquear 4999") == story.say("luz", "bloquear 4998")
    assert len(rows(story, "block", "by_id")) == 1


def test_the_button_beside_a_blocked_one_lifts_it(story: Story) -> None:
    suggested(story)
    story.say("luz", "bloquear 1001")
    story.say("luz", "1")
    tap(story, "luz", "m:blocked")
    story.say("luz", "1")
    assert rows(story, "block", "by_id") == []


def test_whom_one_blocked_is_told_by_the_exchange_and_to_who_coordinates_by_name(story: Story) -> None:
    suggested(story)
    story.say("luz", "bloquear 1001")
    story.say("luz", "1")
    (told,) = to(tap(story, "luz", "m:blocked"), "luz")
    assert "intercambio \u20661001\u2069" in told
    assert "Casa Mar" not in told
    story.say("luz", story.code("coordinator", 1))
    (told,) = to(tap(story, "luz", "m:blocked"), "luz")
    assert "Casa Mar" in told
    assert "Tegucigalpa" in told


def test_a_proposal_while_the_block_is_being_written_does_not_slip_through(town: Town) -> None:
    luz, sol = town.member("Casa Luz"), town.member("Estudio Norte")
    given, asked = post(town, sol, "offer", "clases de piano"), post(town, luz, "need", "reparar un techo")

    def propose() -> bool:
        with suppress(NotYours):
            town.do(luz.person_id, Propose(listing_id=given.listing_id, terms=TERMS))
            return True
        return False

    with ThreadPoolExecutor(1) as pool:
        with town.db.write() as tx:
            run(town.context(tx, sol.person_id), Block(listing_id=asked.listing_id))
            begun = pool.submit(propose)
            wait([begun], timeout=0.3)
        assert begun.result() is False
    assert states(town) == []


@pytest.mark.parametrize("first", ["the block", "the suggestion"])
def test_a_suggestion_in_the_same_instant_as_a_block_does_not_outlive_it(town: Town, first: str) -> None:
    luz, sol = town.member("Casa Luz"), town.member("Estudio Norte")
    given = post(town, sol, "offer")
    block = (luz.person_id, Block(listing_id=given.listing_id))
    need = (luz.person_id, Post("need", "contabilidad", minutes=120, remote=True))
    before, after = (block, need) if first == "the block" else (need, block)
    with ThreadPoolExecutor(1) as pool:
        with town.db.write() as tx:
            run(town.context(tx, before[0]), before[1])
            begun = pool.submit(town.do, *after)
            wait([begun], timeout=0.3)
        begun.result()
    assert states(town) == ([] if first == "the block" else ["lapsed"])


@pytest.mark.parametrize(
    ("said", "reads"),
    [
        ("bloquear a Casa Mar", "Bloquear"),
        ("bloquear a la Casa Mar", "Bloquear"),
        ("bloquear a Nadie", "abre su ficha"),
    ],
)
def test_who_is_named_behind_block_is_meant_and_never_all_messages(story: Story, said: str, reads: str) -> None:
    agreed(story)
    story.say("luz", "menú")
    found = answer(story, said)
    assert reads in found
    assert "mensajes" not in found
