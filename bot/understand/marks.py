"""What is known of each word of a message, before any model reads it: what its grammars find, as letters."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from core.text.clean import clean
from core.text.normal import fold

from .calendar.anyday import find_any_day
from .cues.intents import POSTING, find_cues
from .lexis.lexicon import one as one_of
from .lexis.lexicon import own
from .lexis.phrases import Phrases
from .lexis.tokens import Tokens, tokenise
from .services.service import lead_in
from .services.services import service_words
from .several.numbered import on_lines
from .slots import beside_of, urgent_in
from .values import Span

LONGEST, MOST = 1000, 150  # letters; words and signs
SHOWN = frozenset("hdptlu.")
"""Marks of what stands in a line of its own on a card, and of what leads up to it."""


def read_as(text: str) -> Tokens:
    """The words of a message, with a line for each thing that is numbered in it."""
    return tokenise(on_lines(clean(text, LONGEST)), MOST)


def words_of(tokens: Tokens) -> list[str]:
    """The words as they are compared, whatever another reader made of them."""
    return [fold(tokens.said(at, at + 1)) or tokens.forms[at] for at in range(len(tokens.forms))]


def known(tokens: Tokens, lang: str, today: date) -> list[str]:
    """What is known of each word: letters, "l" for what leads up to a time, a day or a place, "." for a sign, "n" for
    the first of a line.
    """
    beside = beside_of(tokens, lang, today)
    again = {at for span in beside.repeats for at in range(span.start, span.end)}
    cues = [cue for cue in find_cues(tokens, lang) if cue.intent in POSTING]
    found = {
        "h": [span for span in (*beside.hours, *beside.impossible) if span.start not in again],
        "d": [span for span in (*beside.days, *find_any_day(tokens, lang)) if span.start not in again],
        "u": urgent_in(tokens, lang),
        "t": [*beside.times, *beside.clocks],
        "r": beside.repeats,
        "p": [*beside.remote, *([beside.town] if beside.town else [])],
        "s": [Span(*span, None) for span in service_words(tokens, lang)],
        "k": _phrases(tokens, own(lang, "lead")),
        "g": _phrases(tokens, one_of(lang, "words", "greeting")),
        "y": _phrases(tokens, one_of(lang, "words", "thanks")),
        "c": [Span(at, at + 1, None) for cue in cues for at in cue.places if at not in cue.kept],
        "n": [Span(at, at + 1, None) for at in range(1, len(tokens.forms)) if _begins_line(tokens, at)],
    }
    return _marked(tokens, lang, found)


def _begins_line(tokens: Tokens, at: int) -> bool:
    return "\n" in tokens.text[tokens.ends[at - 1] : tokens.starts[at]]


def _phrases(tokens: Tokens, phrases: Phrases[str]) -> list[Span]:
    return [Span(at, end, None) for at, end, _said in phrases.all_in(tokens.forms)]


def _marked(tokens: Tokens, lang: str, known: Mapping[str, Collection[Span]]) -> list[str]:
    marks = ["." if tokens.is_sign(at) else "" for at in range(len(tokens.forms))]
    for letter, spans in known.items():
        for span in spans:
            begun = lead_in(tokens.forms, span.start, lang) if letter in SHOWN else span.start
            for at in range(begun, span.end):
                new = letter if at >= span.start else "l"
                marks[at] += new if new not in marks[at] else ""
    return marks
