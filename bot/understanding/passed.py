"""Which words of a message are others to read? "Tell them that we bring the cakes": "we bring the cakes".

What is said to us alone stays out: whom to tell, "write instead", "the reason is". The tagger (tagger.py) says so of
each word.
"""

from __future__ import annotations

from typing import NamedTuple

from bot.understand.lexis.leading import listed
from bot.understand.lexis.tokens import tokenise
from bot.understand.lexis.transcribed import as_heard
from bot.understanding.crf import Crf
from bot.understanding.tagger import FOR_OTHERS, TAGGER
from core.remembered import remembered

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
_MOST = 150  # words and signs
_SURE = 0.3
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
    """What others are to read of a message that does this act; nothing where the models are left out."""
    tokens = tokenise(text, _MOST)
    found = TAGGER.for_others(*as_heard(tokens), WHY_OF[act]) if tokens.forms and act in WHY_OF else None
    if found is None:
        return ForOthers()
    labels, shares = _CRF.best_row(*found), _CRF.marginals(*found)
    told = {kind: _told(text, tokens.starts, tokens.ends, labels, kind) for kind in ("words", "more")}
    sure = min(float(shares[at][label]) for at, label in enumerate(labels))
    return ForOthers(told["words"], told["more"], sure) if sure >= _SURE else ForOthers()


def _told(text: str, starts: list[int], ends: list[int], labels: list[int], kind: str) -> str:
    """The stretches of this kind, one behind another."""
    parts = list[list[int]]()
    for at, label in enumerate(labels):
        edge, _dash, of = FOR_OTHERS[label].partition("-")
        if of == kind and (edge == "B" or not parts):
            parts.append([starts[at], ends[at]])
        elif of == kind:
            parts[-1][1] = ends[at]
    told = [_bare(text[start:end].strip(_ENDS)) for start, end in parts]
    return ", ".join([one for one in told if len(one.split()) > 1] or told[:1])


def _bare(told: str) -> str:
    """Without the "that" or "because" that leads to it."""
    tokens = tokenise(told, _MOST)
    led = _THAT.at(tokens.forms, 0) or _BECAUSE.at(tokens.forms, 0)
    return tokens.said(led[1], len(tokens.forms)).strip(_ENDS) if led and led[1] < len(tokens.forms) else told
