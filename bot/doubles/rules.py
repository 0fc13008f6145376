"""What the providers refuse, as plain functions: the local servers and the simulator's telephones judge by the same.

Each tells what is wrong with a message, '' or None where nothing is. Sources: core.telegram.org/bots/api, limits;
twilio.com/docs/api/errors/<code>; Meta's limits for messages inside the 24 hours.
"""

from __future__ import annotations

from collections.abc import Sequence

TELEGRAM_TEXT, TELEGRAM_CAPTION = 4096, 1024
DATA_BYTES, IN_A_ROW, IN_ALL = 64, 8, 100
TWILIO_BODY, WHATSAPP_BODY = 1600, 1024
QUICK_REPLY, LIST = "twilio/quick-reply", "twilio/list-picker"
TITLE, ITEM, ID_BYTES = 20, 24, 200
QUICK_REPLIES, ROWS = 3, 10
WINDOW_MS = 86_400_000

Choice = tuple[str, str]
"""What is read on a button or a row, and what comes back from it."""
Code = tuple[int, str]


def units(text: str) -> int:
    """UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def broken(text: str) -> bool:
    """Whether it cannot be written as UTF-8."""
    return any("\ud800" <= char <= "\udfff" for char in text)


def telegram_text(text: str) -> str:
    if broken(text):
        return "strings must be encoded in UTF-8"
    if not text.strip():
        return "message text is empty"
    return "message is too long" if units(text) > TELEGRAM_TEXT else ""


def telegram_caption(text: str) -> str:
    return "message caption is too long" if units(text) > TELEGRAM_CAPTION else ""


def telegram_rows(rows: Sequence[Sequence[Choice]]) -> str:
    if any(len(row) > IN_A_ROW for row in rows) or sum(map(len, rows)) > IN_ALL:
        return "REPLY_MARKUP_TOO_LONG"
    found = (telegram_button(label, data) for row in rows for label, data in row)
    return next((wrong for wrong in found if wrong), "")


def telegram_button(label: str, data: str) -> str:
    if not label:
        return "inline keyboard button text must be non-empty"
    return "" if 1 <= len(data.encode()) <= DATA_BYTES else "BUTTON_DATA_INVALID"


def twilio_body(body: str, *, with_file: bool = False) -> Code | None:
    if not body.strip() and not with_file:
        return 21602, "Message body is required"
    if broken(body):
        return 20001, "The body is not UTF-8"
    if units(body) > TWILIO_BODY:
        return 21617, "The concatenated message body exceeds the 1600 character limit"
    return None


def whatsapp_content(kind: str, body: str, choices: Sequence[Choice], *, approved: bool) -> Code | None:
    """Of a filled Content. In reality some of this fails only in the status: 63021."""
    titles = [title for title, _id in choices]
    if kind == QUICK_REPLY and not approved and len(choices) > QUICK_REPLIES:
        return 63021, "more than three quick replies without approval"
    if len(choices) > ROWS or len(set(titles)) < len(titles):
        return 63021, "more than ten rows, or two alike"
    longest = TITLE if kind == QUICK_REPLY else ITEM
    if units(body) > WHATSAPP_BODY or any(len(title) > longest for title in titles):
        return 63021, "a text is too long"
    if any(len(id.encode()) > ID_BYTES for _title, id in choices):
        return 63021, "an id is too long"
    return None


def variables(values: Sequence[object]) -> Code | None:
    """Given for a Content's places."""
    if all(isinstance(value, str) and value.strip() for value in values):
        return None
    return 21656, "The ContentVariables are invalid"


def is_open(heard_at: int | None, now: int) -> bool:
    """Whether WhatsApp takes more than templates, by when the person last wrote."""
    return heard_at is not None and now - heard_at < WINDOW_MS
