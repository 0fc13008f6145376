"""Small files with something in them that nobody meant to send: where, with what and by whom they were made."""

from __future__ import annotations

from pathlib import Path

_DATA = Path(__file__).parent / "data"
JPEG = (_DATA / "photo.jpg").read_bytes()
PNG = (_DATA / "photo.png").read_bytes()
WEBP = (_DATA / "photo.webp").read_bytes()
PDF = (_DATA / "paper.pdf").read_bytes()


def ogg(comment: bytes = b"ARTIST=Ana Secret") -> bytes:
    """A voice note of three pages: what it is, who made it, and some sound."""
    head = b"OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00"
    tags = b"OpusTags" + _counted(b"Secret recorder") + (1).to_bytes(4, "little") + _counted(comment)
    return _page(2, 0, head) + _page(0, 1, tags) + _page(4, 2, bytes(range(200)))


def _counted(text: bytes) -> bytes:
    return len(text).to_bytes(4, "little") + text


def _page(flags: int, number: int, body: bytes) -> bytes:
    head = b"OggS\x00" + bytes((flags,)) + bytes(8) + b"demo" + number.to_bytes(4, "little")
    table = bytes((1, len(body)))
    return head + crc(head + bytes(4) + table + body).to_bytes(4, "little") + table + body


def crc(page: bytes) -> int:
    """Ogg's checksum by its table, as libogg does it."""
    found = 0
    for byte in page:
        found = (found << 8 & 0xFFFFFFFF) ^ _TABLE[found >> 24 ^ byte]
    return found


def _entry(index: int) -> int:
    found = index << 24
    for _bit in range(8):
        found = found << 1 ^ (0x04C11DB7 if found & 1 << 31 else 0)
    return found & 0xFFFFFFFF


_TABLE = [_entry(index) for index in range(256)]
OGG = ogg()
OF_KIND = {"photo": JPEG, "document": PDF, "voice": OGG}
TYPES = {"photo": "image/jpeg", "document": "application/pdf", "voice": "audio/ogg"}
