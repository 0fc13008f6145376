"""Words for the other side of an exchange: "tell them we start on Monday", or a question to them under its card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.conversation.asked_day import asks_us
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.conversation.to_partner import asked, to_them
from bot.conversation.which import about, agreed, to_answer
from bot.understand.cues.intents import POSTING
from bot.understand.lexis.leading import listed
from bot.understand.lexis.tokens import tokenise
from bot.understand.passing_on import (
    asks_to_send,
    meets_them,
    names_a_lesson,
    of_theirs,
    opens_with_yes,
    says_same_day,
    speaks_of_the_visit,
    speaks_to_them,
    surely_for_them,
    wants_of_them,
    wants_to_know,
    words_for_them,
)
from core.look import Look, is_id
from core.look.exchanges import ExchangeCard

_CHOICES = frozenset(
    ("accept", "no", "undo", "terms", "move", "help", "done", "came", "absent", "problem")
)  # bot/understand/told.py

_ASKED = frozenset(("out_of_scope", "find_matches", "post_need", "post_offer"))
"""What is understood of a question that may be for the other side."""
_KNOWING = _ASKED | {"accept_match", "help"} - {"find_matches"}
"""What is understood of "we would like to know …", which may be for the other side."""
_MEETING = frozenset(("accept", "move", "help", "terms", "wait", "not_yet"))
"""What «los esperamos el viernes» may tell besides, and does not where all is agreed and its day is still to come."""
_OFF = frozenset(("undo", "absent", "problem", "late", "delay", "half", "came"))
"""What tells of more than how the two meet: «no hay luz, hay que traer planta» refuses nothing."""
_SPEAKING = frozenset(("help",))  # «je vous envoie» is near to it
_ASKED_NOTHING = frozenset(("out_of_scope", "find_matches", "write_partner"))
"""What is understood of "we send you the text", which we are not asked for."""
_BEFORE_YES, _WHO_THEY_ARE = listed("small", "before_yes"), listed("small", "who_they_are")
_BEGINS, _WILL_NEED = listed("small", "begins_work"), listed("small", "will_need")
_SOON = 3  # days: nearer than that, when it starts is when it is done
_NAMED = 2  # words that may be nothing but the name of a service


def to_pass_on(heard: Heard, look: Look, idle: Sequence[str], *, drafting: bool = False) -> Act | None:
    """What "tell them …" wants told, or "we send you …" tells, shown once before it goes: about the exchange on the
    screen, or the only one in which the two may write to each other. None for what a choice of its card says ("tell
    them we accept").
    """
    if heard.word() is None and (letter := _how_they_meet(heard, look)):
        return letter
    words = words_for_them(heard.text) if heard.word() is None else ""
    if not words and "theirs" in heard.told().sure:
        return None if drafting else _arranged(heard, look, idle)
    speaks = not words and (_tells_them(heard) or asks_to_send(heard.text))
    words = heard.text if speaks else words
    chosen = heard.again(words).told().all & _CHOICES if words else _CHOICES
    if chosen - (_SPEAKING if speaks else frozenset()):
        return None
    mine, shown = look.my_exchanges(), _on_screen(idle) if heard.seen else 0
    cards = [card for card in mine if card.may_write]
    here = [card for card in cards if card.id == shown]
    early = next((card for card in mine if card.id == shown and to_answer(card) and not card.may_write), None)
    if early:
        return asked(heard, look, early)
    if len(here or cards) != 1:
        return None
    (card,) = here or cards
    return to_them(heard, look, card, "" if speaks else words)


def _arranged(heard: Heard, look: Look, idle: Sequence[str]) -> Act | None:
    """«المدرب هيكون عندكم الساعة ٩», "we have 12 children, bring towels": what the two arrange, and no listing."""
    shown = _on_screen(idle) if heard.seen else 0
    cards = [card for card in look.my_exchanges() if card.may_write and (agreed(card) or card.state == "proposed")]
    here = [card for card in cards if card.id == shown] or cards
    if len(here) != 1 or heard.harm() or heard.told().sure & _CHOICES:
        return None
    return None if _lists_another(heard, look, here[0]) else to_them(heard, look, here[0])


def _lists_another(heard: Heard, look: Look, card: ExchangeCard) -> bool:
    """Whether a request or an offer of its own is made: of another service, or behind what is arranged ("we have 12
    children who need glasses").
    """
    service = str(heard.understood().slots.get("service") or "")
    if not service or heard.understood().intent not in POSTING:
        return False
    behind = heard.understood().intent == "post_need" and "theirs" not in heard.again(service).told().sure
    return behind or look.names_another(service, heard.language(), card.what)


def _how_they_meet(heard: Heard, look: Look) -> Act | None:
    """«los esperamos con café», «llegamos a las 8», "do you need a ladder?" of the one agreed exchange whose day is
    still to come. What is `theirs` (told.py) is so sure that it needs neither: "we have 12 children, bring towels".
    """
    understood, said = heard.understood(), heard.told().all
    visit = speaks_of_the_visit(heard.text, asks=heard.asks_something()) and understood.intent != "post_offer"
    if not (visit or meets_them(heard.text)) or heard.harm() or (said & _OFF if visit else said - _MEETING):
        return None
    cards = [card for card in look.my_exchanges() if agreed(card) and card.may_write and card.due_on]
    (card,) = cards if len(cards) == 1 else (None,)
    if card is None or not card.due_on or look.today > date.fromisoformat(card.due_on):
        return None
    service = str(understood.slots.get("service") or "") if understood.by == "words" and not visit else ""
    another = service and look.names_another(service, heard.language(), card.what)
    other = heard.day() is not None and not heard.names_the_day(card.due_on)
    return None if another or other else to_them(heard, look, card)


def _tells_them(heard: Heard) -> bool:
    surely = surely_for_them(heard.text) and not heard.harm()
    return surely or (speaks_to_them(heard.text) and heard.understood().intent in _ASKED_NOTHING)


def _on_screen(idle: Sequence[str]) -> int:
    """The exchange whose card is the screen; 0 for none, and for a list of several."""
    ids = {payload.split(":")[1] for payload in idle if payload.startswith("x:")}
    only = ids.pop() if len(ids) == 1 else ""
    return int(only) if is_id(only) else 0


def asks_first(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """«¿quiénes son?» and "before we accept, do they have experience?": nothing is accepted by it, and it is for the
    other side, below what the card says of them.
    """
    words = tokenise(heard.text).words() if to_answer(card) else []
    if words and _WHO_THEY_ARE.whole(words) is not None:
        return asked(heard, look, card)
    if not any(True for _found in _BEFORE_YES.all_in(words)):
        return wants_first(heard, look, card)
    return to_them(heard, look, card) if card.may_write else asked(heard, look, card)


def wants_first(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """«بدنا نعرف كم عمر الأطفال», "we would like to know who comes": no request, unless it names another service."""
    if not (to_answer(card) or agreed(card)) or not wants_to_know(heard.text) or heard.harm():
        return None
    understood = heard.understood()
    service = str(understood.slots.get("service") or "")
    other = service and look.names_another(service, heard.language(), card.what)
    if understood.intent not in _KNOWING or (other and not wants_to_know(heard.text, surely=True)):
        return None
    return to_them(heard, look, card) if card.may_write else asked(heard, look, card)


def beside_the_terms(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """«mañana les mandamos los nombres», "same day but at 4 pm", "could the class be in French?": the day as agreed
    stays, and it is for the other side. With a yes before it, it accepts what waits for one.
    """
    sends, stays = speaks_to_them(heard.text), says_same_day(heard.text) or says_its_language(heard)
    if not (sends or stays) or heard.harm() or not (to_answer(card) or agreed(card)):
        return None
    if not sends and asks_us(card):
        return None  # of two days
    if to_answer(card) and ((sends and opens_with_yes(heard.text)) or "accept" in heard.told().all):
        return about(look, card, "accept_match", {})
    return to_them(heard, look, card) if card.may_write else None


def says_its_language(heard: Heard) -> bool:
    """Whether a class or a session is to be held in a language, and not what we write: «بدنا الدرس يكون بالفرنسي»."""
    return heard.understood().intent == "change_language" and names_a_lesson(heard.text)


def says_when_it_starts(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """«empezamos el lunes» well before the day by which it is to be done: no other day, and for the other side."""
    if not card.may_write or not card.due_on or not any(True for _found in _BEGINS.all_in(tokenise(heard.text).forms)):
        return None
    day = heard.day()
    ahead = date.fromisoformat(card.due_on) - day if isinstance(day, date) and not heard.harm() else None
    return to_them(heard, look, card) if ahead and ahead.days > _SOON else None


def asks_them(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """«¿cuántas computadoras son?», «¿nos mandan el texto del afiche?» under a card: a question to the other side, and
    no request of another service.
    """
    understood = heard.understood()
    intent, service = understood.intent, str(understood.slots.get("service") or "")
    wants = wants_of_them(heard.text, look.me.lang)
    question = (heard.asks_something() or wants) and intent in _ASKED
    wanted = intent == "post_need" and card.gives and agreed(card)
    looked_for = intent == "find_matches" and understood.by == "words" and service
    if not (question or wanted) or looked_for or heard.harm():
        return None
    if wanted and any(True for _found in _WILL_NEED.all_in(tokenise(heard.text).forms)):
        return to_them(heard, look, card) if card.may_write else None  # "we will need a ladder"
    plain = understood.by == "words" or len(heard.text.split()) <= _NAMED  # «¿contabilidad?» is another service
    theirs = wants and of_theirs(heard.text)  # a certificate of theirs is none to be designed
    if plain and not theirs and look.names_another(service or heard.text, heard.language(), card.what):
        return None
    if card.may_write:
        return to_them(heard, look, card)
    return asked(heard, look, card) if to_answer(card) else None  # what has ended answers nothing
