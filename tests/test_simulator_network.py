"""The dashboard and the shared pages of a visitor's own network: reached from its telephones, closed to all others."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.simulator.worlds import Worlds
from core.db import Database
from core.settings import Settings
from core.vault import Vault
from tests.keeping_door import KeepingDoor
from tests.office import Office, at_the_desk
from tests.test_simulator_pages import NOTHING, Visitor
from webhooks.app import create_app
from webhooks.simulator.network import PREFIX

LINK = re.compile(r'<a href="http://localhost(/simulator/network/[^"]+)" target="_blank" rel="noopener"')


@pytest.fixture
def app(worlds: Worlds) -> Flask:
    return create_app(NOTHING, KeepingDoor(), simulator=worlds)


@pytest.fixture
def office(db: Database, vault: Vault, now: int) -> Iterator[Office]:
    with at_the_desk(db, vault, now) as office:
        yield office


def link(visitor: Visitor) -> str:
    """What Ana's telephone gives who asks for the dashboard."""
    visitor.send(phone="c", say="panel")
    return LINK.findall(visitor.page)[-1]


def come(web: FlaskClient, path: str) -> TestResponse:
    """Press the button behind the link."""
    page = web.get(path).text
    fields = dict(re.findall(r'name="(csrf_token|word)" value="([^"]+)"', page))
    return web.post(f"{PREFIX}/dashboard/in", data=fields, follow_redirects=True)


def test_the_link_on_anas_telephone_opens_the_dashboard_of_the_network_around_it(app: Flask) -> None:
    visitor = Visitor(app.test_client())
    today = come(visitor.web, link(visitor))
    assert today.status_code == 200
    assert "<h1>Hoy</h1>" in today.text
    assert "Barrio Nuevo" in today.text
    assert 'href="/simulator"' in today.text
    inside = re.findall(r'(?:href|action)="(/[^"]*)"', today.text)
    assert inside
    assert all(one.startswith((PREFIX, "/simulator")) for one in inside), inside


def test_what_is_done_there_is_heard_on_the_telephones(app: Flask) -> None:
    visitor = Visitor(app.test_client())
    visitor.send(phone="c", say="panel")
    today = come(visitor.web, link(visitor))
    found = re.search(
        r'action="([^"]+/do)".*?name="once" value="([^"]+)".*?value="(o:\d+:in_cso)"', today.text, re.DOTALL
    )
    token = re.search(r'name="csrf_token" value="([^"]+)"', today.text)
    assert found
    assert token
    form = {"csrf_token": token[1], "once": found[2], "deed": found[3]}
    assert visitor.web.post(found[1], data=form, follow_redirects=True).status_code == 200
    assert found[3] not in visitor.web.get(today.request.path).text


def test_its_pages_are_guarded_as_the_real_ones(app: Flask) -> None:
    visitor = Visitor(app.test_client())
    path = link(visitor)
    page = visitor.web.get(path)
    real = app.test_client().get("/simulator")
    for name in ("Content-Security-Policy", "X-Frame-Options", "Referrer-Policy", "Cache-Control"):
        assert page.headers[name] == real.headers[name]
    assert visitor.web.post(f"{PREFIX}/dashboard/in", data={"word": path.rpartition("/")[2]}).status_code == 400
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert visitor.web.post(f"{PREFIX}/dashboard/in", data={}, headers=foreign).status_code == 403
    answer = come(visitor.web, path).history[0]
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("comunidas_here_network=")
    assert "HttpOnly; Path=/; SameSite=Lax" in cookie


def test_behind_https_its_cookie_is_bound_to_this_very_host(worlds: Worlds) -> None:
    settings = Settings("sqlite:///x", ("k" * 32,), public_base_url="https://demo.example.org")
    web = create_app(settings, KeepingDoor(), simulator=worlds).test_client()
    web.environ_base["wsgi.url_scheme"] = "https"
    visitor = Visitor(web)
    visitor.send(phone="c", say="panel")
    path = re.findall(rf'href="https://demo\.example\.org({PREFIX}/[^"]+)"', visitor.page)[-1]
    cookies = come(web, path).history[0].headers.getlist("Set-Cookie")
    assert [one.partition("=")[0] for one in cookies] == ["__Host-comunidas_network"]
    assert "Secure; HttpOnly; Path=/" in cookies[0]


