"""The pages for people and for machines, and what every answer carries."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace

import pytest
from flask import request
from flask.testing import FlaskClient

from bot.next_steps import STEPS
from core.settings import Settings
from tests.keeping_door import KeepingDoor
from webhooks.app import create_app

NOTHING = Settings("sqlite:///x", ("k" * 32,))
EVERYTHING = Settings(
    "sqlite:///x",
    ("k" * 32,),
    public_base_url="https://bot.example.org",
    telegram_bot_token="1:a",
    telegram_webhook_secret="s",
    twilio_account_sid="AC1",
    twilio_auth_token="a-token",
    twilio_whatsapp_from="whatsapp:+14155238886",
    twilio_sms_from="+15005550006",
)


def client(door: KeepingDoor, settings: Settings = NOTHING) -> FlaskClient:
    return create_app(settings, door).test_client()


def test_alive_means_the_process_ready_means_the_database_too() -> None:
    door = KeepingDoor()
    web = client(door)
    assert web.get("/health/live").json == {"status": "ok"}
    assert web.get("/health/ready").json == {"status": "ok", "checks": {"database": "ok"}}
    door.away = True
    assert web.get("/health/live").status_code == 200
    answer = web.get("/health/ready")
    assert (answer.status_code, answer.json) == (503, {"status": "unavailable", "checks": {"database": "Away."}})


def test_metrics_are_the_bots_and_the_webhooks_own() -> None:
    answer = client(KeepingDoor()).get("/metrics")
    assert answer.content_type.startswith("text/plain; version=0.0.4")
    assert "comunidas_hubs 1.0\n" in answer.text
    assert "# TYPE comunidas_webhook_total counter\n" in answer.text
    door = KeepingDoor()
    door.away = True
    assert client(door).get("/metrics").status_code == 503


PASSED_ON = [{name: "203.0.113.9"} for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via")]


@pytest.mark.parametrize(
    ("headers", "remote", "status"),
    [
        ({}, "127.0.0.1", 200),
        ({}, "172.18.0.5", 200),  # Prometheus in the same private network
        ({}, "::1", 200),
        ({}, "8.8.8.8", 404),
        ({"Authorization": "Bearer of-nobody-at-all"}, "8.8.8.8", 404),
        *((headers, "127.0.0.1", 404) for headers in PASSED_ON),
    ],
)
def test_safety_02_finding_11_figures_are_there_for_who_runs_it_and_through_no_proxy(
    headers: dict[str, str], remote: str, status: int
) -> None:
    asked = client(KeepingDoor()).get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": remote})
    assert asked.status_code == status


def test_safety_02_finding_11_figures_are_there_for_who_shows_the_word_and_for_nobody_else() -> None:
    settings = replace(NOTHING, metrics_token="a-word-of-sixteen")
    for given, remote, status in (
        ("Bearer a-word-of-sixteen", "8.8.8.8", 200),
        ("Bearer a-word-of-sixteeN", "8.8.8.8", 404),
        ("a-word-of-sixteen", "127.0.0.1", 404),
        ("", "127.0.0.1", 404),
    ):
        asked = client(KeepingDoor(), settings).get(
            "/metrics", headers={"Authorization": given}, environ_base={"REMOTE_ADDR": remote}
        )
        assert asked.status_code == status, given


def test_safety_02_finding_11_behind_a_trusted_proxy_figures_are_hidden_too() -> None:
    web = client(KeepingDoor(), replace(NOTHING, trusted_proxies=1))
    assert web.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "bot.example.org.evil.example", "evil.example:443"])
def test_safety_02_finding_12_no_page_speaks_under_another_name(host: str) -> None:
    web = client(KeepingDoor(), EVERYTHING)
    for path in ("/", "/about", "/dashboard", "/nowhere", "/s/word"):
        answer = web.get(path, headers={"Host": host, "Accept": "text/html"})
        assert answer.status_code == 421, path
        assert "evil" not in answer.text + str(answer.headers)
    assert web.get("/health/live", headers={"Host": "10.0.0.7:8000"}).status_code == 200
    assert web.get("/about", headers={"Host": "BOT.example.org:443"}).status_code == 200
    assert web.get("/about", headers={"Host": "127.0.0.1:8000"}).status_code == 200


def test_safety_02_finding_12_a_redirect_repeats_nothing_and_no_proxys_host_is_believed() -> None:
    forwarded = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Host": "evil.example", "Host": "evil.example"}
    app = create_app(replace(NOTHING, trusted_proxies=1), KeepingDoor({"simulator": "/simulator"}))
    app.add_url_rule("/room/", view_func=_remote)
    app.add_url_rule("/whoami", view_func=_remote)
    web = app.test_client()
    for path, to in (("/", "/simulator"), ("/room", "/room/")):
        answer = web.get(path, headers=forwarded)
        assert (answer.location, answer.text) == (to, "")
    assert web.get("/whoami", headers=forwarded).text == "203.0.113.9 evil.example"
    believed = forwarded | {"Host": "127.0.0.1"}
    assert web.get("/whoami", headers=believed).text == "203.0.113.9 127.0.0.1"


def test_the_front_page_says_in_five_languages_what_this_is_and_how_to_reach_it() -> None:
    page = client(KeepingDoor({"telegram": "comunidas_bot", "name": "Red Sur"}), EVERYTHING).get("/").text
    assert "Red Sur" in page
    assert page.count('href="https://t.me/comunidas_bot"') == 5
    assert page.count('href="https://wa.me/14155238886"') == 5
    assert page.count('href="sms:+15005550006"') == 5
    assert re.findall(r'<section class="card" id="\w+" lang="(\w+)" dir="\w+">', page) == ["en", "es", "ar", "fr", "pt"]


def test_the_front_page_without_a_channel_says_what_to_do() -> None:
    page = client(KeepingDoor()).get("/").text
    for command in STEPS:  # what the terminal says, too
        assert page.count(f"<code>{command}</code>") == 5
    assert "/simulator" not in page


def test_the_front_page_shows_the_way_to_the_simulator_where_there_is_one() -> None:
    assert client(KeepingDoor({"simulator": "/simulator"})).get("/about").text.count('href="/simulator"') == 5


def test_the_front_page_says_where_the_source_is_or_who_gives_it() -> None:
    address = "https://code.example.org/red/comunidas"
    there = replace(NOTHING, source_url=address)
    assert client(KeepingDoor(), there).get("/about").text.count(f'href="{address}"') == 5
    page = client(KeepingDoor()).get("/about").text
    assert page.count("AGPL 3.0") == 5
    assert "Quien lo administra te da su código." in page


def test_the_front_page_stands_without_a_database() -> None:
    door = KeepingDoor()
    door.away = True
    assert client(door, EVERYTHING).get("/").status_code == 200


def test_f32_names_on_the_front_page_are_text() -> None:
    page = client(KeepingDoor({"name": "<script>alert(1)</script>{{7*7}}"})).get("/").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in page


def test_the_front_page_loads_one_sheet_of_ours_and_its_policy_allows_nothing_else() -> None:
    web = client(KeepingDoor(), EVERYTHING)
    answer = web.get("/")
    assert not re.search(r"<(script|style|img|iframe)|url\(|style=| on\w+=", answer.text)
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', answer.text) == ["/static/web.css"]
    with web.get("/static/web.css") as sheet:
        assert sheet.content_type.startswith("text/css")
        assert "max-age=600" in sheet.headers["Cache-Control"]  # on a slow line each question is a second
    policy = answer.headers["Content-Security-Policy"]
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("path", ["/", "/health/live", "/nowhere", "/telegram/webhook", "/metrics"])
def test_every_answer_carries_the_security_headers(path: str) -> None:
    headers = client(KeepingDoor(), EVERYTHING).get(path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none';")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "object-src 'none'" in headers["Content-Security-Policy"]
    assert "base-uri 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


def test_without_https_nobody_is_forced_to_it() -> None:
    assert "Strict-Transport-Security" not in client(KeepingDoor()).get("/").headers


def test_a_wrong_address_is_answered_plainly_and_repeats_nothing() -> None:
    web = client(KeepingDoor())
    person, machine = web.get("/<b>nowhere"), web.get("/twilio/<b>nowhere")
    assert (person.status_code, person.text) == (404, "404 Not Found\n")
    assert (machine.status_code, machine.json) == (404, {"error": "not found"})


def test_f51_forwarded_headers_are_not_believed_unless_configured() -> None:
    app = create_app(NOTHING, KeepingDoor())
    app.add_url_rule("/whoami", view_func=_remote)
    spoofed = {"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Host": "evil.example.org"}
    assert app.test_client().get("/whoami", headers=spoofed).text == "127.0.0.1 localhost"


def test_the_web_side_loads_no_providers_client() -> None:
    code = "import sys, webhooks.app; print({'telegram', 'httpx', 'twilio.rest', 'requests'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def _remote() -> str:
    return f"{request.remote_addr} {request.host}"


@pytest.mark.parametrize("lang", ["es", "ar", "en", "fr", "pt"])
def test_the_front_page_begins_in_the_readers_language_and_has_all(lang: str) -> None:
    page = client(KeepingDoor({})).get("/about", headers={"Accept-Language": f"{lang}-XX,{lang};q=0.9"}).text
    sections = re.findall(r'<section class="card" id="\w+" lang="(\w+)"', page)
    assert sections[0] == lang
    assert sorted(sections) == ["ar", "en", "es", "fr", "pt"]
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in page
