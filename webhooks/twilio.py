"""Twilio's webhooks for WhatsApp and SMS: the signature, then the message or status, then 204 (replies go by REST)."""

from __future__ import annotations

from html import escape

from flask import Blueprint, Response, abort, request

from bot.channels.twilio_forms import parse_inbound, parse_status
from bot.channels.twilio_signature import signed
from core.settings import Settings
from webhooks.counts import counts
from webhooks.door import Door

LONGEST_MESSAGE = 8 * 1024 * 1024
"""Bytes of a form that is still read: a text of a megabyte, escaped, is answered that it was too long."""
MOST_FIELDS = 1_000
"""Twilio sends a few dozen; to take eight megabytes of them apart costs seconds and half a gigabyte, signed or not."""
SIGNATURE_HEADER = "X-Twilio-Signature"


def twilio_pages(settings: Settings, door: Door) -> Blueprint:
    """POST /twilio/inbound and /twilio/status; without WhatsApp or SMS the paths do not exist."""
    pages = Blueprint("twilio", __name__)

    def check() -> None:
        if not (settings.whatsapp or settings.sms):
            abort(404)
        # the signature is over the fields, so they are read first
        request.max_content_length = request.max_form_memory_size = LONGEST_MESSAGE
        signature = request.headers.get(SIGNATURE_HEADER, "")
        crowded = not signature or request.get_data().count(b"&") > MOST_FIELDS  # counted before they are taken apart
        if crowded or not signed(settings.twilio_auth_token, _signed_url(settings), request.form, signature):
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
