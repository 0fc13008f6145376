"""What a conversation may ask about listings: one's own, and those of others by field, near, or as they fit."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from core.listings.cards import ListingCard
from core.messages import Message


class FieldCard(NamedTuple):
    """A field of services, its name in the reader's language, and how many listings of others it holds (to 100)."""

    id: str
    name: str | Message
    many: int


class FitCard(NamedTuple):
    """A listing of others that fits one of ours, and why; the exchange about the two where there is one already."""

    card: ListingCard
    reasons: tuple[Message, ...]
    exchange_id: int = 0
    version: int = 0


class BrowseLook(Protocol):
    """Lists are short, of the person's hub, and but for `my_listings` never hold what is their own."""

    def my_listings(self, kind: str = "") -> list[ListingCard]: ...

    def listing(self, listing_id: int) -> ListingCard | None:
        """An open listing of the person's hub, or one of their own."""
        ...

    def others_listings(self, kind: str, words: str = "", before: int = 0) -> list[ListingCard]:
        """Open listings of other organisations in the hub, fitting the words first."""
        ...

    def listings_in(self, kind: str, field: str = "", where: str = "", before: int = 0) -> list[ListingCard]:
        """Of a field ('' = of all), newest first; `where`: 'remote' or '' for everywhere."""
        ...

    def fields(self, kind: str) -> list[FieldCard]:
        """Those that hold anything, the fullest first; at the end what is in none of the listed ones."""
        ...

    def near(self, kind: str) -> list[tuple[ListingCard, int | None]]:
        """Those to be there for in the person's country, with the kilometres where both towns are known, near first."""
        ...

    def listings(self, ids: list[int]) -> list[ListingCard]:
        """Those of others that may still be seen, in that order."""
        ...

    def fitting(self, listing_id: int) -> list[FitCard]:
        """What fits a listing of the person's own, best first; what was tried and ended does not come again."""
        ...
