"""An organisation without a phone: a coordinator writes for it, it confirms later, and nobody is judge of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import bindparam, insert

from core.accounts.verify import verify
from core.commands import Accept, Approve, Confirm, Deliver, Post, Propose, Terms, UseCode
from core.commands.assisted import ActFor, AnswerAssisted, AnswerIntake, NewCode, Register
from core.commands.giving import AnswerFund, AskFund, Donate
from core.commands.trouble import Decide, Dispute, Reverse
from core.context import Context
from core.db import Q
from core.errors import Faster, NotYours, Refusal
from core.events import Event, Joined, Moved, Posted
from core.events.hub import ActsFor, Assisted, AssistedAnswered, Brought, Registered
from core.handlers import run
from core.people import coming_in
from core.tables import membership
from tests.faults import joins as neighbour
from tests.faults import tap, to, version
from tests.members import Town
from tests.story import DAY, Story

TERMS = Terms(120, "2026-12-01", remote=True)


@dataclass
class Helped:
    """A hub with two coordinators, an organisation without a phone, and a member."""

    town: Town
    ruth: int
    ana: int
    sun: int  # the organisation without a phone
    luz: Joined

    def acts(self, person_id: int, command: Any, organisation_id: int | None = None) -> list[Event]:
        """The command as that coordinator gives it in the name of an organisation."""
        with self.town.db.write() as tx:
            ctx = self.town.context(tx, person_id)
            actor = replace(ctx.actor, organisation_id=organisation_id or self.sun, kind="assisted")
            try:
                return run(Context(tx, self.town.vault, actor, self.town.now), command)
            except Refusal as said:
                refused = said
        raise refused

    def code(self, events: list[Event]) -> str:
        return next(event.digits for event in events if isinstance(event, Assisted))

    def invite(self, code: str) -> int:
        """By what a code is known once it was written; 0 where it serves no more."""
        with self.town.db.read() as tx:
            return coming_in.id_of(tx, self.town.vault, code, self.town.now) or 0

    def exchange(self) -> int:
        """The sun needs what luz offers to do; ruth accepted in the sun's name: the exchange's id."""
        (posted, *_rest) = self.acts(self.ruth, Post("need", "contabilidad", minutes=120, remote=True))
        assert isinstance(posted, Posted)
        (moved, *_rest) = self.town.do(self.luz.person_id, Propose(listing_id=posted.listing_id, terms=TERMS))
        assert isinstance(moved, Moved)
        return moved.exchange_id

    def done(self) -> tuple[int, str]:
        """The same to the end; the exchange and the code by which the sun confirms it."""
        id = self.exchange()
        code = self.code(self.acts(self.ruth, Accept(id, 1)))
        self.town.do(self.luz.person_id, Deliver(id, 2))
        assert self.code(self.acts(self.ruth, Confirm(id, 3))) == ""  # the first one serves for this too
        return id, code


@pytest.fixture
def helped(town: Town) -> Helped:
    ruth, ana = town.coordinator("ruth"), town.coordinator("ana")
    made, asked = town.do(ruth, Register("Casa Sol", "Tegucigalpa"))
    assert isinstance(made, Registered)
    assert isinstance(asked, Brought)
    town.do(ana, AnswerIntake(asked.intake_id, yes=True))
    return Helped(town, ruth, ana, made.organisation_id, town.member("Casa Luz"))


def joins(town: Town, person_id: int, organisation_id: int) -> None:
    """That person acts for the organisation too."""
    with town.db.write() as tx:
        link = {"person_id": person_id, "organisation_id": organisation_id, "since": town.now}
        tx.run(Q(insert(membership).values({name: bindparam(name) for name in link})), **link)


# ---- registering ------------------------------------------------------------------------------------------------


def test_a_coordinator_registers_one_and_it_has_hours_and_nobody_in_it(helped: Helped) -> None:
    town = helped.town
    assert town.rows("organisation", "status", "assisted", id=helped.sun) == [("approved", 1)]
    assert town.rows("membership", "person_id", organisation_id=helped.sun) == []
    assert town.rows("account", "posted", organisation_id=helped.sun) == [(360,)]
    assert town.rows("measure", "action", "person_id") == [("begun", helped.ana), ("registered", helped.ruth)]
    with pytest.raises(NotYours):
        town.do(helped.luz.person_id, Register("Casa Mar", "Tela"))


def test_a_name_like_anothers_is_for_another_coordinator(helped: Helped) -> None:
    town = helped.town
    (made,) = town.do(helped.ruth, Register("Casa Luz", "Tela"))
    assert isinstance(made, Registered)
    assert made.waits
    with pytest.raises(Refusal, match="You registered it"):
        town.do(helped.ruth, Approve(made.organisation_id))
    town.do(helped.ana, Approve(made.organisation_id))
    assert town.rows("organisation", "status", id=made.organisation_id) == [("approved",)]


def test_nobody_acts_for_one_but_coordinators_of_its_hub(helped: Helped) -> None:
    town = helped.town
    (event,) = town.do(helped.ruth, ActFor(helped.sun))
    assert event == ActsFor(helped.sun)
    town.do(helped.ruth, ActFor(None))
    assert town.rows("person", "acting_for", id=helped.ruth) == [(None,)]
    with pytest.raises(NotYours):
        town.do(helped.luz.person_id, ActFor(helped.sun))
    with pytest.raises(NotYours):
        town.do(helped.ruth, ActFor(helped.luz.organisation_id))  # she has a phone
    post = Post("offer", "clases de inglés", remote=True)
    with pytest.raises(NotYours):
        helped.acts(helped.luz.person_id, post)
    with pytest.raises(NotYours):
        helped.acts(helped.ruth, post, helped.luz.organisation_id)


# ---- acting -----------------------------------------------------------------------------------------------------


def test_what_is_done_for_it_stands_in_the_history_as_assisted(helped: Helped) -> None:
    id, _code = helped.done()
    steps = helped.town.rows("history", "id", "action", "actor", "organisation_id", "person_id", exchange_id=id)
    assert [step[1:] for step in steps if step[2] != "clock"] == [
        ("proposed", "person", helped.luz.organisation_id, helped.luz.person_id),
        ("accepted", "assisted", helped.sun, helped.ruth),
        ("delivered", "person", helped.luz.organisation_id, helped.luz.person_id),
        ("settled", "assisted", helped.sun, helped.ruth),
    ]
    assert helped.town.rows("account", "posted", organisation_id=helped.sun) == [(240,)]
    assert verify(helped.town.db) == []


def test_f49_a_coordinator_acts_for_one_side_and_never_against_their_own(helped: Helped) -> None:
    town = helped.town
    other, _asked = town.do(helped.ana, Register("Casa Mar", "Tela"))
    assert isinstance(other, Registered)
    (posted, *_rest) = helped.acts(helped.ruth, Post("need", "contabilidad", minutes=120, remote=True))
    assert isinstance(posted, Posted)
    propose = Propose(listing_id=posted.listing_id, terms=TERMS)
    (moved, *_rest) = helped.acts(helped.ruth, propose, other.organisation_id)
    assert isinstance(moved, Moved)
    id = moved.exchange_id
    with pytest.raises(Refusal, match="acted for the other organisation"):
        helped.acts(helped.ruth, Accept(id, 1))
    helped.acts(helped.ana, Accept(id, 1))  # another coordinator may

    joins(town, helped.ana, helped.luz.organisation_id)
    id = helped.exchange()
    with pytest.raises(Refusal, match="You belong to the other organisation"):
        helped.acts(helped.ana, Accept(id, 1))
    (mine, *_rest) = town.do(helped.luz.person_id, Post("offer", "clases de francés", remote=True))
    assert isinstance(mine, Posted)
    with pytest.raises(Refusal, match="You belong to the other organisation"):
        helped.acts(helped.ana, Propose(listing_id=mine.listing_id, terms=TERMS))


def test_who_acted_for_one_of_the_two_decides_nothing_about_it(helped: Helped) -> None:
    town, vault = helped.town, helped.town.vault
    id, _code = helped.done()
    why = vault.seal("porque sí").decode()
    with pytest.raises(Refusal, match="You acted for one of the two"):
        town.do(helped.ruth, Reverse(id, 4, why))
    town.do(helped.ana, Reverse(id, 4, why))
    id = helped.exchange()
    helped.acts(helped.ruth, Accept(id, 1))
    town.do(helped.luz.person_id, Dispute(id, 2, "other", "no sé"))
    with pytest.raises(Refusal, match="You acted for one of the two"):
        town.do(helped.ruth, Decide(id, 3, 60, why))
    town.do(helped.ana, Decide(id, 3, 60, why))
    assert verify(town.db) == []


def test_its_hours_are_not_given_away_for_it_and_the_fund_is_decided_by_another(helped: Helped) -> None:
    town = helped.town
    with pytest.raises(Refusal, match="Only the people"):
        helped.acts(helped.ruth, Donate(60))
    (posted, *_rest) = helped.acts(helped.ruth, Post("need", "reparar el techo", minutes=480, remote=True))
    assert isinstance(posted, Posted)
    with town.db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE account SET line = 0")
    town.do(helped.luz.person_id, Donate(300))
    helped.acts(helped.ruth, AskFund(posted.listing_id, 480, town.vault.seal("no tienen").decode()))
    ((request,),) = town.rows("fund_request", "id")
    with pytest.raises(Refusal, match="in their name"):
        town.do(helped.ruth, AnswerFund(request, yes=True))


# ---- its own word -----------------------------------------------------------------------------------------------


def test_somebody_with_the_code_confirms_from_any_phone_once(helped: Helped) -> None:
    town = helped.town
    id, code = helped.done()
    someone = town.person("vecina")
    for no_one in (helped.ruth, helped.ana, helped.luz.person_id):
        with pytest.raises(Refusal, match="Only the organisation itself"):
            town.do(no_one, AnswerAssisted(True, helped.invite(code)))
    (said,) = town.do(someone, AnswerAssisted(True, helped.invite(code)))
    assert isinstance(said, AssistedAnswered)
    assert (said.exchange_id, said.organisation_id, said.agreed) == (id, helped.sun, True)
    with pytest.raises(Refusal, match="does not work"):
        town.do(someone, AnswerAssisted(False, helped.invite(code)))
    assert town.rows("assisted", "agreed") == [(1,)]
    assert town.rows("parked_case", "id") == []


def test_a_no_is_a_case_and_moves_nothing_by_itself(helped: Helped) -> None:
    town = helped.town
    id, code = helped.done()
    town.do(town.person("vecina"), AnswerAssisted(False, helped.invite(code)))
    assert town.rows("parked_case", "code", "exchange_id") == [("assisted_no", id)]
    assert town.rows("exchange", "state") == [("settled",)]


def test_its_people_who_are_here_answer_by_a_yes_and_nobody_else(helped: Helped) -> None:
    town = helped.town
    _id, _code = helped.done()
    ((step,),) = town.rows("assisted", "id")
    with pytest.raises(NotYours):
        town.do(helped.luz.person_id, AnswerAssisted(True, assisted_id=step))
    neighbour = town.person("vecina")
    joins(town, neighbour, helped.sun)
    town.do(neighbour, AnswerAssisted(True, assisted_id=step))
    with pytest.raises(NotYours):
        town.do(neighbour, AnswerAssisted(True, assisted_id=step))


def test_a_lost_code_is_made_anew_and_the_old_one_serves_no_more(helped: Helped) -> None:
    town = helped.town
    id, code = helped.done()
    other = helped.code(helped.acts(helped.ruth, NewCode(id)))
    assert other
    assert other != code
    neighbour = town.person("vecina")
    with pytest.raises(Refusal, match="does not work"):
        town.do(neighbour, AnswerAssisted(True, helped.invite(code)))
    town.do(neighbour, AnswerAssisted(True, helped.invite(other)))
    with pytest.raises(NotYours):
        helped.acts(helped.ruth, NewCode(id))


def test_f53_such_a_code_lets_nobody_in_and_guessing_ends_after_five(helped: Helped) -> None:
    town = helped.town
    _id, code = helped.done()
    neighbour = town.person("vecina")
    with pytest.raises(Refusal, match="does not work"):
        town.do(neighbour, UseCode(code))
    for n in range(4):
        with pytest.raises(Refusal, match="does not work"):
            town.do(neighbour, UseCode(f"1234567{n}"))
    with pytest.raises(Refusal, match="too many tries"):
        town.do(neighbour, AnswerAssisted(True, helped.invite(code)))
    assert town.rows("assisted", "answered_at") == [(None,)]


def test_two_answers_in_turn_have_one_effect(helped: Helped) -> None:
    town = helped.town
    _id, code = helped.done()
    town.do(town.person("vecina"), AnswerAssisted(True, helped.invite(code)))
    with pytest.raises((Faster, Refusal)):
        town.do(town.person("vecino"), AnswerAssisted(False, helped.invite(code)))
    assert town.rows("assisted", "agreed") == [(1,)]


def digits_in(text: str) -> str:
    """The code of eight digits that a message shows."""
    words = text.replace("\u2066", " ").replace("\u2069", " ").split()
    return next(word for word in words if word.isdigit() and len(word) == 8)


def test_a_lost_code_is_made_anew_by_its_button_and_the_old_one_serves_no_more(story: Story) -> None:
    story.hub()
    story.say("ana", story.code("coordinator", 1))
    story.say("ruth", story.code("coordinator", 1))
    neighbour(story, "luz")
    tap(story, "ana", "m:register")
    for words in ("Casa Sol", "Tegucigalpa", "1", "1"):
        story.say("ana", words)
    tap(story, "ruth", "i:1:yes")
    tap(story, "ana", "a:2:0")
    story.say("ana", "necesitamos contabilidad, 2 horas, antes del viernes")
    story.say("ana", "sí")
    tap(story, "ana", "m:own")
    tap(story, "luz", "l:1:answer")
    story.say("luz", "sí")
    tap(story, "ana", "a:2:1")
    first = digits_in(to(tap(story, "ana", f"x:1:{version(story)}:acc"), "ana")[0])
    card = to(tap(story, "ana", "n:1:see"), "ana")[0]
    assert "Otro código" in card
    second = digits_in(to(tap(story, "ana", "x:1:0:code"), "ana")[0])
    assert first != second
    assert "1001" not in to(story.say("sol", first), "sol")[0]
    assert "1001" in to(story.say("sol", second), "sol")[0]


def test_what_becomes_of_its_listing_is_told_to_who_may_act_for_it(story: Story) -> None:
    story.hub()
    story.say("ana", story.code("coordinator", 1))
    tap(story, "ana", "m:register")
    for words in ("Casa Sol", "Tegucigalpa", "1", "1"):
        story.say("ana", words)
    tap(story, "ana", "a:1:0")
    story.say("ana", "necesitamos contabilidad, 2 horas, antes del viernes")
    story.say("ana", "sí")
    told = [text for text in to(story.wait(12 * DAY), "ana") if "Ya pasó" in text or "ya no se" in text.lower()]
    assert any("Casa Sol" in text and "contabilidad" in text for text in told)
