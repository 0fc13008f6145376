"""Is the whole message one of the words that work everywhere? (menu, back, cancel, help, stop, yes, no, 2, "dos" …)"""

import re
from functools import lru_cache

from core.languages import LANGUAGES
from core.text.arabizi import is_arabizi, to_arabic
from core.text.clean import clean
from core.text.normal import digits, fold

from .amounts.numbers import number_at
from .lexis.leading import listed
from .lexis.lexicon import keyed, numbered, one, small
from .lexis.phrases import Phrases
from .lexis.tables import data
from .lexis.tokens import tokenise

GLOBAL = (
    *("menu", "back", "cancel", "help", "language", "balance", "person", "stop", "start", "leave", "yes", "no", "skip"),
    *("unsure", "change", "more", "switch", "greeting", "thanks", "block", "light", "full", "phones", "flag"),
)
_COMMANDS = frozenset(f"/{name}" for name in GLOBAL if name not in ("start", "yes", "no", "greeting", "thanks"))
_SIGNS = {
    "👍": "yes",
    "✅": "yes",
    "👌": "yes",
    "👎": "no",
    "❌": "no",
    "👋": "greeting",
    "🙏": "thanks",
    "?": "help",
    "؟": "help",
}
# Said in one language alone: what a machine calls no number is no "no" to anybody else.
_ONLY_IN = {"nan": "fr"}
_RUN = re.compile(r"\d{4,}")
_CARD = re.compile(r"\d{4,6}", re.ASCII)
_NAME_WORDS = 4
_APOSTROPHE = re.compile("['’]")
_CODES = small("code_words")
_STARS = re.compile("[⭐🌟★]")
_SIGN = re.compile(r"[^\w'/]|_")
_OPENING, _HEADS, _TAILS = (listed("small", name) for name in ("opens_yes", "plain_yes", "beside_yes"))
_PRAISE = listed("small", "praise")
_AS_A_GIFT, _ASK_THEM = listed("small", "as_a_gift"), listed("small", "ask_them")
_ASKS = frozenset("?؟¿")
_LONGEST = 60
_TOLD = 200  # letters of words that may name a place in a list
_MOST_OPTIONS = 20
_NOT = small("not_needing")
_ASKED_AGAIN = 16  # the last few: each who reads a message asks what its words are as a whole


