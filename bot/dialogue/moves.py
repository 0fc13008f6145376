"""What does a chosen move come to? A choice pressed, a card with that choice first, or a conversation to begin."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from bot.cards import pages, single, statement
from bot.cards.choices import pointed_at, pointed_of
from bot.cards.undo import VERBS, gave_lately, undoing
from bot.conversation.arrival import own_name
from bot.conversation.as_a_gift import as_a_gift
from bot.conversation.at_its_hour import TERMS
from bot.conversation.buttons import act as pressed
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.conversation.partner import partner_now, under_way
from bot.conversation.settling import hours_meant
from bot.conversation.to_partner import beside_terms, passed_on
from bot.conversation.which import NOT_CONFIRMED
from bot.dialogue import coordination, listings
from bot.dialogue.gate import may_press
from bot.dialogue.policy import Choice, choose, harmless, row_of
from bot.dialogue.readings import YES, readings
from bot.dialogue.situation import GIVEN, PERSON, Situation, choices_of, of_exchange, of_listing
from bot.dialogue.slots import slots_named
from bot.dialogue.terms import asked_for, named_beside, names_others, rated
from bot.engine import State
from bot.flows import PREFILLS
from bot.flows.donate import FUND
from bot.flows.prefill import Said
from bot.questions import UNSURE
from bot.understand.alike import named_among, stems
from bot.understand.calendar.periods import period_in
from bot.understand.of_coordination import complains_of_coordination
from bot.understand.passed import for_others
from bot.understand.passing_on import words_for_them
from bot.understanding import likely
from bot.understanding.acts import acts
from bot.understanding.presenting import written_large
from bot.understanding.spans import Found, spans
from core.commands import CallHuman
from core.commands.team import NameMe
from core.exchange_states import AGREED, ONGOING
from core.look import Look, is_id
from core.look.exchanges import ExchangeCard
from core.messages import Message, Screen, _
from core.text.normal import digits, skeleton

_WHICH, _IT_WAITS = _("Which one?"), _("All right. It waits for your answer.")
_WISH = 5  # words that say no more than that somebody wants to write
_DONE, _ANEW, _CANNOT, _OTHER_DAY, _SORRY = "report_done", "again", "cannot_come", "reschedule", "apologise"
_EXCUSES = frozenset((_CANNOT, _SORRY, "decline"))
_ALSO_SORRY, _AGREED_ON = 0.1, "agreed"
_CLAUSE = re.compile(r"[^,.;:!?¡¿،؛؟\n]+")
"""How likely words that ask for another day have to be an apology, too, for the other side to read them."""
_SURE_ENOUGH = 2.0
"""Expected cost up to which a question that asks once more is begun, and not the card shown with it first."""
_HOW_OFTEN, _DAILY = "wish", "alerts_daily"
_NUMBER = re.compile(r"(?<!\d)\d{4,6}(?!\d)", re.ASCII)
_BARE = 3  # words
_CHOOSES_ONLY = 5  # words that say no more than which of a list is meant
_OF_THE_SHOWN = frozenset(("accept", "affirm", "decline", "deny", "counter_hours", "counter_day"))
"""Acts that answer the card on the screen, unless their words name another one that waits for the same answer."""
_TOLD_ONCE = frozenset((_CANNOT, "report_absent"))
"""What begins a question that shows the words and asks before it does anything: nobody tells it twice."""
_SETTLES, _REVIEWS = frozenset(("ok", "late")), "rev"
_ANSWERS = frozenset(("prop", "acc", "terms"))
_ANSWERING, _CHOOSES = frozenset(("accept", "affirm", "decline", "deny")), 0.7
"""Acts that answer what a list shows, and how sure it is then that the only one on it is meant."""
_AGREES = {"prop": "terms", "acc": "terms", "dayok": "day", "hrsok": "amend", "fig": "nofig", "same": "sugg"}
"""Choices that agree to what stands on the card, and to nothing beside it, and those for other terms."""
_PLACE, _ASKING = re.compile(r"\{(\w+)\}"), frozenset("?؟")
_Resolve = Callable[[Choice, Situation, Heard, Look], Act | None]


def resolve(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """What to do; None where it cannot be done here, as the thing that it is about is not there."""
    made = _MOVES.get(choice.row.move)
    return made(choice, situation, heard, look) if made else None


def _page(choice: Choice, _situation: Situation, heard: Heard, look: Look) -> Act | None:
    does, _bar, shows = choice.row.what.partition("|")
    return pressed(look, shows if shows and (heard.asks_something() or not _ASKING.isdisjoint(heard.text)) else does)


def _exchange(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The card on the screen, or the one of theirs that has this choice; of several they choose.

    What is said of a card that shows it all is done (`may_press` says when); else it is opened with that first.
    `what` may name several choices, divided by |, each with the one for other hours behind +.
    """
    shown, act = _card_named(heard, look) or _card_shown(situation, look), choice.reading.act
    other = _card_told(shown, heard, look)
    if other and (act not in _OF_THE_SHOWN or _may_answer(choice, other, look)):
        shown = other
    if act == _DONE and "not_yet" in heard.told().sure:
        return None  # "one hour today, the other tomorrow" ends nothing
    if shown and act in YES and (countered := _countered(choice, shown, heard, look)):
        choice, act = countered, countered.reading.act
    if shown and choice.row.what.removesuffix("!") in _ANSWERS and (gift := as_a_gift(heard, look, shown)):
        return gift
    for way in map(_way, choice.row.what.split("|")):
        slots = named_beside(heard, look, act, shown) if shown else {}
        here = shown is not None and shown == _card_shown(situation, look)
        found = _pressed(way, shown, _choices_now(situation, shown, look), slots, look) if shown and here else None
        early = shown is not None and way.verb in _SETTLES and _may_mean_the_message(heard, shown, look)
        early = early or (act in YES and _points_elsewhere(way, situation, look))
        others = shown is not None and way.verb in _AGREES and names_others(heard, look, asked_for(shown) or shown)
        if shown and found and not (early or others) and may_press(choice, situation, heard, found):
            return _then_rated(_filled(way, found, shown, _Told(choice, heard, look), slots), way, shown, heard)
        lapsed = [card] if (card := look.lapsed_lately()) else []  # of what is over, only that can be chosen
        known = look.my_exchanges() if way.verb != _ANEW else lapsed
        cards = [card for card in known if way.hidden or way.verb in choices_of(_card(look, card))]
        cards = [card for card in cards if shown and card.id == shown.id] or cards
        if len(cards) > 1:
            return Act(page=pages.among(_WHICH, cards), opens=True)
        if cards:
            slots = named_beside(heard, look, act, cards[0])
            found = _pressed(way, cards[0], choices_of(_card(look, cards[0])), slots, look)
            sure = choice.cost < _SURE_ENOUGH or bool(slots) or act in _TOLD_ONCE
            asks = found is not None and bool(found.flow) and sure
            told = _Told(choice, heard, look)
            meant = _AGREES[way.verb] if others else way.verb
            opened = _filled(way, found, cards[0], told, slots) if found and asks else _first(look, cards[0], meant)
            return _then_rated(opened, way, cards[0], heard)
    agrees = act in YES and situation.screen == _AGREED_ON and len(heard.text.split()) > _BARE
    return _relay(choice, situation, heard, look) if agrees else None  # "see you on Friday then"


