"""The simulator's page by forms alone, as a browser without scripts sends them, and what it refuses."""

from __future__ import annotations

import re
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import CheckConstraint, Table
from werkzeug.test import TestResponse

from bot import flows
from bot.simulator.worlds import Worlds
from bot.understand.cues import intents
from bot.wording import Reader, Wording
from core.db import Database
from core.messages import Message
from core.settings import Settings, read_settings
from core.tables import account, entry, exchange, hold
from tests.asked import keys
from tests.conftest import NOW
from tests.keeping_door import KeepingDoor
from tests.test_simulator import next_number
from tests.test_webhooks_app import EVERYTHING, NOTHING
from webhooks.app import create_app
from webhooks.simulator.links import linked
from webhooks.simulator.names import FLOWS, QUESTIONS, answered
from webhooks.simulator.pages import COMING, SCENES
from webhooks.simulator.words import ACCOUNTS, ENTRIES, HOLDS, INTENTS, STEPS

MOST_BYTES = 40_000
NEED = "نحتاج دروس رياضيات للأطفال عن بعد، ساعتان، قبل الخميس"


class Visitor:
    """A browser without scripts: it has cookies, follows where it is sent, and reads the page."""

    def __init__(self, web: FlaskClient, scene: str = "") -> None:
        self.web, self.scene = web, scene
        self.page = web.get(f"/simulator?lang=es&scene={scene}").text

    def send(self, status: int = 200, **form: str) -> TestResponse:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.page)
        assert token
        form = {"scene": self.scene, "csrf_token": token[1]} | form
        answer = self.web.post("/simulator/act", data=form, follow_redirects=True)
        assert answer.status_code == status, answer.text
        if status == 200:
            self.page = answer.text
        return answer

    def phone(self, key: str) -> str:
        found = re.search(rf'<section class="phone \w+" id="{key}".*?</section>', self.page, re.DOTALL)
        assert found
        return unescape(found[0])

    def press(self, key: str, label: str) -> None:
        """The newest button of that label."""
        found = re.findall(rf'name="tap" value="([\d.]+)" dir="auto">{label}<', self.phone(key))
        self.send(phone=key, tap=found[-1])


@pytest.fixture
def web(worlds: Worlds) -> FlaskClient:
    return create_app(NOTHING, KeepingDoor({"simulator": "/simulator"}), simulator=worlds).test_client()


@pytest.fixture
def visitor(web: FlaskClient) -> Visitor:
    return Visitor(web)


def test_an_exchange_by_forms_from_an_arabic_request_to_the_settled_balance(visitor: Visitor) -> None:
    assert "Saldo: 2 horas" in visitor.phone("a")
    visitor.send(phone="b", say=NEED)
    visitor.press("b", "نشر")
    visitor.press("a", "Podemos ayudar")
    visitor.press("b", "قبول")
    assert "Apartado: 2 horas" in visitor.phone("b")
    visitor.press("a", "Ya se hizo")
    visitor.press("b", "تمت في الموعد")
    assert "Saldo: 4 horas" in visitor.phone("a")
    assert "Saldo: 9 horas" in visitor.phone("b")
    assert "Las horas cuadran." in visitor.page


def drawer(visitor: Visitor) -> str:
    """Its text, without marks."""
    found = visitor.page.partition('<div id="drawer">')[2].partition("</div>")[0]
    return " ".join(re.sub("[\u2066-\u2069\u200f]", "", unescape(re.sub(r"<[^>]+>", " ", found))).split())


