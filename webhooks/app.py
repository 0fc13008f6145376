"""The Flask application: which pages there are, how large a request may be, and what every answer carries."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from flask import Blueprint, Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from core.settings import Settings
from webhooks.counts import Counts
from webhooks.dashboard import dashboard_pages
from webhooks.door import Door
from webhooks.errors import answer_errors
from webhooks.front import front_pages, ways_in
from webhooks.health import health_pages
from webhooks.media import media_pages
from webhooks.public import public_pages
from webhooks.shared import shared_pages
from webhooks.simulator.door import Simulator
from webhooks.simulator.network import DESK, HERE, PREFIX, network_pages
from webhooks.simulator.pages import simulator_pages
from webhooks.telegram import telegram_pages
from webhooks.twilio import twilio_pages
from webhooks.web import LARGEST, WITH_A_FILE, dress

_TAKES_FILES = "simulator.act"


def create_app(settings: Settings, door: Door, *, simulator: Simulator | None = None) -> Flask:
    """The web side of one installation; without a simulator its paths do not exist."""
    machines: tuple[Blueprint, ...] = (
        telegram_pages(settings, door),
        twilio_pages(settings, door),
        health_pages(settings, door),
    )
    if simulator is not None:
        machines += (network_pages(simulator, _network(settings)),)  # that application asks for proofs itself
    app = _dressed(settings, machines)
    app.extensions["comunidas_counts"] = Counts(door.metrics)
    people = (
        front_pages(settings, door),
        public_pages(settings, door),
        shared_pages(settings, door),
        media_pages(door),
    )
    desk = (dashboard_pages(door.desk, lambda: ways_in(settings, door.front())),) if door.desk else ()
    for pages in (*machines, *people, *desk):
        app.register_blueprint(pages)
    if simulator is not None:
        app.register_blueprint(simulator_pages(settings, simulator))
    if hops := settings.trusted_proxies:
        # mypy: assigning to the method is how Flask's documentation wraps an application.
        # Hosts are not taken from it: we know our own address, and not every proxy writes them over.
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, 0)  # type: ignore[method-assign]
    return app


def _dressed(settings: Settings, machines: Sequence[Blueprint]) -> Flask:
    app = Flask(__name__)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, MAX_FORM_MEMORY_SIZE=LARGEST)
    app.before_request(_room)  # first, since the next one reads the form
    dress(app, settings, machines)
    answer_errors(app)
    return app


def _room() -> None:
    request.max_content_length = WITH_A_FILE if request.endpoint == _TAKES_FILES else LARGEST


def _network(settings: Settings) -> Flask:
    """The pages for people of whatever invented network is HERE: with keys and a cookie of its own, and no channels."""
    base = settings.public_base_url
    own = Settings("", (secrets.token_urlsafe(32),), public_base_url=base and base + PREFIX)
    app = _dressed(own, ())
    app.config["SESSION_COOKIE_NAME"] += "_network"
    app.jinja_env.globals["trial"] = True
    for pages in (public_pages(own, HERE), shared_pages(own, HERE), media_pages(HERE), dashboard_pages(DESK, list)):
        app.register_blueprint(pages)
    return app
