"""Questions about what comes beside words: photos, papers, places, and voice notes, which may stand for words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from bot.engine import Reject
from bot.questions import Asked, Text
from bot.readable import Readable
from core.messages import Message, _, _n
from core.relay.pieces import KINDS, MOST

NONE = "-"
SPOKEN = "\x01"
"""Canonical for words that were spoken: nobody can type it."""


class Held(NamedTuple):
    """One piece in a draft: its kind, and the sealed token of what it is."""

    kind: str
    token: str


def dump_held(pieces: Iterable[Held]) -> str:
    return "\n".join(f"{one.kind} {one.token}" for one in pieces) or NONE


def load_held(canonical: str) -> tuple[Held, ...]:
    """The pieces in a canonical answer; () where there are none, or it is none of ours."""
    if canonical in ("", NONE):
        return ()
    held = [Held(*line.partition(" ")[::2]) for line in canonical.split("\n")]
    return tuple(one for one in held if one.kind in KINDS and one.token)[:MOST]


@dataclass(frozen=True, slots=True)
class Files(Asked):
    """What comes beside the words. The dialogue puts it in; where `usual` is set, nobody is asked."""

    usual: str = NONE

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        raise Reject(_("Send a photo, a document, a voice note or your location. To leave, write “cancel”."))

    def value(self, canonical: str) -> tuple[Held, ...]:
        held = load_held(canonical)
        if not held and not self.usual:
            raise Reject(self.prompt)
        return held


FILES = Files("files", _("Send a photo, a document, a voice note or your location. To leave, write “cancel”."))
"""Beside words that are asked for anyway."""


@dataclass(frozen=True, slots=True)
class Told(Text):
    """Words, or a voice note in their place: then there are none, and nobody makes any up."""

    def value(self, canonical: str) -> str:
        return "" if canonical == SPOKEN else Text.value(self, canonical)


@dataclass(frozen=True, slots=True)
class Caption(Asked):
    """Sealed words beside a photo, with their language before them; nobody is asked for them."""

    usual: str = NONE

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        raise Reject(self.prompt)

    def value(self, canonical: str) -> tuple[str, str]:
        """(language, token), both '' where there are no words."""
        lang, _space, token = canonical.partition(" ")
        return (lang, token) if token else ("", "")


def with_files(card: Message, pieces: tuple[Held, ...]) -> Message:
    """A card that is about to be published, with what goes along and who sees that."""
    if not pieces:
        return card
    note = _n(
        "With a photo or file. Whoever is asked can see it.",
        "With {n} photos or files. Whoever is asked can see them.",
        len(pieces),
    )
    return _("{before}\n\n{after}", before=note, after=card)
