"""What stands on the page of one request, one organisation, one exchange: all that its coordinator asks about it."""

from __future__ import annotations

import re

from sqlalchemy import update

from core import reliability
from core.commands import Post, SetLanguage
from core.commands.trouble import Dispute
from core.db import Q
from core.events import Posted
from core.people.addresses import find_or_make
from core.tables import address
from tests.office import Office
from tests.served import DAY, agreed, finish, member, served, version
from tests.test_report_pages import figures


def test_a_request_says_its_hours_day_place_age_and_who_may_see_it(office: Office) -> None:
    town = office.town
    luz = member(town, "Casa Luz")
    post = Post("need", "reparar el techo", minutes=120, due_on="2026-12-01", place="Tegucigalpa", audience="all")
    event = town.do(luz.person_id, post)[0]
    assert isinstance(event, Posted)
    town.now += 3 * DAY
    assert figures(office.signed_in().get(office.at(f"needs/{event.listing_id}"))) == {
        "Estado": "abierto",
        "Horas": "2 horas",
        "Día": "mar 1 dic",
        "Lugar": "Tegucigalpa",
        "Tiempo desde que se publicó": "3 días",
        "Quién puede verlo": "también empresas y entidades públicas",
    }


def test_organisations_stand_with_how_they_kept_their_word_and_newcomers_are_called_so(office: Office) -> None:
    town = office.town
    sol, luz, nueva = member(town, "Estudio Norte", "cso"), member(town, "Casa Luz"), member(town, "Casa Nueva")
    served(town, sol, luz, 60)
    late = agreed(town, sol, luz, 60, day="2026-12-01")
    town.now += 8 * DAY
    finish(town, sol, luz, late)
    with office.db.read() as tx:
        of_hub = reliability.of_hub(tx, town.hub_id)
        for one in (sol, luz, nueva):
            alone = reliability.reliability(tx, one.organisation_id)
            assert of_hub.get(one.organisation_id, reliability.Reliability()) == alone
    assert of_hub[sol.organisation_id] == (2, 1, 2)
    browser = office.signed_in()
    page = browser.get(office.at("members"))
    row = page.partition("Estudio Norte")[2].partition("</tr>")[0]
    assert re.findall(r"(\d) de (\d)", row) == [("2", "2"), ("1", "2")]
    assert page.partition("Casa Nueva")[2].partition("</tr>")[0].count("recién llegada") == 2
    page = browser.get(office.at(f"members/{nueva.organisation_id}"))
    assert figures(page)["Cumplió su palabra"] == "recién llegada"
    assert "0 de 0" not in page


def test_from_the_page_of_an_organisation_its_report_is_one_link_away(office: Office) -> None:
    town = office.town
    sol = member(town, "Estudio Norte", "cso")
    for number in range(2):
        served(town, sol, member(town, f"Casa {number}"), 60)
    browser = office.signed_in()
    link = f"report/{sol.organisation_id}"
    assert f'/{link}"' in browser.get(office.at(f"members/{sol.organisation_id}"))
    page = browser.get(office.at(f"{link}?period=202611"))
    assert "Estudio Norte (Red de prueba)" in re.sub("[\u2066-\u2069]", "", page)
    assert figures(page)["Horas dadas"] == "2 horas"
    browser.get(office.at("report/999"))
    assert browser.status == 404


def test_a_name_in_arabic_letters_says_so_on_a_page_in_spanish(office: Office) -> None:
    for name in ("جمعية النور", "Casa Luz", "Casa النور"):
        member(office.town, name)
    page = re.sub("[\u2066-\u2069]", "", office.signed_in().get(office.at("members")))
    marked = re.findall(r'<th scope="row" lang="ar"><a [^>]*>([^<]+)</a>', page)
    assert marked == ["جمعية النور"]
    office.town.do(office.ruth, SetLanguage("ar"))
    assert 'scope="row" lang' not in office.signed_in().get(office.at("members"))


def test_who_decides_how_many_hours_are_right_reads_of_which_exchange(office: Office) -> None:
    town = office.town
    sol, luz = member(town, "Estudio Norte", "cso"), member(town, "Casa Luz")
    id = agreed(town, sol, luz, 120)
    town.do(luz.person_id, Dispute(id, version(town, id), "not_done", "no vino"))
    browser = office.signed_in()
    deed = f"x:{id}:{version(town, id)}:decide"
    assert f'value="{deed}"' in browser.get(office.at(f"exchanges/{id}"))
    page = re.sub("[\u2066-\u2069]", "", browser.post(office.at("do"), deed=deed))
    assert "Intercambio 1001, «contabilidad»: recibe Casa Luz, da Estudio Norte" in page
    assert "De 0 a 2 horas" in page


def test_a_page_of_one_thing_leads_back_to_its_list(office: Office) -> None:
    town = office.town
    sol, luz = member(town, "Estudio Norte", "cso"), member(town, "Casa Luz")
    id = served(town, sol, luz, 60)
    browser = office.signed_in()
    for page, back in (
        (f"exchanges/{id}", "exchanges"),
        (f"members/{sol.organisation_id}", "members"),
        (f"report/{sol.organisation_id}", f"members/{sol.organisation_id}"),
        ("rules/3", "rules"),
    ):
        main = browser.get(office.at(page)).partition("<main")[2]
        assert f'href="{office.at(back)}"' in main.partition("<h1>")[0], page


def test_a_person_with_two_apps_is_one_person(office: Office) -> None:
    town = office.town
    luz = member(town, "Casa Luz")
    with office.db.write() as tx:
        for channel in ("telegram", "whatsapp"):
            added = find_or_make(tx, town.vault, channel, f"{channel}-1", "es", town.now)
            tx.run(Q(update(address).where(address.c.id == added.id).values(person_id=luz.person_id)))
    people = office.signed_in().get(office.at(f"members/{luz.organisation_id}")).partition("Personas")[2]
    table = people.partition("<tbody>")[2].partition("</tbody>")[0]
    assert table.count("<tr>") == 1
    assert "Telegram, WhatsApp" in table
