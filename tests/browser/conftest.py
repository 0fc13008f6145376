"""A browser, a server for any application, and what every page is held to.

Where there is no chromium these stories are skipped and say so; with CI=true that is a failure.
Playwright keeps an event loop in the thread that drives it: it lives no longer than the stories of this folder, and
what they test runs in threads of its own.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from typing import Protocol

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from core.db import Database
from core.vault import Vault
from tests.office import Office, at_the_desk
from webhooks.server import WebServer

HOW = "no chromium here: apt-get install --no-install-recommends chromium fonts-noto-core fonts-noto-color-emoji"
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)  # a busy machine is no failure
_THREADS = 8
_SPILLS = """() => [...document.querySelectorAll("a, button, summary, label:not(.unseen), p, li, tbody th, td")]
    .filter((one) => getComputedStyle(one).display !== "inline" && one.scrollWidth > one.clientWidth + 2)
    .map((one) => one.textContent.trim().slice(0, 60))"""

Serve = Callable[[Flask], str]


class Window(Protocol):
    """Opens a window; where no size is named, one of Playwright's own."""

    def __call__(
        self, *, viewport: ViewportSize | None = None, locale: str | None = None, java_script_enabled: bool = True
    ) -> BrowserContext: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def office(sqlite_db: Database, vault: Vault, now: int) -> Iterator[Office]:
    """A coordinator at her pages, in a network as it is when it is new."""
    with at_the_desk(sqlite_db, vault, now) as office:
        yield office


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all stories; each opens a window of its own."""
    found = shutil.which("chromium")
    if not found:
        if os.environ.get("CI"):
            pytest.fail(HOW)
        pytest.skip(HOW)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser) -> Iterator[Window]:
    """Opens windows, each with its own cookies; all are closed at the end."""
    opened: list[BrowserContext] = []

    def open_one(
        *, viewport: ViewportSize | None = None, locale: str | None = None, java_script_enabled: bool = True
    ) -> BrowserContext:
        context = chromium.new_context(viewport=viewport, locale=locale, java_script_enabled=java_script_enabled)
        context.set_default_timeout(PATIENCE_MS)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def page(window: Window) -> Page:
    """One page in a window of a laptop's size."""
    return window(viewport={"width": 1200, "height": 800}).new_page()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Puts an application on a free port of this machine; tells its address, without a slash at its end."""
    running: list[tuple[WebServer, threading.Thread]] = []

    def start(app: Flask) -> str:
        server = WebServer(app, "127.0.0.1", 0, _THREADS)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        running.append((server, thread))
        return server.url

    yield start
    for server, thread in running:
        server.stop()
        thread.join(PATIENCE_MS / 1000)


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """axe-core finds nothing on the page, however little it weighs; nor, in the dark, a colour that cannot be read."""

    def look(page: Page, options: dict[str, object]) -> None:
        found = Axe().run(page, options=options)
        assert not found.violations_count, found.generate_report()

    def check(page: Page) -> None:
        look(page, {"resultTypes": ["violations"]})
        page.emulate_media(color_scheme="dark")
        look(page, {"runOnly": ["color-contrast"], "resultTypes": ["violations"]})
        page.emulate_media(color_scheme="light")

    return check


@pytest.fixture
def narrow() -> Callable[[Page], None]:
    """On a small telephone, also with letters twice as large, nothing stands beside the screen or over a neighbour."""

    def check(page: Page) -> None:
        for width, letters in ((360, "200%"), (320, "")):
            page.set_viewport_size({"width": width, "height": 640})
            page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", letters)
            wide = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
            assert wide[0] <= wide[1], f"{wide[0]} px in {wide[1]} {letters}"
            assert page.evaluate(_SPILLS) == [], letters

    return check