def test_the_drawer_speaks_the_visitors_language(visitor: Visitor, worlds: Worlds) -> None:
    db = Database(f"sqlite:///{worlds.master('').file}")
    number = next_number(db)
    db.close()
    visitor.send(phone="b", say=NEED)
    assert "un pedido nuevo need Pregunta: ¿Está bien? sure · Qué what : " in drawer(visitor)
    assert "· Horas hours : 2 horas 120 ·" in drawer(visitor)
    assert "· Lugar where : A distancia remote" in drawer(visitor)
    visitor.press("b", "نشر")
    assert re.search(r"Se tocó el botón que dice eso q:\w+:sure:yes", drawer(visitor))
    assert f"Intercambio {number} → sugerido" in drawer(visitor)
    visitor.send(phone="a", say="1")
    assert "Opción 1 de la lista que se mostró" in drawer(visitor)
    visitor.press("b", "قبول")
    assert "Apartado: 2 horas · جمعية نور الحياة · apartado ahora" in drawer(visitor)
    visitor.press("a", "Ya se hizo")
    visitor.press("b", "تمت في الموعد")
    assert "intercambio completado · جمعية نور الحياة · menos 2 horas" in drawer(visitor)
    visitor.send(phone="a", say="xyzzy")
    assert "nada de lo que hace el bot" in drawer(visitor)
    assert not re.search("settle|out_of_scope|live|agreed", drawer(visitor))


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [(entry, "kind", ENTRIES), (account, "kind", ACCOUNTS), (hold, "state", HOLDS), (exchange, "state", STEPS)],
)
def test_every_name_in_the_books_has_words_for_the_drawer(table: Table, column: str, words: dict[str, Message]) -> None:
    rules = [str(one.sqltext) for one in table.constraints if isinstance(one, CheckConstraint)]
    names = {name for rule in rules for name in re.findall(rf"\b{column} = '(\w+)'", rule)}
    assert names
    assert names == set(words)


def test_every_conversation_and_every_question_has_words_for_the_drawer() -> None:
    assert set(FLOWS) == set(flows.FLOWS)
    assert set(QUESTIONS) == keys()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("hours", "90", "1 hora y media"),
        ("by", "2026-12-04", "viernes 4 de diciembre"),
        ("where", "at:Tegucigalpa", "Tegucigalpa"),
        ("where", "remote", "A distancia"),
        ("sure", "yes", "Sí"),
        ("hours", "?", "Todavía no lo sé"),
        ("what", "un contador", "un contador"),
    ],
)
def test_an_answer_is_said_in_words(name: str, value: str, said: str) -> None:
    words = answered(name, value)
    shown = words if isinstance(words, str) else Wording().say(words, Reader("es"), "2026-11-24")
    assert re.sub("[\u2066-\u2069]", "", shown) == said


def test_every_intent_has_words_for_the_drawer() -> None:
    assert set(INTENTS) == set(intents.INTENTS)


def test_a_dead_worker_is_said_and_another_one_delivers(visitor: Visitor) -> None:
    visitor.send(do="kill")
    assert "los mensajes esperan" in visitor.page
    visitor.send(phone="a", say="saldo")
    assert "Saldo: 2 horas." not in visitor.phone("a").split('class="log"')[1]
    visitor.send(do="start")
    assert "Ahora pueden recibir" in visitor.phone("a")


def test_days_go_by_and_settings_change(visitor: Visitor) -> None:
    day = re.search("Reloj de la red: ([^<]+)", visitor.page)
    visitor.send(do="day")
    assert day
    assert day[1] not in visitor.page
    visitor.send(phone="a", connection="twice", channel="whatsapp", language="pt")
    assert '<option value="twice" selected>' in visitor.phone("a")
    assert "WhatsApp" in visitor.phone("a").split("</header>")[0]
    assert 'lang="pt"' in visitor.phone("a")
    visitor.send(phone="a", do="offline")
    assert "Sin conexión" in visitor.phone("a")


def test_whoever_begins_again_finds_the_beginning(visitor: Visitor) -> None:
    first = visitor.phone("a")
    visitor.send(phone="a", say="saldo")
    assert visitor.phone("a") != first
    visitor.send(do="afresh")
    assert visitor.phone("a").count('class="bubble') == first.count('class="bubble')


def test_a_scene_that_is_being_prepared_opens_by_itself() -> None:
    with closing(Worlds(Wording(), lambda: NOW)) as nothing_is_ready:
        app = create_app(NOTHING, KeepingDoor({"simulator": "/simulator"}), simulator=nothing_is_ready)
        answer = app.test_client().get("/simulator?scene=first&lang=ar")
    assert answer.headers[COMING].isdecimal()  # asked for by the script, which opens the page once
    assert '<noscript><meta http-equiv="refresh"' in answer.text
    assert 'dir="rtl"' in answer.text
    assert '<progress max="100" value="' in answer.text
    assert answer.text.count('href="?scene=') == 4


