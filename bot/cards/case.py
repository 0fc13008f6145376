"""How a case looks to the coordinator who reads it: what it is about, what was written, what can be done."""

from __future__ import annotations

from typing import NamedTuple

from bot.cards.danger import danger_kind, danger_lines, first_phrases, words_line
from bot.cards.flagged import flag_lines, flag_options, flagged_kind
from bot.cards.listing import FILES, MENU, OPINIONS
from bot.cards.shift import take_options, taken_line
from bot.cards.trouble import REASONS
from core.exchange_states import BROKEN, COMPLETED
from core.look.coordinators import CaseCard
from core.messages import Code, Message, Moment, Option, Screen, Value, _

_KINDS = {
    "human": _("Wants to talk to a person"),
    "problem": _("A problem"),
    "figure_refused": _("They do not agree on the hours"),
    "appealed": _("They do not accept it"),
    "overdue_long": _("Nobody says if it was done"),
    "cancelled_late": _("Cancelled late"),
    "undo_wanted": _("The hours should go back"),
    "poison": _("A message I could not handle"),
    "assisted_no": _("Not as the coordination wrote it"),
    "code_guessing": _("Many wrong codes"),
    "name_guessing": _("Looks for many names"),
    "going_round": _("Hours that go round and come back"),
    "gathered": _("First hours given on to one"),
    "same_people": _("Somebody acts for both sides"),
    "review_reported": _("Words that are not right"),
    "written": _("An answer to the coordination"),
    "unread": _("A message without a sender"),
    "two_of_one": _("Two people, one phone"),
    "credentials": _("Messages do not go out: we are refused"),
}


def case_kind(code: str) -> Message:
    """What a case is about, in a few words."""
    if (flagged := flagged_kind(code)) is not None:
        return flagged
    head, _sep, reason = code.partition("_")
    if head == "danger" and reason:
        return danger_kind(reason)
    if head == "disputed" and reason:
        about = REASONS.get(reason, _("No answer"))
        return _("They do not agree: {reason}", reason=about)
    return _KINDS.get(code, _("A message did not arrive"))


def case_line(card: CaseCard) -> Message:
    """One case in a list."""
    values: dict[str, Value] = {
        "case": Code(str(card.id)),
        "kind": case_kind(card.code),
        "organisation": card.organisation or "…",
        "since": Moment(card.since),
    }
    if card.number is None:
        return _("{case}: {kind}. {organisation}, since {since}", **values)
    number = Code(str(card.number))
    return _("{case}: {kind}. {organisation}, exchange {number}, since {since}", number=number, **values)


def case_card(card: CaseCard, hours: tuple[Message, ...] = ()) -> Screen:
    """One case in full, with what each side says of the `hours`. The words in it are sealed until the worker writes
    them out.
    """
    told = card.danger
    lines = [*danger_lines(card, told)] if told else [case_line(card)]
    if card.code == "credentials":
        lines.append(_("Whoever runs this server finds out why with: {command}", command=Code("python -m bot doctor")))
    if card.number is not None:
        number = Code(str(card.number))
        between = _(
            "Exchange {number}: {receiver} receives, {provider} gives.",
            number=number,
            receiver=card.receiver,
            provider=card.provider,
        )
        lines += (between, *hours)
    lines += taken_line(card)
    lines += flag_lines(card.flag) if card.flag else ()
    alarm = told.alarm if told else None
    lines += (words_line(one) for one in card.words if one != alarm)
    read = f"x:{card.exchange_id}:{card.version}:read"
    said = (Option(read, _("What they wrote")),) if card.said else ()
    files = (Option(f"x:{card.exchange_id}:0:files", FILES),) if card.files else ()
    opinions = (Option(f"x:{card.exchange_id}:0:opin", OPINIONS),) if card.code == "review_reported" else ()
    answer = (Option(f"c:{card.id}:answer", _("Answer")),) if card.answerable else ()
    pin = (Option(f"c:{card.id}:pin", _("Remove their PIN")),) if card.wrong_pins is not None else ()
    earlier = (Option(f"c:{card.id}:{card.words[0].id}", _("Earlier ones")),) if card.earlier else ()
    close = () if card.flag else (Option(f"c:{card.id}:done", _("Close the case")),)
    judge = flag_options(card)
    decided = () if card.flag else _decisions(card)
    past = (Option(f"x:{card.exchange_id}:{card.version}:past", PAST),) if card.state == "disputed" else ()
    phrases, take = first_phrases(card), take_options(card)
    options = (
        (*phrases, *answer, *take, *close, *earlier, *pin, MENU)
        if told
        else (*judge, *answer, *opinions, *decided, *said, *files, *pin, *close, *take, *earlier, *past, MENU)
    )
    return Screen(tuple(lines), options, foreign=told.lang if told else "")


def _decisions(card: CaseCard) -> tuple[Option, ...]:
    about = Decided(card.exchange_id or 0, card.version, card.state, card.hours_moved, card.excused)
    return decisions(about)


PAST = _("What happened so far")


class Decided(NamedTuple):
    """As much of an exchange as says what may be decided about it."""

    id: int
    version: int
    state: str
    hours_moved: bool
    excused: bool


def decisions(card: Decided) -> tuple[Option, ...]:
    """What a coordinator of neither side may decide about the exchange as it stands."""
    verbs: list[tuple[str, Message]] = []
    if card.state == "disputed":
        verbs.append(("decide", _("Decide the hours")))
    if card.state == "overdue" or (card.state == "disputed" and not card.hours_moved):
        verbs.append(("no_show", _("Who did not come?")))
    if card.state in BROKEN and not card.excused:
        verbs.append(("excuse", _("Excuse it")))
    if card.state in COMPLETED and card.hours_moved:
        verbs.append(("undo", _("Give the hours back")))
    return tuple(Option(f"x:{card.id}:{card.version}:{verb}", label) for verb, label in verbs)
