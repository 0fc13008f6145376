"""From which of our screens do somebody's words choose, and was it on their phone when they wrote?

A number means the screen that was sent last; of words that quote a message, that one. Choices are as they were shown.
"""

from __future__ import annotations

from bot.channels.channel import Incoming
from bot.conversation import pointing
from bot.conversation.session import Session, load_session, waiting
from bot.sending import briefs
from bot.sending.few import fewer
from bot.understand.words import option_number
from core import outbox
from core.db import Tx
from core.messages import load
from core.people.arrival import Arrival
from core.policy import HOUR_MS, is_discreet

AT_ONCE = "console"
"""A terminal shows a screen at once, and may be fed by a program."""
_READ_MS = 1_000
"""Nobody has read a new list sooner: a number that comes sooner was meant for the one before."""
_AGAIN_MS = 5_000
"""The same number again, so soon after it did something, went out twice: nobody has read what came of it."""
_LATELY_MS = HOUR_MS
"""Sooner, nothing that was agreed with that number can have been done: it is asked whether they mean it."""
_SECOND_MS, _SURELY_MS = 1_000, 2_000  # providers tell seconds, and their clocks are not ours
_KEPT_MS = 36 * HOUR_MS  # providers keep a day of what they could not deliver: an older time is no time
_CHOOSES = 60  # letters of the longest words that choose something from a list


def session_of(tx: Tx, found: Arrival, incoming: Incoming) -> Session:
    """The session; where the words quote a message of ours, or an alert with numbers came since, the choices of that
    one are what numbers mean: while nothing was asked, or what was asked is an old draft.
    """
    session = load_session(found.state)
    newest = found.shown if session.flow is None and found.shown > session.screen else session.screen
    if incoming.screen_ref and not incoming.payload:
        quoted = outbox.outbound_of(tx, found.me.address_id, incoming.screen_ref)
        if quoted == session.screen:
            return session
        idle = pointing.to_open(_choices(tx, found, quoted) or (), incoming.words) if quoted != newest else ()
        if idle:
            return session._replace(flow=None, parked=waiting(session.flow) or session.parked, idle=idle, screen=quoted)
    if found.shown > session.screen and (session.flow is None or _chooses(incoming)):
        shown = _choices(tx, found, found.shown)
        if shown is not None:
            waits = waiting(session.flow) or session.parked
            return session._replace(flow=None, parked=waits, idle=shown, screen=found.shown, alerted=True)
    if session.flow and incoming.words and not incoming.payload and (arrived := _arrived(tx, found, session)):
        return session._replace(arrived=arrived, alerted=True)
    return session


def _arrived(tx: Tx, found: Arrival, session: Session) -> tuple[str, ...]:
    """The choices of the newest alert since the question was asked, which showed what it is about."""
    id = outbox.arrived(tx, found.me.address_id, session.screen)
    choices = (_choices(tx, found, id) or ()) if id else ()
    return () if briefs.SEE.id in choices or any(one.startswith("v:") for one in choices) else choices


def _chooses(incoming: Incoming) -> bool:
    return not incoming.payload and option_number(incoming.words) is not None


def read(incoming: Incoming, session: Session, since: int) -> bool:
    """Whether they can have read the newest screen, `since` ms after what they wrote before."""
    # further parts of an album are answered by nothing, and what stood before them was read
    return since >= _READ_MS or incoming.channel == AT_ONCE or bool(session.album)


YES_IN_WORDS = 99
"""In place of a number: they said it in words, which stands for the first choice of the card."""


def same(incoming: Incoming, session: Session, since: int) -> bool:
    """Whether it is the number once more by which they did something with the message before, `since` ms ago, and
    nothing came since that it would answer.
    """
    first = session.pressed == YES_IN_WORDS and not incoming.payload and option_number(incoming.words) == 1
    return since < _LATELY_MS and not session.alerted and (first or _pressed_again(incoming, session))


def twice(incoming: Incoming, session: Session, since: int) -> bool:
    """Whether it comes so soon, on a channel that has no count of its own, that it went out twice."""
    counted = incoming.place or incoming.channel == AT_ONCE
    return since < _AGAIN_MS and not counted and _pressed_again(incoming, session)


def _pressed_again(incoming: Incoming, session: Session) -> bool:
    return bool(session.pressed) and not incoming.payload and option_number(incoming.words) == session.pressed


def early(tx: Tx, found: Arrival, incoming: Incoming, session: Session, now: int) -> bool:
    """Whether words are not about the newest screen: they quote another message, or were written before that one was
    on their phone, and come in a heap after an outage. The provider's clock tells and, where it has one, its count of
    messages too; where nothing tells, what was sent last is believed to be seen.
    """
    if not session.screen or incoming.payload or not 0 < len(incoming.words) <= _CHOOSES or incoming.channel == AT_ONCE:
        return False
    if incoming.screen_ref:
        quoted = outbox.outbound_of(tx, found.me.address_id, incoming.screen_ref)
        # one of ours may have another id than we know: it went twice, since the first answer was lost
        return quoted != session.screen if quoted else option_number(incoming.words) is not None
    ref, went = outbox.sent_as(tx, session.screen)
    if not went:
        return found.shown > 0
    if now - incoming.at > _KEPT_MS:
        return False
    if incoming.place and ref.isdigit():
        if incoming.place >= int(ref):
            return False
        return incoming.at // _SECOND_MS < went // _SECOND_MS or _counted_together(tx, session, incoming.place)
    return incoming.at + _SURELY_MS < went


def _counted_together(tx: Tx, session: Session, place: int) -> bool:
    """Whether what they wrote stands between two messages of ours: one count for both sides, which is surer than
    clocks that tell seconds.
    """
    last = outbox.sent_before(tx, session.screen)
    return last.isdigit() and int(last) < place


def _choices(tx: Tx, found: Arrival, outbound_id: int) -> tuple[str, ...] | None:
    """The numbered choices of a message as it was shown; None where it is not kept any more."""
    if is_discreet(found.me.discreet_wish, found.policy):
        return (f"v:{outbound_id}",)
    stored = outbox.screen_of(tx, outbound_id)
    if stored is None:
        return None
    text, only_brief = stored
    options = (briefs.SEE,) if only_brief else load(text).options
    if found.me.channel == "sms":
        options = fewer(options, outbound_id)
    return tuple(option.id for option in options if option.numbered)
