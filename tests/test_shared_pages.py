"""What an organisation shows to others, by its own word and until it takes it back: statement, report, poster."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sqlalchemy import null, update

from bot.house import House
from bot.wording import Reader
from core.bot_name import BotName
from core.calendar import instant_of
from core.commands import EraseMe, Post
from core.commands.assisted import ActFor, Register
from core.db import Database, Q
from core.hubs import add_hub
from core.lock import set_lock
from core.messages import Screen
from core.people.choices import become_member
from core.reports.sharing import REPORT_MS
from core.reports.statement import statement
from core.tables import organisation, shared_page
from core.vault import Vault
from tests.members import Town
from tests.office import Office
from tests.served import member, served
from webhooks.app import create_app
from webhooks.public import qr

GONE = "That poster is not in use any more, or it is of another network."


def address(screen: Screen) -> str:
    """The path of the link in what the chat says."""
    (link,) = (str(line.params["link"]) for line in screen.lines if "link" in line.params)
    assert link.startswith("http://localhost/s/")
    return link.removeprefix("http://localhost")


def figures(page: str) -> dict[str, str]:
    return dict(re.findall(r"<li>([^<]+?) <b>([^<]*)</b></li>", re.sub("[\u2066-\u2069\u200f]", "", page)))


def publish(office: Office, who: str, flow: str = "publish") -> str:
    """Asked for, and said yes to; the address."""
    office.writes(who, payload=f"m:{flow}")
    return address(office.writes(who, "sí"))


def status(office: Office, path: str) -> int:
    return office.browser().client.get(path).status_code


def test_a_statement_is_public_once_the_organisation_says_so_and_until_it_takes_it_back(office: Office) -> None:
    firm = member(office.town, "Estudio Norte", "company")
    for number in range(5):
        served(office.town, firm, member(office.town, f"Casa {number}"), 120)
    served(office.town, firm, member(office.town, "Otra Firma", "cso"), 300, what="clases de inglés")
    asked = office.writes("Estudio Norte", "nuestra constancia")
    assert "m:publish" in [option.id for option in asked.options]
    office.writes("Estudio Norte", payload="m:publish")
    office.writes("Estudio Norte", "no")
    assert office.town.rows("shared_page", "id") == []
    path = publish(office, "Estudio Norte")
    page = office.browser().get(f"{path}?lang=es")
    assert figures(page) == {
        "Horas dadas": "15 horas",
        "Grupos comunitarios que las recibieron": "5",
        "Horas dadas a grupos comunitarios": "10 horas",
    }
    assert "<bdi>Estudio Norte</bdi>" in page
    for name in ("Casa 0", "Otra Firma", "Red de prueba", "Tegucigalpa"):
        assert name not in page
    assert publish(office, "Estudio Norte") == path  # what was printed stays right
    for lang in ("ar", "en", "fr", "pt"):
        direction = "rtl" if lang == "ar" else "ltr"
        assert f'<html lang="{lang}" dir="{direction}">' in office.browser().get(f"{path}?lang={lang}")
    office.writes("Estudio Norte", payload="m:close_statement")
    assert status(office, path) == 404
    assert publish(office, "Estudio Norte") != path


def test_what_is_small_is_not_told_on_a_statement(office: Office) -> None:
    firm = member(office.town, "Estudio Norte", "company")
    for number in range(4):
        served(office.town, firm, member(office.town, f"Casa {number}"), 120)
    served(office.town, firm, member(office.town, "Casa 9", "cso"), 120, what="clases de inglés")
    page = office.browser().get(f"{publish(office, 'Estudio Norte')}?lang=es")
    assert figures(page) == {
        "Horas dadas": "10 horas",
        "Grupos comunitarios que las recibieron": "menos de 5",
        "Horas dadas a grupos comunitarios": "no se dice",  # else the two hours of the other one could be told
    }
    fields = re.findall(r'<th scope="row">(.*?)</th><td class="n">(.*?)</td>', page)
    assert fields == [("otros temas", "10 horas")]  # nor is the larger field, for what would be left is the other


def test_a_statement_begins_with_the_year_on_the_organisations_own_clock(office: Office) -> None:
    firm = member(office.town, "Estudio Norte", "company")
    served(office.town, firm, member(office.town, "Casa 1"), 120)
    new_year = instant_of("2025-12-31", 21 * 60, "America/Tegucigalpa")  # the next year in UTC
    with office.db.write() as tx:
        tx.raw(f"UPDATE exchange SET settled_at = {new_year}")
    with office.db.read() as tx:
        card = statement(tx, firm.organisation_id, 2025, office.town.now, "es")
    assert card is not None
    assert (card.years, card.year, card.minutes) == ((2026, 2025), 2025, 120)


def test_the_hub_is_named_where_it_has_a_public_page(db: Database, vault: Vault, now: int) -> None:
    office = Office(db, Town(db, vault, now, {"approval": False, "public": True}))
    member(office.town, "Estudio Norte", "company")
    assert "Red de prueba" in office.browser().get(publish(office, "Estudio Norte"))
    office.house.bell.close()


def test_wrong_old_and_stopped_words_are_answered_alike(office: Office) -> None:
    firm = member(office.town, "Estudio Norte", "company")
    path = publish(office, "Estudio Norte")
    report = address(office.writes("Estudio Norte", payload="m:report_link"))
    answer = office.browser().client.get(path)
    assert status(office, report) == 200
    assert answer.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert "Set-Cookie" not in answer.headers
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    wrong = office.browser().client.get("/s/" + "x" * 22)
    with office.db.write() as tx:
        set_lock(tx, office.town.now, shut=True)
    assert status(office, path) == 404
    with office.db.write() as tx:
        set_lock(tx, office.town.now, shut=False)
        tx.run(Q(update(organisation).where(organisation.c.id == firm.organisation_id).values(status="suspended")))
    for one in (path, report):
        stopped = office.browser().client.get(one)
        assert (stopped.status_code, stopped.text) == (wrong.status_code, wrong.text)
    for word in ("", "%00", "../1", "9" * 4000, "' OR 1=1 --"):
        assert status(office, f"/s/{word}") in (404, 308), word


def test_only_who_is_responsible_publishes_and_anybody_of_theirs_takes_it_back(office: Office) -> None:
    firm = member(office.town, "Estudio Norte", "company")
    colleague = office.town.person("luis")
    with office.db.write() as tx:
        become_member(tx, colleague, firm.organisation_id, "member", office.town.now)
    office.writes("luis", payload="m:publish")
    office.writes("luis", "sí")
    assert office.town.rows("shared_page", "id") == []
    path = publish(office, "Estudio Norte")
    office.writes("luis", payload="m:close_statement")  # whoever is worried takes it back
    assert status(office, path) == 404


def test_a_shared_phone_shows_its_pin_before_anything_is_published(office: Office) -> None:
    member(office.town, "Estudio Norte", "company")
    office.writes("Estudio Norte", payload="m:pin_on")
    office.writes("Estudio Norte", "4821")
    office.writes("Estudio Norte", payload="m:publish")
    office.writes("Estudio Norte", "sí")
    assert office.town.rows("shared_page", "id") == []
    path = address(office.writes("Estudio Norte", "4821"))
    assert status(office, path) == 200


def test_a_coordinator_makes_the_poster_of_an_organisation_without_a_phone(office: Office) -> None:
    registered: Any = office.town.do(office.ruth, Register("Barrio Sol", "Tegucigalpa"))[0]
    office.town.do(office.ruth, ActFor(registered.organisation_id))
    assert "<bdi>Barrio Sol</bdi>" in office.browser().get(publish(office, "ruth", "make_poster"))
    assert "<bdi>Barrio Sol</bdi>" in office.signed_in().get(office.at(f"poster/{registered.organisation_id}"))


def test_an_organisations_report_is_told_in_chat_and_printed_from_a_page_for_a_week(office: Office) -> None:
    town = office.town
    firm, luz = member(town, "Estudio Norte", "cso"), member(town, "Casa Luz")
    served(town, firm, luz, 120)
    town.do(firm.person_id, Post("need", "traducir un contrato", minutes=60, remote=True))
    said = office.writes("Estudio Norte", "informe para donantes")
    text = "\n".join(office.house.wording.say(line, Reader("es"), "") for line in said.lines)
    for words in ("Dieron: 2\u00a0horas. Recibieron: 0\u00a0horas.", "Pedidos: 1. Atendidos: 0.", "acordado: 1."):
        assert words.replace("\u00a0", " ") in text.replace("\u00a0", " ")
    assert "Casa Luz" not in text
    path = address(office.writes("Estudio Norte", payload="m:report_link"))
    page = office.browser().get(f"{path}?lang=es&period=202611")
    assert figures(page)["Horas dadas"] == "2 horas"
    assert figures(page)["Organizaciones que participaron"] == "menos de 5"
    assert "Casa Luz" not in page
    assert figures(office.browser().get(f"{path}?lang=es&from=2026-10-01&to=2026-10-31"))["Horas dadas"] == "0 horas"
    assert 'dir="rtl"' in office.browser().get(f"{path}?lang=ar")
    for asked in (
        "period=20265",
        "period=%D9%A1",
        "from=2026-13-01&to=x",
        "from=2026-02-01&to=2026-01-01",
        "to=9" * 99,
    ):
        assert figures(office.browser().get(f"{path}?lang=es&{asked}"))["Horas dadas"] == "2 horas", asked
    town.now += REPORT_MS
    assert status(office, path) == 404


def test_a_poster_leads_from_a_telephone_to_its_organisations_offers(office: Office) -> None:
    town = office.town
    known = replace(office.house.settings, telegram_bot_token="1:a")
    listening = House(known, clock=lambda: town.now, hears=False, db=office.house.db)
    BotName(listening.db, known.telegram_bot_token, listening.clock).leave("comunidas_bot", "the worker")
    office.app = create_app(known, listening)
    luz = member(town, "Casa Luz")
    town.do(luz.person_id, Post("offer", "clases de inglés", remote=True))
    member(town, "Estudio Norte", "cso")
    before = office.signed_in()
    assert "Casa Luz" not in before.get(office.at("poster"))
    assert before.client.get(office.at(f"poster/{luz.organisation_id}")).status_code == 404
    path = publish(office, "Casa Luz", "make_poster")
    (number,) = town.rows("shared_page", "number", kind="poster")[0]
    code = str(qr(f"https://t.me/comunidas_bot?start=P{number}"))
    page = office.browser().client.get(f"{path}?lang=es").text
    assert code in page
    assert "<bdi>clases de inglés</bdi>" in page
    theirs = before.client.get(office.at(f"poster/{luz.organisation_id}?lang=ar")).text
    assert code in theirs
    assert '<html lang="ar" dir="rtl">' in theirs
    assert status(office, office.at(f"poster/{luz.organisation_id}")) == 401

    seen = office.writes("Estudio Norte", f"p{number}")
    assert seen.options[0].id.startswith("l:")
    assert office.writes("nueva", f"P{number}").lines[-1].id.startswith("Welcome to ComuniDAS")
    joined = office.writes("nueva", "Casa Nueva, Tegucigalpa")
    assert "{organisation} offers:" in [line.id for line in joined.lines]

    office.writes("Casa Luz", payload="m:close_poster")
    assert "That poster is not in use any more, or it is of another network." in [
        line.id for line in office.writes("nueva", f"P{number}").lines
    ]
    assert status(office, path) == 404


def test_safety_02_finding_14_a_poster_of_another_network_is_like_one_that_never_was(office: Office) -> None:
    town = office.town
    luz = member(town, "Casa Luz")
    town.do(luz.person_id, Post("offer", "clases de inglés", remote=True))
    publish(office, "Casa Luz", "make_poster")
    (number,) = town.rows("shared_page", "number")[0]
    with office.db.write() as tx:
        town.hub_id = add_hub(tx, "Otra red", "HN", "America/Tegucigalpa", ("es",), {"approval": False}, town.now)
    member(town, "Lejos")
    told = office.writes("Lejos", f"P{number}")
    assert [line.id for line in told.lines] == [GONE]
    assert office.writes("Lejos", "P999") == told


def test_safety_02_finding_14_posters_are_not_counted_up(office: Office) -> None:
    """New ones say ten digits of chance; what was printed before says its own number, in its network."""
    town = office.town
    for name in ("Casa Luz", "Casa Mar"):
        member(town, name)
        publish(office, name, "make_poster")
    numbers = [number for (number,) in town.rows("shared_page", "number")]
    assert len(set(numbers)) == 2
    assert min(numbers) >= 10**9
    member(town, "Vecina")
    assert [office.writes("Vecina", f"P{id}").lines[0].id for (id,) in town.rows("shared_page", "id")] == [GONE, GONE]
    with office.db.write() as tx:
        tx.run(Q(update(shared_page).where(shared_page.c.id == 1).values(number=null())))
    assert office.writes("Vecina", "P1").lines[0].params["organisation"] == "Casa Luz"


def test_who_closes_leaves_no_page_behind(office: Office) -> None:
    member(office.town, "Casa Luz")
    path = publish(office, "Casa Luz")
    office.town.do(office.town.person("Casa Luz"), EraseMe())
    assert office.town.rows("shared_page", "id") == []
    assert status(office, path) == 404


def test_the_day_and_the_digits_are_those_of_the_organisations_country(office: Office) -> None:
    firm = member(office.town, "دار النور", "company", country="EG")
    for number in range(5):
        served(office.town, firm, member(office.town, f"Casa {number}"), 120)
    page = office.browser().get(f"{publish(office, 'دار النور')}?lang=ar")
    assert "١٠ ساعات" in page
    assert "10" not in page.partition("<main")[2].partition('type="date"')[0]
