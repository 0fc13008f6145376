"""What is each step of an exchange called, in a line of its history? Every one that is written has its own name."""

from __future__ import annotations

from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Amount, Message, Several, _

_NAME_HOURS = frozenset(("delivered", "lower_figure", "figure_asked"))


def step_said(action: str, minutes: int | None) -> Message:
    """The step with the hours that it names, which is what they may not agree about."""
    what = STEPS[action]
    return what if minutes is None else _("{what} ({hours})", what=what, hours=Amount(minutes))


def hours_told(look: Look, card: ExchangeCard) -> tuple[Message, ...]:
    """For who decides about hours on which two do not agree: what was agreed, and what each said last; () where
    neither has said any.
    """
    said = {
        step.by: step.minutes if step.minutes is not None else card.minutes
        for step in look.steps(card.id)
        if step.action in _NAME_HOURS
    }
    told = tuple(
        _("{organisation}: {hours}", organisation=by, hours=Amount(minutes)) for by, minutes in said.items() if minutes
    )
    if card.state != "disputed" or not told or not card.minutes:
        return ()
    return (_("Hours agreed: {hours}. As each says: {told}.", hours=Amount(card.minutes), told=Several(told)),)


STEPS: dict[str, Message] = {
    "suggested": _("suggested"),
    "proposed": _("proposed it"),
    "countered": _("other terms"),
    "accepted": _("accepted"),
    "divided": _("agreed, as a part"),
    "declined": _("declined"),
    "withdrawn": _("taken back"),
    "lapsed": _("no answer in time"),
    "changed": _("the request or the offer was changed"),
    "outdated": _("does not fit since it was changed"),
    "nudged": _("reminded both"),
    "cared": _("takes care of it"),
    "freed": _("let go of it"),
    "muted": _("does not fit"),
    "taken_back": _("ended it, since one of the two cannot take part"),
    "forwarded": _("sent it to this organisation"),
    "reminded": _("a reminder was sent"),
    "near": _("reminded of the day"),
    "delivered": _("said it is done"),
    "lower_figure": _("fewer hours"),
    "figure_refused": _("no to the hours"),
    "settled": _("completed, the hours have moved"),
    "problem": _("told of a problem"),
    "second_asked": _("asked a second person for a yes"),
    "cancelled": _("cancelled"),
    "cancelled_late": _("cancelled late"),
    "day_asked": _("asked for another day"),
    "moved": _("another day agreed"),
    "day_refused": _("the day stays"),
    "hours_asked": _("asked for other hours"),
    "hours_moved": _("other hours agreed"),
    "hours_refused": _("the hours stay"),
    "overdue": _("the day has passed"),
    "overdue_long": _("the day passed long ago, the coordination was told"),
    "expired": _("ended without a word"),
    "absent_said": _("said the others did not come"),
    "no_show": _("somebody did not come"),
    "excused": _("excused"),
    "silent": _("completed, nobody objected"),
    "disputed": _("they do not agree"),
    "figure_asked": _("named the hours"),
    "settled_together": _("completed, both named the same hours"),
    "waits": _("still waits for a decision"),
    "decided": _("decided"),
    "undecided": _("nobody decided in time"),
    "appealed": _("did not accept it"),
    "undo_wanted": _("wants the hours to go back"),
    "undo_asked": _("asked for the hours back"),
    "undo_refused": _("no to the hours back"),
    "reversed": _("undone"),
    "reviewed": _("said how it was"),
    "closed": _("closed, the time for reviews is over"),
    "replied": _("replied to what was said"),
    "review_reported": _("told that words are not right"),
    "words_hidden": _("took words away"),
}
