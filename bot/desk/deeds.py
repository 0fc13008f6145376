"""Which buttons of the chat are also on the coordinators' pages? What a coordinator does, and nothing of a member's."""

from __future__ import annotations

from dataclasses import replace

from core.messages import Option, Screen
from core.people.organisations import KINDS

_KINDS = tuple(f"{how}_{kind}" for how in ("in", "is") for kind in (*KINDS, "unknown"))
_VERBS: dict[str, frozenset[str]] = {
    "x": frozenset(("see", "past", "read", "decide", "no_show", "excuse", "undo", "nudge", "care", "free", "mute")),
    "l": frozenset(("see", "next", "forward", "rest", "remove")),
    "o": frozenset(("see", "yes", "no", "stop", "on", "freeze", "thaw", "phone", "details", *_KINDS)),
    "f": frozenset(("see", "yes", "no")),
    "r": frozenset(("see", "code", "yes", "no")),
    "i": frozenset(("see", "yes", "no")),
    "h": frozenset(("freeze", "thaw", "call", "deputy")),
}
_PAGES = frozenset(
    ("lists", "hubneeds", "cases", "suggested", "fund_asks", "missed", "members", "hub", "away", "back_here")
)


def allowed(payload: str) -> bool:
    """Whether this button works on a page; who may do it with what is looked at as in the chat."""
    kind, *rest = payload.split(":")
    if kind == "m":
        return bool(rest) and rest[0].partition("/")[0] in _PAGES
    if kind in ("q", "c"):
        return True
    return bool(rest) and rest[-1] in _VERBS.get(kind, ())


def with_deeds(screen: Screen) -> Screen:
    """The screen with those of its choices that work here."""
    return replace(screen, options=deeds(screen.options))


def deeds(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Those of the choices that work on a page."""
    return tuple(option for option in options if allowed(option.id))
