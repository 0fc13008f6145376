"""What partners say most often, ready in every language: each side reads it in its own.

The table is the whole of it: a phrase is an id (kept for ever, since it is stored) and a sentence of the catalogues,
with a place `day` or `hours` where it has one. The order is that of the list people see, the most used first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.messages import Amount, Day, Message, _, _n
from core.relay.pieces import CALLED

ON_FIRST_PAGE = 9
_MOST_MINUTES = 40 * 60


@dataclass(frozen=True, slots=True)
class Phrase:
    """`asks` names what has to be given with it: 'day', 'hours' or nothing."""

    id: str
    text: Message
    asks: str = ""

    @property
    def label(self) -> Message:
        """As it stands in a list, with a gap for what is given."""
        return Message(self.text.id, {self.asks: "…"}) if self.asks else self.text


PHRASES = (
    Phrase("when", _("When does it suit you?")),
    Phrase("day", _("Does this day suit you: {day}?", day=""), "day"),
    Phrase("where", _("Where shall we meet?")),
    Phrase("coming", _("We are on our way.")),
    Phrase("late", _("We are late. Thank you for waiting.")),
    Phrase("not_today", _("We cannot come today. Let us find another day.")),
    Phrase("yes", _("Yes, that is fine.")),
    Phrase("no", _("No, that is not possible.")),
    Phrase("thanks", _("Thank you very much.")),
    Phrase("send_file", _("Please send us the file.")),
    Phrase("file_sent", _("We have sent the file.")),
    Phrase("arrived", _("It has arrived.")),
    Phrase("ready", _("It is ready.")),
    Phrase("ready_by", _("It will be ready on this day: {day}.", day=""), "day"),
    Phrase("takes", _("About how long it takes: {hours}.", hours=""), "hours"),
    Phrase("enough", _("Is this enough time: {hours}?", hours=""), "hours"),
    Phrase("people", _("How many people is it for?")),
    Phrase("bring", _("What shall we bring?")),
    Phrase("not_clear", _("We did not understand. Please choose a ready phrase.")),
)
_BY_ID = {phrase.id: phrase for phrase in PHRASES}


def phrase_of(id: str) -> Phrase | None:
    """The phrase of that id."""
    return _BY_ID.get(id)


def spoken(id: str, given: str) -> Message | None:
    """The sentence with what was given; None where there is no such phrase or it does not take that.

    A kind of core/relay/pieces.py stands for what was sent without words; of several, their number is given.
    """
    if id in CALLED:
        return _n("a file", "{n} files", int(given)) if given else CALLED[id]
    phrase = _BY_ID.get(id)
    if phrase is None:
        return None
    if not phrase.asks:
        return phrase.text if not given else None
    value = _day(given) if phrase.asks == "day" else _hours(given)
    return Message(phrase.text.id, {phrase.asks: value}) if value else None


def _day(given: str) -> Day | None:
    try:
        return Day(date.fromisoformat(given).isoformat())
    except ValueError:
        return None


def _hours(given: str) -> Amount | None:
    if not given.isascii() or not given.isdigit() or len(given) > 6:
        return None
    return Amount(int(given)) if 0 < int(given) <= _MOST_MINUTES else None
