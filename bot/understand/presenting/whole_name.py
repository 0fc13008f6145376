"""Where does an organisation's name begin and end, of which a part was found? With what it is, and all that it is for.

"Manos de Abuela" of "la fundación Manos de Abuela" is the fundación; «نادي شباب الحي» goes on with «الشمالي».
"""

from __future__ import annotations

from bot.understand.lexis.leading import listed
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.where.towns import is_town
from core.matching.words import SMALL_WORDS

_KINDS, _OF = listed("presented", "kinds"), listed("placed", "of")
_FILLERS = listed("presented", "fillers")
_SMALL = SMALL_WORDS["ar"]
_ARABIC = ("\u0621", "\u064a")
_THE, _FOR_THE, _FOR, _AND, _IN = "ال", "لل", "ل", "و", "ب"
_MOST = 5  # words of an Arabic name behind what it is


def whole_name(text: str, name: str) -> str:
    """The name with what the organisation is before it, and with the words of an Arabic one that go on behind it."""
    tokens = tokenise(text)
    begun = _place_of(tokens, name)
    if begun is None:
        return name
    end = begun + len(tokenise(name).forms)
    filler = _FILLERS.at(tokens.forms, begun)
    if filler and filler[1] < end and tokens.said(filler[1], filler[1] + 1)[0].isupper():
        begun = filler[1]  # "um Open Library"
        return tokens.said(begun, end)
    first, last = _behind_kind(tokens, begun), _last_large(tokens, begun, _last(tokens, end))
    return without_label(name if (first, last) == (begun, end) else tokens.said(first, last))


def without_label(name: str) -> str:
    """ "groupement Club des Jeunes", «الجمعية مكتبة النيل» are called what begins with what they are a second time."""
    tokens = tokenise(name)
    first = _KINDS.at(tokens.forms, 0)
    if first is None or first[1] >= len(tokens.forms) or _KINDS.at(tokens.forms, first[1]) is None:
        return name
    rest = tokens.said(first[1], len(tokens.forms))
    label = tokens.forms[0].startswith(_THE) if _is_arabic(tokens.forms[0]) else name[0].islower() and rest[0].isupper()
    return rest if label and len(tokens.forms) > first[1] + 1 else name


def named_by_kind(text: str, town: str) -> str:
    """An Arabic name that begins with what the organisation is, up to its town or the end of what is said; '' for none.

    It is for sentences that surely present somebody.
    """
    tokens = tokenise(text)
    at_town = _place_of(tokens, town) if town else None
    for at, end, _kind in _KINDS.all_in(tokens.forms):
        last = end
        while last < len(tokens.forms) and last - end < _MOST and last != at_town and not _ends(tokens, last):
            last += 1
        if last > end and _is_arabic(tokens.forms[at]):
            return tokens.said(at, last)
    return ""


def _place_of(tokens: Tokens, part: str) -> int | None:
    forms = tokenise(part).forms
    places = range(len(tokens.forms) - len(forms) + 1) if forms else ()
    return next((at for at in places if tokens.forms[at : at + len(forms)] == forms), None)


def _behind_kind(tokens: Tokens, begun: int) -> int:
    """Where what it is begins, right before the name or with "of" between them; `begun` where nothing is."""
    if _KINDS.at(tokens.forms, begun):
        return begun
    for at in range(begun - 1, max(-1, begun - 4), -1):
        if tokens.is_sign(at):
            return begun
        found = _KINDS.at(tokens.forms, at)
        if found is None:
            continue
        of = _OF.at(tokens.forms, found[1])
        return at if found[1] == begun or (of is not None and of[1] == begun) else begun
    return begun


def _last(tokens: Tokens, end: int) -> int:
    """Behind the words of an Arabic name that go on: those with the article, and "for" with one of those behind it."""
    while end < len(tokens.forms) and not _ends(tokens, end):
        form = tokens.forms[end]
        goes_on = form.startswith((_THE, _FOR_THE))
        leads = form.startswith(_FOR) and end + 1 < len(tokens.forms) and tokens.forms[end + 1].startswith(_THE)
        if not (goes_on or (leads and not _ends(tokens, end + 1))):
            break
        end += 1
    return end


def _last_large(tokens: Tokens, begun: int, end: int) -> int:
    """Behind the "de Porres" of "San Martín de Porres": what is written large behind "of", and is no town."""
    while tokens.said(begun, begun + 1)[:1].isascii() and (of := _OF.at(tokens.forms, end)):
        last = of[1] + 1
        said = tokens.said(of[1], last) if last <= len(tokens.forms) else ""
        if not said[:1].isupper() or is_town(said):
            break
        end = last
    return end


def _ends(tokens: Tokens, at: int) -> bool:
    """Whether a name does not go on there: a sign, a small word, a town, or one behind "in"."""
    form = tokens.forms[at]
    if tokens.is_sign(at) or not _is_arabic(form) or form in _SMALL:
        return True
    parted = tokens.text[tokens.ends[at - 1] : tokens.starts[at]] if at else ""
    in_town = form.startswith(_IN) and is_town(form.removeprefix(_IN))
    return "\n" in parted or is_town(form) or in_town or (form.startswith(_AND) and form.removeprefix(_AND) in _SMALL)


def _is_arabic(form: str) -> bool:
    return _ARABIC[0] <= form[0] <= _ARABIC[1]
