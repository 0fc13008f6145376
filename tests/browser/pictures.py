"""The screenshots of the documentation, made anew by `make pictures`: the simulator in Spanish and in Arabic."""

from __future__ import annotations

import logging
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from bot.simulator.worlds import Worlds
from bot.wording import Wording
from core.settings import Settings
from tests.browser.conftest import HOW
from tests.conftest import NOW
from tests.keeping_door import KeepingDoor
from webhooks.app import create_app
from webhooks.server import WebServer

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
LANGUAGES = ("es", "ar")
_SIZE: ViewportSize = {"width": 1180, "height": 1000}


@contextmanager
def served() -> Iterator[str]:
    """A simulator whose days are always the same, at some port of this machine."""
    worlds = Worlds(Wording(), lambda: NOW)
    server = WebServer(
        create_app(Settings("sqlite:///x", ("k" * 32,)), KeepingDoor(), simulator=worlds), "127.0.0.1", 0, 8
    )
    threading.Thread(target=server.run, daemon=True).start()
    threading.Thread(target=worlds.master, args=("first",)).start()
    try:
        yield f"{server.url}/simulator"
    finally:
        server.stop()
        worlds.close()


def simulator(page: Page, address: str, lang: str) -> None:
    """An Arabic request has met a Spanish offer, and both have agreed."""
    page.goto(f"{address}?scene=first&lang={lang}")
    page.wait_for_selector("[data-simulator]", timeout=60_000)
    page.locator("#log-a").get_by_role("button", name="Podemos ayudar").click()
    expect(page.locator("#log-b .bubble")).to_have_count(7)
    page.locator("#log-b summary").last.click()
    page.locator("#log-b").get_by_role("button", name="قبول").click()
    expect(page.locator("#log-a .bubble").last).to_contain_text("acordado")
    page.screenshot(path=FOLDER / f"simulator.{lang}.png", animations="disabled")


def main() -> int:
    found = shutil.which("chromium")
    if not found:
        print(HOW, file=sys.stderr)
        return 2
    logging.disable(logging.INFO)
    FOLDER.mkdir(exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        for lang in LANGUAGES:
            context = browser.new_context(viewport=_SIZE)
            simulator(context.new_page(), address, lang)
            context.close()
        browser.close()
    print(*sorted(str(file.relative_to(FOLDER.parents[1])) for file in FOLDER.glob("*.png")), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
