"""What is asked of how it was: stars, whether it was as promised, and words that the other side reads."""

from __future__ import annotations

from dataclasses import dataclass

from bot.engine import Reject
from bot.questions import UNSURE, Asked, Pick, Text
from bot.readable import Readable
from bot.understand.remarks import adds_nothing, all_stars, as_promised, in_part
from bot.understand.words import praises
from core.messages import Option, _

_MOST = 5  # stars
_FEW = 12  # words of a question that is rather for us than for the other side


@dataclass(frozen=True, slots=True)
class Stars(Asked):
    """One to five, or none."""

    def options(self) -> tuple[Option, ...]:
        return (Option(UNSURE, _("Skip"), numbered=False),)

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        if words.choice == UNSURE or words.word() in ("skip", "unsure", "no"):
            return UNSURE
        number = words.number() or words.stars() or (_MOST if all_stars(words.text) else None)
        if number is None or not 1 <= number <= _MOST:
            raise Reject(_("Write a number of stars from 1 to 5, or “skip”."))
        return str(number)

    def value(self, canonical: str) -> int | None:
        if canonical == UNSURE:
            return None
        if canonical not in ("1", "2", "3", "4", "5"):
            raise Reject(self.prompt)
        return int(canonical)


@dataclass(frozen=True, slots=True)
class Promised(Pick):
    """Yes or no, also in other words; of what was so in part they say which of the two it rather was."""

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        if not words.choice and words.number() is None:
            if in_part(words.text):
                raise Reject(_("Choose yes or no. What was different you can say after that, in your own words."))
            if as_promised(words.text):
                return "yes"
        return Pick.read(self, words, offered)


@dataclass(frozen=True, slots=True)
class Remark(Text):
    """Words for the other side to read, or none: "no", "nothing" and "thanks" add nothing, and a yes says no more."""

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        if not words.choice and words.number() is None:
            if adds_nothing(words.text):
                return ""
            if words.word() is not None and words.word() != "skip" and not praises(words.text):
                raise Reject(_("Write the words that they may read, or “skip”."))
            if words.asks_something() and len(words.text.split()) <= _FEW:
                raise Reject(_("I publish no question. Write the words that they may read, or “skip”."))
        return Text.read(self, words, offered)
