"""The forms Twilio posts to us, as the bot's own values: inbound messages (WhatsApp and SMS) and delivery statuses.

Field names: twilio.com/docs/messaging/guides/webhook-request; button and list fields from public code (unconfirmed).
New parameters appear without notice, so only what is needed is read and nothing is refused for being unknown.

Twilio signs names and values without anything between them, so one signature fits many forms (`suspicious`).

WhatsApp knows a person by a number, by a *business-scoped user id*, or by both: `From` is the number where WhatsApp
tells it and `ExternalUserId` the id beside it; where the number is hidden, both are the id. An id means the same person
only for the business that it was made for, so here it always stands with our sender: `whatsapp:HN.123@+14155238886`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from bot.channels.channel import Incoming, StatusUpdate, Unread
from bot.channels.wire import sound
from core.relay.pieces import Piece

WHATSAPP = "whatsapp:"
STATUSES = frozenset(
    {"queued", "accepted", "scheduled", "sending", "sent", "partially_delivered"}
    | {"delivered", "read", "undelivered", "failed", "canceled"}
)
_LONGEST_ID = 128
_IDS = ("MessageSid", "SmsSid", "SmsMessageSid")
_MESSAGE = re.compile(r"(?:SM|MM)[0-9a-f]{32}")
_NUMBER = re.compile(r"whatsapp:\+\d{7,15}", re.ASCII)
_USER_ID = re.compile(r"whatsapp:[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")
_SMS_SENDER = re.compile(r"\+\d{7,15}|\d{3,8}", re.ASCII)
_DECIDES = re.compile(
    r"AccountSid(?=AC[0-9a-f]{32})"
    r"|(?:MessageSid|SmsSid)(?=[A-Z]{2}[0-9a-f]{32})"
    r"|(?:From|To)(?=(?:whatsapp:)?\+[0-9]{7}|whatsapp:[A-Z]{2}\.)"
    r"|ExternalUserId(?=whatsapp:)"
)
"""Names that decide whose message it is, where such a value follows at once."""
_MEDIA_URL = re.compile(
    r"https://api(?:\.[a-z0-9-]+){0,2}\.twilio\.com/2010-04-01/Accounts/AC[0-9a-f]{32}"
    r"/Messages/([A-Z]{2}[0-9a-f]{32})/Media/(ME[0-9a-f]{32})"
)
MOST_MEDIA = 10
_KINDS = {"audio": "voice", "image": "photo", "application": "document", "text": "document"}
_TYPES = {"image/webp": "sticker", "text/vcard": "contact", "text/x-vcard": "contact"}


def suspicious(url: str, form: Mapping[str, Sequence[str]], account: str) -> str:
    """Why a form that Twilio signed for that address is not believed, in a word; '' for all that Twilio writes.

    The signature is over one text, in which nobody sees where a value ends and the next name begins. Who saw a request
    could cut its text in other places: so a name that decides may stand in it only where a field begins.
    """
    if any(len(values) != 1 for values in form.values()):
        return "doubled"
    if form.get("AccountSid") != [account]:
        return "account"
    ids = {form[name][0] for name in _IDS if name in form}
    if len(ids) > 1 or not all(map(_MESSAGE.fullmatch, ids)):
        return "id"
    text, begins = url, set()
    for name in sorted(form):
        text += name
        begins.add(len(text))
        text += form[name][0]
    return "" if all(found.end() in begins for found in _DECIDES.finditer(text)) else "ambiguous"


def read_inbound(
    form: Mapping[str, str], now: int = 0, signature: str = "", ours: Collection[str] = ()
) -> Incoming | Unread:
    """One inbound message, written at `now` if that is known; Unread where it has no sender that could be answered.

    `ours` are our senders and Messaging Services, of which one must be meant; () where that is known already.
    """
    sid = next((form[name] for name in _IDS if name in form), "")
    sid = sid if _MESSAGE.fullmatch(sid) else ""
    sender = form.get("From", "")
    channel = channel_of(sender)
    mine = _meant(form, ours)
    names = _names(form, "From", mine)
    meant = not ours or mine in ours or form.get("MessagingServiceSid", "") in ours
    words = sound(form.get("Body", ""))
    if not (sid and names and meant):
        return Unread((sid and channel) or "twilio", sid, words, signature)
    place = _place(form.get("Latitude", ""), form.get("Longitude", ""))
    payload = sound(form.get("ButtonPayload") or form.get("ListId") or "")
    media = "location" if place else _media(form)
    return Incoming(
        channel=channel,
        message_id=sid,
        address=names[0],
        words=words,
        payload=payload,
        media=media or ("" if words.strip() or payload else "other"),  # a kind that Twilio does not hand on
        location=place,
        screen_ref=_id(form.get("OriginalRepliedMessageSid")),
        at=now,
        files=(Piece("location", place, channel=channel),) if place else _files(form, channel),
        aka=names[1:],
        odd=_has_odd_id(form),
        signature=signature,
    )


def parse_inbound(form: Mapping[str, str], now: int = 0) -> Incoming | None:
    """The same; None where no message can be read."""
    found = read_inbound(form, now)
    return found if isinstance(found, Incoming) else None


def _meant(form: Mapping[str, str], ours: Collection[str]) -> str:
    """To whom it was written. Of a hidden number Twilio's rule may be read so that `To` holds the person's id, too."""
    to = form.get("To", "")
    both = _USER_ID.fullmatch(to) and to == form.get("From")
    return next((one for one in ours if one.startswith(WHATSAPP)), to) if both else to


def _names(form: Mapping[str, str], person: str, ours: str) -> tuple[str, ...]:
    """By which names somebody is known, the one that stands in the form's `person` first; () where that is no address.

    `ours` is our sender, for which alone an id means somebody.
    """
    first = form.get(person, "")
    if channel_of(first) != "whatsapp":
        return (first,) if _SMS_SENDER.fullmatch(first) else ()
    by_number = bool(_NUMBER.fullmatch(first))
    ids = [form.get("ExternalUserId", "") if by_number else first, form.get("ParentExternalUserId", "")]
    found = ([first] if by_number else []) + [_scoped(id, ours) for id in ids]
    return tuple(dict.fromkeys(name for name in found if name)) if found[0] else ()


def _scoped(id: str, ours: str) -> str:
    """An id as it is kept; '' for what cannot be one."""
    return f"{id}@{ours.removeprefix(WHATSAPP)}" if _USER_ID.fullmatch(id) and _NUMBER.fullmatch(ours) else ""


def _has_odd_id(form: Mapping[str, str]) -> bool:
    """Whether an id came along that cannot be one, or another one than the sender is."""
    own, parent, sender = (form.get(name, "") for name in ("ExternalUserId", "ParentExternalUserId", "From"))
    if any(id and not _USER_ID.fullmatch(id) for id in (own, parent)):
        return True
    return bool(own and _USER_ID.fullmatch(sender) and own != sender)


def parse_status(form: Mapping[str, str], args: Mapping[str, str]) -> StatusUpdate | None:
    """A delivery status; `args` is the callback address's query. None for a form without id or known status."""
    sid = _id(form.get("MessageSid") or form.get("SmsSid"))
    status = (form.get("MessageStatus") or form.get("SmsStatus") or "").lower()
    if not sid or status not in STATUSES:
        return None
    code = form.get("ErrorCode", "")
    return StatusUpdate(
        _number(args.get("m", "")),
        sid,
        status,
        code if code.isascii() and code.isdigit() else "",
        names=_names(form, "To", form.get("From", "")) if channel_of(form.get("To", "")) == "whatsapp" else (),
    )


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
