"""How would a message in Latin letters look in Arabic ones? For what no cue in Latin letters knows."""

from dataclasses import replace

from core.text.arabizi import is_arabizi, to_arabic
from core.text.normal import fold

from .tokens import Tokens, forms_of

_ARTICLES = frozenset(("el", "al", "il", "l", "lel", "lil", "lal", "fel", "bel", "wel"))
_TO, _UP_TO, _THE = frozenset(("le", "la", "l", "lel", "li", "lil")), "ل", "ال"


def transcribed(tokens: Tokens) -> Tokens | None:
    """The same message with its words in Arabic letters, to compare with; None if it is no Arabic in Latin letters.

    What is quoted from it stays as typed, so each word keeps its place.
    """
    if not is_arabizi(tokens.text):
        return None
    whole = forms_of(to_arabic(tokens.text))
    forms = whole if len(whole) == len(tokens.forms) else [_alone(tokens, at) for at in range(len(tokens.forms))]
    return replace(tokens, forms=forms)


def as_heard(tokens: Tokens) -> tuple[list[str], list[bool]]:
    """The words as the tagger reads them: as typed, Arabic in its own letters; and which no space stands before."""
    arabic, size = transcribed(tokens), len(tokens.forms)
    glued = [at > 0 and tokens.ends[at - 1] == tokens.starts[at] for at in range(size)]
    return arabic.forms if arabic else [tokens.said(at, at + 1) for at in range(size)], glued


def _alone(tokens: Tokens, at: int) -> str:
    """One word by itself, with the article that is written before it."""
    form = tokens.forms[at]
    if not (form.isascii() and form[0].isalnum()) or form.isdigit():
        return form
    if form in _TO and at + 1 < len(tokens.forms) and tokens.forms[at + 1][:1].isdigit():
        return _UP_TO  # "men 4 le 6"
    led = at > 0 and tokens.forms[at - 1] in _ARTICLES
    said = fold(to_arabic(form)) or form
    return _THE + said if led and not said.isascii() and not said.startswith(_THE) else said
