"""The screenshots of the documentation, made by `make pictures`: simulator and dashboard in Spanish and in Arabic."""

from __future__ import annotations

import logging
import re
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from bot.simulator.masters import Masters
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
TODAY = {"es": "Hoy", "ar": "اليوم"}
_SMALLER: ViewportSize = {"width": 1000, "height": 760}
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
    expect(page.locator("#log-b .bubble")).to_have_count(6)
    page.locator("#log-b summary").last.click()
    page.locator("#log-b").get_by_role("button", name="قبول").click()
    expect(page.locator("#log-a .bubble").last).to_contain_text("acordado")
    page.screenshot(path=FOLDER / f"simulator.{lang}.png", animations="disabled")


@contextmanager
def office() -> Iterator[dict[str, str]]:
    """By language the link that a coordinator of the invented network is given in the chat; it opens here."""
    with ExitStack() as left:
        masters = Masters(Path(left.enter_context(TemporaryDirectory())), "k" * 40, Wording(), lambda: NOW)
        made = masters.make("fund")
        links = {}
        for lang in LANGUAGES:
            world = masters.world(made.file, made.begun, lang)
            left.callback(world.close)
            world.set_language("c", lang)
            world.say("c", "panel")
            server = WebServer(create_app(Settings("sqlite:///x", ("k" * 40,)), world.house), "127.0.0.1", 0, 4)
            threading.Thread(target=server.run, daemon=True).start()
            left.callback(server.stop)
            (path,) = re.findall(r"/dashboard/in/[\w-]+", world.phones["c"].bubbles[-1].text)
            links[lang] = server.url + path
        yield links


def dashboard(page: Page, link: str, lang: str) -> None:
    """What waits today, in a network of three weeks."""
    page.goto(link)
    page.locator("main button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TODAY[lang])
    page.screenshot(path=FOLDER / f"dashboard.{lang}.png", animations="disabled")


def main() -> int:
    found = shutil.which("chromium")
    if not found:
        print(HOW, file=sys.stderr)
        return 2
    logging.disable(logging.INFO)
    FOLDER.mkdir(exist_ok=True)
    with office() as links, served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        for lang in LANGUAGES:
            context = browser.new_context(viewport=_SIZE)
            simulator(context.new_page(), address, lang)
            context.close()
            context = browser.new_context(viewport=_SMALLER)
            dashboard(context.new_page(), links[lang], lang)
            context.close()
        browser.close()
    print(*sorted(str(file.relative_to(FOLDER.parents[1])) for file in FOLDER.glob("*.png")), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
