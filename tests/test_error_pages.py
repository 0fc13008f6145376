"""What somebody reads when a page cannot be shown: what to do, in their language, and nothing of the fault."""

from __future__ import annotations

from html import unescape

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from bot.wording import Reader, Wording
from core.errors import Unavailable
from tests.keeping_door import KeepingDoor
from tests.test_webhooks_app import NOTHING
from webhooks.app import create_app
from webhooks.errors import SAYS
from webhooks.web import LARGEST

LANGUAGES = ("ar", "en", "es", "fr", "pt")
HTML = "text/html,application/xhtml+xml,*/*;q=0.8"
SECRET = "+50499998888 said hello"


@pytest.fixture(scope="module")
def app() -> Flask:
    """With a page that fails in every way there is."""
    app = create_app(NOTHING, KeepingDoor())

    def fails(code: int) -> str:
        if code == 500:
            raise RuntimeError(SECRET)
        if code == 503:
            raise Unavailable(SECRET)
        abort(code)

    app.add_url_rule("/fails/<int:code>", view_func=fails, methods=["GET", "POST"])
    return app


def browser(app: Flask, lang: str) -> FlaskClient:
    client = app.test_client()
    client.environ_base |= {"HTTP_ACCEPT": HTML, "HTTP_ACCEPT_LANGUAGE": f"{lang},en;q=0.5"}
    return client


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whatever_fails_one_sentence_says_what_to_do_in_the_readers_language(app: Flask, lang: str) -> None:
    wording, client = Wording(), browser(app, lang)
    for code, says in SAYS.items():
        answer = client.get(f"/fails/{code}")
        assert answer.status_code == code
        assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in answer.text
        assert wording.say(says, Reader(lang)) in unescape(answer.text)
        assert SECRET not in answer.text
        assert "Traceback" not in answer.text
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert client.get("/fails/503").headers["Retry-After"] == "5"


def test_a_wrong_address_and_what_is_too_large_are_such_pages_and_repeat_nothing(app: Flask) -> None:
    client = browser(app, "es")
    lost = client.get("/<b>nowhere")
    assert (lost.status_code, lost.content_type) == (404, "text/html; charset=utf-8")
    assert "nowhere" not in lost.text
    assert client.post("/about").headers["Allow"]
    assert client.post("/fails/400", data={"words": "a"}).status_code == 400  # without the proof of our forms
    large = client.post("/fails/400", data={"words": "a" * (LARGEST + 1)})
    assert large.status_code == 413
    assert "más pequeño" in large.text


def test_the_language_chosen_on_an_earlier_page_comes_before_the_browsers(app: Flask) -> None:
    client = browser(app, "es")
    with client.session_transaction() as kept:
        kept["lang"] = "ar"
    assert '<html lang="ar" dir="rtl">' in client.get("/nowhere").text
    with client.session_transaction() as kept:
        kept["lang"] = "<b>"
    assert '<html lang="es" dir="ltr">' in client.get("/nowhere").text


def test_each_room_leads_to_its_own_beginning(app: Flask) -> None:
    client = browser(app, "en")
    assert 'href="/dashboard/"' in client.get("/dashboard/1/x/y/z").text
    assert 'href="/"' in client.get("/h/none").text


def test_programs_are_answered_as_before_whatever_they_say_they_read(app: Flask) -> None:
    client = browser(app, "ar")
    assert client.get("/twilio/nowhere").json == {"error": "not found"}
    assert app.test_client().get("/fails/500").text == "500 Internal Server Error\n"


def test_a_page_that_cannot_even_be_written_is_said_in_one_plain_line(app: Flask) -> None:
    broken = create_app(NOTHING, KeepingDoor())
    broken.jinja_env.globals["direction"] = None
    answer = browser(broken, "es").get("/nowhere")
    assert (answer.status_code, answer.text) == (404, "404 Not Found\n")
