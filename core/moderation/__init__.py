"""Does a text tell of danger to somebody, or is it abuse? Read before anything else is understood of it.

`danger` says whether somebody's life or body is at risk; `denies` whether a text says that nobody's is; `abuse` whether
a text must not reach others before a coordinator looked at it; `emergency` knows the numbers to call in a country. The
first two look for patterns of words and ask a small model beside; both are data in the folder beside this module.
Nothing of a text is kept or logged.
What it finds and what not, and how to add a word: docs/moderation.md.
"""

from __future__ import annotations

import re

from core import encoder
from core.moderation.emergency import Emergency, emergency
from core.moderation.model import chances
from core.moderation.patterns import read
from core.remembered import remembered

__all__ = (
    "ABUSES",
    "DANGERS",
    "Emergency",
    "abuse",
    "danger",
    "denies",
    "emergency",
    "is_surely_danger",
    "kind_of_danger",
    "stretches",
)

DANGERS = ("self_harm", "child", "sexual", "violence", "emergency")
"""Kinds of danger, the first named first where a text tells of several: suicide or self-harm; harm to a child; sexual
violence; violence or its threat against the writer or somebody near; anything else that needs help at once."""

ABUSES = ("threat", "scam", "sexual", "hate", "insult")
"""Kinds of abuse: a threat; fraud (bank cards, PINs, money sent ahead); an unwanted sexual offer; hatred of a group; an
insult."""

LEAST = {"danger": (0.53, 0.73), "abuse": (0.3, 0.5)}
LEAST_BY_WORDS = {"danger": (0.6, 0.6), "abuse": (0.45, 0.45)}
"""How likely, against ordinary alone, a text must be where no pattern is found, and a stretch of one; then the same
where there is no sentence encoder."""

SURELY, SURELY_BY_PATTERN = 0.95, 0.3
"""How likely danger must be that coordinators are called without a question, and how likely where a pattern is in the
text. That is 4 of 10 cries of the blind set and none of its 250 everyday messages (`python -m bench.moderation`)."""

DENIED, DENIED_IF_ASKED = 0.7, 0.4
"""How likely it must be that a text, or a stretch of it, says that nobody is in danger; and where that was just asked
(of 1,456 cries, forty of each file of tests/data/moderation/danger, one is).
"""

SHORT, LEAST_IF_SHORT = 3, 0.6
"""Of so few words the models know little, and must be surer."""

FEWEST = 4
"""So many words must be left beside an idiom, or in a sentence among others, or the model is not asked about them."""

LONGEST, STRETCH, MOST_STRETCHES = 2000, 10, 40
"""Letters that are read, words of a stretch, and stretches that are looked at beside the whole."""

_SENTENCE = re.compile(r"[.!?؟;\n…]+")


def danger(words: str) -> str:
    """The kind of danger that the text tells of, one of DANGERS; '' for none."""
    kind = _found("danger", DANGERS, words)
    return "" if kind and denies(words) else kind


@remembered
def denies(words: str, least: float = DENIED) -> bool:
    """Whether the text says that nobody is in danger ("what danger? it is but a saying"), and tells of none besides."""
    denied = [piece for piece in (words, *stretches(words)) if chances([piece], "denial")["denial"] > least]
    others = [piece for piece in stretches(words) if piece not in denied]
    return bool(denied) and not any(_found("danger", DANGERS, piece) for piece in others)


@remembered
def is_surely_danger(words: str) -> bool:
    """Whether a text in which `danger` finds something leaves no doubt: it is very likely, or a pattern is in it which
    the models do not take for something else.
    """
    found = read(words)
    _kind, share = _likeliest("danger", DANGERS, [found.rest, *stretches(found.rest)])
    spelt_out = any(f"danger.{kind}" in found.kinds for kind in DANGERS)
    return share > (SURELY_BY_PATTERN if spelt_out else SURELY)


def kind_of_danger(words: str) -> str:
    """The likeliest kind of danger in words that tell of one."""
    return _likeliest("danger", DANGERS, [words])[0]


def abuse(words: str) -> str:
    """The kind of abuse that the text is, one of ABUSES; '' for none."""
    return _found("abuse", ABUSES, words)


@remembered
def _found(what: str, those: tuple[str, ...], words: str) -> str:
    found = read(words)
    for kind in those:
        if f"{what}.{kind}" in found.kinds:
            return kind
    if (found.rest != words and len(found.rest.split()) < FEWEST) or not any(map(str.isalpha, words)):
        return ""
    least, least_in_a_stretch = (LEAST if encoder.available() else LEAST_BY_WORDS)[what]
    if len(words.split()) <= SHORT:
        least = LEAST_IF_SHORT
    whole, pieces = _likely(what, those, [found.rest], least), stretches(found.rest)
    return whole if whole or not pieces else _likely(what, those, pieces, least_in_a_stretch)


def _likely(what: str, those: tuple[str, ...], texts: list[str], least: float) -> str:
    """The likeliest kind, where all of them together are likely enough."""
    kind, share = _likeliest(what, those, texts)
    return kind if share > least else ""


def _likeliest(what: str, those: tuple[str, ...], texts: list[str]) -> tuple[str, float]:
    """The likeliest kind, and the share of all of them. Danger is weighed against ordinary, not against abuse, since a
    threat is both.
    """
    likely = chances(texts, what)
    of = {kind: likely[f"{what}.{kind}"] for kind in those}
    together = sum(of.values())
    return max(of, key=lambda kind: of[kind]), together / ((together + likely["ordinary"] + likely["denial"]) or 1.0)


def stretches(text: str) -> list[str]:
    """The sentences of a text that has several, long ones in pieces that overlap: a cry among much else is a cry."""
    sentences = [words for part in _SENTENCE.split(text[:LONGEST]) if len(words := part.split()) >= FEWEST]
    pieces = [
        " ".join(words[at : at + STRETCH])
        for words in sentences
        for at in range(0, max(1, len(words) - STRETCH // 2), STRETCH // 2)
    ]
    return pieces[:MOST_STRETCHES] if len(pieces) > 1 else []
