"""Is it alive, is it ready, what does it count, how is the network doing: four pages for programs.

The figures of /metrics are for who runs it: on small networks they tell of few people, and how much money went.
"""

from __future__ import annotations

import hmac
import logging
from ipaddress import ip_address

from flask import Blueprint, Response, abort, jsonify, request
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from core.errors import Unavailable
from core.settings import Settings
from webhooks.counts import counts
from webhooks.door import Door

log = logging.getLogger(__name__)

_PASSED_ON = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via")


def health_pages(settings: Settings, door: Door) -> Blueprint:
    """GET /health/live, /health/ready (503 when the database cannot be written), /summary.json for everybody, and
    /metrics for whoever shows METRICS_TOKEN; without such a token, for who asks from beside and through no proxy.
    """
    pages = Blueprint("health", __name__)

    @pages.get("/health/live")
    def live() -> Response:
        return jsonify(status="ok")

    @pages.get("/health/ready")
    def ready() -> Response:
        try:
            return jsonify(status="ok", checks=dict(door.ready()))
        except Unavailable as away:
            log.warning("not ready: %s", away.sentence)
            answer = jsonify(status="unavailable", checks={"database": away.sentence})
            answer.status_code = 503
            return answer

    @pages.get("/metrics")
    def metrics() -> Response:
        if not _may_count(settings.metrics_token):
            abort(404)
        return Response(counts().text(), content_type=CONTENT_TYPE_PLAIN_0_0_4)

    @pages.get("/summary.json")
    def summary() -> Response:
        answer = jsonify(dict(door.summary()))
        answer.headers["Access-Control-Allow-Origin"] = "*"  # nothing in it is secret, and a network's own page may ask
        return answer

    return pages


def _may_count(token: str) -> bool:
    if token:
        given = request.headers.get("Authorization", "").encode("latin-1", "replace")
        return hmac.compare_digest(f"Bearer {token}".encode(), given)
    if any(name in request.headers for name in _PASSED_ON):
        return False
    try:
        return ip_address(request.remote_addr or "").is_private
    except ValueError:
        return False
