"""What a provider posts to us of what somebody does: the same bytes and forms, read by the same readers."""

from __future__ import annotations

import orjson

from bot.channels.channel import Button, Incoming
from bot.channels.telegram_updates import parse_update
from bot.channels.twilio_forms import parse_inbound
from bot.simulator.phone import OURS, Phone

_ACCOUNT = f"AC{0:032x}"
_MEDIA = "https://api.twilio.com/2010-04-01/Accounts/{}/Messages/{}/Media/ME{}"


def typed(phone: Phone, words: str, number: int, now: int) -> Incoming | None:
    """A message of that number; None for what no application would send."""
    if phone.channel == "telegram":
        return _update({"update_id": number, "message": _message(phone, number, now) | {"text": words}}, now)
    return parse_inbound(_form(phone, number) | {"Body": words}, now)


def tapped(phone: Phone, button: Button, ref: str, number: int, now: int) -> Incoming | None:
    """A button pressed, of the message with the provider's id `ref`."""
    if phone.channel == "telegram":
        query = {
            "id": str(number),
            "from": _sender(phone),
            "message": _message(phone, number, now),
            "data": button.data,
        }
        return _update({"update_id": number, "callback_query": query}, now)
    form = {"Body": button.label, "ButtonText": button.label, "ButtonPayload": button.data}
    form["OriginalRepliedMessageSid"] = ref
    return parse_inbound(_form(phone, number) | form, now)


def sent(phone: Phone, words: str, type: str, name: str, size: int, number: int, now: int) -> Incoming | None:
    """A file with words beside it; `name` is what the provider keeps it under, 32 hexadecimal digits."""
    if phone.channel == "telegram":
        file = {"file_id": name, "file_size": size}
        kind = _KINDS.get(type.partition("/")[0], "document") if type not in _VOICES else "voice"
        body: dict[str, object] = {kind: [file] if kind == "photo" else file | {"mime_type": type}}
        words_beside = {"caption": words} if words else {}
        return _update({"update_id": number, "message": _message(phone, number, now) | body | words_beside}, now)
    form = _form(phone, number)
    form |= {"Body": words, "NumMedia": "1", "MediaContentType0": type}
    return parse_inbound(form | {"MediaUrl0": _MEDIA.format(_ACCOUNT, form["MessageSid"], name)}, now)


def placed(phone: Phone, lat: float, lon: float, number: int, now: int) -> Incoming | None:
    """Where the telephone is."""
    if phone.channel == "telegram":
        place = {"location": {"latitude": lat, "longitude": lon}}
        return _update({"update_id": number, "message": _message(phone, number, now) | place}, now)
    return parse_inbound(_form(phone, number) | {"Latitude": str(lat), "Longitude": str(lon)}, now)


# as Telegram's applications send what was chosen from the telephone
_KINDS = {"image": "photo", "audio": "audio", "video": "video"}
_VOICES = ("audio/ogg", "audio/opus")


def _update(update: dict[str, object], now: int) -> Incoming | None:
    return parse_update(orjson.dumps(update), now)


def _message(phone: Phone, number: int, now: int) -> dict[str, object]:
    chat = {"id": int(phone.address), "type": "private"}
    return {"message_id": number, "date": now // 1000, "chat": chat, "from": _sender(phone)}


def _sender(phone: Phone) -> dict[str, object]:
    return {"id": int(phone.address), "is_bot": False, "first_name": "-", "language_code": phone.lang}


def _form(phone: Phone, number: int) -> dict[str, str]:
    form = {"MessageSid": f"SM{number:032x}", "From": phone.address, "NumMedia": "0"}
    if phone.channel == "whatsapp":
        form |= {"To": OURS, "ExternalUserId": phone.user_id}
        form |= {"From": phone.user_id} if phone.hidden else {}
    return form
