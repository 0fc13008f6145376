"""What do words name beside the terms that stand on a card, and what does that say of what they mean?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from bot.conversation.at_its_hour import hour_of
from bot.conversation.heard import Heard
from bot.conversation.session import DRAFTS
from bot.conversation.told import minutes_told
from bot.dialogue.gate import begins_with_no
from bot.dialogue.listings import asked, named
from bot.dialogue.readings import YES, Reading, said_after_all, says_yes, supposes
from bot.dialogue.situation import DAY, DECISION, DRAFT, HOURS, Situation
from bot.flows.cancel import WAY
from bot.understand.calendar.beside import day_beside, hours_beside
from bot.understand.calendar.periods import period_in
from bot.understand.comfort import find_comfort
from bot.understand.counted import CLOCK, CODE, DATE, THINGS, where_likely, without
from bot.understand.counted import HOURS as OF_WORK
from bot.understand.cues.intents import POSTING
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import tokenise
from bot.understand.passing_on import asks_whether, promises_to_send, wants_them_told
from bot.understand.words import asks_them, word
from bot.understanding.acts import acts
from core.exchange_states import AGREED
from core.look import Look
from core.look.exchanges import ExchangeCard

_PROPOSES_HOURS = frozenset(("counter_hours",))
_TELLS_HOURS = frozenset(("report_done", "report_late"))
_ENDS = frozenset(("report_done", "report_absent", "report_problem", "report_late", "cannot_come"))
_PUT_OFF, _CANNOT, _LATER = "reschedule", "cannot_come", "later"
_LATE, _DONE = frozenset(("report_late",)), "report_done"
_LATENESS = frozenset(("late", "delay"))
_MOVES_IT = frozenset(("reschedule",))
_ASKED = frozenset(("suggested", "proposed"))
_DISPUTE, _PROBLEM = "dispute", "report_problem"
_OF_WRITTEN = frozenset((HOURS, DAY))
_OF_A_LISTING = {
    **{"alerts_off": "pause_listing", "cannot_come": "pause_listing", "reschedule": "correct_day"},
    **dict.fromkeys(("report_done", "report_absent", "report_problem", "remove_person"), "withdraw"),
}
"""What these come to where the words name a listing of theirs about which nothing is agreed."""
_ENDS_IT, _GOES_ON = ("withdraw", "remove_person"), ("renew", "undo", "alerts_on", "again")
"""What comes to a yes or a no where it is asked whether a listing shall end, or shall be shown again."""
_SIGNS = ",.;:!¡،؛"
_SHOWN_AGAIN = dict.fromkeys(_GOES_ON, "renew")
"""And on the card of one that rests."""
_TELLS, _ASKS = "tell_partner", "ask_partner"
_ABSENT, _MAY_BE_ABSENT = "report_absent", frozenset(("agreed", "delivered", "idle"))
_BUT, _ASKING, _NO = small("condition"), frozenset("?؟"), small("negated")
_ASKS_YES = frozenset(("terms", "question", "draft", "suggested", "proposed", "agreed", "handed", "delivered"))
"""Screens on which a yes at the beginning is one."""
_REFUSALS, _REFUSED = frozenset(("decline", "deny", "cannot_come")), 0.6
"""Who most likely refuses agrees to nothing by a word that means yes elsewhere: "thanks, but «ya» …"."""
_WHY, _REASON, _LEAVES, _PLAIN_NO = "inform_words", 3, 0.75, 0.975
_NO_REASON = frozenset(("affirm", "cancel", "back", "help", "undo", "coord_admit", "coord_write", "coord_queue"))
"""What is said where somebody decides about others: words that may be a reason, and acts that answer or leave the card.
A no that is but a no is none either, unlike "they do not answer the telephone".
"""
_BINDS = "correct_what"
_REPORTED = frozenset(("report_done", "report_late", "accept", "affirm"))
_DONE_SOMEHOW = frozenset((_PROBLEM, "report_done", "report_late", "inform_words"))
_YES, _COUNTERS = "accept", ("counter_day", "counter_hours")
_OTHERS = {"day": ("reschedule", "counter_day"), **dict.fromkeys(("hours", ""), ("counter_hours", "correct_hours"))}
"""What proposes other terms than those that the other side wants for what is agreed: another day, or fewer hours."""
_PLAUSIBLE, _LIKELY, _SHARE = 0.05, 0.2, 0.6
"""How likely other terms have to be for a day or hours beside the card's to count for them, and a yes for the card's
own ("saturday the hall is let" is none), and how much of the one is the other's then: "yes, tomorrow we send names".
"""


_BY_PERIOD = {"figures": "coord_figures"}
"""Pages that tell of a stretch of time, and what asks for another one."""
_FEW, _NAMED = 5, 0.9
"""So many words say no more than which, and how sure that is."""
_PLAIN, _SURE = 0.96, 0.7
"""How sure it is what the words themselves say; and from when on what the others are to be told is ours to do."""


def named_beside(heard: Heard, look: Look, act: str, card: ExchangeCard) -> dict[str, str]:
    """Hours and day that the words name in the place of those that stand on the card, as far as the act may carry them.

    A number alone is of hours where other hours are proposed, and of the month where another day is.
    """
    carries, lang = acts()[act].slots, look.me.lang
    if {"stars", "words"}.intersection(carries):
        return rated(heard)
    found: dict[str, str] = {}
    if not {"hours", "day"}.intersection(carries):
        return found
    if act in _TELLS_HOURS:
        return _took(heard, lang, act, card)
    text = where_likely(heard.text, OF_WORK, lang)
    if minutes := hours_beside(text, lang, card.minutes, plainly=act not in _PROPOSES_HOURS):
        found["hours"] = str(minutes)
    dated = not booked(heard) and ("day" in carries or isinstance(heard.day(), date))
    if day := _day_beside(heard.again(where_likely(heard.text, DATE, lang)), look, card) if dated else None:
        found["by"] = day.isoformat()
    if card.state in _ASKED or act in _MOVES_IT:
        found |= hour_of(heard, look, card, found.get("by", ""))
    return found


def rated(heard: Heard) -> dict[str, str]:
    """The stars that words give and how it was, which is shown before others read it."""
    only, words = heard.rating()
    stars = heard.again(without(heard.text, OF_WORK, CLOCK, DATE)).rating()[0] or only
    words = words if stars else heard.text if " " in heard.text.strip() else ""
    told = {"text": words, "unasked": "yes"} if words else {}
    return {"stars": str(stars), **told} if stars else told


def _took(heard: Heard, lang: str, act: str, card: ExchangeCard) -> dict[str, str]:
    """How long it took, where the words tell so; by how much somebody was late is no such length."""
    said, card = heard.told().all, replace(card, minutes=card.told_minutes)
    minutes = minutes_told(heard, card, said)
    if minutes is None and act not in _LATE and said.isdisjoint(_LATENESS):
        minutes = hours_beside(heard.text, lang, card.minutes, plainly=True)
    late = {"on_time": "no"} if act in _LATE and not card.gives else {}
    return {"hours": str(minutes), **late} if minutes and minutes != card.minutes else {}


def _day_beside(heard: Heard, look: Look, card: ExchangeCard) -> date | None:
    """The other day; a length by which it is put off counts from the card's own."""
    agreed = _day_of(card)
    named = isinstance(heard.day(), date)
    if agreed and not named and (days := heard.put_off()):
        return agreed + timedelta(days=days)
    return day_beside(heard.text, look.me.lang, look.today, agreed)


