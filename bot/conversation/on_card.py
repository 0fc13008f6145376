"""A yes, a no, other terms or "it is done" in words, while an exchange's card is the screen: what its choices would do.

Hours, a day or an end in words lead to the question that asks once more. Only a message that is a yes as a whole does
what the card's first choice does, and only where the card asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.cards import single
from bot.cards.exchange import exchange_card
from bot.conversation.as_a_gift import as_a_gift
from bot.conversation.asked_anew import asks_anew, asks_another, asks_beside, over_for_another
from bot.conversation.asked_day import to_asked_day
from bot.conversation.at_its_hour import hour_of, names_hour
from bot.conversation.buttons import act
from bot.conversation.buttons.act import Act
from bot.conversation.can_help import on_day
from bot.conversation.corrected import corrections
from bot.conversation.for_partner import asks_first, asks_them, beside_the_terms, says_when_it_starts
from bot.conversation.guessed import guessed
from bot.conversation.heard import Heard
from bot.conversation.hints import only_named
from bot.conversation.lapsed import accepts_late
from bot.conversation.later_day import later_day
from bot.conversation.likely import likely_of
from bot.conversation.own_terms import own_terms, waits_for_them
from bot.conversation.settling import disputed
from bot.conversation.to_partner import beside_terms, for_them, to_them
from bot.conversation.told import helping, other_of_two, told
from bot.conversation.which import CHOOSE, about, agreed, first_choice, fits, numbered, refusing, to_answer
from bot.conversation.yes_if import yes_if
from bot.understand.cues.intents import POSTING
from bot.understand.words import accepts, praises, says_we_can, word
from bot.understand.words import asks_them as says_ask_them
from core.look import Look, is_id
from core.look.exchanges import ExchangeCard

_YES = ("prop", "acc")
_ANSWERS = frozenset(
    ("yes", "no", "skip", "accept_match", "decline_match", "out_of_scope", "greeting", "thanks", "help")
)
_REPLIES = frozenset(("yes", "no", "greeting", "thanks", "out_of_scope"))
_ASKING = frozenset(("terms", "hours", "fewer", "cancel", "prob", "day", "absent", "sugg", "app"))
"""Choices that begin with a question, so that nothing moves by them."""
_LED = frozenset(("prob", "cancel", "no", "terms", "absent", "dayno"))
_CAN = frozenset(("help", "move", "coming"))
_NEW = frozenset(("terms", "move", "amount"))
_TO_COME = frozenset(("move", "not_yet"))
_MOVES = frozenset(("problem", "move"))
_WHY = _MOVES | {"late", "no", "help"}
_LISTED = frozenset(("service", "hours", "deadline"))
_FEW = 8  # words, from which on something is told that is new
_NOON = 12 * 60  # minutes
_WRITTEN_CLOCK = re.compile(r"\d{1,2}\s?h(?![a-z])", re.IGNORECASE)


def on_card(heard: Heard, look: Look, idle: Sequence[str]) -> Act | None:
    """What the words do to the exchange on the screen; None where there is none, or they are about something else."""
    choices = {payload.rpartition(":")[2]: payload for payload in idle if payload.startswith("x:")}
    any_of_it = next(iter(choices.values()), "")
    card = _card(look, any_of_it) if any_of_it and heard.seen else None
    if card is None:
        return None
    if asks_beside(heard, card) if to_answer(card) else asks_anew(heard):
        return None
    if asks_another(heard, look, card) or over_for_another(heard, look, card):
        return None
    if answer := _contacts(heard, look, choices, idle):
        return answer
    choices = _as_it_stands(choices, card)
    if late := accepts_late(heard, look, card, choices):
        return late
    if card.rateable and praises(heard.text):
        return about(look, card, "rate_partner", heard.understood().slots)
    if found := disputed(heard, look, card) or as_a_gift(heard, look, card):
        return found
    if theirs := (
        asks_first(heard, look, card) or says_when_it_starts(heard, look, card) or beside_the_terms(heard, look, card)
    ):
        return theirs
    if waits_for_them(card) and (terms := own_terms(heard, look, card, _said(heard, look, card))):
        return terms
    if "nofig" in choices and heard.denies() and len(heard.text.split()) <= _FEW and not heard.harm():
        page = single.exchange(look, card.id)
        return Act(page=replace(page, options=first_choice(page.options, "nofig")), opens=True) if page else None
    if asked := (
        to_asked_day(heard, look, card) or later_day(heard, look, card) or asks_for_a_day(heard, look, card, choices)
    ):
        return asked
    if agreed(card) and card.may_write and _says_when(heard, card):
        return to_them(heard, look, card)
    replies = _replies(heard, look, card, choices, idle)
    if replies and not heard.told().all:
        return to_them(heard, look, card)
    if to_answer(card) and accepts(heard.text) and (verb := next((one for one in _YES if one in choices), "")):
        return act(look, choices[verb])
    asks = "prop" in choices and not card.gives and says_ask_them(heard.text)
    can = asks or (heard.word() is None and to_answer(card) and says_we_can(heard.text))
    if can and "prop" in choices:  # holds nothing yet: the other side is asked
        return act(look, choices["prop"])
    if can:
        return about(look, card, "accept_match", {})
    if found := yes_if(heard, look, card) or _gives_more(heard, look, card) or told(heard, look, card):
        return found
    if heard.word() == "yes" and (meant := _put_first(card, idle[0])):
        return (
            Act(page=refusing(single.exchange(look, card.id)), opens=True)
            if meant in (choices.get("no"), choices.get("dayno"))
            else act(look, meant)
        )
    if to_answer(card) and (answer := answered(heard, look, card, choices) or helping(heard, look, card)):
        return answer
    if agreed(card) and (change := changed(heard, look, card, choices)):
        return change
    intent, slots = heard.understood().intent, heard.understood().slots
    if (named := numbered(look, intent, heard.text)) or fits(intent, card) or intent == "dispute":
        return about(look, named or card, intent, {**slots, **_hours(heard, card, slots), "late": heard.says_late()})
    if replies:
        return to_them(heard, look, card)  # "yes, we wait for you"
    if "late" in choices and heard.says_late() and intent in ("yes", "out_of_scope", "rate_partner"):
        return about(look, card, "confirm_service", {"late": True})
    # "all good, thanks" is near a greeting
    praised = intent in ("greeting", "thanks", "rate_partner") and (heard.word() is None or intent != "greeting")
    if intent in ("yes", "no") or (praised and (to_answer(card) or (card.state == "delivered" and card.my_turn))):
        page = single.exchange(look, card.id)
        if page and card.state == "delivered" and card.my_turn:
            page = replace(page, lines=(CHOOSE, *page.lines))  # else the same card comes again, and they wonder why
            if intent == "no":
                return Act(page=replace(page, options=first_choice(page.options, "prob")), opens=True)
        return Act(page=refusing(page) if intent == "no" else page, opens=True)
    if found := guessed(heard, look, card) or asks_them(heard, look, card):
        return found
    if intent == "out_of_scope" and "write" in choices and not only_named(heard, look):
        return for_them(card, exchange_card(card).options)
    return None


def _contacts(heard: Heard, look: Look, choices: dict[str, str], idle: Sequence[str]) -> Act | None:
    """A yes or a no to "they would like to share contact details. Do you agree?", which is the screen: neither is to
    the exchange.
    """
    asked = idle[0].endswith(":share") and "keep" in choices
    verb = {"yes": "share", "no": "keep"}.get(heard.word() or "", "") if asked else ""
    return act(look, choices[verb]) if verb else None


def _replies(heard: Heard, look: Look, card: ExchangeCard, choices: dict[str, str], idle: Sequence[str]) -> bool:
    """Whether the words answer what the other side wrote, which is the screen."""
    shown = idle[0] == choices.get("write") and card.may_write
    plain = heard.word() is None and heard.understood().intent in _REPLIES
    return shown and plain and not heard.harm() and not only_named(heard, look)


def _put_first(card: ExchangeCard, first: str) -> str:
    """The choice that earlier words put first ("nobody came", "not on saturday"), which asks once more; '' for none.

    Behind "we do not want them" a yes may mean that or the card's own question: it is shown again.
    """
    usual = next((option.id.rpartition(":")[2] for option in exchange_card(card).options), "")
    verb = first.rpartition(":")[2]
    return first if verb in _LED and verb != usual and first.startswith("x:") else ""


def _as_it_stands(choices: dict[str, str], card: ExchangeCard) -> dict[str, str]:
    """What only asks is asked of the exchange as it is by now, also where a clock has moved it on since the screen."""
    kept = {verb: payload for verb, payload in choices.items() if verb not in _ASKING}
    now = ((option.id.rpartition(":")[2], option.id) for option in exchange_card(card).options)
    return kept | {verb: payload for verb, payload in now if verb in _ASKING}


def _card(look: Look, payload: str) -> ExchangeCard | None:
    """The exchange of a choice, where the person is of one of its sides."""
    _kind, _colon, rest = payload.partition(":")
    id = rest.partition(":")[0]
    card = look.exchange(int(id)) if is_id(id) else None
    return card if card and card.mine else None


def answered(heard: Heard, look: Look, card: ExchangeCard, choices: dict[str, str]) -> Act | None:
    """A yes, a no or other terms of what waits for an answer."""
    verb = {"yes": next((verb for verb in _YES if verb in choices), ""), "no": "no"}.get(heard.word() or "", "")
    if verb in choices:
        return act(look, choices[verb])
    if card.gives and heard.told().all & _CAN and (theirs := on_day(heard, look, card)):
        return theirs
    terms = _other_terms(heard, look, card) if "terms" in choices else {}
    counter = act(look, choices["terms"]) if terms else None
    if counter is None:
        return None
    return replace(counter, hints={**counter.hints, **terms}, lines=beside_terms(heard, card, terms))


def changed(heard: Heard, look: Look, card: ExchangeCard, choices: dict[str, str]) -> Act | None:
    """Another day, other hours than agreed, or the end of it; each is asked once more before it is done."""
    wished = {"yes": "dayok", "no": "dayno"}.get(heard.word() or "", "")
    if wished in choices:
        return act(look, choices[wished])
    intent = heard.understood().intent
    if intent in ("cancel", "decline_match") and "cancel" in choices and heard.word() is None:
        return act(look, choices["cancel"])
    said = _said(heard, look, card)
    if "hours" in said and said["hours"] != str(card.minutes):
        took: dict[str, object] = {"hours": int(said["hours"]) / 60, "late": heard.says_late()}
        return about(look, card, "confirm_service", took)
    done = intent == "confirm_service" and not heard.told().all & _TO_COME  # «fueron 2 horas el sábado»
    other = not done and said.get("by", card.due_on) not in (card.due_on, card.wish_value)
    timed = hour_of(heard, look, card, said.get("by", "")) if other or heard.says_moved() else {}
    move = act(look, choices["day"]) if "day" in choices and (other or timed) else None
    by = said.get("by") or card.due_on or ""
    return replace(move, hints={**move.hints, "by": by, **timed}) if move else None


def _gives_more(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """What "add an hour for them" leads to, of what they receive; it is no offer of an hour."""
    minutes = heard.minutes_of(card.minutes) if agreed(card) and not card.gives else None
    if not isinstance(minutes, int) or minutes == heard.minutes() or look.names_service(heard.text, heard.language()):
        return None
    return about(look, card, "confirm_service", {"hours": minutes / 60})


def _hours(heard: Heard, card: ExchangeCard, slots: dict[str, object]) -> dict[str, object]:
    """The hours that words name, where they are more or less than what was agreed; {} for all else."""
    minutes = heard.minutes_of(card.minutes) if "hours" in slots else heard.minutes()
    return {} if minutes == heard.minutes() else {"hours": minutes / 60 if isinstance(minutes, int) else None}


def _says_when(heard: Heard, card: ExchangeCard) -> bool:
    """Whether "umas 14h" says when: later in the day than noon, and much longer than what was agreed."""
    minutes = heard.minutes() if _WRITTEN_CLOCK.search(heard.text) else None
    return isinstance(minutes, int) and minutes > max(_NOON, 2 * (card.minutes or 0))


def asks_for_a_day(heard: Heard, look: Look, card: ExchangeCard, choices: dict[str, str]) -> Act | None:
    """The question for another day of what is agreed, where they ask for one and say why: "I had a problem with the
    motorbike, can I come tomorrow?"
    """
    asks = agreed(card) and "day" in choices and heard.asks_something() and not heard.harm()
    day = heard.day() if asks else None
    said = heard.told().all
    if not isinstance(day, date) or not said & _MOVES or not said <= _WHY:
        return None
    meant = heard.next_to(day.isoformat(), card.due_on) if card.due_on else day.isoformat()
    move = act(look, choices["day"]) if meant not in (card.due_on, card.wish_value) else None
    return replace(move, hints={**move.hints, "by": meant, **hour_of(heard, look, card, meant)}) if move else None


def _other_terms(heard: Heard, look: Look, card: ExchangeCard) -> dict[str, str]:
    """Hours, day or place that the words name and the card does not say; what they leave open stays as it is."""
    said = _said(heard, look, card)
    now = {"hours": str(card.minutes or ""), "by": card.due_on or ""}
    timed = hour_of(heard, look, card, said.get("by", "")) if _is_about_it(heard, look, card) else {}
    nothing_else = all(now.get(key) == value for key, value in said.items())  # also where nothing is said
    if nothing_else and not (timed and names_hour(card, look)):
        return {}
    open_still = card.due_on and date.fromisoformat(card.due_on) >= look.today
    kept = {"hours": now["hours"], "by": now["by"] if open_still else ""}
    return {key: value for key, value in {**kept, **said, **timed}.items() if value}


def _said(heard: Heard, look: Look, card: ExchangeCard) -> dict[str, str]:
    """Hours, day or place in the words that can be the card's; of two days the one in the place of its own."""
    said = corrections(heard, card.minutes) if _is_about_it(heard, look, card) else {}
    if not said and likely_of(heard, look, card) in _NEW:
        said = _of_two(heard, card)
    other = heard.other_day(card.due_on or "") or said.get("by", "")
    return {**said, "by": heard.next_to(other, card.due_on)} if other and card.due_on else said


