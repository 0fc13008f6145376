"""What do words about an exchange come to? The choice of its card, done where they say it on that very card; else the
card with that choice first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from bot.cards import pages, single
from bot.cards.choices import pointed_at, pointed_of
from bot.conversation.as_a_gift import as_a_gift
from bot.conversation.at_its_hour import TERMS
from bot.conversation.buttons import act as pressed
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.conversation.partner import partner_now, under_way
from bot.conversation.to_partner import beside_terms, passed_on
from bot.conversation.which import NOT_CONFIRMED
from bot.dialogue.gate import may_press
from bot.dialogue.policy import Choice
from bot.dialogue.readings import YES
from bot.dialogue.situation import Situation, choices_of
from bot.dialogue.terms import asked_for, named_beside, names_others, rated
from bot.engine import State
from bot.understand.alike import named_among
from bot.understand.passed import for_others
from bot.understand.passing_on import words_for_them
from bot.understanding import likely
from bot.understanding.acts import acts
from core.exchange_states import AGREED, ONGOING
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Message, Screen, _
from core.text.normal import digits, skeleton

WHICH = _("Which one?")
_WISH = 5
"""Words that say no more than that somebody wants to write."""
_DONE, _ANEW, _CANNOT, _OTHER_DAY, _SORRY = "report_done", "again", "cannot_come", "reschedule", "apologise"
_EXCUSES = frozenset((_CANNOT, _SORRY, "decline"))
_ALSO_SORRY, _AGREED_ON = 0.1, "agreed"
"""How likely words that ask for another day have to be an apology, too, for the other side to read them."""
_CLAUSE = re.compile(r"[^,.;:!?¡¿،؛؟\n]+")
_SURE_ENOUGH = 2.0
"""Expected cost up to which a question that asks once more is begun, and not the card shown with it first."""
_NUMBER = re.compile(r"(?<!\d)\d{4,6}(?!\d)", re.ASCII)
_BARE = 3  # words
_OF_THE_SHOWN = frozenset(("accept", "affirm", "decline", "deny", "counter_hours", "counter_day"))
"""Acts that answer the card on the screen, unless their words name another one that waits for the same answer."""
_TOLD_ONCE = frozenset((_CANNOT, "report_absent"))
"""What begins a question that shows the words and asks before it does anything: nobody tells it twice."""
_SETTLES, _REVIEWS = frozenset(("ok", "late")), "rev"
_ANSWERS = frozenset(("prop", "acc", "terms"))
_AGREES = {"prop": "terms", "acc": "terms", "dayok": "day", "hrsok": "amend", "fig": "nofig", "same": "sugg"}
"""Choices that agree to what stands on the card, and to nothing beside it, and those for other terms."""


def answer(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """What the choice comes to on the card that is shown or named; of several that have it they choose; None where
    none has it.

    `what` of the row may name several choices, divided by |, each with the one for other hours behind +.
    """
    return _Answer(choice, situation, heard, look).found()


class _Answer:
    """Words that were chosen to mean something on a card, and that card."""

    def __init__(self, choice: Choice, situation: Situation, heard: Heard, look: Look) -> None:
        self._choice, self._situation, self._heard, self._look = choice, situation, heard, look
        self._card = self._meant()
        if self._card and self._act in YES:
            self._choice = self._countered(self._card) or choice

    @property
    def _act(self) -> str:
        return self._choice.reading.act

    def found(self) -> Act | None:
        """The first of the row's ways that a card has."""
        if self._act == _DONE and "not_yet" in self._heard.told().sure:
            return None  # "one hour today, the other tomorrow" ends nothing
        what, card = self._choice.row.what, self._card
        if card and what.removesuffix("!") in _ANSWERS and (gift := as_a_gift(self._heard, self._look, card)):
            return gift
        ways = map(way_of, what.split("|"))
        return (
            next((found for way in ways if (found := self._here(way) or self._shown(way))), None) or self._told_them()
        )

    def _told_them(self) -> Act | None:
        """The words, for the other side, where they only say yes to what is agreed: "see you on Friday then"."""
        agrees = self._act in YES and self._situation.screen == _AGREED_ON and len(self._heard.text.split()) > _BARE
        return relay(self._choice, self._situation, self._heard, self._look) if agrees else None

    def _meant(self) -> ExchangeCard | None:
        """The card that the words name, else the one on the screen."""
        heard, look = self._heard, self._look
        shown = card_named(heard, look) or card_shown(self._situation, look)
        other = card_told(shown, heard, look)
        return other if other and (self._act not in _OF_THE_SHOWN or self._may_answer(other)) else shown

    def _may_answer(self, card: ExchangeCard) -> bool:
        """Whether that card, too, has a choice that is meant: "not that one, the other, the tuning"."""
        ways = {way_of(said).verb for said in self._choice.row.what.split("|")}
        return not ways.isdisjoint(choices_of(page_of(self._look, card)))

    def _countered(self, card: ExchangeCard) -> Choice | None:
        """The proposal of other terms, where words that say yes name others than the card; None where they do not."""
        choice, heard, look = self._choice, self._heard, self._look
        wanted, agrees = asked_for(card), choice.row.what.partition("|")[0] in _AGREES
        if not agrees or (wanted and wanted.due_on == card.due_on) or not names_others(heard, look, wanted or card):
            return None
        act, what = (_OTHER_DAY, "day") if wanted else ("counter_day", "terms")
        said = named_beside(heard, look, act, card)
        if {"hours", "by"}.isdisjoint(said):
            return None
        act = act if wanted or "by" in said else "counter_hours"
        return choice._replace(row=replace(choice.row, what=what), reading=choice.reading._replace(act=act))

    def _here(self, way: Way) -> Act | None:
        """Done, where the words say it on the very card that the screen shows."""
        card, heard, look = self._card, self._heard, self._look
        if card is None or card != card_shown(self._situation, look):
            return None
        slots = self._slots(way, card)
        found = _pressed(way, card, _choices_now(self._situation, card, look), slots, look)
        if found is None or self._is_early(way, card) or self._names_others(way):
            return None
        if not may_press(self._choice, self._situation, heard, found):
            return None
        return _then_rated(self._filled(way, found, card, slots), way, card, heard)

    def _slots(self, way: Way, card: ExchangeCard) -> dict[str, str]:
        """Hours and day that the words name beside the card's; a yes to a report is one: "yes, but it took four"."""
        reports = bool(way.timed) and self._act in YES
        return named_beside(self._heard, self._look, _DONE if reports else self._act, card)

    def _shown(self, way: Way) -> Act | None:
        """The card of the exchange that has the choice, with it first, or the question that it begins."""
        heard, look, cards = self._heard, self._look, self._having(way)
        if len(cards) > 1:
            return Act(page=pages.among(WHICH, cards), opens=True)
        if not cards:
            return None
        slots = self._slots(way, cards[0])
        found = _pressed(way, cards[0], choices_of(page_of(look, cards[0])), slots, look)
        sure = self._choice.cost < _SURE_ENOUGH or bool(slots) or self._act in _TOLD_ONCE
        if found is not None and found.flow and sure:
            return _then_rated(self._filled(way, found, cards[0], slots), way, cards[0], heard)
        meant = _AGREES[way.verb] if self._names_others(way) else way.verb
        return _then_rated(opened_at(look, cards[0], meant), way, cards[0], heard)

    def _having(self, way: Way) -> list[ExchangeCard]:
        """Their cards that have the choice; only the one that is meant where it is among them."""
        lapsed = [card] if (card := self._look.lapsed_lately()) else []  # of what is over, only that can be chosen
        known = self._look.my_exchanges() if way.verb != _ANEW else lapsed
        cards = [card for card in known if way.hidden or way.verb in choices_of(page_of(self._look, card))]
        return [card for card in cards if self._card and card.id == self._card.id] or cards

    def _is_early(self, way: Way, card: ExchangeCard) -> bool:
        """Whether hours would move, or a yes be given, by words that may be about something else."""
        if way.verb in _SETTLES and _may_mean_the_message(self._heard, card, self._look):
            return True
        return self._act in YES and _points_elsewhere(way, self._situation, self._look)

    def _names_others(self, way: Way) -> bool:
        """Whether the choice would agree to other terms than the words name."""
        card = self._card
        if card is None or way.verb not in _AGREES:
            return False
        return names_others(self._heard, self._look, asked_for(card) or card)

    def _filled(self, way: Way, found: Act, card: ExchangeCard, slots: dict[str, str]) -> Act:
        """The same with what the words named, where it begins a conversation that may ask for it."""
        if not found.flow:
            return found
        kind = found.flow.partition("/")[0]
        if "what" in slots and card.due_on and kind in TERMS:
            slots = {"by": card.due_on, **slots}  # another time of that day
        if self._act == _CANNOT or (self._act == "decline" and way.verb == "cancel"):
            return self._cannot(found, card, slots.get("by", ""))
        counter = kind == "counter"
        said = {**found.hints, **(self._staying(card) if counter else {}), **slots, **self._story(way)}
        hints = {key: value for key, value in said.items() if value}
        if counter:
            return replace(found, hints=hints, lines=(*found.lines, *beside_terms(self._heard, card, hints)))
        if self._act == _OTHER_DAY and _is_excused(self._choice, self._heard.text):
            hints |= _excuse(self._heard, self._look)
        return replace(found, hints=hints)

    def _cannot(self, found: Act, card: ExchangeCard, by: str) -> Act:
        """The question who cannot come when, with the excuse: "on Thursday we cannot", of what is agreed."""
        named = {"named": by, "by": by} if by else {}
        hints = {**named, **_excuse(self._heard, self._look)}
        return replace(found, flow=f"{_CANNOT}/{card.id}/{card.version}", hints=hints)

    def _staying(self, card: ExchangeCard) -> dict[str, str]:
        """Of other terms only what the words are about is asked: the rest stays as it is on the card."""
        about = {"by" if slot == "day" else slot for slot in acts()[self._act].slots}
        stays = {"hours": str(card.minutes or ""), "by": card.due_on or ""}
        return {key: value for key, value in stays.items() if key not in about}

    def _story(self, way: Way) -> dict[str, str]:
        """What a report is told with, where the row says which kind it is."""
        if not way.hints:
            return {}
        told = {**dict(way.hints), "text": self._heard.text, "unasked": "yes"}
        reason = self._heard.went_wrong() if "reason" in told else ""
        return {**told, "reason": reason} if reason else told