def asked_for(card: ExchangeCard) -> ExchangeCard | None:
    """What is agreed, with the day or the hours in it that the other side asks for; None where it asks for none."""
    if card.asked_minutes is not None:
        return replace(card, minutes=card.asked_minutes) if card.gives else None
    if card.wish_is_mine or not card.wish_value:
        return None
    if card.wish == "hours":
        return replace(card, minutes=int(card.wish_value))
    return replace(card, due_on=card.wish_value) if card.wish == "day" else None


def names_others(heard: Heard, look: Look, card: ExchangeCard) -> bool:
    """Whether words name hours or a day beside those of the card (of `asked_for`, those that are asked for)."""
    text = without(heard.text, THINGS, CODE)
    minutes = hours_beside(where_likely(text, OF_WORK, look.me.lang), look.me.lang, card.minutes, plainly=True)
    said = card.minutes if minutes is None else minutes
    told = {card.delivered_minutes, int(card.wish_value or 0) if card.wish == "figure" else None}
    beside = booked(heard) or promises_to_send(heard.text) or heard.names_the_day(card.due_on)
    day = None if beside else _day_beside(heard.again(where_likely(text, DATE, look.me.lang)), look, card)
    return (minutes is not None and said not in told) or day is not None


def booked(heard: Heard) -> bool:
    """Whether the words only say when it is not possible: "on Thursday we are booked" proposes no Thursday."""
    told = heard.told()
    return "no" in told.sure and "move" not in told.all


