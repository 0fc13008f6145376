"""Who do a person's words say that they are, and where? The part of what was heard that tells names and towns."""

from __future__ import annotations

from bot.conversation.hours_and_days import HoursAndDays
from bot.understand.presenting.kinds import is_kind_and_name
from bot.understand.presenting.only_who import is_only_who
from bot.understand.presenting.parting import says_parted
from bot.understand.presenting.presented import says_of_which, says_that_is_us, without_introduction
from bot.understand.where.towns import begins_town
from bot.understand.who.introduced import Whose, said_town, town_and_country, who_and_told, who_writes, whose
from bot.understand.who.names import is_large, is_name, is_no_town


class WhoWrites(HoursAndDays):
    """The same words, read for who writes them."""

    __slots__ = ("_whose",)

    _whose: Whose | None

    def says_that_is_us(self) -> bool:
        """Whether the whole message says to be whom it is asked about."""
        return says_that_is_us(self.text)

    def is_name(self, text: str, town: str = "") -> bool:
        return is_name(text, self._look.me.lang, town)

    def is_town_name(self, text: str) -> bool:
        return self.is_name(text) and not is_no_town(text, self._look.me.lang)

    def of_group(self) -> bool:
        """Whether words in answer to where they are say instead who: «من جمعية النور», "Coop Al Bahr"."""
        named = is_kind_and_name(self.text) and is_large(self.text)
        return says_of_which(self.text) or (named and not begins_town(self.text))

    def parted(self) -> bool:
        """Whether they say that they are of their organisation no longer."""
        return says_parted(self.text, self._look.me.organisation)

    def only_who(self, what: str) -> bool:
        """Whether what seems to be offered is only who they are."""
        return is_only_who(self.text, what)

    def introduced(self) -> str:
        return without_introduction(self.text)

    def whose(self) -> Whose:
        if self._whose is None:
            self._whose = whose(self.text)
        return self._whose

    def who(self) -> Whose | None:
        """Who presents themselves, before or without saying what they need."""
        return who_writes(self.text, self._look.me.lang)

    def who_and_told(self) -> tuple[Whose, str] | None:
        """Who presents themselves, and what they ask for or offer behind that; None where not both are said."""
        return who_and_told(self.text, self._look.me.lang)

    def where(self) -> tuple[str, str]:
        return town_and_country(said_town(self.text))
