"""The coordinators' pages in a real browser: signing in, a deed, a file, nothing serious for axe, 320 pixels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from bot.desk.pages import PAGES
from core.commands import Post, SetLanguage
from core.hubs import change_policy
from core.panel.signing_in import LINK_MS
from tests.browser.conftest import Serve, Window
from tests.office import Office
from tests.test_dashboard_pages import NUMBER, lively
from tests.test_shared_pages import publish
from webhooks.app import create_app

Check = Callable[[Page], None]
LONG = "Nezahualcóyotl-Tenochtitlan-Xochimilco-Coyoacán-Iztapalapa".replace("-", "")


def test_a_coordinator_signs_in_lets_an_organisation_in_and_takes_the_list_with_her(
    office: Office, page: Page, serve: Serve
) -> None:
    casa = office.town.member("Casa Luz")
    url, path = serve(office.app), office.link()
    page.goto(url + path)
    page.locator("main button").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Hoy"
    page.locator(f'button[value="o:{casa.organisation_id}:in_cso"]').click()
    page.get_by_role("status").wait_for()
    assert office.town.rows("organisation", "status", id=casa.organisation_id) == [("approved",)]
    page.goto(url + office.at("members"))
    with page.expect_download() as coming:
        page.get_by_role("link", name="CSV").click()
    assert "Casa Luz" in coming.value.path().read_text(encoding="utf-8-sig")
    page.goto(url + path)
    page.locator("main button").click()
    assert "Pide uno nuevo" in page.get_by_role("status").inner_text()
    late = office.link()
    page.goto(url + late)
    office.town.now += LINK_MS
    page.locator("main button").click()
    page.wait_for_url(url + "/dashboard/in")
    assert "Pide uno nuevo" in page.get_by_role("status").inner_text()


@pytest.mark.parametrize("lang", ["es", "ar"])
def test_every_page_is_fair_to_all_and_fits_a_small_phone(
    office: Office, page: Page, serve: Serve, accessible: Check, narrow: Check, lang: str
) -> None:
    with office.db.write() as tx:
        change_policy(tx, office.town.hub_id, "test", "approval", "no", office.town.now)
    lively(office)
    publish(office, NUMBER, "make_poster")
    office.town.do(office.town.member(LONG).person_id, Post("need", f"{LONG} {LONG}", minutes=60, remote=True))
    office.town.do(office.ruth, SetLanguage(lang))
    url = serve(office.app)
    page.goto(url + office.link())
    accessible(page)
    page.locator("main button").click()
    for name in (*PAGES, "poster", "poster/1", "exchanges/1", "members/1", "needs/2", "step"):
        page.goto(url + office.at(name))
        assert page.locator("h1").count() == 1, name
        accessible(page)
        narrow(page)
    page.goto(url + office.at("members/1"))
    page.locator('button[value$=":stop"]').click()
    expect(page.locator("textarea")).to_have_count(1)  # a step with a question
    accessible(page)
    narrow(page)
    page.goto(url + office.at("members/99"))
    assert page.locator("main .told").count() == 1
    accessible(page)
    narrow(page)
    page.goto(url + office.at("today"))
    page.locator("form[action='/dashboard/out'] button").click()
    page.wait_for_url(url + "/dashboard/")
    assert page.locator("html").get_attribute("lang") == lang
    accessible(page)
    narrow(page)


@pytest.mark.parametrize("lang", ["es", "ar"])
def test_a_poster_is_one_sheet_of_paper(office: Office, page: Page, serve: Serve, tmp_path: Path, lang: str) -> None:
    office.house.bot_name = "comunidas_bot"
    office.house.settings = replace(
        office.house.settings,
        telegram_bot_token="1:a",
        twilio_account_sid="AC1",
        twilio_auth_token="t",
        twilio_sms_from="+15005550006",
        twilio_whatsapp_from="whatsapp:+14155238886",
    )
    url = serve(create_app(office.house.settings, office.house))
    page.goto(url + office.link())
    page.locator("main button").click()
    page.goto(url + office.at(f"poster?lang={lang}"))
    page.pdf(path=tmp_path / "poster.pdf", prefer_css_page_size=True)
    (sheet,) = PdfReader(tmp_path / "poster.pdf").pages
    assert [round(float(side) / 72 * 25.4) for side in sheet.mediabox[2:]] == [210, 297]
    page.emulate_media(media="print")
    assert page.locator(".poster svg").count() == 2
    assert not page.get_by_role("navigation").first.is_visible()


@pytest.mark.parametrize("lang", ["es", "ar"])
def test_on_a_small_phone_what_waits_is_whole_and_the_menu_is_short(
    office: Office, page: Page, serve: Serve, lang: str
) -> None:
    with office.db.write() as tx:
        change_policy(tx, office.town.hub_id, "test", "approval", "no", office.town.now)
    lively(office)
    office.town.do(office.ruth, SetLanguage(lang))
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(serve(office.app) + office.link())
    page.locator("main button").click()
    cells = page.locator("table.cards tr:not(.does) > *")
    cells.first.wait_for()
    assert cells.count() >= 3
    for cell in cells.all():
        box = cell.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
    for cell in page.locator("table.cards td[data-head]").all():
        height = cell.evaluate("it => it.getBoundingClientRect().height / parseFloat(getComputedStyle(it).lineHeight)")
        assert height < 2.5  # its name and a date, on two lines at most
    rest = page.locator("nav details")
    assert page.locator("nav a").first.is_visible()
    assert not rest.locator("a").first.is_visible()
    rest.locator("summary").click()
    assert rest.locator("a").count() == 10
    rest.locator("a").last.click()
    assert page.locator("nav details").get_attribute("open") is not None  # where one is


def test_after_a_deed_reading_goes_on_with_what_came_of_it_and_a_field_says_what_is_wrong_with_it(
    office: Office, window: Window, serve: Serve
) -> None:
    casa = office.town.member("Casa Luz")
    page = window(java_script_enabled=False).new_page()
    url = serve(office.app)
    page.goto(url + office.link())
    page.locator("main button").click()
    page.locator(f'button[value="o:{casa.organisation_id}:in_cso"]').click()
    expect(page.get_by_role("status")).to_be_focused()
    page.goto(url + office.at("rules"))
    page.get_by_role("link", name="Días que un pedido queda abierto").click()
    page.get_by_label("Desde ahora").fill("pocos")
    page.get_by_role("button", name="Cambiar la regla").click()
    expect(page.get_by_role("status")).to_be_focused()
    expect(page.get_by_label("Desde ahora")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Desde ahora")).to_have_accessible_description(page.get_by_role("status").inner_text())
    page.reload()
    expect(page.get_by_label("Desde ahora")).not_to_have_attribute("aria-invalid", "true")
    page.goto(url + office.at("exports?from=2026-11-25&to=2026-11-24"))
    page.get_by_label("Desde").locator("xpath=ancestor::form").get_by_role("button").click()
    expect(page.get_by_label("Desde")).to_have_attribute("aria-describedby", "told")
    names = page.get_by_role("link", name="Descargar").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert len(names) > 3
    for part in page.get_by_role("region").all():  # each says of what
        for link in part.get_by_role("link").all():
            title = part.get_by_role("heading").inner_text()
            expect(link).to_have_accessible_name(f"{link.inner_text()} {title}")


def test_a_filter_says_that_it_is_on(office: Office, page: Page, serve: Serve) -> None:
    page.goto(serve(office.app) + office.link())
    page.locator("main button").click()
    here = page.url.rpartition("/")[0]
    for path, label in (
        ("needs", "Abiertos"),
        ("needs?state=paused", "En pausa"),
        ("exchanges?state=ended", "Terminados"),
        ("report?period=2026", "Este año"),
    ):
        page.goto(f"{here}/{path}")
        on = page.locator("main nav [aria-current]")
        assert on.count() == 1, path
        assert on.inner_text() == label
        others = page.locator("main nav a:not([aria-current])").first
        ground = "it => getComputedStyle(it).backgroundColor"
        assert on.evaluate(ground) != others.evaluate(ground)
