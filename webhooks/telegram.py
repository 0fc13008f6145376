"""Telegram's webhook: the secret, then the update, then 200 — also for what is ignored, or it comes back for ever."""

from __future__ import annotations

import hmac
import time

from flask import Blueprint, Response, abort, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from bot.channels.telegram_updates import parse_update
from core.settings import Settings
from webhooks.counts import counts
from webhooks.door import Door

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, not a secret


def telegram_pages(settings: Settings, door: Door) -> Blueprint:
    """POST /telegram/webhook; without a token the path does not exist."""
    pages = Blueprint("telegram", __name__)
    secret = settings.telegram_webhook_secret.encode()

    @pages.post("/telegram/webhook")
    def webhook() -> Response:
        if not settings.telegram:
            abort(404)
        if not (secret and hmac.compare_digest(secret, _given())):
            counts().add("telegram", "forbidden")
            abort(403)
        try:
            incoming = parse_update(request.get_data(cache=False), time.time_ns() // 1_000_000)
        except RequestEntityTooLarge:
            counts().add("telegram", "oversize")
            return Response(status=200)
        if incoming is None:
            counts().add("telegram", "ignored")
        else:
            said = door.receive(incoming)
            counts().add("telegram", "received")
            if said and incoming.tap_id:
                return jsonify(
                    method="answerCallbackQuery", callback_query_id=incoming.tap_id, text=said, show_alert=True
                )
            if said:
                return jsonify(method="sendMessage", chat_id=int(incoming.address), text=said)
        return Response(status=200)

    return pages


def _given() -> bytes:
    """The header's bytes (WSGI hands headers over as Latin-1)."""
    return request.headers.get(SECRET_HEADER, "").encode("latin-1", "replace")