def test_worlds_are_kept_apart(app: Flask) -> None:
    ana, ben = Visitor(app.test_client()), Visitor(app.test_client())
    path = link(ana)
    stranger = app.test_client()
    assert stranger.get(path).status_code == 404  # who has no network
    ben.send(phone="a", say="hola")
    assert come(ben.web, path).status_code == 403  # nobody knows that word in Ben's
    today = come(ana.web, path)
    assert today.status_code == 200
    for cookie in ("comunidas_here_network",):
        found = ana.web.get_cookie(cookie)
        assert found
        ben.web.set_cookie(cookie, found.value)
    assert ben.web.get(today.request.path).status_code == 401  # Ana's session means nothing there
    assert ana.web.get(today.request.path).status_code == 200
    ana.send(do="afresh")
    assert ana.web.get(today.request.path).status_code == 404


def test_who_signed_in_there_is_nobody_at_the_real_desk(worlds: Worlds, office: Office) -> None:
    app = create_app(office.house.settings, office.house, simulator=worlds)
    visitor = Visitor(app.test_client())
    path = link(visitor)
    assert come(visitor.web, path).status_code == 200
    assert visitor.web.get(office.at("today")).status_code == 401
    assert visitor.web.get("/dashboard/").status_code == 401
    inner, outer = (visitor.web.get_cookie(name) for name in ("comunidas_here_network", "comunidas_here"))
    assert inner
    assert outer
    visitor.web.set_cookie("comunidas_here", inner.value)  # another key: it is no session
    assert visitor.web.get(office.at("today")).status_code == 401
    word = path.rpartition("/")[2]
    real = app.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', real.get(f"/dashboard/in/{word}").text)
    assert token
    assert real.post("/dashboard/in", data={"word": word, "csrf_token": token[1]}).status_code == 403


def test_a_coordinator_of_the_real_desk_stays_signed_in_beside_it(worlds: Worlds, office: Office) -> None:
    app = create_app(office.house.settings, office.house, simulator=worlds)
    web = app.test_client()
    page = web.get(office.link()).text
    web.post("/dashboard/in", data=dict(re.findall(r'name="(csrf_token|word)" value="([^"]+)"', page)))
    visitor = Visitor(web)
    assert come(web, link(visitor)).status_code == 200
    assert web.get(office.at("today")).status_code == 200
    assert "Barrio Nuevo" not in web.get(office.at("today")).text


def test_nothing_for_machines_is_mounted_there(app: Flask) -> None:
    visitor = Visitor(app.test_client())
    visitor.send(phone="a", say="hola")
    for path in ("telegram/webhook", "twilio/inbound", "metrics", "health/ready", "simulator", "about"):
        assert visitor.web.get(f"{PREFIX}/{path}").status_code == 404
    assert visitor.web.get(f"{PREFIX}/").location == "/simulator"


@pytest.mark.parametrize(
    ("asked", "presses"),
    [
        ("informe", ("Página para imprimir",)),
        ("constancia", ("Hacerla pública", "Hacerla pública")),
        ("cartel", ("Hacer el cartel", "Hacer el cartel")),
    ],
)
def test_what_an_organisation_shares_opens_from_the_chat(app: Flask, asked: str, presses: tuple[str, ...]) -> None:
    visitor = Visitor(app.test_client())
    visitor.send(phone="a", say=asked)
    for label in presses:
        visitor.press("a", label)
    page = visitor.web.get(LINK.findall(visitor.page)[-1])
    assert page.status_code == 200
    assert "Casa Luz" in page.text
    assert page.headers["X-Robots-Tag"] == "noindex, noarchive"
