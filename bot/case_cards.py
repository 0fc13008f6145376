"""How a case looks to the coordinator who reads it: what it is about, what was written, what can be done."""

from __future__ import annotations

from bot.cards import MENU
from core.look import CaseCard, CaseWords
from core.messages import Code, Message, Moment, Option, Screen, Value, _

_KINDS = {
    "human": _("Wants to talk to a person"),
    "problem": _("A problem"),
    "figure_refused": _("They do not agree on the hours"),
    "poison": _("A message I could not handle"),
    "code_guessing": _("Many wrong codes"),
}


def case_kind(code: str) -> Message:
    """What a case is about, in a few words."""
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
    if card.number is not None:
        number = Code(str(card.number))
        between = _(
            "Exchange {number}: {receiver} receives, {provider} gives.",
            number=number,
            receiver=card.receiver,
            provider=card.provider,
        )
        lines.append(between)
    lines += map(_case_words, card.words)
    answer = (Option(f"c:{card.id}:answer", _("Answer")),) if card.answerable else ()
    earlier = (Option(f"c:{card.id}:{card.words[0].id}", _("Earlier ones")),) if card.earlier else ()
    return Screen(tuple(lines), (*answer, Option(f"c:{card.id}:done", _("Close the case")), *earlier, MENU))


def _case_words(one: CaseWords) -> Message:
    if one.ours:
        return _("{day}, coordination: {text}", day=Moment(one.at), text=one.words)
    return _("{day}, they wrote: {text}", day=Moment(one.at), text=one.words)
