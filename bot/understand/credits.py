"""How much is given, to whom, and how is a partner rated? The values of a donation, of support and of a rating."""

import re

from core.text.across import sounding
from core.text.clean import clean

from .amounts.numbers import number_at
from .cues.intents import Found
from .lexis.lexicon import one, own, small
from .lexis.tokens import Tokens, tokenise
from .remarks import all_stars

Slots = dict[str, object]
_STAR = tuple(small("star_stems"))
# Whoever says only that they want to rate has said nothing yet.
_RATES = tuple(small("rating_stems"))
STARS = frozenset("⭐🌟★✨")
_OUT_OF = re.compile(r"(\d{1,2})/(5|10)")
_CREDIT = tuple(small("credit_stems"))
# لجمعية: "to" is written together with the name.
_LED_BY_TO = re.compile("ل[\u0621-\u064a]{3}")
_WITH = one("", "small", "together_with").single_words_in_order()
_ARTICLES = small("before_names")
_BEYOND = small("beyond_names")
_OF, _FROM_US = small("noun_of"), one("", "small", "from_us")
_FOR_WHOM = small("rated_for")
_OVER = small("out_of")
_TEN = 10
_TWO_STARS = tuple(small("two_stars"))
_PARTS = frozenset(",.!،;-–…")
_FUND = ("صندوق", "الصندوق")
_LONGEST = 500
_MOST = 5
_FEW = 4
_ONLY_STARS = 6  # words that may say the stars; where more would be lost, all is kept as it was written
_PIECES = re.compile(r"[,،;؛.!\n]+|\s[-–:]\s")


def counted(tokens: Tokens, lang: str) -> float | int | None:
    """The number in a message, one of hours or credits first; neither an article nor nothing at all."""
    forms, numbers = tokens.forms, []
    for at in range(len(forms)):
        number = number_at(forms, at, lang)
        if number and len(number[0]) == 1 and number[0][0] > 0 and not _is_article(forms, at, lang, _CREDIT):
            numbers.append(number)
    if not numbers:
        return None
    of_credits = [number for number in numbers if number[1] < len(forms) and forms[number[1]].startswith(_CREDIT)]
    value = (of_credits or numbers)[0][0][0]
    return int(value) if value.denominator == 1 else float(value)


def names_fund(text: str, lang: str) -> bool:
    """Whether words that are nothing but a recipient name the fund."""
    return _has_fund(tokenise(text).forms, lang)


def _has_fund(forms: list[str], lang: str) -> bool:
    """Whether the fund is among the words, also in Latin letters however its Arabic name is written: "l sandoq"."""
    return bool(one(lang, "fund").all_in(forms)) or any(sounding(form, _FUND) for form in forms if form.isascii())


def recipient(tokens: Tokens, lang: str) -> str | None:
    """'fund', or the name of the one who is to have it, as typed."""
    forms = tokens.forms
    if _has_fund(forms, lang):
        return "fund"
    for lead in (*own(lang, "to").single_words_in_order(), *_WITH):
        for at in range(len(forms) - 1, 0, -1):
            if forms[at - 1] == lead and not _only_hours(named := _named(tokens, at), lang):
                return named or None
    large = next((at for at in range(1, len(forms)) if tokens.said(at, at + 1)[:1].isupper()), None)
    if large:
        end = next((at for at in range(large, len(forms)) if not tokens.said(at, at + 1)[:1].isupper()), len(forms))
        return tokens.said(large, end)
    joined = next((at for at in range(len(forms) - 1, 0, -1) if _LED_BY_TO.match(forms[at])), None)
    return _named(tokens, joined)[1:] if joined else None


def _only_hours(named: str, lang: str) -> bool:
    """Whether it is what is given and not who has it: "hours", "(we want to) donate hours"."""
    forms = tokenise(named).forms
    return bool(forms) and forms[-1] in one(lang, "units", "hour")


