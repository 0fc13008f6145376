"""What a coordinator's words do: let an organisation in or not, send a request on, decide hours, read the figures.

Nothing is decided by words alone: the card comes with that choice first, or the question that asks once more.
"""

from __future__ import annotations

from bot.cards import coordinating
from bot.cards.choices import pointed_at
from bot.cards.queue import coordinate
from bot.cards.report import hub_report
from bot.conversation.buttons import act as pressed
from bot.conversation.buttons.act import Act, opens
from bot.conversation.heard import Heard
from bot.conversation.settling import hours_meant
from bot.dialogue.gate import may_press
from bot.dialogue.policy import Choice
from bot.dialogue.situation import Situation
from bot.understand.alike import stems, told_apart
from bot.understanding.spans import best
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.reports.periods import codes

_SPAN = 0.4
_FIGURES = "this month"


def admit(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The organisation that waits and is named, is shown, or is the only one, with that choice first."""
    if not look.me.coordinates:
        return None
    waiting = {card.id: card.name for card in look.waiting()}
    at = told_apart(heard.text, list(waiting.values()), look.me.lang)
    shown = situation.focus.id if situation.focus and situation.focus.kind == "organisation" else 0
    if at is not None:
        id = list(waiting)[at]
    elif shown in waiting or len(waiting) == 1:
        id = shown if shown in waiting else next(iter(waiting))
    else:
        return opens(coordinate(look)) if waiting else None
    verb = choice.row.what
    found = pressed(look, situation.choices.get(verb, "")) if shown == id else None
    if found and may_press(choice, situation, heard, found):
        return found
    page = coordinating.organisation(look, id)
    if page is None:
        return None
    verbs = (one.id.rpartition(":")[2] for one in page.options if _does(one.id, verb))
    return opens(pointed_at(page, *verbs))


def _does(payload: str, verb: str) -> bool:
    """Whether a choice lets in ("yes", or as what it is), or does not ("no")."""
    said = payload.rpartition(":")[2]
    return said == verb or (verb == "yes" and said.startswith("in_"))


def forward(_choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The request on the screen, that is named, or the only one that nobody fits, to whom they name."""
    if not look.me.coordinates:
        return None
    id = situation.focus.id if situation.focus and situation.focus.kind == "listing" else _open_request(heard, look)
    if not id:
        return None
    may = look.may_be_asked(id)
    at = told_apart(heard.text, [name for _id, name in may], look.me.lang)
    if at is not None:
        return Act(flow=f"forward/{id}", hints={"to": "=" + may[at][1]})
    named = best(heard.text, situation.screen, "org")
    known = named and named.probability >= _SPAN and look.may_be_asked(id, named.text)
    return Act(flow=f"forward/{id}", hints={"to": "=" + named.text} if named and known else {})


def _open_request(heard: Heard, look: Look) -> int:
    needs = look.hub_needs()
    said = stems(heard.text)
    named = [card for card in needs if said & stems(card.what)]
    alone = [card for card in (named or needs) if card.alone] or named or needs
    return alone[0].id if len(alone) == 1 else 0


def decide(_choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The question how many hours are right, with those that they name, of the exchange on the screen or the only one
    on which two do not agree.
    """
    card = _disagreed(situation, look)
    if card is None or card.mine or not look.me.coordinates:
        return None
    meant = hours_meant(heard, card.minutes or 0)
    minutes = heard.minutes() or heard.last_number_of_hours() if meant is None else meant
    hints = {"hours": str(minutes)} if isinstance(minutes, int) else {}
    return Act(flow=f"decide/{card.id}/{card.version}", hints=hints)


def _disagreed(situation: Situation, look: Look) -> ExchangeCard | None:
    focus = situation.focus
    if focus and focus.kind == "exchange":
        return look.exchange(focus.id)
    numbers = {card.number for card in look.queue() if card.kind in ("exchange", "case") and card.number}
    found = [card for number in numbers if (card := look.exchange_by_number(number)) and card.state == "disputed"]
    return found[0] if len(found) == 1 else None


def figures(_choice: Choice, _situation: Situation, _heard: Heard, look: Look) -> Act | None:
    """How the network did this month, with other periods and the page from which a donor's file is made."""
    if not look.me.coordinates:
        return None
    return opens(hub_report(look, codes(look.today)[_FIGURES]))
