"""How a case looks to the coordinator who reads it: what it is about, what was written, what can be done."""

from __future__ import annotations

from typing import NamedTuple

from bot.cards.listing import FILES, MENU, OPINIONS
from bot.cards.shift import take_options, taken_line
from bot.cards.trouble import REASONS
from core.exchange_states import BROKEN, COMPLETED
from core.look.coordinators import CaseCard, CaseWords
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
    "going_round": _("Hours that go round and come back"),
    "gathered": _("First hours given on to one"),
    "same_people": _("Somebody acts for both sides"),
    "review_reported": _("Words that are not right"),
    "credentials": _("Messages do not go out: we are refused"),
}


def case_kind(code: str) -> Message:
    """What a case is about, in a few words."""
    head, _sep, reason = code.partition("_")
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


def case_card(card: CaseCard) -> Screen:
    """One case in full. The words in it are sealed until the worker writes them out."""
    lines = [case_line(card)]
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
        lines.append(between)
    lines += taken_line(card)
    lines += map(_case_words, card.words)
    read = f"x:{card.exchange_id}:{card.version}:read"
    said = (Option(read, _("What they wrote")),) if card.said else ()
    files = (Option(f"x:{card.exchange_id}:0:files", FILES),) if card.files else ()
    opinions = (Option(f"x:{card.exchange_id}:0:opin", OPINIONS),) if card.code == "review_reported" else ()
    answer = (Option(f"c:{card.id}:answer", _("Answer")),) if card.answerable else ()
    pin = (Option(f"c:{card.id}:pin", _("Remove their PIN")),) if card.wrong_pins is not None else ()
    earlier = (Option(f"c:{card.id}:{card.words[0].id}", _("Earlier ones")),) if card.earlier else ()
    close = Option(f"c:{card.id}:done", _("Close the case"))
    past = (Option(f"x:{card.exchange_id}:{card.version}:past", PAST),) if card.state == "disputed" else ()
    return Screen(
        tuple(lines),
        (*answer, *opinions, *_decisions(card), *said, *files, *pin, close, *take_options(card), *earlier, *past, MENU),
    )


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


def _case_words(one: CaseWords) -> Message:
    if one.ours:
        return _("{day}, coordination: {text}", day=Moment(one.at), text=one.words)
    return _("{day}, they wrote: {text}", day=Moment(one.at), text=one.words)
