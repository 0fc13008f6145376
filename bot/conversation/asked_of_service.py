"""Which page, part, place or wish do a person's words name? The part of what was heard that is about this service."""

from __future__ import annotations

from bot.conversation.who_writes import WhoWrites
from bot.understand.asked import comes_back, ended, only_comes_back, part_named, part_to_change, says_requests
from bot.understand.coordinators import coordinators_page
from bot.understand.credits import names_fund
from bot.understand.where.places import read_place, says_near, says_ours
from bot.understand.wishes import how_often, once_a_day


class AskedOfService(WhoWrites):
    """The same words, read for what they name of the service."""

    __slots__ = ()

    def place_said(self) -> str:
        return read_place(self.text, self._look.me.lang)

    def near(self) -> bool:
        """Whether the words ask for what is near."""
        return says_near(self.text, self._look.me.lang)

    def ours(self) -> bool:
        """Whether the words ask for what fits the own requests and offers."""
        return says_ours(self.text, self._look.me.lang)

    def coordinators(self) -> str | None:
        """The page of the coordinators that the whole message names."""
        return coordinators_page(self.text, self._look.me.lang)

    def requests(self) -> bool:
        """Whether the words look for what others ask for."""
        return says_requests(self.text, self._look.me.lang)

    def comes_back(self) -> bool:
        return comes_back(self.text, self._look.me.lang)

    def only_comes_back(self) -> bool:
        """Whether they say that they are back, or want our messages, and nothing else that may begin again."""
        return only_comes_back(self.text, self._look.me.lang)

    def ended(self) -> str:
        """ "exchange" or "listing", where that is to be ended; else ''."""
        return ended(self.text, self._look.me.lang)

    def part(self) -> str:
        """The part of a card that they want changed: "hours", "by", "where", "what", else ''."""
        return part_to_change(self.text, self._look.me.lang)

    def part_named(self) -> str:
        """The part of a card that is named, wherever in the words."""
        return part_named(self.text, self._look.me.lang)

    def how_often(self) -> str:
        return how_often(self.text, self._look.me.lang)

    def once_a_day(self) -> bool:
        """Whether they want suggestions once a day, and say no more."""
        return once_a_day(self.text, self._look.me.lang)

    def fund(self) -> bool:
        return names_fund(self.text, self._look.me.lang)
