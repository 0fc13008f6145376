"""Does a further sentence ask for, or offer, something else? "We teach English. We also translate" offers two."""

from __future__ import annotations

from itertools import combinations

from bot.understand.lexis.lexicon import one as one_of
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.sounds import written_out
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.services.services import meant_by
from core.languages import LANGUAGES
from core.text.clean import clean

from .both import kind_of
from .doings import behind_verb

_LONGEST, _TOKENS, _MOST = 1000, 150, 5
_FIRST, _STEM = 4, 4  # words among which "also" stands; letters by which two words are about the same
_PARTING = frozenset(".;؛!…")
_ALSO = small("also")
_ARABIC_AND = "و"


def sentences_of(text: str, lang: str, intent: str) -> tuple[str, ...]:
    """The sentences that each ask for (`intent` post_need) or offer a service of their own, as typed and without
    "also"; () where it is only one, or anything else is said between.
    """
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    tokens = tokenise(clean(text, _LONGEST), _TOKENS)
    if not _is_parted(tokens):
        return ()
    first, *others = [part for part in _parts(tokens) if any(map(str.isalnum, part))] or [""]
    more = [said for part in others if (said := _another(part, lang, intent))]
    if not more or len(more) != len(others) or len(more) >= _MOST:
        return ()
    parts = (first, *more)
    if any(_alike(one, other, lang) for one, other in combinations(parts, 2)):
        return ()
    return parts if kind_of(first, lang) == intent or _meant(first, lang) else ()


def _another(part: str, lang: str, intent: str) -> str:
    """What a sentence asks for or offers besides, '' where it says more of the one before."""
    tokens = tokenise(part, _TOKENS)
    also = next((at for at, form in enumerate(tokens.forms[:_FIRST]) if _is_also(form)), None)
    said = part if also is None else f"{tokens.said(0, also)} {tokens.said(also + 1, len(tokens.forms))}".strip()
    said = said.removeprefix(",").strip()
    kind = kind_of(said, lang)
    named = _meant(said, lang) or (also is not None and intent == "post_offer" and _says_we_do(said, lang))
    return said if named and (kind == intent or (also is not None and not kind)) else ""


def _says_we_do(part: str, lang: str) -> bool:
    tokens = written_out(tokenise(part, _TOKENS), lang)
    return behind_verb(tokens, lang, 0, len(tokens.forms)) > 0


def _alike(one: str, other: str, lang: str) -> bool:
    """Whether two sentences are about the same service: "English lessons", "a teacher of English"."""
    return bool(_meant(one, lang) & _meant(other, lang) or _stems(one, lang) & _stems(other, lang))


def _stems(part: str, lang: str) -> set[str]:
    """Of the words that say what, without those that say who wants or gives it."""
    small_words = one_of(lang, "lead").single_words()
    return {form[:_STEM] for form in tokenise(part, _TOKENS).forms if len(form) >= _STEM and form not in small_words}


def _is_also(form: str) -> bool:
    return form in _ALSO or form.removeprefix(_ARABIC_AND) in _ALSO


def _meant(part: str, lang: str) -> frozenset[str]:
    tokens = written_out(tokenise(part, _TOKENS), lang)
    return meant_by(tokens, lang, 0, len(tokens.forms))


def _is_parted(tokens: Tokens) -> bool:
    return "\n" in tokens.text or not _PARTING.isdisjoint(tokens.forms)


def _parts(tokens: Tokens) -> list[str]:
    """Between the signs that end a sentence, and between lines."""
    begun, parts = 0, []
    for at in range(1, len(tokens.forms) + 1):
        last = at == len(tokens.forms)
        line = not last and "\n" in tokens.text[tokens.ends[at - 1] : tokens.starts[at]]
        if last or line or tokens.forms[at] in _PARTING:
            parts.append(tokens.said(begun, at))
            begun = at if last or line else at + 1
    return parts
