"""What follows where somebody does not come, or says nothing? Told above the card of who asks."""

from __future__ import annotations

from core.exchange_states import AGREED, PENDING
from core.look.exchanges import ExchangeCard
from core.messages import Message, Value, _, _n
from core.policy import DAY_MS

_PROMISED = _(
    "Nothing is promised yet. If nobody answers in time, it ends by itself and no hours move; either of you can "
    "propose it again."
)
_GIFT = _(
    "It is a gift, so no hours move. If somebody does not come, say so after the day; if something is wrong, choose "
    "“There is a problem”, and a coordinator reads it."
)


def what_follows(card: ExchangeCard) -> tuple[Message, ...]:
    """In the order in which it may come, by the rules it was agreed under; nothing where the card says all of it."""
    if card.state in PENDING:
        return (_PROMISED,)
    if card.state not in AGREED:
        return ()
    if card.minutes == 0:
        return (_GIFT,)
    spans: dict[str, Value] = {
        "absent": _days(card.spans.absent_ms),
        "confirm": _days(card.spans.confirm_ms),
        "decide": _days(card.spans.decide_ms),
    }
    coming = () if card.state == "delivered" else (_if_absent(card, spans),)
    return (*coming, _if_silent(card, spans), _if_apart(spans))


def _days(span: int) -> Message:
    days = max(1, round(span / DAY_MS))
    return _n("{n} day", "{n} days", days)


def _if_absent(card: ExchangeCard, spans: dict[str, Value]) -> Message:
    if card.gives:
        return _(
            "If you cannot go, say so before: “Another day” or “Cancel exchange”. If you do not come and they say so, "
            "I ask you; with no answer for {absent} it may count as so. If they are not there, you can say the same.",
            **spans,
        )
    return _(
        "If they do not come, I ask you both after the day: choose “They did not come”, and I ask them. If they agree, "
        "or do not answer for {absent}, it ends and your hours come back.",
        **spans,
    )


def _if_silent(card: ExchangeCard, spans: dict[str, Value]) -> Message:
    if card.gives:
        return _(
            "When you have said that it is done, they confirm. If they answer no reminder for {confirm}, it may count "
            "as received, and the hours are yours.",
            **spans,
        )
    return _(
        "When they say that it is done, I ask you. If you answer no reminder for {confirm}, it may count as received; "
        "you can still object.",
        **spans,
    )


def _if_apart(spans: dict[str, Value]) -> Message:
    return _(
        "If you two do not agree, a coordinator who belongs to neither side decides within {decide}, and no hours move "
        "until then. Where nobody decides, they go back.",
        **spans,
    )
