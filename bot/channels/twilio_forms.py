"""The forms Twilio posts to us, as the bot's own values: inbound messages (WhatsApp and SMS) and delivery statuses.

Field names: twilio.com/docs/messaging/guides/webhook-request; button and list fields from public code (unconfirmed).
New parameters appear without notice, so only what is needed is read and nothing is refused for being unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.channels.channel import Incoming, StatusUpdate
from bot.channels.wire import sound
from core.relay.pieces import Piece

WHATSAPP = "whatsapp:"
STATUSES = frozenset(
    {"queued", "accepted", "scheduled", "sending", "sent", "partially_delivered"}
    | {"delivered", "read", "undelivered", "failed", "canceled"}
)
_LONGEST_ID = 128
_MEDIA_URL = re.compile(
    r"https://api(?:\.[a-z0-9-]+){0,2}\.twilio\.com/2010-04-01/Accounts/AC[0-9a-f]{32}"
    r"/Messages/([A-Z]{2}[0-9a-f]{32})/Media/(ME[0-9a-f]{32})"
)
MOST_MEDIA = 10
_KINDS = {"audio": "voice", "image": "photo", "application": "document", "text": "document"}
_TYPES = {"image/webp": "sticker", "text/vcard": "contact", "text/x-vcard": "contact"}


def parse_inbound(form: Mapping[str, str], now: int = 0) -> Incoming | None:
    """One inbound message, written at `now` if that is known.

    None where there is no usable id or address (a form of another Twilio product).
    """
    sid = _id(form.get("MessageSid") or form.get("SmsSid") or form.get("SmsMessageSid"))
    sender = _id(form.get("From"))
    channel = channel_of(sender)
    if not (sid and channel):
        return None
    place = _place(form.get("Latitude", ""), form.get("Longitude", ""))
    words, payload = sound(form.get("Body", "")), sound(form.get("ButtonPayload") or form.get("ListId") or "")
    media = "location" if place else _media(form)
    return Incoming(
        channel=channel,
        message_id=sid,
        address=sender,
        words=words,
        payload=payload,
        media=media or ("" if words.strip() or payload else "other"),  # a kind that Twilio does not hand on
        location=place,
        screen_ref=_id(form.get("OriginalRepliedMessageSid")),
        at=now,
        files=(Piece("location", place, channel=channel),) if place else _files(form, channel),
    )


def parse_status(form: Mapping[str, str], args: Mapping[str, str]) -> StatusUpdate | None:
    """A delivery status; `args` is the callback address's query. None for a form without id or known status."""
    sid = _id(form.get("MessageSid") or form.get("SmsSid"))
    status = (form.get("MessageStatus") or form.get("SmsStatus") or "").lower()
    if not sid or status not in STATUSES:
        return None
    code = form.get("ErrorCode", "")
    return StatusUpdate(_number(args.get("m", "")), sid, status, code if code.isascii() and code.isdigit() else "")


def channel_of(address: str) -> str:
    """'whatsapp', 'sms' or '' by an address's prefix: Twilio's other products (`rcs:`, `messenger:`) are not served."""
    if address.startswith(WHATSAPP):
        return "whatsapp"
    return "" if not address or ":" in address else "sms"


def _media(form: Mapping[str, str]) -> str:
    if form.get("NumMedia", "0") in ("", "0"):
        return ""
    kind = form.get("MediaContentType0", "").partition(";")[0].strip().lower()
    return _TYPES.get(kind) or _KINDS.get(kind.partition("/")[0], "other")


def _files(form: Mapping[str, str], channel: str) -> tuple[Piece, ...]:
    """What can be handed on, by Twilio's ids: the address in the form is never called."""
    count = form.get("NumMedia", "0")
    many = int(count) if count.isascii() and count.isdigit() and len(count) < 3 else 0
    found = []
    for n in range(min(many, MOST_MEDIA)):
        ids = _MEDIA_URL.fullmatch(form.get(f"MediaUrl{n}", ""))
        type = form.get(f"MediaContentType{n}", "").partition(";")[0].strip().lower()[:_LONGEST_ID]
        kind = _TYPES.get(type) or _KINDS.get(type.partition("/")[0], "other")
        if ids and kind in ("photo", "document", "voice"):
            found.append(Piece(kind, f"{ids[1]}/{ids[2]}", 0, type, channel))
    return tuple(found)


def _place(latitude: str, longitude: str) -> str:
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return ""
    return f"{north},{east}" if -90 <= north <= 90 and -180 <= east <= 180 else ""


def _id(value: str | None) -> str:
    """An id or address as it came, or '' when it could not be one: empty, endless, or with unprintable characters."""
    return value if value and len(value) <= _LONGEST_ID and value.isprintable() else ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None
