"""The page of a hub that everybody can read: off until its policy says so, counts of nobody in particular, no names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlparse

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from bot.channels.channel import Incoming
from bot.channels.telegram_updates import read_update
from bot.channels.twilio_forms import parse_inbound
from bot.house import House
from core.bot_name import BotName
from core.commands import Post
from core.commands.giving import Donate
from core.db import Database, Q
from core.hubs import add_hub, change_policy
from core.lock import set_lock
from core.public_pages import KEPT_MS, number_in, slug
from core.settings import Settings
from core.tables import hub, organisation
from core.vault import Vault
from tests.gifts import go
from tests.keeping_door import KeepingDoor
from tests.members import Town
from tests.office import KEY
from webhooks.app import create_app
from webhooks.public import qr


class Street:
    """A hub with a page, the house behind it, and somebody who passes by."""

    def __init__(self, db: Database, town: Town, *, whatsapp: bool = False) -> None:
        self.db, self.town = db, town
        known = Settings(db.url, (KEY,), public_base_url="https://bot.example.org", telegram_bot_token="1:a")
        if whatsapp:
            known = replace(
                known,
                twilio_account_sid="AC1",
                twilio_auth_token="t",
                twilio_whatsapp_from="whatsapp:+14155238886",
            )
        self.house = House(known, clock=lambda: town.now, hears=False, db=db)
        BotName(db, known.telegram_bot_token, lambda: town.now).leave("comunidas_bot", "the worker")
        self.web: FlaskClient = create_app(self.house.settings, self.house).test_client()

    def rule(self, value: str, hub_id: int = 0) -> None:
        with self.db.write() as tx:
            change_policy(tx, hub_id or self.town.hub_id, "test", "public", value, self.town.now)

    def page(self, path: str = "", lang: str = "es") -> str:
        answer = self.web.get(f"/h/1-red-de-prueba{path}?lang={lang}")
        assert answer.status_code == 200
        return answer.text


@pytest.fixture
def street(db: Database, vault: Vault, now: int) -> Iterator[Street]:
    street = Street(db, Town(db, vault, now, {"approval": False, "public": True}))
    yield street
    street.house.bell.close()


def rows(page: str) -> list[list[str]]:
    """The cells of the table, a row at a time."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("</tr>") if "<td" in row]


def offers(town: Town, many: int, first: int = 0) -> None:
    """English lessons, each by an organisation of its own."""
    for number in range(first, first + many):
        town.do(town.member(f"Asociación Secreta {number}").person_id, Post("offer", "clases de inglés", remote=True))


def test_a_hub_has_no_page_until_its_policy_wants_one(db: Database, vault: Vault, now: int) -> None:
    street = Street(db, Town(db, vault, now))
    assert street.web.get("/h/1-red-de-prueba").status_code == 404
    street.rule("yes")
    assert street.web.get("/h/1-red-de-prueba").status_code == 200
    street.rule("no")
    assert street.web.get("/h/1-red-de-prueba").status_code == 404
    street.house.bell.close()


def test_unknown_closed_and_private_hubs_are_answered_alike(street: Street) -> None:
    with street.db.write() as tx:
        closed = add_hub(tx, "Red cerrada", "HN", "America/Tegucigalpa", ("es",), {"public": True}, 0, is_open=False)
        private = add_hub(tx, "Red privada", "HN", "America/Tegucigalpa", ("es",), {}, 0)
    tried = ("99", f"{closed}-red-cerrada", f"{private}-red-privada", "x", "١-red", "9" * 400, "1'--", "-1", "0")
    answers = {
        (answer.status_code, answer.text, answer.headers["Content-Security-Policy"])
        for address in tried
        for path in (address, f"{address}/embed")
        for answer in [street.web.get(f"/h/{path}")]
    }
    assert len(answers) == 1
    assert next(iter(answers))[0] == 404


def test_while_all_is_locked_down_there_is_no_page(street: Street) -> None:
    street.page()
    with street.db.write() as tx:
        set_lock(tx, street.town.now, shut=True)
    assert street.web.get("/h/1-red-de-prueba").status_code == 404


def test_the_number_finds_it_and_the_name_is_put_right(street: Street) -> None:
    for address in ("1", "1-otro-nombre", "1-"):
        answer = street.web.get(f"/h/{address}?lang=ar&next=https://elsewhere.example")
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/h/1-red-de-prueba?lang=ar"


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Red Añatuya / Sur", "3-red-anatuya-sur"),
        ("شبكة التعاون", "3-شبكة-التعاون"),
        ("***", "3"),
        ("//evil.example\u202e", "3-evil-example"),
    ],
)
def test_an_address_is_made_of_the_letters_of_a_name(name: str, address: str) -> None:
    assert slug(3, name) == address
    assert number_in(address) == 3


