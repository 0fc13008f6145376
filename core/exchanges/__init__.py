"""The exchange between two organisations, from a suggestion to its reviews: one handler for each command.

Each transition is one transaction of the caller: the need and the exchange are locked, the actor's side, the state and
the version checked, the row moved on, its history written, then hours, clocks and events.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core import commands
from core.commands import reviewing, trouble
from core.context import Context
from core.events import Event
from core.exchanges import opinions
from core.exchanges.absence import EXCUSES, answer_absent, decide_no_show, excuse, say_absent
from core.exchanges.agreeing import accept, decline, withdraw
from core.exchanges.closing import review
from core.exchanges.delivering import agree_figure, cancel, confirm, deliver, free_until, problem
from core.exchanges.disputing import REASONS, appeal, decide, dispute, suggest_figure
from core.exchanges.firing import fire
from core.exchanges.moving import answer_day, answer_hours, move_day, move_hours
from core.exchanges.opening import suggest
from core.exchanges.proposing import counter, follow_up, propose
from core.exchanges.record import Exchange, load
from core.exchanges.reversing import answer_undo, ask_undo, reverse

__all__ = ["EXCUSES", "HANDLERS", "REASONS", "Exchange", "fire", "free_until", "load", "suggest"]

HANDLERS: dict[type, Callable[[Context, Any], list[Event]]] = {
    commands.Propose: propose,
    commands.FollowUp: follow_up,
    commands.Counter: counter,
    commands.Accept: accept,
    commands.Decline: decline,
    commands.Withdraw: withdraw,
    commands.Cancel: cancel,
    commands.Deliver: deliver,
    commands.Confirm: confirm,
    commands.AgreeFigure: agree_figure,
    commands.Problem: problem,
    trouble.MoveDay: move_day,
    trouble.AnswerDay: answer_day,
    trouble.MoveHours: move_hours,
    trouble.AnswerHours: answer_hours,
    trouble.Dispute: dispute,
    trouble.SuggestFigure: suggest_figure,
    trouble.Decide: decide,
    trouble.Appeal: appeal,
    trouble.SayAbsent: say_absent,
    trouble.AnswerAbsent: answer_absent,
    trouble.NoShow: decide_no_show,
    trouble.Excuse: excuse,
    trouble.AskUndo: ask_undo,
    trouble.AnswerUndo: answer_undo,
    trouble.Reverse: reverse,
    commands.Review: review,
    reviewing.ReplyReview: opinions.reply,
    reviewing.ReportReview: opinions.report,
    reviewing.HideReview: opinions.hide,
}
