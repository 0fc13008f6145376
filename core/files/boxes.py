"""A voice note in an MP4 (M4A, 3GP) without when, where and with what it was made; nothing moves, so the sound fits.

ISO/IEC 14496-12: a file is a row of boxes, some with boxes inside. Only boxes that make the sound are kept as they are;
any other becomes an empty one of the same length, since tables inside tell where in the file each sound lies.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from core.files.damage import Damaged

_TOP = frozenset((b"ftyp", b"moov", b"mdat"))
_INSIDE = {
    b"moov": frozenset((b"mvhd", b"trak")),
    b"trak": frozenset((b"tkhd", b"edts", b"mdia")),
    b"edts": frozenset((b"elst",)),
    b"mdia": frozenset((b"mdhd", b"hdlr", b"minf")),
    b"minf": frozenset((b"smhd", b"dinf", b"stbl")),
    b"dinf": frozenset((b"dref",)),
    b"stbl": frozenset((b"stsd", b"stts", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"sgpd", b"sbgp", b"ctts")),
}
_DATED = frozenset((b"mvhd", b"tkhd", b"mdhd"))
_SOUND = b"soun"
_MOST = 2_000
"""Boxes in one file: a voice note has some thirty."""


class _Box(NamedTuple):
    kind: bytes
    begin: int
    body: int
    end: int


def mp4(data: bytes) -> bytes:
    """The sound alone; Damaged for a film, for one in pieces, and for what does not add up."""
    out, left = bytearray(data), _MOST
    todo, kinds = [(_TOP, 0, len(data))], []
    while todo:
        kept, begin, end = todo.pop()
        for box in _boxes(data, begin, end):
            left -= 1
            if left < 0:
                raise Damaged
            kinds.append(box.kind)
            if box.kind not in kept:
                out[box.begin + 4 : box.begin + 8] = b"free"
                out[box.body : box.end] = bytes(box.end - box.body)
                continue
            _without_names(out, box)
            if box.kind in _INSIDE:
                todo.append((_INSIDE[box.kind], box.body, box.end))
    if not {b"moov", b"mdat", b"stbl", b"hdlr"} <= set(kinds):
        raise Damaged
    return bytes(out)


def _without_names(out: bytearray, box: _Box) -> None:
    """The moments of making and changing, and the name of the program, are made nothing."""
    if box.kind in _DATED:
        wide = 8 if out[box.body] == 1 else 4
        if box.body + 4 + 2 * wide > box.end:
            raise Damaged
        out[box.body + 4 : box.body + 4 + 2 * wide] = bytes(2 * wide)
    if box.kind == b"hdlr":
        if out[box.body + 8 : box.body + 12] != _SOUND:
            raise Damaged
        out[box.body + 12 : box.end] = bytes(box.end - box.body - 12)


def _boxes(data: bytes, begin: int, end: int) -> Iterator[_Box]:
    at = begin
    while at < end:
        size, body = int.from_bytes(data[at : at + 4], "big"), at + 8
        if size == 1:
            size, body = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        stop = end if size == 0 else at + size
        if stop > end or stop < body:
            raise Damaged
        yield _Box(data[at + 4 : at + 8], at, body, stop)
        at = stop
