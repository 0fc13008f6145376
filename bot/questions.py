"""The kinds of question a flow may ask: how each reads words, and what it gives back.

A question sees the person's words only through `Readable`, so it knows no language; it gives a canonical text, which
is all that is stored.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar

from bot.engine import Reject
from bot.readable import Readable
from core.messages import Amount, Message, Option, _
from core.text.mask import mask_contacts

MORE_THAN_NONE = _("Hours have to be more than zero.")
_PICK = _("Choose one of the numbers.")
UNSURE = "?"  # canonical for "not sure" where a question allows it
_CHANGE = Option("change", _("Change"))
# digits mean hours or a day there, so these are words
_GIFT = Option("0", _("As a gift"), numbered=False)
_NOT_SURE, _NO_DAY = (Option(UNSURE, label, numbered=False) for label in (_("Not sure"), _("No fixed day")))


def chosen(words: Readable, offered: Sequence[str], options: Sequence[Option]) -> str | None:
    """The id of the option that was tapped, numbered, written out or meant; a number picks only from `offered`."""
    if words.choice:
        return words.choice if words.choice in offered else None
    worded = {option.id for option in options if not option.numbered}
    numbered = [id for id in offered if id not in worded]
    number = words.number() if numbered else None
    if number is not None and 1 <= number <= len(numbered):
        return numbered[number - 1]
    shown = [option for option in options if option.id in offered]
    if said := next((option.id for option in shown if words.says(option.label)), None):
        return said
    at = words.means([option.label for option in shown])
    return None if at is None else shown[at].id


def named(words: Readable, offered: Sequence[str], options: Sequence[Option]) -> str | None:
    """As `chosen`, also where a few words stand around what the option is called."""
    among = [option for option in options if option.id in offered]
    pick = chosen(words, offered, options)
    at = words.names_of([option.label for option in among]) if pick is None and words.number() is None else None
    return pick if at is None else among[at].id


@dataclass(frozen=True, slots=True)
class Asked:
    """What every question has: its key, the sentence, and choices shown with it.

    No ABC, which the type checker does not need: what kind a question is, is asked ten times a message, and there slow.
    """

    hintable: ClassVar[bool] = True
    key: str
    prompt: Message

    @property
    def assumed(self) -> str | None:
        return getattr(self, "usual", None) or None

    @property
    def again(self) -> Message:
        """What is asked once the whole prompt was read."""
        return self.prompt

    def options(self) -> tuple[Option, ...]:
        return ()

    def offered(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options())

    @abstractmethod
    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        """The canonical text of an answer, or Reject."""

    @abstractmethod
    def value(self, canonical: str) -> Any:
        """What the flow gets; Reject when it does not hold (any more)."""

    def example(self) -> Message:
        """Shown after two answers that were not understood."""
        return _("For example: write the word or the number of your choice.")


@dataclass(frozen=True, slots=True)
class Text(Asked):
    """A few words of the person's own."""

    longest: int = 300
    shortest: int = 2
    optional: bool = False

    def options(self) -> tuple[Option, ...]:
        return (Option("-", _("Skip")),) if self.optional else ()

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        if self.optional and (words.word() == "skip" or chosen(words, offered, self.options()) == "-"):
            return ""
        text = " ".join(words.text.split())
        if self.key == "what":  # others read a number or a link as "•••", and so does who writes it
            text = mask_contacts(text)
        if len(text) < self.shortest or not any(ch.isalnum() for ch in text) or self._is_ours(words):
            raise Reject(_("I need a few words. Write what it is about."))
        if len(text) > self.longest:
            raise Reject(_("That is too long for one listing. Write it in at most {n} letters.", n=self.longest))
        return text

    def _is_ours(self, words: Readable) -> bool:
        """A lone "yes" is no need; where nothing has to be written, "thanks" is a fine comment."""
        return not self.optional and words.word() is not None

    def value(self, canonical: str) -> Any:
        """The words; questions of its kind make something of them."""
        if not self.optional and len(canonical) < self.shortest:
            raise Reject(_("I need a few words. Write what it is about."))
        return canonical[: self.longest]

    def example(self) -> Message:
        what = self.key == "what"
        return (
            _("For example: a leaflet in two languages.") if what else _("One sentence is enough, as you would say it.")
        )


