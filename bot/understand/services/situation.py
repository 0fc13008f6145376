"""Where does a message begin to tell what a request is about? "Notre pc a un virus, on veut un technicien": at once.

Greetings, thanks, and who writes are left out; so is whatever is no more than a name before the verb.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from bot.understand.lexis.lexicon import one, own, small
from bot.understand.lexis.tokens import Tokens, tokenise

from .services import service_words

_SIGNS = frozenset('.,;:!?؟¿¡،؛…-–|«»"“”()/')
_AND = small("and")
_ARABIC_AND = ("و", "ف")
_WHO, _ASKS = small("writers"), small("pleas")
_WE_ARE, _THAT = one("", "small", "we_are"), small("who")
_VERBS, _IT = ("ي", "ت"), ("ه", "ها", "هم", "هن")
_SAID, _IT_AT = small("what_was_said"), 2  # words behind the first verb, among which "it" stands
_MOST = 150  # tokens
_WHO_AT = 3  # words of a clause, among which it is said who writes
_LEAST, _TELLING = 3, 2  # words of what tells something, and those of them that are no small words


def told_from(tokens: Tokens, lang: str, cue: frozenset[int], gone: frozenset[int], start: int) -> int:
    """The token from which on what comes before the cue of a request belongs to it; `start` where nothing does.

    `cue` are the tokens that say it is needed, `start` the first of what is said to be needed.
    """
    first, lead = start, one(lang, "lead")
    while first > 0 and not _is_edge(tokens, first) and (first - 1 in cue | gone or tokens.forms[first - 1] in lead):
        first -= 1
    if first < start and (whom := _whom(tokens, lang, first)):
        return whom
    if first == 0 and start > 1 and cue and min(cue) > start:
        return 0  # "se alguém desmaia ninguém sabe o que fazer"
    if first == 0 or not (_is_edge(tokens, first) or _means_before(tokens, start)):
        return start
    beside = gone if _refers(tokens, start) else cue | gone
    for begun, ended in _behind_we_are(tokens, list(_clauses(tokens, first))):
        if not _is_who(tokens, lang, begun, ended):
            return begun if _tells(tokens, lang, beside, begun, first) else start
    return start


def _whom(tokens: Tokens, lang: str, who: int) -> int:
    """Behind "tenemos" where it is said whom they have "[que] necesita" it: "10 niños"; 0 where it is not."""
    if tokens.forms[who] not in _THAT:
        return 0
    have = one(lang, "presented", "we_have")
    ends = (found[1] for begun, end in _clauses(tokens, who) if end == who and (found := have.at(tokens.forms, begun)))
    return next((end for end in ends if end < who), 0)


def _refers(tokens: Tokens, start: int) -> bool:
    """Whether all that is wanted is «يصلحه», "fix it": what, stands before, and may itself ask for it."""
    if _means_before(tokens, start):
        return True
    form = tokens.forms[start]
    return start == len(tokens.forms) - 1 and form.startswith(_VERBS) and form.endswith(_IT) and len(form) > _LEAST


def _means_before(tokens: Tokens, start: int) -> bool:
    """Whether "it" or "them" stands in the place of what is done something to: "fix it", "come see it"."""
    behind = list(takewhile(lambda form: form not in _SIGNS, tokens.forms[start + 1 : start + 1 + _IT_AT]))
    return not _SAID.isdisjoint(behind)


def _behind_we_are(tokens: Tokens, clauses: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those behind the last "we are": whatever stands before ("tudo bem?"), no name gets into a listing."""
    said = (at for at, (begun, _end) in enumerate(clauses) if _says_who(tokens, begun))
    return clauses[max(said, default=-1) + 1 :]


def _says_who(tokens: Tokens, begun: int) -> bool:
    return _WE_ARE.at(tokens.forms, begun) is not None or tokens.forms[begun] in _WHO


def without_who(text: str, lang: str) -> str:
    """The message without greetings and who writes at its beginning, as typed; the whole where nothing else is said."""
    tokens = tokenise(text, _MOST)
    rest = next(
        (begun for begun, end in _clauses(tokens, len(tokens.forms)) if not _is_who(tokens, lang, begun, end)), 0
    )
    return text[tokens.starts[rest] :].strip() if rest else text


def _is_edge(tokens: Tokens, at: int) -> bool:
    """Whether a clause may begin here: behind a sign, a line or an "and"."""
    form = tokens.forms[at]
    joined = form.startswith(_ARABIC_AND) and len(form) > _LEAST
    return tokens.forms[at - 1] in _SIGNS | _AND or joined or _new_line(tokens, at)


def _new_line(tokens: Tokens, at: int) -> bool:
    return "\n" in tokens.text[tokens.ends[at - 1] : tokens.starts[at]]


def _clauses(tokens: Tokens, end: int) -> Iterator[tuple[int, int]]:
    """The parts between signs and lines, up to the token `end`."""
    begun = 0
    for at in range(end + 1):
        if at == end or tokens.forms[at] in _SIGNS or (at > begun and _new_line(tokens, at)):
            if begun < at:
                yield begun, at
            begun = at + 1 if at < end and tokens.forms[at] in _SIGNS else at


def _is_who(tokens: Tokens, lang: str, begun: int, end: int) -> bool:
    """A greeting, thanks, a plea, or who writes: no name gets into a listing that way."""
    polite = one(lang, "words", "greeting"), one(lang, "words", "thanks")
    if any(words.at(tokens.forms, begun) for words in polite) or not _ASKS.isdisjoint(tokens.forms[begun : begun + 1]):
        return True
    words = [tokens.said(at, at + 1) for at in range(begun, end) if not tokens.is_sign(at)]
    named = any(word[0].isupper() and not word.isupper() for word in words[1:])
    if _WE_ARE.at(tokens.forms, begun):
        return True
    return named or not _WHO.isdisjoint(tokens.forms[begun:end][:_WHO_AT])


def _tells(tokens: Tokens, lang: str, beside: frozenset[int], begun: int, end: int) -> bool:
    """Whether enough is said there, or a service is named."""
    small = one(lang, "empty"), one(lang, "trail"), own(lang, "lead")
    said = [
        at
        for at in range(begun, end)
        if at not in beside and not tokens.is_sign(at) and not any(tokens.forms[at] in words for words in small)
    ]
    long_enough = end - begun >= _LEAST and len(said) >= _TELLING
    return long_enough or bool(said and _names(tokens, lang, begun, end))


def _names(tokens: Tokens, lang: str, begun: int, end: int) -> bool:
    return any(begun <= start and stop <= end for start, stop in service_words(tokens, lang))
