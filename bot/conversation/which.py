"""Which exchange do words speak of that name none? The one that fits is opened, of several they choose.

Nothing is done by the words alone: accepting, confirming and telling of a problem stay choices on the card.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.cards import pages, single
from bot.cards.choices import pointed_at
from bot.conversation.buttons import act
from bot.conversation.buttons.act import Act
from core.exchange_states import AGREED, PENDING, UNDELIVERED
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Amount, Message, Screen, _
from core.text.normal import digits

_BY_CHOICE = frozenset(("accept_match", "confirm_service"))
NOT_CONFIRMED = _("First it is confirmed that it is done: choose below. Then I ask how it was.")
CHOOSE = _("Please choose below, so that no hours move by mistake.")
_Fits = Callable[[ExchangeCard], bool]
_NUMBER = re.compile(r"(?<!\d)\d{4,6}(?!\d)", re.ASCII)


def to_answer(card: ExchangeCard) -> bool:
    """Whether the card asks this side for a yes or a no."""
    return card.state == "suggested" or (card.state == "proposed" and card.my_turn)


def agreed(card: ExchangeCard) -> bool:
    """Whether the two have agreed and it is not completed."""
    return card.state in AGREED


def _to_refuse(card: ExchangeCard) -> bool:
    return to_answer(card) or card.state in UNDELIVERED


def _not_right(card: ExchangeCard) -> bool:
    return agreed(card) or card.state == "disputed" or card.object_until is not None


def _to_write(card: ExchangeCard) -> bool:
    return card.may_write


def _to_rate(card: ExchangeCard) -> bool:
    return card.rateable


def _asks_us(card: ExchangeCard) -> bool:
    """Whether the next step is this side's."""
    return to_answer(card) or (agreed(card) and not (card.gives and card.state == "delivered"))


def _to_confirm(card: ExchangeCard) -> bool:
    """Whether this side received something that it has not confirmed."""
    return not card.gives and agreed(card)


# What the words want → which exchanges it may be about, the head of a list of several, what is said when there is none.
_WANTS: dict[str, tuple[_Fits, Message, Message]] = {
    "accept_match": (to_answer, _("Which one?"), _("No proposal waits for your answer now.")),
    "decline_match": (_to_refuse, _("Which one?"), _("No proposal waits for your answer now.")),
    "confirm_service": (agreed, _("Which one is done?"), _("You have nothing agreed that could be confirmed now.")),
    "rate_partner": (_to_rate, _("Which one is it about?"), _("There is nothing to rate now. Thank you.")),
    "write_partner": (
        _to_write,
        _("To whom? Choose the exchange, then “Write to them”."),
        _("You can write to a partner once one of you has made a proposal. For help, write “person”."),
    ),
    "share_contact": (
        _to_write,
        _("With whom? Choose the exchange, then “Write to them”."),
        _("Contact details are shown in an exchange, once both of you agree. For help, write “person”."),
    ),
    "dispute": (
        _not_right,
        _("Thank you for telling us. Which one is it about?"),
        _("Thank you for telling us. Nothing of yours is under way; write “person” and a coordinator reads it."),
    ),
}


def fits(intent: str, card: ExchangeCard) -> bool:
    """Whether an intent can be about that exchange as it stands."""
    wanted = _WANTS.get(intent)
    return wanted is not None and wanted[0](card)


def exchange_meant(look: Look, intent: str, slots: dict[str, object], words: str = "") -> Act | None:
    """The exchange that an intent is about, or None for intents about no exchange. `words` may name one by number."""
    wanted = _WANTS.get(intent)
    if wanted is None:
        return None
    _fits, which, none = wanted
    if named := numbered(look, intent, words):
        return about(look, named, intent, slots)
    mine = look.my_exchanges()
    cards = [card for card in mine if _fits(card)]
    if intent == "dispute":
        cards = cards or mine  # something may be wrong before anything is agreed, too
    if intent == "rate_partner" and not cards and (first := _not_done_yet(look, mine)):
        return first
    if not cards and intent == "confirm_service" and (early := not_agreed_yet(look, mine)):
        return early
    if not cards:
        return Act(page=pages.none_of(none))
    if len(cards) > 1:
        return Act(page=pages.among(which, cards), opens=True)
    (card,) = cards
    return about(look, card, intent, slots)


def _not_done_yet(look: Look, mine: list[ExchangeCard]) -> Act | None:
    """Stars for what nobody has confirmed yet: its card, where this side says that it is done, or whom it waits for."""
    cards = [card for card in mine if _to_confirm(card)] or [card for card in mine if agreed(card)]
    first = NOT_CONFIRMED
    if len(cards) > 1:
        return Act(page=pages.among(first, cards), opens=True)
    page = single.exchange(look, cards[0].id) if cards else None
    if page and not _asks_us(cards[0]):
        first = _("{other} has not confirmed yet that it is done. Then I ask how it was.", other=cards[0].other)
    return Act(page=replace(page, lines=(first, *page.lines)), opens=True) if page else None


