"""Fewer messages, and not by night: what is paused and what still comes is said first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.cards.safety import night_said
from bot.engine import Flow, Reject
from bot.questions import Asked, Confirm, Pick, chosen
from bot.readable import Readable
from bot.understand.calendar.night import night_in
from core.commands import SetAlerts, StartMessages, StopMessages
from core.commands.safety import SetLight, SetNight
from core.look import Look
from core.messages import Message, Option, _


def night_text(night: tuple[int, int]) -> str:
    """Both hours, as they are stored with an answer."""
    return f"{night[0]}-{night[1]}"


@dataclass(frozen=True, slots=True)
class Often(Pick):
    """A choice, or how often in their own words: "una vez al día", "never"."""

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        if words.choice or words.number() is not None:
            return Pick.read(self, words, offered)
        return chosen(words, offered, self.among) or words.how_often() or Pick.read(self, words, offered)


@dataclass(frozen=True, slots=True)
class Until(Asked):
    """The day until which something rests: nobody is asked for it, and it is heard in what they write. Gives an ISO
    day, '' for none.
    """

    usual: str = "-"

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        raise Reject(self.prompt)

    def value(self, canonical: str) -> str:
        return "" if canonical == self.usual else canonical


def pause(look: Look) -> Flow:
    """How often suggestions come; where they rest, until the day that was said, if any."""
    wishes = (
        Option("digest", _("Once a day")),
        Option("off", _("Not at all for now")),
        Option("now", _("At once")),
    )
    text = _("How often shall I send suggestions? What concerns your own exchanges reaches you in any case.")
    wish: str = yield Often("wish", text, among=wishes)
    if wish == "now" and look.me.stopped:
        return StartMessages(look.me.address_id)
    until: str = (yield Until("until", text)) if wish == "off" else ""
    return SetAlerts(wish, until)


def light(look: Look) -> Flow:
    """How much a message weighs."""
    wishes = (Option("on", _("Light messages")), Option("off", _("Full messages")))
    text = _("Light messages are short, without emoji and buttons, for slow networks and small screens. Which ones?")
    wish: str = yield Pick("wish", text, among=wishes)
    return SetLight(on=wish == "on")


@dataclass(frozen=True, slots=True)
class Night(Pick):
    """Some ready choices, or two hours in words: "from 19 to 9", "not after 10 pm". Gives both hours."""

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        pick = chosen(words, offered, self.among)
        if pick is not None:
            return pick
        found = night_in(words.text)
        if found is None:
            raise Reject(_("Write both hours, for example: from 19 to 9."))
        return night_text(found)

    def value(self, canonical: str) -> Any:
        first, _sep, last = canonical.partition("-")
        if not all(hour.isdigit() and int(hour) < 24 for hour in (first, last)):
            raise Reject(_("Write both hours, for example: from 19 to 9."))
        return int(first), int(last)

    def example(self) -> Message:
        return _("Write both hours, for example: from 19 to 9.")


def quiet_hours(look: Look) -> Flow:
    """The person's own night. What cannot wait (somebody needs a human) comes at any hour."""
    ready = ((21, 8), (20, 8), (22, 7), (20, 10))
    among = (*(Option(night_text(night), night_said(night)) for night in ready), Option("0-0", night_said((0, 0))))
    text = _(
        "Quiet hours now: {hours}. Between which hours shall I send nothing that can wait? Choose, or write your own.",
        hours=night_said(look.me.night),
    )
    first, last = yield Night("night", text, among=among)
    return SetNight(first, last)


def stop(look: Look) -> Flow:
    """No messages at all, asked for in other words than the one that stops at once."""
    text = _("Shall I stop all messages? Your data stays, and I still answer what you write.")
    if not (yield Confirm("sure", text, yes=_("Stop all messages"), no=_("Go on as before"))):
        return None
    return StopMessages(look.me.address_id)