def _may_answer(choice: Choice, card: ExchangeCard, look: Look) -> bool:
    """Whether that card, too, has a choice that is meant: "not that one, the other, the tuning"."""
    ways = {_way(said).verb for said in choice.row.what.split("|")}
    return not ways.isdisjoint(choices_of(_card(look, card)))


def _countered(choice: Choice, card: ExchangeCard, heard: Heard, look: Look) -> Choice | None:
    """The proposal of other terms, where words that say yes name others than the card; None where they do not."""
    wanted, agrees = asked_for(card), choice.row.what.partition("|")[0] in _AGREES
    if not agrees or (wanted and wanted.due_on == card.due_on) or not names_others(heard, look, wanted or card):
        return None
    act, what = (_OTHER_DAY, "day") if wanted else ("counter_day", "terms")
    said = named_beside(heard, look, act, card)
    if {"hours", "by"}.isdisjoint(said):
        return None
    act = act if wanted or "by" in said else "counter_hours"
    return choice._replace(row=replace(choice.row, what=what), reading=choice.reading._replace(act=act))


def _choose(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """One of the list on the screen, opened; an answer to an exchange on it is given where that asks once more, or
    nobody is held to it: else its card comes with that choice first.
    """
    act = choice.reading.act
    payload = listings.chosen(situation, heard, look, only=choice.sure >= _CHOOSES)
    kind, id, *_rest = (*payload.split(":"), "")
    card = look.exchange(int(id)) if kind == "x" and is_id(id) else None
    there = of_exchange(situation, card, choices_of(_card(look, card))) if card and card.mine else None
    row = row_of(there, act) if there and act in _ANSWERING else None
    if card is None or there is None or row is None or row.move != "exchange":
        opened = pressed(look, payload)
        return _taken(opened, payload, situation, heard, look) or opened
    answered = choice._replace(row=row)
    if harmless(answered):
        return _exchange(answered, there, heard, look)
    return _first(look, card, _way(row.what.partition("|")[0]).verb)


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


def _rate(_choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """Stars for what is named, for what is shown, or for the only one that is to be confirmed or reviewed: the question
    how it was; of what is not confirmed its card, with the choice that says so, and that question after it.
    """
    shown = _card_shown(situation, look)
    named = _card_named(heard, look) or _card_told(shown, heard, look) or shown
    cards = [named] if named else [card for card in look.my_exchanges() if _may_rate(card, look)]
    if len(cards) > 1:
        return Act(page=pages.among(_WHICH, cards), opens=True)
    if not cards:
        return None
    if _REVIEWS in choices_of(_card(look, cards[0])):
        return Act(flow=_review(cards[0], heard).flow, hints=rated(heard))
    page = pointed_at(line(NOT_CONFIRMED, _card(look, cards[0])), "ok")
    return Act(page=page, opens=True, then=_review(cards[0], heard))


def _may_rate(card: ExchangeCard, look: Look) -> bool:
    return not choices_of(_card(look, card)).keys().isdisjoint((_REVIEWS, "ok"))


def _then_rated(found: Act, way: _Way, card: ExchangeCard, heard: Heard) -> Act:
    """The same; how it was is asked after it, where the words that confirm it plainly give stars: other numbers are
    hours, or people.
    """
    stars = heard.stars() if way.verb in _SETTLES else None
    if stars is None or heard.minutes_of(card.minutes) == stars * 60:
        return found
    return replace(found, then=_review(card, heard))


def _review(card: ExchangeCard, heard: Heard) -> State:
    return State(f"review/{card.id}", hints=rated(heard))


def _may_mean_the_message(heard: Heard, card: ExchangeCard, look: Look) -> bool:
    """Whether "received", "bien reçu" may say that they have read what was agreed: the agreed day is still to come, the
    other side has not said that it is done, and a few words tell no more. Hours move then when their button says so.
    """
    day = card.due_on
    ahead = day is not None and date.fromisoformat(day) > look.today
    return ahead and card.delivered_minutes is None and len(heard.text.split()) <= _BARE


def _points_elsewhere(way: _Way, situation: Situation, look: Look) -> bool:
    """Whether the card on the screen says that another choice was meant, which a yes behind it may be for."""
    shown = look.whole(situation.message)
    return shown is not None and pointed_of(shown) not in ("", way.verb)


def _again(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """More of what was completed: of what is shown, else of what they name, else of the last one; nothing is proposed
    before they say yes to the terms.
    """
    verb, shown = choice.row.what, _card_shown(situation, look)
    cards = {card.id: card for card in (*([shown] if shown else []), *look.my_exchanges(), *look.completed_lately())}
    able = [card for card in cards.values() if card.mine and verb in choices_of(_card(look, card))]
    said = stems(heard.text)
    shared = {card.id: len(said & (stems(heard.said(card.what)) | stems(heard.said(card.other)))) for card in able}
    most = max(shared.values(), default=0)
    found = [card for card in able if shared[card.id] == most]
    found = [card for card in found if shown and card.id == shown.id] or found
    if len(found) > 1:
        return Act(page=pages.among(_WHICH, found), opens=True)
    more = pressed(look, choices_of(_card(look, found[0]))[verb]) if found else None
    return with_slots(more, slots_of(heard))


class _Told(NamedTuple):
    """What words were chosen to mean, and whose they are."""

    choice: Choice
    heard: Heard
    look: Look


class _Way(NamedTuple):
    """A choice of a card as a row names it."""

    verb: str
    timed: str = ""  # the choice in its place where other hours are named
    hints: tuple[tuple[str, str], ...] = ()
    hidden: bool = False  # it may be chosen though the card does not show it


def _way(said: str) -> _Way:
    named, _sign, hints = said.partition("?")
    verb, _plus, timed = named.partition("+")
    pairs = tuple((key, value) for key, _is, value in (pair.partition("=") for pair in hints.split("&") if pair))
    return _Way(verb.removesuffix("!"), timed, pairs, verb.endswith("!"))


def _pressed(
    way: _Way, card: ExchangeCard, choices: Mapping[str, str], slots: dict[str, str], look: Look
) -> Act | None:
    """What the choice comes to; None where this card has none."""
    if way.timed in choices and "hours" in slots and slots["hours"] != str(card.minutes):
        return pressed(look, choices[way.timed])
    if way.hidden:
        return pressed(look, f"x:{card.id}:{card.version}:{way.verb}")
    return pressed(look, choices[way.verb]) if way.verb in choices else None


def _filled(way: _Way, found: Act, card: ExchangeCard, told: _Told, slots: dict[str, str]) -> Act:
    """The same with what the words named, where it begins a conversation that may ask for it.

    Of other terms only what the words are about is asked: the rest stays as it is on the card.
    """
    if not found.flow:
        return found
    choice, heard, look = told
    act, counter = choice.reading.act, found.flow.partition("/")[0] == "counter"
    excused = act == _OTHER_DAY and _is_excused(choice, heard.text)
    stays = {"hours": str(card.minutes or ""), "by": card.due_on or ""} if counter else {}
    about = {"by" if slot == "day" else slot for slot in acts()[act].slots}
    if "what" in slots and card.due_on and found.flow.partition("/")[0] in TERMS:
        slots = {"by": card.due_on, **slots}  # another time of that day
    kept = {key: value for key, value in stays.items() if key not in about}
    story = {**dict(way.hints), "text": heard.text, "unasked": "yes"} if way.hints else {}
    if "reason" in story and (reason := heard.went_wrong()):
        story["reason"] = reason
    hints = {key: value for key, value in {**found.hints, **kept, **slots, **story}.items() if value}
    if act == _CANNOT or (act == "decline" and way.verb == "cancel"):  # "on Thursday we cannot", of what is agreed
        by = slots.get("by", "")
        named = {"named": by, "by": by} if by else {}
        return replace(found, flow=f"{_CANNOT}/{card.id}/{card.version}", hints={**named, **_excuse(heard, look)})
    if excused and not counter:
        hints |= _excuse(heard, look)
    return replace(found, hints=hints, lines=(*found.lines, *(beside_terms(heard, card, hints) if counter else ())))


def _is_excused(choice: Choice, text: str) -> bool:
    """Whether the words also say sorry or why: as a whole, or in one of their clauses."""
    if sum(one.probability for one in choice.readings if one.act in _EXCUSES) >= _ALSO_SORRY:
        return True
    clauses = [part for part in _CLAUSE.findall(text) if len(part.split()) > 1]
    return len(clauses) > 1 and any(likely(part, _AGREED_ON)[0][0] in _EXCUSES for part in clauses)


def _excuse(heard: Heard, look: Look) -> dict[str, str]:
    """What who cannot come says to the other side, where it is more than that: all of it, unless they say what to tell
    and it is most of it ("we are ill, we cannot come, tell them we are sorry" tells why, too).
    """
    told, whole = words_for_them(heard.text), heard.text
    size = len(whole.split())
    words = told if 2 * len(told.split()) >= size else whole if size > _WISH else ""
    return {"words": f"{heard.again(words).language()} {look.seal(words)}"} if words else {}


def _card_shown(situation: Situation, look: Look) -> ExchangeCard | None:
    focus = situation.focus
    return look.exchange(focus.id) if focus and focus.kind == "exchange" else None


def _card_told(shown: ExchangeCard | None, heard: Heard, look: Look) -> ExchangeCard | None:
    """The one exchange of which the words name what it is about, or with whom: "those of the parish did not come"; None
    where they name what is shown, none, or several.
    """
    open_now = [card for card in look.my_exchanges() if card.state in ONGOING]
    labels = [f"{heard.said(card.what)} {heard.said(card.other) if card.state in AGREED else ''}" for card in open_now]
    found = [open_now[at] for at in named_among(heard.text, labels, look.me.lang)]
    return found[0] if len(found) == 1 and not (shown and shown.id == found[0].id) else None


def _card_named(heard: Heard, look: Look) -> ExchangeCard | None:
    """The exchange of theirs whose number stands in the words."""
    found = (look.exchange_by_number(int(number)) for number in _NUMBER.findall(digits(heard.text)))
    return next((card for card in found if card and card.mine), None)


def _relay(_choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The words, shown once, for the other side of the exchange on the screen, or of the only one that is under way;
    behind "tell them" what they tell. A few that only say that they want to write bring the question for them. Where
    nobody can write before it is proposed, that is said above the card.
    """
    card, write = _card_shown(situation, look) or partner_now(look) or under_way(look), situation.choices.get("write")
    if card and card.may_write and write and _only_wants_to_write(heard):
        return pressed(look, write)
    return passed_on(heard, look, card, _to_tell(heard.text)) if card else None


def _to_tell(text: str) -> str:
    """What of the words is for the other side; '' for all of them."""
    told = for_others(text, "tell_partner").words or words_for_them(text)
    return told if skeleton(told) != skeleton(text) else ""


def _only_wants_to_write(heard: Heard) -> bool:
    few = len(heard.text.split()) <= _WISH
    return few and heard.understood().intent == "write_partner" and not words_for_them(heard.text)


def _card_again(_choice: Choice, situation: Situation, _heard: Heard, look: Look) -> Act | None:
    """The card on the screen, or of the only exchange that is under way, as it stands."""
    card = _card_shown(situation, look) or partner_now(look)
    return Act(page=_card(look, card), opens=True) if card else None


def _figure(_choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The question which hours are right, with those that they name; where the other side has named just these, its
    card with the choice that agrees first.
    """
    card = _card_shown(situation, look)
    if card is None or card.state != "disputed" or not card.mine:
        return None
    named = int(card.wish_value) if card.wish == "figure" and card.wish_value and not card.wish_is_mine else None
    minutes = hours_meant(heard, card.minutes or 0)
    if minutes is None or minutes == named:
        return _first(look, card, "sugg" if minutes is None else "same")
    return Act(flow=f"figure/{card.id}/{card.version}", hints={"hours": str(minutes)})


def _waits(_choice: Choice, situation: Situation, _heard: Heard, look: Look) -> Act | None:
    """The card on the screen, or of the only exchange under way, which waits for an answer."""
    card = _card_shown(situation, look) or partner_now(look)
    return Act(page=line(_IT_WAITS, _card(look, card)), opens=True) if card else None


def _first(look: Look, card: ExchangeCard, verb: str) -> Act:
    return Act(page=pointed_at(_card(look, card), verb), opens=True)


def _card(look: Look, card: ExchangeCard) -> Screen:
    return single.exchange(look, card.id) or Screen(())


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
    "exchange": _exchange,
    "again": _again,
    "rate": _rate,
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
    "relay": _relay,
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


def _choices_now(situation: Situation, card: ExchangeCard, look: Look) -> Mapping[str, str]:
    """What each choice of the card on the screen does now.

    Where the exchange has moved on since, those that are still there do, if what they are about is what was agreed:
    the other side has said meanwhile that it is done.
    """
    versions = {payload.split(":")[2] for payload in situation.choices.values()} - {"0"}
    if versions <= {str(card.version)}:
        return situation.choices
    same = card.state in AGREED and card.delivered_minutes in (None, card.minutes)
    now = choices_of(_card(look, card))
    return {verb: payload for verb, payload in now.items() if verb in situation.choices} if same else {}


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


def line(words: Message, page: Screen) -> Screen:
    """A page with a line above it."""
    return replace(page, lines=(words, *page.lines))
