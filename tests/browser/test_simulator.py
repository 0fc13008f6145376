"""The simulator in a real browser: an exchange in two writings, on a narrow telephone, read aloud, without scripts."""

from __future__ import annotations

import re
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
from tests.files import JPEG
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


class Unprepared(Worlds):
    """Whoever comes has to wait."""

    def prepare(self, scene: str = "") -> None:
        """Not yet."""


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
    expect(page.locator("#drawer")).to_contain_text("intercambio completado")
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
    write(page, "a", "a" * 300)
    expect(page.locator("#log-a .bubble")).to_have_count(4)
    write(page, "c", "panel")
    expect(page.locator("#log-c .bubble a")).to_have_count(1)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    accessible(page)
    narrow(page)
    accessible(page)
    page.emulate_media(color_scheme="dark")
    walls, bubbles = (
        page.locator(f"#log-{key}{inner}").first.evaluate("(one) => getComputedStyle(one).backgroundColor")
        for key, inner in (("a", ""), ("b", " .theirs"))
    )
    for key in "abc":  # Arabic is drawn by a font made for it, on every page
        for one in page.locator(f"#log-{key} .theirs:lang(ar) p").all():
            assert str(one.evaluate("(p) => getComputedStyle(p).fontFamily")).startswith('"Noto Sans Arabic"')
    assert page.locator("#log-b .theirs:lang(ar)").count()
    assert all(max(int(part) for part in re.findall(r"\d+", one)[:3]) < 80 for one in (walls, bubbles))
    logs = page.get_by_role("log")
    assert [log.get_attribute("aria-live") for log in logs.all()] == ["polite"] * 3


def test_it_is_used_with_the_keyboard_alone(address: str, page: Page) -> None:
    page.goto(address + "?lang=es")
    page.locator("#say-a").focus()
    page.keyboard.type("saldo")
    page.keyboard.press("Enter")
    expect(page.locator("#log-a .bubble").last).to_contain_text("Ahora pueden recibir")
    expect(page.locator("#talk-a .bubble").last).to_contain_text("Para ⁨Casa Luz⁩:")  # heard without a look at it
    page.locator("#do-middle").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#do-sender")).to_be_focused()  # as the one that was pressed is gone
    expect(page.locator("#do-sender")).to_have_accessible_description(re.compile("pleno mensaje"))
    page.keyboard.press("Enter")
    expect(page.locator("#hub")).to_contain_text("los mensajes esperan")
    expect(page.locator("#do-sender")).to_be_focused()
    expect(page.locator("#do-sender")).to_have_accessible_description(re.compile("los mensajes esperan"))
    page.keyboard.press("Enter")
    expect(page.locator("#do-middle")).to_be_visible()
    expect(page.locator("#name-b bdi")).to_have_attribute("lang", "ar")


@pytest.mark.parametrize("width", [320, 1200])
def test_without_a_script_the_answer_is_in_sight(
    address: str, worlds: Worlds, window: Callable[..., BrowserContext], width: int
) -> None:
    page = window(java_script_enabled=False, viewport={"width": width, "height": 640}).new_page()
    page.goto(address + "?lang=es")
    for words, answer in (
        ("ayuda", "Escribe lo que"),
        ("menú", "¿Qué"),
        ("saldo", "Ahora pueden"),
        ("gracias", "Con gusto."),
    ):
        write(page, "a", words)
        newest = page.locator("#log-a .bubble").last
        expect(newest).to_contain_text(answer)
        inside, shown = page.locator("#log-a").bounding_box(), newest.bounding_box()
        assert inside
        assert shown
        top, end = inside["y"], inside["y"] + inside["height"]
        assert top < shown["y"] + shown["height"] <= min(end, 640)  # its end, also of one that is taller
        assert shown["y"] >= top or shown["height"] > inside["height"] - 20
    expect(page.locator("#log-a .earlier")).to_be_attached()


@pytest.mark.parametrize(
    ("lang", "words", "asked"),
    [("es", "un pedido nuevo", "¿Está bien?"), ("ar", "طلب جديد", "هل هذا صحيح؟")],
)
def test_what_happens_behind_is_read_as_words_with_the_code_small_beside_it(
    address: str,
    page: Page,
    lang: str,
    words: str,
    asked: str,
    accessible: Callable[[Page], None],
    narrow: Callable[[Page], None],
) -> None:
    page.goto(f"{address}?lang={lang}")
    write(page, "b", NEED)
    drawer = page.locator("#drawer")
    expect(drawer).to_contain_text(words)
    expect(drawer).to_contain_text(asked)
    code = drawer.locator("code", has_text="sure")
    expect(code).to_have_attribute("dir", "ltr")
    sizes = [one.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)") for one in (code, drawer)]
    assert sizes[0] < sizes[1]
    accessible(page)
    narrow(page)
    accessible(page)