@dataclass(frozen=True, slots=True)
class Kept(Text):
    """Words that stay as they are, and are not asked for, unless others are meant."""

    usual: str = ""


@dataclass(frozen=True, slots=True)
class KeptSealed(Kept):
    """The same of words that are sealed: a token that is cut opens no more."""

    longest: int = 10_000


@dataclass(frozen=True, slots=True)
class Skills(Text):
    """What an organisation can do: one thing in its own words, or several from one message. Gives a tuple."""

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        whole = Text.read(self, words, offered)
        return mask_contacts("\n".join(words.skills())) or whole

    def value(self, canonical: str) -> tuple[str, ...]:
        return tuple(Text.value(self, one) for one in canonical.split("\n"))


@dataclass(frozen=True, slots=True)
class Letter(Asked):
    """Words for somebody else: sealed the moment they are read, so that no draft holds them in clear.

    Gives the vault's token, as `seal` makes it.
    """

    hintable: ClassVar[bool] = False
    seal: Callable[[str], str]
    longest: int = 1000

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        text = words.text.strip()
        if not any(ch.isalnum() for ch in text):
            raise Reject(_("Write the words that I should pass on."))
        if len(text) > self.longest:
            raise Reject(_("That is too long to pass on. Write it in at most {n} letters.", n=self.longest))
        return self.seal(text)

    def value(self, canonical: str) -> str:
        return canonical

    def example(self) -> Message:
        return _("For example: thank you, we will call you tomorrow.")


@dataclass(frozen=True, slots=True)
class Written(Letter):
    """Words that may be there already, sealed; with `usual` nobody is asked for them."""

    hintable: ClassVar[bool] = True
    usual: str = ""


@dataclass(frozen=True, slots=True)
class Note(Letter):
    """Words for a partner, with choices beside them. Gives the id of a choice, or "language token"."""

    choices: tuple[Option, ...] = ()

    def options(self) -> tuple[Option, ...]:
        return self.choices

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        pick = chosen(words, offered, self.choices)
        if pick is not None:
            return pick
        if words.number() is not None:  # more likely meant for a list than for the partner
            raise Reject(_("Choose one of the numbers, or write a few words that I should pass on."))
        if not words.text.strip() or words.choice:
            raise Reject(_("Write the words that I should pass on."))
        if len(words.text) > self.longest:
            raise Reject(_("That is too long to pass on. Write it in at most {n} letters.", n=self.longest))
        return f"{words.language()} {self.seal(words.text.strip())}"


@dataclass(frozen=True, slots=True)
class Hours(Asked):
    """An amount of hours, in minutes. With `unsure` the person may leave it open (None), with `gift` it may be none."""

    least: int = 15
    most: int = 40 * 60
    unsure: bool = False
    gift: bool = False

    def options(self) -> tuple[Option, ...]:
        return (*((_NOT_SURE,) if self.unsure else ()), *((_GIFT,) if self.gift else ()))

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        if self.gift and (words.choice == _GIFT.id or words.says(_GIFT.label) or words.as_a_gift()):
            return _GIFT.id
        if self.unsure and (words.choice == UNSURE or words.word() in ("unsure", "skip")):
            return UNSURE
        if self.unsure and words.says(_NOT_SURE.label):
            return UNSURE
        minutes = words.minutes()
        if minutes is None and self.unsure and words.unsure():
            return UNSURE
        if minutes is None:
            raise Reject(_("I did not understand how many hours."))
        if not isinstance(minutes, int):
            first, second = minutes[0], minutes[-1]
            raise Reject(
                _("Do you mean {first} or {second}? Write it in words.", first=Amount(first), second=Amount(second))
            )
        self._within(minutes)
        return str(minutes)

    def value(self, canonical: str) -> int | None:
        if canonical == UNSURE and self.unsure:
            return None
        if not canonical.isascii() or not canonical.isdigit():
            raise Reject(self.prompt)
        self._within(int(canonical))
        return int(canonical)

    def _within(self, minutes: int) -> None:
        if minutes == 0 and (self.gift or self.least == 0):
            return
        if minutes <= 0:
            raise Reject(MORE_THAN_NONE)
        if not self.least <= minutes <= self.most:
            raise Reject(
                _(
                    "It can be from {least} to {most}. Write another number of hours.",
                    least=Amount(self.least),
                    most=Amount(self.most),
                )
            )

    def example(self) -> Message:
        return _("For example: 2, or half an hour, or 1:30.")


