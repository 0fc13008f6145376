"""A coordinator sends a request or an offer to one organisation of her choice, in the chat and on the page."""

from __future__ import annotations

import re

import pytest

from bot.wording import Reader
from core.commands import Accept, Decline, Join, Post, Propose, Terms
from core.commands.caring import Forward
from core.commands.safety import Block
from core.errors import NotYours, Refusal
from core.events import Joined, Posted
from core.messages import Message
from tests.members import Town
from tests.office import Office
from tests.served import member, version


def published(town: Town, who: Joined, kind: str = "need", what: str = "afinar un piano", **more: str) -> int:
    (event,) = town.do(who.person_id, Post(kind, what, minutes=60 if kind == "need" else None, remote=True, **more))
    assert isinstance(event, Posted)
    assert not event.matches
    return event.listing_id


def suggestions(town: Town) -> list[tuple[object, ...]]:
    return town.rows("exchange", "need_id", "offer_id", "receiver_id", "provider_id", "state")


def test_a_request_that_nobody_fits_is_sent_to_a_chosen_organisation_and_becomes_an_exchange(office: Office) -> None:
    town = office.town
    luz, sol = member(town, "Casa Luz"), member(town, "Estudio Norte", "cso")
    need = published(town, luz)
    town.do(office.ruth, Forward(need, sol.organisation_id))
    assert suggestions(town) == [(need, None, luz.organisation_id, sol.organisation_id, "suggested")]
    assert town.rows("history", "action", "actor", "organisation_id") == [("forwarded", "coordinator", None)]
    ((id,),) = town.rows("exchange", "id")
    card = office.writes("Estudio Norte", payload=f"x:{id}:1:see")
    assert "Can you help?" in card.lines[-1].id
    town.do(sol.person_id, Propose(exchange_id=id, version=1, terms=Terms(60, "2026-12-01", remote=True)))
    town.do(luz.person_id, Accept(id, version(town, id)))
    assert [row[-1] for row in suggestions(town)] == ["agreed"]


def test_a_coordinator_reads_that_it_is_a_request_and_not_that_anybody_offers_it(office: Office) -> None:
    town = office.town
    luz, sol = member(town, "Casa Luz"), member(town, "Estudio Norte", "cso")
    town.do(office.ruth, Forward(published(town, luz), sol.organisation_id))
    town.do(office.ruth, Forward(published(town, sol, "offer", "clases de baile"), luz.organisation_id))
    first, second = (spoken(office, line) for line in office.writes("ruth", payload="m:suggested").lines[1:])
    assert "⁨Casa Luz⁩ necesita «⁨afinar un piano⁩», y se preguntó a ⁨Estudio Norte⁩" in first
    assert "⁨Estudio Norte⁩ ofrece «⁨clases de baile⁩», y se preguntó a ⁨Casa Luz⁩" in second
    ids = [id for id, _number in town.rows("exchange", "id", "number")]
    asked, offered = (spoken(office, office.writes("ruth", payload=f"x:{id}:1:see").lines[0]) for id in ids)
    assert "⁨Casa Luz⁩ necesita «⁨afinar un piano⁩»" in asked
    assert "ofrece" not in asked
    assert "⁨Estudio Norte⁩ ofrece «⁨clases de baile⁩»" in offered
    assert "necesita «" not in offered


def spoken(office: Office, line: Message) -> str:
    return office.house.wording.say(line, Reader("es"))


def test_an_offer_is_sent_to_who_might_need_it(office: Office) -> None:
    town = office.town
    luz, sol = member(town, "Casa Luz"), member(town, "Estudio Norte", "cso")
    offer = published(town, sol, "offer")
    town.do(office.ruth, Forward(offer, luz.organisation_id))
    assert suggestions(town) == [(None, offer, luz.organisation_id, sol.organisation_id, "suggested")]
    ((id,),) = town.rows("exchange", "id")
    town.do(luz.person_id, Propose(exchange_id=id, version=1, terms=Terms(60, "2026-12-01", remote=True)))
    town.do(sol.person_id, Accept(id, version(town, id)))
    assert [row[-1] for row in suggestions(town)] == ["agreed"]


