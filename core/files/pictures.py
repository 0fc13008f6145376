"""Pictures without the place, the moment and the camera in them: only the parts that make the picture are copied.

JPEG: ITU-T T.81 annex B and the Exif standard; PNG: w3.org/TR/png; WebP: RFC 9649. The picture itself is not touched,
so nothing is decoded and nothing gets worse.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from core.files.damage import Damaged

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_BARE = frozenset((0x01, *range(0xD0, 0xD8)))  # markers without a length
_DRAWN = frozenset((*range(0xC0, 0xD0), _SOS, *range(0xDB, 0xE0)))
"""Markers of tables, frames and scans; all others are reserved, or tell something."""
_SIZED = {0xDC: 2, 0xDD: 2, 0xDF: 1}
"""So long is what these say; what stands behind it in them is not of the picture."""
_ICC = b"ICC_PROFILE\x00"
_JFIF, _JFIF_S = b"JFIF\x00", 14
"""What stands behind the name: version, unit, density, and the size of a preview that is left behind."""
_ADOBE, _ADOBE_S = b"Adobe", 12
_ORIENTATION = 0x0112
_SHORT = 3

_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_ANY = 1 << 31
_PNG_KEPT = {
    **{b"IHDR": 13, b"PLTE": 768, b"IDAT": _ANY, b"IEND": 0, b"iCCP": _ANY},
    **{b"tRNS": 256, b"gAMA": 4, b"cHRM": 32, b"sRGB": 1, b"sBIT": 4, b"bKGD": 6, b"pHYs": 9},
}
"""Chunks that make the picture, and how long each may be: a longer one says something else."""
_WEBP_KEPT = {b"VP8 ": _ANY, b"VP8L": _ANY, b"VP8X": 10, b"ALPH": _ANY, b"ANIM": 6, b"ANMF": _ANY, b"ICCP": _ANY}
_WEBP_FRAME = {b"VP8 ": _ANY, b"VP8L": _ANY, b"ALPH": _ANY}
_WEBP_FRAME_S = 16
"""Where a frame stands and how long it is shown; behind it come the frame's own chunks."""
_WEBP_TOLD = 0b0000_1100  # the flags of VP8X that promise Exif and XMP