def weighed(
    found: tuple[Reading, ...], heard: Heard, look: Look, situation: Situation, what: str = ""
) -> tuple[Reading, ...]:
    """The readings of an answer to terms, with what the words name beside these counted in; of a few words that name
    another stretch of time than the page on the screen tells of ("and November?"), that page is meant; and who plainly
    asks for something else than `what` is being written does not answer with the hours and the day of it.

    Who names the card's own day or hours rather proposes no other ones: "saturday suits us" is a yes. Who names others
    under a yes rather proposes them; a day on which they are booked is none that they propose.
    """
    if situation.screen in _ASKS_YES and _plainly_yes(found, heard):
        return _rather(found, found[0].act)
    if situation.detail == DECISION and _tells_why(found, heard):
        return _rather(found, _WHY)
    if situation.screen == DRAFT and situation.flow in DRAFTS and heard.only_binds(what, situation.flow):
        return _rather(found, _BINDS)
    if situation.screen in _OF_WRITTEN and what:
        return _of_another_listing(found, heard, look, what)
    focus = situation.focus
    card = look.exchange(focus.id) if focus and focus.kind == "exchange" else None
    found = _surely_absent(_for_them(found, heard, situation, card), heard, look, situation)
    if card and (wanted := asked_for(card)):
        return _of_terms(found, _Terms(heard, look, wanted, _OTHERS[card.wish], situation.screen))
    if situation.screen not in _ASKED:
        found = _starred(_undone(_hindered(found, heard, look, card), heard, situation), heard)
        return _of_another_time(_of_a_listing(found, heard, look, situation), heard, look, situation)
    return _of_terms(found, _Terms(heard, look, card, _COUNTERS, situation.screen)) if card else found


def _plainly_yes(found: tuple[Reading, ...], heard: Heard) -> bool:
    """Whether words begin with a yes, most likely are one, and say no "but", no "if", no number and no day: "yes, ask
    them please, and sorry for the trouble".
    """
    if not found or found[0].act not in YES or heard.leading() != "yes" or not _ASKING.isdisjoint(heard.text):
        return False
    forms = tokenise(heard.text).forms
    bare = _BUT.isdisjoint(forms) and _NO.isdisjoint(forms) and not heard.instead()[1]
    names = heard.minutes() is not None or heard.day() is not None
    return bare and not names and not supposes(heard.text, heard.language())


def _tells_why(found: tuple[Reading, ...], heard: Heard) -> bool:
    """Whether words on the card of a decision, that neither plainly answer it nor leave it, say why it is taken."""
    if len(heard.text.split()) < _REASON or not _ASKING.isdisjoint(heard.text) or begins_with_no(heard.text):
        return False
    leaves = sum(one.probability for one in found if one.act in _NO_REASON)
    plain_no = max((one.probability for one in found if one.act == "deny"), default=0.0)
    return leaves <= _LEAVES and plain_no <= _PLAIN_NO