@dataclass(frozen=True, slots=True)
class Day(Asked):
    """A calendar day from today on, at most a year away. With `optional` it may stay open (None)."""

    today: date = date.min
    optional: bool = False
    usual: str = ""  # taken without asking, unless they change it on the card

    def options(self) -> tuple[Option, ...]:
        return (_NO_DAY,) if self.optional else ()

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        if self.optional and (words.choice == UNSURE or words.word() in ("unsure", "skip", "no")):
            return UNSURE
        if self.optional and words.says(_NO_DAY.label):
            return UNSURE
        day = words.day()
        if day is None and self.optional and (words.unsure() or words.says_any_day()):
            return UNSURE
        if day is None or not isinstance(day, date):
            raise Reject(_("I did not understand the day. Write it like “Friday” or “27 November”."))
        self._within(day)
        return day.isoformat()

    def value(self, canonical: str) -> date | None:
        if canonical == UNSURE and self.optional:
            return None
        try:
            day = date.fromisoformat(canonical)
        except ValueError as wrong:
            raise Reject(self.prompt) from wrong
        self._within(day)
        return day

    def _within(self, day: date) -> None:
        if not self.today <= day <= self.today + timedelta(days=366):
            raise Reject(_("That day is past or more than a year away. Write another day."))

    def example(self) -> Message:
        return _("For example: tomorrow, Friday, or 27 November.")


@dataclass(frozen=True, slots=True)
class Pick(Asked):
    """One of a list. `among` is computed afresh each time; the number typed picks from the list that was shown."""

    among: tuple[Option, ...] = ()
    free: bool = False  # words that are no choice are taken as they are, as "=words"
    usual: str = ""  # taken without asking, unless they change it on the card

    def options(self) -> tuple[Option, ...]:
        return self.among

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        pick = chosen(words, offered, self.among) or next((id for id in offered if id == words.word()), None)
        if pick is None and not self.free:  # what is free takes all other words as they are
            pick = named(words, offered, self.among)
        if pick is None and {"yes", "no"}.issubset(offered) and words.leading() in offered:
            return words.leading()  # «sí, llegaron temprano»
        if pick is not None:
            return pick
        if self.free and len(words.text.strip()) > 1 and words.number() is None:
            return "=" + words.text.strip()[:300]
        raise Reject(_PICK)

    def value(self, canonical: str) -> str:
        if not canonical.startswith("=") and canonical not in self.offered():
            raise Reject(_("This list has changed. Choose again."))
        return canonical


@dataclass(frozen=True, slots=True)
class Confirm(Asked):
    """A card and an explicit yes. `parts` names the answers that "change" can open again.

    `aside`: pages ("m:known") that may be read first; the card comes again behind them.
    """

    hintable: ClassVar[bool] = False
    yes: Message = field(default_factory=lambda: _("Yes"))
    no: Message = field(default_factory=lambda: _("Cancel"))
    parts: Mapping[str, Message] = field(default_factory=dict)
    aside: tuple[Option, ...] = ()
    unasked: tuple[str, ...] = ()  # those of `parts` that were assumed: they can be changed all the same

    def options(self) -> tuple[Option, ...]:
        change = (_CHANGE,) if self.parts else ()
        return (Option("yes", self.yes), *change, Option("no", self.no), *self.aside)

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        pick = chosen(words, offered, self.options()) or words.word()
        if pick in ("yes", "no"):
            return pick
        raise Reject(_("Is it right? Write “yes”, “change” or “cancel”.") if self.parts else _PICK)

    def value(self, canonical: str) -> bool:
        return canonical == "yes"


@dataclass(frozen=True, slots=True)
class Heard(Asked):
    """What nobody is asked for, and is heard in what they write: whether it is what `means` it."""

    means: str = "yes"
    usual: str = "-"

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        raise Reject(self.prompt)

    def value(self, canonical: str) -> bool:
        return canonical == self.means