def weight(web: FlaskClient, path: str) -> int:
    """Bytes of a file of ours."""
    answer = web.get(path)
    try:
        return len(answer.data)
    finally:
        answer.close()


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("lang", ["es", "ar", "en", "fr", "pt"])
def test_the_first_load_is_light(web: FlaskClient, worlds: Worlds, lang: str, scene: str) -> None:
    worlds.master(scene)
    page = web.get(f"/simulator?lang={lang}&scene={scene}")
    assert f'<html lang="{lang}"' in page.text
    linked = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    assert {Path(one).name for one in linked} >= {"simulator.css", "simulator.js", "web.css"}
    assert len(page.data) + sum(weight(web, one) for one in linked) < MOST_BYTES
    assert not re.search(r"style=|<style|<script>|onclick|http://|https://|@font-face|url\(", page.text)
    assert 'class="told banner"' in page.text.partition("<h1>")[0]


def test_older_messages_are_a_link_away(web: FlaskClient, worlds: Worlds) -> None:
    everything = len(worlds.master("overdue").view.phones[1].bubbles)
    visitor = Visitor(web, "overdue")
    assert visitor.phone("b").count('class="bubble') == 5
    (earlier,) = re.findall(r'class="earlier" href="([^"]+)"', visitor.phone("b"))
    visitor.page = web.get(f"/simulator{earlier}").text
    assert visitor.phone("b").count('class="bubble') == everything
    assert 'class="earlier"' not in visitor.phone("b")
    assert visitor.phone("a").count('class="bubble') == 5


def test_a_sender_that_is_to_crash_is_said_to(visitor: Visitor) -> None:
    visitor.send(do="kill-in-the-middle")
    assert "El envío se detendrá en pleno mensaje, con el próximo." in visitor.page
    visitor.send(phone="a", say="saldo")
    assert "El envío está detenido: los mensajes esperan." in visitor.page
    assert "en pleno mensaje, con el próximo" not in visitor.page
    visitor.send(do="start")
    assert "Detenerlo en pleno mensaje" in visitor.page


def test_the_sheets_serve_both_directions_and_load_no_fonts() -> None:
    sheets = "".join(file.read_text(encoding="utf-8") for file in Path("webhooks/static").glob("*.css"))
    assert not re.search(r"(?:margin|padding|border|inset)-(?:left|right)|[\s;{](?:left|right|float):", sheets)
    assert not re.search(r"text-align: *(?:left|right)|@font-face|@import|url\(", sheets)
    assert re.search(r'html \{ font: [^"]*"Noto Sans Arabic"', sheets)


def test_news_are_what_was_not_shown_yet(visitor: Visitor) -> None:
    visitor.send(phone="a", say="saldo")
    news = visitor.web.get("/simulator/news?scene=&seen=a3.b2.c2").json
    assert news
    assert news["phones"]["a"]["new"].count('class="bubble') == 1
    assert news["phones"]["b"]["new"] == ""


def test_streams_hold_no_more_than_a_quarter_of_the_threads_and_one_a_visitor(worlds: Worlds) -> None:
    settings = Settings("sqlite:///x", ("k" * 32,), web_threads=8)
    app = create_app(settings, KeepingDoor(), simulator=worlds)
    ana, ben, eva = (Visitor(app.test_client()).web for _three in range(3))
    first = ana.get("/simulator/events?scene=")
    assert next(first.response) == b"retry: 500\n\n"
    assert b'"phones"' in next(first.response)
    assert ana.get("/simulator/events?scene=").status_code == 204
    assert app.test_client().get("/simulator/events?scene=").status_code == 204  # who has opened no page
    second = ben.get("/simulator/events?scene=")
    assert (second.status_code, eva.get("/simulator/events?scene=").status_code) == (200, 204)
    second.close()
    again = eva.get("/simulator/events?scene=")
    assert again.status_code == 200
    again.close()
    first.close()


def test_the_first_thing_that_somebody_does_is_told_to_a_stream_that_was_open_before(visitor: Visitor) -> None:
    stream = visitor.web.get("/simulator/events?scene=&seen=a3.b2.c2")
    news = iter(stream.response)
    assert [next(news)[:5], next(news)[:3]] == [b"retry", b"id:"]
    visitor.send(phone="a", say="saldo")
    assert b"Ahora pueden recibir" in next(news)
    stream.close()


# ---- what is refused ------------------------------------------------------------------------------------------------


def test_f56_a_form_without_its_proof_does_nothing(web: FlaskClient) -> None:
    assert web.post("/simulator/act", data={"phone": "a", "say": "hola"}).status_code == 400