def test_an_arabic_name_stands_in_an_address_that_opens(street: Street) -> None:
    with street.db.write() as tx:
        add_hub(tx, "شبكة التعاون", "EG", "Africa/Cairo", ("ar",), {"public": True}, 0)
    answer = street.web.get("/h/2", follow_redirects=True)
    assert answer.status_code == 200
    assert "<bdi>شبكة التعاون</bdi>" in answer.text
    assert '<html lang="ar" dir="rtl">' in answer.text  # the hub's own language, where the browser says none


def test_fewer_than_five_organisations_are_not_counted_out(street: Street) -> None:
    offers(street.town, 4)
    assert rows(street.page()) == [["Educación", "menos de 5", "0"]]
    assert "<li><bdi>" not in street.page()  # nor is a service named that few give
    offers(street.town, 1, first=4)
    street.town.now += KEPT_MS
    assert rows(street.page())[0][1] == "5"
    assert "<li><bdi>" in street.page()


def test_five_offers_of_one_organisation_are_one_organisation(street: Street) -> None:
    one = street.town.member("Asociación Secreta")
    for number in range(6):
        street.town.do(one.person_id, Post("offer", f"clases de inglés {number}", remote=True))
    assert rows(street.page())[0][1] == "menos de 5"


def test_the_page_tells_no_name_but_the_hubs_and_nobodys_words(street: Street) -> None:
    offers(street.town, 6)
    street.town.do(street.town.member("Casa Luz").person_id, Post("need", "traducir un contrato", remote=True))
    for lang in ("es", "ar", "en", "fr", "pt"):
        page = street.page(lang=lang)
        assert "Red de prueba" in page
        for word in ("Secreta", "Casa Luz", "contrato", "Tegucigalpa"):
            assert word not in page


def test_it_is_counted_once_a_minute_however_often_it_is_read(street: Street) -> None:
    offers(street.town, 5)
    assert rows(street.page())[0][1] == "5"
    offers(street.town, 1, first=5)
    assert rows(street.page())[0][1] == "5"
    street.town.now += KEPT_MS
    assert rows(street.page())[0][1] == "6"


def test_whom_nobody_let_in_yet_is_not_counted_nor_who_was_stopped(street: Street) -> None:
    offers(street.town, 1)
    for status, shown in (("approved", 1), ("suspended", 0), ("pending", 0), ("approved", 1)):
        with street.db.write() as tx:
            tx.run(Q(update(organisation).values(status=status)))
        street.town.now += KEPT_MS
        assert len(rows(street.page())) == shown, status
        assert ("Ahora no hay nada abierto." in street.page()) is not bool(shown)


def test_the_ways_in_are_links_and_codes_of_our_own(street: Street) -> None:
    page = street.page()
    assert page.count('href="https://t.me/comunidas_bot?start=R1"') == 1
    assert page.count("<svg") == 1
    assert str(qr("https://t.me/comunidas_bot?start=R1")) in page
    assert str(qr("https://t.me/another_bot")) not in page
    assert "wa.me" not in page
    assert not re.search(r"<(script|style|img|iframe)|url\(|style=| on\w+=", page)


def test_whatsapp_is_a_way_in_only_where_it_is_on(street: Street) -> None:
    both = Street(street.db, street.town, whatsapp=True)
    page = both.page()
    assert 'href="https://wa.me/14155238886?text=R1"' in page
    assert page.count("<svg") == 2
    both.house.bell.close()


@pytest.mark.parametrize(("path", "channel"), [("", "Telegram"), ("/embed", "WhatsApp"), ("", "WhatsApp")])
def test_who_comes_from_the_page_of_a_network_joins_that_one_without_having_to_choose(
    street: Street, path: str, channel: str
) -> None:
    """The link is followed as the apps do: Telegram sends /start with its word, WhatsApp the text that stands there."""
    both = Street(street.db, street.town, whatsapp=True)
    with street.db.write() as tx:
        other = add_hub(tx, "Otra red", "HN", "America/Tegucigalpa", ("es",), {"public": True, "approval": False}, 0)
    page = both.web.get(f"/h/{other}-otra-red{path}?lang=es").text
    for number, said in enumerate((follow(page, channel), "Casa Nueva, Tegucigalpa")):
        both.house.receive(arrives(channel, said, number))
    assert street.town.rows("organisation", "name", "hub_id") == [("Casa Nueva", other)]
    assert street.town.hub_id != other
    both.house.bell.close()


