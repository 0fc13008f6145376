"""Arabic typed in Latin letters ("3ayzin mo7asib"): is it that, and how would it look in Arabic letters?

The encoder and the index know Arabic only in its own letters. What comes out is good enough for them, never to be
shown: people write as their dialect and their keyboard have it, and short vowels can only be guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from core.text.latin_arabic import Lexicon, spelled_out
from core.text.normal import fold
from core.text.sections import sections

_FILE = Path(__file__).parents[1] / "data" / "arabizi.txt"
_LONGEST = 1000
_LONGEST_WORD = 25

_WORD = re.compile(r"[^\W_]+(?:['’`´][^\W_]+)*['’`´]?")
_LATIN = re.compile(r"[a-z0-9']*[a-z][a-z0-9']*")
_ARABIC = re.compile("[ء-ي]")
_ACCENTED = re.compile("[à-ÿÀ-Ý]")
_VOWEL = re.compile("[aeiou]")

# The digits that are letters: 2 ء, 3 ع, 5 خ, 6 ط, 7 ح, 8 غ, 9 ق. Inside a word, at its beginning, at its end.
_INSIDE = re.compile(r"[a-z']+[235-9]'?[a-z]+(?:[235-9][a-z]*)?|[235-9][a-z]+[235-9][a-z]*")
_FIRST = re.compile(r"[235-9]'?[a-z]{2,}")
_LAST = re.compile(r"[a-z]{2,}[2379]")
# … and where they count: "b2b", "mp3", "km2"; "3am", "5kg", "2do", "3eme", "3horas".
_COUNTS = re.compile(
    r"(?:b2[bcg]|[ch]2[co]|p2p|e2e|m2m)|(?:mp|ps|co|km|cm|mm|vol|web|num|nro|no|pag|fase|sala|nivel|grupo|parte)\d"
    r"|\d(?:[a-z]|hs|hrs?|mins?|minut\w*|seg|sec|km|kgs?|gr|mg|ml|lts?|mts?|cm|mm|[gmtk]b|am|pm|st|nd|rd|th|ere?|eme|nde"
    r"|[dtrvm][oa]|no|os|as|ans?|dh|dt|egp|da|usd|eur\w*|way"
    r"|(?:hor|hour|heur|dia|day|jour|seman|semain|week|mes|month|mois|ano|year|person|pesso|people|vez|vec|fois|time"
    r"|punt|point|star|estrel|etoil|credit|nin|enfant|kid|child|alun|alumn|cadeir|sill|chais|mesa|table|mujer|mulher"
    r"|femme|real|reai|peso|dolar|dollar|kilo|litr|metr|page|pagin|vide|foto|phot)\w*)"
)
# How words begin in Arabic, where short vowels are not typed, and hardly elsewhere; then verbs denied, "them", "you".
_BEGINS = re.compile(
    r"(?:b[dgkmnstv-z]|d[bgjklmn]|f[dhkmns]|g[dhjm](?!o)|h[bdkmnr]|j[bdkmn]|k[bdhmtf]|l[bdfghjkmnqrstw]|m[bdfghjklmnrstwz]"
    r"|n[bdfghjklmnqrst]|q[abdilmnors]|r[bdgjkmns]|t[bdfgjklmn]|w[bdjklmns]|y[bdfghjkmnrst]|z[bdghmnrw])[a-z]+"
)
_ENDS = re.compile(r"ma[a-z]{3,}[cs]h|[a-z]+kou?m|[a-z]{3,}(?:ouh|hou?m|[aei]tna)")
# Letters and endings that Arabic in Latin letters hardly has.
_FOREIGN = re.compile(
    "[pv]|(?:[st]ion|age|ment|eurs?|euse|ique|istes?|isme|able|aire|ing|phie|graphe|logue|ture|ware|ness|[ea]nce)s?$"
)
# Small words that hang on the next one in Arabic letters.
_HANGS = {
    **dict.fromkeys(("el", "al", "il", "l"), "ال"), **dict.fromkeys(("lel", "lil", "lal"), "لل"),
    **dict.fromkeys(("bel", "bil", "bal"), "بال"), **dict.fromkeys(("fel", "fil", "fal"), "في ال"),
    **dict.fromkeys(("3al", "3el", "3lal"), "على ال"), **dict.fromkeys(("mel", "mnel"), "من ال"),
    **dict.fromkeys(("w", "ou", "wa", "we", "u", "o"), "و"), **dict.fromkeys(("b", "bi", "be"), "ب"),
    **dict.fromkeys(("la", "le"), "ل"), "d": "د", "wel": "وال",
}  # fmt: skip
_DENIES = frozenset({"la", "le"})  # "no" at the beginning, later "for"
_SAYS = frozenset({"في", "على", "من", "و"})
_LINKS = " \t\n-"
_SPACES = re.compile(" {2,}")
_EVIDENCE = {"~": 0.0, "?": 0.5}


def is_arabizi(text: str) -> bool:
    """Whether a text is Arabic in Latin letters, mixed with French or English as it often is.

    One clear sign suffices, unless small words of Spanish, English, French or Portuguese outweigh it.
    """
    text = text[:_LONGEST]
    if _ARABIC.search(text):
        return False
    forms = [form for form in map(_form, _WORD.findall(text)) if _LATIN.fullmatch(form)]
    found = sum(map(_evidence, forms))
    return found >= 1 and found > 0.7 * sum(form in _data().elsewhere for form in forms)


def to_arabic(text: str) -> str:
    """The text with its Arabic words in Arabic letters; words of other languages, numbers and signs stay."""
    written: list[str] = []
    before, end = "", 0
    for found in _WORD.finditer(text):
        typed, gap, end = found.group(), text[end : found.start()], found.end()
        form = _form(typed)
        if before and gap.strip(_LINKS):  # "el, gam3eya": they do not belong together
            written.append(_alone(before))
            before = ""
        if not before:
            written.append(gap)
        small = _HANGS.get(form) if found.start() or form not in _DENIES else None
        if small:
            before = _hung(before, small)
            continue
        word = _word(typed, form)
        written.append(_hung(before, word) if word else _alone(before) + typed)
        before = ""
    return _SPACES.sub(" ", "".join([*written, _alone(before), text[end:]])).strip()


def arabic_word(form: str) -> str | None:
    """The one Arabic word that is listed for this Latin spelling; None for what may be another language's."""
    data = _data()
    word = None if form in data.elsewhere or form in data.stays else data.spelled.get(form)
    return None if word is None or " " in word else word


