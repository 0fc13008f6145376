"""The Flask application: which pages there are, how large a request may be, and what every answer carries."""

from __future__ import annotations

import logging

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as WerkzeugResponse

from core.errors import Unavailable
from core.settings import Settings
from webhooks.counts import Counts
from webhooks.dashboard import dashboard_pages
from webhooks.door import Door
from webhooks.front import front_pages, ways_in
from webhooks.health import health_pages
from webhooks.media import media_pages
from webhooks.public import public_pages
from webhooks.simulator.door import Simulator
from webhooks.simulator.pages import simulator_pages
from webhooks.telegram import telegram_pages
from webhooks.twilio import twilio_pages
from webhooks.web import dress

log = logging.getLogger(__name__)

LARGEST = 256 * 1024
"""Bytes of a request body; both providers send a few KB."""
RETRY_AFTER = 5
_MACHINES = ("/telegram/", "/twilio/", "/health/", "/metrics", "/summary.json")


def create_app(settings: Settings, door: Door, *, simulator: Simulator | None = None) -> Flask:
    """The web side of one installation; without a simulator its paths do not exist."""
    app = Flask(__name__)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, MAX_FORM_MEMORY_SIZE=LARGEST)
    app.extensions["comunidas_counts"] = Counts(door.metrics)
    machines = (telegram_pages(settings, door), twilio_pages(settings, door), health_pages(door))
    dress(app, settings, machines)
    people = (front_pages(settings, door), public_pages(settings, door), media_pages(door))
    desk = (dashboard_pages(door.desk, lambda: ways_in(settings, door.front())),) if door.desk else ()
    for pages in (*machines, *people, *desk):
        app.register_blueprint(pages)
    if simulator is not None:
        app.register_blueprint(simulator_pages(simulator, settings.web_threads))
    _answer_errors(app)
    if hops := settings.trusted_proxies:
        # mypy: assigning to the method is how Flask's documentation wraps an application.
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops, 0, hops)  # type: ignore[method-assign]
    return app


def _answer_errors(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> WerkzeugResponse:
        if error.code is None or error.code < 400:  # a redirect
            return error.get_response()
        answer = _page(error.code, error.name)
        answer.headers.extend((name, value) for name, value in error.get_headers() if name == "Allow")
        return answer

    @app.errorhandler(Unavailable)
    def away(error: Unavailable) -> Response:
        log.warning("the database is away: a sender was asked to come back")
        answer = _page(503, "Service Unavailable")
        answer.headers["Retry-After"] = str(RETRY_AFTER)
        return answer

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> Response:
        log.error("a request failed at %s", request.endpoint or "an unknown page", exc_info=error)
        return _page(500, "Internal Server Error")


def _page(code: int, name: str) -> Response:
    """An error for a program as JSON, for a person as one plain line; nothing of the request is repeated."""
    if request.path.startswith(_MACHINES):
        answer = jsonify(error=name.lower())
    else:
        answer = Response(f"{code} {name}\n", content_type="text/plain; charset=utf-8")
    answer.status_code = code
    return answer
