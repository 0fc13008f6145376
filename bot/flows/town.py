"""The question for an organisation's town, behind which the country may be written: "San Pedro Sula, Honduras"."""

from __future__ import annotations

from dataclasses import dataclass

from bot.engine import Reject
from bot.questions import Text
from bot.readable import Readable
from core.messages import Message, _


@dataclass(frozen=True, slots=True)
class Town(Text):
    """Gives (town, ISO code of the country that was written with it, or ''); kept as two lines."""

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        town, country = words.where()
        town = " ".join(town.split())
        if not 2 <= len(town) <= self.longest or words.word() is not None or not words.is_name(town):
            raise Reject(_("Write only the name of the town, or of the nearest one."))
        return f"{town}\n{country}"

    def value(self, canonical: str) -> tuple[str, str]:
        town, _line, country = Text.value(self, canonical).partition("\n")
        return town, country

    def example(self) -> Message:
        return _("For example: Tegucigalpa.")
