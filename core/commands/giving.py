"""What can be asked of core about hours that move without an exchange: donations, and what the fund gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Donate:
    """Hours of the acting organisation for another one, or for the hub's fund (`to_id` None). They are set aside, and
    move a little later: until then they can be taken back.
    """

    minutes: int
    to_id: int | None = None


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Hours that the acting organisation gave a moment ago, and that have not moved yet."""

    hold_id: int


@dataclass(frozen=True, slots=True)
class NotFound:
    """A name that was typed meant nobody: it is counted, and refused with what can be done."""


@dataclass(frozen=True, slots=True)
class AskFund:
    """The fund is asked to give the hours of a request; `sealed` is the vault's token of why."""

    need_id: int
    minutes: int
    sealed: str


@dataclass(frozen=True, slots=True)
class AnswerFund:
    """A coordinator's yes or no to it; a no says why, as the vault's token."""

    request_id: int
    yes: bool
    sealed: str = ""


Giving = Donate | TakeBack | NotFound | AskFund | AnswerFund
