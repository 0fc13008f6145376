"""A photo, a paper, a voice note or a place that came beside words: known by its provider's name, nothing fetched yet.

Plain values. In a draft, a command and the database a piece is a sealed token: a file's name at its provider opens it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import orjson

from core.messages import Message, _
from core.privacy.nameless import Called

KINDS = ("photo", "document", "voice", "location")
MOST = 5
"""Pieces that go with one need, offer, message or problem."""
_MAP = "https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=16/{lat}/{lon}"


class Piece(NamedTuple):
    """`ref` is the provider's name of it (a location's "lat,lon"); `size` and `type` are what the provider says."""

    kind: str
    ref: str
    size: int = 0
    type: str = ""
    channel: str = ""

    def dump(self) -> str:
        return orjson.dumps(list(self)).decode()

    @classmethod
    def load(cls, text: str) -> Piece:
        return cls(*orjson.loads(text))

    @property
    def map(self) -> str:
        """Where a location is, as an address that opens a map."""
        lat, _comma, lon = self.ref.partition(",")
        return _MAP.format(lat=lat, lon=lon)


class Attached(NamedTuple):
    """What goes with a message, in one of three ways: the provider's own `ref`, the file itself, or its address.

    `kind` is photo, document or voice; `name` what a file is called.
    """

    kind: str
    ref: str = ""
    data: bytes = b""
    name: str = ""
    url: str = ""


CALLED: dict[str, Message] = {
    "photo": _("a photo"),
    "document": _("a document"),
    "voice": _("a voice note"),
    "location": _("a place"),
}
NUMBERED: dict[str, Message] = {
    "photo": _("Photo {n}", n=""),
    "document": _("Document {n}", n=""),
    "voice": _("Voice note {n}", n=""),
    "location": _("Place {n}", n=""),
}


@dataclass(frozen=True, slots=True)
class PieceCard:
    """One that somebody may see: `of` is whose it is, '' for the reader's own."""

    id: int
    kind: str
    at: int
    of: Called = ""
