"""The front page on a telephone, read aloud or seen, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from core.settings import Settings
from tests.browser.conftest import Serve, Window
from tests.keeping_door import KeepingDoor
from webhooks.app import create_app


@pytest.fixture
def front(serve: Serve) -> str:
    return serve(create_app(Settings("sqlite:///x", ("k" * 32,)), KeepingDoor({"name": "جمعية نور الحياة"})))


def test_anybody_can_read_the_front_page(
    front: str, page: Page, accessible: Callable[[Page], None], narrow: Callable[[Page], None]
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(front)
    assert "جمعية نور الحياة" in page.title()
    accessible(page)
    narrow(page)
    assert not [text for text in said if "Content Security Policy" in text]


def test_it_needs_no_script(front: str, window: Window) -> None:
    page = window(java_script_enabled=False).new_page()
    page.goto(front)
    assert page.locator('section[lang="ar"]').evaluate_all("all => all.length") == 1


def test_a_wrong_address_is_a_page_that_anybody_can_read_and_leave(
    front: str,
    window: Window,
    accessible: Callable[[Page], None],
    narrow: Callable[[Page], None],
) -> None:
    page = window(locale="ar").new_page()
    page.goto(front + "/nowhere")
    assert page.locator("html").get_attribute("dir") == "rtl"
    accessible(page)
    narrow(page)
    page.locator("main a").click()
    expect(page).to_have_title(re.compile("جمعية نور الحياة"))
