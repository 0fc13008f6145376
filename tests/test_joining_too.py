"""Who acts for an organisation opens a colleague's code of another: nothing happens before they read it and say yes."""

from __future__ import annotations

import re

import pytest

from core.commands import InvitePerson
from core.commands.team import JoinToo
from core.db import Database
from core.errors import Faster
from core.events import Invited
from core.vault import Vault
from tests.faults import neighbours, rows, tap, to
from tests.members import Town
from tests.people import joined_by_code
from tests.story import Story


def code_of(story: Story, who: str) -> str:
    """A code for a colleague of theirs, as it stands in the link that they pass on."""
    code = re.search(r"\d{8}", to(tap(story, who, "m:colleague"), who)[0])
    assert code
    return code[0]


def acting(story: Story) -> list[tuple[int, ...]]:
    """For which organisation each person acts, and who may act for which."""
    return [*rows(story, "person", "id", "acting_for"), *rows(story, "membership", "person_id", "organisation_id")]


@pytest.mark.parametrize("answer", ["no", "3", "menú"])
def test_a_link_that_was_sent_to_them_makes_nobody_act_for_another_organisation(story: Story, answer: str) -> None:
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    before, code = acting(story), code_of(story, "mar")
    said = to(story.say("leo", code), "leo")[0]
    assert "Casa Luz" in said
    assert "Casa Mar" in said
    assert acting(story) == before
    story.say("leo", answer)
    assert acting(story) == before
    assert not any(code in str(row) for row in rows(story, "conversation", "address_id", "state"))


@pytest.mark.parametrize("answer", ["1", "sí"])
def test_a_yes_says_for_whom_they_act_now_and_how_to_go_back(story: Story, answer: str) -> None:
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    story.say("leo", code_of(story, "mar"))
    told = story.say("leo", answer)
    assert "Ahora actúas en nombre de \u2068Casa Mar" in to(told, "leo")[0]
    assert "volver a actuar en nombre de \u2068Casa Luz" in to(told, "leo")[0]
    assert "Otra persona" in to(told, "mar")[0]
    assert "Ahora actúas en nombre de \u2068Casa Luz" in to(story.say("leo", "como Casa Luz"), "leo")[0]


def test_in_its_place_leaves_the_one_before_and_its_people_are_told(story: Story) -> None:
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    story.say("leo", code_of(story, "mar"))
    told = story.say("leo", "2")
    assert "ha dejado" in to(told, "luz")[0] or "salió" in to(told, "luz")[0]
    assert sorted(rows(story, "membership", "person_id", "organisation_id")) == [(1, 1), (2, 2), (3, 2)]


def test_the_last_one_of_an_organisation_is_not_offered_to_leave_it(story: Story) -> None:
    neighbours(story)
    said = to(story.say("luz", code_of(story, "mar")), "luz")[0]
    assert "Solo por la nueva" not in said
    assert "Por las dos" in said


def test_a_code_that_somebody_else_has_used_meanwhile_does_nothing(db: Database, vault: Vault, now: int) -> None:
    town = Town(db, vault, now)
    luz, mar = town.member("Casa Luz"), town.member("Casa Mar")
    (made,) = town.do(mar.person_id, InvitePerson())
    assert isinstance(made, Invited)
    ((invite_id,),) = town.rows("invite", "id")
    town.do(town.member("Casa Sol").person_id, JoinToo(invite_id))
    for who in (luz, mar):  # who belongs to it already has no use for it either
        with pytest.raises(Faster):
            town.do(who.person_id, JoinToo(invite_id))


@pytest.mark.parametrize("words", ["1", "saldo", "hola"])
def test_what_was_asked_about_a_code_ends_once_the_code_is_over(story: Story, words: str) -> None:
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    code = code_of(story, "mar")
    story.say("leo", code)
    story.say("sol", code)  # somebody was quicker
    before = acting(story)
    assert len(to(story.say("leo", words), "leo")) == 1
    assert "Casa Mar" not in to(story.say("leo", "saldo"), "leo")[0]
    assert "Saldo" in to(story.say("leo", "saldo"), "leo")[0]
    assert acting(story) == before
