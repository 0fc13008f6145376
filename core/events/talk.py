"""What was said and handed over between two partners."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Relayed:
    """One side of an exchange said something to the other; `hid`: its writer hears that contact details are hidden.

    `files` are ids of what was attached to it.
    """

    relayed_id: int
    exchange_id: int
    from_id: int
    to_id: int
    hid: bool = False
    files: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedOn:
    """Words of another partner, which somebody has just agreed to translate: from who asked, to who helps."""

    relayed_id: int
    exchange_id: int
    from_id: int
    to_id: int


@dataclass(frozen=True, slots=True)
class ContactMoved:
    """`action` is offered, shared (both agreed), taken_back or refused, by the side `by_id`."""

    exchange_id: int
    by_id: int
    to_id: int
    action: str
    at: int


TalkEvent = Relayed | HandedOn | ContactMoved
