"""What a provider says of a file is enough to refuse it at once; handing it on takes its bytes (core/files/fit.py)."""

from __future__ import annotations

from core.relay.pieces import Piece

MEGABYTE = 1024 * 1024
SMALL, LARGE = 5 * MEGABYTE, 10 * MEGABYTE
"""Bytes of a photo or a voice note, and of a document, at most."""
_SOUND = ("ogg", "opus", "mpeg", "mp3", "mp4", "m4a", "x-m4a", "aac", "amr", "amr-wb", "3gpp")
TAKEN = frozenset(
    ("application/pdf", "image/jpeg", "image/png", "image/webp", *(f"audio/{subtype}" for subtype in _SOUND))
)


def unfit(piece: Piece) -> str:
    """'too_large', 'wrong_type', or '' for what may be tried; a type that is not told is looked at later."""
    if piece.kind == "location":
        return ""
    if piece.type and piece.type.partition(";")[0].strip() not in TAKEN:
        return "wrong_type"
    most = LARGE if piece.kind == "document" else SMALL
    return "too_large" if piece.size > most else ""
