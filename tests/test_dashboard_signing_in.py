"""Who gets to the coordinators' pages: a link from the chat, once, soon, by a button; and how a session ends."""

from __future__ import annotations

import pytest
from sqlalchemy import bindparam, delete

from core.db import Database, Q
from core.panel.signing_in import IDLE_MS, LINK_MS, LONGEST_MS
from core.people import doubting
from core.tables import coordinator
from tests.office import Office

_NO_MORE = Q(delete(coordinator).where(coordinator.c.person_id == bindparam("person_id")))
ASK = "Pide uno nuevo"


def remove_role(office: Office, person_id: int) -> None:
    with office.db.write() as tx:
        tx.run(_NO_MORE, person_id=person_id)


@pytest.mark.parametrize("words", ["panel", "Dashboard", "لوحة", "tableau de bord", "Painel", "لوحة المتابعة"])
def test_a_coordinator_asks_for_the_link_in_her_own_words(office: Office, words: str) -> None:
    assert office.link(words=words)


def test_who_coordinates_nothing_gets_no_link(office: Office) -> None:
    office.town.member("Casa Luz")
    said = office.writes("Casa Luz", "panel")
    assert not any("link" in line.params for line in said.lines)
    assert office.town.rows("visit", "id") == []


def test_the_link_opens_by_a_button_and_shows_what_waits(office: Office) -> None:
    browser = office.signed_in()
    assert "<h1>Hoy</h1>" in browser.page
    assert "Red de prueba" in browser.page


def test_a_phone_that_is_somebody_elses_now_is_no_way_in(office: Office) -> None:
    browser = office.signed_in()
    office.link()
    (address_id,) = {row[0] for row in office.town.rows("visit", "address_id")}
    with office.db.write() as tx:
        doubting.let_go(tx, address_id, doubting.stranger(tx, "es", office.town.now), office.town.now)
    browser.get("/dashboard/")
    assert browser.status == 401
    assert all(ended_at for (ended_at,) in office.town.rows("visit", "ended_at"))


def test_f52_a_preview_that_only_looks_opens_nothing(office: Office) -> None:
    path = office.link()
    for _preview in range(3):
        assert "Abrir el panel" in office.browser().get(path)
        assert office.browser().client.head(path).status_code == 200
    browser = office.browser()
    browser.get(path)
    assert "<h1>Hoy</h1>" in browser.post("/dashboard/in", word=path.rpartition("/")[2])


def test_f52_a_link_opens_once(office: Office) -> None:
    path = office.link()
    for expected in (200, 403):
        browser = office.browser()
        browser.get(path)
        browser.post("/dashboard/in", word=path.rpartition("/")[2])
        assert browser.status == expected
    assert ASK in browser.page
    assert browser.get("/dashboard/")
    assert browser.status == 401


def test_words_that_anybody_tries_hold_up_nobody_who_writes(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def writing(_db: Database, _work: object) -> None:
        raise AssertionError("it waited for who writes")

    browser, path = office.browser(), office.link()
    browser.get(path)
    monkeypatch.setattr(Database, "writing", writing)
    browser.post("/dashboard/in", word="A" * 43)
    assert browser.status == 403
    browser.get(path)
    browser.post("/dashboard/out")
    assert browser.status == 401


def test_f52_a_link_is_worth_nothing_after_ten_minutes(office: Office) -> None:
    path = office.link()
    browser = office.browser()
    browser.get(path)
    office.town.now += LINK_MS
    assert ASK in browser.post("/dashboard/in", word=path.rpartition("/")[2])
    assert browser.status == 403


def test_f52_a_newer_link_ends_the_one_before(office: Office) -> None:
    first, _second = office.link(), office.link()
    browser = office.browser()
    browser.get(first)
    assert ASK in browser.post("/dashboard/in", word=first.rpartition("/")[2])


def test_f52_after_the_role_is_gone_neither_link_nor_session_serve(office: Office) -> None:
    sam = office.town.coordinator("sam")
    browser, path = office.signed_in("sam"), office.link("sam")
    remove_role(office, sam)
    assert ASK in browser.get(office.at("today"))
    assert browser.status == 401
    other = office.browser()
    other.get(path)
    assert ASK in other.post("/dashboard/in", word=path.rpartition("/")[2])


def test_a_session_ends_when_nobody_is_there_and_after_half_a_day_at_the_latest(office: Office) -> None:
    browser = office.signed_in()
    began = office.town.now
    while office.town.now + IDLE_MS - 1 < began + LONGEST_MS:
        office.town.now += IDLE_MS - 1
        assert browser.get(office.at("today"))
        assert browser.status == 200
    office.town.now = began + LONGEST_MS
    assert browser.get(office.at("today"))
    assert browser.status == 401
    idle = office.signed_in()
    office.town.now += IDLE_MS
    assert idle.get(office.at("today"))
    assert idle.status == 401


def test_who_signs_out_is_out_also_with_the_old_cookie(office: Office) -> None:
    browser = office.signed_in()
    kept = browser.cookie()
    browser.post("/dashboard/out")
    assert browser.status == 401
    browser.client.set_cookie("comunidas_here", kept)
    assert browser.get(office.at("today"))
    assert browser.status == 401


def test_f56_a_session_that_was_planted_before_is_not_the_one_after(office: Office) -> None:
    browser = office.browser()
    path = office.link()
    browser.get(path)
    planted = browser.cookie()
    browser.post("/dashboard/in", word=path.rpartition("/")[2])
    assert planted
    assert browser.cookie() != planted
    thief = office.browser()
    thief.client.set_cookie("comunidas_here", planted)
    assert thief.get(office.at("today"))
    assert thief.status == 401


def test_neither_link_nor_session_can_be_read_from_what_is_stored(office: Office) -> None:
    path = office.link()
    assert path.rpartition("/")[2] not in office.stored()
    assert path.rpartition("/")[2] not in repr(office.town.rows("outbound", "id", "screen"))
    assert path.rpartition("/")[2] not in repr(office.town.rows("command_key", "key", "answer"))


def test_the_cookie_is_for_this_host_alone_where_there_is_https(office: Office) -> None:
    from core.settings import Settings
    from tests.office import KEY
    from webhooks.app import create_app

    app = create_app(Settings(office.db.url, (KEY,), public_base_url="https://bot.example.org"), office.house)
    cookie = app.test_client().get("/dashboard/in/abc").headers["Set-Cookie"]
    assert cookie.startswith("__Host-comunidas=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_a_shared_phone_shows_its_pin_before_the_link(office: Office) -> None:
    from core.commands.pinning import SetPin

    address_id = office.town.rows("address", "id", person_id=office.ruth)[0][0]
    office.town.do(office.ruth, SetPin(address_id, "4071"))
    asked = office.writes("ruth", "panel")
    assert [line.id for line in asked.lines] == ["Your PIN?"]
    assert any("link" in line.params for line in office.writes("ruth", "4071").lines)