def is_foreign(form: str) -> bool:
    """Whether a Latin word is one of another language, as far as its letters and our lists tell."""
    data = _data()
    has_digit = any(map(str.isdigit, form))
    return (
        len(form) > _LONGEST_WORD
        or form in data.stays
        or form in data.elsewhere
        or bool(_COUNTS.fullmatch(form))
        or (not has_digit and bool(_FOREIGN.search(form)))
    )


def listed_spellings() -> dict[str, str]:
    """All Latin spellings that are listed and hardly another language's, and their Arabic words."""
    data = _data()
    return {form: word for form, word in data.spelled.items() if data.evidence[form] and " " not in word}


def _hung(before: str, word: str) -> str:
    """The article and prepositions written before their word, with one article."""
    return before + (word.removeprefix("ال") if before.endswith(("ال", "لل")) else word)


def _alone(before: str) -> str:
    """Of what should hang on an Arabic word and cannot, only what says something: "fel site" is "في site"."""
    kept = before.removesuffix("ال").strip()
    return f"{kept} " if kept in _SAYS else ""


@lru_cache(maxsize=4096)
def _word(typed: str, form: str) -> str | None:
    """One word in Arabic letters; None if it is none of Arabic."""
    data = _data()
    if form in data.spelled:
        return data.spelled[form]
    if form in data.stays or not _LATIN.fullmatch(form) or len(form) > _LONGEST_WORD:
        return None
    if _COUNTS.fullmatch(form):
        return None
    if not any(map(str.isdigit, form)) and (_ACCENTED.search(typed) or (form[2:] in data.stays and form[1] == "'")):
        return None  # "comptabilité", "l'affiche"
    known = data.lexicon.find(form)
    if known or len(form) < 3:
        return known or spelled_out(form) or None
    return None if _FOREIGN.search(form) and not any(map(str.isdigit, form)) else spelled_out(form) or None


def _form(word: str) -> str:
    return fold(word).replace("`", "'")


def _evidence(form: str) -> float:
    """How much a word speaks for Arabic: 0 nothing, 1 is enough alone."""
    data = _data()
    if form in data.elsewhere or form in data.stays:
        return 0.0
    if form in data.spelled:
        return data.evidence[form]
    if len(form) == 1:
        return 0.25 if form in "bfl" else 0.0
    if any(map(str.isdigit, form)):
        return _digit_evidence(form)
    return 0.5 if _begins(form) or _ENDS.fullmatch(form) else 0.0


def _digit_evidence(form: str) -> float:
    if _COUNTS.fullmatch(form):
        return 0.0
    if _INSIDE.fullmatch(form):
        return 1.5 if len(form) > 3 else 0.5
    if _FIRST.fullmatch(form):
        return 1.0
    if _LAST.fullmatch(form):
        return 1.0 if _begins(form[:-1]) else 0.5
    return 0.0


def _begins(form: str) -> bool:
    return len(form) > 2 and bool(_BEGINS.match(form) and _VOWEL.search(form))


class _Data(NamedTuple):
    spelled: dict[str, str]  # spelling → Arabic word
    evidence: dict[str, float]  # how much a spelling speaks for Arabic
    elsewhere: frozenset[str]
    stays: frozenset[str]
    lexicon: Lexicon


@cache
def _data() -> _Data:
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for section, line in sections(_FILE):
        lines[section].append(line)
    pairs = [
        (spelling, word)
        for word, _, typed in (line.partition(": ") for line in lines["spelled"])
        for spelling in typed.split()
    ]
    spelled = {spelling.lstrip("~?"): word for spelling, word in reversed(pairs)}
    words = " ".join(lines["words"]).split()
    return _Data(
        spelled,
        {spelling.lstrip("~?"): _EVIDENCE.get(spelling[0], 1.0) for spelling, _ in pairs},
        frozenset(" ".join(lines["elsewhere"]).split()),
        frozenset(" ".join(lines["stays"]).split()),
        Lexicon(spelled, words),
    )
