"""What does a chosen move come to? A choice pressed, a card with that choice first, or a conversation to begin."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.cards import pages, single, statement
from bot.cards.undo import VERBS, gave_lately, undoing
from bot.conversation.arrival import own_name
from bot.conversation.buttons import act as pressed
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.conversation.partner import partner_now
from bot.conversation.settling import hours_meant
from bot.dialogue import coordination, listings, on_card
from bot.dialogue.gate import may_press
from bot.dialogue.on_card import WHICH, card_shown, opened_at, page_of, with_line
from bot.dialogue.policy import Choice, choose, harmless, row_of
from bot.dialogue.readings import readings
from bot.dialogue.situation import GIVEN, PERSON, Situation, choices_of, of_exchange, of_listing
from bot.dialogue.slots import slots_named
from bot.dialogue.terms import rated
from bot.flows import PREFILLS
from bot.flows.donate import FUND
from bot.flows.prefill import Said
from bot.questions import UNSURE
from bot.understand.alike import stems
from bot.understand.calendar.periods import period_in
from bot.understand.of_coordination import complains_of_coordination
from bot.understanding.acts import acts
from bot.understanding.presenting import written_large
from bot.understanding.spans import Found, spans
from core.commands import CallHuman
from core.commands.team import NameMe
from core.look import Look, is_id
from core.messages import _
from core.text.normal import skeleton

_IT_WAITS = _("All right. It waits for your answer.")
_HOW_OFTEN, _DAILY = "wish", "alerts_daily"
_CHOOSES_ONLY = 5  # words that say no more than which of a list is meant
_ANSWERING, _CHOOSES = frozenset(("accept", "affirm", "decline", "deny")), 0.7
"""Acts that answer what a list shows, and how sure it is then that the only one on it is meant."""
_PLACE, _ASKING = re.compile(r"\{(\w+)\}"), frozenset("?؟")
_Resolve = Callable[[Choice, Situation, Heard, Look], Act | None]


def resolve(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """What to do; None where it cannot be done here, as the thing that it is about is not there."""
    made = _MOVES.get(choice.row.move)
    return made(choice, situation, heard, look) if made else None


def _page(choice: Choice, _situation: Situation, heard: Heard, look: Look) -> Act | None:
    does, _bar, shows = choice.row.what.partition("|")
    return pressed(look, shows if shows and (heard.asks_something() or not _ASKING.isdisjoint(heard.text)) else does)


def _choose(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """One of the list on the screen, opened; an answer to an exchange on it is given where that asks once more, or
    nobody is held to it: else its card comes with that choice first.
    """
    act = choice.reading.act
    payload = listings.chosen(situation, heard, look, only=choice.sure >= _CHOOSES)
    kind, id, *_rest = (*payload.split(":"), "")
    card = look.exchange(int(id)) if kind == "x" and is_id(id) else None
    there = of_exchange(situation, card, choices_of(page_of(look, card))) if card and card.mine else None
    row = row_of(there, act) if there and act in _ANSWERING else None
    if card is None or there is None or row is None or row.move != "exchange":
        opened = pressed(look, payload)
        return _taken(opened, payload, situation, heard, look) or opened
    answered = choice._replace(row=row)
    if harmless(answered):
        return on_card.answer(answered, there, heard, look)
    return opened_at(look, card, on_card.way_of(row.what.partition("|")[0]).verb)


def _taken(opened: Act | None, payload: str, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """What the words that choose a listing of others also say to it, where it is only shown before it is sent: "that
    one, two hours of it on Saturday"; None where they only choose it.
    """
    page = opened.page if opened else None
    if page is None or len(heard.text.split()) <= _CHOOSES_ONLY:
        return None
    there = of_listing(situation, payload, page, look)
    choice = choose(there, readings(heard.text, there)) if there else None
    return listings.take(choice, there, heard, look) if there and choice and choice.row.move == "take" else None


def _again(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """More of what was completed: of what is shown, else of what they name, else of the last one; nothing is proposed
    before they say yes to the terms.
    """
    verb, shown = choice.row.what, card_shown(situation, look)
    cards = {card.id: card for card in (*([shown] if shown else []), *look.my_exchanges(), *look.completed_lately())}
    able = [card for card in cards.values() if card.mine and verb in choices_of(page_of(look, card))]
    said = stems(heard.text)
    shared = {card.id: len(said & (stems(heard.said(card.what)) | stems(heard.said(card.other)))) for card in able}
    most = max(shared.values(), default=0)
    found = [card for card in able if shared[card.id] == most]
    found = [card for card in found if shown and card.id == shown.id] or found
    if len(found) > 1:
        return Act(page=pages.among(WHICH, found), opens=True)
    more = pressed(look, choices_of(page_of(look, found[0]))[verb]) if found else None
    return with_slots(more, slots_of(heard))


def _card_again(_choice: Choice, situation: Situation, _heard: Heard, look: Look) -> Act | None:
    """The card on the screen, or of the only exchange that is under way, as it stands."""
    card = card_shown(situation, look) or partner_now(look)
    return Act(page=page_of(look, card), opens=True) if card else None


def _figure(_choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The question which hours are right, with those that they name; where the other side has named just these, its
    card with the choice that agrees first.
    """
    card = card_shown(situation, look)
    if card is None or card.state != "disputed" or not card.mine:
        return None
    named = int(card.wish_value) if card.wish == "figure" and card.wish_value and not card.wish_is_mine else None
    minutes = hours_meant(heard, card.minutes or 0)
    if minutes is None or minutes == named:
        return opened_at(look, card, "sugg" if minutes is None else "same")
    return Act(flow=f"figure/{card.id}/{card.version}", hints={"hours": str(minutes)})


