"""A screen has one question, and its choices answer only that one; what waits belongs to whom they act for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from bot.conversation.dialogue import Dialogue
from bot.conversation.session import Session, dump_session, for_whom, load_session
from bot.conversation.stage import Decision, asks
from bot.engine import State
from core.look import Me
from core.messages import Option, Screen, _
from tests.faults import joins, proposed, rows, states, tap, to, version
from tests.questions import one_question
from tests.story import Story, answer
from tests.test_people import two_hats
from tests.test_safety_flows import PEOPLE, Place, each, place, tried

__all__ = ["place"]
ASKS = Screen((_("Do you accept?"),), (Option("x:1:1:acc", _("Accept")), Option("x:1:1:no", _("No, thanks"))))
TELLS = Screen((_("Thank you."),), (Option("m:menu", _("Menu")),))
DRAFT = State("offer", "sure", ("yes", "change", "no"), {"what": "clases de inglés"})


def offline_with_proposal(story: Story) -> str:
    """Casa Sol has no phone; luz proposes to do what it needs: what ada, who coordinates, is shown of that."""
    hub_id = story.hub()
    joins(story, "luz")
    story.say("ada", story.code("coordinator", hub_id))
    tap(story, "ada", "m:register")
    for words in ("Casa Sol", "Tegucigalpa", "1", "1", "1"):
        story.say("ada", words)
    for words in ("menú", "necesitamos contabilidad, 2 horas, antes del viernes, a distancia", "sí"):
        story.say("ada", words)
    tap(story, "ada", "m:own")
    for words in ("ofrecemos contabilidad a distancia", "sí"):
        story.say("luz", words)
    return "\n".join(to(tap(story, "luz", f"x:1:{version(story)}:prop"), "ada"))


def acts(story: Story) -> str:
    """Ada acts for Casa Sol about the exchange."""
    sol = next(id for id, name in rows(story, "organisation", "id", "name") if name == "Casa Sol")
    return "\n".join(to(tap(story, "ada", f"a:{sol}:1"), "ada"))


def test_safety_07_her_own_leftover_offer_is_not_under_the_question_of_another(story: Story) -> None:
    assert "Casa Sol" in offline_with_proposal(story)
    story.say("ada", "ofrecemos clases de inglés")  # she has no organisation: it waits
    said = acts(story)
    assert "¿Aceptan?" in said
    assert "clases de inglés" not in said
    assert "Publicar" not in said
    said = "\n".join(to(story.say("ada", "1"), "ada"))
    assert states(story) == ["agreed"]
    assert "clases de inglés" not in said
    for words in ("saldo", "menú", "hola", "cancelar"):
        assert "clases de inglés" not in answer(story, words, "ada")
    assert rows(story, "listing", "kind").count(("offer",)) == 1


def test_safety_07_what_she_had_begun_for_her_own_waits_until_she_is_back(story: Story) -> None:
    offline_with_proposal(story)
    tap(story, "ada", "m:join")
    story.say("ada", "Casa Ada, Tela")
    answer(story, "ofrecemos clases de inglés", "ada")
    said = acts(story)
    assert "¿Aceptan?" in said
    assert "clases de inglés" not in said
    assert "clases de inglés" not in answer(story, "1", "ada")
    assert states(story) == ["agreed"]
    assert "clases de inglés" not in answer(story, "sí", "ada")
    back = "\n".join(to(tap(story, "ada", "m:own"), "ada"))
    assert "clases de inglés" in back
    story.say("ada", "sí")
    assert ("offer", "clases de inglés") in rows(story, "listing", "kind", "what")


def test_safety_07_so_does_what_she_had_begun_for_the_other(story: Story) -> None:
    offline_with_proposal(story)
    acts(story)
    story.say("ada", "menú")
    story.say("ada", "necesitamos un fotógrafo, 2 horas, antes del viernes")
    tap(story, "ada", "m:own")
    assert "fotógrafo" not in answer(story, "hola", "ada")
    sol = next(id for id, name in rows(story, "organisation", "id", "name") if name == "Casa Sol")
    assert "fotógrafo" in "\n".join(to(tap(story, "ada", f"a:{sol}:0"), "ada"))


def test_safety_07_who_acts_for_two_finds_each_draft_where_it_was_begun(story: Story) -> None:
    two_hats(story)
    answer(story, "necesitamos un fotógrafo, 2 horas, antes del viernes", "leo")
    assert "fotógrafo" not in "\n".join(to(tap(story, "leo", "w:1:"), "leo"))
    answer(story, "ofrecemos clases de inglés", "leo")
    assert "fotógrafo" in "\n".join(to(tap(story, "leo", "w:2:"), "leo"))
    story.say("leo", "sí")
    assert [row[1:] for row in rows(story, "listing", "id", "organisation_id", "what")] == [(2, "fotógrafo")]
    assert "clases de inglés" in "\n".join(to(tap(story, "leo", "w:1:"), "leo"))


def test_safety_07_nothing_is_kept_for_one_that_was_left(story: Story) -> None:
    two_hats(story)
    answer(story, "necesitamos un fotógrafo secreto, 2 horas, antes del viernes", "leo")
    story.say("leo", "quiero salir de la organización")
    tap(story, "leo", "m:leave")
    story.say("leo", "1")
    assert [len(rows(story, "membership", "person_id"))] == [3]
    assert not any("secreto" in (state or "") for _id, state in rows(story, "conversation", "address_id", "state"))


def test_safety_07_another_phone_of_hers_asks_nothing_of_the_other_one(story: Story) -> None:
    """Whom a person acts for is hers, what was begun is one chat's: it is looked at whenever she writes."""
    mine, others = Me(1, 1, "console", "es", organisation_id=3), Me(1, 1, "console", "es", organisation_id=4)
    begun = for_whom(Session(), mine)._replace(flow=DRAFT, token="ab")
    stored = load_session(dump_session(begun))
    assert stored == begun
    away = for_whom(stored, others)
    assert (away.flow, away.parked) == (None, None)
    assert away.token != "ab"
    away = load_session(dump_session(away._replace(parked=State("need"))))
    assert for_whom(away, mine).parked == DRAFT
    assert for_whom(for_whom(away, mine), others).parked == State("need")


