"""The page of a hub in a real browser: nothing serious for axe, 320 pixels, within somebody else's page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from core.db import Database
from core.vault import Vault
from tests.browser.conftest import Serve
from tests.members import Town
from tests.test_public_pages import Street, offers

Check = Callable[[Page], None]


@pytest.fixture
def street(sqlite_db: Database, vault: Vault, now: int) -> Iterator[Street]:
    street = Street(sqlite_db, Town(sqlite_db, vault, now, {"approval": False, "public": True}))
    offers(street.town, 5)
    yield street
    street.house.bell.close()


@pytest.mark.parametrize("lang", ["es", "ar"])
def test_the_page_is_fair_to_all_and_fits_a_small_phone(
    street: Street, page: Page, serve: Serve, accessible: Check, narrow: Check, lang: str
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    url = serve(street.web.application)
    for path in ("", "/embed"):
        page.set_viewport_size({"width": 1200, "height": 800})
        page.goto(f"{url}/h/1-red-de-prueba{path}?lang={lang}")
        assert page.locator("html").get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")
        accessible(page)
        narrow(page)
    assert not [text for text in said if "Content Security Policy" in text]


def test_the_code_is_drawn_for_a_camera(street: Street, page: Page, serve: Serve) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(serve(street.web.application) + "/h/1-red-de-prueba?lang=es")
    code = page.locator("[role=img] svg")
    box = code.bounding_box()
    assert box is not None
    assert box["width"] >= 150
    assert code.evaluate("it => getComputedStyle(it).backgroundColor") == "rgb(255, 255, 255)"
    assert code.locator("path").evaluate("it => getComputedStyle(it).stroke") == "rgb(0, 0, 0)"


def test_an_organisation_shows_the_small_page_within_its_own_and_not_the_whole_one(
    street: Street, page: Page, serve: Serve
) -> None:
    inner = serve(street.web.application)
    outer = Flask("outer")
    outer.add_url_rule(
        "/<path:what>", "page", lambda what: f'<!doctype html><title>x</title><iframe src="{inner}/h/{what}"></iframe>'
    )
    url = serve(outer)
    page.goto(f"{url}/1-red-de-prueba/embed")
    assert page.frame_locator("iframe").get_by_role("heading", level=1).inner_text() == "Red de prueba"
    page.goto(f"{url}/1-red-de-prueba")
    page.wait_for_load_state("networkidle")
    assert page.frame_locator("iframe").get_by_role("heading", level=1).count() == 0
