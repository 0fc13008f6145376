"""What do words say of an exchange on which two do not agree: which hours are right, that it is settled, how it was?

Nothing is settled by them: they lead to the question that asks once more, or to the card.
"""

from __future__ import annotations

from dataclasses import replace

from bot.cards import single
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.conversation.likely import likely_of
from bot.conversation.to_partner import to_them
from bot.conversation.which import CHOOSE, first_choice
from bot.engine import State
from bot.questions import Asked, Hours
from bot.understand.credits import counted
from bot.understand.cues.intents import POSTING
from bot.understand.lexis.leading import listed
from bot.understand.lexis.tokens import tokenise
from bot.understand.words import accepts
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import Message, _
from core.text.normal import fold

_NONE, _ALL, _WITHDRAWS = (listed("small", name) for name in ("no_hours", "all_hours", "withdraws"))
_HOUR = 60
_FEW, _BARE, _TELLS, _LONG = 12, 5, 6, 8
"""Words of who names hours, of a number that is hours, of who tells how it was, and of who surely does."""
_ASKS, _LIKELY = frozenset("?؟"), 0.5
_BRIEF = 8  # words of a coordinator who decides, and writes to nobody
_AGREES = frozenset(("accept", "done"))
_WENT = frozenset(("absent", "came", "late", "delay"))
_NO_WAY_TO_END = _(
    "If it is settled between you, name the hours that are right: once both of you name the same, it ends."
)


def hours_meant(heard: Heard, most: int) -> int | None:
    """The minutes that words say are right, of at most so many: "son 2 horas", "la mitad", "ninguna", "que sean 3"."""
    words, said = heard.text.split(), heard.minutes_of(most)
    if len(words) > _FEW or not (said is None or isinstance(said, int)):
        return None  # "2 or 3" are none
    minutes = heard.right_hours()
    minutes = said if minutes is None else minutes
    if minutes is None and _ASKS.isdisjoint(heard.text):  # "que sean 3" begins as a question does
        minutes = _without_unit(heard, most, few=len(words) <= _BARE)
    return minutes if minutes is not None and 0 <= minutes <= most else None


def _without_unit(heard: Heard, most: int, *, few: bool) -> int | None:
    tokens = tokenise(heard.text)
    if _NONE.all_in(tokens.forms) and few:
        return 0
    if "half" in heard.told().all or heard.likely().get("half", 0.0) > _LIKELY:
        return most // 2
    number = counted(tokens, heard.language()) if few and heard.day() is None else None
    return None if number is None else round(number * _HOUR)


def in_so_many(heard: Heard, question: Asked, flow: State) -> dict[str, str]:
    """«la mitad», "none" where it is asked which hours are right, as a canonical answer; {} for all else."""
    asked = isinstance(question, Hours) and flow.flow.startswith(("figure/", "decide/")) and not heard.choice
    if not asked or heard.minutes() is not None or heard.number() is not None or heard.word() is not None:
        return {}
    minutes = hours_meant(heard, question.most if isinstance(question, Hours) else 0)
    return {} if minutes is None else {"hours": str(minutes)}


def everything_meant(heard: Heard) -> bool:
    """Whether all the hours are given: "todo para Casa Luz"."""
    forms = tokenise(heard.text).forms
    return len(forms) <= _FEW and _ALL.at(forms, 0) is not None


def decided(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """The question to which a coordinator's words give the hours: "dales la mitad", "todo para Casa Luz"."""
    if heard.word() is not None or heard.number() is not None or len(heard.text.split()) > _BRIEF:
        return None
    most = card.minutes or 0
    minutes = hours_meant(heard, most)
    if minutes is None and everything_meant(heard):
        told, gets = fold(heard.text), fold(str(card.receiver))
        minutes = most if not gets or gets not in told else 0
    return None if minutes is None else Act(flow=f"decide/{card.id}/{card.version}", hints={"hours": str(minutes)})


def disputed(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """What they say of it while it is looked at; None where the words are about something else."""
    if card.state != "disputed" or heard.word() is not None or heard.number() is not None or heard.harm():
        return None
    if _lists(heard, look):
        return None
    named = int(card.wish_value) if card.wish == "figure" and not card.wish_is_mine else None
    minutes = hours_meant(heard, card.minutes or 0) if heard.understood().intent not in POSTING else None
    if named is not None and (minutes == named or (minutes is None and _agrees(heard))):
        return _card(look, card, "same", CHOOSE)
    if named is not None and minutes is None and heard.denies() and len(heard.text.split()) <= _FEW:
        return _card(look, card, "sugg", CHOOSE)
    if minutes is not None and heard.day() is None:
        return Act(flow=f"figure/{card.id}/{card.version}", hints={"hours": str(minutes)})
    if any(True for _found in _WITHDRAWS.all_in(tokenise(heard.text).forms)):
        return _card(look, card, "sugg", _NO_WAY_TO_END)
    if heard.understood().intent == "post_offer" and card.may_write:
        return to_them(heard, look, card)  # «podemos volver el lunes»
    if _tells(heard, look, card):
        return Act(flow=f"problem/{card.id}/{card.version}", hints={"text": heard.text, "unasked": "yes"})
    return None


def _tells(heard: Heard, look: Look, card: ExchangeCard) -> bool:
    """Whether words say how it was; that there is a problem is known."""
    size = len(heard.text.split())
    if size < _TELLS or heard.asks_something():
        return False
    return bool(heard.told().all & _WENT) or (size >= _LONG and likely_of(heard, look, card) == "problem")


def _lists(heard: Heard, look: Look) -> bool:
    """Whether a service is asked for or offered, and not that theirs is put right."""
    return heard.understood().intent in POSTING and look.names_service(heard.text, heard.language())


def _agrees(heard: Heard) -> bool:
    if heard.denies():
        return False
    return accepts(heard.text) or heard.understood().intent == "accept_match" or bool(heard.told().all & _AGREES)


def _card(look: Look, card: ExchangeCard, verb: str, line: Message) -> Act | None:
    page = single.exchange(look, card.id)
    if page is None:
        return None
    return Act(page=replace(page, lines=(line, *page.lines), options=first_choice(page.options, verb)), opens=True)
