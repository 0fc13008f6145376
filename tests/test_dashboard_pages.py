"""What the coordinators' pages show and do: the hub's own affairs, the deeds of the chat, no phone numbers."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from sqlalchemy import insert, update

from bot.desk.pages import PAGES
from core.commands import Accept, Join, Post, Propose, SetLanguage, Terms
from core.db import Database, Q
from core.events import Joined, Moved, Posted
from core.hubs import add_hub
from core.tables import coordinator, outbound, recovery
from core.vault import Vault
from tests.members import Town
from tests.office import Office
from webhooks.app import create_app
from webhooks.public import qr

ALL = sorted(PAGES)
NUMBER = "+50499998888"


def lively(office: Office) -> int:
    """Two organisations, a need that nobody fits, an offer that looks like a formula, an agreed exchange; its id."""
    town = office.town
    (luz,) = town.do(town.person(NUMBER), Join("Casa Luz", "Tegucigalpa", "HN", town.hub_id))
    assert isinstance(luz, Joined)
    sol = town.member("Estudio Norte", "El Cairo", "EG", "ar")
    town.do(luz.person_id, Post("offer", "=SUM(A1) y contabilidad", remote=True))
    (need,) = town.do(luz.person_id, Post("need", "afinar un piano", minutes=120, remote=True))
    assert isinstance(need, Posted)
    events = town.do(sol.person_id, Propose(listing_id=need.listing_id, terms=Terms(120, "2026-12-01", remote=True)))
    id = next(event.exchange_id for event in events if isinstance(event, Moved))
    town.do(luz.person_id, Accept(id, 1))
    town.do(luz.person_id, Post("need", "reparar el techo", minutes=60, remote=True))
    return id


def needs(office: Office, who: Joined, what: str) -> int:
    """The id of a new request."""
    posted = office.town.do(who.person_id, Post("need", what, minutes=60, remote=True))[0]
    assert isinstance(posted, Posted)
    return posted.listing_id


@pytest.mark.parametrize("lang", ["es", "ar"])
def test_every_page_stands_in_the_readers_language_and_direction(office: Office, lang: str) -> None:
    lively(office)
    office.town.do(office.ruth, SetLanguage(lang))
    browser = office.signed_in()
    for name in ALL:
        page = browser.get(office.at(name))
        assert browser.status == 200, name
        assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in page
        assert "<h1>" in page
        assert "style=" not in page
        assert "<script" not in page
        assert 'action="/dashboard/out"' in page


def test_an_exchange_shows_its_whole_history(office: Office) -> None:
    id = lively(office)
    page = office.signed_in().get(office.at(f"exchanges/{id}"))
    assert "propuso" in page
    assert page.count("<tr>") >= 4


def test_a_new_organisation_is_let_in_as_in_the_chat_and_hears_of_it(db: Database, vault: Vault, now: int) -> None:
    office = Office(db, Town(db, vault, now))
    casa = office.town.member("Casa Luz")
    browser = office.signed_in()
    assert "Casa Luz" in browser.page
    browser.post(office.at("do"), deed=f"o:{casa.organisation_id}:in_cso")
    assert browser.status == 200
    assert office.town.rows("organisation", "status", id=casa.organisation_id) == [("approved",)]
    told = [screen for (screen,) in office.town.rows("outbound", "screen", kind="alert")]
    assert told
    assert "Casa Luz" not in browser.get(office.at("today")).partition("<main")[2]
    office.house.bell.close()


def test_a_deed_sent_twice_is_done_once(db: Database, vault: Vault, now: int) -> None:
    office = Office(db, Town(db, vault, now))
    casa = office.town.member("Casa Luz")
    browser = office.signed_in()
    for _twice in range(2):
        browser.client.post(
            office.at("do"),
            data={"csrf_token": csrf(browser.page), "once": "a", "deed": f"o:{casa.organisation_id}:in_cso"},
        )
    assert len(office.town.rows("entry", "id", kind="grant")) == 1
    office.house.bell.close()


def csrf(page: str) -> str:
    return page.partition('name="csrf_token" value="')[2].partition('"')[0]


def test_what_is_no_coordinators_deed_is_not_done_here(office: Office) -> None:
    browser = office.signed_in()
    for deed in ("m:erase", "m:need", "x:1:1:acc", "lang:fr", "w:1:", "a:1:0"):
        browser.get(office.at("today"))
        browser.post(office.at("do"), deed=deed)
        assert browser.status == 404, deed


def test_f55_a_coordinator_of_another_hub_finds_nothing_here(office: Office) -> None:
    id = lively(office)
    with office.db.write() as tx:
        other = add_hub(tx, "Otra red", "HN", "America/Tegucigalpa", ("es",), {}, office.town.now)
    here, office.town.hub_id = office.town.hub_id, other
    office.town.coordinator("sam")
    browser = office.signed_in("sam")
    office.town.hub_id = here
    for name in (*ALL, f"exchanges/{id}", "members/1", "members/members.csv"):
        assert "Estudio Norte" not in browser.get(office.at(name))
        assert browser.status == 404, name
    office.town.hub_id = other
    for name in (f"exchanges/{id}", "members/1", "needs/2"):
        browser.get(office.at(name))
        assert browser.status == 404, name


def test_f54_ids_that_are_counted_up_lead_nowhere(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    browser = office.signed_in()
    for name in ("exchanges/99", "members/99", "needs/99", "offers/1", "nowhere", "needs/-1"):
        browser.get(office.at(name))
        assert browser.status == 404, name
    assert "/99" not in browser.page
    assert "not theirs" in caplog.text
    assert "99" not in caplog.text


@pytest.mark.parametrize("id", ["9223372036854775808", "9" * 16, "1" * 5000], ids=lambda id: str(len(id)))
def test_f54_an_id_with_more_digits_than_any_of_ours_leads_nowhere_too(office: Office, id: str) -> None:
    browser = office.signed_in()
    for name in ("exchanges", "members", "needs", "offers", "poster"):
        browser.get(office.at(f"{name}/{id}"))
        assert browser.status == 404, name
    browser.get(f"/dashboard/{id}/today")
    assert browser.status == 404


def test_f26_a_nul_in_what_a_page_is_asked_is_no_fault_of_ours(office: Office) -> None:
    lively(office)
    browser = office.signed_in()
    assert "reparar el techo" in browser.get(office.at("needs?state=%00"))
    browser.post(office.at("do"), deed="m:lists", once="\x00")
    assert browser.status == 200
    browser.post(office.at("send/rule"), once="\x00")
    assert browser.status == 404  # no rule is named


def test_what_is_not_there_is_said_in_the_coordinators_language_also_once_she_has_left(office: Office) -> None:
    office.town.do(office.ruth, SetLanguage("ar"))
    browser = office.signed_in()
    browser.client.environ_base |= {"HTTP_ACCEPT": "text/html", "HTTP_ACCEPT_LANGUAGE": "es"}
    browser.get(office.at("members/99"))
    assert browser.status == 404
    assert '<html lang="ar" dir="rtl">' in browser.page
    browser.get(office.at("today"))
    browser.post("/dashboard/out")
    assert browser.status == 401
    assert '<html lang="ar" dir="rtl">' in browser.page


def test_f55_no_page_shows_a_phone_number(office: Office) -> None:
    lively(office)
    (organisation_id,) = office.town.rows("organisation", "id", hub_id=office.town.hub_id)[0]
    browser = office.signed_in()
    browser.get(office.at("members/" + str(organisation_id)))
    people = browser.page.partition("Personas")[2].partition("</table>")[0]
    assert "responsable" in people
    assert NUMBER not in people


def test_f56_a_form_without_its_proof_or_from_elsewhere_is_refused(office: Office) -> None:
    browser = office.signed_in()
    assert browser.client.post(office.at("do"), data={"deed": "m:away"}).status_code == 400
    assert browser.client.post("/dashboard/out").status_code == 400
    page = browser.get(office.at("today"))
    sent = {"csrf_token": csrf(page), "deed": "m:lists", "once": "b"}
    crossed = browser.client.post(office.at("do"), data=sent, headers={"Sec-Fetch-Site": "cross-site"})
    assert crossed.status_code == 403


def test_f56_no_page_is_framed_and_nobody_is_sent_elsewhere(office: Office) -> None:
    browser = office.browser()
    path = office.link()
    browser.get(path + "?next=https://evil.example.org")
    word = path.rpartition("/")[2]
    answer = browser.client.post(
        "/dashboard/in?next=https://evil.example.org",
        data={"csrf_token": csrf(browser.page), "word": word, "next": "//evil.example.org"},
    )
    assert answer.headers["Location"] == "/dashboard/"
    for path in ("/dashboard", "/dashboard//" + office.at("today").removeprefix("/dashboard/")):  # put right by Flask
        moved = browser.client.get(path, headers={"Host": "evil.example.org"})
        assert moved.status_code == 308
        assert moved.headers["Location"] == path.replace("//", "/") + ("/" if path == "/dashboard" else "")
    headers = browser.client.get(office.at("today")).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_f34_a_table_is_taken_away_as_a_file_without_formulas(office: Office) -> None:
    lively(office)
    browser = office.signed_in()
    answer = browser.client.get(office.at("offers/offers.csv"))
    assert answer.content_type == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert rows[0][0] == "Qué"
    assert rows[1][0] == "'=SUM(A1) y contabilidad"


def test_a_service_that_is_added_says_at_once_what_it_finds(office: Office) -> None:
    lively(office)
    browser = office.signed_in()
    browser.get(office.at("services"))
    page = browser.post(office.at("send/concept"), **{"words-es": "afinar un piano, afinación", "page": "services"})
    assert "Agregado" in page
    assert "afinación" in page
    assert office.town.rows("concept", "labels") == [("es afinar un piano\nes afinación",)]


def test_a_service_is_named_in_several_languages_at_once_and_in_more_later(office: Office) -> None:
    lively(office)
    browser = office.signed_in()
    page = browser.get(office.at("services"))
    assert all(f'name="words-{lang}"' in page for lang in ("es", "ar", "en", "fr", "pt"))
    assert 'name="further-es"' not in page  # there is none yet that could have more names
    both = {"words-es": "teatro de sombras", "words-ar": "خيال الظل، مسرح الظل"}
    browser.post(office.at("send/concept"), page="services", **both)
    ((id, labels),) = office.town.rows("concept", "id", "labels")
    assert labels == "es teatro de sombras\nar خيال الظل\nar مسرح الظل"
    page = browser.post(
        office.at("send/name"), page="services", once="b", service=str(id), **{"further-fr": "théâtre d'ombres"}
    )
    assert "Guardado" in page
    ((labels,),) = office.town.rows("concept", "labels")
    assert labels.endswith("fr théâtre d'ombres")
    page = browser.post(office.at("send/name"), page="services", once="c", service=str(id))
    assert "al menos en un idioma" in page
    page = browser.post(
        office.at("send/name"), page="services", once="d", service=str(id), **{"further-pt": "contabilidade"}
    )
    assert "No se puede agregar" in page
    assert 'value="contabilidade"' in page  # what was written stands there again
    browser.post(office.at("send/name"), page="services", once="e", service="999", **{"further-pt": "sombras"})
    assert office.town.rows("concept", "labels") == [(labels,)]


def test_what_did_not_arrive_is_sent_again_once_by_its_own_hub(office: Office) -> None:
    office.town.member("Casa Luz")
    office.writes("Casa Luz", "menu")
    with office.db.write() as tx:
        tx.run(Q(update(outbound).values(state="parked", error="blocked")))
    (id,) = office.town.rows("outbound", "id")[0]
    browser = office.signed_in()
    browser.get(office.at("undelivered"))
    before = len(office.town.rows("outbound", "id"))
    browser.post(office.at("send/again"), id=str(id), page="undelivered")
    assert len(office.town.rows("outbound", "id")) == before + 1
    assert "send/again" not in browser.page
    browser.post(office.at("send/again"), id="9999", page="undelivered", once="c")
    assert browser.status == 404


def test_a_poster_has_a_code_for_each_way_in_and_the_hub_of_the_reader(office: Office) -> None:
    office.house.bot_name = "comunidas_bot"
    office.house.settings = replace(office.house.settings, telegram_bot_token="1:a")
    office.app = create_app(office.house.settings, office.house)
    browser = office.signed_in()
    page = browser.get(office.at("poster"))
    assert "<h1><bdi>Red de prueba</bdi></h1>" in page
    assert str(qr("https://t.me/comunidas_bot?start=R1")) in page
    assert page.count("<svg") == 1
    assert '<html lang="ar" dir="rtl">' in browser.get(office.at("poster?lang=ar"))
    with office.db.write() as tx:
        other = add_hub(tx, "Otra red", "HN", "America/Tegucigalpa", ("es",), {}, 0)
    assert "Otra red" not in browser.get(f"/dashboard/{other}/poster")
    assert browser.status == 404
    assert office.browser().client.get(office.at("poster")).status_code == 401


def test_suggestions_between_others_are_reminded_taken_let_go_and_ended_as_in_the_chat(office: Office) -> None:
    town = office.town
    luz, sol = town.member("Casa Luz"), town.member("Estudio Norte")
    town.do(sol.person_id, Post("offer", "contabilidad", remote=True))
    need = needs(office, luz, "contabilidad")
    (id, version), *_none = town.rows("exchange", "id", "version")
    browser, page = office.signed_in(), office.at(f"needs/{need}")
    for verb, other in (("care", "free"), ("free", "care"), ("nudge", "nudge")):
        assert f'value="x:{id}:{version}:{verb}"' in browser.get(page)
        browser.post(office.at("do"), deed=f"x:{id}:{version}:{verb}")
        assert f'value="x:{id}:{version}:{other}"' in browser.get(page), verb
    assert f'value="l:{need}:rest"' in browser.get(page)
    browser.post(office.at("do"), deed=f"x:{id}:{version}:care")
    assert "Te ocupas tú" in browser.get(page)
    browser.post(office.at("do"), deed=f"x:{id}:{version}:mute")
    assert town.rows("exchange", "state") == [("withdrawn",)]
    assert [action for (_id, action) in town.rows("history", "id", "action")][1:] == [
        *("cared", "freed", "nudged", "cared", "muted")
    ]


def test_ones_own_suggestions_are_left_to_other_coordinators(office: Office) -> None:
    town = office.town
    town.do(office.ruth, Join("Casa Ruth", "Tegucigalpa", "HN", town.hub_id))
    sol = town.member("Estudio Norte")
    town.do(sol.person_id, Post("offer", "contabilidad", remote=True))
    town.do(office.ruth, Post("need", "contabilidad", minutes=60, remote=True))
    page = office.signed_in().get(office.at("exchanges?state=suggested"))
    assert re.search(r'/exchanges/\d+">', page)
    assert ":mute" not in page
    assert ":forward" not in page


def test_today_shows_the_chosen_hub_and_how_much_waits_in_the_others(office: Office) -> None:
    town = office.town
    luz = town.member("Casa Luz")
    town.do(luz.person_id, Post("need", "afinar un piano", minutes=60, remote=True))
    with office.db.write() as tx:
        other = add_hub(tx, "Otra red", "HN", "America/Tegucigalpa", ("es",), {}, town.now)
        tx.run(Q(insert(coordinator).values(hub_id=other, person_id=office.ruth, since=town.now)))
    browser = office.signed_in()
    here = browser.get(office.at("today"))
    assert "afinar un piano" in here
    assert "otra red tuya" not in here
    assert f'href="/dashboard/{other}/today"' in here
    there = browser.get(f"/dashboard/{other}/today")
    assert "afinar un piano" not in there
    assert "1 asunto pendiente en otra red tuya" in there


def test_a_lost_phone_and_a_request_that_nobody_fits_are_seen_to_from_today(office: Office) -> None:
    town = office.town
    luz = town.member("Casa Luz")
    need = needs(office, luz, "afinar un piano")
    browser = office.signed_in()
    assert f'value="l:{need}:rest"' in browser.page
    browser.post(office.at("do"), deed=f"l:{need}:next")
    assert "Por ahora no hay nadie más que encaje" in browser.page
    browser.get(office.at("today"))
    browser.get(office.at(f"members/{luz.organisation_id}"))
    browser.post(office.at("do"), deed=f"o:{luz.organisation_id}:phone")
    assert browser.status == 200
    while not town.rows("recovery", "id"):
        (choice,) = re.findall(r'value="(q:[^"]+)"', browser.page)[:1]
        browser.post(office.at("do"), deed=choice)
    ((id,),) = town.rows("recovery", "id")
    with office.db.write() as tx:
        tx.run(Q(update(recovery).values(state="ready", ready_at=town.now)))
    assert f'value="r:{id}:code"' in browser.get(office.at("today"))
    browser.post(office.at("do"), deed=f"r:{id}:no")
    assert browser.status == 200
    assert f'value="r:{id}:' not in browser.get(office.at("today"))


def test_what_a_service_would_find_is_seen_before_it_is_added_and_its_words_stay(office: Office) -> None:
    lively(office)
    browser = office.signed_in()
    browser.get(office.at("services"))
    page = browser.post(office.at("send/look"), **{"words-es": "reparar el techo, goteras", "page": "services"})
    assert "Todavía no se agregó nada" in page
    assert "encontraría" in page
    assert 'value="reparar el techo, goteras"' in page
    assert office.town.rows("concept", "labels") == []
