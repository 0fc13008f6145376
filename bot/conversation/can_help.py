"""«Podemos ayudar» while a suggestion waits for just that, and "but we need until Friday" behind it: its terms."""

from __future__ import annotations

from datetime import date

from bot.cards import pages, single
from bot.conversation.at_its_hour import hour_of
from bot.conversation.buttons.act import Act
from bot.conversation.buttons.terms import terms_of
from bot.conversation.heard import Heard
from bot.conversation.to_partner import beside_terms
from bot.conversation.which import to_answer
from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.tokens import tokenise
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.messages import _
from core.text.normal import fold

_FEW = 5  # words of "yes, we can help you"
_HELPS, _OFFERS = small("help_stems"), small("offer_stems")
_THIS, _BUT = one("", "small", "with_this"), small("condition")
_COMES = frozenset(("help", "coming"))
_SIGNS = " ,،;؛.-–"


def can_help(heard: Heard, look: Look) -> Act | None:
    """The card of the suggestion, where the yes is; with other hours or another day, the way to propose these. None
    where the words offer something else, or nothing waits.
    """
    words, condition = _parted(heard.text)
    said = heard.again(words) if condition else heard
    if _says_a_service(said, look) or not _only_helps(words):
        return None
    cards = [card for card in look.my_exchanges() if card.gives and to_answer(card)]
    if len(cards) > 1:
        return Act(page=pages.among(_("Which one?"), cards), opens=True)
    if not cards:
        return None
    terms = on_condition(heard, look, cards[0]) or on_day(heard, look, cards[0])
    return terms or Act(page=single.exchange(look, cards[0].id), opens=True)


def on_condition(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """The way to propose the hours or the day that stand behind "but"; None where none do."""
    _words, condition = _parted(heard.text)
    terms = _terms(heard.again(condition), heard) if condition else {}
    return _proposing(heard, look, card, terms) if terms else None


def on_day(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """The way to propose the day on which they say that they can, of what nobody has proposed yet: "we can come on
    Monday", "podemos el sábado, y serían 5 horas".
    """
    day = heard.day()
    if card.state != "suggested" or not isinstance(day, date) or day.isoformat() == card.due_on:
        return None
    # "saturday no, monday?", "rather on monday" is the Monday next to that day; "we can come on monday" the coming one
    other = heard.other_day(card.due_on or "") or ("" if heard.told().all & _COMES else day.isoformat())
    by = heard.next_to(other, card.due_on) if other and card.due_on else day.isoformat()
    minutes = heard.minutes_of(card.minutes)
    hours = {"hours": str(minutes)} if isinstance(minutes, int) and minutes > 0 else {}
    return _proposing(heard, look, card, {**hours, "by": by})


def _proposing(heard: Heard, look: Look, card: ExchangeCard, terms: dict[str, str]) -> Act:
    hints = {**terms_of(card), **terms, **hour_of(heard, look, card, terms.get("by", ""))}
    return Act(flow=f"counter/{card.id}/{card.version}", hints=hints, lines=beside_terms(heard, card, hints))


def _parted(text: str) -> tuple[str, str]:
    """What stands before "but", and what behind it; the whole text and '' where there is none."""
    tokens = tokenise(text)
    at = next((at for at, form in enumerate(tokens.forms) if at > 1 and form in _BUT), None)
    if at is None:
        return text, ""
    return text[: tokens.starts[at]].strip(_SIGNS), text[tokens.ends[at] :].strip(_SIGNS)


def _says_a_service(heard: Heard, look: Look) -> bool:
    """Whether an offer says of what; "we can help with that" does not."""
    slots = heard.understood().slots
    service = str(slots.get("service") or "")
    return bool(slots) and (not service or look.names_service(service, heard.language()))


def _only_helps(text: str) -> bool:
    folded = fold(text)
    if not any(stem in folded for stem in _HELPS) or any(stem in folded for stem in _OFFERS):
        return False
    return len(text.split()) <= _FEW or bool(_THIS.all_in(tokenise(text).forms))


def _terms(condition: Heard, heard: Heard) -> dict[str, str]:
    """The hours and the day of the condition, each by itself or as the whole message names it."""
    minutes, day, slots = condition.minutes(), condition.day(), heard.understood().slots
    hours = {"hours": str(minutes)} if isinstance(minutes, int) and minutes > 0 else {}
    by = day.isoformat() if isinstance(day, date) else str(slots.get("deadline") or "")
    return {**hours, **({"by": by} if by else {})}
