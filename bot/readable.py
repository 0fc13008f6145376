"""What a question sees of the words that somebody sent: it knows no language itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from core.messages import Message


class Readable(Protocol):
    """What a person sent, with the ways of reading it. `choice` is the id of a tapped option, '' for typed words."""

    text: str
    choice: str

    def word(self) -> str | None:
        """'yes', 'no', 'unsure', 'skip', 'change' … when the whole message is that word in any language."""
        ...

    def leading(self) -> str:
        """'yes' or 'no' where the words begin with one, else ''."""
        ...

    def number(self) -> int | None:
        """The option number when the whole message is one."""
        ...

    def plainly_where(self) -> bool:
        """Whether the answer is but a town, or holds one that we know."""

    def plainly_whose(self) -> bool:
        """Whether nothing but the name of an organisation, and a town, is said."""
        ...

    def stars(self) -> int | None:
        """How many stars of five the words give."""
        ...

    def minutes(self) -> int | Sequence[int] | None:
        """Hours in minutes; several when two readings are possible."""
        ...

    def day(self) -> date | Sequence[date] | None: ...

    def says_any_day(self) -> bool:
        """Whether the words leave the day open."""
        ...

    def unsure(self) -> bool:
        """Whether the words begin with not knowing it ("no sabemos cuántas horas")."""
        ...

    def as_a_gift(self) -> bool:
        """Whether nothing is said but that no hours are wanted for it ("gratis", "no hours")."""
        ...

    def place_said(self) -> str:
        """'remote', 'at:' for on the spot, 'either:' for both, where the words say one of these, else ''."""
        ...

    def how_often(self) -> str:
        """'digest', 'off' or 'now' where the words say how often suggestions should come, else ''."""
        ...

    def asks_something(self) -> bool:
        """Whether the words are a question."""
        ...

    def went_wrong(self) -> str:
        """'conduct', 'absent' or 'hours' where the words tell that of an exchange, else ''."""
        ...

    def fund(self) -> bool:
        """Whether the words name the solidarity fund."""
        ...

    def skills(self) -> Sequence[str]:
        """The services that the words list, when they surely list several."""
        ...

    def language(self) -> str:
        """The language of the words where they are sure, else the one the person reads."""
        ...

    def is_name(self, text: str, town: str = "") -> bool:
        """Whether words of theirs may be the name of a town or an organisation, and are no sentence."""
        ...

    def is_town_name(self, text: str) -> bool:
        """The same of a town alone: "un día" and "soy María" answer other questions."""
        ...

    def of_group(self) -> bool:
        """Whether the words say of which organisation somebody is: «من جمعية النور», "from the association Jappoo"."""
        ...

    def listing(self) -> str:
        """'need' or 'offer' where the words plainly say which of the two they are about, else ''."""
        ...

    def says_what(self) -> bool:
        """Whether the words name what is needed or offered, and not only that it is."""
        ...

    def whose(self) -> tuple[str, str, str]:
        """(name, town, ISO code of the country) of an organisation, '' for what was not written."""
        ...

    def where(self) -> tuple[str, str]:
        """(town, ISO code of the country) in words that say where; '' for what was not written."""
        ...

    def says(self, label: Message | str) -> bool:
        """Whether the words are that label in the person's language."""
        ...

    def means(self, labels: Sequence[Message | str]) -> int | None:
        """Which of the labels the words mean, in whatever form they say it, if they say nothing else."""
        ...

    def names_of(self, labels: Sequence[Message | str]) -> int | None:
        """The place of the only label that stands inside few words: "es el 49"."""
        ...
