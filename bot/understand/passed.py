"""Which words of a message are others to read? "Tell them that we bring the cakes": "we bring the cakes".

And of which parts is it that each do one thing?

What is said to us alone stays out: whom to tell, "write instead", "the reason is". The tagger (tagger.py) says so of
each word.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from bot.understand.lexis.leading import listed
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.lexis.transcribed import as_heard
from bot.understand.passing_on import WHETHER, words_for_them
from bot.understanding.crf import Crf
from bot.understanding.tagger import FOR_OTHERS, TAGGER
from core.remembered import remembered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WHY_OF = {
    **dict.fromkeys(("tell_partner", "ask_partner", "apologise", "coord_write"), "tell"),
    **dict.fromkeys(("decline", "reschedule", "cannot_come", "coord_takedown", "coord_decide", "coord_refuse"), "why"),
    **dict.fromkeys(("inform_stars", "report_done"), "how"),
    "correct_words": "fix",
}
"""Why others read words of a message that does such an act: what they are told, a reason, how it was, or what stands in
the place of such words.
"""
_CRF = Crf(TAGGER.file, FOR_OTHERS)
_FEWEST, _MOST = 4, 150  # words of a message that may be several, and words and signs that are read
_BEGINS = 0.25  # what is no act by itself is put back to what stands before it
_SURE, _FOR_US, _LEFT = 0.3, 0.8, 2  # how sure that is; words behind the last, which belong to it
_THAT, _BECAUSE = listed("passing_on", "that"), listed("small", "reasons")
_ENDS = ' \t\n,;:،؛-–—«»"“”()[]'


class ForOthers(NamedTuple):
    """What others are to read, as typed, and what is to be added to what they read; '' where there is none. `sure` is
    how likely all words are taken rightly.
    """

    words: str = ""
    more: str = ""
    sure: float = 0.0


@remembered
def for_others(text: str, act: str) -> ForOthers:
    """What others are to read of a message that does this act; nothing where the models are left out.

    Little is cut: of what they are told but the words that say whom to tell, of other words what stands before and
    behind.
    """
    tokens = tokenise(text, _MOST)
    found = TAGGER.for_others(*as_heard(tokens), WHY_OF[act]) if tokens.forms and act in WHY_OF else None
    if found is None:
        return ForOthers()
    labels, shares = _CRF.best_row(*found), _CRF.marginals(*found)
    sure = min(float(shares[at][label]) for at, label in enumerate(labels))
    if sure < _SURE:
        return ForOthers()
    kinds = [FOR_OTHERS[label].partition("-")[2] for label in labels]
    for_us = shares[:, 0] if WHY_OF[act] == "tell" else None
    kept = _filled(kinds, for_us)
    words = _told(tokens, kept)
    if WHY_OF[act] == "tell":
        words = "" if _asks_whether(tokens, kept) else words_for_them(words) or words
    return ForOthers(words, _told(tokens, [kind == "more" for kind in kinds]), sure)


def _filled(kinds: list[str], for_us: Floats | None) -> list[bool]:
    """Of each word whether others read it: those that were found, what stands between them, and a word or two that is
    left behind them. Of what they are told all but the stretches that surely are `for_us`.
    """
    kept = [kind == "words" for kind in kinds]
    if True not in kept:
        return kept
    first, last = kept.index(True), len(kept) - kept[::-1].index(True)
    at = 0
    while at < len(kept):
        end = next((place for place in range(at, len(kept)) if kept[place] != kept[at]), len(kept))
        if not kept[at] and "more" not in kinds[at:end]:
            inside, behind = first <= at < last, at >= last and end - at <= _LEFT
            if (inside or behind) if for_us is None else float(for_us[at:end].mean()) < _FOR_US:
                kept[at:end] = [True] * (end - at)
        at = end
    return kept


def _asks_whether(tokens: Tokens, kept: list[bool]) -> bool:
    """Whether they want the others asked if it is so, which no words without that "if" ask."""
    first = kept.index(True) if True in kept else 0
    return first > 0 and any(tokens.said(at, at + 1).lower() in WHETHER for at in (first - 1, first))


def _told(tokens: Tokens, kept: list[bool]) -> str:
    """The stretches of what is kept, one behind another."""
    edges = [at for at in range(len(kept) + 1) if (at < len(kept) and kept[at]) != (at > 0 and kept[at - 1])]
    parts = [(start, tokens.said(start, end).strip(_ENDS)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    told = [_bare(part) if start else part for start, part in parts]
    return ", ".join([one for one in told if len(one.split()) > 1] or told[:1])


def _bare(told: str) -> str:
    """Without the "that" or "because" that leads to it."""
    tokens = tokenise(told, _MOST)
    led = _THAT.at(tokens.forms, 0) or _BECAUSE.at(tokens.forms, 0)
    return tokens.said(led[1], len(tokens.forms)).strip(_ENDS) if led and led[1] < len(tokens.forms) else told


@remembered
def parts_of(text: str) -> tuple[str, ...]:
    """The text in parts of which each does one thing, in their order; the text alone where it is one, or nothing that
    could tell is there.
    """
    if len(text.split()) < _FEWEST:
        return (text,)
    tokens = tokenise(text, _MOST)
    chances = TAGGER.begins(*as_heard(tokens)) if tokens.forms else None
    if chances is None:
        return (text,)
    begun = [start for start, chance in zip(tokens.starts[1:], chances[1:], strict=True) if chance > _BEGINS]
    parts = (text[one:other].strip() for one, other in pairwise((0, *begun, len(text))))
    return tuple(part for part in parts if any(map(str.isalnum, part)))
