"""The coordinators' one list: what waits, most urgent first, of their own hub; and any exchange of it by its number."""

from __future__ import annotations

import pytest

from core.commands import Accept, Post, Propose, Terms
from core.coordination import cases, queue
from core.db import Database
from core.events import Joined, Posted
from core.exchanges import load
from core.hubs import add_hub
from core.look.queue import QueueCard
from core.policy import DAY_MS, HOUR_MS
from core.vault import Vault
from tests.faults import agreed, neighbours, states, tap, to, version
from tests.members import Town
from tests.story import DAY, Story


def waits(town: Town, person_id: int) -> list[QueueCard]:
    with town.db.read() as tx:
        found = queue.waits(tx, person_id)
        assert queue.count(tx, person_id) == len(found)
    return found


def kinds(town: Town, person_id: int) -> list[str]:
    return [card.kind for card in waits(town, person_id)]


def needs(town: Town, member: Joined, what: str = "afinar un piano") -> int:
    event = town.do(member.person_id, Post("need", what, minutes=120, remote=True))[0]
    assert isinstance(event, Posted)
    return event.listing_id


def agreement(town: Town) -> tuple[int, Joined, Joined]:
    """Two organisations that agreed on something."""
    luz, sol = town.member("Casa Luz"), town.member("Estudio Norte")
    need = needs(town, luz)
    propose = Propose(listing_id=need, terms=Terms(120, "2026-12-01", remote=True))
    id = next(event.exchange_id for event in town.do(sol.person_id, propose) if hasattr(event, "exchange_id"))
    town.do(luz.person_id, Accept(id, 1))
    return id, luz, sol


def case(town: Town, code: str, *, after: int = 0, exchange_id: int | None = None, hub_id: int = 0) -> None:
    with town.db.write() as tx:
        cases.park(
            tx, town.vault, code, town.now + after, hub_id=hub_id or town.hub_id, exchange_id=exchange_id, text="x"
        )


# ---- what is in it ----------------------------------------------------------------------------------------------


def test_all_that_waits_is_one_list_by_when_it_should_have_been_seen_to(db: Database, vault: Vault, now: int) -> None:
    town = Town(db, vault, now)
    ruth = town.coordinator("ruth")
    assert kinds(town, ruth) == []
    town.member("Casa Luz")
    case(town, "failed", after=HOUR_MS)
    case(town, "human", after=3 * HOUR_MS)
    assert [(card.kind, card.code) for card in waits(town, ruth)] == [
        ("case", "human"),  # somebody waits for an answer: within hours
        ("organisation", ""),
        ("case", "failed"),
    ]
    assert [card.due - card.since for card in waits(town, ruth)] == [4 * HOUR_MS, 2 * DAY_MS, 2 * DAY_MS]


def test_a_request_is_in_it_until_somebody_is_suggested_or_it_ends(town: Town) -> None:
    ruth = town.coordinator("ruth")
    luz, sol = town.member("Casa Luz"), town.member("Estudio Norte")
    id = needs(town, luz)
    (card,) = waits(town, ruth)
    assert (card.kind, card.id, card.what, card.name) == ("need", id, "afinar un piano", "Casa Luz")
    town.do(sol.person_id, Propose(listing_id=id, terms=Terms(120, "2026-12-01", remote=True)))
    assert kinds(town, ruth) == []


@pytest.mark.parametrize("state", ["overdue", "disputed"])
def test_an_exchange_that_went_wrong_is_in_it_once_with_or_without_a_case(town: Town, state: str) -> None:
    id, _luz, _sol = agreement(town)
    ruth = town.coordinator("ruth")
    with town.db.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE exchange SET state = '{state}'")
    (card,) = waits(town, ruth)
    assert (card.kind, card.code, card.name, card.other) == ("exchange", state, "Casa Luz", "Estudio Norte")
    case(town, "problem", exchange_id=id)
    case(town, "problem", exchange_id=id)
    (card,) = waits(town, ruth)
    assert (card.kind, card.code, card.number) == ("case", "problem", 1001)


def test_what_concerns_ones_own_organisation_is_for_another_coordinator(town: Town) -> None:
    id, luz, _sol = agreement(town)
    town.coordinator("Casa Luz")
    ruth = town.coordinator("ruth")
    case(town, "problem", exchange_id=id)
    assert kinds(town, luz.person_id) == []
    assert kinds(town, ruth) == ["case"]


def test_f55_a_coordinator_sees_nothing_of_another_hub(town: Town) -> None:
    ruth = town.coordinator("ruth")
    with town.db.write() as tx:
        other = add_hub(tx, "Otra red", "HN", "America/Tegucigalpa", ("es",), {}, town.now)
    case(town, "human", hub_id=other)
    case(town, "human")
    assert [card.code for card in waits(town, ruth)] == ["human"]
    assert kinds(town, town.person("nadie")) == []


# ---- as it is talked about --------------------------------------------------------------------------------------