class _Terms(NamedTuple):
    """Words under terms that are asked about; `counters`: the acts that propose others."""

    heard: Heard
    look: Look
    card: ExchangeCard
    counters: tuple[str, ...]
    screen: str


_Chances = dict[str, float]


def _of_terms(found: tuple[Reading, ...], terms: _Terms) -> tuple[Reading, ...]:
    chances = {one.act: one.probability for one in found}
    refuses = bool(found) and found[0].act in _REFUSALS and found[0].probability > _REFUSED
    leans = found[0].act if found else ""
    if not refuses and _restates(terms, yes=leans in (_YES, *terms.counters)):
        return _rather(found, _YES)
    if chances.keys().isdisjoint((_YES, *terms.counters)):
        return found
    before = dict(chances)
    for shift in (_booked, _named_terms, _asked_before, _told_problem, _of_another_service):
        shift(chances, terms)
    if chances == before:
        return found
    added = [Reading(act, 0.0, "rules") for act in chances.keys() - before.keys()]
    kept = (one._replace(probability=chances.get(one.act, 0.0)) for one in (*found, *added))
    return tuple(sorted((one for one in kept if one.probability > 0), key=lambda one: -one.probability))


def _move(chances: _Chances, one: str, other: str) -> None:
    """Most of what the first act has goes to the second."""
    moved = chances.get(one, 0.0) * _SHARE
    if moved:
        chances[one] -= moved
        chances[other] = chances.get(other, 0.0) + moved


def _booked(chances: _Chances, terms: _Terms) -> None:
    """A day on which they are booked is none that they propose."""
    if booked(terms.heard):
        _move(chances, "counter_day", "decline")


def _named_terms(chances: _Chances, terms: _Terms) -> None:
    """Who says what stands there proposes nothing else; who names something else proposes it."""
    for counter in terms.counters:
        named = _named(terms.heard, terms.look, terms.card, counter)
        if named == "same" and chances.get(_YES, 0.0) >= _LIKELY:
            chances[_YES] += chances.pop(counter, 0.0)
        elif named == "other" and chances.get(counter, 0.0) >= _PLAUSIBLE:
            _move(chances, _YES, counter)


def _asked_before(chances: _Chances, terms: _Terms) -> None:
    """Whether they shall be asked is what was said yes to before."""
    if _YES in chances and terms.screen == "proposed" and asks_them(terms.heard.text):
        chances[_YES] *= 1 - _SHARE


def _told_problem(chances: _Chances, terms: _Terms) -> None:
    """Who tells of a problem says no yes."""
    understood = terms.heard.understood()
    if understood.intent == _DISPUTE and understood.by == "words" and not _agrees(terms.heard.text):
        _move(chances, _YES, _PROBLEM)


def _of_another_service(chances: _Chances, terms: _Terms) -> None:
    """Who can help with something else does not help with this; nor does who asks for it propose other terms."""
    understood = terms.heard.understood()
    service = str(understood.slots.get("service") or "")
    if not service or not terms.look.names_another(service, terms.heard.language(), terms.card.what):
        return
    if _YES in chances:
        chances[_YES] *= 1 - _SHARE
    if understood.intent in POSTING and understood.by == "words":
        moved = sum(chances.pop(counter, 0.0) for counter in terms.counters)
        chances[understood.intent] = chances.get(understood.intent, 0.0) + moved


def _of_another_listing(found: tuple[Reading, ...], heard: Heard, look: Look, what: str) -> tuple[Reading, ...]:
    understood = heard.understood()
    service, plainly = str(understood.slots.get("service") or ""), heard.plainly()
    if not (plainly and understood.intent == f"post_{plainly}" and service) or heard.instead()[0]:
        return found
    return _rather(found, understood.intent) if look.names_another(service, heard.language(), what) else found


