"""Where do the words of a message begin and end? Words keep their place in the text, so that it can be quoted."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from core.languages import LANGUAGES
from core.text.normal import fold

from .tables import data

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c\ufe0f\u20e3"
_UNITS = "|".join(sorted({unit for lang in LANGUAGES for unit in data(lang)["written_with_figures"]}))
_TOKEN = re.compile(
    r"\d+(?:[.,،٫٬:/\-–]\d+)+(?![^\W\d_]{4})"  # 2,5  27/11  2026-11-27  2-3
    r"|(?<!\d)\d{1,2}(?:h|hrs?)[0-5]\d(?!\d)"  # 2h30
    rf"|\d+(?=(?:{_UNITS})\b|h\d)"
    r"|(?<=\d)h(?=\d)"
    r"|\d+(?=\.?[ºª°])|(?<=\d)\.?[ºª°]"  # 1º
    r"|(?<!\w)[وبل]ـ?(?=\d)"
    rf"|[\w{_MARKS}]+"
    r"|(?<!\w)[-−–]|[^\w\s'’ʼ`´\-–‑]",
    re.IGNORECASE,
)
_ORDINAL_SIGNS = "ºª°"
_ARABIC_COMMA = "،"  # phones have it in place of the decimal sign: «١،٥»
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"[0-9][0-9.,:/٫٬–-]*")


def is_figure(form: str) -> bool:
    """Is this folded word a figure: "3", "2,5", "27/11"? Not "3andna", where 3 is a letter."""
    return "0" <= form[:1] <= "9" and _FIGURE.fullmatch(form) is not None


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """A message cut up: `forms` are folded words, numbers and signs; `starts` and `ends` are places in `text`.

    Two are the same only if they are one object: what is found in a message is kept by it.
    """

    text: str
    forms: list[str]
    starts: list[int]
    ends: list[int]

    def said(self, start: int, end: int) -> str:
        """The person's own writing from token `start` up to token `end`."""
        return self.text[self.starts[start] : self.ends[end - 1]] if start < end else ""

    def is_sign(self, at: int) -> bool:
        """Is this token punctuation or a symbol, or outside the message?"""
        return not 0 <= at < len(self.forms) or not self.forms[at][:1].isalnum()

    def words(self) -> list[str]:
        """The forms that are no signs."""
        return [form for form in self.forms if form[0].isalnum()]

    def behind_signs(self, at: int) -> int:
        """The first place from `at` on where a word stands, or the end."""
        while at < len(self.forms) and self.is_sign(at):
            at += 1
        return at

    def before_signs(self, end: int) -> int:
        """The place behind the last word before `end`, 0 where none stands there."""
        while end > 0 and self.is_sign(end - 1):
            end -= 1
        return end


def has_figure(tokens: Tokens) -> bool:
    """Is there a digit in this message, of any script?"""
    return _DIGIT.search(tokens.text) is not None


def tokenise(text: str, most: int | None = None) -> Tokens:
    """Cut `text` up, at most into `most` tokens. Linear; a token that folds to nothing keeps its own writing."""
    return _kept(text) if most is None or len(text) <= most else _cut(text, most)


@lru_cache(maxsize=4)  # each who reads a message cuts it up
def _kept(text: str) -> Tokens:
    return _cut(text)


def _cut(text: str, most: int | None = None) -> Tokens:
    forms, starts, ends = [], [], []
    for token in islice(_TOKEN.finditer(text), most):
        start, end = token.span()
        word = text[start:end]
        if word[-1] in _ORDINAL_SIGNS:
            continue
        forms.append((fold(word) or word).replace(_ARABIC_COMMA, ",") if end - start > 1 else fold(word) or word)
        starts.append(start)
        ends.append(end)
    return Tokens(text, forms, starts, ends)


def forms_of(phrase: str) -> list[str]:
    """The folded words of a phrase, as `tokenise` would cut them."""
    if phrase.isalpha() and phrase[-1] not in _ORDINAL_SIGNS:
        return [fold(phrase) or phrase]  # most are one word, and there are a hundred thousand
    return _cut(phrase).forms
