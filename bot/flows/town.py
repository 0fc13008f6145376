"""The question for an organisation's town, behind which the country may be written: "San Pedro Sula, Honduras"."""

from __future__ import annotations

from dataclasses import dataclass

from bot.engine import Reject
from bot.questions import Text, chosen
from bot.readable import Readable
from core.listings import distances
from core.messages import Message, Option, _

_LIKELY = "likely"
_MOST = 4  # words of a town's name


def town_at_end(name: str) -> str:
    """The town we know that a name ends with: "patronato barrio inglés la ceiba"; '' for none."""
    words = name.split()
    tails = (" ".join(words[-count:]) for count in range(min(_MOST, len(words) - 1), 0, -1))
    return next((tail for tail in tails if distances.is_town(tail)), "")


@dataclass(frozen=True, slots=True)
class Town(Text):
    """Gives (town, ISO code of the country that was written with it, or ''); kept as two lines.

    `likely` is a choice beside the question, `usual` what is taken without asking.
    """

    likely: str = ""
    usual: str = ""  # where they have named it before: "town\ncountry"

    def options(self) -> tuple[Option, ...]:
        return (Option(_LIKELY, self.likely),) if self.likely else ()

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        if self.likely and (words.word() == "yes" or chosen(words, offered, self.options())):
            return f"{self.likely}\n"
        town, country = words.where()
        town = " ".join(town.split())
        if not 2 <= len(town) <= self.longest or words.word() is not None or not words.is_town_name(town):
            raise Reject(_("Write only the name of the town, or of the nearest one."))
        return f"{town}\n{country}"

    def value(self, canonical: str) -> tuple[str, str]:
        town, _line, country = Text.value(self, canonical).partition("\n")
        return town, country

    def example(self) -> Message:
        return _("For example: Tegucigalpa.")
