"""Does a short question ask who does something? "Who knows sewing?" looks among offers; "who can sew for us?" asks."""

from __future__ import annotations

from datetime import date

from core.languages import LANGUAGES

from .cues.groups import group
from .cues.intents import Found
from .lexis.lexicon import one, own, small
from .lexis.tokens import Tokens
from .services.deeds import says_nothing
from .services.services import service_words
from .slots import slots_of

# Groups of the cue files: who asks so, what says that somebody is able to, and verbs of what is done.
_ASKS, _ABLE, _DOES = "asks_who", "who_can", "who_does"
# "Does | anyone | here | know …": who knows it is looked for, who *can* do it is asked for help.
_OPENING, _ANYONE, _HERE, _KNOWS = "any_opening", "anyone", "anyone_here", "knows"
_KNOWS_IF = "knows_if"  # "alguien que sepa coser": a request, unless it is asked
_QUESTION = frozenset("?؟")
_ARABIC_ASKS = "هل"
_MOST = 8  # words of a question that looks around
_OURS = small("ours")  # for whom it is to be done, or something of ours that is asked about
_US = tuple(small("us_end"))  # at the end of an Arabic verb: "teaches us"
_MIXED_IN: dict[str, tuple[str, ...]] = {"ar": ("fr",)}  # "chkoun y3ref traduction"
_NEEDED = ("hours", "deadline", "urgency")  # said by who asks for something


def who_does(tokens: Tokens, lang: str, today: date) -> Found | None:
    """The question as a cue that keeps its verb; None where hours, a day or "us" tell that it asks for help."""
    forms = tokens.forms
    if lang not in LANGUAGES or sum(form[0].isalnum() for form in forms) > _MOST:
        return None
    who = _begin(tokens, lang)
    asked = _behind_asked(forms, lang, who) or len(forms)
    at = _past(forms, lang, _ABLE, asked)
    if at >= len(forms) or not _OURS.isdisjoint(forms[asked:]) or not _is_done(tokens, lang, at, able=at > who + 1):
        return None
    found = Found("find_matches", tuple(range(who, at + 1)), (at,), float(at + 1 - who))
    said = slots_of("post_need", tokens, lang, today, [found])
    return None if any(name in said for name in _NEEDED) else found


def _behind_asked(forms: list[str], lang: str, at: int) -> int | None:
    """The place behind "who", or behind "does anyone here know"; None where neither is asked."""
    if at < len(forms) and group(lang, _ASKS).holds(forms[at]):
        return at + 1
    anyone = _past(forms, lang, _OPENING, at)
    here = _past(forms, lang, _ANYONE, anyone)
    knows = _past(forms, lang, _HERE, here)
    behind = _past(forms, lang, _KNOWS, knows)
    asked = not _QUESTION.isdisjoint(forms) or _ARABIC_ASKS in forms[at:anyone]
    if lang == "ar" and at < anyone < here and knows == behind and asked:
        return knows  # «في حد بيعلم لغة إشارة؟»
    if behind == knows and (anyone > at or not _QUESTION.isdisjoint(forms)):
        behind = _past(forms, lang, _KNOWS_IF, knows)
    return behind if anyone < here and knows < behind else None


def _past(forms: list[str], lang: str, name: str, at: int) -> int:
    """The place behind all words of a group that stand there."""
    while at < len(forms) and group(lang, name).holds(forms[at]):
        at += 1
    return at


def _begin(tokens: Tokens, lang: str) -> int:
    """Behind signs, a greeting and "we would like to know"."""
    at, greeting, wish = 0, one(lang, "words", "greeting"), own(lang, "small", "wants_to_know")
    while at < len(tokens.forms):
        greeted = greeting.at(tokens.forms, at) or wish.at(tokens.forms, at)
        if not greeted and not tokens.is_sign(at):
            break
        at = greeted[1] if greeted else at + 1
    return at


def _is_done(tokens: Tokens, lang: str, at: int, *, able: bool) -> bool:
    form = tokens.forms[at]
    if lang == "ar" and form.endswith(_US):
        return False
    verb = group(lang, _DOES).holds(form) and not says_nothing(form, lang)
    languages = (lang, *_MIXED_IN.get(lang, ()))
    return verb or (able and any(start == at for own in languages for start, _end in service_words(tokens, own)))