@lru_cache(maxsize=_ASKED_AGAIN)
def word(text: str, lang: str = "") -> str | None:
    """The global word that `text` is, as a whole, in any of the languages; else None. One of `GLOBAL`.

    `lang` is the person's language, for what is a word in one alone.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    sign = _SIGNS.get(_without_tone(text))
    if sign:
        return sign
    plain = fold(text)
    if plain.startswith("/"):
        return plain[1:] if plain in _COMMANDS else None
    found = _TABLE.get(plain) or _TABLE.get(_bare(plain)) or _agreed(text)
    if found is None or _STARS.search(text) or is_elsewhere(text, lang):
        return None  # "⭐⭐⭐⭐ muy amables" rates somebody
    return found


def _agreed(text: str) -> str | None:
    """'yes' where nothing but a plain yes and courtesy is said: "sí señora", "listo, aceptamos", "sim, obrigada"."""
    return "yes" if _only_says(text, _HEADS, _OPENING, but=_ASKS) else None


def asks_them(text: str) -> bool:
    """Whether "shall I ask them?" is answered with just that: "ask them", "sí, pregúntales", «اسألوهم»."""
    return len(text) <= _LONGEST and _only_says(text, _ASK_THEM, _OPENING, but=_ASKS)


def as_a_gift(text: str) -> bool:
    """Whether nothing is said but that no hours are wanted for it: "gratis", "as a gift, no hours", «ببلاش»."""
    return len(text) <= _LONGEST and _only_says(text, _AS_A_GIFT, _OPENING, but=_ASKS)


def praises(text: str) -> bool:
    """Whether nothing but praise and courtesy is said: "excelente", "très bien, merci", «برافو»."""
    return len(text) <= _LONGEST and _only_says(text, _PRAISE, _TAILS)


def _only_says(text: str, means: Phrases[str], opens: Phrases[str], but: frozenset[str] = frozenset()) -> bool:
    """Whether nothing but such phrases, what `opens` them and courtesy behind them stands there, between signs that are
    not of `but`.
    """
    tokens = tokenise(text)
    if means.firsts.isdisjoint(tokens.forms):
        return False
    at = said = 0
    while at < len(tokens.forms):
        if tokens.is_sign(at) and tokens.forms[at] not in but:
            at += 1
            continue
        meant = means.at(tokens.forms, at)
        found = meant or (_TAILS if said else opens).at(tokens.forms, at)
        if found is None:
            return False
        said, at = said + bool(meant), found[1]
    return bool(said)


def is_elsewhere(text: str, lang: str) -> bool:
    """Whether the whole message is a word in one language alone, which is not theirs."""
    return len(text) <= _LONGEST and _ONLY_IN.get(_bare(fold(text)), lang) != lang


def is_no(said: str, text: str) -> bool:
    """Whether a word of a text is a plain no; "la" is one where the text is Arabic in Latin letters."""
    return word(said) == "no" and (to_arabic(said) not in _NOT or said == to_arabic(said) or is_arabizi(text))


@lru_cache(maxsize=_ASKED_AGAIN)
def option_number(text: str) -> int | None:
    """The number of a choice, 1 to 20, when the whole message is one: "2", "2)", "2️⃣", "٢", "dos", "la segunda"."""
    if text.isdecimal() and len(text) <= _LONGEST:
        return _in_reach(int(text))
    text = clean(text, _LONGEST + 1).strip()
    if not text or len(text) > _LONGEST:
        return None
    forms = tokenise(text).forms
    if forms and forms[0] in ("#", "("):
        forms = forms[1:]
    for place, sign in enumerate(forms):
        if sign in ("-", "−", "–"):
            return None
        if sign in (".", ")", ":") and place == len(forms) - 1 and place:
            forms = forms[:-1]
    return _option(forms)


def _option(forms: list[str]) -> int | None:
    at = 0
    while at < len(forms) - 1 and (found := one("es", "options").at(forms, at)):
        at = found[1]
    ordinal = numbered("es", "ordinals").at(forms, at)
    if ordinal and ordinal[1] == len(forms):
        return _in_reach(ordinal[0])
    number = number_at(forms, at, "es")
    if number is None or number[1] != len(forms) or len(number[0]) != 1 or number[0][0].denominator != 1:
        return None
    return _in_reach(int(number[0][0]))


def place_named(text: str, lang: str, many: int) -> int | None:
    """Which of so many things in a row is meant by its place, from 1: "the second one", "la última"; None where no
    place is named, or several are.
    """
    forms = tokenise(clean(text, _TOLD)).forms
    places = {number for _from, _to, number in numbered(lang, "ordinals").all_in(forms)}
    ends = {name for _from, _to, name in keyed(lang, "in_a_row").all_in(forms)}
    places |= {many} if "last" in ends else set()
    places |= {many // 2 + 1} if "middle" in ends and many % 2 else set()
    return _only(places, many)


def number_named(text: str, lang: str, many: int) -> int | None:
    """The same by its number: "number two please". One in words is no number: "that one", "una"."""
    forms = tokenise(clean(text, _TOLD)).forms
    read = ((form, number_at(forms, at, lang)) for at, form in enumerate(forms))
    found = {int(one[0][0]) for form, one in read if one and len(one[0]) == 1 and (one[0][0] != 1 or form.isdigit())}
    return _only(found, many)


def _only(places: set[int], many: int) -> int | None:
    return next(iter(places)) if len(places) == 1 and places <= set(range(1, many + 1)) else None


def _in_reach(number: int) -> int | None:
    return number if 1 <= number <= _MOST_OPTIONS else None


def code_said(text: str) -> str:
    """The digits of an invite in a few words that say so: "mi código es 12345678", «الرمز: ١٢٣٤٥٦٧٨»; else ''."""
    plain = fold(digits(text)) if len(text) <= _LONGEST else ""
    runs = _RUN.findall(plain)
    return runs[0] if len(runs) == 1 and _CODES.intersection(_bare(plain).split()) else ""


_NUMBERS = numbered("", "numbers")
_ARABIC_THE, _BEFORE_FIGURE, _CASE_DIGITS = "ال", 2, 9


def card_said(text: str) -> str:
    """The digits of a card behind what our messages call it: "intercambio 1001", «الاقتراح ١٠٠١»; else ''."""
    if not text[-1:].isdigit() or len(text) > _LONGEST:
        return ""
    words = _APOSTROPHE.sub(" ", fold(digits(text))).split()
    before = set(words[:-1]) - small("before_cards") if len(words) <= _NAME_WORDS else set()
    return words[-1] if before and before <= small("card_names") and _CARD.fullmatch(words[-1]) else ""


def case_said(text: str) -> int | None:
    """The number of a case anywhere in the words: "cierre el caso 3"; 0 where one is named without, None else."""
    found = _APOSTROPHE.sub(" ", fold(digits(text))).split()
    named = [at for at, word in enumerate(found) if word.removeprefix(_ARABIC_THE) in small("case_names")]
    for at in named:
        behind = [word.strip("#.,;:!?؟") for word in found[at + 1 : at + 1 + _BEFORE_FIGURE]]
        figures = [str(said[0]) if (said := _NUMBERS.at([word], 0)) else word for word in behind]
        if number := next((one for one in figures if one.isdecimal() and len(one) <= _CASE_DIGITS), ""):
            return int(number)
    return 0 if named else None


def without_as(text: str) -> str:
    """What follows «as …», «como …», «باسم …», folded; '' where nothing of the kind comes first."""
    plain = _bare(fold(text))
    return next((plain.removeprefix(f"{first} ") for first in _AS if plain.startswith(f"{first} ")), "")


def _without_tone(text: str) -> str:
    return (
        "".join(char for char in text if char != "\ufe0f" and not "\U0001f3fb" <= char <= "\U0001f3ff")
        if len(text) < 4
        else text
    )


def _bare(plain: str) -> str:
    """Without signs and emoji: "¡hola! 🙂" is "hola"."""
    return " ".join(_SIGN.sub(" ", plain).split())


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for lang in LANGUAGES:
        for name, phrases in (*data(lang)["words"].items(), ("unsure", data(lang)["calendar"]["any_day"])):
            for phrase in phrases:
                table.setdefault(fold(phrase), name)
                table.setdefault(_bare(fold(phrase)), name)
    table.pop("", None)
    return table


_TABLE = _table()
_AS = sorted({_bare(fold(phrase)) for lang in LANGUAGES for phrase in data(lang)["acting"]}, key=len, reverse=True)
