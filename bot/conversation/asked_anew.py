"""Is something new needed, though an exchange is under way? «necesitamos pintor el lunes» is no other day for it."""

from __future__ import annotations

from bot.conversation.heard import Heard
from bot.understand.alike import stems
from bot.understand.lexis.lexicon import own
from bot.understand.lexis.tokens import tokenise
from core.look import Look
from core.look.exchanges import ExchangeCard

_WHEN = frozenset(("hours", "deadline"))
_OF_WHAT_STANDS = frozenset(("terms", "not_yet", "ask"))
_ARABIC_THE = "ال"


def asks_anew(heard: Heard) -> bool:
    """Whether a service of its own is needed on a day, or for some hours: not "we need *it* on Monday", «necesitamos
    *la* visita el lunes», "we need you *to come*", nor an answer by then.
    """
    understood = heard.understood()
    service = str(understood.slots.get("service") or "")
    if understood.intent != "post_need" or understood.by != "words" or not service:
        return False
    if _WHEN.isdisjoint(understood.slots) or heard.asks_something() or heard.says_moved():
        return False
    return _OF_WHAT_STANDS.isdisjoint(heard.told().all) and not _is_known(heard, service)


def asks_beside(heard: Heard, card: ExchangeCard) -> bool:
    """The same where that card is the screen and waits for an answer: it is about something else than the card."""
    return asks_anew(heard) and not stems(str(heard.understood().slots["service"])) & stems(card.what)


def asks_another(heard: Heard, look: Look, card: ExchangeCard) -> bool:
    """«¿y si necesitamos otras 5 horas de un diseñador?», where the card is of accounting: however it is said, hours of
    a service that we know are no other hours of this one.
    """
    understood = heard.understood()
    service = str(understood.slots.get("service") or "")
    if understood.intent != "post_need" or understood.by != "words" or "hours" not in understood.slots:
        return False
    return bool(service) and look.names_another(service, heard.language(), card.what)


def over_for_another(heard: Heard, look: Look, card: ExchangeCard) -> bool:
    """«ya no necesitamos fotógrafo», where the card is of a translation."""
    return heard.of_own() == "over" and look.names_another(heard.text, heard.language(), card.what)


def _is_known(heard: Heard, service: str) -> bool:
    """Whether the words speak of it as of what both know: "the visit", "an answer"."""
    forms, first = tokenise(heard.text).forms, tokenise(service).forms[:1]
    at = forms.index(first[0]) if first and first[0] in forms else -1
    if at < 0:
        return True
    known = own(heard.language(), "small", "known_to_both")
    article = heard.language() == "ar" and forms[at].startswith(_ARABIC_THE)
    return article or any(place >= 0 and known.at(forms, place) for place in (at - 1, at))