def follow(page: str, channel: str) -> str:
    """What the chat sends when the link of the page is followed."""
    links = {link.hostname: parse_qs(link.query) for link in map(urlparse, re.findall(r'href="(https://[^"]+)"', page))}
    if channel == "Telegram":
        return "/start " + links["t.me"]["start"][0]
    return links["wa.me"]["text"][0]


def arrives(channel: str, text: str, number: int) -> Incoming:
    """The same message as each provider tells of it."""
    if channel == "Telegram":
        who = {"id": 77, "is_bot": False, "first_name": "x", "language_code": "es"}
        body = {"message_id": number, "date": 1, "chat": {"id": 77, "type": "private"}, "from": who, "text": text}
        found = read_update({"update_id": number + 1, "message": body})
    else:
        form = {
            "MessageSid": f"SM{number:032x}",
            "From": "whatsapp:+50499990000",
            "To": "whatsapp:+14155238886",
            "Body": text,
        }
        found = parse_inbound(form)
    assert found is not None
    return found


def test_whoever_is_in_already_is_told_where_they_are_by_the_code_of_another_network(street: Street) -> None:
    street.town.member("Casa Luz")
    with street.db.write() as tx:
        other = add_hub(tx, "Otra red", "HN", "America/Tegucigalpa", ("es",), {"approval": False}, 0)
    for word, told in ((f"r{other}", True), (f"R{street.town.hub_id}", False)):
        handled = street.house.handler.handle(Incoming("console", word, "Casa Luz", words=word, at=street.town.now))
        assert handled
        assert ("That code is of another network" in handled.screen.lines[0].id) is told
        assert any(one.id == "m:need" for one in handled.screen.options)
    assert street.town.rows("organisation", "hub_id") == [(street.town.hub_id,)]


def test_a_network_that_only_a_code_opens_is_not_joined_by_its_word_but_asks_for_the_code(street: Street) -> None:
    with street.db.write() as tx:
        shut = add_hub(tx, "Red cerrada", "HN", "America/Tegucigalpa", ("es",), {"approval": False}, 0)
        tx.run(Q(update(hub).where(hub.c.id == shut).values(open=0)))
    said = street.house.handler.handle(Incoming("console", "n", "nueva", words=f"R{shut}", at=street.town.now))
    assert said
    assert "with a code" in said.screen.lines[0].id
    street.house.handler.handle(Incoming("console", "m", "nueva", words="Casa Nueva, Tegucigalpa", at=street.town.now))
    assert (shut,) not in street.town.rows("organisation", "hub_id")


def test_only_the_small_page_may_be_shown_within_others(street: Street) -> None:
    whole = street.web.get("/h/1-red-de-prueba").headers
    assert "frame-ancestors 'none'" in whole["Content-Security-Policy"]
    assert whole["X-Frame-Options"] == "DENY"
    small = street.web.get("/h/1-red-de-prueba/embed")
    assert "frame-ancestors *" in small.headers["Content-Security-Policy"]
    assert {"default-src 'none'", "style-src 'self'"} <= set(small.headers["Content-Security-Policy"].split("; "))
    assert "X-Frame-Options" not in small.headers
    assert "<form" not in small.text
    assert re.findall(r'<a class="button[^>]*>', small.text)
    assert all('target="_blank" rel="noopener"' in link for link in re.findall(r'<a class="button[^>]*>', small.text))
    assert "Set-Cookie" not in small.headers
    assert "Set-Cookie" not in whole


def test_what_the_fund_has_is_not_told_below_five_hours(street: Street) -> None:
    giver = street.town.member("Casa Luz")
    for number in range(5):
        street.town.member(f"Otra {number}")
    street.town.do(giver.person_id, Donate(120))
    go(street.town.db, street.town.vault, street.town.now)
    assert "menos de 5\u00a0horas" in street.page() or "menos de 5 horas" in street.page()
    networks = street.web.get("/summary.json").get_json()
    assert networks["networks"][0]["hours"]["fund"] == "<5"


def test_while_the_database_is_away_it_says_so(street: Street) -> None:
    door = KeepingDoor()
    door.away = True
    assert create_app(street.house.settings, door).test_client().get("/h/1-red").status_code == 503


def test_an_arabic_page_has_the_digits_of_its_country(street: Street) -> None:
    def told(country: str) -> str:
        street.town.now += KEPT_MS
        with street.db.write() as tx:
            tx.run(Q(update(hub).values(country=country)))
        return street.page(lang="ar")

    offers(street.town, 6)
    assert "٦" in told("EG")
    assert "٦" not in told("MA")