def test_the_menu_says_how_much_waits_and_the_list_goes_on_by_pages(story: Story) -> None:
    neighbours(story)
    story.say("ana", story.code("coordinator", 1))
    with story.db.write() as tx:
        for code in ("failed", "window", "moved", "poison", "human", "rejected", "code_guessing"):
            cases.park(tx, story.vault, code, story.now - 2 * DAY_MS, hub_id=1, address_id=1)
    assert to(story.say("ana", "menú"), "ana")[0].startswith("7 asuntos pendientes")
    assert "asuntos" not in to(story.say("luz", "menú"), "luz")[0]
    (page,) = to(story.say("ana", "coordinación"), "ana")
    first, second = page.split("\n\n")[1:3]
    assert first.startswith("Pide hablar con una persona")
    assert second.startswith("Un mensaje que no pude atender")
    assert page.count("Espera desde hace 2 días") == 5
    (page,) = to(story.say("ana", "6"), "ana")
    assert page.count("Espera desde hace 2 días") == 2
    assert "Caso" in to(story.say("ana", "1"), "ana")[0]


def test_open_requests_are_opened_by_their_number_page_by_page(story: Story) -> None:
    neighbours(story)
    story.say("ana", story.code("coordinator", 1))
    for what in ("un pianista", "un sastre", "un jardinero", "un cerrajero", "un apicultor", "un zapatero"):
        story.say("luz", f"necesitamos {what}, 2 horas, antes del viernes")
        story.say("luz", "sí")
    (page,) = to(tap(story, "ana", "m:hubneeds"), "ana")
    assert "zapatero" not in page
    assert "5. ⁨apicultor⁩" in page
    (card,) = to(story.say("ana", "2"), "ana")
    assert "sastre" in card
    assert "Retirar" not in card
    tap(story, "ana", "m:hubneeds")
    (page,) = to(story.say("ana", "6"), "ana")
    assert "1. ⁨zapatero⁩" in page
    assert "pianista" not in page
    (card,) = to(story.say("ana", "1"), "ana")
    assert "zapatero" in card
    assert "Pasar" in card or "Enviar a" in card


def test_f54_nobody_else_opens_the_list_whatever_they_send(story: Story) -> None:
    neighbours(story)
    for page in ("m:coordinate", "m:coordinate/5", "m:lists", "f:1:see", "x:1:1:past"):
        (answer,) = to(tap(story, "luz", page), "luz")
        assert "coordinación" not in answer.lower()


def test_any_exchange_of_the_hub_opens_by_its_number_with_its_history_and_its_decisions(story: Story) -> None:
    agreed(story)
    story.say("ana", story.code("coordinator", 1))
    (card,) = to(story.say("ana", "1001"), "ana")
    assert "Recibe: \u2068Casa Luz\u2069" in card
    assert "Da: \u2068Casa Mar\u2069" in card
    assert "Estado: acordado" in card
    (past,) = to(tap(story, "ana", "x:1:1:past"), "ana")
    assert [line.rsplit(": ", 1)[1] for line in past.split("\n\n")[1:-1]] == [
        "sugerido",
        "lo propuso (2 horas)",
        "aceptado (2 horas)",
    ]
    tap(story, "mar", f"x:1:{version(story)}:done")
    tap(story, "luz", f"x:1:{version(story)}:ok")
    assert "Devolver las horas" in to(story.say("ana", "1001"), "ana")[0]
    for words in ("devolver las horas", "fue un error de las dos", "sí"):
        told = story.say("ana", words)
    assert "devuelve las horas" in to(told, "luz")[0]
    assert states(story) == ["reversed"]


def test_a_coordinator_who_belongs_to_a_side_sees_only_the_card_of_that_side(story: Story) -> None:
    agreed(story)
    story.say("luz", story.code("coordinator", 1))
    assert "Estado:" not in to(story.say("luz", "1001"), "luz")[0]
    assert "lo que ha pasado" not in to(tap(story, "luz", "x:1:3:past"), "luz")[0]
    with story.db.read() as tx:
        assert load(tx, 1).state == "agreed"


def test_a_request_waits_from_when_its_last_helper_went(story: Story) -> None:
    agreed(story)
    story.say("ana", story.code("coordinator", 1))
    story.wait(DAY)
    story.say("luz", "menú")
    tap(story, "luz", f"x:1:{version(story)}:cancel")
    for words in ("sí", "no podemos"):
        story.say("luz", words)
    (page,) = to(tap(story, "ana", "m:coordinate"), "ana")
    assert "Nadie encaja: «\u2068contabilidad\u2069», \u2068Casa Luz\u2069. Nuevo." in page


def test_who_only_coordinates_is_not_asked_to_help_with_a_request(story: Story) -> None:
    agreed(story)
    story.say("ana", story.code("coordinator", 1))
    story.say("luz", "necesitamos un plomero, 2 horas, hoy")
    story.say("luz", "sí")
    (card,) = to(tap(story, "ana", "l:3:see"), "ana")
    assert "plomero" in card
    assert "Enviar a otra" in card
    assert "Podemos ayudar" not in card
    assert "Bloquear" not in card
    assert "Podemos ayudar" in to(tap(story, "mar", "l:3:see"), "mar")[0]
