"""Of what goals are made: a goal, its parts, and the parts that come often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bench.volunteers.judge import (
    Check,
    answered,
    exchange_is,
    joined,
    listing_has,
    person_has,
    published,
    told,
)

QUESTIONS = (
    *("ask.free", "ask.money", "ask.privacy", "ask.who_can_join", "ask.what_is_hour", "ask.earn", "ask.no_hours"),
    *("ask.expire", "ask.who_is_here", "ask.robot", "ask.nobody_comes", "ask.who_decides", "ask.how"),
)
"""What can be asked anywhere; "ask.why" only where something is asked."""


@dataclass(frozen=True)
class Part:
    """`says` may be "": then the first of `takes` or `path` is chosen. `fewest` is the least number of messages.

    `first` is what happens before, as words that bench/volunteers/play.py knows. `answers` are pools by the question's
    key, where it is another than usual. `slots` are the facts that a card must show before it is agreed to. `waits`:
    nothing is said; it is looked whether the goal is reached by then. `hidden`: the partner's name is not known yet.
    """

    says: str
    check: Check
    flows: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    allows: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    slots: tuple[str, ...] = ()
    fewest: int = 1
    who: str = "me"
    first: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    typed: str = ""
    kind: str = ""
    waits: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Goal:
    """`facts` are known before anything is said, since a card of the scene shows them. `names` fill placeholders."""

    kind: str
    scene: str
    parts: tuple[Part, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


# ---- parts that come often ------------------------------------------------------------------------------------------

JOINS = ("organisation.new", "membership.new", "person.language", "organisation.name", "measure.new")
NEED, OFFER = ("need", "either"), ("offer", "either")
TERMS = ("hours", "day")
SETTLES = ("exchange.settled", "exchange.closed", "review.new", "account.moved", "exchange.figure")


def joins(says: str, fewest: int = 1, **more: Any) -> Part:
    return Part(says, joined, flows=("join",), allows=JOINS, answers={"org": "join.plain"}, fewest=fewest, **more)


def needs(says: str, **more: Any) -> Part:
    slots = ("what", *TERMS)
    return Part(
        says,
        published("need"),
        NEED,
        path=("m:need",),
        allows=("listing.new",),
        slots=slots,
        fewest=2,
        kind="need",
        answers={"sure": "draft.yes", "kind": "answer.kind_need"},
        **more,
    )


def offers(says: str) -> Part:
    return Part(
        says,
        published("offer"),
        OFFER,
        path=("m:offer",),
        allows=("listing.new",),
        slots=("what",),
        fewest=2,
        answers={"sure": "draft.yes", "kind": "answer.kind_offer"},
        kind="offer",
    )


def drafts(says: str, fewest: int = 2) -> Part:
    return Part(
        says,
        published("need"),
        NEED,
        allows=("listing.new",),
        slots=("what", *TERMS),
        fewest=fewest,
        answers={"sure": "draft.yes"},
        kind="need",
    )


def owns(says: str, part: str) -> Part:
    edit = "l:edit-by" if part == "day" else f"l:edit-{part}"
    return Part(
        says,
        listing_has(part),
        ("change",),
        (edit, "l:edit"),
        ("m:more", "m:listings", "l:see"),
        (f"listing.{part}", "listing.renewed"),
        slots=(part,),
        fewest=2,
    )


def chooses(says: str, take: str, state: str, **more: Any) -> Part:
    """A card's choice in words; why something is cancelled may be told to the other side with it."""
    also = ("exchange.cancelled_late", "told.new") if state == "cancelled" else ()
    states = (state, "cancelled_late") if state == "cancelled" else (state,)
    return Part(
        says, exchange_is(*states), takes=(take,), allows=(f"exchange.{state}", *also), path=("m:ours", "x:see"), **more
    )


def counters(says: str, slot: str, *states: str) -> Part:
    allows = ("exchange.proposed", "exchange.hours", "exchange.day")
    return Part(
        says,
        exchange_is(*states, terms=slot),
        ("counter",),
        ("x:terms",),
        ("m:ours", "x:see"),
        allows,
        slots=(slot,),
        fewest=2,
        hidden=True,
    )


def tells(says: str, **more: Any) -> Part:
    return Part(
        says,
        told,
        ("pass_on", "write"),
        ("x:write",),
        ("m:ours", "x:see"),
        ("told.new", "exchange.agreed"),
        slots=("words",),
        fewest=2,
        **more,
    )


def sets(says: str, column: str, value: str, *flows: str, **more: Any) -> Part:
    return Part(
        says,
        person_has(column, value),
        flows,
        ("m:pause", "m:start"),
        ("m:more", "m:profile"),
        (f"person.{column}",),
        fewest=2,
        **more,
    )


def aside(says: str, check: Check) -> tuple[Part, ...]:
    """Something is said while hours are asked, and then the request is finished all the same."""
    return (Part(says, check), drafts("answer.hours", 3))


def asks(count: int = 1, topics: tuple[str, ...] = QUESTIONS) -> tuple[Part, ...]:
    return tuple(Part("", answered, topics=topics) for _question in range(count))


PAINTING = {"painting": True}
ON_CARD = {"painting": True, "hours": 3, "day": "weekday:friday"}
REVIEW = ("review.new", "review.stars", "review.words", "review.promised", "review.on_time")
ERASES = (
    *("address.gone", "membership.gone", "organisation.name", "organisation.status", "organisation.town"),
    *("listing.withdrawn", "account.moved", "person.gone", "address.person", "listing.gone", "listing.renewed"),
)