def rate(_choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """Stars for what is named, for what is shown, or for the only one that is to be confirmed or reviewed: the question
    how it was; of what is not confirmed its card, with the choice that says so, and that question after it.
    """
    shown = card_shown(situation, look)
    named = card_named(heard, look) or card_told(shown, heard, look) or shown
    cards = [named] if named else [card for card in look.my_exchanges() if _may_rate(card, look)]
    if len(cards) > 1:
        return Act(page=pages.among(WHICH, cards), opens=True)
    if not cards:
        return None
    if _REVIEWS in choices_of(page_of(look, cards[0])):
        return Act(flow=_review(cards[0], heard).flow, hints=rated(heard))
    page = pointed_at(with_line(NOT_CONFIRMED, page_of(look, cards[0])), "ok")
    return Act(page=page, opens=True, then=_review(cards[0], heard))


def _may_rate(card: ExchangeCard, look: Look) -> bool:
    return not choices_of(page_of(look, card)).keys().isdisjoint((_REVIEWS, "ok"))


def _then_rated(found: Act, way: Way, card: ExchangeCard, heard: Heard) -> Act:
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


def _points_elsewhere(way: Way, situation: Situation, look: Look) -> bool:
    """Whether the card on the screen says that another choice was meant, which a yes behind it may be for."""
    shown = look.whole(situation.message)
    return shown is not None and pointed_of(shown) not in ("", way.verb)


class Way(NamedTuple):
    """A choice of a card as a row names it."""

    verb: str
    timed: str = ""  # the choice in its place where other hours are named
    hints: tuple[tuple[str, str], ...] = ()
    hidden: bool = False  # it may be chosen though the card does not show it


def way_of(said: str) -> Way:
    """One of a row's ways, as the head of bot/dialogue/data/policy.tsv tells how it is written ("terms!")."""
    named, _sign, hints = said.partition("?")
    verb, _plus, timed = named.partition("+")
    pairs = tuple((key, value) for key, _is, value in (pair.partition("=") for pair in hints.split("&") if pair))
    return Way(verb.removesuffix("!"), timed, pairs, verb.endswith("!"))


def _pressed(way: Way, card: ExchangeCard, choices: Mapping[str, str], slots: dict[str, str], look: Look) -> Act | None:
    """What the choice comes to; None where this card has none."""
    if way.timed in choices and "hours" in slots and slots["hours"] != str(card.told_minutes):
        return pressed(look, choices[way.timed])
    if way.hidden:
        return pressed(look, f"x:{card.id}:{card.version}:{way.verb}")
    return pressed(look, choices[way.verb]) if way.verb in choices else None


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


def relay(_choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The words, shown once, for the other side of the exchange on the screen, or of the only one that is under way;
    behind "tell them" what they tell. A few that only say that they want to write bring the question for them. Where
    nobody can write before it is proposed, that is said above the card.
    """
    card, write = card_shown(situation, look) or partner_now(look) or under_way(look), situation.choices.get("write")
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


def _choices_now(situation: Situation, card: ExchangeCard, look: Look) -> Mapping[str, str]:
    """What each choice of the card on the screen does now.

    Where the exchange has moved on since, those that are still there do, if what they are about is what was agreed:
    the other side has said meanwhile that it is done.
    """
    versions = {payload.split(":")[2] for payload in situation.choices.values()} - {"0"}
    if versions <= {str(card.version)}:
        return situation.choices
    same = card.state in AGREED and card.delivered_minutes in (None, card.minutes)
    now = choices_of(page_of(look, card))
    return {verb: payload for verb, payload in now.items() if verb in situation.choices} if same else {}


def card_shown(situation: Situation, look: Look) -> ExchangeCard | None:
    """The exchange on the screen."""
    focus = situation.focus
    return look.exchange(focus.id) if focus and focus.kind == "exchange" else None


def card_told(shown: ExchangeCard | None, heard: Heard, look: Look) -> ExchangeCard | None:
    """The one exchange of which the words name what it is about, or with whom: "those of the parish did not come"; None
    where they name what is shown, none, or several.
    """
    open_now = [card for card in look.my_exchanges() if card.state in ONGOING]
    labels = [f"{heard.said(card.what)} {heard.said(card.other) if card.state in AGREED else ''}" for card in open_now]
    found = [open_now[at] for at in named_among(heard.text, labels, look.me.lang)]
    return found[0] if len(found) == 1 and not (shown and shown.id == found[0].id) else None


def card_named(heard: Heard, look: Look) -> ExchangeCard | None:
    """The exchange of theirs whose number stands in the words."""
    found = (look.exchange_by_number(int(number)) for number in _NUMBER.findall(digits(heard.text)))
    return next((card for card in found if card and card.mine), None)


def opened_at(look: Look, card: ExchangeCard, verb: str) -> Act:
    """The card, which says by which number that choice is meant: nothing is done yet."""
    return Act(page=pointed_at(page_of(look, card), verb), opens=True)


def page_of(look: Look, card: ExchangeCard) -> Screen:
    """The card as a page with its choices; an empty one where they may not see it any more."""
    return single.exchange(look, card.id) or Screen(())


def with_line(words: Message, page: Screen) -> Screen:
    """A page with a line above it."""
    return replace(page, lines=(words, *page.lines))
