"""Where is it done: in a town, from a distance, or either? The question, and how its answer is kept until it is over.

It is "remote", or "at:" or "either:" with a town behind it; alone these two mean the organisation's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.engine import Reject
from bot.questions import Asked, chosen
from bot.readable import Readable
from bot.understand.where.places import EITHER, HERE, REMOTE
from core.look import Look
from core.messages import Option, _

_FROM_AFAR, _BOTH = Option(REMOTE, _("From a distance")), Option("either", _("Either is fine"))
_LONGEST = 80
_PICK = _("Write the name of the town, or choose a number.")


class Where(NamedTuple):
    """`remote` without a town: from a distance only; with one: there, or from a distance."""

    town: str
    remote: bool


def canonical(town: str, *, remote: bool) -> str:
    """As the question keeps it."""
    if not remote:
        return HERE + town
    return EITHER + town if town else REMOTE


def where_in(kept: str, home: str = "") -> Where | None:
    """What is kept, read; None where it says nothing. `home`: the own town."""
    if kept == REMOTE:
        return Where("", remote=True)
    for begin in (HERE, EITHER):
        if kept.startswith(begin):
            return Where(kept.removeprefix(begin) or home, remote=begin == EITHER)
    return None


def usual_place(look: Look, whats: Sequence[str], service: str = "") -> str:
    """In the own town; what is as well done from another country is fine from a distance, too. '' where none is known.

    `service`: which one it is, where the words left a doubt.
    """
    home = look.me.town
    return canonical(home, remote=all(look.done_afar(what, service) for what in whats)) if home else ""


@dataclass(frozen=True, slots=True)
class Place(Asked):
    """A town as typed, from a distance, or either. `home` is the organisation's own town."""

    home: str = ""
    usual: str = ""  # taken without asking, unless they change it on the card
    agreed: bool = False  # between two it is one or the other

    def options(self) -> tuple[Option, ...]:
        here = (Option("home", self.home),) if self.home else ()
        return (*here, _FROM_AFAR, *(() if self.agreed or not self.home else (_BOTH,)))

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        pick = chosen(words, offered, self.options())
        if pick == "home":
            return HERE + self.home
        if pick == "either":
            return EITHER + self.home
        if pick == REMOTE:
            return REMOTE
        if said := words.place_said():
            return said + self.home if said in (HERE, EITHER) else said
        town = " ".join(words.text.split())
        if words.word() is not None or words.day() is not None or words.minutes() is not None:
            raise Reject(_PICK)
        if not 2 <= len(town) <= _LONGEST or not any(ch.isalpha() for ch in town) or not words.is_town_name(town):
            raise Reject(_PICK)
        return HERE + town

    def value(self, canonical: str) -> Where:
        found = where_in(canonical, self.home)
        if found is None or len(found.town) > _LONGEST or not (found.town or found.remote):
            raise Reject(self.prompt)
        return found
