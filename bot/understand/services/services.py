"""Which words of a message are known names of services? The labels of the list of services, compared by sound."""

from functools import cache, lru_cache

from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.sounds import sound, sounds
from bot.understand.lexis.tokens import Tokens, forms_of
from core.languages import LANGUAGES
from core.taxonomy import taxonomy

_SHORTEST = 4
_CLITICS = "وفبلك"
# What is nothing without what follows: "clases de inglés" is not "inglés".
CLASSES = small("classes")


@lru_cache(maxsize=8)  # all who read a message ask
def service_words(tokens: Tokens, lang: str) -> tuple[tuple[int, int], ...]:
    """Where names of services stand in a message: from, to."""
    table, forms = _labels(lang), sounds(tokens, lang)
    found: list[tuple[int, int]] = []
    for at, form in enumerate(forms):
        phrases = table.get(form) or (table.get(form[1:]) if form[0] in _CLITICS else None)
        if phrases:
            end = next(
                (at + len(rest) + 1 for rest in phrases if forms[at + 1 : at + 1 + len(rest)] == list(rest)), None
            )
            if end:
                found.append((at, end))
    return tuple(found)


def is_joined(tokens: Tokens, lang: str, at: int) -> bool:
    """Whether the name of a service begins behind the first letter of this word: «لسباك», «بمترجم», not «بناء»."""
    form, table = sound(tokens.forms[at], lang), _labels(lang)
    return form[0] in _CLITICS and form not in table and form[1:] in table


def names_service(tokens: Tokens, lang: str) -> bool:
    """Whether a service is named, or a class of anything ("clases de inglés")."""
    return not CLASSES.isdisjoint(tokens.forms) or bool(service_words(tokens, lang))


def meant_by(tokens: Tokens, lang: str, start: int, end: int) -> frozenset[str]:
    """The services (ids) that are named between two tokens."""
    spans = [span for span in service_words(tokens, lang) if start <= span[0] and span[1] <= end]
    forms = [tuple(sound(form, lang) for form in tokens.forms[begun:ended]) for begun, ended in spans]
    bare = [(said[0][1:], *said[1:]) for said in forms if said[0][0] in _CLITICS]
    return frozenset().union(*(_meant(lang).get(said, ()) for said in (*forms, *bare)))


@cache
def _meant(lang: str) -> dict[tuple[str, ...], frozenset[str]]:
    table: dict[tuple[str, ...], frozenset[str]] = {}
    for id, service in taxonomy().services.items():
        for own, label in service.every_label():
            if own in (lang, "en"):
                said = tuple(sound(form, lang) for form in forms_of(label))
                table[said] = table.get(said, frozenset()) | {id}
    return table


def is_service(tokens: Tokens, lang: str) -> bool:
    """Whether the whole message is the name of one ("reforço escolar")."""
    return any(start == 0 and end == len(tokens.forms) for start, end in service_words(tokens, lang))


@cache
def _labels(lang: str) -> dict[str, list[tuple[str, ...]]]:
    """By the first word, what follows it in a label, the longest first. A language's own labels, and English ones."""
    small = one(lang, "lead") if lang in LANGUAGES else ()
    table: dict[str, set[tuple[str, ...]]] = {}
    for service in taxonomy().services.values():
        for own, label in service.every_label():
            if own in (lang, "en") or lang not in LANGUAGES:
                first, *rest = [sound(form, lang) for form in forms_of(label)] or [""]
                if rest or (len(first) >= _SHORTEST and label not in small):
                    table.setdefault(first, set()).add(tuple(rest))
    return {first: sorted(rests, key=len, reverse=True) for first, rests in table.items()}
