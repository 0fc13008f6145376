"""How is a step kept until somebody has said yes, or shown that it is them? As one short JSON text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import orjson

from core.commands import (
    Accept,
    AgreeFigure,
    Approve,
    CallHuman,
    Cancel,
    Command,
    Confirm,
    Counter,
    Decline,
    Deliver,
    EraseMe,
    FollowUp,
    InvitePerson,
    Join,
    Post,
    PostOffers,
    Problem,
    Propose,
    Refuse,
    Resume,
    ResumeBot,
    Review,
    SetAlerts,
    SetKind,
    SetLanguage,
    StartMessages,
    StopMessages,
    TakeDown,
    Terms,
    UseCode,
    Withdraw,
)
from core.commands.assisted import ActFor, AnswerAssisted, AnswerIntake, NewCode, Register
from core.commands.caring import AskNext, Forward, Mute, Release, RemindBoth, TakeCare
from core.commands.cases import (
    AnswerCase,
    CloseCase,
    Complain,
    RaiseAlarm,
    ReplyToCase,
    SayReady,
    TellCoordination,
    TellMore,
    WriteTo,
)
from core.commands.details import Correct, Rename
from core.commands.giving import AnswerFund, AskFund, Donate, NotFound, TakeBack
from core.commands.listings import ChangeListing, Renew, Rest, SetAudience
from core.commands.moderation import Judge, PutBack, Report
from core.commands.pages import ClosePage, OpenPage
from core.commands.phones import ConfirmPhone, LinkPhone, Prefer, Unlink
from core.commands.pinning import DropPin, EnterPin, ForgetPin, SetPin
from core.commands.reviewing import HideReview, ReplyReview, ReportReview
from core.commands.safety import Block, SetDiscreet, SetLight, SetNight, Unblock
from core.commands.shift import AskPage, CallIn, ComeBack, GoAway, HandCase, InviteIn, TakeCase
from core.commands.stopping import Freeze, LetGoOn, StopListing, Suspend, Thaw
from core.commands.talk import AskTranslation, KeepContact, Relay, SayPhrase, SendFiles, ShareContact
from core.commands.team import (
    AgreeRecovery,
    AnswerSecond,
    JoinToo,
    Leave,
    MakeRecoveryCode,
    NameMe,
    NewPhone,
    RecoverPhone,
    RemovePerson,
    SetRole,
    SetSecond,
    StillMe,
    StopRecovery,
    SwitchTo,
)
from core.commands.trouble import (
    AnswerAbsent,
    AnswerDay,
    AnswerHours,
    AnswerUndo,
    Appeal,
    AskUndo,
    Decide,
    Dispute,
    Excuse,
    MoveDay,
    MoveHours,
    NoShow,
    Reverse,
    SayAbsent,
    SuggestFigure,
)

_KINDS = (
    *(Accept, AnswerHours, Confirm, AgreeFigure, SuggestFigure, AnswerUndo, AnswerSecond, Donate, EraseMe),
    *(DropPin, ForgetPin, LinkPhone, ConfirmPhone, Unlink, Prefer, AskPage, OpenPage),
    *(InvitePerson, CallIn, NewPhone, MakeRecoveryCode, NewCode),  # a code lets somebody in from a phone without a PIN
    *(SetRole, RemovePerson, Leave, JoinToo, SetSecond),
    *(Approve, AnswerFund, Decide, NoShow, Excuse, Reverse),  # what a coordinator decides about others
    *(
        Freeze,
        Thaw,
        Suspend,
        LetGoOn,
        StopListing,
        RecoverPhone,
        AgreeRecovery,
        AnswerIntake,
        Register,
        Correct,
        Rename,
        HideReview,
        Judge,
        PutBack,
    ),
)
PROMISES = (Propose, FollowUp, Counter, AskUndo)
"""What the other side's yes alone turns into hours: guarded where they would be one's own."""
UNGUARDED: Mapping[str, tuple[type, ...]] = {
    "a no, or taking back, moves nothing away": (
        *(
            Decline,
            Withdraw,
            TakeBack,
            Cancel,
            Refuse,
            StopRecovery,
            ClosePage,
            TakeDown,
            Rest,
            ReplyReview,
            ReportReview,
        ),
        *(Block, Unblock, StopMessages),
    ),
    "the other side's yes, or a coordinator's, is wanted before hours move": (
        *(Deliver, Review, AskFund, MoveDay, AnswerDay, MoveHours, SayAbsent, AnswerAbsent, Dispute),
        *(Appeal, Problem),
    ),
    "what is published or said changes neither who somebody is nor what they own": (
        *(Post, PostOffers, Resume, Renew, ChangeListing, SetAudience, SetKind, NameMe),
        *(Relay, SayPhrase, ShareContact, KeepContact, SendFiles, AskTranslation),
        *(CallHuman, ReplyToCase, Complain, RaiseAlarm, TellMore, TellCoordination, Report, NotFound),
    ),
    "how somebody is written to": (SetLanguage, SetAlerts, SetLight, SetNight, SetDiscreet, StartMessages, ResumeBot),
    "who comes in has no more than before; what it leads to is guarded": (Join, UseCode, SwitchTo, ActFor),
    "by whoever has got the number, or the code on paper, and has no PIN": (StillMe, AnswerAssisted),
    "the PIN itself; a new one only where there is none": (EnterPin, SetPin),
    "a coordinator's everyday work, which decides nothing": (
        *(AnswerCase, WriteTo, CloseCase, TakeCase, HandCase, GoAway, ComeBack, InviteIn),
        *(RemindBoth, TakeCare, Release, Mute, AskNext, Forward, SayReady),
    ),
}
"""What needs no PIN, and why. A command stands there or is guarded (tests/test_powers.py)."""
GUARDED: Mapping[str, type] = {kind.__name__: kind for kind in (*_KINDS, *PROMISES)}


def guarded(command: Command) -> bool:
    """Whether a phone that has a PIN must show it first: hours move, pages open, phones or people come and go, or a
    coordinator decides.

    A no never needs it.
    """
    match command:
        case JoinToo(instead=leaves):
            return leaves
        case AnswerSecond(yes=yes) | AnswerFund(yes=yes) | AnswerIntake(yes=yes):
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