def _of_two(heard: Heard, card: ExchangeCard) -> dict[str, str]:
    """«dos horas es mucho, con una basta», «vendredi on est pris, samedi ?»: of two the one that is not agreed."""
    said: dict[str, str] = {}
    if minutes := other_of_two(heard.minutes_of(card.minutes), card.minutes):
        said["hours"] = str(minutes)
    both = heard.day() if heard.says_two_days() else None
    if card.due_on and (day := other_of_two(both, date.fromisoformat(card.due_on))):
        said["by"] = day.isoformat()
    return said


def only_moves(heard: Heard) -> bool:
    """Whether an exchange is to be on another day: "se puede mover para el lunes" moves no furniture."""
    return heard.says_moved() and " " not in str(heard.understood().slots.get("service") or "")


def _is_about_it(heard: Heard, look: Look, card: ExchangeCard) -> bool:
    """Whether hours or a day in the words can be the card's: "yes but we would need 4 hours", "could it be Monday?".

    What asks for or offers a service is a listing of its own.
    """
    understood = heard.understood()
    asked = agreed(card) and understood.intent == "post_need" and understood.by == "words"
    if asked and understood.slots.keys() >= _LISTED:
        return False  # «necesitamos pintor, 2 horas, para mañana», whether we know what that is or not
    return _surely_about_it(heard, look, card) or likely_of(heard, look, card) in _NEW


def _surely_about_it(heard: Heard, look: Look, card: ExchangeCard) -> bool:
    understood = heard.understood()
    if understood.intent not in POSTING:
        done_before = understood.intent == "confirm_service" and to_answer(card)  # nothing can be done yet
        guessed = understood.intent == "balance" and understood.by == "likeness"  # "what about 3 hours?"
        few = understood.intent == "request_support" and to_answer(card)  # "we only have 6 hours, can we do 6?"
        guessed |= few and isinstance(heard.minutes(), int)
        return done_before or guessed or understood.intent in _ANSWERS or heard.right_hours() is not None
    service = str(understood.slots.get("service") or "")
    if not service or only_moves(heard) or word(heard.text.partition(" ")[0].strip(",.;:،؛")) in ("yes", "no"):
        return True
    return len(heard.text.split()) <= _FEW and not look.names_service(service, heard.language())
