"""What two organisations say about an exchange afterwards, and what is said about one of them, as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from core.messages import Sealed
from core.privacy.nameless import Called
from core.relied import Relied

FEWEST = 3
"""With fewer organisations that say so, nothing is told of it: one bad day marks nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one side said; None where a question was not answered or nothing was written. `lang` is of its words."""

    by_id: int
    on_time: bool | None
    as_promised: bool | None
    stars: int | None
    words: Sealed | None
    lang: str
    reply: Sealed | None
    reply_lang: str
    hidden: bool  # a coordinator took its words away
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionCard(Opinion):
    """The same as its reader may see it: without words that were taken away."""

    by: Called
    replied: bool  # it has answered, be it hidden

    @property
    def says(self) -> bool:
        """Whether it says anything of the other side."""
        return any(one is not None for one in (self.on_time, self.as_promised, self.stars, self.words))


@dataclass(frozen=True, slots=True)
class OpinionsCard:
    """What may be read about an exchange. `mine` is the reader's organisation, 0 for a coordinator of neither side."""

    exchange_id: int
    number: int
    mine: int
    other: Called
    opinions: tuple[OpinionCard, ...]

    def of(self, by_id: int) -> OpinionCard | None:
        """What that organisation said."""
        return next((one for one in self.opinions if one.by_id == by_id), None)

    @property
    def theirs(self) -> OpinionCard | None:
        """What the other side said, for one of the two."""
        return next((one for one in self.opinions if one.by_id != self.mine), None) if self.mine else None

    @property
    def may_reply(self) -> bool:
        """Once, to what the other side said of them."""
        ours = self.of(self.mine)
        return self.theirs is not None and self.theirs.says and (ours is None or not ours.replied)

    @property
    def may_report(self) -> bool:
        """Where there are words of theirs that can be read."""
        them = self.theirs
        return them is not None and not them.hidden and (them.words is not None or them.reply is not None)


class SaidOf(NamedTuple):
    """Words that somebody wrote about an organisation, with their language; nobody is named."""

    at: int
    stars: int | None
    words: Sealed
    lang: str


class SaidOfUs(NamedTuple):
    """What others read of the reader's own organisation: how it kept its word, and the newest words about it."""

    relied: Relied
    words: tuple[SaidOf, ...]


class ReviewsLook(Protocol):
    """What a conversation may ask about opinions."""

    def opinions(self, exchange_id: int) -> OpinionsCard | None:
        """Of an exchange of theirs; for a coordinator of neither side while words of it are reported."""
        ...

    def said_of(self, exchange_id: int) -> tuple[SaidOf, ...]:
        """The newest words about the other side of an agreed exchange of theirs."""
        ...

    def said_of_us(self) -> SaidOfUs:
        """Of the reader's own organisation."""
        ...
