"""Voice notes without the names that a recorder or a music collection writes into them.

Ogg: RFC 3533, its comments: RFC 7845 (Opus); MP3: id3.org; AMR: RFC 4867, section 5; AAC: ISO/IEC 13818-7 (ADTS).
M4A and 3GP are in core/files/boxes.py.
"""

from __future__ import annotations

from core.files.damage import Damaged

_OPUS_TAGS = b"OpusTags"
_EMPTY_TAGS = _OPUS_TAGS + bytes(8)  # no maker's name, no comments
_LAST_TAG = 128
AMR, AMR_WB = b"#!AMR\n", b"#!AMR-WB\n"
# bytes of a frame by its kind, with the one that names it; others do not exist
_NARROW = {0: 13, 1: 14, 2: 16, 3: 18, 4: 20, 5: 21, 6: 27, 7: 32, 8: 6, 15: 1}
_WIDE = {0: 18, 1: 24, 2: 33, 3: 37, 4: 41, 5: 47, 6: 51, 7: 59, 8: 61, 9: 6, 14: 1, 15: 1}


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
    data = data[_behind_id3(data) :].lstrip(b"\x00")
    if data[-_LAST_TAG : -_LAST_TAG + 3] == b"TAG":
        data = data[:-_LAST_TAG]
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE0 != 0xE0:
        raise Damaged
    return data


def amr(data: bytes) -> bytes:
    """Only whole frames of speech: the format has no room for names, and what hangs behind them is left behind."""
    head, sizes = (AMR_WB, _WIDE) if data.startswith(AMR_WB) else (AMR, _NARROW)
    at = len(head)
    while at < len(data):
        size = sizes.get(data[at] >> 3 & 0x0F, 0)
        if data[at] & 0x83 or not size or at + size > len(data):
            break
        at += size
    if at == len(head):
        raise Damaged
    return data[:at]


def is_aac(data: bytes) -> bool:
    """Whether it begins like AAC in ADTS frames, behind a tag or at once."""
    at = 0
    if data.startswith(b"ID3"):
        try:
            at = _behind_id3(data)
        except Damaged:
            return False
    return len(data) > at + 1 and data[at] == 0xFF and data[at + 1] & 0xF6 == 0xF0


def aac(data: bytes) -> bytes:
    """Without tags before and behind the frames; each frame tells where the next begins."""
    at = begin = _behind_id3(data)
    while at + 7 <= len(data) and data[at] == 0xFF and data[at + 1] & 0xF6 == 0xF0:
        size = (data[at + 3] & 0x03) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
        if size < 7 or at + size > len(data):
            break
        at += size
    if at == begin:
        raise Damaged
    return data[begin:at]


def _behind_id3(data: bytes) -> int:
    """Where an ID3 tag at the beginning ends; 0 without one."""
    at = 0
    while data[at : at + 3] == b"ID3":
        if len(data) < at + 10:
            raise Damaged
        size = sum((byte & 0x7F) << shift for byte, shift in zip(data[at + 6 : at + 10], (21, 14, 7, 0), strict=True))
        at += 10 + size + (10 if data[at + 5] & 0x10 else 0)
    return at
