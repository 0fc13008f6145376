"""Is it alive, is it ready, what does it count, how is the network doing: four pages for programs."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from webhooks.counts import counts
from webhooks.door import Door


def health_pages(door: Door) -> Blueprint:
    """GET /health/live, /health/ready (503 when the database is away), /metrics, and /summary.json for everybody."""
    pages = Blueprint("health", __name__)

    @pages.get("/health/live")
    def live() -> Response:
        return jsonify(status="ok")

    @pages.get("/health/ready")
    def ready() -> Response:
        return jsonify(status="ok", checks=dict(door.ready()))

    @pages.get("/metrics")
    def metrics() -> Response:
        return Response(counts().text(), content_type=CONTENT_TYPE_PLAIN_0_0_4)

    @pages.get("/summary.json")
    def summary() -> Response:
        answer = jsonify(dict(door.summary()))
        answer.headers["Access-Control-Allow-Origin"] = "*"  # nothing in it is secret, and a network's own page may ask
        return answer

    return pages
