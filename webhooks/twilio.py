"""Twilio's webhooks for WhatsApp and SMS: the signature, then the message or status, then 204 (replies go by REST)."""

from __future__ import annotations

import re
from html import escape

from flask import Blueprint, Response, abort, request
from werkzeug.exceptions import RequestEntityTooLarge

from bot.channels.twilio_forms import parse_inbound, parse_status
from bot.channels.twilio_signature import signed
from core.settings import Settings
from webhooks.counts import counts
from webhooks.door import Door

LONGEST_SMS = 64 * 1024
"""Bytes of a form where there is no WhatsApp: the longest SMS has 1,600 letters, beside them the addresses of files."""
MOST_FIELDS = 1_000
"""Twilio sends a few dozen."""
_SIGNATURE = re.compile(r"[A-Za-z0-9+/]{27}=")
"""As every signature of Twilio's looks (a SHA-1 in Base64): what does not is refused before a byte is read."""
SIGNATURE_HEADER = "X-Twilio-Signature"


def twilio_pages(settings: Settings, door: Door) -> Blueprint:
    """POST /twilio/inbound and /twilio/status; without WhatsApp or SMS the paths do not exist."""
    pages = Blueprint("twilio", __name__)

    def check() -> None:
        if not (settings.whatsapp or settings.sms):
            abort(404)
        if not settings.whatsapp:
            request.max_content_length = request.max_form_memory_size = LONGEST_SMS
        signature = request.headers.get(SIGNATURE_HEADER, "")
        try:
            shaped = _SIGNATURE.fullmatch(signature) and request.get_data().count(b"&") <= MOST_FIELDS
        except RequestEntityTooLarge:
            counts().add("twilio", "oversize")
            raise
        if not shaped or not signed(settings.twilio_auth_token, _signed_url(settings), request.form, signature):
            counts().add("twilio", "forbidden")
            abort(403)

    @pages.post("/twilio/inbound")
    def inbound() -> Response:
        check()
        incoming = parse_inbound(request.form)
        if incoming is None:
            counts().add("twilio", "ignored")
        else:
            said = door.receive(incoming)
            counts().add(incoming.channel, "received")
            if said:
                return Response(f"<Response><Message>{escape(said)}</Message></Response>", content_type="text/xml")
        return Response(status=204)

    @pages.post("/twilio/status")
    def status() -> Response:
        check()
        update = parse_status(request.form, request.args)
        if update is None:
            counts().add("twilio", "ignored")
        else:
            door.status(update)
            counts().add("twilio", "status")
        return Response(status=204)

    return pages


def _signed_url(settings: Settings) -> str:
    """The address as Twilio knows it: the public one, since behind a proxy `request.url` names another."""
    base = settings.public_base_url or request.host_url.rstrip("/")
    query = request.query_string.decode("utf-8", "replace")
    return f"{base}{request.path}?{query}" if query else f"{base}{request.path}"
