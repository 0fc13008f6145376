"""Is something said in place of what was said before: "wait, rather a plumber", «لا، الأفضل سباك»?

Of a whole answer, or within the words of one service; what a message takes back of itself is read in taken_back.py.
"""

from __future__ import annotations

from .lexis.leading import listed, text_from
from .lexis.lexicon import small
from .lexis.tokens import Tokens, tokenise

_HOLD, _RATHER, _BEHIND = (listed("instead", name) for name in ("hold", "rather", "behind"))
_ONE_OF = small("indefinite") | small("some_one")
_PARTS = (small("joining") | small("of") | small("with") | small("in")) - _ONE_OF
_LONGEST = 3  # words of what stands behind


def said_instead(text: str) -> tuple[str, bool]:
    """(what is said, whether a word says that it is in place of something: "rather" does, "sorry" alone does not);
    ('', False) where no such word stands around it.

    A word that only halts ("no", "espera") counts where a sign or another such word follows: "no hay pintor" is none.
    """
    tokens = tokenise(text)
    begun, opened = behind_opening(tokens)
    end, closed = before_closing(tokens)
    return (tokens.said(begun, end), opened or closed) if begun or closed else ("", False)


def said_rather(what: str) -> str:
    """The "herrero" of "carpintero, perdón, un herrero": what comes behind words that take back the rest, or ''."""
    tokens = tokenise(what)
    for at in range(1, len(tokens.forms) - 1):
        if not tokens.is_sign(at) or _HOLD.at(tokens.forms, at + 1) is None:
            continue
        behind = tokenise(text_from(tokens, at + 1))
        begun, _rather = behind_opening(behind)
        begun += behind.forms[begun : begun + 1] != [] and behind.forms[begun] in _ONE_OF
        if 0 < begun < len(behind.forms) and behind.forms[begun] not in _PARTS:  # "inglés, no, de francés" is of both
            return text_from(behind, begun)
    return ""


def behind_opening(tokens: Tokens) -> tuple[int, bool]:
    """Where what is said begins behind words that take back others, and whether one of them says "rather"."""
    at, rather = 0, False
    while at < len(tokens.forms):
        if found := _RATHER.at(tokens.forms, at):
            at, rather = tokens.behind_signs(found[1]), True
            continue
        halts = _HOLD.at(tokens.forms, at)
        if halts is None or not _goes_on(tokens, halts[1]):
            break
        at = tokens.behind_signs(halts[1])
    return at, rather


def _goes_on(tokens: Tokens, at: int) -> bool:
    again = _RATHER.at(tokens.forms, at) or _HOLD.at(tokens.forms, at)
    return again is not None or (at < len(tokens.forms) and tokens.is_sign(at))


def before_closing(tokens: Tokens) -> tuple[int, bool]:
    """Where what is said ends before such words, and whether there are any."""
    end = tokens.before_signs(len(tokens.forms))
    for at in range(max(0, end - _LONGEST), end):
        found = _BEHIND.at(tokens.forms, at)
        if found and found[1] == end:
            return tokens.before_signs(at), True
    return end, False
