"""What partners say most often, ready in every language: each side reads it in its own.

The table is the whole of it: a phrase is an id (kept for ever, since it is stored) and a sentence of the catalogues,
with a place `day` or `hours` where it has one. The order is that of the list people see, the most used first.

A coordinator and somebody in danger have phrases of their own (`IN_DANGER`, `ANSWERS`), in a case and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.messages import Amount, Code, Day, Message, _, _n
from core.relay.pieces import CALLED

ON_FIRST_PAGE = 9
_MOST_MINUTES = 40 * 60


@dataclass(frozen=True, slots=True)
class Phrase:
    """`asks` names what has to be given with it: 'day', 'hours', 'number' or nothing. `yes_no`: it asks for a yes."""

    id: str
    text: Message
    asks: str = ""
    yes_no: bool = False

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

IN_DANGER = (
    Phrase("safe", _("Are you safe now?"), yes_no=True),
    Phrase("here", _("I am here, and I read what you write.")),
    Phrase("call", _("Please call {number} now.", number=""), "number"),
    Phrase("hurt", _("Is somebody hurt?"), yes_no=True),
    Phrase("with_you", _("Is somebody with you whom you trust?"), yes_no=True),
    Phrase("where", _("Where are you now?")),
    Phrase("near", _("If you can, go where other people are.")),
    Phrase("calling", _("I am calling for help now.")),
    Phrase("no_fault", _("It is not your fault. You are not alone.")),
)
"""What a coordinator sends to somebody in danger whose language they do not write, the first to be asked first."""

NO_DANGER = "no_danger"
WANTS_PERSON = "person"
SENT = "sent"
ANSWERS = (
    Phrase("yes", _("Yes")),
    Phrase("no", _("No")),
    Phrase(WANTS_PERSON, _("I want to talk to a person.")),
    Phrase(NO_DANGER, _("There is no danger.")),
    Phrase(SENT, _("(a photo, a recording or something else, which cannot be shown here)")),
)
"""What somebody in danger says with a button, or without words."""
_OF_DANGER = {phrase.id: phrase for phrase in (*IN_DANGER, *ANSWERS)}


def of_danger(id: str) -> Phrase | None:
    """The phrase of that id between a coordinator and somebody in danger."""
    return _OF_DANGER.get(id)


def said_in_danger(stored: str) -> Message:
    """The sentence of such a phrase as it is kept in a case: its id, and the number behind a slash."""
    id, _slash, number = stored.partition("/")
    phrase = _OF_DANGER[id]
    return Message(phrase.text.id, {"number": Code(number)}) if phrase.asks else phrase.text


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
