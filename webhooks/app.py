"""The Flask application: which pages there are, how large a request may be, and what every answer carries."""

from __future__ import annotations

from flask import Flask
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
from webhooks.simulator.pages import simulator_pages
from webhooks.telegram import telegram_pages
from webhooks.twilio import twilio_pages
from webhooks.web import dress

LARGEST = 256 * 1024
"""Bytes of a request body; both providers send a few KB, and may send more (webhooks/telegram.py, twilio.py)."""


def create_app(settings: Settings, door: Door, *, simulator: Simulator | None = None) -> Flask:
    """The web side of one installation; without a simulator its paths do not exist."""
    app = Flask(__name__)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, MAX_FORM_MEMORY_SIZE=LARGEST)
    app.extensions["comunidas_counts"] = Counts(door.metrics)
    machines = (telegram_pages(settings, door), twilio_pages(settings, door), health_pages(door))
    dress(app, settings, machines)
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
        app.register_blueprint(simulator_pages(simulator, settings.web_threads))
    answer_errors(app)
    if hops := settings.trusted_proxies:
        # mypy: assigning to the method is how Flask's documentation wraps an application.
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops, 0, hops)  # type: ignore[method-assign]
    return app
