"""How does a text become an SMS that costs least? No emoji, no invisible marks, and GSM-7 where the language allows.

GSM-7 has é è ù ì ò à ñ ü, but neither á í ó ú nor ê ã õ ç. One such letter makes every part hold 67 characters instead
of 153, so accents are left out, as people write by SMS themselves, but only where that saves a part. What cannot be
GSM-7 anyway (Arabic) keeps all its letters.
"""

from __future__ import annotations

import re
import unicodedata

from bot.channels.wire import is_gsm, segments, without_emoji

# directions, joiners and other characters that nobody sees: old phones show a box, and each of them costs
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_GAPS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_BLANK = re.compile(r" ?\n[ \n]*")
_TYPED = (
    (re.compile("«[\\s]*|[\\s]*»|[“”„‟″]"), '"'),
    (re.compile("[‘’‚‛‹›′ʼ´`]"), "'"),
    (re.compile("…"), "..."),
    (re.compile("[‐‑‒–—―−·•]"), "-"),
    (re.compile("[œ]"), "oe"),
    (re.compile("[Œ]"), "OE"),
)


def as_sms(text: str) -> str:
    """The same text as it goes by SMS: of what reads well, the first that takes the fewest parts."""
    bare = _GAPS.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFC", without_emoji(text))))
    bare = _BLANK.sub("\n", bare).strip()
    if is_gsm(bare):
        return bare or text
    plain = _typewriter(bare)
    return min((bare, plain, _without_accents(plain)), key=segments)


def _typewriter(text: str) -> str:
    """Quotation marks, dashes and dots as old keyboards have them."""
    for sign, plain in _TYPED:
        text = sign.sub(plain, text)
    return text


def _without_accents(text: str) -> str:
    return "".join(char if is_gsm(char) else _base(char) for char in text)


def _base(char: str) -> str:
    """The letter without its mark: "á" is "a", "º" is "o"; what has no such form stays."""
    bare = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    return bare if is_gsm(bare) else char
