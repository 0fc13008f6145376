"""What two partners say to each other through us: what can be asked, what can be read, and how long it is open.

Plain values like those of core/commands/. `sealed` is the vault's token of somebody's words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from core.exchange_states import CANCELLED, UNDER_WAY
from core.messages import Message, Sealed
from core.policy import DAY_MS
from core.privacy.nameless import Called

GRACE_MS = 7 * DAY_MS
"""How long after its end partners may still write: thanks, a forgotten key, the way to the next time."""
LONGEST = 1000
TRANSLATION_MINUTES = 30
"""What a request to translate asks for."""
TALKING = (*UNDER_WAY, "settled")
# Not after a no or a silence: who declined has declined.
_AFTER = ("closed", *CANCELLED, "no_show", "expired", "reversed")


ASKED_FIRST = 3
"""How often each side may write before anybody has proposed anything."""


def may_talk(state: str, updated_at: int, now: int, *, asks: bool = False) -> bool:
    """Whether a side of an exchange may write to the other; `updated_at` is when it last changed.

    `asks`: what is only suggested may be asked about by who would help, and answered by the other side once it was.
    """
    if state == "suggested":
        return asks
    return state in TALKING or (state in _AFTER and now <= updated_at + GRACE_MS)


@dataclass(frozen=True, slots=True)
class Relay:
    """Words for the other side; `lang` is the language that they are in."""

    exchange_id: int
    sealed: str
    lang: str


@dataclass(frozen=True, slots=True)
class SayPhrase:
    """A ready phrase (core/relay/phrases.py) for the other side; `given` is its day (ISO) or its minutes."""

    exchange_id: int
    phrase: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class ShareContact:
    """What the other side may see of this one as soon as both have said so."""

    exchange_id: int
    sealed: str


@dataclass(frozen=True, slots=True)
class KeepContact:
    """Take back what was offered, or say no to the other side's offer; too late once both agreed."""

    exchange_id: int


@dataclass(frozen=True, slots=True)
class SendFiles:
    """Photos, papers, voice notes or places for the other side (sealed core/relay/pieces.py), and words, if any."""

    exchange_id: int
    files: tuple[str, ...]
    sealed: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class AskTranslation:
    """A request for somebody who reads both languages: `lang`, or that of the words, and `into`.

    `relayed_id`: the other side's words, which whoever agrees to help gets.
    """

    exchange_id: int
    lang: str
    into: str
    relayed_id: int | None = None


Talking = Relay | SayPhrase | ShareContact | KeepContact | SendFiles | AskTranslation


class Said(NamedTuple):
    """One thing that was said. `lang` is '' for a ready phrase, which everybody reads in their own language."""

    id: int
    at: int
    from_id: int
    lang: str
    words: Sealed | Message


@dataclass(frozen=True, slots=True)
class TalkCard:
    """What was said about an exchange as one side sees it, oldest first; `open` says whether more may be said.

    `langs` are the languages that the people of the other side read. `contact` says who offers contact details:
    '' nobody, 'mine', 'theirs' or 'both'; `contacts` are ours and theirs, theirs only where both agreed.
    """

    exchange_id: int
    number: int
    other_id: int
    other: Called
    open: bool
    langs: tuple[str, ...]
    said: tuple[Said, ...] = ()
    earlier: bool = False
    contact: str = ""
    contacts: tuple[Sealed | None, Sealed | None] = (None, None)
    read: bool = False  # a coordinator can read it now
    files: bool = False  # they sent each other photos or files


@dataclass(frozen=True, slots=True)
class ReadCard:
    """The same for a coordinator of neither side, while a problem is open."""

    number: int
    receiver_id: int
    receiver: str
    provider_id: int
    provider: str
    said: tuple[Said, ...]
    earlier: bool