def _for_them(
    found: tuple[Reading, ...], heard: Heard, situation: Situation, card: ExchangeCard | None
) -> tuple[Reading, ...]:
    """The same, where the words want the other side asked something, or only told that one cannot come."""
    told = wants_them_told(heard.text)
    reports = bool(found) and found[0].act in _REPORTED and card is not None and card.state in AGREED
    doubtful = reports and situation.free and found[0].probability < _SURE
    only_told = told and (situation.asking == WAY or doubtful)  # "tell them that the receipts are here" reports nothing
    asked = card is not None and situation.free and asks_whether(heard.text)
    if not (only_told or asked):
        return found
    return _rather(found, _TELLS if only_told else _ASKS)


def _starred(found: tuple[Reading, ...], heard: Heard) -> tuple[Reading, ...]:
    """The same, of who gives stars to what was done: that it was done badly is what the stars say."""
    told = bool(found) and found[0].act in _DONE_SOMEHOW and len(heard.text.split()) > _FEW
    return _rather(found, "inform_stars") if told and heard.stars() else found


def _surely_absent(found: tuple[Reading, ...], heard: Heard, look: Look, situation: Situation) -> tuple[Reading, ...]:
    """The same, where the words surely tell that nobody came, of what was agreed."""
    waited = situation.screen in _MAY_BE_ABSENT and "absent" in heard.told().sure
    agreed = waited and any(card.mine and card.state in AGREED for card in look.my_exchanges())
    return _rather(found, _ABSENT) if agreed else found


def _hindered(found: tuple[Reading, ...], heard: Heard, look: Look, card: ExchangeCard | None) -> tuple[Reading, ...]:
    """The same, of who cannot come and may want another day: one is asked for where one is named; else which way."""
    chances = {one.act: one.probability for one in found}
    if card is None or min(chances.get(_CANNOT, 0.0), chances.get(_PUT_OFF, 0.0)) < _LIKELY:
        return found
    named = "by" in named_beside(heard, look, _CANNOT, card)
    act, other = (_PUT_OFF, _CANNOT) if named else (_CANNOT, _PUT_OFF)
    both = Reading(act, chances[act] + chances[other], "classifier")
    return (both, *(one for one in found if one.act not in (act, other)))


def _rather(found: tuple[Reading, ...], act: str) -> tuple[Reading, ...]:
    """The same, where the words themselves say that it is this act."""
    rest = (one._replace(probability=one.probability * (1 - _PLAIN)) for one in found if one.act != act)
    return (Reading(act, _PLAIN, "grammar"), *rest)


def _agrees(text: str) -> bool:
    """Whether words say yes, or that there is no problem, and so tell of none."""
    return says_yes(text) or bool(find_comfort(tokenise(text)))


def _restates(terms: _Terms, *, yes: bool) -> bool:
    """Whether words say yes and name the hours or the day that stand there, and no others: "yes, monday is fine"; or
    say so after all: "it is a lot, but all right". What agrees, or proposes just what stands there, says yes (`yes`).
    """
    heard, look, card = terms.heard, terms.look, terms.card
    forms = tokenise(heard.text).forms
    asks = not _ASKING.isdisjoint(heard.text) or supposes(heard.text, heard.language())
    if asks or names_others(heard, look, card):
        return False
    if not _BUT.isdisjoint(forms):
        return said_after_all(_YES, heard.text, terms.screen)
    same = any(_named(heard, look, card, counter) == "same" for counter in terms.counters)
    return same and (yes or says_yes(heard.text))