@pytest.mark.parametrize(
    "form",
    [
        {"phone": "z", "say": "hola"},
        {"phone": "a"},
        {"phone": "a", "tap": "1"},
        {"phone": "a", "tap": "٣.٠"},
        {"phone": "a", "tap": "-1.0"},
        {"do": "erase"},
        {"phone": "a", "channel": "console"},
    ],
)
def test_f54_what_no_form_of_ours_sends_is_refused(visitor: Visitor, form: dict[str, str]) -> None:
    visitor.send(400, **form)


def test_f54_buttons_that_are_not_there_do_nothing(visitor: Visitor) -> None:
    before = visitor.phone("a")
    visitor.send(phone="a", tap="9999.0")
    visitor.send(phone="a", tap="1.99")
    assert visitor.phone("a").count('class="bubble') == before.count('class="bubble')


def test_a_scene_that_does_not_exist_is_not_found(web: FlaskClient) -> None:
    assert web.get("/simulator?scene=../../etc").status_code == 404


def test_f32_what_is_typed_is_text(visitor: Visitor) -> None:
    visitor.send(phone="a", say="<script>alert(1)</script> {{7*7}}")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}}" in visitor.page
    assert "<script>alert" not in visitor.page


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a <b> & c", "a &lt;b&gt; &amp; c"),
        ("(http://h/x?a=1&b=2).", '(<a href="http://h/x?a=1&amp;b=2" {}>http://h/x?a=1&amp;b=2</a>).'),
        ("\u2068https://h/s/Ab-_9\u2069،", '\u2068<a href="https://h/s/Ab-_9" {}>https://h/s/Ab-_9</a>\u2069،'),
        ("javascript:alert(1) data:x https://", "javascript:alert(1) data:x https://"),
        ('https://h/"onclick=x', '<a href="https://h/" {}>https://h/</a>&#34;onclick=x'),
    ],
)
def test_f32_an_address_can_be_followed_and_all_else_of_a_message_is_text(text: str, html: str) -> None:
    assert linked(text) == html.replace("{}", 'target="_blank" rel="noopener" dir="ltr"')


@pytest.mark.parametrize("words", ["\x00\ud800"[:1] * 3, "\u202e" * 500, "a" * 200_000, "🙂" * 900])
def test_f25_f26_whatever_is_typed_the_page_stands(visitor: Visitor, words: str) -> None:
    visitor.send(phone="b", say=words)
    assert "Las horas cuadran." in visitor.page


def test_a_crowd_is_asked_to_come_back_and_whoever_was_here_goes_on() -> None:
    worlds = Worlds(Wording(), lambda: NOW, most=1)
    worlds.master("")
    app = create_app(NOTHING, KeepingDoor(), simulator=worlds)
    first, second = Visitor(app.test_client()), Visitor(app.test_client())
    first.send(phone="a", say="saldo")
    answer = second.send(503, phone="a", say="saldo")
    assert "Inténtalo de nuevo en unos minutos." in answer.text
    second.web.environ_base["HTTP_X_REQUESTED_WITH"] = "fetch"
    told = second.send(503, phone="a", say="saldo").json
    assert told
    assert told["problem"].startswith("Ahora todos los teléfonos están en uso.")
    first.send(phone="a", say="saldo")
    assert first.phone("a").count("Ahora pueden recibir") == 2
    worlds.close()


# ---- when it is there -----------------------------------------------------------------------------------------------


def test_it_is_never_on_beside_a_real_channel_unless_told(tmp_path: Path) -> None:
    key = {"SECRET_KEY": "k" * 32}
    assert read_settings(key, tmp_path).simulates
    assert not read_settings(key | {"SIMULATOR": "off"}, tmp_path).simulates
    assert not read_settings(key | {"TELEGRAM_BOT_TOKEN": "1:a"}, tmp_path).simulates
    assert read_settings(key | {"TELEGRAM_BOT_TOKEN": "1:a", "SIMULATOR": "on"}, tmp_path).simulates
    assert not EVERYTHING.simulates


def test_without_one_its_paths_do_not_exist() -> None:
    assert create_app(EVERYTHING, KeepingDoor()).test_client().get("/simulator").status_code == 404


def test_the_front_leads_there_while_nothing_else_is_on(web: FlaskClient, worlds: Worlds) -> None:
    assert web.get("/").location == "/simulator"
    assert web.get("/?lang=ar").location == "/simulator?lang=ar"
    assert web.get("/about").text.count('href="/simulator"') == 5
    door = KeepingDoor({"simulator": "/simulator"})
    beside = create_app(EVERYTHING, door, simulator=worlds).test_client()
    assert beside.get("/").status_code == 200
