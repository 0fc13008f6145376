"""How long a text is for a provider, and text that can be put on the wire at all: the units the channels share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.channels.channel import Button

# 3GPP TS 23.038, the basic table and its extension; Twilio counts the same way.
_GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_ESCAPED = frozenset("\f^{}\\[~]|€")
_SHORT_LABEL = 16  # two such labels fit side by side on a narrow phone
_SURROGATE = re.compile("[\ud800-\udfff]")
_ONE = "[\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff\U0001f000-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*"
_EMOJI = re.compile(f" ?(?:{_ONE})(?:\u200d{_ONE})*|[\ufe0f\u20e3]")
_TYPED_OR_EMOJI = re.compile(f"\u2068([^\u2069]*)\u2069|{_EMOJI.pattern}")


def utf16(text: str) -> int:
    """The length in UTF-16 units: an emoji counts two, as Telegram's and WhatsApp's limits may."""
    return len(text) + sum(char > "\uffff" for char in text)


def sound(text: str) -> str:
    """The text with lone surrogates replaced by U+FFFD (a pair is joined): after this it can be encoded."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def rows(buttons: Sequence[Button]) -> list[list[Button]]:
    """Buttons of a keyboard in rows: two beside each other where both labels are short, else one a row."""
    made: list[list[Button]] = []
    narrow = False  # whether the last row holds one short label
    for button in buttons:
        short = utf16(button.label) <= _SHORT_LABEL
        if short and narrow:
            made[-1].append(button)
            narrow = False
        else:
            made.append([button])
            narrow = short
    return made


def without_emoji(text: str) -> str:
    """The text without emoji; somebody's words that are nothing else keep them, since they say something."""
    return text if text.isascii() else _TYPED_OR_EMOJI.sub(_kept, text)


def _kept(found: re.Match[str]) -> str:
    words: str | None = found[1]
    if words is None:
        return ""
    bare = _EMOJI.sub("", words)
    return f"\u2068{bare}\u2069" if bare.strip() else found[0]


def is_gsm(text: str) -> bool:
    """Whether every character is in GSM-7."""
    return all(char in _GSM_BASIC or char in _GSM_ESCAPED for char in text)


def segments(text: str) -> int:
    """How many SMS parts are billed: 160/153 GSM-7 characters, or 70/67 UTF-16 units when any other is inside.

    A character is never cut in two: an escaped one (2 septets) or an emoji (2 units) moves whole to the next part.
    """
    if is_gsm(text):
        return _parts([2 if char in _GSM_ESCAPED else 1 for char in text], 160, 153)
    return _parts([2 if char > "\uffff" else 1 for char in text], 70, 67)


def _parts(widths: list[int], alone: int, joined: int) -> int:
    if sum(widths) <= alone:
        return 1
    parts, used = 1, 0
    for width in widths:
        if used + width > joined:
            parts, used = parts + 1, 0
        used += width
    return parts
