"""What may be done with what was said about an exchange? Answered once, reported, its words taken away."""

from __future__ import annotations

from dataclasses import replace

from core import reviews
from core.commands.reviewing import HideReview, ReplyReview, ReportReview
from core.context import Context
from core.coordination import cases as all_cases
from core.coordination.coordinators import require_decider
from core.errors import Faster, NotYours, Refusal
from core.events import Event
from core.exchange_states import STATES
from core.exchanges import cases, sides
from core.exchanges.record import Exchange, load, note
from core.languages import LANGUAGES
from core.messages import _
from core.privacy.seeing import may_meet
from core.reviews import REPORTED, Shown
from core.text.clean import clean

_LONGEST = 2000


def reply(ctx: Context, command: ReplyReview) -> list[Event]:
    """One answer to what the other side said, where both can read it."""
    found, theirs = _theirs(ctx, command.exchange_id)
    mine = sides.me(ctx)
    ours = _of(ctx, found, mine)
    if ours is not None and ours.reply is not None:
        raise Faster(_("Your organisation has answered already. Thank you."))
    if theirs is None or not may_meet(ctx.tx, mine, theirs.by_id):
        raise NotYours()
    text = ctx.vault.open(command.sealed.encode())
    if not text.strip():
        raise Refusal(_("Write the words that I should pass on."))
    reviews.reply(ctx, found.id, mine, theirs.by_id, text, command.lang if command.lang in LANGUAGES else "")
    return [note(ctx, found, "replied", old_state=found.state)]


def report(ctx: Context, command: ReportReview) -> list[Event]:
    """What the other side wrote comes before a coordinator of neither, who reads it and may take it away."""
    found, theirs = _theirs(ctx, command.exchange_id)
    if theirs is None or theirs.hidden or (theirs.words is None and theirs.reply is None):
        raise NotYours()
    text = clean(command.text, _LONGEST)
    told = note(ctx, found, REPORTED, old_state=found.state, text=text)
    cases.park(ctx, found, REPORTED, text)
    return [told]


def hide(ctx: Context, command: HideReview) -> list[Event]:
    """A coordinator of neither side takes reported words away; they stay where they are, sealed."""
    found = load(ctx.tx, command.exchange_id, lock=True)
    require_decider(ctx, found.hub_id, found.receiver_id, found.provider_id)
    about = _of(ctx, found, command.by_id)
    if about is None or not all_cases.is_open(ctx.tx, REPORTED, found.id):
        raise NotYours()
    if about.hidden:
        raise Faster()
    reviews.hide(ctx, found.id, command.by_id)
    ctx = replace(ctx, actor=replace(ctx.actor, kind="coordinator", organisation_id=None))
    terms = {"hidden_of": command.by_id}
    return [note(ctx, found, "words_hidden", old_state=found.state, terms=terms)]


def _theirs(ctx: Context, exchange_id: int) -> tuple[Exchange, Shown | None]:
    """The exchange locked for one of its sides, and what the other said, where that may be read."""
    found = sides.take(ctx, exchange_id, None, STATES)
    return found, _of(ctx, found, found.other(sides.me(ctx)))


def _of(ctx: Context, found: Exchange, by_id: int) -> Shown | None:
    return next((one for one in reviews.of_exchange(ctx.tx, found.id) if one.by_id == by_id), None)
