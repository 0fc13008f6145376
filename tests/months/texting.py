"""What must hold of every SMS, whoever reads it? Counted and looked at here as a carrier and a reader would.

Nothing here knows how the bot shortens a text or counts its parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from tests.test_light import SWALLOWED

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWO_SEPTETS = frozenset("\f^{}\\[~]|€")
_LONGEST = 1600
MOST_PARTS = {("alert", True): 6, ("alert", False): 14, ("reply", True): 11, ("reply", False): 24}
"""Of one SMS, in GSM-7 and otherwise: of a reply what 1600 units come to, as a page of long listings does."""
_SHOWN = 5
_NUMBER = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
_TO_TYPE = re.compile(r"[\"“«]\s*([^\"”»\n]{2,24}?)\s*[\"”»]")
_SIGN = re.compile(r"(?<=: )[^\w\s]+$", re.MULTILINE)
"""What somebody wrote without any word: a sign of theirs says something, and is passed on."""
_ODD = frozenset(("Cf", "Cc", "So", "Co", "Cn"))
_AFTER_STOP = "START"


def is_gsm(text: str) -> bool:
    return all(char in _GSM or char in _TWO_SEPTETS for char in text)


def parts(text: str) -> int:
    """How many a carrier bills."""
    if is_gsm(text):
        widths, alone, joined = [1 + (char in _TWO_SEPTETS) for char in text], 160, 153
    else:
        widths, alone, joined = [len(char.encode("utf-16-le")) // 2 for char in text], 70, 67
    if sum(widths) <= alone:
        return 1
    count, room = 1, joined
    for width in widths:
        if width > room:
            count, room = count + 1, joined
        room -= width
    return count


def choices(options: Sequence[Any], ref: int) -> tuple[str, ...]:
    """Of a screen as an SMS shows it: of more than six only five, and a sixth for the rest of message `ref`."""
    ids = tuple(one.id for one in options)
    if len(ids) <= _SHOWN + 1 or any(id.startswith("q:") for id in ids):
        return tuple(one.id for one in options if one.numbered)
    return (*(one.id for one in options[:_SHOWN] if one.numbered), f"z:{ref}")


def wrong(sent: Any, numbers: int, kind: str) -> Iterator[str]:
    """What should not be of a message that Twilio took, which can be answered by 1 to `numbers`."""
    text: str = sent.body
    if sent.buttons or sent.content_sid or sent.media:
        yield f"an SMS with buttons, a template or a file: {text!r}"
    if len(text.encode("utf-16-le")) // 2 > _LONGEST or parts(text) > MOST_PARTS[kind, is_gsm(text)]:
        yield f"an SMS ({kind}) of {parts(text)} parts: {text!r}"
    said = _SIGN.sub("", text).replace("\n", "")
    if odd := [char for char in said if unicodedata.category(char) in _ODD]:
        yield f"an SMS with {odd}: {text!r}"
    if "\n\n" in text or text != text.strip():
        yield f"an SMS with empty lines: {text!r}"
    if parts(bare(text)) < parts(text):
        yield f"an SMS of {parts(text)} parts that goes in {parts(bare(text))}: {text!r}"
    digits = text.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))
    lines = [(int(found[1]), found[2]) for found in _NUMBER.finditer(digits)]
    if [number for number, _label in lines] != list(range(1, numbers + 1)):
        yield f"an SMS that is answered by 1 to {numbers}: {text!r}"
    told = {*(label for _number, label in lines), *_TO_TYPE.findall(text)}
    if kept := {word for word in told if word.strip(" .").upper() in SWALLOWED}:
        yield f"an SMS that has carriers' own words {kept} typed: {text!r}"


def swallowed(words: str) -> bool:
    """Whether it never gets past the carrier, and so to us."""
    return words.strip().upper() in SWALLOWED and words.strip().upper() != _AFTER_STOP


def bare(text: str) -> str:
    """Without the marks of Latin letters."""
    return "".join(_letter(char) for char in text)


def _letter(char: str) -> str:
    if char in _GSM:
        return char
    letter = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    return letter if is_gsm(letter) else char