def _named(tokens: Tokens, at: int) -> str:
    end, forms = at, tokens.forms
    while end < len(forms) and not tokens.is_sign(end) and not (end > at and _is_beyond(forms, end)):
        end += 1
    start = at
    while start + 1 < end and (forms[start] in _ARTICLES or (start > at and forms[start] in _OF)):
        start += 1  # "a los de la casa del migrante"
    return tokens.said(start, end)


def _is_beyond(forms: list[str], at: int) -> bool:
    """Whether the name ends before this: "por favor", "de parte nuestra"."""
    return forms[at] in _BEYOND or _FROM_US.at(forms, at) is not None


def rating(tokens: Tokens, lang: str, cues: list[Found]) -> Slots:
    """Stars, 1 to 5, and what is said beside them."""
    forms = tokens.forms
    signs = [at for at, form in enumerate(forms) if form in STARS]
    if 1 <= len(signs) <= _MOST:
        return _rated(tokens, len(signs), signs[0], signs[-1] + 1, lang)
    for at in range(len(forms)):
        of = _OUT_OF.fullmatch(forms[at])
        if forms[at].startswith(_TWO_STARS):
            return _rated(tokens, 2, at, at + 1, lang)
        stars = int(of[1]) * _MOST // int(of[2]) if of else None
        if stars and 1 <= stars <= _MOST:
            return _rated(tokens, stars, at, at + 1, lang)
        number = number_at(forms, at, lang)
        if number and number[0][0] == _TEN and (end := _out_of_ten(forms, number[1], lang)):
            return _rated(tokens, _MOST, at, end, lang)
        if number and number[0][0] in (1, 2, 3, 4, 5) and not _is_article(forms, at, lang, _STAR):
            return _rated(tokens, int(number[0][0]), at, number[1], lang)
    return {} if any(form.startswith(_RATES) for form in forms) else _praise(tokens, lang)


def stars_said(text: str, lang: str) -> tuple[int, str] | None:
    """(stars, what is said beside them) of an answer to "how many stars?": "5 estrellas, muy amables", "note 4", "4/5".

    A number among many words counts only beside a word for stars: "todo bien, vino 2 veces" gives none.
    """
    tokens = tokenise(clean(text, _LONGEST))
    forms = tokens.forms
    plainly = any(
        form in STARS or form.startswith((*_STAR, *_RATES, *_TWO_STARS)) or _OUT_OF.fullmatch(form) for form in forms
    )
    slots = rating(tokens, lang, [])
    stars, beside = slots.get("stars"), str(slots.get("comment") or "")
    few = sum(not tokens.is_sign(at) for at in range(len(forms))) <= _FEW
    if not isinstance(stars, int) or not (plainly or few):
        return None
    return stars, beside if plainly and len(beside.split()) > 1 else ""


def rated(text: str, lang: str) -> tuple[int | None, str]:
    """(stars, what else is said) of words that are known to answer "how many stars?", in whatever way: "cinco, muy
    puntuales", "uma só e é muito", "full marks! never seen chairs move so fast". A part that says no more than the
    stars is left out of the words; all else stays as it was written.
    """
    tokens = tokenise(clean(text, _LONGEST))
    figures = _figures(tokens, lang)
    said = stars_said(text, lang)
    signed = said[0] if said and not (figures and said[0] == 1) else None  # one star may be but for joy
    parts = [part.strip() for part in _PIECES.split(clean(text, _LONGEST)) if part.strip()]
    stars = signed or (_MOST if any(map(all_stars, parts)) else _one_of(figures))
    if not stars:
        return None, text.strip()
    if said and signed and len(text.split()) - len(said[1].split()) <= _ONLY_STARS:
        return stars, said[1]
    if len(parts) == 1:
        if all_stars(parts[0]):
            return stars, ""
        number = number_at(tokens.forms, 0, lang)
        behind = tokens.behind_signs(number[1]) if number else 0
        return stars, tokens.said(behind, len(tokens.forms)) if behind < len(tokens.forms) else ""
    told = [part for part in parts if not _only_rates(part, lang)]
    return stars, text.strip() if len(told) == len(parts) else ", ".join(told)