def test_who_is_asked_hears_of_it_and_the_owner_only_when_they_answer(office: Office) -> None:
    town = office.town
    luz, sol = member(town, "Casa Luz"), member(town, "Estudio Norte", "cso")
    need = published(town, luz)
    office.writes("ruth", payload=f"l:{need}:forward")
    before = len(told(office, luz))
    office.writes("ruth", "norte")
    assert [row[-1] for row in suggestions(town)] == ["suggested"]
    assert len(told(office, luz)) == before
    assert any("Can you help?" in screen for screen in told(office, sol))
    ((id,),) = town.rows("exchange", "id")
    shown = office.writes("Casa Luz", payload=f"x:{id}:1:see")
    assert "a coordinator asked" in shown.lines[-1].id
    choices = [f"x:{id}:1:no", f"x:{id}:1:prob", f"x:{id}:0:flag"]
    assert [one.id for one in shown.options if one.id.startswith("x:")] == choices


def told(office: Office, who: Joined) -> list[str]:
    lanes = {id for (id,) in office.town.rows("address", "id", person_id=who.person_id)}
    return [screen for lane, screen, kind in office.town.rows("outbound", "lane_id", "screen", "kind")
            if lane in lanes and kind != "reply"]  # fmt: skip


def test_nobody_is_asked_who_may_not_see_it_or_was_asked_before(office: Office) -> None:
    town = office.town
    luz, sol, firm = member(town, "Casa Luz"), member(town, "Estudio Norte", "cso"), member(town, "Mar SA", "company")
    need = published(town, luz)
    with pytest.raises(Refusal, match="cannot be asked"):
        town.do(office.ruth, Forward(need, firm.organisation_id))
    town.do(office.ruth, Forward(need, sol.organisation_id))
    with pytest.raises(Refusal, match="already"):
        town.do(office.ruth, Forward(need, sol.organisation_id))
    ((id,),) = town.rows("exchange", "id")
    town.do(sol.person_id, Decline(id, 1))
    town.do(luz.person_id, Block(id))
    with pytest.raises(Refusal, match="cannot be asked"):
        town.do(office.ruth, Forward(need, sol.organisation_id))
    with pytest.raises(NotYours):
        town.do(sol.person_id, Forward(need, firm.organisation_id))


def test_where_everybody_was_asked_the_coordinator_hears_so_and_is_asked_for_no_name(office: Office) -> None:
    town = office.town
    luz, sol = member(town, "Casa Luz"), member(town, "Estudio Norte", "cso")
    need = published(town, luz)
    town.do(office.ruth, Forward(need, sol.organisation_id))
    said = office.writes("ruth", payload=f"l:{need}:forward")
    assert "was asked already" in said.lines[0].id
    assert "Choose" not in office.writes("ruth", "coordinación").lines[-1].id


def test_a_coordinator_sends_nothing_to_or_from_her_own_organisation(office: Office) -> None:
    town = office.town
    (own,) = town.do(office.ruth, Join("Casa Ruth", "Tegucigalpa", "HN", town.hub_id))
    assert isinstance(own, Joined)
    luz = member(town, "Casa Luz")
    need, hers = published(town, luz), published(town, own, what="reparar el techo")
    with pytest.raises(Refusal, match="You belong"):
        town.do(office.ruth, Forward(need, own.organisation_id))
    with pytest.raises(Refusal, match="You belong"):
        town.do(office.ruth, Forward(hers, luz.organisation_id))


def test_on_the_page_one_tap_from_the_row_of_a_match_asks_to_whom(office: Office) -> None:
    town = office.town
    luz, sol = member(town, "Casa Luz"), member(town, "Estudio Norte", "cso")
    member(town, "Red Mar", "cso")
    town.do(sol.person_id, Post("offer", "contabilidad", remote=True))
    event = town.do(luz.person_id, Post("need", "contabilidad", minutes=60, remote=True))[0]
    assert isinstance(event, Posted)
    browser = office.signed_in()
    page = browser.get(office.at(f"needs/{event.listing_id}"))
    row = page.partition('class="does"')[2].partition("</tr>")[0]
    assert f'value="l:{event.listing_id}:forward"' in row
    page = browser.post(office.at("do"), deed=f"l:{event.listing_id}:forward")
    assert '<textarea id="words"' in page  # some letters of the name do, too
    labels = dict(re.findall(r'<button name="deed" value="([^"]+)">([^<]*)</button>', page))
    (choice,) = [id for id, label in labels.items() if "Red Mar" in label]
    assert not [label for label in labels.values() if "Casa Luz" in label or "Estudio Norte" in label]
    page = browser.post(office.at("do"), deed=choice)
    assert "Se le preguntó" in page or "1 organización más" in page
    assert len(suggestions(town)) == 2
