"""Fewer messages: what is paused and what still comes is said first."""

from __future__ import annotations

from bot.engine import Flow
from bot.questions import Confirm, Pick
from core.commands import SetAlerts, StopMessages
from core.commands.safety import SetLight
from core.look import Look
from core.messages import Option, _


def pause(look: Look) -> Flow:
    """How often suggestions come."""
    wishes = (
        Option("digest", _("Once a day")),
        Option("off", _("Not at all for now")),
        Option("now", _("At once")),
    )
    text = _("How often shall I send suggestions? What concerns your own exchanges reaches you in any case.")
    return SetAlerts((yield Pick("wish", text, among=wishes)))


def light(look: Look) -> Flow:
    """How much a message weighs."""
    wishes = (Option("on", _("Light messages")), Option("off", _("Full messages")))
    text = _("Light messages are short, without emoji and buttons, for slow networks and small screens. Which ones?")
    wish: str = yield Pick("wish", text, among=wishes)
    return SetLight(on=wish == "on")


def stop(look: Look) -> Flow:
    """No messages at all, asked for in other words than the one that stops at once."""
    text = _("Shall I stop all messages? Your data stays, and I still answer what you write.")
    if not (yield Confirm("sure", text, yes=_("Stop all messages"), no=_("Go on as before"))):
        return None
    return StopMessages(look.me.address_id)
