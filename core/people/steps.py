"""How is a step kept until somebody has said yes, or shown that it is them? As one short JSON text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import orjson

from core.commands import (
    Accept,
    AgreeFigure,
    Approve,
    Command,
    Confirm,
    Counter,
    EraseMe,
    FollowUp,
    InvitePerson,
    Propose,
    Terms,
)
from core.commands.assisted import NewCode
from core.commands.giving import AnswerFund, Donate
from core.commands.moderation import Judge, PutBack
from core.commands.pages import OpenPage
from core.commands.phones import ConfirmPhone, LinkPhone, Prefer, Unlink
from core.commands.pinning import DropPin, ForgetPin
from core.commands.shift import AskPage, CallIn
from core.commands.stopping import Freeze, LetGoOn, StopListing, Suspend, Thaw
from core.commands.team import AnswerSecond, MakeRecoveryCode, NewPhone, RecoverPhone, RemovePerson, SetRole
from core.commands.trouble import AnswerUndo, AskUndo, Decide, Excuse, NoShow, Reverse, SuggestFigure

_KINDS = (
    *(Accept, Confirm, AgreeFigure, SuggestFigure, AnswerUndo, AnswerSecond, Donate, EraseMe),
    *(DropPin, ForgetPin, LinkPhone, ConfirmPhone, Unlink, Prefer, AskPage, OpenPage),
    *(InvitePerson, CallIn, NewPhone, MakeRecoveryCode, NewCode),  # a code lets somebody in from a phone without a PIN
    *(SetRole, RemovePerson),
    *(Approve, AnswerFund, Decide, NoShow, Excuse, Reverse),  # what a coordinator decides about others
    *(Freeze, Thaw, Suspend, LetGoOn, StopListing, RecoverPhone, Judge, PutBack),
)
PROMISES = (Propose, FollowUp, Counter, AskUndo)
"""What the other side's yes alone turns into hours: guarded where they would be one's own."""
GUARDED: Mapping[str, type] = {kind.__name__: kind for kind in (*_KINDS, *PROMISES)}


def guarded(command: Command) -> bool:
    """Whether a phone that has a PIN must show it first: hours move, pages open, phones or people come and go, or a
    coordinator decides.

    A no never needs it.
    """
    match command:
        case AnswerSecond(yes=yes) | AnswerFund(yes=yes):
            return yes
        case ConfirmPhone(number=number):
            return number > 0
        case AnswerUndo(agree=yes) | AgreeFigure(agree=yes):
            return yes
    return isinstance(command, _KINDS)


def dump_step(command: Command) -> str:
    """The command's name and its fields."""
    return orjson.dumps([type(command).__name__, asdict(command)]).decode()


def load_step(text: str, kinds: Mapping[str, type]) -> Command:
    """What `dump_step` wrote; KeyError for what is none of `kinds`."""
    name, fields = orjson.loads(text)
    if isinstance(fields.get("terms"), dict):
        fields["terms"] = Terms(**fields["terms"])
    command: Command = kinds[name](**fields)
    return command