def _figures(tokens: Tokens, lang: str) -> list[int]:
    """The numbers that may be stars, in order; an article is one only where nothing else is."""
    forms = tokens.forms
    found = [(at, number[0][0]) for at in range(len(forms)) if (number := number_at(forms, at, lang))]
    stars = [(at, int(value)) for at, value in found if value in range(1, _MOST + 1)]
    plain = [value for at, value in stars if not _is_article(forms, at, lang, _STAR)]
    return plain or [value for _at, value in stars]


def _one_of(figures: list[int]) -> int | None:
    """The one number, or the first of "3 of 5"; None of two others: it is asked."""
    several = len(set(figures)) > 1 and not (figures[-1] == _MOST and len(set(figures)) == len(figures) == 2)
    return figures[0] if figures and not several else None


def _only_rates(part: str, lang: str) -> bool:
    """Whether a part of the words is nothing but the stars."""
    forms = [form for form in tokenise(part).forms if form[0].isalnum()]
    numbers = any(number_at(forms, at, lang) for at in range(len(forms)))
    return all_stars(part) or (len(forms) <= _FEW and (numbers or not forms))


def _out_of_ten(forms: list[str], at: int, lang: str) -> int | None:
    """The place behind "sur dix", "out of ten", "على عشرة"."""
    for place in range(at, min(at + 3, len(forms))):
        number = number_at(forms, place, lang)
        if number and number[0][0] == _TEN:
            return number[1]
    return None


def _praise(tokens: Tokens, lang: str) -> Slots:
    """What is said of a partner without a figure is a comment as a whole."""
    greeted = one(lang, "words", "greeting").at(tokens.forms, 0)
    start, end = tokens.behind_signs(greeted[1] if greeted else 0), tokens.before_signs(len(tokens.forms))
    return {"comment": tokens.said(start, end)} if end - start > 1 else {}


def _is_article(forms: list[str], at: int, lang: str, counted: tuple[str, ...]) -> bool:
    """The "un" of "un comentario" and "un cuatro", not that of "una estrella"."""
    if forms[at] == "one" and at and forms[at - 1] in ("this", "that", "the"):
        return True
    return forms[at] in one(lang, "one") and not (at + 1 < len(forms) and forms[at + 1].startswith(counted))


def _rated(tokens: Tokens, stars: int, start: int, end: int, lang: str) -> Slots:
    comment = _comment_after(tokens, end, lang) or _comment_before(tokens, start)
    return {"stars": stars, **({"comment": comment} if comment else {})}


def _comment_after(tokens: Tokens, at: int, lang: str) -> str:
    forms, end = tokens.forms, len(tokens.forms)
    full = number_at(forms, at + 1, lang) if at < end and forms[at] in _OVER else None
    at = full[1] if full else at
    while at < end and (tokens.is_sign(at) or forms[at] in one(lang, "stars")):
        at += 1
    for_whom = at < end and (forms[at] in _FOR_WHOM or (at > 0 and forms[at - 1] in _FOR_WHOM))
    if for_whom:
        sign = next((place for place in range(at, end) if tokens.is_sign(place)), end)
        at = sign + 1 if sign - at <= _FEW else at
    return tokens.said(at, tokens.before_signs(end))


def _comment_before(tokens: Tokens, start: int) -> str:
    """Like "the work was great, 4 stars": words that a comma or a full stop parts from the stars."""
    ends = [at for at in range(1, start) if tokens.forms[at] in _PARTS]
    end = tokens.before_signs(ends[-1] if ends else 0)
    rates = any(form.startswith(_RATES) for form in tokens.forms[:end])
    return tokens.said(0, end) if end > 1 and not rates else ""
