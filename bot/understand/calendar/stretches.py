"""How many days are "one day", "una semana", «يومين»? Said of a day that is moved by them."""

from bot.understand.amounts.stretches import number_or_one
from bot.understand.lexis.lexicon import numbered
from bot.understand.lexis.tokens import tokenise
from core.text.clean import clean

_LONGEST, _MOST = 60, 60  # letters; days by which anything is moved


def days_in(text: str, lang: str) -> int:
    """The days that the words are as a whole; 0 where they are anything else."""
    forms = tokenise(clean(text, _LONGEST)).forms
    if span := numbered(lang, "calendar", "spans").whole(forms):
        return span
    number = number_or_one(forms, 0, lang) if forms else None
    many, at = (number[0][0], number[1]) if number and len(number[0]) == 1 else (1, 0)
    unit = numbered(lang, "calendar", "units").at(forms, at)
    whole = unit is not None and unit[1] == len(forms) and many == int(many)
    return int(many) * unit[0] if unit and whole and int(many) * unit[0] <= _MOST else 0
