"""What of the chat is also on the coordinators' pages? What a coordinator does, and nothing of a member's: neither by a
button nor by whatever words or buttons come to.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.commands import Approve, Refuse
from core.commands.assisted import AnswerIntake
from core.commands.caring import AskNext, Forward, Mute, Release, RemindBoth, TakeCare
from core.commands.cases import AnswerCase, CloseCase, SayReady, WriteTo
from core.commands.details import Correct
from core.commands.giving import AnswerFund
from core.commands.moderation import Judge, PutBack
from core.commands.pinning import EnterPin, ForgetPin
from core.commands.shift import CallIn, ComeBack, GoAway, HandCase, TakeCase
from core.commands.stopping import Freeze, LetGoOn, StopListing, Suspend, Thaw
from core.commands.team import AgreeRecovery, MakeRecoveryCode, RecoverPhone, StopRecovery
from core.commands.trouble import Decide, Excuse, NoShow, Reverse
from core.messages import Option, Screen
from core.people.organisations import KINDS

_KINDS = tuple(f"{how}_{kind}" for how in ("in", "as", "is") for kind in (*KINDS, "unknown"))
_VERBS: dict[str, frozenset[str]] = {
    "x": frozenset(("see", "past", "read", "decide", "no_show", "excuse", "undo", "nudge", "care", "free", "mute")),
    "l": frozenset(("see", "next", "forward", "rest", "remove", "back")),
    "o": frozenset(
        ("see", "yes", "no", "stop", "on", "freeze", "thaw", "phone", "details", "write", "listed", *_KINDS)
    ),
    "f": frozenset(("see", "yes", "no")),
    "r": frozenset(("see", "code", "yes", "no")),
    "i": frozenset(("see", "yes", "no")),
    "h": frozenset(("freeze", "thaw", "call", "deputy")),
}
_PAGES = frozenset(
    (
        "lists",
        "hubneeds",
        "huboffers",
        "cases",
        "suggested",
        "fund_asks",
        "missed",
        "members",
        "hub",
        "away",
        "back_here",
    )
)


DEEDS: frozenset[type[Any]] = frozenset(
    (
        *(Approve, Refuse, Correct, Suspend, LetGoOn, Freeze, Thaw, StopListing, AnswerFund),
        *(Decide, NoShow, Excuse, Reverse, RemindBoth, TakeCare, Release, Mute, AskNext, Forward),
        *(AnswerCase, WriteTo, CloseCase, TakeCase, HandCase, GoAway, ComeBack, CallIn),
        *(RecoverPhone, StopRecovery, MakeRecoveryCode, ForgetPin, AgreeRecovery, AnswerIntake),
        *(Judge, PutBack, SayReady),
        EnterPin,  # of the phone from which they signed in, before one of these
    )
)
"""The commands that anything done on a page may come to."""


def allowed(payload: str) -> bool:
    """Whether this button works on a page; who may do it with what is looked at as in the chat."""
    kind, *rest = payload.split(":")
    if kind == "m":
        return bool(rest) and rest[0].partition("/")[0] in _PAGES
    if kind in ("q", "c"):
        return True
    return bool(rest) and rest[-1] in _VERBS.get(kind, ())


def is_deed(command: object) -> bool:
    """Whether what was done on a page may come to this: one of the coordinators' commands, whichever way led there."""
    return type(command) in DEEDS


def with_deeds(screen: Screen) -> Screen:
    """The screen with those of its choices that work here."""
    return replace(screen, options=deeds(screen.options))


def deeds(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Those of the choices that work on a page."""
    return tuple(option for option in options if allowed(option.id))
