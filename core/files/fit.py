"""Which files are handed on, and how large they may be. The type is read from the bytes; no header is believed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from core.files import boxes, pdf, pictures, sound
from core.files.damage import Damaged, Locked
from core.files.declared import LARGE, SMALL


class Fit(NamedTuple):
    """A file without what it told about its maker. `kind` is photo, document or voice; `ending` a file name's."""

    kind: str
    type: str
    ending: str
    data: bytes


class Unfit(Exception):
    """A file that is not handed on; `reason` is too_large, wrong_type, damaged or locked."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Type(NamedTuple):
    kind: str
    type: str
    ending: str
    most: int
    strip: Callable[[bytes], bytes]


_JPEG = _Type("photo", "image/jpeg", "jpg", SMALL, pictures.jpeg)
_PNG = _Type("photo", "image/png", "png", SMALL, pictures.png)
_WEBP = _Type("photo", "image/webp", "webp", SMALL, pictures.webp)
_PDF = _Type("document", "application/pdf", "pdf", LARGE, pdf.strip)
_OGG = _Type("voice", "audio/ogg", "ogg", SMALL, sound.ogg)
_MP3 = _Type("voice", "audio/mpeg", "mp3", SMALL, sound.mp3)
_M4A = _Type("voice", "audio/mp4", "m4a", SMALL, boxes.mp4)
_AMR = _Type("voice", "audio/amr", "amr", SMALL, sound.amr)
_AAC = _Type("voice", "audio/aac", "aac", SMALL, sound.aac)


def clean(data: bytes) -> Fit:
    """The same picture, paper or voice without what it tells about who made it, where and with what."""
    found = _type_of(data)
    if found is None:
        raise Unfit("wrong_type")
    if len(data) > found.most:
        raise Unfit("too_large")
    try:
        return Fit(found.kind, found.type, found.ending, found.strip(data))
    except Locked:
        raise Unfit("locked") from None
    except Damaged:
        raise Unfit("damaged") from None


def _type_of(data: bytes) -> _Type | None:
    """By the first bytes, exactly at the beginning: what hides behind another file's beginning is that other file."""
    if data.startswith(b"\xff\xd8\xff"):
        return _JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _WEBP
    if data.startswith(b"%PDF-"):
        return _PDF
    if data.startswith(b"OggS"):
        return _OGG
    if data[4:8] == b"ftyp":
        return _M4A
    if data.startswith((sound.AMR, sound.AMR_WB)):
        return _AMR
    if sound.is_aac(data):
        return _AAC
    if data.startswith(b"ID3") or (len(data) > 1 and data[0] == 0xFF and data[1] in (0xFB, 0xF3, 0xF2, 0xFA)):
        return _MP3
    return None
