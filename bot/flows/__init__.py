"""The conversations by name. A name may carry ids ("counter/17/3"); renamed flows keep one line in `ALIASES`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot.engine import Flow, Start
from bot.flows.cancel import cancel, problem
from bot.flows.complete import done, received, review
from bot.flows.either import either
from bot.flows.join import join
from bot.flows.need import need
from bot.flows.offer import offer
from bot.flows.profile import kind
from bot.flows.propose import answer, counter
from core.look import Look

FLOWS: dict[str, Callable[..., Flow]] = {
    "join": join,
    "need": need,
    "offer": offer,
    "either": either,
    "answer": answer,
    "counter": counter,
    "done": done,
    "received": received,
    "review": review,
    "cancel": cancel,
    "problem": problem,
    "kind": kind,
}
ALIASES: dict[str, str] = {}


def start_of(look: Look, name: str) -> Start | None:
    """The flow's start with its ids filled in; None when no flow has that name (any more)."""
    head, *ids = name.split("/")
    flow = FLOWS.get(ALIASES.get(head, head))
    return None if flow is None else partial(flow, look, *ids)