def not_agreed_yet(look: Look, mine: list[ExchangeCard]) -> Act | None:
    """What was done before anybody agreed: the card by which to agree first."""
    first = _(
        "That is not agreed yet: first both of you agree, and then it is confirmed, also where it is done already."
    )
    cards = [card for card in mine if card.state in PENDING]
    if len(cards) > 1:
        return Act(page=pages.among(first, cards), opens=True)
    page = single.exchange(look, cards[0].id) if cards else None
    return Act(page=replace(page, lines=(first, *page.lines)), opens=True) if page else None


def numbered(look: Look, intent: str, words: str) -> ExchangeCard | None:
    """Theirs whose number stands in the words; of a problem whatever its state, since its card has the choice."""
    for number in _NUMBER.findall(digits(words)):
        card = look.exchange_by_number(int(number))
        if card is not None and card.mine and (intent == "dispute" or fits(intent, card)):
            return card
    return None


def any_about(look: Look, intent: str) -> bool:
    """Whether there is an exchange that the intent may be about."""
    return any(fits(intent, card) for card in look.my_exchanges())


def waiting(look: Look, word: str = "yes") -> Act | None:
    """What waits for an answer of theirs, for a yes or a no that no question on the screen asked for."""
    cards = [card for card in look.my_exchanges() if to_answer(card) or card.my_turn]
    if len(cards) > 1:
        return Act(page=pages.among(_("Which one?"), cards), opens=True)
    page = single.exchange(look, cards[0].id) if cards else None
    return Act(page=_refusing(page) if word == "no" else page, opens=True) if page else None


def about(look: Look, card: ExchangeCard, intent: str, slots: dict[str, object]) -> Act:
    """What an intent does with that exchange."""
    hours = slots.get("hours")
    if intent == "write_partner":
        return Act(flow=f"write/{card.id}")
    if intent == "share_contact":
        return act(look, f"x:{card.id}:0:share") or Act(page=single.exchange(look, card.id), opens=True)
    if intent == "rate_partner":
        return Act(flow=f"review/{card.id}", hints=_stars(slots))
    said = isinstance(hours, int | float) and not _is_more(hours, card)
    if intent == "confirm_service" and isinstance(hours, int | float) and said and round(hours * 60) != card.minutes:
        flow = "done" if card.gives else "received"
        if not (card.gives and card.state == "delivered"):
            late = {"on_time": "no"} if slots.get("late") and not card.gives else {}
            hints = {"hours": str(round(hours * 60)), **late}
            return Act(flow=f"{flow}/{card.id}/{card.version}", hints=hints)
    page = single.exchange(look, card.id)
    if page and intent == "confirm_service" and card.gives and card.state == "delivered" and _is_other(hours, card):
        line = _(
            "If it took {hours}, write to {other}: they can correct it when they confirm.",
            hours=_as_said(hours),
            other=card.other,
        )
        page = pointed_at(replace(page, lines=(line, *page.lines)), "write")
    if page and intent == "confirm_service" and _is_more(hours, card):
        line = _(
            "Agreed: {hours}. If it took longer, {other} can ask you for the rest once this is confirmed.",
            hours=Amount(card.minutes or 0),
            other=card.other,
        )
        return Act(page=replace(page, lines=(line, *page.lines)), opens=True)
    if page and intent in _BY_CHOICE and not slots.get("late") and _asks_us(card):
        page = replace(page, lines=(CHOOSE, *page.lines))  # else the same card comes again, and they wonder why
    told_of = intent == "dispute" or (intent == "confirm_service" and slots.get("late"))
    if told_of and page and card.state != "disputed":  # what they tell comes before how it was
        verbs = {option.id.rpartition(":")[2] for option in page.options}
        told = next((verb for verb in ("late", "absent") if slots.get(verb) and verb in verbs), "prob")
        page = pointed_at(page, told)
    return Act(page=_refusing(page) if intent == "decline_match" else page, opens=True)


def _refusing(page: Screen | None) -> Screen | None:
    """A card for who has said no: which choice is its no, or its end."""
    return pointed_at(page, "no", "dayno", "cancel") if page else None


def _is_other(hours: object, card: ExchangeCard) -> bool:
    return isinstance(hours, int | float) and round(hours * 60) != card.minutes


def _as_said(hours: object) -> Amount:
    return Amount(round(hours * 60) if isinstance(hours, int | float) else 0)


def _is_more(hours: object, card: ExchangeCard) -> bool:
    """Whether who receives says more hours than were agreed: only the other side asks for these."""
    return not card.gives and isinstance(hours, int | float) and bool(card.minutes) and hours * 60 > (card.minutes or 0)


def _stars(slots: dict[str, object]) -> dict[str, str]:
    """Stars only: what is written beside them was not yet meant for the other side to read."""
    stars = slots.get("stars")
    return {"stars": str(stars)} if stars in (1, 2, 3, 4, 5) else {}