def jpeg(data: bytes) -> bytes:
    """Without Exif, XMP, IPTC, comments, and whatever hangs behind the picture (previews, second pictures)."""
    kept = [b"\xff\xd8"]
    turned = b""
    for marker, body, raw in _segments(data):
        if marker == 0xE1 and body.startswith(b"Exif\x00\x00"):
            turned = turned or _only_turned(body[6:])
        elif marker == 0xE0 and body.startswith(_JFIF) and len(body) >= _JFIF_S:
            kept.append(_segment(marker, body[: _JFIF_S - 2] + b"\x00\x00"))
        elif marker == 0xEE and body.startswith(_ADOBE) and len(body) >= _ADOBE_S:  # how its colours are meant
            kept.append(_segment(marker, body[:_ADOBE_S]))
        elif marker in _SIZED:
            kept.append(_segment(marker, body[: _SIZED[marker]]))
        elif (marker == 0xE2 and body.startswith(_ICC)) or marker in _DRAWN or marker in _BARE:
            kept.append(raw)
    return b"".join((kept[0], turned, *kept[1:], b"\xff\xd9"))


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """(marker, body, all of it) up to the end of the picture; a scan's pixels belong to its segment."""
    at, shown = 2, False
    while True:
        while data[at : at + 2] == b"\xff\xff":  # padding
            at += 1
        if at + 2 > len(data) or data[at] != 0xFF:
            raise Damaged
        marker, start = data[at + 1], at
        at += 2
        if marker == _EOI:
            if not shown:
                raise Damaged
            return
        if marker in _BARE:
            yield marker, b"", data[start:at]
            continue
        if at + 2 > len(data):
            raise Damaged
        length = int.from_bytes(data[at : at + 2], "big")
        body, at = data[at + 2 : at + length], at + length
        if length < 2 or at > len(data):
            raise Damaged
        if marker == _SOS:
            shown, at = True, _end_of_scan(data, at)
        yield marker, body, data[start:at]


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker begins; FF00 is a pixel's, and a restart belongs to the scan."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise Damaged
        if data[at + 1] != 0 and data[at + 1] not in _BARE and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def _only_turned(tiff: bytes) -> bytes:
    """An Exif part that says which way up the picture is, and nothing else; b'' where it lies as it should."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return b""
    (at,) = struct.unpack_from(order + "I", tiff, 4)
    if at + 2 > len(tiff):
        return b""
    (count,) = struct.unpack_from(order + "H", tiff, at)
    for place in range(at + 2, min(at + 2 + 12 * count, len(tiff) - 11), 12):
        tag, kind = struct.unpack_from(order + "HH", tiff, place)
        (way,) = struct.unpack_from(order + "H", tiff, place + 8)
        if tag == _ORIENTATION and kind == _SHORT and 2 <= way <= 8:
            entry = struct.pack(">HHIHH", _ORIENTATION, _SHORT, 1, way, 0)
            body = b"Exif\x00\x00" + b"MM\x00*\x00\x00\x00\x08" + b"\x00\x01" + entry + b"\x00\x00\x00\x00"
            return _segment(0xE1, body)
    return b""


def png(data: bytes) -> bytes:
    """Without texts, times, Exif and chunks nobody needs to see the picture."""
    kept, at, seen = [_PNG_HEAD], len(_PNG_HEAD), b""
    while seen != b"IEND":
        if at + 12 > len(data):
            raise Damaged
        length = int.from_bytes(data[at : at + 4], "big")
        seen, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            raise Damaged
        if seen == b"iCCP":
            kept.append(_unnamed(data[at + 8 : end - 4]))
        elif length <= _PNG_KEPT.get(seen, -1):
            kept.append(data[at:end])
        at = end
    if not any(chunk[4:8] == b"IDAT" for chunk in kept):
        raise Damaged
    return b"".join(kept)


def _unnamed(profile: bytes) -> bytes:
    """A colour profile under a name of ours: its own may be anything."""
    _name, end, packed = profile.partition(b"\x00")
    if not end:
        raise Damaged
    body = b"iCCP" + b"icc\x00" + packed
    return (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")


def webp(data: bytes) -> bytes:
    """Without Exif, XMP and unknown chunks."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise Damaged
    kept = list(_chunks(data, 12, end, _WEBP_KEPT))
    if not any(chunk[:4] in (b"VP8 ", b"VP8L", b"ANMF") for chunk in kept):
        raise Damaged
    body = b"".join((b"WEBP", *kept))
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _chunks(data: bytes, at: int, end: int, allowed: dict[bytes, int]) -> Iterator[bytes]:
    """Those that may stay, a frame without what is not allowed in it."""
    while at + 8 <= end:
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        next_at = at + 8 + length + (length & 1)
        if next_at > end + 1 or at + 8 + length > end:
            raise Damaged
        chunk = data[at:next_at]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes((chunk[8] & ~_WEBP_TOLD,)) + chunk[9:] if length else chunk
        if name == b"ANMF":
            start = 8 + _WEBP_FRAME_S
            chunk = b"".join((chunk[8:start], *_chunks(chunk, start, 8 + length, _WEBP_FRAME)))
            chunk = name + len(chunk).to_bytes(4, "little") + chunk + b"\x00" * (len(chunk) & 1)
        if length <= allowed.get(name, -1):
            yield chunk
        at = next_at


# ---- JPEG 2000 (ITU-T T.800, annexes A and I), which only papers hold ----------------------------------------------

_JP2_HEAD = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_JP2_KEPT = frozenset((b"jP  ", b"ftyp", b"jp2h", b"jp2c"))
_SOC, _SOT, _COMMENT = b"\xff\x4f", b"\xff\x90", b"\xff\x64"


def jpx(data: bytes) -> bytes:
    """A JPEG 2000, in its boxes or bare, without texts, identifiers, Exif and comments."""
    if data.startswith(_SOC):
        return _codestream(data)
    if not data.startswith(_JP2_HEAD):
        raise Damaged
    kept, at = [], 0
    while at < len(data):
        size, kind, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        end = len(data) if size == 0 else at + size
        if end > len(data) or end < at + head:
            raise Damaged
        body = data[at + head : end]
        if kind in _JP2_KEPT:
            body = _codestream(body) if kind == b"jp2c" else body
            kept.append((len(body) + 8).to_bytes(4, "big") + kind + body)
        at = end
    if not any(box[4:8] == b"jp2c" for box in kept):
        raise Damaged
    return b"".join(kept)


def _codestream(data: bytes) -> bytes:
    """The same without the comments of its main header; nothing behind that depends on its length."""
    if not data.startswith(_SOC):
        raise Damaged
    kept, at = [data[:2]], 2
    while (marker := data[at : at + 2]) != _SOT:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker[:1] != b"\xff" or end > len(data) or end < at + 4:
            raise Damaged
        if marker != _COMMENT:
            kept.append(data[at:end])
        at = end
    return b"".join((*kept, data[at:]))