def _waits(_choice: Choice, situation: Situation, _heard: Heard, look: Look) -> Act | None:
    """The card on the screen, or of the only exchange under way, which waits for an answer."""
    card = card_shown(situation, look) or partner_now(look)
    return Act(page=with_line(_IT_WAITS, page_of(look, card)), opens=True) if card else None


def _begin(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The first of the row's ways whose places the words fill: a choice of the menus, or a conversation with what they
    say as its answers. Where they are not sure enough to say just that, the last way, which asks.
    """
    ways = choice.row.what.split(" | ")
    if not choice.presses:
        return _begun(ways[-1].split()[0], {}, look)
    shown = situation.focus if situation.focus and situation.focus.kind == PERSON else None
    slots = slots_named(acts()[choice.reading.act].slots, heard, look, situation.screen)
    if situation.asking == _HOW_OFTEN and choice.reading.act == _DAILY:
        slots = {**slots, "often": "digest"}  # asked for it, however it is said
    if shown:  # "take her out" on her card
        slots = {"person": str(shown.id), **slots}
    return next((found for way in ways if (found := _begun(way, slots, look))), None)


def _begun(way: str, slots: Mapping[str, str], look: Look) -> Act | None:
    if not set(_PLACE.findall(way)) <= slots.keys():
        return None
    first, *answers = way.format_map(slots).split()
    if ":" in first:
        return pressed(look, first)
    return Act(flow=first, hints={**dict(answer.split("=") for answer in answers), **slots})


def _own_name(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """What they want to be called, noted where they say it and are sure to; else the question for it. Who asks for
    something or offers it beside that is not done with a name.
    """
    name = own_name(heard.text, situation.screen, only=True)
    if not look.me.organisation_id or ((rest := heard.unnamed()) is not heard and rest.plainly()):
        return None
    return Act(NameMe(look.seal(name))) if name and choice.presses else Act(flow=choice.row.what)


def _call(_choice: Choice, _situation: Situation, heard: Heard, look: Look) -> Act | None:
    """A coordinator is called, with their words; not by who coordinates, nor with a complaint about who does."""
    return None if look.me.coordinates or complains_of_coordination(heard.text) else Act(CallHuman(heard.text))


def _period(choice: Choice, _situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The page, of the stretch of time that the words name where they name one."""
    found = period_in(heard.text, heard.language(), look.today)
    return pressed(look, statement.payload(*found) if found else choice.row.what)


def _undo(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The choice of the thing on the screen that undoes what was done with it; else the page of what was done last.

    In the middle of a question only hours that were given lately are meant: nothing else is undone aside.
    """
    verbs = VERBS.get(situation.focus.kind, ()) if situation.focus else ()
    if choice.reading.act != "undo" and VERBS["gift"][0] in situation.choices:
        return None  # a no to "take them back?"
    shown = next((situation.choices[verb] for verb in verbs if verb in situation.choices), "")
    found = pressed(look, shown) if shown else None
    again = situation.screen == GIVEN and situation.seen and not heard.same  # what is taken back can be given again
    if found and (again or may_press(choice, situation, heard, found)):
        return found
    if not situation.free and not gave_lately(look):
        return None
    if found and situation.focus and situation.focus.kind == "exchange":
        page = single.exchange(look, situation.focus.id)
        return Act(page=undoing("exchange", page), opens=True) if page else None
    return pressed(look, choice.row.what)


_SURE_NAME = 0.9  # that words which name the fund, too, name an organisation


def _prefill(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The conversation with what the words say already."""
    slots = PREFILLS.get(choice.row.what)
    if slots is None:
        return None
    orgs = [one for one in spans(heard.text, situation.screen) if one.kind == "org"]
    recipient = str(heard.understood().slots.get("recipient") or "")
    rather_fund = recipient == FUND and max((one.probability for one in orgs), default=0) < _SURE_NAME
    named = recipient if rather_fund else _recipient(heard.text, orgs, look) or recipient or written_large(heard.text)
    chances = {one.act: one.probability for one in choice.readings}
    slots_said = {**slots_of(heard), **answers_of(heard, "hours", {})}
    told = Said(heard, chances, "" if named == FUND else named, slots_said)
    return Act(flow=choice.row.what, hints=slots(told, look))


def _recipient(text: str, orgs: Sequence[Found], look: Look) -> str:
    """The name of whom hours are for, with all that is written large around it; of several, the words from the first to
    the last, as a list of names finds nobody; '' for none.
    """
    others = [one for one in orgs if skeleton(one.text) != skeleton(look.me.organisation)]
    if not others:
        return ""
    name, large = text[others[0].start : others[-1].end], written_large(text)
    return large if name in large else name


_MOVES: dict[str, _Resolve] = {
    "page": _page,
    "exchange": on_card.answer,
    "again": _again,
    "rate": on_card.rate,
    "listing": listings.own,
    "search": listings.search,
    "choose": _choose,
    "report": listings.report,
    "take": listings.take,
    "admit": coordination.admit,
    "case": coordination.case,
    "queue": coordination.queue,
    "member": coordination.member,
    "forward": coordination.forward,
    "write": coordination.write,
    "takedown": coordination.takedown,
    "decide": coordination.decide,
    "figures": coordination.figures,
    "relay": on_card.relay,
    "card": _card_again,
    "waits": _waits,
    "figure": _figure,
    "begin": _begin,
    "set": _begin,
    "own_name": _own_name,
    "call": _call,
    "period": _period,
    "undo": _undo,
    "prefill": _prefill,
}


def slots_of(heard: Heard) -> dict[str, str]:
    """Hours and day that the words name, as the canonical answers of the questions for them."""
    found: dict[str, str] = {}
    if isinstance(minutes := heard.minutes(), int) and minutes > 0:
        found["hours"] = str(minutes)
    if isinstance(day := heard.day(), date):
        found["by"] = day.isoformat()
    return found


def answers_of(heard: Heard, slot: str, said: Mapping[str, str]) -> dict[str, str]:
    """The canonical values of "hours" and "by" that the words give in answer to the question for one of them, or in the
    place of what was `said`, or "stars text", of which the words alone will do; {} where they do not give the first.
    What they say besides is taken as well.
    """
    if slot.startswith("stars"):
        return rated(heard)
    if slot == "hours" and heard.is_only_a_time():
        return {}
    if slot == "by" and heard.says_any_day() and not isinstance(heard.day(), date):
        return {"by": UNSURE}
    agreed = said.get("hours", "")
    minutes = heard.hours_answered(int(agreed) if agreed.isdecimal() else None) if slot == "hours" else heard.minutes()
    day = heard.day_answered(named=slot == "hours")
    if slot == "by" and (before := said.get("by", "")[:10]) and before[:1].isdecimal():
        others = heard.days_beside(date.fromisoformat(before))[1] - {date.fromisoformat(before)}
        day = next(iter(others)) if len(others) == 1 else day
    found = {"by": day.isoformat()} if day else {}
    if isinstance(minutes, int) and minutes > 0:
        found["hours"] = str(minutes)
    return found if slot in found else {}


def with_slots(found: Act | None, slots: dict[str, str]) -> Act | None:
    """The same with what the words named, where it begins a conversation that may ask for it."""
    return replace(found, hints={**found.hints, **slots}) if found and found.flow else found
