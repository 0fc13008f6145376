"""How much does a figure or a number word say? Strict: what is not surely one number has several readings, or none."""

import re
from fractions import Fraction
from functools import cache

from bot.understand.lexis.lexicon import numbered, small
from bot.understand.lexis.phrases import Phrases
from bot.understand.lexis.sounds import sound
from bot.understand.lexis.tables import data
from core.text.normal import digits

Number = Fraction | int
Readings = tuple[Number, ...]

_FRACTIONS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)}
_SLASHED = {"1/2": Fraction(1, 2), "1/4": Fraction(1, 4), "3/4": Fraction(3, 4)}
_WHOLE = re.compile(r"[0-9]{1,9}")
_SPLIT = re.compile(r"([0-9]{1,9})([.,٫])([0-9]{1,6})")
_GROUPED = re.compile(
    r"[0-9]{1,3}(?:(?:,[0-9]{3})+(?:\.[0-9]{1,6})?|(?:\.[0-9]{3})+(?:[,٫][0-9]{1,6})?|(?:٬[0-9]{3})+(?:٫[0-9]{1,6})?)"
)
_LARGEST = 1_000_000
_LONGEST = 9
_HEARD = 15


def parse_amount(text: str) -> Readings:
    """The readings of one written figure: none, the sure one, or both of "1.000".

    Takes digits of every script with a decimal point or comma and ½ ¼ ¾; refuses signs, exponents, superscripts, words,
    and a million or more.
    """
    figure = digits(text.strip())
    if figure.isascii() and figure.isdigit():
        return (int(figure),) if len(figure) <= _LONGEST and int(figure) < _LARGEST else ()
    return tuple(reading for reading in _readings(figure) if reading < _LARGEST)


def _readings(figure: str) -> Readings:
    if figure in _SLASHED:
        return (_SLASHED[figure],)
    if figure and figure[-1] in _FRACTIONS and (len(figure) == 1 or _WHOLE.fullmatch(figure[:-1])):
        return (Fraction(figure[:-1] or 0) + _FRACTIONS[figure[-1]],)
    readings: list[Number] = []
    split = _SPLIT.fullmatch(figure)
    if split:
        readings.append(Fraction(f"{split[1]}.{split[3]}"))
    grouped = _GROUPED.fullmatch(figure)
    if grouped and not figure.startswith("0") and not (split and split[2] == "٫"):
        readings.append(_grouped(figure))
    return tuple(readings)


def _grouped(figure: str) -> Fraction:
    """Like "1.234,5" or "1,234.5": the sign that comes first parts thousands, another one the decimals."""
    sign = next(char for char in figure if not char.isdigit())
    return Fraction(figure.replace(sign, "").replace(",", ".").replace("٫", "."))


def number_at(forms: list[str], at: int, lang: str) -> tuple[Readings, int] | None:
    """The number in figures or words that begins at word `at`: its readings and the place after it, or None."""
    if at >= len(forms):
        return None
    readings = parse_amount(forms[at]) if not forms[at].isalpha() else ()
    if readings:
        return _with_fraction(forms, at, readings)
    found = numbered(lang, "numbers").at(forms, at)
    if found is None and (number := heard(forms[at], lang)):
        return (number,), at + 1
    return _in_words(forms, found, numbered(lang, "numbers")) if found else None


def heard(form: str, lang: str) -> int | None:
    """The small number that a misspelt word sounds like, in Spanish and Portuguese."""
    return _by_sound(lang).get(sound(form, lang)) if lang in ("es", "pt") else None


@cache
def _by_sound(lang: str) -> dict[str, int]:
    """Small numbers as they sound: "sinco", "kuatro". Not the larger ones: "siento" is no hundred."""
    pairs = ((form, value) for value, phrases in data(lang)["numbers"].items() for form in phrases)
    return {sound(form, lang): int(value) for form, value in pairs if form.isalpha() and 2 <= int(value) <= _HEARD}


def _with_fraction(forms: list[str], at: int, readings: Readings) -> tuple[Readings, int]:
    after = forms[at + 1] if at + 1 < len(forms) else ""
    part = _FRACTIONS.get(after) or _SLASHED.get(after)
    if part and forms[at].isdigit():
        return (readings[0] + part,), at + 2
    return readings, at + 1


def _in_words(forms: list[str], found: tuple[int, int], table: Phrases[int]) -> tuple[Readings, int]:
    """Like "treinta y cinco", "forty five", "خمسة وعشرين": falling parts add up, in Arabic units before tens."""
    total, end = found
    while True:
        after = end + 1 if end < len(forms) and forms[end] in _AND else end
        joined = table.at(forms, after)
        if not joined or not _fits(total, joined[0], forms[after]):
            return (total,), end
        total, end = total + joined[0], joined[1]


_AND = small("list_and")


def _fits(total: int, part: int, form: str) -> bool:
    if part < 1:
        return False
    if total >= 20 and total % 10 == 0:
        return part < 10 if total < 100 else part < 100
    return total < 10 and form.startswith("و") and 20 <= part < 100 and part % 10 == 0
