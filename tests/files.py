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


def _box(kind: bytes, *inside: bytes) -> bytes:
    body = b"".join(inside)
    return (8 + len(body)).to_bytes(4, "big") + kind + body


def m4a(track: bytes = b"soun", more: bytes = b"") -> bytes:
    """A voice note as a telephone records it: the sound first, then its table, with a name, a place and a date."""
    sound, dates = bytes(range(180)), (3_900_000_000).to_bytes(4, "big") * 2
    head = _box(b"ftyp", b"M4A \x00\x00\x00\x00M4A isom")
    handler = _box(b"hdlr", bytes(8), track, bytes(12), b"Secret Recorder 9\x00")
    table = _box(b"stbl", _box(b"stsd", bytes(8)), _box(b"stco", bytes(7), b"\x01", (len(head) + 8).to_bytes(4, "big")))
    media = _box(b"mdia", _box(b"mdhd", bytes(4), dates, bytes(12)), handler, _box(b"minf", table))
    place = _box(b"udta", _box(b"\xa9xyz", b"\x00\x12\x15\xc7+14.0818-087.2068/"), _box(b"meta", b"Ana Secret"))
    tracks = _box(b"trak", _box(b"tkhd", bytes(4), dates, bytes(72)), media, _box(b"udta", b"Ana"))
    return head + _box(b"mdat", sound) + _box(b"moov", _box(b"mvhd", bytes(4), dates, bytes(88)), tracks, place) + more


M4A = m4a(more=_box(b"uuid", b"Secret telephone of Ana"))
AMR = b"#!AMR\n" + (b"\x3c" + bytes(range(31))) * 3
AAC = b"ID3\x04\x00\x00\x00\x00\x00\x0aAna Secret" + (b"\xff\xf1\x50\x80\x02\x1f\xfc" + bytes(9)) * 3
OF_KIND = {"photo": JPEG, "document": PDF, "voice": OGG}
TYPES = {"photo": "image/jpeg", "document": "application/pdf", "voice": "audio/ogg"}
