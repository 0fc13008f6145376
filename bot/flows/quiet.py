"""Fewer messages: what is paused and what still comes is said first."""

from __future__ import annotations

from bot.engine import Flow
from bot.questions import Confirm
from core.commands import SetAlerts, StopMessages
from core.look import Look
from core.messages import _


def pause(look: Look) -> Flow:
    """No suggestions for a while."""
    text = _("Shall I pause suggestions? What concerns your own exchanges still reaches you.")
    if not (yield Confirm("sure", text, yes=_("Pause"), no=_("Go on as before"))):
        return None
    return SetAlerts("off")


def stop(look: Look) -> Flow:
    """No messages at all, asked for in other words than the one that stops at once."""
    text = _("Shall I stop all messages? Your data stays, and I still answer what you write.")
    if not (yield Confirm("sure", text, yes=_("Stop all messages"), no=_("Go on as before"))):
        return None
    return StopMessages(look.me.address_id)
