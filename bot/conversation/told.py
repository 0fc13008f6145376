"""What do words tell of an exchange as it stands? People say it in more ways than choices have words for.

Nothing moves by it: it leads to the card with the choice that is meant first, or to the question that asks once more.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.cards import single
from bot.cards.exchange import exchange_card
from bot.conversation.at_its_hour import hour_of
from bot.conversation.buttons import act
from bot.conversation.buttons.act import Act
from bot.conversation.can_help import on_condition, on_day
from bot.conversation.heard import Heard
from bot.conversation.likely import weighed
from bot.conversation.to_partner import asked, for_them, to_them
from bot.conversation.which import about, agreed, first_choice, not_agreed_yet, refusing, to_answer
from bot.understand.lexis.tokens import has_figure, tokenise
from core.exchange_states import COMPLETED
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Message, _
from core.text.normal import fold

_HOUR = 60
_STEM = 4  # letters by which two words are about the same service
_VAGUE = 2  # longer words, below which an offer names nothing
_BRIEF = 5  # words of who only says how many hours it took
_MANY = 6  # longer words of which nothing is known, from which on something is told that is new
_NAMING = frozenset(("post_need", "post_offer", "find_matches"))
_OPEN = frozenset(
    (
        *("out_of_scope", "yes", "no", "skip", "greeting", "thanks", "help", "back", "cancel", "rate_partner"),
        *("dispute", "accept_match", "decline_match", "confirm_service", "write_partner", "share_contact"),
    )
)
"""What is understood of the words alone where they may well be about an exchange."""
_NO_WORD = (None, "skip", "unsure")
"""«no sé todavía» leaves a question open, and where none is asked it says that they will know later."""
_ABOUT_US = frozenset(("help", "free"))
_FINE = frozenset(("yes", "thanks"))  # «no hay problema» tells of none
_OVER = (*COMPLETED, "disputed")
_HOURS_ONLY = frozenset(("amount", "no"))
_ENDED = frozenset(("done", "came", "absent", "problem"))


def told(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """What the words lead to, of that exchange; None where they tell nothing of it as it stands."""
    said = weighed(heard, look, card, said_of(heard, look, card))
    return as_it_stands(heard, look, card, said) if said else None


def as_it_stands(heard: Heard, look: Look, card: ExchangeCard, said: frozenset[str]) -> Act | None:
    """What those of `TOLD` lead to."""
    if to_answer(card):
        return _answering(heard, look, card, said)
    if card.state == "proposed":
        return _sent(heard, look, card, said)
    if agreed(card):
        return _going_on(heard, look, card, said)
    if card.state in _OVER and said & {"problem", "absent"} and "stars" not in heard.understood().slots:
        return about(look, card, "dispute", {})
    return _shown(look, card) if card.state == "disputed" and "ask" in said else None


def helping(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """«cuenten con nosotros»: the card that waits for just that, or other terms where the words set a condition."""
    if not card.gives or not to_answer(card) or "help" not in said_of(heard, look, card):
        return None
    return (
        on_condition(heard, look, card)
        or on_day(heard, look, card)
        or Act(page=single.exchange(look, card.id), opens=True)
    )


def said_of(heard: Heard, look: Look, card: ExchangeCard) -> frozenset[str]:
    """What the words tell of the exchange, unless they plainly ask for something else: a page, a person, a service
    that is not the exchange's («busco un pintor para otro día»).
    """
    said = heard.told()
    if heard.word() not in _NO_WORD or not said.all:
        return frozenset()
    if heard.harm_to_us():
        return said.all & {"problem", "absent"}
    understood = heard.understood()
    if understood.intent == "write_partner":
        return said.all & {"ask"}  # "pásales este mensaje: ya está listo" is for them
    if understood.intent in _ABOUT_US and understood.by == "words":
        return said.sure  # «¿esto cuesta algo?»
    if understood.intent in _FINE and understood.by == "words":
        return said.all - {"problem"}
    if understood.intent in _NAMING:
        service = str(understood.slots.get("service") or "")
        if understood.intent == "find_matches" and not service:
            return said.sure  # looking around
        named = {word for word in fold(service).split() if word in said.left}
        same = understood.intent != "post_need" and bool(_stems(service) & _stems(card.what))
        vague = understood.intent == "post_offer" and to_answer(card) and len(said.left) < _VAGUE
        vague = vague and not look.names_another(service, heard.language(), card.what)
        return said.firm | said.sure if same or not named or vague else said.sure
    if len(said.left) > _MANY:
        return said.sure
    return said.all if understood.intent in _OPEN or understood.by == "likeness" else said.sure


def _stems(text: str) -> set[str]:
    """Of the longer words; Arabic ones without the article."""
    words = (word.removeprefix("ال") for word in fold(text).split())
    return {word[:_STEM] for word in words if len(word) >= _STEM}


def _answering(heard: Heard, look: Look, card: ExchangeCard, said: frozenset[str]) -> Act | None:
    if "wait" in said:
        return _shown(look, card, _("All right. It waits for your answer."))
    if "ask" in said:
        return asked(heard, look, card)
    if not card.gives and card.state == "proposed" and "came" in said and _is_done(heard, said):
        return not_agreed_yet(look, [card])
    if "accept" in said and not said & {"no", "undo", "terms"}:
        other = heard.minutes() is not None or _day(heard, card)
        return None if other else about(look, card, "accept_match", {})
    terms = heard.says_two_days() or isinstance(heard.minutes(), int) or _asks_for_a_day(heard)
    if said & {"no", "undo"} and "help" not in said and not terms:
        return Act(page=refusing(single.exchange(look, card.id)), opens=True)
    return on_day(heard, look, card) if said & {"move", "help"} and card.gives else None


def _is_done(heard: Heard, said: frozenset[str]) -> bool:
    """«استلمناه تسلم ايديكم», and not "could you come at 2"."""
    return said <= {"came", "sent", "done"} and heard.understood().intent in ("confirm_service", "thanks")


def _asks_for_a_day(heard: Heard) -> bool:
    """«نعتذر، نرجو تأجيل الموعد إلى الأحد»: what is excused is the day, and not the help."""
    return "terms" in heard.told().sure and isinstance(heard.day(), date)


def _sent(heard: Heard, look: Look, card: ExchangeCard, said: frozenset[str]) -> Act | None:
    if said & {"undo", "no"}:
        return _shown(look, card)
    if said & {"done", "came", "sent"} and card.state == "proposed":
        return not_agreed_yet(look, [card])
    return asked(heard, look, card) if "ask" in said else None


def _going_on(heard: Heard, look: Look, card: ExchangeCard, said: frozenset[str]) -> Act | None:
    """Between agreeing and confirming: the hours that it was first, then what went wrong, then when it is to be."""
    choices = {option.id.rpartition(":")[2]: option for option in exchange_card(card).options}
    if "unknown" in said:
        return _unknown(look, card)
    if "sent" in said and said.isdisjoint(_ENDED - {"done"}):
        return about(look, card, "confirm_service", {}) if card.gives else to_them(heard, look, card)
    if "coming" in said and card.state == "agreed" and card.may_write:
        return to_them(heard, look, card)  # "we will be an hour late" says nothing of how long it takes
    if "delay" in said and card.gives and card.may_write and said.isdisjoint(_ENDED):
        return to_them(heard, look, card)  # nor does "sorry for the 20 minutes": it is for who waited
    if "absent" in heard.told().sure:
        return about(
            look, card, "dispute", {"absent": "problem" not in said}
        )  # "two hours we have been waiting for them", too
    late = bool(said & {"late", "delay"}) and not card.gives
    minutes = minutes_told(heard, card, said)
    if minutes is not None and (minutes != card.minutes or said <= _HOURS_ONLY):
        return about(look, card, "confirm_service", {"hours": minutes / _HOUR, "late": late or heard.says_late()})
    if said & {"problem", "absent"} or ("not_yet" in said and card.state == "delivered" and card.my_turn):
        return about(look, card, "dispute", {"absent": "absent" in said and "problem" not in said})
    if late and not said & {"move", "ask"}:
        return about(look, card, "confirm_service", {"late": True})
    if "not_yet" in heard.told().sure and "day" in choices:
        later = _moved(heard, look, card, choices["day"].id) if _day(heard, card) else None
        return later or for_them(card, first_choice(tuple(choices.values()), "day"))
    if "wait" in said and card.state == "delivered" and card.my_turn:
        return _shown(look, card, _("All right. It waits for your answer."))
    if said & {"wait", "not_yet"} and "move" not in said:
        return for_them(card, tuple(choices.values()))
    if "ask" in said and not ("move" in said and heard.says_moved()):
        return asked(heard, look, card)
    if "no" in heard.told().sure and "day" in choices and isinstance(heard.day(), date):
        return act(look, choices["day"].id)  # "on Thursday we are booked": which other day, they will say
    if "move" in said and "day" in choices:
        if heard.asks_something() and not _day(heard, card) and "move" not in heard.told().sure:
            return asked(heard, look, card)  # «vous pouvez venir le samedi ?», any; how to move it is shown
        if card.may_write and heard.names_the_day(card.due_on) and not heard.says_moved():
            return to_them(heard, look, card)  # «até sexta então!» is no other day
        return _moved(heard, look, card, choices["day"].id)
    if "undo" in said and "cancel" in choices:
        plain = heard.understood().intent in ("cancel", "decline_match")  # that has its own way
        return None if plain else Act(page=refusing(single.exchange(look, card.id)), opens=True)
    if said & {"done", "came"} and not said & {"no", "move"}:
        return about(look, card, "confirm_service", {})
    return None


def _unknown(look: Look, card: ExchangeCard) -> Act | None:
    """«no sé si vinieron» accuses nobody: how to find out, above the card."""
    page = single.exchange(look, card.id)
    if page is None:
        return None
    line = _("If you do not know whether it was done, ask first: your own people, or {other}.", other=card.other)
    options = first_choice(page.options, "write")
    return Act(page=replace(page, lines=(*page.lines, line), options=options), opens=True)


def minutes_told(heard: Heard, card: ExchangeCard, said: frozenset[str]) -> int | None:
    """The hours that it took, where the words tell so."""
    if said & {"ask", "move", "delay"} or not said & {"amount", "half"} or "not_yet" in heard.told().sure:
        return None  # "hoy hicimos 2 horas, mañana hacemos las otras": it goes on
    right = heard.right_hours()
    if right is None:
        right = heard.hours_of_days()
    found = heard.minutes_of(card.minutes) if right is None else right
    found = other_of_two(found, card.minutes) or found
    if found is None and "amount" in said and len(heard.text.split()) <= _BRIEF:
        found = heard.bare_hours()  # «no, solo fueron 2»
    if "half" in said and card.minutes and found in (None, card.minutes) and not has_figure(tokenise(heard.text)):
        return card.minutes // 2
    return found if isinstance(found, int) and found > 0 else None


def other_of_two(named: object, agreed: object) -> Any:
    """Of two things that are named, of which one is agreed, the other; None where it is not so."""
    others = [one for one in named if one != agreed] if isinstance(named, list) and len(named) == 2 else []
    return others[0] if len(others) == 1 else None


def _moved(heard: Heard, look: Look, card: ExchangeCard, payload: str) -> Act | None:
    """The question for another day, with the one that the words name."""
    found, day = act(look, payload), _day(heard, card)
    timed = hour_of(heard, look, card, day)
    hints = {"by": day or card.due_on or "", **timed} if day or timed else {}
    return replace(found, hints={**found.hints, **hints}) if found else None


def _day(heard: Heard, card: ExchangeCard) -> str:
    """The day that the words name, where it is not the agreed one; '' for none."""
    day = heard.day()
    if card.due_on and heard.says_two_days():
        day = other_of_two(day, date.fromisoformat(card.due_on)) or day
    named = heard.other_day(card.due_on or "") or (day.isoformat() if isinstance(day, date) else "")
    if card.due_on and not named and (days := heard.put_off()):
        return (date.fromisoformat(card.due_on) + timedelta(days=days)).isoformat()
    if not named or not card.due_on:
        return named
    meant = named if named == card.due_on else heard.next_to(named, card.due_on)
    return "" if meant == card.due_on else meant


def _shown(look: Look, card: ExchangeCard, *before: Message) -> Act | None:
    page = single.exchange(look, card.id)
    return Act(page=replace(page, lines=(*before, *page.lines)), opens=True) if page else None


def tells(card: ExchangeCard, said: frozenset[str]) -> bool:
    """Whether such words may be about an exchange that stands so."""
    if to_answer(card):
        return bool(said & {"wait", "ask", "no", "undo", "accept", "terms", "move"} or (card.gives and "help" in said))
    if card.state == "proposed":
        return bool(said & {"undo", "no", "ask"})
    if agreed(card):
        return bool(said - {"help", "no"})
    return card.state == "disputed" and bool(said & {"problem", "ask"})