def _of_a_listing(found: tuple[Reading, ...], heard: Heard, look: Look, situation: Situation) -> tuple[Reading, ...]:
    """The same, where a listing of theirs is named, about which nothing is agreed: it is no exchange that ends or is
    put off, and not all alerts that rest. On the card of one that rests, that is what comes back.
    """
    if verb := asked(situation):
        return _gathered(found, _answers(verb, heard))
    rather = _SHOWN_AGAIN if "open" in situation.choices else {}
    if any(one.act in _OF_A_LISTING or one.act in _SHOWN_AGAIN for one in found):
        agreed = {one.own_listing for one in look.my_exchanges() if one.state in AGREED}
        cards = named(heard, look, look.my_listings())
        if cards and agreed.isdisjoint(card.id for card in cards):
            rests = any(card.state == "paused" for card in cards)
            rather = {**(_SHOWN_AGAIN if rests else rather), **_OF_A_LISTING}
    return _gathered(found, rather)


def _answers(verb: str, heard: Heard) -> dict[str, str]:
    """What comes to a yes and to a no on a card that asks whether that shall be done; behind a no nothing is a yes."""
    ends = verb == "down"
    yes, no = (_ENDS_IT, _GOES_ON) if ends else (_GOES_ON, _ENDS_IT)
    denied = word((heard.text.split() or [""])[0].strip(_SIGNS)) == "no"
    said = {**dict.fromkeys(yes, "affirm"), **dict.fromkeys((*no, "cancel", "later"), "deny")}
    return dict.fromkeys((*said, "affirm"), "deny") if denied else said


def _gathered(found: tuple[Reading, ...], rather: Mapping[str, str]) -> tuple[Reading, ...]:
    """The readings with what some of them are rather taken for."""
    gained: dict[str, float] = {}
    for one in found:
        if one.act in rather or one.act in rather.values():
            act = rather.get(one.act, one.act)
            gained[act] = gained.get(act, 0.0) + one.probability
    kept = (one for one in found if one.act not in rather and one.act not in gained)
    there = {one.act: one for one in found}
    moved = (there.get(act, Reading(act, 0.0, "rules"))._replace(probability=chance) for act, chance in gained.items())
    return tuple(sorted((*kept, *moved), key=lambda one: -one.probability))


def _of_another_time(found: tuple[Reading, ...], heard: Heard, look: Look, situation: Situation) -> tuple[Reading, ...]:
    act = _BY_PERIOD.get(situation.focus.kind, "") if situation.focus else ""
    few = len(heard.text.split()) <= _FEW
    if not act or not few or period_in(heard.text, heard.language(), look.today) is None:
        return found
    return _rather(found, act)


def _undone(found: tuple[Reading, ...], heard: Heard, situation: Situation) -> tuple[Reading, ...]:
    """The same, where "not yet" is among the words: nothing is done then, and of what is agreed another day is meant
    unless the words are surely something else.
    """
    if not found or "not_yet" not in heard.told().sure:
        return found
    ends = found[0].act in _ENDS or found[0].act == _LATER
    if situation.screen == "agreed" and (ends or found[0].probability < _SHARE):
        rest = (one._replace(probability=one.probability * (1 - _SHARE)) for one in found if one.act != _PUT_OFF)
        return (Reading(_PUT_OFF, _SHARE, "grammar"), *rest)
    kept = (one._replace(probability=one.probability * (1 - _SHARE)) if one.act == _DONE else one for one in found)
    return tuple(sorted(kept, key=lambda one: -one.probability))


def _named(heard: Heard, look: Look, card: ExchangeCard, counter: str) -> str:
    """ "same" or "other" for the day or the hours that the words name beside the card's; '' where they name none."""
    slot = "by" if "day" in acts()[counter].slots else "hours"
    if slot in named_beside(heard, look, counter, card):
        return "other"
    same = (
        heard.names_the_day(card.due_on) and not booked(heard)
        if slot == "by"
        else heard.minutes() == (card.minutes or -1)
    )
    return "same" if same else ""


def _day_of(card: ExchangeCard) -> date | None:
    return date.fromisoformat(card.due_on) if card.due_on else None
