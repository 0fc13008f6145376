"""Voice notes without the names that a recorder or a music collection writes into them.

Ogg: RFC 3533, its comments: RFC 7845 (Opus); MP3: id3.org.
"""

from __future__ import annotations

from core.files.damage import Damaged

_OPUS_TAGS = b"OpusTags"
_EMPTY_TAGS = _OPUS_TAGS + bytes(8)  # no maker's name, no comments
_LAST_TAG = 128


def ogg(data: bytes) -> bytes:
    """The comments' page is written anew without comments; every other page stays as it is."""
    kept, at, second = [], 0, True
    while at < len(data):
        page, at = _page(data, at)
        body = page[27 + page[26] :]
        if second and body.startswith(_OPUS_TAGS):
            if page[27 : 27 + page[26]].count(255) == page[26]:
                raise Damaged  # comments longer than a page hold a picture at least; no recorder does that
            page, second = _written(page, _EMPTY_TAGS + bytes(0)), False
        kept.append(page)
    if not kept:
        raise Damaged
    return b"".join(kept)


def _page(data: bytes, at: int) -> tuple[bytes, int]:
    if data[at : at + 4] != b"OggS" or at + 27 > len(data):
        raise Damaged
    table = data[at + 27 : at + 27 + data[at + 26]]
    end = at + 27 + len(table) + sum(table)
    if len(table) != data[at + 26] or end > len(data):
        raise Damaged
    return data[at:end], end


def _written(page: bytes, body: bytes) -> bytes:
    """A page with another body and the checksum that belongs to it."""
    head = page[:22] + bytes(4) + bytes((1, len(body)))
    whole = head + body
    return whole[:22] + _checksum(whole).to_bytes(4, "little") + whole[26:]


def _checksum(data: bytes) -> int:
    """Ogg's own CRC: polynomial 04C11DB7, nothing turned round."""
    crc = 0
    for byte in data:
        crc ^= byte << 24
        for _bit in range(8):
            crc = (crc << 1) ^ 0x04C11DB7 if crc & 0x80000000 else crc << 1
        crc &= 0xFFFFFFFF
    return crc


def mp3(data: bytes) -> bytes:
    """Without the ID3 tags before and behind the sound."""
    while data.startswith(b"ID3"):
        if len(data) < 10:
            raise Damaged
        size = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
        data = data[size + (10 if data[5] & 0x10 else 0) :].lstrip(b"\x00")
    if data[-_LAST_TAG : -_LAST_TAG + 3] == b"TAG":
        data = data[:-_LAST_TAG]
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE0 != 0xE0:
        raise Damaged
    return data