@pytest.mark.parametrize("lang", ["es", "ar"])
def test_on_a_narrow_telephone_the_first_one_is_near_and_no_word_on_a_button_is_broken(
    address: str, window: Callable[..., BrowserContext], lang: str
) -> None:
    page = window(viewport={"width": 320, "height": 640}).new_page()
    page.goto(f"{address}?lang={lang}")
    first, field = page.locator("#a").bounding_box(), page.locator("#say-a").bounding_box()
    assert first
    assert field
    assert first["y"] < 400
    assert field["y"] < 900
    write(page, "c", "coordinación")
    press(page, "c", "Panel")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    broken = page.evaluate(
        """() => [...document.querySelectorAll("button")].flatMap((button) => {
            const text = button.firstChild, found = [];
            for (const word of text.data.matchAll(/[^\\s]+/g)) {
                const range = document.createRange();
                range.setStart(text, word.index);
                range.setEnd(text, word.index + word[0].length);
                const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
                if (tops.size > 1) found.push(word[0]);
            }
            return found;
        })"""
    )
    assert broken == []
    page.get_by_role("navigation").get_by_role("link", name="Casa Luz").click()
    landed = page.locator("#a").bounding_box()
    assert landed
    assert abs(landed["y"]) < 5


@pytest.mark.parametrize("lang", ["es", "ar"])
def test_who_waits_or_is_turned_away_reads_a_page_that_is_fair_to_all(
    serve: Serve,
    window: Callable[..., BrowserContext],
    lang: str,
    accessible: Callable[[Page], None],
    narrow: Callable[[Page], None],
) -> None:
    waiting = Unprepared(Wording(), lambda: NOW)
    settings = Settings("sqlite:///x", ("k" * 32,))
    page = window().new_page()
    opened: list[str] = []
    page.on("framenavigated", lambda frame: opened.append(frame.url))
    page.goto(serve(create_app(settings, KeepingDoor(), simulator=waiting)) + f"/simulator?lang={lang}")
    expect(page.get_by_role("status")).to_be_visible()
    with page.expect_response(lambda answer: answer.request.method == "HEAD"):
        accessible(page)
    narrow(page)
    assert len(opened) == 1  # it asks, and does not begin anew for who is read to
    in_a_thread = threading.Thread(target=Worlds.master, args=(waiting, ""))
    in_a_thread.start()
    in_a_thread.join()
    expect(page.locator("[data-simulator]")).to_be_visible()
    assert len(opened) == 2
    waiting.close()
    full = Worlds(Wording(), lambda: NOW, most=0)
    in_a_thread = threading.Thread(target=full.master, args=("",))
    in_a_thread.start()
    in_a_thread.join()
    address = serve(create_app(settings, KeepingDoor(), simulator=full)) + f"/simulator?lang={lang}"
    context = window()
    context.add_init_script("delete window.fetch")  # by forms alone, as this page is only seen then
    for scheme in ("light", "dark"):
        page = context.new_page()
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(address)
        write(page, "a", "saldo")
        expect(page.locator("p.told")).to_have_count(1)
        expect(page.locator("html")).to_have_attribute("lang", lang)
        accessible(page)
        narrow(page)
    full.close()


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
    address: str, page: Page, application: str, accessible: Callable[[Page], None], narrow: Callable[[Page], None]
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
    accessible(desk)
    narrow(desk)
    desk.locator("button[value^='o:'][value*=':in_']").first.click()
    expect(desk.get_by_role("status").first).to_be_visible()
    desk.get_by_role("link", name="Demostración").click()
    expect(desk.locator("#log-c")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_photo_that_is_sent_from_one_telephone_is_seen_on_the_other(
    address: str, window: Callable[..., BrowserContext], script: bool, accessible: Callable[[Page], None]
) -> None:
    page = window(java_script_enabled=script, viewport={"width": 320, "height": 640}).new_page()
    page.goto(address + "?lang=es")
    write(page, "b", NEED)
    press(page, "b", "نشر")
    press(page, "a", "Podemos ayudar")
    press(page, "b", "قبول")
    expect(page.locator("#log-a .bubble").last).to_contain_text("acordado")
    page.locator("#a .write summary").click()
    page.locator("#file-a").set_input_files({"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": JPEG})
    write(page, "a", "miren")
    expect(page.locator("#log-a img")).to_be_attached()
    press(page, "a", "Enviar")
    picture = page.locator("#log-b img")
    expect(picture).to_be_attached()
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("(one) => one.decode().then(() => one.naturalWidth)") > 0
    if script:
        accessible(page)
