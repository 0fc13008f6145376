"""What words that were held or reported are called, and how a case about them looks to who decides."""

from __future__ import annotations

from core.commands.moderation import ANSWERS, REASONS
from core.look.coordinators import CaseCard, FlagCard
from core.messages import Message, Option, Value, _

REPORT = _("Report it")  # button
_HELD = {
    "threat": _("a threat"),
    "scam": _("money or a card"),
    "sexual": _("a sexual offer"),
    "hate": _("hatred of a group"),
    "insult": _("an insult"),
}
_REPORTED = {
    "insult": _("insult or hatred"),
    "money": _("money or a card"),
    "danger": _("danger"),
    "wrong": _("not what it says"),
    "other": _("something else"),
}
WHY: tuple[Option, ...] = tuple(
    Option(reason, label)
    for reason, label in zip(
        REASONS,
        (
            _("Insult or hatred"),
            _("Money or a card"),
            _("It is dangerous"),
            _("Not what it says"),
            _("Something else"),
        ),
        strict=True,
    )
)
"""Why somebody reports words, as it is chosen."""
WHY_NOT: tuple[Option, ...] = tuple(
    Option(answer, label)
    for answer, label in zip(
        ANSWERS,
        (
            _("It hurts people"),
            _("Money or a card"),
            _("It threatens"),
            _("Not for here"),
            _("It is not true"),
        ),
        strict=True,
    )
)
"""Why words are not passed on, as a coordinator chooses it."""
TOLD_WHY = dict(
    zip(
        ANSWERS,
        (
            _("It can hurt or insult people."),
            _("It asks for money, a card or a code. Here nobody needs to give those."),
            _("It threatens somebody."),
            _("It is nothing that organisations exchange here."),
            _("It is not what it says it is."),
        ),
        strict=True,
    )
)
"""The same as who wrote them reads it."""
URGENT = ("held_threat", "reported_danger")
"""Codes of cases that cannot wait for the morning."""


def flagged_kind(code: str) -> Message | None:
    """What such a case is about, in a few words; None for any other."""
    how, _sep, kind = code.partition("_")
    if how == "held" and kind in _HELD:
        return _("Waits for a look: {kind}", kind=_HELD[kind])
    if how == "reported" and kind in _REPORTED:
        return _("Reported: {kind}", kind=_REPORTED[kind])
    return None


def flag_lines(card: FlagCard) -> list[Message]:
    """What the words are, whether others read them now, and who reported them."""
    lines = [_WAITS[card.about] if card.waits else _SEEN.get(card.about, _ELSE)]
    for one in card.reports:
        values: dict[str, Value] = {
            "organisation": one.organisation,
            "kind": _REPORTED.get(one.reason, _REPORTED["other"]),
        }
        if one.words is None:
            lines.append(_("{organisation} reports it: {kind}.", **values))
        else:
            lines.append(_("{organisation} reports it: {kind}. “{text}”", text=one.words, **values))
    return lines


_WAITS = {
    "listing": _("Nobody else sees this listing until somebody of you decides."),
    "change": _("The listing stays as it was until somebody of you decides about these words."),
    "message": _("This message was not passed on yet."),
    "contact": _("These contact details were not shown yet."),
    "proposal": _("This proposal was not passed on yet."),
    "review": _("These words about a partner were not passed on yet."),
}
_SEEN = {"listing": _("Others can see this listing."), "message": _("The other side has read this message.")}
_ELSE = _("Others may have read these words.")


def flag_options(card: CaseCard) -> tuple[Option, ...]:
    """Let it through, or not."""
    flag = card.flag
    if flag is None:
        return ()
    if flag.about == "listing":
        yes, no = (_("Publish it"), _("Do not publish")) if flag.waits else (_("Leave it"), _("Take it down"))
    elif flag.how == "held":
        yes, no = _("Pass it on"), _("Do not pass it on")
    else:
        yes, no = _("It is all right"), _("It is not all right")
    see = (Option(f"l:{flag.listing_id}:see", _("See the listing")),) if flag.listing_id else ()
    return (Option(f"c:{card.id}:pass", yes), Option(f"c:{card.id}:deny", no), *see)
