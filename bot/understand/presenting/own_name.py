"""What is said without who says it? "We need an accountant, my name is Ana López" is read by others without her name.

A name that comes first is another matter: what follows it tells what they are (bot/understand/presenting/naming.py).
"""

from bot.understand.lexis.leading import listed
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import Tokens, is_figure, tokenise

from .persons import is_given

_MY_NAME, _ME = listed("presented", "my_name"), listed("presented", "me")
_AND, _THE = small("list_and") | {"&"}, small("the")
_NO_NAMES = small("indefinite") | _THE
_PARTS = frozenset(",،.;؛!?؟-–—")
_SIGNS = " \t\n,،;؛-–—"
_ARABIC_AND, _JOINED = "و", 4
_BEGINS = _ME.firsts | _MY_NAME.firsts | {f"{_ARABIC_AND}{form}" for form in _MY_NAME.firsts}
_MOST, _FEW, _SENTENCE = 8, 4, 3  # words of a name with what may stand behind it, of a small one, of "my name is"
_FULL = 2  # words written large behind "I am", of a name that we do not know


def without_own_name(text: str) -> str:
    """The text without "my name is …" behind what they say; as it is where that comes first, or is all."""
    tokens = tokenise(text)
    if _BEGINS.isdisjoint(tokens.forms):
        return text  # most messages
    for at in range(1, len(tokens.forms)):
        joined = _is_joined(tokens, at)
        end = _behind_name(tokens, at, joined)
        before = tokens.text[: tokens.starts[at]]
        if end and not joined and tokens.forms[at - 1] in _AND:
            before = tokens.text[: tokens.starts[at - 1]]
        if end and any(map(str.isalpha, before)):
            behind = text[tokens.ends[end - 1] :].lstrip()
            before = before.rstrip(_SIGNS if behind[:1].isalnum() else f"{_SIGNS}.")
            return f"{before} {behind}" if behind[:1].isalnum() else f"{before}{behind}"
    return text


def _is_joined(tokens: Tokens, at: int) -> bool:
    """Whether «واسمي» stands there."""
    form = tokens.forms[at]
    return form.startswith(_ARABIC_AND) and form[1:] in _MY_NAME.firsts


def _behind_name(tokens: Tokens, at: int, joined: bool) -> int:
    """The place behind the name that is told at token `at`; 0 where none is."""
    if joined:
        return _end(tokens, at + 1)
    parted = tokens.forms[at - 1] in _PARTS | _AND or "\n" in tokens.text[tokens.ends[at - 1] : tokens.starts[at]]
    if (found := _MY_NAME.at(tokens.forms, at)) and (parted or found[1] - at >= _SENTENCE):
        return _end(tokens, found[1])
    found = _ME.at(tokens.forms, at) if parted else None
    if found is None or found[1] >= len(tokens.forms):
        return 0
    begun = found[1] + (tokens.forms[found[1]] in _THE)  # "sou a Ana"
    full = all(tokens.text[tokens.starts[one]].isupper() for one in range(begun, min(begun + _FULL, len(tokens.forms))))
    end = _end(tokens, begun)
    return end if is_given(tokens, begun) or (full and end >= begun + _FULL) else 0


def _end(tokens: Tokens, begun: int) -> int:
    """Behind the words of a name that begins there; 0 for what is none."""
    if tokens.is_sign(begun) or is_figure(tokens.forms[begun]) or tokens.forms[begun] in _NO_NAMES:
        return 0
    end = next((at for at in range(begun + 1, len(tokens.forms)) if _ends(tokens, at)), len(tokens.forms))
    large = tokens.said(begun, begun + 1)[0].isupper()
    return end if end - begun <= (_MOST if large else _FEW) else 0


def _ends(tokens: Tokens, at: int) -> bool:
    form = tokens.forms[at]
    joined = form.startswith(_ARABIC_AND) and len(form) >= _JOINED and not is_given(tokens, at)
    new_line = "\n" in tokens.text[tokens.ends[at - 1] : tokens.starts[at]]
    return tokens.is_sign(at) or form in _AND or joined or new_line
