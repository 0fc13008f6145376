"""The simulator in a real browser: an exchange in two writings, on a narrow telephone, read aloud, without scripts."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.simulator.worlds import Worlds
from bot.wording import Wording
from core.settings import Settings
from tests.browser.conftest import Serve
from tests.conftest import NOW
from tests.keeping_door import KeepingDoor
from webhooks.app import create_app

NEED = "نحتاج دروس رياضيات للأطفال عن بعد، ساعتان، قبل الخميس"


@pytest.fixture(scope="module")
def worlds() -> Iterator[Worlds]:
    began = time.monotonic_ns()
    made = Worlds(Wording(), lambda: NOW + (time.monotonic_ns() - began) // 1_000_000)
    in_a_thread = threading.Thread(target=made.master, args=("",))  # in this one Playwright has its own event loop
    in_a_thread.start()
    in_a_thread.join()
    yield made
    made.close()


@pytest.fixture
def address(serve: Serve, worlds: Worlds) -> str:
    settings = Settings("sqlite:///x", ("k" * 32,))
    return serve(create_app(settings, KeepingDoor(), simulator=worlds)) + "/simulator"


def write(page: Page, key: str, words: str) -> None:
    page.locator(f"#say-{key}").fill(words)
    page.locator(f"#say-{key}").press("Enter")


def press(page: Page, key: str, label: str) -> None:
    """The newest button of that label, behind WhatsApp's list if it is there."""
    button = page.locator(f"#log-{key}").get_by_role("button", name=label, exact=True, include_hidden=True).last
    expect(button).to_be_attached()
    behind = button.locator("xpath=ancestor::details[not(@open)]/summary")
    if behind.count():
        behind.click()
    button.click()


def begins(page: Page, key: str, word: str) -> str:
    """On which side of the newest message that line begins."""
    found: str = page.locator(f"#log-{key} .theirs p").last.evaluate(
        """(p, word) => {
            const text = p.firstChild, range = document.createRange(), at = text.data.indexOf(word);
            range.setStart(text, at);
            range.setEnd(text, at + word.length);
            const line = range.getBoundingClientRect(), box = p.getBoundingClientRect();
            return line.left - box.left < box.right - line.right ? "left" : "right";
        }""",
        word,
    )
    return found


def test_a_whole_exchange_from_an_arabic_request_to_the_settled_balance(address: str, page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(address + "?lang=es")
    write(page, "b", NEED)
    press(page, "b", "نشر")
    press(page, "a", "Podemos ayudar")
    press(page, "b", "قبول")
    press(page, "a", "Ya se hizo")
    expect(page.locator("#log-b .bubble")).to_have_count(10)  # its own four, as many answers, and two alerts
    press(page, "b", "تمت في الموعد")
    expect(page.locator("#head-a")).to_contain_text("Saldo: 4 horas")
    expect(page.locator("#head-b")).to_contain_text("Saldo: 9 horas")
    expect(page.locator("#proof")).to_contain_text("Las horas cuadran.")
    expect(page.locator("#drawer")).to_contain_text("settle")
    assert begins(page, "a", "Saldo") == "left"
    assert begins(page, "b", "الرصيد") == "right"
    assert not complaints


@pytest.mark.parametrize("stream", [True, False])
def test_what_happens_elsewhere_appears_by_itself(
    address: str, window: Callable[..., BrowserContext], stream: bool
) -> None:
    context = window()
    if not stream:
        context.add_init_script("delete window.EventSource")
    writing, watching = context.new_page(), context.new_page()
    writing.goto(address + "?lang=es")
    write(writing, "a", "menú")
    expect(writing.locator("#log-a .bubble")).to_have_count(4)
    watching.goto(address + "?lang=es")
    write(writing, "a", "saldo")
    expect(watching.locator("#log-a .bubble").last).to_contain_text("Ahora pueden recibir")


@pytest.mark.parametrize("lang", ["es", "ar"])
def test_anybody_can_read_it_also_on_a_narrow_telephone(
    address: str, page: Page, lang: str, accessible: Callable[[Page], None], narrow: Callable[[Page], None]
) -> None:
    page.goto(f"{address}?lang={lang}")
    for settings in page.locator("details.settings > summary").all():
        settings.click()
    write(page, "a", "a" * 300)
    expect(page.locator("#log-a .bubble")).to_have_count(4)
    accessible(page)
    narrow(page)
    page.emulate_media(color_scheme="dark")
    accessible(page)
    logs = page.get_by_role("log")
    assert [log.get_attribute("aria-live") for log in logs.all()] == ["polite"] * 3


def test_it_is_used_with_the_keyboard_alone(address: str, page: Page) -> None:
    page.goto(address + "?lang=es")
    page.locator("#say-a").focus()
    page.keyboard.type("saldo")
    page.keyboard.press("Enter")
    expect(page.locator("#log-a .bubble").last).to_contain_text("Ahora pueden recibir")
    page.locator("#do-kill").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#hub")).to_contain_text("los mensajes esperan")


def test_it_needs_no_script(address: str, window: Callable[..., BrowserContext]) -> None:
    page = window(java_script_enabled=False).new_page()
    page.goto(address + "?lang=es")
    write(page, "a", "saldo")
    expect(page.locator("#log-a .bubble").last).to_contain_text("Ahora pueden recibir")
    press(page, "a", "Menú")
    expect(page.locator("#log-a .bubble").last).to_contain_text("¿Qué quieres hacer?")


def test_a_telephone_moves_to_another_application(address: str, page: Page) -> None:
    page.goto(address + "?lang=es")
    page.locator("#a .settings > summary").click()
    page.locator("#channel-a").select_option("whatsapp")
    page.locator("#language-a").select_option("ar")
    page.locator("#a .settings").get_by_role("button", name="Cambiar").click()
    expect(page.locator("#head-a")).to_contain_text("WhatsApp")
    expect(page.locator("#log-a .bubble").last).to_contain_text("ماذا تريدون أن تفعلوا؟")
    expect(page.locator("#log-a")).to_have_attribute("dir", "rtl")


@pytest.mark.parametrize("application", ["telegram", "whatsapp"])
def test_panel_on_anas_telephone_leads_to_the_dashboard_of_her_network(
    address: str, page: Page, application: str
) -> None:
    page.goto(address + "?lang=es")
    page.locator("#c .settings > summary").click()
    page.locator("#channel-c").select_option(application)
    page.locator("#c .settings").get_by_role("button", name="Cambiar").click()
    write(page, "c", "coordinación")
    press(page, "c", "Panel")
    link = page.locator("#log-c .bubble").last.get_by_role("link")
    expect(link).to_have_attribute("rel", "noopener")
    with page.expect_popup() as opening:
        link.click()
    desk = opening.value
    desk.get_by_role("button", name="Abrir el panel").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Hoy")
    expect(desk.get_by_role("main")).to_contain_text("Barrio Nuevo")
    desk.locator("button[value^='o:'][value$=':yes']").first.click()
    expect(desk.get_by_role("status").first).to_be_visible()
    desk.get_by_role("link", name="Demostración").click()
    expect(desk.locator("#log-c")).to_be_visible()
