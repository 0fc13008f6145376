"""Do words tell for whom something is, how many they are, or where among us: "es para los niños", «عددهم ٣٠», "in our
school"?
"""

from __future__ import annotations

from core.text.clean import clean

from .amounts.heads import heads, heads_from
from .amounts.numbers import number_at
from .details import is_detail, says_more
from .lexis.leading import listed
from .lexis.lexicon import own, small
from .lexis.tokens import Tokens, tokenise
from .services.service import is_venue

_LONGEST, _MOST, _WIDEST = 300, 8, 10  # letters; words, and where hours or a day are asked
_SERVED, _FOR = small("served"), listed("small", "for_served")
_NEAR = 3  # words, an article and a number, before who they are
_ARABIC_FOR, _ARABIC_THE = ("لل", "ل"), "ال"
_IN, _OUR, _LEAST = frozenset(("في", "فى", "ف")), "نا", 5  # «في مركزنا»
_THE = small("the") | small("articles") | small("indefinite") | small("ours")
_OPENS, _PEOPLE = small("list_and") | small("but"), small("protected_people")
_FEW, _MANY_END = 3, "s"  # letters of words too small to be people, and how several end
_HOURS = 12  # so many may be hours, where no verb says that they are people
_ASKS = frozenset("?؟")


def said_of_it(text: str, lang: str) -> str:
    """The words that tell for whom or for how many it is, whatever is asked, without "it is" before them; '' where they
    are not all that is said.
    """
    tokens = _brief(text, _MOST)
    end = tokens.before_signs(len(tokens.forms))
    if not end:
        return ""
    at = _behind_it_is(tokens, lang, tokens.behind_signs(0))
    begun = at if _for_whom(tokens.forms, at) else _how_many(tokens, lang, at)
    return tokens.said(begun, end) if begun is not None else ""


def says_where_among_us(text: str, lang: str) -> bool:
    """Whether a place is named as those who write call it: "en nuestra escuela", «في المستشفى», «في مركزنا»."""
    forms = _brief(text, _MOST).forms
    ours = len(forms) > 1 and forms[0] in _IN and forms[1].endswith(_OUR) and len(forms[1]) >= _LEAST
    return ours or (bool(forms) and is_venue(forms, lang))


def told_how_many(text: str, lang: str, what: str) -> str:
    """The "30 niños" of "son 30 niños"; of "somos 30" all, and of "son 30" if they are too many for hours, and of what
    is needed (`what`) it is told for whom; that, where it says so already; '' where nobody is counted.
    """
    tokens = _brief(text, _WIDEST)
    found = heads(tokens, lang)
    if found is None or any(not tokens.is_sign(at) and tokens.forms[at] not in _OPENS for at in range(found.at)):
        return ""
    end = max(tokens.before_signs(len(tokens.forms)), found.end)
    if end == found.end and not found.plainly and (found.many <= _HOURS or not _is_for(tokenise(what))):
        return ""
    if str(found.many) in tokenise(what).forms:
        return what
    if end == found.end:
        return tokens.said(0, end)
    return tokens.said(found.start, end) if tokens.forms[found.end].isalpha() else ""


def told_for_whom(text: str, lang: str) -> str:
    """What may be for whom it is where hours or a day are asked, "para los del taller", said with or without a verb; ''
    for other words.
    """
    tokens = _brief(text, _WIDEST)
    if _years_old(tokens, lang):
        return tokens.text.strip(" .!")
    led = _FOR.at(tokens.forms, 0)
    people = led is not None and led[1] < len(tokens.forms) and _is_people(tokens.forms[led[1]])
    return says_more(tokens.text, lang) or (is_detail(tokens.text, lang).rstrip(" .!") if people else "")


def _brief(text: str, most: int) -> Tokens:
    """The message; nothing of one that asks, or has more words."""
    tokens = tokenise(clean(text, _LONGEST))
    return tokens if len(tokens.words()) <= most and _ASKS.isdisjoint(tokens.forms) else tokenise("")


def _behind_it_is(tokens: Tokens, lang: str, at: int) -> int:
    led = own(lang, "amend", "is_so").at(tokens.forms, at)
    return led[1] if led and led[1] < len(tokens.forms) and _for_whom(tokens.forms, led[1]) else at


def _for_whom(forms: list[str], at: int) -> bool:
    """ "Para las madres del barrio", "for 30 girls", «للأطفال», «لأطفال المدرسة»; not "para el viernes"."""
    joined = next((forms[at].removeprefix(to) for to in _ARABIC_FOR if forms[at].startswith(to)), "")
    if joined and _is_served(joined):
        return True
    led = _FOR.at(forms, at)
    return led is not None and any(map(_is_served, forms[led[1] : led[1] + _NEAR]))


def _how_many(tokens: Tokens, lang: str, at: int) -> int | None:
    """Where "[son] 30 niños", «حوالي ٣٠ طفل», "we are 12" begin: a number, and who they are unless that is plain."""
    found = heads_from(tokens, lang, at + (tokens.forms[at] in _IN))  # «في ٣٠ طفل»: there are
    if found is None:
        return None
    behind = next((form for form in tokens.forms[found.end :] if form[0].isalnum()), "")
    return (found.start if _is_served(behind) else None) if behind else (at if found.plainly else None)


def _is_served(form: str) -> bool:
    return form in _SERVED or form.removeprefix(_ARABIC_THE) in _SERVED


def _years_old(tokens: Tokens, lang: str) -> bool:
    """Like "tienen entre 5 y 10 años", "kids of 5 years"."""
    years = [at for at, form in enumerate(tokens.forms) if at and form in own(lang, "small", "years_old")]
    return any(number_at(tokens.forms, at - 1, lang) for at in years)


def _is_for(tokens: Tokens) -> bool:
    forms = tokens.forms
    return bool(_FOR.all_in(forms)) or any(form.startswith(_ARABIC_FOR) for form in forms[1:])


def _is_people(form: str) -> bool:
    """Whether who they are may begin so: "para los …", "for 30 …", "para mujeres"; not "for now"."""
    return form in _THE or form in _PEOPLE or form[0].isdigit() or (len(form) > _FEW and form.endswith(_MANY_END))