def test_safety_07_what_an_older_release_stored_goes_on() -> None:
    stored = load_session('{"k":"ab","f":["offer","sure",["yes"],{"what":"clases"},{}],"i":["m:menu"]}')
    assert stored.whose is None
    assert for_whom(stored, Me(1, 1, "console", "es", organisation_id=3)).flow == stored.flow


def test_safety_07_a_newcomers_question_goes_on_in_the_organisation_that_they_join() -> None:
    begun = for_whom(Session(), Me(1, 1, "console", "es"))._replace(flow=DRAFT)
    assert for_whom(begun, Me(1, 1, "console", "es", organisation_id=3)).flow == DRAFT


def outcomes() -> Iterator[tuple[Screen, Session]]:
    """What a command may come to, beside whatever may wait."""
    waits = Session(parked=DRAFT, kept="ofrecemos clases de inglés", token="ab")
    on = Session(flow=DRAFT, parked=State("need"), token="ab")
    return product((ASKS, TELLS), (waits, on, Session()))  # type: ignore[return-value]


@pytest.mark.parametrize("who", PEOPLE)
def test_safety_07_a_screen_has_one_question(place: Place, who: str) -> None:
    """Whatever comes of a command, beside whatever waits, and whatever is shown beside what is being asked."""
    for screen, session in outcomes():
        if session.flow and who == "newcomer":
            continue  # they write no draft
        for do in (lambda talk: talk.after(screen), lambda talk: talk._aside(screen), lambda talk: talk.over(screen)):  # noqa: B023
            with tried(place.story.db) as tx:
                decision = place.run(tx, session, place.said(who), do)
                assert decision.screen
                assert one_question(decision.screen) == ""


@pytest.mark.parametrize("who", PEOPLE)
def test_safety_07_so_it_is_of_every_flow_beside_another_one(place: Place, who: str) -> None:
    for name, how in each(place, who):
        for state in place.states(who, name, how)[-1:]:

            def begins(talk: Dialogue) -> Decision:
                return talk._begin(state.flow, state.said())  # noqa: B023

            with tried(place.story.db) as tx:
                decision = place.run(tx, Session(flow=DRAFT, token="ab"), place.said(who), begins)
                assert decision.screen
                assert one_question(decision.screen) == "", name


WORDS = ("hola", "¿qué está pendiente?", "1001", "saldo", "¿quién ofrece contabilidad?", "xyzzy", "intercambios", "no")


@pytest.mark.parametrize("who", PEOPLE)
def test_safety_07_so_it_is_of_all_that_is_asked_meanwhile(place: Place, who: str) -> None:
    for words, flow in product(WORDS, ("need", "offer", "donate", "quiet_hours", "leave", "my_name")):
        with tried(place.story.db) as tx:
            first = place.run(tx, Session(), place.said(who), lambda talk: talk._begin(flow, {}))  # noqa: B023
            decision = place.run(tx, first.session, place.said(who, words))
            assert decision.screen
            assert one_question(decision.screen) == "", (flow, words)


def test_safety_07_a_proposal_is_no_place_for_a_draft(story: Story) -> None:
    proposed(story)
    answer(story, "ofrecemos clases de inglés")
    said = answer(story, "1001")
    assert "¿Aceptan?" in said
    assert "Publicar" not in said
    assert not asks(TELLS)
